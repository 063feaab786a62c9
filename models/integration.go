package models

import "time"

// CalendarSystem is what an administrator says the company's calendars are. It is a hint: what the
// employees' calendars report is the truth.
type CalendarSystem string

// The calendar systems that can be chosen.
const (
	SystemGoogle CalendarSystem = "google"
	SystemGraph  CalendarSystem = "graph"
	SystemEWS    CalendarSystem = "ews"
)

// CalendarSystems returns the systems in the order of the form.
func CalendarSystems() []CalendarSystem {
	return []CalendarSystem{SystemGoogle, SystemGraph, SystemEWS}
}

// Known tells whether s can be chosen.
func (s CalendarSystem) Known() bool {
	return s == SystemGoogle || s == SystemGraph || s == SystemEWS
}

// Kind is the kind of calendar that employees of such a company are expected to have.
func (s CalendarSystem) Kind() CalendarKind { return CalendarKind(s) }

// NameKey is the locale key of the system's name.
func (s CalendarSystem) NameKey() string {
	switch s {
	case SystemGoogle:
		return "integrations.system.google"
	case SystemGraph:
		return "integrations.system.graph"
	default:
		return "integrations.system.ews"
	}
}

// NameKey is the locale key of the kind's name, with which a calendar is shown.
func (k CalendarKind) NameKey() string {
	switch k {
	case CalendarGoogle:
		return "integrations.system.google"
	case CalendarGraph:
		return "integrations.system.graph"
	case CalendarEWS:
		return "integrations.system.ews"
	default:
		return "integrations.system.other"
	}
}

// PlaceKey is the locale key of the program in which such a calendar is looked at and changed.
func (k CalendarKind) PlaceKey() string {
	switch k {
	case CalendarGoogle:
		return "drift.calendar.google"
	case CalendarGraph:
		return "drift.calendar.graph"
	case CalendarEWS:
		return "drift.calendar.ews"
	default:
		return "drift.calendar.other"
	}
}

// Exchange says where the mailboxes behind EWS live: both look alike to us, and Microsoft blocked
// EWS for its own cloud on 1 October 2026 (FAIL10).
type Exchange string

// Where Exchange runs.
const (
	ExchangeUnknown   Exchange = ""
	ExchangeOwnServer Exchange = "own_server"
	ExchangeMicrosoft Exchange = "microsoft_365"
)

// IntegrationState is how far the company's calendar connection has come.
//
//	preparing ──code came──► exchanging ──► active ◄──────┐
//	    ▲                        │             │ problem  │ connected again
//	    └────────refused─────────┘             ▼          │
//	                                       attention ─────┘
//	     preparing, active, attention ──► disconnecting ──► disconnected
type IntegrationState string

// The states of a calendar integration.
const (
	IntegrationPreparing     IntegrationState = "preparing"
	IntegrationExchanging    IntegrationState = "exchanging"
	IntegrationWorking       IntegrationState = "active"
	IntegrationAttention     IntegrationState = "attention"
	IntegrationDisconnecting IntegrationState = "disconnecting"
	IntegrationDisconnected  IntegrationState = "disconnected"
)

// IntegrationProblem is why the connection did not come about, or needs an administrator.
type IntegrationProblem string

// The problems of a calendar integration.
const (
	IntegrationSound       IntegrationProblem = ""
	IntegrationCodeRefused IntegrationProblem = "code_refused" // too late, or used already
	IntegrationKeyRefused  IntegrationProblem = "key_refused"  // FAIL42, FAIL46
	IntegrationGrantEnded  IntegrationProblem = "grant_ended"
	IntegrationScope       IntegrationProblem = "scope" // the grant does not allow what is needed
)

// WordKey is the locale key of the sentence about the problem.
func (p IntegrationProblem) WordKey() string {
	switch p {
	case IntegrationCodeRefused:
		return "integrations.problem.code_refused"
	case IntegrationKeyRefused:
		return "integrations.problem.key_refused"
	case IntegrationScope:
		return "integrations.problem.scope"
	default:
		return "integrations.problem.grant_ended"
	}
}

// Integration is one connection of the company's calendar, from the acceptance of Cronofy as a
// sub-processor until it is disconnected. Administrators connect and disconnect it; it needs
// attention by itself when Cronofy no longer accepts its grant. The row stays as history.
type Integration struct {
	ID             int64
	System         CalendarSystem
	Exchange       Exchange
	State          IntegrationState
	Problem        IntegrationProblem
	Detail         string // what Cronofy said about the problem
	Domain         string // of the company, as Cronofy reports it
	Provider       string // Cronofy's name for the calendar service the administrator signed in to
	AcceptedBy     int64
	AcceptedAt     time.Time
	AcceptedText   string // the version of the text that was accepted
	ConnectedBy    int64
	ConnectedAt    *time.Time
	DisconnectedAt *time.Time
	CreatedAt      time.Time
}

// TableName names the table.
func (Integration) TableName() string { return "calendar_integrations" }

// Connected tells whether there is, or was until it broke, a grant of the company.
func (i Integration) Connected() bool {
	return i.State == IntegrationWorking || i.State == IntegrationAttention
}

// Outside tells whether an address is not on the company's domain, as far as that is known.
func (i Integration) Outside(email string) bool {
	return i.Domain != "" && Domain(email) != i.Domain
}

