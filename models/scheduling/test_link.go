package scheduling

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"

	"entrevue/models"
	"entrevue/models/jobs"
	"entrevue/models/store"
)

// TestRequest is a test link as an administrator asked for it.
type TestRequest struct {
	Provider  models.Provider
	HostID    int64
	RequestID string
}

func testSubject(t models.TestLink) store.Subject { return store.Subject{Kind: "test_link", ID: t.ID} }

// StartTest begins a test link and returns it. Where one of the same host and provider has not ended,
// that is the one. It answers *models.Invalid about the host when nothing could be asked for.
func (s *Scheduler) StartTest(ctx context.Context, by models.Actor, asked TestRequest) (models.TestLink, error) {
	result, err := s.Store.Once(ctx, by.ID, asked.RequestID, func(ctx context.Context, tx *store.Store) (string, error) {
		if !models.CanAdminister(by) {
			return "", models.ErrForbidden
		}
		test, err := tx.OpenTestLink(ctx, asked.Provider, asked.HostID)
		if errors.Is(err, models.ErrNotFound) {
			test, err = s.started(ctx, tx, by, asked)
		}
		return strconv.FormatInt(test.ID, 10), err
	})
	if err != nil {
		return models.TestLink{}, fmt.Errorf("start test link: %w", err)
	}
	id, err := strconv.ParseInt(result, 10, 64)
	if err != nil {
		return models.TestLink{}, fmt.Errorf("start test link: %w", err)
	}
	return s.Store.TestLink(ctx, id)
}

func (s *Scheduler) started(ctx context.Context, tx *store.Store, by models.Actor, asked TestRequest) (models.TestLink, error) {
	host, err := tx.Employee(ctx, asked.HostID)
	if errors.Is(err, models.ErrNotFound) {
		return models.TestLink{}, models.InvalidField("host", "problem.choose")
	}
	if err != nil {
		return models.TestLink{}, err
	}
	outcome, err := testOutcome(ctx, &tx.Reads, asked.Provider, host.ID)
	if err != nil {
		return models.TestLink{}, err
	}
	if !outcome.Ready() {
		return models.TestLink{}, models.InvalidField("host", outcome.SentenceKey(), "host", host.FirstName(), "provider", asked.Provider.Name())
	}
	integration, err := tx.Integration(ctx)
	if err != nil {
		return models.TestLink{}, err
	}
	setup, err := tx.ProviderSetup(ctx, asked.Provider)
	if err != nil {
		return models.TestLink{}, err
	}
	if err = tx.BeginSetup(ctx, by, &setup); err != nil {
		return models.TestLink{}, err
	}
	test := models.NewTestLink(asked.Provider, host.ID, by.ID, tx.Now())
	test.IntegrationID = integration.ID
	if err := tx.CreateTestLink(ctx, &test); err != nil {
		return test, err
	}
	if _, err := tx.CreateLink(ctx, store.TestConferencingLink, test.ID, test.StartsAt.Add(grace)); err != nil {
		return test, err
	}
	if err := s.Queue.Enqueue(ctx, tx, jobs.TestLink{TestID: test.ID, Step: test.Step}); err != nil {
		return test, err
	}
	return test, tx.Note(ctx, by, testSubject(test), "activity.setup.test_started",
		map[string]string{"provider": asked.Provider.Name(), "name": host.Name})
}

func testOutcome(ctx context.Context, r *store.Reads, provider models.Provider, host int64) (models.Outcome, error) {
	facts, err := r.Facts(ctx, []int64{host})
	return models.TestOutcome(provider, facts[host][provider]), err
}

// RetryTestRemoval tries once more to delete the event of a test link that its calendar has kept.
func (s *Scheduler) RetryTestRemoval(ctx context.Context, by models.Actor, id int64) error {
	err := s.Store.Tx(ctx, func(ctx context.Context, tx *store.Store) error {
		if !models.CanAdminister(by) {
			return models.ErrForbidden
		}
		test, err := tx.TestLink(ctx, id)
		if err != nil || !test.Kept() {
			return err
		}
		if err := s.resumeTest(ctx, tx, test); err != nil {
			return err
		}
		return tx.Note(ctx, by, testSubject(test), "activity.setup.test_removal_retried", nil)
	})
	if err != nil {
		return fmt.Errorf("retry removal of test link %d: %w", id, err)
	}
	return nil
}

// ConfirmTest is the administrator's answer whether the unknown host name of a test link's address is
// one of the provider's. A test that asks nothing, or no more, stays as it is.
func (s *Scheduler) ConfirmTest(ctx context.Context, by models.Actor, id int64, ours bool) error {
	err := s.Store.Tx(ctx, func(ctx context.Context, tx *store.Store) error {
		if !models.CanAdminister(by) {
			return models.ErrForbidden
		}
		test, err := tx.TestLink(ctx, id)
		if err != nil || !test.Asks() {
			return err
		}
		test.Answer(ours)
		if err := tx.UpdateTestLink(ctx, test); err != nil {
			return err
		}
		key := "activity.setup.test_declined"
		if ours {
			key = "activity.setup.test_confirmed"
			if err := works(ctx, tx, route{test.EmployeeID, test.Provider, test.Conferencing}); err != nil {
				return err
			}
		}
		return tx.Note(ctx, by, testSubject(test), key, map[string]string{"provider": test.Provider.Name()})
	})
	if err != nil {
		return fmt.Errorf("confirm test link %d: %w", id, err)
	}
	return nil
}

// resumeTest enqueues the work of a test link once more, and begins a removal anew that was refused.
func (s *Scheduler) resumeTest(ctx context.Context, tx *store.Store, test models.TestLink) error {
	test.RemoveAgain(tx.Now())
	if err := tx.UpdateTestLink(ctx, test); err != nil {
		return err
	}
	return s.Queue.Enqueue(ctx, tx, jobs.TestLink{TestID: test.ID, Step: test.Step})
}

// keptFor is how long the event of a test link that a calendar refuses to delete is tried again by
// itself.
const keptFor = 7 * 24 * time.Hour

// sweepTests takes up test links that stood still, and events that a calendar has kept.
func (s *Scheduler) sweepTests(ctx context.Context) error {
	now := s.Store.Now()
	stuck, err := s.Store.StandingTestLinks(ctx, now.Add(-keptFor), now.Add(-stuckAfter), sweepMost)
	if err != nil {
		return err
	}
	for _, test := range stuck {
		err := s.Store.Tx(ctx, func(ctx context.Context, tx *store.Store) error {
			fresh, err := tx.TestLink(ctx, test.ID)
			if err != nil || !fresh.UpdatedAt.Equal(test.UpdatedAt) {
				return err
			}
			return s.resumeTest(ctx, tx, fresh)
		})
		if err != nil {
			return fmt.Errorf("sweep test link %d: %w", test.ID, err)
		}
	}
	return nil
}
