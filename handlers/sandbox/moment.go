package sandbox

import (
	"encoding/json"
	"time"
)

// moment is a start or an end as the protocol writes it (1.4): a time, a date, or a time with zone.
type moment struct {
	At     time.Time
	AllDay bool
	Zone   string
}

const dateLayout = time.DateOnly

// utc writes an instant as the protocol does.
func utc(at time.Time) string { return at.UTC().Format("2006-01-02T15:04:05Z") }

// zone finds an IANA zone; the machine's own zone has no name in the protocol.
func zone(name string) (*time.Location, bool) {
	if name == "" || name == "Local" {
		return nil, false
	}
	place, err := time.LoadLocation(name)
	return place, err == nil
}

// readMoment reads a value in a default zone; the key says what is wrong with it.
func readMoment(raw json.RawMessage, tzid string) (m moment, key string) {
	var text string
	if json.Unmarshal(raw, &text) == nil {
		return readTime(text, tzid)
	}
	var zoned struct{ Time, Tzid string }
	if json.Unmarshal(raw, &zoned) != nil || zoned.Time == "" {
		return moment{}, "errors.invalid_format"
	}
	if zoned.Tzid == "" {
		zoned.Tzid = tzid
	}
	if _, known := zone(zoned.Tzid); !known {
		return moment{}, "errors.tzid_unrecognized"
	}
	return readTime(zoned.Time, zoned.Tzid)
}

func readTime(text, tzid string) (moment, string) {
	place, known := zone(tzid)
	if !known {
		place = time.UTC
	}
	if at, err := time.Parse(time.RFC3339, text); err == nil {
		return moment{At: at.UTC(), Zone: tzid}, ""
	}
	for _, layout := range []string{"2006-01-02T15:04:05", "2006-01-02T15:04", "2006-01-02 15:04:05"} {
		if at, err := time.ParseInLocation(layout, text, place); err == nil {
			return moment{At: at.UTC(), Zone: tzid}, ""
		}
	}
	if at, err := time.ParseInLocation(dateLayout, text, place); err == nil {
		return moment{At: at.UTC(), AllDay: true, Zone: tzid}, ""
	}
	return moment{}, "errors.invalid_format"
}

// write is the moment in an answer: a date for whole days, with its zone when localized.
func (m moment) write(localized *time.Location) any {
	place, known := zone(m.Zone)
	switch {
	case m.AllDay && known:
		return m.At.In(place).Format(dateLayout)
	case m.AllDay:
		return m.At.Format(dateLayout)
	case localized != nil:
		return map[string]any{"time": m.At.In(localized).Format(time.RFC3339), "tzid": localized.String()}
	}
	return utc(m.At)
}
