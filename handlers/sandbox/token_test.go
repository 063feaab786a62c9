package sandbox

import (
	"net/url"
	"testing"
	"time"
)

func TestEnterpriseConnectGivesServiceAccount(t *testing.T) { // 3.2, 3.3
	t.Parallel()
	w := newWorld(t)
	b := w.browser().visit(enterpriseURL(nil)).press("Office 365 (via Graph API)").press("Sign in as administrator")
	got := b.returned()
	if got.Get("state") != "st-1" || len(got.Get("code")) != 32 || got.Get("x") != "1" {
		t.Fatalf("returned with %v", got)
	}
	r := w.want(w.exchange(got.Get("code"), returnURL), 200)
	if r.text("service_account_id")[:4] != "ser_" || r.text("sub") != r.text("service_account_id") ||
		r.at("account_id") != nil || r.at("linking_profile") != nil {
		t.Errorf("token answer: %s", r.Raw)
	}
	if r.Header.Get("Cache-Control") != "no-store" || r.Header.Get("Pragma") != "no-cache" {
		t.Errorf("headers: %v", r.Header)
	}
	info := w.want(w.call("GET", "/v1/userinfo", r.text("access_token"), nil), 200)
	if info.text("cronofy/type") != "service_account" || // 4.2
		info.text("cronofy/data.service_account.provider_name") != "office365" ||
		info.text("cronofy/data.authorization.delegated_scope") != "read_write" {
		t.Errorf("userinfo: %s", info.Raw)
	}
}

func TestAdministratorMayRefuseOrNotBeOne(t *testing.T) { // 3.2
	t.Parallel()
	w := newWorld(t)
	for _, button := range []string{"I am not an administrator", "Cancel"} {
		b := w.browser().visit(enterpriseURL(nil)).press("Google Workspace").press(button)
		if got := b.returned(); got.Get("error") != "access_denied" || got.Get("state") != "st-1" || got.Has("code") {
			t.Errorf("%s: %v", button, got)
		}
	}
	if got := w.browser().visit(enterpriseURL(nil)).press("Cancel").returned(); got.Get("error") != "access_denied" {
		t.Errorf("cancelled choice: %v", got)
	}
}

func TestAuthorizationRequestIsChecked(t *testing.T) { // 2.1, 3.2
	t.Parallel()
	w := newWorldIn(t, "", func(c *Config) { c.AllowedRedirects = []string{returnURL} })
	for _, c := range []struct {
		name    string
		changes url.Values
		status  int
		error   string
	}{
		{"unknown client", url.Values{"client_id": {"other"}}, 400, ""},
		{"unregistered return", url.Values{"redirect_uri": {"https://evil.example/"}}, 400, ""},
		{"no return", url.Values{"redirect_uri": {""}}, 400, ""},
		{"response type", url.Values{"response_type": {"token"}}, 303, "unsupported_response_type"},
		{"no response type", url.Values{"response_type": {""}}, 303, "invalid_request"},
		{"scope of people", url.Values{"scope": {"read_write"}}, 303, "invalid_scope"},
		{"no scope", url.Values{"scope": {""}}, 303, "invalid_scope"},
		{"no delegated scope", url.Values{"delegated_scope": {""}}, 303, "invalid_scope"},
	} {
		b := w.browser().visit(enterpriseURL(c.changes))
		if b.status != c.status {
			t.Errorf("%s: status %d, want %d", c.name, b.status, c.status)
		}
		if c.error != "" && (b.returned().Get("error") != c.error || b.returned().Get("state") != "st-1") {
			t.Errorf("%s: %s", c.name, b.url)
		}
	}
}

func TestCompanyHasOnlyItsCalendarSystem(t *testing.T) { // 3.8
	t.Parallel()
	w := newWorld(t)
	w.do(func(t *tx) { t.seed(systemGoogle) })
	b := w.browser().visit(enterpriseURL(nil)).press("Office 365 (via Graph API)").press("Sign in as administrator")
	b.sees("lumen.example has no Office 365")
}

func TestCodeIsExchangedOnlyOnce(t *testing.T) { // 2.3, ATT4
	t.Parallel()
	w := newWorld(t)
	code := w.browser().visit(enterpriseURL(nil)).press("Google").press("Sign in as administrator").returned().Get("code")
	if r := w.exchange(code, returnURL+"&y=2"); r.Status != 400 || r.text("error") != "invalid_grant" {
		t.Errorf("other redirect_uri: %d %s", r.Status, r.Raw)
	}
	w.want(w.exchange(code, returnURL), 200)
	if r := w.exchange(code, returnURL); r.Status != 400 || r.text("error") != "invalid_grant" {
		t.Errorf("second exchange: %d %s", r.Status, r.Raw)
	}
}

