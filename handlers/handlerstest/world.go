package handlerstest

import (
	"bytes"
	"context"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"os"
	"slices"
	"sync"
	"testing"
	"time"

	"entrevue/cmd/app"
	"entrevue/handlers/sandbox"
	"entrevue/models"
	"entrevue/models/connecting"
	"entrevue/models/jobs"
	"entrevue/models/mail"
	"entrevue/models/store/storetest"
)

// Main runs the tests of a package that makes worlds; TestMain calls it.
func Main(m *testing.M) { storetest.Main(m) }

// Start is when the clock of every world begins to stand: a Monday morning.
var Start = time.Date(2026, 11, 30, 8, 0, 0, 0, time.UTC)

// World is one installation and its surroundings.
type World struct {
	App     *app.App
	URL     string // where the application is
	Sandbox *sandbox.Sandbox
	Outside string // where the sandbox is

	t   testing.TB
	dir string // of the sandbox
	box int    // the port of the sandbox's mail server

	people   []string // of the company; everybody when empty
	closeBox func() error
	ends     []func()
	door     door
	config   app.Config
	clock    *clock
	log      *log
	counts   *counts
}

// Option changes what a world is made of.
type Option func(*settings)

type settings struct {
	dialect string
	live    bool
	people  []string
	config  func(*app.Config)
}

// OnPostgres keeps the world's data in PostgreSQL.
func OnPostgres() Option { return func(s *settings) { s.dialect = "postgres" } }

// Live lets time pass by itself, as it does for a person in front of a real browser: nothing needs to
// be settled, and the clock cannot be advanced.
func Live() Option { return func(s *settings) { s.live = true } }

// Only lets the company have no more people than those with these keys of models/demo. The first
// administrator must be among them.
func Only(keys ...string) Option { return func(s *settings) { s.people = keys } }

// With changes the configuration of the application, after whatever else changes it.
func With(change func(*app.Config)) Option {
	return func(s *settings) {
		before := s.config
		s.config = func(c *app.Config) {
			before(c)
			change(c)
		}
	}
}

// New makes a world that ends with the test. Its installation has no people yet.
func New(t testing.TB, options ...Option) *World {
	t.Helper()
	chosen := settings{dialect: "sqlite", config: func(*app.Config) {}}
	for _, option := range options {
		option(&chosen)
	}
	w := &World{t: t, people: chosen.people, clock: &clock{now: Start}, log: &log{}, counts: &counts{}}
	t.Cleanup(w.Close)
	w.dir = owner{t, w}.TempDir()
	database := storetest.URL(owner{t, w}, chosen.dialect)
	if chosen.live {
		w.clock = nil
	}
	w.outside()
	w.application(database, chosen)
	return w
}

// Close ends the world before its test ends, for tests that make many.
func (w *World) Close() {
	for _, end := range slices.Backward(w.ends) {
		end()
	}
	w.ends = nil
	w.log.forget() // its test may make thousands and knows them all to its end
	w.counts.take()
}

// owner is the test as its world's files and database see it: they go with the world.
type owner struct {
	testing.TB
	world *World
}

func (o owner) Cleanup(end func()) { o.world.later(end) }

func (o owner) TempDir() string {
	dir, err := os.MkdirTemp("", "entrevue-world-")
	o.world.must(err)
	o.world.later(func() { _ = os.RemoveAll(dir) })
	return dir
}

func (w *World) later(end func()) { w.ends = append(w.ends, end) }

func (w *World) outside() {
	web, box := w.listen(), w.listen()
	w.Outside, w.box = "http://"+web.Addr().String(), box.Addr().(*net.TCPAddr).Port
	var err error
	w.Sandbox, err = sandbox.New(sandbox.Config{DataDir: w.dir, ClientID: "client", ClientSecret: "secret",
		PublicURL: w.Outside, Now: w.held()})
	w.must(err)
	server := &http.Server{Handler: w.Sandbox.Handler(), ReadHeaderTimeout: time.Second}
	go func() { _ = server.Serve(web) }()
	w.closeBox = box.Close
	go func() { _ = w.Sandbox.ServeSMTP(box) }()
	running, stop := context.WithCancel(context.Background())
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		if w.live() {
			w.Sandbox.Run(running)
		}
	}()
	w.later(func() {
		stop()
		<-ended
		_ = server.Close()
		_ = box.Close()
		_ = w.Sandbox.Close()
	})
}

