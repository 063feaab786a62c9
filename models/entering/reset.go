package entering

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

const (
	// resetLasts is how long a link for a new password works.
	resetLasts = time.Hour
	// resetsOfAccount bounds the mails one person can be sent, within resetWindow.
	resetsOfAccount = 3
	resetWindow     = 24 * time.Hour
)

// RequestReset takes the wish for a new password. Nobody learns whether the address is known:
// known or not, the same row is written and a job does the rest.
func (d *Doorkeeper) RequestReset(ctx context.Context, typed string, from Entry) error {
	invalid := &models.Invalid{}
	email := models.CheckEmail(invalid, "email", typed, true)
	if err := invalid.Err(); err != nil {
		return err
	}
	if _, err := d.Store.Hit(ctx, "reset from "+from.Address, triesOfAccount, tryWindow); err != nil {
		return err
	}
	return d.Store.Tx(ctx, func(ctx context.Context, tx *store.Store) error {
		return d.Queue.Enqueue(ctx, tx, jobs.ResetPassword{Email: email})
	})
}

// SendReset mails the link, when the address is that of somebody who can sign in.
func (d *Doorkeeper) SendReset(ctx context.Context, args jobs.ResetPassword) error {
	err := d.Store.Tx(ctx, func(ctx context.Context, tx *store.Store) error {
		employee, err := tx.EmployeeByEmail(ctx, args.Email)
		if err != nil {
			return err
		}
		if !employee.Active() || !employee.Joined() {
			return models.ErrNotFound
		}
		if _, err := tx.Hit(ctx, "reset of "+args.Email, resetsOfAccount, resetWindow); err != nil {
			return models.ErrObsolete
		}
		return d.postReset(ctx, tx, employee)
	})
	if errors.Is(err, models.ErrNotFound) {
		return models.ErrObsolete
	}
	return err
}

func (d *Doorkeeper) postReset(ctx context.Context, tx *store.Store, employee models.Employee) error {
	installation, err := tx.Installation(ctx)
	if err != nil {
		return err
	}
	if err := tx.DeleteLinks(ctx, store.ResetLink, employee.ID); err != nil {
		return err
	}
	token, err := tx.CreateLink(ctx, store.ResetLink, employee.ID, tx.Now().Add(resetLasts))
	if err != nil {
		return err
	}
	id := models.MessageID(installation.Key, models.MailPasswordReset, token, d.MailDomain)
	message, err := d.Printer.PasswordReset(Reset{Installation: installation, Employee: employee, Token: token,
		MessageID: id, Now: tx.Now()})
	if err != nil {
		return fmt.Errorf("word a password reset: %w", err)
	}
	raw, err := mail.Encode(message)
	if err != nil {
		return fmt.Errorf("encode a password reset: %w", err)
	}
	return d.Queue.Post(ctx, tx, &models.Mail{MessageID: id, Kind: models.MailPasswordReset, EmployeeID: employee.ID,
		Recipient: employee.Email, Subject: message.Subject}, raw)
}

// ResetOf is the person a link for a new password belongs to. It answers models.ErrGone for a link
// that was used, replaced, has expired or never existed.
func (d *Doorkeeper) ResetOf(ctx context.Context, token string) (models.Employee, error) {
	return owner(ctx, &d.Store.Reads, store.ResetLink, token)
}

// Reset sets a new password by a link, once, and ends all sign-ins of its person.
func (d *Doorkeeper) Reset(ctx context.Context, token, password string) error {
	employee, err := d.ResetOf(ctx, token)
	if err != nil {
		return err
	}
	hashed, err := d.newHash(ctx, password, employee.Email)
	if err != nil {
		return err
	}
	return d.Store.Tx(ctx, func(ctx context.Context, tx *store.Store) error {
		employee, err := owner(ctx, &tx.Reads, store.ResetLink, token)
		if err != nil {
			return err
		}
		if err := tx.DeleteLinks(ctx, store.ResetLink, employee.ID); err != nil {
			return err
		}
		if err := tx.RevokeSignInsOf(ctx, employee.ID, 0); err != nil {
			return err
		}
		return setPassword(ctx, tx, employee, hashed, "activity.password_reset")
	})
}

// owner is the active person a secret link belongs to.
func owner(ctx context.Context, reads *store.Reads, purpose store.Purpose, token string) (models.Employee, error) {
	link, err := reads.Link(ctx, purpose, token)
	if errors.Is(err, models.ErrNotFound) {
		return models.Employee{}, models.ErrGone
	}
	if err != nil {
		return models.Employee{}, err
	}
	employee, err := reads.Employee(ctx, link.OwnerID)
	if err == nil && !employee.Active() {
		err = models.ErrGone
	}
	return employee, err
}

// newHash checks a new password and hashes it.
func (d *Doorkeeper) newHash(ctx context.Context, password, email string) (string, error) {
	invalid := &models.Invalid{}
	checkPassword(invalid, "password", password, email)
	if err := invalid.Err(); err != nil {
		return "", err
	}
	return d.hash(ctx, password)
}

func setPassword(ctx context.Context, tx *store.Store, employee models.Employee, hashed, key string) error {
	employee.PasswordHash = hashed
	if err := tx.UpdateEmployee(ctx, employee); err != nil {
		return err
	}
	return tx.Note(ctx, employee.Actor(), store.Subject{Kind: "employee", ID: employee.ID}, key, nil)
}
