package cronofy

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"entrevue/models"
)

func TestEveryCallHasTheShapeThatCronofyDocuments(t *testing.T) {
	t.Parallel()
	start := time.Date(2026, 12, 3, 14, 0, 0, 0, time.FixedZone("Paris", 3600))
	rows := []struct {
		name   string
		answer string
		make   func(context.Context, *Client) error
		want   asked
	}{
		{"exchange a code", `{"access_token":"a"}`, func(ctx context.Context, c *Client) error {
			_, err := c.ExchangeCode(ctx, secret("code"), "https://ats.example/hook?i=1")
			return err
		}, asked{method: "POST", uri: "/oauth/token", body: map[string]any{
			"client_id": "client", "client_secret": "CANARY-secret", "grant_type": "authorization_code", "code": "code",
			"redirect_uri": "https://ats.example/hook?i=1",
		}}},
		{"refresh a token", `{"access_token":"a"}`, func(ctx context.Context, c *Client) error {
			_, err := c.RefreshToken(ctx, secret("r"))
			return err
		}, asked{method: "POST", uri: "/oauth/token", body: map[string]any{
			"client_id": "client", "client_secret": "CANARY-secret", "grant_type": "refresh_token", "refresh_token": "r",
		}}},
		{"revoke a token", "", func(ctx context.Context, c *Client) error { return c.RevokeToken(ctx, secret("r")) },
			asked{method: "POST", uri: "/oauth/token/revoke", body: map[string]any{"client_id": "client", "client_secret": "CANARY-secret", "token": "r"}}},
		{"revoke a sub", "", func(ctx context.Context, c *Client) error { return c.RevokeSub(ctx, "acc_1") },
			asked{method: "POST", uri: "/oauth/token/revoke", body: map[string]any{"client_id": "client", "client_secret": "CANARY-secret", "sub": "acc_1"}}},
		{"open an application calendar", `{"access_token":"a"}`, func(ctx context.Context, c *Client) error {
			_, err := c.ApplicationCalendar(ctx, "entrevue-1")
			return err
		}, asked{method: "POST", uri: "/v1/application_calendars", body: map[string]any{
			"client_id": "client", "client_secret": "CANARY-secret", "application_calendar_id": "entrevue-1",
		}}},
		{"authorize one account", "", func(ctx context.Context, c *Client) error {
			return c.AuthorizeAccounts(ctx, secret("t"), []AccountAuthorization{{"a@x.example", "https://ats.example/h", "read_write", "s"}})
		}, asked{method: "POST", uri: "/v1/service_account_authorizations", bearer: "Bearer t", body: map[string]any{
			"email": "a@x.example", "callback_url": "https://ats.example/h", "scope": "read_write", "state": "s",
		}}},
		{"authorize several accounts", "", func(ctx context.Context, c *Client) error {
			return c.AuthorizeAccounts(ctx, secret("t"), []AccountAuthorization{{Email: "a"}, {Email: "b"}})
		}, asked{method: "POST", uri: "/v1/service_account_authorizations", bearer: "Bearer t", body: map[string]any{
			"service_account_authorizations": []any{
				map[string]any{"email": "a", "callback_url": "", "scope": ""}, map[string]any{"email": "b", "callback_url": "", "scope": ""},
			},
		}}},
		{"read userinfo", `{"sub":"acc_1"}`, func(ctx context.Context, c *Client) error {
			_, err := c.UserInfo(ctx, secret("t"))
			return err
		}, asked{method: "GET", uri: "/v1/userinfo", bearer: "Bearer t"}},
		{"list calendars", `{}`, func(ctx context.Context, c *Client) error {
			_, err := c.Calendars(ctx, secret("t"))
			return err
		}, asked{method: "GET", uri: "/v1/calendars", bearer: "Bearer t"}},
		{"revoke a profile", "", func(ctx context.Context, c *Client) error { return c.RevokeProfile(ctx, secret("t"), "pro_a/b") },
			asked{method: "POST", uri: "/v1/profiles/pro_a%2Fb/revoke", bearer: "Bearer t"}},
		{"open a channel", `{"channel":{"channel_id":"chn_1"}}`, func(ctx context.Context, c *Client) error {
			_, err := c.CreateChannel(ctx, secret("t"), Channel{CallbackURL: "https://ats.example/p", OnlyManaged: true})
			return err
		}, asked{method: "POST", uri: "/v1/channels", bearer: "Bearer t", body: map[string]any{
			"callback_url": "https://ats.example/p", "filters": map[string]any{"only_managed": true},
		}}},
		{"open a channel without filters", `{"channel":{"channel_id":"chn_1"}}`, func(ctx context.Context, c *Client) error {
			_, err := c.CreateChannel(ctx, secret("t"), Channel{CallbackURL: "https://ats.example/p"})
			return err
		}, asked{method: "POST", uri: "/v1/channels", bearer: "Bearer t", body: map[string]any{"callback_url": "https://ats.example/p"}}},
		{"list channels", `{}`, func(ctx context.Context, c *Client) error {
			_, err := c.Channels(ctx, secret("t"))
			return err
		}, asked{method: "GET", uri: "/v1/channels", bearer: "Bearer t"}},
		{"close a channel", "", func(ctx context.Context, c *Client) error { return c.CloseChannel(ctx, secret("t"), "chn_1") },
			asked{method: "DELETE", uri: "/v1/channels/chn_1", bearer: "Bearer t"}},
		{"write an event", "", func(ctx context.Context, c *Client) error {
			return c.UpsertEvent(ctx, secret("t"), "cal_a@b", Event{
				ID: "e1", Summary: "S", Description: "D", Start: start, End: start.Add(time.Hour), Zone: "Europe/Paris",
				Location: "Lyon", URL: "https://ats.example/i/1", Private: true, Invite: []Attendee{{"j@x.example", "J"}},
				Conferencing: ProfileConferencing("pro_1"), Subscriptions: LinkSubscription("https://ats.example/l"), NoReminders: true,
			})
		}, asked{method: "POST", uri: "/v1/calendars/cal_a@b/events", bearer: "Bearer t", body: map[string]any{
			"event_id": "e1", "summary": "S", "description": "D", "start": "2026-12-03T13:00:00Z", "end": "2026-12-03T14:00:00Z",
			"tzid": "Europe/Paris", "location": map[string]any{"description": "Lyon"}, "url": "https://ats.example/i/1", "event_private": true,
			"attendees":    map[string]any{"invite": []any{map[string]any{"email": "j@x.example", "display_name": "J"}}, "remove": []any{}},
			"conferencing": map[string]any{"profile_id": "pro_1"}, "reminders": []any{},
			"subscriptions": []any{map[string]any{"type": "webhook", "uri": "https://ats.example/l", "interactions": []any{
				map[string]any{"type": "conferencing_assigned"}, map[string]any{"type": "conferencing_failing"},
			}}},
		}}},
		{"move an event and keep its link", "", func(ctx context.Context, c *Client) error {
			return c.UpsertEvent(ctx, secret("t"), "cal_1", Event{ID: "e1", Summary: "S", Start: start, End: start.Add(time.Hour)})
		}, asked{method: "POST", uri: "/v1/calendars/cal_1/events", bearer: "Bearer t", body: map[string]any{
			"event_id": "e1", "summary": "S", "description": "", "start": "2026-12-03T13:00:00Z", "end": "2026-12-03T14:00:00Z",
			"location": map[string]any{"description": ""}, "url": nil, "event_private": false,
		}}},
		{"end subscriptions", "", func(ctx context.Context, c *Client) error {
			return c.UpsertEvent(ctx, secret("t"), "cal_1", Event{ID: "e1", Start: start, End: start, Subscriptions: []Subscription{}, Conferencing: ExplicitConferencing("Own link", "https://x.example/1")})
		}, asked{method: "POST", uri: "/v1/calendars/cal_1/events", bearer: "Bearer t", body: map[string]any{
			"event_id": "e1", "summary": "", "description": "", "start": "2026-12-03T13:00:00Z", "end": "2026-12-03T13:00:00Z",
			"location": map[string]any{"description": ""}, "url": nil, "event_private": false, "subscriptions": []any{},
			"conferencing": map[string]any{"profile_id": "explicit", "provider_description": "Own link", "join_url": "https://x.example/1"},
		}}},
		{"delete an event", "", func(ctx context.Context, c *Client) error { return c.DeleteEvent(ctx, secret("t"), "cal_1", "e1") },
			asked{method: "DELETE", uri: "/v1/calendars/cal_1/events", bearer: "Bearer t", body: map[string]any{"event_id": "e1"}}},
		{"read all of our events", `{}`, func(ctx context.Context, c *Client) error {
			_, err := c.Events(ctx, secret("t"), EventQuery{OnlyManaged: true, IncludeDeleted: true})
			return err
		}, asked{method: "GET", uri: "/v1/events?include_deleted=true&only_managed=true&tzid=Etc%2FUTC", bearer: "Bearer t"}},
		{"read changed events", `{}`, func(ctx context.Context, c *Client) error {
			_, err := c.Events(ctx, secret("t"), EventQuery{CalendarIDs: []string{"a", "b"}, From: start, To: start, LastModified: start, IncludeManaged: true, IncludeMoved: true})
			return err
		}, asked{method: "GET", bearer: "Bearer t", uri: "/v1/events?calendar_ids%5B%5D=a&calendar_ids%5B%5D=b&from=2026-12-03T13%3A00%3A00Z&include_managed=true&include_moved=true&last_modified=2026-12-03T13%3A00%3A00Z&to=2026-12-03T13%3A00%3A00Z&tzid=Etc%2FUTC"}},
		{"read free and busy times, our own among them", `{}`, func(ctx context.Context, c *Client) error {
			_, err := c.FreeBusy(ctx, secret("t"), FreeBusyQuery{From: start, To: start.Add(time.Hour)})
			return err
		}, asked{method: "GET", bearer: "Bearer t", uri: "/v1/free_busy?from=2026-12-03T13%3A00%3A00Z&include_managed=true&to=2026-12-03T14%3A00%3A00Z&tzid=Etc%2FUTC"}},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			s := &stub{body: row.answer}
			client, log := serve(t, s)
			if err := row.make(t.Context(), client); err != nil {
				t.Fatal(err)
			}
			if row.want.body != nil {
				row.want.kind = "application/json; charset=utf-8"
			}
			if diff := cmp.Diff([]asked{row.want}, s.asked, cmp.AllowUnexported(asked{})); diff != "" {
				t.Error(diff)
			}
			if strings.Count(log.String(), "\n") != 1 || strings.Contains(log.String(), "CANARY") || strings.Contains(log.String(), "chn_1") {
				t.Errorf("log: %s", log)
			}
		})
	}
}

