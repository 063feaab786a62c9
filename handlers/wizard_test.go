package handlers_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"entrevue/handlers/handlerstest"
	"entrevue/models"
	"entrevue/views/paths"
)

// settingUp is the demo company with hosts of whom everybody can be synchronized, and Helen in front
// of a browser.
func settingUp(t *testing.T, system models.CalendarSystem, before ...func(*handlerstest.World)) (*handlerstest.World, *handlerstest.Browser) {
	t.Helper()
	w := handlerstest.New(t)
	people := w.Company(system, func() {
		for _, change := range before {
			change(w)
		}
	})
	b := signedIn(t, w, people["HW"]).Speaking("en")
	for _, key := range []string{"TN", "PK"} {
		stopHosting(b, people[key])
	}
	return w, b
}

func stopHosting(b *handlerstest.Browser, employee models.Employee) {
	b.Visit(paths.Employee(employee.ID))
	b.Uncheck("Hosts interviews")
	b.Press("Save")
}

// rail is how the steps stand on the left, in the words of the page.
func rail(b *handlerstest.Browser) map[string]string {
	found := map[string]string{}
	for _, li := range b.Page.Doc.Find(".rail > li").EachIter() {
		found[li.Find("b").Text()] = li.AttrOr("data-is", "")
	}
	return found
}

func TestOverviewNamesStateAndNextPersonForEachProvider(t *testing.T) {
	t.Parallel()
	w, b := settingUp(t, models.SystemGraph)
	tested(t, w, b, models.MSTeams, "Oliver Grant")
	b.Visit("/settings")
	b.Follow("Integrations")
	b.Follow("Videoconferencing")
	b.At(paths.Videoconferencing())
	b.See("Google Meet Not possible with your calendars", "Zoom Not set up", "Microsoft Teams Set up", "7 of 7 hosts are ready")
	b.Visit(paths.Wizard("zoom"))
	b.At(paths.WizardStep("zoom", "it"))
	b.Press("Begin now")
	b.Visit(paths.Videoconferencing())
	b.See("Zoom Set-up begun", "Next step: IT installs the app", "Your turn")
}

// While hosts are being synchronized it is nobody's turn.
func TestOverviewBlamesNobodyForHostsWhoAreBeingSynchronized(t *testing.T) {
	t.Parallel()
	w, b := settingUp(t, models.SystemGraph)
	b.Visit(paths.NewEmployee())
	b.Fill("Name", "Grace Hall").Fill("Email address", "grace.hall@lumen.example").Check("Hosts interviews").Press("Add and invite")
	b.Visit(paths.Videoconferencing())
	b.See("In progress: 1 host is being synchronized")
	b.DoNotSee("Your turn")
	w.Mailbox("grace.hall@lumen.example", map[string]any{"name": "Grace Hall"})
	w.Quiet()
	b.Visit(paths.Videoconferencing())
	b.DoNotSee("In progress")
}

func TestMeetIsRefusedWithoutGoogleCalendars(t *testing.T) {
	t.Parallel()
	for _, system := range []models.CalendarSystem{models.SystemGraph, models.SystemEWS} {
		t.Run(string(system), func(t *testing.T) {
			t.Parallel()
			_, b := settingUp(t, system)
			b.Visit(paths.Wizard("google-meet"))
			b.At(paths.WizardStep("google-meet", "employees"))
			b.See("Google Meet is not possible here", "none of the hosts has one")
			b.Visit(paths.WizardStep("google-meet", "admin-console"))
			b.At(paths.WizardStep("google-meet", "employees"))
			b.Follow("Microsoft Teams")
			b.See("Set up Microsoft Teams")
		})
	}
}

// Going on from every step of every wizard makes none of them done, however often it is done.
func TestGoingOnMakesNoStepDoneInAnyWizard(t *testing.T) {
	t.Parallel()
	_, b := founded(t)
	for _, provider := range models.Providers() {
		b.Visit(paths.WizardStep(provider.Slug(), string(models.WizardCalendar)))
		before := rail(b)
		if len(before) < 4 {
			t.Errorf("%s has the steps %v", provider, before)
		}
		for range models.WizardSteps(provider, models.WizardFacts{})[1:] {
			b.Follow("Continue")
			if diff := cmp.Diff(before, rail(b)); diff != "" {
				t.Errorf("%s: at %s the steps have changed (-before +after):\n%s", provider, b.Page.URL.Path, diff)
			}
		}
		b.At(paths.WizardStep(provider.Slug(), string(models.WizardDone)))
	}
}

