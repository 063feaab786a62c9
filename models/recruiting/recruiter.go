package recruiting

import (
	"context"
	"errors"
	"strconv"

	"entrevue/models"
	"entrevue/models/store"
)

// Recruiter keeps positions and candidates. Everything it does needs the right to recruit, which it
// checks itself, and is noted in the activity log in the same transaction.
type Recruiter struct{ store *store.Store }

// New makes a Recruiter who keeps its things in that store.
func New(s *store.Store) *Recruiter { return &Recruiter{store: s} }

// once does something that makes a new thing, at most once for one showing of a form: the second
// sending returns the id that the first one made, with *models.Resent where it says something else.
func (r *Recruiter) once(ctx context.Context, by models.Actor, requestID string, entries any,
	do func(context.Context, *store.Store) (int64, error),
) (int64, error) {
	made, err := r.store.OnceSent(ctx, store.Sending{PersonID: by.ID, RequestID: requestID, Entries: entries}, func(ctx context.Context, tx *store.Store) (string, error) {
		if !models.CanRecruit(by) {
			return "", models.ErrForbidden
		}
		id, err := do(ctx, tx)
		return strconv.FormatInt(id, 10), err
	})
	var resent *models.Resent
	if err != nil && !errors.As(err, &resent) {
		return 0, err
	}
	id, parsing := strconv.ParseInt(made, 10, 64)
	return id, errors.Join(parsing, err)
}

// change does something to a thing that exists.
func (r *Recruiter) change(ctx context.Context, by models.Actor, do func(context.Context, *store.Store) error) error {
	return r.store.Tx(ctx, func(ctx context.Context, tx *store.Store) error {
		if !models.CanRecruit(by) {
			return models.ErrForbidden
		}
		return do(ctx, tx)
	})
}
