package models

import "time"

// Position is a job that the company wants to fill. Recruiters keep it.
type Position struct {
	ID        int64
	Title     string
	Location  string
	ClosedAt  *time.Time
	CreatedAt time.Time
}

// Open tells whether candidates are still interviewed for it.
func (p Position) Open() bool { return p.ClosedAt == nil }

// Candidate is somebody who applied for a position. Recruiters keep the data; the language and the
// zone are those of mails and of the candidate's page.
type Candidate struct {
	ID         int64
	PositionID int64
	Name       string
	Email      string // empty when there is none
	Phone      string
	Language   Language
	TimeZone   string // IANA
	AppliedOn  string // 2006-01-02
	CreatedAt  time.Time
}

// FirstName is what the recruiter calls the candidate.
func (c Candidate) FirstName() string { return FirstName(c.Name) }
