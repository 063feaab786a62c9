package store

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"time"

	"entrevue/models"
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

// maxRequestID is more than any id that our forms carry.
const maxRequestID = 64

// Once runs do in a transaction and keeps its result under the id of the form's showing. A second
// sending of the same form gets that result and has no effect of its own, also when both come at
// once. An empty requestID is never remembered.
func (s *Store) Once(ctx context.Context, employeeID int64, requestID string, do func(context.Context, *Store) (string, error)) (result string, err error) {
	if len(requestID) > maxRequestID { // none of ours, and too long for a key
		requestID = hex.EncodeToString(HashToken(requestID))
	}
	err = s.Tx(ctx, func(ctx context.Context, tx *Store) error {
		if requestID != "" {
			if result, err = tx.Submission(ctx, employeeID, requestID); !errors.Is(err, models.ErrNotFound) {
				return err
			}
		}
		if result, err = do(ctx, tx); err != nil || requestID == "" {
			return err
		}
		return tx.CreateSubmission(ctx, employeeID, requestID, result)
	})
	if Taken(err) && requestID != "" {
		if first, found := s.Submission(ctx, employeeID, requestID); found == nil {
			return first, nil
		}
	}
	return result, err
}
