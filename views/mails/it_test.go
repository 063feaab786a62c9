package mails_test

import (
	"net/url"
	"testing"
	"time"

	"entrevue/models"
	"entrevue/models/connecting"
	"entrevue/models/mail"
	"entrevue/views/mails"
)

// What IT reads is compared with the files in testdata, in both languages; -update writes them anew.
func TestRequestsToITReadAsTheyAreMeantTo(t *testing.T) {
	t.Parallel()
	printer := mails.New(&url.URL{Scheme: "https", Host: "entrevue.lumen.example"}, mail.Address{Mail: "entrevue@lumen.example"})
	at := time.Date(2026, 11, 22, 15, 5, 0, 0, time.UTC)
	for _, language := range models.Languages {
		for name, again := range map[string]bool{"it_request": false, "it_request_again": true} {
			message, err := printer.ITRequest(connecting.ITRequest{Provider: models.Zoom, Mail: "it@lumen.example", Language: language, Again: again,
				Installation: models.Installation{CompanyName: "Atelier Lumen", TimeZone: "Europe/Paris"},
				By:           models.Actor{Kind: models.ActorEmployee, Name: "Helen Ward"},
				Token:        "7Kq2Yt0J2mH3k8", Until: at.AddDate(0, 0, 30), MessageID: "it-1@lumen.example", Now: at})
			if err != nil {
				t.Fatal(err)
			}
			golden(t, name+"."+string(language)+".txt", "Subject: "+message.Subject+"\n\n"+message.Text)
			golden(t, name+"."+string(language)+".html", message.HTML)
		}
		done, err := printer.ITDone(connecting.ITDone{Installation: models.Installation{CompanyName: "Atelier Lumen"},
			To:    models.Employee{Name: "Helen Ward", Email: "helen.ward@lumen.example", Language: language, TimeZone: "Europe/Paris"},
			Setup: models.ProviderSetup{Provider: models.Zoom, ITConfirmedAt: &at, ITConfirmedBy: "Ravi Bose", ITConfirmedOn: "2026-11-21"},
			Now:   at, MessageID: "it-2@lumen.example"})
		if err != nil {
			t.Fatal(err)
		}
		golden(t, "it_done."+string(language)+".txt", "Subject: "+done.Subject+"\n\n"+done.Text)
	}
}
