package recruiting

import (
	"context"
	"errors"
	"fmt"
	"time"

	"entrevue/models"
	"entrevue/models/store"
)

// CandidateEntry is what a recruiter types about a candidate.
type CandidateEntry struct {
	Name, Email, Phone string
	Language           models.Language
	TimeZone           string
	PositionID         int64
	AppliedOn          string
}

// onto puts the entry onto a candidate.
func (e CandidateEntry) onto(c *models.Candidate, now time.Time) error {
	c.Name, c.Email, c.Phone = e.Name, e.Email, e.Phone
	c.Language, c.TimeZone = e.Language, e.TimeZone
	c.PositionID, c.AppliedOn = e.PositionID, e.AppliedOn
	return c.Clean(models.LatestDay(now))
}

// CreateCandidate adds a candidate for an open position. The same requestID makes it once only: the id of
// the first is returned, with *models.Resent where the entries are others. It returns *models.Invalid for
// what cannot be kept.
func (r *Recruiter) CreateCandidate(ctx context.Context, by models.Actor, requestID string, entry CandidateEntry) (int64, error) {
	var candidate models.Candidate
	if err := entry.onto(&candidate, r.store.Now()); err != nil {
		return 0, err
	}
	id, err := r.once(ctx, by, requestID, entry, func(ctx context.Context, tx *store.Store) (int64, error) {
		added := candidate
		if err := checkPosition(ctx, tx, 0, added.PositionID); err != nil {
			return 0, err
		}
		if err := tx.CreateCandidate(ctx, &added); err != nil {
			return 0, err
		}
		return added.ID, noteCandidate(ctx, tx, by, added, "activity.candidate.created")
	})
	if err != nil {
		return id, fmt.Errorf("create candidate: %w", err)
	}
	return id, nil
}

// UpdateCandidate changes a candidate who is still at that version; otherwise it returns
// *models.Conflict with the present models.Candidate and changes nothing.
func (r *Recruiter) UpdateCandidate(ctx context.Context, by models.Actor, id int64, version int, entry CandidateEntry) error {
	err := r.change(ctx, by, func(ctx context.Context, tx *store.Store) error {
		candidate, err := tx.Candidate(ctx, id)
		if err != nil {
			return err
		}
		if candidate.Version != version {
			return &models.Conflict{Current: candidate}
		}
		former := candidate.PositionID
		if err := entry.onto(&candidate, tx.Now()); err != nil {
			return err
		}
		if err := checkPosition(ctx, tx, former, candidate.PositionID); err != nil {
			return err
		}
		candidate.Version++
		if err := tx.UpdateCandidate(ctx, candidate); err != nil {
			return err
		}
		return noteCandidate(ctx, tx, by, candidate, "activity.candidate.updated")
	})
	if err != nil {
		return fmt.Errorf("update candidate %d: %w", id, err)
	}
	return nil
}

// checkPosition refuses positions that do not exist, and closed ones unless the candidate had
// applied for it before.
func checkPosition(ctx context.Context, tx *store.Store, former, wanted int64) error {
	position, err := tx.Position(ctx, wanted)
	if errors.Is(err, models.ErrNotFound) {
		return models.InvalidField("position", "problem.choose")
	}
	if err == nil && !position.Open() && wanted != former {
		return models.InvalidField("position", "problem.position_closed", "position", position.Title)
	}
	return err
}

func noteCandidate(ctx context.Context, tx *store.Store, by models.Actor, candidate models.Candidate, key string) error {
	about := store.Subject{Kind: "candidate", ID: candidate.ID}
	return tx.Note(ctx, by, about, key, map[string]string{"candidate": candidate.Name})
}
