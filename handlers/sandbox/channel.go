package sandbox

import (
	"encoding/json"
	"net/http"
	"slices"
	"time"
)

// Types of pushes (9.3).
const (
	pushVerification             = "verification"
	pushChange                   = "change"
	pushSyncCompleted            = "profile_initial_sync_completed"
	pushProfileDisconnected      = "profile_disconnected"
	pushConferencingDisconnected = "conferencing_profile_disconnected"
	pushErasure                  = "gdpr_requested"
)

// channelsPerAccount is a documented limit (9.1).
const channelsPerAccount = 128

// channel is where an account's pushes go (9.1).
type channel struct {
	ID          string
	Sub         string
	CallbackURL string
	Filters     map[string]json.RawMessage // as asked for, unknown ones too
	CalendarIDs []string
	OnlyManaged bool
}

func (channel) kind() string            { return "channel" }
func (c channel) key() (string, string) { return c.ID, c.Sub }

func (c channel) fields() map[string]any {
	filters := c.Filters
	if filters == nil {
		filters = map[string]json.RawMessage{}
	}
	return map[string]any{"channel_id": c.ID, "callback_url": c.CallbackURL, "filters": filters}
}

// createChannel is POST /v1/channels.
func createChannel(c *call) answer {
	var r struct {
		CallbackURL string                     `json:"callback_url"`
		Filters     map[string]json.RawMessage `json:"filters"`
	}
	if c.decode(&r) != nil {
		return unreadable()
	}
	made := channel{ID: newID("chn_"), Sub: c.account.Sub, CallbackURL: r.CallbackURL, Filters: r.Filters}
	found := problems{}
	switch {
	case r.CallbackURL == "":
		found.required("callback_url")
	case !webAddress(r.CallbackURL):
		found.add("callback_url", "errors.invalid_url", "callback_url must be http or https")
	}
	made.readFilters(c.account, found)
	if len(owned[channel](c.tx, c.account.Sub)) >= channelsPerAccount {
		found.add("channel", "errors.limit_reached", "an account has at most 128 channels")
	}
	if len(found) > 0 {
		return found.answer()
	}
	if !made.OnlyManaged && !allows(c.account.Scope, mayReadEvents) {
		return c.forbidden() // 2.2
	}
	save(c.tx, made)
	c.pushTo(made, pushVerification, time.Time{})
	return ok(map[string]any{"channel": made.fields()})
}

func (c *channel) readFilters(a account, found problems) {
	if raw, given := c.Filters["only_managed"]; given && json.Unmarshal(raw, &c.OnlyManaged) != nil {
		found.add("filters.only_managed", "errors.must_be_boolean", "only_managed must be a boolean")
	}
	raw, given := c.Filters["calendar_ids"]
	if !given {
		return
	}
	if json.Unmarshal(raw, &c.CalendarIDs) != nil || len(c.CalendarIDs) == 0 {
		found.add("filters.calendar_ids", "errors.invalid_calendar_ids", "calendar_ids must be a list")
	}
	for _, id := range c.CalendarIDs {
		if _, known := a.calendar(id); !known {
			found.add("filters.calendar_ids", "errors.invalid_calendar_ids", id+" is not known")
		}
	}
}

// listChannels is GET /v1/channels.
func listChannels(c *call) answer {
	list := []map[string]any{}
	for _, each := range owned[channel](c.tx, c.account.Sub) {
		list = append(list, each.fields())
	}
	return ok(map[string]any{"channels": list})
}

// deleteChannel is DELETE /v1/channels/{id}.
func deleteChannel(c *call) answer {
	found, known := load[channel](c.tx, c.param("id"))
	if !known || found.Sub != c.account.Sub {
		return c.refusal(http.StatusNotFound)
	}
	remove(c.tx, found)
	return empty(http.StatusAccepted)
}

// push tells an account's channels about something other than a changed event.
func (t *tx) push(a account, kind string) {
	for _, each := range owned[channel](t, a.Sub) {
		t.pushTo(each, kind, time.Time{})
	}
}

// pushChangeOf tells the channels that somebody else changed an event (9.3).
func (t *tx) pushChangeOf(ev event) {
	for _, each := range owned[channel](t, ev.Sub) {
		filtered := len(each.CalendarIDs) > 0 && !slices.Contains(each.CalendarIDs, ev.CalendarID)
		if !filtered && (!each.OnlyManaged || ev.Managed) {
			t.pushTo(each, pushChange, t.now)
		}
	}
}

func (t *tx) pushTo(c channel, kind string, changesSince time.Time) {
	notification := map[string]any{"type": kind}
	if !changesSince.IsZero() {
		notification["changes_since"] = utc(changesSince)
	}
	fields := c.fields()
	if len(c.Filters) == 0 && t.set("push_filters") == absent {
		delete(fields, "filters")
	}
	a, _ := load[account](t, c.Sub)
	t.callBack(delivery{Operation: callbackPush, URL: c.CallbackURL, Sub: c.Sub, Email: a.Email, Channel: c.ID},
		map[string]any{"notification": notification, "channel": fields})
}
