package store

import (
	"context"
	"errors"
	"fmt"

	"entrevue/models"
)

// Hosts are all who are marked as hosting interviews and still work here, by name, with everything
// that the availability table asks about them. It takes the same number of queries for any number.
func (r *Reads) Hosts(ctx context.Context) ([]models.Host, error) {
	var ids []int64
	err := r.read(ctx).Model(&models.Employee{}).Where("hosts_interviews = true and deactivated_at is null").Pluck("id", &ids).Error
	if err != nil {
		return nil, fmt.Errorf("hosts: %w", err)
	}
	known, err := r.known(ctx, ids)
	if err != nil {
		return nil, fmt.Errorf("hosts: %w", err)
	}
	hosts := make([]models.Host, len(known.employees))
	for n, employee := range known.employees {
		hosts[n] = models.Host{Employee: employee, Facts: known.of(employee)}
	}
	return hosts, nil
}

// WizardFacts is what decides about the steps of every provider's set-up, and the hosts behind it.
func (r *Reads) WizardFacts(ctx context.Context) (map[models.Provider]models.WizardFacts, []models.Host, error) {
	hosts, err := r.Hosts(ctx)
	if err != nil {
		return nil, nil, err
	}
	setups, err := r.ProviderSetups(ctx)
	if err != nil {
		return nil, nil, err
	}
	integration, err := r.Integration(ctx)
	if err != nil && !errors.Is(err, models.ErrNotFound) {
		return nil, nil, err
	}
	before, err := r.connectedBefore(ctx)
	if err != nil {
		return nil, nil, err
	}
	facts := make(map[models.Provider]models.WizardFacts, len(models.Providers()))
	for _, provider := range models.Providers() {
		facts[provider] = models.WizardFacts{Integration: integration.Fact(), ConnectedBefore: before,
			Setup: setups[provider], Hosts: models.WizardHosts(provider, hosts)}
	}
	return facts, hosts, nil
}

func (r *Reads) connectedBefore(ctx context.Context) (bool, error) {
	var count int64
	if err := r.read(ctx).Model(&models.Integration{}).Where("connected_at is not null").Count(&count).Error; err != nil {
		return false, fmt.Errorf("calendar connected before: %w", err)
	}
	return count > 0, nil
}