func TestConferencingIsAskedForByProvider(t *testing.T) {
	t.Parallel()
	s := &stub{}
	client, _ := serve(t, s)
	s.body = `{"authorization_request":{"url":"` + client.app.String() + `/conferencing_services/9f3bQz"}}`
	for provider, name := range map[models.Provider]any{models.Zoom: "zoom", models.GoToMeeting: "go_to", "": nil} {
		s.asked = nil
		page, err := client.AuthorizeConferencing(t.Context(), secret("t"), "https://ats.example/returns?id=1", provider)
		if err != nil || page != client.app.String()+"/conferencing_services/9f3bQz" {
			t.Errorf("%q (%v)", page, err)
		}
		want := map[string]any{"redirect_uri": "https://ats.example/returns?id=1"}
		if name != nil {
			want["provider_name"] = name
		}
		if diff := cmp.Diff(want, s.asked[0].body); diff != "" {
			t.Error(diff)
		}
	}
}

// ATT3: an answer does not decide where a browser is sent.
func TestPagesElsewhereAreNotFollowed(t *testing.T) {
	t.Parallel()
	for _, page := range []string{"", "https://evil.example/x", "javascript:alert(1)", "//evil.example", "/conferencing_services/1"} {
		client, _ := serve(t, &stub{body: `{"authorization_request":{"url":"` + page + `"}}`})
		if got, err := client.AuthorizeConferencing(t.Context(), secret("t"), "https://ats.example", models.Zoom); !errors.Is(err, ErrAnswer) {
			t.Errorf("%q leads to %q (%v)", page, got, err)
		}
	}
}

