package cronofy_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"entrevue/handlers/sandbox"
	"entrevue/models"
	"entrevue/models/cronofy"
)

const (
	oliver    = "oliver.grant@lumen.example"
	thi       = "thi.nguyen@lumen.example"
	returning = "https://entrevue.example/returns/calendar"
)

// world is the sandbox, reached by our client, and the addresses at which it calls us back.
type world struct {
	t      *testing.T
	box    *sandbox.Sandbox
	client *cronofy.Client
	base   string
	hooks  *httptest.Server
	mu     sync.Mutex
	clock  time.Time
	calls  map[string][][]byte // signed callbacks by path
	forged int
}

func newWorld(t *testing.T) *world {
	t.Helper()
	w := &world{t: t, clock: time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC), calls: map[string][][]byte{}}
	server := httptest.NewUnstartedServer(nil)
	w.base = "http://" + server.Listener.Addr().String()
	box, err := sandbox.New(sandbox.Config{
		ClientID: "client", ClientSecret: "secret", SecondSecret: "older", PublicURL: w.base, Now: w.now,
	})
	if err != nil {
		t.Fatal(err)
	}
	w.box = box
	server.Config.Handler = box.Handler()
	server.Start()
	w.hooks = httptest.NewServer(http.HandlerFunc(w.receive))
	t.Cleanup(func() { w.hooks.Close(); server.Close(); box.Close() })
	w.client, err = cronofy.New(cronofy.Config{
		APIURL: w.base, AppURL: w.base, ClientID: "client",
		Secrets: []models.Secret{models.NewSecret("secret"), models.NewSecret("older")},
	})
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func (w *world) receive(_ http.ResponseWriter, r *http.Request) {
	raw, _ := io.ReadAll(r.Body)
	w.mu.Lock()
	defer w.mu.Unlock()
	if !w.client.Signed(r.Header.Get(cronofy.SignatureHeader), raw) {
		w.forged++
		return
	}
	w.calls[r.URL.Path] = append(w.calls[r.URL.Path], raw)
}

func (w *world) now() time.Time {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.clock
}

// pass moves the clock and has the sandbox do what is due then.
func (w *world) pass(by time.Duration) {
	w.t.Helper()
	w.mu.Lock()
	w.clock = w.clock.Add(by)
	w.mu.Unlock()
	if _, err := w.box.RunDue(context.Background()); err != nil {
		w.t.Fatal(err)
	}
}

// settle lets one thing after another become due: a write, its link, the call about it.
func (w *world) settle() {
	w.t.Helper()
	for range 3 {
		w.pass(20 * time.Second)
	}
}

// called returns the last signed callback at a path; nil when there was none.
func (w *world) called(path string) []byte {
	w.mu.Lock()
	defer w.mu.Unlock()
	if list := w.calls[path]; len(list) > 0 {
		return list[len(list)-1]
	}
	return nil
}

// control uses a page of the sandbox's own.
func (w *world) control(method, path string, body any) []byte {
	w.t.Helper()
	encoded, err := json.Marshal(body)
	if err != nil {
		w.t.Fatal(err)
	}
	request, err := http.NewRequestWithContext(w.t.Context(), method, w.base+path, strings.NewReader(string(encoded)))
	if err != nil {
		w.t.Fatal(err)
	}
	request.Header.Set("Accept", "application/json")
	request.Header.Set("Content-Type", "application/json")
	return w.fetch(request, http.StatusOK)
}

func (w *world) fetch(request *http.Request, status int) []byte {
	w.t.Helper()
	response, err := http.DefaultTransport.RoundTrip(request)
	if err != nil {
		w.t.Fatal(err)
	}
	defer response.Body.Close()
	raw, err := io.ReadAll(response.Body)
	if err != nil || response.StatusCode != status {
		w.t.Fatalf("%s %s: %d %s (%v)", request.Method, request.URL, response.StatusCode, raw, err)
	}
	return append(raw, response.Header.Get("Location")...)
}

