package store

import (
	"context"
	"fmt"

	"gorm.io/gorm/clause"

	"entrevue/models"
)

// Profiles are the own provider accounts of these employees, the oldest first.
func (r *Reads) Profiles(ctx context.Context, employeeIDs []int64) (map[int64][]models.Profile, error) {
	var rows []models.Profile
	if err := r.read(ctx).Where("employee_id in ?", employeeIDs).Order("id").Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("conferencing profiles: %w", err)
	}
	found := map[int64][]models.Profile{}
	for _, row := range rows {
		found[row.EmployeeID] = append(found[row.EmployeeID], row)
	}
	return found, nil
}

// SetProfile inserts or replaces what is known about one profile. When it was first seen stays.
func (s *Store) SetProfile(ctx context.Context, p models.Profile) error {
	p.SeenAt, p.CreatedAt = s.Now(), s.Now()
	err := s.write(ctx).Clauses(clause.OnConflict{
		Columns:   []clause.Column{{Name: "employee_id"}, {Name: "profile_id"}},
		DoUpdates: clause.AssignmentColumns([]string{"provider", "name", "connected", "relink_url", "seen_at"}),
	}).Create(&p).Error
	if err != nil {
		return fmt.Errorf("set profile of employee %d: %w", p.EmployeeID, err)
	}
	return nil
}

// DeleteProfile forgets a profile that Cronofy no longer reports.
func (s *Store) DeleteProfile(ctx context.Context, p models.Profile) error {
	if err := s.write(ctx).Delete(&models.Profile{}, "id = ?", p.ID).Error; err != nil {
		return fmt.Errorf("delete profile of employee %d: %w", p.EmployeeID, err)
	}
	return nil
}

// DeleteProfiles forgets all profiles of an employee.
func (s *Store) DeleteProfiles(ctx context.Context, employeeID int64) error {
	if err := s.write(ctx).Delete(&models.Profile{}, "employee_id = ?", employeeID).Error; err != nil {
		return fmt.Errorf("delete profiles of employee %d: %w", employeeID, err)
	}
	return nil
}