func TestAdministratorIsSentToEnterpriseConnect(t *testing.T) {
	t.Parallel()
	api, app, err := DataCenter("DE")
	if err != nil {
		t.Fatal(err)
	}
	client, err := New(Config{APIURL: api, AppURL: app, ClientID: "client id", Secrets: []models.Secret{secret("s")}})
	if err != nil {
		t.Fatal(err)
	}
	address := client.EnterpriseConnectURL(EnterpriseAuthorization{
		RedirectURI: "https://ats.example/returns/calendar?x=1", State: "a b+c", Scopes: []string{ScopeManageAccounts}, DelegatedScope: ScopeEmployee,
	})
	page, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	if got := page.Scheme + "://" + page.Host + page.Path; got != "https://app-de.cronofy.com/enterprise_connect/oauth/authorize" {
		t.Errorf("page %s", got)
	}
	want := url.Values{
		"response_type": {"code"}, "client_id": {"client id"}, "redirect_uri": {"https://ats.example/returns/calendar?x=1"},
		"scope": {"service_account/accounts/manage"}, "delegated_scope": {"read_write"}, "state": {"a b+c"},
	}
	if diff := cmp.Diff(want, page.Query()); diff != "" {
		t.Error(diff)
	}
	if strings.Contains(address, "+") {
		t.Errorf("spaces as plus: %s", address)
	}
}

