package models

import (
	"slices"
	"strings"
	"time"
)

// SyncState is how far an employee's calendar has come. Nobody without a row was ever asked for.
//
//	waiting ──► sending ──► requested ──callback──► authorized ──► synchronized
//	   ▲           │            │       with a code                     │
//	   │           └─────┬──────┘                                       │
//	   │                 ▼                                              │
//	   └──again────── failed                                            │
//	   └──────────────── the grant has ended ◄──────────────────────────┘
type SyncState string

// The states of a synchronization.
const (
	SyncWaiting      SyncState = "waiting"
	SyncSending      SyncState = "sending"    // on its way to Cronofy
	SyncRequested    SyncState = "requested"  // Cronofy took the request and will call back
	SyncAuthorized   SyncState = "authorized" // the code is here
	SyncSynchronized SyncState = "synchronized"
	SyncFailed       SyncState = "failed"
)

// Pending tells whether the synchronization goes on by itself.
func (s SyncState) Pending() bool { return s != SyncSynchronized && s != SyncFailed }

// SyncProblem is why an employee's calendar could not be opened.
type SyncProblem string

// The problems of a synchronization. Only the first two are found by ourselves.
const (
	SyncSound            SyncProblem = ""
	SyncOutsideDomain    SyncProblem = "outside_domain"    // FAIL6
	SyncDuplicateAddress SyncProblem = "duplicate_address" // FAIL8: two people, one Cronofy account
	SyncNoMailbox        SyncProblem = "no_mailbox"        // FAIL7
	SyncSharedMailbox    SyncProblem = "shared_mailbox"    // FAIL8
	SyncScope            SyncProblem = "scope"             // the mailbox shows free and busy only
	SyncDenied           SyncProblem = "denied"
	SyncUnanswered       SyncProblem = "unanswered" // no callback came
	SyncOther            SyncProblem = "other"      // Cronofy's own text is shown
)

// SyncRefusal is what Cronofy's callback says in place of a code. Any part may be missing.
type SyncRefusal struct {
	Error       string
	Key         string
	Description string
}

// Problem reads a refusal. The values of the key are not published: what is known is recognized by
// its words, everything else is shown as it came.
func (r SyncRefusal) Problem() SyncProblem {
	text := strings.ToLower(r.Key)
	switch {
	case strings.Contains(text, "shared"):
		return SyncSharedMailbox
	case strings.Contains(text, "outside_domain"), strings.Contains(text, "wrong_domain"):
		return SyncOutsideDomain
	case strings.Contains(text, "no_such_mailbox"), strings.Contains(text, "mailbox_not_found"):
		return SyncNoMailbox
	case r.Error == "unable_to_grant_scope":
		return SyncScope
	case text == "" && r.Error == "access_denied":
		return SyncDenied
	default:
		return SyncOther
	}
}

// HostState is the problem in the terms of the availability table.
func (p SyncProblem) HostState() HostState {
	switch p {
	case SyncOutsideDomain:
		return HostOutsideDomain
	case SyncDuplicateAddress:
		return HostDuplicateAddress
	case SyncNoMailbox:
		return HostFailedNoMailbox
	case SyncScope:
		return HostFailedScope
	case SyncSharedMailbox:
		return HostFailedShared
	case SyncDenied:
		return HostFailedDenied
	default:
		return HostFailedOther
	}
}

// SyncLasting are the problems that asking again does not end: the address has to change, or the host.
func SyncLasting() []SyncProblem {
	return []SyncProblem{SyncOutsideDomain, SyncDuplicateAddress, SyncSharedMailbox}
}

// Repeats tells whether the problem can go away by itself, so that asking again every hour helps.
func (p SyncProblem) Repeats() bool { return !slices.Contains(SyncLasting(), p) }

// Turn says who can remove the problem.
func (p SyncProblem) Turn() Turn {
	switch p {
	case SyncScope, SyncDenied:
		return TurnIT
	case SyncUnanswered:
		return TurnNobody
	default:
		return TurnAdministrator
	}
}

// WordKey is the locale key of the short reason.
func (p SyncProblem) WordKey() string {
	switch p {
	case SyncOutsideDomain:
		return "integrations.sync.outside_domain"
	case SyncDuplicateAddress:
		return "integrations.sync.duplicate_address"
	case SyncNoMailbox:
		return "integrations.sync.no_mailbox"
	case SyncSharedMailbox:
		return "integrations.sync.shared_mailbox"
	case SyncScope:
		return "integrations.sync.scope"
	case SyncDenied:
		return "integrations.sync.denied"
	case SyncUnanswered:
		return "integrations.sync.unanswered"
	default:
		return "integrations.sync.other"
	}
}

