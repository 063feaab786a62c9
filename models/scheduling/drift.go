package scheduling

import (
	"context"
	"errors"
	"fmt"
	"time"

	"entrevue/models"
	"entrevue/models/cronofy"
	"entrevue/models/jobs"
	"entrevue/models/mail"
	"entrevue/models/store"
)

const (
	// standsAfter is how long after it was accepted an event may still be read as it was before.
	standsAfter = 30 * time.Second
	// lookEvery is how often the events of interviews to come are compared at least: pushes get lost.
	lookEvery = 24 * time.Hour
	// compareMost bounds what one comparison takes up.
	compareMost = 500
)

// CalendarChanged has the events of an employee compared, because something has changed in their
// calendar. It costs no call where nothing of ours stands.
func (s *Scheduler) CalendarChanged(ctx context.Context, tx *store.Store, employeeID int64) error {
	standing, err := tx.StandingEvents(ctx, employeeID, 1)
	if err != nil || len(standing) == 0 {
		return err
	}
	return s.Queue.Enqueue(ctx, tx, jobs.CompareEvents{EmployeeID: employeeID})
}

// sweepLooks has events compared of which nothing was heard for a day.
func (s *Scheduler) sweepLooks(ctx context.Context) error {
	due, err := s.Store.EmployeesToLookAt(ctx, s.Store.Now().Add(-lookEvery), sweepMost)
	if err != nil {
		return err
	}
	for _, id := range due {
		err := s.Store.Tx(ctx, func(ctx context.Context, tx *store.Store) error {
			if err := tx.MarkLookedAt(ctx, id); err != nil {
				return err
			}
			return s.Queue.Enqueue(ctx, tx, jobs.CompareEvents{EmployeeID: id})
		})
		if err != nil {
			return fmt.Errorf("look at the calendar of employee %d: %w", id, err)
		}
	}
	return nil
}

// CompareEvents reads what stands in an employee's calendar and compares it with what was accepted
// for it. Events that were written a moment ago are compared a moment later.
func (s *Scheduler) CompareEvents(ctx context.Context, job jobs.CompareEvents) error {
	standing, err := s.Store.StandingEvents(ctx, job.EmployeeID, compareMost)
	if err != nil {
		return fmt.Errorf("compare events of employee %d: %w", job.EmployeeID, err)
	}
	ripe, wait := ripe(standing, s.Store.Now())
	if len(ripe) > 0 {
		err = s.compare(cronofy.Patiently(ctx), job.EmployeeID, ripe)
	}
	switch {
	case final(err):
		return models.ErrObsolete // the calendar cannot be read any more, which is said elsewhere
	case err != nil:
		return fmt.Errorf("compare events of employee %d: %w", job.EmployeeID, err)
	case wait > 0:
		return jobs.Later(wait)
	default:
		return nil
	}
}

// ripe are the events whose readings can be believed, and how long the first of the others takes.
func ripe(standing []store.StandingEvent, now time.Time) (list []store.StandingEvent, wait time.Duration) {
	for _, event := range standing {
		rest := standsAfter - now.Sub(*event.AcceptedAt)
		switch {
		case rest <= 0:
			list = append(list, event)
		case wait == 0 || rest < wait:
			wait = rest
		}
	}
	return list, wait
}

func (s *Scheduler) compare(ctx context.Context, employeeID int64, standing []store.StandingEvent) error {
	seen, err := s.sightings(ctx, employeeID, standing)
	if err != nil {
		return err
	}
	if err := s.Store.MarkLookedAt(ctx, employeeID); err != nil {
		return err
	}
	for _, event := range standing {
		if err := s.notice(ctx, event.CalendarEvent, s.sighting(seen, event)); err != nil {
			return fmt.Errorf("event %d: %w", event.ID, err)
		}
	}
	return nil
}

// sightings are the events of ours by their ids: of the days in question, and of all time only when
// one of them is not there, because it may have been moved far away.
func (s *Scheduler) sightings(ctx context.Context, employeeID int64, standing []store.StandingEvent) (map[string][]cronofy.StoredEvent, error) {
	query := cronofy.EventQuery{OnlyManaged: true, IncludeDeleted: true,
		From: standing[0].StartsAt.AddDate(0, 0, -1), To: standing[0].EndsAt.AddDate(0, 0, 2)}
	for _, event := range standing {
		if until := event.EndsAt.AddDate(0, 0, 2); until.After(query.To) {
			query.To = until
		}
	}
	found, err := s.managed(ctx, employeeID, query)
	if err != nil {
		return nil, err
	}
	for _, event := range standing {
		if s.sighting(found, event).Deleted {
			return s.managed(ctx, employeeID, cronofy.EventQuery{OnlyManaged: true, IncludeDeleted: true})
		}
	}
	return found, nil
}

// managed reads events that we wrote, by our ids. One id can stand there twice: deleted, and written
// again.
func (s *Scheduler) managed(ctx context.Context, employeeID int64, query cronofy.EventQuery) (map[string][]cronofy.StoredEvent, error) {
	found := map[string][]cronofy.StoredEvent{}
	err := s.call(ctx, employeeID, func(token models.Secret) error {
		events, err := s.Cronofy.AllEvents(ctx, token, query)
		clear(found)
		for _, event := range events {
			found[event.ID] = append(found[event.ID], event)
		}
		return err
	})
	return found, err
}

