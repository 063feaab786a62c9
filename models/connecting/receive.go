package connecting

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"time"

	"entrevue/models"
	"entrevue/models/cronofy"
	"entrevue/models/jobs"
	"entrevue/models/store"
)

// SignatureHeader carries the signature of every callback.
const SignatureHeader = cronofy.SignatureHeader

// Callback is what Cronofy posts to one of our addresses.
type Callback struct {
	Secret    string // the end of the address
	Signature string
	Raw       []byte
}

// changeSettles is how long after a change it is read. Pushes name the second of a change, so two
// changes within one look alike; read after it, one reading covers both.
const changeSettles = 2 * time.Second

// ReceiveAuthorization takes the outcome of an employee's authorization. Whom it concerns is known
// from the address, never from the body.
func (c *Connector) ReceiveAuthorization(ctx context.Context, callback Callback) error {
	return c.receive(ctx, "authorization", callback, func(ctx context.Context, tx *store.Store, fresh func() (bool, error)) error {
		y, err := tx.SynchronizationBySecret(ctx, callback.Secret)
		if err != nil {
			return err
		}
		if first, err := fresh(); err != nil || !first {
			return err
		}
		outcome, err := cronofy.ParseAccountCallback(callback.Raw)
		if err != nil {
			outcome = cronofy.AccountCallback{} // neither code nor reason: a failure without words
		}
		return c.hearAuthorization(ctx, tx, y, outcome)
	})
}

func (c *Connector) hearAuthorization(ctx context.Context, tx *store.Store, y models.Synchronization, outcome cronofy.AccountCallback) error {
	asked := y.State == models.SyncSending || y.State == models.SyncRequested
	switch {
	case outcome.Code.Empty() && asked:
		refusal := models.SyncRefusal{Error: models.Shorten(outcome.Error, 200), Key: models.Shorten(outcome.ErrorKey, 200),
			Description: models.Shorten(outcome.Description, 500)}
		return c.fail(ctx, tx, y, refusal.Problem(), refusal)
	case outcome.Code.Empty(), !asked && y.State != models.SyncFailed:
		return nil // came too late, or once too often
	}
	if err := tx.SetCode(ctx, y.EmployeeID, outcome.Code); err != nil {
		return err
	}
	y.State = models.SyncAuthorized
	if err := tx.UpdateSynchronization(ctx, y); err != nil {
		return err
	}
	return c.Queue.Enqueue(ctx, tx, jobs.ExchangeCode{EmployeeID: y.EmployeeID})
}

// ReceivePush takes a push about an employee's calendar. Types that nobody knows are fine. Of an
// account that is disconnected for the second time within days the push says the same as the first: a
// repetition cannot be told from that, and is read once more unless it comes at the heels of the other.
func (c *Connector) ReceivePush(ctx context.Context, callback Callback) error {
	return c.receive(ctx, "push", callback, func(ctx context.Context, tx *store.Store, fresh func() (bool, error)) error {
		channel, err := tx.ChannelBySecret(ctx, callback.Secret)
		if err != nil || channel.ClosedAt != nil {
			return err
		}
		first, err := fresh()
		if err != nil {
			return err
		}
		push, err := cronofy.ParsePush(callback.Raw)
		switch {
		case err != nil, !first && !push.Recurs():
			return nil
		case !first:
			return c.lookAt(ctx, tx, channel.EmployeeID)
		}
		return c.hearPush(ctx, tx, channel.EmployeeID, push)
	})
}

func (c *Connector) hearPush(ctx context.Context, tx *store.Store, employeeID int64, push cronofy.Push) error {
	switch push.Type {
	case cronofy.PushChange:
		settled := push.ChangesSince.Add(changeSettles)
		if latest := tx.Now().Add(changeSettles); settled.After(latest) {
			settled = latest
		}
		return c.Queue.EnqueueAt(ctx, tx, jobs.HearChange{EmployeeID: employeeID}, settled)
	case cronofy.PushInitialSyncCompleted, cronofy.PushProfileDisconnected, cronofy.PushConferencingDisconnected:
		if push.Recurs() {
			if _, err := tx.AskToRead(ctx, employeeID, models.LookEvery); err != nil {
				return err
			}
		}
		return c.Queue.Enqueue(ctx, tx, jobs.ReadEmployee{EmployeeID: employeeID})
	case cronofy.PushForget:
		return c.following(ctx, tx, employeeID, func() error { return c.forget(ctx, tx, employeeID) })
	default:
		return nil
	}
}

// forget drops what Cronofy told of somebody who asked it to be forgotten; only an administrator
// asks for this calendar again.
func (c *Connector) forget(ctx context.Context, tx *store.Store, employeeID int64) error {
	y, err := tx.Synchronization(ctx, employeeID)
	if err != nil {
		return ignoreMissing(err)
	}
	if err = c.release(ctx, tx, employeeID); err != nil {
		return err
	}
	if err = tx.DeleteProfiles(ctx, employeeID); err != nil {
		return err
	}
	if _, err = tx.WantSynchronizations(ctx, []int64{employeeID}); err != nil {
		return err
	}
	y.State, y.Problem, y.RetryAt, y.ReadDueAt, y.SynchronizedAt = models.SyncFailed, models.SyncDenied, nil, nil, nil
	return tx.UpdateSynchronization(ctx, y)
}

// HearChange tells whoever wants to know that an employee's calendar has changed.
func (c *Connector) HearChange(ctx context.Context, job jobs.HearChange) error {
	if c.Changed == nil {
		return nil
	}
	return c.Store.Tx(ctx, func(ctx context.Context, tx *store.Store) error {
		return c.Changed(ctx, tx, job.EmployeeID)
	})
}

// ReceiveReachability takes the push that proves that Cronofy can reach us.
func (c *Connector) ReceiveReachability(ctx context.Context, callback Callback) error {
	return c.receive(ctx, "reachability", callback, func(ctx context.Context, tx *store.Store, _ func() (bool, error)) error {
		check, err := tx.ReachabilityBySecret(ctx, callback.Secret)
		if err != nil {
			return err
		}
		settled, err := tx.SettleReachability(ctx, check.ID, models.ReachabilityOK, models.ReachabilityNone)
		if err != nil || !settled {
			return err
		}
		return c.Queue.Enqueue(ctx, tx, jobs.EndReachability{CheckID: check.ID})
	})
}

// receive checks the signature over the raw bytes before anything else, and runs hear in one
// transaction. fresh notes the callback and tells whether it comes for the first time.
func (c *Connector) receive(ctx context.Context, kind string, callback Callback,
	hear func(context.Context, *store.Store, func() (bool, error)) error,
) error {
	if !c.Cronofy.Signed(callback.Signature, callback.Raw) {
		return fmt.Errorf("receive %s: wrong signature: %w", kind, models.ErrForbidden)
	}
	sum := sha256.New()
	fmt.Fprintf(sum, "%s\n%s\n", kind, callback.Secret)
	sum.Write(callback.Raw)
	digest := sum.Sum(nil)
	err := c.Store.Tx(ctx, func(ctx context.Context, tx *store.Store) error {
		return hear(ctx, tx, func() (bool, error) { return tx.CreateCallback(ctx, kind, digest) })
	})
	if err != nil && !errors.Is(err, models.ErrNotFound) {
		return fmt.Errorf("receive %s: %w", kind, err)
	}
	return err
}
