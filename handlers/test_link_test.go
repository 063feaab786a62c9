package handlers_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"entrevue/handlers/handlerstest"
	"entrevue/models"
	"entrevue/views/integrations"
	"entrevue/views/paths"
)

// tested makes a test link with somebody and waits for its end.
func tested(t *testing.T, w *handlerstest.World, b *handlerstest.Browser, provider models.Provider, who string) {
	t.Helper()
	b.Visit(paths.WizardStep(provider.Slug(), "test"))
	b.Choose("Host", optionOf(t, b, who))
	b.Press("Make a test link")
	ended(w)
	b.Visit(b.Page.URL.String())
}

// ended lets a test link come to its end: a step that meets another at work comes back a second later.
func ended(w *handlerstest.World) {
	for range 4 {
		w.Settle()
		w.Advance(5 * time.Second)
	}
	w.Settle()
}

// optionOf is the value of the person whose name the option begins with.
func optionOf(t *testing.T, b *handlerstest.Browser, who string) string {
	t.Helper()
	for _, option := range b.Page.Doc.Find("select[name=host] option").EachIter() {
		if strings.HasPrefix(option.Text(), who) {
			return option.AttrOr("value", "")
		}
	}
	t.Fatalf("nobody can choose %s", who)
	return ""
}

func TestAdministratorTriesWhetherLinksAreMade(t *testing.T) {
	t.Parallel()
	w, b := settingUp(t, models.SystemGraph)
	b.Visit(paths.Wizard("ms-teams"))
	b.At(paths.WizardStep("ms-teams", "test"))
	b.See("Whom shall we try?", "Nobody is invited")
	b.Choose("Host", optionOf(t, b, "Oliver Grant"))
	b.Press("Make a test link")
	b.At(paths.WizardStep("ms-teams", "test"))
	b.See("Microsoft Teams for Oliver Grant", "Event written to the calendar", "Under way", "Not yet")
	if refresh := b.Page.Doc.Find("noscript meta[http-equiv=refresh]"); refresh.Length() != 1 {
		t.Error("the page does not load itself again where no script runs")
	}
	b.HTMX(integrations.TracePart).Visit(paths.TestLink(1))
	if polled := b.Page.Doc.Find("#" + integrations.TracePart); polled.AttrOr("hx-get", "") != paths.TestLink(1) {
		t.Errorf("the trace does not ask for itself: %s", b.Page.Body)
	}
	ended(w)
	b.HTMX(integrations.TracePart).Visit(paths.TestLink(1))
	if polled := b.Page.Doc.Find("#" + integrations.TracePart); polled.AttrOr("hx-get", "") != "" || !strings.Contains(b.Page.Body, "Works") {
		t.Errorf("the trace of the finished test is %s", b.Page.Body)
	}
	if steps := b.Page.Doc.Find("#rail[hx-swap-oob=true]"); steps.Length() != 1 || rail(b)["Test link"] != "ready" {
		t.Errorf("beside the finished test the steps stand as before: %s", b.Page.Body)
	}
	b.Visit(paths.WizardStep("ms-teams", "test"))
	b.See("Works", "Event deleted and gone", "Microsoft Teams makes links for Oliver.", "Test another host")
	if rail(b)["Test link"] != "ready" {
		t.Errorf("the step stands %q", rail(b)["Test link"])
	}
	b.Visit(paths.Activity())
	b.See("Made a Microsoft Teams test link for Oliver Grant", "The Microsoft Teams test link worked")
}

// A page that loads itself again would take away what is being typed: no form stands beside a test
// that runs, and it comes back with the end of the test.
func TestFormOfTheTestLinkWaitsForTheEndOfTheTest(t *testing.T) {
	t.Parallel()
	w, b := settingUp(t, models.SystemGraph)
	b.Visit(paths.WizardStep("ms-teams", "test"))
	oliver := optionOf(t, b, "Oliver Grant")
	form := b.Forms()
	b.Choose("Host", oliver).Press("Make a test link")
	typed := func() int { return b.Page.Doc.Find("main select, main input:not([type=hidden])").Length() }
	if !refreshes(b) || typed() > 0 {
		t.Errorf("while the test runs the page loads itself again: %v, with %d things to type into", refreshes(b), typed())
	}
	b.See("Another host can be tried when this test has ended.")
	for _, f := range form {
		if f.Values.Has("host") {
			b.Submit(f, url.Values{"host": {"99"}, "request_id": {"1.other"}})
		}
	}
	b.Expect(http.StatusUnprocessableEntity)
	if refreshes(b) || typed() == 0 {
		t.Error("what was refused while the test runs is lost")
	}
	ended(w)
	b.HTMX(integrations.TracePart).Visit(paths.TestLink(1))
	if form := b.Page.Doc.Find("[hx-swap-oob=true] select[name=host] option[selected]"); !strings.HasPrefix(form.Text(), "Oliver Grant") {
		t.Errorf("the end of the test brings no form back: %s", b.Page.Body)
	}
}

func TestFailedTestSaysWhyAndWhoseTurnItIs(t *testing.T) { // FAIL23
	t.Parallel()
	w, b := settingUp(t, models.SystemGraph)
	w.Break(handlerstest.Fault{What: "conferencing_failing", Times: 1})
	tested(t, w, b, models.MSTeams, "Oliver Grant")
	b.See("Failed", "Not tried", "Microsoft Teams refused to make a meeting for Oliver.", "IT’s turn.")
	if rail(b)["Test link"] != "failing" {
		t.Errorf("the step stands %q", rail(b)["Test link"])
	}
	w.Heal()
	tested(t, w, b, models.MSTeams, "Oliver Grant")
	b.See("Works", "Earlier test links", "Failed")
	b.Follow("Steps")
	b.At(paths.WizardStep("ms-teams", "test"))
	b.See("refused to make a meeting")
}

