package models

import (
	"slices"
	"time"
)

// LookEvery is how often an account is read at most while its owner waits at its page.
const LookEvery = 10 * time.Second

// PersonalAuthorizationFor is how long a visit to Cronofy counts as started. After this it was
// abandoned.
const PersonalAuthorizationFor = 24 * time.Hour

// PersonalOutcome is how a person's visit to Cronofy has ended.
//
//	open ──► connected     userinfo shows the account
//	  │ ▲─────┘ never back
//	  ├────► refused       the return said so; a connection read later still wins
//	  ├────► failed        Cronofy gave no page to go to
//	  └────► dropped       the person disconnected the account meanwhile
type PersonalOutcome string

// The outcomes of a visit. An open one that is older than a day was abandoned.
const (
	PersonalOpen      PersonalOutcome = "open"
	PersonalConnected PersonalOutcome = "connected"
	PersonalRefused   PersonalOutcome = "refused"
	PersonalFailed    PersonalOutcome = "failed"
	PersonalDropped   PersonalOutcome = "dropped"
)

// PersonalAuthorization is one visit of an employee to Cronofy in order to connect, or reconnect, an
// own account with a provider. The return names it by Token, which authorizes nothing: it may come
// from another browser, late, twice or never, and what has happened is read from userinfo.
type PersonalAuthorization struct {
	ID         int64
	EmployeeID int64
	Provider   Provider
	Token      string
	Renews     bool // an account that was connected before; the browser is not led back
	Outcome    PersonalOutcome
	Seen       Seen // what the person says they saw, after a refusal
	ReturnedAt *time.Time
	LookAt     *time.Time // when userinfo is read next because of this visit
	Looks      int        // how often it was
	CreatedAt  time.Time
}

// lookAfter is when after its beginning a visit is looked after; from then on the daily reading
// suffices.
var lookAfter = []time.Duration{time.Minute, 5 * time.Minute, 30 * time.Minute}

// NextLook is when userinfo is read next because of this visit; nil when the daily reading suffices.
func (a PersonalAuthorization) NextLook() *time.Time {
	if a.Outcome != PersonalOpen && a.Outcome != PersonalRefused || a.Looks >= len(lookAfter) {
		return nil
	}
	at := a.CreatedAt.Add(lookAfter[a.Looks])
	return &at
}

// Waiting tells whether the visit may still lead to a connection by itself.
func (a PersonalAuthorization) Waiting(now time.Time) bool {
	return a.Outcome == PersonalOpen && now.Before(a.CreatedAt.Add(PersonalAuthorizationFor))
}

// EndedAt is until when the person saw what they can tell of, as far as we know: until the browser came back,
// else from the beginning on. Of what was done since, it says nothing.
func (a PersonalAuthorization) EndedAt() time.Time {
	if a.ReturnedAt != nil {
		return *a.ReturnedAt
	}
	return a.CreatedAt
}

// Tellable tells whether the person can say what they saw: they were sent back, or never came back.
func (a PersonalAuthorization) Tellable() bool {
	return a.Outcome == PersonalRefused || a.Outcome == PersonalOpen && a.ReturnedAt == nil
}

// PersonalReadWithin is how long the reading after a return may take before the page goes on without it.
const PersonalReadWithin = 30 * time.Second

// Checking tells whether the browser has come back from the visit, and what it has led to is still being
// read. readAt is when the account was read last.
func (a PersonalAuthorization) Checking(readAt, now time.Time) bool {
	open := a.Outcome == PersonalOpen || a.Outcome == PersonalRefused && a.Seen == SeenUnanswered
	return open && a.ReturnedAt != nil && readAt.Before(*a.ReturnedAt) && now.Before(a.ReturnedAt.Add(PersonalReadWithin))
}

// LedTo tells whether the visit has brought this profile about: it was connected after the visit
// began, or the browser came back from it without a refusal.
func (a PersonalAuthorization) LedTo(p Profile) bool {
	if p.Provider != a.Provider || !p.Reported() || !p.Connected {
		return false
	}
	return !p.ConnectedAt.Before(a.CreatedAt) || a.ReturnedAt != nil && a.Outcome == PersonalOpen
}

// state is what the visit says about the connection to its provider.
func (a PersonalAuthorization) state(now time.Time) Connection {
	switch {
	case a.Outcome == PersonalRefused:
		return ConnectionRefused
	case a.Waiting(now):
		return ConnectionStarted
	case a.Outcome == PersonalOpen:
		return ConnectionAbandoned
	default:
		return ConnectionNever
	}
}

// PersonalConnection is the state of a person's own connection to one provider, from everything that
// Cronofy reports and from the newest visit.
func PersonalConnection(provider Provider, profiles []Profile, latest PersonalAuthorization, now time.Time) Connection {
	var states []Connection
	if latest.Provider == provider {
		states = append(states, latest.state(now))
	}
	for _, p := range profiles {
		if p.Provider == provider && !p.givenUpSince(profiles) {
			states = append(states, p.State())
		}
	}
	return StrongestConnection(states...)
}

// givenUpSince tells whether the account is gone, and its owner has disconnected another one of the
// provider since: then that is how it stands.
func (p Profile) givenUpSince(profiles []Profile) bool {
	return !p.Reported() && slices.ContainsFunc(profiles, func(other Profile) bool {
		return other.Provider == p.Provider && other.NotUsedAt != nil && other.NotUsedAt.After(*p.GoneAt)
	})
}

// Connectable tells whether a person can connect an own account of the provider: nothing that has to
// come first is missing, and the calendar does not make the links by itself. An open IT step does not
// stop anybody: the provider itself tells who may.
func Connectable(provider Provider, facts Facts) bool {
	const meet, shared = 5, 6
	outcome := Availability(provider, facts)
	return outcome.Row > meet && outcome.Row != shared
}
