package sandbox

import (
	"bytes"
	"fmt"
	"net"
	"net/http"
	"net/smtp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestEveryControlPageShowsForPeopleAndPrograms(t *testing.T) { // design 9
	t.Parallel()
	w := newWorld(t)
	bearer, cal := w.employee(systemGoogle, oliver)
	w.book(bearer, cal, m{"conferencing": m{"profile_id": "integrated"}, "attendees": m{"invite": []m{{"email": "j@x.example"}}}})
	w.fault(fault{What: faultStatus, Status: 503})
	w.do(func(t *tx) { a, _ := t.accountOf(oliver, accountPerson); t.disconnect(a) })
	for path, text := range map[string]string{
		"/sandbox/": oliver, "/sandbox/record": "userinfo", "/sandbox/faults": "status", "/sandbox/switches": "subscription_body",
		"/sandbox/clock": "Time", "/sandbox/directory": "Inès Faure", "/sandbox/events": "Interview: J. Roth",
		"/sandbox/mailboxes": oliver, "/sandbox/mailboxes/" + oliver: "Please reconnect", "/sandbox/mailboxes/" + oliver + "/1": "/relink/google",
	} {
		b := w.browser().visit(path)
		if path != "/sandbox/record" {
			b.sees(text)
		}
		if b.status != 200 || b.page.Find("nav a").Length() < 8 || b.page.Find("h1").Length() != 1 {
			t.Errorf("%s: %d", path, b.status)
		}
		if r := w.want(w.call("GET", path, "", nil), 200); r.JSON == nil {
			t.Errorf("%s: %s", path, r.Raw)
		}
	}
	w.want(w.call("GET", "/sandbox/mailboxes/"+oliver+"/99", "", nil), 404)
	w.want(w.call("GET", "/sandbox/mailboxes/nobody@x.example/1", "", nil), 404)
}

func TestStartingOverEmptiesTheWorld(t *testing.T) { // design 9
	t.Parallel()
	w := newWorld(t)
	bearer, _ := w.employee(systemGoogle, oliver)
	b := w.browser().visit("/sandbox/").press("Start over")
	b.sees("Nobody is connected yet.")
	w.want(w.call("GET", "/v1/userinfo", bearer, nil), 401)
	for _, company := range companyTypes {
		w.want(w.call("POST", "/sandbox/start-over", "", m{"company": company}), 200)
		if r := w.call("GET", "/sandbox/directory", "", nil); r.text("company") != company || len(r.at("mailboxes").([]any)) != 11 {
			t.Errorf("%s: %s", company, r.Raw)
		}
	}
	w.want(w.call("POST", "/sandbox/start-over", "", m{"company": "lotus"}), 422)
}

func TestClockIsAdvancedAndRemembered(t *testing.T) { // design 9
	t.Parallel()
	dir := t.TempDir()
	w := newWorldIn(t, dir, func(c *Config) { c.Now = nil })
	before := w.s.now()
	w.want(w.call("POST", "/sandbox/clock", "", m{"advance": "26h"}), 200)
	if d := w.s.now().Sub(before); d < 26*time.Hour || d > 27*time.Hour {
		t.Errorf("advanced by %v", d)
	}
	w.want(w.call("POST", "/sandbox/clock", "", m{"advance": "-1h"}), 422)
	w.want(w.call("POST", "/sandbox/start-over", "", m{"company": "graph"}), 200)
	again := newWorldIn(t, dir, func(c *Config) { c.Now = nil })
	if d := again.s.now().Sub(before); d < 26*time.Hour {
		t.Errorf("after a restart: %v", d)
	}
	held := newWorld(t)
	held.want(held.call("POST", "/sandbox/clock", "", m{"advance": "1h"}), 422)
}

