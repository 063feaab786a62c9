package scheduling_test

import (
	"errors"
	"testing"
	"time"

	"entrevue/handlers/handlerstest"
	"entrevue/models"
	"entrevue/models/cronofy"
	"entrevue/models/scheduling"
)

// onBoth runs a test about comparing on both databases.
func onBoth(t *testing.T, do func(*testing.T, *comparing)) {
	t.Helper()
	for _, dialect := range []string{"sqlite", "postgres"} {
		t.Run(dialect, func(t *testing.T) {
			t.Parallel()
			do(t, &comparing{&drifting{newModel(t, dialect, patience(10*time.Second)), t, 0}})
		})
	}
}

// comparing compares the calendars of a company with its interviews.
type comparing struct{ *drifting }

func (c *comparing) book(method models.Method, days int) models.Interview {
	c.Helper()
	i, err := c.world.App.Scheduler.Book(c.Context(), c.recruiter, scheduling.Booking{CandidateID: c.candidates[0], Sending: models.SendWhenReady, Plan: scheduling.Plan{Type: models.TypeFirst,
		OrganizerID: c.recruiter.ID, HostID: c.hosts[1], Date: c.world.Now().AddDate(0, 0, days).Format(time.DateOnly), Clock: "14:00",
		TimeZone: "Europe/Paris", Duration: time.Hour, Way: scheduling.Way{Method: method, PhoneNumber: "+33 1"}}})
	c.must(err)
	c.pass(2 * time.Minute)
	return i
}

func (c *comparing) cancel(i models.Interview) {
	c.Helper()
	c.must(c.world.App.Scheduler.Cancel(c.Context(), c.recruiter, scheduling.Seen{InterviewID: i.ID, Version: i.Version}))
}

// frozen writes an event as another process of this installation would that froze amid a write and
// goes on only now.
func (c *comparing) frozen(employeeID int64, eventID string, start time.Time) {
	c.Helper()
	calendar, err := c.world.App.Reads().EmployeeCalendar(c.Context(), employeeID)
	c.must(err)
	token, err := c.world.App.Scheduler.Tokens.Token(c.Context(), employeeID, models.Secret{})
	c.must(err)
	c.must(c.world.App.Scheduler.Cronofy.UpsertEvent(c.Context(), token, calendar.CalendarID, cronofy.Event{ID: eventID,
		Summary: "Interview", Start: start, End: start.Add(time.Hour), Zone: "Europe/Paris"}))
}

func (c *comparing) key() string {
	c.Helper()
	installation, err := c.world.App.Reads().Installation(c.Context())
	c.must(err)
	return installation.Key
}

// compare runs a comparison to its end.
func (c *comparing) compare() {
	c.Helper()
	c.must(c.world.App.Scheduler.Compare(c.Context(), c.helen, ""))
	for range 40 {
		c.pass(20 * time.Second)
		latest, err := c.world.App.Reads().LatestComparison(c.Context())
		c.must(err)
		if latest.EndedAt != nil {
			if latest.Done != latest.Total || latest.Total < 2 {
				c.Errorf("%d of %d calendars were compared", latest.Done, latest.Total)
			}
			return
		}
	}
	c.Fatal("the comparison does not end")
}

func (c *comparing) findings() []models.Finding {
	c.Helper()
	latest, err := c.world.App.Reads().LatestComparison(c.Context())
	c.must(err)
	list, err := c.world.App.Reads().Findings(c.Context(), latest.ID)
	c.must(err)
	return list
}

// found fails unless there is one finding, of this kind and in this state.
func (c *comparing) found(kind models.FindingKind, state models.FindingState) models.Finding {
	c.Helper()
	list := c.findings()
	if len(list) != 1 || list[0].Kind != kind || list[0].State() != state {
		c.Fatalf("found %+v, want one %s that is %s", list, kind, state)
	}
	return list[0]
}

func (c *comparing) repair(f models.Finding) {
	c.Helper()
	c.must(c.world.App.Scheduler.Repair(c.Context(), c.helen, f.ID))
	c.pass(2 * time.Minute)
}

