package scheduling_test

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"entrevue/cmd/app"
	"entrevue/handlers/handlerstest"
	"entrevue/models"
	"entrevue/models/recruiting"
	"entrevue/models/scheduling"
	"entrevue/models/store"
)

// TestMain takes a sample of sequences; -rapid.checks=2000 asks for more. They are long, because founding
// a company costs as much as a dozen actions.
func TestMain(m *testing.M) {
	for name, value := range map[string]string{"rapid.checks": "6", "rapid.steps": "60"} {
		if !slices.ContainsFunc(os.Args, func(arg string) bool { return strings.HasPrefix(arg, "-"+name) }) {
			_ = flag.Set(name, value)
		}
	}
	handlerstest.Main(m)
}

// Whatever recruiters do, and whatever goes wrong outside meanwhile: after things have come to rest,
// interviews and events correspond one to one, each link is that of its event, and nobody was told
// anything twice or wrong (I3 to I6, I8 of the invariants; ATT10, ATT33).
func TestInterviewsAndEventsCorrespondOneToOne(t *testing.T) {
	t.Parallel()
	for _, dialect := range []string{"sqlite", "postgres"} {
		t.Run(dialect, func(t *testing.T) {
			t.Parallel()
			rapid.Check(t, func(r *rapid.T) {
				m := newModel(t, dialect)
				defer m.world.Close()
				m.begin(r)
				r.Repeat(m.actions())
				m.rest(r)
				if err := m.askOnceMore(r.Context()); err != nil {
					r.Fatal(err)
				}
				m.rest(r)
				m.moveUnseen(r)
				m.nextDay(r)
				for m.decide(r) || m.confirm(r) || m.retryAll(r) {
					m.rest(r)
				}
				m.compare(r)
				m.check(r)
			})
		})
	}
}

// A grant that Cronofy rejects twice in a row has ended: nothing is deleted with it. The event is said
// to stand, and goes when somebody asks once more, as its page offers (FAIL31).
func TestEventThatAnEndedGrantKeepsGoesWhenAskedOnceMore(t *testing.T) {
	t.Parallel()
	m := newModel(t, "sqlite")
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	i, err := m.world.App.Scheduler.Book(t.Context(), m.recruiter, scheduling.Booking{CandidateID: m.candidates[0], Sending: models.SendNever,
		Plan: scheduling.Plan{Type: models.TypeFirst,
			OrganizerID: m.recruiter.ID, HostID: m.hosts[0], Date: m.world.Now().AddDate(0, 0, 2).Format(time.DateOnly), Clock: "14:00",
			TimeZone: "Europe/Paris", Duration: time.Hour, Way: scheduling.Way{Method: models.MethodMSTeams}}})
	must(err)
	m.rest(t)
	m.world.Break(handlerstest.Fault{What: "status", Operation: "events.delete", Status: 401, Times: 2})
	i, err = m.world.App.Reads().Interview(t.Context(), i.ID)
	must(err)
	must(m.world.App.Scheduler.Cancel(t.Context(), m.recruiter, scheduling.Seen{InterviewID: i.ID, Version: i.Version}))
	m.world.Settle()
	event, err := m.world.App.Reads().CalendarEventOf(t.Context(), i.ID, i.HostTurn)
	must(err)
	if event.State != models.EventRemovalRefused || len(m.world.Events()) != 1 {
		t.Fatalf("the event is %s, %d stand", event.State, len(m.world.Events()))
	}
	must(m.askOnceMore(t.Context()))
	m.rest(t)
	if events := m.world.Events(); len(events) != 0 {
		t.Errorf("the event still stands: %+v", events)
	}
}

