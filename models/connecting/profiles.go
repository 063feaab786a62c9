package connecting

import (
	"context"
	"slices"
	"time"

	"entrevue/models"
	"entrevue/models/cronofy"
	"entrevue/models/store"
)

// learnProfiles replaces what is known of the employee's provider accounts. A profile that has
// changed is no longer proven failing.
func (c *Connector) learnProfiles(ctx context.Context, tx *store.Store, employeeID int64, reported []cronofy.ConferencingProfile) error {
	employee, err := tx.Employee(ctx, employeeID)
	if err != nil {
		return err
	}
	all, err := tx.Profiles(ctx, []int64{employeeID})
	if err != nil {
		return err
	}
	missing := map[string]models.Profile{}
	for _, p := range all[employeeID] {
		missing[p.ProfileID] = p
	}
	for _, r := range reported {
		provider, known := models.ProviderByCronofyName(r.ProviderName)
		if !known {
			continue
		}
		before, had := missing[r.ID]
		delete(missing, r.ID)
		now := c.reportedProfile(before, r, tx.Now())
		now.EmployeeID, now.Provider = employeeID, provider
		if !had && models.AsExpected(now.Name, all[employeeID], provider, employee.Email) {
			at := tx.Now()
			now.AcceptedAt = &at
		}
		if err := c.learnProfile(ctx, tx, before, now); err != nil {
			return err
		}
	}
	return c.missProfiles(ctx, tx, missing)
}

// reportedProfile is what Cronofy says now about a profile that may have been known before.
func (c *Connector) reportedProfile(before models.Profile, r cronofy.ConferencingProfile, now time.Time) models.Profile {
	p := before
	p.ProfileID, p.Name, p.Connected, p.RelinkURL = r.ID, models.Shorten(r.Name, 200), r.Connected, ""
	if c.Cronofy.OnApp(r.RelinkURL) {
		p.RelinkURL = r.RelinkURL
	}
	if before.ID == 0 || p.Connected && (!before.Connected || !before.Reported()) {
		p.ConnectedAt = now
	}
	if before.ID != 0 && !before.Reported() {
		p.NotUsedAt, p.DeclinedAt = nil, nil // it was given up at Cronofy, and consented to anew
	}
	p.GoneAt = nil
	return p.Noticed(before, now)
}

func (c *Connector) learnProfile(ctx context.Context, tx *store.Store, before, now models.Profile) error {
	if before.ID != 0 && (before.Connected != now.Connected || before.Name != now.Name) {
		if err := tx.ClearConferencingFailure(ctx, now.EmployeeID, now.Provider, now.ProfileID); err != nil {
			return err
		}
	}
	if err := tx.SetProfile(ctx, now); err != nil || before.ID == 0 || before.Reported() {
		return err
	}
	return tx.MarkProfile(ctx, now) // it is back
}

// missProfiles keeps accounts that Cronofy no longer reports as history: their names tell later
// whether a new account is the expected one.
func (c *Connector) missProfiles(ctx context.Context, tx *store.Store, missing map[string]models.Profile) error {
	for _, p := range missing {
		if !p.Reported() {
			continue
		}
		at := tx.Now()
		before := p
		p.GoneAt, p.Connected = &at, false
		if err := tx.MarkProfile(ctx, p.Noticed(before, at)); err != nil {
			return err
		}
		if err := tx.ClearConferencingFailure(ctx, p.EmployeeID, p.Provider, p.ProfileID); err != nil {
			return err
		}
	}
	return nil
}

// settlePersonal closes the visits that have led to a connection.
func (c *Connector) settlePersonal(ctx context.Context, tx *store.Store, employeeID int64) error {
	visits, err := tx.UnsettledPersonal(ctx, employeeID)
	if err != nil || len(visits) == 0 {
		return err
	}
	profiles, err := tx.Profiles(ctx, []int64{employeeID})
	if err != nil {
		return err
	}
	var noted []string
	for _, visit := range visits {
		at := slices.IndexFunc(profiles[employeeID], visit.LedTo)
		if at < 0 {
			continue
		}
		p := profiles[employeeID][at]
		if err := c.personallyConnected(ctx, tx, visit, p); err != nil {
			return err
		}
		if slices.Contains(noted, p.ProfileID) {
			continue
		}
		noted = append(noted, p.ProfileID)
		if err := proveIT(ctx, tx, visit); err != nil {
			return err
		}
		if err := noteConnected(ctx, tx, visit, p); err != nil {
			return err
		}
	}
	return nil
}

// personallyConnected settles a visit. Whoever connects an account anew uses it again.
func (c *Connector) personallyConnected(ctx context.Context, tx *store.Store, visit models.PersonalAuthorization, p models.Profile) error {
	visit.Outcome = models.PersonalConnected
	if err := tx.UpdatePersonal(ctx, visit); err != nil {
		return err
	}
	if p.NotUsedAt != nil {
		p.NotUsedAt = nil
		if err := tx.MarkProfile(ctx, p); err != nil {
			return err
		}
	}
	return nil
}

// proveIT closes the step of IT again when the person who was sent to an administrator gets in: IT has
// acted, whether it has said so or not.
func proveIT(ctx context.Context, tx *store.Store, visit models.PersonalAuthorization) error {
	setup, err := tx.ProviderSetup(ctx, visit.Provider)
	if err != nil || setup.ITStep() == models.ITConfirmed || setup.ITReopenedAt == nil || setup.ITReopenedBy != visit.EmployeeID {
		return err
	}
	employee, err := tx.Employee(ctx, visit.EmployeeID)
	if err != nil {
		return err
	}
	now := tx.Now()
	setup.ITConfirmedAt, setup.ITConfirmedBy, setup.ITConfirmedOn, setup.ITConfirmerID = &now, employee.Name, "", 0
	if err = tx.SetProviderSetup(ctx, setup); err != nil {
		return err
	}
	return noteSetup(ctx, tx, employee.Actor(), visit.Provider, "activity.setup.it_proved", nil)
}

// noteConnected writes down that an account was connected, once for all visits that led to it.
func noteConnected(ctx context.Context, tx *store.Store, visit models.PersonalAuthorization, p models.Profile) error {
	employee, err := tx.Employee(ctx, visit.EmployeeID)
	if err != nil {
		return err
	}
	return tx.Note(ctx, employee.Actor(), aboutEmployee(visit.EmployeeID), "activity.personal.connected",
		map[string]string{"provider": visit.Provider.Name(), "account": p.Name})
}
