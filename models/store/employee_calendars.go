package store

import (
	"context"
	"fmt"

	"gorm.io/gorm/clause"

	"entrevue/models"
)

// EmployeeCalendars are the calendars of these employees, as Cronofy last reported them.
func (r *Reads) EmployeeCalendars(ctx context.Context, employeeIDs []int64) (map[int64]models.EmployeeCalendar, error) {
	var rows []models.EmployeeCalendar
	if err := r.read(ctx).Where("employee_id in ?", employeeIDs).Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("employee calendars: %w", err)
	}
	found := make(map[int64]models.EmployeeCalendar, len(rows))
	for _, row := range rows {
		found[row.EmployeeID] = row
	}
	return found, nil
}

// EmployeeCalendar is one employee's calendar; models.ErrNotFound before the first reading.
func (r *Reads) EmployeeCalendar(ctx context.Context, employeeID int64) (models.EmployeeCalendar, error) {
	var calendar models.EmployeeCalendar
	if err := r.read(ctx).Take(&calendar, "employee_id = ?", employeeID).Error; err != nil {
		return calendar, fmt.Errorf("calendar of employee %d: %w", employeeID, translate(err))
	}
	return calendar, nil
}

// CountCalendars says how many synchronized employees have a calendar of each kind.
func (r *Reads) CountCalendars(ctx context.Context) (map[models.CalendarKind]int, error) {
	var rows []struct {
		Kind   models.CalendarKind
		Number int
	}
	err := r.read(ctx).Model(&models.EmployeeCalendar{}).Select("kind, count(*) as number").
		Group("kind").Find(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("count calendars: %w", err)
	}
	counts := make(map[models.CalendarKind]int, len(rows))
	for _, row := range rows {
		counts[row.Kind] = row.Number
	}
	return counts, nil
}

// SetEmployeeCalendar replaces what is known about an employee's calendar.
func (s *Store) SetEmployeeCalendar(ctx context.Context, c models.EmployeeCalendar) error {
	c.ReadAt = s.Now()
	err := s.write(ctx).Clauses(clause.OnConflict{
		Columns: []clause.Column{{Name: "employee_id"}}, UpdateAll: true}).Create(&c).Error
	if err != nil {
		return fmt.Errorf("set calendar of employee %d: %w", c.EmployeeID, err)
	}
	return nil
}
