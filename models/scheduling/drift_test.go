package scheduling_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"entrevue/handlers/handlerstest"
	"entrevue/models"
	"entrevue/models/scheduling"
)

// drifting is one interview in two days whose event somebody changes in the calendar.
type drifting struct {
	*model
	*testing.T
	id int64
}

func newDrifting(t *testing.T, method models.Method) *drifting {
	t.Helper()
	d := &drifting{newModel(t, "sqlite"), t, 0}
	i, err := d.world.App.Scheduler.Book(t.Context(), d.recruiter, scheduling.Booking{CandidateID: d.candidates[0], Sending: models.SendWhenReady, Plan: scheduling.Plan{Type: models.TypeFirst,
		OrganizerID: d.recruiter.ID, HostID: d.hosts[1], Date: d.world.Now().AddDate(0, 0, 2).Format(time.DateOnly), Clock: "14:00",
		TimeZone: "Europe/Paris", Duration: time.Hour,
		Way: scheduling.Way{Method: method, PhoneNumber: "+33 1", OwnLink: "https://rooms.lumen.example/one"}}})
	d.must(err)
	d.id = i.ID
	d.pass(2 * time.Minute)
	return d
}

func (d *drifting) must(err error) {
	d.Helper()
	if err != nil {
		d.Fatal(err)
	}
}

// pass lets time go by in small steps.
func (d *drifting) pass(whole time.Duration) {
	d.Helper()
	for range int(whole / (10 * time.Second)) {
		d.world.Settle()
		d.world.Advance(10 * time.Second)
	}
	d.world.Settle()
}

func (d *drifting) interview() models.Interview {
	d.Helper()
	i, err := d.world.App.Reads().Interview(d.Context(), d.id)
	d.must(err)
	return i
}

func (d *drifting) drift() models.Drift {
	d.Helper()
	i := d.interview()
	event, err := d.world.App.Reads().CalendarEventOf(d.Context(), i.ID, i.HostTurn)
	d.must(err)
	return event.Drift
}

// event is the only event that stands outside.
func (d *drifting) event() handlerstest.Event {
	d.Helper()
	events := d.world.Events()
	if len(events) != 1 {
		d.Fatalf("%d events stand", len(events))
	}
	return events[0]
}

// edit changes the event in the calendar and lets it be noticed.
func (d *drifting) edit(act handlerstest.CalendarAct) {
	d.Helper()
	event := d.event()
	act.Account, act.Event = event.Email, event.EventID
	d.world.InCalendar(act)
	d.pass(20 * time.Second)
}

func (d *drifting) move(by time.Duration) {
	d.Helper()
	event := d.event()
	d.edit(handlerstest.CalendarAct{What: "move_event", Start: event.Start.Add(by), End: event.End.Add(by)})
}

func (d *drifting) seen() scheduling.SeenDrift {
	i := d.interview()
	return scheduling.SeenDrift{Seen: scheduling.Seen{InterviewID: i.ID, Version: i.Version}, Mark: d.drift().Mark()}
}

func (d *drifting) adopt() {
	d.Helper()
	d.must(d.world.App.Scheduler.Adopt(d.Context(), d.recruiter, d.seen()))
	d.pass(2 * time.Minute)
}

func (d *drifting) restore() {
	d.Helper()
	d.must(d.world.App.Scheduler.Restore(d.Context(), d.recruiter, d.seen()))
	d.pass(2 * time.Minute)
}

func (d *drifting) candidateLetters() int { return len(d.world.Letters("candidate0@mail.example")) }

// organizerLetters are the mails to the organizer about changes in the calendar.
func (d *drifting) organizerLetters() []handlerstest.Letter {
	organizer, err := d.world.App.Reads().Employee(d.Context(), d.recruiter.ID)
	d.must(err)
	var found []handlerstest.Letter
	for _, letter := range d.world.Letters(organizer.Email) {
		if strings.Contains(letter.Subject, "Changed in the calendar") {
			found = append(found, letter)
		}
	}
	return found
}