func TestNoButtonMakesAComputedStepDone(t *testing.T) {
	t.Parallel()
	_, b := founded(t)
	b.Visit(paths.Wizard("goto-meeting"))
	b.At(paths.WizardStep("goto-meeting", "calendar"))
	b.See("The calendar is not connected")
	b.Follow("Continue")
	b.At(paths.WizardStep("goto-meeting", "employees"))
	b.See("Something else comes first", "Calendar integration")
	if got := rail(b)["Calendar integration"]; got != "todo" {
		t.Errorf("after Continue the calendar is %q", got)
	}
	b.Visit(paths.WizardStep("goto-meeting", "done"))
	b.See("GoTo Meeting is not set up yet", "Something else comes first", "To be done before this step:")
	if first := b.Page.Doc.Find("main .notice a, main [data-is=pending] a").Text(); !strings.Contains(first, "Calendar integration") || strings.Contains(first, "Employees") {
		t.Errorf("what comes first is %q, want the calendar alone", first)
	}
	b.Visit(paths.WizardStep("goto-meeting", "it"))
	b.At(paths.WizardStep("goto-meeting", "calendar"))
	for _, path := range []string{paths.Wizard("skype"), paths.WizardStep("zoom", "lunch")} {
		b.Visit(path)
		b.Expect(http.StatusNotFound)
	}
}

func TestSwitchingAProviderOffSaysWhatItAffects(t *testing.T) {
	t.Parallel()
	_, b := settingUp(t, models.SystemGraph)
	b.Visit(paths.ProviderSwitch("ms-teams"))
	b.See("Switch Microsoft Teams off for recruiters?", "7 hosts who are ready", "keep their links")
	b.Press("Switch off for recruiters")
	b.At(paths.Videoconferencing())
	b.See("Microsoft Teams is switched off for recruiters", "Switch on for recruiters")
	b.Visit("/settings/activity")
	b.See("Switched Microsoft Teams off for recruiters")
	b.Visit(paths.ProviderSwitch("ms-teams"))
	b.Press("Switch on for recruiters")
	b.See("Microsoft Teams is switched on for recruiters")
}

func TestHomeLeadsToTheNextStepOfASetUpThatHasBegun(t *testing.T) {
	t.Parallel()
	w := handlerstest.New(t)
	b := signedIn(t, w, w.Company(models.SystemGraph)["HW"])
	b.Visit("/settings/integrations/calendar")
	b.Follow("Open videoconferencing")
	b.Visit("/")
	b.DoNotSee("set-up begun")
	b.Visit("/settings/integrations/videoconferencing/goto-meeting/test")
	b.Visit("/")
	b.DoNotSee("set-up begun")
	b.Visit("/settings/integrations/videoconferencing/goto-meeting/test")
	b.Press("Begin now")
	b.At("/settings/integrations/videoconferencing/goto-meeting/test")
	b.Visit("/")
	b.See("GoTo Meeting: set-up begun", "Next step:")
	b.Follow("Go on")
	if !strings.HasPrefix(b.Page.URL.Path, "/settings/integrations/videoconferencing/goto-meeting/") {
		t.Errorf("it leads to %s", b.Page.URL.Path)
	}
}

// Home says whose turn a set-up waits for, and asks the database for hosts only when one was opened.
func TestHomeSaysWhoseTurnASetUpWaitsForAndReadsNoHostsWithoutOne(t *testing.T) {
	t.Parallel()
	w, b := settingUp(t, models.SystemGraph)
	about := func(statements []string, table string) (count int) {
		for _, statement := range statements {
			if strings.Contains(statement, table) {
				count++
			}
		}
		return count
	}
	asked := w.Statements(func() { b.Visit("/") })
	if setups, hosts := about(asked, "provider_setups"), about(asked, "employee_calendars"); setups != 1 || hosts != 0 {
		t.Errorf("without a set-up home asks %d times about set-ups and %d times about hosts", setups, hosts)
	}
	b.Visit(paths.WizardStep("zoom", "it"))
	b.Press("Begin now")
	b.Visit("/")
	b.See("Zoom: set-up begun", "Next step: IT installs the app")
	b.DoNotSee("IT’s turn")
	b.Visit(paths.WizardStep("zoom", "it"))
	b.Fill("Email address of IT", "it@lumen.example").Press("Send to IT")
	b.Visit("/")
	b.See("Next step: IT installs the app. It is IT’s turn.")
	b.Follow("Go on")
	b.At(paths.WizardStep("zoom", "it"))
}
