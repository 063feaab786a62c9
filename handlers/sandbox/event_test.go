package sandbox

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestEventIsWrittenMovedAndDeleted(t *testing.T) { // 7.1, 7.2, 7.5
	t.Parallel()
	w := newWorld(t)
	bearer, cal := w.employee(systemGraph, oliver)
	path := "/v1/calendars/" + cal + "/events"
	r := w.want(w.call("POST", path, bearer, interview(w, m{"attendees": m{"invite": []m{{"email": "j@x.example", "display_name": "J"}}},
		"location": m{"description": "Room 1"}, "url": "https://ats.example/i/771"})), 202)
	if r.Raw != "" {
		t.Errorf("body %q", r.Raw)
	}
	list := w.managed(bearer)
	got := m{}
	for _, key := range []string{"event_id", "summary", "start", "end", "transparency", "status", "participation_status", "url", "deleted", "calendar_id"} {
		got[key] = list.at("events.0." + key)
	}
	want := m{"event_id": "interview-771", "summary": "Interview: J. Roth", "start": "2026-11-24T08:00:03Z", "end": "2026-11-24T09:00:03Z",
		"transparency": "opaque", "status": "confirmed", "participation_status": "accepted", "url": "https://ats.example/i/771",
		"deleted": false, "calendar_id": cal}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if list.text("events.0.attendees.0.status") != "needs_action" || list.text("events.0.organizer.email") != oliver ||
		list.text("events.0.location.description") != "Room 1" {
		t.Errorf("event: %s", list.Raw)
	}
	later := w.now().Add(48 * time.Hour)
	w.want(w.call("POST", path, bearer, interview(w, m{"summary": "Moved", "start": utc(later), "end": utc(later.Add(time.Hour)),
		"attendees": m{"invite": []m{{"email": "k@x.example"}}, "remove": []m{{"email": "J@x.example"}}}, "url": nil})), 202)
	list = w.managed(bearer)
	if n := len(list.at("events").([]any)); n != 1 || list.text("events.0.summary") != "Moved" ||
		list.text("events.0.attendees.0.email") != "k@x.example" || list.text("events.0.url") == "" {
		t.Errorf("%d events: %s", n, list.Raw)
	}
	w.want(w.call("DELETE", path, bearer, m{"event_id": "interview-771"}), 202)
	w.want(w.call("DELETE", path, bearer, m{"event_id": "interview-771"}), 202) // 7.2: harmless
	if list = w.managed(bearer); list.at("events.0.deleted") != true {
		t.Errorf("after deletion: %s", list.Raw)
	}
	w.want(w.call("POST", path, bearer, interview(w, nil)), 202) // the id can be used again
	if n := len(w.managed(bearer).at("events").([]any)); n != 2 {
		t.Errorf("%d events", n)
	}
}

