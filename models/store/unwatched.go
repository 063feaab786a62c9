package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"github.com/pressly/goose/v3"

	"entrevue/models"
)

// unwatched is the migration that gives interviews planned before there was a watchdog their check. When
// that is due depends on the present: SQL has no clock here.
func (s *Store) unwatched() *goose.Migration {
	return goose.NewGoMigration(24, &goose.GoFunc{RunTx: s.fillWatch}, nil)
}

func (s *Store) fillWatch(ctx context.Context, tx *sql.Tx) error {
	due, err := s.unwatchedInterviews(ctx, tx)
	if err != nil {
		return fmt.Errorf("unwatched interviews: %w", err)
	}
	for _, i := range due {
		at := i.NextWatch(s.Now())
		if at == nil {
			continue
		}
		if _, err := tx.ExecContext(ctx, "update interviews set watch_at = $1 where id = $2", at.UTC(), i.ID); err != nil {
			return fmt.Errorf("watch interview %d: %w", i.ID, err)
		}
	}
	return nil
}

// unwatchedInterviews are those to come that nobody checks; only what decides when to is read.
func (s *Store) unwatchedInterviews(ctx context.Context, tx *sql.Tx) ([]models.Interview, error) {
	rows, err := tx.QueryContext(ctx, "select id, starts_at from interviews where watch_at is null and state = $1 and starts_at > $2",
		models.InterviewScheduled, s.Now())
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var list []models.Interview
	for rows.Next() {
		i := models.Interview{State: models.InterviewScheduled}
		var start time.Time
		if err := rows.Scan(&i.ID, &start); err != nil {
			return nil, err
		}
		i.StartsAt = start.UTC()
		list = append(list, i)
	}
	return list, rows.Err()
}
