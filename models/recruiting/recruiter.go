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
// sending returns the id that the first one made. Two sendings at the same moment meet at the
// row of the submission; the later one starts over and finds it.
func (r *Recruiter) once(ctx context.Context, by models.Actor, requestID string,
	do func(context.Context, *store.Store) (int64, error),
) (id int64, err error) {
	attempt := func(ctx context.Context, tx *store.Store) error {
		if !models.CanRecruit(by) {
			return models.ErrForbidden
		}
		first, err := tx.Submission(ctx, by.ID, requestID)
		if err == nil {
			id, err = strconv.ParseInt(first, 10, 64)
			return err
		}
		if !errors.Is(err, models.ErrNotFound) {
			return err
		}
		if id, err = do(ctx, tx); err != nil {
			return err
		}
		return tx.CreateSubmission(ctx, by.ID, requestID, strconv.FormatInt(id, 10))
	}
	err = r.store.Tx(ctx, attempt)
	if store.Taken(err) {
		err = r.store.Tx(ctx, attempt)
	}
	return id, err
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
