package store

import (
	"context"
	"fmt"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"entrevue/models"
)

type synchronization struct {
	models.Synchronization
	Error            string
	ErrorKey         string
	ErrorDescription string
	SecretHash       []byte
	CallbackURL      []byte
	Code             []byte
}

func (synchronization) TableName() string { return "synchronizations" }

func (row synchronization) model() models.Synchronization {
	row.Refusal = models.SyncRefusal{Error: row.Error, Key: row.ErrorKey, Description: row.ErrorDescription}
	return row.Synchronization
}

// Synchronization is how far an employee's calendar has come; models.ErrNotFound for somebody who
// was never asked for.
func (r *Reads) Synchronization(ctx context.Context, employeeID int64) (models.Synchronization, error) {
	var row synchronization
	if err := r.read(ctx).Take(&row, "employee_id = ?", employeeID).Error; err != nil {
		return row.model(), fmt.Errorf("synchronization of employee %d: %w", employeeID, translate(err))
	}
	return row.model(), nil
}

// SynchronizationBySecret finds the one whose callback address ends with a secret.
func (r *Reads) SynchronizationBySecret(ctx context.Context, secret string) (models.Synchronization, error) {
	var row synchronization
	if err := r.read(ctx).Take(&row, "secret_hash = ?", HashToken(secret)).Error; err != nil {
		return row.model(), fmt.Errorf("synchronization by secret: %w", translate(err))
	}
	return row.model(), nil
}

// Synchronizations are those of these employees.
func (r *Reads) Synchronizations(ctx context.Context, employeeIDs []int64) (map[int64]models.Synchronization, error) {
	var rows []synchronization
	if err := r.read(ctx).Where("employee_id in ?", employeeIDs).Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("synchronizations: %w", err)
	}
	found := make(map[int64]models.Synchronization, len(rows))
	for _, row := range rows {
		found[row.EmployeeID] = row.model()
	}
	return found, nil
}

// CountSynchronizations says how far synchronizing has come for everybody who is synchronized, or is to
// be.
func (r *Reads) CountSynchronizations(ctx context.Context) (models.SyncCounts, error) {
	var rows []struct {
		State                           models.SyncState
		Number, Recent, Checked, Helped int
	}
	err := r.read(ctx).Model(&synchronization{}).
		Select(`state, count(*) as number, count(case when synchronized_at > @recent then 1 end) as recent,
			count(case when problem = @unanswered and retry_at is not null then 1 end) as checked,
			count(case when problem not in @lasting then 1 end) as helped`, map[string]any{
			"recent": r.Now().Add(-time.Minute), "unanswered": models.SyncUnanswered, "lasting": models.SyncLasting()}).
		Where(concerned).Group("state").Find(&rows).Error
	if err != nil {
		return models.SyncCounts{}, fmt.Errorf("count synchronizations: %w", err)
	}
	var counts models.SyncCounts
	for _, row := range rows {
		switch row.State {
		case models.SyncSynchronized:
			counts.Done, counts.Recent = row.Number, row.Recent
		case models.SyncFailed:
			counts.Checked, counts.Failed, counts.Helped = row.Checked, row.Number-row.Checked, row.Helped
		default:
			counts.Pending += row.Number
		}
	}
	return counts, nil
}

// CountOut is how many requests are with Cronofy, or have come back with a code not yet exchanged.
func (r *Reads) CountOut(ctx context.Context) (int, error) {
	var count int64
	err := r.read(ctx).Model(&synchronization{}).
		Where("state in ?", []models.SyncState{models.SyncSending, models.SyncRequested, models.SyncAuthorized}).
		Count(&count).Error
	if err != nil {
		return 0, fmt.Errorf("count requested synchronizations: %w", err)
	}
	return int(count), nil
}

// SynchronizationsIn are those in a state, the longest waiting first.
func (r *Reads) SynchronizationsIn(ctx context.Context, state models.SyncState, limit int) ([]models.Synchronization, error) {
	return r.someSynchronizations(ctx, limit, func(db *gorm.DB) *gorm.DB {
		return db.Where("state = ?", state).Order("requested_at").Order("employee_id")
	})
}

// SynchronizationsStuck are those in a state that entered it before an instant.
func (r *Reads) SynchronizationsStuck(ctx context.Context, state models.SyncState, before time.Time, limit int) ([]models.Synchronization, error) {
	return r.someSynchronizations(ctx, limit, func(db *gorm.DB) *gorm.DB {
		return db.Where("state = ? and requested_at <= ?", state, before.UTC()).Order("employee_id")
	})
}

