package connecting

import (
	"context"
	"errors"
	"fmt"
	"time"

	"entrevue/models"
	"entrevue/models/cronofy"
	"entrevue/models/jobs"
	"entrevue/models/store"
)

// releaseFor is how long the job that revokes a grant is trusted before it is enqueued once more.
const releaseFor = time.Hour

// removalFor is how long the grants are kept for the removal of events. Calendars that do not answer
// by then keep theirs (FAIL31).
const removalFor = 10 * time.Minute

// lookAgain is the pause between two looks whether the events are removed.
const lookAgain = 2 * time.Second

// Ending is how the company's calendar connection ends.
type Ending struct {
	DeleteEvents bool // those of the interviews to come; otherwise they stay in the calendars
}

// Disconnect ends the company's calendar connection. The grants are revoked at Cronofy by a job,
// after the events that are not to stay were removed, and their tokens dropped after that; the
// history stays.
func (c *Connector) Disconnect(ctx context.Context, by models.Actor, ending Ending) error {
	return c.act(ctx, by, "disconnect the calendar", func(ctx context.Context, tx *store.Store) error {
		i, err := tx.Integration(ctx)
		if err != nil || i.State == models.IntegrationDisconnecting {
			return err
		}
		i.State, i.Problem, i.Detail = models.IntegrationDisconnecting, models.IntegrationSound, ""
		if err = tx.UpdateIntegration(ctx, i); err != nil {
			return err
		}
		if err = tx.Note(ctx, by, about(i), "activity.calendar.disconnected", nil); err != nil {
			return err
		}
		revocation := jobs.Disconnect{IntegrationID: i.ID, Until: tx.Now().Add(removalFor)}
		if !ending.DeleteEvents {
			return c.Queue.Enqueue(ctx, tx, revocation)
		}
		return c.Queue.Enqueue(ctx, tx, jobs.RemoveEvents{Then: revocation})
	})
}

// Disconnecting revokes one grant after the other, the company's own last: with it Cronofy may
// forget the others. When none is left, the integration is history.
func (c *Connector) Disconnecting(ctx context.Context, job jobs.Disconnect) error {
	if err := c.mayRevoke(ctx, job); err != nil {
		return err
	}
	ctx = cronofy.Patiently(ctx)
	accounts, err := c.Store.LiveAccounts(ctx, groupSize)
	if err != nil {
		return err
	}
	for _, account := range accounts {
		if err := c.revoke(ctx, account); err != nil {
			return fmt.Errorf("disconnect integration %d: %w", job.IntegrationID, err)
		}
	}
	if len(accounts) == groupSize {
		return jobs.Later(0)
	}
	return c.Store.Tx(ctx, func(ctx context.Context, tx *store.Store) error {
		i, err := tx.Integration(ctx)
		if err != nil || i.ID != job.IntegrationID {
			return ignoreMissing(err)
		}
		now := tx.Now()
		i.State, i.DisconnectedAt = models.IntegrationDisconnected, &now
		if err := tx.UpdateIntegration(ctx, i); err != nil {
			return err
		}
		return tx.DeleteSynchronizations(ctx)
	})
}

// mayRevoke answers models.ErrObsolete when the integration is history already, so that a repeated
// job leaves the grants of the next one alone, and asks for patience while events are being removed.
func (c *Connector) mayRevoke(ctx context.Context, job jobs.Disconnect) error {
	i, err := c.Store.Integration(ctx)
	if errors.Is(err, models.ErrNotFound) || err == nil && (i.ID != job.IntegrationID || i.State != models.IntegrationDisconnecting) {
		return models.ErrObsolete
	}
	now := c.Store.Now()
	if err != nil || !now.Before(job.Until) {
		return err
	}
	open, err := c.Store.CalendarEventsIn(ctx, now.Add(time.Second), models.EventRemoving)
	if err != nil {
		return err
	}
	tests, err := c.Store.StandingTestLinks(ctx, now, now.Add(time.Second), 1)
	if err == nil && len(open)+len(tests) > 0 {
		err = jobs.Later(lookAgain)
	}
	return err
}

// RevokeAccount ends one grant at Cronofy and then here.
func (c *Connector) RevokeAccount(ctx context.Context, job jobs.RevokeAccount) error {
	account, err := c.Store.AccountByID(ctx, job.AccountID)
	if err != nil {
		return err
	}
	if err := c.revoke(cronofy.Patiently(ctx), account); err != nil {
		return fmt.Errorf("revoke account %d: %w", job.AccountID, err)
	}
	return nil
}

// revoke leaves a Cronofy account alone that a newer grant of ours stands for.
func (c *Connector) revoke(ctx context.Context, account models.Account) error {
	living, err := c.Store.AccountBySub(ctx, account.Sub)
	if err != nil && !errors.Is(err, models.ErrNotFound) {
		return err
	}
	if err != nil || living.ID == account.ID {
		if err := c.Cronofy.RevokeSub(ctx, account.Sub); err != nil {
			return err
		}
	}
	return c.Store.Tx(ctx, func(ctx context.Context, tx *store.Store) error {
		if _, err := tx.EndAccount(ctx, account.ID); err != nil {
			return err
		}
		if _, err := tx.Account(ctx, account.EmployeeID); !errors.Is(err, models.ErrNotFound) {
			return err // a newer grant goes on
		}
		return tx.CloseChannels(ctx, account.EmployeeID)
	})
}

// release lets go of one employee's calendar: the grant is revoked by a job, everything that was
// known about the calendar goes at once.
func (c *Connector) release(ctx context.Context, tx *store.Store, employeeID int64) error {
	account, err := tx.Account(ctx, employeeID)
	if err == nil {
		_, err = tx.LeaseAccount(ctx, account, tx.Now().Add(releaseFor))
	}
	if err == nil {
		err = c.Queue.Enqueue(ctx, tx, jobs.RevokeAccount{AccountID: account.ID})
	}
	if err := ignoreMissing(err); err != nil {
		return err
	}
	return tx.DeleteSynchronization(ctx, employeeID)
}
