package store

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/jackc/pgx/v5/stdlib"
	"gorm.io/driver/postgres"
	"gorm.io/gorm"
)

// openPostgres opens two pools on one address: database/sql for GORM, and pgx's own for the job
// queue, which listens for new jobs.
func (s *Store) openPostgres(ctx context.Context, config Config) error {
	parsed, err := pgxpool.ParseConfig(config.URL)
	if err != nil {
		return err
	}
	if config.Quick {
		parsed.ConnConfig.RuntimeParams["synchronous_commit"] = "off"
		parsed.MaxConns = 6
	}
	parsed.ConnConfig.RuntimeParams["timezone"] = "UTC"
	s.raw = stdlib.OpenDB(*parsed.ConnConfig)
	s.raw.SetMaxOpenConns(int(max(parsed.MaxConns, 4)))
	s.raw.SetMaxIdleConns(int(max(parsed.MaxConns, 4))) // a new connection has everything to learn anew
	if s.pool, err = pgxpool.NewWithConfig(ctx, parsed); err != nil {
		return err
	}
	s.writer, err = gorm.Open(postgres.New(postgres.Config{Conn: s.raw}), options(config, false))
	if err != nil {
		return err
	}
	s.Reads.db = s.writer
	if config.Unmigrated {
		return nil
	}
	return s.migrate(ctx, s.raw)
}

// joined lets the job queue take part in a transaction that GORM has begun: its nested
// transactions become savepoints of ours, and it can end only those.
type joined struct {
	conn  *pgx.Conn
	depth int
	done  bool
}

var _ pgx.Tx = (*joined)(nil)

func (j *joined) name() string { return fmt.Sprintf("queue_%d", j.depth) }

func (j *joined) Begin(ctx context.Context) (pgx.Tx, error) {
	inner := &joined{conn: j.conn, depth: j.depth + 1}
	_, err := j.conn.Exec(ctx, "savepoint "+inner.name())
	return inner, err
}

func (j *joined) Commit(ctx context.Context) error { return j.end(ctx, "release savepoint ") }

func (j *joined) Rollback(ctx context.Context) error { return j.end(ctx, "rollback to savepoint ") }

// end of the outermost level is the business of Store.Tx alone.
func (j *joined) end(ctx context.Context, how string) error {
	if j.done {
		return pgx.ErrTxClosed
	}
	j.done = true
	if j.depth == 0 {
		return nil
	}
	_, err := j.conn.Exec(ctx, how+j.name())
	return err
}

func (j *joined) CopyFrom(ctx context.Context, table pgx.Identifier, columns []string, from pgx.CopyFromSource) (int64, error) {
	return j.conn.CopyFrom(ctx, table, columns, from)
}

func (j *joined) SendBatch(ctx context.Context, b *pgx.Batch) pgx.BatchResults {
	return j.conn.SendBatch(ctx, b)
}

func (j *joined) LargeObjects() pgx.LargeObjects { return pgx.LargeObjects{} }

func (j *joined) Prepare(ctx context.Context, name, sql string) (*pgconn.StatementDescription, error) {
	return j.conn.Prepare(ctx, name, sql)
}

func (j *joined) Exec(ctx context.Context, sql string, args ...any) (pgconn.CommandTag, error) {
	return j.conn.Exec(ctx, sql, args...)
}

func (j *joined) Query(ctx context.Context, sql string, args ...any) (pgx.Rows, error) {
	return j.conn.Query(ctx, sql, args...)
}

func (j *joined) QueryRow(ctx context.Context, sql string, args ...any) pgx.Row {
	return j.conn.QueryRow(ctx, sql, args...)
}

func (j *joined) Conn() *pgx.Conn { return j.conn }
