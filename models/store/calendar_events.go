package store

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"entrevue/models"
)

// CalendarEvent is one event by our own id.
func (r *Reads) CalendarEvent(ctx context.Context, id int64) (models.CalendarEvent, error) {
	var event models.CalendarEvent
	if err := r.read(ctx).Take(&event, id).Error; err != nil {
		return event, fmt.Errorf("calendar event %d: %w", id, translate(err))
	}
	return event, nil
}

// CalendarEventOf is the event of a host turn of an interview.
func (r *Reads) CalendarEventOf(ctx context.Context, interviewID int64, turn int) (models.CalendarEvent, error) {
	var event models.CalendarEvent
	err := r.read(ctx).Take(&event, "interview_id = ? and host_turn = ?", interviewID, turn).Error
	if err != nil {
		return event, fmt.Errorf("calendar event of interview %d: %w", interviewID, translate(err))
	}
	return event, nil
}

// CalendarEventsOf are the events of every host turn of an interview, the first turn first.
func (r *Reads) CalendarEventsOf(ctx context.Context, interviewID int64) ([]models.CalendarEvent, error) {
	var list []models.CalendarEvent
	err := r.read(ctx).Order("host_turn").Find(&list, "interview_id = ?", interviewID).Error
	if err != nil {
		return nil, fmt.Errorf("calendar events of interview %d: %w", interviewID, err)
	}
	return list, nil
}

// CalendarEventsIn lists the events in some states that nothing has moved since an instant.
func (r *Reads) CalendarEventsIn(ctx context.Context, since time.Time, states ...models.EventState) ([]models.CalendarEvent, error) {
	var list []models.CalendarEvent
	err := r.read(ctx).Where("state in ? and updated_at < ?", states, since.UTC()).
		Order("updated_at").Limit(200).Find(&list).Error
	if err != nil {
		return nil, fmt.Errorf("calendar events: %w", err)
	}
	return list, nil
}

// CreateCalendarEvent inserts e and sets its id.
func (s *Store) CreateCalendarEvent(ctx context.Context, e *models.CalendarEvent) error {
	e.UpdatedAt = s.Now()
	if err := s.write(ctx).Create(e).Error; err != nil {
		return fmt.Errorf("create calendar event: %w", err)
	}
	return nil
}

// UpdateCalendarEvent writes everything of e that can change; the lease has its own way.
func (s *Store) UpdateCalendarEvent(ctx context.Context, e models.CalendarEvent) error {
	err := s.write(ctx).Model(&models.CalendarEvent{}).Where("id = ?", e.ID).Updates(map[string]any{
		"calendar_id": e.CalendarID, "state": e.State, "cause": e.Cause, "detail": e.Detail,
		"accepted_version": e.AcceptedVersion, "accepted_at": e.AcceptedAt, "conferencing": e.Conferencing,
		"renew_link": e.RenewLink, "drift_deleted": e.Drift.Deleted, "drift_starts_at": e.Drift.StartsAt, "drift_ends_at": e.Drift.EndsAt,
		"drift_link_gone": e.Drift.LinkGone, "drift_link_url": e.Drift.LinkURL, "drift_other_url": e.Drift.OtherURL,
		"drift_noticed_at": e.Drift.NoticedAt,
		"updated_at":       s.Now()}).Error
	if err != nil {
		return fmt.Errorf("update calendar event %d: %w", e.ID, err)
	}
	return nil
}

// PlaceCalendarEvent fixes the calendar of an event, once. It touches nothing else: the interview may
// be cancelled at this very moment.
func (s *Store) PlaceCalendarEvent(ctx context.Context, id int64, calendarID string) error {
	err := s.write(ctx).Exec("update calendar_events set calendar_id = ? where id = ? and calendar_id = ''", calendarID, id).Error
	if err != nil {
		return fmt.Errorf("place calendar event %d: %w", id, err)
	}
	return nil
}

// InviteToCalendarEvent remembers who is invited to an event whose lease the caller holds, before they
// are: whoever leaves has to be taken off the event, even if nobody heard that the invitation was accepted.
func (s *Store) InviteToCalendarEvent(ctx context.Context, event models.CalendarEvent, emails []string) error {
	known := strings.Fields(event.Invited)
	for _, email := range emails {
		if !slices.Contains(known, email) {
			known = append(known, email)
		}
	}
	invited := strings.Join(known, "\n")
	if invited == event.Invited {
		return nil
	}
	err := s.write(ctx).Model(&models.CalendarEvent{}).Where("id = ?", event.ID).Update("invited", invited).Error
	if err != nil {
		return fmt.Errorf("invite to calendar event %d: %w", event.ID, err)
	}
	return nil
}

// LeaseCalendarEvent takes the right to call Cronofy about an event until an instant; taken is
// false while somebody else holds it. Releasing sets it free before its time.
func (s *Store) LeaseCalendarEvent(ctx context.Context, id int64, until time.Time) (taken bool, err error) {
	return s.lease(ctx, "calendar_events", id, until)
}

// ReleaseCalendarEvent gives back the lease that was taken until then; that of somebody else stays.
func (s *Store) ReleaseCalendarEvent(ctx context.Context, id int64, until time.Time) error {
	return s.release(ctx, "calendar_events", id, until)
}

func (s *Store) lease(ctx context.Context, table string, id int64, until time.Time) (taken bool, err error) {
	done := s.write(ctx).Exec("update "+table+" set leased_until = ? where id = ? and (leased_until is null or leased_until <= ?)",
		until.UTC(), id, s.Now())
	if done.Error != nil {
		return false, fmt.Errorf("lease %d of %s: %w", id, table, done.Error)
	}
	return done.RowsAffected == 1, nil
}

func (s *Store) release(ctx context.Context, table string, id int64, until time.Time) error {
	err := s.write(ctx).Exec("update "+table+" set leased_until = null where id = ? and leased_until = ?", id, until.UTC()).Error
	if err != nil {
		return fmt.Errorf("release %d of %s: %w", id, table, err)
	}
	return nil
}

// ReleaseLeases frees what a killed process held. Only SQLite may do that at once, where this
// process is the only one; on PostgreSQL another may be talking, and leases end by themselves.
func (s *Store) ReleaseLeases(ctx context.Context) error {
	if s.Postgres() {
		return nil
	}
	for _, table := range []string{"calendar_events", "test_links", "accounts"} {
		if err := s.write(ctx).Exec("update " + table + " set leased_until = null where leased_until is not null").Error; err != nil {
			return fmt.Errorf("release leases: %w", err)
		}
	}
	return nil
}
