package store

import (
	"context"
	"fmt"

	"entrevue/models"
)

type providerVisit struct {
	models.ProviderVisit
	Verifier []byte
}

func (providerVisit) TableName() string { return "provider_visits" }

// ProviderVisitByState finds the visit to the sign-in provider that a browser comes back from, with its
// verifier.
func (r *Reads) ProviderVisitByState(ctx context.Context, state string) (models.ProviderVisit, models.Secret, error) {
	var row providerVisit
	if err := r.read(ctx).Take(&row, "state_hash = ?", HashToken(state)).Error; err != nil {
		return row.ProviderVisit, models.Secret{}, fmt.Errorf("provider visit: %w", translate(err))
	}
	verifier, err := r.keys.openSecret(row.Verifier, "provider_visits", row.ID, "verifier")
	return row.ProviderVisit, verifier, err
}

// CreateProviderVisit inserts v, sets its id, and keeps the verifier sealed.
func (s *Store) CreateProviderVisit(ctx context.Context, v *models.ProviderVisit, verifier models.Secret) error {
	v.CreatedAt = s.Now()
	v.ExpiresAt = v.CreatedAt.Add(models.ProviderVisitFor)
	if err := s.write(ctx).Create(v).Error; err != nil {
		return fmt.Errorf("create provider visit: %w", err)
	}
	sealed := s.keys.sealSecret(verifier, "provider_visits", v.ID, "verifier")
	if err := s.write(ctx).Model(&providerVisit{}).Where("id = ?", v.ID).Update("verifier", sealed).Error; err != nil {
		return fmt.Errorf("seal provider visit %d: %w", v.ID, err)
	}
	return nil
}

// ConsumeProviderVisit uses a visit up and forgets what it held. It answers models.ErrGone when another
// return was first.
func (s *Store) ConsumeProviderVisit(ctx context.Context, id int64) error {
	done := s.write(ctx).Model(&providerVisit{}).Where("id = ? and consumed_at is null", id).
		Updates(map[string]any{"consumed_at": s.Now(), "verifier": nil, "draft": ""})
	if done.Error != nil {
		return fmt.Errorf("consume provider visit %d: %w", id, done.Error)
	}
	if done.RowsAffected == 0 {
		return fmt.Errorf("consume provider visit %d: %w", id, models.ErrGone)
	}
	return nil
}

// ProviderAccount is whom a subject of an issuer stands for.
func (r *Reads) ProviderAccount(ctx context.Context, issuer, subject string) (models.ProviderAccount, error) {
	return r.providerAccount(ctx, "issuer = ? and subject = ?", issuer, subject)
}

// ProviderAccountOf is the account of an employee at an issuer.
func (r *Reads) ProviderAccountOf(ctx context.Context, issuer string, employeeID int64) (models.ProviderAccount, error) {
	return r.providerAccount(ctx, "issuer = ? and employee_id = ?", issuer, employeeID)
}

func (r *Reads) providerAccount(ctx context.Context, where string, values ...any) (models.ProviderAccount, error) {
	var account models.ProviderAccount
	if err := r.read(ctx).Where(where, values...).Take(&account).Error; err != nil {
		return account, fmt.Errorf("provider account: %w", translate(err))
	}
	return account, nil
}

// CreateProviderAccount inserts a and sets its id. Taken tells that account or employee have another
// counterpart already.
func (s *Store) CreateProviderAccount(ctx context.Context, a *models.ProviderAccount) error {
	a.CreatedAt = s.Now()
	if err := s.write(ctx).Create(a).Error; err != nil {
		return fmt.Errorf("create provider account: %w", err)
	}
	return nil
}

// DeleteProviderAccounts forgets who an employee is at any provider.
func (s *Store) DeleteProviderAccounts(ctx context.Context, employeeID int64) error {
	err := s.write(ctx).Where("employee_id = ?", employeeID).Delete(&models.ProviderAccount{}).Error
	if err != nil {
		return fmt.Errorf("delete provider accounts of employee %d: %w", employeeID, err)
	}
	return nil
}