// model drives one company. It remembers what was acknowledged; everything else that is right is read
// from the application and compared with the world outside.
type model struct {
	world      *handlerstest.World
	recruiter  models.Actor
	helen      models.Actor
	hosts      []int64
	candidates []int64
	emails     []string // of the hosts
	away       []string // whose calendar was disconnected
	losses     int      // of calendars so far
	left       bool     // whether the second host has left the company
	ended      bool     // whether the company's calendar was disconnected
	staff      map[string]models.Employee
	promises   map[int64]promise
	asked      map[int64]int            // links asked for by themselves before the promise, by interview
	former     map[int64]map[string]int // links that were given up, by interview, and in which version
	number     int
	kills      int      // each may come between a mail server's answer and its being noted
	lost       int      // answers of the mail server
	retries    int      // of everything that had failed
	mailboxes  []string // of everybody
	letters    int64    // the last one from before
}

func newModel(t *testing.T, dialect string, options ...handlerstest.Option) *model {
	if dialect == "postgres" {
		options = append(options, handlerstest.OnPostgres())
	}
	options = append([]handlerstest.Option{handlerstest.Only("HW", "OG", "CP", "TN"), patience(500 * time.Millisecond)}, options...)
	m := &model{world: handlerstest.New(t, options...), promises: map[int64]promise{}, asked: map[int64]int{}, former: map[int64]map[string]int{}}
	people := m.world.Company(models.SystemGraph)
	m.staff = people
	m.recruiter, m.helen = people["OG"].Actor(), people["HW"].Actor()
	m.hosts = []int64{people["OG"].ID, people["CP"].ID, people["TN"].ID} // the last has no mailbox
	m.emails = []string{people["OG"].Email, people["CP"].Email, people["TN"].Email}
	m.mailboxes = append(m.mailboxes, append(m.emails, people["HW"].Email)...)
	position, err := m.world.App.Recruiter.CreatePosition(t.Context(), m.recruiter, "position", recruiting.PositionEntry{Title: "Lighting designer"})
	if err != nil {
		t.Fatal(err)
	}
	for n := range 3 {
		address := fmt.Sprintf("candidate%d@mail.example", n)
		id, err := m.world.App.Recruiter.CreateCandidate(t.Context(), m.recruiter, fmt.Sprint("candidate ", n), recruiting.CandidateEntry{
			Name: fmt.Sprintf("Candidate %d", n), Email: address, Language: models.French,
			TimeZone: "America/Montreal", PositionID: position, AppliedOn: "2026-11-09"})
		if err != nil {
			t.Fatal(err)
		}
		m.candidates, m.mailboxes = append(m.candidates, id), append(m.mailboxes, address)
	}
	m.connectAccounts()
	for _, address := range m.mailboxes {
		for _, letter := range m.world.Letters(address) {
			m.letters = max(m.letters, letter.ID)
		}
	}
	return m
}

// patience is how long calls to Cronofy may take.
func patience(timeout time.Duration) handlerstest.Option {
	return handlerstest.With(func(c *app.Config) { c.Cronofy.Timeout = timeout })
}

// actions are what can happen, the more frequent ones under several names.
func (m *model) actions() map[string]func(*rapid.T) {
	return map[string]func(*rapid.T){
		"book": m.book, "book at once": m.bookAtOnce,
		"move": m.move, "move again": m.move, "hand over": m.handOver, "hand back": m.handOver, "hand on": m.handOver,
		"invite others": m.inviteOthers, "invite fewer": m.inviteOthers, "invite more": m.inviteOthers,
		"revise": m.revise, "revise another": m.revise, "change method": m.changeMethod, "change at once": m.changeAtOnce,
		"revise late": m.reviseLate, "move on": m.moveOn, "cancel": m.cancel, "retry": m.retry, "send now": m.sendNow, "there and back": m.thereAndBack, "replay": m.replay,
		"make a test link": m.tryLink, "edit the calendar": m.editCalendar, "adopt": m.adoptOne, "restore": m.restoreOne,
		"break": m.breakSomething, "break more": m.breakSomething, "lie": m.lie, "disconnect": m.disconnect, "reconnect": m.reconnect,
		"lose an account": m.loseAccount, "confirm": func(r *rapid.T) { m.confirm(r) }, "end the integration": m.endIntegration,
		"leave": m.leave, "come back": func(r *rapid.T) { m.takeBack(r) },
		"wait": m.wait, "wait more": m.wait, "restart": m.restart, "kill": m.kill, "die amid a change": m.dieAmid, "": func(*rapid.T) {},
	}
}