func TestDirectoryCanBeChanged(t *testing.T) { // 13.1
	t.Parallel()
	w := newWorld(t)
	service := w.connect(systemGraph).text("access_token")
	w.want(w.call("POST", "/sandbox/directory", "", m{"address": "thi.nguyen@lumen.example", "kind": "regular", "read_only": true}), 200)
	called := w.ask(service, "thi.nguyen@lumen.example")
	bearer := w.exchange(called.text("authorization.code"), w.hooks.server.URL+"/ec/7?i=1").text("access_token")
	list := w.want(w.call("GET", "/v1/calendars", bearer, nil), 200)
	if list.at("calendars.0.calendar_readonly") != true || list.at("calendars.0.calendar_integrated_conferencing_available") != false {
		t.Error(list.Raw)
	}
	w.browser().visit("/sandbox/directory").press("Save")
	for _, bad := range []m{{"address": "x"}, {"address": oliver, "kind": "alien"}, {"address": oliver, "system": "lotus"}, {"address": oliver, "zone": "Mars/Base"}} {
		w.want(w.call("POST", "/sandbox/directory", "", bad), 422)
	}
	w.want(w.call("POST", "/sandbox/directory", "", m{"address": "new.person@lumen.example", "name": "New"}), 200)
}

func TestSomebodyChangesTheCalendar(t *testing.T) { // 9.3, FAIL32
	t.Parallel()
	w := newWorld(t)
	bearer, cal := w.employee(systemGoogle, oliver)
	w.book(bearer, cal, m{"conferencing": m{"profile_id": "integrated"}, "attendees": m{"invite": []m{{"email": "j@x.example"}}}})
	w.pass(conferenceDelay)
	w.want(w.call("POST", "/v1/channels", bearer, m{"callback_url": w.hooks.server.URL + "/push", "filters": m{"only_managed": true}}), 200)
	w.pass(0)
	w.hooks.take() // verification only: own writes are not told
	for _, c := range []struct {
		act  m
		path string
		want any
	}{
		{m{"what": "move_event", "start": "2026-11-26T10:00:00Z"}, "start", "2026-11-26T10:00:00Z"},
		{m{"what": "rename_event", "summary": "Lunch"}, "summary", "Lunch"},
		{m{"what": "reply", "email": "j@x.example", "status": "declined"}, "attendees.0.status", "declined"},
		{m{"what": "edit_link", "link": "https://zoom.example/j/1"}, "conferencing.join_url", "https://zoom.example/j/1"},
		{m{"what": "add_link", "link": "https://meet.example/2"}, "description", "Round 2\n\nhttps://meet.example/2"},
		{m{"what": "remove_link"}, "conferencing", nil},
		{m{"what": "delete_event"}, "deleted", true},
	} {
		w.pass(time.Second)
		c.act["account"], c.act["event"] = oliver, "interview-771"
		w.want(w.call("POST", "/sandbox/acts", "", c.act), 200)
		w.pass(0)
		calls := w.hooks.take()
		if kinds := pushTypes(t, calls); !cmp.Equal(kinds, []string{"change"}) {
			t.Fatalf("%v: %v", c.act, kinds)
		}
		since := reply{JSON: decodeJSON(calls[0].Body)}.text("notification.changes_since")
		r := w.call("GET", "/v1/events?tzid=Etc/UTC&only_managed=true&include_deleted=true&last_modified="+since, bearer, nil)
		if got := r.at("events.0." + c.path); got != c.want {
			t.Errorf("%v: %v in %s", c.act, got, r.Raw)
		}
	}
	for _, bad := range []m{
		{"what": "fly", "account": oliver}, {"what": "move_event", "account": oliver, "event": "none"},
		{"what": "disconnect_profile", "account": "nobody@x.example"},
	} {
		w.want(w.call("POST", "/sandbox/acts", "", bad), 422)
	}
}