func TestEventFieldsAreChecked(t *testing.T) { // 7.1, 7.8
	t.Parallel()
	w := newWorld(t)
	bearer, cal := w.employee(systemEWS, oliver)
	for _, c := range []struct {
		changes    m
		field, key string
	}{
		{m{"event_id": nil}, "event_id", "errors.required"},
		{m{"summary": nil}, "summary", "errors.required"},
		{m{"summary": strings.Repeat("é", 1025)}, "summary", "errors.too_long"},
		{m{"description": strings.Repeat("é", 4097)}, "description", "errors.too_long"},
		{m{"start": nil}, "start", "errors.required"},
		{m{"end": nil}, "end", "errors.required"},
		{m{"start": "soon"}, "start", "errors.invalid_format"},
		{m{"end": "2026-11-20T10:00:00Z"}, "end", "errors.invalid_time_pair"},
		{m{"end": "2026-11-29"}, "end", "errors.invalid_time_pair"},
		{m{"tzid": "Mars/Base"}, "tzid", "errors.tzid_unrecognized"},
		{m{"tzid": "../../etc/passwd"}, "tzid", "errors.tzid_unrecognized"},
		{m{"start": m{"time": "2026-11-24T09:00:00", "tzid": "Mars/Base"}}, "start", "errors.tzid_unrecognized"},
		{m{"attendees": m{"invite": []m{{"email": "x"}}}}, "attendees.invite[0].email", "errors.invalid_email"},
		{m{"transparency": "glass"}, "transparency", "errors.not_supported"},
		{m{"extended_transparency": "glass"}, "extended_transparency", "errors.not_supported"},
		{m{"color": "red"}, "color", "errors.invalid_format"},
		{m{"url": 7}, "url", "errors.invalid_format"},
		{m{"reminders": []m{{"hours": 1}}}, "reminders", "errors.invalid_format"},
		{m{"subscriptions": []m{{"type": "mail", "uri": "https://x.example"}}}, "subscriptions[0].type", "errors.not_supported"},
		{m{"subscriptions": []m{{"type": "webhook", "uri": "x"}}}, "subscriptions[0].uri", "errors.invalid_url"},
		{m{"conferencing": m{}}, "conferencing.profile_id", "errors.required"},
		{m{"conferencing": m{"profile_id": "pro_unknown"}}, "conferencing.profile_id", "errors.not_recognized"},
		{m{"conferencing": m{"profile_id": "explicit"}}, "conferencing.join_url", "errors.required"},
		{m{"conferencing": m{"profile_id": "explicit", "join_url": "javascript:x"}}, "conferencing.join_url", "errors.invalid_url"},
		{m{"conferencing": m{"profile_id": "integrated"}}, "conferencing.profile_id", "errors.integrated_conferencing_not_available"},
	} {
		r := w.call("POST", "/v1/calendars/"+cal+"/events", bearer, interview(w, c.changes))
		reasons, _ := r.JSON["errors"].(m)
		list, _ := reasons[c.field].([]any)
		if r.Status != 422 || len(list) == 0 || list[0].(m)["key"] != c.key {
			t.Errorf("%v: %d %s, want %s on %s", c.changes, r.Status, r.Raw, c.key, c.field)
		}
	}
	if r := w.managed(bearer); len(r.at("events").([]any)) != 0 {
		t.Errorf("refused events exist: %s", r.Raw)
	}
	w.want(w.send("POST", "/v1/calendars/"+cal+"/events", bearer, "application/json", []byte(`{"summary":[1]}`)), 422)
}

func TestWritesAreRefusedWhereTheyCannotBe(t *testing.T) { // 7.1
	t.Parallel()
	w := newWorld(t)
	bearer, cal := w.employee(systemGraph, oliver)
	event := interview(w, nil)
	w.want(w.call("POST", "/v1/calendars/cal_unknown/events", bearer, event), 404)
	holidays := w.call("GET", "/v1/calendars", bearer, nil).text("calendars.1.calendar_id")
	w.want(w.call("POST", "/v1/calendars/"+holidays+"/events", bearer, event), 403)
	w.want(w.call("DELETE", "/v1/calendars/"+cal+"/events", bearer, m{}), 422)
	w.want(w.call("POST", "/v1/calendars/"+cal+"/events", bearer, interview(w, m{"event_uid": "evt_external_1"})), 403)
	w.want(w.call("DELETE", "/v1/calendars/"+cal+"/events", bearer, m{"event_uid": "evt_external_1"}), 403)

	a, _ := w.account(oliver)
	w.do(func(t *tx) { t.disconnect(a) })
	w.want(w.call("POST", "/v1/calendars/"+cal+"/events", bearer, event), 423)
	w.turn("disconnected_write", "403")
	w.want(w.call("POST", "/v1/calendars/"+cal+"/events", bearer, event), 403)
}

// account is what the sandbox remembers of a person.
func (w *world) account(email string) (a account, found bool) {
	w.do(func(t *tx) { a, found = t.accountOf(email, accountPerson) })
	return a, found
}