// begin plans what the sequence is about: with little to change there is little to go wrong.
func (m *model) begin(r *rapid.T) {
	for range 3 {
		m.book(r)
	}
	m.wait(r)
}

var methods = []models.Method{models.MethodMSTeams, models.MethodMSTeams, models.MethodZoom, models.MethodZoom, models.MethodPhone, models.MethodOwnLink, models.MethodInPerson}

func way(r *rapid.T) scheduling.Way {
	return scheduling.Way{Method: rapid.SampledFrom(methods).Draw(r, "method"), Room: "Studio 2", PhoneNumber: "+33 1",
		OwnLink: "https://rooms.lumen.example/" + rapid.StringMatching(`[a-z]{6}`).Draw(r, "room")}
}

// book plans an interview, and now and then sends the form twice.
func (m *model) book(r *rapid.T) {
	if m.enough(r) {
		return
	}
	m.number++
	booking := m.booking(r)
	i, err := m.world.App.Scheduler.Book(r.Context(), m.recruiter, booking)
	if m.accept(r, err); err != nil {
		return
	}
	m.keep(r, i.ID, booking.Plan)
	if rapid.Bool().Draw(r, "again") {
		again, err := m.world.App.Scheduler.Book(r.Context(), m.recruiter, booking)
		if err != nil || again.ID != i.ID {
			r.Errorf("I1: the form of interview %d sent again planned %d: %v", i.ID, again.ID, err)
		}
	}
}

func (m *model) booking(r *rapid.T) scheduling.Booking {
	return scheduling.Booking{CandidateID: rapid.SampledFrom(m.candidates).Draw(r, "candidate"),
		Sending: rapid.SampledFrom(models.Sendings()).Draw(r, "sending"), RequestID: fmt.Sprint("booking ", m.number),
		Plan: scheduling.Plan{Type: models.TypeFirst,
			OrganizerID: m.recruiter.ID, HostID: m.host(r), Date: m.day(), Clock: clock(r), TimeZone: "Europe/Paris",
			Duration: time.Hour, Way: way(r)}}
}

// day and clock are one of few, so that interviews get into each other's way.
func (m *model) day() string { return m.world.Now().AddDate(0, 0, 2+m.number%4).Format(time.DateOnly) }

func clock(r *rapid.T) string {
	return rapid.SampledFrom([]string{"09:30", "14:00", "14:30"}).Draw(r, "clock")
}

// host is rarely the one who has no mailbox, and so no link.
func (m *model) host(r *rapid.T) int64 {
	return rapid.SampledFrom([]int64{m.hosts[0], m.hosts[1], m.hosts[0], m.hosts[1], m.hosts[2]}).Draw(r, "host")
}

// accept lets an action be refused, but never fail.
func (m *model) accept(r *rapid.T, err error) {
	var invalid *models.Invalid
	var taken *models.Taken
	var engaged *models.Engaged
	var conflict *models.Conflict
	if m.losses > 0 && errors.As(err, &conflict) { // its link was asked for by itself meanwhile
		return
	}
	if err != nil && !errors.As(err, &invalid) && !errors.As(err, &taken) && !errors.As(err, &engaged) {
		r.Fatalf("the action failed: %v", err)
	}
}

// upcoming are the interviews to come.
func (m *model) upcoming(r *rapid.T) []models.Interview {
	return slices.DeleteFunc(m.interviews(r), func(i models.Interview) bool { return !i.Upcoming(m.world.Now()) })
}

// enough tells whether there are so many interviews to come that more would only be touched less often.
func (m *model) enough(r *rapid.T) bool { return len(m.upcoming(r)) >= 3 }

// one is an interview to come, if there is any.
func (m *model) one(r *rapid.T) (scheduling.Seen, bool) {
	upcoming := m.upcoming(r)
	if len(upcoming) == 0 {
		return scheduling.Seen{}, false
	}
	i := rapid.SampledFrom(upcoming).Draw(r, "interview")
	return scheduling.Seen{InterviewID: i.ID, Version: i.Version}, true
}

