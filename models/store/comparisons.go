package store

import (
	"context"
	"fmt"
	"slices"

	"gorm.io/gorm"

	"entrevue/models"
)

// LatestComparison is the newest one; models.ErrNotFound when calendars were never compared.
func (r *Reads) LatestComparison(ctx context.Context) (models.Comparison, error) {
	var comparison models.Comparison
	if err := r.read(ctx).Order("id desc").Take(&comparison).Error; err != nil {
		return comparison, fmt.Errorf("latest comparison: %w", translate(err))
	}
	return comparison, nil
}

// Comparison is one comparison.
func (r *Reads) Comparison(ctx context.Context, id int64) (models.Comparison, error) {
	var comparison models.Comparison
	if err := r.read(ctx).Take(&comparison, id).Error; err != nil {
		return comparison, fmt.Errorf("comparison %d: %w", id, translate(err))
	}
	return comparison, nil
}

// CreateComparison inserts c, sets its id, and forgets all earlier ones with what they have found.
func (s *Store) CreateComparison(ctx context.Context, c *models.Comparison) error {
	for _, table := range []string{"findings", "comparisons"} {
		if err := s.write(ctx).Exec("delete from " + table).Error; err != nil {
			return fmt.Errorf("forget %s: %w", table, err)
		}
	}
	c.UpdatedAt = s.Now()
	if err := s.write(ctx).Create(c).Error; err != nil {
		return fmt.Errorf("create comparison: %w", err)
	}
	return nil
}

// UpdateComparison writes how far c has come.
func (s *Store) UpdateComparison(ctx context.Context, c models.Comparison) error {
	err := s.write(ctx).Model(&models.Comparison{}).Where("id = ?", c.ID).Updates(map[string]any{
		"ended_at": c.EndedAt, "done": c.Done, "after_id": c.AfterID, "tries": c.Tries, "updated_at": s.Now()}).Error
	if err != nil {
		return fmt.Errorf("update comparison %d: %w", c.ID, err)
	}
	return nil
}

// compared are the employees whose calendars are synchronized, or were until something failed.
func compared(db *gorm.DB) *gorm.DB {
	return db.Table("employees").Where(`id in (select employee_id from employee_calendars)
		or id in (select employee_id from synchronizations where state = ?)`, models.SyncSynchronized)
}

// EmployeesToCompare are those whose calendars are compared, with an id above after.
func (r *Reads) EmployeesToCompare(ctx context.Context, after int64, limit int) ([]int64, error) {
	var ids []int64
	err := r.read(ctx).Table("(?) as c", compared(r.read(ctx)).Select("id")).Where("id > ?", after).Order("id").Limit(limit).Pluck("id", &ids).Error
	if err != nil {
		return nil, fmt.Errorf("employees to compare: %w", err)
	}
	return ids, nil
}

// CountToCompare is how many calendars are compared.
func (r *Reads) CountToCompare(ctx context.Context) (int, error) {
	var count int64
	if err := compared(r.read(ctx)).Count(&count).Error; err != nil {
		return 0, fmt.Errorf("employees to compare: %w", err)
	}
	return int(count), nil
}

// CalendarEventsByEventID are our rows of the events with these ids in calendars.
func (r *Reads) CalendarEventsByEventID(ctx context.Context, eventIDs []string) (map[string]models.CalendarEvent, error) {
	found := make(map[string]models.CalendarEvent, len(eventIDs))
	for part := range slices.Chunk(eventIDs, 500) {
		var list []models.CalendarEvent
		if err := r.read(ctx).Find(&list, "event_id in ?", part).Error; err != nil {
			return nil, fmt.Errorf("calendar events: %w", err)
		}
		for _, event := range list {
			found[event.EventID] = event
		}
	}
	return found, nil
}

// CreateFindings keeps what was found.
func (s *Store) CreateFindings(ctx context.Context, list []models.Finding) error {
	if len(list) == 0 {
		return nil
	}
	if err := s.write(ctx).CreateInBatches(&list, 200).Error; err != nil {
		return fmt.Errorf("create findings: %w", err)
	}
	return nil
}

