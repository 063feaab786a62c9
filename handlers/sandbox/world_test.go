package sandbox

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"
)

const (
	clientID     = "sandbox-client"
	clientSecret = "sandbox-secret"
	helen        = "helen.ward@lumen.example"
	oliver       = "oliver.grant@lumen.example"
)

// world is a sandbox behind a real server, with a clock that tests move and an application that
// receives callbacks.
type world struct {
	t      *testing.T
	s      *Sandbox
	server *httptest.Server
	hooks  *hooks
	mu     sync.Mutex
	clock  time.Time
}

// hooks is the receiving side of an application.
type hooks struct {
	server *httptest.Server
	mu     sync.Mutex
	calls  []hook
	status int
}

type hook struct {
	Path, Query, Signature, Body string
}

func (h *hooks) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	h.mu.Lock()
	defer h.mu.Unlock()
	h.calls = append(h.calls, hook{r.URL.Path, r.URL.RawQuery, r.Header.Get(signatureHeader), string(body)})
	w.WriteHeader(h.status)
}

// take returns the calls received since the last take.
func (h *hooks) take() []hook {
	h.mu.Lock()
	defer h.mu.Unlock()
	calls := h.calls
	h.calls = nil
	return calls
}

func (h *hooks) answer(status int) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.status = status
}

func newWorld(t *testing.T) *world { return newWorldIn(t, "", func(*Config) {}) }

func newWorldIn(t *testing.T, dir string, adjust func(*Config)) *world {
	t.Helper()
	w := &world{t: t, clock: time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC), hooks: &hooks{status: 200}}
	w.hooks.server = httptest.NewServer(w.hooks)
	t.Cleanup(w.hooks.server.Close)
	w.server = httptest.NewUnstartedServer(nil)
	config := Config{
		DataDir: dir, ClientID: clientID, ClientSecret: clientSecret, Now: w.now,
		PublicURL: "http://" + w.server.Listener.Addr().String(),
	}
	adjust(&config)
	s, err := New(config)
	if err != nil {
		t.Fatal(err)
	}
	w.s = s
	t.Cleanup(func() { _ = s.Close() })
	w.server.Config.Handler = s.Handler()
	w.server.Start()
	t.Cleanup(w.server.Close)
	return w
}

func (w *world) now() time.Time {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.clock
}

// pass moves the clock and does what is due then.
func (w *world) pass(by time.Duration) {
	w.t.Helper()
	w.mu.Lock()
	w.clock = w.clock.Add(by)
	w.mu.Unlock()
	if _, err := w.s.RunDue(context.Background()); err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) turn(name, value string) {
	w.t.Helper()
	w.do(func(t *tx) {
		if !t.turn(name, value) {
			w.t.Errorf("no switch %s=%s", name, value)
		}
	})
}

func (w *world) do(f func(*tx)) {
	w.t.Helper()
	if err := w.s.do(context.Background(), f); err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) fault(f fault) {
	w.t.Helper()
	w.do(func(t *tx) {
		if _, err := t.addFault(f); err != nil {
			w.t.Fatal(err)
		}
	})
}

// reply is an answer of the sandbox.
type reply struct {
	Status int
	Header http.Header
	Raw    string
	JSON   map[string]any
}

// at finds a value by a dotted path; numbers index lists. Keys with dots are written with /.
func (r reply) at(path string) any { return at(r.JSON, path) }

func at(v any, path string) any {
	for _, part := range strings.Split(path, ".") {
		part = strings.ReplaceAll(part, "/", ".")
		switch into := v.(type) {
		case map[string]any:
			v = into[part]
		case []any:
			i := int(part[0] - '0')
			if i >= len(into) {
				return nil
			}
			v = into[i]
		default:
			return nil
		}
	}
	return v
}

func (r reply) text(path string) string {
	s, _ := r.at(path).(string)
	return s
}

type m = map[string]any

// call sends JSON with an access token ("" for none).
func (w *world) call(method, path, bearer string, body any) reply {
	w.t.Helper()
	var data []byte
	if body != nil {
		data, _ = json.Marshal(body)
	}
	return w.send(method, path, bearer, "application/json; charset=utf-8", data)
}

