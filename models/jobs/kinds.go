package jobs

import (
	"log/slog"

	"entrevue/models"
)

// The kinds of jobs. Versions let a job see that newer work has replaced it.

// SendMail hands a mail to the mail server.
type SendMail struct {
	MailID int64 `json:"mail_id"`
}

// Kind implements Args.
func (SendMail) Kind() string { return "send_mail" }

// WriteEvent writes the calendar event of an interview as it is in this version.
type WriteEvent struct {
	InterviewID int64 `json:"interview_id"`
	Version     int   `json:"version"`
}

// Kind implements Args.
func (WriteEvent) Kind() string { return "write_event" }

// RemoveEvent deletes the calendar event of one host turn and reads until it is gone.
type RemoveEvent struct {
	EventID int64 `json:"event_id"` // our row, not the calendar's id
}

// Kind implements Args.
func (RemoveEvent) Kind() string { return "remove_event" }

// FollowZones looks whether the rules of time zones have changed since interviews were planned.
type FollowZones struct{}

// Kind implements Args.
func (FollowZones) Kind() string { return "follow_zones" }

// CheckInterview looks whether everything about an interview in this version is as it was promised.
type CheckInterview struct {
	InterviewID int64 `json:"interview_id"`
	Version     int   `json:"version"`
}

// Kind implements Args.
func (CheckInterview) Kind() string { return "check_interview" }

// RemoveEvents asks for the removal of the events of all interviews to come, some at a time, before
// the calendar is disconnected.
type RemoveEvents struct {
	Then Disconnect `json:"then"`
}

// Kind implements Args.
func (RemoveEvents) Kind() string { return "remove_events" }

// ReadLink reads an event for its link again and again until it is there or the wait is over.
type ReadLink struct {
	InterviewID int64 `json:"interview_id"`
	Version     int   `json:"version"`
}

// Kind implements Args.
func (ReadLink) Kind() string { return "read_link" }

// HearLink reads an event once, because Cronofy has told that its link has come or failed.
type HearLink struct {
	InterviewID int64  `json:"interview_id"`
	Failing     bool   `json:"failing"`
	Detail      string `json:"detail"`
}

// Kind implements Args.
func (HearLink) Kind() string { return "hear_link" }

// TestLink does one step of a test link; when the test has come further it is obsolete.
type TestLink struct {
	TestID int64           `json:"test_id"`
	Step   models.TestStep `json:"step"`
}

// Kind implements Args.
func (TestLink) Kind() string { return "test_link" }

// HearTestLink reads the event of a test link once, because Cronofy has told something about it.
type HearTestLink struct {
	TestID  int64  `json:"test_id"`
	Failing bool   `json:"failing"`
	Detail  string `json:"detail"`
}

// Kind implements Args.
func (HearTestLink) Kind() string { return "hear_test_link" }

// CompareEvents compares what stands in an employee's calendar with what was accepted for it.
type CompareEvents struct {
	EmployeeID int64 `json:"employee_id"`
}

// Kind implements Args.
func (CompareEvents) Kind() string { return "compare_events" }

// CompareCalendars reads the calendars of a comparison that have not been read yet, some at a time.
type CompareCalendars struct {
	ComparisonID int64 `json:"comparison_id"`
}

// Kind implements Args.
func (CompareCalendars) Kind() string { return "compare_calendars" }

// RepairFindings begins the repairs that were asked for among the findings of a comparison.
type RepairFindings struct {
	ComparisonID int64 `json:"comparison_id"`
}

// Kind implements Args.
func (RepairFindings) Kind() string { return "repair_findings" }

// RemoveStray deletes an event that has no row of ours, and reads until it is gone.
type RemoveStray struct {
	FindingID int64 `json:"finding_id"`
}

// Kind implements Args.
func (RemoveStray) Kind() string { return "remove_stray" }

// SweepInterviews looks once a minute for interviews whose work got stuck.
type SweepInterviews struct{}

// Kind implements Args.
func (SweepInterviews) Kind() string { return "sweep_interviews" }

// ForgetExpired deletes what has had its time: sessions, tries, links.
type ForgetExpired struct{}

// Kind implements Args.
func (ForgetExpired) Kind() string { return "forget_expired" }

// ResetPassword sends a link for a new password to an address, when it is somebody's. It is
// enqueued for every address alike, so that nobody learns which ones are known.
type ResetPassword struct {
	Email string `json:"email"`
}

// Kind implements Args.
func (ResetPassword) Kind() string { return "reset_password" }

// LogValue keeps the address out of the log.
func (ResetPassword) LogValue() slog.Value { return slog.StringValue("•••") }

// SendCampaign writes to the next hosts of a campaign, those with an id above After.
type SendCampaign struct {
	CampaignID int64 `json:"campaign_id"`
	After      int64 `json:"after"`
}

// Kind implements Args.
func (SendCampaign) Kind() string { return "send_campaign" }

// InviteEmployees invites the people of an import who have not been invited yet, some at a time.
type InviteEmployees struct {
	From int64 `json:"from"` // the first and the last id
	To   int64 `json:"to"`
	By   int64 `json:"by"`
}

// Kind implements Args.
func (InviteEmployees) Kind() string { return "invite_employees" }
