package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"gorm.io/gorm/clause"
)

// Sessions is the store of scs: its tokens are hashed before they come here.
type Sessions struct{ store *Store }

// Sessions keeps browser sessions in the database, so that every process knows them.
func (s *Store) Sessions() *Sessions { return &Sessions{store: s} }

type session struct {
	Token     string `gorm:"primaryKey"`
	Data      []byte
	ExpiresAt time.Time
}

var errNeedsContext = errors.New("sessions are kept with a context only")

// FindCtx implements scs.CtxStore.
func (k *Sessions) FindCtx(ctx context.Context, token string) ([]byte, bool, error) {
	var rows []session
	err := k.store.read(ctx).Where("token = ? and expires_at > ?", token, k.store.Now()).Limit(1).Find(&rows).Error
	if err != nil || len(rows) == 0 {
		return nil, false, err
	}
	return rows[0].Data, true, nil
}

// CommitCtx implements scs.CtxStore. scs reckons by the clock of the machine, the store by the given
// one: what is kept is the time that is left.
func (k *Sessions) CommitCtx(ctx context.Context, token string, data []byte, expiry time.Time) error {
	row := session{Token: token, Data: data, ExpiresAt: k.store.Now().Add(time.Until(expiry))}
	return k.store.write(ctx).Clauses(clause.OnConflict{UpdateAll: true}).Create(&row).Error
}

// DeleteCtx implements scs.CtxStore.
func (k *Sessions) DeleteCtx(ctx context.Context, token string) error {
	return k.store.write(ctx).Delete(&session{}, "token = ?", token).Error
}

// Find implements scs.Store; scs calls FindCtx instead.
func (k *Sessions) Find(string) ([]byte, bool, error) { return nil, false, errNeedsContext }

// Commit implements scs.Store; scs calls CommitCtx instead.
func (k *Sessions) Commit(string, []byte, time.Time) error { return errNeedsContext }

// Delete implements scs.Store; scs calls DeleteCtx instead.
func (k *Sessions) Delete(string) error { return errNeedsContext }

// DeleteExpired forgets what has had its time: sessions, throttles, submissions, visits to the sign-in provider,
// secret links that ended a month ago, and repeated callbacks' digests.
func (s *Store) DeleteExpired(ctx context.Context) error {
	now := s.Now()
	for sql, until := range map[string]time.Time{
		"delete from sessions where expires_at <= ?":        now,
		"delete from provider_visits where expires_at <= ?": now.Add(-24 * time.Hour),
		"delete from throttles where started_at <= ?":       now.Add(-24 * time.Hour),
		"delete from submissions where created_at <= ?":     now.AddDate(0, 0, -7),
		"delete from links where expires_at <= ?":           now.AddDate(0, -1, 0),
		"delete from callbacks where received_at <= ?":      now.Add(-24 * time.Hour),
	} {
		if err := s.write(ctx).Exec(sql, until).Error; err != nil {
			return fmt.Errorf("delete expired: %w", err)
		}
	}
	return nil
}
