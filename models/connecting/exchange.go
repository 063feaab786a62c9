package connecting

import (
	"context"
	"errors"
	"fmt"

	"entrevue/models"
	"entrevue/models/cronofy"
	"entrevue/models/jobs"
	"entrevue/models/store"
)

// codeTries is how often a code that Cronofy does not take is answered with a new request.
const codeTries = 3

// ExchangeCode turns the code that came for an employee into a grant. The address it came to is part
// of the exchange.
func (c *Connector) ExchangeCode(ctx context.Context, job jobs.ExchangeCode) error {
	y, err := c.Store.Synchronization(ctx, job.EmployeeID)
	if err != nil {
		return ignoreMissing(err)
	}
	if y.State != models.SyncAuthorized {
		return models.ErrObsolete
	}
	code, callbackURL, err := c.Store.SynchronizationCode(ctx, y.EmployeeID)
	if err != nil {
		return err
	}
	granted, err := c.Cronofy.ExchangeCode(cronofy.Patiently(ctx), code, callbackURL.Reveal())
	if errors.Is(err, models.ErrReconnect) || status(err) == 400 && !keyRefused(err) {
		return c.codeRefused(ctx, y.EmployeeID, err)
	}
	if err != nil {
		return fmt.Errorf("exchange code of employee %d: %w", y.EmployeeID, err)
	}
	return c.Store.Tx(ctx, func(ctx context.Context, tx *store.Store) error {
		return c.synchronized(ctx, tx, y.EmployeeID, granted)
	})
}

// codeRefused asks for a new code: the old one was late, or its first exchange lost its answer.
func (c *Connector) codeRefused(ctx context.Context, employeeID int64, cause error) error {
	return c.Store.Tx(ctx, func(ctx context.Context, tx *store.Store) error {
		y, err := tx.Synchronization(ctx, employeeID)
		if err != nil || y.State != models.SyncAuthorized {
			return ignoreMissing(err)
		}
		if y.Attempts >= codeTries {
			return c.fail(ctx, tx, y, models.SyncOther, models.SyncRefusal{Error: cronofy.CodeInvalidGrant, Description: said(cause)})
		}
		return c.wait(ctx, tx, y)
	})
}

// synchronized keeps an employee's grant. A Cronofy account that belongs to somebody else already
// means that two people share one mailbox.
func (c *Connector) synchronized(ctx context.Context, tx *store.Store, employeeID int64, granted cronofy.Tokens) error {
	y, err := tx.Synchronization(ctx, employeeID)
	if err != nil || y.State != models.SyncAuthorized {
		return ignoreMissing(err)
	}
	i, err := tx.Integration(ctx)
	if err != nil || i.State == models.IntegrationDisconnecting {
		return ignoreMissing(err)
	}
	other, err := tx.AccountBySub(ctx, granted.Sub)
	if err == nil && other.EmployeeID != employeeID {
		owner, err := tx.Employee(ctx, other.EmployeeID)
		if err != nil {
			return err
		}
		return c.fail(ctx, tx, y, models.SyncDuplicateAddress, models.SyncRefusal{Description: owner.Name})
	}
	if err := ignoreMissing(err); err != nil {
		return err
	}
	now := tx.Now()
	tokens := models.Tokens{Access: granted.Access, Refresh: granted.Refresh, ExpiresAt: now.Add(granted.ExpiresIn)}
	account := models.Account{IntegrationID: i.ID, EmployeeID: employeeID, Sub: granted.Sub, Scope: granted.Scope}
	if err := c.keepGrant(ctx, tx, account, tokens); err != nil {
		return err
	}
	due := now.Add(models.SyncReadEvery)
	y.State, y.Problem, y.Refusal = models.SyncSynchronized, models.SyncSound, models.SyncRefusal{}
	y.Attempts, y.FailingSince, y.RetryAt, y.SynchronizedAt, y.ReadDueAt = 0, nil, nil, &now, &due
	if err := tx.UpdateSynchronization(ctx, y); err != nil {
		return err
	}
	if err := tx.SetCode(ctx, employeeID, models.Secret{}); err != nil {
		return err
	}
	if err := c.Queue.Enqueue(ctx, tx, jobs.ReadEmployee{EmployeeID: employeeID}); err != nil {
		return err
	}
	return c.Queue.Enqueue(ctx, tx, jobs.KeepChannel{EmployeeID: employeeID})
}
