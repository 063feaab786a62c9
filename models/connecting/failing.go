package connecting

import (
	"context"
	"fmt"

	"entrevue/models"
	"entrevue/models/store"
)

// TryAgain forgets what was proven failing between a host and a provider, so that the next link is
// asked for as if nothing had happened. If the cause is still there it is proven again.
func (c *Connector) TryAgain(ctx context.Context, by models.Actor, hostID int64, provider models.Provider) error {
	err := c.Store.Tx(ctx, func(ctx context.Context, tx *store.Store) error {
		if !models.CanRecruit(by) && by.ID != hostID {
			return models.ErrForbidden
		}
		host, err := tx.Employee(ctx, hostID)
		if err != nil {
			return err
		}
		failures, err := tx.ConferencingFailures(ctx, []int64{hostID})
		if err != nil {
			return err
		}
		found := false
		for _, failure := range failures[hostID] {
			if failure.Provider != provider {
				continue
			}
			found = true
			if err := tx.ClearConferencingFailure(ctx, hostID, provider, failure.ProfileID); err != nil {
				return err
			}
		}
		if !found {
			return nil
		}
		return tx.Note(ctx, by, aboutEmployee(hostID), "activity.setup.tried_again",
			map[string]string{"provider": provider.Name(), "host": host.Name})
	})
	if err != nil {
		return fmt.Errorf("try %s of employee %d again: %w", provider, hostID, err)
	}
	return nil
}
