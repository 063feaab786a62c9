package store

import (
	"context"
	"fmt"
	"time"

	"gorm.io/gorm"

	"entrevue/models"
)

// StandingEvent is an event that a calendar has accepted as its interview is now, for an interview to
// come.
type StandingEvent struct {
	models.CalendarEvent `gorm:"embedded"`

	StartsAt, EndsAt time.Time
}

// StandingEvents are those of one employee, the next interview first.
func (r *Reads) StandingEvents(ctx context.Context, employeeID int64, limit int) ([]StandingEvent, error) {
	var list []StandingEvent
	err := standing(r.read(ctx), r.Now()).Select("calendar_events.*, interviews.starts_at, interviews.ends_at").
		Where("calendar_events.employee_id = ?", employeeID).Order("interviews.starts_at, calendar_events.id").Limit(limit).Find(&list).Error
	if err != nil {
		return nil, fmt.Errorf("standing events of employee %d: %w", employeeID, err)
	}
	return list, nil
}

// EmployeesToLookAt are those in whose calendars some event was last compared before an instant.
func (r *Reads) EmployeesToLookAt(ctx context.Context, before time.Time, limit int) ([]int64, error) {
	var ids []int64
	err := standing(r.read(ctx), r.Now()).Where("coalesce(calendar_events.looked_at, calendar_events.accepted_at) < ?", before.UTC()).
		Distinct("calendar_events.employee_id").Limit(limit).Pluck("calendar_events.employee_id", &ids).Error
	if err != nil {
		return nil, fmt.Errorf("employees to look at: %w", err)
	}
	return ids, nil
}

// standing narrows by the start first, by which interviews are found fast among many that are over.
func standing(db *gorm.DB, now time.Time) *gorm.DB {
	return db.Table("calendar_events").
		Joins("join interviews on interviews.id = calendar_events.interview_id and interviews.host_turn = calendar_events.host_turn").
		Where("interviews.starts_at > ? and interviews.ends_at > ? and interviews.state = ?", now.Add(-models.MaxDuration), now, models.InterviewScheduled).
		Where("calendar_events.state = ? and calendar_events.accepted_version = interviews.version", models.EventWritten)
}

// MarkLookedAt notes that the events of an employee are compared now.
func (s *Store) MarkLookedAt(ctx context.Context, employeeID int64) error {
	err := s.write(ctx).Exec("update calendar_events set looked_at = ? where employee_id = ? and state = ?",
		s.Now(), employeeID, models.EventWritten).Error
	if err != nil {
		return fmt.Errorf("mark events of employee %d: %w", employeeID, err)
	}
	return nil
}