func TestComparisonOfSoundCalendarsFindsNothing(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, c *comparing) {
		c.book(models.MethodMSTeams, 2)
		c.cancel(c.book(models.MethodPhone, 3))
		c.pass(time.Minute)
		c.frozen(c.hosts[0], "entrevue-"+c.key()+"-test-77", c.world.Now().AddDate(0, 0, 1))
		c.frozen(c.hosts[0], "entrevue-ofothers-1-1", c.world.Now().AddDate(0, 0, 1))
		c.compare()
		if list := c.findings(); len(list) != 0 {
			t.Errorf("found %+v", list)
		}
	})
}

// ATT10: what a process that froze amid a write writes after the interview was cancelled.
func TestEventOfACancelledInterviewIsFoundAndRemoved(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, c *comparing) {
		i := c.book(models.MethodPhone, 2)
		event := c.world.Events()[0]
		c.cancel(i)
		c.pass(2 * time.Minute)
		c.frozen(c.hosts[1], event.EventID, event.Start)
		c.compare()
		f := c.found(models.FindingStray, models.FindingOpen)
		if f.InterviewID != i.ID || f.EmployeeID != c.hosts[1] || !f.StartsAt.Equal(event.Start) {
			t.Errorf("found %+v", f)
		}
		c.repair(f)
		c.found(models.FindingStray, models.FindingRepaired)
		if events := c.world.Events(); len(events) != 0 {
			t.Errorf("%d events stand", len(events))
		}
	})
}

func TestEventThatNoRowKnowsIsFoundAndRemovedAndARefusalIsTold(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, c *comparing) {
		c.frozen(c.hosts[1], models.EventID(c.key(), 4711, 1), c.world.Now().AddDate(0, 0, 1).Truncate(time.Hour))
		c.compare()
		c.world.Break(handlerstest.Fault{What: "status", Operation: "events.delete", Status: 403, Times: 1})
		c.repair(c.found(models.FindingStray, models.FindingOpen))
		f := c.found(models.FindingStray, models.FindingRefused)
		if f.Cause() == "" || len(c.world.Events()) != 1 {
			t.Errorf("refused because of %q, %d events", f.Cause(), len(c.world.Events()))
		}
		c.repair(f)
		c.found(models.FindingStray, models.FindingRepaired)
		if events := c.world.Events(); len(events) != 0 {
			t.Errorf("%d events stand", len(events))
		}
	})
}

// FAIL31: a removal that was refused appears in the list and is tried again from there.
func TestRefusedRemovalIsFoundAndTriedAgain(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, c *comparing) {
		i := c.book(models.MethodPhone, 2)
		c.world.Break(handlerstest.Fault{What: "status", Operation: "events.delete", Status: 403, Times: 2})
		c.cancel(i)
		c.pass(time.Minute)
		c.compare()
		f := c.found(models.FindingKept, models.FindingOpen)
		c.repair(f)
		if f = c.found(models.FindingKept, models.FindingRefused); f.Cause() == "" {
			t.Error("the refusal has no cause")
		}
		c.repair(f)
		c.found(models.FindingKept, models.FindingRepaired)
		if events := c.world.Events(); len(events) != 0 {
			t.Errorf("%d events stand", len(events))
		}
	})
}

// lose deletes an event in its calendar, and no push tells so.
func (c *comparing) lose() {
	c.Helper()
	event := c.event()
	c.world.Break(handlerstest.Fault{What: "drop", Operation: "callback.*", Times: 50})
	c.world.InCalendar(handlerstest.CalendarAct{What: "delete_event", Account: event.Email, Event: event.EventID})
	c.world.Settle()
	c.world.Heal()
}

func TestInterviewWithoutItsEventIsFoundAndWrittenAgain(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, c *comparing) {
		c.id = c.book(models.MethodMSTeams, 2).ID
		before, link := c.event(), c.interview().JoinURL()
		c.lose()
		c.compare()
		f := c.found(models.FindingMissing, models.FindingOpen)
		if f.InterviewID != c.id || !f.StartsAt.Equal(before.Start) {
			t.Errorf("found %+v", f)
		}
		c.repair(f)
		c.found(models.FindingMissing, models.FindingRepaired)
		i, after := c.interview(), c.event()
		if after.EventID != before.EventID || after.JoinURL == "" || after.JoinURL != i.JoinURL() || i.JoinURL() == link || c.candidateLetters() != 2 {
			t.Errorf("event %+v, link %s, before %s, %d letters", after, i.JoinURL(), link, c.candidateLetters())
		}
	})
}

