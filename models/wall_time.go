package models

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"
)

// WallTime is what a calendar on the wall and the clock beside it show; together with a zone it is
// the truth of an interview. It stays when the rules of the zone change, the instant moves.
type WallTime struct {
	Year         int
	Month        time.Month
	Day          int
	Hour, Minute int
	// Fold chooses where the clocks go back and show the time twice.
	Fold Fold
}

// Fold says which of two equal times on the clock is meant.
type Fold string

// The folds. Without one a doubled time is reported, never guessed.
const (
	FoldNone   Fold = ""
	FoldFirst  Fold = "first"
	FoldSecond Fold = "second"
)

// ErrZone means that a name is not that of a time zone.
var ErrZone = errors.New("unknown time zone")

// ErrWallTime means that date or time is not one of the calendar, such as 29 February 2027.
var ErrWallTime = errors.New("no such date or time")

// Gap says that the clocks are put forward over this time, so that it does not exist. Earlier and
// Later are the two times that could have been meant, as far from the gap as the wished one is
// inside it.
type Gap struct{ Earlier, Later time.Time }

// Error implements error.
func (g *Gap) Error() string {
	return fmt.Sprintf("time does not exist; %s or %s", g.Earlier.Format(time.RFC3339), g.Later.Format(time.RFC3339))
}

// Overlap says that the clocks are put back over this time, so that it happens twice: the person
// has to choose a fold.
type Overlap struct{ First, Second time.Time }

// Error implements error.
func (o *Overlap) Error() string {
	return fmt.Sprintf("time happens twice; %s or %s", o.First.Format(time.RFC3339), o.Second.Format(time.RFC3339))
}

// ParseWallTime reads what date and time fields send: "2026-12-03" and "14:00". It returns
// ErrWallTime for anything else.
func ParseWallTime(date, clock string) (WallTime, error) {
	read, err := time.Parse("2006-01-02 15:04", date+" "+clock)
	if err != nil {
		return WallTime{}, fmt.Errorf("%w: %q %q", ErrWallTime, date, clock)
	}
	return WallTimeOf(read), nil
}

// WallTimeOf is what the clocks show at an instant, in the zone that the instant carries. The fold
// is set where the time is shown twice.
func WallTimeOf(at time.Time) WallTime {
	wall := WallTime{
		Year: at.Year(), Month: at.Month(), Day: at.Day(), Hour: at.Hour(), Minute: at.Minute(),
	}
	if found := wall.instants(at.Location()); len(found) == 2 {
		wall.Fold = FoldSecond
		if at.Before(found[1]) {
			wall.Fold = FoldFirst
		}
	}
	return wall
}

// Date is the form that date fields read and send.
func (w WallTime) Date() string { return fmt.Sprintf("%04d-%02d-%02d", w.Year, w.Month, w.Day) }

// Clock is the form that time fields read and send.
func (w WallTime) Clock() string { return fmt.Sprintf("%02d:%02d", w.Hour, w.Minute) }

// In is the instant of this time in a zone. It returns ErrZone, ErrWallTime, a *Gap or an *Overlap
// where there is not exactly one.
func (w WallTime) In(zone string) (time.Time, error) {
	location, err := Zone(zone)
	if err != nil {
		return time.Time{}, err
	}
	if utc := w.utc(); WallTimeOf(utc) != w.unfolded() || w.Year < 1 || w.Year > 9999 {
		return time.Time{}, fmt.Errorf("%w: %s %s", ErrWallTime, w.Date(), w.Clock())
	}
	found := w.instants(location)
	switch {
	case len(found) == 0:
		return time.Time{}, w.gap(location)
	case len(found) == 1 || w.Fold == FoldFirst:
		return found[0], nil
	case w.Fold == FoldSecond:
		return found[1], nil
	default:
		return time.Time{}, &Overlap{First: found[0], Second: found[1]}
	}
}

// zones are those that were loaded once: reading one takes longer than everything else a row of a list
// is made of, and there are a few hundred at most.
var zones sync.Map

