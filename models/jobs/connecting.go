package jobs

import (
	"time"

	"entrevue/models"
)

// CheckReachability asks Cronofy to call this installation.
type CheckReachability struct {
	CheckID int64 `json:"check_id"`
}

// Kind implements Args.
func (CheckReachability) Kind() string { return "check_reachability" }

// EndReachability settles a check whose time is over and leaves nothing of it at Cronofy.
type EndReachability struct {
	CheckID int64 `json:"check_id"`
}

// Kind implements Args.
func (EndReachability) Kind() string { return "end_reachability" }

// ExchangeAuthorization turns the code of an administrator's return into the company's grant.
type ExchangeAuthorization struct {
	RequestID int64 `json:"request_id"`
}

// Kind implements Args.
func (ExchangeAuthorization) Kind() string { return "exchange_authorization" }

// ReadServiceAccount asks Cronofy what the company's grant is worth.
type ReadServiceAccount struct{}

// Kind implements Args.
func (ReadServiceAccount) Kind() string { return "read_service_account" }

// RequestSynchronizations asks for the calendars of those who wait, until none does. Once asks for
// one group only: the sweep uses it beside a job that goes on by itself.
type RequestSynchronizations struct {
	Once bool `json:"once"`
}

// Kind implements Args.
func (RequestSynchronizations) Kind() string { return "request_synchronizations" }

// ExchangeCode turns the code that came for an employee into a grant.
type ExchangeCode struct {
	EmployeeID int64 `json:"employee_id"`
}

// Kind implements Args.
func (ExchangeCode) Kind() string { return "exchange_code" }

// ReadEmployee reads what Cronofy knows about an employee's calendar and provider accounts.
type ReadEmployee struct {
	EmployeeID int64 `json:"employee_id"`
}

// Kind implements Args.
func (ReadEmployee) Kind() string { return "read_employee" }

// LookAtEmployee is the same for somebody who waits for what comes of it.
type LookAtEmployee struct {
	EmployeeID int64 `json:"employee_id"`
}

// Kind implements Args.
func (LookAtEmployee) Kind() string { return "look_at_employee" }

// FollowHost looks after the interviews to come that somebody hosts with a provider, those with an id
// above After, because whether links can be made for them has changed.
type FollowHost struct {
	EmployeeID int64           `json:"employee_id"`
	Provider   models.Provider `json:"provider"`
	After      int64           `json:"after"`
}

// Kind implements Args.
func (FollowHost) Kind() string { return "follow_host" }

// RevokeProfile tries to end a provider account at Cronofy that its owner no longer uses.
type RevokeProfile struct {
	EmployeeID int64 `json:"employee_id"`
	ProfileID  int64 `json:"profile_id"`
}

// Kind implements Args.
func (RevokeProfile) Kind() string { return "revoke_profile" }

// KeepChannel opens the push channel of an employee, or a new one when Cronofy has closed it.
type KeepChannel struct {
	EmployeeID int64 `json:"employee_id"`
}

// Kind implements Args.
func (KeepChannel) Kind() string { return "keep_channel" }

// HearChange passes on that something has changed in an employee's calendar.
type HearChange struct {
	EmployeeID int64 `json:"employee_id"`
}

// Kind implements Args.
func (HearChange) Kind() string { return "hear_change" }

// RevokeAccount ends one grant at Cronofy and then drops its tokens.
type RevokeAccount struct {
	AccountID int64 `json:"account_id"`
}

// Kind implements Args.
func (RevokeAccount) Kind() string { return "revoke_account" }

// Disconnect ends all grants of an integration, a group at a time. While events are being removed,
// which the grants are needed for, it waits, but not beyond Until.
type Disconnect struct {
	IntegrationID int64     `json:"integration_id"`
	Until         time.Time `json:"until,omitzero"`
}

// Kind implements Args.
func (Disconnect) Kind() string { return "disconnect" }

// SweepConnecting looks once a minute for what has become due or got stuck.
type SweepConnecting struct{}

// Kind implements Args.
func (SweepConnecting) Kind() string { return "sweep_connecting" }
