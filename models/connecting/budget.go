package connecting

import (
	"context"
	"errors"
	"math/rand/v2"
	"sync"
	"time"

	"entrevue/models"
	"entrevue/models/cronofy"
	"entrevue/models/store"
)

// Rate is how many calls to Cronofy all processes together may make.
type Rate struct {
	Burst     int
	PerSecond float64
}

// Documented keeps within 50 calls a second and 500 a minute, also with blocks that are used up a
// little later: in any second at most 30 + 2 × 7.5, in any minute at most 30 + 61 × 7.5.
var Documented = Rate{Burst: 30, PerSecond: 7.5}

// A process reserves calls in small blocks and has a second to use one up.
const (
	blockSize = 4
	blockFor  = time.Second
)

// Budget shares the rate between all processes, through the database. A fifth of the burst is kept
// for what stands between an interview and its link: bulk work waits while it is touched.
type Budget struct {
	store *store.Store
	rate  Rate

	mu     sync.Mutex
	blocks [2]block // for links, and for bulk work
}

type block struct {
	left  int
	until time.Time
	shut  time.Time // nothing is to be had before
}

// bulkPause spreads bulk work that found the budget empty, so that a long line of it does not ask
// every second.
const bulkPause = 8 * time.Second

// NewBudget makes the budget of one process; the zero rate means the documented one.
func NewBudget(s *store.Store, rate Rate) *Budget {
	if rate == (Rate{}) {
		rate = Documented
	}
	return &Budget{store: s, rate: rate}
}

// Reserve lets one call pass, or answers *models.Limited: the job that wants it waits.
func (b *Budget) Reserve(ctx context.Context) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	kind, burst := 0, b.rate.Burst
	if cronofy.Patient(ctx) {
		kind, burst = 1, b.rate.Burst*4/5
	}
	block, now := &b.blocks[kind], b.store.Now()
	if block.left == 0 || !now.Before(block.until) {
		if err := b.refill(ctx, block, burst); err != nil {
			return patient(err, kind)
		}
	}
	block.left--
	return nil
}

func (b *Budget) refill(ctx context.Context, block *block, burst int) error {
	now := b.store.Now()
	if now.Before(block.shut) {
		return &models.Limited{RetryAfter: block.shut.Sub(now)}
	}
	interval := time.Duration(float64(time.Second) / b.rate.PerSecond)
	err := b.store.SpendCalls(ctx, blockSize*interval, time.Duration(burst)*interval)
	var limited *models.Limited
	if errors.As(err, &limited) {
		block.shut = now.Add(limited.RetryAfter)
	}
	if err == nil {
		block.left, block.until = blockSize, now.Add(blockFor)
	}
	return err
}

func patient(err error, kind int) error {
	var limited *models.Limited
	if kind == 1 && errors.As(err, &limited) {
		return &models.Limited{RetryAfter: limited.RetryAfter + rand.N(bulkPause)}
	}
	return err
}
