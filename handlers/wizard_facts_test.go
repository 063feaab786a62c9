package handlers_test

import (
	"testing"
	"time"

	"entrevue/handlers/handlerstest"
	"entrevue/models"
	"entrevue/models/demo"
	"entrevue/models/store"
	"entrevue/views/paths"
)

// expectRails fails unless a step of these providers stands like that.
func expectRails(t *testing.T, b *handlerstest.Browser, step, want string, providers ...models.Provider) {
	t.Helper()
	for _, provider := range providers {
		b.Visit(paths.WizardStep(provider.Slug(), "calendar"))
		if got := rail(b)[step]; got != want {
			t.Errorf("%s: %q is %q, want %q:\n%s", provider.Name(), step, got, want, b.Text())
		}
	}
}

func TestChangeOutsideAloneChangesTheEmployeesStep(t *testing.T) {
	t.Parallel()
	w, b := settingUp(t, models.SystemGoogle)
	expectRails(t, b, "Employees synchronized", "ready", models.Providers()...)
	w.Act("disconnect_profile", "oliver.grant@lumen.example")
	w.Settle()
	expectRails(t, b, "Employees synchronized", "failing", models.Providers()...)
	b.Visit(paths.WizardStep("ms-teams", "employees"))
	b.See("1 person needs you.", "Oliver Grant")
	w.Act("reconnect_profile", "oliver.grant@lumen.example")
	oliver, err := w.App.Reads().EmployeeByEmail(t.Context(), "oliver.grant@lumen.example")
	if err != nil {
		t.Fatal(err)
	}
	w.Advance(models.LookEvery)
	signedIn(t, w, oliver).Visit(paths.MyIntegrations()) // nobody is told of it: the person's page reads anew
	w.Settle()
	expectRails(t, b, "Employees synchronized", "ready", models.Providers()...)
}

func TestChangeOutsideAloneChangesTheCalendarStep(t *testing.T) {
	t.Parallel()
	w, b := settingUp(t, models.SystemGoogle)
	account, err := w.App.Reads().Account(t.Context(), store.ServiceAccount)
	if err != nil {
		t.Fatal(err)
	}
	expectRails(t, b, "Calendar integration", "ready", models.Providers()...)
	b.Visit(paths.Wizard("zoom"))
	b.Press("Begin now")
	w.Turn("service_account_revoked", "go_on")
	w.Act("revoke_grant", account.Sub)
	w.Tick()
	w.Settle()
	expectRails(t, b, "Calendar integration", "failing", models.Providers()...)
	b.See("Undone again", "The calendar connection needs attention")
	b.Visit(paths.Videoconferencing())
	b.See("Zoom Needs attention")
}

// The only host connects an account of each provider; the account ends outside, and lives again.
func TestChangeOutsideAloneChangesWhoIsReadyWithOwnAccounts(t *testing.T) {
	t.Parallel()
	w, b := settingUp(t, models.SystemEWS)
	own := []models.Provider{models.Zoom, models.MSTeams, models.GoToMeeting}
	jonas := onlyHost(t, w, b, "jonas.weber@lumen.example")
	b.Visit(paths.WizardStep("zoom", "it"))
	b.Fill("Who installed it", "Ravi Bose").Press("Confirm for IT")
	w.Turn("verification_mail", "not_asked")
	mine := signedIn(t, w, jonas).Speaking("en")
	for _, provider := range own {
		expectRails(t, b, "Who is ready", "todo", provider)
		mine.Visit(w.URL + paths.MyIntegration(provider.Slug()))
		mine.Press(connect)
		mine.Press("Allow as " + jonas.Email)
		w.Settle()
	}
	expectRails(t, b, "Who is ready", "ready", own...)
	w.Act("disconnect_conferencing", jonas.Email)
	w.Settle()
	expectRails(t, b, "Who is ready", "failing", own...)
	w.Act("reconnect_conferencing", jonas.Email)
	nextDay(w, b)
	expectRails(t, b, "Who is ready", "ready", own...)
}

// Whether a calendar makes links by itself is read again every day.
func TestChangeOutsideAloneChangesWhoIsReadyAtOnce(t *testing.T) {
	t.Parallel()
	for system, about := range map[models.CalendarSystem]struct {
		provider models.Provider
		step     string
	}{
		models.SystemGoogle: {models.GoogleMeet, "Meet in the Google Admin console"},
		models.SystemGraph:  {models.MSTeams, "Who is ready"},
	} {
		t.Run(string(about.provider), func(t *testing.T) {
			t.Parallel()
			w, b := settingUp(t, system)
			turned := func(off bool) {
				w.Mailbox("camille.perrin@lumen.example", map[string]any{"integrated_off": off})
				nextDay(w, b)
			}
			expectRails(t, b, about.step, "ready", about.provider)
			turned(true)
			expectRails(t, b, about.step, "todo", about.provider)
			turned(false)
			expectRails(t, b, about.step, "ready", about.provider)
		})
	}
}

// nextDay lets a day pass with everything that is repeated daily, and Helen sign in again.
func nextDay(w *handlerstest.World, b *handlerstest.Browser) {
	w.Advance(24 * time.Hour)
	w.Tick()
	b.Visit(w.URL + paths.SignIn())
	signIn(b, "helen.ward@lumen.example", demo.Password)
}

