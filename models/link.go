package models

import "time"

// LinkState is the state of an interview's video link. Scheduling changes it when something is read
// from the calendar, when the waiting time ends, or when a recruiter decides.
//
//	             video method        event accepted
//	none ──────────────► requested ─────────────────► pending
//	removed ───────────►  │  ▲  │                    │  │  │
//	             own link │  │  └─ failure, no link ─┤  │  └─ unknown host ─► unconfirmed
//	                      │  │                       ▼  │ valid link           │      │
//	                      │  ├──────── retry ───── failing ──────┐         confirmed  declined
//	                      ▼  │                          │        │ (late)      │      │
//	                     ready ◄────────────────────────┴────────┴─────────────┘   failing
//	                      │  ▲
//	     changed or gone  ▼  │ adopted
//	                     broken ── retry, any change ──► requested
//
//	broken ── stands there again ──► ready        broken ── adopted, unknown host ──► unconfirmed
//	any ── method without link ──► none        any ── cancel ──► removed (none stays none)
type LinkState string

// The states of a link.
const (
	LinkNone        LinkState = "none"
	LinkRequested   LinkState = "requested"
	LinkPending     LinkState = "pending"     // FAIL22
	LinkUnconfirmed LinkState = "unconfirmed" // the recruiter is asked about the host name
	LinkReady       LinkState = "ready"
	LinkFailing     LinkState = "failing" // FAIL23, with a Cause
	LinkBroken      LinkState = "broken"  // the recruiter adopts or restores
	LinkRemoved     LinkState = "removed" // with its event
)

// LinkStates returns every state.
func LinkStates() []LinkState {
	return []LinkState{
		LinkNone, LinkRequested, LinkPending, LinkUnconfirmed, LinkReady, LinkFailing, LinkBroken,
		LinkRemoved,
	}
}

// LinkStep is what can happen to a link.
type LinkStep string

// Everything that can happen to a link.
const (
	// LinkWanted: a video method or an own link is chosen, first or once more: retry, other method,
	// other host.
	LinkWanted LinkStep = "wanted"
	// LinkOwn: the method is an own link, which was checked when it was typed.
	LinkOwn LinkStep = "own"
	// LinkEventAccepted: the calendar event that carries the question was accepted.
	LinkEventAccepted LinkStep = "event_accepted"
	// LinkFailed: Cronofy names a failure, or the waiting time ended without a link.
	LinkFailed LinkStep = "failed"
	// LinkFound: a valid link of the chosen provider was read, also late, and it is not the link of
	// a former version with another method.
	LinkFound LinkStep = "found"
	// LinkWrong: a link of a known other provider or a malformed one was read, on callback or when
	// the waiting time ended (FAIL25, FAIL27).
	LinkWrong LinkStep = "wrong"
	// LinkStrange: a link with an unknown host name was read.
	LinkStrange LinkStep = "strange"
	// LinkConfirmed and LinkDeclined are the recruiter's answers about an unknown host name.
	LinkConfirmed LinkStep = "confirmed"
	LinkDeclined  LinkStep = "declined"
	// LinkDrifted: the link was changed in the calendar or is gone from it.
	LinkDrifted LinkStep = "drifted"
	// LinkAdopted: the recruiter takes what stands in the calendar.
	LinkAdopted LinkStep = "adopted"
	// LinkReturned: the link that was changed or gone stands in the calendar again.
	LinkReturned LinkStep = "returned"
	// LinkOutdated: a late link for an older version was read; it is recorded and changes nothing.
	LinkOutdated LinkStep = "outdated"
	// LinkUnwanted: a method without link was chosen.
	LinkUnwanted LinkStep = "unwanted"
	// LinkCancelled: the interview was cancelled.
	LinkCancelled LinkStep = "cancelled"
)

// LinkSteps returns everything that can happen.
func LinkSteps() []LinkStep {
	return []LinkStep{
		LinkWanted, LinkOwn, LinkEventAccepted, LinkFailed, LinkFound, LinkWrong, LinkStrange,
		LinkConfirmed, LinkDeclined, LinkDrifted, LinkAdopted, LinkReturned, LinkOutdated, LinkUnwanted, LinkCancelled,
	}
}