// SynchronizationsToRepeat are failed ones whose time to try again has come, of people who are still to
// be synchronized.
func (r *Reads) SynchronizationsToRepeat(ctx context.Context, limit int) ([]models.Synchronization, error) {
	return r.someSynchronizations(ctx, limit, func(db *gorm.DB) *gorm.DB {
		return db.Where("retry_at <= ? and state = ?", r.Now(), models.SyncFailed).Where(concerned).Order("retry_at")
	})
}

// SynchronizationsToRead are those whose calendar is to be read again.
func (r *Reads) SynchronizationsToRead(ctx context.Context, limit int) ([]models.Synchronization, error) {
	return r.someSynchronizations(ctx, limit, func(db *gorm.DB) *gorm.DB {
		return db.Where("read_due_at <= ? and state = ?", r.Now(), models.SyncSynchronized).Order("read_due_at")
	})
}

func (r *Reads) someSynchronizations(ctx context.Context, limit int, which func(*gorm.DB) *gorm.DB) ([]models.Synchronization, error) {
	var rows []synchronization
	if err := which(r.read(ctx)).Limit(limit).Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("synchronizations: %w", err)
	}
	list := make([]models.Synchronization, len(rows))
	for i, row := range rows {
		list[i] = row.model()
	}
	return list, nil
}

// SynchronizationCode is the code that came for an employee, with the address it came to. Both are
// needed to exchange it.
func (r *Reads) SynchronizationCode(ctx context.Context, employeeID int64) (code, callbackURL models.Secret, err error) {
	var row synchronization
	if err = r.read(ctx).Take(&row, "employee_id = ?", employeeID).Error; err != nil {
		return code, callbackURL, fmt.Errorf("code of employee %d: %w", employeeID, translate(err))
	}
	if code, err = r.keys.openSecret(row.Code, "synchronizations", employeeID, "code"); err != nil {
		return code, callbackURL, err
	}
	callbackURL, err = r.keys.openSecret(row.CallbackURL, "synchronizations", employeeID, "callback_url")
	return code, callbackURL, err
}

// WantSynchronizations makes a waiting row for each employee who has none, and returns how many
// are new.
func (s *Store) WantSynchronizations(ctx context.Context, employeeIDs []int64) (int64, error) {
	if len(employeeIDs) == 0 {
		return 0, nil
	}
	rows := make([]synchronization, len(employeeIDs))
	for i, id := range employeeIDs {
		rows[i].EmployeeID, rows[i].State = id, models.SyncWaiting
	}
	done := s.write(ctx).Clauses(clause.OnConflict{DoNothing: true}).Create(&rows)
	if done.Error != nil {
		return 0, fmt.Errorf("want synchronizations: %w", done.Error)
	}
	return done.RowsAffected, nil
}

// UpdateSynchronization writes everything of y but its secrets.
func (s *Store) UpdateSynchronization(ctx context.Context, y models.Synchronization) error {
	err := s.write(ctx).Model(&synchronization{}).Where("employee_id = ?", y.EmployeeID).Updates(map[string]any{
		"state": y.State, "problem": y.Problem, "error": y.Refusal.Error, "error_key": y.Refusal.Key,
		"error_description": y.Refusal.Description, "insisted": y.Insisted, "attempts": y.Attempts,
		"requested_at": y.RequestedAt, "failing_since": y.FailingSince, "retry_at": y.RetryAt,
		"synchronized_at": y.SynchronizedAt, "read_due_at": y.ReadDueAt, "silent_since": y.SilentSince}).Error
	if err != nil {
		return fmt.Errorf("update synchronization of employee %d: %w", y.EmployeeID, err)
	}
	return nil
}

// SetCallback gives the synchronization the address that Cronofy will call, which ends with secret.
func (s *Store) SetCallback(ctx context.Context, employeeID int64, secret, address string) error {
	return s.setSyncSecrets(ctx, employeeID, map[string]any{"secret_hash": HashToken(secret), "code": nil,
		"callback_url": s.keys.Seal([]byte(address), "synchronizations", employeeID, "callback_url")})
}

// SetCode keeps the code that came for an employee; the empty one forgets it.
func (s *Store) SetCode(ctx context.Context, employeeID int64, code models.Secret) error {
	return s.setSyncSecrets(ctx, employeeID, map[string]any{
		"code": s.keys.sealSecret(code, "synchronizations", employeeID, "code")})
}

// ForgetCallback ends the address that Cronofy was to call for an employee, with the code that came
// there: what is heard at it later is about another mailbox.
func (s *Store) ForgetCallback(ctx context.Context, employeeID int64) error {
	return s.setSyncSecrets(ctx, employeeID, map[string]any{"secret_hash": nil, "code": nil, "callback_url": nil})
}

