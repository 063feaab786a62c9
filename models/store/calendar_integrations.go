package store

import (
	"context"
	"fmt"

	"entrevue/models"
)

// Integration is the company's calendar connection that is not history yet; models.ErrNotFound
// when nobody has begun one.
func (r *Reads) Integration(ctx context.Context) (models.Integration, error) {
	var integration models.Integration
	if err := r.read(ctx).Take(&integration, "disconnected_at is null").Error; err != nil {
		return integration, fmt.Errorf("calendar integration: %w", translate(err))
	}
	return integration, nil
}

// CreateIntegration inserts i and sets its id. Taken tells that there is a current one already.
func (s *Store) CreateIntegration(ctx context.Context, i *models.Integration) error {
	i.CreatedAt = s.Now()
	if err := s.write(ctx).Create(i).Error; err != nil {
		return fmt.Errorf("create calendar integration: %w", err)
	}
	return nil
}

// UpdateIntegration writes everything of i that can change.
func (s *Store) UpdateIntegration(ctx context.Context, i models.Integration) error {
	err := s.write(ctx).Model(&models.Integration{}).Where("id = ?", i.ID).Updates(map[string]any{
		"system": i.System, "exchange": i.Exchange, "state": i.State, "problem": i.Problem,
		"detail": i.Detail, "domain": i.Domain, "provider": i.Provider, "accepted_by": i.AcceptedBy, "accepted_at": i.AcceptedAt,
		"accepted_text": i.AcceptedText, "connected_by": i.ConnectedBy, "connected_at": i.ConnectedAt,
		"disconnected_at": i.DisconnectedAt}).Error
	if err != nil {
		return fmt.Errorf("update calendar integration %d: %w", i.ID, err)
	}
	return nil
}