// administrator signs in on Cronofy's pages and returns the service account's tokens.
func (w *world) administrator(system string) cronofy.Tokens {
	w.t.Helper()
	page := w.client.EnterpriseConnectURL(cronofy.EnterpriseAuthorization{
		RedirectURI: returning, State: "s t&a", Scopes: []string{cronofy.ScopeManageAccounts}, DelegatedScope: cronofy.ScopeEmployee,
	})
	form := url.Values{"system": {system}, "as": {"administrator"}, "admin": {"helen.ward@lumen.example"}}
	request, err := http.NewRequestWithContext(w.t.Context(), http.MethodPost, page, strings.NewReader(form.Encode()))
	if err != nil {
		w.t.Fatal(err)
	}
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	back, err := url.Parse(string(w.fetch(request, http.StatusSeeOther)))
	if err != nil || back.Query().Get("state") != "s t&a" {
		w.t.Fatalf("came back to %s (%v)", back, err)
	}
	tokens, err := w.client.ExchangeCode(w.t.Context(), models.NewSecret(back.Query().Get("code")), returning)
	if err != nil || !strings.HasPrefix(tokens.Sub, "ser_") {
		w.t.Fatalf("service account %q: %v", tokens.Sub, err)
	}
	return tokens
}

// employee authorizes and exchanges one account.
func (w *world) employee(service cronofy.Tokens, email string) cronofy.Tokens {
	w.t.Helper()
	callback := w.hooks.URL + "/accounts/1?i=1"
	err := w.client.AuthorizeAccounts(w.t.Context(), service.Access, []cronofy.AccountAuthorization{
		{Email: email, CallbackURL: callback, Scope: cronofy.ScopeEmployee, State: "emp-1"},
	})
	if err != nil {
		w.t.Fatal(err)
	}
	w.pass(2 * time.Second)
	outcome, err := cronofy.ParseAccountCallback(w.called("/accounts/1"))
	if err != nil {
		w.t.Fatal(err)
	}
	tokens, err := w.client.ExchangeCode(w.t.Context(), outcome.Code, callback)
	if err != nil || !strings.HasPrefix(tokens.Sub, "acc_") {
		w.t.Fatalf("employee %q: %v", tokens.Sub, err)
	}
	w.pass(time.Minute)
	return tokens
}

func (w *world) info(tokens cronofy.Tokens) cronofy.UserInfo {
	w.t.Helper()
	info, err := w.client.UserInfo(w.t.Context(), tokens.Access)
	if err != nil {
		w.t.Fatal(err)
	}
	return info
}

// interview writes an event with the link subscription of its own id.
func (w *world) interview(id string, conferencing *cronofy.Conferencing) cronofy.Event {
	start := w.now().Add(48 * time.Hour).Truncate(time.Hour)
	return cronofy.Event{
		ID: id, Summary: "Interview", Description: "Round 2", Start: start, End: start.Add(time.Hour), Zone: "Europe/Paris",
		Location: "Studio 2", URL: "https://entrevue.example/interviews/1", Private: true, NoReminders: true,
		Invite: []cronofy.Attendee{{Email: "sophie.marchand@lumen.example", Name: "Sophie"}}, Conferencing: conferencing,
		Subscriptions: cronofy.LinkSubscription(w.hooks.URL + "/links/" + id),
	}
}

// managed reads our events, by id; the living one where an id was used twice.
func (w *world) managed(tokens cronofy.Tokens) map[string]cronofy.StoredEvent {
	w.t.Helper()
	events, err := w.client.AllEvents(w.t.Context(), tokens.Access, cronofy.EventQuery{OnlyManaged: true, IncludeDeleted: true})
	if err != nil {
		w.t.Fatal(err)
	}
	found := map[string]cronofy.StoredEvent{}
	for _, event := range events {
		if known, ok := found[event.ID]; !ok || known.Deleted {
			found[event.ID] = event
		}
	}
	return found
}

func (w *world) must(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

func TestEachCalendarSystemIsRecognized(t *testing.T) {
	t.Parallel()
	rows := []struct {
		system     string
		kind       models.CalendarKind
		integrated bool
	}{
		{"google", models.CalendarGoogle, true}, {"graph", models.CalendarGraph, true}, {"ews", models.CalendarEWS, false},
	}
	for _, row := range rows {
		t.Run(row.system, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			service := w.administrator(row.system)
			if info := w.info(service); !info.Service || info.DelegatedScope != cronofy.ScopeEmployee || info.Domain+info.ServiceEmail == "" {
				t.Errorf("service account: %+v", info)
			}
			info := w.info(w.employee(service, oliver))
			profile, ok := info.CalendarProfile()
			calendar, found := profile.Primary()
			if !ok || !found || info.Service || !profile.Connected || cronofy.CalendarKind(profile) != row.kind || calendar.Integrated != row.integrated {
				t.Errorf("%+v is %s", info, cronofy.CalendarKind(profile))
			}
		})
	}
}

