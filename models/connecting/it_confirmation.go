package connecting

import (
	"context"
	"fmt"
	"strings"

	"entrevue/models"
	"entrevue/models/store"
)

// ITConfirmation says who has let Cronofy's app into the provider, and on which day (YYYY-MM-DD).
type ITConfirmation struct{ Name, On string }

// check cleans the entries.
func (i *ITConfirmation) check(today string) error {
	invalid := &models.Invalid{}
	i.Name = strings.TrimSpace(i.Name)
	models.CheckText(invalid, "name", i.Name, true, models.MaxName)
	models.CheckPastDay(invalid, "on", i.On, today)
	return invalid.Err()
}

// ConfirmForIT takes an administrator's word that IT is done. Confirmed once more it changes nothing.
func (c *Connector) ConfirmForIT(ctx context.Context, by models.Actor, provider models.Provider, confirmation ITConfirmation) error {
	return c.setUpIT(ctx, by, provider, "confirm for IT", func(ctx context.Context, tx *store.Store, setup *models.ProviderSetup) error {
		if _, err := confirmIT(ctx, tx, by, setup, confirmation); err != nil {
			return err
		}
		return tx.BeginSetup(ctx, by, setup)
	})
}

// WithdrawIT takes back that IT is done, whoever has said so. Where nobody has it changes nothing.
func (c *Connector) WithdrawIT(ctx context.Context, by models.Actor, provider models.Provider) error {
	return c.setUpIT(ctx, by, provider, "withdraw the confirmation of IT", func(ctx context.Context, tx *store.Store, setup *models.ProviderSetup) error {
		if setup.ITStep() != models.ITConfirmed {
			return nil
		}
		setup.ITConfirmedAt, setup.ITConfirmedBy, setup.ITConfirmedOn, setup.ITConfirmerID = nil, "", "", 0
		return noteSetup(ctx, tx, by, provider, "activity.setup.it_withdrawn", nil)
	})
}

// ConfirmAsIT takes the word of whoever has the link of IT's page. It answers models.ErrGone for a
// link that has expired, and models.ErrNotFound for any other that opens nothing.
func (c *Connector) ConfirmAsIT(ctx context.Context, token string, confirmation ITConfirmation) error {
	err := c.Store.Tx(ctx, func(ctx context.Context, tx *store.Store) error {
		setup, err := tx.ITSetup(ctx, token)
		if err != nil {
			return err
		}
		by := models.Actor{Kind: models.ActorIT, Name: strings.TrimSpace(confirmation.Name)}
		if first, err := confirmIT(ctx, tx, by, &setup, confirmation); err != nil || !first {
			return err
		}
		if err = tx.SetProviderSetup(ctx, setup); err != nil {
			return err
		}
		return c.tellITDone(ctx, tx, setup)
	})
	if err != nil {
		return fmt.Errorf("confirm as IT: %w", err)
	}
	return nil
}

// tellITDone writes to the administrator who asked IT that it is their turn again.
func (c *Connector) tellITDone(ctx context.Context, tx *store.Store, setup models.ProviderSetup) error {
	if setup.ITAskedBy == 0 {
		return nil
	}
	done := ITDone{Setup: setup, Now: tx.Now()}
	var err error
	if done.To, err = tx.Employee(ctx, setup.ITAskedBy); err != nil {
		return err
	}
	if !done.To.Active() || !models.CanAdminister(done.To.Actor()) {
		return nil
	}
	if done.Installation, err = tx.Installation(ctx); err != nil {
		return err
	}
	done.MessageID = models.MessageID(done.Installation.Key, models.MailITDone,
		fmt.Sprintf("%s %s", setup.Provider, setup.ITConfirmedAt), c.MailDomain)
	message, err := c.Printer.ITDone(done)
	if err != nil {
		return fmt.Errorf("word that IT has confirmed: %w", err)
	}
	return c.post(ctx, tx, models.Mail{MessageID: done.MessageID, Kind: models.MailITDone, Recipient: done.To.Email}, message)
}

// confirmIT changes the setup, and answers false where IT was confirmed before.
func confirmIT(ctx context.Context, tx *store.Store, by models.Actor, setup *models.ProviderSetup, confirmation ITConfirmation) (first bool, err error) {
	if setup.ITStep() == models.ITConfirmed {
		return false, nil
	}
	if err := confirmation.check(models.LatestDay(tx.Now())); err != nil {
		return false, err
	}
	now := tx.Now()
	setup.ITConfirmedAt, setup.ITConfirmedBy, setup.ITConfirmedOn, setup.ITConfirmerID = &now, confirmation.Name, confirmation.On, by.ID
	return true, noteSetup(ctx, tx, by, setup.Provider, "activity.setup.it_confirmed", map[string]string{"name": confirmation.Name})
}

// SeenByIT notes that the page for IT was opened for the first time, or for the first time since it was
// sent last. That proves nothing: mail scanners open links, too.
func (c *Connector) SeenByIT(ctx context.Context, token string) error {
	return c.Store.Tx(ctx, func(ctx context.Context, tx *store.Store) error {
		setup, err := tx.ITSetup(ctx, token)
		if err != nil || setup.ITOpened() {
			return err
		}
		now := tx.Now()
		setup.ITVisitedAt = &now
		return tx.SetProviderSetup(ctx, setup)
	})
}