// linkSteps is the diagram. Beside the ways that are drawn it holds the harmless repeats: callbacks
// come twice and late, and every version of an event is accepted, also where no link is awaited.
var linkSteps = map[LinkState]map[LinkStep]LinkState{
	LinkNone: {LinkWanted: LinkRequested, LinkEventAccepted: LinkNone},
	LinkRequested: {
		LinkWanted: LinkRequested, LinkOwn: LinkReady, LinkEventAccepted: LinkPending,
		LinkFailed: LinkFailing,
	},
	LinkPending: {
		LinkWanted: LinkRequested, LinkEventAccepted: LinkPending, LinkFailed: LinkFailing,
		LinkFound: LinkReady, LinkWrong: LinkFailing, LinkStrange: LinkUnconfirmed,
	},
	LinkUnconfirmed: {
		LinkWanted: LinkRequested, LinkEventAccepted: LinkUnconfirmed, LinkFailed: LinkUnconfirmed,
		LinkStrange: LinkUnconfirmed, LinkConfirmed: LinkReady, LinkDeclined: LinkFailing,
	},
	LinkReady: {
		LinkWanted: LinkRequested, LinkEventAccepted: LinkReady, LinkFailed: LinkReady,
		LinkFound: LinkReady, LinkDrifted: LinkBroken,
	},
	LinkFailing: {
		LinkWanted: LinkRequested, LinkEventAccepted: LinkFailing, LinkFailed: LinkFailing,
		LinkFound: LinkReady, LinkWrong: LinkFailing, LinkStrange: LinkUnconfirmed,
	},
	LinkBroken: {
		LinkWanted: LinkRequested, LinkEventAccepted: LinkBroken, LinkFailed: LinkBroken,
		LinkDrifted: LinkBroken, LinkAdopted: LinkReady, LinkReturned: LinkReady, LinkStrange: LinkUnconfirmed,
	},
	LinkRemoved: {LinkWanted: LinkRequested},
}

// Next returns the state after a step. It returns the state unchanged and a *StepError where the
// diagram has no such way.
func (s LinkState) Next(step LinkStep) (LinkState, error) {
	switch {
	case linkSteps[s] == nil:
	case step == LinkOutdated:
		return s, nil
	case step == LinkUnwanted, step == LinkCancelled && s == LinkNone:
		return LinkNone, nil
	case step == LinkCancelled:
		return LinkRemoved, nil
	}
	if next, ok := linkSteps[s][step]; ok {
		return next, nil
	}
	return s, &StepError{Machine: "link", State: string(s), Step: string(step)}
}

// Awaited says that a link can still come by itself, so that the event is read again.
func (s LinkState) Awaited() bool { return s == LinkPending || s == LinkFailing }

// Usable says that the link may be shown and sent.
func (s LinkState) Usable() bool { return s == LinkReady }

// NeedsAttention says that a recruiter has to decide something.
func (s LinkState) NeedsAttention() bool {
	return s == LinkFailing || s == LinkBroken || s == LinkUnconfirmed
}

// WordKey is the locale key of the short word.
func (s LinkState) WordKey() string {
	switch s {
	case LinkRequested:
		return "links.state.requested"
	case LinkPending:
		return "links.state.pending"
	case LinkUnconfirmed:
		return "links.state.unconfirmed"
	case LinkReady:
		return "links.state.ready"
	case LinkFailing:
		return "links.state.failing"
	case LinkBroken:
		return "links.state.broken"
	case LinkRemoved:
		return "links.state.removed"
	default:
		return "links.state.none"
	}
}

// Is is how the state is drawn.
func (s LinkState) Is() Is {
	switch s {
	case LinkReady:
		return IsReady
	case LinkRequested, LinkPending:
		return IsPending
	case LinkUnconfirmed, LinkFailing, LinkBroken:
		return IsFailing
	default:
		return IsOff
	}
}

// Icon names the symbol beside the word.
func (s LinkState) Icon() string {
	switch s.Is() {
	case IsReady:
		return "ok"
	case IsPending:
		return "wait"
	case IsFailing:
		return "alert"
	default:
		return "no"
	}
}

// LinkWait is how long a link may take before it counts as failing.
const LinkWait = 2 * time.Minute

const (
	linkReadEvery = 5 * time.Minute
	linkReadUntil = 24 * time.Hour
)

// NextLinkRead says how long after the event was accepted it is read next, given how long ago that
// was: after 5, 15, 60 and 120 seconds, then every five minutes for a day. Callbacks can get lost;
// ok is false when reading has come to its end.
func NextLinkRead(since time.Duration) (after time.Duration, ok bool) {
	for _, early := range []time.Duration{5 * time.Second, 15 * time.Second, time.Minute, LinkWait} {
		if since < early {
			return early, true
		}
	}
	after = since.Truncate(linkReadEvery) + linkReadEvery
	return after, after <= linkReadUntil
}