func TestHandmadeEntryIsExternal(t *testing.T) { // 7.5, 9.3
	t.Parallel()
	w := newWorld(t)
	bearer, _ := w.employee(systemGoogle, oliver)
	w.want(w.call("POST", "/v1/channels", bearer, m{"callback_url": w.hooks.server.URL + "/all"}), 200)
	w.want(w.call("POST", "/v1/channels", bearer, m{"callback_url": w.hooks.server.URL + "/own", "filters": m{"only_managed": true}}), 200)
	w.pass(0)
	w.hooks.take()
	w.want(w.call("POST", "/sandbox/acts", "", m{"what": "add_event", "account": oliver, "summary": "Dentist",
		"start": "2026-11-24T10:00:00Z", "end": "2026-11-24T11:00:00Z"}), 200)
	w.pass(0)
	if calls := w.hooks.take(); len(calls) != 1 || calls[0].Path != "/all" {
		t.Errorf("calls: %v", calls)
	}
	r := w.call("GET", "/v1/events?tzid=Etc/UTC&from=2026-11-24&to=2026-11-25", bearer, nil)
	if r.text("events.0.summary") != "Dentist" || r.at("events.0.event_id") != nil || r.at("events.0.options.update") != false {
		t.Error(r.Raw)
	}
}

func TestAccountActs(t *testing.T) { // 4.5, 9.3
	t.Parallel()
	w := newWorld(t)
	bearer, _ := w.employee(systemGraph, oliver)
	w.want(w.call("POST", "/v1/channels", bearer, m{"callback_url": w.hooks.server.URL + "/push"}), 200)
	w.pass(0)
	w.hooks.take()
	act := func(what string, more m) []string {
		body := m{"what": what, "account": oliver}
		for k, v := range more {
			body[k] = v
		}
		w.want(w.call("POST", "/sandbox/acts", "", body), 200)
		w.pass(time.Second)
		return pushTypes(t, w.hooks.take())
	}
	info := func(path string) any { return w.want(w.call("GET", "/v1/userinfo", bearer, nil), 200).at(path) }
	if got := act("disconnect_profile", nil); !cmp.Equal(got, []string{"profile_disconnected"}) {
		t.Error(got)
	}
	if got := act("reconnect_profile", nil); got != nil || info("cronofy/data.profiles.0.profile_connected") != true {
		t.Error("no push tells of a reconnection", got)
	}
	act("connect_conferencing", m{"profile": "zoom", "email": "o.grant@home.example"})
	if got := info("cronofy/data.conferencing_profiles.0.profile_name"); got != "o.grant@home.example" {
		t.Error(got)
	}
	if got := act("disconnect_conferencing", m{"profile": "zoom"}); !cmp.Equal(got, []string{"conferencing_profile_disconnected"}) {
		t.Error(got)
	}
	if got, _ := info("cronofy/data.conferencing_profiles.0.profile_relink_url").(string); !strings.Contains(got, "/v2/relink/zoom?email=") {
		t.Error(got)
	}
	act("reconnect_conferencing", nil)
	if info("cronofy/data.conferencing_profiles.0.profile_connected") != true {
		t.Error("not reconnected")
	}
	act("remove_conferencing", nil)
	if got := info("cronofy/data.conferencing_profiles"); len(got.([]any)) != 0 {
		t.Error(got)
	}
	if got := act("request_erasure", nil); !cmp.Equal(got, []string{"gdpr_requested"}) {
		t.Error(got)
	}
	if got := act("push_unknown", nil); len(got) != 1 {
		t.Error(got)
	}
	act("close_channels", nil)
	if got := act("request_erasure", nil); got != nil {
		t.Error(got)
	}
	act("expire_access_token", nil)
	w.want(w.call("GET", "/v1/userinfo", bearer, nil), 401)
	act("revoke_refresh_token", nil)
	act("revoke_grant", nil)
	r := w.want(w.call("GET", "/sandbox/mailboxes/"+oliver, "", nil), 200)
	if len(r.at("letters").([]any)) != 2 {
		t.Errorf("mails about ended sign-ins: %s", r.Raw)
	}
}

