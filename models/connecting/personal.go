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

// A person leaves for Cronofy so often within visitWindow at most: each time costs a call, and maybe a
// mail of Cronofy.
const (
	visitsOfPerson = 20
	visitWindow    = time.Hour
)

// BeginPersonal notes that a person leaves to connect an own account with a provider, and returns the
// page of Cronofy to send their browser to. It answers *models.Invalid with the outcome of the
// availability table when something else has to come first, models.ErrReconnect when the person's
// calendar connection has ended, *models.Limited after too many visits, and models.ErrUnavailable when
// Cronofy gave no page; then nothing has begun. Where we have kept the call back, because too many people
// are about to connect, that is *models.Limited, too.
func (c *Connector) BeginPersonal(ctx context.Context, by models.Actor, provider models.Provider) (string, error) {
	visit := models.PersonalAuthorization{EmployeeID: by.ID, Provider: provider}
	err := c.actPersonally(ctx, by, "begin to connect "+string(provider), func(ctx context.Context, tx *store.Store) error {
		if err := c.connectable(ctx, tx, by, provider); err != nil {
			return err
		}
		if _, err := tx.Hit(ctx, visitsKey(by), visitsOfPerson, visitWindow); err != nil {
			return err
		}
		return tx.CreatePersonal(ctx, &visit)
	})
	if err != nil {
		return "", err
	}
	page := ""
	err = c.as(ctx, by.ID, func(token models.Secret) (err error) {
		page, err = c.Cronofy.AuthorizeConferencing(ctx, token, c.address(c.Paths.PersonalReturn(visit.Token)), provider)
		return err
	})
	if err == nil {
		return page, c.noteBegun(ctx, by, visit)
	}
	if err := c.noteStayed(ctx, by, visit); err != nil {
		return "", err
	}
	if !errors.Is(err, models.ErrReconnect) && !errors.Is(err, models.ErrUnavailable) {
		err = fmt.Errorf("%w: %w", models.ErrUnavailable, err)
	}
	return "", fmt.Errorf("begin to connect %s: %w", provider, err)
}

// Relink notes that a person leaves to sign in anew with an account whose sign-in has ended, and
// returns the page to send their browser to. The account keeps every mark.
func (c *Connector) Relink(ctx context.Context, by models.Actor, profileID int64) (string, error) {
	page := ""
	err := c.actPersonally(ctx, by, "relink an account", func(ctx context.Context, tx *store.Store) error {
		p, err := tx.Profile(ctx, by.ID, profileID)
		if err != nil {
			return err
		}
		if p.State() != models.ConnectionBroken || p.RelinkURL == "" {
			return models.ErrGone
		}
		page = p.RelinkURL
		visit := models.PersonalAuthorization{EmployeeID: by.ID, Provider: p.Provider, Renews: true}
		if err := tx.CreatePersonal(ctx, &visit); err != nil {
			return err
		}
		return c.noteVisit(ctx, tx, by, visit)
	})
	return page, err
}

func (c *Connector) connectable(ctx context.Context, tx *store.Store, by models.Actor, provider models.Provider) error {
	facts, err := tx.Facts(ctx, []int64{by.ID})
	if err != nil {
		return err
	}
	if known := facts[by.ID][provider]; !models.Connectable(provider, known) {
		return models.InvalidField("", models.Availability(provider, known).SentenceKey(), "host", by.Name, "provider", provider.Name())
	}
	return nil
}

func visitsKey(by models.Actor) string { return fmt.Sprintf("personal visits of %d", by.ID) }

// noteStayed notes that somebody had nowhere to go to. That is no visit of those that are limited.
func (c *Connector) noteStayed(ctx context.Context, by models.Actor, visit models.PersonalAuthorization) error {
	visit.Outcome = models.PersonalFailed
	return c.Store.Tx(ctx, func(ctx context.Context, tx *store.Store) error {
		if err := tx.Unhit(ctx, visitsKey(by)); err != nil {
			return err
		}
		return tx.UpdatePersonal(ctx, visit)
	})
}

func (c *Connector) noteBegun(ctx context.Context, by models.Actor, visit models.PersonalAuthorization) error {
	return c.Store.Tx(ctx, func(ctx context.Context, tx *store.Store) error { return c.noteVisit(ctx, tx, by, visit) })
}

func (c *Connector) noteVisit(ctx context.Context, tx *store.Store, by models.Actor, visit models.PersonalAuthorization) error {
	return tx.Note(ctx, by, aboutEmployee(by.ID), "activity.personal.begun", map[string]string{"provider": visit.Provider.Name()})
}

