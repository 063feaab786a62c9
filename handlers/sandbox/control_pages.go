package sandbox

import (
	"slices"
	"strings"
	"time"
)

// showHome is /sandbox/.
func showHome(c *call) answer {
	due, waiting := c.nextDue()
	data := map[string]any{
		"company": c.company(), "companies": companyTypes, "now": c.now,
		"accounts": c.accountChoices(), "due": due, "waiting": waiting,
	}
	return c.either("home", data)
}

// nextDue is when the next work is due, and how much work there is.
func (t *tx) nextDue() (due time.Time, waiting int) {
	t.query(func(scan func(...any)) {
		var micros int64
		scan(&micros, &waiting)
		due = time.UnixMicro(micros).UTC()
	}, `select coalesce(min(due_at), 0), count(*) from work`)
	return due, waiting
}

// startOver is POST /sandbox/start-over: an empty world with a company of the given type. The
// clock goes on.
func startOver(c *call) answer {
	var x struct {
		Company string `json:"company" form:"company"`
	}
	if err := c.bind(&x); err != nil || !slices.Contains(companyTypes, x.Company) {
		return c.impossible("company must be one of " + strings.Join(companyTypes, ", ") + ".")
	}
	c.seed(x.Company)
	return c.done("/sandbox/", x)
}

// showClock is /sandbox/clock.
func showClock(c *call) answer {
	due, waiting := c.nextDue()
	return c.either("clock", map[string]any{
		"now": c.now, "offset": time.Duration(c.s.offset.Load()).String(), "due": due, "waiting": waiting,
		"held": c.s.config.Now != nil,
	})
}

// advanceClock is POST /sandbox/clock.
func advanceClock(c *call) answer {
	var x struct {
		By string `json:"advance" form:"advance"`
	}
	if err := c.bind(&x); err != nil {
		return c.impossible("The change could not be read.")
	}
	by, err := time.ParseDuration(x.By)
	switch {
	case err != nil || by < 0:
		return c.impossible("advance must be a duration such as 90s, 15m or 26h.")
	case c.s.config.Now != nil:
		return c.impossible("The clock is held by the program that runs this sandbox.")
	}
	c.advance(by)
	c.woken = true
	return c.done("/sandbox/clock", map[string]any{"now": c.s.now()})
}

// showDirectory is /sandbox/directory.
func showDirectory(c *call) answer {
	return c.either("directory", map[string]any{
		"company": c.company(), "domain": companyDomain, "mailboxes": every[mailbox](c.tx),
		"kinds": mailboxKinds, "systems": mailboxSystems, "video_accounts": c.videoAccounts(),
	})
}

// videoAccount is an account with a provider that somebody has let Cronofy into.
type videoAccount struct {
	ID        string `json:"profile_id"`
	Provider  string `json:"provider_name"`
	Name      string `json:"profile_name"`
	Connected bool   `json:"profile_connected"`
}

// videoAccounts are those of everybody whose calendar is connected, by the address of the calendar.
func (t *tx) videoAccounts() map[string][]videoAccount {
	found := map[string][]videoAccount{}
	for _, a := range every[account](t) {
		if a.Revoked {
			continue
		}
		for _, p := range a.Conferencing {
			found[a.Email] = append(found[a.Email], videoAccount{p.ID, p.Provider, p.Name, p.Connected})
		}
	}
	return found
}

// mailboxSystems are where a mailbox can live; "" follows the company.
var mailboxSystems = []string{"", systemGoogle, systemGraph, systemEWS, systemApple}

var mailboxKinds = []string{mailboxRegular, mailboxShared, mailboxMissing, mailboxOutside, mailboxResource}

// mailboxChange is the form of one mailbox. Boxes that are not ticked are not sent, so a form says
// everything there is; a program leaves out what it does not change.
type mailboxChange struct {
	Address       string  `json:"address" form:"address"`
	Name          *string `json:"name" form:"name"`
	Kind          *string `json:"kind" form:"kind"`
	System        *string `json:"system" form:"system"`
	Zone          *string `json:"zone" form:"zone"`
	Admin         *bool   `json:"admin" form:"admin"`
	ReadOnly      *bool   `json:"read_only" form:"read_only"`
	FreeBusyOnly  *bool   `json:"free_busy_only" form:"free_busy_only"`
	IntegratedOff *bool   `json:"integrated_off" form:"integrated_off"`
}

