package jobs

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"github.com/riverqueue/river/riverdriver/riverpgxv5"
	"github.com/riverqueue/river/riverdriver/riversqlite"
	"github.com/riverqueue/river/rivermigrate"

	"entrevue/models/store"
)

// migrationLock is the PostgreSQL advisory lock that starting processes take in turn.
const migrationLock = 0x656e7472 // "entr"

// Migrate makes the tables of the queue. It comes after those of the store.
func Migrate(ctx context.Context, s *store.Store) error {
	if err := migrate(ctx, s); err != nil {
		return fmt.Errorf("migrate the queue: %w", err)
	}
	return nil
}

func migrate(ctx context.Context, s *store.Store) error {
	silent := &rivermigrate.Config{Logger: slog.New(slog.DiscardHandler)}
	if !s.Postgres() {
		migrator, err := rivermigrate.New(riversqlite.New(s.Writer()), silent)
		if err != nil {
			return err
		}
		_, err = migrator.Migrate(ctx, rivermigrate.DirectionUp, nil)
		return err
	}
	conn, err := s.Pool().Acquire(ctx)
	if err != nil {
		return err
	}
	defer conn.Release()
	if _, err = conn.Exec(ctx, "select pg_advisory_lock($1)", migrationLock); err != nil {
		return err
	}
	defer func() { _, _ = conn.Exec(ctx, "select pg_advisory_unlock($1)", migrationLock) }()
	migrator, err := rivermigrate.New(riverpgxv5.New(s.Pool()), silent)
	if err != nil {
		return err
	}
	_, err = migrator.Migrate(ctx, rivermigrate.DirectionUp, nil)
	return err
}

// adopt takes up at once what a killed process left running. On SQLite this process is the only
// one; on PostgreSQL another may really be working, so River's rescuer decides after Rescue,
// unless a test moves the clock by which it goes.
func (q *Queue) adopt(ctx context.Context) error {
	if q.store.Postgres() && !q.config.Standing {
		return nil
	}
	_, err := q.store.Writer().ExecContext(ctx, `update river_job set state = 'available' where state = 'running'`)
	return err
}

// clock lets River read the given clock.
type clock struct{ now func() time.Time }

func (c clock) Now() time.Time { return c.now() }

func (c clock) NowOrNil() *time.Time {
	now := c.now()
	return &now
}

// leveled drops records below a level.
type leveled struct {
	slog.Handler
	least slog.Level
}

func (l leveled) Enabled(ctx context.Context, level slog.Level) bool {
	return level >= l.least && l.Handler.Enabled(ctx, level)
}

func (l leveled) WithAttrs(attrs []slog.Attr) slog.Handler {
	return leveled{l.Handler.WithAttrs(attrs), l.least}
}

func (l leveled) WithGroup(name string) slog.Handler {
	return leveled{l.Handler.WithGroup(name), l.least}
}
