package scheduling

import (
	"time"

	"entrevue/models"
	"entrevue/models/mail"
)

// Printer words what leaves the house.
type Printer interface {
	// Event is an interview as it stands in the host's calendar, in the host's language.
	Event(Interview) EventText
	// CandidateMail is an invitation, an update or a cancellation, in the candidate's language.
	CandidateMail(models.MailKind, Interview) (mail.Message, error)
	// Alarm tells the organizer that the candidate cannot get in.
	Alarm(Interview) (mail.Message, error)
}

// Interview is an interview with everybody it concerns, for wording it. Token is the candidate's
// secret link. MessageID and UID name the mail and the calendar entry for ever.
type Interview struct {
	models.Interview
	Installation models.Installation
	Candidate    models.Candidate
	Position     models.Position
	Organizer    models.Employee
	Host         models.Employee
	Participants []models.Employee
	Token        string
	MessageID    string
	UID          string
	Now          time.Time
}

// EventText is the wording of a calendar event.
type EventText struct{ Summary, Description, Location string }
