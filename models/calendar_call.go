package models

import "time"

// CallDeed is what Cronofy was asked to do with an interview's event.
type CallDeed string

// The deeds.
const (
	CallWrite  CallDeed = "write"
	CallRemove CallDeed = "remove"
	CallRead   CallDeed = "read"
)

// CallOutcome is how it was answered.
type CallOutcome string

// The outcomes. A call that was begun and never answered, because it got lost or this program was
// stopped amid it, may have had its effect.
const (
	CallUnanswered CallOutcome = "unanswered"
	CallAccepted   CallOutcome = "accepted"
	CallRefused    CallOutcome = "refused"
	CallFoundLink  CallOutcome = "found_link" // a reading found the event with a link
	CallFoundBare  CallOutcome = "found_bare" // a reading found the event without a link
	CallNotFound   CallOutcome = "not_found"  // a reading found no event
)

// CalendarCall is one call to Cronofy about the event of an interview: what was asked, for whose
// calendar and which version, and what came of it. Rows are written before the call and completed after
// it; nothing else changes them, and they are forgotten after a while.
type CalendarCall struct {
	ID          int64
	InterviewID int64
	EmployeeID  int64
	Version     int
	Deed        CallDeed
	Outcome     CallOutcome
	Detail      string // what Cronofy said, raw
	AskedAt     time.Time
	AnsweredAt  *time.Time
}

// DeedKey is the locale key of the deed; its sentence has the argument host.
func (c CalendarCall) DeedKey() string {
	switch c.Deed {
	case CallWrite:
		return "calls.deed.write"
	case CallRemove:
		return "calls.deed.remove"
	default:
		return "calls.deed.read"
	}
}

// WordKey is the locale key of the outcome.
func (o CallOutcome) WordKey() string {
	switch o {
	case CallAccepted:
		return "calls.outcome.accepted"
	case CallRefused:
		return "calls.outcome.refused"
	case CallFoundLink:
		return "calls.outcome.found_link"
	case CallFoundBare:
		return "calls.outcome.found_bare"
	case CallNotFound:
		return "calls.outcome.not_found"
	default:
		return "calls.outcome.unanswered"
	}
}

// Is is how the outcome is drawn.
func (o CallOutcome) Is() Is {
	switch o {
	case CallAccepted, CallFoundLink:
		return IsReady
	case CallRefused:
		return IsFailing
	case CallUnanswered:
		return IsPending
	default:
		return IsOff
	}
}
