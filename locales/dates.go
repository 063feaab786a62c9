package locales

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	cldr "github.com/go-playground/locales"
	"github.com/go-playground/locales/en_GB"
	"github.com/go-playground/locales/fr"

	"entrevue/models"
)

// No-break spaces: the plain one, and the narrow one that groups French digits.
const (
	space       = "\u00a0"
	narrowSpace = "\u202f"
)

// British English, because en is the American twelve-hour clock.
var calendars = map[Language]cldr.Translator{English: en_GB.New(), French: fr.New()}

func calendar(ctx context.Context) cldr.Translator {
	if From(ctx) == French {
		return calendars[French]
	}
	return calendars[English]
}

// Date is short: 3 Dec 2026, 3 déc. 2026.
func Date(ctx context.Context, t time.Time) string {
	t = t.In(Zone(ctx))
	return dayOfMonth(ctx, t) + space + calendar(ctx).MonthAbbreviated(t.Month()) + " " + year(t)
}

// DateLong is for headings: Thursday 3 December 2026, jeudi 3 décembre 2026.
func DateLong(ctx context.Context, t time.Time) string {
	return DayLong(ctx, t) + " " + year(t.In(Zone(ctx)))
}

// Day is for lists whose year is clear: Thu 3 Dec, jeu. 3 déc.
func Day(ctx context.Context, t time.Time) string {
	t = t.In(Zone(ctx))
	c := calendar(ctx)
	return c.WeekdayAbbreviated(t.Weekday()) + space + dayOfMonth(ctx, t) + space +
		c.MonthAbbreviated(t.Month())
}

// DayLong is Thursday 3 December, jeudi 3 décembre.
func DayLong(ctx context.Context, t time.Time) string {
	return Weekday(ctx, t) + " " + DayMonth(ctx, t)
}

// DayMonth is 3 December, 3 décembre.
func DayMonth(ctx context.Context, t time.Time) string {
	t = t.In(Zone(ctx))
	return dayOfMonth(ctx, t) + space + calendar(ctx).MonthWide(t.Month())
}

// Weekday is Thursday, jeudi.
func Weekday(ctx context.Context, t time.Time) string {
	return calendar(ctx).WeekdayWide(t.In(Zone(ctx)).Weekday())
}

// DayOfWeek is a day where a line begins: Monday, Lundi.
func DayOfWeek(ctx context.Context, day time.Weekday) string {
	name := calendar(ctx).WeekdayWide(day)
	return strings.ToUpper(name[:1]) + name[1:]
}

// Time is the 24-hour clock: 14:00, 14 h or 14 h 30. A time that the clock shows twice that day,
// because it is put back, carries its distance from UTC: 02:30 (UTC+2).
func Time(ctx context.Context, t time.Time) string {
	t = t.In(Zone(ctx))
	if models.WallTimeOf(t).Fold != models.FoldNone {
		return clock(ctx, t) + space + "(" + offset(t) + ")"
	}
	return clock(ctx, t)
}

// offset is how far the clock is from UTC: UTC+2, UTC−3:30.
func offset(t time.Time) string {
	_, seconds := t.Zone()
	sign, minutes := "+", seconds/60
	if minutes < 0 {
		sign, minutes = "−", -minutes
	}
	if minutes%60 == 0 {
		return fmt.Sprintf("UTC%s%d", sign, minutes/60)
	}
	return fmt.Sprintf("UTC%s%d:%02d", sign, minutes/60, minutes%60)
}

// clock is the time as it stands on the clock.
func clock(ctx context.Context, t time.Time) string {
	if From(ctx) != French {
		return t.Format("15:04")
	}
	hour := strconv.Itoa(t.Hour()) + space + "h"
	if t.Minute() == 0 {
		return hour
	}
	return hour + space + t.Format("04")
}

// TimeRange is 14:00–15:00, 14 h – 15 h. An end on another day carries its day.
func TimeRange(ctx context.Context, from, to time.Time) string {
	end := Time(ctx, to)
	if from.In(Zone(ctx)).YearDay() != to.In(Zone(ctx)).YearDay() {
		end = DayTime(ctx, to)
	}
	if From(ctx) == French {
		return Time(ctx, from) + space + "–" + space + end
	}
	return Time(ctx, from) + "–" + end
}

// DateTime is 3 Dec 2026, 14:00 or 3 déc. 2026 à 14 h.
func DateTime(ctx context.Context, t time.Time) string {
	return T(ctx, "dates.date_time", "date", Date(ctx, t), "time", Time(ctx, t))
}

// DayTime is Thu 3 Dec, 14:00 or jeu. 3 déc. à 14 h.
func DayTime(ctx context.Context, t time.Time) string {
	return T(ctx, "dates.date_time", "date", Day(ctx, t), "time", Time(ctx, t))
}

// Moment tells when something near happened: today, 09:12; yesterday, 17:30; else day and time,
// with the year where it is not the present one.
func Moment(ctx context.Context, t, now time.Time) string {
	local, today := t.In(Zone(ctx)), now.In(Zone(ctx))
	switch {
	case sameDay(local, today):
		return T(ctx, "dates.today", "time", Time(ctx, t))
	case sameDay(local, today.AddDate(0, 0, -1)):
		return T(ctx, "dates.yesterday", "time", Time(ctx, t))
	case sameDay(local, today.AddDate(0, 0, 1)):
		return T(ctx, "dates.tomorrow", "time", Time(ctx, t))
	case local.Year() == today.Year():
		return DayTime(ctx, t)
	default:
		return DateTime(ctx, t)
	}
}

// Duration is 90 s, 45 min, 1 h, 1 h 30 min; French 1 h 30. Longer ones are told in hours, too.
func Duration(ctx context.Context, d time.Duration) string {
	hours, minutes := int(d.Hours()), int(d.Minutes())%60
	switch {
	case d < 2*time.Minute && d%time.Minute != 0:
		return strconv.Itoa(int(d.Seconds())) + space + "s"
	case hours == 0:
		return strconv.Itoa(minutes) + space + "min"
	case minutes == 0:
		return Number(ctx, hours) + space + "h"
	case From(ctx) == French:
		return fmt.Sprintf("%s%sh%s%02d", Number(ctx, hours), space, space, minutes)
	default:
		return fmt.Sprintf("%s%sh%s%d%smin", Number(ctx, hours), space, space, minutes, space)
	}
}

// Wait is the Duration after which somebody may try again, rounded up: whoever obeys it is not refused once
// more.
func Wait(ctx context.Context, d time.Duration) string {
	unit := time.Second
	if d > 2*time.Minute {
		unit = time.Minute
	}
	return Duration(ctx, (d + unit - 1).Truncate(unit))
}

// Number groups digits as the language does: 12,345 or 12 345.
func Number(ctx context.Context, n int) string {
	return grouped(calendar(ctx).FmtNumber(float64(n), 0))
}

// grouped narrows the spaces between digits, which the library writes wide.
func grouped(number string) string {
	return strings.NewReplacer(" ", narrowSpace, space, narrowSpace).Replace(number)
}

// dayOfMonth writes the first of a French month as 1er, which the library does not.
func dayOfMonth(ctx context.Context, t time.Time) string {
	if t.Day() == 1 && From(ctx) == French {
		return "1er"
	}
	return strconv.Itoa(t.Day())
}

func year(t time.Time) string { return strconv.Itoa(t.Year()) }

func sameDay(a, b time.Time) bool {
	return a.Year() == b.Year() && a.YearDay() == b.YearDay()
}
