package locales

import (
	"context"
	"strings"
	"time"
)

// City names a time zone as people do, by its city: Europe/Paris is Paris.
func City(ctx context.Context, zone string) string {
	if key, listed := cityKeys[zone]; listed {
		return T(ctx, key)
	}
	city := zone[strings.LastIndex(zone, "/")+1:]
	return strings.ReplaceAll(city, "_", " ")
}

// SameClock tells whether the clocks of a zone show the reader's time at that moment.
func SameClock(ctx context.Context, other *time.Location, at time.Time) bool {
	_, mine := at.In(Zone(ctx)).Zone()
	_, theirs := at.In(other).Zone()
	return mine == theirs
}

// Difference tells how far the clocks of a zone are from the reader's at that moment: 6 hours
// ahead, 30 minutes behind, same time.
func Difference(ctx context.Context, other *time.Location, at time.Time) string {
	_, mine := at.In(Zone(ctx)).Zone()
	_, theirs := at.In(other).Zone()
	gap := time.Duration(theirs-mine) * time.Second
	switch {
	case gap == 0:
		return T(ctx, "zones.same_time")
	case gap > 0:
		return T(ctx, "zones.ahead", "duration", Duration(ctx, gap))
	default:
		return T(ctx, "zones.behind", "duration", Duration(ctx, -gap))
	}
}
