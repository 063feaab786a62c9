package scheduling

import (
	"time"

	"entrevue/models"
)

// Plan is an interview as a recruiter typed it. Date and Clock are wall time in TimeZone, the
// recruiter's; Fold says which of two equal times is meant where the clocks go back. The organizer
// hosts when HostID is 0.
type Plan struct {
	Type           models.InterviewType
	OrganizerID    int64
	HostID         int64
	ParticipantIDs []int64
	Date, Clock    string
	Fold           models.Fold
	TimeZone       string
	Duration       time.Duration
	Message        string
	// Anyway takes the time although the host has another interview then.
	Anyway bool
	Way
}

// Booking is a new interview with a candidate. RequestID is that of the form, so that sending it twice
// plans once.
type Booking struct {
	CandidateID int64
	Sending     models.Sending
	RequestID   string
	Plan
}

// Way is how an interview is held, with what its method needs.
type Way struct {
	Method      models.Method
	Room        string
	PhoneNumber string
	OwnLink     string
}

// Seen is the interview as the person who changes it saw it.
type Seen struct {
	InterviewID int64
	Version     int
	RequestID   string
}

// Answer is what a candidate says behind the secret link.
type Answer struct {
	Token string
	Reply models.Reply
}
