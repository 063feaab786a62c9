package models

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"time"
)

// MailKind is what a mail is about.
type MailKind string

// The kinds of mail.
const (
	MailEmployeeInvitation MailKind = "employee_invitation"
	MailPasswordReset      MailKind = "password_reset"
	MailITRequest          MailKind = "it_request"   // to the company's IT
	MailITDone             MailKind = "it_done"      // to the administrator who asked IT
	MailInvitation         MailKind = "invitation"   // to a candidate
	MailUpdate             MailKind = "update"       // to a candidate who was invited
	MailCancellation       MailKind = "cancellation" // to a candidate who was invited
	MailAlarm              MailKind = "alarm"        // to an organizer: the candidate cannot get in
	MailCampaign           MailKind = "campaign"     // to a host who must act
	MailReminder           MailKind = "reminder"     // to a host, from a colleague
	MailDrift              MailKind = "drift"        // to an organizer: the event was changed in the calendar
	MailAppeal             MailKind = "appeal"       // to an administrator, about a host
	MailDeparture          MailKind = "departure"    // to an organizer, about interviews of somebody who has left
	MailReleased           MailKind = "released"     // to somebody who no longer hosts an interview, or takes part in it
	MailHosting            MailKind = "hosting"      // to a new host whose calendar cannot tell them
	MailNotice             MailKind = "notice"       // to somebody who takes part in an interview of which no calendar tells
	MailLoss               MailKind = "loss"         // to a host whose sign-in with a provider has ended
	MailWatchdog           MailKind = "watchdog"     // to whoever planned or organizes an interview: something is amiss before it
)

// CandidateMails are the kinds of mail that go to a candidate.
func CandidateMails() []MailKind { return []MailKind{MailInvitation, MailUpdate, MailCancellation} }

// ToCandidate tells whether mails of this kind go to a candidate.
func (k MailKind) ToCandidate() bool { return slices.Contains(CandidateMails(), k) }

// WordKey is the locale key of what a mail about an interview is; empty for any other kind.
func (k MailKind) WordKey() string {
	switch k {
	case MailInvitation:
		return "mails.kind.invitation"
	case MailUpdate:
		return "mails.kind.update"
	case MailCancellation:
		return "mails.kind.cancellation"
	case MailAlarm:
		return "mails.kind.alarm"
	case MailDrift:
		return "mails.kind.drift"
	case MailReleased:
		return "mails.kind.released"
	case MailHosting:
		return "mails.kind.hosting"
	case MailNotice:
		return "mails.kind.notice"
	case MailWatchdog:
		return "mails.kind.watchdog"
	default:
		return ""
	}
}

// MailState is how far a mail has come.
//
//	queued ──▶ accepted   the mail server took it
//	      └──▶ rejected   the mail server refused it for good
type MailState string

// The states of a mail.
const (
	MailQueued   MailState = "queued"
	MailAccepted MailState = "accepted"
	MailRejected MailState = "rejected"
)

// HistoryKey is the locale key of the line about a mail in the history of its interview, with the
// arguments mail and address; for a rejected one also problem.
func (s MailState) HistoryKey() string {
	switch s {
	case MailAccepted:
		return "interviews.history.mail_accepted"
	case MailRejected:
		return "interviews.history.mail_rejected"
	default:
		return "interviews.history.mail_queued"
	}
}

// Mail is one mail to one recipient. Its bytes are fixed in the transaction that causes it; sending
// changes its state only.
type Mail struct {
	ID          int64
	MessageID   string
	Kind        MailKind
	InterviewID int64
	Change      int // the version of the interview it tells of
	EmployeeID  int64
	Recipient   string
	Subject     string
	State       MailState
	Problem     string // what the mail server said
	CreatedAt   time.Time
	SettledAt   *time.Time
}

// MessageID is a function of what the mail is: the same mail written twice has the same id, and the
// database keeps only one. what is any text that tells one mail from another.
func MessageID(installation string, kind MailKind, what, host string) string {
	sum := sha256.Sum256(fmt.Appendf(nil, "%s\n%s\n%s", installation, kind, what))
	return hex.EncodeToString(sum[:16]) + "@" + host
}
