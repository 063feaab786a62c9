package models

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"time"
)

// Drift is how an event that somebody changed in the calendar differs from what was accepted for it;
// the zero value is no difference. What it was stands in the interview. Scheduling notices it, and
// forgets it when it vanishes by itself; otherwise a recruiter decides which side wins (FAIL26, FAIL32).
type Drift struct {
	Deleted   bool
	StartsAt  *time.Time // where it was moved to
	EndsAt    *time.Time
	LinkGone  bool
	LinkURL   string // the link that stands in place of ours
	OtherURL  string // a second link beside ours
	NoticedAt *time.Time
}

// DriftKind is the most important thing about a difference.
type DriftKind string

// The kinds. An event that was moved can have another link, too.
const (
	DriftNone    DriftKind = ""
	DriftDeleted DriftKind = "deleted"
	DriftMoved   DriftKind = "moved"
	DriftLink    DriftKind = "link"
	DriftGone    DriftKind = "link_gone"
	DriftDoubled DriftKind = "two_links" // FAIL26
)

// DriftKinds returns every kind of difference.
func DriftKinds() []DriftKind {
	return []DriftKind{DriftDeleted, DriftMoved, DriftLink, DriftGone, DriftDoubled}
}

// ActivityKey is the locale key of the line in the log about a difference of this kind.
func (k DriftKind) ActivityKey() string {
	switch k {
	case DriftDeleted:
		return "activity.interview.drift_deleted"
	case DriftMoved:
		return "activity.interview.drift_moved"
	case DriftGone:
		return "activity.interview.drift_link_gone"
	case DriftDoubled:
		return "activity.interview.drift_two_links"
	default:
		return "activity.interview.drift_link"
	}
}

// SentenceKey is the locale key of the sentence that says what happened, with the argument calendar;
// for DriftMoved also day and time.
func (k DriftKind) SentenceKey() string {
	switch k {
	case DriftDeleted:
		return "drift.deleted"
	case DriftMoved:
		return "drift.moved"
	case DriftGone:
		return "drift.link_gone"
	case DriftDoubled:
		return "drift.two_links"
	default:
		return "drift.link"
	}
}

// Kind is what is said first about the difference; DriftNone when there is none.
func (d Drift) Kind() DriftKind {
	switch {
	case d.Deleted:
		return DriftDeleted
	case d.Moved():
		return DriftMoved
	case d.LinkURL != "":
		return DriftLink
	case d.LinkGone:
		return DriftGone
	case d.OtherURL != "":
		return DriftDoubled
	default:
		return DriftNone
	}
}

// Any tells whether there is a difference.
func (d Drift) Any() bool { return d.Kind() != DriftNone }

// Moved tells whether the event stands at another time.
func (d Drift) Moved() bool { return d.StartsAt != nil && d.EndsAt != nil }

// Period is when the event takes place after it was moved.
func (d Drift) Period() Period {
	if !d.Moved() {
		return Period{}
	}
	return Period{StartsAt: *d.StartsAt, EndsAt: *d.EndsAt}
}

// Link is the other link that can be adopted; empty when there is none.
func (d Drift) Link() string {
	if d.LinkURL != "" {
		return d.LinkURL
	}
	return d.OtherURL
}

// BreaksLink tells whether the link that everybody knows no longer stands in the calendar.
func (d Drift) BreaksLink() bool { return d.Deleted || d.LinkGone || d.LinkURL != "" }

// Mark tells one difference from another: whoever decides says by it what they saw.
func (d Drift) Mark() string {
	if !d.Any() {
		return ""
	}
	period := d.Period()
	sum := sha256.Sum256(fmt.Appendf(nil, "%t\n%s\n%s\n%t\n%s\n%s", d.Deleted, period.StartsAt.UTC().Format(time.RFC3339),
		period.EndsAt.UTC().Format(time.RFC3339), d.LinkGone, d.LinkURL, d.OtherURL))
	return hex.EncodeToString(sum[:8])
}

// Adoptable tells whether the calendar can win: there is something to take from it, and an interview
// could be planned at that time. A deleted event is adopted by cancelling the interview.
func (d Drift) Adoptable(now time.Time) bool {
	if d.Moved() {
		return d.Period().Adoptable(now)
	}
	return d.Link() != ""
}

// Adoptable tells whether an interview that somebody moved in the calendar may stand at this time.
func (p Period) Adoptable(now time.Time) bool {
	length := p.EndsAt.Sub(p.StartsAt)
	return p.StartsAt.After(now) && length >= MinDuration && length <= MaxDuration && !p.StartsAt.After(now.AddDate(planningYears, 0, 0))
}

// Sighting is an event as a reading of its calendar shows it.
type Sighting struct {
	Deleted          bool
	StartsAt, EndsAt time.Time
	JoinURL          string
	Pending          bool   // the link is being made
	OtherURL         string // a link in its text that is none of ours
}

// DriftOf compares what a reading shows with the interview for which the event was accepted. Title,
// text and people are the calendar's own; a link counts once everybody knows it.
func DriftOf(i Interview, seen Sighting) Drift {
	if seen.Deleted {
		return Drift{Deleted: true}
	}
	var d Drift
	if !seen.StartsAt.Equal(i.StartsAt) || !seen.EndsAt.Equal(i.EndsAt) {
		d.StartsAt, d.EndsAt = &seen.StartsAt, &seen.EndsAt
	}
	switch {
	case i.LinkState != LinkReady && i.LinkState != LinkBroken, i.LinkCause != CauseNone: // FAIL30 has broken it before
	case seen.JoinURL == "":
		d.LinkGone = !seen.Pending
	case seen.JoinURL != i.LinkURL:
		d.LinkURL = seen.JoinURL
	default:
		d.OtherURL = seen.OtherURL
	}
	return d
}
