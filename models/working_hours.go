package models

import (
	"strings"
	"time"
)

// Week are the days of a week in the order in which people read them.
var Week = [...]time.Weekday{time.Monday, time.Tuesday, time.Wednesday, time.Thursday, time.Friday, time.Saturday, time.Sunday}

// DayHours are the hours of one day, as time fields read and send them: from 09:00 to 18:00. A day without
// any is free. They never go past midnight.
type DayHours struct{ From, To string }

// Free tells whether nobody works on the day.
func (h DayHours) Free() bool { return h == DayHours{} }

// holds tells whether a minute, such as "10:59", lies within the hours.
func (h DayHours) holds(clock string) bool { return !h.Free() && h.From <= clock && clock < h.To }

// WeekHours are the hours of every day, by the weekday.
type WeekHours [7]DayHours

// WorkingHours are when somebody works, on their own clock, as it is kept: the days of Week, each as
// "09:00-18:00" or "-" when it is free. Each person sets their own. Empty means standardHours.
type WorkingHours string

// standardHours are those of everybody who has set none.
const standardHours WorkingHours = "09:00-18:00 09:00-18:00 09:00-18:00 09:00-18:00 09:00-18:00 - -"

// Hours are the hours of every day.
func (w WorkingHours) Hours() WeekHours {
	if w == "" {
		w = standardHours
	}
	var hours WeekHours
	for n, part := range strings.Fields(string(w)) {
		if from, to, ok := strings.Cut(part, "-"); ok && n < len(Week) {
			hours[Week[n]] = DayHours{from, to}
		}
	}
	return hours
}

// HoursField is the name of a field in which somebody sets when a day begins or ends: monday_from.
func HoursField(day time.Weekday, edge string) string {
	return strings.ToLower(day.String()) + "_" + edge
}

// CheckHours notes in invalid what is wrong with the hours somebody has typed, beside its field, and
// returns them as they are kept.
func CheckHours(invalid *Invalid, typed WeekHours) WorkingHours {
	parts := make([]string, len(Week))
	for n, day := range Week {
		hours := typed[day]
		from := checkClock(invalid, HoursField(day, "from"), hours.From, hours.To)
		to := checkClock(invalid, HoursField(day, "to"), hours.To, hours.From)
		if from != "" && to != "" && from >= to {
			invalid.Add(HoursField(day, "to"), "problem.hours_order")
		}
		parts[n] = from + "-" + to
	}
	return WorkingHours(strings.Join(parts, " "))
}

// checkClock returns a time of the day in its one form. other is the other edge of the day: where one is
// set, both are.
func checkClock(invalid *Invalid, field, typed, other string) string {
	typed = strings.TrimSpace(typed)
	if typed == "" {
		if strings.TrimSpace(other) != "" {
			invalid.Add(field, "problem.hours_half")
		}
		return ""
	}
	read, err := time.Parse("15:04", typed)
	if err != nil {
		invalid.Add(field, "problem.hours_time")
		return ""
	}
	return read.Format("15:04")
}

// Works tells whether the person works all through a period: whether each of its minutes, as the clock in
// their zone shows it, lies within the hours of the day that it shows. Where their zone is not known,
// nobody can say that they do not.
func (e Employee) Works(period Period) bool {
	zone, err := Zone(e.TimeZone)
	if err != nil {
		return true
	}
	hours := e.WorkingHours.Hours()
	for at := period.StartsAt.In(zone); at.Before(period.EndsAt); at = at.Add(time.Minute) {
		if !hours[at.Weekday()].holds(at.Format("15:04")) {
			return false
		}
	}
	return true
}