func TestCodeExpires(t *testing.T) { // 13, question 12
	t.Parallel()
	w := newWorld(t)
	code := w.browser().visit(enterpriseURL(nil)).press("Google").press("Sign in as administrator").returned().Get("code")
	w.pass(10 * time.Minute)
	w.want(w.exchange(code, returnURL), 400)
}

func TestTokenEndpointRefuses(t *testing.T) { // 2.3, 2.4
	t.Parallel()
	w := newWorld(t)
	refresh := w.connect(systemGraph).text("refresh_token")
	good := m{"client_id": clientID, "client_secret": clientSecret, "grant_type": "refresh_token", "refresh_token": refresh}
	for _, c := range []struct {
		name    string
		changes m
		error   string
	}{
		{"no client id", m{"client_id": ""}, "invalid_request"},
		{"no secret", m{"client_secret": ""}, "invalid_request"},
		{"no grant type", m{"grant_type": ""}, "invalid_request"},
		{"no refresh token", m{"refresh_token": ""}, "invalid_request"},
		{"code without code", m{"grant_type": "authorization_code"}, "invalid_request"},
		{"wrong secret", m{"client_secret": "wrong"}, "invalid_client"},
		{"wrong client", m{"client_id": "wrong"}, "invalid_client"},
		{"other grant", m{"grant_type": "password"}, "unsupported_grant_type"},
		{"unknown refresh token", m{"refresh_token": "unknown"}, "invalid_grant"},
		{"unknown code", m{"grant_type": "authorization_code", "code": "x", "redirect_uri": returnURL}, "invalid_grant"},
	} {
		body := m{}
		for k, v := range good {
			body[k] = v
		}
		for k, v := range c.changes {
			body[k] = v
		}
		if r := w.call("POST", "/oauth/token", "", body); r.Status != 400 || r.text("error") != c.error {
			t.Errorf("%s: %d %s, want %s", c.name, r.Status, r.Raw, c.error)
		}
	}
	w.want(w.send("POST", "/oauth/token", "", "application/json", []byte("{")), 400)
}

func TestRefreshTakesJSONAndForm(t *testing.T) { // 1.4, 2.4
	t.Parallel()
	w := newWorld(t)
	first := w.connect(systemGraph)
	body := m{"client_id": clientID, "client_secret": clientSecret, "grant_type": "refresh_token",
		"refresh_token": first.text("refresh_token")}
	second := w.want(w.call("POST", "/oauth/token", "", body), 200)
	if second.text("access_token") == first.text("access_token") || second.text("refresh_token") != first.text("refresh_token") {
		t.Errorf("refreshed: %s", second.Raw)
	}
	values := url.Values{}
	for k, v := range body {
		values.Set(k, v.(string))
	}
	w.want(w.form("/oauth/token", values), 200)
}

func TestAccessTokenExpires(t *testing.T) { // 2.3, 11
	t.Parallel()
	w := newWorld(t)
	token := w.connect(systemGraph)
	w.pass(3*time.Hour - time.Second)
	w.want(w.call("GET", "/v1/userinfo", token.text("access_token"), nil), 200)
	w.pass(time.Second)
	r := w.want(w.call("GET", "/v1/userinfo", token.text("access_token"), nil), 401)
	if r.Raw != "" || r.Header.Get("WWW-Authenticate") == "" {
		t.Errorf("401: %q %v", r.Raw, r.Header)
	}
}

func TestSecondSecretWorksDuringRotation(t *testing.T) { // 1.3
	t.Parallel()
	w := newWorldIn(t, "", func(c *Config) { c.SecondSecret = "older" })
	refresh := w.connect(systemGraph).text("refresh_token")
	w.want(w.call("POST", "/oauth/token", "", m{"client_id": clientID, "client_secret": "older",
		"grant_type": "refresh_token", "refresh_token": refresh}), 200)
}

