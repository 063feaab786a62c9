package store

import (
	"context"
	"fmt"
	"time"

	"entrevue/models"
)

// Hit counts one try under key and answers *models.Limited when there were more than limit within
// the window. The counts are shared by all processes.
func (s *Store) Hit(ctx context.Context, key string, limit int, window time.Duration) (int, error) {
	now := s.Now()
	var row struct {
		Hits      int
		StartedAt time.Time
	}
	err := s.write(ctx).Raw(`insert into throttles (key, hits, started_at) values (@key, 1, @now)
		on conflict (key) do update set
			hits = case when throttles.started_at <= @old then 1 else throttles.hits + 1 end,
			started_at = case when throttles.started_at <= @old then @now else throttles.started_at end
		returning hits, started_at`,
		map[string]any{"key": key, "now": now, "old": now.Add(-window)}).Scan(&row).Error
	if err != nil {
		return 0, fmt.Errorf("count a try: %w", err)
	}
	if row.Hits > limit {
		return row.Hits, &models.Limited{RetryAfter: row.StartedAt.Add(window).Sub(now)}
	}
	return row.Hits, nil
}

// Forgive forgets the tries under key, after one that was right.
func (s *Store) Forgive(ctx context.Context, key string) error {
	if err := s.write(ctx).Exec("delete from throttles where key = ?", key).Error; err != nil {
		return fmt.Errorf("forgive tries: %w", err)
	}
	return nil
}

// Unhit takes back one try under key, which had no effect.
func (s *Store) Unhit(ctx context.Context, key string) error {
	if err := s.write(ctx).Exec("update throttles set hits = hits - 1 where key = ? and hits > 0", key).Error; err != nil {
		return fmt.Errorf("take back a try: %w", err)
	}
	return nil
}