func TestMailArrivesInMailboxes(t *testing.T) { // design 9: mailboxes
	t.Parallel()
	w := newWorld(t)
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- w.s.ServeSMTP(listener) }()
	raw := strings.ReplaceAll(`From: Lumen <jobs@lumen.example>
To: Maya <maya@mail.example>
Subject: =?utf-8?q?Entretien_confirm=C3=A9?=
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=b

--b
Content-Type: multipart/alternative; boundary=a

--a
Content-Type: text/plain; charset=utf-8

Open http://localhost/c/1 please
--a
Content-Type: text/html; charset=utf-8

<p>Open <a href="http://localhost/c/1">this</a></p><script>alert(1)</script>
--a--
--b
Content-Type: text/calendar; method=REQUEST; name=invite.ics
Content-Disposition: attachment; filename=invite.ics

BEGIN:VCALENDAR
--b--
`, "\n", "\r\n")
	send := func() error {
		return smtp.SendMail(listener.Addr().String(), nil, "jobs@lumen.example", []string{"Maya@mail.example", "b@mail.example"}, []byte(raw))
	}
	if err := send(); err != nil {
		t.Fatal(err)
	}
	r := w.want(w.call("GET", "/sandbox/mailboxes/maya@mail.example", "", nil), 200)
	l := r.at("letters.0").(m)
	if l["subject"] != "Entretien confirmé" || l["raw"] != raw || l["sender"] != "jobs@lumen.example" ||
		!strings.Contains(l["text"].(string), "Open http") || at(l, "attachments.0.name") != "invite.ics" {
		t.Errorf("letter: %v", l)
	}
	if r := w.call("GET", "/sandbox/mailboxes", "", nil); len(r.at("mailboxes").([]any)) != 2 {
		t.Error(r.Raw)
	}
	path := fmt.Sprintf("/sandbox/mailboxes/maya@mail.example/%v", l["id"])
	b := w.browser().visit(path).sees("Entretien confirmé").sees("invite.ics")
	if b.page.Find(`a[href="http://localhost/c/1"]`).Length() != 1 {
		t.Error("the link cannot be followed")
	}
	frame := w.want(w.call("GET", path+"/html", "", nil), 200)
	if !strings.HasPrefix(frame.Header.Get("Content-Security-Policy"), "sandbox ") {
		t.Errorf("a mail may run scripts: %v", frame.Header)
	}
	if got := w.want(w.call("GET", path+"/attachments/0", "", nil), 200); !strings.HasPrefix(got.Raw, "BEGIN:VCALENDAR") {
		t.Error(got.Raw)
	}
	w.want(w.call("GET", path+"/attachments/1", "", nil), 404)
	if got := w.want(w.call("GET", path+"/raw", "", nil), 200); got.Raw != raw {
		t.Error(got.Raw)
	}

	w.fault(fault{What: faultStatus, Operation: operationMail, Status: 451})
	w.fault(fault{What: faultStatus, Operation: operationMail, Status: 550})
	w.fault(fault{What: faultLostAnswer, Operation: operationMail})
	for _, want := range []string{"451", "550", "451"} {
		if err := send(); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%v, want %s", err, want)
		}
	}
	if r := w.call("GET", "/sandbox/mailboxes/maya@mail.example", "", nil); len(r.at("letters").([]any)) != 2 {
		t.Errorf("refused mails were kept, or the one without answer was not: %s", r.Raw)
	}
	listener.Close()
	if err := <-ended; err != nil {
		t.Error(err)
	}
}

func TestForeignPagesCannotChangeTheWorld(t *testing.T) { // ATT17
	t.Parallel()
	w := newWorld(t)
	request, _ := http.NewRequest("POST", w.server.URL+"/sandbox/start-over", bytes.NewReader([]byte("company=ews")))
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	request.Header.Set("Origin", "https://evil.example")
	request.Header.Set("Sec-Fetch-Site", "cross-site")
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	response.Body.Close()
	if response.StatusCode != 403 {
		t.Errorf("status %d", response.StatusCode)
	}
}
