package connecting

import (
	"context"
	"errors"
	"fmt"

	"entrevue/models"
	"entrevue/models/cronofy"
	"entrevue/models/jobs"
	"entrevue/models/store"
)

// KeepChannel sees to it that Cronofy pushes what happens in an employee's calendar: it opens the
// channel, finds one whose opening lost its answer, and replaces one that Cronofy has closed.
func (c *Connector) KeepChannel(ctx context.Context, job jobs.KeepChannel) error {
	ctx = cronofy.Patiently(ctx)
	channel, err := c.Store.Channel(ctx, job.EmployeeID)
	if err == nil {
		var kept bool
		if kept, err = c.kept(ctx, channel); kept {
			return nil
		}
	}
	if err == nil && channel.ChannelID != "" {
		if err = c.Store.CloseChannels(ctx, job.EmployeeID); err == nil {
			err = models.ErrNotFound
		}
	}
	if errors.Is(err, models.ErrNotFound) {
		channel, err = c.newChannel(ctx, job.EmployeeID)
	}
	if err == nil {
		err = c.open(ctx, channel)
	}
	if errors.Is(err, models.ErrReconnect) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("keep channel of employee %d: %w", job.EmployeeID, err)
	}
	return nil
}

// kept tells whether Cronofy has the channel, and learns its id.
func (c *Connector) kept(ctx context.Context, channel models.Channel) (bool, error) {
	address, err := c.Store.ChannelURL(ctx, channel.ID)
	if err != nil {
		return false, err
	}
	var list []cronofy.Channel
	err = c.as(ctx, channel.EmployeeID, func(token models.Secret) (err error) {
		list, err = c.Cronofy.Channels(ctx, token)
		return err
	})
	if err != nil {
		return false, err
	}
	for _, found := range list {
		if found.CallbackURL == address.Reveal() {
			return true, c.Store.OpenChannel(ctx, channel.ID, found.ID)
		}
	}
	return false, nil
}

func (c *Connector) newChannel(ctx context.Context, employeeID int64) (models.Channel, error) {
	secret := store.NewToken()
	channel := models.Channel{EmployeeID: employeeID}
	err := c.Store.Tx(ctx, func(ctx context.Context, tx *store.Store) error {
		if _, err := tx.Account(ctx, employeeID); err != nil {
			return fmt.Errorf("%w: %w", models.ErrReconnect, err)
		}
		channel.ID = 0
		return tx.CreateChannel(ctx, &channel, secret, c.address(c.Paths.Push(secret)))
	})
	return channel, err
}

func (c *Connector) open(ctx context.Context, channel models.Channel) error {
	address, err := c.Store.ChannelURL(ctx, channel.ID)
	if err != nil {
		return err
	}
	var opened cronofy.Channel
	err = c.as(ctx, channel.EmployeeID, func(token models.Secret) (err error) {
		opened, err = c.Cronofy.CreateChannel(ctx, token, cronofy.Channel{CallbackURL: address.Reveal(), OnlyManaged: true})
		return err
	})
	if err != nil {
		return err
	}
	return c.Store.OpenChannel(ctx, channel.ID, opened.ID)
}
