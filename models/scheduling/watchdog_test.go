package scheduling_test

import (
	"strings"
	"testing"
	"time"

	"entrevue/handlers/handlerstest"
	"entrevue/models"
	"entrevue/models/scheduling"
	"entrevue/models/store"
)

// before lets the clock stand that long before the interview, and does what is due then.
func (d *drifting) before(left time.Duration) {
	d.Helper()
	d.world.Advance(d.interview().StartsAt.Sub(d.world.Now()) - left)
	d.world.Tick()
	d.world.Advance(models.WatchPatience)
	d.world.Tick()
}

// warnings are the mails of the watchdog to whoever planned the interview.
func (d *drifting) warnings() []handlerstest.Letter {
	planner, err := d.world.App.Reads().Employee(d.Context(), d.recruiter.ID)
	d.must(err)
	var found []handlerstest.Letter
	for _, letter := range d.world.Letters(planner.Email) {
		if strings.Contains(letter.Subject, "Please look") {
			found = append(found, letter)
		}
	}
	return found
}

// worried fails unless exactly this is amiss, and so many warnings were sent.
func (d *drifting) worried(want models.Worries, warnings int) {
	d.Helper()
	i := d.interview()
	if i.Worries != want || i.NeedsAttention(d.world.Now()) != (want != "") {
		d.Errorf("%s before: %q is amiss, needs attention %v; want %q", i.StartsAt.Sub(d.world.Now()), i.Worries, i.NeedsAttention(d.world.Now()), want)
	}
	count, err := d.world.App.Reads().CountAttention(d.Context())
	d.must(err)
	if (count == 1) != (want != "") {
		d.Errorf("%d need attention", count)
	}
	if got := len(d.warnings()); got != warnings {
		d.Errorf("%d warnings, want %d", got, warnings)
	}
}

func TestInterviewThatIsAsPromisedNeedsNobody(t *testing.T) {
	t.Parallel()
	d := newDrifting(t, models.MethodMSTeams)
	for _, left := range []time.Duration{24 * time.Hour, time.Hour, time.Minute} {
		d.before(left)
		d.worried("", 0)
	}
}

func TestEventThatWasDeletedUnheardIsNoticedAnHourBefore(t *testing.T) {
	t.Parallel()
	d := newDrifting(t, models.MethodMSTeams)
	d.before(24 * time.Hour)
	d.before(2 * time.Hour)
	d.world.Break(handlerstest.Fault{What: "drop", Operation: "callback.*", Times: -1})
	event := d.event()
	d.world.InCalendar(handlerstest.CalendarAct{What: "delete_event", Account: event.Email, Event: event.EventID})
	d.world.Tick()
	d.worried("", 0)
	d.before(time.Hour)
	d.worried("drift", 0)
	if letters := d.organizerLetters(); len(letters) != 1 {
		t.Errorf("%d mails about the change", len(letters))
	}
}

func TestHostWhoseCalendarHasEndedIsToldOfOnceAndForgottenWhenItIsBack(t *testing.T) {
	t.Parallel()
	d := newDrifting(t, models.MethodMSTeams)
	event := d.event()
	d.world.Act("disconnect_profile", event.Email)
	d.pass(20 * time.Second)
	d.before(24 * time.Hour)
	d.worried("host", 1)
	if text := d.warnings()[0].Text; !strings.Contains(text, "is no longer connected") || !strings.Contains(text, "/interviews/") {
		t.Errorf("the warning is:\n%s", text)
	}
	d.before(time.Hour)
	d.worried("host", 1)
	d.world.Act("reconnect_profile", event.Email)
	host, err := d.world.App.Reads().EmployeeByEmail(d.Context(), event.Email)
	d.must(err)
	d.must(d.world.App.Connector.Look(d.Context(), host.Actor())) // nobody is told of it: the host's page reads anew
	for range 2 {
		d.world.Advance(16 * time.Minute)
		d.world.Tick()
	}
	d.worried("", 1)
}

