package models

import "time"

// Position is a job that the company wants to fill. Recruiters add, change and close it; a closed
// one takes no new candidates, those it has stay. Nothing about it changes by itself.
type Position struct {
	ID        int64
	Title     string
	SortTitle string // kept by the store: the title as lists are sorted by
	Location  string
	Version   int // grows with every change
	ClosedAt  *time.Time
	CreatedAt time.Time
}

// Open tells whether candidates can be added.
func (p Position) Open() bool { return p.ClosedAt == nil }

// Check returns an *Invalid on the fields title and location when they cannot be kept.
func (p Position) Check() error {
	invalid := &Invalid{}
	CheckText(invalid, "title", p.Title, true, MaxTitle)
	CheckText(invalid, "location", p.Location, false, MaxTitle)
	return invalid.Err()
}