func TestDataCentersHaveTwoHosts(t *testing.T) {
	t.Parallel()
	got := map[string][2]string{}
	for _, id := range []string{"", "us", "uk", "de", "au", "ca", "SG"} {
		api, app, err := DataCenter(id)
		if err != nil {
			t.Error(err)
		}
		got[id] = [2]string{api, app}
	}
	if got[""] != got["us"] || got["us"] != [2]string{"https://api.cronofy.com", "https://app.cronofy.com"} || got["SG"] != [2]string{"https://api-sg.cronofy.com", "https://app-sg.cronofy.com"} {
		t.Errorf("%v", got)
	}
	if _, _, err := DataCenter("evil.example/"); err == nil {
		t.Error("an unknown data centre is accepted")
	}
}

func TestWrongConfigurationIsRefused(t *testing.T) {
	t.Parallel()
	right := Config{APIURL: "https://api.example", AppURL: "https://app.example", ClientID: "c", Secrets: []models.Secret{secret("s")}}
	if _, err := New(right); err != nil {
		t.Fatal(err)
	}
	for name, change := range map[string]func(*Config){
		"no API": func(c *Config) { c.APIURL = "" }, "no scheme": func(c *Config) { c.AppURL = "app.example" },
		"file": func(c *Config) { c.APIURL = "file:///etc" }, "no id": func(c *Config) { c.ClientID = "" },
		"no secret": func(c *Config) { c.Secrets = nil }, "empty secret": func(c *Config) { c.Secrets = []models.Secret{{}} },
		"user": func(c *Config) { c.APIURL = "https://a:b@api.example" },
	} {
		wrong := right
		change(&wrong)
		if _, err := New(wrong); err == nil {
			t.Errorf("%s is accepted", name)
		}
	}
}