// expect fails unless the interview waits for a decision about this kind of difference.
func (d *drifting) expect(kind models.DriftKind, letters int) {
	d.Helper()
	i := d.interview()
	if got := d.drift().Kind(); got != kind || (i.DriftedAt != nil) != (kind != models.DriftNone) || i.NeedsAttention(d.world.Now()) != (kind != models.DriftNone) {
		d.Errorf("difference %q since %v, needs attention %v; want %q", got, i.DriftedAt, i.NeedsAttention(d.world.Now()), kind)
	}
	counted, err := d.world.App.Reads().CountAttention(d.Context())
	d.must(err)
	if (counted == 1) != (kind != models.DriftNone) {
		d.Errorf("%d interviews need attention with the difference %q", counted, kind)
	}
	if got := len(d.organizerLetters()); got != letters {
		d.Errorf("the organizer got %d mails, want %d", got, letters)
	}
}

// FAIL32
func TestEventMovedInTheCalendarWaitsForTheRecruiterAndTheNewTimeIsAdopted(t *testing.T) {
	t.Parallel()
	d := newDrifting(t, models.MethodMSTeams)
	before := d.interview()
	d.move(time.Hour)
	d.expect(models.DriftMoved, 1)
	if i := d.interview(); !i.StartsAt.Equal(before.StartsAt) || i.JoinURL() != before.JoinURL() || d.candidateLetters() != 1 {
		t.Errorf("something changed before the decision: %s, %s, %d mails", i.StartsAt, i.JoinURL(), d.candidateLetters())
	}
	d.adopt()
	d.expect(models.DriftNone, 1)
	i, event := d.interview(), d.event()
	if !i.StartsAt.Equal(before.StartsAt.Add(time.Hour)) || !strings.HasSuffix(i.StartsLocal, "T15:00") || !event.Start.Equal(i.StartsAt) {
		t.Errorf("adopted %s (%s), the event is at %s", i.StartsAt, i.StartsLocal, event.Start)
	}
	if i.JoinURL() != before.JoinURL() || event.JoinURL != i.JoinURL() || d.candidateLetters() != 2 {
		t.Errorf("link %s became %s, event %s, %d mails", before.JoinURL(), i.JoinURL(), event.JoinURL, d.candidateLetters())
	}
}

// FAIL32
func TestEventMovedInTheCalendarIsRestoredAndTheCandidateHearsNothing(t *testing.T) {
	t.Parallel()
	d := newDrifting(t, models.MethodMSTeams)
	before, event := d.interview(), d.event()
	d.move(5 * 24 * time.Hour)
	d.expect(models.DriftMoved, 1)
	d.restore()
	d.expect(models.DriftNone, 1)
	after := d.event()
	if !after.Start.Equal(before.StartsAt) || after.EventID != event.EventID || after.JoinURL != before.JoinURL() || d.interview().JoinURL() != before.JoinURL() {
		t.Errorf("restored as %+v, the link was %s", after, before.JoinURL())
	}
	if d.candidateLetters() != 1 {
		t.Errorf("the candidate got %d mails", d.candidateLetters())
	}
}

// FAIL32
func TestEventDeletedInTheCalendarIsWrittenAgainWithANewLink(t *testing.T) {
	t.Parallel()
	d := newDrifting(t, models.MethodMSTeams)
	before, event := d.interview(), d.event()
	d.edit(handlerstest.CalendarAct{What: "delete_event"})
	d.expect(models.DriftDeleted, 1)
	if i := d.interview(); i.LinkState != models.LinkBroken || d.candidateLetters() != 1 {
		t.Errorf("link %s, %d mails", i.LinkState, d.candidateLetters())
	}
	d.restore()
	d.expect(models.DriftNone, 1)
	i, after := d.interview(), d.event()
	if after.EventID != event.EventID || after.JoinURL == "" || after.JoinURL != i.JoinURL() || i.JoinURL() == before.JoinURL() {
		t.Errorf("event %+v, link %s, before %s", after, i.JoinURL(), before.JoinURL())
	}
	if d.candidateLetters() != 2 {
		t.Errorf("the candidate got %d mails, want the invitation and the new link", d.candidateLetters())
	}
}

