package jobs_test

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"entrevue/models"
	"entrevue/models/jobs"
	"entrevue/models/store"
	"entrevue/models/store/storetest"
)

func TestMain(m *testing.M) {
	if url := os.Getenv("ENTREVUE_TEST_DIE"); url != "" {
		enqueueAndDie(url)
	}
	storetest.Main(m)
}

type note struct {
	Text string `json:"text"`
}

func (note) Kind() string { return "test_note" }

func started(t *testing.T, s *store.Store, work func(context.Context, note) error) *jobs.Queue {
	t.Helper()
	q, err := jobs.New(s, jobs.Config{Poll: 10 * time.Millisecond, Standing: true})
	if err != nil {
		t.Fatal(err)
	}
	jobs.Handle(q, jobs.Policy{Attempts: 3, First: time.Millisecond, Longest: time.Millisecond}, work)
	if err := q.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = q.Stop(context.WithoutCancel(t.Context())) })
	return q
}

func enqueue(ctx context.Context, q *jobs.Queue, s *store.Store, text string, outcome error) error {
	return s.Tx(ctx, func(ctx context.Context, tx *store.Store) error {
		if err := q.Enqueue(ctx, tx, note{text}); err != nil {
			return err
		}
		return outcome
	})
}

func TestJobOfARolledBackTransactionNeverRuns(t *testing.T) {
	t.Parallel()
	storetest.OnBoth(t, func(t *testing.T, s *store.Store) {
		var ran atomic.Value
		q := started(t, s, func(_ context.Context, n note) error { ran.Store(n.Text); return nil })
		refused := errors.New("no")
		if err := enqueue(t.Context(), q, s, "lost", refused); !errors.Is(err, refused) {
			t.Fatalf("got %v, want the closure's own error", err)
		}
		if err := enqueue(t.Context(), q, s, "kept", nil); err != nil {
			t.Fatal(err)
		}
		if err := q.Drain(t.Context()); err != nil {
			t.Fatal(err)
		}
		if ran.Load() != "kept" {
			t.Errorf("ran %v, want only the job that was committed", ran.Load())
		}
	})
}

func TestJobOutsideOfATransactionIsRefused(t *testing.T) {
	t.Parallel()
	s := storetest.Open(t, "sqlite", time.Now)
	q := started(t, s, func(context.Context, note) error { return nil })
	if err := q.Enqueue(t.Context(), s, note{"x"}); err == nil {
		t.Error("a job without a transaction was accepted")
	}
}

func TestJobThatIsDueAlreadyIsAvailableAtOnce(t *testing.T) {
	t.Parallel()
	now := time.Date(2027, 1, 4, 9, 0, 0, 0, time.UTC)
	for state, due := range map[string]time.Time{"available": now, "scheduled": now.Add(time.Second)} {
		s := storetest.Open(t, "sqlite", func() time.Time { return now })
		q, err := jobs.New(s, jobs.Config{Standing: true})
		if err != nil {
			t.Fatal(err)
		}
		err = s.Tx(t.Context(), func(ctx context.Context, tx *store.Store) error { return q.EnqueueAt(ctx, tx, note{"x"}, due) })
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		if err := s.Writer().QueryRowContext(t.Context(), "select state from river_job").Scan(&got); err != nil || got != state {
			t.Errorf("a job for %s is %q, %v, want %q", due, got, err, state)
		}
	}
}

func TestFailedJobIsRepeatedThenKeptAndCanBeRetried(t *testing.T) {
	t.Parallel()
	storetest.OnBoth(t, func(t *testing.T, s *store.Store) {
		var runs atomic.Int32
		q := started(t, s, func(context.Context, note) error {
			if runs.Add(1) <= 3 {
				return errors.New("broken")
			}
			return nil
		})
		if err := enqueue(t.Context(), q, s, "x", nil); err != nil {
			t.Fatal(err)
		}
		settle(t, q)
		failed, err := q.Failed(t.Context(), 10)
		if err != nil || len(failed) != 1 || failed[0].Problem != "broken" {
			t.Fatalf("failed jobs: %+v, %v", failed, err)
		}
		if err := q.Retry(t.Context(), failed[0].ID); err != nil {
			t.Fatal(err)
		}
		settle(t, q)
		if failed, _ = q.Failed(t.Context(), 10); len(failed) != 0 || runs.Load() != 4 {
			t.Errorf("after the retry: %d failed, %d runs", len(failed), runs.Load())
		}
	})
}

