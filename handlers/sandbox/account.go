package sandbox

import (
	"strings"
	"time"
)

// Kinds of accounts, as userinfo names them (4.1).
const (
	accountPerson      = "account"
	accountService     = "service_account"
	accountApplication = "application_calendar"
)

// Calendar systems. A mailbox lives in one of them.
const (
	systemGoogle      = "google"
	systemGraph       = "graph"
	systemEWS         = "ews"
	systemApple       = "apple" // clients must live with systems they do not know (5.2)
	systemApplication = "cronofy"
)

// account is one Cronofy account: a person's, a company's service account or an application
// calendar. Its documents are owned by its address, so that a mailbox finds its account.
type account struct {
	Sub     string
	Type    string
	Email   string // lower case; the application_calendar_id of an application calendar
	Name    string
	Zone    string
	Scope   string
	Revoked bool
	Created time.Time

	System    string // the calendar system, unless the mailbox says otherwise
	Service   string // sub of the service account that authorized this person
	ProfileID string
	Connected bool // of the calendar profile
	Synced    bool // first synchronization finished
	Calendars []calendar

	Conferencing []conferencingProfile

	Delegated string // service accounts: delegated_scope
	Domain    string // service accounts
	Elevated  bool   // may edit events of others (2.8)
}

func (account) kind() string            { return "account" }
func (a account) key() (string, string) { return a.Sub, a.Email }

// conferencingProfile is a person's own account at a conferencing provider.
type conferencingProfile struct {
	ID        string
	Provider  string // zoom, ms_teams, go_to, google_meet_api
	Name      string
	Connected bool
	At        time.Time
}

func (a account) conferencingProfile(id string) (conferencingProfile, bool) {
	for _, p := range a.Conferencing {
		if p.ID == id {
			return p, true
		}
	}
	return conferencingProfile{}, false
}

func (a account) calendar(id string) (calendar, bool) {
	for _, c := range a.Calendars {
		if c.ID == id && !c.Deleted {
			return c, true
		}
	}
	return calendar{}, false
}

func (a account) primary() calendar {
	for _, c := range a.Calendars {
		if c.Primary {
			return c
		}
	}
	return calendar{}
}

// accountOf finds the newest account of an address; the kind tells people from service accounts.
func (t *tx) accountOf(address, kind string) (account, bool) {
	found := account{}
	for _, a := range owned[account](t, strings.ToLower(address)) {
		if a.Type == kind && !a.Created.Before(found.Created) {
			found = a
		}
	}
	return found, found.Sub != ""
}

// accountNamed finds an account by its id or, for people, by address.
func (t *tx) accountNamed(name string) (account, bool) {
	if a, ok := load[account](t, name); ok {
		return a, true
	}
	return t.accountOf(name, accountPerson)
}

// person makes or renews the account of a mailbox that a service account authorizes (3.6).
func (t *tx) person(box mailbox, by account, scope string) account {
	a, known := t.accountOf(box.Address, accountPerson)
	if !known || t.set("reauthorized_sub") == "new" {
		a = account{
			Sub: newID("acc_"), Type: accountPerson, Email: box.Address, Name: box.Name, Zone: box.Zone,
			ProfileID: profileID(), Created: t.now,
		}
		a.Calendars = newCalendars(a, box, by.System)
		t.enqueue(workSync, a.Sub, t.now.Add(syncDelay), a.Sub)
	}
	a.Service, a.System, a.Scope = by.Sub, by.System, scope
	a.Connected, a.Revoked = true, false
	a.Elevated = allows(by.Scope, unrestrictedAccounts)
	save(t, a)
	return a
}

// syncDelay is how long a first synchronization takes.
const syncDelay = 2 * time.Second

func (t *tx) finishSync(sub string) {
	a, ok := load[account](t, sub)
	if !ok || a.Synced {
		return
	}
	a.Synced = true
	save(t, a)
	t.push(a, pushSyncCompleted)
}

// systemOf is the calendar system an account is in now: its mailbox may have been moved.
func (t *tx) systemOf(a account) string {
	if a.Type == accountApplication {
		return systemApplication
	}
	if box, ok := load[mailbox](t, a.Email); ok && box.System != "" && a.Type == accountPerson {
		return box.System
	}
	return a.System
}

// disconnect marks the calendar profile as broken, tells the channels and mails the person (4.5).
func (t *tx) disconnect(a account) {
	if !a.Connected {
		return
	}
	a.Connected = false
	save(t, a)
	t.push(a, pushProfileDisconnected)
	t.mailRelink(a, "your calendar", t.calendarRelinkURL(a))
}

// disconnectConferencing marks one conferencing profile as broken (4.5).
func (t *tx) disconnectConferencing(a account, id string) bool {
	for i, p := range a.Conferencing {
		if p.ID == id && p.Connected {
			a.Conferencing[i].Connected = false
			save(t, a)
			t.push(a, pushConferencingDisconnected)
			t.mailRelink(a, providerTitle(p.Provider), t.conferencingRelinkURL(a, p))
			return true
		}
	}
	return false
}
