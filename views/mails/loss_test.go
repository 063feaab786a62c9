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

// What a host reads whose sign-in has ended is compared with the files in testdata, in both languages;
// -update writes them anew.
func TestNoticesOfLostSignInsReadAsTheyAreMeantTo(t *testing.T) { // FAIL20
	t.Parallel()
	printer := mails.New(&url.URL{Scheme: "https", Host: "entrevue.lumen.example"}, mail.Address{Mail: "entrevue@lumen.example"})
	at := time.Date(2026, 11, 30, 9, 42, 0, 0, time.UTC)
	first := []models.Hosted{hosted("Maya Lindqvist", at.AddDate(0, 0, 1), models.LinkReady), hosted("Noé Garnier", at.AddDate(0, 0, 2), models.LinkPending),
		hosted("Ana Duarte", at.AddDate(0, 0, 9), models.LinkReady)}
	for _, language := range models.Languages {
		for name, change := range map[string]func(*connecting.LossNotice){
			"loss": func(*connecting.LossNotice) {},
			"loss_one": func(n *connecting.LossNotice) {
				n.First, n.Loss.Ahead.Interviews = first[:1], 1
			},
			"loss_none": func(n *connecting.LossNotice) { n.First, n.Loss.Ahead = nil, models.HostedAhead{} },
			"loss_removed": func(n *connecting.LossNotice) {
				n.Loss.Account.GoneAt, n.Loss.Ahead.Interviews = &at, 3
			},
		} {
			notice := connecting.LossNotice{Installation: models.Installation{CompanyName: "Atelier Lumen"},
				To: models.Employee{ID: 4, Name: "Hugo Renard", Email: "hugo.renard@lumen.example", Language: language, TimeZone: "Europe/Paris"},
				Loss: models.LostSignIn{Provider: models.Zoom, Account: models.Profile{Name: "hugo.renard@lumen.example", LostAt: &at},
					Ahead: models.HostedAhead{Interviews: 5, First: &first[0].StartsAt}},
				First: first, MessageID: "loss-1@lumen.example", Now: at}
			change(&notice)
			message, err := printer.LossNotice(notice)
			if err != nil {
				t.Fatal(err)
			}
			golden(t, name+"."+string(language)+".txt", "Subject: "+message.Subject+"\n\n"+message.Text)
			if name == "loss" {
				golden(t, name+"."+string(language)+".html", message.HTML)
			}
		}
	}
}

func hosted(candidate string, at time.Time, state models.LinkState) models.Hosted {
	return models.Hosted{CandidateName: candidate, Interview: models.Interview{Method: models.MethodZoom, State: models.InterviewScheduled,
		StartsAt: at, EndsAt: at.Add(time.Hour), LinkState: state, LinkURL: "https://zoom.us/j/93"}}
}
