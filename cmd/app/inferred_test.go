package app_test

import (
	"errors"
	"html"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"entrevue/cmd/app"
	"entrevue/handlers/handlerstest"
	"entrevue/models"
	"entrevue/models/recruiting"
	"entrevue/models/scheduling"
)

// Facts of the protocol that nobody could read anywhere are switches of the world outside. With each
// of them turned round, one at a time: the company connects, its people are synchronized, an
// interview gets its link and one mail; a day later, when every access token has ended, the next one
// does, and the first is cancelled and its event goes.
func TestInterviewsGetLinksWhateverTheInferredFactsAre(t *testing.T) {
	t.Parallel()
	one := handlerstest.New(t)
	facts := one.Switches()
	one.Close()
	for _, fact := range facts {
		for _, setting := range fact.Settings[1:] {
			t.Run(fact.Name+"="+setting, func(t *testing.T) {
				t.Parallel()
				w := handlerstest.New(t, unhurried)
				o := newOffice(t, w, models.SystemGraph, func() { w.Turn(fact.Name, setting) })
				first := o.booked(models.MethodMSTeams, "14:00")
				w.Advance(24 * time.Hour)
				w.Tick()
				second := o.booked(models.MethodMSTeams, "16:00")
				o.hasLinkAndOneMail(first)
				o.hasLinkAndOneMail(second)
				o.cancel(first)
				o.pass(time.Minute)
				if events := w.Events(); len(events) != 1 {
					t.Errorf("%d events stand after one of two interviews was cancelled", len(events))
				}
			})
		}
	}
}

// Where the company's administrator has switched Teams off, the other setting does change what comes
// of it, and the product says why.
func TestSwitchedOffConferencingIsSaidBeforeOrAfterwards(t *testing.T) {
	t.Parallel()
	for setting, judge := range map[string]func(o office){
		"flag_false":             office.isRefused,
		"flag_true_then_failing": office.failsWithCause,
	} {
		t.Run(setting, func(t *testing.T) {
			t.Parallel()
			w := handlerstest.New(t, unhurried)
			o := newOffice(t, w, models.SystemGraph, func() {
				w.Turn("integrated_switched_off", setting)
				w.Mailbox("oliver.grant@lumen.example", map[string]any{"integrated_off": true})
			})
			judge(o)
		})
	}
}

// unhurried is for many worlds at once: each looks for its work less often.
var unhurried = handlerstest.With(func(c *app.Config) { c.Queue.Poll = 20 * time.Millisecond })

// office is a connected company with one recruiter, who also hosts, and one candidate.
type office struct {
	t         *testing.T
	world     *handlerstest.World
	recruiter models.Actor
	candidate models.Candidate
}

func newOffice(t *testing.T, w *handlerstest.World, system models.CalendarSystem, before func()) office {
	t.Helper()
	o := office{t: t, world: w}
	o.recruiter = o.world.Company(system, before)["OG"].Actor()
	position, err := o.world.App.Recruiter.CreatePosition(o.t.Context(), o.recruiter, "position", recruiting.PositionEntry{Title: "Lighting designer"})
	o.must(err)
	id, err := o.world.App.Recruiter.CreateCandidate(o.t.Context(), o.recruiter, "candidate", recruiting.CandidateEntry{Name: "Maya Lindqvist",
		Email: candidateEmail, Language: models.English, TimeZone: "America/Montreal", PositionID: position, AppliedOn: "2026-11-09"})
	o.must(err)
	o.candidate, err = o.world.App.Reads().Candidate(o.t.Context(), id)
	o.must(err)
	return o
}

func (o office) must(err error) {
	o.t.Helper()
	if err != nil {
		o.t.Fatal(err)
	}
}

func (o office) book(method models.Method, clock string) (models.Interview, error) {
	return o.world.App.Scheduler.Book(o.t.Context(), o.recruiter, scheduling.Booking{CandidateID: o.candidate.ID, Sending: models.SendWhenReady, RequestID: clock,
		Plan: scheduling.Plan{Type: models.TypeFirst, OrganizerID: o.recruiter.ID, HostID: o.recruiter.ID, Date: "2026-12-10", Clock: clock,
			TimeZone: "Europe/Paris", Duration: time.Hour,
			Way: scheduling.Way{Method: method}}})
}

