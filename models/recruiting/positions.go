package recruiting

import (
	"context"
	"fmt"
	"strings"

	"entrevue/models"
	"entrevue/models/store"
)

// PositionEntry is what a recruiter types about a position.
type PositionEntry struct{ Title, Location string }

func (e PositionEntry) onto(p *models.Position) error {
	p.Title, p.Location = strings.TrimSpace(e.Title), strings.TrimSpace(e.Location)
	return p.Check()
}

// CreatePosition adds a position. The same requestID makes it once only: the id of the first is returned,
// with *models.Resent where the entries are others. It returns *models.Invalid for what cannot be kept.
func (r *Recruiter) CreatePosition(ctx context.Context, by models.Actor, requestID string, entry PositionEntry) (int64, error) {
	var position models.Position
	if err := entry.onto(&position); err != nil {
		return 0, err
	}
	id, err := r.once(ctx, by, requestID, entry, func(ctx context.Context, tx *store.Store) (int64, error) {
		added := position
		if err := tx.CreatePosition(ctx, &added); err != nil {
			return 0, err
		}
		return added.ID, notePosition(ctx, tx, by, added, "activity.position.created")
	})
	if err != nil {
		return id, fmt.Errorf("create position: %w", err)
	}
	return id, nil
}

// UpdatePosition changes a position that is still at that version; otherwise it returns
// *models.Conflict with the present models.Position and changes nothing.
func (r *Recruiter) UpdatePosition(ctx context.Context, by models.Actor, id int64, version int, entry PositionEntry) error {
	err := r.change(ctx, by, func(ctx context.Context, tx *store.Store) error {
		position, err := tx.Position(ctx, id)
		if err != nil {
			return err
		}
		if position.Version != version {
			return &models.Conflict{Current: position}
		}
		if err := entry.onto(&position); err != nil {
			return err
		}
		return savePosition(ctx, tx, by, position, "activity.position.updated")
	})
	if err != nil {
		return fmt.Errorf("update position %d: %w", id, err)
	}
	return nil
}

// ClosePosition ends a position: it takes no new candidates. A closed one stays closed.
func (r *Recruiter) ClosePosition(ctx context.Context, by models.Actor, id int64) error {
	err := r.change(ctx, by, func(ctx context.Context, tx *store.Store) error {
		position, err := tx.Position(ctx, id)
		if err != nil || !position.Open() {
			return err
		}
		now := tx.Now()
		position.ClosedAt = &now
		return savePosition(ctx, tx, by, position, "activity.position.closed")
	})
	if err != nil {
		return fmt.Errorf("close position %d: %w", id, err)
	}
	return nil
}

// OpenPosition takes a closed position up again. An open one stays open.
func (r *Recruiter) OpenPosition(ctx context.Context, by models.Actor, id int64) error {
	err := r.change(ctx, by, func(ctx context.Context, tx *store.Store) error {
		position, err := tx.Position(ctx, id)
		if err != nil || position.Open() {
			return err
		}
		position.ClosedAt = nil
		return savePosition(ctx, tx, by, position, "activity.position.opened")
	})
	if err != nil {
		return fmt.Errorf("open position %d: %w", id, err)
	}
	return nil
}

func savePosition(ctx context.Context, tx *store.Store, by models.Actor, position models.Position, key string) error {
	position.Version++
	if err := tx.UpdatePosition(ctx, position); err != nil {
		return err
	}
	return notePosition(ctx, tx, by, position, key)
}

func notePosition(ctx context.Context, tx *store.Store, by models.Actor, position models.Position, key string) error {
	about := store.Subject{Kind: "position", ID: position.ID}
	return tx.Note(ctx, by, about, key, map[string]string{"position": position.Title})
}