// FAIL37
func TestInvitationThatBouncedIsToldOfADayBefore(t *testing.T) {
	t.Parallel()
	d := newDrifting(t, models.MethodPhone)
	d.world.Break(handlerstest.Fault{What: "status", Operation: "mail", Status: 550, Times: 1})
	plan := planOf(d.interview())
	plan.Clock = "16:00"
	d.must(d.world.App.Scheduler.Revise(d.Context(), d.recruiter, d.seen().Seen, plan))
	d.pass(time.Minute)
	i := d.interview()
	count, err := d.world.App.Reads().CountAttention(d.Context())
	d.must(err)
	if !i.Unreached || !i.NeedsAttention(d.world.Now()) || count != 1 || i.Worries != "" || len(d.warnings()) != 0 {
		t.Errorf("as soon as it bounced: unreached %v, %d need attention, %q is amiss, %d warnings", i.Unreached, count, i.Worries, len(d.warnings()))
	}
	d.before(24 * time.Hour)
	d.worried("rejected", 1)
	plan.Clock = "16:15"
	d.must(d.world.App.Scheduler.Revise(d.Context(), d.recruiter, d.seen().Seen, plan))
	d.world.Settle()
	d.worried("", 1)
	d.before(time.Hour)
	d.worried("", 1)
}

// The watchdog finds the candidate's answer where it stands, and neither forgets nor repeats it.
func TestCandidateWhoCannotComeIsNeitherForgottenNorToldOfAgain(t *testing.T) {
	t.Parallel()
	d := newDrifting(t, models.MethodMSTeams)
	d.before(48 * time.Hour)
	token, err := d.world.App.Reads().LinkToken(d.Context(), store.CandidateLink, d.interview().ID)
	d.must(err)
	d.must(d.world.App.Scheduler.Reply(d.Context(), scheduling.Answer{Token: token, Reply: models.ReplyDeclined}))
	d.before(24 * time.Hour)
	d.worried("declined", 0)
	d.before(time.Hour)
	d.worried("declined", 0)
	d.must(d.world.App.Scheduler.Reply(d.Context(), scheduling.Answer{Token: token, Reply: models.ReplyAccepted}))
	d.worried("", 0)
}

func TestMovedInterviewIsCheckedBeforeItsNewTimeOnly(t *testing.T) {
	t.Parallel()
	d := newDrifting(t, models.MethodMSTeams)
	was := d.interview()
	plan := planOf(was)
	plan.Date = d.world.Now().AddDate(0, 0, 6).Format(time.DateOnly)
	d.must(d.world.App.Scheduler.Revise(d.Context(), d.recruiter, d.seen().Seen, plan))
	d.pass(time.Minute)
	d.world.CloseMailServer()
	d.must(d.world.App.Scheduler.Revise(d.Context(), d.recruiter, d.seen().Seen, func() scheduling.Plan { plan.Message = "See you."; return plan }()))
	d.world.Advance(was.StartsAt.Sub(d.world.Now()) - 23*time.Hour)
	d.world.Tick()
	if i := d.interview(); i.Worries != "" || i.WatchAt == nil || !i.WatchAt.Equal(i.StartsAt.Add(-24*time.Hour)) {
		t.Errorf("at the old time %q is amiss; checked next at %v", i.Worries, i.WatchAt)
	}
	d.before(24 * time.Hour)
	if i := d.interview(); i.Worries != "untold" {
		t.Errorf("at the new time %q is amiss", i.Worries)
	}
}

func TestInterviewPlannedWithinADayIsCheckedAnHourBefore(t *testing.T) {
	t.Parallel()
	d := newDrifting(t, models.MethodMSTeams)
	plan := planOf(d.interview())
	plan.Date, plan.Clock = d.world.Now().Format(time.DateOnly), "18:00"
	d.must(d.world.App.Scheduler.Revise(d.Context(), d.recruiter, d.seen().Seen, plan))
	if i := d.interview(); i.WatchAt == nil || !i.WatchAt.Equal(i.StartsAt.Add(-time.Hour)) {
		t.Errorf("checked next at %v, begins at %s", i.WatchAt, i.StartsAt)
	}
	d.must(d.world.App.Scheduler.Cancel(d.Context(), d.recruiter, d.seen().Seen))
	if i := d.interview(); i.WatchAt != nil {
		t.Errorf("cancelled and checked at %s", i.WatchAt)
	}
}