// The journey of one interview, from connecting to revoking. It says what an application sees of
// Cronofy, and passes with every undocumented fact turned round.
func journey(w *world) {
	w.t.Helper()
	ctx, t := w.t.Context(), w.t
	w.reach()
	service := w.administrator("graph")
	w.refusedAccount(service)
	tokens := w.employee(service, oliver)
	page, err := w.client.AuthorizeConferencing(ctx, tokens.Access, returning+"?i=1", models.Zoom)
	if err != nil || !w.client.OnApp(page) {
		t.Fatalf("page %q (%v)", page, err)
	}
	w.control("POST", "/sandbox/acts", map[string]string{"what": "connect_conferencing", "account": oliver, "profile": "zoom"})
	info := w.info(tokens)
	if len(info.Conferencing) != 1 || info.Conferencing[0].ProviderName != "zoom" || !info.Conferencing[0].Connected {
		t.Fatalf("connections: %+v", info.Conferencing)
	}
	profile, _ := info.CalendarProfile()
	calendar, ok := profile.Primary()
	if !ok || cronofy.CalendarKind(profile) != models.CalendarGraph {
		t.Fatalf("profile: %+v", profile)
	}
	w.must(w.client.UpsertEvent(ctx, tokens.Access, calendar.ID, w.interview("zoom-1", cronofy.ProfileConferencing(info.Conferencing[0].ID))))
	w.must(w.client.UpsertEvent(ctx, tokens.Access, calendar.ID, w.interview("teams-1", cronofy.IntegratedConferencing())))
	w.must(w.client.UpsertEvent(ctx, tokens.Access, calendar.ID, w.interview("phone-1", cronofy.NoConferencing())))
	w.settle()
	w.links(tokens, calendar.ID)
	tokens = w.refreshed(tokens)
	w.end(tokens, calendar.ID)
}

// reach is the round trip that proves address, key and data centre.
func (w *world) reach() {
	w.t.Helper()
	ctx := w.t.Context()
	calendar, err := w.client.ApplicationCalendar(ctx, "entrevue-check")
	if err != nil || !strings.HasPrefix(calendar.Sub, "apc_") {
		w.t.Fatalf("application calendar %q: %v", calendar.Sub, err)
	}
	channel, err := w.client.CreateChannel(ctx, calendar.Access, cronofy.Channel{CallbackURL: w.hooks.URL + "/reach", OnlyManaged: true})
	w.must(err)
	w.pass(time.Second)
	push, err := cronofy.ParsePush(w.called("/reach"))
	if err != nil || push.Type != cronofy.PushVerification || push.ChannelID != channel.ID {
		w.t.Fatalf("push %+v (%v)", push, err)
	}
	open, err := w.client.Channels(ctx, calendar.Access)
	if err != nil || len(open) != 1 || open[0].ID != channel.ID || !open[0].OnlyManaged {
		w.t.Fatalf("channels %+v (%v)", open, err)
	}
	w.must(w.client.CloseChannel(ctx, calendar.Access, channel.ID))
}

// refusedAccount asks for two accounts that cannot be had, as a collection.
func (w *world) refusedAccount(service cronofy.Tokens) {
	w.t.Helper()
	w.must(w.client.AuthorizeAccounts(w.t.Context(), service.Access, []cronofy.AccountAuthorization{
		{Email: thi, CallbackURL: w.hooks.URL + "/accounts/2", Scope: cronofy.ScopeEmployee, State: "emp-2"},
		{Email: "piotr.kowal@elsewhere.example", CallbackURL: w.hooks.URL + "/accounts/3", Scope: cronofy.ScopeEmployee, State: "emp-3"},
	}))
	w.pass(2 * time.Second)
	for _, path := range []string{"/accounts/2", "/accounts/3"} {
		outcome, err := cronofy.ParseAccountCallback(w.called(path))
		if err != nil || !outcome.Code.Empty() || outcome.Error+outcome.ErrorKey == "" {
			w.t.Errorf("%s: %+v (%v)", path, outcome, err)
		}
	}
}