func (w *world) rescope(email, scope string) {
	a, _ := w.account(email)
	a.Scope = scope
	w.do(func(t *tx) { save(t, a) })
}

func TestScopesDecide(t *testing.T) { // 2.2, 11
	t.Parallel()
	w := newWorld(t)
	bearer, cal := w.employee(systemGraph, oliver)
	calls := map[string]func() int{
		"upsert": func() int { return w.call("POST", "/v1/calendars/"+cal+"/events", bearer, interview(w, nil)).Status },
		"delete": func() int { return w.call("DELETE", "/v1/calendars/"+cal+"/events", bearer, m{"event_id": "e"}).Status },
		"all":    func() int { return w.call("DELETE", "/v1/events", bearer, m{"delete_all": true}).Status },
		"read":   func() int { return w.call("GET", "/v1/events?tzid=Etc/UTC", bearer, nil).Status },
		"own":    func() int { return w.call("GET", "/v1/events?tzid=Etc/UTC&only_managed=true", bearer, nil).Status },
		"busy":   func() int { return w.call("GET", "/v1/free_busy?tzid=Etc/UTC", bearer, nil).Status },
		"channel": func() int {
			return w.call("POST", "/v1/channels", bearer, m{"callback_url": "https://x.example/"}).Status
		},
	}
	for scope, want := range map[string]string{
		"read_only":       "own read busy channel",
		"write_only":      "own upsert delete all",
		"free_busy":       "own busy",
		"free_busy_write": "own busy upsert delete all",
		"create_event":    "own upsert",
		"delete_event":    "own delete all",
		"read_write":      "own read busy channel upsert delete all",
	} {
		w.rescope(oliver, scope)
		for name, call := range calls {
			allowed := strings.Contains(" "+want+" ", " "+name+" ")
			if status := call(); (status == 403) == allowed {
				t.Errorf("%s with %s: %d", name, scope, status)
			}
		}
	}
}

func TestReadsSelect(t *testing.T) { // 7.5
	t.Parallel()
	w := newWorld(t)
	bearer, cal := w.employee(systemGraph, oliver)
	for day := range 3 {
		start := w.now().Add(time.Duration(day+1) * 24 * time.Hour)
		w.want(w.call("POST", "/v1/calendars/"+cal+"/events", bearer, interview(w, m{"event_id": fmt.Sprint("e", day),
			"start": utc(start), "end": utc(start.Add(time.Hour))})), 202)
		w.pass(time.Minute)
	}
	past := w.now().Add(-100 * 24 * time.Hour)
	w.want(w.call("POST", "/v1/calendars/"+cal+"/events", bearer, interview(w, m{"event_id": "old",
		"start": utc(past), "end": utc(past.Add(time.Hour))})), 202)
	for query, want := range map[string]int{
		"only_managed=true": 4,
		"only_managed=true&from=2026-11-20&to=2026-11-26":           2,
		"only_managed=true&from=2026-11-25T08:30:00Z":               2,
		"only_managed=true&last_modified=2026-11-23T08:02:00Z":      2,
		"only_managed=true&calendar_ids[]=cal_other":                0,
		"only_managed=true&calendar_ids[]=" + cal:                   4,
		"from=2026-11-23&to=2026-11-30":                             2, // Monday's lunch and Friday's reviews
		"from=2026-11-23&to=2026-11-30&include_managed=true":        5,
		"from=2026-11-23&to=2026-11-30&unheard_of=true":             2,
		"include_managed=true&from=2020-01-01&to=2026-10-14":        1, // no further back than 42 days
		"only_managed=true&from=2026-11-23&to=2026-11-24T08:00:00Z": 0,
	} {
		r := w.want(w.call("GET", "/v1/events?tzid=Europe/London&"+query, bearer, nil), 200)
		if n := len(r.at("events").([]any)); n != want {
			t.Errorf("%s: %d events, want %d: %s", query, n, want, r.Raw)
		}
	}
	for _, query := range []string{"", "?tzid=", "?tzid=Mars/Base", "?tzid=Local", "?tzid=Etc/UTC&from=soon"} {
		w.want(w.call("GET", "/v1/events"+query, bearer, nil), 422)
	}
	r := w.call("GET", "/v1/events?tzid=Europe/Paris&only_managed=true&localized_times=true&from=2026-11-23", bearer, nil)
	if r.text("events.0.start.time") != "2026-11-24T09:00:03+01:00" || r.text("events.0.start.tzid") != "Europe/Paris" {
		t.Errorf("localized: %s", r.Raw)
	}
}

