package staffing

import (
	"context"
	"fmt"
	"time"

	"entrevue/models"
	"entrevue/models/store"
)

// Wish is what somebody wants another person to be reminded of: what keeps a host from using a
// provider. Planned is set where an interview waits for it.
type Wish struct {
	HostID   int64
	Provider models.Provider
	Planned  bool
}

// Reminder is a mail to whoever's turn it is, for wording it. To is the host, or an administrator
// where it is about a host who waits for one.
type Reminder struct {
	Installation models.Installation
	To           models.Employee
	Host         models.Employee
	Provider     models.Provider
	Outcome      models.Outcome
	By           models.Actor
	Planned      bool
	MessageID    string
	Now          time.Time
}

// Appeals tells whether it goes to an administrator.
func (r Reminder) Appeals() bool { return r.To.ID != r.Host.ID }

// Remind writes to the person whose turn it is. It answers models.ErrGone when there is nobody to be
// reminded any more, because the host is ready or somebody else has to act, and *models.Limited when
// that person was reminded too often.
func (r *Registrar) Remind(ctx context.Context, by models.Actor, wish Wish) (to models.Employee, err error) {
	err = r.Store.Tx(ctx, func(ctx context.Context, tx *store.Store) error {
		if !models.CanRecruit(by) {
			return models.ErrForbidden
		}
		reminder, err := r.reminder(ctx, tx, by, wish)
		if err != nil {
			return err
		}
		to = reminder.To
		sent, err := tx.Reminders(ctx, []int64{to.ID})
		if err != nil {
			return err
		}
		if at := models.RemindableAt(reminder.Outcome.Request(wish.HostID, wish.Provider), sent[to.ID], tx.Now()); at.After(tx.Now()) {
			return &models.Limited{RetryAfter: at.Sub(tx.Now())}
		}
		return r.postReminder(ctx, tx, reminder)
	})
	if err != nil {
		return to, fmt.Errorf("remind about host %d: %w", wish.HostID, err)
	}
	return to, nil
}

// reminder finds out whose turn it is and what they are told.
func (r *Registrar) reminder(ctx context.Context, tx *store.Store, by models.Actor, wish Wish) (Reminder, error) {
	reminder := Reminder{Provider: wish.Provider, By: by, Planned: wish.Planned, Now: tx.Now()}
	facts, err := tx.Facts(ctx, []int64{wish.HostID})
	if err != nil {
		return reminder, err
	}
	if reminder.Host, err = tx.Employee(ctx, wish.HostID); err != nil {
		return reminder, err
	}
	reminder.Outcome = models.Availability(wish.Provider, facts[wish.HostID][wish.Provider])
	switch reminder.Outcome.ActionFor(models.AtTurn(by, wish.HostID, reminder.Outcome)) {
	case models.ActionRemindHost:
		reminder.To = reminder.Host
	case models.ActionRemindAdministrator, models.ActionRemindIT:
		administrators, _, err := tx.Employees(ctx, store.EmployeeFilter{Role: models.RoleAdministrator, Page: store.Page{Limit: 1}})
		if err != nil {
			return reminder, err
		}
		if len(administrators) == 0 {
			return reminder, models.ErrGone
		}
		reminder.To = administrators[0]
	default:
		return reminder, models.ErrGone
	}
	reminder.Installation, err = tx.Installation(ctx)
	reminder.MessageID = models.MessageID(reminder.Installation.Key, models.MailReminder,
		fmt.Sprintf("%d %d %s %s %d", reminder.To.ID, wish.HostID, wish.Provider, reminder.Outcome.Action(), reminder.Now.UnixMicro()), r.MailDomain)
	return reminder, err
}

func (r *Registrar) postReminder(ctx context.Context, tx *store.Store, reminder Reminder) error {
	message, err := r.Printer.Reminder(reminder)
	if err != nil {
		return fmt.Errorf("word the reminder of %d: %w", reminder.To.ID, err)
	}
	kind, why := models.MailReminder, models.InstructionReminder
	if reminder.Appeals() {
		kind, why = models.MailAppeal, models.InstructionAppeal
	}
	posted := models.Mail{MessageID: reminder.MessageID, Kind: kind, EmployeeID: reminder.To.ID, Recipient: reminder.To.Email,
		Subject: message.Subject}
	if err := r.mail(ctx, tx, &posted, message); err != nil {
		return err
	}
	err = tx.CreateInstruction(ctx, &models.Instruction{Kind: why, EmployeeID: reminder.To.ID, HostID: reminder.Host.ID,
		Provider: reminder.Provider, Asked: reminder.Outcome.Action(), MailID: posted.ID, ByID: reminder.By.ID, ByName: reminder.By.Name})
	if err != nil {
		return err
	}
	return tx.Note(ctx, reminder.By, about(reminder.To), "activity.setup.reminded",
		map[string]string{"name": reminder.To.Name, "provider": reminder.Provider.Name()})
}
