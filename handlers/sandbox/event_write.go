package sandbox

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"time"
)

// eventInput is the body of an upsert (7.1). Raw fields tell absent from empty.
type eventInput struct {
	EventID      string          `json:"event_id"`
	EventUID     string          `json:"event_uid"`
	Summary      *string         `json:"summary"`
	Description  string          `json:"description"`
	Start        json.RawMessage `json:"start"`
	End          json.RawMessage `json:"end"`
	TZID         string          `json:"tzid"`
	Location     json.RawMessage `json:"location"`
	URL          json.RawMessage `json:"url"` // null clears it
	Attendees    *attendeeDelta  `json:"attendees"`
	Reminders    json.RawMessage `json:"reminders"`
	Transparency string          `json:"transparency"`
	Extended     string          `json:"extended_transparency"`
	Private      bool            `json:"event_private"`
	Color        string          `json:"color"`
	Conferencing *conferencing   `json:"conferencing"`

	Subscriptions   *[]subscription `json:"subscriptions"`
	IncludeUserinfo bool            `json:"include_userinfo"`
}

// attendeeDelta is what changes in the list of guests, not the list (7.1).
type attendeeDelta struct {
	Invite []attendee `json:"invite"`
	Remove []attendee `json:"remove"`
	Reject []attendee `json:"reject"` // the former name of remove
}

// conferencing is how a link is asked for (6.6).
type conferencing struct {
	ProfileID           string `json:"profile_id"`
	ProviderDescription string `json:"provider_description"`
	JoinURL             string `json:"join_url"`
}

// eventWrite is an accepted write or deletion, also as remembered work.
type eventWrite struct {
	Sub, CalendarID string
	Delete          bool
	Input           eventInput
}

// upsertEvent is POST /v1/calendars/{id}/events (7.1).
func upsertEvent(c *call) answer {
	cal, refused, ok := c.writableCalendar(mayCreateEvent)
	if !ok {
		return refused
	}
	var in eventInput
	if c.decode(&in) != nil {
		return unreadable()
	}
	if found := c.checkEvent(in, cal); len(found) > 0 {
		return found.answer()
	}
	if in.EventUID != "" {
		if _, known := c.eventByUID(c.account, cal.ID, in.EventUID); !known || !c.account.Elevated {
			return c.forbidden() // needs unrestricted (2.8)
		}
	}
	c.write(eventWrite{Sub: c.account.Sub, CalendarID: cal.ID, Input: in})
	return c.accepted(in.IncludeUserinfo)
}

// accepted is 202, with userinfo when asked for (7.1).
func (c *call) accepted(includeUserinfo bool) answer {
	a := empty(http.StatusAccepted)
	if includeUserinfo {
		a.body = map[string]any{"userinfo": c.accountInfo(c.account, c.account.Type)}
	}
	return a
}

// writableCalendar is the calendar of the path, or the answer that refuses the write.
func (c *call) writableCalendar(need string) (calendar, answer, bool) {
	cal, known := c.account.calendar(c.param("id"))
	switch {
	case !allows(c.account.Scope, need):
		return cal, c.forbidden(), false
	case !known:
		return cal, c.refusal(http.StatusNotFound), false
	case c.readOnly(c.account, cal):
		return cal, c.refusal(http.StatusForbidden), false
	case !c.account.Connected && c.set("disconnected_write") == "403":
		return cal, c.refusal(http.StatusForbidden), false
	case !c.account.Connected:
		return cal, c.refusal(http.StatusLocked), false
	}
	return cal, answer{}, true
}

// write applies a write now or queues it; reads show it from then on (7.1).
func (t *tx) write(w eventWrite) {
	if t.set("event_writes") == "queued" {
		t.enqueue(workWrite, w.CalendarID+"/"+w.Input.EventID, t.now.Add(writeDelay), w)
		return
	}
	t.applyWrite(w)
}

const writeDelay = time.Second

func (t *tx) applyWrite(w eventWrite) {
	a, known := load[account](t, w.Sub)
	cal, open := a.calendar(w.CalendarID)
	if !known || !open {
		return
	}
	if w.Delete {
		t.applyDeletion(a, cal, w.Input)
		return
	}
	e := t.eventToWrite(a, cal, w.Input)
	t.applyFields(&e, w.Input)
	if e.Subscriptions == nil || w.Input.Subscriptions != nil ||
		t.set("subscriptions_left_out") == "removed" {
		e.Subscriptions = nil
		if w.Input.Subscriptions != nil {
			e.Subscriptions = *w.Input.Subscriptions
		}
	}
	if w.Input.Conferencing != nil {
		t.askConference(a, cal, &e, *w.Input.Conferencing)
	}
	save(t, e)
	t.updateMeeting(e)
}

// eventToWrite is the event that is there already, or a new one.
func (t *tx) eventToWrite(a account, cal calendar, in eventInput) event {
	if in.EventUID != "" {
		e, _ := t.eventByUID(a, cal.ID, in.EventUID)
		return e
	}
	if e, known := t.managedEvent(a, cal.ID, in.EventID); known && !e.Deleted {
		return e
	}
	return event{Sub: a.Sub, CalendarID: cal.ID, EventID: in.EventID, UID: newID("evt_"),
		Managed: true, Created: t.now}
}

// applyFields replaces the details; what is a delta or kept when left out is told in 7.1.
func (t *tx) applyFields(e *event, in eventInput) {
	tzid := defaultZone(in.TZID)
	e.Summary, e.Description = *in.Summary, in.Description
	e.Start, _ = readMoment(in.Start, tzid)
	e.End, _ = readMoment(in.End, tzid)
	e.Location, e.Private, e.Color = in.Location, in.Private, in.Color
	e.Reminders, e.Extended = in.Reminders, in.Extended
	if len(in.URL) > 0 {
		e.URL = ""
		_ = json.Unmarshal(in.URL, &e.URL) // checked before; null leaves it empty
	}
	e.Transparency = in.Transparency
	if e.Transparency == "" && e.Start.AllDay {
		e.Transparency = "transparent"
	} else if e.Transparency == "" {
		e.Transparency = "opaque"
	}
	if in.Attendees != nil {
		e.Attendees = in.Attendees.apply(e.Attendees)
	}
	e.Updated = t.now
}

func (d attendeeDelta) apply(list []attendee) []attendee {
	gone := append(slices.Clone(d.Remove), d.Reject...)
	list = slices.DeleteFunc(slices.Clone(list), func(a attendee) bool {
		return slices.ContainsFunc(gone, a.same)
	})
	for _, invited := range d.Invite {
		if !slices.ContainsFunc(list, invited.same) {
			invited.Status = "needs_action"
			list = append(list, invited)
		}
	}
	return list
}

func (a attendee) same(b attendee) bool { return strings.EqualFold(a.Email, b.Email) }

func defaultZone(tzid string) string {
	if tzid == "" {
		return "Etc/UTC"
	}
	return tzid
}
