package sandbox

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestEmployeeIsAuthorizedByCallback(t *testing.T) { // 3.4, 3.5, 3.6
	t.Parallel()
	w := newWorld(t)
	service := w.connect(systemGraph).text("access_token")
	called := w.ask(service, oliver)
	if len(called.text("authorization.code")) != 32 || called.text("authorization.state") != "emp-7" {
		t.Fatalf("callback: %s", called.Raw)
	}
	w.want(w.exchange(called.text("authorization.code"), w.hooks.server.URL+"/ec/7"), 400) // without its query
	token := w.want(w.exchange(called.text("authorization.code"), w.hooks.server.URL+"/ec/7?i=1"), 200)
	got := m{"name": token.text("linking_profile.provider_name"), "profile": token.text("linking_profile.profile_name"),
		"same": token.text("account_id") == token.text("sub"), "scope": token.text("scope"), "expires": token.at("expires_in")}
	want := m{"name": "office365", "profile": oliver, "same": true, "scope": "read_write", "expires": 10800.0}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestMailboxKindsHaveTheirOwnRefusals(t *testing.T) { // 3.5, 3.9
	t.Parallel()
	w := newWorld(t)
	service := w.connect(systemGraph).text("access_token")
	keys := map[string]bool{}
	for _, email := range []string{"thi.nguyen@lumen.example", "piotr.kowal@elsewhere.example", "studio@lumen.example"} {
		called := w.ask(service, email)
		if called.text("authorization.error") == "" || called.text("authorization.error_description") == "" ||
			called.text("authorization.state") != "emp-7" || called.at("authorization.code") != nil {
			t.Errorf("%s: %s", email, called.Raw)
		}
		keys[called.text("authorization.error_key")] = true
	}
	if len(keys) != 3 {
		t.Errorf("keys: %v", keys)
	}
	if unknown := w.ask(service, "nobody@lumen.example"); unknown.text("authorization.error_key") != "errors.service_account.no_such_mailbox" {
		t.Errorf("nobody: %s", unknown.Raw)
	}
}

func TestSharedMailboxMayBeAuthorized(t *testing.T) { // 3.9
	t.Parallel()
	w := newWorld(t)
	w.turn("ec_shared_mailbox", "success")
	if called := w.ask(w.connect(systemGraph).text("access_token"), "studio@lumen.example"); called.text("authorization.code") == "" {
		t.Error(called.Raw)
	}
}

func TestFreeBusyOnlyMailboxGrantsNoMore(t *testing.T) { // 3.5
	t.Parallel()
	w := newWorld(t)
	w.do(func(t *tx) {
		box, _ := load[mailbox](t, oliver)
		box.FreeBusyOnly = true
		save(t, box)
	})
	if called := w.ask(w.connect(systemEWS).text("access_token"), oliver); called.text("authorization.error") != "unable_to_grant_scope" {
		t.Error(called.Raw)
	}
}

func TestCollectionAuthorizesEverybody(t *testing.T) { // 3.4
	t.Parallel()
	w := newWorld(t)
	service := w.connect(systemGoogle).text("access_token")
	one := func(email, state string) m {
		return m{"email": email, "callback_url": w.hooks.server.URL + "/ec/" + state, "scope": "read_write", "state": state}
	}
	r := w.want(w.call("POST", "/v1/service_account_authorizations", service,
		m{"service_account_authorizations": []m{one(helen, "a"), one(oliver, "b")}}), 202)
	if r.Raw != "" {
		t.Errorf("body %q", r.Raw)
	}
	w.pass(delegationDelay)
	if calls := w.hooks.take(); len(calls) != 2 || calls[0].Path != "/ec/a" || calls[1].Path != "/ec/b" {
		t.Errorf("callbacks: %v", calls)
	}
	mixed := one(helen, "a")
	mixed["service_account_authorizations"] = []m{one(oliver, "b")}
	w.want(w.call("POST", "/v1/service_account_authorizations", service, mixed), 422)
	w.want(w.call("POST", "/v1/service_account_authorizations", service, m{"service_account_authorizations": []m{}}), 422)
}

func TestAuthorizationFieldsAreChecked(t *testing.T) { // 3.4, 7.8
	t.Parallel()
	w := newWorld(t)
	service := w.connect(systemGraph).text("access_token")
	for field, bad := range map[string][]string{
		"email": {"", "nonsense", "A <a@b.example>"}, "callback_url": {"", "ftp://x/y", "/x"},
		"scope": {"", "everything", "service_account/accounts/manage"},
	} {
		for _, value := range bad {
			body := m{"email": oliver, "callback_url": "https://ats.example/ec", "scope": "read_write"}
			body[field] = value
			r := w.call("POST", "/v1/service_account_authorizations", service, body)
			if r.Status != 422 || !strings.Contains(r.Raw, `"`+field+`":[{"key":"errors.`) {
				t.Errorf("%s=%q: %d %s", field, value, r.Status, r.Raw)
			}
		}
	}
	w.pass(time.Minute)
	if calls := w.hooks.take(); len(calls) != 0 {
		t.Errorf("refused requests called back: %v", calls)
	}
}

func TestScopeMustLieWithinTheDelegatedOne(t *testing.T) { // 3.4
	t.Parallel()
	w := newWorld(t)
	b := w.browser().visit(enterpriseURL(map[string][]string{"delegated_scope": {"free_busy"}})).
		press("Google").press("Sign in as administrator")
	service := w.exchange(b.returned().Get("code"), returnURL).text("access_token")
	body := m{"email": oliver, "callback_url": w.hooks.server.URL + "/ec", "scope": "read_write"}
	w.want(w.call("POST", "/v1/service_account_authorizations", service, body), 422)
	w.turn("ec_scope_refusal", "callback")
	if called := w.ask(service, oliver); called.text("authorization.error") != "unable_to_grant_scope" {
		t.Error(called.Raw)
	}
}

func TestAuthorizingAgainKeepsTheAccount(t *testing.T) { // 13, question 15
	t.Parallel()
	w := newWorld(t)
	service := w.connect(systemGraph).text("access_token")
	sub := func() string {
		called := w.ask(service, oliver)
		sub := w.exchange(called.text("authorization.code"), w.hooks.server.URL+"/ec/7?i=1").text("sub")
		w.pass(time.Minute)
		return sub
	}
	first := sub()
	if second := sub(); second != first {
		t.Errorf("%s became %s", first, second)
	}
	w.turn("reauthorized_sub", "new")
	if third := sub(); third == first {
		t.Error("the switch gives no new account")
	}
}

func TestRoomsAreListedAndPeopleAreNot(t *testing.T) { // 3.7
	t.Parallel()
	w := newWorld(t)
	r := w.want(w.call("GET", "/v1/resources", w.connect(systemGoogle).text("access_token"), nil), 200)
	if r.text("resources.0.email") != "room-1@lumen.example" || len(r.at("resources").([]any)) != 1 {
		t.Error(r.Raw)
	}
}
