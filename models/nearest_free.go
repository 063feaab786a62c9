package models

import (
	"slices"
	"time"
)

// The hours in which another time is proposed, and how far ahead one is looked for.
const (
	dayBegins   = 8 * time.Hour
	dayEnds     = 19 * time.Hour
	slotEvery   = 15 * time.Minute
	daysAhead   = 14
	hoursOfADay = 24 * time.Hour
)

// Overlaps tells whether both periods share a moment. One that begins when the other ends does not
// overlap it.
func (p Period) Overlaps(other Period) bool {
	return p.StartsAt.Before(other.EndsAt) && other.StartsAt.Before(p.EndsAt)
}

// NearestFree proposes up to most times of the same length as the wished one that overlap nothing busy,
// the nearest ones, in their order: on working days between eight and seven o'clock of the zone, in the future. It
// returns fewer, or none, where there are no more within two weeks.
func NearestFree(wish Period, busy []Period, zone *time.Location, now time.Time, most int) []Period {
	length := wish.EndsAt.Sub(wish.StartsAt)
	var free []Period
	for after := range daysAhead * int(hoursOfADay/slotEvery) {
		for _, at := range []time.Time{wish.StartsAt.Add(-time.Duration(after) * slotEvery), wish.StartsAt.Add(time.Duration(after) * slotEvery)} {
			slot := Period{StartsAt: at, EndsAt: at.Add(length)}
			if len(free) == most {
				return inOrder(free)
			}
			if slot.StartsAt.After(now) && withinDay(slot, zone) && !overlapsAny(slot, busy) && !overlapsAny(slot, free) {
				free = append(free, slot)
			}
		}
	}
	return inOrder(free)
}

func inOrder(list []Period) []Period {
	slices.SortFunc(list, func(a, b Period) int { return a.StartsAt.Compare(b.StartsAt) })
	return list
}

func withinDay(slot Period, zone *time.Location) bool {
	from, to := slot.StartsAt.In(zone), slot.EndsAt.In(zone)
	midnight := time.Date(from.Year(), from.Month(), from.Day(), 0, 0, 0, 0, zone)
	working := from.Weekday() != time.Saturday && from.Weekday() != time.Sunday
	return working && from.Sub(midnight) >= dayBegins && to.Sub(midnight) <= dayEnds
}

func overlapsAny(slot Period, busy []Period) bool {
	return slices.ContainsFunc(busy, slot.Overlaps)
}
