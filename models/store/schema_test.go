package store_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"

	"gorm.io/gorm/schema"

	"entrevue/models/store"
	"entrevue/models/store/storetest"
)

func TestEveryFieldHasItsColumnOnBothDatabases(t *testing.T) {
	t.Parallel()
	storetest.OnBoth(t, func(t *testing.T, s *store.Store) {
		for _, row := range store.Rows {
			parsed, err := schema.Parse(row, &sync.Map{}, schema.NamingStrategy{})
			if err != nil {
				t.Fatal(err)
			}
			columns := columns(t, s, parsed.Table)
			for _, field := range parsed.Fields {
				if field.DBName != "" && !slices.Contains(columns, field.DBName) {
					t.Errorf("%s.%s has no column %s", parsed.Table, field.Name, field.DBName)
				}
			}
			for _, column := range columns {
				if parsed.LookUpField(column) == nil {
					t.Errorf("column %s.%s has no field", parsed.Table, column)
				}
			}
		}
	})
}

func columns(t *testing.T, s *store.Store, table string) []string {
	t.Helper()
	query, arg := "select name from pragma_table_info(?)", table
	if s.Postgres() {
		query = "select column_name from information_schema.columns where table_name = $1"
	}
	rows, err := s.Writer().QueryContext(t.Context(), query, arg)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var names []string
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			t.Fatal(err)
		}
		names = append(names, name)
	}
	return names
}

func TestBothDatabasesHaveTheSameMigrations(t *testing.T) {
	t.Parallel()
	names := func(dialect string) []string {
		files, err := fs.Glob(os.DirFS(filepath.Join("migrations", dialect)), "*.sql")
		if err != nil || len(files) == 0 {
			t.Fatalf("no migrations for %s: %v", dialect, err)
		}
		return files
	}
	if lite, postgres := names("sqlite"), names("postgres"); !slices.Equal(lite, postgres) {
		t.Errorf("sqlite has %v, postgres %v", lite, postgres)
	}
}
