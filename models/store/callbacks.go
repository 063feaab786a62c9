package store

import (
	"context"
	"fmt"
	"time"

	"gorm.io/gorm/clause"
)

type callback struct {
	Digest     []byte
	Kind       string
	ReceivedAt time.Time
}

// CreateCallback notes that a callback has its effect in this transaction. fresh is false for one
// that came before.
func (s *Store) CreateCallback(ctx context.Context, kind string, digest []byte) (fresh bool, err error) {
	row := callback{Digest: digest, Kind: kind, ReceivedAt: s.Now()}
	done := s.write(ctx).Clauses(clause.OnConflict{DoNothing: true}).Create(&row)
	if done.Error != nil {
		return false, fmt.Errorf("note callback: %w", done.Error)
	}
	return done.RowsAffected == 1, nil
}

// ForgetCallbacks drops the digests of callbacks received before an instant.
func (s *Store) ForgetCallbacks(ctx context.Context, before time.Time) error {
	if err := s.write(ctx).Delete(&callback{}, "received_at < ?", before.UTC()).Error; err != nil {
		return fmt.Errorf("forget callbacks: %w", err)
	}
	return nil
}
