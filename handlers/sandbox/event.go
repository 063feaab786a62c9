package sandbox

import (
	"cmp"
	"encoding/json"
	"time"
)

// event is one entry of a calendar. Managed events were written by the application; the others
// were made by people.
type event struct {
	Sub        string // account
	CalendarID string
	EventID    string // managed events only
	UID        string
	Managed    bool

	Summary      string
	Description  string
	Start, End   moment
	Location     json.RawMessage
	URL          string
	Attendees    []attendee
	Reminders    json.RawMessage
	Transparency string
	Extended     string
	Private      bool
	Reply        string // the owner's own answer; "" means accepted
	Color        string

	Conference    conference
	Subscriptions []subscription

	Deleted bool
	Created time.Time
	Updated time.Time
}

func (event) kind() string            { return "event" }
func (e event) key() (string, string) { return e.CalendarID + "/" + e.UID, e.Sub }

// attendee is a person invited to an event.
type attendee struct {
	Email       string `json:"email"`
	DisplayName string `json:"display_name,omitempty"`
	Status      string `json:"status"`
}

// subscription asks for a callback about an event's link (6.8).
type subscription struct {
	Type         string        `json:"type"`
	URI          string        `json:"uri"`
	Interactions []interaction `json:"interactions"`
}

type interaction struct {
	Type string `json:"type"`
}

// managedEvent finds an event by the application's own id. A living one is preferred to deleted
// ones.
func (t *tx) managedEvent(a account, calendarID, eventID string) (event, bool) {
	var last event
	found := false
	for _, e := range documents[event](t, `select data from docs where kind = 'event' and owner = ?
		and json_extract(data, '$.EventID') = ?`, a.Sub, eventID) {
		if e.Managed && e.CalendarID == calendarID && (!found || last.Deleted) {
			last, found = e, true
		}
	}
	return last, found
}

func (t *tx) eventByUID(a account, calendarID, uid string) (event, bool) {
	e, found := load[event](t, calendarID+"/"+uid)
	return e, found && e.Sub == a.Sub
}

// overlaps says whether an event starts before to and ends on or after from (7.5). Zero bounds are
// open.
func (e event) overlaps(from, to time.Time) bool {
	return (to.IsZero() || e.Start.At.Before(to)) && (from.IsZero() || !e.End.At.Before(from))
}

// view is the event in an answer (7.5).
func (t *tx) eventView(a account, e event, localized *time.Location) map[string]any {
	v := map[string]any{
		"calendar_id": e.CalendarID, "event_uid": e.UID, "summary": e.Summary,
		"description": e.Description, "start": e.Start.write(localized), "end": e.End.write(localized),
		"deleted": e.Deleted, "created": utc(e.Created), "updated": utc(e.Updated),
		"participation_status": cmp.Or(e.Reply, "accepted"), "attendees": attendees(e),
		"organizer":    map[string]any{"email": a.Email, "display_name": a.Name},
		"transparency": e.Transparency, "status": "confirmed", "categories": []string{},
		"recurring": false, "event_private": e.Private,
		"options": map[string]any{
			"delete": e.Managed || a.Elevated, "update": e.Managed || a.Elevated,
			"change_participation_status": true,
		},
	}
	if e.Managed {
		v["event_id"] = e.EventID
	}
	if len(e.Location) > 0 && string(e.Location) != "null" {
		v["location"] = e.Location
	}
	if e.URL != "" {
		v["url"] = e.URL
	}
	if e.Extended != "" {
		v["extended_transparency"] = e.Extended
	}
	if link := t.conferenceView(e.Conference); link != nil {
		v["conferencing"] = link
	}
	if e.Conference.JoinURL != "" {
		v["meeting_url"] = e.Conference.JoinURL
	}
	return v
}

func attendees(e event) []attendee {
	if e.Attendees == nil {
		return []attendee{}
	}
	return e.Attendees
}