// What is proven failing leads whoever can test from the picker to the test, with the host chosen.
func TestPickerLeadsAdministratorsFromAFailureToTheTest(t *testing.T) {
	t.Parallel()
	w, b := settingUp(t, models.SystemGoogle)
	addMaya(b)
	w.Break(handlerstest.Fault{What: "conferencing_failing", Times: 1})
	tested(t, w, b, models.GoogleMeet, "Helen Ward")
	b.Visit(paths.NewInterview(1))
	b.Follow("Try again Google Meet")
	b.At(paths.WizardStep("google-meet", "test"))
	if chosen := b.Page.Doc.Find("select[name=host] option[selected]"); !strings.HasPrefix(chosen.Text(), "Helen Ward") {
		t.Errorf("%q is chosen", chosen.Text())
	}
	w.Heal()
	b.Press("Make a test link")
	ended(w)
	b.Visit(paths.NewInterview(1))
	b.DoNotSee("Try again")
}

func TestPeopleOfATestLinkAreSearchedWithoutLosingTheTest(t *testing.T) {
	t.Parallel()
	w, b := settingUp(t, models.SystemGraph)
	tested(t, w, b, models.MSTeams, "Oliver Grant")
	options := func() string { return b.Page.Doc.Find("select[name=host]").Text() }
	b.Visit(paths.WizardStep("ms-teams", "test"))
	b.Fill("Name or address", "jonas.w").Press("Search")
	b.See("Microsoft Teams for Oliver Grant")
	if got := options(); !strings.Contains(got, "Jonas Weber") || strings.Contains(got, "Camille Perrin") {
		t.Errorf("searching offers %q", got)
	}
	b.Choose("Host", optionOf(t, b, "Jonas Weber")).Press("Make a test link")
	b.See("Microsoft Teams for Jonas Weber")
	ended(w)
	b.Visit(b.Page.URL.String())
	b.Fill("Name or address", "nobody").Press("Search")
	b.See("Nobody fits this search")
	b.Follow("List everybody again")
	if got := options(); !strings.Contains(got, "Camille Perrin") {
		t.Errorf("afterwards %q is offered", got)
	}
}

func TestHostWhoCannotBeTriedIsRefusedBesideTheField(t *testing.T) {
	t.Parallel()
	_, b := settingUp(t, models.SystemGraph)
	b.Visit(paths.WizardStep("goto-meeting", "test"))
	b.Press("Make a test link")
	b.Expect(http.StatusUnprocessableEntity)
	camille := optionOf(t, b, "Camille Perrin")
	b.Choose("Host", camille)
	b.Press("Make a test link")
	b.Expect(http.StatusUnprocessableEntity)
	b.See("Camille has not connected GoTo Meeting")
	if chosen := b.Page.Doc.Find("select[name=host] option[selected]"); chosen.AttrOr("value", "") != camille {
		t.Errorf("%q is chosen", chosen.Text())
	}
	b.Visit(paths.WizardStep("goto-meeting", "test") + "?host=" + camille)
	if chosen := b.Page.Doc.Find("select[name=host] option[selected]"); chosen.AttrOr("value", "") != camille {
		t.Errorf("the address chooses %q", chosen.Text())
	}
	b.Post(paths.WizardStep("skype", "test"), url.Values{"host": {camille}})
	b.Expect(http.StatusNotFound)
}

func TestUnknownHostNameOfATestLinkIsConfirmedOnThePage(t *testing.T) {
	t.Parallel()
	w, b := settingUp(t, models.SystemGraph)
	w.Break(handlerstest.Fault{What: "vanity_link", Times: 1})
	tested(t, w, b, models.MSTeams, "Oliver Grant")
	b.See("Needs your confirmation", "Is this an address of Microsoft Teams?", "https://video.company.example/")
	b.DoNotSee("Open the meeting")
	if got := rail(b)["Test link"]; got == "ready" || got == "failing" {
		t.Errorf("the step is %q", got)
	}
	b.Press("Yes, it is ours")
	b.See("Your answer was kept", "Works")
	if got := rail(b)["Test link"]; got != "ready" {
		t.Errorf("after the answer the step is %q", got)
	}
}

func TestCalendarThatKeepsTheEventIsAskedAgain(t *testing.T) { // FAIL31
	t.Parallel()
	w, b := settingUp(t, models.SystemGraph)
	w.Break(handlerstest.Fault{What: "status", Operation: "events.delete", Status: 403, Times: 1})
	tested(t, w, b, models.MSTeams, "Oliver Grant")
	b.See("refused to delete the event", "Open the meeting")
	b.Press("Delete it again")
	b.At(paths.WizardStep("ms-teams", "test"))
	ended(w)
	b.Visit(paths.TestLink(1))
	b.See("Works")
	b.DoNotSee("Delete it again")
	for _, address := range []string{paths.WizardStep("zoom", "test") + "?link=1", paths.TestLink(99), paths.WizardStep("zoom", "test") + "?link=x"} {
		b.Visit(address)
		b.Expect(http.StatusNotFound)
	}
}

// What a test proved rests on the connection of the calendar: without it the step is undone again.
func TestStepIsUndoneWhenTheCalendarIsDisconnected(t *testing.T) {
	t.Parallel()
	w, b := settingUp(t, models.SystemGraph)
	tested(t, w, b, models.MSTeams, "Oliver Grant")
	b.Visit(paths.CalendarDisconnection())
	b.Press("Disconnect")
	w.Settle()
	b.Visit(paths.WizardStep("ms-teams", "test"))
	b.See("Something else comes first", "earlier calendar connection")
	if got := rail(b)["Test link"]; got != "todo" {
		t.Errorf("the step stands %q", got)
	}
}
