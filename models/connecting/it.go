package connecting

import (
	"context"
	"errors"
	"fmt"
	"time"

	"entrevue/models"
	"entrevue/models/mail"
	"entrevue/models/store"
)

const (
	// itLinkLasts is how long the page for IT can be opened.
	itLinkLasts = 30 * 24 * time.Hour
	// itRequests bounds the mails to IT within itWindow, itRequestsTo those to one address.
	itRequests   = 10
	itRequestsTo = 3
	itWindow     = 24 * time.Hour
)

// ITAddress is whom the page for IT is sent to, in which language.
type ITAddress struct {
	Mail     string
	Language models.Language
}

// KeepIT keeps whom the page will be sent to, as it was typed, without sending anything.
func (c *Connector) KeepIT(ctx context.Context, by models.Actor, provider models.Provider, to ITAddress) error {
	return c.setUpIT(ctx, by, provider, "keep the address of IT", func(ctx context.Context, tx *store.Store, setup *models.ProviderSetup) error {
		invalid := &models.Invalid{}
		models.CheckText(invalid, "mail", to.Mail, false, models.MaxEmail)
		models.CheckLanguage(invalid, "language", to.Language)
		setup.ITMail, setup.ITLanguage = to.Mail, to.Language
		if err := invalid.Err(); err != nil || to.Mail == "" {
			return err
		}
		return tx.BeginSetup(ctx, by, setup)
	})
}

// AskIT sends the page to IT, once for the same requestID. A living link is repeated and lasts anew;
// *models.Limited answers too many mails.
func (c *Connector) AskIT(ctx context.Context, by models.Actor, requestID string, provider models.Provider, to ITAddress) error {
	invalid := &models.Invalid{}
	to.Mail = models.CheckEmail(invalid, "mail", to.Mail, true)
	models.CheckLanguage(invalid, "language", to.Language)
	if err := invalid.Err(); err != nil {
		return err
	}
	if !models.CanAdminister(by) {
		return fmt.Errorf("ask IT: %w", models.ErrForbidden)
	}
	_, err := c.Store.Once(ctx, by.ID, requestID, func(ctx context.Context, tx *store.Store) (string, error) {
		return "", c.askIT(ctx, tx, by, provider, to)
	})
	if err != nil {
		return fmt.Errorf("ask IT about %s: %w", provider, err)
	}
	return nil
}

func (c *Connector) askIT(ctx context.Context, tx *store.Store, by models.Actor, provider models.Provider, to ITAddress) error {
	if !provider.NeedsIT() {
		return models.ErrNotFound
	}
	setup, err := tx.ProviderSetup(ctx, provider)
	if err != nil {
		return err
	}
	if err = tx.BeginSetup(ctx, by, &setup); err != nil {
		return err
	}
	if _, err = tx.Hit(ctx, "it request of "+string(provider)+" to "+to.Mail, itRequestsTo, itWindow); err != nil {
		return err
	}
	hits, err := tx.Hit(ctx, "it request of "+string(provider), itRequests, itWindow)
	if err != nil {
		return err
	}
	request := ITRequest{Provider: provider, By: by, Mail: to.Mail, Language: to.Language, Again: setup.ITReopenedAt != nil, Now: tx.Now()}
	if request.Installation, err = tx.Installation(ctx); err != nil {
		return err
	}
	if request.Token, request.Until, err = itLink(ctx, tx, setup); err != nil {
		return err
	}
	request.MessageID = models.MessageID(request.Installation.Key, models.MailITRequest,
		fmt.Sprintf("%s %s %d", request.Token, request.Now, hits), c.MailDomain)
	message, err := c.Printer.ITRequest(request)
	if err != nil {
		return fmt.Errorf("word the request to IT: %w", err)
	}
	if err = c.post(ctx, tx, models.Mail{MessageID: request.MessageID, Kind: models.MailITRequest, Recipient: to.Mail}, message); err != nil {
		return err
	}
	setup.ITMail, setup.ITLanguage, setup.ITAskedAt, setup.ITAskedBy = to.Mail, to.Language, &request.Now, by.ID
	if err = tx.SetProviderSetup(ctx, setup); err != nil {
		return err
	}
	return noteSetup(ctx, tx, by, provider, "activity.setup.it_asked", map[string]string{"email": to.Mail})
}

// itLink is the living link of the page, which lasts anew, else another one.
func itLink(ctx context.Context, tx *store.Store, setup models.ProviderSetup) (token string, until time.Time, err error) {
	token, ends, err := tx.LinkUntil(ctx, store.ITLink, setup.Number())
	until = tx.Now().Add(itLinkLasts)
	switch {
	case err == nil && ends.After(tx.Now()):
		return token, until, tx.ExtendLinks(ctx, store.ITLink, setup.Number(), until)
	case err == nil || errors.Is(err, models.ErrNotFound):
		token, err = tx.CreateLink(ctx, store.ITLink, setup.Number(), until)
	}
	return token, until, err
}

// post hands a worded mail to the queue.
func (c *Connector) post(ctx context.Context, tx *store.Store, m models.Mail, message mail.Message) error {
	raw, err := mail.Encode(message)
	if err != nil {
		return fmt.Errorf("encode a mail: %w", err)
	}
	m.Subject = message.Subject
	return c.Queue.Post(ctx, tx, &m, raw)
}

// ReplaceITLink makes a link to the page for IT; one that was passed on before stops working.
func (c *Connector) ReplaceITLink(ctx context.Context, by models.Actor, provider models.Provider) error {
	return c.setUpIT(ctx, by, provider, "replace the link for IT", func(ctx context.Context, tx *store.Store, setup *models.ProviderSetup) error {
		if err := tx.DeleteLinks(ctx, store.ITLink, setup.Number()); err != nil {
			return err
		}
		setup.ITVisitedAt = nil
		if err := tx.BeginSetup(ctx, by, setup); err != nil {
			return err
		}
		if _, err := tx.CreateLink(ctx, store.ITLink, setup.Number(), tx.Now().Add(itLinkLasts)); err != nil {
			return err
		}
		return noteSetup(ctx, tx, by, provider, "activity.setup.it_link_made", nil)
	})
}

// RevokeITLink ends the link to the page for IT.
func (c *Connector) RevokeITLink(ctx context.Context, by models.Actor, provider models.Provider) error {
	return c.setUpIT(ctx, by, provider, "revoke the link for IT", func(ctx context.Context, tx *store.Store, setup *models.ProviderSetup) error {
		if err := tx.DeleteLinks(ctx, store.ITLink, setup.Number()); err != nil {
			return err
		}
		setup.ITVisitedAt = nil
		return noteSetup(ctx, tx, by, provider, "activity.setup.it_link_revoked", nil)
	})
}

// setUpIT is setUp for providers that need IT; models.ErrNotFound for the others.
func (c *Connector) setUpIT(ctx context.Context, by models.Actor, provider models.Provider, deed string,
	do func(context.Context, *store.Store, *models.ProviderSetup) error,
) error {
	if !provider.NeedsIT() {
		return fmt.Errorf("%s: %w", deed, models.ErrNotFound)
	}
	return c.setUp(ctx, by, provider, deed, do)
}
