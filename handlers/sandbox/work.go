package sandbox

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"sync"
	"time"
)

// Kinds of work that happens later.
const (
	workDelegate   = "delegate"   // answer a service account authorization (3.5)
	workDeliver    = "deliver"    // call back
	workConference = "conference" // make a link (6.8)
	workSync       = "sync"       // finish an account's first synchronization
	workWrite      = "write"      // a queued event write (7.1)
)

// work is one thing to do at or after its due time. The row goes with the effect of the work; a
// process killed in between does it again.
type work struct {
	ID    int64
	Due   time.Time
	Kind  string
	Label string // what it concerns, to find it again: an event, a kind of callback
	Data  json.RawMessage
}

const runWorkers = 4

// workLimit guards RunDue against work that for ever causes more work at the same instant.
const workLimit = 100_000

// Run does due work until ctx ends, several callbacks at a time.
func (s *Sandbox) Run(ctx context.Context) {
	var workers sync.WaitGroup
	for range runWorkers {
		workers.Go(func() { s.runWorker(ctx) })
	}
	workers.Wait()
}

func (s *Sandbox) runWorker(ctx context.Context) {
	for ctx.Err() == nil {
		w, found, err := s.claim(ctx)
		if err == nil && found {
			err = s.perform(ctx, w)
		}
		if err != nil && ctx.Err() == nil {
			s.config.Log.Error("sandbox work", "error", err)
		}
		if err != nil || !found {
			s.idle(ctx)
		}
	}
}

// idle waits for new work, the next due time, or a second, whichever comes first.
func (s *Sandbox) idle(ctx context.Context) {
	wait := time.Second
	if due, ok := s.NextDue(); ok {
		wait = max(min(wait, due.Sub(s.now())), 5*time.Millisecond)
	}
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-ctx.Done():
	case <-s.wake:
	case <-timer.C:
	}
}

// RunDue does everything that is due now, including what that work makes due, and returns how
// much it did. It never waits for the clock.
func (s *Sandbox) RunDue(ctx context.Context) (ran int, err error) {
	for ; ran < workLimit; ran++ {
		w, found, err := s.claim(ctx)
		if err != nil || !found {
			return ran, err
		}
		if err := s.perform(ctx, w); err != nil {
			return ran, err
		}
	}
	return ran, errors.New("sandbox: work does not come to an end")
}

// NextDue is when the next work is due; false when there is none.
func (s *Sandbox) NextDue() (time.Time, bool) {
	var due int64
	var found bool
	err := s.do(context.Background(), func(t *tx) {
		t.query(func(scan func(...any)) { scan(&due); found = true },
			`select due_at from work order by due_at, id limit 1`)
	})
	return time.UnixMicro(due).UTC(), found && err == nil
}

// claim takes the next due work that nobody in this process is doing.
func (s *Sandbox) claim(ctx context.Context) (w work, found bool, err error) {
	if err := ctx.Err(); err != nil {
		return work{}, false, err
	}
	err = s.do(ctx, func(t *tx) {
		s.busyMu.Lock()
		defer s.busyMu.Unlock()
		for _, due := range t.due() {
			if !found && !s.busy[due.ID] {
				s.busy[due.ID] = true
				w, found = due, true
			}
		}
	})
	return w, found, err
}

func (t *tx) due() []work {
	var found []work
	t.query(func(scan func(...any)) {
		var w work
		var due int64
		var data string
		scan(&w.ID, &due, &w.Kind, &w.Label, &data)
		w.Due, w.Data = time.UnixMicro(due).UTC(), json.RawMessage(data)
		found = append(found, w)
	}, `select id, due_at, kind, label, data from work where due_at <= ?
		order by due_at, id limit ?`, t.now.UnixMicro(), 2*runWorkers)
	return found
}

// perform does claimed work. A delivery talks to the network between two transactions; all other
// work is one transaction.
func (s *Sandbox) perform(ctx context.Context, w work) error {
	defer func() {
		s.busyMu.Lock()
		defer s.busyMu.Unlock()
		delete(s.busy, w.ID)
	}()
	if w.Kind == workDeliver {
		return s.deliver(ctx, w)
	}
	return s.do(ctx, func(t *tx) {
		t.finish(w)
		switch w.Kind {
		case workDelegate:
			t.delegate(decoded[delegation](t, w))
		case workConference:
			t.makeConference(decoded[conferenceWork](t, w))
		case workSync:
			t.finishSync(decoded[string](t, w))
		case workWrite:
			t.applyWrite(decoded[eventWrite](t, w))
		default:
			t.fail(fmt.Errorf("sandbox: unknown work %q", w.Kind))
		}
	})
}

func decoded[T any](t *tx, w work) T {
	var v T
	if err := json.Unmarshal(w.Data, &v); err != nil {
		t.fail(err)
	}
	return v
}

func (t *tx) enqueue(kind, label string, due time.Time, data any) {
	encoded, err := json.Marshal(data)
	if err != nil {
		t.fail(err)
		return
	}
	t.woken = true
	t.exec(`insert into work (due_at, kind, label, data) values (?, ?, ?, ?)`,
		due.UnixMicro(), kind, label, string(encoded))
}

func (t *tx) finish(w work) { t.exec(`delete from work where id = ?`, w.ID) }

// postpone writes the work back with a new due time.
func (t *tx) postpone(w work, due time.Time, data any) {
	encoded, err := json.Marshal(data)
	if err != nil {
		t.fail(err)
		return
	}
	t.woken = true
	t.exec(`update work set due_at = ?, data = ? where id = ?`, due.UnixMicro(), string(encoded), w.ID)
}

func (s *Sandbox) poke() {
	select {
	case s.wake <- struct{}{}:
	default:
	}
}
