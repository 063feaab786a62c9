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

// What a candidate is owed waits for a link that is on its way, and for a calendar that may still
// refuse to keep it (FAIL30, FAIL38).
func TestMailIsDueWhenWhatItSaysHolds(t *testing.T) {
	t.Parallel()
	asked := time.Date(2026, 11, 30, 8, 0, 0, 0, time.UTC)
	for name, c := range map[string]struct {
		interview models.Interview
		kind      models.MailKind
		due       bool
	}{
		"the link is there":               {models.Interview{LinkState: models.LinkReady}, models.MailInvitation, true},
		"the link is on its way":          {models.Interview{LinkState: models.LinkPending}, "", false},
		"without waiting for it":          {models.Interview{LinkState: models.LinkPending, Sending: models.SendNow}, models.MailInvitation, true},
		"never":                           {models.Interview{LinkState: models.LinkReady, Sending: models.SendNever}, "", false},
		"told of this version":            {models.Interview{LinkState: models.LinkReady, InvitedVersion: 2}, "", false},
		"told of an older one":            {models.Interview{LinkState: models.LinkReady, InvitedVersion: 1}, models.MailUpdate, true},
		"the calendar has not answered":   {models.Interview{LinkState: models.LinkReady, InvitedVersion: 1, LinkMovingSince: &asked}, "", false},
		"nor for who is told at once":     {models.Interview{LinkState: models.LinkReady, InvitedVersion: 1, LinkMovingSince: &asked, Sending: models.SendNow}, "", false},
		"a method that needs no calendar": {models.Interview{Method: models.MethodPhone, InvitedVersion: 1, LinkMovingSince: &asked}, models.MailUpdate, true},
		"cancelled while it waits":        {models.Interview{LinkState: models.LinkReady, InvitedVersion: 1, LinkMovingSince: &asked, State: models.InterviewCancelled}, models.MailCancellation, true},
		"cancelled before it was told":    {models.Interview{State: models.InterviewCancelled}, models.MailCancellation, false},
	} {
		i := c.interview
		i.Version = 2
		if i.Method == "" {
			i.Method = models.MethodMSTeams
		}
		if kind, due := models.DueMail(i, models.Candidate{Email: "maya@mail.example"}); due != c.due || due && kind != c.kind {
			t.Errorf("%s: %s %v, want %s %v", name, kind, due, c.kind, c.due)
		}
		if _, due := models.DueMail(i, models.Candidate{}); due {
			t.Errorf("%s: due to somebody without an address", name)
		}
	}
}
