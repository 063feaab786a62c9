package connecting

import (
	"context"
	"fmt"
	"time"

	"entrevue/models"
	"entrevue/models/cronofy"
	"entrevue/models/jobs"
	"entrevue/models/store"
)

// reachabilityName is the application calendar that is only there to be reached.
func reachabilityName(i models.Installation) string { return "entrevue-" + i.Key }

// StartReachability checks once more whether Cronofy can reach us. One that runs goes on.
func (c *Connector) StartReachability(ctx context.Context, by models.Actor) error {
	return c.act(ctx, by, "check reachability", func(ctx context.Context, tx *store.Store) error {
		check, err := tx.LatestReachability(ctx)
		if err == nil && check.State == models.ReachabilityRunning {
			return nil
		}
		if err := ignoreMissing(err); err != nil {
			return err
		}
		return c.startCheck(ctx, tx, by)
	})
}

// checkUnlessKnown starts a check unless one runs or a good one still holds.
func (c *Connector) checkUnlessKnown(ctx context.Context, tx *store.Store, by models.Actor) error {
	check, err := tx.LatestReachability(ctx)
	if err == nil && (check.State == models.ReachabilityRunning || check.Holds(tx.Now())) {
		return nil
	}
	if err := ignoreMissing(err); err != nil {
		return err
	}
	return c.startCheck(ctx, tx, by)
}

func (c *Connector) startCheck(ctx context.Context, tx *store.Store, by models.Actor) error {
	secret := store.NewToken()
	check := models.ReachabilityCheck{URL: c.address(c.Paths.Reachability("…")), EmployeeID: by.ID}
	if err := tx.CreateReachability(ctx, &check, secret); err != nil {
		return err
	}
	if err := c.Queue.Enqueue(ctx, tx, jobs.CheckReachability{CheckID: check.ID}); err != nil {
		return err
	}
	return c.Queue.EnqueueAt(ctx, tx, jobs.EndReachability{CheckID: check.ID}, tx.Now().Add(models.ReachabilityFor))
}

// CheckReachability opens a push channel on a calendar that belongs to this application alone. The
// verification push that Cronofy sends at once has to arrive here; a request from ourselves to
// ourselves would prove nothing.
func (c *Connector) CheckReachability(ctx context.Context, job jobs.CheckReachability) error {
	check, err := c.Store.ReachabilityCheck(ctx, job.CheckID)
	if err != nil || check.State != models.ReachabilityRunning {
		return err
	}
	if err = c.askToBeReached(ctx, check); err == nil {
		return nil
	}
	problem := models.ReachabilityUnavailable
	switch {
	case keyRefused(err):
		problem = models.ReachabilityKeyRefused
	case status(err) == 422:
		problem = models.ReachabilityAddress
	case c.Store.Now().Sub(check.StartedAt) < models.ReachabilityFor-5*time.Second:
		return fmt.Errorf("check reachability %d: %w", check.ID, err)
	}
	_, settling := c.Store.SettleReachability(ctx, check.ID, models.ReachabilityFailed, problem)
	return settling
}

func (c *Connector) askToBeReached(ctx context.Context, check models.ReachabilityCheck) error {
	address, token, err := c.ownChannel(ctx, check)
	if err != nil {
		return err
	}
	_, err = c.Cronofy.CreateChannel(ctx, token, cronofy.Channel{CallbackURL: address})
	return err
}

// ownChannel is the address that Cronofy is to call for a check, and access to the application's own
// calendar.
func (c *Connector) ownChannel(ctx context.Context, check models.ReachabilityCheck) (address string, token models.Secret, err error) {
	secret, err := c.Store.ReachabilitySecret(ctx, check.ID)
	if err != nil {
		return "", models.Secret{}, err
	}
	installation, err := c.Store.Installation(ctx)
	if err != nil {
		return "", models.Secret{}, err
	}
	tokens, err := c.Cronofy.ApplicationCalendar(ctx, reachabilityName(installation))
	return c.address(c.Paths.Reachability(secret.Reveal())), tokens.Access, err
}

// EndReachability fails a check that nothing came for, and closes every channel of checks that have
// ended: also those of a process that died in between.
func (c *Connector) EndReachability(ctx context.Context, job jobs.EndReachability) error {
	check, err := c.Store.ReachabilityCheck(ctx, job.CheckID)
	if err != nil {
		return err
	}
	if check.State == models.ReachabilityRunning {
		if left := check.StartedAt.Add(models.ReachabilityFor).Sub(c.Store.Now()); left > 0 {
			return jobs.Later(left)
		}
		if _, err = c.Store.SettleReachability(ctx, check.ID, models.ReachabilityFailed, models.ReachabilityNotReached); err != nil {
			return err
		}
	}
	if check.Problem == models.ReachabilityKeyRefused {
		return nil
	}
	if err := c.closeChecks(cronofy.Patiently(ctx), check); err != nil && !keyRefused(err) {
		return fmt.Errorf("end reachability check %d: %w", check.ID, err)
	}
	return nil
}

func (c *Connector) closeChecks(ctx context.Context, check models.ReachabilityCheck) error {
	ours, token, err := c.ownChannel(ctx, check)
	if err != nil {
		return err
	}
	channels, err := c.Cronofy.Channels(ctx, token)
	if err != nil {
		return err
	}
	for _, channel := range channels {
		if channel.CallbackURL != ours {
			continue
		}
		if err := c.Cronofy.CloseChannel(ctx, token, channel.ID); err != nil && status(err) != 404 {
			return err
		}
	}
	return nil
}