func TestPagesAreFollowed(t *testing.T) { // 7.5
	t.Parallel()
	w := newWorld(t)
	w.turn("page_size", "2")
	bearer, cal := w.employee(systemGraph, oliver)
	for i := range 3 {
		w.want(w.call("POST", "/v1/calendars/"+cal+"/events", bearer, interview(w, m{"event_id": fmt.Sprint("e", i)})), 202)
	}
	first := w.managed(bearer)
	next := first.text("pages.next_page")
	if first.at("pages.total") != 2.0 || !strings.HasPrefix(next, w.server.URL+"/v1/events/pages/") {
		t.Fatalf("first page: %s", first.Raw)
	}
	second := w.want(w.call("GET", next, bearer, nil), 200)
	if second.at("pages.current") != 2.0 || second.at("pages.next_page") != nil || len(second.at("events").([]any)) != 1 {
		t.Errorf("second page: %s", second.Raw)
	}
	other, _ := w.employee(systemGraph, helen)
	w.want(w.call("GET", next, other, nil), 404)
	w.pass(pageLifetime)
	w.want(w.call("GET", next, bearer, nil), 404)
}

func TestTimesHaveThreeForms(t *testing.T) { // 1.4
	t.Parallel()
	w := newWorld(t)
	bearer, cal := w.employee(systemGoogle, oliver)
	w.want(w.call("POST", "/v1/calendars/"+cal+"/events", bearer, interview(w, m{"event_id": "day", "start": "2026-11-25", "end": "2026-11-26"})), 202)
	w.want(w.call("POST", "/v1/calendars/"+cal+"/events", bearer, interview(w, m{"event_id": "zoned",
		"start": m{"time": "2026-11-26T09:00:00", "tzid": "America/Toronto"}, "end": m{"time": "2026-11-26T16:00:00+01:00", "tzid": "Europe/Paris"}})), 202)
	r := w.managed(bearer)
	if r.text("events.0.start") != "2026-11-25" || r.text("events.0.end") != "2026-11-26" || r.text("events.0.transparency") != "transparent" {
		t.Errorf("whole day: %s", r.Raw)
	}
	if r.text("events.1.start") != "2026-11-26T14:00:00Z" || r.text("events.1.end") != "2026-11-26T15:00:00Z" {
		t.Errorf("zoned: %s", r.Raw)
	}
}

func TestAllEventsCanBeDeleted(t *testing.T) { // 7.3
	t.Parallel()
	w := newWorld(t)
	bearer, cal := w.employee(systemGoogle, oliver)
	w.want(w.call("POST", "/v1/calendars/"+cal+"/events", bearer, interview(w, nil)), 202)
	for _, bad := range []m{{}, {"delete_all": "x"}, {"calendar_ids": []string{"cal_x"}}, {"delete_all": true, "calendar_ids": []string{cal}}} {
		w.want(w.call("DELETE", "/v1/events", bearer, bad), 422)
	}
	w.want(w.call("DELETE", "/v1/events", bearer, m{"calendar_ids": []string{cal}}), 202)
	if r := w.managed(bearer); r.at("events.0.deleted") != true {
		t.Error(r.Raw)
	}
}