func (s *Store) setSyncSecrets(ctx context.Context, employeeID int64, columns map[string]any) error {
	err := s.write(ctx).Model(&synchronization{}).Where("employee_id = ?", employeeID).Updates(columns).Error
	if err != nil {
		return fmt.Errorf("secrets of synchronization of employee %d: %w", employeeID, err)
	}
	return nil
}

// DeleteSynchronization forgets how far an employee's calendar had come, and what it was.
func (s *Store) DeleteSynchronization(ctx context.Context, employeeID int64) error {
	for _, table := range []string{"synchronizations", "employee_calendars"} {
		if err := s.write(ctx).Exec("delete from "+table+" where employee_id = ?", employeeID).Error; err != nil {
			return fmt.Errorf("delete synchronization of employee %d: %w", employeeID, err)
		}
	}
	return nil
}

// DeleteSynchronizations forgets everybody's, after the integration was disconnected.
func (s *Store) DeleteSynchronizations(ctx context.Context) error {
	for _, table := range []string{"synchronizations", "employee_calendars"} {
		if err := s.write(ctx).Exec("delete from " + table).Error; err != nil {
			return fmt.Errorf("delete synchronizations: %w", err)
		}
	}
	return nil
}

// wanted are active employees whose calendars are to be synchronized: those who host interviews and
// everybody who is ever a participant, or all when the administrator says so.
const wanted = `employees.deactivated_at is null and (
	employees.hosts_interviews = true
	or exists (select 1 from installations where id = 1 and synchronize_everyone = true)
	or exists (select 1 from interview_participants p where p.employee_id = employees.id)
	or exists (select 1 from interviews i where i.organizer_id = employees.id or i.host_id = employees.id))`

// concerned are the synchronizations of active employees that anybody is still concerned with: they are
// done, or wanted. Who no longer hosts or takes part in anything neither waits nor has failed.
const concerned = `exists (select 1 from employees where employees.id = synchronizations.employee_id
	and employees.deactivated_at is null and (synchronizations.state = 'synchronized' or (` + wanted + `)))`

// Unsynchronized are employees who are to be synchronized and were never asked for.
func (r *Reads) Unsynchronized(ctx context.Context, limit int) ([]int64, error) {
	var ids []int64
	err := r.read(ctx).Model(&models.Employee{}).Where(wanted).
		Where("not exists (select 1 from synchronizations y where y.employee_id = employees.id)").
		Order("id").Limit(limit).Pluck("id", &ids).Error
	if err != nil {
		return nil, fmt.Errorf("employees to synchronize: %w", err)
	}
	return ids, nil
}

// RepeatFailed puts those failed ones back into the line whom asking again can help, with a new week of
// attempts.
func (s *Store) RepeatFailed(ctx context.Context) error {
	err := s.write(ctx).Model(&synchronization{}).
		Where("state = ? and problem not in ?", models.SyncFailed, models.SyncLasting()).Where(concerned).Updates(map[string]any{
		"state": models.SyncWaiting, "problem": "", "error": "", "error_key": "", "error_description": "",
		"attempts": 0, "failing_since": nil, "retry_at": nil}).Error
	if err != nil {
		return fmt.Errorf("repeat failed synchronizations: %w", err)
	}
	return nil
}

// NoteSilence notes that Cronofy has not answered when an employee's account was read; since when it does
// not, stays.
func (s *Store) NoteSilence(ctx context.Context, employeeID int64) error {
	err := s.write(ctx).Model(&synchronization{}).Where("employee_id = ? and silent_since is null", employeeID).
		Update("silent_since", s.Now()).Error
	if err != nil {
		return fmt.Errorf("silence about employee %d: %w", employeeID, err)
	}
	return nil
}

// AskToRead notes that an employee is to be read out of turn. It answers false when that was asked
// for within the given time, or when nobody can read: the calendar is not synchronized.
func (s *Store) AskToRead(ctx context.Context, employeeID int64, within time.Duration) (bool, error) {
	done := s.write(ctx).Model(&synchronization{}).
		Where("employee_id = ? and state = ? and (read_asked_at is null or read_asked_at <= ?)",
			employeeID, models.SyncSynchronized, s.Now().Add(-within)).
		Update("read_asked_at", s.Now())
	if done.Error != nil {
		return false, fmt.Errorf("ask to read employee %d: %w", employeeID, done.Error)
	}
	return done.RowsAffected == 1, nil
}
