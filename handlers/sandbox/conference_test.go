package sandbox

import (
	"strings"
	"testing"
	"time"
)

func subscribed(uri string) []m {
	return []m{{"type": "webhook", "uri": uri, "interactions": []m{{"type": "conferencing_assigned"}, {"type": "conferencing_failing"}}}}
}

// connectOwn gives a person a conferencing profile without walking through the pages.
func (w *world) connectOwn(email, provider string) (id string) {
	a, _ := w.account(email)
	id = profileID()
	a.Conferencing = append(a.Conferencing, conferencingProfile{ID: id, Provider: provider, Name: email, Connected: true, At: w.now()})
	w.do(func(t *tx) { save(t, a) })
	return id
}

func (w *world) book(bearer, cal string, changes m) {
	w.t.Helper()
	w.want(w.call("POST", "/v1/calendars/"+cal+"/events", bearer, interview(w, changes)), 202)
}

func TestLinkComesLaterAndIsTold(t *testing.T) { // 6.6, 6.7, 6.8
	t.Parallel()
	for _, c := range []struct{ system, own, provider string }{
		{systemGoogle, "", "google_meet"}, {systemGraph, "", "ms_teams"}, {systemEWS, "zoom", "zoom"},
		{systemEWS, "ms_teams", "ms_teams"}, {systemGraph, "go_to", "go_to"}, {systemGraph, "google_meet_api", "google_meet"},
	} {
		w := newWorld(t)
		bearer, cal := w.employee(c.system, oliver)
		ask := "integrated"
		if c.own != "" {
			ask = w.connectOwn(oliver, c.own)
		}
		w.book(bearer, cal, m{"conferencing": m{"profile_id": ask}, "subscriptions": subscribed(w.hooks.server.URL + "/conf?i=771")})
		if r := w.managed(bearer); r.at("events.0.conferencing.pending") != true || r.at("events.0.conferencing.join_url") != nil {
			t.Errorf("%s: not pending: %s", c.provider, r.Raw)
		}
		w.pass(conferenceDelay)
		r := w.managed(bearer)
		link := r.text("events.0.conferencing.join_url")
		if !strings.HasPrefix(link, w.server.URL+"/meet/"+c.provider+"/") || r.text("events.0.conferencing.provider_name") != c.provider ||
			r.text("events.0.meeting_url") != link {
			t.Errorf("%s: %s", c.provider, r.Raw)
		}
		calls := w.hooks.take()
		if len(calls) != 1 || calls[0].Query != "i=771" || calls[0].Signature != sign(clientSecret, []byte(calls[0].Body)) ||
			!strings.Contains(calls[0].Body, link) || !strings.Contains(calls[0].Body, `"conferencing_assigned"`) {
			t.Errorf("%s: %v", c.provider, calls)
		}
		page := w.browser().visit(link)
		page.sees(providerTitle(c.provider)).sees("Interview: J. Roth").sees(link[strings.LastIndex(link, "/")+1:])
	}
}

func TestMovingKeepsTheLinkAndDeletingRemovesTheMeeting(t *testing.T) { // 6.6
	t.Parallel()
	w := newWorld(t)
	bearer, cal := w.employee(systemGoogle, oliver)
	w.book(bearer, cal, m{"conferencing": m{"profile_id": "integrated"}})
	w.pass(conferenceDelay)
	link := w.managed(bearer).text("events.0.conferencing.join_url")
	later := w.now().Add(72 * time.Hour)
	for _, changes := range []m{{}, {"conferencing": m{"profile_id": "integrated"}}} {
		changes["start"], changes["end"], changes["summary"] = utc(later), utc(later.Add(time.Hour)), "Moved"
		w.book(bearer, cal, changes)
		w.pass(time.Minute)
		if now := w.managed(bearer).text("events.0.conferencing.join_url"); now != link {
			t.Errorf("link became %q", now)
		}
	}
	w.browser().visit(link).sees("Moved").sees(later.Format("2006-01-02"))
	w.want(w.call("DELETE", "/v1/calendars/"+cal+"/events", bearer, m{"event_id": "interview-771"}), 202)
	w.browser().visit(link).sees("This meeting has been removed.")
	w.browser().visit("/meet/zoom/93000000000").sees("No such meeting")
}

func TestLinksAreUnique(t *testing.T) { // 6.6
	t.Parallel()
	w := newWorld(t)
	bearer, cal := w.employee(systemGoogle, oliver)
	seen := map[string]bool{}
	for _, id := range []string{"a", "b", "c", "d"} {
		w.book(bearer, cal, m{"event_id": id, "conferencing": m{"profile_id": "integrated"}})
	}
	w.pass(conferenceDelay)
	for _, each := range w.managed(bearer).at("events").([]any) {
		seen[at(each, "conferencing.join_url").(string)] = true
	}
	if len(seen) != 4 {
		t.Errorf("links: %v", seen)
	}
}

