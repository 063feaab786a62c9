package jobs

import (
	"context"
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/rivertype"
)

// unfinished are the states of a job that still has something to do.
var unfinished = []rivertype.JobState{rivertype.JobStateAvailable, rivertype.JobStatePending,
	rivertype.JobStateRetryable, rivertype.JobStateRunning, rivertype.JobStateScheduled}

// Drain lets everything run that is due by the given clock, also what that work enqueues, and
// returns when nothing more is. The queue must be started. For tests.
func (q *Queue) Drain(ctx context.Context) error {
	look := time.NewTicker(10 * time.Millisecond)
	defer look.Stop()
	for {
		due, err := q.due(ctx)
		if err != nil || due == 0 {
			return err
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("drain: %d jobs left: %w", due, context.Cause(ctx))
		case <-look.C:
		}
	}
}

// finished are the jobs whose work is done, each with its place in their order. River writes that
// down up to a quarter of a second later, which a test need not wait for.
type finished struct {
	count  atomic.Int64
	places sync.Map
}

// finish remembers that a job has done its work, while a test moves the clock.
func (q *Queue) finish(id int64) {
	if q.config.Standing {
		q.finished.places.Store(id, q.finished.count.Add(1))
	}
}

// among tells whether a job is one of the first count that finished.
func (f *finished) among(count, id int64) bool {
	place, known := f.places.Load(id)
	return known && place.(int64) <= count
}

// due counts the jobs that can run now and wakes those that wait for a time that has come.
func (q *Queue) due(ctx context.Context) (int, error) {
	before := q.finished.count.Load() // what finishes later may enqueue what the list does not show
	list, err := q.current().JobList(ctx, river.NewJobListParams().States(unfinished...).First(10000))
	if err != nil {
		return 0, fmt.Errorf("list jobs: %w", err)
	}
	due, waiting, now := 0, map[string]bool{}, q.store.Now()
	for _, job := range list.Jobs {
		waits := job.State != rivertype.JobStateRunning && job.ScheduledAt.After(now)
		if waits || q.finished.among(before, job.ID) {
			continue
		}
		due++
		if job.State == rivertype.JobStateScheduled || job.State == rivertype.JobStateRetryable {
			if _, err := q.current().JobRetry(ctx, job.ID); err != nil {
				return 0, fmt.Errorf("wake job %d: %w", job.ID, err)
			}
		}
		if job.State != rivertype.JobStateRunning {
			waiting[job.Queue] = true
		}
	}
	for lane := range waiting {
		if err := q.current().wake(ctx, lane); err != nil {
			return 0, fmt.Errorf("wake %s: %w", lane, err)
		}
	}
	return due, nil
}

// Kill ends what runs and waits no longer than it takes to end, whether or not that can be written down.
// For tests.
func (q *Queue) Kill() {
	soon, cancel := context.WithTimeout(context.Background(), 300*time.Millisecond)
	defer cancel()
	_ = q.current().StopAndCancel(soon)
}

// NextDue is when the next waiting job wants to run; false when none waits. For tests.
func (q *Queue) NextDue(ctx context.Context) (time.Time, bool, error) {
	list, err := q.current().JobList(ctx, river.NewJobListParams().States(unfinished...).First(10000))
	if err != nil {
		return time.Time{}, false, fmt.Errorf("list jobs: %w", err)
	}
	var next time.Time
	for _, job := range list.Jobs {
		if next.IsZero() || job.ScheduledAt.Before(next) {
			next = job.ScheduledAt
		}
	}
	return next, !next.IsZero(), nil
}

// FailedJob is work that was given up after its last attempt.
type FailedJob struct {
	ID       int64
	Kind     string
	Args     []byte // JSON
	Problem  string
	FailedAt time.Time
}

// Failed lists what was given up, newest first, at most limit.
func (q *Queue) Failed(ctx context.Context, limit int) ([]FailedJob, error) {
	params := river.NewJobListParams().First(limit).
		States(rivertype.JobStateDiscarded, rivertype.JobStateCancelled).
		OrderBy(river.JobListOrderByFinalizedAt, river.SortOrderDesc)
	list, err := q.current().JobList(ctx, params)
	if err != nil {
		return nil, fmt.Errorf("list failed jobs: %w", err)
	}
	failed := make([]FailedJob, 0, len(list.Jobs))
	for _, job := range list.Jobs {
		f := FailedJob{ID: job.ID, Kind: job.Kind, Args: job.EncodedArgs}
		if job.FinalizedAt != nil {
			f.FailedAt = *job.FinalizedAt
		}
		if n := len(job.Errors); n > 0 {
			f.Problem = job.Errors[n-1].Error
		}
		failed = append(failed, f)
	}
	return failed, nil
}

// Retry runs a job that was given up once more.
func (q *Queue) Retry(ctx context.Context, id int64) error {
	if _, err := q.current().JobRetry(ctx, id); err != nil {
		return fmt.Errorf("retry job %d: %w", id, err)
	}
	return nil
}