func TestRefusalsSayWhatHelps(t *testing.T) {
	t.Parallel()
	limited := new(models.Limited) // stands for any
	rows := []struct {
		name       string
		stub       stub
		code, text string
		kind       error
		wait       time.Duration
	}{
		{"used code", stub{status: 400, body: `{"error":"invalid_grant","error_description":"errors.unknown_or_used"}`}, "invalid_grant", "status 400, invalid_grant", models.ErrReconnect, 0},
		{"grant error with keys", stub{status: 400, body: `{"error":"invalid_grant","errors":{"code":[{"key":"errors.unknown_or_used"}]}}`}, "invalid_grant", "code:  (errors.unknown_or_used)", models.ErrReconnect, 0},
		{"wrong secret", stub{status: 400, body: `{"error":"invalid_client"}`}, "invalid_client", "status 400, invalid_client", nil, 0},
		{"unknown token", stub{status: 401}, "", "status 401", nil, 0},
		{"plan", stub{status: 402}, "", "status 402", nil, 0},
		{"scope", stub{status: 403, body: "plain text"}, "", "status 403", nil, 0},
		{"unknown calendar", stub{status: 404}, "", "status 404", nil, 0},
		{"locked", stub{status: 423}, "", "status 423", models.ErrUnavailable, 0},
		{"limited", stub{status: 429, header: map[string]string{"Retry-After": "17"}}, "", "status 429", limited, 17 * time.Second},
		{"limited until", stub{status: 429, header: map[string]string{"Date": "Sun, 22 Nov 2026 10:00:00 GMT", "Retry-After": "Sun, 22 Nov 2026 10:00:30 GMT"}}, "", "status 429", limited, 30 * time.Second},
		{"limited without a word", stub{status: 429}, "", "status 429", limited, 0},
		{"limited for ever", stub{status: 429, header: map[string]string{"Retry-After": "99999999999"}}, "", "status 429", limited, 24 * time.Hour},
		{"limited backwards", stub{status: 429, header: map[string]string{"Retry-After": "-5"}}, "", "status 429", limited, 0},
		{"down", stub{status: 503, body: "<html>"}, "", "status 503", models.ErrUnavailable, 0},
		{"redirect", stub{status: 302, header: map[string]string{"Location": "https://evil.example"}}, "", "status 302", nil, 0},
		{"invalid", stub{status: 422, body: `{"errors":{"summary":[{"key":"errors.required","description":"summary must be specified"}],"x":7}}`}, "errors.required", "summary: summary must be specified (errors.required)", nil, 0},
	}
	for i := range rows {
		row := &rows[i]
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			client, _ := serve(t, &row.stub)
			_, err := client.UserInfo(t.Context(), secret("CANARY-token"))
			var refused *Error
			if !errors.As(err, &refused) || refused.Status != row.stub.status || refused.Code != row.code || refused.Text() != row.text {
				t.Fatalf("%v, %+v", err, refused)
			}
			switch {
			case errors.As(row.kind, new(*models.Limited)):
				var got *models.Limited
				if !errors.As(err, &got) || got.RetryAfter != row.wait {
					t.Errorf("%v", got)
				}
			case row.kind != nil && !errors.Is(err, row.kind):
				t.Errorf("%v is not %v", err, row.kind)
			case row.kind == nil && (errors.Is(err, models.ErrUnavailable) || errors.Is(err, models.ErrReconnect)):
				t.Errorf("%v", err)
			}
			if strings.Contains(err.Error(), "CANARY") {
				t.Error("the token stands in the error")
			}
		})
	}
}

func TestRefusedLinksNameTheirCause(t *testing.T) {
	t.Parallel()
	rows := []struct {
		status int
		body   string
		cause  models.Cause
		ok     bool
	}{
		{422, `{"errors":{"conferencing.profile_id":[{"key":"errors.integrated_conferencing_not_available"}]}}`, models.CauseNotIntegrated, true},
		{422, `{"errors":{"conferencing.profile_id":[{"key":"errors.not_recognized"}]}}`, models.CauseProfileUnknown, true},
		{422, `{"errors":{"conferencing":[{"key":"errors.unheard_of"}]}}`, models.CauseRefused, true},
		{422, `{"errors":{"summary":[{"key":"errors.not_recognized"}]}}`, models.CauseNone, false},
		{422, `{"errors":{"conferencings":[{"key":"errors.not_recognized"}]}}`, models.CauseNone, false},
		{422, ``, models.CauseNone, false},
		{503, `{"errors":{"conferencing":[{"key":"x"}]}}`, models.CauseNone, false},
	}
	for _, row := range rows {
		cause, ok := newError(row.status, http.Header{}, []byte(row.body)).ConferencingCause()
		if cause != row.cause || ok != row.ok {
			t.Errorf("%s: %s, %v", row.body, cause, ok)
		}
	}
}

func TestMissingAnswersAreUnavailableAndNameNoAddress(t *testing.T) {
	t.Parallel()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { panic(http.ErrAbortHandler) }))
	t.Cleanup(server.Close)
	client, err := New(Config{APIURL: server.URL, AppURL: server.URL, ClientID: "c", Secrets: []models.Secret{secret("s")}})
	if err != nil {
		t.Fatal(err)
	}
	err = client.UpsertEvent(t.Context(), secret("t"), "cal_secret", Event{})
	if !errors.Is(err, models.ErrUnavailable) || strings.Contains(err.Error(), "cal_secret") {
		t.Errorf("%v", err)
	}
}

