package storetest

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"entrevue/models/jobs"
	"entrevue/models/store"
)

// Dialects are the databases every test of the store runs on.
var Dialects = []string{"sqlite", "postgres"}

// Key is the APP_KEY of tests.
const Key = "a key for tests, long enough to be one"

// Keyring is the ring of Key.
func Keyring() *store.Keyring {
	ring, err := store.NewKeyring(Key)
	if err != nil {
		panic(err)
	}
	return ring
}

var (
	files  string
	server *cluster
	number atomic.Int64
)

// Main runs the tests of a package and then stops the PostgreSQL server they may have started.
func Main(m *testing.M) {
	var err error
	if files, err = os.MkdirTemp("", "entrevue-store-"); err != nil {
		panic(err)
	}
	code := m.Run()
	if server != nil {
		server.stop()
	}
	_ = os.RemoveAll(files)
	os.Exit(code)
}

// OnBoth runs test on a fresh database of each dialect.
func OnBoth(t *testing.T, test func(t *testing.T, s *store.Store)) {
	t.Helper()
	for _, dialect := range Dialects {
		t.Run(dialect, func(t *testing.T) {
			t.Parallel()
			test(t, Open(t, dialect, time.Now))
		})
	}
}

// Open gives a migrated, empty store that is closed after the test.
func Open(t testing.TB, dialect string, now func() time.Time) *store.Store {
	t.Helper()
	s, err := store.Open(context.Background(), store.Config{URL: URL(t, dialect), Keys: Keyring(),
		Now: now, Quick: true, Unmigrated: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

// URL makes a migrated, empty database and returns its DATABASE_URL.
func URL(t testing.TB, dialect string) string {
	t.Helper()
	url, err := sqliteURL(t)
	if dialect == "postgres" {
		url, err = postgresURL(t)
	}
	if err != nil {
		t.Fatalf("a %s database for tests: %v", dialect, err)
	}
	return url
}

// Copy makes a database of its own out of another one of this test run, which nobody uses meanwhile.
func Copy(t testing.TB, url string) string {
	t.Helper()
	copied, err := "", error(nil)
	if strings.HasPrefix(url, "postgres") {
		copied, err = createdFrom(t, server, databaseName(url))
	} else {
		copied = filepath.Join(t.TempDir(), "entrevue.db")
		err = copyFile(copied, url)
	}
	if err != nil {
		t.Fatalf("copy of a database: %v", err)
	}
	return copied
}

// Sever takes a database away from everybody who is connected to it, in the midst of whatever they do, and
// from who would connect, until it is given back. For SQLite there is nothing to sever.
func Sever(t testing.TB, url string) (giveBack func()) {
	t.Helper()
	if !strings.HasPrefix(url, "postgres") {
		return func() {}
	}
	name := databaseName(url)
	must := func(sql string) {
		t.Helper()
		if err := server.exec(sql); err != nil {
			t.Fatalf("sever %s: %v", name, err)
		}
	}
	must("alter database " + name + " allow_connections false")
	must("select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = '" + name + "'")
	return func() { must("alter database " + name + " allow_connections true") }
}

func databaseName(url string) string {
	return strings.TrimPrefix(strings.Split(url, "?")[0], "postgres:///")
}

// copyFile copies a file that nobody writes, and the log beside it if there is one.
func copyFile(to, from string) error {
	for _, part := range []string{"", "-wal"} {
		content, err := os.ReadFile(from + part)
		if part != "" && errors.Is(err, os.ErrNotExist) {
			return nil
		}
		if err == nil {
			err = os.WriteFile(to+part, content, 0o600)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

var sqliteTemplate = sync.OnceValues(func() ([]byte, error) {
	path := filepath.Join(files, "template.db")
	if err := migrate(path); err != nil {
		return nil, err
	}
	return os.ReadFile(path)
})

func sqliteURL(t testing.TB) (string, error) {
	content, err := sqliteTemplate()
	if err != nil {
		return "", err
	}
	path := filepath.Join(t.TempDir(), "entrevue.db")
	return path, os.WriteFile(path, content, 0o600)
}

var postgresTemplate = sync.OnceValues(func() (*cluster, error) {
	started, err := startCluster()
	if err != nil {
		return nil, err
	}
	server = started
	if err := server.exec("create database template_entrevue"); err != nil {
		return nil, err
	}
	return server, migrate(server.url("template_entrevue"))
})

func postgresURL(t testing.TB) (string, error) {
	c, err := postgresTemplate()
	if err != nil {
		return "", err
	}
	return createdFrom(t, c, "template_entrevue")
}

func createdFrom(t testing.TB, c *cluster, template string) (string, error) {
	name := fmt.Sprintf("test_%d", number.Add(1))
	if err := c.exec("create database " + name + " template " + template + " strategy file_copy"); err != nil {
		return "", err
	}
	t.Cleanup(func() { _ = c.exec("drop database " + name + " with (force)") })
	return c.url(name), nil
}

// migrate makes all tables at url and leaves one plain file without a write-ahead log.
func migrate(url string) error {
	ctx := context.Background()
	s, err := store.Open(ctx, store.Config{URL: url, Keys: Keyring(), Quick: true})
	if err != nil {
		return err
	}
	defer s.Close()
	if err := jobs.Migrate(ctx, s); err != nil {
		return err
	}
	if !s.Postgres() {
		_, err = s.Writer().ExecContext(ctx, "pragma wal_checkpoint(truncate)")
	}
	return err
}

func (c *cluster) exec(sql string) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	ctx := context.Background()
	conn, err := pgx.Connect(ctx, c.url("postgres"))
	if err != nil {
		return err
	}
	defer conn.Close(ctx)
	_, err = conn.Exec(ctx, sql)
	return err
}
