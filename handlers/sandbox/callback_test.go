package sandbox

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestSignatureVectors(t *testing.T) { // 9.4
	t.Parallel()
	for key, want := range map[string]string{
		"pDY0Oi7TJSP2hfNmZNkm5":                               "6r2/HjBkqymGegX0wOfifieeUXbbHwtV/LohHS+jv6c=",
		"aPPwd-ASDFAsdfasdfasdfsadfasdfASDFSADF_asdfasdfasdf": "0g6bhIumRlRffctPXuASSl3u6AXOxnYRw+hiTp7IvTg=",
		"CRN_NggYusqPGLxwjw5FHOJYOqSrTPNXy8WQf14OID":          "5DxentQi5YSXODEzTVv06sRwJ3pULIz1KrYv20qxEK0=",
		"CRN_nGlYDFXwfSXgB9rvGNBJyfE454GGPtWIbNuPwr":          "BmQmWVuZ70ILWjr1CAt5oC7YOolgnku4WZtlrKfx/6k=",
	} {
		if got := sign(key, []byte(`{"example":"well-known"}`)); got != want {
			t.Errorf("%s: %s, want %s", key, got, want)
		}
	}
}

func pushTypes(t *testing.T, calls []hook) []string {
	t.Helper()
	var kinds []string
	for _, c := range calls {
		var body struct{ Notification struct{ Type string } }
		if err := json.Unmarshal([]byte(c.Body), &body); err != nil {
			t.Fatal(err)
		}
		kinds = append(kinds, body.Notification.Type)
	}
	return kinds
}

func TestChannelIsVerifiedListedAndDeleted(t *testing.T) { // 9.1, 9.2, 9.3
	t.Parallel()
	w := newWorldIn(t, "", func(c *Config) { c.SecondSecret = "older" })
	bearer, cal := w.employee(systemGraph, oliver)
	address := w.hooks.server.URL + "/push/1"
	made := w.want(w.call("POST", "/v1/channels", bearer, m{"callback_url": address,
		"filters": m{"calendar_ids": []string{cal}, "only_managed": true, "unheard_of": 7}}), 200)
	id := made.text("channel.channel_id")
	if !strings.HasPrefix(id, "chn_") || made.text("channel.callback_url") != address || made.at("channel.filters.unheard_of") != 7.0 {
		t.Errorf("channel: %s", made.Raw)
	}
	w.pass(0)
	calls := w.hooks.take()
	if kinds := pushTypes(t, calls); !cmp.Equal(kinds, []string{"verification"}) {
		t.Fatal(kinds)
	}
	body := []byte(calls[0].Body)
	if want := sign(clientSecret, body) + "," + sign("older", body); calls[0].Signature != want {
		t.Errorf("signature %s, want %s", calls[0].Signature, want)
	}
	if list := w.want(w.call("GET", "/v1/channels", bearer, nil), 200); list.text("channels.0.channel_id") != id {
		t.Error(list.Raw)
	}
	other, _ := w.employee(systemGraph, helen)
	w.want(w.call("DELETE", "/v1/channels/"+id, other, nil), 404)
	w.want(w.call("DELETE", "/v1/channels/"+id, bearer, nil), 202)
	w.want(w.call("DELETE", "/v1/channels/"+id, bearer, nil), 404)
}

func TestChannelFieldsAreChecked(t *testing.T) { // 9.1
	t.Parallel()
	w := newWorld(t)
	bearer, _ := w.employee(systemGraph, oliver)
	for _, bad := range []m{
		{}, {"callback_url": "nonsense"}, {"callback_url": "https://x.example", "filters": m{"calendar_ids": []string{}}},
		{"callback_url": "https://x.example", "filters": m{"calendar_ids": []string{"cal_x"}}},
		{"callback_url": "https://x.example", "filters": m{"only_managed": "yes"}},
	} {
		if r := w.call("POST", "/v1/channels", bearer, bad); r.Status != 422 {
			t.Errorf("%v: %d %s", bad, r.Status, r.Raw)
		}
	}
	for range channelsPerAccount {
		w.want(w.call("POST", "/v1/channels", bearer, m{"callback_url": "https://x.example"}), 200)
	}
	w.want(w.call("POST", "/v1/channels", bearer, m{"callback_url": "https://x.example"}), 422)
}