func (w *world) form(path string, values url.Values) reply {
	w.t.Helper()
	return w.send("POST", path, "", "application/x-www-form-urlencoded", []byte(values.Encode()))
}

func (w *world) send(method, path, bearer, kind string, body []byte) reply {
	w.t.Helper()
	r, err := w.try(method, path, bearer, kind, body)
	if err != nil {
		w.t.Fatal(err)
	}
	return r
}

func (w *world) try(method, path, bearer, kind string, body []byte) (reply, error) {
	if strings.HasPrefix(path, "/") {
		path = w.server.URL + path
	}
	request, err := http.NewRequest(method, path, bytes.NewReader(body))
	if err != nil {
		return reply{}, err
	}
	request.Header.Set("Content-Type", kind)
	if strings.HasPrefix(strings.TrimPrefix(path, w.server.URL), "/sandbox") {
		request.Header.Set("Accept", "application/json")
	}
	if bearer != "" {
		request.Header.Set("Authorization", "Bearer "+bearer)
	}
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error {
		return http.ErrUseLastResponse
	}}
	response, err := client.Do(request)
	if err != nil {
		return reply{}, err
	}
	defer response.Body.Close()
	raw, err := io.ReadAll(response.Body)
	r := reply{Status: response.StatusCode, Header: response.Header, Raw: string(raw)}
	_ = json.Unmarshal(raw, &r.JSON)
	return r, err
}

func (w *world) want(r reply, status int) reply {
	w.t.Helper()
	if r.Status != status {
		w.t.Fatalf("status %d, want %d: %s", r.Status, status, r.Raw)
	}
	return r
}

// person walks through the hosted pages of somebody's browser.
type browser struct {
	*world
	client *http.Client
	url    string
	page   *goquery.Document
	status int
}

func (w *world) browser() *browser {
	jar := &jar{}
	return &browser{world: w, client: &http.Client{Jar: jar,
		CheckRedirect: func(r *http.Request, _ []*http.Request) error {
			if !strings.HasPrefix(r.URL.String(), w.server.URL) {
				return http.ErrUseLastResponse
			}
			return nil
		}}}
}

// jar keeps every cookie for every address.
type jar struct{ cookies []*http.Cookie }

func (j *jar) SetCookies(_ *url.URL, cookies []*http.Cookie) {
	j.cookies = append(j.cookies, cookies...)
}
func (j *jar) Cookies(*url.URL) []*http.Cookie { return j.cookies }

func (b *browser) visit(address string) *browser {
	b.t.Helper()
	if strings.HasPrefix(address, "/") {
		address = b.server.URL + address
	}
	response, err := b.client.Get(address)
	return b.arrive(response, err)
}

func (b *browser) arrive(response *http.Response, err error) *browser {
	b.t.Helper()
	if err != nil {
		b.t.Fatal(err)
	}
	defer response.Body.Close()
	b.status, b.url = response.StatusCode, response.Request.URL.String()
	if location := response.Header.Get("Location"); location != "" {
		b.url = location
		return b
	}
	if b.page, err = goquery.NewDocumentFromReader(response.Body); err != nil {
		b.t.Fatal(err)
	}
	return b
}

// press submits the form of the button with this text.
func (b *browser) press(text string) *browser {
	b.t.Helper()
	button := b.page.Find("button").FilterFunction(func(_ int, s *goquery.Selection) bool {
		return strings.HasPrefix(strings.TrimSpace(s.Text()), text)
	}).First()
	form := button.Closest("form")
	if form.Length() == 0 {
		b.t.Fatalf("no button %q on %s: %s", text, b.url, b.page.Text())
	}
	values := url.Values{}
	form.Find("input[name]:not([type=checkbox]), textarea[name]").Each(func(_ int, s *goquery.Selection) {
		values.Add(s.AttrOr("name", ""), s.AttrOr("value", ""))
	})
	form.Find("select[name]").Each(func(_ int, s *goquery.Selection) {
		option := s.Find("option[selected]")
		if option.Length() == 0 {
			option = s.Find("option").First()
		}
		values.Add(s.AttrOr("name", ""), option.AttrOr("value", option.Text()))
	})
	if name := button.AttrOr("name", ""); name != "" {
		values.Set(name, button.AttrOr("value", ""))
	}
	return b.submit(form.AttrOr("action", b.url), values)
}

