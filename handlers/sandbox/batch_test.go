package sandbox

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestBatchAnswersEachEntry(t *testing.T) { // 7.7
	t.Parallel()
	w := newWorld(t)
	bearer, cal := w.employee(systemGraph, oliver)
	path := "/v1/calendars/" + cal + "/events"
	r := w.want(w.call("POST", "/v1/batch", bearer, m{"batch": []m{
		{"method": "POST", "relative_url": path, "data": interview(w, m{"event_id": "a"})},
		{"method": "POST", "relative_url": path, "data": interview(w, m{"event_id": "b", "summary": nil})},
		{"method": "DELETE", "relative_url": path, "data": m{"event_id": "none"}},
		{"method": "POST", "relative_url": "/v1/calendars/cal_x/events", "data": interview(w, nil)},
		{"method": "GET", "relative_url": "/v1/userinfo"},
		{"method": "PATCH", "relative_url": path},
	}}), 207)
	var got []any
	for _, each := range r.at("batch").([]any) {
		got = append(got, each.(m)["status"])
	}
	if diff := cmp.Diff([]any{202.0, 422.0, 202.0, 404.0, 404.0, 405.0}, got); diff != "" {
		t.Error(diff)
	}
	if r.text("batch.1.data.errors.summary.0.key") != "errors.required" || len(w.managed(bearer).at("events").([]any)) != 1 {
		t.Error(r.Raw)
	}
	w.want(w.call("POST", "/v1/batch", bearer, m{}), 422)
	w.want(w.call("POST", "/v1/batch", bearer, m{"batch": slices.Repeat([]m{{}}, 51)}), 422)
}

func TestOwnerAnswersAnInvitation(t *testing.T) { // 7.4
	t.Parallel()
	w := newWorld(t)
	bearer, cal := w.employee(systemGraph, oliver)
	w.book(bearer, cal, nil)
	path := "/v1/calendars/" + cal + "/events/" + w.managed(bearer).text("events.0.event_uid") + "/participation_status"
	w.want(w.call("POST", path, bearer, m{"status": "declined"}), 202)
	if got := w.managed(bearer).text("events.0.participation_status"); got != "declined" {
		t.Error(got)
	}
	w.want(w.call("POST", path, bearer, m{"status": "perhaps"}), 422)
	w.want(w.call("POST", path, bearer, m{}), 422)
	w.want(w.call("POST", "/v1/calendars/"+cal+"/events/evt_x/participation_status", bearer, m{"status": "accepted"}), 404)
	w.rescope(oliver, "read_only")
	w.want(w.call("POST", path, bearer, m{"status": "accepted"}), 403)
}

func TestCalendarIsCreated(t *testing.T) { // 5.4
	t.Parallel()
	w := newWorld(t)
	bearer, _ := w.employee(systemGraph, oliver)
	profile := w.call("GET", "/v1/calendars", bearer, nil).text("calendars.0.profile_id")
	r := w.want(w.call("POST", "/v1/calendars", bearer, m{"profile_id": profile, "name": "Interviews", "color": "#112233"}), 200)
	id := r.text("calendar.calendar_id")
	if r.text("calendar.calendar_name") != "Interviews" || r.at("calendar.calendar_primary") != false {
		t.Error(r.Raw)
	}
	w.want(w.call("POST", "/v1/calendars/"+id+"/events", bearer, interview(w, nil)), 202)
	for _, bad := range []m{
		{"profile_id": profile, "name": "Interviews"}, {"profile_id": profile}, {"name": "x"}, {"profile_id": "pro_x", "name": "x"},
		{"profile_id": profile, "name": "y", "color": "red"},
	} {
		w.want(w.call("POST", "/v1/calendars", bearer, bad), 422)
	}
	a, _ := w.account(oliver)
	w.do(func(t *tx) { t.disconnect(a) })
	w.want(w.call("POST", "/v1/calendars", bearer, m{"profile_id": profile, "name": "z"}), 423)
	w.rescope(oliver, "read_only")
	w.want(w.call("POST", "/v1/calendars", bearer, m{"profile_id": profile, "name": "z"}), 403)
}
