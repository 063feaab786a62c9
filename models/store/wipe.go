package store

import (
	"context"
	"errors"
	"fmt"
	"strings"
)

// Wipe forgets everything, as if the database had just been made: the demo starts over. It answers
// an error on PostgreSQL, where no demo runs.
func (s *Store) Wipe(ctx context.Context) error {
	if s.Postgres() {
		return errors.New("only the demo's database can be wiped")
	}
	err := s.Tx(ctx, func(ctx context.Context, tx *Store) error {
		var tables []string
		err := tx.read(ctx).Raw("select name from sqlite_master where type = 'table' and name not like 'sqlite_%'").Scan(&tables).Error
		if err != nil {
			return err
		}
		if err := tx.write(ctx).Exec("pragma defer_foreign_keys = on").Error; err != nil {
			return err
		}
		for _, table := range tables {
			if strings.HasPrefix(table, "goose_") || table == "river_migration" || table == "river_leader" || table == "call_budgets" {
				continue
			}
			if err := tx.write(ctx).Exec("delete from " + table).Error; err != nil {
				return err
			}
		}
		return tx.write(ctx).Exec("insert into installations (id, key) values (1, lower(hex(randomblob(8))))").Error
	})
	if err != nil {
		return fmt.Errorf("wipe: %w", err)
	}
	return nil
}