func (w *world) links(tokens cronofy.Tokens, calendarID string) {
	w.t.Helper()
	before := w.managed(tokens)
	for id, provider := range map[string]string{"zoom-1": "zoom", "teams-1": "ms_teams"} {
		link := before[id].JoinURL
		if !strings.HasPrefix(link, w.base+"/meet/"+provider+"/") || before[id].Pending {
			w.t.Errorf("%s: %+v", id, before[id])
		}
		if called := cronofy.ParseLinkCallback(w.called("/links/" + id)); called.JoinURL != "" && called.JoinURL != link {
			w.t.Errorf("%s is called %+v and reads %s", id, called, link)
		}
		if w.called("/links/"+id) == nil {
			w.t.Errorf("%s: nobody called", id)
		}
	}
	if event := before["phone-1"]; event.JoinURL != "" || event.Pending || event.Start.At.IsZero() {
		w.t.Errorf("phone-1: %+v", event)
	}
	moved := w.interview("zoom-1", nil)
	moved.Start, moved.End, moved.Subscriptions = moved.Start.Add(24*time.Hour), moved.End.Add(24*time.Hour), nil
	w.must(w.client.UpsertEvent(w.t.Context(), tokens.Access, calendarID, moved))
	w.settle()
	after := w.managed(tokens)["zoom-1"]
	if after.JoinURL != before["zoom-1"].JoinURL || !after.Start.At.Equal(moved.Start) {
		w.t.Errorf("moved: %+v", after)
	}
	busy, err := w.client.AllFreeBusy(w.t.Context(), tokens.Access, cronofy.FreeBusyQuery{From: moved.Start.Add(-time.Minute), To: moved.End.Add(24 * time.Hour)})
	ours := func(b cronofy.Busy) bool { return b.Blocks() && b.Start.At.Equal(moved.Start) }
	if err != nil || !slices.ContainsFunc(busy, ours) {
		w.t.Errorf("our own time is free: %+v (%v)", busy, err)
	}
}

func (w *world) refreshed(tokens cronofy.Tokens) cronofy.Tokens {
	w.t.Helper()
	w.control("POST", "/sandbox/acts", map[string]string{"what": "expire_access_token", "account": oliver})
	calls := 0
	source := func(ctx context.Context, rejected models.Secret) (models.Secret, error) {
		if calls++; rejected.Empty() {
			return tokens.Access, nil
		}
		fresh, err := w.client.RefreshToken(ctx, tokens.Refresh)
		if err == nil {
			tokens = fresh
		}
		return fresh.Access, err
	}
	err := cronofy.WithToken(w.t.Context(), source, func(token models.Secret) error {
		_, err := w.client.Calendars(w.t.Context(), token)
		return err
	})
	if err != nil || calls != 2 || tokens.Refresh.Empty() {
		w.t.Fatalf("%d tokens: %v", calls, err)
	}
	return tokens
}

func (w *world) end(tokens cronofy.Tokens, calendarID string) {
	w.t.Helper()
	ctx := w.t.Context()
	w.must(w.client.DeleteEvent(ctx, tokens.Access, calendarID, "zoom-1"))
	w.settle()
	if event, ok := w.managed(tokens)["zoom-1"]; ok && !event.Deleted {
		w.t.Errorf("still there: %+v", event)
	}
	var refused *cronofy.Error
	if err := w.client.DeleteEvent(ctx, tokens.Access, calendarID, "zoom-1"); err != nil && (!errors.As(err, &refused) || refused.Status != http.StatusNotFound) {
		w.t.Errorf("second deletion: %v", err)
	}
	w.must(w.client.RevokeToken(ctx, tokens.Refresh))
	if _, err := w.client.RefreshToken(ctx, tokens.Refresh); !errors.Is(err, models.ErrReconnect) {
		w.t.Errorf("after revoking: %v", err)
	}
}

