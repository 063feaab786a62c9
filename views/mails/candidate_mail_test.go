package mails_test

import (
	"flag"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"entrevue/models"
	"entrevue/models/mail"
	"entrevue/models/scheduling"
	"entrevue/views/mails"
)

var update = flag.Bool("update", false, "write the golden files anew")

// planned is an interview in Paris with a candidate in Montréal, in the given language.
func planned(language models.Language) models.FullInterview {
	starts := time.Date(2026, 12, 3, 13, 0, 0, 0, time.UTC)
	ready := starts.AddDate(0, 0, -3)
	helen := models.Employee{ID: 1, Name: "Helen Ward", Email: "helen.ward@lumen.example", Language: models.English, TimeZone: "Europe/Paris"}
	chloe := models.Employee{ID: 2, Name: "Chloé Perrin", Email: "chloe.perrin@lumen.example", Language: models.French, TimeZone: "Europe/Paris"}
	return models.FullInterview{
		Interview: models.Interview{ID: 7, CandidateID: 3, Type: models.TypeFirst, OrganizerID: helen.ID, HostID: helen.ID,
			ParticipantIDs: []int64{helen.ID, chloe.ID}, Method: models.MethodMSTeams, StartsLocal: "2026-12-03T14:00",
			TimeZone: "Europe/Paris", StartsAt: starts, EndsAt: starts.Add(time.Hour), Sending: models.SendWhenReady,
			State: models.InterviewScheduled, Version: 2, HostTurn: 1, LinkState: models.LinkReady, LinkVersion: 2, LinkReadyAt: &ready,
			LinkURL: "https://teams.microsoft.com/l/meetup-join/19%3ameeting_lumen"},
		Installation: models.Installation{CompanyName: "Atelier Lumen", Key: "k3y"},
		Candidate: models.Candidate{ID: 3, PositionID: 5, Name: "Maya Lindqvist", Email: "maya.lindqvist@mail.example",
			Language: language, TimeZone: "America/Montreal"},
		Position:  models.Position{ID: 5, Title: "Lighting designer"},
		Organizer: helen, Host: helen, Participants: []models.Employee{helen, chloe}, Token: "6pYt0J2mH3k8",
		MessageID: "<interview-7-2@entrevue.lumen.example>", UID: "interview-7@k3y", Now: ready}
}

func cancelled(i models.FullInterview) models.FullInterview {
	i.State, i.LinkState = models.InterviewCancelled, models.LinkNone
	return i
}

// changed is an interview that was to be by phone, with somebody else, a day earlier.
func changed(i models.FullInterview) models.FullInterview {
	told := models.TellingOf(i.Interview, i.Now)
	told.StartsAt, told.EndsAt = told.StartsAt.AddDate(0, 0, -1), told.EndsAt.AddDate(0, 0, -1)
	told.Method, told.HostID, told.Message = models.MethodPhone, 4, ""
	i.FormerHost = models.Employee{ID: 4, Name: "Oliver Grant"}
	i.Message = "Bring your portfolio."
	i.News = models.NewsOf(i.Interview, []models.Telling{told})
	return i
}

// What a candidate reads is compared with the files in testdata, in both languages; -update writes
// them anew.
func TestCandidateMailsReadAsTheyAreMeantTo(t *testing.T) {
	t.Parallel()
	printer := mails.New(&url.URL{Scheme: "https", Host: "entrevue.lumen.example"}, mail.Address{Mail: "entrevue@lumen.example"})
	for _, language := range []models.Language{models.English, models.French} {
		plan := planned(language)
		for kind, i := range map[models.MailKind]models.FullInterview{
			models.MailInvitation: plan, models.MailUpdate: changed(plan), models.MailCancellation: cancelled(plan),
		} {
			message, err := printer.CandidateMail(kind, i)
			if err != nil {
				t.Fatal(err)
			}
			name := string(kind) + "." + string(language)
			golden(t, name+".txt", "Subject: "+message.Subject+"\n\n"+message.Text)
			golden(t, name+".html", message.HTML)
			golden(t, name+".ics", string(message.Calendar.Body))
		}
	}
}

// What an organizer reads when somebody has changed the event in the calendar says what it was and is.
func TestDriftMailReadsAsItIsMeantTo(t *testing.T) {
	t.Parallel()
	printer := mails.New(&url.URL{Scheme: "https", Host: "entrevue.lumen.example"}, mail.Address{Mail: "entrevue@lumen.example"})
	for _, language := range []models.Language{models.English, models.French} {
		i := planned(models.French)
		i.Organizer.Language = language
		start, end := i.StartsAt.Add(2*time.Hour), i.EndsAt.Add(2*time.Hour)
		for name, drift := range map[string]models.Drift{
			"drift_moved": {StartsAt: &start, EndsAt: &end}, "drift_deleted": {Deleted: true}, "drift_link": {LinkURL: "https://zoom.us/j/93344210987"},
		} {
			message, err := printer.Drift(i, drift, models.CalendarGraph)
			if err != nil {
				t.Fatal(err)
			}
			golden(t, name+"."+string(language)+".txt", "Subject: "+message.Subject+"\n\n"+message.Text)
			golden(t, name+"."+string(language)+".html", message.HTML)
		}
	}
}

