package store

import (
	"context"
	"fmt"

	"gorm.io/gorm/clause"

	"entrevue/models"
)

// ConferencingFailures are what is proven failing for these employees.
func (r *Reads) ConferencingFailures(ctx context.Context, employeeIDs []int64) (map[int64][]models.ConferencingFailure, error) {
	var rows []models.ConferencingFailure
	if err := r.read(ctx).Where("employee_id in ?", employeeIDs).Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("conferencing failures: %w", err)
	}
	found := map[int64][]models.ConferencingFailure{}
	for _, row := range rows {
		found[row.EmployeeID] = append(found[row.EmployeeID], row)
	}
	return found, nil
}

// SetConferencingFailure keeps the newest cause for a host, a provider and a way of making links.
func (s *Store) SetConferencingFailure(ctx context.Context, f models.ConferencingFailure) error {
	f.FailedAt = s.Now()
	err := s.write(ctx).Clauses(clause.OnConflict{
		Columns:   []clause.Column{{Name: "employee_id"}, {Name: "provider"}, {Name: "profile_id"}},
		UpdateAll: true}).Create(&f).Error
	if err != nil {
		return fmt.Errorf("set failure of employee %d: %w", f.EmployeeID, err)
	}
	return nil
}

// ClearConferencingFailure forgets a cause: after a success, a change of the profile, or because
// somebody wants to try again.
func (s *Store) ClearConferencingFailure(ctx context.Context, employeeID int64, provider models.Provider, profileID string) error {
	err := s.write(ctx).Delete(&models.ConferencingFailure{},
		"employee_id = ? and provider = ? and profile_id = ?", employeeID, provider, profileID).Error
	if err != nil {
		return fmt.Errorf("clear failure of employee %d: %w", employeeID, err)
	}
	return nil
}
