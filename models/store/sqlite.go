package store

import (
	"context"
	"database/sql"

	"github.com/mattn/go-sqlite3" // registers the driver "sqlite3"
	"gorm.io/driver/sqlite"
	"gorm.io/gorm"
)

// openSQLite opens one writing connection and a read-only pool beside it: SQLite has one writer, and
// waiting for it in Go is cheaper and fairer than its own busy loop. synchronous=FULL, because mails
// and calendar events leave right after a commit, which a power cut must not take back. The driver
// keeps statements prepared: the queue asks the same few over and over.
func (s *Store) openSQLite(ctx context.Context, config Config) error {
	sync := "FULL"
	if config.Quick {
		sync = "OFF"
	}
	base := "file:" + config.URL + "?_journal_mode=WAL&_busy_timeout=5000&_foreign_keys=on&_stmt_cache_size=128"
	var err error
	s.raw, err = sql.Open("sqlite3", base+"&_txlock=immediate&_synchronous="+sync)
	if err != nil {
		return err
	}
	s.raw.SetMaxOpenConns(1)
	if s.writer, err = overSQLite(s.raw, config, false); err != nil {
		return err
	}
	if !config.Unmigrated {
		if err = s.migrate(ctx, s.raw); err != nil {
			return err
		}
	}
	reader, err := sql.Open("sqlite3", base+"&_txlock=deferred&mode=ro&_query_only=true")
	if err != nil {
		return err
	}
	reader.SetMaxOpenConns(4)
	reader.SetMaxIdleConns(4)
	s.Reads.db, err = overSQLite(reader, config, true)
	return err
}

func overSQLite(db *sql.DB, config Config, reading bool) (*gorm.DB, error) {
	return gorm.Open(sqlite.New(sqlite.Config{Conn: db}), options(config, reading))
}

// options hold for both databases. Statements are prepared for reading only: on the writer that
// would hide the *sql.Tx the job queue needs.
func options(config Config, reading bool) *gorm.Config {
	return &gorm.Config{
		SkipDefaultTransaction: true, PrepareStmt: reading, TranslateError: true,
		Logger: watching(config), DisableAutomaticPing: true,
	}
}

// sqliteBusy tells whether another process held the database for longer than the busy time-out.
func sqliteBusy(err sqlite3.Error) bool {
	return err.Code == sqlite3.ErrBusy || err.Code == sqlite3.ErrLocked
}