// FindKeptEvents adds a finding for every event that its calendar refused to remove (FAIL31).
func (s *Store) FindKeptEvents(ctx context.Context, comparisonID int64) error {
	err := s.write(ctx).Exec(`insert into findings (comparison_id, kind, employee_id, interview_id, calendar_event_id, calendar_id, event_id, starts_at, ends_at, found_at)
		select ?, ?, e.employee_id, e.interview_id, e.id, e.calendar_id, e.event_id, i.starts_at, i.ends_at, ?
		from calendar_events e join interviews i on i.id = e.interview_id where e.state = ? order by i.starts_at, e.id`,
		comparisonID, models.FindingKept, s.Now(), models.EventRemovalRefused).Error
	if err != nil {
		return fmt.Errorf("find kept events: %w", err)
	}
	return nil
}

// Finding is one thing that was found.
func (r *Reads) Finding(ctx context.Context, id int64) (models.Finding, error) {
	var list []models.Finding
	if err := r.read(ctx).Limit(1).Find(&list, "id = ?", id).Error; err != nil {
		return models.Finding{}, fmt.Errorf("finding %d: %w", id, err)
	}
	if len(list) == 0 {
		return models.Finding{}, fmt.Errorf("finding %d: %w", id, models.ErrNotFound)
	}
	err := r.addEvents(ctx, list)
	return list[0], err
}

// Findings are everything that a comparison has found, in the order in which that was.
func (r *Reads) Findings(ctx context.Context, comparisonID int64) ([]models.Finding, error) {
	return r.findings(ctx, r.read(ctx).Where("comparison_id = ?", comparisonID))
}

// FindingsToRepair are those whose repair was asked for and has not begun.
func (r *Reads) FindingsToRepair(ctx context.Context, comparisonID int64, limit int) ([]models.Finding, error) {
	return r.findings(ctx, r.read(ctx).Where("comparison_id = ? and asked_at is not null and taken_at is null", comparisonID).Limit(limit))
}

func (r *Reads) findings(ctx context.Context, query *gorm.DB) ([]models.Finding, error) {
	var list []models.Finding
	if err := query.Order("id").Find(&list).Error; err != nil {
		return nil, fmt.Errorf("findings: %w", err)
	}
	return list, r.addEvents(ctx, list)
}

func (r *Reads) addEvents(ctx context.Context, list []models.Finding) error {
	var ids []int64
	for _, finding := range list {
		ids = append(ids, finding.CalendarEventID)
	}
	events := map[int64]models.CalendarEvent{}
	for part := range slices.Chunk(ids, 500) {
		var found []models.CalendarEvent
		if err := r.read(ctx).Find(&found, "id in ?", part).Error; err != nil {
			return fmt.Errorf("events of findings: %w", err)
		}
		for _, event := range found {
			events[event.ID] = event
		}
	}
	for n := range list {
		if event, known := events[list[n].CalendarEventID]; known {
			list[n].Event = &event
		}
	}
	return nil
}

// AskRepair notes who wants these findings repaired.
func (s *Store) AskRepair(ctx context.Context, by int64, ids []int64) error {
	for part := range slices.Chunk(ids, 500) {
		err := s.write(ctx).Model(&models.Finding{}).Where("id in ?", part).Updates(map[string]any{
			"asked_by": by, "asked_at": s.Now(), "taken_at": nil, "outcome": "", "detail": ""}).Error
		if err != nil {
			return fmt.Errorf("ask for repairs: %w", err)
		}
	}
	return nil
}

// UpdateFinding writes how the repair of f goes.
func (s *Store) UpdateFinding(ctx context.Context, f models.Finding) error {
	err := s.write(ctx).Model(&models.Finding{}).Where("id = ?", f.ID).Updates(map[string]any{
		"taken_at": f.TakenAt, "outcome": f.Outcome, "detail": f.Detail}).Error
	if err != nil {
		return fmt.Errorf("update finding %d: %w", f.ID, err)
	}
	return nil
}
