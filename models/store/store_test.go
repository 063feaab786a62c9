package store_test

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"entrevue/models"
	"entrevue/models/store"
	"entrevue/models/store/storetest"
)

func TestMain(m *testing.M) { storetest.Main(m) }

func TestOuterStoreInsideATransactionIsAnErrorNotADeadlock(t *testing.T) {
	t.Parallel()
	storetest.OnBoth(t, func(t *testing.T, s *store.Store) {
		err := s.Tx(t.Context(), func(ctx context.Context, _ *store.Store) error { return s.Ping(ctx) })
		if err == nil {
			t.Error("the outer store answered inside of a transaction")
		}
		err = s.Tx(t.Context(), func(ctx context.Context, tx *store.Store) error { return tx.Ping(ctx) })
		if err != nil {
			t.Errorf("the inner store: %v", err)
		}
	})
}

func TestSealedValueOpensOnlyInItsOwnPlace(t *testing.T) {
	t.Parallel()
	first, second := "the first key, which is long enough", "the second key, which is long enough"
	old, _ := store.NewKeyring(first)
	rotated, _ := store.NewKeyring(second, first)
	foreign, _ := store.NewKeyring(second)
	sealed := old.Seal([]byte("token"), "accounts", 1, "access_token")
	if plain, err := rotated.Open(sealed, "accounts", 1, "access_token"); err != nil || string(plain) != "token" {
		t.Errorf("after rotation: %q, %v", plain, err)
	}
	if _, err := old.Open(sealed, "accounts", 2, "access_token"); err == nil {
		t.Error("ATT38: a value copied onto another row was opened")
	}
	if _, err := foreign.Open(sealed, "accounts", 1, "access_token"); !errors.Is(err, store.ErrKey) {
		t.Errorf("FAIL44: a foreign key answered %v", err)
	}
}

func TestParallelTransactionsAllSucceed(t *testing.T) {
	t.Parallel()
	storetest.OnBoth(t, func(t *testing.T, s *store.Store) {
		var group sync.WaitGroup
		for range 20 {
			group.Go(func() {
				_, err := s.Hit(t.Context(), "parallel", 1000, 60_000_000_000)
				if err != nil && !errors.Is(err, models.ErrUnavailable) {
					t.Error(err)
				}
			})
		}
		group.Wait()
		hits, err := s.Hit(t.Context(), "parallel", 1000, 60_000_000_000)
		if err != nil || hits != 21 {
			t.Errorf("counted %d of 21, %v", hits, err)
		}
	})
}

// On PostgreSQL a connection learns every table and plans every statement anew, which costs more than the
// statements do: what was opened for several callers at once is kept for the next of them.
func TestConnectionsOfSeveralCallersAreKept(t *testing.T) {
	t.Parallel()
	s := storetest.Open(t, "postgres", time.Now)
	for range 2 {
		var inside, callers sync.WaitGroup
		inside.Add(4)
		for range 4 {
			callers.Go(func() {
				err := s.Tx(t.Context(), func(context.Context, *store.Store) error {
					inside.Done()
					inside.Wait()
					return nil
				})
				if err != nil {
					t.Error(err)
				}
			})
		}
		callers.Wait()
	}
	if stats := s.Writer().Stats(); stats.MaxIdleClosed > 0 {
		t.Errorf("%d connections were closed although others were to come", stats.MaxIdleClosed)
	}
}
