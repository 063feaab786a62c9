package locales_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"entrevue/locales"
	"entrevue/models"
)

func in(l locales.Language) context.Context {
	paris, err := time.LoadLocation("Europe/Paris")
	if err != nil {
		panic(err)
	}
	return locales.With(context.Background(), l, paris)
}

func at(text string) time.Time {
	moment, err := time.Parse(time.RFC3339, text)
	if err != nil {
		panic(err)
	}
	return moment
}

func check(t *testing.T, got, want string) {
	t.Helper()
	if got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestTextsAreWordedInTheLanguageOfTheReader(t *testing.T) {
	t.Parallel()
	check(t, locales.T(in("en"), "layout.nav.positions"), "Positions")
	check(t, locales.T(in("fr"), "layout.nav.positions"), "Postes")
	check(t, locales.T(context.Background(), "layout.nav.positions"), "Positions")
	check(t, locales.T(in("fr"), "error_page.request", "id", "<b>7"), "Numéro de cette requête\u00a0: <b>7")
}

func TestFrenchElidesBeforeAName(t *testing.T) {
	t.Parallel()
	for host, want := range map[string]string{"Camille": "de Camille", "Oliver": "d’Oliver", "Inès": "d’Inès", "Élise": "d’Élise", "Hugo": "de Hugo", "": "de "} {
		got := locales.T(in("fr"), "availability.calendar_disconnected.sentence", "host", host)
		check(t, got, "Le calendrier "+want+" n’est plus connecté.")
	}
	check(t, locales.T(in("fr"), "mail.appeal.text", "name", "Élise", "host", "Amélie", "provider", "Zoom"),
		"Élise souhaite qu’Amélie héberge des entretiens avec Zoom. Ce n’est pas encore possible\u00a0:")
	check(t, locales.T(in("en"), "availability.calendar_disconnected.sentence", "host", "Oliver"), "The calendar of Oliver is no longer connected.")
}

func TestUnknownTextShowsItsKey(t *testing.T) {
	t.Parallel()
	check(t, locales.T(in("fr"), "no.such_text"), "no.such_text")
	check(t, locales.N(in("fr"), "no.such_text", 2), "no.such_text")
}

func TestFrenchCountsZeroAndOneAsOneAndMillionsAsMany(t *testing.T) {
	t.Parallel()
	for n, want := range map[int]string{
		0: "0 point à corriger", 1: "1 point à corriger", 2: "2 points à corriger",
		12345: "12\u202f345 points à corriger", 1000000: "1\u202f000\u202f000 de points à corriger",
	} {
		check(t, locales.N(in("fr"), "ui.errors.heading", n), want)
	}
	check(t, locales.N(in("en"), "ui.errors.heading", 0), "0 things to correct")
	check(t, locales.N(in("en"), "ui.errors.heading", 1), "One thing to correct")
	check(t, locales.N(in("en"), "ui.errors.heading", 12345), "12,345 things to correct")
}

func TestPseudoLanguagePrintsKeyAndArguments(t *testing.T) {
	t.Parallel()
	check(t, locales.T(in("key"), "layout.skip"), "layout.skip")
	check(t, locales.T(in("key"), "layout.title", "page", "Home"), "layout.title(page=Home)")
	check(t, locales.N(in("key"), "ui.errors.heading", 3), "ui.errors.heading(n=3)")
}

func TestLanguageIsMatchedFromTheHeader(t *testing.T) {
	t.Parallel()
	for header, want := range map[string]locales.Language{
		"": "en", "fr": "fr", "fr-CA,fr;q=0.9,en;q=0.5": "fr", "de, fr;q=0.3": "fr", "de": "en",
		"en-US": "en", "zh-TW;q=1, en;q=0.1": "en", ";;;": "en", "fr-CH-u-ca-gregory": "fr",
	} {
		if got := locales.Match(header); got != want {
			t.Errorf("%q gives %s, want %s", header, got, want)
		}
	}
}

func TestDatesAreWrittenAsTheLanguageWritesThem(t *testing.T) {
	t.Parallel()
	thursday, first := at("2026-12-03T13:00:00Z"), at("2026-12-01T13:30:00Z")
	en, fr := in("en"), in("fr")
	for _, test := range []struct{ got, want string }{
		{locales.Date(en, thursday), "3\u00a0Dec 2026"},
		{locales.Date(fr, thursday), "3\u00a0déc. 2026"},
		{locales.Date(fr, first), "1er\u00a0déc. 2026"},
		{locales.DateLong(en, thursday), "Thursday 3\u00a0December 2026"},
		{locales.DateLong(fr, first), "mardi 1er\u00a0décembre 2026"},
		{locales.Day(en, thursday), "Thu\u00a03\u00a0Dec"},
		{locales.Day(fr, thursday), "jeu.\u00a03\u00a0déc."},
		{locales.DayLong(fr, thursday), "jeudi 3\u00a0décembre"},
		{locales.DayMonth(en, first), "1\u00a0December"},
		{locales.Weekday(fr, first), "mardi"},
		{locales.DateTime(en, thursday), "3\u00a0Dec 2026, 14:00"},
		{locales.DateTime(fr, thursday), "3\u00a0déc. 2026 à 14\u00a0h"},
		{locales.DayTime(fr, first), "mar.\u00a01er\u00a0déc. à 14\u00a0h\u00a030"},
	} {
		check(t, test.got, test.want)
	}
}

func TestTimesAreToldOnTheTwentyFourHourClockOfTheReader(t *testing.T) {
	t.Parallel()
	from, to := at("2026-12-03T13:00:00Z"), at("2026-12-03T14:30:00Z")
	check(t, locales.Time(in("en"), from), "14:00")
	check(t, locales.Time(in("fr"), from), "14\u00a0h")
	check(t, locales.Time(in("fr"), at("2026-12-03T08:05:00Z")), "9\u00a0h\u00a005")
	check(t, locales.TimeRange(in("en"), from, to), "14:00–15:30")
	check(t, locales.TimeRange(in("fr"), from, to), "14\u00a0h\u00a0–\u00a015\u00a0h\u00a030")
	tokyo := time.FixedZone("Tokyo", 9*3600)
	check(t, locales.Time(locales.WithZone(in("en"), tokyo), from), "22:00")
	check(t, locales.TimeRange(locales.WithZone(in("en"), tokyo), from, at("2026-12-03T15:30:00Z")),
		"22:00–Fri\u00a04\u00a0Dec, 00:30")
}

// FAIL36, ATT34: which of two equal times is meant is read off the time itself, wherever it stands.
func TestTimeThatHappensTwiceIsToldByItsDistanceFromUTC(t *testing.T) {
	t.Parallel()
	first, second := at("2026-10-25T00:30:00Z"), at("2026-10-25T01:30:00Z")
	check(t, locales.Time(in("en"), first), "02:30\u00a0(UTC+2)")
	check(t, locales.Time(in("fr"), second), "2\u00a0h\u00a030\u00a0(UTC+1)")
	check(t, locales.TimeRange(in("en"), first, at("2026-10-25T01:00:00Z")), "02:30\u00a0(UTC+2)–02:00\u00a0(UTC+1)")
	check(t, locales.TimeRange(in("en"), second, at("2026-10-25T02:30:00Z")), "02:30\u00a0(UTC+1)–03:30")
	check(t, locales.TimeRange(in("en"), at("2026-10-24T23:30:00Z"), first), "01:30–02:30\u00a0(UTC+2)")
	for zone, want := range map[string]string{"America/St_Johns": "01:15\u00a0(UTC−2:30)", "Australia/Lord_Howe": "01:45\u00a0(UTC+11)"} {
		location, err := time.LoadLocation(zone)
		if err != nil {
			t.Fatal(err)
		}
		instant := map[string]string{"America/St_Johns": "2026-11-01T03:45:00Z", "Australia/Lord_Howe": "2026-04-04T14:45:00Z"}[zone]
		check(t, locales.Time(locales.WithZone(in("en"), location), at(instant)), want)
	}
}

func TestNearMomentsAreToldByTheDay(t *testing.T) {
	t.Parallel()
	now := at("2026-11-24T09:00:00Z")
	for moment, want := range map[string]string{
		"2026-11-24T08:12:00Z": "aujourd’hui à 9\u00a0h\u00a012",
		"2026-11-22T23:30:00Z": "hier à 0\u00a0h\u00a030",
		"2026-11-25T08:00:00Z": "demain à 9\u00a0h",
		"2026-11-18T08:00:00Z": "mer.\u00a018\u00a0nov. à 9\u00a0h",
		"2025-11-18T08:00:00Z": "18\u00a0nov. 2025 à 9\u00a0h",
	} {
		check(t, locales.Moment(in("fr"), at(moment), now), want)
	}
}

func TestDurationsAndNumbers(t *testing.T) {
	t.Parallel()
	en, fr := in("en"), in("fr")
	for _, test := range []struct{ got, want string }{
		{locales.Duration(en, 9*time.Second), "9\u00a0s"},
		{locales.Duration(en, 90*time.Second), "90\u00a0s"},
		{locales.Duration(en, time.Minute), "1\u00a0min"},
		{locales.Duration(en, 45*time.Minute), "45\u00a0min"},
		{locales.Duration(en, time.Hour), "1\u00a0h"},
		{locales.Wait(en, 2*time.Minute+30*time.Second), "3\u00a0min"},
		{locales.Wait(en, 3*time.Minute), "3\u00a0min"},
		{locales.Wait(en, 80*time.Second+time.Millisecond), "81\u00a0s"},
		{locales.Duration(en, 90*time.Minute), "1\u00a0h\u00a030\u00a0min"},
		{locales.Duration(fr, 65*time.Minute), "1\u00a0h\u00a005"},
		{locales.Number(en, 1234567), "1,234,567"},
		{locales.Number(fr, 1234567), "1\u202f234\u202f567"},
	} {
		check(t, test.got, test.want)
	}
}

func TestZonesAreNamedByTheirCity(t *testing.T) {
	t.Parallel()
	check(t, locales.City(in("fr"), "Europe/London"), "Londres")
	check(t, locales.City(in("en"), "America/Montreal"), "Montréal")
	check(t, locales.City(in("en"), "America/Argentina/Buenos_Aires"), "Buenos Aires")
	check(t, locales.City(in("fr"), "UTC"), "UTC")
}

func TestDifferenceBetweenZonesIsTheOneOfThatDay(t *testing.T) {
	t.Parallel()
	montreal, err := time.LoadLocation("America/Toronto")
	if err != nil {
		t.Fatal(err)
	}
	check(t, locales.Difference(in("en"), montreal, at("2026-12-03T13:00:00Z")), "6\u00a0h behind you")
	// Europe leaves summer time a week before America does.
	check(t, locales.Difference(in("fr"), montreal, at("2026-10-28T13:00:00Z")), "5\u00a0h de moins que chez vous")
	kolkata := time.FixedZone("IST", 5*3600+1800)
	check(t, locales.Difference(in("en"), kolkata, at("2026-12-03T13:00:00Z")), "4\u00a0h\u00a030\u00a0min ahead of you")
	check(t, locales.Difference(in("en"), locales.Zone(in("en")), at("2026-12-03T13:00:00Z")), "same time as yours")
}

func BenchmarkPlainText(b *testing.B) {
	ctx := in("fr")
	for b.Loop() {
		locales.T(ctx, "layout.nav.positions")
	}
}

func TestEveryZoneToChooseFromHasANameInBothLanguages(t *testing.T) {
	t.Parallel()
	for _, region := range locales.ZoneRegions {
		for _, zone := range region.Zones {
			key := locales.City(locales.With(context.Background(), locales.Keys, nil), zone)
			if !strings.HasPrefix(key, "zones.") {
				t.Errorf("%s has no name of its own, %q is read from the zone", zone, key)
			}
		}
	}
	french := locales.With(context.Background(), models.French, nil)
	for zone, want := range map[string]string{"Indian/Reunion": "La Réunion", "Asia/Katmandu": "Katmandou", "Asia/Tehran": "Téhéran",
		"America/Argentina/Buenos_Aires": "Buenos Aires", "Pacific/Noumea": "Nouméa", "Antarctica/Dumont_d_Urville": "Dumont d Urville"} {
		if got := locales.City(french, zone); got != want {
			t.Errorf("%s is %q, want %q", zone, got, want)
		}
	}
}
