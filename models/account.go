package models

import "time"

// Account is one grant of Cronofy: the company's service account, which belongs to no employee, or
// the calendar of an employee. Only connecting changes it. A grant that has ended keeps its row
// without its tokens.
type Account struct {
	ID              int64
	IntegrationID   int64
	EmployeeID      int64 // 0 is the service account
	Sub             string
	Scope           string
	AccessExpiresAt time.Time
	LeasedUntil     *time.Time // one refresh at a time
	EndedAt         *time.Time
	CreatedAt       time.Time
}

// Tokens are what Cronofy grants with a code or a refresh.
type Tokens struct {
	Access    Secret
	Refresh   Secret
	ExpiresAt time.Time
}

// Channel is where Cronofy pushes what happens in an employee's calendar.
type Channel struct {
	ID         int64
	EmployeeID int64
	ChannelID  string // Cronofy's; empty until it is opened
	ClosedAt   *time.Time
	CreatedAt  time.Time
}

// EmployeeCalendar is what Cronofy last said about an employee's calendar. It is replaced by each
// reading and by nothing else.
type EmployeeCalendar struct {
	EmployeeID       int64
	ProfileID        string
	CalendarID       string // the primary one that can be written; empty when there is none
	Kind             CalendarKind
	ProviderName     string
	ProviderProtocol string
	ProfileName      string
	Connected        bool
	Writable         bool
	Integrated       bool // the calendar makes links of its own
	RelinkURL        string
	ReadAt           time.Time
}

// ConferencingFailure says that Cronofy named a cause for which this host gets no link this way.
// The profile is empty where the calendar makes the link itself.
type ConferencingFailure struct {
	EmployeeID int64
	Provider   Provider
	ProfileID  string
	Cause      Cause
	FailedAt   time.Time
}