func TestFormsAreAcceptedEverywhere(t *testing.T) { // 1.4
	t.Parallel()
	w := newWorld(t)
	bearer, cal := w.employee(systemGraph, oliver)
	send := func(path string, values url.Values) reply {
		return w.send("POST", path, bearer, "application/x-www-form-urlencoded", []byte(values.Encode()))
	}
	r := w.want(send("/v1/channels", url.Values{"callback_url": {"https://x.example/push"}, "filters[calendar_ids][]": {cal}}), 200)
	if r.text("channel.filters.calendar_ids.0") != cal {
		t.Error(r.Raw)
	}
	w.want(send("/v1/calendars/"+cal+"/events", url.Values{"event_id": {"form"}, "summary": {"By form"},
		"start[time]": {"2026-11-24T09:00:00"}, "start[tzid]": {"Europe/Paris"}, "end": {"2026-11-24T09:00:00Z"}}), 202)
	if r := w.managed(bearer); r.text("events.0.start") != "2026-11-24T08:00:00Z" {
		t.Error(r.Raw)
	}
}

func TestUnansweredCallbackIsRepeatedForADay(t *testing.T) { // 9.5
	t.Parallel()
	w := newWorld(t)
	bearer, _ := w.employee(systemGraph, oliver)
	w.hooks.answer(500)
	w.want(w.call("POST", "/v1/channels", bearer, m{"callback_url": w.hooks.server.URL + "/push"}), 200)
	w.pass(0)
	var total time.Duration
	for _, step := range deliverySteps {
		if n := len(w.hooks.take()); n != 1 {
			t.Fatalf("after %v: %d calls", total, n)
		}
		w.pass(step - time.Second)
		if n := len(w.hooks.take()); n != 0 {
			t.Fatalf("too early after %v", total)
		}
		total += step
		w.pass(time.Second)
	}
	if total > 24*time.Hour {
		t.Errorf("repeated for %v", total)
	}
	w.pass(24 * time.Hour)
	if list := w.call("POST", "/v1/application_calendars", "", m{"client_id": clientID, "client_secret": clientSecret,
		"application_calendar_id": "x"}); list.Status != 200 {
		t.Error(list.Raw)
	}
	a, _ := w.account(oliver)
	w.do(func(tx *tx) {
		if open := owned[channel](tx, a.Sub); len(open) != 0 {
			t.Errorf("the channel is still open: %v", open)
		}
	})
}

func TestRepeatedCallbackIsAcceptedOnce(t *testing.T) { // 9.5
	t.Parallel()
	w := newWorld(t)
	service := w.connect(systemGraph).text("access_token")
	w.hooks.answer(302)
	w.want(w.call("POST", "/v1/service_account_authorizations", service, m{"email": oliver,
		"callback_url": w.hooks.server.URL + "/ec", "scope": "read_write"}), 202)
	w.pass(delegationDelay)
	w.hooks.answer(204)
	w.pass(15 * time.Second)
	w.pass(24 * time.Hour)
	if calls := w.hooks.take(); len(calls) != 2 || calls[0].Body != calls[1].Body {
		t.Errorf("calls: %v", calls)
	}
	if _, due := w.s.NextDue(); due {
		t.Error("something is still due")
	}
}

func TestPendingWorkSurvivesAKill(t *testing.T) { // design 9: memory
	t.Parallel()
	dir := t.TempDir()
	w := newWorldIn(t, dir, func(*Config) {})
	bearer, cal := w.employee(systemGoogle, oliver)
	w.want(w.call("POST", "/v1/calendars/"+cal+"/events", bearer, interview(w, m{
		"conferencing": m{"profile_id": "integrated"}, "subscriptions": subscribed(w.hooks.server.URL + "/conf")})), 202)
	w.turn("pending", absent)
	w.fault(fault{What: faultStatus, Operation: "userinfo", Status: 503})
	before := w.dump()
	// No Close: a killed process says no goodbye. The second sandbox opens the same file.
	again := newWorldIn(t, dir, func(c *Config) { c.PublicURL = w.s.config.PublicURL; c.Now = w.now })
	if diff := cmp.Diff(before, again.dump()); diff != "" {
		t.Fatal(diff)
	}
	again.hooks.server, again.clock = w.hooks.server, w.clock
	again.s.config.Now = again.now
	again.pass(conferenceDelay)
	calls := w.hooks.take()
	if len(calls) != 1 || !strings.Contains(calls[0].Body, "conferencing_assigned") {
		t.Fatalf("calls: %v", calls)
	}
	again.want(again.call("GET", "/v1/userinfo", bearer, nil), 503)
	if link := again.managed(bearer).text("events.0.conferencing.join_url"); !strings.Contains(link, "/meet/google_meet/") {
		t.Errorf("link %q", link)
	}
}

