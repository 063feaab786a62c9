package staffing

import (
	"context"
	"errors"
	"strconv"

	"entrevue/models"
	"entrevue/models/jobs"
	"entrevue/models/store"
)

// Synchronizer is told of people whose address was changed, in the transaction that changes it: their
// calendar is another one then.
type Synchronizer interface {
	AddressChanged(ctx context.Context, tx *store.Store, employeeID int64) error
}

// Registrar adds, changes and removes people.
type Registrar struct {
	Store        *store.Store
	Queue        *jobs.Queue
	Printer      Printer
	Synchronizer Synchronizer
	MailDomain   string // behind the @ of our Message-IDs
}

func about(e models.Employee) store.Subject { return store.Subject{Kind: "employee", ID: e.ID} }

// once does something that adds people, at most once for one showing of a form: the second sending
// returns what the first one returned. Two sendings at the same moment meet at the row of the
// submission; the later one starts over and finds it.
func (r *Registrar) once(ctx context.Context, by models.Actor, requestID string,
	do func(context.Context, *store.Store) (int64, error),
) (result int64, err error) {
	if requestID == "" {
		return 0, models.InvalidField("", "problem.form_again")
	}
	attempt := func(ctx context.Context, tx *store.Store) error {
		if !models.CanAdminister(by) {
			return models.ErrForbidden
		}
		first, err := tx.Submission(ctx, by.ID, requestID)
		if err == nil {
			result, err = strconv.ParseInt(first, 10, 64)
			return err
		}
		if !errors.Is(err, models.ErrNotFound) {
			return err
		}
		if result, err = do(ctx, tx); err != nil {
			return err
		}
		return tx.CreateSubmission(ctx, by.ID, requestID, strconv.FormatInt(result, 10))
	}
	err = r.Store.Tx(ctx, attempt)
	if store.Taken(err) {
		err = r.Store.Tx(ctx, attempt)
	}
	return result, err
}

// change does something to one employee.
func (r *Registrar) change(ctx context.Context, by models.Actor, id int64,
	do func(context.Context, *store.Store, models.Employee) error,
) error {
	return r.Store.Tx(ctx, func(ctx context.Context, tx *store.Store) error {
		if !models.CanAdminister(by) {
			return models.ErrForbidden
		}
		employee, err := tx.Employee(ctx, id)
		if err != nil {
			return err
		}
		return do(ctx, tx, employee)
	})
}
