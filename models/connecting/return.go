package connecting

import (
	"context"
	"errors"
	"fmt"

	"entrevue/models"
	"entrevue/models/jobs"
	"entrevue/models/store"
)

// Return is what a browser brings back from Cronofy, and in whose session.
type Return struct {
	SignInID   int64
	EmployeeID int64
	State      string
	Code       models.Secret
	Error      string
}

// Return uses an authorization up: it keeps the code and leaves its exchange to a job, or keeps the
// refusal. It answers models.ErrForbidden when the return belongs to another person or session,
// models.ErrGone when it is late, and models.ErrNotFound for a state that is none of ours. A return
// that has been here before changes nothing and is no error.
func (c *Connector) Return(ctx context.Context, r Return) error {
	err := c.Store.Tx(ctx, func(ctx context.Context, tx *store.Store) error {
		request, err := tx.AuthorizationByState(ctx, r.State)
		switch {
		case err != nil:
			return err
		case request.SignInID != r.SignInID || request.EmployeeID != r.EmployeeID || request.Purpose != models.AuthorizeCalendar:
			return models.ErrForbidden
		case request.ConsumedAt != nil:
			return nil
		case !tx.Now().Before(request.ExpiresAt):
			return models.ErrGone
		case r.Code.Empty() && r.Error == "":
			return models.ErrNotFound
		}
		return c.consume(ctx, tx, request, r)
	})
	if err != nil {
		return fmt.Errorf("return from Cronofy: %w", err)
	}
	return nil
}

func (c *Connector) consume(ctx context.Context, tx *store.Store, request models.AuthorizationRequest, r Return) error {
	i, err := tx.Integration(ctx)
	if err != nil {
		return err
	}
	if i.ID != request.IntegrationID || i.State == models.IntegrationDisconnecting {
		return models.ErrGone
	}
	by, err := tx.Employee(ctx, r.EmployeeID)
	if err != nil {
		return err
	}
	if !models.CanAdminister(by.Actor()) || !by.Active() {
		return models.ErrForbidden
	}
	request.Outcome, request.Error = models.AuthorizationGranted, ""
	if r.Code.Empty() {
		request.Outcome, request.Error = models.AuthorizationRefused, models.Shorten(r.Error, 200)
	}
	if err = tx.ConsumeAuthorization(ctx, request, r.Code); err != nil {
		return err
	}
	if r.Code.Empty() {
		return tx.Note(ctx, by.Actor(), about(i), "activity.calendar.refused", map[string]string{"error": request.Error})
	}
	if i.State == models.IntegrationPreparing {
		i.State, i.Problem, i.Detail = models.IntegrationExchanging, models.IntegrationSound, ""
		if err = tx.UpdateIntegration(ctx, i); err != nil {
			return err
		}
	}
	return c.Queue.Enqueue(ctx, tx, jobs.ExchangeAuthorization{RequestID: request.ID})
}

// Answer keeps what the administrator saw when Cronofy sent them back without a connection.
func (c *Connector) Answer(ctx context.Context, by models.Actor, requestID int64, seen models.Seen) error {
	return c.act(ctx, by, "answer what was seen", func(ctx context.Context, tx *store.Store) error {
		if !seen.Known() {
			return models.InvalidField("seen", "problem.choose")
		}
		request, err := tx.Authorization(ctx, requestID)
		if err != nil {
			return err
		}
		if request.Outcome != models.AuthorizationRefused {
			return models.ErrGone
		}
		return tx.AnswerAuthorization(ctx, requestID, seen)
	})
}

// ExchangeAuthorization turns the administrator's code into the company's grant.
func (c *Connector) ExchangeAuthorization(ctx context.Context, job jobs.ExchangeAuthorization) error {
	request, err := c.Store.Authorization(ctx, job.RequestID)
	if err != nil {
		return err
	}
	if request.Outcome != models.AuthorizationGranted {
		return models.ErrObsolete
	}
	code, err := c.Store.AuthorizationCode(ctx, request.ID)
	if err != nil {
		return err
	}
	granted, err := c.Cronofy.ExchangeCode(ctx, code, request.RedirectURI)
	switch {
	case keyRefused(err):
		return c.exchangeFailed(ctx, request, models.IntegrationKeyRefused, err)
	case errors.Is(err, models.ErrReconnect) || status(err) == 400:
		return c.exchangeFailed(ctx, request, models.IntegrationCodeRefused, err)
	case err != nil:
		return fmt.Errorf("exchange authorization %d: %w", request.ID, err)
	}
	tokens := models.Tokens{Access: granted.Access, Refresh: granted.Refresh, ExpiresAt: c.Store.Now().Add(granted.ExpiresIn)}
	return c.Store.Tx(ctx, func(ctx context.Context, tx *store.Store) error {
		account := models.Account{IntegrationID: request.IntegrationID, EmployeeID: store.ServiceAccount,
			Sub: granted.Sub, Scope: granted.Scope}
		if err := c.keepGrant(ctx, tx, account, tokens); err != nil {
			return err
		}
		if err := tx.SettleAuthorization(ctx, request.ID, models.AuthorizationExchanged); err != nil {
			return err
		}
		i, err := tx.Integration(ctx)
		if err != nil {
			return err
		}
		i.ConnectedBy = request.EmployeeID
		if err := tx.UpdateIntegration(ctx, i); err != nil {
			return err
		}
		return c.Queue.Enqueue(ctx, tx, jobs.ReadServiceAccount{})
	})
}

