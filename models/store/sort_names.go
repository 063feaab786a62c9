package store

import (
	"context"
	"database/sql"
	"fmt"

	"github.com/pressly/goose/v3"
)

// sortNames is the migration that gives names which are older than their sorting form that form. SQL
// cannot take accents off.
var sortNames = goose.NewGoMigration(8, &goose.GoFunc{RunTx: fillSortNames}, nil)

func fillSortNames(ctx context.Context, tx *sql.Tx) error {
	for _, list := range []sortedList{
		{"employees", "name", "sort_name"}, {"candidates", "name", "sort_name"}, {"positions", "title", "sort_title"},
	} {
		if err := list.fill(ctx, tx); err != nil {
			return fmt.Errorf("fill %s of %s: %w", list.sorting, list.table, err)
		}
	}
	return nil
}

// sortedList is a table with a column that is shown and the one that its lists are sorted by.
type sortedList struct{ table, shown, sorting string }

// filled is how many rows are read before they are written.
const filled = 500

func (l sortedList) fill(ctx context.Context, tx *sql.Tx) error {
	for last := int64(0); ; {
		names, err := l.names(ctx, tx, last)
		if err != nil || len(names) == 0 {
			return err
		}
		for _, row := range names {
			last = row.ID
			update := fmt.Sprintf("update %s set %s = $1 where id = $2", l.table, l.sorting)
			if _, err := tx.ExecContext(ctx, update, folded(row.Value), row.ID); err != nil {
				return err
			}
		}
	}
}

func (l sortedList) names(ctx context.Context, tx *sql.Tx, after int64) ([]cursor, error) {
	query := fmt.Sprintf("select id, %s from %s where id > $1 order by id limit %d", l.shown, l.table, filled)
	rows, err := tx.QueryContext(ctx, query, after)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var list []cursor
	for rows.Next() {
		var row cursor
		if err := rows.Scan(&row.ID, &row.Value); err != nil {
			return nil, err
		}
		list = append(list, row)
	}
	return list, rows.Err()
}
