package sandbox

import (
	"fmt"
	"slices"
	"strings"
)

// act is something that somebody in the outside world does at once: a sign-in ends, a person
// moves a meeting in the calendar.
type act struct {
	What    string `json:"what" form:"what"`
	Account string `json:"account" form:"account"` // id or address
	Profile string `json:"profile" form:"profile"` // conferencing: id or provider; "" means all
	Event   string `json:"event" form:"event"`     // the application's id or the uid
	Summary string `json:"summary" form:"summary"`
	Start   string `json:"start" form:"start"`
	End     string `json:"end" form:"end"`
	Link    string `json:"link" form:"link"`
	Email   string `json:"email" form:"email"`
	Status  string `json:"status" form:"status"`
}

// accountActs concern an account, eventActs one of its events.
var (
	accountActs = map[string]func(*tx, act, account) error{
		"expire_access_token":     (*tx).expireAccess,
		"revoke_refresh_token":    (*tx).revokeRefresh,
		"revoke_grant":            func(t *tx, _ act, a account) error { t.revoke(a); return nil },
		"disconnect_profile":      func(t *tx, _ act, a account) error { t.disconnect(a); return nil },
		"reconnect_profile":       (*tx).reconnect,
		"disconnect_conferencing": (*tx).breakConferencing,
		"reconnect_conferencing":  (*tx).healConferencing,
		"connect_conferencing":    (*tx).connectConferencing,
		"remove_conferencing":     (*tx).forgetConferencing,
		"close_channels":          func(t *tx, _ act, a account) error { removeOwned[channel](t, a.Sub); return nil },
		"request_erasure":         func(t *tx, _ act, a account) error { t.push(a, pushErasure); return nil },
		"push_unknown":            func(t *tx, _ act, a account) error { t.push(a, "unheard_of"); return nil },
		"add_event":               (*tx).addEvent,
	}
	eventActs = map[string]func(*tx, act, *event) error{
		"move_event":   moveEvent,
		"rename_event": func(_ *tx, x act, e *event) error { e.Summary = x.Summary; return nil },
		"delete_event": func(t *tx, _ act, e *event) error { e.Deleted = true; t.dropMeeting(e.Conference); return nil },
		"edit_link":    editLink,
		"add_link":     addLink,
		"remove_link":  func(_ *tx, _ act, e *event) error { e.Conference = conference{Turn: e.Conference.Turn + 1}; return nil },
		"reply":        replyToEvent,
	}
)

// performAct is POST /sandbox/acts.
func performAct(c *call) answer {
	var x act
	if err := c.bind(&x); err != nil {
		return c.impossible("The act could not be read.")
	}
	a, known := c.accountNamed(x.Account)
	if !known {
		return c.impossible("There is no account " + x.Account + ".")
	}
	if err := c.perform(x, a); err != nil {
		return c.impossible(err.Error())
	}
	c.record(entry{Kind: entryAct, Operation: x.What, Account: a.Sub, Email: a.Email, URL: x.Event})
	page := "/sandbox/faults"
	if x.Event != "" || x.What == "add_event" {
		page = "/sandbox/events?account=" + a.Sub
	}
	return c.done(page, x)
}

func (t *tx) perform(x act, a account) error {
	if do, ok := accountActs[x.What]; ok {
		return do(t, x, a)
	}
	do, ok := eventActs[x.What]
	if !ok {
		return fmt.Errorf("nobody can %q", x.What)
	}
	e, known := t.anyEvent(a, x.Event)
	if !known {
		return fmt.Errorf("there is no event %q", x.Event)
	}
	if err := do(t, x, &e); err != nil {
		return err
	}
	e.Updated = t.now
	save(t, e)
	t.pushChangeOf(e)
	return nil
}

// anyEvent finds a living event by either id.
func (t *tx) anyEvent(a account, id string) (event, bool) {
	for _, e := range owned[event](t, a.Sub) {
		if !e.Deleted && (e.UID == id || e.Managed && e.EventID == id) {
			return e, true
		}
	}
	return event{}, false
}

func (t *tx) expireAccess(_ act, a account) error {
	for _, k := range owned[token](t, a.Sub) {
		if k.Use == tokenAccess {
			k.ExpiresAt = t.now
			save(t, k)
		}
	}
	return nil
}

// revokeRefresh ends the refresh tokens and, so that it is noticed, the access tokens.
func (t *tx) revokeRefresh(x act, a account) error {
	for _, k := range owned[token](t, a.Sub) {
		if k.Use == tokenRefresh {
			remove(t, k)
		}
	}
	return t.expireAccess(x, a)
}

