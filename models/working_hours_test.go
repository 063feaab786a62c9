package models_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"entrevue/models"
)

// typed are hours as somebody types them, Monday first; a day without any is free.
func typed(days ...string) models.WeekHours {
	var hours models.WeekHours
	for n, day := range days {
		from, to, _ := strings.Cut(day, "-")
		hours[models.Week[n]] = models.DayHours{From: from, To: to}
	}
	return hours
}

func TestPersonWorksWithinTheHoursOfTheirOwnClock(t *testing.T) {
	t.Parallel()
	const early, night = "07:00-15:30 07:00-15:30 - 07:00-15:30 07:00-12:00 - 10:00-12:00", "- - - - - - 00:30-05:00"
	for name, c := range map[string]struct {
		zone   string
		hours  models.WorkingHours
		start  string // UTC
		length time.Duration
		works  bool
	}{
		"in the morning":                     {"Europe/Paris", "", "2026-12-03T08:00", time.Hour, true},
		"before the morning":                 {"Europe/Paris", "", "2026-12-03T07:59", time.Hour, false},
		"until the evening":                  {"Europe/Paris", "", "2026-12-03T16:00", time.Hour, true},
		"past the evening":                   {"Europe/Paris", "", "2026-12-03T16:01", time.Hour, false},
		"all day":                            {"Europe/Paris", "", "2026-12-03T08:00", 9 * time.Hour, true},
		"on Saturday":                        {"Europe/Paris", "", "2026-12-05T10:00", time.Hour, false},
		"Friday evening elsewhere":           {"America/Montreal", "", "2026-12-04T22:00", time.Hour, true},
		"Saturday elsewhere":                 {"Pacific/Auckland", "", "2026-12-04T20:00", time.Hour, false},
		"Monday elsewhere":                   {"Pacific/Auckland", "", "2026-12-06T20:00", time.Hour, true},
		"three quarters of an hour off":      {"Asia/Kathmandu", "", "2026-12-03T03:15", 15 * time.Minute, true},
		"and before that":                    {"Asia/Kathmandu", "", "2026-12-03T03:14", 15 * time.Minute, false},
		"own hours":                          {"Europe/Paris", early, "2026-12-03T06:00", time.Hour, true},
		"past own hours":                     {"Europe/Paris", early, "2026-12-03T14:00", time.Hour, false},
		"own free day":                       {"Europe/Paris", early, "2026-12-02T10:00", time.Hour, false},
		"own Sunday":                         {"Europe/Paris", early, "2026-12-06T09:00", 2 * time.Hour, true},
		"across midnight":                    {"Europe/Paris", "09:00-23:59 00:00-18:00 - - - - -", "2026-11-30T22:30", time.Hour, false},
		"first day of summer time":           {"Europe/Paris", "", "2027-03-29T07:00", time.Hour, true},
		"an hour too early for summer time":  {"Europe/Paris", "", "2027-03-29T06:00", time.Hour, false},
		"last hour of summer time":           {"Europe/Paris", "", "2027-03-29T15:30", time.Hour, false},
		"first day of winter time":           {"Europe/Paris", "", "2026-10-26T08:00", time.Hour, true},
		"still by summer time":               {"Europe/Paris", "", "2026-10-26T07:00", time.Hour, false},
		"while the clocks go forward":        {"Europe/Paris", night, "2027-03-28T00:30", 2*time.Hour + 30*time.Minute, true},
		"past the hour that is left out":     {"Europe/Paris", night, "2027-03-28T00:30", 2*time.Hour + 31*time.Minute, false},
		"while the clocks go back":           {"Europe/Paris", night, "2026-10-24T22:30", 5*time.Hour + 30*time.Minute, true},
		"past the hour that happens twice":   {"Europe/Paris", night, "2026-10-24T22:30", 5*time.Hour + 31*time.Minute, false},
		"between two equal times on a clock": {"Europe/Paris", "- - - - - - 02:00-02:30", "2026-10-25T00:10", 70 * time.Minute, false},
		"the second of two equal times":      {"Europe/Paris", "- - - - - - 02:00-02:30", "2026-10-25T01:00", 30 * time.Minute, true},
		"somewhere that is nowhere":          {"Mars/Olympus", "", "2026-12-05T03:00", time.Hour, true},
	} {
		start, err := time.Parse("2006-01-02T15:04", c.start)
		if err != nil {
			t.Fatal(err)
		}
		person := models.Employee{TimeZone: c.zone, WorkingHours: c.hours}
		if person.Works(models.Period{StartsAt: start, EndsAt: start.Add(c.length)}) != c.works {
			t.Errorf("%s: works is %t", name, !c.works)
		}
	}
}

func TestHoursAreKeptAsTheyWereTyped(t *testing.T) {
	t.Parallel()
	hours := typed("9:00-17:30", "08:00-12:00", "", "00:00-23:59", "", " 10:00 - 11:00 ", "")
	invalid := &models.Invalid{}
	kept := models.CheckHours(invalid, hours)
	if err := invalid.Err(); err != nil {
		t.Fatal(err)
	}
	if want := typed("09:00-17:30", "08:00-12:00", "", "00:00-23:59", "", "10:00-11:00", ""); kept.Hours() != want {
		t.Errorf("kept as %q: %v", kept, kept.Hours())
	}
	if standard := models.WorkingHours("").Hours(); standard[time.Friday] != (models.DayHours{From: "09:00", To: "18:00"}) || !standard[time.Sunday].Free() {
		t.Errorf("at first %v", standard)
	}
}

func TestHoursThatAreNoneAreToldAtTheirField(t *testing.T) {
	t.Parallel()
	for day, want := range map[string]string{
		"18:00-09:00":       "monday_to problem.hours_order",
		"22:00-06:00":       "monday_to problem.hours_order",
		"09:00-09:00":       "monday_to problem.hours_order",
		"09:00-":            "monday_to problem.hours_half",
		"-18:00":            "monday_from problem.hours_half",
		"nine-18:00":        "monday_from problem.hours_time",
		"09:00-24:00":       "monday_to problem.hours_time",
		"09:00-18:60":       "monday_to problem.hours_time",
		"09:00-٠٩:٠٠":       "monday_to problem.hours_time",
		"09:00:00-18:00":    "monday_from problem.hours_time",
		"x-y":               "monday_from problem.hours_time, monday_to problem.hours_time",
		"09:00-18:00 10:00": "monday_to problem.hours_time",
	} {
		invalid := &models.Invalid{}
		models.CheckHours(invalid, typed(day))
		var told []string
		for field, problem := range invalid.Fields {
			told = append(told, field+" "+problem.Key)
		}
		slices.Sort(told)
		if got := strings.Join(told, ", "); got != want {
			t.Errorf("%q: %q, want %q", day, got, want)
		}
	}
}