func TestAnInterviewIsWrittenLinkedMovedAndRemoved(t *testing.T) {
	t.Parallel()
	journey(newWorld(t))
}

// Facts that nobody documents may be either way round.
func TestTheJourneyPassesWithEveryInferredFactTurnedRound(t *testing.T) {
	t.Parallel()
	var list struct {
		Switches []struct {
			Name     string   `json:"name"`
			Settings []string `json:"settings"`
			Current  string   `json:"current"`
		} `json:"switches"`
	}
	if err := json.Unmarshal(newWorld(t).control("GET", "/sandbox/switches", nil), &list); err != nil || len(list.Switches) < 20 {
		t.Fatalf("%d switches (%v)", len(list.Switches), err)
	}
	for _, fact := range list.Switches {
		for _, setting := range fact.Settings {
			if setting == fact.Current {
				continue
			}
			t.Run(fact.Name+"="+setting, func(t *testing.T) {
				t.Parallel()
				w := newWorld(t)
				w.control("POST", "/sandbox/switches", map[string]string{"name": fact.Name, "value": setting})
				journey(w)
			})
		}
	}
}

func TestFaultsOfTheAPIAreTold(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	tokens := w.employee(w.administrator("graph"), oliver)
	profile, _ := w.info(tokens).CalendarProfile()
	calendar, _ := profile.Primary()
	write := func() error {
		return w.client.UpsertEvent(t.Context(), tokens.Access, calendar.ID, w.interview("e1", cronofy.IntegratedConferencing()))
	}
	fault := func(fields map[string]any) {
		fields["operation"] = "events.upsert"
		w.control("POST", "/sandbox/faults", fields)
	}
	for _, status := range []int{401, 402, 403, 404, 423, 500, 503} {
		fault(map[string]any{"what": "status", "status": status})
		var refused *cronofy.Error
		if err := write(); !errors.As(err, &refused) || refused.Status != status {
			t.Errorf("%d: %v", status, err)
		}
	}
	fault(map[string]any{"what": "status", "status": 429, "retry_after": 7})
	var limited *models.Limited
	if err := write(); !errors.As(err, &limited) || limited.RetryAfter != 7*time.Second {
		t.Errorf("429: %v", err)
	}
	fault(map[string]any{"what": "integrated_refused"})
	var refused *cronofy.Error
	if err := write(); !errors.As(err, &refused) {
		t.Errorf("422: %v", err)
	} else if cause, ok := refused.ConferencingCause(); !ok || cause != models.CauseNotIntegrated {
		t.Errorf("422: %s, %v", cause, ok)
	}
	fault(map[string]any{"what": "lost_answer"})
	if err := write(); !errors.Is(err, models.ErrUnavailable) {
		t.Errorf("lost answer: %v", err)
	}
	if _, there := w.managed(tokens)["e1"]; !there {
		t.Error("the lost answer had no effect")
	}
	if err := write(); err != nil || len(w.managed(tokens)) != 1 {
		t.Errorf("repeated: %v, %d events", err, len(w.managed(tokens)))
	}
}

