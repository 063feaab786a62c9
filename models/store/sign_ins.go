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

// CreateSignIn begins one and returns its id.
func (s *Store) CreateSignIn(ctx context.Context, employeeID int64, userAgent string) (int64, error) {
	signIn := models.SignIn{EmployeeID: employeeID, UserAgent: userAgent, CreatedAt: s.Now(), LastSeenAt: s.Now()}
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