// Fact is the state as row 2 of the availability table knows it.
func (i Integration) Fact() CalendarIntegration {
	switch i.State {
	case IntegrationWorking:
		return IntegrationActive
	case IntegrationAttention:
		return IntegrationNeedsAttention
	default:
		return IntegrationNotConnected
	}
}

// Impact is what it would touch to take the calendar or a provider away: upcoming interviews, those with
// a link that was made through it, and candidates who have such a link already (FAIL34).
type Impact struct{ Interviews, Links, Invited int }

// SubprocessorText is the version of the text about Cronofy as a sub-processor that is shown now.
const SubprocessorText = "2026-11"

// AuthorizationPurpose is what a person was sent to Cronofy for.
type AuthorizationPurpose string

// AuthorizeCalendar connects the company's calendar.
const AuthorizeCalendar AuthorizationPurpose = "calendar"

// AuthorizationFor is how long a person may stay at Cronofy before the return is refused (ATT1).
// Whoever takes longer begins again.
const AuthorizationFor = 10 * time.Minute

// AuthorizationOutcome is how a visit to Cronofy has ended.
//
//	open ──► granted ──► exchanged
//	  │         └──────► failed     Cronofy did not accept the code
//	  └────► refused                the return carried an error
type AuthorizationOutcome string

// The outcomes of an authorization.
const (
	AuthorizationOpen      AuthorizationOutcome = "open"
	AuthorizationGranted   AuthorizationOutcome = "granted"
	AuthorizationExchanged AuthorizationOutcome = "exchanged"
	AuthorizationFailed    AuthorizationOutcome = "failed"
	AuthorizationRefused   AuthorizationOutcome = "refused"
)

// Seen is what a person says they saw when Cronofy sent them back without a connection: the return
// itself says only access_denied.
type Seen string

// The answers to "what did you see?".
const (
	SeenUnanswered    Seen = ""
	SeenCancelled     Seen = "cancelled"     // FAIL4
	SeenAdministrator Seen = "administrator" // FAIL3, FAIL5
	SeenOther         Seen = "other"
)

// Known tells whether s is an answer.
func (s Seen) Known() bool {
	return s == SeenCancelled || s == SeenAdministrator || s == SeenOther
}

// AuthorizationRequest is one visit to Cronofy: whoever comes back with its state must be the same
// person in the same session. It is used up by the return.
type AuthorizationRequest struct {
	ID            int64
	StateHash     []byte
	SignInID      int64
	EmployeeID    int64
	IntegrationID int64
	Purpose       AuthorizationPurpose
	DataCentre    string
	RedirectURI   string
	Outcome       AuthorizationOutcome
	Error         string // as Cronofy's return carried it
	Seen          Seen
	ExpiresAt     time.Time
	ConsumedAt    *time.Time
	CreatedAt     time.Time
}

// ReachabilityState is how far the check has come whether Cronofy can reach this installation.
//
//	running ──► ok        Cronofy's own push has arrived
//	       └──► failed    it has not, or Cronofy refused to try
type ReachabilityState string

// The states of a reachability check.
const (
	ReachabilityRunning ReachabilityState = "running"
	ReachabilityOK      ReachabilityState = "ok"
	ReachabilityFailed  ReachabilityState = "failed"
)

// ReachabilityProblem is why a check has failed.
type ReachabilityProblem string

// The problems of a reachability check.
const (
	ReachabilityNone        ReachabilityProblem = ""
	ReachabilityNotReached  ReachabilityProblem = "not_reached" // FAIL43: nothing came within the time
	ReachabilityKeyRefused  ReachabilityProblem = "key_refused" // FAIL46
	ReachabilityAddress     ReachabilityProblem = "address"     // Cronofy does not take the address
	ReachabilityUnavailable ReachabilityProblem = "unavailable" // Cronofy itself does not answer
)

// SentenceKey is the locale key of what the page says; its arguments are url and centre.
func (p ReachabilityProblem) SentenceKey() string {
	switch p {
	case ReachabilityKeyRefused:
		return "integrations.reachability.key_refused"
	case ReachabilityAddress:
		return "integrations.reachability.address"
	case ReachabilityUnavailable:
		return "integrations.reachability.unavailable"
	default:
		return "integrations.reachability.not_reached"
	}
}

// ReachabilityFor is how long Cronofy may take to reach us; ReachabilityHolds how long a good
// result counts.
const (
	ReachabilityFor   = 30 * time.Second
	ReachabilityHolds = time.Hour
)

// ReachabilityCheck is one round trip by way of Cronofy back to this installation.
type ReachabilityCheck struct {
	ID         int64
	State      ReachabilityState
	Problem    ReachabilityProblem
	URL        string // the address Cronofy was asked to reach, without its secret
	EmployeeID int64
	StartedAt  time.Time
	SettledAt  *time.Time
}

// Holds tells whether Connect may be pressed on the strength of this check.
func (c ReachabilityCheck) Holds(now time.Time) bool {
	return c.State == ReachabilityOK && c.SettledAt != nil && now.Before(c.SettledAt.Add(ReachabilityHolds))
}

// ServiceName is the calendar service the administrator signed in to, as people call it; one that is
// not known stays as Cronofy names it.
func (i Integration) ServiceName() string {
	switch i.Provider {
	case "google":
		return "Google"
	case "office365":
		return "Microsoft 365"
	case "exchange":
		return "Microsoft Exchange"
	case "live_connect":
		return "Outlook.com"
	case "apple":
		return "iCloud"
	default:
		return i.Provider
	}
}
