package scheduling

import (
	"context"
	"errors"
	"fmt"

	"entrevue/models"
	"entrevue/models/cronofy"
	"entrevue/models/jobs"
	"entrevue/models/store"
)

// Receive takes a callback about a link. It answers models.ErrForbidden for a wrong signature and
// models.ErrNotFound for a secret that is none of ours. What it says is only a reason to read the
// event, so repeats and lies do no harm.
func (s *Scheduler) Receive(ctx context.Context, secret, signature string, raw []byte) error {
	if !s.Cronofy.Signed(signature, raw) {
		return fmt.Errorf("callback about a link: %w", models.ErrForbidden)
	}
	said := cronofy.ParseLinkCallback(raw)
	err := s.Store.Tx(ctx, func(ctx context.Context, tx *store.Store) error {
		test, err := tx.Link(ctx, store.TestConferencingLink, secret)
		if err == nil {
			return s.Queue.Enqueue(ctx, tx, jobs.HearTestLink{TestID: test.OwnerID, Failing: said.Failing, Detail: said.Details})
		}
		if !errors.Is(err, models.ErrNotFound) {
			return err
		}
		link, err := tx.Link(ctx, store.ConferencingLink, secret)
		if err != nil {
			return err
		}
		event, err := tx.CalendarEvent(ctx, link.OwnerID)
		if err != nil {
			return err
		}
		return s.Queue.Enqueue(ctx, tx, jobs.HearLink{InterviewID: event.InterviewID, Failing: said.Failing, Detail: said.Details})
	})
	if errors.Is(err, models.ErrGone) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("callback about a link: %w", err)
	}
	return nil
}
