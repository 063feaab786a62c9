package models

import (
	"strconv"
	"strings"
	"time"
)

// InterviewType is what an interview is about; the candidate reads it too, in their language.
type InterviewType string

// The types of interview, in the order in which they usually happen.
const (
	TypeFirst     InterviewType = "first"
	TypeSecond    InterviewType = "second"
	TypePortfolio InterviewType = "portfolio"
	TypeTask      InterviewType = "task"
	TypeTeam      InterviewType = "team"
	TypeVisit     InterviewType = "visit"
	TypeFinal     InterviewType = "final"
)

// InterviewTypes returns all of them in that order.
func InterviewTypes() []InterviewType {
	return []InterviewType{TypeFirst, TypeSecond, TypePortfolio, TypeTask, TypeTeam, TypeVisit, TypeFinal}
}

// Known tells whether t is one of the types.
func (t InterviewType) Known() bool { return t.LabelKey() != "" }

// LabelKey is the locale key of the type's name; empty for an unknown type.
func (t InterviewType) LabelKey() string {
	switch t {
	case TypeFirst:
		return "interview_types.first"
	case TypeSecond:
		return "interview_types.second"
	case TypePortfolio:
		return "interview_types.portfolio"
	case TypeTask:
		return "interview_types.task"
	case TypeTeam:
		return "interview_types.team"
	case TypeVisit:
		return "interview_types.visit"
	case TypeFinal:
		return "interview_types.final"
	default:
		return ""
	}
}

// Sending is when the candidate's invitation leaves.
type Sending string

// The ways of sending.
const (
	SendWhenReady Sending = "when_ready" // as soon as the link is there
	SendNow       Sending = "now"        // the candidate page shows the link later
	SendNever     Sending = "never"
)

// Sendings returns the ways in the order of the form.
func Sendings() []Sending { return []Sending{SendWhenReady, SendNow, SendNever} }

// InterviewState is whether an interview is to take place. A scheduled one is completed when its end
// has passed; nobody has to press anything for that.
//
//	scheduled ──cancel──▶ cancelled
type InterviewState string

// The states of an interview.
const (
	InterviewScheduled InterviewState = "scheduled"
	InterviewCancelled InterviewState = "cancelled"
)

// Reply is the candidate's answer.
type Reply string

// The answers. NoReply is the absence of one.
const (
	NoReply       Reply = ""
	ReplyAccepted Reply = "accepted"
	ReplyDeclined Reply = "declined"
)

// Interview is one meeting with a candidate. Recruiters plan, change and cancel it; each change
// increments Version. The link fields change by themselves, as Cronofy's answers come in.
type Interview struct {
	ID              int64
	CandidateID     int64
	Type            InterviewType
	OrganizerID     int64
	HostID          int64
	Method          Method
	StartsLocal     string // wall time in TimeZone, 2006-01-02T15:04: the truth
	TimeZone        string // IANA
	StartsAt        time.Time
	EndsAt          time.Time
	Room            string
	PhoneNumber     string
	OwnLink         string
	Message         string
	Sending         Sending
	State           InterviewState
	Version         int
	HostTurn        int // grows when the host changes
	LinkState       LinkState
	LinkCause       Cause
	LinkDetail      string // what Cronofy said, raw
	LinkURL         string
	LinkVersion     int // the version for which LinkURL was made
	LinkRequestedAt *time.Time
	LinkReadyAt     *time.Time
	LinkMovingSince *time.Time // since when a change waits for the calendar to keep the link, before it is told
	FormerLinks     string     // one in a line: links of earlier methods, never shown again
	InvitedVersion  int        // the newest version the candidate was told of; 0 before the invitation
	Reply           Reply
	RepliedAt       *time.Time
	AlarmedAt       *time.Time // the candidate could not get in
	OverlapAccepted bool       // booked although the host had another interview then
	DriftedAt       *time.Time // somebody changed the event in the calendar, and nobody has decided yet
	EventFailing    bool       // the calendar does not take the event as the interview is now
	PeopleLeft      bool       // host or organizer is no longer active (FAIL33); kept by the store
	Unreached       bool       // what the candidate was sent last was refused, and nobody told them another way (FAIL37); kept by the store
	WatchAt         *time.Time // when the watchdog looks next
	Worries         Worries
	CreatedBy       int64
	CreatedAt       time.Time
	UpdatedAt       time.Time
	CancelledAt     *time.Time

	ParticipantIDs []int64 `gorm:"-"` // organizer and host among them
}

// Duration is how long the interview lasts.
func (i Interview) Duration() time.Duration { return i.EndsAt.Sub(i.StartsAt) }

// Period is when the interview takes place.
func (i Interview) Period() Period { return Period{StartsAt: i.StartsAt, EndsAt: i.EndsAt} }

// Cancelled tells whether the interview does not take place.
func (i Interview) Cancelled() bool { return i.State == InterviewCancelled }

// Completed tells whether the interview has taken place by now.
func (i Interview) Completed(now time.Time) bool { return !i.Cancelled() && !now.Before(i.EndsAt) }

// Upcoming tells whether the interview is still to take place or takes place now.
func (i Interview) Upcoming(now time.Time) bool { return !i.Cancelled() && now.Before(i.EndsAt) }

// Video tells whether a provider makes the link.
func (i Interview) Video() bool {
	_, video := i.Method.Provider()
	return video
}

// JoinURL is the link that may be shown and sent now; empty while there is none.
func (i Interview) JoinURL() string {
	if i.Cancelled() || !i.LinkState.Usable() {
		return ""
	}
	return i.LinkURL
}

