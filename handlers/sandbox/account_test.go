package sandbox

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestUserinfoTellsTheCalendarSystem(t *testing.T) { // 4.1, 5.1, 5.2
	t.Parallel()
	for _, c := range []struct {
		system, name, service string
		protocol              any
		integrated            bool
	}{
		{systemGoogle, "google", "gsuite", nil, true},
		{systemGraph, "office365", "office365", "graph_api", true},
		{systemEWS, "exchange", "exchange", "exchange_web_services", false},
	} {
		w := newWorld(t)
		bearer, cal := w.employee(c.system, oliver)
		info := w.want(w.call("GET", "/v1/userinfo", bearer, nil), 200)
		profile := "cronofy/data.profiles.0."
		got := m{"type": info.at("cronofy/type"), "name": info.at(profile + "provider_name"),
			"service": info.at(profile + "provider_service"), "protocol": info.at(profile + "provider_protocol"),
			"connected": info.at(profile + "profile_connected"), "sync": info.at(profile + "profile_initial_sync_required"),
			"calendar":   info.at(profile + "profile_calendars.0.calendar_id"),
			"integrated": info.at(profile + "profile_calendars.0.calendar_integrated_conferencing_available"),
			"level":      info.at(profile + "profile_calendars.0.permission_level"),
			"status":     info.at("cronofy/data.authorization.status"), "zone": info.at("zoneinfo"), "email": info.at("email"),
			"own": info.at("cronofy/data.conferencing_profiles"), "person": info.at("name"), "relink": info.at(profile + "profile_relink_url")}
		want := m{"type": "account", "name": c.name, "service": c.service, "protocol": c.protocol, "connected": true, "sync": false,
			"calendar": cal, "integrated": c.integrated, "level": "sandbox", "status": "active", "zone": "Europe/London",
			"email": oliver, "own": []any{}, "person": "Oliver Grant", "relink": nil}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: %s", c.system, diff)
		}
		list := w.want(w.call("GET", "/v1/calendars", bearer, nil), 200)
		if list.text("sub") != info.text("sub") || list.at("calendars.0.calendar_primary") != true ||
			list.at("calendars.1.calendar_readonly") != true || list.text("calendars.0.provider_name") != c.name ||
			list.at("calendars.1.calendar_integrated_conferencing_available") != false {
			t.Errorf("calendars: %s", list.Raw)
		}
	}
}

func TestMailboxMayLiveInAnotherSystem(t *testing.T) { // design 3: mixed companies
	t.Parallel()
	w := newWorld(t)
	w.do(func(t *tx) {
		box, _ := load[mailbox](t, oliver)
		box.System = systemGoogle
		save(t, box)
	})
	bearer, _ := w.employee(systemGraph, oliver)
	if info := w.call("GET", "/v1/userinfo", bearer, nil); info.text("cronofy/data.profiles.0.provider_name") != "google" {
		t.Error(info.Raw)
	}
}

func TestUnknownSystemsAndProvidersExist(t *testing.T) { // 1.4, 4.1, 5.2
	t.Parallel()
	w := newWorld(t)
	w.want(w.call("POST", "/sandbox/directory", "", m{"address": oliver, "system": "apple"}), 200)
	bearer, _ := w.employee(systemGraph, oliver)
	w.want(w.call("POST", "/sandbox/acts", "", m{"what": "connect_conferencing", "account": oliver, "profile": "webex"}), 200)
	info := w.call("GET", "/v1/userinfo", bearer, nil)
	if info.text("cronofy/data.profiles.0.provider_name") != "apple" || info.text("cronofy/data.conferencing_profiles.0.provider_name") != "webex" {
		t.Error(info.Raw)
	}
}

func TestFirstSynchronizationTakesAMoment(t *testing.T) { // 4.1, 9.3
	t.Parallel()
	w := newWorld(t)
	called := w.ask(w.connect(systemGraph).text("access_token"), oliver)
	bearer := w.exchange(called.text("authorization.code"), w.hooks.server.URL+"/ec/7?i=1").text("access_token")
	if info := w.call("GET", "/v1/userinfo", bearer, nil); info.at("cronofy/data.profiles.0.profile_initial_sync_required") != true {
		t.Error(info.Raw)
	}
	w.want(w.call("POST", "/v1/channels", bearer, m{"callback_url": w.hooks.server.URL + "/push"}), 200)
	w.pass(0)
	w.hooks.take()
	w.pass(syncDelay)
	if kinds := pushTypes(t, w.hooks.take()); !cmp.Equal(kinds, []string{"profile_initial_sync_completed"}) {
		t.Error(kinds)
	}
}

func TestUnrestrictedServiceAccountGivesUnrestrictedCalendars(t *testing.T) { // 2.8, 3.2
	t.Parallel()
	w := newWorld(t)
	b := w.browser().visit(enterpriseURL(map[string][]string{"scope": {unrestrictedAccounts}})).
		press("Google").press("Sign in as administrator")
	called := w.ask(w.exchange(b.returned().Get("code"), returnURL).text("access_token"), oliver)
	bearer := w.exchange(called.text("authorization.code"), w.hooks.server.URL+"/ec/7?i=1").text("access_token")
	if list := w.call("GET", "/v1/calendars", bearer, nil); list.text("calendars.0.permission_level") != "unrestricted" {
		t.Error(list.Raw)
	}
}

func TestOlderIdentityCallsAgree(t *testing.T) { // 4.3, 4.4, 2.6
	t.Parallel()
	w := newWorld(t)
	bearer, _ := w.employee(systemGraph, oliver)
	if r := w.want(w.call("GET", "/v1/account", bearer, nil), 200); r.text("account.email") != oliver || r.text("account.default_tzid") != "Europe/London" {
		t.Error(r.Raw)
	}
	r := w.want(w.call("GET", "/v1/profiles", bearer, nil), 200)
	if r.at("profiles.0.profile_connected") != true {
		t.Error(r.Raw)
	}
	w.want(w.call("POST", "/v1/profiles/pro_unknown/revoke", bearer, nil), 404)
	w.want(w.call("POST", "/v1/profiles/"+r.text("profiles.0.profile_id")+"/revoke", bearer, nil), 202)
	if r = w.call("GET", "/v1/profiles", bearer, nil); r.text("profiles.0.profile_relink_url") == "" {
		t.Error(r.Raw)
	}
}