// keepGrant stores a grant. Another one of the same owner is ended and revoked at Cronofy.
func (c *Connector) keepGrant(ctx context.Context, tx *store.Store, granted models.Account, tokens models.Tokens) error {
	current, err := tx.Account(ctx, granted.EmployeeID)
	if err == nil && current.Sub == granted.Sub {
		return tx.SetTokens(ctx, current.ID, tokens)
	}
	if err == nil {
		if _, err = tx.EndAccount(ctx, current.ID); err != nil {
			return err
		}
		if err = c.Queue.Enqueue(ctx, tx, jobs.RevokeAccount{AccountID: current.ID}); err != nil {
			return err
		}
	}
	if err := ignoreMissing(err); err != nil {
		return err
	}
	return tx.CreateAccount(ctx, &granted, tokens)
}

func (c *Connector) exchangeFailed(ctx context.Context, request models.AuthorizationRequest, problem models.IntegrationProblem, cause error) error {
	return c.Store.Tx(ctx, func(ctx context.Context, tx *store.Store) error {
		if err := tx.SettleAuthorization(ctx, request.ID, models.AuthorizationFailed); err != nil {
			return err
		}
		i, err := tx.Integration(ctx)
		if err != nil || i.State != models.IntegrationExchanging {
			return ignoreMissing(err)
		}
		i.State, i.Problem, i.Detail = models.IntegrationPreparing, problem, said(cause)
		if err := tx.UpdateIntegration(ctx, i); err != nil {
			return err
		}
		return tx.Note(ctx, models.System, about(i), "activity.calendar.failed", nil)
	})
}

// ReadServiceAccount learns the company's domain and makes the integration active. Once a day it
// notices a grant that has ended unseen.
func (c *Connector) ReadServiceAccount(ctx context.Context, _ jobs.ReadServiceAccount) error {
	account, err := c.Store.Account(ctx, store.ServiceAccount)
	if err != nil {
		return ignoreMissing(err)
	}
	var domain, provider string
	err = c.asService(ctx, func(token models.Secret) error {
		info, err := c.Cronofy.UserInfo(ctx, token)
		if domain = info.Domain; domain == "" {
			domain = models.Domain(first(info.ServiceEmail, info.Email))
		}
		provider = info.ServiceProvider
		return err
	})
	if errors.Is(err, models.ErrReconnect) {
		return nil // the integration says so
	}
	if err != nil {
		return fmt.Errorf("read the service account: %w", err)
	}
	return c.Store.Tx(ctx, func(ctx context.Context, tx *store.Store) error {
		return c.activate(ctx, tx, account, domain, provider)
	})
}

// activate makes the integration active; after a first or a new connection, synchronizing begins.
func (c *Connector) activate(ctx context.Context, tx *store.Store, account models.Account, domain, provider string) error {
	i, err := tx.Integration(ctx)
	if err != nil || i.ID != account.IntegrationID || i.State == models.IntegrationDisconnecting {
		return ignoreMissing(err)
	}
	before := i
	now := tx.Now()
	i.Domain, i.Provider = domain, provider
	i.State, i.Problem, i.Detail = models.IntegrationWorking, models.IntegrationSound, ""
	if before.State == i.State {
		return tx.UpdateIntegration(ctx, i)
	}
	i.ConnectedAt = &now
	if err := tx.UpdateIntegration(ctx, i); err != nil {
		return err
	}
	by, err := tx.Employee(ctx, i.ConnectedBy)
	if err != nil {
		return err
	}
	if err := tx.Note(ctx, by.Actor(), about(i), "activity.calendar.connected", map[string]string{"domain": domain}); err != nil {
		return err
	}
	if _, err := c.want(ctx, tx); err != nil {
		return err
	}
	return c.Queue.Enqueue(ctx, tx, jobs.RequestSynchronizations{})
}

func first(texts ...string) string {
	for _, text := range texts {
		if text != "" {
			return text
		}
	}
	return ""
}
