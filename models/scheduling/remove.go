package scheduling

import (
	"context"
	"fmt"
	"slices"
	"time"

	"entrevue/models"
	"entrevue/models/cronofy"
	"entrevue/models/jobs"
	"entrevue/models/store"
)

// lookAgain is the pause between two readings of an event that is being removed.
const lookAgain = 2 * time.Second

// RemoveEvent deletes an event and reads until it is gone; only then is it removed. A write that is
// under way is waited for, because both hold the lease.
func (s *Scheduler) RemoveEvent(ctx context.Context, job jobs.RemoveEvent) error {
	err := s.leased(ctx, s.eventRight(job.EventID), func() error {
		event, err := s.Store.CalendarEvent(ctx, job.EventID)
		if err != nil || event.State != models.EventRemoving {
			return err
		}
		if event.CalendarID == "" {
			return s.removal(ctx, event, models.EventGone, "")
		}
		return s.remove(ctx, event)
	})
	if err != nil {
		return fmt.Errorf("remove event %d: %w", job.EventID, err)
	}
	return nil
}

func (s *Scheduler) remove(ctx context.Context, event models.CalendarEvent) error {
	i, err := s.Store.Interview(ctx, event.InterviewID)
	if err != nil {
		return err
	}
	refusal, err := s.erase(ctx, entryOf(i, event))
	switch {
	case refusal != nil:
		return s.removal(ctx, event, models.EventKept, refusal.Error())
	case err != nil:
		return err
	default:
		return s.removal(ctx, event, models.EventGone, "")
	}
}

// erase deletes an event and reads whether it is gone, at whatever time: it may have been moved in the
// calendar, or the interview here. While it is still there the job has to come again. refusal is the
// answer of a calendar that does not delete it; one that does not know the event any more is believed
// only after the reading.
func (s *Scheduler) erase(ctx context.Context, e entry) (refusal, err error) {
	err = s.recorded(ctx, e.asked(models.CallRemove), func() (models.CallOutcome, error) {
		return models.CallAccepted, s.call(ctx, e.employeeID, func(token models.Secret) error {
			return s.Cronofy.DeleteEvent(ctx, token, e.calendarID, e.eventID)
		})
	})
	if err != nil && !cronofy.Missing(err) {
		if final(err) {
			return err, nil
		}
		return nil, err
	}
	e.startsAt, e.endsAt = time.Time{}, time.Time{}
	found, unread := s.look(ctx, e)
	switch {
	case unread == nil && found == nil:
		return nil, nil
	case err != nil:
		return err, nil
	case unread != nil:
		return nil, unread
	default:
		return nil, jobs.Later(lookAgain)
	}
}

// removal writes down how a removal ended.
func (s *Scheduler) removal(ctx context.Context, event models.CalendarEvent, step models.EventStep, detail string) error {
	return s.Store.Tx(ctx, func(ctx context.Context, tx *store.Store) error {
		fresh, err := tx.CalendarEvent(ctx, event.ID)
		if err != nil {
			return err
		}
		if fresh.State, err = fresh.State.Next(step); err != nil {
			return err
		}
		fresh.Detail = detail
		if err := tx.UpdateCalendarEvent(ctx, fresh); err != nil {
			return err
		}
		key := "activity.interview.event_removed"
		if step == models.EventKept {
			key = "activity.interview.event_kept"
		}
		return tx.Note(ctx, models.System, store.Subject{Kind: models.SubjectInterview, ID: event.InterviewID}, key, nil)
	})
}

// RetryRemoval tries to delete the events once more whose removal was refused (FAIL31), also those of
// former hosts. It answers *models.Conflict where there are none.
func (s *Scheduler) RetryRemoval(ctx context.Context, by models.Actor, seen Seen) error {
	err := s.Store.Tx(ctx, func(ctx context.Context, tx *store.Store) error {
		if !models.CanRecruit(by) {
			return models.ErrForbidden
		}
		i, err := tx.Interview(ctx, seen.InterviewID)
		if err != nil {
			return err
		}
		events, err := tx.CalendarEventsOf(ctx, i.ID)
		if err != nil {
			return err
		}
		kept := slices.DeleteFunc(slices.Clone(events), func(e models.CalendarEvent) bool { return e.State != models.EventRemovalRefused })
		if len(kept) == 0 && slices.ContainsFunc(events, func(e models.CalendarEvent) bool { return e.State == models.EventRemoving }) {
			return nil // it is being tried already
		}
		if len(kept) == 0 {
			return &models.Conflict{Current: i}
		}
		for _, event := range kept {
			if err := s.unwantEvent(ctx, tx, event); err != nil {
				return err
			}
		}
		return tx.Note(ctx, by, subject(i), "activity.interview.removal_retried", nil)
	})
	if err != nil {
		return fmt.Errorf("retry removal for interview %d: %w", seen.InterviewID, err)
	}
	return nil
}
