package store

import (
	"context"
	"fmt"

	"entrevue/models"
)

// ProviderSetups are what administrators and IT have done about each provider.
func (r *Reads) ProviderSetups(ctx context.Context) (map[models.Provider]models.ProviderSetup, error) {
	var rows []models.ProviderSetup
	if err := r.read(ctx).Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("provider setups: %w", err)
	}
	found := make(map[models.Provider]models.ProviderSetup, len(rows))
	for _, row := range rows {
		found[row.Provider] = row
	}
	return found, nil
}

// ProviderSetup is what administrators and IT have done about one provider.
func (r *Reads) ProviderSetup(ctx context.Context, provider models.Provider) (models.ProviderSetup, error) {
	var row models.ProviderSetup
	if err := r.read(ctx).Take(&row, "provider = ?", provider).Error; err != nil {
		return row, fmt.Errorf("setup of %s: %w", provider, translate(err))
	}
	return row, nil
}

// UpdateProviderSetup changes everything about one provider.
func (s *Store) UpdateProviderSetup(ctx context.Context, p models.ProviderSetup) error {
	err := s.write(ctx).Model(&models.ProviderSetup{}).Where("provider = ?", p.Provider).
		Updates(map[string]any{"opened_at": p.OpenedAt, "switched_off": p.SwitchedOff, "it_mail": p.ITMail,
			"it_language": p.ITLanguage, "it_asked_at": p.ITAskedAt, "it_visited_at": p.ITVisitedAt,
			"it_confirmed_at": p.ITConfirmedAt, "it_confirmed_by": p.ITConfirmedBy, "it_confirmed_on": p.ITConfirmedOn,
			"it_confirmer_id": p.ITConfirmerID, "it_reopened_at": p.ITReopenedAt, "it_reopened_by": p.ITReopenedBy}).Error
	if err != nil {
		return fmt.Errorf("update setup of %s: %w", p.Provider, err)
	}
	return nil
}
