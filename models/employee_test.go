package models_test

import (
	"testing"

	"entrevue/models"
)

// ATT35
func TestTextWithoutAShapeIsMissing(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{"": "problem.required", " \u00a0": "problem.required", "\u200b\u2060": "problem.required",
		"\u202e": "problem.required", "a\u202eb": "problem.characters", "A\x00": "problem.characters", "\U0001F469\u200d\U0001F467": ""} {
		invalid := &models.Invalid{}
		models.CheckText(invalid, "name", text, true, models.MaxName)
		if got := invalid.Fields["name"].Key; got != want {
			t.Errorf("%q is %q, want %q", text, got, want)
		}
	}
}

// An address that calendar files and most mail servers cannot hold is refused where it is typed.
func TestAddressWithAccentsIsRefusedWithItsReason(t *testing.T) {
	t.Parallel()
	for address, want := range map[string]string{"josé@mail.example": "problem.email_accented", "jose@bücher.example": "problem.email_accented",
		"jose@mail.example": "", "jose@xn--bcher-kva.example": "", "josé": "problem.email_accented"} {
		invalid := &models.Invalid{}
		models.CheckEmail(invalid, "email", address, true)
		if got := invalid.Fields["email"].Key; got != want {
			t.Errorf("%s: %q, want %q", address, got, want)
		}
	}
}
