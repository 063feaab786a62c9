package connecting

import (
	"context"
	"errors"
	"fmt"
	"time"

	"entrevue/models"
	"entrevue/models/jobs"
	"entrevue/models/store"
)

const (
	// sweepMost bounds what one sweep takes up of each kind; the next one follows in a minute.
	sweepMost = 100
	// callbacksKept is how long a repeated callback is recognized: longer than Cronofy repeats one.
	callbacksKept = 3 * 24 * time.Hour
)

// SweepConnecting looks for what has become due or got stuck: people who are new, requests that died
// on their way or were never answered, failures to try again, calendars to read again, and grants of
// people who left.
func (c *Connector) SweepConnecting(ctx context.Context, _ jobs.SweepConnecting) error {
	if err := c.Store.ForgetCallbacks(ctx, c.Store.Now().Add(-callbacksKept)); err != nil {
		return fmt.Errorf("sweep connecting: %w", err)
	}
	i, err := c.Store.Integration(ctx)
	if errors.Is(err, models.ErrNotFound) {
		return nil
	}
	if err == nil && i.State == models.IntegrationWorking {
		err = c.Store.Tx(ctx, c.sweepSynchronizations)
	}
	if err == nil {
		err = c.Store.Tx(ctx, c.sweepLeavers)
	}
	if err != nil {
		return fmt.Errorf("sweep connecting: %w", err)
	}
	return nil
}

func (c *Connector) sweepSynchronizations(ctx context.Context, tx *store.Store) error {
	if _, err := c.want(ctx, tx); err != nil {
		return err
	}
	if err := c.sweepStuck(ctx, tx); err != nil {
		return err
	}
	due, err := tx.SynchronizationsToRepeat(ctx, sweepMost)
	if err != nil {
		return err
	}
	for _, y := range due {
		y.State, y.RetryAt = models.SyncWaiting, nil
		if err := tx.UpdateSynchronization(ctx, y); err != nil {
			return err
		}
	}
	if err := c.sweepReadings(ctx, tx); err != nil {
		return err
	}
	if err := c.sweepVisits(ctx, tx); err != nil {
		return err
	}
	waiting, err := tx.SynchronizationsIn(ctx, models.SyncWaiting, 1)
	if err != nil || len(waiting) == 0 {
		return err
	}
	return c.Queue.Enqueue(ctx, tx, jobs.RequestSynchronizations{Once: true})
}

// sweepStuck takes up requests whose process died, and fails those that Cronofy never answered.
func (c *Connector) sweepStuck(ctx context.Context, tx *store.Store) error {
	dead, err := tx.SynchronizationsStuck(ctx, models.SyncSending, tx.Now().Add(-sendingFor), sweepMost)
	if err != nil {
		return err
	}
	for _, y := range dead {
		y.State = models.SyncWaiting
		if err := tx.UpdateSynchronization(ctx, y); err != nil {
			return err
		}
	}
	silent, err := tx.SynchronizationsStuck(ctx, models.SyncRequested, tx.Now().Add(-models.SyncUnansweredAfter), sweepMost)
	if err != nil {
		return err
	}
	for _, y := range silent {
		if err := c.fail(ctx, tx, y, models.SyncUnanswered, models.SyncRefusal{}); err != nil {
			return err
		}
	}
	return nil
}

// sweepReadings reads calendars again that were not read for a day, and looks after their channels.
func (c *Connector) sweepReadings(ctx context.Context, tx *store.Store) error {
	due, err := tx.SynchronizationsToRead(ctx, sweepMost)
	if err != nil {
		return err
	}
	for _, y := range due {
		next := tx.Now().Add(models.SyncReadEvery)
		y.ReadDueAt = &next
		if err := tx.UpdateSynchronization(ctx, y); err != nil {
			return err
		}
		if err := c.Queue.Enqueue(ctx, tx, jobs.ReadEmployee{EmployeeID: y.EmployeeID}); err != nil {
			return err
		}
		if err := c.Queue.Enqueue(ctx, tx, jobs.KeepChannel{EmployeeID: y.EmployeeID}); err != nil {
			return err
		}
	}
	return nil
}

// sweepVisits looks after people who have left to connect an account: nothing tells that they did.
func (c *Connector) sweepVisits(ctx context.Context, tx *store.Store) error {
	due, err := tx.PersonalToLookAfter(ctx, sweepMost)
	if err != nil {
		return err
	}
	for _, visit := range due {
		visit.Looks++
		if err := tx.UpdatePersonal(ctx, visit); err != nil {
			return err
		}
		if err := c.lookAt(ctx, tx, visit.EmployeeID); err != nil {
			return err
		}
	}
	return nil
}

// sweepLeavers lets go of the calendars of people who were deactivated.
func (c *Connector) sweepLeavers(ctx context.Context, tx *store.Store) error {
	accounts, err := tx.AccountsOfLeavers(ctx, sweepMost)
	if err != nil {
		return err
	}
	for _, account := range accounts {
		if err := c.release(ctx, tx, account.EmployeeID); err != nil {
			return err
		}
	}
	return nil
}
