package scheduling

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"time"

	"entrevue/models"
	"entrevue/models/store"
)

// grace is how long a candidate's page stays after the interview.
const grace = 14 * 24 * time.Hour

// Book plans an interview and returns it. It answers *models.Invalid about the fields of the form,
// a *models.Gap or *models.Overlap about the start, a *models.Engaged where the candidate has another
// interview then, or a *models.Taken where the host has one (FAIL29). A second sending of the same form
// returns the interview of the first, with *models.Resent where it says something else.
func (s *Scheduler) Book(ctx context.Context, by models.Actor, b Booking) (models.Interview, error) {
	sending := store.Sending{PersonID: by.ID, RequestID: b.RequestID, Entries: b}
	result, err := s.Store.OnceSent(ctx, sending, func(ctx context.Context, tx *store.Store) (string, error) {
		if !models.CanRecruit(by) {
			return "", models.ErrForbidden
		}
		i, err := s.drafted(ctx, tx, by, b)
		if err != nil {
			return "", err
		}
		return strconv.FormatInt(i.ID, 10), s.plan(ctx, tx, by, &i)
	})
	var resent *models.Resent
	if err != nil && !errors.As(err, &resent) {
		return models.Interview{}, fmt.Errorf("book interview: %w", err)
	}
	id, parsing := strconv.ParseInt(result, 10, 64)
	if parsing != nil {
		return models.Interview{}, fmt.Errorf("book interview: %w", parsing)
	}
	i, reading := s.Store.Interview(ctx, id)
	return i, errors.Join(reading, err)
}

// drafted checks what was typed and inserts the interview.
func (s *Scheduler) drafted(ctx context.Context, tx *store.Store, by models.Actor, b Booking) (models.Interview, error) {
	if _, err := tx.Candidate(ctx, b.CandidateID); err != nil {
		return models.Interview{}, err
	}
	i := models.Interview{CandidateID: b.CandidateID, Sending: b.Sending, State: models.InterviewScheduled, Version: 1, HostTurn: 1,
		LinkState: models.LinkNone, CreatedBy: by.ID}
	invalid := &models.Invalid{}
	if !slices.Contains(models.Sendings(), b.Sending) {
		invalid.Add("sending", "problem.choose")
	}
	if err := s.take(ctx, tx, invalid, &i, b.Plan); err != nil {
		return models.Interview{}, err
	}
	if err := s.wantLink(&i, tx.Now()); err != nil {
		return models.Interview{}, err
	}
	return i, tx.CreateInterview(ctx, &i)
}

// plan makes everything that follows from a new interview, in the same transaction.
func (s *Scheduler) plan(ctx context.Context, tx *store.Store, by models.Actor, i *models.Interview) error {
	if _, err := tx.CreateLink(ctx, store.CandidateLink, i.ID, i.EndsAt.Add(grace)); err != nil {
		return err
	}
	if err := s.openTurn(ctx, tx, *i); err != nil {
		return err
	}
	if err := s.Synchronizer.WantSynchronized(ctx, tx, i.ParticipantIDs); err != nil {
		return err
	}
	if err := tx.Note(ctx, by, subject(*i), "activity.interview.planned", nil); err != nil {
		return err
	}
	if err := noteOverlap(ctx, tx, by, *i); err != nil {
		return err
	}
	if err := s.notify(ctx, tx, by, models.Interview{}, *i); err != nil {
		return err
	}
	return s.follow(ctx, tx, i)
}

// follow makes the work that a new version of an interview causes: its event and its mail. The
// interview is written with what was learnt on the way.
func (s *Scheduler) follow(ctx context.Context, tx *store.Store, i *models.Interview) error {
	watch(tx, i)
	if !i.Cancelled() {
		if err := s.renewTurn(ctx, tx, i); err != nil {
			return err
		}
		if err := s.askEvent(ctx, tx, i); err != nil {
			return err
		}
	}
	if err := s.tell(ctx, tx, i); err != nil {
		return err
	}
	return tx.UpdateInterview(ctx, *i)
}