// reconnect is what the relink page does; nobody is told (4.5).
func (t *tx) reconnect(_ act, a account) error {
	a.Connected = true
	save(t, a)
	return nil
}

// matching lists the conferencing profiles an act means.
func (x act) matching(a account) []conferencingProfile {
	return slices.DeleteFunc(slices.Clone(a.Conferencing), func(p conferencingProfile) bool {
		return x.Profile != "" && x.Profile != p.ID && x.Profile != p.Provider
	})
}

func (t *tx) breakConferencing(x act, a account) error {
	for _, p := range x.matching(a) {
		a, _ = load[account](t, a.Sub)
		t.disconnectConferencing(a, p.ID)
	}
	return nil
}

func (t *tx) healConferencing(x act, a account) error {
	for i, p := range a.Conferencing {
		if x.Profile == "" || x.Profile == p.ID || x.Profile == p.Provider {
			a.Conferencing[i].Connected = true
		}
	}
	save(t, a)
	return nil
}

// connectConferencing is the whole hosted flow in one step; Email may name another account.
func (t *tx) connectConferencing(x act, a account) error {
	if providerTitle(x.Profile) == "" || x.Profile == "8x8" {
		return fmt.Errorf("%q is no conferencing provider", x.Profile)
	}
	name := x.Email
	if name == "" {
		name = a.Email
	}
	t.addConferencing(a, x.Profile, name)
	return nil
}

// addConferencing adds a profile, or revives the one with the same provider and name.
func (t *tx) addConferencing(a account, provider, name string) conferencingProfile {
	p := conferencingProfile{ID: profileID(), Provider: provider, Name: name, Connected: true, At: t.now}
	for _, known := range a.Conferencing {
		if known.Provider == provider && known.Name == name {
			p.ID = known.ID
		}
	}
	a.removeConferencing(p.ID)
	a.Conferencing = append(a.Conferencing, p)
	save(t, a)
	return p
}

func (t *tx) forgetConferencing(x act, a account) error {
	for _, p := range x.matching(a) {
		a.removeConferencing(p.ID)
	}
	save(t, a)
	return nil
}

// addEvent is an entry somebody makes in the own calendar.
func (t *tx) addEvent(x act, a account) error {
	e := event{Sub: a.Sub, CalendarID: a.primary().ID, UID: newID("evt_external_"), Summary: x.Summary,
		Transparency: "opaque", Created: t.now, Updated: t.now}
	if err := moveEvent(t, x, &e); err != nil {
		return err
	}
	e.Conference.JoinURL = x.Link
	save(t, e)
	t.pushChangeOf(e)
	return nil
}

func moveEvent(t *tx, x act, e *event) error {
	start, wrong := readTime(x.Start, "Etc/UTC")
	end, wrongEnd := readTime(x.End, "Etc/UTC")
	if wrong != "" {
		return fmt.Errorf("start %q is no time", x.Start)
	}
	if wrongEnd != "" && e.End.At.IsZero() {
		return fmt.Errorf("end %q is no time", x.End)
	}
	if wrongEnd != "" {
		end = moment{At: start.At.Add(e.End.At.Sub(e.Start.At)), AllDay: start.AllDay}
	}
	if !end.At.After(start.At) {
		return fmt.Errorf("the end must be after the start")
	}
	e.Start, e.End = start, end
	t.updateMeeting(*e)
	return nil
}

func editLink(_ *tx, x act, e *event) error {
	if x.Link == "" {
		return fmt.Errorf("which link?")
	}
	e.Conference.State, e.Conference.JoinURL = conferenceMade, x.Link
	return nil
}

// addLink writes a second link into the text of the event, as people do.
func addLink(_ *tx, x act, e *event) error {
	if x.Link == "" {
		return fmt.Errorf("which link?")
	}
	e.Description = strings.TrimSpace(e.Description + "\n\n" + x.Link)
	return nil
}

// replyStatuses are what a guest can answer (7.5).
var replyStatuses = []string{"accepted", "declined", "tentative", "needs_action"}

func replyToEvent(_ *tx, x act, e *event) error {
	for i, guest := range e.Attendees {
		if guest.same(attendee{Email: x.Email}) && slices.Contains(replyStatuses, x.Status) {
			e.Attendees[i].Status = x.Status
			return nil
		}
	}
	return fmt.Errorf("%q is not invited or %q is no answer", x.Email, x.Status)
}

// actNames lists the acts of one kind for a page.
func actNames[T any](acts map[string]T) []string {
	names := make([]string, 0, len(acts))
	for name := range acts {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}
