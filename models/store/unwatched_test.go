package store_test

import (
	"context"
	"testing"
	"time"

	"entrevue/models"
	"entrevue/models/store"
	"entrevue/models/store/storetest"
)

func TestInterviewsOlderThanTheWatchdogAreCheckedWhenItIsDue(t *testing.T) {
	t.Parallel()
	storetest.OnBoth(t, func(t *testing.T, s *store.Store) {
		host, candidate := anEmployee(t, s, "helen"), aCandidate(t, s)
		now := s.Now()
		set := now.Add(5 * time.Hour)
		cases := []struct {
			name   string
			starts time.Duration
			change func(*models.Interview)
			want   time.Duration // from now; 0 is never
		}{
			{"in three days", 72 * time.Hour, nil, 48 * time.Hour},
			{"within the last day", 12 * time.Hour, nil, 11 * time.Hour},
			{"within the last hour", 30 * time.Minute, nil, 0},
			{"under way", -10 * time.Minute, nil, 0},
			{"long ago", -1000 * time.Hour, nil, 0},
			{"cancelled", 72 * time.Hour, func(i *models.Interview) { i.State = models.InterviewCancelled }, 0},
			{"watched already", 72 * time.Hour, func(i *models.Interview) { i.WatchAt = &set }, 5 * time.Hour},
		}
		ids := make([]int64, len(cases))
		for n, c := range cases {
			i := anInterview(t, s, candidate, host, now.Add(c.starts))
			ids[n] = i.ID
			if c.change == nil {
				continue
			}
			c.change(&i)
			if err := s.Tx(t.Context(), func(ctx context.Context, tx *store.Store) error { return tx.UpdateInterview(ctx, i) }); err != nil {
				t.Fatal(err)
			}
		}
		for range 2 { // a process that is stopped amid it begins again
			if err := s.FillWatch(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
		for n, c := range cases {
			i, err := s.Interview(t.Context(), ids[n])
			if err != nil {
				t.Fatal(err)
			}
			if (i.WatchAt == nil) != (c.want == 0) || i.WatchAt != nil && !i.WatchAt.Equal(now.Add(c.want)) {
				t.Errorf("%s: checked at %v, want %s after %s", c.name, i.WatchAt, c.want, now)
			}
		}
	})
}
