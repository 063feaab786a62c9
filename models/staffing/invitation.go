package staffing

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

// Printer words what leaves the house.
type Printer interface {
	// EmployeeInvitation is the mail that lets somebody in, in their language.
	EmployeeInvitation(Invitation) (mail.Message, error)
	// Instructions ask a host to connect accounts, in their language.
	Instructions(Instructions) (mail.Message, error)
	// Reminder tells somebody that it is their turn, in their language.
	Reminder(Reminder) (mail.Message, error)
	// Departure tells somebody that interviews need other people, in their language.
	Departure(Departure) (mail.Message, error)
}

// Invitation is the way in for one person, for wording it. Token is its secret link; By is who
// invites, nameless when nobody in particular does.
type Invitation struct {
	Installation models.Installation
	Employee     models.Employee
	By           models.Actor
	Token        string
	Until        time.Time
	MessageID    string
	Now          time.Time
}

const (
	// invitationLasts is how long an invitation can be accepted.
	invitationLasts = 7 * 24 * time.Hour
	// invitationsOfPerson bounds the mails one person can be sent, within invitationWindow.
	invitationsOfPerson = 3
	invitationWindow    = 24 * time.Hour
)

// Invite sends the invitation again, once for the same requestID; links sent before stop working. It
// answers models.ErrGone when the person is in already, and *models.Limited when they were sent too
// many.
func (r *Registrar) Invite(ctx context.Context, by models.Actor, requestID string, id int64) error {
	_, err := r.once(ctx, by, requestID, func(ctx context.Context, tx *store.Store) (int64, error) {
		employee, err := tx.Employee(ctx, id)
		if err != nil {
			return 0, err
		}
		if employee.Joined() || !employee.Active() {
			return 0, models.ErrGone
		}
		if err := r.invite(ctx, tx, by, employee); err != nil {
			return 0, err
		}
		return id, tx.Note(ctx, by, about(employee), "activity.employee.invited", named(employee))
	})
	return err
}

func (r *Registrar) invite(ctx context.Context, tx *store.Store, by models.Actor, employee models.Employee) error {
	if _, err := tx.Hit(ctx, "invitation of "+employee.Email, invitationsOfPerson, invitationWindow); err != nil {
		return err
	}
	installation, err := tx.Installation(ctx)
	if err != nil {
		return err
	}
	if err := tx.DeleteLinks(ctx, store.InvitationLink, employee.ID); err != nil {
		return err
	}
	until := tx.Now().Add(invitationLasts)
	token, err := tx.CreateLink(ctx, store.InvitationLink, employee.ID, until)
	if err != nil {
		return err
	}
	return r.post(ctx, tx, Invitation{Installation: installation, Employee: employee, By: by, Token: token, Until: until,
		MessageID: models.MessageID(installation.Key, models.MailEmployeeInvitation, token, r.MailDomain), Now: tx.Now()})
}

func (r *Registrar) post(ctx context.Context, tx *store.Store, i Invitation) error {
	message, err := r.Printer.EmployeeInvitation(i)
	if err != nil {
		return fmt.Errorf("word the invitation of %d: %w", i.Employee.ID, err)
	}
	return r.mail(ctx, tx, &models.Mail{MessageID: i.MessageID, Kind: models.MailEmployeeInvitation,
		EmployeeID: i.Employee.ID, Recipient: i.Employee.Email, Subject: message.Subject}, message)
}

// mail keeps a worded mail in the running transaction and has it sent.
func (r *Registrar) mail(ctx context.Context, tx *store.Store, posted *models.Mail, message mail.Message) error {
	raw, err := mail.Encode(message)
	if err != nil {
		return fmt.Errorf("encode a mail to %d: %w", posted.EmployeeID, err)
	}
	return r.Queue.Post(ctx, tx, posted, raw)
}

// invitedAtOnce is how many people of an import one job invites.
const invitedAtOnce = 50

// InviteSome invites the next people of an import and leaves the rest to another job.
func (r *Registrar) InviteSome(ctx context.Context, args jobs.InviteEmployees) error {
	return r.Store.Tx(ctx, func(ctx context.Context, tx *store.Store) error {
		by, err := tx.Employee(ctx, args.By)
		if err != nil && !errors.Is(err, models.ErrNotFound) {
			return err
		}
		list, err := tx.EmployeesToInvite(ctx, args.From, args.To, invitedAtOnce)
		if err != nil {
			return err
		}
		for _, employee := range list {
			if err := r.invite(ctx, tx, by.Actor(), employee); err != nil {
				return err
			}
		}
		if len(list) < invitedAtOnce {
			return nil
		}
		args.From = list[len(list)-1].ID + 1
		return r.Queue.Enqueue(ctx, tx, args)
	})
}
