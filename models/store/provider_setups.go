package store

import (
	"context"
	"errors"
	"fmt"

	"gorm.io/gorm/clause"

	"entrevue/models"
)

// ProviderSetups are what administrators and IT have done about each provider; nothing at first.
func (r *Reads) ProviderSetups(ctx context.Context) (map[models.Provider]models.ProviderSetup, error) {
	var rows []models.ProviderSetup
	if err := r.read(ctx).Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("provider setups: %w", err)
	}
	found := make(map[models.Provider]models.ProviderSetup, len(models.Providers()))
	for _, provider := range models.Providers() {
		found[provider] = models.ProviderSetup{Provider: provider}
	}
	for _, row := range rows {
		found[row.Provider] = row
	}
	return found, nil
}

// ProviderSetup is what administrators and IT have done about one provider; nothing at first.
func (r *Reads) ProviderSetup(ctx context.Context, provider models.Provider) (models.ProviderSetup, error) {
	row := models.ProviderSetup{Provider: provider}
	err := r.read(ctx).Take(&row, "provider = ?", provider).Error
	if err != nil && !errors.Is(translate(err), models.ErrNotFound) {
		return row, fmt.Errorf("setup of %s: %w", provider, err)
	}
	return row, nil
}

// SetProviderSetup replaces everything about one provider.
func (s *Store) SetProviderSetup(ctx context.Context, p models.ProviderSetup) error {
	err := s.write(ctx).Clauses(clause.OnConflict{Columns: []clause.Column{{Name: "provider"}}, UpdateAll: true}).Create(&p).Error
	if err != nil {
		return fmt.Errorf("set up %s: %w", p.Provider, err)
	}
	return nil
}

// BeginSetup keeps and notes that an administrator has begun to set a provider up. Later beginnings
// change nothing.
func (s *Store) BeginSetup(ctx context.Context, by models.Actor, setup *models.ProviderSetup) error {
	if setup.Begun() {
		return nil
	}
	now := s.Now()
	setup.BegunAt = &now
	if err := s.SetProviderSetup(ctx, *setup); err != nil {
		return err
	}
	return s.Note(ctx, by, Subject{Kind: "provider"}, "activity.setup.opened", map[string]string{"provider": setup.Provider.Name()})
}

// ITSetup is the setup that a link of IT's page belongs to. It answers models.ErrGone when the link
// has expired, and models.ErrNotFound for any other token.
func (r *Reads) ITSetup(ctx context.Context, token string) (models.ProviderSetup, error) {
	link, err := r.Link(ctx, ITLink, token)
	if err != nil {
		return models.ProviderSetup{}, err
	}
	for _, provider := range models.Providers() {
		setup := models.ProviderSetup{Provider: provider}
		if setup.Number() == link.OwnerID {
			return r.ProviderSetup(ctx, provider)
		}
	}
	return models.ProviderSetup{}, fmt.Errorf("owner of link %d: %w", link.ID, models.ErrNotFound)
}
