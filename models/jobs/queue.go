package jobs

import (
	"context"
	"database/sql"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"
	"github.com/riverqueue/river/riverdriver/riversqlite"
	"github.com/riverqueue/river/rivertype"

	"entrevue/models/store"
)

// Args is what a job is told: ids and a version, never the things themselves.
type Args interface {
	// Kind names the kind of job for ever: queued jobs of an older release carry it.
	Kind() string
}

// Config sets the times of the queue. Zero values mean those of production.
type Config struct {
	Log *slog.Logger
	// Timeout ends a job that takes longer; 20 seconds.
	Timeout time.Duration
	// Rescue is when a job whose process died is run again; 45 seconds. Longer than Timeout.
	Rescue time.Duration
	// Poll is how often the queue looks by itself; a second. Enqueuing wakes it within 50 ms.
	Poll time.Duration
	// Standing means that the clock is moved by a test: nothing happens by the passing of time.
	Standing bool
}

// Queue enqueues and works jobs. Bind kinds with Handle before Start.
type Queue struct {
	store    *store.Store
	config   Config
	workers  *river.Workers
	policies map[string]Policy
	periodic []periodic
	finished finished

	mu     sync.RWMutex
	client client
}

// client is what the clients of both databases have in common.
type client interface {
	Start(context.Context) error
	Stop(context.Context) error
	StopAndCancel(context.Context) error
	JobList(context.Context, *river.JobListParams) (*river.JobListResult, error)
	JobRetry(context.Context, int64) (*rivertype.JobRow, error)
	insert(ctx context.Context, tx *store.Store, args river.JobArgs, opts *river.InsertOpts) error
	wake(ctx context.Context, lane string) error
}

// New prepares a queue over the tables that Migrate made.
func New(s *store.Store, config Config) (*Queue, error) {
	q := &Queue{store: s, config: config, workers: river.NewWorkers(), policies: map[string]Policy{}}
	q.config.Timeout = or(config.Timeout, 20*time.Second)
	q.config.Rescue = or(config.Rescue, 45*time.Second)
	q.config.Poll = or(config.Poll, time.Second)
	if q.config.Log == nil {
		q.config.Log = slog.Default()
	}
	var err error
	q.client, err = q.connect(&river.Config{Logger: q.quiet(), Test: river.TestConfig{Time: clock{s.Now}}})
	return q, err
}

// Start works jobs until Stop. Jobs that a killed process left running are taken up again.
func (q *Queue) Start(ctx context.Context) error {
	if err := q.adopt(ctx); err != nil {
		return fmt.Errorf("adopt the jobs of a killed process: %w", err)
	}
	working, err := q.connect(q.working())
	if err != nil {
		return fmt.Errorf("start the queue: %w", err)
	}
	if err := working.Start(ctx); err != nil {
		return fmt.Errorf("start the queue: %w", err)
	}
	q.mu.Lock()
	defer q.mu.Unlock()
	q.client = working
	return nil
}

// Stop lets running jobs finish; those that outlast ctx are cancelled and run again later.
func (q *Queue) Stop(ctx context.Context) error {
	if err := q.current().Stop(ctx); err == nil {
		return nil
	}
	hard, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
	defer cancel()
	return q.current().StopAndCancel(hard)
}

// Enqueue makes args a job of the running transaction: it exists exactly when that commits.
func (q *Queue) Enqueue(ctx context.Context, tx *store.Store, args Args) error {
	return q.EnqueueAt(ctx, tx, args, time.Time{})
}

// EnqueueAt is Enqueue for a job that is not to run before due. What is due already is available at
// once: River looks only every five seconds whether the time of a job has come.
func (q *Queue) EnqueueAt(ctx context.Context, tx *store.Store, args Args, due time.Time) error {
	if !tx.Inside() {
		return fmt.Errorf("enqueue %s: outside of a transaction", args.Kind())
	}
	policy := q.policies[args.Kind()]
	opts := &river.InsertOpts{MaxAttempts: policy.attempts(), Queue: policy.lane()}
	if due.After(q.store.Now()) {
		opts.ScheduledAt = due
	}
	if err := q.current().insert(ctx, tx, args, opts); err != nil {
		return fmt.Errorf("enqueue %s: %w", args.Kind(), err)
	}
	return nil
}

func (q *Queue) current() client {
	q.mu.RLock()
	defer q.mu.RUnlock()
	return q.client
}

// never is longer ago than any test.
const never = 100 * 365 * 24 * time.Hour

func (q *Queue) working() *river.Config {
	config := &river.Config{
		Logger: q.quiet(), Workers: q.workers, Queues: map[string]river.QueueConfig{},
		JobTimeout: q.config.Timeout, RescueStuckJobsAfter: q.config.Rescue,
		FetchPollInterval: q.config.Poll, FetchCooldown: min(20*time.Millisecond, q.config.Poll),
		Test: river.TestConfig{Time: clock{q.store.Now}},
	}
	for lane, workers := range lanes {
		config.Queues[lane] = river.QueueConfig{MaxWorkers: workers}
	}
	if q.config.Standing {
		// What River does for jobs that finished long ago or got stuck goes by the clock of the wall: it
		// would run a second time what is running, and SQLite gives the id of a deleted job anew.
		config.CompletedJobRetentionPeriod, config.CancelledJobRetentionPeriod, config.DiscardedJobRetentionPeriod = -1, -1, -1
		config.RescueStuckJobsAfter = never
		return config
	}
	config.PeriodicJobs = q.schedule()
	return config
}

// quiet keeps the queue's own chatter below warnings out of the log; each job has its own line.
func (q *Queue) quiet() *slog.Logger {
	return slog.New(leveled{q.config.Log.Handler(), slog.LevelWarn})
}

// onPostgres and onSQLite make the two clients one.
type onPostgres struct{ *river.Client[pgx.Tx] }

func (c onPostgres) insert(ctx context.Context, tx *store.Store, args river.JobArgs, opts *river.InsertOpts) error {
	return tx.Pgx(func(joined pgx.Tx) error {
		_, err := c.InsertTx(ctx, joined, args, opts)
		return err
	})
}

func (c onPostgres) wake(ctx context.Context, lane string) error {
	return c.Driver().GetExecutor().NotifyMany(ctx, &riverdriver.NotifyManyParams{Topic: newsTopic, Payload: []string{news(lane)}})
}

type onSQLite struct {
	*river.Client[*sql.Tx]
	bell *bell // while a test moves the clock
}

func (c onSQLite) insert(ctx context.Context, tx *store.Store, args river.JobArgs, opts *river.InsertOpts) error {
	_, err := c.InsertTx(ctx, tx.SQL(), args, opts)
	return err
}

func (c onSQLite) wake(_ context.Context, lane string) error {
	if c.bell != nil {
		c.bell.ring(lane)
	}
	return nil
}

func (q *Queue) connect(config *river.Config) (client, error) {
	if q.store.Postgres() {
		c, err := river.NewClient(riverpgxv5.New(q.store.Pool()), config)
		return onPostgres{c}, err
	}
	driver := riversqlite.New(q.store.Writer())
	if q.config.Standing {
		bell := newBell()
		c, err := river.NewClient(withBell{driver, bell}, config)
		return onSQLite{c, bell}, err
	}
	c, err := river.NewClient(driver, config)
	return onSQLite{Client: c}, err
}

func or(value, standard time.Duration) time.Duration {
	if value > 0 {
		return value
	}
	return standard
}
