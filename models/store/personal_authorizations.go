package store

import (
	"context"
	"fmt"

	"entrevue/models"
)

// LatestPersonal are the newest visits of these employees to Cronofy, one for each provider.
func (r *Reads) LatestPersonal(ctx context.Context, employeeIDs []int64) (map[int64]map[models.Provider]models.PersonalAuthorization, error) {
	var rows []models.PersonalAuthorization
	newest := r.read(ctx).Model(&models.PersonalAuthorization{}).Select("max(id)").
		Where("employee_id in ? and outcome <> ?", employeeIDs, models.PersonalFailed).Group("employee_id, provider")
	if err := r.read(ctx).Where("id in (?)", newest).Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("latest personal authorizations: %w", err)
	}
	found := map[int64]map[models.Provider]models.PersonalAuthorization{}
	for _, row := range rows {
		if found[row.EmployeeID] == nil {
			found[row.EmployeeID] = map[models.Provider]models.PersonalAuthorization{}
		}
		found[row.EmployeeID][row.Provider] = row
	}
	return found, nil
}

// UnsettledPersonal are the visits of an employee of which userinfo may still tell that they have led
// to a connection, the oldest first.
func (r *Reads) UnsettledPersonal(ctx context.Context, employeeID int64) ([]models.PersonalAuthorization, error) {
	var rows []models.PersonalAuthorization
	err := r.read(ctx).Where("employee_id = ? and outcome in ?", employeeID,
		[]models.PersonalOutcome{models.PersonalOpen, models.PersonalRefused}).Order("id").Find(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("unsettled personal authorizations of employee %d: %w", employeeID, err)
	}
	return rows, nil
}

// PersonalByToken finds the visit that a browser comes back from.
func (r *Reads) PersonalByToken(ctx context.Context, token string) (models.PersonalAuthorization, error) {
	var row models.PersonalAuthorization
	if err := r.read(ctx).Take(&row, "token = ?", token).Error; err != nil {
		return row, fmt.Errorf("personal authorization by token: %w", translate(err))
	}
	return row, nil
}

// PersonalToLookAfter are visits whose next look is due.
func (r *Reads) PersonalToLookAfter(ctx context.Context, limit int) ([]models.PersonalAuthorization, error) {
	var rows []models.PersonalAuthorization
	err := r.read(ctx).Where("look_at <= ?", r.Now()).Order("look_at").Limit(limit).Find(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("personal authorizations to look after: %w", err)
	}
	return rows, nil
}

// CreatePersonal inserts a visit and sets its id, token and first look.
func (s *Store) CreatePersonal(ctx context.Context, a *models.PersonalAuthorization) error {
	a.ID, a.Token, a.Outcome, a.CreatedAt = 0, NewToken(), models.PersonalOpen, s.Now()
	a.LookAt = a.NextLook()
	if err := s.write(ctx).Create(a).Error; err != nil {
		return fmt.Errorf("create personal authorization: %w", err)
	}
	return nil
}

// UpdatePersonal keeps what has become of a visit.
func (s *Store) UpdatePersonal(ctx context.Context, a models.PersonalAuthorization) error {
	err := s.write(ctx).Model(&models.PersonalAuthorization{}).Where("id = ?", a.ID).
		Updates(map[string]any{"outcome": a.Outcome, "seen": a.Seen, "returned_at": a.ReturnedAt,
			"look_at": a.NextLook(), "looks": a.Looks}).Error
	if err != nil {
		return fmt.Errorf("update personal authorization %d: %w", a.ID, err)
	}
	return nil
}
