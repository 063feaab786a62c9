package mails_test

import (
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"entrevue/models"
	"entrevue/models/mail"
	"entrevue/models/staffing"
	"entrevue/views/mails"
	"entrevue/views/paths"
)

var (
	camille = models.Employee{ID: 4, Name: "Camille Perrin", Email: "camille.perrin@lumen.example", TimeZone: "Europe/Paris"}
	boss    = models.Employee{ID: 1, Name: "Helen Ward", Email: "helen.ward@lumen.example", TimeZone: "Europe/Paris"}
	lumen   = models.Installation{CompanyName: "Atelier Lumen", Key: "k3y"}
)

// What a host or an administrator reads is compared with the files in testdata, in both languages;
// -update writes them anew.
func TestInstructionsReadAsTheyAreMeantTo(t *testing.T) {
	t.Parallel()
	printer := mails.New(&url.URL{Scheme: "https", Host: "entrevue.lumen.example"}, mail.Address{Mail: "entrevue@lumen.example"})
	for _, language := range models.Languages {
		host, helen := camille, boss
		host.Language, helen.Language = language, language
		instructions := staffing.Instructions{Installation: lumen, Employee: host, Providers: []models.Provider{models.Zoom},
			MessageID: "<1@lumen.example>", Now: time.Date(2026, 11, 30, 8, 0, 0, 0, time.UTC)}
		several := instructions
		several.Providers = []models.Provider{models.Zoom, models.MSTeams, models.GoToMeeting}
		several.Introduction = "Friday is the day.\n\nHelen"
		reminder := staffing.Reminder{Installation: lumen, To: host, Host: host, Provider: models.Zoom, MessageID: "<2@lumen.example>",
			By: models.Actor{Kind: models.ActorEmployee, ID: 2, Name: "Oliver Grant"}, Now: instructions.Now,
			Outcome: models.Outcome{Row: 10, Reason: models.ReasonConnectionEnded}, Planned: true}
		appeal := reminder
		appeal.To, appeal.Outcome = helen, models.Outcome{Row: 11, Reason: models.ReasonITFirst}
		for name, print := range map[string]func() (mail.Message, error){
			"instructions":         func() (mail.Message, error) { return printer.Instructions(instructions) },
			"instructions_several": func() (mail.Message, error) { return printer.Instructions(several) },
			"reminder":             func() (mail.Message, error) { return printer.Reminder(reminder) },
			"appeal":               func() (mail.Message, error) { return printer.Reminder(appeal) },
			"departure":            func() (mail.Message, error) { return printer.Departure(departure(helen)) },
		} {
			message, err := print()
			if err != nil {
				t.Fatal(err)
			}
			golden(t, name+"."+string(language)+".txt", "Subject: "+message.Subject+"\n\n"+message.Text)
			golden(t, name+"."+string(language)+".html", message.HTML)
		}
	}
}

// departure is about two interviews of somebody who has left.
func departure(to models.Employee) staffing.Departure {
	at := time.Date(2026, 12, 3, 13, 0, 0, 0, time.UTC)
	return staffing.Departure{Installation: lumen, To: to, Left: camille, MessageID: "<3@lumen.example>", Now: at.AddDate(0, 0, -4),
		Interviews: []models.Interview{{ID: 7, StartsAt: at}, {ID: 9, StartsAt: at.AddDate(0, 0, 1)}}, More: true,
		Candidates: map[int64]string{7: "Maya Lindqvist", 9: "Ravi Shah"}}
}

func TestLinkInAMailKeepsWhomItIsAbout(t *testing.T) {
	t.Parallel()
	printer := mails.New(&url.URL{Scheme: "https", Host: "entrevue.lumen.example"}, mail.Address{Mail: "entrevue@lumen.example"})
	helen := boss
	helen.Language = models.English
	message, err := printer.Reminder(staffing.Reminder{Installation: lumen, To: helen, Host: camille, Provider: models.Zoom,
		MessageID: "<3@lumen.example>", Outcome: models.Outcome{Row: 3, Reason: models.ReasonNoMailbox}})
	if err != nil {
		t.Fatal(err)
	}
	want := "https://entrevue.lumen.example" + paths.CalendarOf(camille.ID)
	if !slices.Contains(strings.Fields(message.Text), want) {
		t.Errorf("%s is not in:\n%s", want, message.Text)
	}
}
