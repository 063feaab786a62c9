package store

import (
	"context"
	"fmt"
	"time"
)

type submission struct {
	EmployeeID int64
	RequestID  string
	Result     string
	CreatedAt  time.Time
}

// Submission is where the first sending of a form led; models.ErrNotFound when it is the first.
func (r *Reads) Submission(ctx context.Context, employeeID int64, requestID string) (string, error) {
	var row submission
	err := r.read(ctx).Take(&row, "employee_id = ? and request_id = ?", employeeID, requestID).Error
	if err != nil {
		return "", fmt.Errorf("submission: %w", translate(err))
	}
	return row.Result, nil
}

// CreateSubmission notes where this sending of a form leads. It belongs into the transaction of its
// effect; Taken tells that another sending was first.
func (s *Store) CreateSubmission(ctx context.Context, employeeID int64, requestID, result string) error {
	row := submission{EmployeeID: employeeID, RequestID: requestID, Result: result, CreatedAt: s.Now()}
	if err := s.write(ctx).Create(&row).Error; err != nil {
		return fmt.Errorf("create submission: %w", err)
	}
	return nil
}
