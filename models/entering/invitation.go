package entering

import (
	"context"
	"strings"

	"entrevue/models"
	"entrevue/models/store"
)

// Acceptance is what an invited person says about themselves.
type Acceptance struct {
	Name     string
	Password string
	Language models.Language
	TimeZone string
}

// Invited is the person an invitation belongs to. It answers models.ErrGone for an invitation that
// was used, replaced, has expired or never existed, and for somebody who is in already.
func (d *Doorkeeper) Invited(ctx context.Context, token string) (models.Employee, error) {
	return invited(ctx, &d.Store.Reads, token)
}

func invited(ctx context.Context, reads *store.Reads, token string) (models.Employee, error) {
	employee, err := owner(ctx, reads, store.InvitationLink, token)
	if err == nil && employee.Joined() {
		err = models.ErrGone
	}
	return employee, err
}

// Accept lets an invited person in, once, and signs them in.
func (d *Doorkeeper) Accept(ctx context.Context, token string, a Acceptance, from Entry) (models.Employee, int64, error) {
	employee, err := d.Invited(ctx, token)
	if err != nil {
		return employee, 0, err
	}
	if err := a.check(employee.Email); err != nil {
		return employee, 0, err
	}
	hashed, err := d.hash(ctx, a.Password)
	if err != nil {
		return employee, 0, err
	}
	var signIn int64
	err = d.Store.Tx(ctx, func(ctx context.Context, tx *store.Store) error {
		employee, err = invited(ctx, &tx.Reads, token)
		if err != nil {
			return err
		}
		employee.Name, employee.Language, employee.TimeZone = a.Name, a.Language, a.TimeZone
		if err := tx.DeleteLinks(ctx, store.InvitationLink, employee.ID); err != nil {
			return err
		}
		if err := setPassword(ctx, tx, employee, hashed, "activity.joined"); err != nil {
			return err
		}
		signIn, err = tx.CreateSignIn(ctx, from.signIn(employee.ID))
		return err
	})
	return employee, signIn, err
}

// check cleans the entries.
func (a *Acceptance) check(email string) error {
	invalid := &models.Invalid{}
	a.Name = strings.TrimSpace(a.Name)
	models.CheckText(invalid, "name", a.Name, true, models.MaxName)
	models.CheckLanguage(invalid, "language", a.Language)
	models.CheckTimeZone(invalid, "time_zone", a.TimeZone)
	checkPassword(invalid, "password", a.Password, email)
	return invalid.Err()
}