func TestRefusalsOfEventsNameTheirFields(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	tokens := w.employee(w.administrator("ews"), oliver)
	profile, _ := w.info(tokens).CalendarProfile()
	calendar, _ := profile.Primary()
	rows := map[string]struct {
		event cronofy.Event
		cause models.Cause
	}{
		"integrated on EWS": {w.interview("a", cronofy.IntegratedConferencing()), models.CauseNotIntegrated},
		"unknown profile":   {w.interview("b", cronofy.ProfileConferencing("pro_unheard_of")), models.CauseProfileUnknown},
		"no id":             {w.interview("", nil), models.CauseNone},
	}
	for name, row := range rows {
		var refused *cronofy.Error
		err := w.client.UpsertEvent(t.Context(), tokens.Access, calendar.ID, row.event)
		if !errors.As(err, &refused) || refused.Status != 422 || len(refused.Fields) == 0 {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if cause, _ := refused.ConferencingCause(); cause != row.cause {
			t.Errorf("%s: %s", name, cause)
		}
	}
	if err := w.client.UpsertEvent(t.Context(), tokens.Access, "cal_unknown", w.interview("c", nil)); !status(err, 404) {
		t.Errorf("unknown calendar: %v", err)
	}
}

func status(err error, want int) bool {
	var refused *cronofy.Error
	return errors.As(err, &refused) && refused.Status == want
}

// ATT6, ATT7: a forged call beside the genuine one is told apart.
func TestCallbacksOfEitherSecretPassAndForgedOnesDoNot(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	service := w.administrator("graph")
	for i, row := range []struct {
		what           string
		signed, forged int
	}{{"second_secret", 1, 0}, {"forge", 1, 1}} {
		w.control("POST", "/sandbox/faults", map[string]any{"what": row.what, "operation": "callback.*"})
		path, before := fmt.Sprintf("/accounts/%d", i), w.forged
		w.must(w.client.AuthorizeAccounts(t.Context(), service.Access, []cronofy.AccountAuthorization{
			{Email: oliver, CallbackURL: w.hooks.URL + path, Scope: cronofy.ScopeEmployee},
		}))
		w.pass(2 * time.Second)
		if len(w.calls[path]) != row.signed || w.forged-before != row.forged {
			t.Errorf("%s: %d signed, %d forged", row.what, len(w.calls[path]), w.forged-before)
		}
	}
}

func TestACodeIsExchangedOnlyOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	service := w.administrator("graph")
	w.employee(service, oliver)
	outcome, err := cronofy.ParseAccountCallback(w.called("/accounts/1"))
	w.must(err)
	if _, err := w.client.ExchangeCode(t.Context(), outcome.Code, w.hooks.URL+"/accounts/1?i=1"); !errors.Is(err, models.ErrReconnect) {
		t.Errorf("second exchange: %v", err)
	}
}

func TestAWrongSecretOrTokenIsTold(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	wrong, err := cronofy.New(cronofy.Config{APIURL: w.base, AppURL: w.base, ClientID: "client", Secrets: []models.Secret{models.NewSecret("wrong")}})
	w.must(err)
	var refused *cronofy.Error
	if _, err := wrong.RefreshToken(t.Context(), models.NewSecret("x")); !errors.As(err, &refused) || refused.Code != cronofy.CodeInvalidClient {
		t.Errorf("secret: %v", err)
	}
	if _, err := w.client.UserInfo(t.Context(), models.NewSecret("x")); !status(err, 401) {
		t.Errorf("token: %v", err)
	}
	if _, err := w.client.RefreshToken(t.Context(), models.NewSecret("x")); !errors.Is(err, models.ErrReconnect) {
		t.Errorf("refresh token: %v", err)
	}
}

func TestProfilesAreRevokedAndDisconnectedOnesCarryTheirRelinkAddress(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	tokens := w.employee(w.administrator("google"), oliver)
	w.control("POST", "/sandbox/acts", map[string]string{"what": "connect_conferencing", "account": oliver, "profile": "go_to"})
	w.control("POST", "/sandbox/acts", map[string]string{"what": "disconnect_conferencing", "account": oliver, "profile": "go_to"})
	w.control("POST", "/sandbox/acts", map[string]string{"what": "disconnect_profile", "account": oliver})
	info := w.info(tokens)
	if len(info.Conferencing) != 1 || info.Conferencing[0].Connected || !w.client.OnApp(info.Conferencing[0].RelinkURL) {
		t.Errorf("%+v", info.Conferencing)
	}
	if len(info.Profiles) != 1 || info.Profiles[0].Connected || !w.client.OnApp(info.Profiles[0].RelinkURL) {
		t.Errorf("%+v", info.Profiles)
	}
	if err := w.client.RevokeProfile(t.Context(), tokens.Access, info.Conferencing[0].ID); !status(err, 404) {
		t.Errorf("conferencing profile: %v", err)
	}
	if err := w.client.RevokeProfile(t.Context(), tokens.Access, info.Profiles[0].ID); err != nil {
		t.Errorf("calendar profile: %v", err)
	}
}

func TestAGrantIsRevokedByItsAccount(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	tokens := w.employee(w.administrator("google"), oliver)
	w.must(w.client.RevokeSub(t.Context(), tokens.Sub))
	if _, err := w.client.RefreshToken(t.Context(), tokens.Refresh); !errors.Is(err, models.ErrReconnect) {
		t.Errorf("%v", err)
	}
}
