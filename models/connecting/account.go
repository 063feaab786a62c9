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

// AnswerAccount says of an account that is another one than expected whether it is to be used
// (FAIL19). Nothing is made with it before. It answers models.ErrGone when the account was kept
// meanwhile, or Cronofy no longer reports it.
func (c *Connector) AnswerAccount(ctx context.Context, by models.Actor, profileID int64, keep bool) error {
	return c.mark(ctx, by, profileID, func(p *models.Profile, now time.Time) (string, error) {
		if keep && p.AcceptedAt != nil && p.Reported() {
			return "", nil // answered before
		}
		if p.AcceptedAt != nil || !p.Reported() {
			return "", models.ErrGone
		}
		if keep {
			p.AcceptedAt, p.DeclinedAt = &now, nil
			return "activity.personal.kept", nil
		}
		p.DeclinedAt = &now
		return "activity.personal.declined", nil
	})
}

// UseAccount makes links with this account from now on, rather than with another one of the provider;
// also with one that was not used, or declined, while Cronofy still reports it.
func (c *Connector) UseAccount(ctx context.Context, by models.Actor, profileID int64) error {
	return c.mark(ctx, by, profileID, func(p *models.Profile, now time.Time) (string, error) {
		if !p.Reported() {
			return "", models.ErrGone
		}
		p.NotUsedAt, p.DeclinedAt, p.AcceptedAt, p.ChosenAt = nil, nil, &now, &now
		return "activity.personal.chosen", nil
	})
}

// StopUsing makes no more links with an account. Cronofy documents no call that ends one conferencing
// account, so the mark here wins over what it reports; the call that ends calendar accounts is tried,
// and what came of it is read back.
func (c *Connector) StopUsing(ctx context.Context, by models.Actor, profileID int64) error {
	return c.mark(ctx, by, profileID, func(p *models.Profile, now time.Time) (string, error) {
		if p.NotUsedAt != nil {
			return "", nil
		}
		p.NotUsedAt, p.ChosenAt = &now, nil
		return "activity.personal.disconnected", nil
	})
}

// mark changes the person's own marks on one account and notes the deed. An account that is no longer
// used is given back to Cronofy by a job.
func (c *Connector) mark(ctx context.Context, by models.Actor, profileID int64, change func(*models.Profile, time.Time) (string, error)) error {
	return c.actPersonally(ctx, by, "mark an account", func(ctx context.Context, tx *store.Store) error {
		p, err := tx.Profile(ctx, by.ID, profileID)
		if err != nil {
			return err
		}
		deed, err := change(&p, tx.Now())
		if err != nil || deed == "" {
			return err
		}
		if err = c.following(ctx, tx, by.ID, func() error { return c.marked(ctx, tx, p) }); err != nil {
			return err
		}
		return tx.Note(ctx, by, aboutEmployee(by.ID), deed, map[string]string{"provider": p.Provider.Name(), "account": p.Name})
	})
}

func (c *Connector) marked(ctx context.Context, tx *store.Store, p models.Profile) error {
	if err := tx.MarkProfile(ctx, p); err != nil || p.State() != models.ConnectionNotUsed {
		return err
	}
	return c.giveUp(ctx, tx, p)
}

// giveUp gives an account back to Cronofy by a job, and ends what was begun with its provider and not
// finished: whoever disconnects does not wait for a connection any more.
func (c *Connector) giveUp(ctx context.Context, tx *store.Store, p models.Profile) error {
	visits, err := tx.UnsettledPersonal(ctx, p.EmployeeID)
	if err != nil {
		return err
	}
	for _, visit := range visits {
		if visit.Provider != p.Provider {
			continue
		}
		visit.Outcome = models.PersonalDropped
		if err := tx.UpdatePersonal(ctx, visit); err != nil {
			return err
		}
	}
	if !p.Reported() {
		return nil
	}
	return c.Queue.Enqueue(ctx, tx, jobs.RevokeProfile{EmployeeID: p.EmployeeID, ProfileID: p.ID})
}

// RevokeProfile tries to end an account at Cronofy that is no longer used, and reads what came of it.
func (c *Connector) RevokeProfile(ctx context.Context, job jobs.RevokeProfile) error {
	p, err := c.Store.Profile(ctx, job.EmployeeID, job.ProfileID)
	if err != nil || p.State() != models.ConnectionNotUsed || !p.Reported() {
		return ignoreMissing(err) // used again meanwhile
	}
	err = c.as(ctx, job.EmployeeID, func(token models.Secret) error {
		return c.Cronofy.RevokeProfile(ctx, token, p.ProfileID)
	})
	switch {
	case errors.Is(err, models.ErrReconnect):
		return nil
	case err != nil && status(err) != 404 && status(err) != 422: // it does not know how to
		return fmt.Errorf("revoke profile %d: %w", p.ID, err)
	}
	return c.readEmployee(ctx, job.EmployeeID)
}
