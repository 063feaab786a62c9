package models

import "time"

// comparisonStuckAfter is how long a comparison may stand still before another one can be begun.
const comparisonStuckAfter = 15 * time.Minute

// Comparison is one look through the calendars of everybody who is synchronized, for events that
// belong to no interview and for interviews whose event is gone. An administrator begins it; it goes on
// by itself. Only the newest one is kept.
type Comparison struct {
	ID          int64
	StartedBy   int64
	StartedAt   time.Time
	EndedAt     *time.Time
	Total, Done int   // calendars
	AfterID     int64 // the employee who was read last
	Tries       int   // of the next one
	UpdatedAt   time.Time
}

// Running tells whether calendars are still being read. One that has stood still for long is over.
func (c Comparison) Running(now time.Time) bool {
	return c.ID != 0 && c.EndedAt == nil && now.Sub(c.UpdatedAt) < comparisonStuckAfter
}

// FindingKind is what a comparison can find.
type FindingKind string

// The kinds of findings.
const (
	FindingStray   FindingKind = "stray"   // an event of ours stands that belongs to no interview
	FindingMissing FindingKind = "missing" // an interview to come whose event is gone
	FindingKept    FindingKind = "kept"    // a calendar has refused to remove an event (FAIL31)
	FindingUnread  FindingKind = "unread"  // a calendar could not be read
)

// FindingState is how far the repair of a finding has come.
//
//	open ──asked──► repairing ──► repaired
//	                 ▲     │ └──► settled
//	           asked └─ refused
type FindingState string

// The states of a finding.
const (
	FindingOpen      FindingState = "open"
	FindingRepairing FindingState = "repairing"
	FindingRepaired  FindingState = "repaired"
	FindingRefused   FindingState = "refused" // with a cause; can be asked again
	FindingSettled   FindingState = "settled" // what was found is so no more, without a repair
)

// Finding is one thing that a comparison has found. Comparing writes it, administrators ask for its
// repair, and the usual jobs do that; what became of it is read from the event where it has a row.
type Finding struct {
	ID              int64
	ComparisonID    int64
	Kind            FindingKind
	EmployeeID      int64
	InterviewID     int64 // none for an event that no interview knows
	CalendarEventID int64 // our row; none for an event that has none
	CalendarID      string
	EventID         string
	StartsAt        *time.Time
	EndsAt          *time.Time
	FoundAt         time.Time
	AskedBy         int64
	AskedAt         *time.Time
	TakenAt         *time.Time   // when the repair that was asked for began
	Outcome         FindingState // how it ended, where no row of an event says so
	Detail          string       // what the calendar said, raw

	Event *CalendarEvent `gorm:"-"` // the row of the event as it is now
}

// State is how far the repair has come.
func (f Finding) State() FindingState {
	switch {
	case f.Outcome != "":
		return f.Outcome
	case f.AskedAt != nil && f.TakenAt == nil:
		return FindingRepairing
	case f.Event == nil && f.AskedAt != nil:
		return FindingRepairing
	case f.Event == nil:
		return FindingOpen
	case f.Kind == FindingMissing:
		return f.writing()
	default:
		return f.removing()
	}
}

// writing is the state of the event that is missing.
func (f Finding) writing() FindingState {
	switch {
	case f.Event.State.Leaving():
		return FindingSettled
	case f.Event.State == EventRequested:
		return FindingRepairing
	case f.Event.State == EventFailing:
		return FindingRefused
	case f.Event.AcceptedAt != nil && f.Event.AcceptedAt.After(f.FoundAt):
		return FindingRepaired
	default:
		return FindingOpen
	}
}

// removing is the state of the event that stands although it should not.
func (f Finding) removing() FindingState {
	switch {
	case f.Event.State == EventRemoving:
		return FindingRepairing
	case f.Event.State == EventRemoved && f.Event.UpdatedAt.After(f.FoundAt):
		return FindingRepaired
	case f.Event.State == EventRemovalRefused && f.AskedAt != nil:
		return FindingRefused
	default:
		return FindingOpen
	}
}

// Repairable tells whether there is something to ask for.
func (f Finding) Repairable() bool {
	return f.Kind != FindingUnread && (f.State() == FindingOpen || f.State() == FindingRefused)
}

// Lost tells whether the event that is missing is still believed to be as it was when it was found, or
// cannot be written.
func (f Finding) Lost() bool {
	if f.Event == nil || f.Event.AcceptedAt == nil || f.Event.AcceptedAt.After(f.FoundAt) {
		return false
	}
	return f.Event.State == EventWritten || f.Event.State == EventFailing
}

// Cause is what the calendar said about the last attempt.
func (f Finding) Cause() string {
	if f.Event != nil && f.Detail == "" {
		return f.Event.Detail
	}
	return f.Detail
}

// WordKey is the locale key of the short word.
func (s FindingState) WordKey() string {
	switch s {
	case FindingRepairing:
		return "comparison.state.repairing"
	case FindingRepaired:
		return "comparison.state.repaired"
	case FindingRefused:
		return "comparison.state.refused"
	case FindingSettled:
		return "comparison.state.settled"
	default:
		return "comparison.state.open"
	}
}

// Is is how the state is drawn.
func (s FindingState) Is() Is {
	switch s {
	case FindingRepaired:
		return IsReady
	case FindingRepairing:
		return IsPending
	case FindingSettled:
		return IsOff
	default:
		return IsFailing
	}
}

// FindingCounts is how many findings can be repaired, by what that means.
type FindingCounts struct{ Remove, Write, Retry int }

// All is how many there are.
func (c FindingCounts) All() int { return c.Remove + c.Write + c.Retry }

// CountRepairable counts them.
func CountRepairable(list []Finding) FindingCounts {
	var counts FindingCounts
	for _, finding := range list {
		switch {
		case !finding.Repairable():
		case finding.Kind == FindingMissing:
			counts.Write++
		case finding.Kind == FindingKept:
			counts.Retry++
		default:
			counts.Remove++
		}
	}
	return counts
}
