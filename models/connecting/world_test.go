package connecting_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"entrevue/handlers/sandbox"
	"entrevue/models"
	"entrevue/models/connecting"
	"entrevue/models/cronofy"
	"entrevue/models/jobs"
	"entrevue/models/store"
	"entrevue/models/store/storetest"
)

func TestMain(m *testing.M) { storetest.Main(m) }

// world is the connector between a database and the sandbox, both on one clock that tests move.
type world struct {
	t         *testing.T
	store     *store.Store
	queue     *jobs.Queue
	connector *connecting.Connector
	cronofy   *cronofy.Client
	sandbox   *sandbox.Sandbox
	remote    *httptest.Server
	hooks     *httptest.Server
	admin     models.Employee
	signIn    int64

	mu      sync.Mutex
	clock   time.Time
	answers []int // of our hooks
	changed []int64
}

// generous is a rate that no test reaches while its clock stands still.
var generous = connecting.Rate{Burst: 1 << 20, PerSecond: 1000}

// everywhere runs a test in a world on each database.
func everywhere(t *testing.T, test func(*world)) {
	t.Helper()
	for _, dialect := range storetest.Dialects {
		t.Run(dialect, func(t *testing.T) {
			t.Parallel()
			test(newWorld(t, dialect, generous))
		})
	}
}

func newWorld(t *testing.T, dialect string, rate connecting.Rate) *world {
	t.Helper()
	w := &world{t: t, clock: time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC)}
	w.store = storetest.Open(t, dialect, w.now)
	w.hooks = httptest.NewServer(http.HandlerFunc(w.hear))
	t.Cleanup(w.hooks.Close)
	w.remote = httptest.NewUnstartedServer(nil)
	var err error
	w.sandbox, err = sandbox.New(sandbox.Config{ClientID: "client", ClientSecret: "secret", Now: w.now,
		PublicURL: "http://" + w.remote.Listener.Addr().String()})
	w.must(err)
	t.Cleanup(func() { _ = w.sandbox.Close() })
	w.remote.Config.Handler = w.sandbox.Handler()
	w.remote.Start()
	t.Cleanup(w.remote.Close)
	w.cronofy = w.client("secret", connecting.NewBudget(w.store, rate))
	w.start()
	w.admin = w.hire("Helen Ward", "helen.ward@lumen.example", models.RoleAdministrator)
	w.signIn, err = w.store.CreateSignIn(t.Context(), models.SignIn{EmployeeID: w.admin.ID})
	w.must(err)
	return w
}

func (w *world) client(secret string, budget *connecting.Budget) *cronofy.Client {
	client, err := cronofy.New(cronofy.Config{APIURL: w.remote.URL, AppURL: w.remote.URL, ClientID: "client",
		Secrets: []models.Secret{models.NewSecret(secret)}, Gate: budget.Reserve})
	w.must(err)
	return client
}

// start makes a queue and a connector over the database, as a process does.
func (w *world) start() {
	w.t.Helper()
	var err error
	w.queue, err = jobs.New(w.store, jobs.Config{Poll: 10 * time.Millisecond, Standing: true})
	w.must(err)
	public, err := url.Parse(w.hooks.URL)
	w.must(err)
	path := func(kind string) func(string) string {
		return func(secret string) string { return "/hooks/cronofy/" + kind + "/" + secret }
	}
	connector := connecting.New(connecting.Config{Store: w.store, Queue: w.queue, Cronofy: w.cronofy, PublicURL: public,
		DataCentre: "sandbox", Paths: connecting.Paths{Return: "/returns/calendar", Authorization: path("authorizations"),
			Push: path("pushes"), Reachability: path("reachability"), PersonalReturn: func(token string) string { return "/returns/conferencing/" + token }}})
	connector.Changed = func(_ context.Context, _ *store.Store, employeeID int64) error {
		w.mu.Lock()
		defer w.mu.Unlock()
		w.changed = append(w.changed, employeeID)
		return nil
	}
	w.mu.Lock()
	w.connector = connector
	w.mu.Unlock()
	w.must(w.queue.Start(w.t.Context()))
	queue := w.queue
	w.t.Cleanup(func() { _ = queue.Stop(context.WithoutCancel(w.t.Context())) })
}

