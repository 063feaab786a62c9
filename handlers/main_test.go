package handlers_test

import (
	"strings"
	"testing"

	"entrevue/handlers/handlerstest"
)

func TestMain(m *testing.M) { handlerstest.Main(m) }

const password = "a lamp for every desk"

// founded is a world whose first administrator, Helen, sits in front of the browser.
func founded(t *testing.T, options ...handlerstest.Option) (*handlerstest.World, *handlerstest.Browser) {
	t.Helper()
	w := handlerstest.New(t, options...)
	b := w.Browser(t)
	b.Visit("/")
	b.At("/first-run")
	b.Fill("Name of the company", "Atelier Lumen").Fill("Your name", "Helen Ward").
		Fill("Email address", "helen.ward@lumen.example").Fill("New password", password)
	b.Press("Begin")
	b.At("/")
	return w, b
}

// add lets an administrator add a person.
func add(b *handlerstest.Browser, name, email, role string) {
	b.Visit("/settings/employees/new")
	b.Fill("Name", name).Fill("Email address", email).Check(role)
	b.Press("Add and invite")
	b.At("/settings/employees")
	b.See(name + " was added")
}

// linkIn is the address of the application in the newest mail to somebody.
func linkIn(t *testing.T, w *handlerstest.World, email string) string {
	t.Helper()
	w.Settle()
	letters := w.Letters(email)
	if len(letters) == 0 {
		t.Fatalf("no mail for %s", email)
	}
	for _, word := range strings.Fields(letters[0].Text) {
		if strings.HasPrefix(word, w.URL) {
			return word
		}
	}
	t.Fatalf("no link in %s", letters[0].Text)
	return ""
}

// joined is the browser of a person who was added and has accepted the invitation.
func joined(t *testing.T, w *handlerstest.World, admin *handlerstest.Browser, name, email, role string) *handlerstest.Browser {
	t.Helper()
	add(admin, name, email, role)
	b := w.Browser(t)
	b.Visit(linkIn(t, w, email))
	b.Fill("New password", password)
	b.Press("Begin")
	b.At("/")
	return b
}

const (
	roleEmployee      = "Employee"
	roleRecruiter     = "Recruiter"
	roleAdministrator = "Administrator"
)

// signIn types address and password into a sign-in page.
func signIn(b *handlerstest.Browser, email, with string) {
	b.Fill("Email address", email).Fill("Password", with)
	b.Press("Sign in")
}