func (m *model) interviews(r *rapid.T) []models.Interview {
	list, _, err := m.world.App.Reads().Interviews(r.Context(), store.InterviewFilter{Page: store.Page{Limit: 500}})
	if err != nil {
		r.Fatal(err)
	}
	return list
}

// change revises one interview to come.
func (m *model) change(r *rapid.T, edit func(*scheduling.Plan)) {
	if seen, ok := m.one(r); ok {
		m.changeThis(r, seen.InterviewID, edit)
	}
}

func (m *model) changeThis(r *rapid.T, id int64, edit func(*scheduling.Plan)) {
	i, err := m.world.App.Reads().Interview(r.Context(), id)
	m.must(r, err)
	plan, seen := planOf(i), scheduling.Seen{InterviewID: id, Version: i.Version}
	edit(&plan)
	plan.Anyway = rapid.Bool().Draw(r, "anyway")
	err = m.world.App.Scheduler.Revise(r.Context(), m.recruiter, seen, plan)
	if m.accept(r, err); err == nil {
		m.keep(r, seen.InterviewID, plan)
	}
}

func (m *model) move(r *rapid.T) {
	m.change(r, func(p *scheduling.Plan) { m.retime(r, p) })
}

func (m *model) retime(r *rapid.T, p *scheduling.Plan) {
	m.number++
	p.Date, p.Clock = m.day(), clock(r)
}

// moveOn moves an interview while its last change is still on its way to the calendar: the later one must
// not arrive first.
func (m *model) moveOn(r *rapid.T) {
	seen, ok := m.one(r)
	if !ok {
		return
	}
	m.world.Break(handlerstest.Fault{What: "slow", Operation: "events.upsert", DelayMS: 100, Times: 1})
	for range 2 {
		m.changeThis(r, seen.InterviewID, func(p *scheduling.Plan) { m.retime(r, p) })
	}
}

// handOver lets somebody else host, with nobody but the organizer beside them.
func (m *model) handOver(r *rapid.T) {
	m.change(r, func(p *scheduling.Plan) {
		p.HostID, p.ParticipantIDs = m.host(r), nil
	})
}

func (m *model) inviteOthers(r *rapid.T) { m.change(r, func(p *scheduling.Plan) { m.reinvite(r, p) }) }

func (m *model) reinvite(r *rapid.T, p *scheduling.Plan) {
	p.ParticipantIDs = rapid.SliceOfN(rapid.SampledFrom(m.hosts), 0, 2).Draw(r, "participants")
}

// revise changes some of when, who and how, and now and then books over another interview.
func (m *model) revise(r *rapid.T) {
	m.change(r, func(p *scheduling.Plan) {
		if rapid.Bool().Draw(r, "move") {
			m.retime(r, p)
		}
		if rapid.Bool().Draw(r, "hand over") {
			p.HostID = m.host(r)
		}
		if rapid.Bool().Draw(r, "others") {
			m.reinvite(r, p)
		}
		if rapid.Bool().Draw(r, "another way") {
			p.Way = way(r)
		}
		p.Message = rapid.SampledFrom([]string{"", "See you soon."}).Draw(r, "message")
	})
}

// planOf is the form of an interview as it is.
func planOf(i models.Interview) scheduling.Plan {
	date, clock, _ := strings.Cut(i.StartsLocal, "T")
	return scheduling.Plan{Type: i.Type, OrganizerID: i.OrganizerID, HostID: i.HostID, ParticipantIDs: i.ParticipantIDs, Date: date, Clock: clock,
		TimeZone: i.TimeZone, Duration: i.Duration(), Message: i.Message,
		Way: scheduling.Way{Method: i.Method, Room: i.Room, PhoneNumber: i.PhoneNumber, OwnLink: i.OwnLink}}
}

func (m *model) changeMethod(r *rapid.T) {
	if seen, ok := m.one(r); ok {
		other := way(r)
		if m.acknowledged(r, seen, m.world.App.Scheduler.ChangeMethod(r.Context(), m.recruiter, seen, other)) && m.promises[seen.InterviewID].Way != needed(other) {
			r.Errorf("I1: interview %d is not held by %+v", seen.InterviewID, other)
		}
	}
}

