package jobs

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/riverqueue/river"

	"entrevue/models"
)

// Later is returned by an action that cannot go on yet and has not failed: the job runs again after
// the pause and no attempt is used up.
func Later(pause time.Duration) error { return &later{pause} }

type later struct{ pause time.Duration }

func (l *later) Error() string { return fmt.Sprintf("again in %s", l.pause) }

// Handle binds what is to be done to a kind of job. work may run more than once for one job.
func Handle[A Args](q *Queue, policy Policy, work func(context.Context, A) error) {
	var zero A
	q.policies[zero.Kind()] = policy
	river.AddWorker(q.workers, &worker[A]{queue: q, policy: policy, work: work})
}

type worker[A Args] struct {
	river.WorkerDefaults[A]
	queue  *Queue
	policy Policy
	work   func(context.Context, A) error
}

// NextRetry implements river.Worker by the given clock.
func (w *worker[A]) NextRetry(job *river.Job[A]) time.Time {
	return w.queue.store.Now().Add(w.policy.pause(job.Attempt))
}

// Work implements river.Worker.
func (w *worker[A]) Work(ctx context.Context, job *river.Job[A]) error {
	started := time.Now()
	err := w.work(ctx, job.Args)
	w.queue.note(ctx, job.Kind, job.Args, job.Attempt, time.Since(started), err)
	verdict := w.verdict(err)
	if verdict == nil {
		w.queue.finish(job.ID)
	}
	return verdict
}

func (w *worker[A]) verdict(err error) error {
	var wait *later
	var limited *models.Limited
	switch {
	case err == nil || errors.Is(err, models.ErrObsolete):
		return nil
	case errors.As(err, &wait):
		return river.JobSnooze(wait.pause)
	case errors.As(err, &limited):
		return river.JobSnooze(max(limited.RetryAfter, time.Second))
	default:
		return err
	}
}

// note writes the one line of a job.
func (q *Queue) note(ctx context.Context, kind string, args any, attempt int, took time.Duration, err error) {
	level, outcome := slog.LevelInfo, "done"
	var wait *later
	switch {
	case errors.As(err, &wait):
		level, outcome = slog.LevelDebug, "later"
	case errors.Is(err, models.ErrObsolete):
		outcome = "obsolete"
	case err != nil:
		level, outcome = slog.LevelWarn, "failed"
	}
	attrs := []slog.Attr{slog.String("job", kind), slog.Any("args", args), slog.Int("attempt", attempt),
		slog.String("outcome", outcome), slog.Duration("took", took)}
	if err != nil {
		attrs = append(attrs, slog.String("error", err.Error()))
	}
	q.config.Log.LogAttrs(ctx, level, "job", attrs...)
}
