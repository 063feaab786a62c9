package models

import "time"

// FullInterview is an interview with everybody it concerns, for wording it. Token is the candidate's
// secret link. News is what is another than the candidate was told, FormerHost who hosted it then.
// MessageID names the mail and UID the calendar entry, for ever.
type FullInterview struct {
	Interview
	Installation Installation
	Candidate    Candidate
	Position     Position
	Organizer    Employee
	Host         Employee
	Participants []Employee
	News         News
	FormerHost   Employee
	Token        string
	MessageID    string
	UID          string
	Now          time.Time
}

// EventText is the wording of a calendar event.
type EventText struct{ Summary, Description, Location string }
