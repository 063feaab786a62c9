package models

// EventState is the state of the calendar event of one host turn of an interview. The job that
// writes events changes it, never a page; a changed host begins a new turn with an event of its own.
//
//	none ──────► requested ◄───────┐
//	              │  │  ▲          │ next version
//	      refused │  │  └──────────┤
//	      (retry) ▼  └─accepted─► written
//	            failing ──accepted──┘
//	              │                 │ cancel, other host (from requested too)
//	              └──► removing ◄───┘
//	                   │  ▲   │
//	         read back │  │   │ refused (FAIL31)
//	         and gone  ▼  │   ▼
//	             removed  └─ removal_refused
//
// A comparison that finds an event where none is wanted leads to removing from every state, also from
// removed.
type EventState string

// The states of an event.
const (
	EventNone           EventState = "none"
	EventRequested      EventState = "requested" // a job holds the newest version
	EventWritten        EventState = "written"   // accepted by Cronofy
	EventFailing        EventState = "failing"   // refused, with a cause; tried again
	EventRemoving       EventState = "removing"  // until a reading says that it is gone
	EventRemoved        EventState = "removed"
	EventRemovalRefused EventState = "removal_refused"
)

// EventStates returns every state.
func EventStates() []EventState {
	return []EventState{
		EventNone, EventRequested, EventWritten, EventFailing, EventRemoving, EventRemoved,
		EventRemovalRefused,
	}
}

// EventStep is what can happen to an event.
type EventStep string

// Everything that can happen to an event.
const (
	// EventAsked is a save, its next version, or a retry: a job now holds the newest version.
	EventAsked EventStep = "asked"
	// EventAccepted is the 202 for the newest version.
	EventAccepted EventStep = "accepted"
	// EventWithoutLink is a 422 because of conferencing: the event is written again without it, so
	// that the time is really reserved, and the link fails with that cause.
	EventWithoutLink EventStep = "without_link"
	// EventRefused is any other refusal.
	EventRefused EventStep = "refused"
	// EventUnwanted is a cancelled interview or another host; also the retry of a removal.
	EventUnwanted EventStep = "unwanted"
	// EventStray is a comparison of all calendars that has found the event although nothing wants it:
	// it is removed, whatever was believed, because a process that froze amid a write may have gone on.
	EventStray EventStep = "stray"
	// EventGone is a reading after a removal that no longer finds the event.
	EventGone EventStep = "gone"
	// EventKept is a removal that was refused (FAIL31).
	EventKept EventStep = "kept"
)

// EventSteps returns everything that can happen.
func EventSteps() []EventStep {
	return []EventStep{
		EventAsked, EventAccepted, EventWithoutLink, EventRefused, EventUnwanted, EventStray,
		EventGone, EventKept,
	}
}

// eventSteps is the diagram. Answers to a write that a removal overtook change nothing: the
// removal waited for them and follows. A removal that is repeated changes nothing either.
var eventSteps = map[EventState]map[EventStep]EventState{
	EventNone: {EventAsked: EventRequested, EventUnwanted: EventNone, EventStray: EventRemoving},
	EventRequested: {
		EventAsked: EventRequested, EventAccepted: EventWritten, EventWithoutLink: EventRequested,
		EventRefused: EventFailing, EventUnwanted: EventRemoving, EventStray: EventRemoving,
	},
	EventWritten: {EventAsked: EventRequested, EventAccepted: EventWritten, EventUnwanted: EventRemoving, EventStray: EventRemoving},
	EventFailing: {
		EventAsked: EventRequested, EventAccepted: EventWritten, EventRefused: EventFailing,
		EventUnwanted: EventRemoving, EventStray: EventRemoving,
	},
	EventRemoving: {
		EventAccepted: EventRemoving, EventWithoutLink: EventRemoving, EventRefused: EventRemoving,
		EventUnwanted: EventRemoving, EventStray: EventRemoving, EventGone: EventRemoved, EventKept: EventRemovalRefused,
	},
	EventRemoved: {EventUnwanted: EventRemoved, EventStray: EventRemoving, EventGone: EventRemoved},
	EventRemovalRefused: {
		EventUnwanted: EventRemoving, EventStray: EventRemoving, EventGone: EventRemoved, EventKept: EventRemovalRefused,
	},
}

// Next returns the state after a step. It returns the state unchanged and a *StepError where the
// diagram has no such way: the caller has made a mistake, or its knowledge is out of date.
func (s EventState) Next(step EventStep) (EventState, error) {
	if next, ok := eventSteps[s][step]; ok {
		return next, nil
	}
	return s, &StepError{Machine: "event", State: string(s), Step: string(step)}
}

// Standing says whether the event is believed to reserve time in a calendar.
func (s EventState) Standing() bool {
	switch s {
	case EventWritten, EventRemoving, EventRemovalRefused:
		return true
	default:
		return false
	}
}

// Leaving says that the event is removed, or is to be: it is never written again.
func (s EventState) Leaving() bool {
	switch s {
	case EventRemoving, EventRemoved, EventRemovalRefused:
		return true
	default:
		return false
	}
}

// WordKey is the locale key of the short word.
func (s EventState) WordKey() string {
	switch s {
	case EventRequested:
		return "events.state.requested"
	case EventWritten:
		return "events.state.written"
	case EventFailing:
		return "events.state.failing"
	case EventRemoving:
		return "events.state.removing"
	case EventRemoved:
		return "events.state.removed"
	case EventRemovalRefused:
		return "events.state.removal_refused"
	default:
		return "events.state.none"
	}
}

// Is is how the state is drawn.
func (s EventState) Is() Is {
	switch s {
	case EventWritten:
		return IsReady
	case EventRequested, EventRemoving:
		return IsPending
	case EventFailing, EventRemovalRefused:
		return IsFailing
	default:
		return IsOff
	}
}

// StepError says that a state machine knows no such step from its state.
type StepError struct{ Machine, State, Step string }

// Error implements error.
func (e *StepError) Error() string {
	return e.Machine + " is " + e.State + " and knows no step " + e.Step
}