// FAIL32
func TestDeletedEventWithoutLinkIsRestoredSilently(t *testing.T) {
	t.Parallel()
	for _, method := range []models.Method{models.MethodPhone, models.MethodOwnLink} {
		d := newDrifting(t, method)
		before := d.interview()
		d.edit(handlerstest.CalendarAct{What: "delete_event"})
		d.expect(models.DriftDeleted, 1)
		d.restore()
		d.expect(models.DriftNone, 1)
		if i := d.interview(); i.JoinURL() != before.JoinURL() || d.candidateLetters() != 1 || !d.event().Start.Equal(i.StartsAt) {
			t.Errorf("%s: link %q became %q, %d mails", method, before.JoinURL(), i.JoinURL(), d.candidateLetters())
		}
	}
}

// FAIL32: adopting a deletion is cancelling.
func TestDeletedEventIsAdoptedByCancelling(t *testing.T) {
	t.Parallel()
	d := newDrifting(t, models.MethodMSTeams)
	d.edit(handlerstest.CalendarAct{What: "delete_event"})
	var invalid *models.Invalid
	if err := d.world.App.Scheduler.Adopt(t.Context(), d.recruiter, d.seen()); !errors.As(err, &invalid) {
		t.Errorf("adopting a deletion as it is: %v", err)
	}
	d.must(d.world.App.Scheduler.Cancel(t.Context(), d.recruiter, d.seen().Seen))
	d.pass(time.Minute)
	if i := d.interview(); !i.Cancelled() || len(d.world.Events()) != 0 || d.candidateLetters() != 2 {
		t.Errorf("cancelled %v, %d events, %d mails", i.Cancelled(), len(d.world.Events()), d.candidateLetters())
	}
}

func (d *drifting) meeting(name string) string { return d.world.Outside + "/meet/ms_teams/" + name }

// FAIL26
func TestLinkEditedInTheCalendarIsAdopted(t *testing.T) {
	t.Parallel()
	d := newDrifting(t, models.MethodMSTeams)
	d.edit(handlerstest.CalendarAct{What: "edit_link", Link: d.meeting("other")})
	d.expect(models.DriftLink, 1)
	if i := d.interview(); i.LinkState != models.LinkBroken {
		t.Errorf("the link is %s", i.LinkState)
	}
	d.adopt()
	d.expect(models.DriftNone, 1)
	if i := d.interview(); i.JoinURL() != d.meeting("other") || d.event().JoinURL != d.meeting("other") || d.candidateLetters() != 2 {
		t.Errorf("link %s, event %s, %d mails", i.JoinURL(), d.event().JoinURL, d.candidateLetters())
	}
	d.move(time.Hour)
	d.adopt()
	d.expect(models.DriftNone, 2)
	if i := d.interview(); i.JoinURL() != d.meeting("other") || d.event().JoinURL != d.meeting("other") {
		t.Errorf("a later change lost the adopted link: %s, event %s", i.JoinURL(), d.event().JoinURL)
	}
}

// FAIL26
func TestLinkEditedOrRemovedInTheCalendarIsMadeAnew(t *testing.T) {
	t.Parallel()
	for act, kind := range map[string]models.DriftKind{"edit_link": models.DriftLink, "remove_link": models.DriftGone} {
		d := newDrifting(t, models.MethodMSTeams)
		before, event := d.interview(), d.event()
		d.edit(handlerstest.CalendarAct{What: act, Link: d.meeting("other")})
		d.expect(kind, 1)
		d.restore()
		d.expect(models.DriftNone, 1)
		i, after := d.interview(), d.event()
		if i.JoinURL() == "" || i.JoinURL() == before.JoinURL() || i.JoinURL() == d.meeting("other") || after.JoinURL != i.JoinURL() || after.EventID != event.EventID {
			t.Errorf("%s: link %s (%s), event %s, before %s", act, i.JoinURL(), i.LinkState, after.JoinURL, before.JoinURL())
		}
		if d.candidateLetters() != 2 {
			t.Errorf("%s: the candidate got %d mails", act, d.candidateLetters())
		}
	}
}