func (m *model) cancel(r *rapid.T) {
	if seen, ok := m.one(r); ok {
		if m.acknowledged(r, seen, m.world.App.Scheduler.Cancel(r.Context(), m.recruiter, seen)) && m.promises[seen.InterviewID].State != models.InterviewCancelled {
			r.Errorf("I1: interview %d is not cancelled", seen.InterviewID)
		}
	}
}

func (m *model) retry(r *rapid.T) {
	if seen, ok := m.one(r); ok {
		m.acknowledged(r, seen, m.world.App.Scheduler.Retry(r.Context(), m.recruiter, seen))
	}
}

// retryAll asks once more for every link that failed, now that nothing is broken any more; false when
// there was none. Once is enough, unless an answer of ours came too late on a busy machine.
func (m *model) retryAll(r *rapid.T) (asked bool) {
	if m.retries++; m.retries > 2 {
		return false
	}
	for _, i := range m.upcoming(r) {
		if i.LinkState == models.LinkFailing || i.LinkState == models.LinkBroken && i.LinkCause == models.CauseLinkNotMoved {
			seen := scheduling.Seen{InterviewID: i.ID, Version: i.Version}
			asked = m.acknowledged(r, seen, m.world.App.Scheduler.Retry(r.Context(), m.recruiter, seen)) || asked
		}
	}
	return asked
}

func (m *model) tryLink(r *rapid.T) {
	_, err := m.world.App.Scheduler.StartTest(r.Context(), m.helen, scheduling.TestRequest{Provider: models.MSTeams,
		HostID: rapid.SampledFrom(m.hosts).Draw(r, "host")})
	m.accept(r, err)
}

var faults = []handlerstest.Fault{
	{What: "status", Operation: "events.*", Status: 503, Times: 2},
	{What: "status", Operation: "events.*", Status: 429, RetryAfter: 3, Times: 2},
	{What: "status", Operation: "events.*", Status: 423, Times: 1},
	{What: "delay", Operation: "events.*", DelayMS: 60_000, Times: 1}, // until we give up; it is done
	{What: "status", Operation: "mail", Status: 451, Times: 2},
	{What: "status", Operation: "mail", Status: 550, Times: 1},
	{What: "lost_answer", Operation: "mail", Times: 1},
	{What: "status", Operation: "events.*", Status: 401, Times: 1},
	{What: "lost_answer", Operation: "events.*", Times: 2},
	{What: "done_but_500", Operation: "events.*", Times: 2},
	{What: "duplicate", Operation: "callback.*", Copies: 3, Times: 2},
	{What: "reorder", Operation: "callback.*", Times: 1},
	{What: "drop", Operation: "callback.*", Times: 3},
	{What: "forge", Operation: "callback.*", Times: 1},
	{What: "delay", Operation: "conference", DelayMS: 90_000, Times: 1},
	{What: "delay", Operation: "callback.*", DelayMS: 200_000, Times: 2},
	{What: "conferencing_failing", Times: 2},
	{What: "malformed_link", Times: 1},
	{What: "other_provider", Times: 1},
	{What: "no_link", Times: 1},
	{What: "move_refused", Times: 1},
	{What: "vanity_link", Times: 1},
}

func (m *model) breakSomething(r *rapid.T) {
	fault := rapid.SampledFrom(faults).Draw(r, "fault")
	if fault.What == "lost_answer" && fault.Operation == "mail" {
		m.lost++
	}
	m.world.Break(fault)
}

// wait lets calls that are under way end before time passes: a moved clock must not make one of them
// last longer than its lease.
func (m *model) wait(r *rapid.T) {
	if err := m.world.App.Drain(r.Context()); err != nil {
		r.Fatal(err)
	}
	m.world.Advance(time.Duration(rapid.IntRange(0, 200).Draw(r, "seconds")) * time.Second)
	if rapid.Bool().Draw(r, "settle") {
		m.world.Settle()
	}
}

