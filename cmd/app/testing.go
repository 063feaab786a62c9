package app

import "context"

// Drain lets all background work run that is due by the given clock. For tests.
func (a *App) Drain(ctx context.Context) error { return a.queue.Drain(ctx) }

// Tick begins every periodic work once, in place of the clock. For tests.
func (a *App) Tick(ctx context.Context) error { return a.queue.Tick(ctx) }
