package store

import (
	"context"
	"fmt"
	"slices"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"entrevue/models"
)

// TestLink is one test link with its steps.
func (r *Reads) TestLink(ctx context.Context, id int64) (models.TestLink, error) {
	var test models.TestLink
	if err := r.read(ctx).Take(&test, id).Error; err != nil {
		return test, fmt.Errorf("test link %d: %w", id, translate(err))
	}
	list := []models.TestLink{test}
	err := r.addSteps(ctx, list)
	return list[0], err
}

// TestLinks are the newest test links of a provider, newest first.
func (r *Reads) TestLinks(ctx context.Context, provider models.Provider, limit int) ([]models.TestLink, error) {
	return r.testLinks(ctx, r.read(ctx).Where("provider = ?", provider).Order("id desc").Limit(limit))
}

// LatestTestResults are the newest test links of each provider that have come to a result.
func (r *Reads) LatestTestResults(ctx context.Context) (map[models.Provider]models.TestLink, error) {
	failed := r.read(ctx).Model(&models.TestLinkStep{}).Select("test_link_id").Where("state = ?", models.TestFailed)
	newest := r.read(ctx).Model(&models.TestLink{}).Select("max(id)").
		Where("ended_at is not null or id in (?)", failed).Group("provider")
	list, err := r.testLinks(ctx, r.read(ctx).Where("id in (?)", newest))
	latest := make(map[models.Provider]models.TestLink, len(list))
	for _, test := range list {
		latest[test.Provider] = test
	}
	return latest, err
}

// OpenTestLink is the test link of a host and a provider that has not ended; models.ErrNotFound when
// there is none.
func (r *Reads) OpenTestLink(ctx context.Context, provider models.Provider, employeeID int64) (models.TestLink, error) {
	list, err := r.testLinks(ctx, r.read(ctx).Where("provider = ? and employee_id = ? and ended_at is null", provider, employeeID).Limit(1))
	if err == nil && len(list) == 0 {
		err = fmt.Errorf("open test link of employee %d: %w", employeeID, models.ErrNotFound)
	}
	if err != nil {
		return models.TestLink{}, err
	}
	return list[0], nil
}

// StandingTestLinks are the test links that have not ended, and those since an instant whose event
// was kept by its calendar; of both only what nothing has moved since the other instant.
func (r *Reads) StandingTestLinks(ctx context.Context, keptSince, movedBefore time.Time, limit int) ([]models.TestLink, error) {
	kept := r.read(ctx).Model(&models.TestLinkStep{}).Select("test_link_id").
		Where("step = ? and state <> ?", models.TestRemove, models.TestDone)
	return r.testLinks(ctx, r.read(ctx).Where("ended_at is null or ended_at >= ? and id in (?)", keptSince.UTC(), kept).
		Where("updated_at < ?", movedBefore.UTC()).Order("updated_at").Limit(limit))
}

func (r *Reads) testLinks(ctx context.Context, query *gorm.DB) ([]models.TestLink, error) {
	var list []models.TestLink
	if err := query.Find(&list).Error; err != nil {
		return nil, fmt.Errorf("test links: %w", err)
	}
	return list, r.addSteps(ctx, list)
}

func (r *Reads) addSteps(ctx context.Context, list []models.TestLink) error {
	ids := make([]int64, len(list))
	for n, test := range list {
		ids[n] = test.ID
	}
	var steps []models.TestLinkStep
	if err := r.read(ctx).Where("test_link_id in ?", ids).Find(&steps).Error; err != nil {
		return fmt.Errorf("steps of test links: %w", err)
	}
	order := models.TestSteps()
	slices.SortFunc(steps, func(a, b models.TestLinkStep) int {
		return slices.Index(order, a.Step) - slices.Index(order, b.Step)
	})
	for _, step := range steps {
		test := &list[slices.Index(ids, step.TestLinkID)]
		test.Steps = append(test.Steps, step)
	}
	return nil
}

// CreateTestLink inserts a test link with its first step and sets its id.
func (s *Store) CreateTestLink(ctx context.Context, t *models.TestLink) error {
	t.UpdatedAt = s.Now()
	if err := s.write(ctx).Create(t).Error; err != nil {
		return fmt.Errorf("create test link: %w", err)
	}
	return s.setSteps(ctx, *t)
}

// UpdateTestLink writes everything of t that can change but the lease, and its steps.
func (s *Store) UpdateTestLink(ctx context.Context, t models.TestLink) error {
	err := s.write(ctx).Model(&models.TestLink{}).Where("id = ?", t.ID).Updates(map[string]any{
		"step": t.Step, "join_url": t.JoinURL, "ended_at": t.EndedAt, "updated_at": s.Now()}).Error
	if err != nil {
		return fmt.Errorf("update test link %d: %w", t.ID, err)
	}
	return s.setSteps(ctx, t)
}

func (s *Store) setSteps(ctx context.Context, t models.TestLink) error {
	steps := slices.Clone(t.Steps)
	for n := range steps {
		steps[n].TestLinkID = t.ID
	}
	err := s.write(ctx).Clauses(clause.OnConflict{
		Columns: []clause.Column{{Name: "test_link_id"}, {Name: "step"}}, UpdateAll: true}).Create(&steps).Error
	if err != nil {
		return fmt.Errorf("steps of test link %d: %w", t.ID, err)
	}
	return nil
}

// PlaceTestLink fixes calendar and way of asking before the first write, once.
func (s *Store) PlaceTestLink(ctx context.Context, t models.TestLink) error {
	err := s.write(ctx).Exec("update test_links set calendar_id = ?, conferencing = ? where id = ? and calendar_id = ''",
		t.CalendarID, t.Conferencing, t.ID).Error
	if err != nil {
		return fmt.Errorf("place test link %d: %w", t.ID, err)
	}
	return nil
}

// LeaseTestLink takes the right to call Cronofy about the event of a test link until an instant; taken
// is false while somebody else holds it.
func (s *Store) LeaseTestLink(ctx context.Context, id int64, until time.Time) (taken bool, err error) {
	return s.lease(ctx, "test_links", id, until)
}

// ReleaseTestLink gives back the lease that was taken until then; that of somebody else stays.
func (s *Store) ReleaseTestLink(ctx context.Context, id int64, until time.Time) error {
	return s.release(ctx, "test_links", id, until)
}

// HandOnTestLink frees a test link for the work of its next step, which may begin before whoever did
// the last one has come to give the lease back.
func (s *Store) HandOnTestLink(ctx context.Context, id int64) error {
	if err := s.write(ctx).Exec("update test_links set leased_until = null where id = ?", id).Error; err != nil {
		return fmt.Errorf("hand on test link %d: %w", id, err)
	}
	return nil
}
