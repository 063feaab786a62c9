package store

import (
	"context"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"entrevue/models"
)

type submission struct {
	EmployeeID  int64
	RequestID   string
	Fingerprint string
	Result      string
	CreatedAt   time.Time
}

// Submission is where the first sending of a form led; models.ErrNotFound when it is the first.
func (r *Reads) Submission(ctx context.Context, employeeID int64, requestID string) (string, error) {
	row, err := r.submission(ctx, employeeID, requestID)
	return row.Result, err
}

func (r *Reads) submission(ctx context.Context, employeeID int64, requestID string) (row submission, err error) {
	err = r.read(ctx).Take(&row, "employee_id = ? and request_id = ?", employeeID, requestID).Error
	if err != nil {
		return submission{}, fmt.Errorf("submission: %w", translate(err))
	}
	return row, nil
}

// CreateSubmission notes where this sending of a form leads. It belongs into the transaction of its
// effect; Taken tells that another sending was first.
func (s *Store) CreateSubmission(ctx context.Context, employeeID int64, requestID, result string) error {
	return s.createSubmission(ctx, submission{EmployeeID: employeeID, RequestID: requestID, Result: result})
}

func (s *Store) createSubmission(ctx context.Context, row submission) error {
	row.CreatedAt = s.Now()
	if err := s.write(ctx).Create(&row).Error; err != nil {
		return fmt.Errorf("create submission: %w", err)
	}
	return nil
}

// Sending is one sending of a form. RequestID names the showing of it, Entries are what was typed into
// it: anything that JSON can write. Without Entries, all sendings of one showing are the same.
type Sending struct {
	PersonID  int64
	RequestID string
	Entries   any
}

// maxRequestID is more than any id that our forms carry.
const maxRequestID = 64

// submission is the sending as it is kept.
func (s Sending) submission() (submission, error) {
	row := submission{EmployeeID: s.PersonID, RequestID: s.RequestID}
	if len(row.RequestID) > maxRequestID { // none of ours, and too long for a key
		row.RequestID = hex.EncodeToString(HashToken(row.RequestID))
	}
	if s.Entries == nil {
		return row, nil
	}
	entries, err := json.Marshal(s.Entries)
	if err != nil {
		return row, fmt.Errorf("fingerprint of a form: %w", err)
	}
	row.Fingerprint = hex.EncodeToString(HashToken(string(entries)))
	return row, nil
}

// again is what a later sending is answered after a first one.
func (first submission) again(later submission) (string, error) {
	if first.Fingerprint != "" && later.Fingerprint != "" && first.Fingerprint != later.Fingerprint {
		return first.Result, &models.Resent{}
	}
	return first.Result, nil
}

// Once runs do in a transaction and keeps its result under the id of the form's showing. A second
// sending of the same form gets that result and has no effect of its own, also when both come at
// once. An empty requestID is never remembered.
func (s *Store) Once(ctx context.Context, employeeID int64, requestID string, do func(context.Context, *Store) (string, error)) (string, error) {
	return s.OnceSent(ctx, Sending{PersonID: employeeID, RequestID: requestID}, do)
}

// OnceSent is Once for a form with entries: sent again with other ones it has no effect, and gets the
// result of the first sending together with *models.Resent.
func (s *Store) OnceSent(ctx context.Context, sending Sending, do func(context.Context, *Store) (string, error)) (result string, err error) {
	row, err := sending.submission()
	if err != nil {
		return "", err
	}
	err = s.Tx(ctx, func(ctx context.Context, tx *Store) error {
		if row.RequestID != "" {
			first, err := tx.submission(ctx, row.EmployeeID, row.RequestID)
			if err == nil {
				result, err = first.again(row)
				return err
			}
			if !errors.Is(err, models.ErrNotFound) {
				return err
			}
		}
		var err error
		if result, err = do(ctx, tx); err != nil || row.RequestID == "" {
			return err
		}
		row.Result = result
		return tx.createSubmission(ctx, row)
	})
	if Taken(err) && row.RequestID != "" {
		if first, found := s.submission(ctx, row.EmployeeID, row.RequestID); found == nil {
			return first.again(row)
		}
	}
	return result, err
}