// settle drains until no job waits, however short the pauses between attempts are.
func settle(t *testing.T, q *jobs.Queue) {
	t.Helper()
	for {
		if err := q.Drain(t.Context()); err != nil {
			t.Fatal(err)
		}
		if _, waiting, err := q.NextDue(t.Context()); err != nil || !waiting {
			return
		}
	}
}

func TestObsoleteJobRunsOnceAndHasNotFailed(t *testing.T) {
	t.Parallel()
	s := storetest.Open(t, "sqlite", time.Now)
	var runs atomic.Int32
	q := started(t, s, func(context.Context, note) error {
		runs.Add(1)
		return models.ErrObsolete
	})
	if err := enqueue(t.Context(), q, s, "obsolete", nil); err != nil {
		t.Fatal(err)
	}
	settle(t, q)
	failed, err := q.Failed(t.Context(), 10)
	if err != nil || len(failed) != 0 || runs.Load() != 1 {
		t.Errorf("%d runs, failed %+v, %v", runs.Load(), failed, err)
	}
}

// A process that enqueued a job and was killed while working it leaves the job to the next one.
func TestJobSurvivesKill(t *testing.T) {
	t.Parallel()
	for _, dialect := range storetest.Dialects {
		t.Run(dialect, func(t *testing.T) {
			t.Parallel()
			url := storetest.URL(t, dialect)
			killed := exec.Command(os.Args[0], "-test.run=^$")
			killed.Env = append(os.Environ(), "ENTREVUE_TEST_DIE="+url)
			var status *exec.ExitError
			if err := killed.Run(); !errors.As(err, &status) || status.Sys().(syscall.WaitStatus).Signal() != syscall.SIGKILL {
				t.Fatalf("the first process ended with %v, want a kill", err)
			}
			s, err := store.Open(t.Context(), store.Config{URL: url, Keys: storetest.Keyring(), Unmigrated: true})
			if err != nil {
				t.Fatal(err)
			}
			defer s.Close()
			ran := make(chan string, 8)
			q, err := jobs.New(s, jobs.Config{Timeout: time.Second, Rescue: 1500 * time.Millisecond, Poll: 50 * time.Millisecond})
			if err != nil {
				t.Fatal(err)
			}
			jobs.Handle(q, jobs.Policy{}, func(_ context.Context, n note) error { ran <- n.Text; return nil })
			if err := q.Start(t.Context()); err != nil {
				t.Fatal(err)
			}
			defer func() { _ = q.Stop(context.WithoutCancel(t.Context())) }()
			select {
			case text := <-ran:
				if text != "durable" {
					t.Errorf("ran %q", text)
				}
			case <-time.After(50 * time.Second):
				t.Error("the job of the killed process never ran")
			}
		})
	}
}

// enqueueAndDie is the process that is killed: it works its job and never ends it.
func enqueueAndDie(url string) {
	ctx := context.Background()
	s, err := store.Open(ctx, store.Config{URL: url, Keys: storetest.Keyring(), Unmigrated: true})
	if err != nil {
		panic(err)
	}
	q, err := jobs.New(s, jobs.Config{Poll: 50 * time.Millisecond})
	if err != nil {
		panic(err)
	}
	jobs.Handle(q, jobs.Policy{}, func(context.Context, note) error {
		return syscall.Kill(os.Getpid(), syscall.SIGKILL)
	})
	if err := q.Start(ctx); err != nil {
		panic(err)
	}
	if err := enqueue(ctx, q, s, "durable", nil); err != nil {
		panic(err)
	}
	<-ctx.Done()
}
