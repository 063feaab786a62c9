package scheduling_test

import (
	"errors"
	"fmt"
	"time"

	"pgregory.net/rapid"

	"entrevue/handlers/handlerstest"
	"entrevue/models"
	"entrevue/models/scheduling"
)

// editCalendar lets a person change an event of ours in the calendar itself.
func (m *model) editCalendar(r *rapid.T) {
	events := m.world.Events()
	if len(events) == 0 {
		return
	}
	m.number++
	event := rapid.SampledFrom(events).Draw(r, "event")
	act := handlerstest.CalendarAct{Account: event.Email, Event: event.EventID,
		What: rapid.SampledFrom([]string{"move_event", "move_event", "delete_event", "edit_link", "add_link", "remove_link", "rename_event"}).Draw(r, "act")}
	by := time.Duration(rapid.SampledFrom([]int{-1, 1, 2, 24, 240}).Draw(r, "hours")) * time.Hour
	act.Start, act.End, act.Summary = event.Start.Add(by), event.End.Add(by), "Coffee"
	provider := rapid.SampledFrom([]models.Provider{models.MSTeams, models.Zoom}).Draw(r, "provider")
	act.Link = fmt.Sprintf("%s/meet/%s/edited%d", m.world.Outside, provider, m.number)
	if event.Asked == "none" && act.What != "move_event" && act.What != "rename_event" {
		act.What = "delete_event" // links concern interviews that have one
	}
	m.world.InCalendar(act)
}

// drifted are the interviews that wait for a decision about a difference, with what is to be seen.
func (m *model) drifted(r *rapid.T) []scheduling.SeenDrift {
	var found []scheduling.SeenDrift
	for _, i := range m.interviews(r) {
		if i.DriftedAt == nil || !i.Upcoming(m.world.Now()) {
			continue
		}
		event, err := m.world.App.Reads().CalendarEventOf(r.Context(), i.ID, i.HostTurn)
		if err != nil {
			r.Fatal(err)
		}
		found = append(found, scheduling.SeenDrift{Seen: scheduling.Seen{InterviewID: i.ID, Version: i.Version}, Mark: event.Drift.Mark()})
	}
	return found
}

func (m *model) adoptOne(r *rapid.T) {
	if found := m.drifted(r); len(found) > 0 {
		m.adopt(r, rapid.SampledFrom(found).Draw(r, "difference"))
	}
}

func (m *model) restoreOne(r *rapid.T) {
	if found := m.drifted(r); len(found) > 0 {
		m.restore(r, rapid.SampledFrom(found).Draw(r, "difference"))
	}
}

// adopt takes what stands in the calendar; where nothing can be taken, it restores or, where the event
// was deleted, cancels.
func (m *model) adopt(r *rapid.T, seen scheduling.SeenDrift) {
	err := m.world.App.Scheduler.Adopt(r.Context(), m.recruiter, seen)
	var invalid *models.Invalid
	switch {
	case !errors.As(err, &invalid):
		m.settled(r, seen, err)
	case rapid.Bool().Draw(r, "cancel"):
		m.settled(r, seen, m.world.App.Scheduler.Cancel(r.Context(), m.recruiter, seen.Seen))
	default:
		m.restore(r, seen)
	}
}

func (m *model) restore(r *rapid.T, seen scheduling.SeenDrift) {
	m.settled(r, seen, m.world.App.Scheduler.Restore(r.Context(), m.recruiter, seen))
}

func (m *model) settled(r *rapid.T, seen scheduling.SeenDrift, err error) {
	if m.decided(r, err); err == nil {
		m.promised(r, seen.InterviewID)
	}
}

// decided lets a decision also be too late: what was seen may have vanished at this very moment.
func (m *model) decided(r *rapid.T, err error) {
	var conflict *models.Conflict
	if !errors.As(err, &conflict) {
		m.accept(r, err)
	}
}

// nextDay lets everything be compared of which no push told.
func (m *model) nextDay(t test) {
	m.world.Advance(24 * time.Hour)
	m.world.Tick()
	m.rest(t)
}

// decide settles every difference that is left; false when there was none.
func (m *model) decide(r *rapid.T) bool {
	found := m.drifted(r)
	for _, seen := range found {
		if rapid.Bool().Draw(r, "adopt") {
			m.adopt(r, seen)
		} else {
			m.restore(r, seen)
		}
	}
	return len(found) > 0
}