// FAIL26: whoever moves an interview, or asks for its link once more, instead of deciding about a
// link that was edited or taken out in the calendar, lets the interview win: its new link is
// nobody's change.
func TestInterviewWhoseLinkWasChangedInTheCalendarGetsItsOwnOneWhenItIsChanged(t *testing.T) {
	t.Parallel()
	for name, change := range map[string]func(*drifting, scheduling.Seen) error{
		"moved": func(d *drifting, seen scheduling.Seen) error {
			plan := planOf(d.interview())
			plan.Clock = "16:30"
			return d.world.App.Scheduler.Revise(d.Context(), d.recruiter, seen, plan)
		},
		"with others": func(d *drifting, seen scheduling.Seen) error {
			plan := planOf(d.interview())
			plan.ParticipantIDs = append(plan.ParticipantIDs, d.hosts[0], d.helen.ID)
			return d.world.App.Scheduler.Revise(d.Context(), d.recruiter, seen, plan)
		},
		"held the same way": func(d *drifting, seen scheduling.Seen) error {
			return d.world.App.Scheduler.ChangeMethod(d.Context(), d.recruiter, seen, scheduling.Way{Method: models.MethodMSTeams})
		},
		"asked once more": func(d *drifting, seen scheduling.Seen) error {
			return d.world.App.Scheduler.Retry(d.Context(), d.recruiter, seen)
		},
	} {
		for _, act := range []string{"edit_link", "remove_link"} {
			t.Run(name+" after "+act, func(t *testing.T) {
				t.Parallel()
				d := newDrifting(t, models.MethodMSTeams)
				before := d.interview()
				d.edit(handlerstest.CalendarAct{What: act, Link: d.meeting("other")})
				d.must(change(d, d.seen().Seen))
				d.pass(5 * time.Minute)
				d.expect(models.DriftNone, 1)
				i, event := d.interview(), d.event()
				if i.LinkState != models.LinkReady || i.JoinURL() == before.JoinURL() || i.JoinURL() == d.meeting("other") || event.JoinURL != i.JoinURL() {
					t.Errorf("the link is %s %s, in the event %s, before %s", i.LinkState, i.JoinURL(), event.JoinURL, before.JoinURL())
				}
				if !event.Start.Equal(i.StartsAt) || d.candidateLetters() != 2 {
					t.Errorf("the interview is at %s, its event at %s, the candidate got %d mails", i.StartsAt, event.Start, d.candidateLetters())
				}
			})
		}
	}
}

// FAIL26: an own link is the interview's again with any change, and the candidate has it already.
func TestOwnLinkThatWasRemovedStandsAgainWithAnyChangeAndNobodyIsTold(t *testing.T) {
	t.Parallel()
	d := newDrifting(t, models.MethodOwnLink)
	d.edit(handlerstest.CalendarAct{What: "edit_link", Link: d.meeting("other")})
	plan := planOf(d.interview())
	plan.ParticipantIDs = append(plan.ParticipantIDs, d.hosts[0], d.helen.ID)
	d.must(d.world.App.Scheduler.Revise(d.Context(), d.recruiter, d.seen().Seen, plan))
	d.pass(5 * time.Minute)
	if i := d.interview(); i.LinkState != models.LinkReady || d.event().JoinURL != i.OwnLink || d.candidateLetters() != 1 {
		t.Errorf("the link is %s, the event has %q, the candidate got %d mails", i.LinkState, d.event().JoinURL, d.candidateLetters())
	}
}