func TestASlowAnswerIsNotWaitedForBeyondTheTimeout(t *testing.T) {
	t.Parallel()
	release := make(chan struct{})
	server := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { <-release }))
	t.Cleanup(server.Close)
	t.Cleanup(func() { close(release) })
	client, err := New(Config{
		APIURL: server.URL, AppURL: server.URL, ClientID: "c", Secrets: []models.Secret{secret("s")},
		HTTP: NewHTTPClient(50 * time.Millisecond),
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := client.UserInfo(t.Context(), secret("t")); !errors.Is(err, models.ErrUnavailable) {
		t.Errorf("%v", err)
	}
}

// ATT42, ATT9
func TestAnswersOfAnotherShapeAreErrorsAndNothingElse(t *testing.T) {
	t.Parallel()
	deep := strings.Repeat("[", 100_000) + strings.Repeat("]", 100_000)
	for _, body := range []string{"", "null", "[]", "7", `"x"`, "<html>", `{"sub":7}`, `{"sub":"a","cronofy.data":[]}`, `{"sub":`, `{"sub":` + deep + `}`, "{}"} {
		client, _ := serve(t, &stub{body: body})
		if info, err := client.UserInfo(t.Context(), secret("t")); !errors.Is(err, ErrAnswer) {
			t.Errorf("%.40q is read as %+v (%v)", body, info, err)
		}
		if _, err := client.ExchangeCode(t.Context(), secret("c"), "x"); !errors.Is(err, ErrAnswer) {
			t.Errorf("%.40q is read as tokens (%v)", body, err)
		}
	}
}

func TestEndlessAnswersAreCutOff(t *testing.T) {
	t.Parallel()
	client, _ := serve(t, &stub{body: `{"sub":"` + strings.Repeat("x", maxAnswer) + `"}`})
	if _, err := client.UserInfo(t.Context(), secret("t")); !errors.Is(err, ErrAnswer) {
		t.Errorf("%v", err)
	}
}

func TestACallIsRepeatedOnlyOnceWithAFreshToken(t *testing.T) {
	t.Parallel()
	refused := &Error{Status: http.StatusUnauthorized}
	rows := []struct {
		name    string
		results []error
		sources int
		calls   int
		fails   bool
	}{
		{"first token works", []error{nil}, 1, 1, false},
		{"second token works", []error{refused, nil}, 2, 2, false},
		{"neither works", []error{refused, refused, nil}, 2, 2, true},
		{"other refusals are not repeated", []error{&Error{Status: 403}, nil}, 1, 1, true},
	}
	for _, row := range rows {
		rejected, calls := []string{}, 0
		source := func(_ context.Context, old models.Secret) (models.Secret, error) {
			rejected = append(rejected, old.Reveal())
			return secret("token" + string(rune('0'+len(rejected)))), nil
		}
		err := WithToken(t.Context(), source, func(models.Secret) error { calls++; return row.results[calls-1] })
		if len(rejected) != row.sources || calls != row.calls || (err != nil) != row.fails {
			t.Errorf("%s: %d tokens, %d calls, %v", row.name, len(rejected), calls, err)
		}
		if row.sources == 2 && (rejected[0] != "" || rejected[1] != "token1") {
			t.Errorf("%s: refused tokens %q", row.name, rejected)
		}
	}
	ended := func(context.Context, models.Secret) (models.Secret, error) {
		return models.Secret{}, models.ErrReconnect
	}
	if err := WithToken(t.Context(), ended, func(models.Secret) error { t.Error("called without a token"); return nil }); !errors.Is(err, models.ErrReconnect) {
		t.Errorf("%v", err)
	}
}

func TestTokensAreReadInEveryForm(t *testing.T) {
	t.Parallel()
	rows := map[string]Tokens{
		`{"access_token":"a","refresh_token":"r","expires_in":10800,"scope":"read_write","account_id":"acc_1","sub":"acc_1","linking_profile":{"provider_name":"google","provider_service":"gsuite","profile_id":"pro_1","profile_name":"m@x.example"},"unknown":{}}`: {
			Access: secret("a"), Refresh: secret("r"), ExpiresIn: 3 * time.Hour, Scope: "read_write", Sub: "acc_1", Profile: LinkingProfile{"google", "gsuite", "pro_1", "m@x.example"},
		},
		`{"access_token":"a","service_account_id":"ser_1"}`:                            {Access: secret("a"), Sub: "ser_1"},
		`{"access_token":"a","account_id":"acc_1"}`:                                    {Access: secret("a"), Sub: "acc_1"},
		`{"access_token":"a","application_calendar_id":"x","sub":"apc_1"}`:             {Access: secret("a"), Sub: "apc_1"},
		`{"access_token":"a","refresh_token":"r","expires_in":-5}`:                     {Access: secret("a"), Refresh: secret("r")},
		`{"access_token":"a","expires_in":9000000000000000000,"linking_profile":null}`: {Access: secret("a"), ExpiresIn: 365 * 24 * time.Hour},
	}
	for body, want := range rows {
		client, _ := serve(t, &stub{body: body})
		got, err := client.RefreshToken(t.Context(), secret("r"))
		if err != nil {
			t.Errorf("%s: %v", body, err)
		}
		if diff := cmp.Diff(want, got, cmp.Comparer(func(a, b models.Secret) bool { return a.Reveal() == b.Reveal() })); diff != "" {
			t.Errorf("%s: %s", body, diff)
		}
	}
}

// A page's address comes from outside, and the token is sent to it.
func TestTokenTravelsToTheAPIOnly(t *testing.T) {
	t.Parallel()
	other := &stub{status: 200, body: `{}`}
	elsewhere := httptest.NewServer(other)
	t.Cleanup(elsewhere.Close)
	s := &stub{body: `{"pages":{"next_page":"` + elsewhere.URL + `/v1/events/pages/1"},"events":[]}`}
	client, _ := serve(t, s)
	if _, err := client.AllEvents(t.Context(), secret("t"), EventQuery{}); !errors.Is(err, ErrAnswer) {
		t.Errorf("%v", err)
	}
	for _, next := range []string{"", "x", client.api.String() + "/oauth/token", client.api.String() + "/v1/../x", "https://a:b@" + client.api.Host + "/v1/events/pages/1"} {
		if _, err := client.MoreFreeBusy(t.Context(), secret("t"), next); !errors.Is(err, ErrAnswer) {
			t.Errorf("%q: %v", next, err)
		}
	}
	if len(other.asked) != 0 || len(s.asked) != 1 {
		t.Errorf("%d calls elsewhere, %d to the API", len(other.asked), len(s.asked))
	}
}

func TestPagesInACircleComeToAnEnd(t *testing.T) {
	t.Parallel()
	s := &stub{}
	client, _ := serve(t, s)
	s.body = `{"pages":{"next_page":"` + client.api.String() + `/v1/events/pages/1"},"events":[]}`
	if _, err := client.AllEvents(t.Context(), secret("t"), EventQuery{}); !errors.Is(err, ErrAnswer) {
		t.Errorf("%v", err)
	}
}

func TestLongTextsAreCutToFit(t *testing.T) {
	t.Parallel()
	body := Event{Summary: strings.Repeat("é", 1025), Description: strings.Repeat("é", 4096)}.body()
	if n := len([]rune(body.Summary)); n != 1024 || !strings.HasSuffix(body.Summary, "é…") {
		t.Errorf("summary of %d characters", n)
	}
	if n := len([]rune(body.Description)); n != 4096 || strings.HasSuffix(body.Description, "…") {
		t.Errorf("description of %d characters", n)
	}
}

func TestTooManyAuthorizationsAreNotSent(t *testing.T) {
	t.Parallel()
	s := &stub{}
	client, _ := serve(t, s)
	if err := client.AuthorizeAccounts(t.Context(), secret("t"), make([]AccountAuthorization, MaxAuthorizations+1)); err == nil {
		t.Error("sent")
	}
	if err := client.AuthorizeAccounts(t.Context(), secret("t"), nil); err != nil || len(s.asked) != 0 {
		t.Errorf("%v, %d calls", err, len(s.asked))
	}
}