// What whoever planned an interview reads before it, when something is amiss.
func TestWatchdogMailReadsAsItIsMeantTo(t *testing.T) {
	t.Parallel()
	printer := mails.New(&url.URL{Scheme: "https", Host: "entrevue.lumen.example"}, mail.Address{Mail: "entrevue@lumen.example"})
	for _, language := range []models.Language{models.English, models.French} {
		i := planned(models.French)
		to := i.Organizer
		to.Language = language
		for _, worry := range models.AllWorries() {
			message, err := printer.Watchdog(i, to, worry)
			if err != nil {
				t.Fatal(err)
			}
			golden(t, "watchdog_"+string(worry)+"."+string(language)+".txt", "Subject: "+message.Subject+"\n\n"+message.Text)
			if worry == models.WorryHost {
				golden(t, "watchdog_host."+string(language)+".html", message.HTML)
			}
		}
	}
}

// What colleagues read when somebody else hosts or takes part.
func TestHandoverMailsReadAsTheyAreMeantTo(t *testing.T) {
	t.Parallel()
	printer := mails.New(&url.URL{Scheme: "https", Host: "entrevue.lumen.example"}, mail.Address{Mail: "entrevue@lumen.example"})
	for _, language := range []models.Language{models.English, models.French} {
		i := planned(models.French)
		to := models.Employee{ID: 4, Name: "Oliver Grant", Email: "oliver.grant@lumen.example", Language: language, TimeZone: "Europe/Paris"}
		for name, c := range map[string]struct {
			kind models.MailKind
			how  scheduling.Handover
		}{
			"released":       {models.MailReleased, scheduling.Handover{}},
			"released_host":  {models.MailReleased, scheduling.Handover{Hosted: true}},
			"released_stays": {models.MailReleased, scheduling.Handover{Hosted: true, Takes: true}},
			"hosting":        {models.MailHosting, scheduling.Handover{Takes: true}},
		} {
			c.how.To, c.how.By, c.how.Stood = to, "Sophie Marchand", true
			message, err := printer.Handover(c.kind, i, c.how)
			if err != nil {
				t.Fatal(err)
			}
			golden(t, name+"."+string(language)+".txt", "Subject: "+message.Subject+"\n\n"+message.Text)
			golden(t, name+"."+string(language)+".html", message.HTML)
		}
	}
}

// What those who take part read where no calendar tells them.
func TestNoticesReadAsTheyAreMeantTo(t *testing.T) {
	t.Parallel()
	printer := mails.New(&url.URL{Scheme: "https", Host: "entrevue.lumen.example"}, mail.Address{Mail: "entrevue@lumen.example"})
	for _, language := range []models.Language{models.English, models.French} {
		i := planned(models.French)
		host, guest := i.Host, i.Participants[1]
		host.Language, guest.Language = language, language
		was := models.Period{StartsAt: i.StartsAt.AddDate(0, 0, -1), EndsAt: i.EndsAt.AddDate(0, 0, -1)}
		for name, notice := range map[string]scheduling.Notice{
			"notice_planned": {What: scheduling.NoticePlanned, To: guest, By: "Sophie Marchand"},
			"notice_hosted":  {What: scheduling.NoticePlanned, To: host, By: "Sophie Marchand"},
			"notice_moved":   {What: scheduling.NoticeMoved, To: host, By: "Sophie Marchand", Former: was},
			"notice_changed": {What: scheduling.NoticeChanged, To: guest, By: "Sophie Marchand"},
			"notice_zone":    {What: scheduling.NoticeMoved, To: guest, Former: was},
			"notice_off":     {What: scheduling.NoticeCancelled, To: guest, By: "Sophie Marchand"},
		} {
			message, err := printer.Notice(i, notice)
			if err != nil {
				t.Fatal(err)
			}
			golden(t, name+"."+string(language)+".txt", "Subject: "+message.Subject+"\n\n"+message.Text)
		}
	}
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", name, diff)
	}
}

// Casablanca and Paris are two zones and one clock that day: the time stands in the mail once.
func TestTimeIsWrittenOnceWhereBothClocksShowTheSame(t *testing.T) {
	t.Parallel()
	printer := mails.New(&url.URL{Scheme: "https", Host: "entrevue.lumen.example"}, mail.Address{Mail: "entrevue@lumen.example"})
	plan := planned(models.French)
	plan.Candidate.TimeZone = "Africa/Casablanca"
	message, err := printer.CandidateMail(models.MailInvitation, plan)
	if err != nil {
		t.Fatal(err)
	}
	if strings.Count(message.Text, "(Casablanca)") != 1 || strings.Contains(message.Text, "(Paris)") {
		t.Errorf("the mail reads:\n%s", message.Text)
	}
}
