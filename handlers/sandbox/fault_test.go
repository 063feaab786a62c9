package sandbox

import (
	"strings"
	"sync"
	"testing"
	"time"
)

func TestFaultRefusesCallsWithoutEffect(t *testing.T) { // 11
	t.Parallel()
	w := newWorld(t)
	bearer, cal := w.employee(systemGraph, oliver)
	for _, status := range []int{401, 402, 403, 404, 422, 423, 429, 500, 502, 503, 504} {
		w.fault(fault{What: faultStatus, Operation: "events.*", Method: "post", Path: "/v1/calendars/*/events", Account: oliver,
			Status: status, RetryAfter: 7, Times: 2})
		for range 2 {
			r := w.want(w.call("POST", "/v1/calendars/"+cal+"/events", bearer, interview(w, nil)), status)
			if r.Raw != "" || r.Header.Get("Retry-After") != "7" {
				t.Errorf("%d: %q %v", status, r.Raw, r.Header)
			}
		}
		if r := w.managed(bearer); len(r.at("events").([]any)) != 0 {
			t.Fatalf("%d had an effect", status)
		}
	}
	w.want(w.call("POST", "/v1/calendars/"+cal+"/events", bearer, interview(w, nil)), 202)
}

func TestFaultConcernsOnlyWhatMatches(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	bearer, _ := w.employee(systemGraph, oliver)
	other, _ := w.employee(systemGraph, helen)
	w.fault(fault{What: faultStatus, Account: oliver, Operation: "userinfo", Status: 500, Times: -1})
	w.want(w.call("GET", "/v1/userinfo", other, nil), 200)
	w.want(w.call("GET", "/v1/calendars", bearer, nil), 200)
	for range 3 {
		w.want(w.call("GET", "/v1/userinfo", bearer, nil), 500)
	}
	w.want(w.call("DELETE", "/sandbox/faults", "", nil), 200)
	w.want(w.call("GET", "/v1/userinfo", bearer, nil), 200)

	w.fault(fault{What: faultStatus, Account: helen, Operation: "token", Status: 503, Times: -1})
	w.want(w.call("GET", "/v1/userinfo", bearer, nil), 200)
	a, _ := w.account(oliver)
	refresh := func(a account) int {
		var value string
		w.do(func(t *tx) {
			for _, k := range owned[token](t, a.Sub) {
				if k.Use == tokenRefresh {
					value = k.Value
				}
			}
		})
		return w.call("POST", "/oauth/token", "", m{"client_id": clientID, "client_secret": clientSecret,
			"grant_type": "refresh_token", "refresh_token": value}).Status
	}
	b, _ := w.account(helen)
	if mine, theirs := refresh(a), refresh(b); mine != 200 || theirs != 503 {
		t.Errorf("refreshing: %d, %d", mine, theirs)
	}
}

func TestFaultLosesTheAnswerAfterTheEffect(t *testing.T) { // attacks d2
	t.Parallel()
	w := newWorld(t)
	bearer, cal := w.employee(systemGraph, oliver)
	w.fault(fault{What: faultLostAnswer, Operation: "events.upsert"})
	if _, err := w.try("POST", "/v1/calendars/"+cal+"/events", bearer, "application/json",
		[]byte(`{"event_id":"a","summary":"s","start":"2026-11-25T08:00:00Z","end":"2026-11-25T09:00:00Z"}`)); err == nil {
		t.Error("an answer came")
	}
	w.fault(fault{What: faultDoneBut500, Operation: "events.upsert"})
	w.want(w.call("POST", "/v1/calendars/"+cal+"/events", bearer, interview(w, nil)), 500)
	if r := w.managed(bearer); len(r.at("events").([]any)) != 2 {
		t.Errorf("effects: %s", r.Raw)
	}
	start := time.Now()
	w.fault(fault{What: faultDelay, Operation: "userinfo", DelayMS: 60})
	w.want(w.call("GET", "/v1/userinfo", bearer, nil), 200)
	if time.Since(start) < 60*time.Millisecond {
		t.Error("the answer was not late")
	}
	r := w.call("GET", "/sandbox/record?operation=events.upsert", "", nil)
	if r.text("record.0.fault") != faultLostAnswer || r.text("record.1.fault") != faultDoneBut500 {
		t.Errorf("record: %s", r.Raw)
	}
}

