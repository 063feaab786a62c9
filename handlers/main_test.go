package handlers_test

import (
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
