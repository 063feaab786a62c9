package scheduling

import (
	"context"
	"errors"
	"fmt"
	"time"

	"entrevue/models"
	"entrevue/models/jobs"
	"entrevue/models/store"
)

// The sweep is the net below the jobs: work whose attempts were used up goes on after these times.
const (
	stuckAfter = 15 * time.Minute
	sweepMost  = 100
)

// SweepInterviews takes up what stood still: events nobody writes or removes any more, those of test
// links too, and interviews whose host has got a calendar since they were planned. It also has interviews
// checked whose time for that has come.
func (s *Scheduler) SweepInterviews(ctx context.Context, _ jobs.SweepInterviews) error {
	stuck, err := s.Store.CalendarEventsIn(ctx, s.Store.Now().Add(-stuckAfter),
		models.EventRequested, models.EventFailing, models.EventRemoving)
	if err != nil {
		return fmt.Errorf("sweep interviews: %w", err)
	}
	homeless, err := s.Store.HomelessInterviews(ctx, sweepMost)
	if err != nil {
		return fmt.Errorf("sweep interviews: %w", err)
	}
	if err := s.sweepTests(ctx); err != nil {
		return fmt.Errorf("sweep test links: %w", err)
	}
	if err := errors.Join(s.sweepLooks(ctx), s.sweepWatch(ctx), s.sweepMoves(ctx)); err != nil {
		return fmt.Errorf("sweep interviews: %w", err)
	}
	for _, event := range stuck {
		if err := s.resume(ctx, event); err != nil {
			return fmt.Errorf("sweep event %d: %w", event.ID, err)
		}
	}
	for _, id := range homeless {
		if err := s.house(ctx, id); err != nil {
			return fmt.Errorf("sweep interview %d: %w", id, err)
		}
	}
	return nil
}

// resume enqueues the work of an event once more.
func (s *Scheduler) resume(ctx context.Context, event models.CalendarEvent) error {
	return s.Store.Tx(ctx, func(ctx context.Context, tx *store.Store) error {
		fresh, err := tx.CalendarEvent(ctx, event.ID)
		if err != nil || fresh.State != event.State {
			return err
		}
		if err := tx.UpdateCalendarEvent(ctx, fresh); err != nil { // not before stuckAfter again
			return err
		}
		if fresh.State == models.EventRemoving {
			return s.Queue.Enqueue(ctx, tx, jobs.RemoveEvent{EventID: fresh.ID})
		}
		i, err := tx.Interview(ctx, fresh.InterviewID)
		if err != nil || !i.Upcoming(tx.Now()) {
			return err
		}
		return s.Queue.Enqueue(ctx, tx, jobs.WriteEvent{InterviewID: i.ID, Version: i.Version})
	})
}

// house asks for the event of an interview whose host had no calendar at first, or whose calendar
// was disconnected meanwhile; then for its link, too.
func (s *Scheduler) house(ctx context.Context, id int64) error {
	return s.Store.Tx(ctx, func(ctx context.Context, tx *store.Store) error {
		i, err := tx.Interview(ctx, id)
		if err != nil || !i.Upcoming(tx.Now()) {
			return err
		}
		if i.LinkCause == models.CauseEventDeleted {
			if err := s.wantLink(&i, tx.Now()); err != nil {
				return err
			}
		}
		return s.follow(ctx, tx, &i)
	})
}

// sweepMoves tells candidates of changes for which the calendar takes longer than a link may: they
// read the link that stands, and get another update should the calendar not keep it.
func (s *Scheduler) sweepMoves(ctx context.Context) error {
	moving, err := s.Store.InterviewsMovingSince(ctx, s.Store.Now().Add(-models.LinkWait), sweepMost)
	if err != nil {
		return err
	}
	for _, id := range moving {
		if err := s.tellMove(ctx, id); err != nil {
			return fmt.Errorf("tell of interview %d: %w", id, err)
		}
	}
	return nil
}

func (s *Scheduler) tellMove(ctx context.Context, id int64) error {
	return s.Store.Tx(ctx, func(ctx context.Context, tx *store.Store) error {
		i, err := tx.Interview(ctx, id)
		if err != nil {
			return err
		}
		i.LinkMovingSince = nil
		if err := s.tell(ctx, tx, &i); err != nil {
			return err
		}
		return tx.UpdateInterview(ctx, i)
	})
}
