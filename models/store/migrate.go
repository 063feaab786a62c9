package store

import (
	"context"
	"database/sql"
	"embed"
	"fmt"
	"io/fs"

	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"
)

//go:embed migrations
var migrations embed.FS

// migrate brings the tables up to date. On PostgreSQL a session lock lets one of several starting
// processes do it while the others wait.
func (s *Store) migrate(ctx context.Context, db *sql.DB) error {
	dialect, folder := goose.DialectSQLite3, "migrations/sqlite"
	settings := []goose.ProviderOption{goose.WithGoMigrations(sortNames, s.unwatched())}
	if s.Postgres() {
		dialect, folder = goose.DialectPostgres, "migrations/postgres"
		locker, err := lock.NewPostgresSessionLocker()
		if err != nil {
			return err
		}
		settings = append(settings, goose.WithSessionLocker(locker))
	}
	files, err := fs.Sub(migrations, folder)
	if err != nil {
		return err
	}
	provider, err := goose.NewProvider(dialect, db, files, settings...)
	if err != nil {
		return err
	}
	if _, err = provider.Up(ctx); err != nil {
		return fmt.Errorf("migrate: %w", err)
	}
	return nil
}