// Zone loads a zone by its IANA name. It returns ErrZone for names that are none, also for those
// that mean this machine or that look like a path.
func Zone(name string) (*time.Location, error) {
	if loaded, ok := zones.Load(name); ok {
		return loaded.(*time.Location), nil
	}
	strange := strings.Trim(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_+-/") != ""
	if name == "" || name == "Local" || len(name) > 64 || strange || strings.HasPrefix(name, "/") {
		return nil, fmt.Errorf("%w: %.64q", ErrZone, name)
	}
	location, err := time.LoadLocation(name)
	if err != nil {
		return nil, fmt.Errorf("%w: %q", ErrZone, name)
	}
	zones.Store(name, location)
	return location, nil
}

func (w WallTime) unfolded() WallTime {
	w.Fold = FoldNone
	return w
}

func (w WallTime) utc() time.Time {
	return time.Date(w.Year, w.Month, w.Day, w.Hour, w.Minute, 0, 0, time.UTC)
}

// instants returns every moment at which the clocks of the location show this time: none in a gap,
// two in an overlap. The offsets in question are those around the nearest change of the clocks.
func (w WallTime) instants(location *time.Location) []time.Time {
	found := []time.Time{}
	for _, offset := range w.offsets(location) {
		at := w.utc().Add(-offset).In(location)
		shown := at.Year() == w.Year && at.Month() == w.Month && at.Day() == w.Day &&
			at.Hour() == w.Hour && at.Minute() == w.Minute
		if shown && !slices.ContainsFunc(found, at.Equal) {
			found = append(found, at)
		}
	}
	slices.SortFunc(found, time.Time.Compare)
	return found
}

func (w WallTime) offsets(location *time.Location) []time.Duration {
	near := time.Date(w.Year, w.Month, w.Day, w.Hour, w.Minute, 0, 0, location)
	from, until := near.ZoneBounds()
	around := []time.Time{near}
	if !from.IsZero() {
		around = append(around, from.Add(-time.Second))
	}
	if !until.IsZero() {
		around = append(around, until)
	}
	offsets := make([]time.Duration, 0, len(around))
	for _, at := range around {
		_, seconds := at.In(location).Zone()
		offsets = append(offsets, time.Duration(seconds)*time.Second)
	}
	return offsets
}

// gap finds the two offsets on both sides of the change: read with the one before it the time falls
// after the gap, read with the one after it, before the gap.
func (w WallTime) gap(location *time.Location) *Gap {
	near := time.Date(w.Year, w.Month, w.Day, w.Hour, w.Minute, 0, 0, location)
	from, until := near.ZoneBounds()
	change := from
	if !until.IsZero() && (from.IsZero() || until.Sub(near) < near.Sub(from)) {
		change = until
	}
	_, before := change.Add(-time.Second).In(location).Zone()
	_, after := change.In(location).Zone()
	return &Gap{
		Earlier: w.utc().Add(-time.Duration(after) * time.Second).In(location),
		Later:   w.utc().Add(-time.Duration(before) * time.Second).In(location),
	}
}

// Period is when something takes place: from the start until just before the end.
type Period struct{ StartsAt, EndsAt time.Time }

// The bounds within which an interview can be planned.
const (
	MinDuration   = 5 * time.Minute
	MaxDuration   = 12 * time.Hour
	planningYears = 5
)

// PlanPeriod turns what a recruiter typed into instants. The duration is time that passes, also
// across midnight and a change of the clocks. It returns *Invalid on the fields start, zone and
// duration, or a *Gap or *Overlap that offers both candidates. A period that is one, but lies behind or
// too far ahead, comes along with its *Invalid.
func PlanPeriod(start WallTime, zone string, duration time.Duration, now time.Time) (Period, error) {
	startsAt, err := start.In(zone)
	invalid := &Invalid{}
	switch {
	case errors.Is(err, ErrZone):
		invalid.Add("zone", "times.invalid.zone")
	case errors.Is(err, ErrWallTime):
		invalid.Add("start", "times.invalid.start")
	case err != nil:
		return Period{}, err
	case !startsAt.After(now):
		invalid.Add("start", "times.invalid.past") // FAIL36
	case startsAt.After(now.AddDate(planningYears, 0, 0)):
		invalid.Add("start", "times.invalid.far", "years", planningYears)
	}
	if duration < MinDuration || duration > MaxDuration {
		invalid.Add("duration", "times.invalid.duration")
	}
	period := Period{StartsAt: startsAt.UTC(), EndsAt: startsAt.Add(duration).UTC()}
	if _, known := invalid.Fields["duration"]; known || err != nil {
		period = Period{}
	}
	return period, invalid.Err()
}

// ClocksChange says whether the difference between a person's zone and the interview's zone is
// another one at the interview than it is now (FAIL41): such a person easily comes an hour early or
// late. Unknown zones change nothing.
func ClocksChange(zone, personZone string, now, startsAt time.Time) bool {
	ours, err := Zone(zone)
	theirs, theirErr := Zone(personZone)
	if err != nil || theirErr != nil {
		return false
	}
	return between(ours, theirs, now) != between(ours, theirs, startsAt)
}

func between(one, other *time.Location, at time.Time) int {
	_, here := at.In(one).Zone()
	_, there := at.In(other).Zone()
	return here - there
}
