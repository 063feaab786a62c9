package handlers_test

import (
	"testing"
)

func TestFirstPersonFoundsTheCompanyAndIsSignedIn(t *testing.T) {
	t.Parallel()
	_, helen := founded(t)
	helen.See("Hello Helen", "Everything is ready.")
}

func TestSignInLeadsWhereThePersonWanted(t *testing.T) {
	t.Parallel()
	w, _ := founded(t)
	b := w.Browser(t)
	b.Visit("/")
	b.At("/sign-in")
	b.See("Atelier Lumen")
	b.Fill("Email address", "HELEN.WARD@lumen.example").Fill("Password", password)
	b.Press("Sign in")
	b.At("/")
	b.See("Hello Helen")
}
