package handlers_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"entrevue/handlers/handlerstest"
	"entrevue/models"
)

func TestPersonSetsTheirWorkingHours(t *testing.T) {
	t.Parallel()
	for name, options := range map[string][]handlerstest.Option{"sqlite": nil, "postgres": {handlerstest.OnPostgres()}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w, helen := founded(t, options...)
			helen.Visit("/me")
			if helen.Value("Monday, from") != "09:00" || helen.Value("Friday, to") != "18:00" || helen.Value("Sunday, from") != "" {
				t.Error("nobody works from Monday to Friday at first")
			}
			helen.Fill("Monday, from", "07:30").Fill("Monday, to", "15:00").Fill("Wednesday, from", "").Fill("Wednesday, to", "").
				Fill("Saturday, from", "10:00").Fill("Saturday, to", "12:00")
			helen.Press("Save")
			helen.At("/me")
			helen.See("Your settings are saved.")
			for label, want := range map[string]string{"Monday, from": "07:30", "Monday, to": "15:00", "Tuesday, from": "09:00", "Wednesday, to": "", "Saturday, to": "12:00"} {
				if got := helen.Value(label); got != want {
					t.Errorf("%s is %q, want %q", label, got, want)
				}
			}
			helen.Fill("Name", "Helen Ward-Hughes")
			helen.Press("Save")
			me, err := w.App.Reads().Employee(t.Context(), 1)
			if err != nil || me.WorkingHours != "07:30-15:00 09:00-18:00 - 09:00-18:00 09:00-18:00 10:00-12:00 -" || me.Name != "Helen Ward-Hughes" {
				t.Errorf("kept as %+v (%v)", me, err)
			}
			helen.Visit("/settings/activity")
			helen.See("Changed their own settings")
		})
	}
}

// Who never set any keeps the usual hours, also those to come; a form from before they stood in it
// says nothing about them.
func TestSavingANameSetsNoHours(t *testing.T) {
	t.Parallel()
	w, helen := founded(t)
	helen.Visit("/me")
	helen.Fill("Name", "Helen Ward-Hughes").Press("Save")
	for _, hours := range []models.WorkingHours{"", "07:30-15:00 - - - - - -"} {
		helen.Visit("/me")
		if hours != "" {
			helen.Fill("Monday, from", "07:30").Fill("Monday, to", "15:00")
			for _, day := range []string{"Tuesday", "Wednesday", "Thursday", "Friday"} {
				helen.Fill(day+", from", "").Fill(day+", to", "")
			}
			helen.Press("Save")
		}
		helen.Post("/me", url.Values{"name": {"Helen"}, "language": {"en"}, "time_zone": {"Etc/UTC"}})
		me, err := w.App.Reads().Employee(t.Context(), 1)
		if err != nil || me.WorkingHours != hours || me.Name != "Helen" {
			t.Errorf("kept as %q with the hours %q, want %q (%v)", me.Name, me.WorkingHours, hours, err)
		}
	}
}

func TestHoursThatCannotBeAreToldBesideTheirFieldAndStay(t *testing.T) {
	t.Parallel()
	w, helen := founded(t)
	helen.Visit("/me")
	helen.Fill("Monday, from", "18:00").Fill("Monday, to", "09:00").Fill("Tuesday, to", "").Fill("Saturday, from", "soon").Fill("Saturday, to", "12:00")
	helen.Press("Save")
	helen.Expect(http.StatusUnprocessableEntity)
	for label, want := range map[string]string{"Monday, to": "later than the beginning", "Tuesday, to": "Fill in both", "Saturday, from": "such as 09:00"} {
		if problem := helen.Problem(label); !strings.Contains(problem, want) {
			t.Errorf("%s: %q", label, problem)
		}
	}
	for label, want := range map[string]string{"Monday, from": "18:00", "Monday, to": "09:00", "Tuesday, to": "", "Saturday, from": "soon", "Name": "Helen Ward"} {
		if got := helen.Value(label); got != want {
			t.Errorf("%s became %q", label, got)
		}
	}
	if first := helen.Page.Doc.Find("#errors a").First(); first.AttrOr("href", "") != "#monday-to" || helen.Page.Doc.Find("#monday-to").Length() != 1 {
		t.Errorf("the summary leads to %q first", first.AttrOr("href", ""))
	}
	me, err := w.App.Reads().Employee(t.Context(), 1)
	if err != nil || me.WorkingHours != "" {
		t.Errorf("kept as %q (%v)", me.WorkingHours, err)
	}
	helen.Press("Français") // the address of a refused form leads back to the page
	helen.At("/me")
	helen.Expect(http.StatusOK)
	helen.See("Heures de travail")
}

func TestHoursThatMeetAnEndedSessionAreShownAgain(t *testing.T) {
	t.Parallel()
	w, helen := founded(t)
	helen.Visit("/me")
	helen.Fill("Monday, from", "07:30")
	w.Advance(13 * time.Hour)
	helen.Press("Save")
	helen.See("Your entries are kept.")
	signIn(helen, "helen.ward@lumen.example", password)
	helen.At("/me")
	if helen.Value("Monday, from") != "07:30" || helen.Value("Name") != "Helen Ward" {
		t.Errorf("the form holds %q and %q", helen.Value("Monday, from"), helen.Value("Name"))
	}
}

// ATT12
func TestNobodySetsTheHoursOfOthers(t *testing.T) {
	t.Parallel()
	w, helen := founded(t)
	camille := joined(t, w, helen, "Camille Perrin", "camille.perrin@lumen.example", roleEmployee)
	camille.Post("/me", url.Values{"name": {"Camille"}, "language": {"fr"}, "time_zone": {"Europe/Paris"}, "monday_from": {"01:00"}, "monday_to": {"02:00"}, "employee_id": {"1"}, "id": {"1"}})
	me, err := w.App.Reads().Employee(t.Context(), 1)
	if err != nil || me.WorkingHours != "" {
		t.Errorf("Helen works %q (%v)", me.WorkingHours, err)
	}
}

// The warning blocks nothing: it stands in both forms, for host and participants, on each one's own clock.
func TestPlanningOutsideOfWorkingHoursIsWarnedOf(t *testing.T) {
	t.Parallel()
	w, b := recruiting(t)
	addMaya(b)
	jonas := signedIn(t, w, models.Employee{Email: "jonas.weber@lumen.example"})
	jonas.Visit("/me")
	jonas.Choose("Time zone", "America/Montreal")
	jonas.Press("Save")
	jonas.At("/me")
	const warning = "Outside the working hours of"
	plan(b)
	b.DoNotSee(warning)
	b.Fill("Start time", "17:30") // until 18:30
	b.Press("Show methods for this host")
	b.See(warning + " Camille Perrin.")
	b.Fill("Start time", "14:00")
	b.Press("Show methods for this host")
	b.DoNotSee(warning)
	b.Choose("Another participant", "Jonas Weber")
	b.Press("Add")
	b.See(warning + " Jonas Weber.") // 08:00 in Montréal
	b.Fill("Date", "2026-12-05")
	b.HTMX("method-methods").Press("Show methods for this host")
	if times := handlerstest.Words(b.Page.Doc.Find("#times")); !strings.Contains(times, warning+" Camille Perrin and Jonas Weber.") {
		t.Errorf("the open page says %q", times)
	}
	plan(b)
	take(b, "phone")
	b.Fill("Start time", "20:00")
	b.Press("Plan interview")
	b.See("Interview planned.")
	b.Visit(b.Page.URL.Path + "/edit")
	b.See(warning + " Camille Perrin.")
	b.Press("Français")
	b.See("En dehors des heures de travail de Camille Perrin.")
}
