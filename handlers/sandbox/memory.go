package sandbox

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"time"

	_ "github.com/mattn/go-sqlite3" // the driver of the memory
)

const schema = `
create table if not exists docs (
	kind text not null, id text not null, owner text not null, data text not null,
	primary key (kind, id)
) without rowid;
create index if not exists docs_by_owner on docs (kind, owner);
create index if not exists events_by_id on docs (owner, json_extract(data, '$.EventID'))
	where kind = 'event';
create table if not exists work (
	id integer primary key autoincrement,
	due_at integer not null, kind text not null, label text not null, data text not null
);
create index if not exists work_by_due on work (due_at, id);
create table if not exists record (
	id integer primary key autoincrement,
	kind text not null, operation text not null, account text not null, data text not null
);
create table if not exists mails (
	id integer primary key autoincrement,
	at integer not null, address text not null, sender text not null, subject text not null,
	raw blob not null
);
create index if not exists mails_by_address on mails (address, id);`

// memory is the one SQLite file. It has a single connection, so that transactions run one after
// the other and a reader never sees half an effect.
type memory struct {
	db        *sql.DB
	temporary string // folder to remove at the end
}

func openMemory(dir string) (*memory, error) {
	m := &memory{}
	sync := "NORMAL" // survives kill -9
	if dir == "" {
		temporary, err := os.MkdirTemp("", "sandbox")
		if err != nil {
			return nil, err
		}
		m.temporary, dir, sync = temporary, temporary, "OFF"
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, err
	}
	dsn := fmt.Sprintf("file:%s?_journal_mode=WAL&_busy_timeout=5000&_txlock=immediate&_synchronous=%s",
		filepath.Join(dir, "sandbox.db"), sync)
	db, err := sql.Open("sqlite3", dsn)
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(1)
	m.db = db
	if _, err := db.Exec(schema); err != nil {
		return nil, errors.Join(err, m.close())
	}
	return m, nil
}

func (m *memory) close() error {
	err := m.db.Close()
	if m.temporary != "" {
		err = errors.Join(err, os.RemoveAll(m.temporary))
	}
	return err
}

// tx is one transaction on the memory at one instant. Its first error sticks: every later
// operation does nothing, and the transaction is rolled back with that error. Code between begin
// and end therefore needs no error handling of its own.
type tx struct {
	s   *Sandbox
	sql *sql.Tx
	ctx context.Context
	now time.Time
	err error

	woken  bool              // new work was enqueued
	turned map[string]string // switches, once they have been read
}

// do runs f in a transaction and wakes the clockwork afterwards.
func (s *Sandbox) do(ctx context.Context, f func(*tx)) error {
	ctx = context.WithoutCancel(ctx) // a caller who hangs up does not undo what was asked
	begun, err := s.memory.db.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("begin: %w", err)
	}
	defer begun.Rollback() //nolint:errcheck // after a commit there is nothing to roll back
	t := &tx{s: s, sql: begun, ctx: ctx, now: s.now()}
	f(t)
	if t.err != nil {
		return t.err
	}
	if err := begun.Commit(); err != nil {
		return fmt.Errorf("commit: %w", err)
	}
	if t.woken {
		s.poke()
	}
	return nil
}

func (t *tx) fail(err error) {
	if t.err == nil {
		t.err = err
	}
}

func (t *tx) exec(query string, args ...any) sql.Result {
	if t.err != nil {
		return nil
	}
	result, err := t.sql.ExecContext(t.ctx, query, args...)
	if err != nil {
		t.fail(err)
	}
	return result
}

// query calls each for every row.
func (t *tx) query(each func(scan func(...any)), query string, args ...any) {
	if t.err != nil {
		return
	}
	rows, err := t.sql.QueryContext(t.ctx, query, args...)
	if err != nil {
		t.fail(err)
		return
	}
	defer rows.Close()
	for rows.Next() && t.err == nil {
		each(func(into ...any) {
			if err := rows.Scan(into...); err != nil {
				t.fail(err)
			}
		})
	}
	if err := rows.Err(); err != nil {
		t.fail(err)
	}
}

// document is anything kept as JSON under a kind, an id and an owner.
type document interface {
	kind() string
	key() (id, owner string)
}

func save[T document](t *tx, v T) {
	data, err := json.Marshal(v)
	if err != nil {
		t.fail(err)
		return
	}
	id, owner := v.key()
	t.exec(`insert into docs (kind, id, owner, data) values (?, ?, ?, ?)
		on conflict (kind, id) do update set owner = excluded.owner, data = excluded.data`,
		v.kind(), id, owner, string(data))
}

func load[T document](t *tx, id string) (T, bool) {
	var none T
	found := documents[T](t, `select data from docs where kind = ? and id = ?`, none.kind(), id)
	if len(found) == 0 {
		return none, false
	}
	return found[0], true
}

// owned lists the documents of one owner, ordered by id.
func owned[T document](t *tx, owner string) []T {
	var none T
	return documents[T](t, `select data from docs where kind = ? and owner = ? order by id`,
		none.kind(), owner)
}

// every lists all documents of a kind, ordered by id.
func every[T document](t *tx) []T {
	var none T
	return documents[T](t, `select data from docs where kind = ? order by id`, none.kind())
}

func documents[T document](t *tx, query string, args ...any) []T {
	var found []T
	t.query(func(scan func(...any)) {
		var data string
		scan(&data)
		var v T
		if err := json.Unmarshal([]byte(data), &v); err != nil {
			t.fail(err)
		}
		found = append(found, v)
	}, query, args...)
	return found
}

func remove[T document](t *tx, v T) {
	id, _ := v.key()
	t.exec(`delete from docs where kind = ? and id = ?`, v.kind(), id)
}

func removeOwned[T document](t *tx, owner string) {
	var none T
	t.exec(`delete from docs where kind = ? and owner = ?`, none.kind(), owner)
}

// setting is one remembered value: the clock's offset, the company, a switch.
type setting struct {
	Name  string
	Value string
}

func (setting) kind() string            { return "setting" }
func (s setting) key() (string, string) { return s.Name, "" }

// nextNumber counts; its results sort like the numbers they are.
func (t *tx) nextNumber(of string) string {
	last, _ := load[setting](t, "number:"+of)
	n, _ := strconv.Atoi(last.Value)
	next := fmt.Sprintf("%09d", n+1)
	save(t, setting{Name: "number:" + of, Value: next})
	return next
}
