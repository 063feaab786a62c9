package jobs

import (
	"context"
	"fmt"

	"github.com/riverqueue/river/riverdriver"
	"github.com/riverqueue/river/riverdriver/riversqlite"
)

// bell tells the workers of a test that it waits for their work, where River asks SQLite for news twenty
// times a second, and would go on asking a database that Kill has closed. Only Drain rings it: a page that
// a test looks at first does not race with the work.
type bell struct {
	rung chan string // lanes
}

func newBell() *bell { return &bell{rung: make(chan string, 64)} }

// ring never waits: with that many rings unheard, the workers are about to look anyway.
func (b *bell) ring(lane string) {
	select {
	case b.rung <- lane:
	default:
	}
}

// WaitForNotification implements riverdriver.Listener.
func (b *bell) WaitForNotification(ctx context.Context) (*riverdriver.Notification, error) {
	select {
	case <-ctx.Done():
		return nil, ctx.Err()
	case lane := <-b.rung:
		return &riverdriver.Notification{Topic: newsTopic, Payload: news(lane)}, nil
	}
}

// newsTopic and news are how River says that a lane has a job.
const newsTopic = "river_insert"

func news(lane string) string { return fmt.Sprintf(`{"queue": %q}`, lane) }

// The rest of riverdriver.Listener is about a connection, and there is none.
func (b *bell) Close(context.Context) error            { return nil }
func (b *bell) Connect(context.Context) error          { return nil }
func (b *bell) Listen(context.Context, string) error   { return nil }
func (b *bell) Ping(context.Context) error             { return nil }
func (b *bell) Schema() string                         { return "" }
func (b *bell) SetAfterConnectExec(string)             {}
func (b *bell) Unlisten(context.Context, string) error { return nil }

// withBell is River's driver for SQLite, whose workers hear the bell.
type withBell struct {
	*riversqlite.Driver
	bell *bell
}

// GetListener implements riverdriver.Driver.
func (d withBell) GetListener(*riverdriver.GetListenenerParams) riverdriver.Listener { return d.bell }

// SupportsListenNotify implements riverdriver.Driver: nothing is written down for others to hear.
func (withBell) SupportsListenNotify() bool { return false }
