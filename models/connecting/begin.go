package connecting

import (
	"context"
	"errors"

	"entrevue/models"
	"entrevue/models/cronofy"
	"entrevue/models/store"
)

// Choice is what an administrator says about the company's calendars.
type Choice struct {
	System   models.CalendarSystem
	Exchange models.Exchange // asked for EWS only
}

// check notes what cannot be connected: EWS of Microsoft's cloud was switched off (FAIL10).
func (c Choice) check(invalid *models.Invalid) {
	switch {
	case !c.System.Known():
		invalid.Add("system", "problem.choose")
	case c.System == models.SystemEWS && c.Exchange == models.ExchangeMicrosoft:
		invalid.Add("exchange", "integrations.exchange.blocked")
	case c.System == models.SystemEWS && c.Exchange != models.ExchangeOwnServer:
		invalid.Add("exchange", "problem.choose")
	}
}

// Acceptance is the first form of the calendar integration.
type Acceptance struct {
	Accepted bool // Cronofy as a sub-processor (FAIL2)
	Choice
}

// AcceptSubprocessor records who accepted Cronofy as a sub-processor, when and in which version of
// the text, and begins to check whether Cronofy can reach us. A second acceptance changes the choice
// of the calendar system only.
func (c *Connector) AcceptSubprocessor(ctx context.Context, by models.Actor, a Acceptance) error {
	invalid := &models.Invalid{}
	if !a.Accepted {
		invalid.Add("accepted", "integrations.accept.required")
	}
	a.check(invalid)
	return c.act(ctx, by, "accept the sub-processor", func(ctx context.Context, tx *store.Store) error {
		if err := invalid.Err(); err != nil {
			return err
		}
		i, err := tx.Integration(ctx)
		switch {
		case errors.Is(err, models.ErrNotFound):
			i = models.Integration{State: models.IntegrationPreparing, AcceptedBy: by.ID, AcceptedAt: tx.Now(),
				AcceptedText: models.SubprocessorText, System: a.System, Exchange: a.Exchange}
			if err = tx.CreateIntegration(ctx, &i); err != nil {
				return err
			}
			if err = tx.Note(ctx, by, about(i), "activity.calendar.accepted", map[string]string{"version": i.AcceptedText}); err != nil {
				return err
			}
		case err != nil:
			return err
		case i.State != models.IntegrationPreparing:
			return nil
		default:
			i.System, i.Exchange = a.System, a.Exchange
			if err = tx.UpdateIntegration(ctx, i); err != nil {
				return err
			}
		}
		return c.checkUnlessKnown(ctx, tx, by)
	})
}

// Beginning is the press of Connect.
type Beginning struct {
	SignInID int64 // the session that must come back
	Choice
}

// Begin notes that the administrator is sent to Cronofy and returns the address to go to. It answers
// *models.Invalid while Cronofy could not reach us, and for a choice that cannot work.
func (c *Connector) Begin(ctx context.Context, by models.Actor, b Beginning) (string, error) {
	invalid := &models.Invalid{}
	b.check(invalid)
	state := store.NewToken()
	redirect := c.address(c.Paths.Return)
	err := c.act(ctx, by, "begin to connect the calendar", func(ctx context.Context, tx *store.Store) error {
		if err := invalid.Err(); err != nil {
			return err
		}
		i, err := c.ready(ctx, tx)
		if err != nil {
			return err
		}
		i.System, i.Exchange = b.System, b.Exchange
		if err = tx.UpdateIntegration(ctx, i); err != nil {
			return err
		}
		request := models.AuthorizationRequest{SignInID: b.SignInID, EmployeeID: by.ID, IntegrationID: i.ID,
			Purpose: models.AuthorizeCalendar, DataCentre: c.DataCentre, RedirectURI: redirect}
		if err = tx.CreateAuthorization(ctx, &request, state); err != nil {
			return err
		}
		return tx.Note(ctx, by, about(i), "activity.calendar.begun", nil)
	})
	if err != nil {
		return "", err
	}
	return c.Cronofy.EnterpriseConnectURL(cronofy.EnterpriseAuthorization{RedirectURI: redirect, State: state,
		Scopes: []string{cronofy.ScopeManageAccounts}, DelegatedScope: cronofy.ScopeEmployee}), nil
}

// ready is the integration that can be connected now.
func (c *Connector) ready(ctx context.Context, tx *store.Store) (models.Integration, error) {
	i, err := tx.Integration(ctx)
	if errors.Is(err, models.ErrNotFound) {
		return i, models.InvalidField("accepted", "integrations.accept.required")
	}
	if err != nil {
		return i, err
	}
	if i.State == models.IntegrationDisconnecting || i.State == models.IntegrationExchanging {
		return i, models.InvalidField("", "integrations.busy")
	}
	check, err := tx.LatestReachability(ctx)
	if err != nil && !errors.Is(err, models.ErrNotFound) {
		return i, err
	}
	if !check.Holds(tx.Now()) {
		return i, models.InvalidField("", "integrations.reachability.first")
	}
	return i, nil
}

// AnswerExchange keeps whether the mailboxes behind EWS are Microsoft's, after the connection.
func (c *Connector) AnswerExchange(ctx context.Context, by models.Actor, exchange models.Exchange) error {
	return c.act(ctx, by, "answer where Exchange runs", func(ctx context.Context, tx *store.Store) error {
		if exchange != models.ExchangeOwnServer && exchange != models.ExchangeMicrosoft {
			return models.InvalidField("exchange", "problem.choose")
		}
		i, err := tx.Integration(ctx)
		if err != nil {
			return err
		}
		i.Exchange = exchange
		return tx.UpdateIntegration(ctx, i)
	})
}