// FAIL30, FAIL32: the time is taken from the calendar although the provider had not moved the link
// before.
func TestTimeOfAnEventWhoseLinkWasNotMovedIsAdoptedWithANewLink(t *testing.T) {
	t.Parallel()
	d := newDrifting(t, models.MethodMSTeams)
	old := d.interview().JoinURL()
	d.world.Break(handlerstest.Fault{What: "move_refused", Times: 1})
	plan := planOf(d.interview())
	plan.Clock = "16:30"
	d.must(d.world.App.Scheduler.Revise(d.Context(), d.recruiter, scheduling.Seen{InterviewID: d.id, Version: d.interview().Version}, plan))
	d.pass(2 * time.Minute)
	if i := d.interview(); i.LinkCause != models.CauseLinkNotMoved {
		t.Fatalf("the link is %s (%s)", i.LinkState, i.LinkCause)
	}
	d.move(time.Hour)
	d.adopt()
	d.pass(5 * time.Minute)
	i, event := d.interview(), d.event()
	if i.LinkState != models.LinkReady || i.JoinURL() == old || event.JoinURL != i.JoinURL() || !event.Start.Equal(i.StartsAt) || d.candidateLetters() != 2 {
		t.Errorf("the link is %s (%s) %s, the event has %s; %d mails", i.LinkState, i.LinkCause, i.JoinURL(), event.JoinURL, d.candidateLetters())
	}
}

// FAIL26
func TestOfTwoLinksInOneEventTheRecruiterKeepsOne(t *testing.T) {
	t.Parallel()
	for _, ours := range []bool{true, false} {
		d := newDrifting(t, models.MethodMSTeams)
		before := d.interview()
		d.edit(handlerstest.CalendarAct{What: "add_link", Link: d.meeting("second")})
		d.expect(models.DriftDoubled, 1)
		if i := d.interview(); i.JoinURL() != before.JoinURL() {
			t.Errorf("our link is %s", i.LinkState)
		}
		want, letters := d.meeting("second"), 2
		if ours {
			want, letters = before.JoinURL(), 1
			d.restore()
		} else {
			d.adopt()
		}
		d.expect(models.DriftNone, 1)
		if i := d.interview(); i.JoinURL() != want || d.event().JoinURL != want || d.candidateLetters() != letters {
			t.Errorf("kept %s, event %s, %d mails; want %s", i.JoinURL(), d.event().JoinURL, d.candidateLetters(), want)
		}
	}
}

// FAIL25, FAIL27: a link of another provider, or none at all, is not adopted; an unknown host name
// asks.
func TestAdoptedLinkIsCheckedLikeAnyOther(t *testing.T) {
	t.Parallel()
	d := newDrifting(t, models.MethodMSTeams)
	d.edit(handlerstest.CalendarAct{What: "edit_link", Link: d.world.Outside + "/meet/zoom/other"})
	var invalid *models.Invalid
	if err := d.world.App.Scheduler.Adopt(t.Context(), d.recruiter, d.seen()); !errors.As(err, &invalid) {
		t.Errorf("a Zoom link was adopted: %v", err)
	}
	d.edit(handlerstest.CalendarAct{What: "edit_link", Link: "https://video.company.example/j/7"})
	d.expect(models.DriftLink, 2)
	d.adopt()
	if i := d.interview(); i.LinkState != models.LinkUnconfirmed || i.LinkURL != "https://video.company.example/j/7" || d.candidateLetters() != 1 {
		t.Errorf("the unknown host is %s %s, %d mails", i.LinkState, i.LinkURL, d.candidateLetters())
	}
	i := d.interview()
	d.must(d.world.App.Scheduler.ConfirmLink(t.Context(), d.recruiter, scheduling.Seen{InterviewID: i.ID, Version: i.Version}, i.LinkURL, true))
	d.pass(time.Minute)
	if i := d.interview(); i.JoinURL() != "https://video.company.example/j/7" || d.event().JoinURL != i.JoinURL() || d.candidateLetters() != 2 {
		t.Errorf("confirmed %s, event %s, %d mails", i.JoinURL(), d.event().JoinURL, d.candidateLetters())
	}
}

