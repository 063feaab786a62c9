package scheduling_test

import (
	"testing"
	"time"

	"entrevue/handlers/handlerstest"
	"entrevue/models"
	"entrevue/models/scheduling"
)

// A link is edited in the calendar and asked for anew, which takes long; meanwhile the recruiter chooses
// another method. When the provider succeeds at last, the candidate has been told once, of the method
// that holds, and no second event has come of it.
func TestLinkThatComesAfterAChangeOfMethodTellsNobodyAnything(t *testing.T) { // FAIL26, FAIL38
	t.Parallel()
	for name, c := range map[string]struct {
		way  scheduling.Way
		want string
	}{
		"own link": {scheduling.Way{Method: models.MethodOwnLink, OwnLink: "https://rooms.lumen.example/one"}, "https://rooms.lumen.example/one"},
		"phone":    {scheduling.Way{Method: models.MethodPhone, PhoneNumber: "+33 4 72 00 00 00"}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := newDrifting(t, models.MethodMSTeams)
			first := d.event()
			d.edit(handlerstest.CalendarAct{What: "edit_link", Link: d.meeting("other")})
			d.expect(models.DriftLink, 1)
			d.world.Break(handlerstest.Fault{What: "delay", Operation: "conference", DelayMS: int((5 * time.Minute).Milliseconds())})
			d.must(d.world.App.Scheduler.Restore(d.Context(), d.recruiter, d.seen()))
			d.world.Settle()
			i := d.interview()
			if i.LinkState != models.LinkPending || d.candidateLetters() != 1 {
				t.Fatalf("while the provider takes its time the link is %s, the candidate got %d mails", i.LinkState, d.candidateLetters())
			}
			d.must(d.world.App.Scheduler.ChangeMethod(d.Context(), d.recruiter, scheduling.Seen{InterviewID: d.id, Version: i.Version}, c.way))
			d.pass(20 * time.Minute) // the provider has succeeded long ago
			now, event := d.interview(), d.event()
			if now.JoinURL() != c.want || event.EventID != first.EventID || event.JoinURL != c.want {
				t.Errorf("the interview leads to %q, event %s to %q; want %q in %s", now.JoinURL(), event.EventID, event.JoinURL, c.want, first.EventID)
			}
			if got := d.candidateLetters(); got != 2 {
				t.Errorf("the candidate got %d mails, want the invitation and one update", got)
			}
		})
	}
}

// A recruiter chooses another method and takes it back before the calendar has heard of it. The link that
// still stands there was given up, and is not told as the new one: it goes, and another one is made.
func TestMethodThatIsTakenBackAtOnceGetsALinkOfItsOwn(t *testing.T) {
	t.Parallel()
	d := newDrifting(t, models.MethodMSTeams)
	first := d.interview()
	for _, way := range []scheduling.Way{{Method: models.MethodPhone, PhoneNumber: "+33 4 72 00 00 00"}, {Method: models.MethodMSTeams}} {
		d.must(d.world.App.Scheduler.ChangeMethod(d.Context(), d.recruiter, scheduling.Seen{InterviewID: d.id, Version: d.interview().Version}, way))
	}
	d.pass(20 * time.Minute)
	now, event := d.interview(), d.event()
	if now.LinkState != models.LinkReady || now.JoinURL() == first.JoinURL() || event.JoinURL != now.JoinURL() {
		t.Errorf("the link is %s (%s): %q, the event has %q, before it was %q", now.LinkState, now.LinkCause, now.JoinURL(), event.JoinURL, first.JoinURL())
	}
}

// A provider says that it has made the meeting and gives no link. Asked for once more, another meeting takes
// its place, because asking for the same again would keep the one without a link.
func TestMeetingWithoutALinkIsMadeAnewOnRetry(t *testing.T) { // FAIL23
	t.Parallel()
	d := newDrifting(t, models.MethodPhone)
	d.world.Break(handlerstest.Fault{What: "no_link", Times: 1})
	d.must(d.world.App.Scheduler.ChangeMethod(d.Context(), d.recruiter, scheduling.Seen{InterviewID: d.id, Version: d.interview().Version}, scheduling.Way{Method: models.MethodMSTeams}))
	d.pass(5 * time.Minute)
	if i := d.interview(); i.LinkState != models.LinkFailing || i.LinkCause != models.CauseNoLinkInTime {
		t.Fatalf("the link is %s (%s)", i.LinkState, i.LinkCause)
	}
	d.must(d.world.App.Scheduler.Retry(d.Context(), d.recruiter, scheduling.Seen{InterviewID: d.id, Version: d.interview().Version}))
	d.pass(5 * time.Minute)
	if i, event := d.interview(), d.event(); i.LinkState != models.LinkReady || event.JoinURL != i.JoinURL() {
		t.Errorf("after asking once more the link is %s (%s): %q, the event has %q", i.LinkState, i.LinkCause, i.JoinURL(), event.JoinURL)
	}
}
