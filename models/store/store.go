package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"
	"gorm.io/gorm"
)

// Config says where the data are and with which keys secrets are sealed.
type Config struct {
	// URL is a path of an SQLite file, or a postgres:// address.
	URL string
	// Keys seal tokens and secret links; the first seals, all open.
	Keys *Keyring
	// Now is the clock; nil means time.Now.
	Now func() time.Time
	// Quick gives up the safety of the disk for speed. For tests only.
	Quick bool
	// Watch sees every statement that pages and actions make. For tests only.
	Watch func(ctx context.Context, statement string)
	// Unmigrated leaves the schema as it is. For tests that bring a migrated file.
	Unmigrated bool
}

// Store reads and writes. It is safe for many goroutines; inside of Tx only the given one may be
// used, by one goroutine.
type Store struct {
	Reads
	writer *gorm.DB
	raw    *sql.DB
	pool   *pgxpool.Pool
	handle handle
}

// Reads is the reading half of a Store.
type Reads struct {
	db     *gorm.DB
	keys   *Keyring
	now    func() time.Time
	inside bool
}

type insideTx struct{}

var errOutside = errors.New("the store outside of a transaction was used inside of it")

// Open connects, migrates and returns a store. The caller closes it.
func Open(ctx context.Context, config Config) (*Store, error) {
	s := &Store{Reads: Reads{keys: config.Keys, now: config.Now}}
	if s.now == nil {
		s.now = time.Now
	}
	open := s.openSQLite
	if strings.HasPrefix(config.URL, "postgres") {
		open = s.openPostgres
	}
	if err := open(ctx, config); err != nil {
		return nil, errors.Join(fmt.Errorf("open the database: %w", err), s.Close())
	}
	return s, nil
}

// Close ends all connections.
func (s *Store) Close() error {
	var errs []error
	if s.Reads.db != nil && s.Reads.db != s.writer {
		if reader, err := s.Reads.db.DB(); err == nil {
			errs = append(errs, reader.Close())
		}
	}
	if s.pool != nil {
		s.pool.Close()
	}
	if s.raw != nil {
		errs = append(errs, s.raw.Close())
	}
	return errors.Join(errs...)
}

// Now is the current instant as the database keeps it: UTC, whole microseconds.
func (r *Reads) Now() time.Time { return r.now().UTC().Truncate(time.Microsecond) }

// Keys are the keys that seal what this store keeps.
func (r *Reads) Keys() *Keyring { return r.keys }

// Pool is the PostgreSQL pool for the job queue, which listens on it; nil on SQLite.
func (s *Store) Pool() *pgxpool.Pool { return s.pool }

// Writer is SQLite's one writing connection, which the job queue shares.
func (s *Store) Writer() *sql.DB { return s.raw }

// Postgres tells which of the two databases is below.
func (s *Store) Postgres() bool { return s.pool != nil }

// Ping answers whether the database can be read now.
func (r *Reads) Ping(ctx context.Context) error {
	var one int
	return r.read(ctx).Raw("select 1").Scan(&one).Error
}

// read is where every query starts. A store from outside of a running transaction answers with an
// error rather than wait for its own caller for ever.
func (r *Reads) read(ctx context.Context) *gorm.DB { return r.guarded(ctx, r.db) }

// write is where every single writing statement starts.
func (s *Store) write(ctx context.Context) *gorm.DB { return s.guarded(ctx, s.writer) }

func (r *Reads) guarded(ctx context.Context, db *gorm.DB) *gorm.DB {
	db = db.WithContext(ctx)
	if !r.inside && ctx.Value(insideTx{}) != nil {
		_ = db.AddError(errOutside)
	}
	return db
}