// dump is everything the memory holds.
func (w *world) dump() []string {
	var rows []string
	w.do(func(t *tx) {
		for _, query := range []string{
			`select kind || id || owner || data from docs order by kind, id`,
			`select id || ' ' || due_at || kind || label || data from work order by id`,
			`select id || kind || operation || account || data from record order by id`,
			`select id || ' ' || at || address || sender || subject || hex(raw) from mails order by id`,
		} {
			t.query(func(scan func(...any)) {
				var row string
				scan(&row)
				rows = append(rows, row)
			}, query)
		}
	})
	return rows
}

func TestDeliveryIsRepeatedAfterAKillBeforeItsResult(t *testing.T) { // at least once
	t.Parallel()
	w := newWorld(t)
	bearer, _ := w.employee(systemGraph, oliver)
	w.want(w.call("POST", "/v1/channels", bearer, m{"callback_url": w.hooks.server.URL + "/push"}), 200)
	claimed, found, err := w.s.claim(t.Context())
	if err != nil || !found {
		t.Fatal(found, err)
	}
	var d delivery
	w.do(func(t *tx) { d = decoded[delivery](t, claimed) })
	if e := w.s.attempt(t.Context(), d); e.Status != 200 {
		t.Fatal(e)
	}
	clear(w.s.busy) // the process died here
	w.pass(0)
	if calls := w.hooks.take(); len(calls) != 2 || calls[0] != calls[1] {
		t.Errorf("calls: %v", calls)
	}
}

func TestEverythingIsRecorded(t *testing.T) { // design 9: record
	t.Parallel()
	w := newWorld(t)
	w.employee(systemGraph, oliver)
	r := w.want(w.call("GET", "/sandbox/record", "", nil), 200)
	var got []string
	for _, each := range r.at("record").([]any) {
		e := each.(m)
		got = append(got, fmt.Sprint(e["kind"], " ", e["operation"], " ", e["status"]))
	}
	want := []string{"request pages.enterprise 200", "request pages.enterprise 200", "request pages.enterprise 303",
		"request token 200", "request service_account_authorizations 202", "callback callback.ec 200", "request token 200", "request calendars 200"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	r = w.want(w.call("GET", "/sandbox/record?operation=token&limit=1", "", nil), 200)
	if len(r.at("record").([]any)) != 1 || r.at("next") == nil {
		t.Error(r.Raw)
	}
	w.browser().visit("/sandbox/record").sees("service_account_authorizations")
}

func TestRunWakesForNewWork(t *testing.T) { // clockwork in real time
	t.Parallel()
	w := newWorldIn(t, "", func(c *Config) { c.Now = nil })
	arrived := make(chan string, 1)
	receiver := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { arrived <- r.URL.Path }))
	defer receiver.Close()
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan struct{})
	go func() { defer close(ended); w.s.Run(ctx) }()
	body := m{"client_id": clientID, "client_secret": clientSecret, "application_calendar_id": "probe"}
	bearer := w.want(w.call("POST", "/v1/application_calendars", "", body), 200).text("access_token")
	w.want(w.call("POST", "/v1/channels", bearer, m{"callback_url": receiver.URL + "/push"}), 200)
	select {
	case path := <-arrived:
		if path != "/push" {
			t.Error(path)
		}
	case <-time.After(10 * time.Second):
		t.Error("nothing was delivered")
	}
	stop()
	<-ended
}

func TestUnknownPathsAreRecorded(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.want(w.call("GET", "/v1/unheard_of", "", nil), 404)
	if r := w.call("GET", "/sandbox/record", "", nil); r.text("record.0.url") != "/v1/unheard_of" || r.at("record.0.status") != 404.0 {
		t.Error(r.Raw)
	}
}