// FAIL32
func TestDifferenceThatVanishesByItselfIsForgotten(t *testing.T) {
	t.Parallel()
	d := newDrifting(t, models.MethodMSTeams)
	link := d.interview().JoinURL()
	d.move(time.Hour)
	d.expect(models.DriftMoved, 1)
	d.move(-time.Hour)
	d.expect(models.DriftNone, 1)
	d.edit(handlerstest.CalendarAct{What: "edit_link", Link: d.meeting("other")})
	d.expect(models.DriftLink, 2)
	d.edit(handlerstest.CalendarAct{What: "edit_link", Link: link})
	d.expect(models.DriftNone, 2)
	if i := d.interview(); i.JoinURL() != link || d.candidateLetters() != 1 {
		t.Errorf("link %s %s, %d mails", i.LinkState, i.JoinURL(), d.candidateLetters())
	}
	d.edit(handlerstest.CalendarAct{What: "rename_event", Summary: "Coffee"})
	d.expect(models.DriftNone, 2)
}

// ATT33, FAIL32: whoever decides about another difference, or about another version, decides nothing.
func TestDecisionAboutADifferenceThatIsNoMoreIsRefused(t *testing.T) {
	t.Parallel()
	d := newDrifting(t, models.MethodMSTeams)
	d.move(time.Hour)
	seen := d.seen()
	d.move(time.Hour)
	d.expect(models.DriftMoved, 2)
	var conflict *models.Conflict
	if err := d.world.App.Scheduler.Adopt(t.Context(), d.recruiter, seen); !errors.As(err, &conflict) {
		t.Errorf("adopted what has changed meanwhile: %v", err)
	}
	if err := d.world.App.Scheduler.Restore(t.Context(), d.recruiter, seen); !errors.As(err, &conflict) {
		t.Errorf("restored what has changed meanwhile: %v", err)
	}
	seen = d.seen()
	d.must(d.world.App.Scheduler.ChangeMethod(t.Context(), d.recruiter, seen.Seen, scheduling.Way{Method: models.MethodPhone, PhoneNumber: "+33 1"}))
	if err := d.world.App.Scheduler.Adopt(t.Context(), d.recruiter, seen); !errors.As(err, &conflict) {
		t.Errorf("adopted for a former version: %v", err)
	}
	d.pass(time.Minute)
	d.expect(models.DriftNone, 2)
	if event := d.event(); !event.Start.Equal(d.interview().StartsAt) {
		t.Errorf("the new version stands at %s", event.Start)
	}
	employee := models.Actor{Kind: models.ActorEmployee, ID: d.hosts[1], Role: models.RoleEmployee}
	if err := d.world.App.Scheduler.Restore(t.Context(), employee, d.seen()); !errors.Is(err, models.ErrForbidden) {
		t.Errorf("an employee decides: %v", err)
	}
}

// FAIL43: what no push told is found within a day.
func TestChangeThatNoPushToldIsFoundWithinADay(t *testing.T) {
	t.Parallel()
	d := newDrifting(t, models.MethodMSTeams)
	d.world.Break(handlerstest.Fault{What: "drop", Operation: "callback.*", Times: 50})
	d.move(time.Hour)
	d.expect(models.DriftNone, 0)
	for range 25 {
		d.world.Advance(time.Hour)
		d.world.Tick()
	}
	d.expect(models.DriftMoved, 1)
}

// FAIL32: what lies in the past, or is longer than an interview, can only be restored.
func TestTimeAtWhichNoInterviewCouldBePlannedIsNotAdopted(t *testing.T) {
	t.Parallel()
	d := newDrifting(t, models.MethodPhone)
	d.move(-60 * time.Hour)
	d.expect(models.DriftMoved, 1)
	var invalid *models.Invalid
	if err := d.world.App.Scheduler.Adopt(t.Context(), d.recruiter, d.seen()); !errors.As(err, &invalid) {
		t.Errorf("an interview was moved into the past: %v", err)
	}
	d.restore()
	d.expect(models.DriftNone, 1)
}