func (m *model) restart(*rapid.T) { m.world.Restart() }

// kill ends the process amid its work, once in a sequence.
func (m *model) kill(*rapid.T) {
	if m.kills == 0 {
		m.kills++
		m.world.Kill()
	} else {
		m.world.Restart()
	}
}

// disconnect ends a host's sign-in to the calendar, as a changed password does.
func (m *model) disconnect(r *rapid.T) {
	email := rapid.SampledFrom(m.emails[:2]).Draw(r, "whose calendar")
	m.world.Act("disconnect_profile", email)
	m.away, m.losses = append(m.away, email), m.losses+1
}

// reconnect lets everybody sign in to their calendar again, and to their own account.
func (m *model) reconnect(*rapid.T) {
	for _, email := range m.emails[:2] {
		m.world.Act("reconnect_conferencing", email)
	}
	for _, email := range m.away {
		m.world.Act("reconnect_profile", email)
	}
	m.away = nil
}

// leave lets a host leave the company, whose interviews stay planned until somebody else takes them.
func (m *model) leave(r *rapid.T) {
	m.must(r, m.world.App.Registrar.Deactivate(r.Context(), m.helen, m.hosts[1]))
	m.left = true
}

func (m *model) takeBack(t test) {
	if !m.left {
		return
	}
	m.left = false
	if err := m.world.App.Registrar.Activate(t.Context(), m.helen, m.hosts[1]); err != nil {
		t.Fatal(err)
	}
}

// test is a sequence of the model or a test of its own.
type test interface {
	Context() context.Context
	Fatal(...any)
}

// rest ends all faults and lets everything come to an end.
func (m *model) rest(t test) {
	m.world.Heal()
	m.reconnect(nil)
	m.takeBack(t)
	m.world.Quiet()
	if m.ended { // the grants of before have been revoked by now
		m.ended = false
		m.world.Connect(models.SystemGraph, m.staff)
		m.connectAccounts()
		m.world.Quiet()
	}
}

// askOnceMore presses what the pages offer where a calendar has kept an event: Retry.
func (m *model) askOnceMore(ctx context.Context) error {
	list, _, err := m.world.App.Reads().Interviews(ctx, store.InterviewFilter{Page: store.Page{Limit: 500}})
	if err != nil {
		return err
	}
	for _, i := range list {
		events, err := m.world.App.Reads().CalendarEventsOf(ctx, i.ID)
		if slices.ContainsFunc(events, func(e models.CalendarEvent) bool { return e.State == models.EventRemovalRefused }) {
			err = errors.Join(err, m.world.App.Scheduler.RetryRemoval(ctx, m.recruiter, scheduling.Seen{InterviewID: i.ID, Version: i.Version}))
		}
		if err != nil && !errors.Is(err, models.ErrNotFound) {
			return err
		}
	}
	tests, err := m.world.App.Reads().TestLinks(ctx, models.MSTeams, 500)
	for _, test := range tests {
		if test.Kept() {
			err = errors.Join(err, m.world.App.Scheduler.RetryTestRemoval(ctx, m.helen, test.ID))
		}
	}
	return err
}

func (m *model) check(r *rapid.T) {
	events := m.world.Events()
	written := map[string]handlerstest.Event{}
	for _, event := range events {
		if other, doubled := written[event.EventID]; doubled {
			r.Errorf("I3: event %s stands in the calendars of %s and %s", event.EventID, event.Email, other.Email)
		}
		written[event.EventID] = event
	}
	installation := m.installation(r)
	links := map[string]int64{}
	for _, i := range m.interviews(r) {
		id := fmt.Sprintf("entrevue-%s-%d-%d", installation.Key, i.ID, i.HostTurn)
		event, stands := written[id]
		delete(written, id)
		m.checkEvent(r, i, event, stands)
		m.checkPeople(r, i, event, stands)
		m.checkRows(r, i)
		if stands && i.Upcoming(m.world.Now()) {
			m.checkText(r, i, event)
		}
		if other, doubled := links[i.JoinURL()]; doubled && i.Video() && i.JoinURL() != "" {
			r.Errorf("I5: interviews %d and %d share a link", i.ID, other)
		}
		links[i.JoinURL()] = i.ID
	}
	for id := range written {
		r.Errorf("I4: event %s belongs to no interview", id)
	}
	m.checkPromises(r)
	m.checkMails(r)
	m.checkOwed(r, m.interviews(r), m.arrivals(r))
	m.checkCallbacks(r)
	m.checkWork(r)
}

