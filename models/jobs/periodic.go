package jobs

import (
	"context"
	"time"

	"github.com/riverqueue/river"

	"entrevue/models/store"
)

// periodic is work that begins with the clock: a sweep of due rows, a daily look.
type periodic struct {
	every time.Duration
	args  Args
}

// Every enqueues args again and again while the queue runs, in one process of several. A backlog
// never grows: while one waits, no second is added.
func (q *Queue) Every(pause time.Duration, args Args) {
	q.periodic = append(q.periodic, periodic{pause, args})
}

// Tick enqueues each periodic job once, in place of the clock. For tests.
func (q *Queue) Tick(ctx context.Context) error {
	return q.store.Tx(ctx, func(ctx context.Context, tx *store.Store) error {
		for _, p := range q.periodic {
			if err := q.Enqueue(ctx, tx, p.args); err != nil {
				return err
			}
		}
		return nil
	})
}

func (q *Queue) schedule() []*river.PeriodicJob {
	jobs := make([]*river.PeriodicJob, 0, len(q.periodic))
	for _, p := range q.periodic {
		policy := q.policies[p.args.Kind()]
		insert := func() (river.JobArgs, *river.InsertOpts) {
			return p.args, &river.InsertOpts{MaxAttempts: 1, Queue: policy.lane(),
				UniqueOpts: river.UniqueOpts{ByPeriod: p.every}}
		}
		jobs = append(jobs, river.NewPeriodicJob(river.PeriodicInterval(p.every), insert,
			&river.PeriodicJobOpts{RunOnStart: true}))
	}
	return jobs
}
