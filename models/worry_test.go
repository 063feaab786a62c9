package models_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"entrevue/models"
)

// kept is an interview about which everything is as it was promised.
func kept() models.Watched {
	at := time.Date(2026, 12, 3, 13, 0, 0, 0, time.UTC)
	return models.Watched{Housed: true, Candidate: models.Candidate{Email: "maya@mail.example"},
		Interview: models.Interview{StartsAt: at, EndsAt: at.Add(time.Hour), State: models.InterviewScheduled, Method: models.MethodZoom, Version: 2,
			InvitedVersion: 2, LinkState: models.LinkReady, LinkURL: "https://zoom.us/j/1", Sending: models.SendWhenReady},
		Event: models.CalendarEvent{State: models.EventWritten, AcceptedVersion: 2}, Mails: []models.Mail{{State: models.MailAccepted}}}
}

func TestWatchdogNamesWhatIsAmissAndNotWhatFollowsFromIt(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		change func(*models.Watched)
		want   []models.Worry
	}{
		"all is well": {func(*models.Watched) {}, nil},
		"no calendar, by phone": {func(w *models.Watched) {
			w.Housed, w.Event, w.Interview.Method = false, models.CalendarEvent{}, models.MethodPhone
		}, nil},
		"nobody is to be told": {func(w *models.Watched) {
			w.Mails, w.Interview.InvitedVersion, w.Interview.Sending = nil, 0, models.SendNever
		}, nil},
		"the host has left":       {func(w *models.Watched) { w.Interview.PeopleLeft, w.HostLost = true, true }, []models.Worry{models.WorryPeople}},
		"the account has ended":   {func(w *models.Watched) { w.HostLost, w.Interview.LinkState = true, models.LinkFailing }, []models.Worry{models.WorryHost}},
		"moved in the calendar":   {func(w *models.Watched) { w.Event.Drift.Deleted = true }, []models.Worry{models.WorryDrift}},
		"refused by the calendar": {func(w *models.Watched) { w.Event.State = models.EventFailing }, []models.Worry{models.WorryEvent}},
		"no link, no invitation": {func(w *models.Watched) {
			w.Interview.LinkState, w.Mails, w.Interview.InvitedVersion = models.LinkFailing, nil, 0
		}, []models.Worry{models.WorryLink}},
		"the invitation bounced":  {func(w *models.Watched) { w.Mails[0].State, w.Interview.Unreached = models.MailRejected, true }, []models.Worry{models.WorryRejected}},
		"told another way":        {func(w *models.Watched) { w.Mails[0].State = models.MailRejected }, nil},
		"the mail server is away": {func(w *models.Watched) { w.Mails[0].State = models.MailQueued }, []models.Worry{models.WorryUntold}},
		"told an older version":   {func(w *models.Watched) { w.Interview.InvitedVersion = 1 }, []models.Worry{models.WorryUntold}},
		"without an address":      {func(w *models.Watched) { w.Mails, w.Candidate.Email, w.Interview.InvitedVersion = nil, "", 0 }, []models.Worry{models.WorryUntold}},
		"no link and a bounce": {func(w *models.Watched) {
			w.Interview.LinkState, w.Mails[0].State, w.Interview.Unreached = models.LinkBroken, models.MailRejected, true
		}, []models.Worry{models.WorryLink, models.WorryRejected}},
		"the candidate cannot come": {func(w *models.Watched) { w.Interview.Worries = "declined" }, []models.Worry{models.WorryDeclined}},
		"they cannot, and no link": {func(w *models.Watched) {
			w.Interview.Worries, w.Interview.LinkState = "declined", models.LinkBroken
		}, []models.Worry{models.WorryLink, models.WorryDeclined}},
	} {
		watched := kept()
		c.change(&watched)
		if diff := cmp.Diff(c.want, watched.Worries()); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
		if diff := cmp.Diff(c.want, models.WorriesFrom(c.want).List()); diff != "" {
			t.Errorf("%s is written down otherwise:\n%s", name, diff)
		}
	}
}

func TestWatchdogLooksADayAndAnHourBeforeAndAgainWhileSomethingIsAmiss(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		before time.Duration // the start
		change func(*models.Interview)
		want   time.Duration // before the start; 0 is never
	}{
		"days before":          {72 * time.Hour, func(*models.Interview) {}, 24 * time.Hour},
		"within the last day":  {24 * time.Hour, func(*models.Interview) {}, time.Hour},
		"within the last hour": {time.Hour, func(*models.Interview) {}, 0},
		"amiss":                {24 * time.Hour, func(i *models.Interview) { i.Worries = "link" }, 24*time.Hour - 15*time.Minute},
		"amiss at the end":     {10 * time.Minute, func(i *models.Interview) { i.Worries = "link" }, 0},
		"amiss before that":    {time.Hour + time.Minute, func(i *models.Interview) { i.Worries = "link" }, time.Hour},
		"the candidate cannot": {24 * time.Hour, func(i *models.Interview) { i.Worries = "declined" }, time.Hour},
		"cancelled":            {72 * time.Hour, func(i *models.Interview) { i.State = models.InterviewCancelled }, 0},
	} {
		i := kept().Interview
		c.change(&i)
		next := i.NextWatch(i.StartsAt.Add(-c.before))
		if (next == nil) != (c.want == 0) || next != nil && i.StartsAt.Sub(*next) != c.want {
			t.Errorf("%s: %v, want %s before %s", name, next, c.want, i.StartsAt)
		}
	}
}