func TestRevocationEndsTheWholeGrant(t *testing.T) { // 2.5
	t.Parallel()
	for _, by := range []string{"access_token", "refresh_token", "sub"} {
		w := newWorld(t)
		token := w.connect(systemGraph)
		body := m{"client_id": clientID, "client_secret": clientSecret, "token": token.text(by)}
		if by == "sub" {
			body["sub"], body["token"] = token.text("sub"), ""
		}
		if r := w.want(w.call("POST", "/oauth/token/revoke", "", body), 200); r.Raw != "" {
			t.Errorf("body %q", r.Raw)
		}
		w.want(w.call("GET", "/v1/userinfo", token.text("access_token"), nil), 401)
		w.want(w.call("POST", "/oauth/token", "", m{"client_id": clientID, "client_secret": clientSecret,
			"grant_type": "refresh_token", "refresh_token": token.text("refresh_token")}), 400)
	}
}

func TestRevocationIsChecked(t *testing.T) { // 2.5
	t.Parallel()
	w := newWorld(t)
	for _, c := range []struct {
		body  m
		error string
	}{
		{m{"client_id": clientID, "client_secret": "wrong", "token": "x"}, "invalid_client"},
		{m{"client_id": clientID, "client_secret": clientSecret}, "invalid_request"},
		{m{"client_id": clientID, "client_secret": clientSecret, "token": "x", "sub": "y"}, "invalid_request"},
		{m{"token": "x"}, "invalid_request"},
	} {
		if r := w.call("POST", "/oauth/token/revoke", "", c.body); r.Status != 400 || r.text("error") != c.error {
			t.Errorf("%v: %d %s", c.body, r.Status, r.Raw)
		}
	}
}

func TestRevokedServiceAccountDisconnectsPeople(t *testing.T) { // 13, question 18
	t.Parallel()
	w := newWorld(t)
	bearer, _ := w.employee(systemGraph, oliver)
	service := w.connect(systemGraph)
	w.want(w.call("POST", "/v1/channels", bearer, m{"callback_url": w.hooks.server.URL + "/push"}), 200)
	w.want(w.call("POST", "/oauth/token/revoke", "", m{"client_id": clientID, "client_secret": clientSecret,
		"sub": service.text("sub")}), 200)
	w.pass(0)
	if calls := w.hooks.take(); len(calls) != 2 {
		t.Errorf("callbacks: %v", calls)
	}
	info := w.want(w.call("GET", "/v1/userinfo", bearer, nil), 200)
	if info.at("cronofy/data.profiles.0.profile_connected") != false ||
		info.text("cronofy/data.profiles.0.profile_relink_url") == "" {
		t.Errorf("userinfo: %s", info.Raw)
	}
}

func TestEveryUserCallNeedsItsToken(t *testing.T) { // 1.3, 11
	t.Parallel()
	w := newWorld(t)
	service := w.connect(systemGraph).text("access_token")
	bearer, _ := w.employee(systemGraph, oliver)
	for _, c := range []struct{ method, path string }{
		{"GET", "/v1/calendars"}, {"GET", "/v1/channels"}, {"POST", "/v1/channels"},
		{"DELETE", "/v1/channels/chn_1"}, {"POST", "/v1/calendars/cal_1/events"},
		{"DELETE", "/v1/calendars/cal_1/events"}, {"GET", "/v1/events?tzid=Etc/UTC"},
		{"DELETE", "/v1/events"}, {"GET", "/v1/free_busy?tzid=Etc/UTC"}, {"GET", "/v1/account"},
		{"GET", "/v1/profiles"}, {"GET", "/v1/events/pages/1"}, {"GET", "/v1/free_busy/pages/1"},
	} {
		for _, bad := range []string{"", "unknown", clientSecret} {
			if r := w.call(c.method, c.path, bad, m{}); r.Status != 401 || r.Raw != "" {
				t.Errorf("%s %s with %q: %d", c.method, c.path, bad, r.Status)
			}
		}
		if r := w.call(c.method, c.path, service, m{}); r.Status != 403 {
			t.Errorf("%s %s as service account: %d", c.method, c.path, r.Status)
		}
	}
	w.want(w.call("POST", "/v1/service_account_authorizations", "unknown", m{}), 401)
	w.want(w.call("GET", "/v1/userinfo", "unknown", nil), 401)
	w.want(w.call("POST", "/v1/userinfo", bearer, m{}), 404)
	w.want(w.call("POST", "/v1/service_account_authorizations", bearer, m{}), 403)
	w.want(w.call("GET", "/v1/resources", bearer, nil), 403)
	w.want(w.call("GET", "/v1/unheard_of", bearer, nil), 404)
}