func (o office) booked(method models.Method, clock string) models.Interview {
	o.t.Helper()
	i, err := o.book(method, clock)
	o.must(err)
	return o.settled(i)
}

// settled lets time pass until the link has come or failed, and a little more.
func (o office) settled(i models.Interview) models.Interview {
	o.t.Helper()
	for range 20 {
		o.pass(10 * time.Second)
		if i = o.fresh(i); i.LinkState == models.LinkReady || i.LinkState == models.LinkFailing {
			break
		}
	}
	o.pass(10 * time.Second)
	return i
}

// pass lets time pass, and everything happen that happens meanwhile.
func (o office) pass(d time.Duration) {
	o.t.Helper()
	for ; d > 0; d -= 10 * time.Second {
		o.world.Settle()
		o.world.Advance(10 * time.Second)
	}
	o.world.Settle()
}

func (o office) fresh(i models.Interview) models.Interview {
	o.t.Helper()
	i, err := o.world.App.Reads().Interview(o.t.Context(), i.ID)
	o.must(err)
	return i
}

func (o office) cancel(i models.Interview) {
	o.t.Helper()
	i = o.fresh(i)
	o.must(o.world.App.Scheduler.Cancel(o.t.Context(), o.recruiter, scheduling.Seen{InterviewID: i.ID, Version: i.Version}))
}

func (o office) hasLinkAndOneMail(i models.Interview) {
	o.t.Helper()
	if i.LinkState != models.LinkReady {
		o.t.Fatalf("the link is %s: %s %s", i.LinkState, i.LinkCause, i.LinkDetail)
	}
	page := opened(o.t, i.JoinURL())
	for _, event := range o.world.Events() {
		if event.JoinURL == i.JoinURL() && !strings.Contains(page, event.Summary) {
			o.t.Errorf("the link opens another meeting than %q:\n%s", event.Summary, page)
		}
	}
	if provider, _ := i.Method.Provider(); !strings.Contains(page, provider.Name()) {
		o.t.Errorf("the link opens no meeting of %s:\n%s", provider.Name(), page)
	}
	carrying := 0
	for _, letter := range o.world.Letters(o.candidate.Email) {
		if strings.Contains(letter.Text, i.JoinURL()) {
			carrying++
		}
	}
	if carrying != 1 {
		o.t.Errorf("%d mails carry the link, want one", carrying)
	}
}

// isRefused: Cronofy has told beforehand that the calendar makes no links.
func (o office) isRefused() {
	o.t.Helper()
	_, err := o.book(models.MethodMSTeams, "14:00")
	var invalid *models.Invalid
	if !errors.As(err, &invalid) {
		o.t.Errorf("a method that gives no link was answered with %v", err)
	}
}

// failsWithCause: the flag promised a link, and then none could be made.
func (o office) failsWithCause() {
	o.t.Helper()
	i := o.booked(models.MethodMSTeams, "14:00")
	if i.LinkState != models.LinkFailing || i.LinkCause != models.CauseServiceFailing {
		o.t.Errorf("the link is %s, its cause %q", i.LinkState, i.LinkCause)
	}
	o.isAskedAgain(i)
}

// isAskedAgain: once it has failed the same host is refused, until somebody tries again.
func (o office) isAskedAgain(i models.Interview) {
	o.t.Helper()
	if letters := o.world.Letters(o.candidate.Email); len(letters) > 0 {
		o.t.Errorf("the candidate was told of a link that does not exist: %q", letters[0].Subject)
	}
	if _, err := o.book(models.MethodMSTeams, "16:00"); err == nil {
		o.t.Error("a way that is proven failing was offered again")
	}
	o.world.Mailbox("oliver.grant@lumen.example", map[string]any{"integrated_off": false})
	o.must(o.world.App.Scheduler.Retry(o.t.Context(), o.recruiter, scheduling.Seen{InterviewID: i.ID, Version: i.Version}))
	o.hasLinkAndOneMail(o.settled(i))
}

// opened is the page behind a link.
func opened(t *testing.T, address string) string {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, nil)
	if err != nil {
		t.Fatal(err)
	}
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	page, err := io.ReadAll(answer.Body)
	if err != nil || answer.StatusCode != http.StatusOK {
		t.Errorf("%s: %d, %v", address, answer.StatusCode, err)
	}
	return html.UnescapeString(string(page))
}
