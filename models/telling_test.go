package models_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"entrevue/models"
)

func TestNewsIsTheNewestTellingThatSaidOtherwise(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, 12, 3, 13, 0, 0, 0, time.UTC)
	present := models.Interview{ID: 1, Version: 3, Type: models.TypeFirst, StartsAt: at, EndsAt: at.Add(time.Hour), Method: models.MethodMSTeams,
		State: models.InterviewScheduled, LinkState: models.LinkReady, LinkURL: "https://teams.example/now", HostID: 1, Message: "See you."}
	same := models.TellingOf(present, at)
	other := func(version int, change func(*models.Telling)) models.Telling {
		telling := same
		telling.Version = version
		change(&telling)
		return telling
	}
	moved := other(2, func(t *models.Telling) { t.StartsAt = at.AddDate(0, 0, -1) })
	longer := other(1, func(t *models.Telling) { t.EndsAt = at.Add(2 * time.Hour) })
	called := other(1, func(t *models.Telling) {
		t.Method, t.PhoneNumber, t.LinkURL, t.HostID = models.MethodPhone, "+33 1", "", 2
	})
	relinked := other(1, func(t *models.Telling) {
		t.LinkURL, t.Message, t.Type = "https://teams.example/before", "", models.TypeFinal
	})
	linkless := other(1, func(t *models.Telling) { t.LinkURL = "" })
	for name, c := range map[string]struct {
		told []models.Telling
		want models.News
	}{
		"nothing was told":            {nil, models.News{}},
		"told as it is":               {[]models.Telling{same}, models.News{}},
		"moved":                       {[]models.Telling{moved}, models.News{Time: &moved}},
		"moved twice":                 {[]models.Telling{moved, longer}, models.News{Time: &moved}},
		"moved before something":      {[]models.Telling{same, moved, called}, models.News{Time: &moved, Method: &called, Host: &called}},
		"a link made anew":            {[]models.Telling{relinked}, models.News{Link: &relinked, Message: &relinked, Type: &relinked}},
		"a link where there was none": {[]models.Telling{linkless}, models.News{}},
	} {
		if diff := cmp.Diff(c.want, models.NewsOf(present, c.told)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}
