package connecting

import (
	"context"
	"errors"
	"fmt"

	"entrevue/models"
	"entrevue/models/jobs"
	"entrevue/models/store"
)

// listedInLoss is how many of the interviews that depend on a lost sign-in its mail names.
const listedInLoss = 5

// following runs what may change whether links can be made for an employee, and lets follow what has to
// when it does: their interviews are looked after, and they are told what they have lost.
func (c *Connector) following(ctx context.Context, tx *store.Store, employeeID int64, change func() error) error {
	before, err := tx.Facts(ctx, []int64{employeeID})
	if err != nil {
		return err
	}
	if err = change(); err != nil {
		return err
	}
	after, err := tx.Facts(ctx, []int64{employeeID})
	if err != nil {
		return err
	}
	if err = c.followHost(ctx, tx, employeeID, turned(before[employeeID], after[employeeID])); err != nil {
		return err
	}
	return c.tellLosses(ctx, tx, employeeID)
}

// turned are the providers with which links can be made now and could not before, or the other way round.
func turned(before, after map[models.Provider]models.Facts) []models.Provider {
	var list []models.Provider
	for _, provider := range models.Providers() {
		was, is := models.Availability(provider, before[provider]), models.Availability(provider, after[provider])
		if was.Ready() != is.Ready() || was.Reason.HostLost() != is.Reason.HostLost() {
			list = append(list, provider)
		}
	}
	return list
}

func (c *Connector) followHost(ctx context.Context, tx *store.Store, employeeID int64, providers []models.Provider) error {
	if len(providers) == 0 {
		return nil
	}
	ahead, err := tx.HostedAhead(ctx, employeeID)
	if err != nil {
		return err
	}
	for _, provider := range providers {
		if ahead[provider.Method()].Interviews == 0 {
			continue
		}
		if err := c.Queue.Enqueue(ctx, tx, jobs.FollowHost{EmployeeID: employeeID, Provider: provider}); err != nil {
			return err
		}
	}
	return nil
}

// tellLosses writes to an employee about each sign-in that was lost, once. Where one comes and goes, a
// few mails a day are enough: the pages say it all the time.
func (c *Connector) tellLosses(ctx context.Context, tx *store.Store, employeeID int64) error {
	employee, err := tx.Employee(ctx, employeeID)
	if err != nil || !employee.Active() {
		return err
	}
	losses, err := tx.LostSignIns(ctx, employee)
	if err != nil {
		return err
	}
	for _, loss := range losses {
		if !loss.Untold() {
			continue
		}
		_, err := tx.Hit(ctx, fmt.Sprintf("lost sign-ins of %d", employeeID), models.LossMails, models.LossMailsWithin)
		var limited *models.Limited
		if errors.As(err, &limited) {
			return nil // with a later reading, if it is still lost then
		}
		if err == nil {
			err = c.tellLoss(ctx, tx, employee, loss)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (c *Connector) tellLoss(ctx context.Context, tx *store.Store, employee models.Employee, loss models.LostSignIn) error {
	now := tx.Now()
	notice := LossNotice{To: employee, Loss: loss, Now: now}
	var err error
	if notice.Installation, err = tx.Installation(ctx); err != nil {
		return err
	}
	hosting := store.Hosting{HostID: employee.ID, Method: loss.Provider.Method()}
	if notice.First, err = tx.FirstHosted(ctx, hosting, listedInLoss); err != nil {
		return err
	}
	notice.MessageID = models.MessageID(notice.Installation.Key, models.MailLoss,
		fmt.Sprintf("account %d lost at %d", loss.Account.ID, loss.Account.LostAt.UnixMicro()), c.MailDomain)
	message, err := c.Printer.LossNotice(notice)
	if err != nil {
		return fmt.Errorf("word a lost sign-in: %w", err)
	}
	loss.Account.LossToldAt = &now
	if err := tx.MarkProfile(ctx, loss.Account); err != nil {
		return err
	}
	return c.post(ctx, tx, models.Mail{MessageID: notice.MessageID, Kind: models.MailLoss, EmployeeID: employee.ID,
		Recipient: employee.Email}, message)
}

// ReadBack notes that a person has read that their sign-in with a provider is back.
func (c *Connector) ReadBack(ctx context.Context, by models.Actor, provider models.Provider) error {
	return c.actPersonally(ctx, by, "read that "+string(provider)+" is back", func(ctx context.Context, tx *store.Store) error {
		profiles, err := tx.Profiles(ctx, []int64{by.ID})
		if err != nil {
			return err
		}
		for _, p := range profiles[by.ID] {
			if p.Provider != provider || p.BackAt == nil {
				continue
			}
			p.BackAt = nil
			if err := tx.MarkProfile(ctx, p); err != nil {
				return err
			}
		}
		return nil
	})
}
