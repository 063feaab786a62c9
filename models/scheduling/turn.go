package scheduling

import (
	"context"
	"errors"

	"entrevue/models"
	"entrevue/models/jobs"
	"entrevue/models/store"
)

// openTurn makes the row of the event of an interview's host turn; nothing is written yet.
func (s *Scheduler) openTurn(ctx context.Context, tx *store.Store, i models.Interview) error {
	installation, err := tx.Installation(ctx)
	if err != nil {
		return err
	}
	event := models.CalendarEvent{InterviewID: i.ID, HostTurn: i.HostTurn, EmployeeID: i.HostID,
		EventID: models.EventID(installation.Key, i.ID, i.HostTurn), State: models.EventNone}
	if err := tx.CreateCalendarEvent(ctx, &event); err != nil {
		return err
	}
	_, err = tx.CreateLink(ctx, store.ConferencingLink, event.ID, i.EndsAt.Add(grace))
	return err
}

// renewTurn begins a new turn when the event of the present one was removed although the interview
// takes place: the old deletion never hits the new event.
func (s *Scheduler) renewTurn(ctx context.Context, tx *store.Store, i *models.Interview) error {
	event, err := tx.CalendarEventOf(ctx, i.ID, i.HostTurn)
	if err != nil || !event.State.Leaving() {
		return err
	}
	if err := s.unwant(ctx, tx, *i); err != nil { // once more, should the calendar have kept it
		return err
	}
	i.HostTurn++
	return s.openTurn(ctx, tx, *i)
}

// retire has the events of former hosts removed. They stand until the event of the present host does, so
// that the time is never without one.
func (s *Scheduler) retire(ctx context.Context, tx *store.Store, i models.Interview) error {
	return s.unwantWhere(ctx, tx, i, func(event models.CalendarEvent) bool {
		return event.HostTurn != i.HostTurn && !event.State.Leaving()
	})
}

// unwant has every event of an interview removed; those that the calendar has kept, once more.
func (s *Scheduler) unwant(ctx context.Context, tx *store.Store, i models.Interview) error {
	return s.unwantWhere(ctx, tx, i, func(models.CalendarEvent) bool { return true })
}

func (s *Scheduler) unwantWhere(ctx context.Context, tx *store.Store, i models.Interview, which func(models.CalendarEvent) bool) error {
	events, err := tx.CalendarEventsOf(ctx, i.ID)
	if err != nil {
		return err
	}
	for _, event := range events {
		if !which(event) {
			continue
		}
		if err := s.unwantEvent(ctx, tx, event); err != nil {
			return err
		}
	}
	return nil
}

// unwantEvent has one event removed. One that was never asked for needs nothing.
func (s *Scheduler) unwantEvent(ctx context.Context, tx *store.Store, event models.CalendarEvent) error {
	return s.leave(ctx, tx, event, models.EventUnwanted)
}

func (s *Scheduler) leave(ctx context.Context, tx *store.Store, event models.CalendarEvent, why models.EventStep) error {
	var err error
	if event.State, err = event.State.Next(why); err != nil {
		return err
	}
	if err := tx.UpdateCalendarEvent(ctx, event); err != nil || event.State != models.EventRemoving {
		return err
	}
	return s.Queue.Enqueue(ctx, tx, jobs.RemoveEvent{EventID: event.ID})
}

// askEvent has the event written as the interview is now, when the host has a calendar. Whether a
// link that stands can stay is known only when that has been done.
func (s *Scheduler) askEvent(ctx context.Context, tx *store.Store, i *models.Interview) error {
	event, err := tx.CalendarEventOf(ctx, i.ID, i.HostTurn)
	if err != nil {
		return err
	}
	if has, err := hasCalendar(ctx, tx, i.HostID); err != nil {
		return err
	} else if !has && event.CalendarID == "" { // the interview lives here and by mail; the sweep looks again
		return s.retire(ctx, tx, *i)
	}
	if now := tx.Now(); keeps(*i, event) {
		i.LinkMovingSince = &now
	}
	if event.State, err = event.State.Next(models.EventAsked); err != nil {
		return err
	}
	event.Drift = models.Drift{} // it is written as the interview is
	if err := tx.UpdateCalendarEvent(ctx, event); err != nil {
		return err
	}
	return s.Queue.Enqueue(ctx, tx, jobs.WriteEvent{InterviewID: i.ID, Version: i.Version})
}

// hasCalendar tells whether events can be written for somebody; not while the calendar is being
// disconnected.
func hasCalendar(ctx context.Context, tx *store.Store, employeeID int64) (bool, error) {
	integration, err := tx.Integration(ctx)
	if err == nil && integration.State != models.IntegrationDisconnecting {
		_, err = tx.EmployeeCalendar(ctx, employeeID)
	} else if err == nil {
		err = models.ErrNotFound
	}
	if errors.Is(err, models.ErrNotFound) {
		return false, nil
	}
	return err == nil, err
}
