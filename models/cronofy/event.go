package cronofy

import (
	"context"
	"time"
	"unicode/utf8"

	"entrevue/models"
)

// Longest texts of an event, in characters. Longer ones are cut, because an interview must not fail
// over a long note.
const (
	maxSummary     = 1024
	maxDescription = 4096
)

const timeForm = "2006-01-02T15:04:05Z"

// Event is what is written into a calendar. Calendar and ID together name it: the first write
// creates it, later ones replace its details.
type Event struct {
	ID                   string
	Summary, Description string // plain text
	Start, End           time.Time
	Zone                 string // in which calendars show it; Etc/UTC when empty
	Location             string
	URL                  string
	Private              bool
	Free                 bool // it takes no time from its calendar
	// Invite and Remove are changes, not the list: who is in neither stays what they were.
	Invite, Remove []Attendee
	// Conferencing asks for a link; nil leaves what is there as it is, which keeps the link.
	Conferencing *Conferencing
	// Subscriptions nil leaves what is there; an empty list ends it.
	Subscriptions []Subscription
	NoReminders   bool
}

// Attendee is a colleague in the event. The calendar sends them their invitation.
type Attendee struct {
	Email string `json:"email"`
	Name  string `json:"display_name,omitempty"`
}

type eventBody struct {
	ID            string         `json:"event_id"`
	Summary       string         `json:"summary"`
	Description   string         `json:"description"`
	Start         string         `json:"start"`
	End           string         `json:"end"`
	Zone          string         `json:"tzid,omitempty"`
	Location      *locationBody  `json:"location,omitempty"`
	URL           *string        `json:"url"`
	Private       bool           `json:"event_private"`
	Transparency  string         `json:"transparency,omitempty"`
	Attendees     *attendeesBody `json:"attendees,omitempty"`
	Conferencing  *Conferencing  `json:"conferencing,omitempty"`
	Subscriptions []Subscription `json:"subscriptions,omitzero"`
	Reminders     []struct{}     `json:"reminders,omitzero"`
}

type locationBody struct {
	Description string `json:"description"`
}

type attendeesBody struct {
	Invite []Attendee `json:"invite"`
	Remove []Attendee `json:"remove"`
}

// UpsertEvent writes an event (POST /v1/calendars/{id}/events). Repeating it is harmless. Accepted
// means queued: link and replies come later. A refusal because of the link is told by
// Error.ConferencingCause.
func (c *Client) UpsertEvent(ctx context.Context, token models.Secret, calendarID string, event Event) error {
	return c.do(ctx, call{
		method: "POST", path: "/v1/calendars/*/events", ids: []string{calendarID}, token: token,
		body: event.body(),
	}, nil)
}

// DeleteEvent removes an event with its link (DELETE /v1/calendars/{id}/events). An event that is
// not there counts as removed.
func (c *Client) DeleteEvent(ctx context.Context, token models.Secret, calendarID, eventID string) error {
	return c.do(ctx, call{
		method: "DELETE", path: "/v1/calendars/*/events", ids: []string{calendarID}, token: token,
		body: map[string]string{"event_id": eventID},
	}, nil)
}

func (e Event) body() eventBody {
	body := eventBody{
		ID: e.ID, Summary: cut(e.Summary, maxSummary), Description: cut(e.Description, maxDescription),
		Start: e.Start.UTC().Format(timeForm), End: e.End.UTC().Format(timeForm), Zone: e.Zone,
		Private: e.Private, Conferencing: e.Conferencing, Subscriptions: e.Subscriptions,
		Location: &locationBody{Description: e.Location},
	}
	if e.URL != "" {
		body.URL = &e.URL // null takes an earlier one away
	}
	if len(e.Invite)+len(e.Remove) > 0 {
		body.Attendees = &attendeesBody{Invite: orEmpty(e.Invite), Remove: orEmpty(e.Remove)}
	}
	if e.Free {
		body.Transparency = "transparent"
	}
	if e.NoReminders {
		body.Reminders = []struct{}{}
	}
	return body
}

func orEmpty(list []Attendee) []Attendee {
	if list == nil {
		return []Attendee{}
	}
	return list
}

func cut(text string, longest int) string {
	if utf8.RuneCountInString(text) <= longest {
		return text
	}
	return string([]rune(text)[:longest-1]) + "…"
}
