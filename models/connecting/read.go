package connecting

import (
	"context"
	"errors"
	"fmt"
	"time"

	"entrevue/models"
	"entrevue/models/cronofy"
	"entrevue/models/jobs"
	"entrevue/models/store"
)

// firstSyncEvery is how often a calendar is read that Cronofy has not finished reading itself. A
// push usually comes first.
const firstSyncEvery = time.Minute

// ReadEmployee reads what Cronofy knows about an employee: it is the only source of what kind of
// calendar there is, whether it makes links, and which provider accounts are connected.
func (c *Connector) ReadEmployee(ctx context.Context, job jobs.ReadEmployee) error {
	return c.readEmployee(cronofy.Patiently(ctx), job.EmployeeID)
}

func (c *Connector) readEmployee(ctx context.Context, employeeID int64) error {
	var info cronofy.UserInfo
	err := c.as(ctx, employeeID, func(token models.Secret) (err error) {
		info, err = c.Cronofy.UserInfo(ctx, token)
		return err
	})
	if errors.Is(err, models.ErrReconnect) {
		return nil // the employee is authorized again, or was disconnected
	}
	if err != nil {
		return fmt.Errorf("read employee %d: %w", employeeID, errors.Join(err, c.Store.NoteSilence(ctx, employeeID)))
	}
	err = c.Store.Tx(ctx, func(ctx context.Context, tx *store.Store) error {
		y, err := tx.Synchronization(ctx, employeeID)
		if err != nil || y.State != models.SyncSynchronized {
			return ignoreMissing(err)
		}
		return c.following(ctx, tx, employeeID, func() error { return c.learn(ctx, tx, y, info) })
	})
	if err != nil {
		return fmt.Errorf("read employee %d: %w", employeeID, err)
	}
	return nil
}

func (c *Connector) learn(ctx context.Context, tx *store.Store, y models.Synchronization, info cronofy.UserInfo) error {
	profile, _ := info.CalendarProfile()
	if err := c.learnCalendar(ctx, tx, y.EmployeeID, profile); err != nil {
		return err
	}
	if err := c.learnProfiles(ctx, tx, y.EmployeeID, info.Conferencing); err != nil {
		return err
	}
	if err := c.settlePersonal(ctx, tx, y.EmployeeID); err != nil {
		return err
	}
	due := tx.Now().Add(models.SyncReadEvery)
	if profile.InitialSyncNeeded {
		due = tx.Now().Add(firstSyncEvery)
	}
	y.ReadDueAt, y.SilentSince = &due, nil
	return tx.UpdateSynchronization(ctx, y)
}

// learnCalendar replaces what is known of the calendar. What was proven about links that the calendar
// makes itself counts for that very calendar only.
func (c *Connector) learnCalendar(ctx context.Context, tx *store.Store, employeeID int64, profile cronofy.Profile) error {
	calendar, _ := profile.Primary()
	known := models.EmployeeCalendar{EmployeeID: employeeID, ProfileID: profile.ID, CalendarID: calendar.ID,
		Kind: cronofy.CalendarKind(profile), ProviderName: profile.ProviderName,
		ProviderProtocol: profile.ProviderProtocol, ProfileName: profile.Name, Connected: profile.Connected,
		Writable: calendar.ID != "" && !calendar.ReadOnly, Integrated: calendar.Integrated}
	if c.Cronofy.OnApp(profile.RelinkURL) {
		known.RelinkURL = profile.RelinkURL
	}
	before, err := tx.EmployeeCalendar(ctx, employeeID)
	if err := ignoreMissing(err); err != nil {
		return err
	}
	if err == nil && (before.ProfileID != known.ProfileID || before.Integrated != known.Integrated) {
		for _, provider := range models.Providers() {
			if err := tx.ClearConferencingFailure(ctx, employeeID, provider, ""); err != nil {
				return err
			}
		}
	}
	return tx.SetEmployeeCalendar(ctx, known)
}
