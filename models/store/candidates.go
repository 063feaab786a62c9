package store

import (
	"context"
	"fmt"

	"gorm.io/gorm"

	"entrevue/models"
)

// CandidateFilter narrows a list of candidates. The zero value lists all.
type CandidateFilter struct {
	Query      string // beginnings of words of name and address
	PositionID int64
	Page       Page
}

// Candidate is one candidate by id.
func (r *Reads) Candidate(ctx context.Context, id int64) (models.Candidate, error) {
	var candidate models.Candidate
	if err := r.read(ctx).Take(&candidate, id).Error; err != nil {
		return candidate, fmt.Errorf("candidate %d: %w", id, translate(err))
	}
	return candidate, nil
}

// Candidates lists by name. next is the cursor of the following part, empty at the end.
func (r *Reads) Candidates(ctx context.Context, filter CandidateFilter) (list []models.Candidate, next string, err error) {
	db := filter.Page.after(filter.narrow(r.read(ctx)), "sort_name")
	if err = db.Find(&list).Error; err != nil {
		return nil, "", fmt.Errorf("candidates: %w", err)
	}
	list, next = cut(list, filter.Page, func(c models.Candidate) cursor { return cursor{c.SortName, c.ID} })
	return list, next, nil
}

// CandidatesByID are the candidates with these ids; unknown ids are left out.
func (r *Reads) CandidatesByID(ctx context.Context, ids []int64) (map[int64]models.Candidate, error) {
	var list []models.Candidate
	if err := r.read(ctx).Where("id in ?", ids).Find(&list).Error; err != nil {
		return nil, fmt.Errorf("candidates by id: %w", err)
	}
	found := make(map[int64]models.Candidate, len(list))
	for _, candidate := range list {
		found[candidate.ID] = candidate
	}
	return found, nil
}

func (f CandidateFilter) narrow(db *gorm.DB) *gorm.DB {
	if f.PositionID != 0 {
		db = db.Where("position_id = ?", f.PositionID)
	}
	return matching(db, candidateWords, f.Query)
}

// CreateCandidate inserts c and sets its id.
func (s *Store) CreateCandidate(ctx context.Context, c *models.Candidate) error {
	c.CreatedAt, c.Version, c.SortName = s.Now(), 1, folded(c.Name)
	if err := s.write(ctx).Create(c).Error; err != nil {
		return fmt.Errorf("create candidate: %w", err)
	}
	return s.setWords(ctx, candidateWords, c.ID, c.Name, c.Email)
}

// UpdateCandidate writes everything of c that can change, and its version.
func (s *Store) UpdateCandidate(ctx context.Context, c models.Candidate) error {
	err := s.write(ctx).Model(&models.Candidate{}).Where("id = ?", c.ID).Updates(map[string]any{
		"position_id": c.PositionID, "name": c.Name, "sort_name": folded(c.Name), "email": c.Email, "phone": c.Phone,
		"language": c.Language, "time_zone": c.TimeZone, "applied_on": c.AppliedOn,
		"version": c.Version}).Error
	if err != nil {
		return fmt.Errorf("update candidate %d: %w", c.ID, err)
	}
	return s.setWords(ctx, candidateWords, c.ID, c.Name, c.Email)
}
