package staffing

import (
	"context"
	"errors"
	"strings"

	"entrevue/models"
	"entrevue/models/store"
)

// Entry is what an administrator says about a person.
type Entry struct {
	Name            string
	Email           string
	Title           string
	Phone           string
	Role            models.Role
	Language        models.Language
	TimeZone        string
	HostsInterviews bool
	SharedMailbox   bool
}

// check notes what cannot be kept and cleans the rest.
func (e *Entry) check(invalid *models.Invalid) {
	e.Name, e.Title, e.Phone = strings.TrimSpace(e.Name), strings.TrimSpace(e.Title), strings.TrimSpace(e.Phone)
	models.CheckText(invalid, "name", e.Name, true, models.MaxName)
	e.Email = models.CheckEmail(invalid, "email", e.Email, true)
	models.CheckText(invalid, "title", e.Title, false, models.MaxTitle)
	models.CheckPhone(invalid, "phone", e.Phone, false)
	if !e.Role.Known() {
		invalid.Add("role", "problem.choose")
	}
	models.CheckLanguage(invalid, "language", e.Language)
	models.CheckTimeZone(invalid, "time_zone", e.TimeZone)
}

func (e *Entry) onto(employee models.Employee) models.Employee {
	employee.Name, employee.Email, employee.Role = e.Name, e.Email, e.Role
	employee.Title, employee.Phone = e.Title, e.Phone
	employee.Language, employee.TimeZone = e.Language, e.TimeZone
	employee.HostsInterviews, employee.SharedMailbox = e.HostsInterviews, e.SharedMailbox
	return employee
}

// Register adds a person and sends the invitation. The same requestID adds one only. It returns
// *models.Invalid for what cannot be kept, also for an address that somebody has already.
func (r *Registrar) Register(ctx context.Context, by models.Actor, requestID string, entry Entry) (int64, error) {
	return r.once(ctx, by, requestID, func(ctx context.Context, tx *store.Store) (int64, error) {
		if err := acceptable(ctx, tx, &entry, 0); err != nil {
			return 0, err
		}
		employee := entry.onto(models.Employee{})
		if err := tx.CreateEmployee(ctx, &employee); err != nil {
			return 0, err
		}
		err := tx.Note(ctx, by, about(employee), "activity.employee.added", named(employee))
		if err != nil {
			return 0, err
		}
		return employee.ID, r.invite(ctx, tx, by, employee)
	})
}

// Update changes a person who is still as seen (models.Employee.Fingerprint); otherwise it returns
// *models.Conflict with the present models.Employee and changes nothing. Another role or address
// ends the sign-ins of the person; another address also ends links that were sent to the old one, and
// the calendar behind it is asked for anew.
func (r *Registrar) Update(ctx context.Context, by models.Actor, id int64, seen string, entry Entry) error {
	return r.change(ctx, by, id, func(ctx context.Context, tx *store.Store, before models.Employee) error {
		if err := acceptable(ctx, tx, &entry, id); err != nil {
			return err
		}
		after := entry.onto(before)
		if after == before {
			return nil
		}
		if before.Fingerprint() != seen {
			return &models.Conflict{Current: before}
		}
		if err := remains(ctx, tx, before, after, "role"); err != nil {
			return err
		}
		if err := r.renew(ctx, tx, before, after); err != nil {
			return err
		}
		return save(ctx, tx, by, after, "activity.employee.updated")
	})
}

// renew ends what was given to the person as they were before, and has another address synchronized.
func (r *Registrar) renew(ctx context.Context, tx *store.Store, before, after models.Employee) error {
	if before.Email != after.Email {
		if err := errors.Join(endLinks(ctx, tx, before), tx.DeleteProviderAccounts(ctx, before.ID), r.Synchronizer.AddressChanged(ctx, tx, before.ID)); err != nil {
			return err
		}
	}
	if before.Email == after.Email && before.Role == after.Role {
		return nil
	}
	return tx.RevokeSignInsOf(ctx, before.ID, 0)
}

func endLinks(ctx context.Context, tx *store.Store, employee models.Employee) error {
	return errors.Join(tx.DeleteLinks(ctx, store.InvitationLink, employee.ID),
		tx.DeleteLinks(ctx, store.ResetLink, employee.ID))
}

// acceptable tells everything that is wrong with an entry about the person with that id: also that
// somebody else has the address.
func acceptable(ctx context.Context, tx *store.Store, entry *Entry, id int64) error {
	invalid := &models.Invalid{}
	entry.check(invalid)
	if _, bad := invalid.Fields["email"]; bad {
		return invalid
	}
	other, err := tx.EmployeeByEmail(ctx, entry.Email)
	switch {
	case errors.Is(err, models.ErrNotFound):
	case err != nil:
		return err
	case other.ID != id:
		invalid.Add("email", "problem.email_taken", "name", other.Name)
	}
	return invalid.Err()
}

// remains refuses a change after which nobody could administer any more.
func remains(ctx context.Context, tx *store.Store, before, after models.Employee, field string) error {
	if !administers(before) || administers(after) {
		return nil
	}
	count, err := tx.Administrators(ctx)
	if err == nil && count < 2 {
		err = models.InvalidField(field, "problem.last_administrator")
	}
	return err
}

func administers(e models.Employee) bool {
	return e.Role == models.RoleAdministrator && e.Active() && e.Joined()
}

func save(ctx context.Context, tx *store.Store, by models.Actor, employee models.Employee, key string) error {
	if err := tx.UpdateEmployee(ctx, employee); err != nil {
		return err
	}
	return tx.Note(ctx, by, about(employee), key, named(employee))
}

func named(e models.Employee) map[string]string { return map[string]string{"employee": e.Name} }
