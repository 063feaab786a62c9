package models

import "slices"

// Facts is everything that decides whether a provider can make a link for one host. The zero value
// blocks. Connecting keeps the facts up to date; nobody stores the outcome.
type Facts struct {
	HostChosen     bool                // row 0
	SwitchedOff    bool                // row 1: an administrator took the provider away from recruiters
	Integration    CalendarIntegration // row 2
	Host           HostState           // row 3
	Calendar       CalendarKind        // rows 4 and 5
	Integrated     bool                // rows 4 and 5: the calendar makes links of its own
	IntegratedFail Cause               // rows 4 and 5: counts only where it proves something
	SharedMailbox  bool                // row 6
	Connection     Connection          // rows 7 to 10, 12 and 13
	ConnectionFail Cause               // row 8: of the profile that would be used
	ITStep         ITStep              // row 11
}

// CalendarIntegration is the state of the company's calendar connection.
type CalendarIntegration string

// The states of the calendar integration.
const (
	IntegrationNotConnected   CalendarIntegration = "not_connected"
	IntegrationNeedsAttention CalendarIntegration = "needs_attention"
	IntegrationActive         CalendarIntegration = "active"
)

// CalendarKind is what stands behind a host's primary calendar, as userinfo tells it.
type CalendarKind string

// The kinds of calendar.
const (
	CalendarGoogle CalendarKind = "google"
	CalendarGraph  CalendarKind = "graph"
	CalendarEWS    CalendarKind = "ews"
	CalendarOther  CalendarKind = "other"
)

// HostState is the first thing that keeps a host from hosting anything, or HostUsable.
type HostState string

// The states of a host in the order in which they are told. The five that begin with HostFailed
// come from Cronofy's error key; HostFailedOther goes with Cronofy's own text.
const (
	HostDeactivated          HostState = "deactivated"
	HostOutsideDomain        HostState = "outside_domain"
	HostDuplicateAddress     HostState = "duplicate_address"
	HostNotSynchronized      HostState = "not_synchronized"
	HostWaiting              HostState = "waiting"
	HostUnanswered           HostState = "unanswered" // asked for again by ourselves
	HostFailedNoMailbox      HostState = "failed_no_mailbox"
	HostFailedScope          HostState = "failed_scope"
	HostFailedShared         HostState = "failed_shared" // FAIL8
	HostFailedDenied         HostState = "failed_denied"
	HostFailedOther          HostState = "failed_other"
	HostNotRead              HostState = "not_read"
	HostCalendarDisconnected HostState = "calendar_disconnected"
	HostCalendarReadOnly     HostState = "calendar_read_only"
	HostUsable               HostState = "usable"
)

// HostStates returns the states in the order in which they are told.
func HostStates() []HostState {
	return []HostState{
		HostDeactivated, HostOutsideDomain, HostDuplicateAddress, HostNotSynchronized, HostWaiting, HostUnanswered,
		HostFailedNoMailbox, HostFailedScope, HostFailedShared, HostFailedDenied, HostFailedOther, HostNotRead,
		HostCalendarDisconnected, HostCalendarReadOnly, HostUsable,
	}
}

// Settles tells whether the state passes by itself.
func (s HostState) Settles() bool {
	return s == HostNotSynchronized || s == HostWaiting || s == HostUnanswered || s == HostNotRead
}

// FirstHostState picks from everything that is true of a host what row 3 tells. Without any state
// the host is usable.
func FirstHostState(states ...HostState) HostState {
	return first(HostStates(), states, HostUsable)
}

// Connection is the state of a host's personal connection to one provider.
type Connection string

// The states of a personal connection, the one that counts most first. Alive means that a profile
// is connected, its account accepted, and not marked "not used".
const (
	ConnectionAlive        Connection = "alive"
	ConnectionOtherAccount Connection = "other_account" // FAIL19, answer awaited
	ConnectionBroken       Connection = "broken"
	ConnectionStarted      Connection = "started"   // begun within a day, not finished
	ConnectionRefused      Connection = "refused"   // came back with a refusal
	ConnectionRemoved      Connection = "removed"   // Cronofy no longer reports the account that made links
	ConnectionAbandoned    Connection = "abandoned" // begun longer ago, never finished
	ConnectionNotUsed      Connection = "not_used"  // disconnected here, which wins over userinfo
	ConnectionNever        Connection = "never"
)

// Connections returns the states, the one that counts most first.
func Connections() []Connection {
	return []Connection{
		ConnectionAlive, ConnectionOtherAccount, ConnectionBroken, ConnectionStarted,
		ConnectionRefused, ConnectionRemoved, ConnectionAbandoned, ConnectionNotUsed, ConnectionNever,
	}
}

// StrongestConnection picks the state that counts, where a person holds several profiles of one
// provider or has begun to connect once more.
func StrongestConnection(states ...Connection) Connection {
	return first(Connections(), states, ConnectionNever)
}

// ITStep says whether the company's IT administrator has let Cronofy's app into Zoom.
type ITStep string

// The states of the IT step. A host whom Zoom sends to an administrator opens it again.
const (
	ITOpen      ITStep = "open"
	ITConfirmed ITStep = "confirmed"
)

func first[T comparable](order, present []T, none T) T {
	for _, state := range order {
		if slices.Contains(present, state) {
			return state
		}
	}
	return none
}
