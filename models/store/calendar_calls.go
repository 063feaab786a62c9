package store

import (
	"context"
	"fmt"
	"time"

	"entrevue/models"
)

// CalendarCalls are the newest calls to Cronofy about an interview, newest first.
func (r *Reads) CalendarCalls(ctx context.Context, interviewID int64, limit int) ([]models.CalendarCall, error) {
	var list []models.CalendarCall
	err := r.read(ctx).Where("interview_id = ?", interviewID).Order("id desc").Limit(limit).Find(&list).Error
	if err != nil {
		return nil, fmt.Errorf("calendar calls of interview %d: %w", interviewID, err)
	}
	return list, nil
}

// BeginCalendarCall writes down what is about to be asked and sets the id of c.
func (s *Store) BeginCalendarCall(ctx context.Context, c *models.CalendarCall) error {
	c.AskedAt, c.Outcome = s.Now(), models.CallUnanswered
	if err := s.write(ctx).Create(c).Error; err != nil {
		return fmt.Errorf("begin calendar call: %w", err)
	}
	return nil
}

// EndCalendarCall writes down how a call was answered.
func (s *Store) EndCalendarCall(ctx context.Context, c models.CalendarCall) error {
	err := s.write(ctx).Model(&models.CalendarCall{}).Where("id = ?", c.ID).Updates(map[string]any{
		"outcome": c.Outcome, "detail": c.Detail, "answered_at": s.Now()}).Error
	if err != nil {
		return fmt.Errorf("end calendar call %d: %w", c.ID, err)
	}
	return nil
}

// ForgetCalendarCalls drops the calls that were asked before an instant.
func (s *Store) ForgetCalendarCalls(ctx context.Context, before time.Time) error {
	if err := s.write(ctx).Where("asked_at < ?", before.UTC()).Delete(&models.CalendarCall{}).Error; err != nil {
		return fmt.Errorf("forget calendar calls: %w", err)
	}
	return nil
}