// hear is the way of hooks into the connector, without pages.
func (w *world) hear(out http.ResponseWriter, r *http.Request) {
	w.mu.Lock()
	connector := w.connector
	w.mu.Unlock()
	raw, _ := io.ReadAll(r.Body)
	parts := strings.Split(r.URL.Path, "/")
	err := receive(r.Context(), connector, parts[3], connecting.Callback{Secret: parts[4],
		Signature: r.Header.Get(cronofy.SignatureHeader), Raw: raw})
	status := http.StatusNoContent
	switch {
	case errors.Is(err, models.ErrForbidden):
		status = http.StatusForbidden
	case errors.Is(err, models.ErrNotFound):
		status = http.StatusNotFound
	case err != nil:
		status = http.StatusInternalServerError
		w.t.Error(err)
	}
	w.mu.Lock()
	w.answers = append(w.answers, status)
	w.mu.Unlock()
	out.WriteHeader(status)
}

func receive(ctx context.Context, c *connecting.Connector, kind string, callback connecting.Callback) error {
	switch kind {
	case "authorizations":
		return c.ReceiveAuthorization(ctx, callback)
	case "pushes":
		return c.ReceivePush(ctx, callback)
	default:
		return c.ReceiveReachability(ctx, callback)
	}
}

func (w *world) now() time.Time {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.clock
}

