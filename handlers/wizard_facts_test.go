package handlers_test

import (
	"testing"

	"entrevue/handlers/handlerstest"
	"entrevue/models"
	"entrevue/models/store"
	"entrevue/views/paths"
)

// expectRail fails unless a step of a provider stands like that.
func expectRail(t *testing.T, b *handlerstest.Browser, provider, step, want string) {
	t.Helper()
	b.Visit(paths.WizardStep(provider, "calendar"))
	if got := rail(b)[step]; got != want {
		t.Errorf("%s: %q is %q, want %q:\n%s", provider, step, got, want, b.Text())
	}
}

func TestChangeOutsideAloneChangesTheEmployeesStep(t *testing.T) {
	t.Parallel()
	w, b := settingUp(t, models.SystemGraph)
	expectRail(t, b, "ms-teams", "Employees synchronized", "ready")
	w.Act("disconnect_profile", "oliver.grant@lumen.example")
	w.Settle()
	expectRail(t, b, "ms-teams", "Employees synchronized", "failing")
	b.Visit(paths.WizardStep("ms-teams", "employees"))
	b.See("1 person needs you.", "Oliver Grant")
	w.Act("reconnect_profile", "oliver.grant@lumen.example")
	oliver, err := w.App.Reads().EmployeeByEmail(t.Context(), "oliver.grant@lumen.example")
	if err != nil {
		t.Fatal(err)
	}
	signedIn(t, w, oliver).Visit(paths.MyIntegrations()) // nobody is told of it: the person's page reads anew
	w.Settle()
	expectRail(t, b, "ms-teams", "Employees synchronized", "ready")
}

func TestChangeOutsideAloneChangesTheCalendarStep(t *testing.T) {
	t.Parallel()
	w, b := settingUp(t, models.SystemGraph)
	account, err := w.App.Reads().Account(t.Context(), store.ServiceAccount)
	if err != nil {
		t.Fatal(err)
	}
	expectRail(t, b, "zoom", "Calendar integration", "ready")
	w.Turn("service_account_revoked", "go_on")
	w.Act("revoke_grant", account.Sub)
	w.Tick()
	w.Settle()
	expectRail(t, b, "zoom", "Calendar integration", "failing")
	b.See("Undone again", "The calendar connection needs attention")
	b.Visit(paths.Videoconferencing())
	b.See("Zoom Needs attention")
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
	w.Advance(3600e9)
	b.Visit(paths.Wizard("zoom"))
	b.Visit("/settings/activity")
	if got := b.Page.Doc.Find("td:contains('Opened the set-up of Zoom')").Length(); got != 1 {
		t.Errorf("opened %d times", got)
	}
}
