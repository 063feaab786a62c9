package handlers_test

import (
	"net/url"
	"strings"
	"testing"

	"entrevue/handlers/handlerstest"
	"entrevue/models"
	"entrevue/views/paths"
)

// Whoever is sent to a person from a set-up reads there why, and comes back when the person is saved.
func TestPersonOpenedFromAPageThatSendsThereLeadsBackToIt(t *testing.T) {
	t.Parallel()
	w := handlerstest.New(t)
	people := w.Company(models.SystemGraph)
	b := signedIn(t, w, people["HW"]).Speaking("en")
	step := paths.WizardStep("zoom", "employees")
	open := paths.EmployeeFrom(people["PK"].ID, step)
	b.Visit(step)
	if b.Page.Doc.Find("a[href='"+open+"']").Length() != 1 {
		t.Fatalf("the step does not lead to Piotr:\n%s", b.Page.Body)
	}
	b.Visit(open)
	b.See("piotr.kowal@elsewhere.example is not on lumen.example; this person can attend but not host.", "Enter an address on lumen.example")
	b.Follow("Cancel")
	b.At(step)
	b.Visit(open)
	b.Fill("Email address", "no address").Press("Save")
	b.Uncheck("Hosts interviews")
	b.Fill("Email address", "piotr.kowal@elsewhere.example").Press("Save")
	b.At(step)
	b.See("Piotr Kowal")
	list := paths.CalendarIntegration() + "?state=failed"
	b.Visit(list)
	b.Follow("Correct the address Amélie Brun")
	b.See("Hosting needs a personal one.")
	b.Press("Save")
	b.At(paths.CalendarIntegration())
	if got := b.Page.URL.Query().Get("state"); got != "failed" {
		t.Errorf("came back to %s", b.Page.URL)
	}
	b.Visit(paths.Employee(people["OG"].ID))
	b.DoNotSee("Synchronizing failed", "Outside the company")
}

func TestSavingAPersonNeverLeadsToAPageThatSendsNobodyThere(t *testing.T) { // ATT3
	t.Parallel()
	w := handlerstest.New(t)
	people := w.Company(models.SystemGraph)
	b := signedIn(t, w, people["HW"]).Speaking("en")
	for _, evil := range []string{"https://evil.example", "//evil.example", `/\evil.example`, "/%2e%2e/evil", "javascript:alert(1)", "/x\nLocation: https://evil.example",
		"/sign-out", "/me", paths.Employee(people["OG"].ID) + "/deactivation", paths.WizardStep("skype", "it"), "/settings/integrations/calendar/../../../me",
		"https://evil.example" + paths.CalendarIntegration(), "//evil.example" + paths.CalendarIntegration(), ""} {
		b.Visit(paths.Employee(people["OG"].ID) + "?return_to=" + url.QueryEscape(evil))
		b.Press("Save")
		b.At(paths.Employees())
		if b.Page.URL.Host != strings.TrimPrefix(w.URL, "http://") {
			t.Errorf("%q led to %s", evil, b.Page.URL)
		}
	}
}
