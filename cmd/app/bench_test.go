package app_test

import (
	"database/sql"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"text/tabwriter"
	"time"

	"entrevue/cmd/app"
	"entrevue/handlers/handlerstest"
	"entrevue/models"
	"entrevue/models/demo"
	"entrevue/models/recruiting"
	"entrevue/models/scheduling"
)

// How a page is measured: by turns with its floor, so that both have the same weather.
const (
	clients = 4
	turns   = 5
	turn    = 800 * time.Millisecond
)

// BenchmarkPages measures pages beside a floor of the same run: a bare net/http server that makes as
// many prepared reads on the same SQLite file through database/sql and then sends the same bytes.
// What a page costs above the floor is ours. Run it with -benchtime=1x: it takes its own time.
func BenchmarkPages(b *testing.B) {
	bench := newBench(b)
	b.ResetTimer()
	for range b.N {
		var table strings.Builder
		w := tabwriter.NewWriter(&table, 2, 0, 2, ' ', tabwriter.AlignRight)
		fmt.Fprintln(w, "page\tbytes\treads\treq/s\tp50\tp99\tfloor req/s\tp50\tp99\treq/s ratio\tp50 ratio\tp99 ratio\t")
		for _, p := range bench.pages {
			page, floor := bench.measure(p)
			fmt.Fprintf(w, "%s\t%d\t%d\t%s\t%s\t%.2f\t%.1f\t%.1f\t\n", p.name, len(p.body), len(p.reads), page, floor,
				page.rate()/floor.rate(), ratio(page.at(50), floor.at(50)), ratio(page.at(99), floor.at(99)))
			b.ReportMetric(page.rate()/floor.rate(), strings.ReplaceAll(p.name, " ", "-")+"-ratio")
		}
		_ = w.Flush()
		b.Logf("\n%s", table.String())
	}
}

// bench is one installation with something to show, without anything that works beside the pages.
type bench struct {
	b     *testing.B
	app   *httptest.Server
	pages []benched
}

type benched struct {
	name, path, cookie string
	body               []byte
	reads              []string
	floor              *httptest.Server
}

func newBench(b *testing.B) *bench {
	b.Helper()
	var config app.Config
	world := handlerstest.New(b, handlerstest.With(func(c *app.Config) {
		c.Queue.Poll = time.Minute
		config = *c
	}))
	person := fiftyInterviews(b, world)
	browser := world.Browser(b)
	browser.Visit("/sign-in")
	browser.Fill("Email address", person.Email).Fill("Password", demo.Password)
	browser.Press("Sign in")
	var cookies []string
	for _, cookie := range browser.Cookies() {
		cookies = append(cookies, cookie.Name+"="+cookie.Value)
	}
	config.Watch, config.Listener, config.Log = nil, nil, slog.New(slog.DiscardHandler)
	unwatched, err := app.New(b.Context(), config)
	if err != nil {
		b.Fatal(err)
	}
	m := &bench{b: b, app: httptest.NewServer(unwatched.Handler())}
	b.Cleanup(func() {
		m.app.Close()
		_ = unwatched.Stop(b.Context())
	})
	m.add(world, world.Browser(b), config.DatabaseURL, benched{name: "sign-in", path: "/sign-in"})
	m.add(world, browser, config.DatabaseURL, benched{name: "interviews tab", path: "/candidates/1/interviews", cookie: strings.Join(cookies, "; ")})
	return m
}

func fiftyInterviews(b *testing.B, world *handlerstest.World) models.Employee {
	b.Helper()
	must := func(err error) {
		if err != nil {
			b.Fatal(err)
		}
	}
	people, err := world.App.DemoPeople(b.Context())
	must(err)
	by := people["OG"].Actor()
	position, err := world.App.Recruiter.CreatePosition(b.Context(), by, "position", recruiting.PositionEntry{Title: "Lighting designer"})
	must(err)
	candidate, err := world.App.Recruiter.CreateCandidate(b.Context(), by, "candidate", recruiting.CandidateEntry{Name: "Maya Lindqvist",
		Email: candidateEmail, Language: models.English, TimeZone: "America/Montreal", PositionID: position, AppliedOn: "2026-11-09"})
	must(err)
	for n := range 50 {
		_, err := world.App.Scheduler.Book(b.Context(), by, scheduling.Booking{CandidateID: candidate, Sending: models.SendNever, RequestID: fmt.Sprint(n),
			Plan: scheduling.Plan{Type: models.TypeFirst,
				OrganizerID: by.ID, HostID: people[demo.People()[n%5].Key].ID, Date: world.Now().AddDate(0, 0, 1+n).Format(time.DateOnly),
				Clock: "14:00", TimeZone: demo.Zone, Duration: time.Hour,
				Way: scheduling.Way{Method: models.MethodOwnLink, OwnLink: fmt.Sprintf("https://rooms.lumen.example/%d", n)}}})
		must(err)
	}
	return people["OG"]
}