// ReturnPersonal takes a browser that comes back from such a visit, with what the return says about a
// refusal. It decides nothing: what has happened is read from userinfo, and wins. It may come from
// another browser, in nobody's session, late, or twice. models.ErrNotFound is for a token of nobody.
func (c *Connector) ReturnPersonal(ctx context.Context, token, refusal string) (models.PersonalAuthorization, error) {
	var visit models.PersonalAuthorization
	err := c.Store.Tx(ctx, func(ctx context.Context, tx *store.Store) (err error) {
		if visit, err = tx.PersonalByToken(ctx, token); err != nil {
			return err
		}
		if visit.ReturnedAt != nil {
			return c.lookAt(ctx, tx, visit.EmployeeID)
		}
		at := tx.Now()
		visit.ReturnedAt = &at
		if refusal != "" && visit.Outcome == models.PersonalOpen {
			visit.Outcome = models.PersonalRefused
		}
		if err = tx.UpdatePersonal(ctx, visit); err != nil {
			return err
		}
		return c.Queue.Enqueue(ctx, tx, jobs.LookAtEmployee{EmployeeID: visit.EmployeeID})
	})
	if err != nil {
		return visit, fmt.Errorf("return from a personal visit: %w", err)
	}
	return visit, nil
}

// AnswerPersonal keeps what a person saw on their newest visit, from which they were sent back without a
// connection or never came back; models.ErrGone when that is not how it ended. Whoever tells what they saw
// is not waited for any more, though a connection that is read later still wins. When Zoom asked for an administrator, IT has
// not let the app in for everybody: its step is open again, unless IT was confirmed since.
func (c *Connector) AnswerPersonal(ctx context.Context, by models.Actor, provider models.Provider, seen models.Seen) error {
	return c.actPersonally(ctx, by, "answer what was seen", func(ctx context.Context, tx *store.Store) error {
		if !seen.Known() {
			return models.InvalidField("seen", "problem.choose")
		}
		latest, err := tx.LatestPersonal(ctx, []int64{by.ID})
		if err != nil {
			return err
		}
		visit := latest[by.ID][provider]
		if !visit.Tellable() {
			return models.ErrGone
		}
		if visit.Seen == seen {
			return nil // the same form once more
		}
		visit.Seen, visit.Outcome = seen, models.PersonalRefused
		if err = tx.UpdatePersonal(ctx, visit); err != nil {
			return err
		}
		if seen != models.SeenAdministrator || visit.Provider != models.Zoom {
			return nil
		}
		return c.reopenIT(ctx, tx, by, visit)
	})
}

// reopenIT opens the step of IT again, unless it was confirmed after the visit had ended: that tells
// nothing about what IT has done since.
func (c *Connector) reopenIT(ctx context.Context, tx *store.Store, by models.Actor, visit models.PersonalAuthorization) error {
	setup, err := tx.ProviderSetup(ctx, visit.Provider)
	if err != nil {
		return err
	}
	if done := setup.ITConfirmedAt; done != nil && done.After(visit.EndedAt()) {
		return nil
	}
	now := tx.Now()
	setup.ITConfirmedAt, setup.ITReopenedAt, setup.ITReopenedBy = nil, &now, by.ID
	if err = tx.SetProviderSetup(ctx, setup); err != nil {
		return err
	}
	return tx.Note(ctx, by, store.Subject{Kind: "provider"}, "activity.setup.it_reopened", map[string]string{"provider": visit.Provider.Name()})
}

// Look has a person's account read out of turn while they look at its page; more often than every so
// often it does nothing.
func (c *Connector) Look(ctx context.Context, by models.Actor) error {
	return c.Store.Tx(ctx, func(ctx context.Context, tx *store.Store) error { return c.lookAt(ctx, tx, by.ID) })
}

// lookAt enqueues a reading unless one was just asked for.
func (c *Connector) lookAt(ctx context.Context, tx *store.Store, employeeID int64) error {
	first, err := tx.AskToRead(ctx, employeeID, models.LookEvery)
	if err != nil || !first {
		return err
	}
	return c.Queue.Enqueue(ctx, tx, jobs.LookAtEmployee{EmployeeID: employeeID})
}

// LookAtEmployee reads an employee's account because somebody waits for it.
func (c *Connector) LookAtEmployee(ctx context.Context, job jobs.LookAtEmployee) error {
	return c.readEmployee(ctx, job.EmployeeID)
}

// actPersonally runs do in one transaction on behalf of a person who acts for themselves.
func (c *Connector) actPersonally(ctx context.Context, by models.Actor, deed string, do func(context.Context, *store.Store) error) error {
	if by.Kind != models.ActorEmployee {
		return fmt.Errorf("%s: %w", deed, models.ErrForbidden)
	}
	if err := c.Store.Tx(ctx, do); err != nil {
		return fmt.Errorf("%s of employee %d: %w", deed, by.ID, err)
	}
	return nil
}

func aboutEmployee(id int64) store.Subject { return store.Subject{Kind: "employee", ID: id} }
