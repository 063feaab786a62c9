package models

import (
	"errors"
	"fmt"
	"time"
)

// StartByWall is when the interview begins by the rules that its zone has today: they are changed now and
// then, and what was promised is the wall time. A time that happens twice stays the one that was meant; a
// time that does not exist any more is the one as long after the clocks are put forward.
func (i Interview) StartByWall() (time.Time, error) {
	read, err := time.Parse("2006-01-02T15:04", i.StartsLocal)
	if err != nil {
		return time.Time{}, fmt.Errorf("%w: %.20q", ErrWallTime, i.StartsLocal)
	}
	wall := WallTimeOf(read)
	at, err := wall.unfolded().In(i.TimeZone)
	var gap *Gap
	var overlap *Overlap
	switch {
	case errors.As(err, &gap):
		at, err = gap.Later, nil
	case errors.As(err, &overlap):
		at, err = overlap.First, nil
		if overlap.Second.Sub(i.StartsAt).Abs() < overlap.First.Sub(i.StartsAt).Abs() {
			at = overlap.Second
		}
	}
	return at.UTC(), err
}