// add looks at a page once: what it says, and what it asks the database for it.
func (m *bench) add(world *handlerstest.World, browser *handlerstest.Browser, database string, p benched) {
	m.b.Helper()
	p.reads = world.Statements(func() { browser.Visit(p.path) })
	browser.Expect(http.StatusOK)
	p.body = []byte(browser.Page.Body)
	pool, err := sql.Open("sqlite3", "file:"+database+"?_journal_mode=WAL&_busy_timeout=5000&_txlock=deferred&mode=ro&_query_only=true")
	if err != nil {
		m.b.Fatal(err)
	}
	pool.SetMaxOpenConns(clients)
	pool.SetMaxIdleConns(clients)
	p.floor = httptest.NewServer(floor(m.b, pool, p))
	m.b.Cleanup(func() {
		p.floor.Close()
		_ = pool.Close()
	})
	m.pages = append(m.pages, p)
}

// floor answers as plainly as Go can.
func floor(b *testing.B, pool *sql.DB, p benched) http.HandlerFunc {
	b.Helper()
	var prepared []*sql.Stmt
	for _, read := range p.reads {
		statement, err := pool.Prepare(read)
		if err != nil {
			b.Fatalf("prepare %s: %v", read, err)
		}
		prepared = append(prepared, statement)
	}
	return func(w http.ResponseWriter, r *http.Request) {
		for _, statement := range prepared {
			if err := readAll(r, statement); err != nil {
				http.Error(w, err.Error(), http.StatusInternalServerError)
				return
			}
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = w.Write(p.body)
	}
}

func readAll(r *http.Request, statement *sql.Stmt) error {
	rows, err := statement.QueryContext(r.Context())
	if err != nil {
		return err
	}
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		return err
	}
	values := make([]any, len(columns))
	for n := range values {
		values[n] = new(any)
	}
	for rows.Next() {
		if err := rows.Scan(values...); err != nil {
			return err
		}
	}
	return rows.Err()
}

// times are how long the requests of one server took, and how long it was asked.
type times struct {
	all   []time.Duration
	asked time.Duration
}

func (t times) rate() float64 { return float64(len(t.all)) / t.asked.Seconds() }

// at is a percentile; all is sorted.
func (t times) at(percent int) time.Duration { return t.all[(len(t.all)-1)*percent/100] }

func (t times) String() string {
	return fmt.Sprintf("%.0f\t%s\t%s", t.rate(), t.at(50).Round(10*time.Microsecond), t.at(99).Round(10*time.Microsecond))
}

func ratio(a, b time.Duration) float64 { return float64(a) / float64(b) }

// measure asks a page and its floor by turns. The first turn of each only warms them up.
func (m *bench) measure(p benched) (page, floor times) {
	m.b.Helper()
	m.ask(m.app.URL, p)
	m.ask(p.floor.URL, p)
	for range turns {
		page = page.and(m.ask(m.app.URL, p))
		floor = floor.and(m.ask(p.floor.URL, p))
	}
	slices.Sort(page.all)
	slices.Sort(floor.all)
	return page, floor
}

func (t times) and(more times) times {
	return times{append(t.all, more.all...), t.asked + more.asked}
}

// ask lets several clients ask one server for one turn.
func (m *bench) ask(server string, p benched) times {
	m.b.Helper()
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: clients, DisableCompression: true}}
	defer client.CloseIdleConnections()
	var mu sync.Mutex
	var group sync.WaitGroup
	took := times{}
	began := time.Now()
	for range clients {
		group.Go(func() {
			var own []time.Duration
			for time.Since(began) < turn {
				left := time.Now()
				if err := once(client, server, p); err != nil {
					m.b.Error(err)
					return
				}
				own = append(own, time.Since(left))
			}
			mu.Lock()
			defer mu.Unlock()
			took.all = append(took.all, own...)
		})
	}
	group.Wait()
	took.asked = time.Since(began)
	if m.b.Failed() {
		m.b.FailNow()
	}
	return took
}

func once(client *http.Client, server string, p benched) error {
	request, err := http.NewRequest(http.MethodGet, server+p.path, nil)
	if err != nil {
		return err
	}
	if p.cookie != "" {
		request.Header.Set("Cookie", p.cookie)
	}
	answer, err := client.Do(request)
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	read, err := io.Copy(io.Discard, answer.Body)
	if err != nil || answer.StatusCode != http.StatusOK || answer.Request.URL.Path != p.path || read < int64(len(p.body))*9/10 {
		return fmt.Errorf("%s: status %d, %d bytes of %d, %w", answer.Request.URL, answer.StatusCode, read, len(p.body), err)
	}
	return nil
}