// checkWork wants no work given up that no page shows: what failed for good is an event that its
// interview calls failing, and nothing happened to anything that its states do not know (I8).
func (m *model) checkWork(r *rapid.T) {
	if strings.Contains(m.world.Log(), "knows no step") {
		r.Errorf("I8: something happened that no state knows")
	}
	failed, err := m.world.App.FailedJobs(r.Context())
	if err != nil {
		r.Fatal(err)
	}
	for _, job := range failed {
		r.Errorf("I8: %s %s was given up: %s", job.Kind, job.Args, job.Problem)
	}
}

func (m *model) checkEvent(r *rapid.T, i models.Interview, event handlerstest.Event, stands bool) {
	hosted := i.HostID != m.hosts[2]
	switch {
	case !i.Upcoming(m.world.Now()):
		if i.Cancelled() && stands {
			r.Errorf("I4: cancelled interview %d still has an event", i.ID)
		}
		return
	case stands != hosted:
		r.Errorf("I3: interview %d has an event: %v, want %v (link %s %s)", i.ID, stands, hosted, i.LinkState, i.LinkCause)
		return
	case !stands:
		return
	}
	if !event.Start.Equal(i.StartsAt) || !event.End.Equal(i.EndsAt) {
		r.Errorf("I3: interview %d is at %s, its event at %s", i.ID, i.StartsAt, event.Start)
	}
	switch {
	case i.LinkState == models.LinkReady && i.Video() && i.JoinURL() != event.JoinURL:
		r.Errorf("I5: interview %d shows %s, its event has %s", i.ID, i.JoinURL(), event.JoinURL)
	case i.Video() && i.LinkState != models.LinkReady:
		r.Errorf("I5: interview %d came to rest with its link %s (%s %s)", i.ID, i.LinkState, i.LinkCause, i.LinkDetail)
	case !i.Video() && i.Method != models.MethodOwnLink && event.JoinURL != "":
		r.Errorf("I5: interview %d needs no link, its event has %s", i.ID, event.JoinURL)
	}
}

// checkPeople wants the event in the calendar of the present host, with exactly the others invited, and
// no other interview of that host at the time unless somebody took it anyway (I3, I10).
func (m *model) checkPeople(r *rapid.T, i models.Interview, event handlerstest.Event, stands bool) {
	if !i.Upcoming(m.world.Now()) {
		return
	}
	others, err := m.world.App.Reads().InterviewsWithin(r.Context(), store.Within{ParticipantID: i.HostID, Period: i.Period(), Except: i.ID})
	if err != nil {
		r.Fatal(err)
	}
	for _, other := range others {
		if other.HostID == i.HostID && !i.OverlapAccepted && !other.OverlapAccepted {
			r.Errorf("I10: interviews %d and %d of one host overlap", i.ID, other.ID)
		}
	}
	if !stands {
		return
	}
	people, err := m.world.App.Reads().EmployeesByID(r.Context(), i.ParticipantIDs)
	if err != nil {
		r.Fatal(err)
	}
	want, got := []string{}, []string{}
	for _, person := range people {
		if person.ID == i.HostID && person.Email != event.Email {
			r.Errorf("I3: interview %d is hosted by %s, its event stands with %s", i.ID, person.Email, event.Email)
		}
		if person.ID != i.HostID {
			want = append(want, person.Email)
		}
	}
	for _, attendee := range event.Attendees {
		got = append(got, attendee.Email)
	}
	if !slices.Equal(slices.Sorted(slices.Values(want)), slices.Sorted(slices.Values(got))) {
		r.Errorf("I3: interview %d is with %v, its event invites %v", i.ID, want, got)
	}
}

