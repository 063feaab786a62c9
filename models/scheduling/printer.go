package scheduling

import (
	"entrevue/models"
	"entrevue/models/mail"
)

// Printer words what leaves the house.
type Printer interface {
	// Event is an interview as it stands in the host's calendar, in the host's language.
	Event(models.FullInterview) models.EventText
	// TestEvent is the event of a test link in the host's calendar, in the host's language.
	TestEvent(host models.Employee, provider models.Provider) models.EventText
	// CandidateMail is an invitation, an update or a cancellation, in the candidate's language.
	CandidateMail(models.MailKind, models.FullInterview) (mail.Message, error)
	// Alarm tells the organizer that the candidate cannot get in.
	Alarm(models.FullInterview) (mail.Message, error)
	// Handover tells a colleague that an interview is no longer theirs, or is now.
	Handover(models.MailKind, models.FullInterview, Handover) (mail.Message, error)
	// Notice tells somebody who takes part of an interview of which no calendar tells.
	Notice(models.FullInterview, Notice) (mail.Message, error)
	// Watchdog tells whoever planned an interview what is amiss before it.
	Watchdog(i models.FullInterview, to models.Employee, worry models.Worry) (mail.Message, error)
	// Drift tells the organizer that the event was changed in the calendar itself.
	Drift(models.FullInterview, models.Drift, models.CalendarKind) (mail.Message, error)
}
