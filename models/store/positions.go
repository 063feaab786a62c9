package store

import (
	"context"
	"fmt"

	"entrevue/models"
)

// PositionFilter narrows a list of positions. The zero value lists the open ones.
type PositionFilter struct {
	Query  string // beginnings of words of title and location
	Closed bool   // also those that were closed
	Page   Page
}

// Position is one position by id.
func (r *Reads) Position(ctx context.Context, id int64) (models.Position, error) {
	var position models.Position
	if err := r.read(ctx).Take(&position, id).Error; err != nil {
		return position, fmt.Errorf("position %d: %w", id, translate(err))
	}
	return position, nil
}

// Positions lists by title. next is the cursor of the following part, empty at the end.
func (r *Reads) Positions(ctx context.Context, filter PositionFilter) (list []models.Position, next string, err error) {
	db := r.read(ctx)
	if !filter.Closed {
		db = db.Where("closed_at is null")
	}
	db = filter.Page.after(matching(db, positionWords, filter.Query), "sort_title")
	if err = db.Find(&list).Error; err != nil {
		return nil, "", fmt.Errorf("positions: %w", err)
	}
	list, next = cut(list, filter.Page, func(p models.Position) cursor { return cursor{p.SortTitle, p.ID} })
	return list, next, nil
}

// PositionsByID are the positions with these ids; unknown ids are left out.
func (r *Reads) PositionsByID(ctx context.Context, ids []int64) (map[int64]models.Position, error) {
	var list []models.Position
	if err := r.read(ctx).Where("id in ?", ids).Find(&list).Error; err != nil {
		return nil, fmt.Errorf("positions by id: %w", err)
	}
	found := make(map[int64]models.Position, len(list))
	for _, position := range list {
		found[position.ID] = position
	}
	return found, nil
}

// CreatePosition inserts p and sets its id.
func (s *Store) CreatePosition(ctx context.Context, p *models.Position) error {
	p.CreatedAt, p.Version, p.SortTitle = s.Now(), 1, folded(p.Title)
	if err := s.write(ctx).Create(p).Error; err != nil {
		return fmt.Errorf("create position: %w", err)
	}
	return s.setWords(ctx, positionWords, p.ID, p.Title, p.Location)
}

// UpdatePosition writes everything of p that can change, and its version.
func (s *Store) UpdatePosition(ctx context.Context, p models.Position) error {
	err := s.write(ctx).Model(&models.Position{}).Where("id = ?", p.ID).Updates(map[string]any{
		"title": p.Title, "sort_title": folded(p.Title), "location": p.Location, "version": p.Version, "closed_at": p.ClosedAt}).Error
	if err != nil {
		return fmt.Errorf("update position %d: %w", p.ID, err)
	}
	return s.setWords(ctx, positionWords, p.ID, p.Title, p.Location)
}
