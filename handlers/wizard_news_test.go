package handlers_test

import (
	"net/http"
	"strings"
	"testing"

	"entrevue/handlers/handlerstest"
	"entrevue/models"
	"entrevue/views/integrations"
	"entrevue/views/paths"
)

// askedAt is the address a part of the page asks, and how soon; nothing once it has come to its end.
func askedAt(b *handlerstest.Browser, part string) (address, trigger string) {
	found := b.Page.Doc.Find("#" + part)
	return found.AttrOr("hx-get", ""), found.AttrOr("hx-trigger", "")
}

// Whoever waits at the step sees who is on the way, and who has arrived, without loading it again.
func TestStepOfTheEmployeesFollowsWhoIsBeingSynchronized(t *testing.T) {
	t.Parallel()
	w := handlerstest.New(t)
	b := signedIn(t, w, w.Company(models.SystemGraph)["HW"]).Speaking("en")
	step := paths.WizardStep("goto-meeting", "employees")
	b.Visit(step)
	b.DoNotSee("Being synchronized")
	if address, _ := askedAt(b, integrations.EmployeesPart); address != "" {
		t.Errorf("while nobody is on the way the step asks %s", address)
	}
	w.Break(handlerstest.Fault{What: "status", Operation: "service_account_authorizations", Status: 503, Times: 1000})
	b.Visit(paths.CalendarFailures())
	b.Press("Synchronize again Thi Nguyen")
	b.Visit(step)
	b.See("Being synchronized", "Thi Nguyen")
	address, trigger := askedAt(b, integrations.EmployeesPart)
	if address != paths.WizardNews("goto-meeting", "employees") || trigger != "every 3s" {
		t.Fatalf("the step asks %q, %q", address, trigger)
	}
	if b.Page.Doc.Find("noscript meta[http-equiv=refresh]").Length() != 1 {
		t.Error("without scripts the step is not loaded again")
	}
	w.Heal()
	w.Quiet()
	b.HTMX(integrations.EmployeesPart).Visit(address)
	b.DoNotSee("Being synchronized")
	if b.Page.Doc.Find("#rail[hx-swap-oob=true]").Length() != 1 {
		t.Errorf("the steps do not come with it: %s", b.Page.Body)
	}
	if again, _ := askedAt(b, integrations.EmployeesPart); again != "" {
		t.Errorf("after the end the step asks %s", again)
	}
}

// The step of IT shows by itself that IT has opened its page, and that it is done.
func TestStepOfITFollowsWhatITDoes(t *testing.T) {
	t.Parallel()
	w, b, link := askedIT(t)
	step := paths.WizardStep("zoom", "it")
	b.Visit(step)
	address, trigger := askedAt(b, integrations.ITPart)
	if address != paths.WizardNews("zoom", "it") || trigger == "" {
		t.Fatalf("the step asks %q, %q", address, trigger)
	}
	it := w.Browser(t)
	it.Visit(link)
	b.HTMX(integrations.ITPart).Visit(address)
	b.See("It was opened on")
	if b.Page.Doc.Find("#wizard-it-work").Length() != 0 {
		t.Error("the forms are taken away while somebody may type")
	}
	it.Fill("Installée par", "Ravi Bose").Fill("Date", "2026-11-29").Press("Terminé")
	b.HTMX(integrations.ITPart).Visit(address)
	b.See("Confirmed.", "Ravi Bose installed the app")
	if b.Page.Doc.Find("#wizard-it-work[hx-swap-oob=true] form[id='"+integrations.ITForm+"']").Length() != 0 || b.Page.Doc.Find("#wizard-it-work[hx-swap-oob=true]").Length() != 1 {
		t.Errorf("the forms stay: %s", b.Page.Body)
	}
	if rail(b)["IT installs the app"] != "ready" {
		t.Error("the steps do not say that IT is done")
	}
	if again, _ := askedAt(b, integrations.ITPart); again != "" {
		t.Errorf("after the end the step asks %s", again)
	}
}

func TestNewsOfAStepOpenedAsAPageLeadToTheStep(t *testing.T) {
	t.Parallel()
	_, b := settingUp(t, models.SystemGraph)
	for _, step := range []string{"employees", "it"} {
		b.Visit(paths.WizardNews("zoom", step))
		b.At(paths.WizardStep("zoom", step))
		b.Expect(http.StatusOK)
	}
	b.Visit(paths.WizardNews("goto-meeting", "it"))
	b.Expect(http.StatusNotFound)
}

// Where IT has been asked, its turn is what one reads, not a step to be done by oneself.
func TestStepThatWaitsForITSaysWhoseTurnItIs(t *testing.T) {
	t.Parallel()
	_, b, _ := askedIT(t)
	b.Visit(paths.WizardStep("zoom", "campaign"))
	b.See("IT’s turn.", "The page was sent to it@lumen.example on 30 Nov 2026", "This step follows as soon as IT has confirmed.")
	b.DoNotSee("Something else comes first.")
	b.Visit(paths.WizardStep("zoom", "done"))
	b.See("Zoom is not set up yet", "Who acts next", "it@lumen.example’s turn")
}

// An address that has become a personal one leaves the mark on; whoever saves it is told.
func TestSavingAPersonalAddressTellsOfTheMarkThatIsLeft(t *testing.T) {
	t.Parallel()
	w := handlerstest.New(t)
	people := w.Company(models.SystemGraph)
	b := signedIn(t, w, people["HW"]).Speaking("en")
	b.Visit(paths.Employee(people["AB"].ID))
	b.Check("Shared mailbox").Press("Save")
	b.DoNotSee("still marked")
	b.Visit(paths.Employee(people["AB"].ID))
	b.Fill("Email address", "amelie.brun@lumen.example").Press("Save")
	b.See("Amélie Brun is saved, and still marked as a shared mailbox. If the new address is a personal one, take the mark off.")
	b.Visit(paths.Employee(people["AB"].ID))
	b.Uncheck("Shared mailbox").Press("Save")
	if strings.Contains(b.Text(), "still marked") {
		t.Error("the mark is off, and yet said to be on")
	}
}