func (b *browser) submit(action string, values url.Values) *browser {
	b.t.Helper()
	base, _ := url.Parse(b.url)
	target, err := base.Parse(action)
	if err != nil {
		b.t.Fatal(err)
	}
	response, err := b.client.PostForm(target.String(), values)
	return b.arrive(response, err)
}

// sees fails unless the page has the text.
func (b *browser) sees(text string) *browser {
	b.t.Helper()
	if !strings.Contains(b.page.Text(), text) {
		b.t.Errorf("%s does not show %q: %s", b.url, text, b.page.Text())
	}
	return b
}

func (b *browser) returned() url.Values {
	b.t.Helper()
	u, err := url.Parse(b.url)
	if err != nil {
		b.t.Fatal(err)
	}
	return u.Query()
}

const returnURL = "https://ats.example/returns/calendar?x=1"

func enterpriseURL(changes url.Values) string {
	q := url.Values{
		"response_type": {"code"}, "client_id": {clientID}, "redirect_uri": {returnURL},
		"scope":           {"service_account/accounts/manage service_account/resources/manage"},
		"delegated_scope": {"read_write"}, "state": {"st-1"},
	}
	for name, values := range changes {
		q[name] = values
	}
	return "/enterprise_connect/oauth/authorize?" + q.Encode()
}

// connect signs the administrator in and returns the token answer of the service account.
func (w *world) connect(system string) reply {
	w.t.Helper()
	b := w.browser().visit(enterpriseURL(nil)).press(systemTitle(system)).press("Sign in as administrator")
	return w.want(w.exchange(b.returned().Get("code"), returnURL), 200)
}

func (w *world) exchange(code, redirect string) reply {
	w.t.Helper()
	return w.call("POST", "/oauth/token", "", m{
		"client_id": clientID, "client_secret": clientSecret, "grant_type": "authorization_code",
		"code": code, "redirect_uri": redirect,
	})
}

// ask requests an employee's account and returns what was called back.
func (w *world) ask(service, email string) reply {
	w.t.Helper()
	w.want(w.call("POST", "/v1/service_account_authorizations", service, m{
		"email": email, "callback_url": w.hooks.server.URL + "/ec/7?i=1", "scope": "read_write", "state": "emp-7",
	}), 202)
	w.pass(delegationDelay)
	calls := w.hooks.take()
	if len(calls) != 1 {
		w.t.Fatalf("%d callbacks: %v", len(calls), calls)
	}
	r := reply{Raw: calls[0].Body}
	_ = json.Unmarshal([]byte(r.Raw), &r.JSON)
	return r
}

// employee connects the company and returns an employee's token and primary calendar.
func (w *world) employee(system, email string) (bearer, calendarID string) {
	w.t.Helper()
	called := w.ask(w.connect(system).text("access_token"), email)
	token := w.want(w.exchange(called.text("authorization.code"), w.hooks.server.URL+"/ec/7?i=1"), 200)
	w.pass(syncDelay)
	w.hooks.take()
	bearer = token.text("access_token")
	return bearer, w.want(w.call("GET", "/v1/calendars", bearer, nil), 200).text("calendars.0.calendar_id")
}

// interview is a valid upsert of tomorrow.
func interview(w *world, changes m) m {
	start := w.now().Add(24 * time.Hour)
	body := m{"event_id": "interview-771", "summary": "Interview: J. Roth", "description": "Round 2",
		"start": utc(start), "end": utc(start.Add(time.Hour)), "tzid": "Europe/Paris"}
	for k, v := range changes {
		if v == nil {
			delete(body, k)
		} else {
			body[k] = v
		}
	}
	return body
}

func (w *world) managed(bearer string) reply {
	w.t.Helper()
	return w.want(w.call("GET", "/v1/events?tzid=Etc/UTC&only_managed=true&include_deleted=true", bearer, nil), 200)
}

func decodeJSON(text string) m {
	var v m
	_ = json.Unmarshal([]byte(text), &v)
	return v
}
