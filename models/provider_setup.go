package models

import (
	"slices"
	"time"
)

// ProviderSetup is what administrators and IT have done about one provider. Everything else that a
// wizard shows is computed from facts.
type ProviderSetup struct {
	Provider    Provider
	BegunAt     *time.Time `gorm:"column:opened_at"` // an administrator did the first thing for it
	SwitchedOff bool       // taken away from recruiters

	// The step that only IT can do (Zoom).
	ITMail        string     // whom the page was sent to
	ITLanguage    Language   // of that mail
	ITAskedAt     *time.Time // when it was sent last
	ITAskedBy     int64      // the administrator who sent it last; 0 when nobody did
	ITVisitedAt   *time.Time // when the page was first opened, since it was sent last if it was since
	ITConfirmedAt *time.Time // when it was confirmed here
	ITConfirmedBy string     // who installed the app, in their own words; or the employee who proved it
	ITConfirmedOn string     // the day on which it was installed, YYYY-MM-DD; empty where it was proved
	ITConfirmerID int64      // the administrator who confirmed for IT; 0 when IT did
	ITReopenedAt  *time.Time // when somebody was sent to an administrator all the same
	ITReopenedBy  int64      // the employee who was
}

// ITStep is the state of the IT step.
func (s ProviderSetup) ITStep() ITStep {
	if s.ITConfirmedAt != nil {
		return ITConfirmed
	}
	return ITOpen
}

// ITProved tells whether nobody has said that IT is done, and somebody got in who had been sent to an
// administrator.
func (s ProviderSetup) ITProved() bool { return s.ITConfirmedAt != nil && s.ITConfirmedOn == "" }

// WithIT tells whether IT was asked, and nobody was sent to an administrator since.
func (s ProviderSetup) WithIT() bool {
	return s.ITAskedAt != nil && (s.ITReopenedAt == nil || s.ITAskedAt.After(*s.ITReopenedAt))
}

// ITOpened tells whether the page was opened since it was sent last.
func (s ProviderSetup) ITOpened() bool {
	return s.ITVisitedAt != nil && (s.ITAskedAt == nil || !s.ITVisitedAt.Before(*s.ITAskedAt))
}

// Number stands for the provider where only a number will do: as the owner of IT's link.
func (s ProviderSetup) Number() int64 { return int64(slices.Index(Providers(), s.Provider)) + 1 }

// NeedsIT tells whether IT has to let Cronofy in before anybody can connect.
func (p Provider) NeedsIT() bool { return p == Zoom }

// Begun tells whether an administrator has begun to set the provider up: by the first thing done in its
// wizard, or by saying so. Looking at it begins nothing.
func (s ProviderSetup) Begun() bool { return s.BegunAt != nil }

// Switch is whether recruiters may choose a provider.
type Switch string

// The positions of the switch.
const (
	SwitchOn  Switch = "on"
	SwitchOff Switch = "off"
)

// Known tells whether s is a position.
func (s Switch) Known() bool { return s == SwitchOn || s == SwitchOff }
