package staffing

import (
	"context"

	"entrevue/models"
	"entrevue/models/store"
)

// Deactivate takes somebody out: from the next request on they are nobody, and no link of theirs
// works. What they did stays. The last administrator stays, too.
func (r *Registrar) Deactivate(ctx context.Context, by models.Actor, id int64) error {
	return r.change(ctx, by, id, func(ctx context.Context, tx *store.Store, before models.Employee) error {
		if !before.Active() {
			return nil
		}
		now, after := tx.Now(), before
		after.DeactivatedAt = &now
		if err := remains(ctx, tx, before, after, ""); err != nil {
			return err
		}
		if err := endLinks(ctx, tx, before); err != nil {
			return err
		}
		if err := tx.RevokeSignInsOf(ctx, id, 0); err != nil {
			return err
		}
		return save(ctx, tx, by, after, "activity.employee.deactivated")
	})
}

// Activate takes somebody back, with the password they had.
func (r *Registrar) Activate(ctx context.Context, by models.Actor, id int64) error {
	return r.change(ctx, by, id, func(ctx context.Context, tx *store.Store, employee models.Employee) error {
		if employee.Active() {
			return nil
		}
		employee.DeactivatedAt = nil
		return save(ctx, tx, by, employee, "activity.employee.activated")
	})
}
