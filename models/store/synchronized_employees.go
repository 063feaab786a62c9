package store

import (
	"context"
	"fmt"
	"time"

	"gorm.io/gorm"

	"entrevue/models"
)

// SyncFilter narrows the list of employees who are synchronized, or are to be. State is empty for
// all; SyncWaiting stands for everything that goes on by itself. NoHosts leaves out who is marked as
// hosting interviews.
type SyncFilter struct {
	Query   string // beginnings of words of name and address
	State   models.SyncState
	NoHosts bool
	Page    Page
}

// SynchronizedEmployees lists them by name, whom CountSynchronizations counts. next is the cursor of the
// following part, empty at the end.
func (r *Reads) SynchronizedEmployees(ctx context.Context, filter SyncFilter) (list []models.Employee, next string, err error) {
	db := r.read(ctx).Where("deactivated_at is null")
	if filter.NoHosts {
		db = db.Where("hosts_interviews = ?", false)
	}
	those := r.read(ctx).Model(&synchronization{}).Select("employee_id").Where(concerned)
	switch filter.State {
	case "":
	case models.SyncSynchronized, models.SyncFailed:
		those = those.Where("state = ?", filter.State)
	default:
		those = those.Where("state not in ?", []models.SyncState{models.SyncSynchronized, models.SyncFailed})
	}
	db = db.Where("id in (?)", those)
	db = filter.Page.after(matching(db, employeeWords, filter.Query), "sort_name")
	if err = db.Find(&list).Error; err != nil {
		return nil, "", fmt.Errorf("synchronized employees: %w", err)
	}
	list, next = cut(list, filter.Page, func(e models.Employee) cursor { return cursor{e.SortName, e.ID} })
	return list, next, nil
}

// CalendarImpact counts what the end of the calendar integration would touch.
func (r *Reads) CalendarImpact(ctx context.Context) (models.Impact, error) {
	var video []models.Method
	for _, provider := range models.Providers() {
		video = append(video, provider.Method())
	}
	impact, err := impactOn(r.read(ctx), video, r.Now())
	if err != nil {
		return impact, fmt.Errorf("impact of disconnecting the calendar: %w", err)
	}
	return impact, nil
}

// ProviderImpact counts what it would touch to switch a provider off.
func (r *Reads) ProviderImpact(ctx context.Context, provider models.Provider) (models.Impact, error) {
	impact, err := impactOn(r.read(ctx).Where("method = ?", provider.Method()), []models.Method{provider.Method()}, r.Now())
	if err != nil {
		return impact, fmt.Errorf("impact of switching off %s: %w", provider, err)
	}
	return impact, nil
}

// impactOn counts interviews to come, and the links among them that were made by one of these methods.
func impactOn(interviews *gorm.DB, made []models.Method, now time.Time) (impact models.Impact, err error) {
	err = interviews.Table("interviews").Select(`count(*) as interviews,
		count(case when method in @made and link_url <> '' then 1 end) as links,
		count(distinct case when method in @made and link_url <> '' and invited_version > 0 then candidate_id end) as invited`,
		map[string]any{"made": made}).
		Where("state = ? and ends_at > ?", models.InterviewScheduled, now).Take(&impact).Error
	return impact, err
}
