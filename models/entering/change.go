package entering

import (
	"context"

	"entrevue/models"
	"entrevue/models/store"
)

// PasswordChange is what somebody types to change their password. SignIn is the one that stays.
type PasswordChange struct {
	Current string
	New     string
	SignIn  int64
}

// ChangePassword changes the password of the person who acts and ends their other sign-ins.
func (d *Doorkeeper) ChangePassword(ctx context.Context, by models.Actor, c PasswordChange) error {
	employee, err := d.Store.Employee(ctx, by.ID)
	if err != nil {
		return err
	}
	if _, err := d.Store.Hit(ctx, accountKey(employee.Email), triesOfAccount, tryWindow); err != nil {
		return err
	}
	right, err := d.matches(ctx, c.Current, employee.PasswordHash)
	if err != nil {
		return err
	}
	invalid := &models.Invalid{}
	if !right {
		invalid.Add("current_password", "problem.password_wrong")
	}
	checkPassword(invalid, "password", c.New, employee.Email)
	if err := invalid.Err(); err != nil {
		return err
	}
	hashed, err := d.hash(ctx, c.New)
	if err != nil {
		return err
	}
	return d.Store.Tx(ctx, func(ctx context.Context, tx *store.Store) error {
		employee, err := oneself(ctx, tx, by)
		if err != nil {
			return err
		}
		if err := tx.Forgive(ctx, accountKey(employee.Email)); err != nil {
			return err
		}
		if err := tx.DeleteLinks(ctx, store.ResetLink, employee.ID); err != nil {
			return err
		}
		if err := tx.RevokeSignInsOf(ctx, employee.ID, c.SignIn); err != nil {
			return err
		}
		return setPassword(ctx, tx, employee, hashed, "activity.password_changed")
	})
}
