package store

import (
	"context"
	"fmt"

	"entrevue/models"
)

// MarkPeopleLeft notes for the interviews to come that an employee hosts or organizes whether both, the
// host and the organizer, are active now.
func (s *Store) MarkPeopleLeft(ctx context.Context, employeeID int64) error {
	err := s.write(ctx).Exec(`update interviews set people_left = exists (select 1 from employees
			where employees.id in (interviews.host_id, interviews.organizer_id) and employees.deactivated_at is not null)
		where (host_id = ? or organizer_id = ?) and state = ? and ends_at > ?`,
		employeeID, employeeID, models.InterviewScheduled, s.Now()).Error
	if err != nil {
		return fmt.Errorf("interviews of employee %d: %w", employeeID, err)
	}
	return nil
}

// PeopleLeft are the interviews to come without an active host or organizer that an employee hosts or
// organizes, by start, some at most; without participants.
func (r *Reads) PeopleLeft(ctx context.Context, employeeID int64, limit int) ([]models.Interview, error) {
	var list []models.Interview
	err := r.read(ctx).Where("(host_id = ? or organizer_id = ?) and state = ? and ends_at > ? and people_left = ?",
		employeeID, employeeID, models.InterviewScheduled, r.Now(), true).Order("starts_at, id").Limit(limit).Find(&list).Error
	if err != nil {
		return nil, fmt.Errorf("interviews left by employee %d: %w", employeeID, err)
	}
	return list, nil
}
