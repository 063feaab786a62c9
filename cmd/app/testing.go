package app

import (
	"context"
	"errors"

	"entrevue/models/jobs"
)

// Drain lets all background work run that is due by the given clock. For tests.
func (a *App) Drain(ctx context.Context) error { return a.queue.Drain(ctx) }

// Tick begins every periodic work once, in place of the clock. For tests.
func (a *App) Tick(ctx context.Context) error { return a.queue.Tick(ctx) }

// FailedJobs lists the work that was given up, newest first. For tests.
func (a *App) FailedJobs(ctx context.Context) ([]jobs.FailedJob, error) {
	return a.queue.Failed(ctx, 500)
}

// Kill ends the application as the end of its process would: from now on nothing more is written
// down, while what it has asked of others happens. PostgreSQL has to have severed its connections. For tests.
func (a *App) Kill() error {
	a.ready.Store(false)
	err := errors.Join(a.store.Close(), a.web.Close())
	a.queue.Kill()
	return err
}
