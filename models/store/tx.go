package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/mattn/go-sqlite3"
	"gorm.io/gorm"

	"entrevue/models"
)

// handle is the running transaction in the terms of the database below.
type handle struct {
	sql  *sql.Tx
	conn *sql.Conn
}

// attempts is how often a transaction is tried that another one disturbed.
const attempts = 10

// Tx runs do in one transaction and commits when it returns nil. The closure has no effect outside
// of the database and may run more than once: on PostgreSQL transactions are serializable and
// repeated when another one came in between, ten times, then models.ErrUnavailable. The context
// and the store handed to do are the only ones to be used inside of it.
func (s *Store) Tx(ctx context.Context, do func(context.Context, *Store) error) error {
	if ctx.Value(insideTx{}) != nil {
		return errOutside
	}
	var err error
	for attempt := range attempts {
		if err = s.once(ctx, do); !disturbed(err) {
			return err
		}
		if wait(ctx, attempt) != nil {
			break
		}
	}
	return fmt.Errorf("%w: %w", models.ErrUnavailable, err)
}

func (s *Store) once(ctx context.Context, do func(context.Context, *Store) error) error {
	conn, err := s.raw.Conn(ctx)
	if err != nil {
		return translate(err)
	}
	defer conn.Close()
	level := sql.LevelDefault
	if s.Postgres() {
		level = sql.LevelSerializable
	}
	session := s.writer.Session(&gorm.Session{NewDB: true, Context: ctx})
	session.Statement.ConnPool = conn
	return translate(session.Transaction(func(db *gorm.DB) error {
		inner := &Store{Reads: Reads{db: db, keys: s.keys, now: s.now, inside: true}, writer: db,
			pool: s.pool, handle: handle{sql: db.Statement.ConnPool.(*sql.Tx), conn: conn}}
		return do(context.WithValue(ctx, insideTx{}, true), inner)
	}, &sql.TxOptions{Isolation: level}))
}

// SQL is the running transaction on SQLite, for the job queue; nil outside of Tx.
func (s *Store) SQL() *sql.Tx { return s.handle.sql }

// Pgx hands the running transaction on PostgreSQL to do, for the job queue.
func (s *Store) Pgx(do func(pgx.Tx) error) error {
	return s.handle.conn.Raw(func(driver any) error {
		return do(&joined{conn: driver.(*stdlib.Conn).Conn()})
	})
}

// Inside tells whether this store belongs to a running transaction.
func (s *Store) Inside() bool { return s.inside }

// disturbed tells whether the same transaction may succeed when it is tried again.
func disturbed(err error) bool {
	var pg *pgconn.PgError
	if errors.As(err, &pg) {
		return pg.Code == "40001" || pg.Code == "40P01"
	}
	var lite sqlite3.Error
	return errors.As(err, &lite) && sqliteBusy(lite)
}

// wait pauses longer with each attempt, never in step with a competitor.
func wait(ctx context.Context, attempt int) error {
	pause := time.NewTimer(time.Duration(1+rand.IntN(8<<min(attempt, 6))) * time.Millisecond)
	defer pause.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-pause.C:
		return nil
	}
}

// translate turns what GORM says into the words of models; everything else passes unchanged.
func translate(err error) error {
	if errors.Is(err, gorm.ErrRecordNotFound) || errors.Is(err, sql.ErrNoRows) {
		return models.ErrNotFound
	}
	return err
}

// Unreadable tells whether the database could not read a value that somebody typed: PostgreSQL
// refuses broken UTF-8, zero characters and moments that are none, all as class 22.
func Unreadable(err error) bool {
	var state interface{ SQLState() string }
	return errors.As(err, &state) && strings.HasPrefix(state.SQLState(), "22")
}

// Taken tells whether a write was refused because its value must be unique.
func Taken(err error) bool { return errors.Is(err, gorm.ErrDuplicatedKey) }
