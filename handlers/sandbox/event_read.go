package sandbox

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"time"
)

// Bounds of a read without from and to (7.5).
const (
	daysBack  = 42
	daysAhead = 201
)

const pageLifetime = 10 * time.Minute

// reading is what one read of events or of free and busy times asks for.
type reading struct {
	Zone      *time.Location
	From, To  time.Time // zero is open
	Calendars []string
	Modified  time.Time
	Localized *time.Location

	IncludeManaged, OnlyManaged, IncludeDeleted bool
	IncludeIDs, IncludeFree                     bool
}

// nextPage remembers a read that goes on (7.5).
type nextPage struct {
	ID        string
	Sub       string
	Area      string // events or free_busy
	Query     string
	Offset    int
	Number    int
	ExpiresAt time.Time
}

func (nextPage) kind() string            { return "page" }
func (p nextPage) key() (string, string) { return p.ID, p.Sub }

// listing turns a reading into the entries of its answer.
type listing func(*call, reading) []map[string]any

// listEvents is GET /v1/events (7.5).
func listEvents(c *call) answer { return c.firstPage("events", eventEntries) }

// moreEvents is the next page of GET /v1/events.
func moreEvents(c *call) answer { return c.furtherPage("events", eventEntries) }

func (c *call) firstPage(area string, list listing) answer {
	query := c.request().URL.Query()
	r, found := c.reading(query)
	if len(found) > 0 {
		return found.answer()
	}
	if !c.mayRead(area, r) {
		return c.forbidden()
	}
	return c.pageOf(area, query.Encode(), 0, 1, list(c, r))
}

func (c *call) furtherPage(area string, list listing) answer {
	p, known := load[nextPage](c.tx, c.param("id"))
	if !known || p.Sub != c.account.Sub || p.Area != area || !c.now.Before(p.ExpiresAt) {
		return c.refusal(http.StatusNotFound)
	}
	query, _ := url.ParseQuery(p.Query)
	r, _ := c.reading(query)
	if !c.mayRead(area, r) {
		return c.forbidden()
	}
	return c.pageOf(area, p.Query, p.Offset, p.Number, list(c, r))
}

func (c *call) mayRead(area string, r reading) bool {
	if area == "free_busy" {
		return allows(c.account.Scope, mayReadFreeBusy)
	}
	return r.OnlyManaged || allows(c.account.Scope, mayReadEvents)
}

// pageOf cuts one page out of all entries and remembers where the next one begins.
func (c *call) pageOf(area, query string, offset, number int, all []map[string]any) answer {
	size, _ := strconv.Atoi(c.set("page_size"))
	pages := map[string]any{"current": number, "total": max(1, (len(all)+size-1)/size)}
	all = all[min(offset, len(all)):]
	if len(all) > size {
		all = all[:size]
		next := nextPage{ID: random(hexits, 24), Sub: c.account.Sub, Area: area, Query: query,
			Offset: offset + size, Number: number + 1, ExpiresAt: c.now.Add(pageLifetime)}
		save(c.tx, next)
		pages["next_page"] = c.s.config.PublicURL + "/v1/" + area + "/pages/" + next.ID
	}
	return ok(map[string]any{"pages": pages, area: all})
}

// reading reads the query. Unknown flags are ignored.
func (c *call) reading(q url.Values) (reading, problems) {
	found := problems{}
	place, known := zone(q.Get("tzid"))
	switch {
	case q.Get("tzid") == "":
		found.required("tzid")
	case !known:
		found.add("tzid", "errors.tzid_unrecognized", "TZID not recognized")
	}
	if len(found) > 0 {
		return reading{}, found
	}
	r := reading{Zone: place, Calendars: q["calendar_ids[]"]}
	for name, into := range map[string]*bool{
		"include_managed": &r.IncludeManaged, "only_managed": &r.OnlyManaged,
		"include_deleted": &r.IncludeDeleted, "include_ids": &r.IncludeIDs,
		"include_free": &r.IncludeFree,
	} {
		*into = q.Get(name) == "true" || q.Get(name) == "1"
	}
	if q.Get("localized_times") == "true" {
		r.Localized = place
	}
	for name, into := range map[string]*time.Time{"from": &r.From, "to": &r.To, "last_modified": &r.Modified} {
		*into = readBound(name, q.Get(name), place, found)
	}
	c.bound(&r)
	return r, found
}

func readBound(name, text string, place *time.Location, found problems) time.Time {
	if text == "" {
		return time.Time{}
	}
	m, key := readTime(text, place.String())
	if key != "" {
		found.add(name, "errors.must_be_date", name+" must be a date")
	}
	return m.At
}

// bound fills in the default window; only managed events can be read for all of time.
func (c *call) bound(r *reading) {
	if r.OnlyManaged && r.From.IsZero() && r.To.IsZero() {
		return
	}
	today := startOfDay(c.now.In(r.Zone))
	earliest := today.AddDate(0, 0, -daysBack)
	if r.From.Before(earliest) && !r.OnlyManaged {
		r.From = earliest
	}
	if r.To.IsZero() {
		r.To = today.AddDate(0, 0, daysAhead)
	}
}

func startOfDay(at time.Time) time.Time {
	y, m, d := at.Date()
	return time.Date(y, m, d, 0, 0, 0, 0, at.Location())
}

func eventEntries(c *call, r reading) []map[string]any {
	list := []map[string]any{}
	for _, e := range c.eventsOf(c.account, r) {
		list = append(list, c.eventView(c.account, e, r.Localized))
	}
	return list
}

// eventsOf lists the events a reading selects, by start.
func (t *tx) eventsOf(a account, r reading) []event {
	all := owned[event](t, a.Sub)
	if !r.OnlyManaged {
		all = append(all, t.weeklyEvents(a, r)...)
	}
	all = slices.DeleteFunc(all, func(e event) bool { return !r.selects(e) })
	slices.SortStableFunc(all, func(a, b event) int { return a.Start.At.Compare(b.Start.At) })
	return all
}

func (r reading) selects(e event) bool {
	switch {
	case e.Deleted && !r.IncludeDeleted,
		e.Managed && !r.IncludeManaged && !r.OnlyManaged,
		!e.Managed && r.OnlyManaged,
		len(r.Calendars) > 0 && !slices.Contains(r.Calendars, e.CalendarID),
		!r.Modified.IsZero() && e.Updated.Before(r.Modified):
		return false
	}
	return e.overlaps(r.From, r.To)
}