// Former tells whether url is the link of an earlier method of this interview.
func (i Interview) Former(url string) bool {
	for former := range strings.SplitSeq(i.FormerLinks, "\n") {
		if former == url && url != "" {
			return true
		}
	}
	return false
}

// Over tells whether the time of the interview has passed, whether it took place or was cancelled.
func (i Interview) Over(now time.Time) bool { return !now.Before(i.EndsAt) }

// NeedsAttention tells whether a recruiter has to decide something before the interview: about a cancelled
// one, how its candidate hears of that. The store asks the same of the database.
func (i Interview) NeedsAttention(now time.Time) bool {
	return !i.Over(now) && (i.Unreached || !i.Cancelled() &&
		(i.LinkState.NeedsAttention() || i.AlarmedAt != nil || i.DriftedAt != nil || i.EventFailing || i.PeopleLeft || i.Worries != ""))
}

// Invitation is how far telling the candidate has come.
type Invitation string

// The states of an invitation.
const (
	InvitationNone      Invitation = "none"       // nothing is to be sent
	InvitationNoAddress Invitation = "no_address" // the candidate has no e-mail address
	InvitationWaiting   Invitation = "waiting"    // for the link
	InvitationQueued    Invitation = "queued"
	InvitationAccepted  Invitation = "accepted" // by the mail server
	InvitationRejected  Invitation = "rejected" // FAIL37
	InvitationByHand    Invitation = "by_hand"  // rejected, and somebody told the candidate another way
)

// InvitationOf is the state of the newest thing the candidate was to be told. mails are those to
// the candidate about this interview, oldest first.
func InvitationOf(i Interview, candidate Candidate, mails []Mail) Invitation {
	if len(mails) > 0 {
		switch mails[len(mails)-1].State {
		case MailAccepted:
			return InvitationAccepted
		case MailRejected:
			if !i.Unreached {
				return InvitationByHand
			}
			return InvitationRejected
		default:
			return InvitationQueued
		}
	}
	switch {
	case i.Sending == SendNever || i.Cancelled():
		return InvitationNone
	case candidate.Email == "":
		return InvitationNoAddress
	default:
		return InvitationWaiting
	}
}

// DueMail is the mail the candidate is owed now: nothing, an invitation, an update or a
// cancellation. A mail waits for a link that is on its way, unless it was to be sent at once, and
// for the calendar while that may refuse to keep the link; it is never owed twice for one version.
func DueMail(i Interview, candidate Candidate) (kind MailKind, due bool) {
	told := i.InvitedVersion > 0
	switch {
	case candidate.Email == "" || i.InvitedVersion >= i.Version:
		return "", false
	case i.Cancelled():
		return MailCancellation, told
	case i.Sending == SendNever && !told:
		return "", false
	case (i.Video() || i.Method == MethodOwnLink) && !i.LinkState.Usable() && i.Sending != SendNow:
		return "", false
	case i.Video() && i.LinkState.Usable() && i.LinkMovingSince != nil: // also what was to be sent at once
		return "", false
	case told:
		return MailUpdate, true
	default:
		return MailInvitation, true
	}
}

// DueAgain is the mail the candidate is owed once more although told of this version: the newest one was
// rejected, or went to an address that is theirs no longer. instead is that one; mails are those to the
// candidate about this interview, oldest first. An address that nothing has reached is invited; of a
// cancelled interview only that it was cancelled is told.
func DueAgain(i Interview, candidate Candidate, mails []Mail) (kind MailKind, instead Mail, due bool) {
	if candidate.Email == "" || len(mails) == 0 || i.InvitedVersion < i.Version {
		return "", Mail{}, false
	}
	instead = mails[len(mails)-1]
	if instead.State == MailQueued || instead.State == MailAccepted && instead.Recipient == candidate.Email {
		return "", Mail{}, false
	}
	if i.Cancelled() {
		return MailCancellation, instead, true
	}
	kind = MailInvitation
	for _, mail := range mails {
		if mail.State == MailAccepted && mail.Recipient == candidate.Email {
			kind = MailUpdate
		}
	}
	return kind, instead, true
}

// CalendarEvent is the event of one host turn of an interview in that host's calendar. The job that
// writes events changes it; its ids never change, so that writing twice is harmless.
type CalendarEvent struct {
	ID              int64
	InterviewID     int64
	HostTurn        int
	EmployeeID      int64
	CalendarID      string // fixed at the first write
	EventID         string
	State           EventState
	Cause           Cause
	Detail          string
	AcceptedVersion int
	AcceptedAt      *time.Time
	Conferencing    string // what was asked for: none, integrated, explicit or a profile's id
	RenewLink       bool   // the link that stands in the calendar goes before a new one is asked for
	Drift           Drift  `gorm:"embedded;embeddedPrefix:drift_"`
	LookedAt        *time.Time
	Invited         string // everybody who was ever invited, one address in a line
	LeasedUntil     *time.Time
	UpdatedAt       time.Time
}

// EventID is the id under which an interview is written into a calendar: a fixed function of the
// installation, the interview and the host turn.
func EventID(installation string, interview int64, turn int) string {
	return "entrevue-" + installation + "-" + strconv.FormatInt(interview, 10) + "-" + strconv.Itoa(turn)
}

// IsInterviewEvent tells whether an event in a calendar was written by this installation for an
// interview; those of test links are none.
func IsInterviewEvent(installation, eventID string) bool {
	return strings.HasPrefix(eventID, "entrevue-"+installation+"-") && !IsTestEvent(installation, eventID)
}