// sighting is what a reading of everything says about one event; one that is nowhere was deleted.
func (s *Scheduler) sighting(found map[string][]cronofy.StoredEvent, event store.StandingEvent) models.Sighting {
	for _, read := range found[event.EventID] {
		if !read.Deleted && read.CalendarID == event.CalendarID {
			return s.seen(read)
		}
	}
	return models.Sighting{Deleted: true}
}

func (s *Scheduler) seen(read cronofy.StoredEvent) models.Sighting {
	link := read.JoinURL
	if link == "" {
		link = read.MeetingURL
	}
	return models.Sighting{StartsAt: read.Start.At.Truncate(time.Second), EndsAt: read.End.At.Truncate(time.Second), JoinURL: link,
		Pending: read.Pending, OtherURL: s.JoinHosts.OtherLink(link, read.MeetingURL, read.Location, read.Description)}
}

// noticeRead is notice for an event that was read for another reason; nil concludes nothing.
func (s *Scheduler) noticeRead(ctx context.Context, event models.CalendarEvent, read *cronofy.StoredEvent) error {
	if read == nil || event.AcceptedAt == nil || s.Store.Now().Sub(*event.AcceptedAt) < standsAfter {
		return nil
	}
	return s.notice(ctx, event, s.seen(*read))
}

// notice writes down how an event differs from its interview, or that it does so no more. What was
// written, changed or is being removed since the reading began is left alone.
func (s *Scheduler) notice(ctx context.Context, was models.CalendarEvent, seen models.Sighting) error {
	return s.Store.Tx(ctx, func(ctx context.Context, tx *store.Store) error {
		event, err := tx.CalendarEvent(ctx, was.ID)
		if err != nil {
			return err
		}
		i, err := tx.Interview(ctx, event.InterviewID)
		if err != nil || !believable(i, was, event) || !i.Upcoming(tx.Now()) {
			return err
		}
		drift := models.DriftOf(i, seen)
		returned := i.LinkState == models.LinkBroken && i.LinkCause == models.CauseNone && !drift.BreaksLink() && seen.JoinURL == i.LinkURL
		if drift.Mark() == event.Drift.Mark() && !returned {
			return nil
		}
		if drift.Any() {
			err = s.drifted(ctx, tx, &i, &event, drift)
		} else {
			err = s.undrifted(ctx, tx, &i, &event)
		}
		if err == nil && returned {
			err = s.returned(ctx, tx, &i)
		}
		if err == nil {
			err = tx.UpdateCalendarEvent(ctx, event)
		}
		if err != nil {
			return err
		}
		return tx.UpdateInterview(ctx, i)
	})
}

// believable tells whether a reading was of what stands there by our knowledge, too.
func believable(i models.Interview, was, now models.CalendarEvent) bool {
	return now.State == models.EventWritten && now.HostTurn == i.HostTurn && now.AcceptedVersion == i.Version &&
		was.AcceptedAt != nil && now.AcceptedAt != nil && now.AcceptedAt.Equal(*was.AcceptedAt)
}

// drifted keeps a difference until a recruiter decides. The candidate hears nothing before.
func (s *Scheduler) drifted(ctx context.Context, tx *store.Store, i *models.Interview, event *models.CalendarEvent, drift models.Drift) error {
	if drift.Mark() == event.Drift.Mark() {
		return nil
	}
	now := tx.Now()
	drift.NoticedAt, i.DriftedAt = &now, &now
	event.Drift = drift
	if drift.BreaksLink() && i.Video() && i.LinkState == models.LinkReady || drift.LinkURL != "" || drift.LinkGone {
		var err error
		if i.LinkState, err = i.LinkState.Next(models.LinkDrifted); err != nil {
			return err
		}
	}
	if err := tx.Note(ctx, models.System, subject(*i), drift.Kind().ActivityKey(), nil); err != nil {
		return err
	}
	return s.tellOfDrift(ctx, tx, *i, *event)
}

// undrifted forgets a difference that has vanished by itself.
func (s *Scheduler) undrifted(ctx context.Context, tx *store.Store, i *models.Interview, event *models.CalendarEvent) error {
	if !event.Drift.Any() {
		return nil
	}
	event.Drift, i.DriftedAt = models.Drift{}, nil
	return tx.Note(ctx, models.System, subject(*i), "activity.interview.drift_vanished", nil)
}

// returned: the link that everybody knows stands in the calendar again.
func (s *Scheduler) returned(ctx context.Context, tx *store.Store, i *models.Interview) error {
	var err error
	if i.LinkState, err = i.LinkState.Next(models.LinkReturned); err != nil {
		return err
	}
	return s.tell(ctx, tx, i)
}

// tellOfDrift writes to the organizer, once for each difference.
func (s *Scheduler) tellOfDrift(ctx context.Context, tx *store.Store, i models.Interview, event models.CalendarEvent) error {
	full, err := about(ctx, &tx.Reads, i)
	if err != nil {
		return err
	}
	calendar, err := tx.EmployeeCalendar(ctx, event.EmployeeID)
	if err != nil && !errors.Is(err, models.ErrNotFound) {
		return err
	}
	what := fmt.Sprintf("event %d differs since %s", event.ID, event.Drift.NoticedAt.Format(time.RFC3339Nano))
	return s.keep(ctx, tx, letter{models.MailDrift, full.Organizer.Email, what}, &full, func(full models.FullInterview) (mail.Message, error) {
		return s.Printer.Drift(full, event.Drift, calendar.Kind)
	})
}
