package models_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"entrevue/models"
)

func TestNearestFreeTimesAreOnWorkingDaysAndOverlapNothing(t *testing.T) {
	t.Parallel()
	paris, err := models.Zone("Europe/Paris")
	if err != nil {
		t.Fatal(err)
	}
	friday := func(hour, minute int) time.Time { return time.Date(2026, 12, 4, hour, minute, 0, 0, paris) }
	hour := func(at time.Time) models.Period { return models.Period{StartsAt: at, EndsAt: at.Add(time.Hour)} }
	monday := friday(8, 0).AddDate(0, 0, 3)
	for name, c := range map[string]struct {
		wish models.Period
		busy []models.Period
		now  time.Time
		want []time.Time
	}{
		"around one busy hour": {hour(friday(14, 0)), []models.Period{hour(friday(14, 0))}, friday(8, 0),
			[]time.Time{friday(12, 0), friday(13, 0), friday(15, 0)}},
		"not before now":   {hour(friday(14, 0)), []models.Period{hour(friday(14, 0))}, friday(13, 55), []time.Time{friday(15, 0), friday(16, 0), friday(17, 0)}},
		"over the weekend": {hour(friday(18, 0)), []models.Period{hour(friday(18, 0))}, friday(17, 30), []time.Time{monday, monday.Add(time.Hour), monday.Add(2 * time.Hour)}},
	} {
		free := models.NearestFree(c.wish, c.busy, paris, c.now, 3)
		var got []time.Time
		for _, slot := range free {
			got = append(got, slot.StartsAt)
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
	full := models.Period{StartsAt: friday(0, 0).AddDate(0, 0, -20), EndsAt: friday(0, 0).AddDate(0, 0, 40)}
	if free := models.NearestFree(hour(friday(14, 0)), []models.Period{full}, paris, friday(8, 0), 3); len(free) != 0 {
		t.Errorf("nothing is free, but %v is proposed", free)
	}
}
