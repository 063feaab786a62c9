package scheduling_test

import (
	"errors"
	"testing"
	"time"

	"entrevue/handlers/handlerstest"
	"entrevue/models"
	"entrevue/models/scheduling"
)

// bounced is an interview by phone whose last mail to the candidate was refused.
func bounced(t *testing.T, cancel bool) *drifting {
	t.Helper()
	d := newDrifting(t, models.MethodPhone)
	d.world.Break(handlerstest.Fault{What: "status", Operation: "mail", Status: 550, Times: 1})
	if cancel {
		d.must(d.world.App.Scheduler.Cancel(t.Context(), d.recruiter, d.seen().Seen))
	} else {
		plan := planOf(d.interview())
		plan.Clock = "16:00"
		d.must(d.world.App.Scheduler.Revise(t.Context(), d.recruiter, d.seen().Seen, plan))
	}
	d.pass(time.Minute)
	d.needs(true, "as soon as it bounced")
	return d
}

// needs fails unless the interview is, or is not, among those that need somebody.
func (d *drifting) needs(want bool, when string) {
	d.Helper()
	count, err := d.world.App.Reads().CountAttention(d.Context())
	d.must(err)
	if i := d.interview(); i.Unreached != want || i.NeedsAttention(d.world.Now()) != want || (count == 1) != want || want && count != 1 {
		d.Errorf("%s: unreached %v, needs attention %v, %d do", when, i.Unreached, i.NeedsAttention(d.world.Now()), count)
	}
}

// FAIL37: a refused cancellation leaves once more, to one address once.
func TestRefusedCancellationNeedsAttentionUntilItLeavesAgain(t *testing.T) {
	t.Parallel()
	d := bounced(t, true)
	for range 2 {
		d.must(d.world.App.Scheduler.SendNow(t.Context(), d.recruiter, d.seen().Seen))
		d.pass(time.Minute)
		d.needs(false, "sent again")
	}
	if n := d.candidateLetters(); n != 2 {
		t.Errorf("%d letters", n)
	}
	if letter := d.world.Letters("candidate0@mail.example")[0]; letter.Subject[:10] != "Annulation" {
		t.Errorf("the newest is %q", letter.Subject)
	}
}

// FAIL37: whoever told the candidate another way is not asked again, not by the watchdog either.
func TestCandidateWhoWasToldAnotherWayNeedsNobody(t *testing.T) {
	t.Parallel()
	for _, cancel := range []bool{true, false} {
		d := bounced(t, cancel)
		d.before(24 * time.Hour)
		d.must(d.world.App.Scheduler.ToldByHand(t.Context(), d.recruiter, d.seen().Seen))
		d.needs(false, "told another way")
		warned := len(d.warnings())
		d.before(time.Hour)
		d.needs(false, "an hour before")
		if i := d.interview(); i.Worries != "" || len(d.warnings()) != warned {
			t.Errorf("an hour before %q is amiss, %d warnings", i.Worries, len(d.warnings()))
		}
	}
}

// Whoever answers on the page has read what the mail would have said.
func TestCandidateWhoAnswersWasReached(t *testing.T) {
	t.Parallel()
	d := bounced(t, false)
	token, err := d.world.App.Reads().LinkToken(t.Context(), "candidate", d.id)
	d.must(err)
	d.must(d.world.App.Scheduler.Reply(t.Context(), scheduling.Answer{Token: token, Reply: models.ReplyAccepted}))
	d.needs(false, "answered")
}

func TestNobodyIsToldOfAnInterviewThatIsOver(t *testing.T) {
	t.Parallel()
	d := bounced(t, true)
	i := d.interview()
	d.world.Advance(i.EndsAt.Sub(d.world.Now()))
	if i.NeedsAttention(d.world.Now()) {
		t.Error("it still needs somebody")
	}
	for name, deed := range map[string]func() error{
		"send again":   func() error { return d.world.App.Scheduler.SendNow(t.Context(), d.recruiter, d.seen().Seen) },
		"told by hand": func() error { return d.world.App.Scheduler.ToldByHand(t.Context(), d.recruiter, d.seen().Seen) },
	} {
		var invalid *models.Invalid
		if err := deed(); !errors.As(err, &invalid) || invalid.Fields[""].Key != "problem.interview_over" {
			t.Errorf("%s is answered with %v", name, err)
		}
	}
}

func TestLinkThatComesAfterTheInterviewIsSentToNobody(t *testing.T) {
	t.Parallel()
	r := &revision{model: newModel(t, "sqlite"), t: t}
	r.world.Break(handlerstest.Fault{What: "delay", Operation: "conference", DelayMS: 7_200_000, Times: 1})
	booking := r.booking(r.candidates[0])
	soon := r.world.Now().In(time.FixedZone("", 3600)).Add(time.Hour)
	booking.Date, booking.Clock, booking.Duration = soon.Format(time.DateOnly), soon.Format("15:04"), 15*time.Minute
	i, err := r.world.App.Scheduler.Book(t.Context(), r.recruiter, booking)
	r.must(err)
	r.i = i
	for range 30 {
		r.world.Settle()
		r.world.Advance(5 * time.Minute)
	}
	r.settled()
	if r.i.LinkURL == "" || len(r.letters()) != 0 {
		t.Errorf("the link is %s, %q; %d letters", r.i.LinkState, r.i.LinkURL, len(r.letters()))
	}
}
