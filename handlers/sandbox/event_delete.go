package sandbox

import (
	"encoding/json"
	"net/http"
	"slices"
)

// deleteEvent is DELETE /v1/calendars/{id}/events, with a body (7.2).
func deleteEvent(c *call) answer {
	cal, refused, ok := c.writableCalendar(mayDeleteEvent)
	if !ok {
		return refused
	}
	var in eventInput
	if c.decode(&in) != nil {
		return unreadable()
	}
	if in.EventID == "" && in.EventUID == "" {
		found := problems{}
		found.required("event_id")
		return found.answer()
	}
	if in.EventUID != "" && !c.account.Elevated {
		return c.forbidden()
	}
	e, known := c.eventNamed(c.account, cal, in)
	if (!known || e.Deleted) && c.set("delete_unknown_event") == "404" {
		return c.refusal(http.StatusNotFound)
	}
	c.write(eventWrite{Sub: c.account.Sub, CalendarID: cal.ID, Delete: true, Input: in})
	return c.accepted(in.IncludeUserinfo)
}

func (t *tx) eventNamed(a account, cal calendar, in eventInput) (event, bool) {
	if in.EventUID != "" {
		return t.eventByUID(a, cal.ID, in.EventUID)
	}
	return t.managedEvent(a, cal.ID, in.EventID)
}

func (t *tx) applyDeletion(a account, cal calendar, in eventInput) {
	if e, known := t.eventNamed(a, cal, in); known && !e.Deleted {
		t.deleteEvent(e)
	}
}

// deleteEvent marks the event as deleted and, with it, its meeting.
func (t *tx) deleteEvent(e event) {
	e.Deleted, e.Updated = true, t.now
	save(t, e)
	t.updateMeeting(e)
}

// deleteEvents is DELETE /v1/events: everything the application wrote, in all or some calendars
// (7.3).
func deleteEvents(c *call) answer {
	var raw struct {
		All       json.RawMessage `json:"delete_all"`
		Calendars json.RawMessage `json:"calendar_ids"`
	}
	if c.decode(&raw) != nil {
		return unreadable()
	}
	if !allows(c.account.Scope, mayDeleteEvent) {
		return c.forbidden()
	}
	var all bool
	var ids []string
	found := problems{}
	if len(raw.All) > 0 && json.Unmarshal(raw.All, &all) != nil {
		found.add("delete_all", "errors.must_be_boolean", "delete_all must be a boolean")
	}
	if len(raw.Calendars) > 0 && (json.Unmarshal(raw.Calendars, &ids) != nil || !c.knowsCalendars(ids)) {
		found.add("calendar_ids", "errors.invalid_calendar_ids", "calendar_ids are not known")
	}
	if len(found) == 0 && all == (len(ids) > 0) {
		found.required("delete_all")
	}
	if len(found) > 0 {
		return found.answer()
	}
	for _, e := range owned[event](c.tx, c.account.Sub) {
		if e.Managed && !e.Deleted && (all || slices.Contains(ids, e.CalendarID)) {
			c.deleteEvent(e)
		}
	}
	return empty(http.StatusAccepted)
}

func (c *call) knowsCalendars(ids []string) bool {
	return len(ids) > 0 && !slices.ContainsFunc(ids, func(id string) bool {
		_, known := c.account.calendar(id)
		return !known
	})
}