func TestFaultsOfCallbacks(t *testing.T) { // attacks d2, 9.4
	t.Parallel()
	w := newWorldIn(t, "", func(c *Config) { c.SecondSecret = "older" })
	bearer, _ := w.employee(systemGraph, oliver)
	w.want(w.call("POST", "/v1/channels", bearer, m{"callback_url": w.hooks.server.URL + "/push"}), 200)
	w.pass(0)
	w.hooks.take()
	pushed := func(f fault) []hook {
		f.Operation = "callback.*"
		w.fault(f)
		a, _ := w.account(oliver)
		w.do(func(t *tx) { t.push(a, "first"); t.push(a, "second") })
		w.pass(0)
		return w.hooks.take()
	}
	first := func(h hook) bool { return strings.Contains(h.Body, `"first"`) }
	if got := pushed(fault{What: faultDuplicate, Copies: 2}); len(got) != 4 || got[0] != got[2] || got[2] != got[3] {
		t.Errorf("duplicate: %v", got)
	}
	if got := pushed(fault{What: faultReorder}); len(got) != 2 || first(got[0]) || !first(got[1]) {
		t.Errorf("reorder: %v", got)
	}
	if got := pushed(fault{What: faultDrop}); len(got) != 1 || first(got[0]) {
		t.Errorf("drop: %v", got)
	}
	if got := pushed(fault{What: faultDelay, DelayMS: 5000}); len(got) != 1 || first(got[0]) {
		t.Errorf("delay: %v", got)
	}
	w.pass(5 * time.Second)
	if got := w.hooks.take(); len(got) != 1 || !first(got[0]) {
		t.Errorf("delayed: %v", got)
	}
	if got := pushed(fault{What: faultSecondSecret}); len(got) != 2 || got[0].Signature != sign("older", []byte(got[0].Body)) {
		t.Errorf("second secret: %v", got)
	}
	got := pushed(fault{What: faultForge})
	if len(got) != 3 || !first(got[0]) || strings.Contains(got[0].Signature, sign(clientSecret, []byte(got[0].Body))) {
		t.Errorf("forge: %v", got)
	}
	if !first(got[2]) || !strings.HasPrefix(got[2].Signature, sign(clientSecret, []byte(got[2].Body))+",") {
		t.Errorf("the genuine one: %v", got)
	}
}