func TestEverythingThatWasFoundIsRepairedAtOnce(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, c *comparing) {
		c.id = c.book(models.MethodPhone, 2).ID
		c.lose()
		for n := range 30 {
			c.frozen(c.hosts[n%2], models.EventID(c.key(), int64(5000+n), 1), c.world.Now().AddDate(0, 0, n+1).Truncate(time.Hour))
		}
		c.compare()
		latest, err := c.world.App.Reads().LatestComparison(t.Context())
		c.must(err)
		if counts := models.CountRepairable(c.findings()); counts != (models.FindingCounts{Remove: 30, Write: 1}) {
			t.Fatalf("found %+v", counts)
		}
		c.must(c.world.App.Scheduler.RepairAll(t.Context(), c.helen, latest.ID))
		c.pass(5 * time.Minute)
		for _, f := range c.findings() {
			if f.State() != models.FindingRepaired {
				t.Errorf("%s %s is %s: %s", f.Kind, f.EventID, f.State(), f.Cause())
			}
		}
		if event := c.event(); !event.Start.Equal(c.interview().StartsAt) || c.candidateLetters() != 1 {
			t.Errorf("the event is %+v, %d letters", event, c.candidateLetters())
		}
		var conflict *models.Conflict
		if err := c.world.App.Scheduler.RepairAll(t.Context(), c.helen, latest.ID); !errors.As(err, &conflict) {
			t.Errorf("repaired what was repaired: %v", err)
		}
	})
}

// A calendar that cannot be read is named, and holds up nobody; one that fails for a moment is read again.
func TestCalendarThatCannotBeReadIsNamed(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, c *comparing) {
		for fault, unread := range map[handlerstest.Fault]int{{Status: 403, Times: 1}: 1, {Status: 500, Times: 4}: 1, {Status: 500, Times: 2}: 0} {
			fault.What, fault.Operation = "status", "events.list"
			c.world.Break(fault)
			c.must(c.world.App.Scheduler.Compare(t.Context(), c.helen, ""))
			c.must(c.world.App.Scheduler.Compare(t.Context(), c.helen, "")) // one is under way
			c.pass(3 * time.Minute)
			c.world.Heal()
			list := c.findings()
			latest, err := c.world.App.Reads().LatestComparison(t.Context())
			if err != nil || latest.EndedAt == nil || latest.Done != latest.Total || len(list) != unread {
				t.Errorf("%+v: %+v, %+v, %v", fault, list, latest, err)
			}
			for _, f := range list {
				if f.Kind != models.FindingUnread || f.Repairable() || f.Detail == "" {
					t.Errorf("%+v: found %+v", fault, f)
				}
			}
		}
	})
}

func TestOnlyAdministratorsCompareAndRepair(t *testing.T) {
	t.Parallel()
	c := &comparing{&drifting{newModel(t, "sqlite"), t, 0}}
	scheduler, by := c.world.App.Scheduler, models.Actor{Kind: models.ActorEmployee, ID: c.recruiter.ID, Role: models.RoleRecruiter}
	for deed, err := range map[string]error{"compare": scheduler.Compare(t.Context(), by, ""), "repair": scheduler.Repair(t.Context(), by, 1),
		"repair all": scheduler.RepairAll(t.Context(), by, 1)} {
		if !errors.Is(err, models.ErrForbidden) {
			t.Errorf("%s: %v", deed, err)
		}
	}
}

// What was written a moment ago may not be read yet, and what is being removed may still stand.
func TestWhatHasJustChangedIsNotFound(t *testing.T) {
	t.Parallel()
	c := &comparing{&drifting{newModel(t, "sqlite"), t, 0}}
	i := c.book(models.MethodPhone, 2)
	event := c.world.Events()[0]
	c.cancel(i)
	c.world.Settle()
	c.frozen(c.hosts[1], event.EventID, event.Start)
	c.must(c.world.App.Scheduler.Compare(t.Context(), c.helen, ""))
	c.world.Settle()
	if list := c.findings(); len(list) != 0 {
		t.Errorf("found %+v", list)
	}
}
