package store

import (
	"context"
	"fmt"
	"time"

	"entrevue/models"
)

type account struct {
	models.Account
	AccessToken  []byte
	RefreshToken []byte
}

func (account) TableName() string { return "accounts" }

// ServiceAccount stands for the employee id of the company's own grant.
const ServiceAccount int64 = 0

// Account is the living grant of an employee, or of the company for ServiceAccount, without its
// tokens.
func (r *Reads) Account(ctx context.Context, employeeID int64) (models.Account, error) {
	var a models.Account
	err := r.read(ctx).Take(&a, "employee_id = ? and ended_at is null", employeeID).Error
	if err != nil {
		return a, fmt.Errorf("account of employee %d: %w", employeeID, translate(err))
	}
	return a, nil
}

// AccountWithTokens is the living grant of an employee with its tokens opened.
func (r *Reads) AccountWithTokens(ctx context.Context, employeeID int64) (models.Account, models.Tokens, error) {
	var row account
	err := r.read(ctx).Take(&row, "employee_id = ? and ended_at is null", employeeID).Error
	if err != nil {
		return row.Account, models.Tokens{}, fmt.Errorf("account of employee %d: %w", employeeID, translate(err))
	}
	tokens := models.Tokens{ExpiresAt: row.AccessExpiresAt}
	if tokens.Access, err = r.keys.openSecret(row.AccessToken, "accounts", row.ID, "access_token"); err != nil {
		return row.Account, tokens, err
	}
	tokens.Refresh, err = r.keys.openSecret(row.RefreshToken, "accounts", row.ID, "refresh_token")
	return row.Account, tokens, err
}

// AccountByID is a grant, living or ended.
func (r *Reads) AccountByID(ctx context.Context, id int64) (models.Account, error) {
	var a models.Account
	if err := r.read(ctx).Take(&a, id).Error; err != nil {
		return a, fmt.Errorf("account %d: %w", id, translate(err))
	}
	return a, nil
}

// AccountBySub is the living grant of a Cronofy account, whoever it belongs to.
func (r *Reads) AccountBySub(ctx context.Context, sub string) (models.Account, error) {
	var a models.Account
	if err := r.read(ctx).Take(&a, "sub = ? and ended_at is null", sub).Error; err != nil {
		return a, fmt.Errorf("account by sub: %w", translate(err))
	}
	return a, nil
}

// LiveAccounts are living grants of employees and, after all of them, the company's own.
func (r *Reads) LiveAccounts(ctx context.Context, limit int) ([]models.Account, error) {
	var list []models.Account
	err := r.read(ctx).Where("ended_at is null").Order("employee_id desc").Limit(limit).Find(&list).Error
	if err != nil {
		return nil, fmt.Errorf("living accounts: %w", err)
	}
	return list, nil
}

// AccountsOfLeavers are living grants of employees who were deactivated, but for those that somebody
// is at work on.
func (r *Reads) AccountsOfLeavers(ctx context.Context, limit int) ([]models.Account, error) {
	var list []models.Account
	err := r.read(ctx).Where("ended_at is null and (leased_until is null or leased_until <= ?)", r.Now()).
		Where("employee_id in (select id from employees where deactivated_at is not null)").
		Order("id").Limit(limit).Find(&list).Error
	if err != nil {
		return nil, fmt.Errorf("accounts of leavers: %w", err)
	}
	return list, nil
}

// CreateAccount inserts a, sets its id and seals its tokens. Taken tells that the employee or the
// Cronofy account has a living grant already.
func (s *Store) CreateAccount(ctx context.Context, a *models.Account, tokens models.Tokens) error {
	a.CreatedAt = s.Now()
	a.AccessExpiresAt = tokens.ExpiresAt
	if err := s.write(ctx).Create(a).Error; err != nil {
		return fmt.Errorf("create account: %w", err)
	}
	return s.SetTokens(ctx, a.ID, tokens)
}

// SetTokens replaces the tokens of a grant and ends the lease of whoever refreshed them.
func (s *Store) SetTokens(ctx context.Context, id int64, tokens models.Tokens) error {
	err := s.write(ctx).Model(&account{}).Where("id = ? and ended_at is null", id).Updates(map[string]any{
		"access_token":      s.keys.sealSecret(tokens.Access, "accounts", id, "access_token"),
		"refresh_token":     s.keys.sealSecret(tokens.Refresh, "accounts", id, "refresh_token"),
		"access_expires_at": tokens.ExpiresAt.UTC(), "leased_until": nil}).Error
	if err != nil {
		return fmt.Errorf("set tokens of account %d: %w", id, err)
	}
	return nil
}

// LeaseAccount lets one caller refresh a grant until the given instant, as long as its tokens are
// still those that expire at seen. ok is false when somebody else does, or has just done so.
func (s *Store) LeaseAccount(ctx context.Context, a models.Account, until time.Time) (ok bool, err error) {
	done := s.write(ctx).Model(&account{}).
		Where("id = ? and ended_at is null and access_expires_at = ?", a.ID, a.AccessExpiresAt).
		Where("leased_until is null or leased_until <= ?", s.Now()).Update("leased_until", until.UTC())
	if done.Error != nil {
		return false, fmt.Errorf("lease account %d: %w", a.ID, done.Error)
	}
	return done.RowsAffected == 1, nil
}

// ReleaseAccount ends a lease after a refresh that did not come about.
func (s *Store) ReleaseAccount(ctx context.Context, id int64) error {
	err := s.write(ctx).Model(&account{}).Where("id = ?", id).Update("leased_until", nil).Error
	if err != nil {
		return fmt.Errorf("release account %d: %w", id, err)
	}
	return nil
}

// EndAccount drops the tokens of a grant; the row stays as history. It tells whether the grant was
// still living.
func (s *Store) EndAccount(ctx context.Context, id int64) (ended bool, err error) {
	done := s.write(ctx).Model(&account{}).Where("id = ? and ended_at is null", id).Updates(map[string]any{
		"access_token": nil, "refresh_token": nil, "leased_until": nil, "ended_at": s.Now()})
	if done.Error != nil {
		return false, fmt.Errorf("end account %d: %w", id, done.Error)
	}
	return done.RowsAffected == 1, nil
}
