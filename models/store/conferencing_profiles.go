package store

import (
	"context"
	"fmt"

	"gorm.io/gorm/clause"

	"entrevue/models"
)

// Profiles are the own provider accounts of these employees, the oldest first; also those that
// Cronofy no longer reports.
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

// Profile is one provider account of an employee; models.ErrNotFound for somebody else's.
func (r *Reads) Profile(ctx context.Context, employeeID, id int64) (models.Profile, error) {
	var row models.Profile
	if err := r.read(ctx).Take(&row, "id = ? and employee_id = ?", id, employeeID).Error; err != nil {
		return row, fmt.Errorf("conferencing profile %d: %w", id, translate(err))
	}
	return row, nil
}

// SetProfile inserts or replaces what Cronofy reports about one profile. When it was first seen
// stays, and so do the person's marks on a known one.
func (s *Store) SetProfile(ctx context.Context, p models.Profile) error {
	p.ID, p.SeenAt, p.CreatedAt, p.GoneAt = 0, s.Now(), s.Now(), nil
	err := s.write(ctx).Clauses(clause.OnConflict{
		Columns: []clause.Column{{Name: "employee_id"}, {Name: "profile_id"}},
		DoUpdates: clause.AssignmentColumns([]string{"provider", "name", "connected", "relink_url", "seen_at", "connected_at", "gone_at",
			"lost_at", "loss_told_at", "back_at"}),
	}).Create(&p).Error
	if err != nil {
		return fmt.Errorf("set profile of employee %d: %w", p.EmployeeID, err)
	}
	return nil
}

// MarkProfile keeps the person's own marks on a profile, since when it is gone, and what its owner knows of
// that.
func (s *Store) MarkProfile(ctx context.Context, p models.Profile) error {
	err := s.write(ctx).Model(&models.Profile{}).Where("id = ?", p.ID).
		Updates(map[string]any{"accepted_at": p.AcceptedAt, "declined_at": p.DeclinedAt, "chosen_at": p.ChosenAt,
			"not_used_at": p.NotUsedAt, "gone_at": p.GoneAt, "connected": p.Connected,
			"lost_at": p.LostAt, "loss_told_at": p.LossToldAt, "back_at": p.BackAt}).Error
	if err != nil {
		return fmt.Errorf("mark profile of employee %d: %w", p.EmployeeID, err)
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
