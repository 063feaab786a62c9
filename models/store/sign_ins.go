package store

import (
	"context"
	"fmt"
	"time"

	"entrevue/models"
)

// SignedIn is a sign-in that has not been revoked, with its person, who may have left meanwhile.
func (r *Reads) SignedIn(ctx context.Context, id int64) (models.SignIn, models.Employee, error) {
	var row struct {
		models.Employee
		SignInID   int64
		SignedInAt time.Time
		LastSeenAt time.Time
	}
	err := r.read(ctx).Table("sign_ins").
		Select("employees.*, sign_ins.id as sign_in_id, sign_ins.created_at as signed_in_at, sign_ins.last_seen_at").
		Joins("join employees on employees.id = sign_ins.employee_id").
		Where("sign_ins.id = ? and sign_ins.revoked_at is null", id).Take(&row).Error
	if err != nil {
		return models.SignIn{}, models.Employee{}, fmt.Errorf("sign-in %d: %w", id, translate(err))
	}
	return models.SignIn{ID: row.SignInID, EmployeeID: row.Employee.ID, CreatedAt: row.SignedInAt,
		LastSeenAt: row.LastSeenAt}, row.Employee, nil
}

// SignIns are those of a person that have neither been revoked nor run out, the last used ones first.
func (r *Reads) SignIns(ctx context.Context, employeeID int64, limit int) ([]models.SignIn, error) {
	var list []models.SignIn
	now := r.Now()
	err := r.read(ctx).Where("employee_id = ? and revoked_at is null", employeeID).
		Where("last_seen_at > ? and created_at > ?", now.Add(-models.SignInIdle), now.Add(-models.SignInLasts)).
		Order("last_seen_at desc").Order("id desc").Limit(limit).Find(&list).Error
	if err != nil {
		return nil, fmt.Errorf("sign-ins of employee %d: %w", employeeID, err)
	}
	return list, nil
}

// CreateSignIn begins one for the person it names and returns its id.
func (s *Store) CreateSignIn(ctx context.Context, signIn models.SignIn) (int64, error) {
	signIn.CreatedAt, signIn.LastSeenAt = s.Now(), s.Now()
	if err := s.write(ctx).Create(&signIn).Error; err != nil {
		return 0, fmt.Errorf("create sign-in: %w", err)
	}
	return signIn.ID, nil
}

// TouchSignIn notes that the person is still there.
func (s *Store) TouchSignIn(ctx context.Context, id int64) error {
	err := s.write(ctx).Model(&models.SignIn{}).Where("id = ?", id).Update("last_seen_at", s.Now()).Error
	if err != nil {
		return fmt.Errorf("touch sign-in %d: %w", id, err)
	}
	return nil
}

// RevokeSignIn ends one sign-in.
func (s *Store) RevokeSignIn(ctx context.Context, id int64) error {
	err := s.write(ctx).Model(&models.SignIn{}).Where("id = ? and revoked_at is null", id).
		Update("revoked_at", s.Now()).Error
	if err != nil {
		return fmt.Errorf("revoke sign-in %d: %w", id, err)
	}
	return nil
}

// RevokeOwnSignIn ends one sign-in of a person. It answers models.ErrNotFound when they have none with
// that id.
func (s *Store) RevokeOwnSignIn(ctx context.Context, employeeID, id int64) error {
	var signIn models.SignIn
	if err := s.read(ctx).Take(&signIn, "id = ? and employee_id = ?", id, employeeID).Error; err != nil {
		return fmt.Errorf("sign-in %d: %w", id, translate(err))
	}
	return s.RevokeSignIn(ctx, id)
}

// RevokeSignInsOf ends all sign-ins of a person but the one to keep (0 keeps none).
func (s *Store) RevokeSignInsOf(ctx context.Context, employeeID, keep int64) error {
	err := s.write(ctx).Model(&models.SignIn{}).
		Where("employee_id = ? and id <> ? and revoked_at is null", employeeID, keep).
		Update("revoked_at", s.Now()).Error
	if err != nil {
		return fmt.Errorf("revoke sign-ins of employee %d: %w", employeeID, err)
	}
	return nil
}
