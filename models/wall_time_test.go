package models

import (
	"errors"
	"testing"
	"time"
	_ "time/tzdata"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func wall(t *testing.T, date, clock string) WallTime {
	t.Helper()
	read, err := ParseWallTime(date, clock)
	if err != nil {
		t.Fatal(err)
	}
	return read
}

func utc(t *testing.T, text string) time.Time {
	t.Helper()
	at, err := time.Parse(time.RFC3339, text)
	if err != nil {
		t.Fatal(err)
	}
	return at.UTC()
}

func TestWallTimeBecomesTheInstantOfItsZone(t *testing.T) {
	t.Parallel()
	rows := []struct{ date, clock, zone, want string }{
		{"2026-12-03", "14:00", "Europe/Paris", "2026-12-03T13:00:00Z"},
		{"2026-07-03", "14:00", "Europe/Paris", "2026-07-03T12:00:00Z"},
		{"2026-12-03", "08:00", "America/Montreal", "2026-12-03T13:00:00Z"},
		{"2026-12-03", "18:30", "Asia/Kolkata", "2026-12-03T13:00:00Z"},
		{"2026-12-03", "18:45", "Asia/Kathmandu", "2026-12-03T13:00:00Z"},
		{"2026-12-03", "23:30", "Australia/Adelaide", "2026-12-03T13:00:00Z"},
		{"2026-12-04", "03:00", "Pacific/Kiritimati", "2026-12-03T13:00:00Z"},
		{"2028-02-29", "09:00", "Europe/Paris", "2028-02-29T08:00:00Z"},
		{"2026-12-31", "23:59", "America/Los_Angeles", "2027-01-01T07:59:00Z"},
		{"2026-03-29", "01:59", "Europe/Paris", "2026-03-29T00:59:00Z"},
		{"2026-03-29", "03:00", "Europe/Paris", "2026-03-29T01:00:00Z"},
		{"2026-10-25", "01:59", "Europe/Paris", "2026-10-24T23:59:00Z"},
		{"2026-10-25", "03:00", "Europe/Paris", "2026-10-25T02:00:00Z"},
		{"2026-12-03", "14:00", "UTC", "2026-12-03T14:00:00Z"},
	}
	for _, row := range rows {
		got, err := wall(t, row.date, row.clock).In(row.zone)
		if err != nil || !got.Equal(utc(t, row.want)) {
			t.Errorf("%s %s %s is %s (%v), want %s", row.date, row.clock, row.zone, got, err, row.want)
		}
	}
}

// ATT34: in a gap both neighbours are offered.
func TestTimeInAGapIsReportedWithBothCandidates(t *testing.T) {
	t.Parallel()
	rows := []struct{ date, clock, zone, earlier, later string }{
		{"2026-03-29", "02:00", "Europe/Paris", "2026-03-29T01:00:00+01:00", "2026-03-29T03:00:00+02:00"},
		{"2026-03-29", "02:30", "Europe/Paris", "2026-03-29T01:30:00+01:00", "2026-03-29T03:30:00+02:00"},
		{"2026-03-08", "02:59", "America/New_York", "2026-03-08T01:59:00-05:00", "2026-03-08T03:59:00-04:00"},
		{"2026-10-04", "02:15", "Australia/Lord_Howe", "2026-10-04T01:45:00+10:30", "2026-10-04T02:45:00+11:00"},
	}
	for _, row := range rows {
		_, err := wall(t, row.date, row.clock).In(row.zone)
		var gap *Gap
		if !errors.As(err, &gap) {
			t.Errorf("%s %s %s: %v", row.date, row.clock, row.zone, err)
			continue
		}
		got := []string{gap.Earlier.Format(time.RFC3339), gap.Later.Format(time.RFC3339)}
		if diff := cmp.Diff([]string{row.earlier, row.later}, got); diff != "" {
			t.Errorf("%s %s %s: %s", row.date, row.clock, row.zone, diff)
		}
	}
}

// ATT34: a doubled time is reported, and decided by the fold.
func TestDoubledTimeIsReportedUntilAFoldIsChosen(t *testing.T) {
	t.Parallel()
	rows := []struct{ date, clock, zone, first, second string }{
		{"2026-10-25", "02:00", "Europe/Paris", "2026-10-25T00:00:00Z", "2026-10-25T01:00:00Z"},
		{"2026-10-25", "02:59", "Europe/Paris", "2026-10-25T00:59:00Z", "2026-10-25T01:59:00Z"},
		{"2026-11-01", "01:30", "America/New_York", "2026-11-01T05:30:00Z", "2026-11-01T06:30:00Z"},
		{"2026-04-05", "01:45", "Australia/Lord_Howe", "2026-04-04T14:45:00Z", "2026-04-04T15:15:00Z"},
	}
	for _, row := range rows {
		doubled := wall(t, row.date, row.clock)
		_, err := doubled.In(row.zone)
		var overlap *Overlap
		if !errors.As(err, &overlap) || !overlap.First.Equal(utc(t, row.first)) || !overlap.Second.Equal(utc(t, row.second)) {
			t.Errorf("%s %s %s: %v", row.date, row.clock, row.zone, err)
		}
		for fold, want := range map[Fold]string{FoldFirst: row.first, FoldSecond: row.second} {
			doubled.Fold = fold
			at, err := doubled.In(row.zone)
			if err != nil || !at.Equal(utc(t, want)) {
				t.Errorf("%s %s, %s: %s (%v), want %s", row.date, row.clock, fold, at, err, want)
			}
			if back := WallTimeOf(at); back != doubled {
				t.Errorf("%s is read back as %+v, want %+v", at, back, doubled)
			}
		}
	}
}

// ATT34
func TestNamesThatAreNoZonesAreRefused(t *testing.T) {
	t.Parallel()
	for _, name := range []string{
		"", "Local", "../../etc/passwd", "/etc/localtime", "Europe/../Europe/Paris", "Europe/Lyon", "Europe\\Paris",
		"Europe/Paris\x00", " Europe/Paris", "CEST+2 ", "Pariş", string(make([]byte, 1000)),
	} {
		if _, err := wall(t, "2026-12-03", "14:00").In(name); !errors.Is(err, ErrZone) {
			t.Errorf("%q: %v", name, err)
		}
	}
}

// ATT34
func TestDatesThatDoNotExistAreRefused(t *testing.T) {
	t.Parallel()
	for _, typed := range [][2]string{
		{"2026-02-29", "09:00"}, {"2026-13-01", "09:00"}, {"2026-04-31", "09:00"}, {"2026-12-03", "24:00"},
		{"2026-12-03", "9:60"}, {"", ""}, {"3.12.2026", "14:00"}, {"2026-12-03", "14:00:00"}, {"12026-12-03", "14:00"},
	} {
		if read, err := ParseWallTime(typed[0], typed[1]); !errors.Is(err, ErrWallTime) {
			t.Errorf("%v is read as %+v (%v)", typed, read, err)
		}
	}
	for _, made := range []WallTime{{}, {Year: 2026, Month: 2, Day: 30}, {Year: 10000, Month: 1, Day: 1}, {Year: 2026, Month: 1, Day: 1, Hour: 25}} {
		if _, err := made.In("Europe/Paris"); !errors.Is(err, ErrWallTime) {
			t.Errorf("%+v: %v", made, err)
		}
	}
}

func TestPeriodCrossesMidnightAndChangesOfTheClocks(t *testing.T) {
	t.Parallel()
	now := utc(t, "2026-01-01T00:00:00Z")
	rows := []struct {
		date, clock  string
		duration     time.Duration
		starts, ends string
	}{
		{"2026-12-03", "23:30", time.Hour, "2026-12-03T22:30:00Z", "2026-12-03T23:30:00Z"},
		{"2028-02-28", "23:30", time.Hour, "2028-02-28T22:30:00Z", "2028-02-28T23:30:00Z"},
		{"2026-03-29", "01:30", time.Hour, "2026-03-29T00:30:00Z", "2026-03-29T01:30:00Z"},
		{"2026-10-25", "01:30", 2 * time.Hour, "2026-10-24T23:30:00Z", "2026-10-25T01:30:00Z"},
	}
	for _, row := range rows {
		got, err := PlanPeriod(wall(t, row.date, row.clock), "Europe/Paris", row.duration, now)
		want := Period{StartsAt: utc(t, row.starts), EndsAt: utc(t, row.ends)}
		if err != nil || got != want {
			t.Errorf("%s %s: %+v (%v)", row.date, row.clock, got, err)
		}
	}
}

func TestPlanningIsBounded(t *testing.T) {
	t.Parallel()
	now := utc(t, "2026-11-22T12:00:00Z")
	hour := time.Hour
	rows := []struct {
		name        string
		date, clock string
		zone        string
		duration    time.Duration
		field, key  string
	}{
		{"the next minute", "2026-11-22", "13:01", "Europe/Paris", hour, "", ""},
		{"now (FAIL36)", "2026-11-22", "13:00", "Europe/Paris", hour, "start", "times.invalid.past"},
		{"yesterday (FAIL36)", "2026-11-21", "13:00", "Europe/Paris", hour, "start", "times.invalid.past"},
		{"five years ahead", "2031-11-22", "13:00", "Europe/Paris", hour, "", ""},
		{"a minute more", "2031-11-22", "13:01", "Europe/Paris", hour, "start", "times.invalid.far"},
		{"year 9999", "9999-12-31", "23:59", "Europe/Paris", hour, "start", "times.invalid.far"},
		{"a zone that is a path", "2026-12-03", "14:00", "../../etc/passwd", hour, "zone", "times.invalid.zone"},
		{"end at the start", "2026-12-03", "14:00", "Europe/Paris", 0, "duration", "times.invalid.duration"},
		{"end before the start", "2026-12-03", "14:00", "Europe/Paris", -hour, "duration", "times.invalid.duration"},
		{"longer than a day's work", "2026-12-03", "14:00", "Europe/Paris", 13 * hour, "duration", "times.invalid.duration"},
	}
	for _, row := range rows {
		_, err := PlanPeriod(wall(t, row.date, row.clock), row.zone, row.duration, now)
		var invalid *Invalid
		switch {
		case row.field == "" && err != nil:
			t.Errorf("%s: %v", row.name, err)
		case row.field != "" && (!errors.As(err, &invalid) || invalid.Fields[row.field].Key != row.key):
			t.Errorf("%s: %v, want %s", row.name, err, row.key)
		}
	}
	_, err := PlanPeriod(wall(t, "2027-03-28", "02:30"), "Europe/Paris", hour, now)
	if gap := (*Gap)(nil); !errors.As(err, &gap) {
		t.Errorf("gap: %v", err)
	}
}

// FAIL41
func TestChangingClocksAreNoticedOnlyWhereTheyShiftTheDifference(t *testing.T) {
	t.Parallel()
	march := utc(t, "2026-03-01T12:00:00Z")
	rows := []struct {
		person, at string
		want       bool
	}{
		{"America/Montreal", "2026-03-20T12:00:00Z", true}, // America has changed, Europe not yet
		{"America/Montreal", "2026-04-20T12:00:00Z", false},
		{"Asia/Kolkata", "2026-04-20T12:00:00Z", true},
		{"Europe/Berlin", "2026-04-20T12:00:00Z", false},
		{"Europe/Lyon", "2026-04-20T12:00:00Z", false},
	}
	for _, row := range rows {
		if got := ClocksChange("Europe/Paris", row.person, march, utc(t, row.at)); got != row.want {
			t.Errorf("%s on %s: %v", row.person, row.at, got)
		}
	}
}

func TestEveryInstantIsReadBackFromItsWallTime(t *testing.T) {
	t.Parallel()
	zones := []string{
		"Europe/Paris", "America/Montreal", "America/St_Johns", "Asia/Kathmandu", "Australia/Lord_Howe",
		"Africa/Casablanca", "Pacific/Apia", "Pacific/Chatham", "Antarctica/Troll", "UTC",
	}
	rapid.Check(t, func(t *rapid.T) {
		zone := rapid.SampledFrom(zones).Draw(t, "zone")
		location, err := Zone(zone)
		if err != nil {
			t.Fatal(err)
		}
		at := time.Unix(rapid.Int64Range(0, 32*365*24*60).Draw(t, "minute")*60+1_000_000_020, 0).Truncate(time.Minute).In(location)
		if back, err := WallTimeOf(at).In(zone); err != nil || !back.Equal(at) {
			t.Fatalf("%s in %s is read back as %s (%v)", at, zone, back, err)
		}
	})
}