func TestOwnLinkIsThereAtOnceAndNoneRemovesIt(t *testing.T) { // 6.6
	t.Parallel()
	w := newWorld(t)
	bearer, cal := w.employee(systemEWS, oliver)
	w.book(bearer, cal, m{"conferencing": m{"profile_id": "explicit", "provider_description": "Jitsi", "join_url": "https://meet.example/x"}})
	if r := w.managed(bearer); r.text("events.0.conferencing.join_url") != "https://meet.example/x" || r.text("events.0.conferencing.provider_name") != "Jitsi" {
		t.Error(r.Raw)
	}
	w.book(bearer, cal, m{"conferencing": m{"profile_id": "none"}})
	if r := w.managed(bearer); r.at("events.0.conferencing") != nil {
		t.Error(r.Raw)
	}
}

func TestPastEventGetsNoLink(t *testing.T) { // 6.6
	t.Parallel()
	w := newWorld(t)
	bearer, cal := w.employee(systemGoogle, oliver)
	w.book(bearer, cal, m{"start": utc(w.now().Add(-time.Hour)), "conferencing": m{"profile_id": "integrated"}})
	w.pass(time.Minute)
	if r := w.managed(bearer); r.at("events.0.conferencing") != nil {
		t.Error(r.Raw)
	}
}

func TestDefaultPrefersTheOwnProfile(t *testing.T) { // 6.6, 13, question 6
	t.Parallel()
	w := newWorld(t)
	bearer, cal := w.employee(systemGoogle, oliver)
	provider := func(id string) string {
		w.book(bearer, cal, m{"event_id": id, "conferencing": m{"profile_id": "default"}})
		w.pass(conferenceDelay)
		events := w.managed(bearer).at("events").([]any)
		for _, each := range events {
			if at(each, "event_id") == id {
				name, _ := at(each, "conferencing.provider_name").(string)
				return name
			}
		}
		return "no event"
	}
	if got := provider("a"); got != "google_meet" {
		t.Errorf("without own profile: %s", got)
	}
	w.connectOwn(oliver, "zoom")
	if got := provider("b"); got != "zoom" {
		t.Errorf("with own profile: %s", got)
	}
	w.turn("default_conferencing", "integrated_first")
	if got := provider("c"); got != "google_meet" {
		t.Errorf("integrated first: %s", got)
	}
}

func TestDisconnectedProfileFailsAndHeals(t *testing.T) { // 6.8
	t.Parallel()
	w := newWorld(t)
	bearer, cal := w.employee(systemEWS, oliver)
	id := w.connectOwn(oliver, "zoom")
	a, _ := w.account(oliver)
	w.do(func(t *tx) { t.disconnectConferencing(a, id) })
	w.book(bearer, cal, m{"conferencing": m{"profile_id": id}, "subscriptions": subscribed(w.hooks.server.URL + "/conf")})
	w.pass(conferenceDelay)
	if calls := w.hooks.take(); len(calls) != 1 || !strings.Contains(calls[0].Body, "conferencing_failing") {
		t.Errorf("calls: %v", calls)
	}
	if r := w.managed(bearer); len(r.at("events").([]any)) != 1 || r.at("events.0.conferencing") != nil {
		t.Errorf("the time is not held: %s", r.Raw)
	}
	a, _ = w.account(oliver)
	a.Conferencing[0].Connected = true
	w.do(func(t *tx) { save(t, a) })
	w.pass(time.Minute)
	if calls := w.hooks.take(); len(calls) != 1 || !strings.Contains(calls[0].Body, "conferencing_assigned") {
		t.Errorf("calls: %v", calls)
	}
}

func TestSubscriptionsAreKeptAndRemoved(t *testing.T) { // 6.8
	t.Parallel()
	w := newWorld(t)
	bearer, cal := w.employee(systemGoogle, oliver)
	ask := m{"profile_id": "integrated"}
	w.book(bearer, cal, m{"subscriptions": subscribed(w.hooks.server.URL + "/conf")})
	w.book(bearer, cal, m{"conferencing": ask})
	w.pass(conferenceDelay)
	if calls := w.hooks.take(); len(calls) != 1 {
		t.Errorf("left out: %v", calls)
	}
	w.book(bearer, cal, m{"subscriptions": []m{}, "conferencing": m{"profile_id": "none"}})
	w.book(bearer, cal, m{"conferencing": ask})
	w.pass(conferenceDelay)
	if calls := w.hooks.take(); len(calls) != 0 {
		t.Errorf("removed: %v", calls)
	}
}
