package handlers_test

import (
	"net/http"
	"testing"
	"time"

	"entrevue/handlers/handlerstest"
	"entrevue/models"
	"entrevue/models/cronofy"
)

// FAIL31, FAIL32: an administrator finds what went out of step, and has it repaired, one by one and all
// at once.
func TestAdministratorComparesCalendarsAndRepairsWhatWasFound(t *testing.T) {
	t.Parallel()
	w := handlerstest.New(t)
	people := w.Company(models.SystemGraph)
	b := signedIn(t, w, people["HW"])
	b.Visit("/settings/status")
	b.Follow("Compare calendars with interviews")
	b.At("/settings/integrations/calendar/comparison")
	b.See("The calendars were never compared.")
	b.Press("Compare now")
	b.See("Reading the calendars")
	settle(w)
	b.Visit("/settings/integrations/calendar/comparison")
	b.See("Everything matches.")
	standStray(t, w, people["OG"].ID, 4711, 1)
	standStray(t, w, people["OG"].ID, 4712, 2)
	standStray(t, w, people["OG"].ID, 4713, 3)
	b.Press("Compare again")
	settle(w)
	b.Visit("/settings/integrations/calendar")
	b.Follow("Compare calendars with interviews")
	b.See("3 things to repair", "In the calendar of Oliver Grant, an event stands on", "that belongs to no interview.", "To be repaired")
	one := b.Page.Doc.Find("form[action$='/repair']").First().AttrOr("action", "")
	b.Post(one, nil)
	b.See("The repair has begun.", "Being repaired", "2 things to repair")
	settle(w)
	b.Visit("/settings/integrations/calendar/comparison")
	b.See("Repaired", "2 things to repair")
	b.Post(one, nil)
	b.See("Something changed meanwhile")
	b.Follow("Repair all …")
	b.See("Repair all 2 things?", "events that belong to no interview are removed from calendars")
	b.Press("Repair all")
	settle(w)
	b.Visit("/settings/integrations/calendar/comparison")
	b.See("Nothing is left to repair.")
	if events := w.Events(); len(events) != 0 {
		t.Errorf("%d events stand", len(events))
	}
	b.Visit("/settings/activity")
	b.See("Had all calendars compared with the interviews", "An event that belonged to no interview was removed from a calendar")
	recruiter := signedIn(t, w, people["OG"])
	recruiter.Visit("/settings/integrations/calendar/comparison")
	recruiter.Expect(http.StatusForbidden)
}

// standStray writes an event as another process of this installation would that froze amid a write.
func standStray(t *testing.T, w *handlerstest.World, employeeID, interviewID int64, days int) {
	t.Helper()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	calendar, err := w.App.Reads().EmployeeCalendar(t.Context(), employeeID)
	must(err)
	installation, err := w.App.Reads().Installation(t.Context())
	must(err)
	token, err := w.App.Scheduler.Tokens.Token(t.Context(), employeeID, models.Secret{})
	must(err)
	start := w.Now().AddDate(0, 0, days).Truncate(time.Hour)
	must(w.App.Scheduler.Cronofy.UpsertEvent(t.Context(), token, calendar.CalendarID, cronofy.Event{
		ID: models.EventID(installation.Key, interviewID, 1), Summary: "Interview", Start: start, End: start.Add(time.Hour), Zone: "Europe/Paris"}))
}
