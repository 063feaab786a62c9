package store

import (
	"context"
	"fmt"

	"entrevue/models"
)

// Installation is this company and installation; there is always exactly one.
func (r *Reads) Installation(ctx context.Context) (models.Installation, error) {
	var installation models.Installation
	err := r.read(ctx).Take(&installation, 1).Error
	if err != nil {
		return installation, fmt.Errorf("installation: %w", translate(err))
	}
	return installation, nil
}

// FoundInstallation completes the first run. It answers models.ErrGone when another request was
// first.
func (s *Store) FoundInstallation(ctx context.Context, i models.Installation) error {
	done := s.write(ctx).Model(&models.Installation{}).Where("id = 1 and founded_at is null").
		Updates(map[string]any{"company_name": i.CompanyName, "language": i.Language,
			"time_zone": i.TimeZone, "founded_at": s.Now()})
	if done.Error != nil {
		return fmt.Errorf("found the installation: %w", done.Error)
	}
	if done.RowsAffected == 0 {
		return models.ErrGone
	}
	return nil
}

// UpdateInstallation changes what administrators may change.
func (s *Store) UpdateInstallation(ctx context.Context, i models.Installation) error {
	err := s.write(ctx).Model(&models.Installation{}).Where("id = 1").
		Updates(map[string]any{"company_name": i.CompanyName, "language": i.Language,
			"time_zone": i.TimeZone, "synchronize_everyone": i.SynchronizeEveryone}).Error
	if err != nil {
		return fmt.Errorf("update the installation: %w", err)
	}
	return nil
}