// checkMails wants each mail once, none without the link it promises, and the newest to be right.
func (m *model) checkMails(r *rapid.T) {
	list := m.interviews(r)
	for _, candidate := range m.candidates {
		c, err := m.world.App.Reads().Candidate(r.Context(), candidate)
		if err != nil {
			r.Fatal(err)
		}
		letters := m.world.Letters(c.Email)
		for _, letter := range letters {
			if strings.Contains(letter.Text, "/c/ ") || strings.Contains(letter.Text, "/c/\n") {
				r.Errorf("I6: %q has an empty link", letter.Subject)
			}
		}
		m.checkTold(r, list, c, letters)
		m.checkFiles(r, list, letters)
	}
}

// checkFiles wants the calendar files that reached a candidate to tell of one entry for each interview,
// which every change replaces and nothing follows once it is cancelled (I6, I7).
func (m *model) checkFiles(r *rapid.T, list []models.Interview, letters []handlerstest.Letter) {
	newest := map[string]handlerstest.Entry{}
	copied := map[string]bool{}
	for _, letter := range slices.Backward(letters) {
		if copied[letter.MessageID()] {
			continue
		}
		copied[letter.MessageID()] = true
		entry, ok, err := letter.Entry()
		if err != nil {
			r.Fatal(err)
		}
		former, known := newest[entry.UID]
		switch {
		case !ok:
			continue
		case known && entry.Sequence <= former.Sequence:
			r.Errorf("I7: %q has sequence %d after %d", letter.Subject, entry.Sequence, former.Sequence)
		case known && former.Method == "CANCEL":
			r.Errorf("I7: %q follows the cancellation", letter.Subject)
		}
		newest[entry.UID] = entry
	}
	for _, i := range list {
		uid := fmt.Sprintf("interview-%d@%s", i.ID, m.installation(r).Key)
		entry, known := newest[uid]
		switch {
		case !known || !i.Upcoming(m.world.Now()) && !i.Cancelled() || m.refused(r, i.ID):
		case i.Cancelled() != (entry.Method == "CANCEL"):
			r.Errorf("I7: interview %d is cancelled: %v, its newest file says %s", i.ID, i.Cancelled(), entry.Method)
		case i.InvitedVersion == i.Version && !entry.Start.Equal(i.StartsAt):
			r.Errorf("I7: interview %d is at %s, its newest file says %s", i.ID, i.StartsAt, entry.Start)
		}
	}
}

func (m *model) installation(r *rapid.T) models.Installation {
	installation, err := m.world.App.Reads().Installation(r.Context())
	if err != nil {
		r.Fatal(err)
	}
	return installation
}

func (m *model) checkTold(r *rapid.T, list []models.Interview, c models.Candidate, letters []handlerstest.Letter) {
	for _, i := range list {
		if i.CandidateID != c.ID {
			continue
		}
		token, err := m.world.App.Reads().LinkToken(r.Context(), store.CandidateLink, i.ID)
		if err != nil {
			r.Fatal(err)
		}
		newest := slices.IndexFunc(letters, func(l handlerstest.Letter) bool {
			return strings.Contains(l.Raw, token) || strings.Contains(l.Text, token)
		})
		_, due := models.DueMail(i, c)
		if due {
			r.Errorf("interview %d: the candidate is still owed a mail", i.ID)
		}
		if m.refused(r, i.ID) {
			continue
		}
		if i.InvitedVersion > 0 && newest < 0 && !i.Cancelled() {
			r.Errorf("interview %d: invited in version %d, but no mail came", i.ID, i.InvitedVersion)
		}
		if newest >= 0 && i.Upcoming(m.world.Now()) && i.InvitedVersion == i.Version && i.Sending != models.SendNow &&
			i.JoinURL() != "" && !strings.Contains(letters[newest].Text, i.JoinURL()) {
			r.Errorf("I5: interview %d: the newest mail has not the link %s", i.ID, i.JoinURL())
		}
	}
}
