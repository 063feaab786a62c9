package scheduling

import (
	"context"
	"errors"
	"fmt"

	"entrevue/models"
	"entrevue/models/jobs"
	"entrevue/models/store"
)

// evictMost bounds what one job takes up.
const evictMost = 50

// RemoveEvents asks for the removal of the events of the interviews to come, because their calendar
// is being disconnected. The interviews stay planned. When none is left, the revocation follows,
// which waits for the removals.
func (s *Scheduler) RemoveEvents(ctx context.Context, job jobs.RemoveEvents) error {
	integration, err := s.Store.Integration(ctx)
	if errors.Is(err, models.ErrNotFound) || err == nil && (integration.ID != job.Then.IntegrationID || integration.State != models.IntegrationDisconnecting) {
		return models.ErrObsolete
	}
	if err != nil {
		return fmt.Errorf("remove events: %w", err)
	}
	ids, err := s.Store.HousedInterviews(ctx, evictMost)
	if err != nil {
		return fmt.Errorf("remove events: %w", err)
	}
	for _, id := range ids {
		if err := s.evict(ctx, id); err != nil {
			return fmt.Errorf("remove event of interview %d: %w", id, err)
		}
	}
	if len(ids) == evictMost {
		return jobs.Later(0)
	}
	return s.Store.Tx(ctx, func(ctx context.Context, tx *store.Store) error {
		return s.Queue.Enqueue(ctx, tx, job.Then)
	})
}

// evict takes its event from an interview that stays planned. A link that was made with the event
// goes with it, which is a new version: candidates are told when there is a new one. A change that
// waited for the calendar waits no longer.
func (s *Scheduler) evict(ctx context.Context, id int64) error {
	return s.Store.Tx(ctx, func(ctx context.Context, tx *store.Store) error {
		i, err := tx.Interview(ctx, id)
		if err != nil || !i.Upcoming(tx.Now()) {
			return err
		}
		if err := s.unwant(ctx, tx, i); err != nil {
			return err
		}
		i.DriftedAt = nil
		if !i.Video() {
			return tx.UpdateInterview(ctx, i)
		}
		if i.LinkMovingSince != nil {
			i.LinkMovingSince = nil
			if err := s.tell(ctx, tx, &i); err != nil {
				return err
			}
		}
		i.Version++
		watch(tx, &i)
		if err := s.wantLink(&i, tx.Now()); err != nil {
			return err
		}
		if err := s.failLink(ctx, tx, &i, models.CauseEventDeleted, ""); err != nil {
			return err
		}
		return tx.UpdateInterview(ctx, i)
	})
}
