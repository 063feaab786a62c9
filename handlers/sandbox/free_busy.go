package sandbox

import (
	"crypto/sha256"
	"encoding/hex"
	"time"
)

// listFreeBusy is GET /v1/free_busy (7.6).
func listFreeBusy(c *call) answer { return c.firstPage("free_busy", freeBusyEntries) }

// moreFreeBusy is the next page of GET /v1/free_busy.
func moreFreeBusy(c *call) answer { return c.furtherPage("free_busy", freeBusyEntries) }

func freeBusyEntries(c *call, r reading) []map[string]any {
	r.OnlyManaged = false
	list := []map[string]any{}
	for _, e := range c.eventsOf(c.account, r) {
		status := e.busyStatus()
		if status == "free" && !r.IncludeFree {
			continue
		}
		entry := map[string]any{
			"calendar_id": e.CalendarID, "start": e.Start.write(r.Localized),
			"end": e.End.write(r.Localized), "free_busy_status": status,
		}
		if r.IncludeIDs {
			entry["event_uid"] = e.UID
			if e.Managed {
				entry["event_id"] = e.EventID
			}
		}
		if r.IncludeDeleted {
			entry["deleted"] = e.Deleted
		}
		list = append(list, entry)
	}
	return list
}

func (e event) busyStatus() string {
	switch {
	case e.Extended == "tentative":
		return "tentative"
	case e.Transparency == "transparent", e.Extended == "transparent":
		return "free"
	}
	return "busy"
}

// weeklyEvents are the busy times of the directory as events in the primary calendar. They are
// not stored; a reading without end gets none.
func (t *tx) weeklyEvents(a account, r reading) []event {
	box, known := load[mailbox](t, a.Email)
	if !known || r.To.IsZero() {
		return nil
	}
	place, _ := zone(box.Zone)
	var all []event
	for day := startOfDay(r.From.In(place)); day.Before(r.To); day = day.AddDate(0, 0, 1) {
		for _, w := range box.Busy {
			if w.Day == day.Weekday() {
				all = append(all, w.on(day, a))
			}
		}
	}
	return all
}

// on is the event of one day. Its id depends on mailbox and time only.
func (w weekly) on(day time.Time, a account) event {
	start, end := wallTime(day, w.From), wallTime(day, w.To)
	sum := sha256.Sum256([]byte(a.Email + start.UTC().String()))
	return event{
		Sub: a.Sub, CalendarID: a.primary().ID, UID: "evt_external_" + hex.EncodeToString(sum[:12]),
		Summary: w.Summary, Transparency: "opaque",
		Start: moment{At: start.UTC(), Zone: day.Location().String()},
		End:   moment{At: end.UTC(), Zone: day.Location().String()},
	}
}

func wallTime(day time.Time, clock string) time.Time {
	at, _ := time.Parse("15:04", clock) // the directory's own values
	y, m, d := day.Date()
	return time.Date(y, m, d, at.Hour(), at.Minute(), 0, 0, day.Location())
}