// onlyHost leaves nobody else who hosts interviews.
func onlyHost(t *testing.T, w *handlerstest.World, b *handlerstest.Browser, email string) (only models.Employee) {
	t.Helper()
	hosts, err := w.App.Reads().Hosts(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, host := range hosts {
		if host.Email == email {
			only = host.Employee
		} else {
			stopHosting(b, host.Employee)
		}
	}
	w.Settle()
	return only
}

// The type of each host's calendar is what Cronofy reports, not what the administrator chose.
func TestMixedCalendarsAreToldApartInTheWizards(t *testing.T) {
	t.Parallel()
	_, b := settingUp(t, models.SystemGraph, func(w *handlerstest.World) {
		w.Mailbox("oliver.grant@lumen.example", map[string]any{"system": "google"})
		w.Mailbox("jonas.weber@lumen.example", map[string]any{"system": "ews"})
		w.Mailbox("camille.perrin@lumen.example", map[string]any{"integrated_off": true})
	})
	b.Visit(paths.WizardStep("ms-teams", "employees"))
	b.See("Google Workspace 1 host each host connects an own account", "Office 365 (via Graph API) 5 hosts links are made at once",
		"Graph gives no Teams link for some hosts", "Camille Perrin connects an own Teams account instead")
	b.Visit(paths.WizardStep("google-meet", "employees"))
	b.See("Google Workspace 1 host links are made at once", "Who cannot host with Google Meet", "Jonas Weber")
	b.DoNotSee("Google Meet is not possible here")
}

func TestMeetWaitsForTheAdminConsole(t *testing.T) {
	t.Parallel()
	_, b := settingUp(t, models.SystemGoogle, func(w *handlerstest.World) {
		w.Mailbox("camille.perrin@lumen.example", map[string]any{"integrated_off": true})
	})
	b.Visit(paths.Wizard("google-meet"))
	b.At(paths.WizardStep("google-meet", "admin-console"))
	b.See("Google does not give Meet links to everybody", "Camille Perrin", "Google Admin console")
}

func TestSharedMailboxesAreListedAsUnableToHost(t *testing.T) {
	t.Parallel()
	_, b := settingUp(t, models.SystemEWS)
	b.Visit(paths.WizardStep("ms-teams", "employees"))
	b.See("All hosts are synchronized", "Who cannot host with Microsoft Teams", "Amélie uses a shared mailbox")
}

// A set-up that is open already is not opened again, and nobody else opens it.
func TestWizardIsForAdministrators(t *testing.T) { // ATT11
	t.Parallel()
	w, b := settingUp(t, models.SystemGraph)
	oliver, err := w.App.Reads().EmployeeByEmail(t.Context(), "oliver.grant@lumen.example")
	if err != nil {
		t.Fatal(err)
	}
	recruiter := signedIn(t, w, oliver)
	recruiter.Visit(paths.WizardStep("zoom", "it"))
	recruiter.Expect(403)
	recruiter.See("This page is for administrators", "Helen Ward")
	b.Visit(paths.Wizard("zoom"))
	b.Press("Begin now")
	w.Advance(3600e9)
	b.Visit(paths.Wizard("zoom"))
	if b.Offers("Begin now") {
		t.Error("a set-up that has begun can be begun once more")
	}
	b.Post(w.URL+paths.WizardBeginning("zoom"), nil)
	b.Visit("/settings/activity")
	if got := b.Page.Doc.Find("td:contains('Began to set up Zoom')").Length(); got != 1 {
		t.Errorf("began %d times", got)
	}
}

// The step of IT that a refusal has opened again is done once the same person gets in, whoever says so.
func TestRefusedPersonWhoGetsInProvesThatITHasActed(t *testing.T) { // FAIL12
	t.Parallel()
	w, b := settingUp(t, models.SystemGraph)
	b.Visit(paths.WizardStep("zoom", "it"))
	b.Fill("Who installed it", "Ravi Bose").Press("Confirm for IT")
	w.Turn("verification_mail", "not_asked")
	w.Turn("zoom_app", "not_approved")
	jonas, err := w.App.Reads().EmployeeByEmail(t.Context(), "jonas.weber@lumen.example")
	if err != nil {
		t.Fatal(err)
	}
	host := signedIn(t, w, jonas).Speaking("en")
	host.Visit(paths.MyIntegration("zoom"))
	host.Press(connect)
	host.Press("Go back")
	w.Settle()
	host.Visit(w.URL + paths.MyIntegration("zoom"))
	host.Check("Zoom asked for an administrator").Press("Answer")
	b.Visit(paths.WizardStep("zoom", "it"))
	b.See("This step is open again")
	w.Turn("zoom_app", "approved")
	w.Advance(time.Hour)
	host.Visit(w.URL + paths.MyIntegration("zoom"))
	host.Press("Start again")
	host.Press("Allow as jonas.weber@lumen.example")
	w.Settle()
	b.Visit(paths.WizardStep("zoom", "it"))
	b.See("Confirmed.", "Jonas Weber, who had been sent to an administrator, connected Zoom on 30 Nov 2026, 10:00: the app is let in.")
	if got := rail(b)["IT installs the app"]; got != "ready" {
		t.Errorf("the step of IT is %q", got)
	}
	b.Visit("/settings/activity")
	b.See("Jonas Weber Proved that the Cronofy app is let into Zoom")
}
