package operating

import (
	"context"
	"errors"
	"fmt"
	"time"

	"entrevue/models"
	"entrevue/models/jobs"
	"entrevue/models/mail"
	"entrevue/models/store"
)

// Courier hands mails to the mail server.
type Courier struct {
	Store  *store.Store
	Sender *mail.Sender
	From   string // the address of the envelope
}

// What was written later about an interview is sent later, unless the earlier mail has been stuck for
// longer than its attempts last.
const (
	overtaking   = 12 * time.Hour
	afterEarlier = 2 * time.Second
)

// Send sends one mail, at most once as far as we can know: a mail that is settled stays as it is.
// What the mail server refuses for good is settled as rejected, for a person to see; anything else
// is an error, to be tried again.
func (c *Courier) Send(ctx context.Context, args jobs.SendMail) error {
	m, raw, err := c.Store.Mail(ctx, args.MailID)
	if errors.Is(err, models.ErrNotFound) {
		return models.ErrObsolete
	}
	if err != nil {
		return err
	}
	if m.State != models.MailQueued {
		return models.ErrObsolete
	}
	if earlier, err := c.Store.EarlierMail(ctx, m, c.Store.Now().Add(-overtaking)); err != nil || earlier {
		return errors.Join(err, jobs.Later(afterEarlier))
	}
	err = c.Sender.Send(ctx, c.From, m.Recipient, raw)
	var rejected *mail.Rejected
	switch {
	case errors.As(err, &rejected):
		return c.settle(ctx, m, models.MailRejected, rejected.Answer())
	case errors.Is(err, mail.ErrMalformed):
		return c.settle(ctx, m, models.MailRejected, err.Error())
	case err != nil:
		return fmt.Errorf("send mail %d: %w", m.ID, err)
	}
	return c.settle(ctx, m, models.MailAccepted, "")
}

func (c *Courier) settle(ctx context.Context, m models.Mail, state models.MailState, problem string) error {
	return c.Store.Tx(ctx, func(ctx context.Context, tx *store.Store) error {
		return tx.SettleMail(ctx, m.ID, state, problem)
	})
}

// checkTimeout is how long somebody in front of the status page waits for the mail server.
const checkTimeout = 4 * time.Second

// Reach tells whether the mail server answers and lets us in.
func (c *Courier) Reach(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, checkTimeout)
	defer cancel()
	return c.Sender.Check(ctx)
}

// mailsKept is how long the words of a mail are kept after sending.
const mailsKept = 30 * 24 * time.Hour

// callsKept is how long it is remembered what was asked of Cronofy about an interview.
const callsKept = 180 * 24 * time.Hour

// Forget deletes what has had its time: sessions, tries, links, calls, and the words of mails sent.
func (c *Courier) Forget(ctx context.Context, _ jobs.ForgetExpired) error {
	if err := c.Store.DeleteExpired(ctx); err != nil {
		return err
	}
	if err := c.Store.ForgetCalendarCalls(ctx, c.Store.Now().Add(-callsKept)); err != nil {
		return err
	}
	return c.Store.EraseMails(ctx, c.Store.Now().Add(-mailsKept))
}
