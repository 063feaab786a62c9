package connecting

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

const (
	// freshFor is what an access token must have left, so that it survives the call it is for.
	freshFor = time.Minute
	// refreshLease outlasts the longest call, and the death of the process that made it.
	refreshLease = 30 * time.Second
)

// Token is an access token of an employee, or of the company for store.ServiceAccount. rejected is
// one that Cronofy has just refused, empty at first. A grant is refreshed by one caller at a time;
// others get its result, or *models.Limited while another process is at it. models.ErrReconnect
// means that the grant has ended; what follows from that has been set going.
func (c *Connector) Token(ctx context.Context, employeeID int64, rejected models.Secret) (models.Secret, error) {
	_, tokens, err := c.Store.AccountWithTokens(ctx, employeeID)
	if errors.Is(err, models.ErrNotFound) {
		return models.Secret{}, fmt.Errorf("%w: %w", models.ErrReconnect, err)
	}
	if err != nil {
		return models.Secret{}, err
	}
	if c.usable(tokens, rejected) {
		return tokens.Access, nil
	}
	token, err, _ := c.refreshing.Do(strconv.FormatInt(employeeID, 10), func() (any, error) {
		return c.refreshed(context.WithoutCancel(ctx), employeeID, rejected)
	})
	if err != nil {
		return models.Secret{}, fmt.Errorf("token of employee %d: %w", employeeID, err)
	}
	return token.(models.Secret), nil
}

func (c *Connector) usable(tokens models.Tokens, rejected models.Secret) bool {
	return tokens.Access != rejected && tokens.ExpiresAt.Sub(c.Store.Now()) > freshFor
}

// refreshed looks once more, because somebody may have been faster, and refreshes under a lease.
func (c *Connector) refreshed(ctx context.Context, employeeID int64, rejected models.Secret) (models.Secret, error) {
	account, tokens, err := c.Store.AccountWithTokens(ctx, employeeID)
	if err != nil || c.usable(tokens, rejected) {
		return tokens.Access, err
	}
	leased, err := c.Store.LeaseAccount(ctx, account, c.Store.Now().Add(refreshLease))
	if err != nil {
		return models.Secret{}, err
	}
	if !leased {
		return models.Secret{}, &models.Limited{RetryAfter: time.Second}
	}
	granted, err := c.Cronofy.RefreshToken(ctx, tokens.Refresh)
	switch {
	case errors.Is(err, models.ErrReconnect):
		return models.Secret{}, errors.Join(err, c.grantEnded(ctx, account))
	case err != nil:
		return models.Secret{}, errors.Join(err, c.Store.ReleaseAccount(ctx, account.ID))
	}
	renewed := models.Tokens{Access: granted.Access, Refresh: granted.Refresh, ExpiresAt: c.Store.Now().Add(granted.ExpiresIn)}
	if renewed.Refresh.Empty() {
		renewed.Refresh = tokens.Refresh
	}
	return renewed.Access, c.Store.SetTokens(ctx, account.ID, renewed)
}

// grantEnded drops the tokens of a grant that Cronofy no longer accepts. An employee is authorized
// again by the company's grant, without anybody's doing; for that one an administrator is needed.
func (c *Connector) grantEnded(ctx context.Context, account models.Account) error {
	return c.Store.Tx(ctx, func(ctx context.Context, tx *store.Store) error {
		ended, err := tx.EndAccount(ctx, account.ID)
		if err != nil || !ended {
			return err
		}
		integration, err := tx.Integration(ctx)
		if err != nil || !integration.Connected() {
			return ignoreMissing(err)
		}
		if account.EmployeeID == store.ServiceAccount {
			return c.needsAttention(ctx, tx, integration, models.IntegrationGrantEnded, "")
		}
		y, err := tx.Synchronization(ctx, account.EmployeeID)
		if err != nil {
			return ignoreMissing(err)
		}
		return c.wait(ctx, tx, y)
	})
}

// needsAttention says that an administrator has to connect again, and why.
func (c *Connector) needsAttention(ctx context.Context, tx *store.Store, i models.Integration, problem models.IntegrationProblem, detail string) error {
	if i.State != models.IntegrationWorking {
		return nil
	}
	i.State, i.Problem, i.Detail = models.IntegrationAttention, problem, detail
	if err := tx.UpdateIntegration(ctx, i); err != nil {
		return err
	}
	return tx.Note(ctx, models.System, about(i), "activity.calendar.attention", nil)
}

// wait puts an employee back into the line and sees to it that somebody works it off.
func (c *Connector) wait(ctx context.Context, tx *store.Store, y models.Synchronization) error {
	y.State, y.Problem, y.Refusal, y.RetryAt = models.SyncWaiting, models.SyncSound, models.SyncRefusal{}, nil
	if err := tx.UpdateSynchronization(ctx, y); err != nil {
		return err
	}
	return c.Queue.Enqueue(ctx, tx, jobs.RequestSynchronizations{Once: true})
}

func ignoreMissing(err error) error {
	if errors.Is(err, models.ErrNotFound) {
		return nil
	}
	return err
}