func (w *world) must(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

// settle works both sides until neither has anything due.
func (w *world) settle() {
	w.t.Helper()
	for {
		w.must(w.queue.Drain(w.t.Context()))
		ran, err := w.sandbox.RunDue(w.t.Context())
		w.must(err)
		if ran == 0 {
			return
		}
	}
}

// pass moves the clock in small steps, working both sides after each.
func (w *world) pass(by time.Duration) {
	w.t.Helper()
	for step := min(by, max(time.Second, by/20)); by > 0; by -= step {
		w.jump(min(step, by))
	}
}

// jump moves the clock at once.
func (w *world) jump(by time.Duration) {
	w.t.Helper()
	w.mu.Lock()
	w.clock = w.clock.Add(by)
	w.mu.Unlock()
	w.settle()
}

// tick lets the minute sweep and the daily look happen.
func (w *world) tick() {
	w.t.Helper()
	w.must(w.queue.Tick(w.t.Context()))
	w.settle()
}

func (w *world) hire(name, email string, role models.Role) models.Employee {
	w.t.Helper()
	e := models.Employee{Name: name, Email: email, Role: role, Language: models.English, TimeZone: "Europe/Paris",
		HostsInterviews: true, PasswordHash: "x"}
	w.must(w.store.Tx(w.t.Context(), func(ctx context.Context, tx *store.Store) error { return tx.CreateEmployee(ctx, &e) }))
	return e
}

// control posts to a control page of the sandbox.
func (w *world) control(path string, body map[string]any) map[string]any {
	w.t.Helper()
	encoded, err := json.Marshal(body)
	w.must(err)
	request, err := http.NewRequestWithContext(w.t.Context(), http.MethodPost, w.remote.URL+path, strings.NewReader(string(encoded)))
	w.must(err)
	request.Header.Set("Content-Type", "application/json")
	return w.ask(request)
}

// look reads a control page of the sandbox.
func (w *world) look(path string) map[string]any {
	w.t.Helper()
	request, err := http.NewRequestWithContext(w.t.Context(), http.MethodGet, w.remote.URL+path, nil)
	w.must(err)
	return w.ask(request)
}

func (w *world) ask(request *http.Request) map[string]any {
	w.t.Helper()
	request.Header.Set("Accept", "application/json")
	response, err := http.DefaultClient.Do(request)
	w.must(err)
	defer response.Body.Close()
	raw, err := io.ReadAll(response.Body)
	w.must(err)
	if response.StatusCode >= 300 {
		w.t.Fatalf("%s %s: %d %s", request.Method, request.URL.Path, response.StatusCode, raw)
	}
	var answer map[string]any
	_ = json.Unmarshal(raw, &answer)
	return answer
}

// calls counts what the sandbox was asked for.
func (w *world) calls(operation string) int {
	w.t.Helper()
	record, _ := w.look("/sandbox/record?limit=10000&operation=" + operation)["record"].([]any)
	return len(record)
}

func (w *world) turn(name, setting string) {
	w.t.Helper()
	w.control("/sandbox/switches", map[string]any{"name": name, "value": setting})
}

func (w *world) fault(fault map[string]any) {
	w.t.Helper()
	w.control("/sandbox/faults", fault)
}

// accept brings the integration to the point where Connect may be pressed.
func (w *world) accept(system models.CalendarSystem) {
	w.t.Helper()
	choice := connecting.Choice{System: system}
	if system == models.SystemEWS {
		choice.Exchange = models.ExchangeOwnServer
	}
	w.must(w.connector.AcceptSubprocessor(w.t.Context(), w.admin.Actor(), connecting.Acceptance{Accepted: true, Choice: choice}))
	w.settle()
}

// depart presses Connect and does on Cronofy's page what as says; the values are what the browser
// brings back.
func (w *world) depart(system models.CalendarSystem, as string) url.Values {
	w.t.Helper()
	choice := connecting.Choice{System: system}
	if system == models.SystemEWS {
		choice.Exchange = models.ExchangeOwnServer
	}
	address, err := w.connector.Begin(w.t.Context(), w.admin.Actor(), connecting.Beginning{SignInID: w.signIn, Choice: choice})
	w.must(err)
	client := http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	response, err := client.PostForm(address, url.Values{"system": {string(system)}, "as": {as}, "admin": {"helen.ward@lumen.example"}})
	w.must(err)
	defer response.Body.Close()
	back, err := response.Location()
	if err != nil {
		body, _ := io.ReadAll(response.Body)
		w.t.Fatalf("Cronofy's page answered %d: %s", response.StatusCode, body)
	}
	return back.Query()
}

func (w *world) comeBack(values url.Values) error {
	return w.connector.Return(w.t.Context(), connecting.Return{SignInID: w.signIn, EmployeeID: w.admin.ID,
		State: values.Get("state"), Code: models.NewSecret(values.Get("code")), Error: values.Get("error")})
}

// connect connects the calendar from nothing and waits until everybody is synchronized.
func (w *world) connect(system models.CalendarSystem) {
	w.t.Helper()
	w.accept(system)
	w.must(w.comeBack(w.depart(system, "administrator")))
	w.settle()
	w.pass(5 * time.Second)
}

func (w *world) integration() models.Integration {
	w.t.Helper()
	i, err := w.store.Integration(w.t.Context())
	w.must(err)
	return i
}

func (w *world) sync(e models.Employee) models.Synchronization {
	w.t.Helper()
	y, err := w.store.Synchronization(w.t.Context(), e.ID)
	w.must(err)
	return y
}

func (w *world) host(e models.Employee) models.HostState {
	w.t.Helper()
	facts, err := w.store.Facts(w.t.Context(), []int64{e.ID})
	w.must(err)
	return facts[e.ID][models.Zoom].Host
}

func (w *world) expectHost(e models.Employee, want models.HostState) {
	w.t.Helper()
	if got := w.host(e); got != want {
		y, _ := w.store.Synchronization(w.t.Context(), e.ID)
		w.t.Errorf("%s is %s, want %s (%+v)", e.Name, got, want, y)
	}
}

func (w *world) failed() string {
	w.t.Helper()
	list, err := w.queue.Failed(w.t.Context(), 10)
	w.must(err)
	var text strings.Builder
	for _, job := range list {
		fmt.Fprintf(&text, "%s %s: %s\n", job.Kind, job.Args, job.Problem)
	}
	return text.String()
}
