package cronofy

import (
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"strings"
	"time"

	"entrevue/models"
)

// maxPages bounds how many pages are followed, should they ever lead in a circle.
const maxPages = 1000

// EventQuery says which events are read.
type EventQuery struct {
	CalendarIDs    []string
	From, To       time.Time // both zero with OnlyManaged: all of time
	OnlyManaged    bool      // only events that we wrote
	IncludeManaged bool      // these, too: without it they are left out
	IncludeDeleted bool
	IncludeMoved   bool
	LastModified   time.Time // changed at this time or later
}

// StoredEvent is an event as it stands in a calendar.
type StoredEvent struct {
	CalendarID string
	ID         string // empty for events that others wrote
	UID        string
	Summary    string
	// Description and Location are texts that people and calendars may have changed.
	Description, Location string
	Start, End            Moment
	Deleted               bool
	Private               bool
	Status                string // confirmed, tentative, cancelled, unknown
	Attendees             []Reply
	// JoinURL is the link that was made for the event; Pending while it is being made. MeetingURL is
	// any link found in the event, also in one that nobody asked for.
	JoinURL, MeetingURL  string
	ConferencingProvider string // a name to show, not to decide by
	Pending              bool
	Updated              Moment
}

// Reply is what an attendee answered: accepted, declined, needs_action, tentative or unknown.
type Reply struct {
	Email  string `json:"email"`
	Name   string `json:"display_name"`
	Status string `json:"status"`
}

// Links returns the different links of an event; two of them are put before a person (FAIL26).
func (e StoredEvent) Links() []string {
	links := []string{}
	for _, link := range []string{e.JoinURL, e.MeetingURL} {
		if link != "" && (len(links) == 0 || links[0] != link) {
			links = append(links, link)
		}
	}
	return links
}

// Moment is a time or a whole day. The API writes it in three forms: 2026-05-04T08:00:00Z,
// 2026-05-04, and {"time":"…","tzid":"…"}.
type Moment struct {
	At     time.Time
	AllDay bool
}

// UnmarshalJSON reads all three; what is none of them stays zero, because a strange date of somebody
// else's event must not hide our own.
func (m *Moment) UnmarshalJSON(raw []byte) error {
	var zoned struct {
		Time string `json:"time"`
	}
	text := ""
	if json.Unmarshal(raw, &text) != nil && json.Unmarshal(raw, &zoned) == nil {
		text = zoned.Time
	}
	if at, err := time.Parse(time.RFC3339, text); err == nil {
		*m = Moment{At: at.UTC()}
	} else if day, err := time.Parse(time.DateOnly, text); err == nil {
		*m = Moment{At: day, AllDay: true}
	}
	return nil
}

// EventPage is a part of a reading. Next is empty on the last one; nothing may be concluded from
// what is missing before that.
type EventPage struct {
	Events []StoredEvent
	Next   string
}

type pagesAnswer struct {
	NextPage string `json:"next_page"`
}

type storedEventAnswer struct {
	CalendarID  string `json:"calendar_id"`
	ID          string `json:"event_id"`
	UID         string `json:"event_uid"`
	Summary     string `json:"summary"`
	Description string `json:"description"`
	Location    struct {
		Description string `json:"description"`
	} `json:"location"`
	Start        Moment  `json:"start"`
	End          Moment  `json:"end"`
	Updated      Moment  `json:"updated"`
	Deleted      bool    `json:"deleted"`
	Private      bool    `json:"event_private"`
	Status       string  `json:"status"`
	Attendees    []Reply `json:"attendees"`
	MeetingURL   string  `json:"meeting_url"`
	Conferencing struct {
		Pending      bool   `json:"pending"`
		ProviderName string `json:"provider_name"`
		JoinURL      string `json:"join_url"`
	} `json:"conferencing"`
}

func (a storedEventAnswer) event() StoredEvent {
	return StoredEvent{
		CalendarID: a.CalendarID, ID: a.ID, UID: a.UID, Summary: a.Summary, Description: a.Description, Location: a.Location.Description, Start: a.Start, End: a.End,
		Updated: a.Updated, Deleted: a.Deleted, Private: a.Private, Status: a.Status,
		Attendees: a.Attendees, MeetingURL: a.MeetingURL, JoinURL: a.Conferencing.JoinURL,
		ConferencingProvider: a.Conferencing.ProviderName, Pending: a.Conferencing.Pending,
	}
}

// Events reads the first page (GET /v1/events).
func (c *Client) Events(ctx context.Context, token models.Secret, query EventQuery) (EventPage, error) {
	return c.eventPage(ctx, call{method: "GET", path: "/v1/events", token: token, query: query.values()})
}

// MoreEvents reads the page that an earlier one named (GET /v1/events/pages/{id}). Pages live short;
// a 404 means that the reading has to begin anew.
func (c *Client) MoreEvents(ctx context.Context, token models.Secret, next string) (EventPage, error) {
	if err := c.checkPage(next); err != nil {
		return EventPage{}, err
	}
	return c.eventPage(ctx, call{method: "GET", path: "/v1/events/pages/*", token: token, full: next})
}

// AllEvents reads every page. It makes one call per page.
func (c *Client) AllEvents(ctx context.Context, token models.Secret, query EventQuery) ([]StoredEvent, error) {
	page, err := c.Events(ctx, token, query)
	all := page.Events
	for range maxPages {
		if err != nil || page.Next == "" {
			return all, err
		}
		page, err = c.MoreEvents(ctx, token, page.Next)
		all = append(all, page.Events...)
	}
	return nil, fmt.Errorf("cronofy GET /v1/events: %w: more than %d pages", ErrAnswer, maxPages)
}

func (c *Client) eventPage(ctx context.Context, request call) (EventPage, error) {
	var answer struct {
		Pages  pagesAnswer         `json:"pages"`
		Events []storedEventAnswer `json:"events"`
	}
	if err := c.do(ctx, request, &answer); err != nil {
		return EventPage{}, err
	}
	page := EventPage{Next: answer.Pages.NextPage, Events: make([]StoredEvent, 0, len(answer.Events))}
	for _, event := range answer.Events {
		page.Events = append(page.Events, event.event())
	}
	return page, nil
}

// checkPage keeps the token from travelling anywhere but to the API: addresses of pages are given to
// us whole.
func (c *Client) checkPage(next string) error {
	page, err := url.Parse(next)
	if err != nil || page.Scheme != c.api.Scheme || page.Host != c.api.Host || page.User != nil ||
		!strings.HasPrefix(page.Path, c.api.Path+"/v1/") || strings.Contains(page.Path, "..") {
		return fmt.Errorf("cronofy: %w: next page is elsewhere", ErrAnswer)
	}
	return nil
}

func (q EventQuery) values() url.Values {
	values := window(q.From, q.To)
	brackets(values, "calendar_ids", q.CalendarIDs)
	flags := map[string]bool{
		"only_managed": q.OnlyManaged, "include_managed": q.IncludeManaged,
		"include_deleted": q.IncludeDeleted, "include_moved": q.IncludeMoved,
	}
	for name, set := range flags {
		if set {
			values.Set(name, "true")
		}
	}
	if !q.LastModified.IsZero() {
		values.Set("last_modified", q.LastModified.UTC().Format(timeForm))
	}
	return values
}

func window(from, to time.Time) url.Values {
	values := url.Values{"tzid": {"Etc/UTC"}}
	if !from.IsZero() {
		values.Set("from", from.UTC().Format(timeForm))
	}
	if !to.IsZero() {
		values.Set("to", to.UTC().Format(timeForm))
	}
	return values
}