func (w *World) application(database string, chosen settings) {
	listener := door{w.listen().(*net.TCPListener)}
	w.door = listener
	w.later(func() { _ = listener.TCPListener.Close() })
	w.URL = "http://" + listener.Addr().String()
	public, _ := url.Parse(w.URL)
	outside, _ := url.Parse(w.Outside)
	config := app.Config{Log: slog.New(slog.NewTextHandler(w.log, &slog.HandlerOptions{Level: slog.LevelDebug})),
		Listener: listener, DatabaseURL: database, Keys: []string{storetest.Key},
		PublicURL: public, Now: w.Now, Quick: true, Migrated: true, Watch: w.counts.see,
		Queue: jobs.Config{Standing: !w.live(), Poll: 250 * time.Millisecond},
		Cronofy: app.Cronofy{API: outside, App: outside, DataCentre: "sandbox", Sender: sandbox.Sender, ClientID: "client",
			ClientSecret: models.NewSecret("secret"), Rate: connecting.Rate{Burst: 1 << 20, PerSecond: 1000}},
		Mail:     mail.Server{Host: "127.0.0.1", Port: w.box, Security: mail.SecurityNone},
		MailFrom: mail.Address{Mail: "entrevue@lumen.example"}, JoinHosts: app.SandboxMeetings(outside)}
	if w.live() {
		config.Queue.Poll = 50 * time.Millisecond
	}
	chosen.config(&config)
	w.config = config
	w.begin()
	w.later(w.end)
}

// begin puts the application together and lets it run.
func (w *World) begin() {
	a, err := app.New(w.t.Context(), w.config)
	w.must(err)
	w.App = a
	w.must(a.Start(context.Background()))
	a.Ready()
}

func (w *World) end() {
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	if err := w.App.Stop(ctx); err != nil {
		w.t.Errorf("stop: %v", err)
	}
	if w.t.Failed() {
		w.t.Logf("log of the application:\n%s", w.Log())
	}
}

// Now is the instant at which this world stands.
func (w *World) Now() time.Time {
	if w.live() {
		return time.Now()
	}
	return w.clock.read()
}

// held is the clock that the world outside has to keep to: none of ours where time passes by itself.
func (w *World) held() func() time.Time {
	if w.live() {
		return nil
	}
	return w.Now
}

func (w *World) live() bool { return w.clock == nil }

// CloseMailServer takes the mail server away.
func (w *World) CloseMailServer() {
	w.t.Helper()
	w.must(w.closeBox())
}

// Log is everything the application has logged so far.
func (w *World) Log() string { return w.log.String() }

// Advance moves the clock and does nothing else; Settle does what has become due.
func (w *World) Advance(d time.Duration) { w.clock.add(d) }

// Settle lets the application and the world outside do everything that is due, until both are quiet.
func (w *World) Settle() {
	w.t.Helper()
	ctx, cancel := context.WithTimeout(w.t.Context(), 2*time.Minute)
	defer cancel()
	for {
		w.must(w.App.Drain(ctx))
		ran, err := w.Sandbox.RunDue(ctx)
		w.must(err)
		if ran == 0 {
			return
		}
	}
}

// Tick begins every periodic work once, as the clock would, and settles.
func (w *World) Tick() {
	w.t.Helper()
	w.must(w.App.Tick(w.t.Context()))
	w.Settle()
}

// Statements are what do asked of the database.
func (w *World) Statements(do func()) []string {
	w.counts.take()
	do()
	return w.counts.take()
}

func (w *World) listen() net.Listener {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	w.must(err)
	return listener
}

func (w *World) must(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

type clock struct {
	sync.Mutex
	now time.Time
}

func (c *clock) read() time.Time {
	c.Lock()
	defer c.Unlock()
	return c.now
}

func (c *clock) add(d time.Duration) {
	c.Lock()
	defer c.Unlock()
	c.now = c.now.Add(d)
}

// log keeps what is logged until somebody wants to know.
type log struct {
	sync.Mutex
	lines bytes.Buffer
}

var _ io.Writer = (*log)(nil)

func (l *log) Write(line []byte) (int, error) {
	l.Lock()
	defer l.Unlock()
	return l.lines.Write(line)
}

func (l *log) forget() {
	l.Lock()
	defer l.Unlock()
	l.lines = bytes.Buffer{}
}

func (l *log) String() string {
	l.Lock()
	defer l.Unlock()
	return l.lines.String()
}

// counts collects the statements that reach the database.
type counts struct {
	sync.Mutex
	statements []string
}

func (c *counts) see(_ context.Context, statement string) {
	c.Lock()
	defer c.Unlock()
	c.statements = append(c.statements, statement)
}

func (c *counts) take() []string {
	c.Lock()
	defer c.Unlock()
	taken := c.statements
	c.statements = nil
	return taken
}