// SentenceKey is the locale key of the whole reason; its arguments are name, email, domain and
// others (names).
func (p SyncProblem) SentenceKey() string {
	switch p {
	case SyncOutsideDomain:
		return "integrations.sync.outside_domain_text"
	case SyncDuplicateAddress:
		return "integrations.sync.duplicate_address_text"
	case SyncNoMailbox:
		return "integrations.sync.no_mailbox_text"
	case SyncSharedMailbox:
		return "integrations.sync.shared_mailbox_text"
	case SyncScope:
		return "integrations.sync.scope_text"
	case SyncDenied:
		return "integrations.sync.denied_text"
	case SyncUnanswered:
		return "integrations.sync.unanswered_text"
	default:
		return "integrations.sync.other_text"
	}
}

// DeedKey is the locale key of what whoever's turn it is can do; its argument is domain. It is empty
// where there is nothing to do.
func (p SyncProblem) DeedKey() string {
	switch p {
	case SyncOutsideDomain:
		return "integrations.deed.outside_domain"
	case SyncDuplicateAddress:
		return "integrations.deed.duplicate_address"
	case SyncNoMailbox:
		return "integrations.deed.no_mailbox"
	case SyncSharedMailbox:
		return "integrations.deed.shared_mailbox"
	case SyncScope:
		return "integrations.deed.scope"
	case SyncDenied:
		return "integrations.deed.denied"
	case SyncUnanswered:
		return ""
	default:
		return "integrations.deed.other"
	}
}

// Times of synchronizing.
const (
	// SyncUnansweredAfter is how long Cronofy may take to call back.
	SyncUnansweredAfter = 10 * time.Minute
	// SyncRetryEvery and SyncRetryFor say how often and how long a failed one is asked for again.
	SyncRetryEvery = time.Hour
	SyncRetryFor   = 7 * 24 * time.Hour
	// SyncReadEvery is how often userinfo is read again without a reason.
	SyncReadEvery = 24 * time.Hour
)

// Synchronization is the way of one employee's calendar into Entrevue. Administrators ask for it
// again; everything else happens by itself.
type Synchronization struct {
	EmployeeID     int64
	State          SyncState
	Problem        SyncProblem
	Refusal        SyncRefusal `gorm:"-"`
	Insisted       bool        // asked for by hand although we see a problem ourselves
	Attempts       int
	RequestedAt    *time.Time
	FailingSince   *time.Time
	RetryAt        *time.Time
	SynchronizedAt *time.Time
	ReadDueAt      *time.Time
	SilentSince    *time.Time // since when Cronofy does not answer about it
	ReadAskedAt    *time.Time // when a reading out of turn was last asked for
}

// Checked tells whether all there is to do about a failure is to wait: Cronofy has not answered, and
// is asked again by ourselves.
func (s Synchronization) Checked() bool {
	return s.State == SyncFailed && s.Problem == SyncUnanswered && s.RetryAt != nil
}

// GivenUp tells whether Cronofy has not answered for so long that it is no longer asked by ourselves.
func (s Synchronization) GivenUp() bool {
	return s.State == SyncFailed && s.Problem == SyncUnanswered && s.RetryAt == nil
}

// HostStates are all the states of row 3 that this synchronization alone shows.
func (s Synchronization) HostStates() []HostState {
	switch {
	case s.Checked():
		return []HostState{HostUnanswered}
	case s.State == SyncFailed:
		return []HostState{s.Problem.HostState()}
	case s.State != SyncSynchronized:
		return []HostState{HostWaiting}
	default:
		return nil
	}
}

// SyncCounts is how far synchronizing has come for everybody who is synchronized, or is to be. Checked
// are those about whom nobody has to act although they are not synchronized: we ask again by ourselves.
// Failed are the others.
type SyncCounts struct {
	Done, Pending, Checked, Failed int
	// Helped are the checked and failed ones of whom asking again at once can be the end.
	Helped int
	// Recent is how many were done within the last minute, from which the time left is told.
	Recent int
}

// All is everybody who is synchronized, or is to be.
func (c SyncCounts) All() int { return c.Done + c.Pending + c.Checked + c.Failed }

// Lasting counts those who need another address or another host, because asking again does not help.
func (c SyncCounts) Lasting() int { return c.Checked + c.Failed - c.Helped }

// TimeLeft is how long those that wait will take at the present pace; 0 while nobody can say.
func (c SyncCounts) TimeLeft() time.Duration {
	if c.Recent == 0 || c.Pending == 0 {
		return 0
	}
	return time.Duration(c.Pending) * time.Minute / time.Duration(c.Recent)
}

// Shorten cuts a text of somebody else's to so many characters that can be kept and shown.
func Shorten(text string, longest int) string {
	runes := []rune(strings.ReplaceAll(strings.ToValidUTF8(text, "�"), "\x00", ""))
	if len(runes) <= longest {
		return string(runes)
	}
	return string(runes[:longest-1]) + "…"
}