// updateMailbox is POST /sandbox/directory: a new mailbox, or a changed one.
func updateMailbox(c *call) answer {
	var x mailboxChange
	if err := c.bind(&x); err != nil || !validEmail(x.Address) {
		return c.impossible("The mailbox could not be read.")
	}
	box, known := load[mailbox](c.tx, strings.ToLower(x.Address))
	if !known {
		box = mailbox{Address: strings.ToLower(x.Address), Name: x.Address, Kind: mailboxRegular, Zone: "Europe/Paris"}
	}
	x.apply(&box, !c.wantsJSON())
	_, zoneKnown := zone(box.Zone)
	if !slices.Contains(mailboxKinds, box.Kind) || !zoneKnown || !slices.Contains(mailboxSystems, box.System) {
		return c.impossible("Kind, system or zone is not known.")
	}
	save(c.tx, box)
	return c.done("/sandbox/directory", box)
}

func (x mailboxChange) apply(box *mailbox, unticked bool) {
	for into, from := range map[*string]*string{
		&box.Name: x.Name, &box.Kind: x.Kind, &box.System: x.System, &box.Zone: x.Zone,
	} {
		if from != nil {
			*into = *from
		}
	}
	for into, from := range map[*bool]*bool{
		&box.Admin: x.Admin, &box.ReadOnly: x.ReadOnly, &box.FreeBusyOnly: x.FreeBusyOnly,
		&box.IntegratedOff: x.IntegratedOff,
	} {
		if from != nil {
			*into = *from
		} else if unticked {
			*into = false
		}
	}
}

// calendarEntry is an event as /sandbox/events shows it: whose it is, and everything about it.
type calendarEntry struct {
	Account     string         `json:"account"`
	Email       string         `json:"email"`
	Managed     bool           `json:"managed"`
	Deleted     bool           `json:"deleted"`
	EventID     string         `json:"event_id,omitempty"`
	EventUID    string         `json:"event_uid"`
	CalendarID  string         `json:"calendar_id"`
	Summary     string         `json:"summary"`
	Description string         `json:"description"`
	Start       time.Time      `json:"start"`
	End         time.Time      `json:"end"`
	AllDay      bool           `json:"all_day"`
	Zone        string         `json:"tzid"`
	Location    string         `json:"location,omitempty"` // JSON as it was written
	URL         string         `json:"url,omitempty"`
	Private     bool           `json:"event_private"`
	Busy        string         `json:"free_busy_status"`
	Attendees   []attendee     `json:"attendees"`
	JoinURL     string         `json:"join_url,omitempty"`
	Provider    string         `json:"provider,omitempty"`
	Conference  string         `json:"conference,omitempty"` // pending, made, failing
	Asked       string         `json:"asked,omitempty"`      // profile_id of the conferencing
	Subscribed  []subscription `json:"subscriptions,omitempty"`
	Created     time.Time      `json:"created"`
	Updated     time.Time      `json:"updated"`
}

// showEvents is /sandbox/events: what stands in every calendar. Deleted events are shown when
// asked for.
func showEvents(c *call) answer {
	accounts := map[string]account{}
	for _, a := range every[account](c.tx) {
		accounts[a.Sub] = a
	}
	list := []calendarEntry{}
	for _, e := range every[event](c.tx) {
		a := accounts[e.Sub]
		wanted := c.query("account")
		if (e.Deleted && !c.flag("include_deleted")) || wanted != "" && wanted != a.Sub && wanted != a.Email {
			continue
		}
		list = append(list, newCalendarEntry(a, e))
	}
	slices.SortFunc(list, func(a, b calendarEntry) int { return a.Start.Compare(b.Start) })
	return c.either("events", map[string]any{
		"events": list, "account": c.query("account"), "accounts": c.accountChoices(),
		"deleted": c.flag("include_deleted"),
	})
}

func newCalendarEntry(a account, e event) calendarEntry {
	return calendarEntry{
		Account: a.Sub, Email: a.Email, Managed: e.Managed, Deleted: e.Deleted, EventID: e.EventID,
		EventUID: e.UID, CalendarID: e.CalendarID, Summary: e.Summary, Description: e.Description,
		Location: string(e.Location), URL: e.URL, Private: e.Private, Busy: e.busyStatus(),
		Start: e.Start.At, End: e.End.At, AllDay: e.Start.AllDay, Zone: e.Start.Zone,
		Attendees: attendees(e), JoinURL: e.Conference.JoinURL, Provider: e.Conference.Provider,
		Conference: e.Conference.State, Asked: e.Conference.Ask, Subscribed: e.Subscriptions,
		Created: e.Created, Updated: e.Updated,
	}
}