func TestFreeBusyHidesDetailsAndOwnEvents(t *testing.T) { // 7.6
	t.Parallel()
	w := newWorld(t)
	bearer, cal := w.employee(systemGraph, oliver)
	w.want(w.call("POST", "/v1/calendars/"+cal+"/events", bearer, interview(w, nil)), 202)
	w.want(w.call("POST", "/v1/calendars/"+cal+"/events", bearer, interview(w, m{"event_id": "t", "extended_transparency": "tentative"})), 202)
	w.want(w.call("POST", "/v1/calendars/"+cal+"/events", bearer, interview(w, m{"event_id": "f", "transparency": "transparent"})), 202)
	for query, want := range map[string]string{
		"": "busy busy", "&include_managed=true": "busy busy busy tentative",
		"&include_managed=true&include_free=true": "busy busy busy free tentative",
	} {
		r := w.want(w.call("GET", "/v1/free_busy?tzid=Etc/UTC&from=2026-11-23&to=2026-11-29"+query, bearer, nil), 200)
		var got []string
		for _, each := range r.at("free_busy").([]any) {
			got = append(got, each.(m)["free_busy_status"].(string))
		}
		slices.Sort(got)
		if strings.Join(got, " ") != want {
			t.Errorf("%q: %v", query, got)
		}
		if strings.Contains(r.Raw, "event_id") || strings.Contains(r.Raw, "Lunch") {
			t.Errorf("details: %s", r.Raw)
		}
	}
	r := w.call("GET", "/v1/free_busy?tzid=Etc/UTC&include_managed=true&include_ids=true&include_deleted=true", bearer, nil)
	if !strings.Contains(r.Raw, `"event_id":"interview-771"`) || !strings.Contains(r.Raw, "evt_external_") {
		t.Error(r.Raw)
	}
	w.want(w.call("GET", "/v1/free_busy", bearer, nil), 422)
}

func TestApplicationCalendarNeedsNoProvider(t *testing.T) { // 10, 7.1
	t.Parallel()
	w := newWorld(t)
	body := m{"client_id": clientID, "client_secret": clientSecret, "application_calendar_id": "probe-1"}
	first := w.want(w.call("POST", "/v1/application_calendars", "", body), 200)
	second := w.want(w.call("POST", "/v1/application_calendars", "", body), 200)
	if first.text("access_token") != second.text("access_token") || first.text("sub")[:4] != "apc_" ||
		first.at("account_id") != nil || first.text("linking_profile.provider_name") != "cronofy" ||
		first.text("application_calendar_id") != "probe-1" {
		t.Errorf("%s / %s", first.Raw, second.Raw)
	}
	bearer := first.text("access_token")
	if r := w.call("GET", "/v1/userinfo", bearer, nil); r.text("cronofy/type") != "application_calendar" {
		t.Error(r.Raw)
	}
	cal := w.call("GET", "/v1/calendars", bearer, nil).text("calendars.0.calendar_id")
	w.want(w.call("POST", "/v1/calendars/"+cal+"/events", bearer, interview(w, nil)), 202)
	w.want(w.call("POST", "/v1/calendars/"+cal+"/events", bearer, interview(w, m{"attendees": m{"invite": []m{{"email": "a@b.example"}}}})), 422)
	w.want(w.call("GET", "/v1/account", bearer, nil), 403)
	w.pass(3 * time.Hour)
	if third := w.call("POST", "/v1/application_calendars", "", body); third.text("access_token") == bearer || third.text("sub") != first.text("sub") {
		t.Error(third.Raw)
	}
	body["client_secret"] = "wrong"
	w.want(w.call("POST", "/v1/application_calendars", "", body), 401)
	delete(body, "application_calendar_id")
	w.want(w.call("POST", "/v1/application_calendars", "", body), 422)
}

func TestUserinfoIsReturnedWhenAskedFor(t *testing.T) { // 7.1
	t.Parallel()
	w := newWorld(t)
	bearer, cal := w.employee(systemGraph, oliver)
	r := w.want(w.call("POST", "/v1/calendars/"+cal+"/events", bearer, interview(w, m{"include_userinfo": true})), 202)
	if r.text("userinfo.email") != oliver {
		t.Error(r.Raw)
	}
}