func TestFaultsOfLinks(t *testing.T) { // 6.8, FAIL21, FAIL25, FAIL27
	t.Parallel()
	w := newWorld(t)
	bearer, cal := w.employee(systemGoogle, oliver)
	link := func(id string, f fault, wait time.Duration) string {
		f.Operation = "conference"
		w.fault(f)
		w.book(bearer, cal, m{"event_id": id, "conferencing": m{"profile_id": "integrated"}, "subscriptions": subscribed(w.hooks.server.URL + "/conf")})
		w.pass(wait)
		for _, each := range w.managed(bearer).at("events").([]any) {
			if at(each, "event_id") == id {
				url, _ := at(each, "conferencing.join_url").(string)
				return url
			}
		}
		return "no event"
	}
	if got := link("never", fault{What: faultNoLink}, time.Hour); got != "" || len(w.hooks.take()) != 0 {
		t.Errorf("no link: %q", got)
	}
	if got := link("bad", fault{What: faultMalformed}, conferenceDelay); !strings.HasPrefix(got, "javascript:") {
		t.Errorf("malformed: %q", got)
	}
	if got := link("vanity", fault{What: faultVanity}, conferenceDelay); !strings.HasPrefix(got, "https://video.company.example/") {
		t.Errorf("vanity: %q", got)
	}
	if got := link("other", fault{What: faultOtherProvider}, conferenceDelay); !strings.Contains(got, "/meet/zoom/") {
		t.Errorf("other provider: %q", got)
	}
	w.browser().visit(link("seen", fault{What: faultOtherProvider}, conferenceDelay)).sees("Zoom meeting")
	if got := link("late", fault{What: faultDelay, DelayMS: 60_000}, conferenceDelay); got != "" {
		t.Errorf("late: %q", got)
	}
	w.pass(time.Minute)
	w.hooks.take()
	if got := link("failing", fault{What: faultFailing, Times: 2}, conferenceDelay); got != "" {
		t.Errorf("failing: %q", got)
	}
	w.pass(30 * time.Second)
	w.pass(time.Minute)
	var told []string
	for _, each := range w.hooks.take() {
		told = append(told, decodeAt(each.Body, "notification.interactions.0.type"))
	}
	if strings.Join(told, " ") != "conferencing_failing conferencing_assigned" {
		t.Errorf("told: %v", told)
	}
	w.fault(fault{What: faultIntegrated})
	r := w.want(w.call("POST", "/v1/calendars/"+cal+"/events", bearer, interview(w, m{"conferencing": m{"profile_id": "integrated"}})), 422)
	if !strings.Contains(r.Raw, "errors.integrated_conferencing_not_available") {
		t.Error(r.Raw)
	}
	w.book(bearer, cal, m{"conferencing": m{"profile_id": "integrated"}})
}

func decodeAt(text, path string) string { return reply{JSON: decodeJSON(text)}.text(path) }

func TestFaultsAreAddedFromThePageAndAsJSON(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	b := w.browser().visit("/sandbox/faults").press("Add fault")
	b.sees("503").sees("1 more").press("Remove").sees("Nothing will go wrong.")
	made := w.want(w.call("POST", "/sandbox/faults", "", m{"what": "status", "status": 429, "retry_after": 3, "operation": "userinfo", "times": 2}), 200)
	if list := w.call("GET", "/sandbox/faults", "", nil); list.text("faults.0.id") != made.text("id") || list.at("faults.0.times") != 2.0 {
		t.Error(list.Raw)
	}
	w.want(w.call("DELETE", "/sandbox/faults/"+made.text("id"), "", nil), 200)
	w.want(w.call("DELETE", "/sandbox/faults/"+made.text("id"), "", nil), 404)
	for _, bad := range []m{
		{"what": "mischief"}, {"what": "status"}, {"what": "status", "status": 200}, {"what": "second_secret"},
		{"what": "delay"}, {"what": "drop", "percent": 200},
	} {
		w.want(w.call("POST", "/sandbox/faults", "", bad), 422)
	}
}

// A call that is long on its way takes effect after one that was made meanwhile, and is recorded once.
func TestSlowCallIsOvertaken(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	bearer, cal := w.employee(systemGraph, oliver)
	write := func(summary string) {
		_, err := w.try("POST", "/v1/calendars/"+cal+"/events", bearer, "application/json",
			[]byte(`{"event_id":"a","summary":"`+summary+`","start":"2026-11-25T08:00:00Z","end":"2026-11-25T09:00:00Z"}`))
		if err != nil {
			t.Error(err)
		}
	}
	w.fault(fault{What: faultSlow, Operation: "events.upsert", DelayMS: 1000})
	var slow sync.WaitGroup
	slow.Go(func() { write("made first") })
	for struck := false; !struck; {
		w.do(func(t *tx) { struck = len(every[fault](t)) == 0 })
	}
	write("made meanwhile")
	slow.Wait()
	if r := w.managed(bearer); r.text("events.0.summary") != "made first" {
		t.Errorf("effects: %s", r.Raw)
	}
	if r := w.call("GET", "/sandbox/record?operation=events.upsert", "", nil); len(r.at("record").([]any)) != 2 {
		t.Errorf("record: %s", r.Raw)
	}
}
