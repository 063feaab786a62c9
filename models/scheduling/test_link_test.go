package scheduling_test

import (
	"bytes"
	"errors"
	"maps"
	"net/http"
	"net/url"
	"path"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"entrevue/cmd/app"
	"entrevue/handlers/handlerstest"
	"entrevue/models"
	"entrevue/models/connecting"
	"entrevue/models/scheduling"
)

// laboratory is a connected company whose administrator makes test links.
type laboratory struct {
	t             *testing.T
	world         *handlerstest.World
	people        map[string]models.Employee
	administrator models.Actor
	gate          *gate
}

func newLaboratory(t *testing.T, system models.CalendarSystem, options ...handlerstest.Option) laboratory {
	t.Helper()
	l := laboratory{t: t, gate: &gate{}}
	l.world = handlerstest.New(t, append(options, l.gate.option(t))...)
	l.people = l.world.Company(system, func() { l.world.Turn("verification_mail", "not_asked") })
	l.administrator = l.people["HW"].Actor()
	return l
}

func (l laboratory) must(err error) {
	l.t.Helper()
	if err != nil {
		l.t.Fatal(err)
	}
}

// connect has somebody connect an own account.
func (l laboratory) connect(who string, provider models.Provider) {
	l.t.Helper()
	page, err := l.world.App.Connector.BeginPersonal(l.t.Context(), l.people[who].Actor(), provider)
	l.must(err)
	browser := http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	answer, err := browser.PostForm(page, url.Values{"provider": {provider.CronofyName()}, "as": {"self"}})
	l.must(err)
	defer answer.Body.Close()
	back, err := answer.Location()
	l.must(err)
	_, err = l.world.App.Connector.ReturnPersonal(l.t.Context(), path.Base(back.Path), "")
	l.must(err)
	l.world.Settle()
}

func (l laboratory) start(who string, provider models.Provider) (models.TestLink, error) {
	return l.world.App.Scheduler.StartTest(l.t.Context(), l.administrator, scheduling.TestRequest{Provider: provider, HostID: l.people[who].ID})
}

func (l laboratory) started(who string, provider models.Provider) models.TestLink {
	l.t.Helper()
	test, err := l.start(who, provider)
	l.must(err)
	return test
}

func (l laboratory) fresh(test models.TestLink) models.TestLink {
	l.t.Helper()
	test, err := l.world.App.Reads().TestLink(l.t.Context(), test.ID)
	l.must(err)
	return test
}

// ended lets time pass until the test has ended, five minutes at most.
func (l laboratory) ended(test models.TestLink) models.TestLink {
	l.t.Helper()
	for range 60 {
		l.world.Settle()
		if test = l.fresh(test); test.EndedAt != nil {
			return test
		}
		l.world.Advance(5 * time.Second)
	}
	l.t.Fatalf("the test does not end: %+v", test)
	return test
}

// clean wants nothing left in any calendar, also after what is late has come.
func (l laboratory) clean() {
	l.t.Helper()
	l.world.Heal()
	l.world.Settle()
	l.world.Advance(20 * time.Minute)
	l.world.Tick()
	l.world.Advance(time.Minute)
	l.world.Settle()
	if events := l.world.Events(); len(events) > 0 {
		l.t.Errorf("events are left behind: %+v", events)
	}
}

func (l laboratory) outcome(who string, provider models.Provider) models.Outcome {
	l.t.Helper()
	facts, err := l.world.App.Reads().Facts(l.t.Context(), []int64{l.people[who].ID})
	l.must(err)
	return models.Availability(provider, facts[l.people[who].ID][provider])
}

func (l laboratory) failedAt(test models.TestLink, step models.TestStep, problem models.TestProblem) {
	l.t.Helper()
	if failure, failed := test.Failure(); !failed || failure.Step != step || failure.Problem != problem {
		l.t.Errorf("the test failed at %q because of %q (%s), want %q because of %q", failure.Step, failure.Problem, failure.Detail, step, problem)
	}
}

func TestEveryProviderThatCanMakeLinksPassesItsTest(t *testing.T) {
	t.Parallel()
	personal := []models.Provider{models.Zoom, models.GoToMeeting}
	for system, providers := range map[models.CalendarSystem][]models.Provider{
		models.SystemGoogle: append([]models.Provider{models.GoogleMeet, models.MSTeams}, personal...),
		models.SystemGraph:  append([]models.Provider{models.MSTeams}, personal...),
		models.SystemEWS:    append([]models.Provider{models.MSTeams}, personal...),
	} {
		t.Run(string(system), func(t *testing.T) {
			t.Parallel()
			l := newLaboratory(t, system)
			for _, provider := range providers {
				if !l.outcome("CP", provider).Ready() {
					l.connect("CP", provider)
				}
				test := l.ended(l.started("CP", provider))
				if !test.Succeeded() || len(test.Steps) != len(models.TestSteps()) {
					t.Errorf("%s: %+v", provider, test.Steps)
				}
				if host, known := l.hostOf(test.JoinURL); !known || host != provider {
					t.Errorf("%s: the link is %q", provider, test.JoinURL)
				}
			}
			l.clean()
		})
	}
}

func (l laboratory) hostOf(link string) (models.Provider, bool) {
	return l.world.App.Scheduler.JoinHosts.ProviderOf(link)
}

func TestTestEventIsPrivateMarkedAndNobodysInterview(t *testing.T) {
	t.Parallel()
	l := newLaboratory(t, models.SystemGraph)
	test := l.started("CP", models.MSTeams)
	l.world.Settle()
	events := l.world.Events()
	if len(events) != 1 {
		t.Fatalf("%d events stand", len(events))
	}
	installation, err := l.world.App.Reads().Installation(t.Context())
	l.must(err)
	event := events[0]
	if !models.IsTestEvent(installation.Key, event.EventID) || !event.Private || event.Busy != "free" ||
		len(event.Attendees) > 0 || event.Email != l.people["CP"].Email || !event.Start.Equal(test.StartsAt) {
		t.Errorf("the event is %+v", event)
	}
	l.ended(test)
	measures, err := l.world.App.Reads().LinkMeasures(t.Context(), l.world.Now().AddDate(0, -1, 0))
	l.must(err)
	if len(measures) > 0 {
		t.Errorf("the test counts as %+v", measures)
	}
	l.clean()
}

// Whatever goes wrong at whichever step: the test says what, only causes that Cronofy names count
// against the host, and the event goes.
func TestFaultIsNamedAndLeavesNothingBehind(t *testing.T) { // FAIL21, FAIL23, FAIL25, FAIL27, FAIL31
	t.Parallel()
	const always = -1
	cases := map[string]breakage{
		"write is limited once":     {fault: handlerstest.Fault{What: "status", Operation: "events.upsert", Status: 429, RetryAfter: 3, Times: 1}},
		"write fails twice":         {fault: handlerstest.Fault{What: "status", Operation: "events.upsert", Status: 503, Times: 2}},
		"write's answer is lost":    {fault: handlerstest.Fault{What: "lost_answer", Operation: "events.upsert", Times: 1}},
		"write is done but fails":   {fault: handlerstest.Fault{What: "done_but_500", Operation: "events.upsert", Times: 1}},
		"token is refused once":     {fault: handlerstest.Fault{What: "status", Operation: "events.upsert", Status: 401, Times: 1}},
		"callback is lost":          {fault: handlerstest.Fault{What: "drop", Operation: "callback.*", Times: always}},
		"callback comes thrice":     {fault: handlerstest.Fault{What: "duplicate", Operation: "callback.*", Copies: 2, Times: always}},
		"callback is forged":        {fault: handlerstest.Fault{What: "forge", Operation: "callback.*", Times: 1}},
		"link comes late":           {fault: handlerstest.Fault{What: "delay", Operation: "conference", DelayMS: 50_000, Times: 1}},
		"reading fails once":        {fault: handlerstest.Fault{What: "status", Operation: "events.list", Status: 502, Times: 1}},
		"move fails once":           {at: models.TestMove, fault: handlerstest.Fault{What: "status", Operation: "events.upsert", Status: 503, Times: 1}},
		"move's answer is lost":     {at: models.TestMove, fault: handlerstest.Fault{What: "lost_answer", Operation: "events.upsert", Times: 1}},
		"comparing fails once":      {at: models.TestCompare, fault: handlerstest.Fault{What: "status", Operation: "events.list", Status: 503, Times: 1}},
		"deletion fails twice":      {at: models.TestRemove, fault: handlerstest.Fault{What: "status", Operation: "events.delete", Status: 503, Times: 2}},
		"deletion's answer is lost": {at: models.TestRemove, fault: handlerstest.Fault{What: "lost_answer", Operation: "events.delete", Times: 1}},

		"write never answered":       {fault: handlerstest.Fault{What: "status", Operation: "events.upsert", Status: 503, Times: always}, step: models.TestWrite, problem: models.TestUnanswered},
		"write always limited":       {fault: handlerstest.Fault{What: "status", Operation: "events.upsert", Status: 429, RetryAfter: 20, Times: always}, step: models.TestWrite, problem: models.TestUnanswered},
		"write done, never answered": {fault: handlerstest.Fault{What: "lost_answer", Operation: "events.upsert", Times: always}, step: models.TestWrite, problem: models.TestUnanswered},
		"write refused":              {fault: handlerstest.Fault{What: "status", Operation: "events.upsert", Status: 403, Times: always}, step: models.TestWrite, problem: models.TestNotWritten},
		"link refused":               {fault: handlerstest.Fault{What: "integrated_refused", Times: always}, step: models.TestWrite, problem: models.TestNotIntegrated, cause: models.CauseNotIntegrated},
		"service failing":            {fault: handlerstest.Fault{What: "conferencing_failing", Times: always}, step: models.TestWait, problem: models.TestServiceFailing, cause: models.CauseServiceFailing},
		"no link":                    {fault: handlerstest.Fault{What: "no_link", Times: always}, step: models.TestWait, problem: models.TestNoLinkInTime},
		"never read":                 {fault: handlerstest.Fault{What: "status", Operation: "events.list", Status: 503, Times: always}, step: models.TestWait, problem: models.TestUnanswered},
		"malformed link":             {fault: handlerstest.Fault{What: "malformed_link", Times: always}, step: models.TestCheck, problem: models.TestMalformed},
		"other provider":             {fault: handlerstest.Fault{What: "other_provider", Times: always}, step: models.TestCheck, problem: models.TestOtherProvider},
		"move refused":               {at: models.TestMove, fault: handlerstest.Fault{What: "status", Operation: "events.upsert", Status: 403, Times: always}, step: models.TestMove, problem: models.TestNotWritten},
		"move never answered":        {at: models.TestMove, fault: handlerstest.Fault{What: "status", Operation: "events.upsert", Status: 500, Times: always}, step: models.TestMove, problem: models.TestUnanswered},
		"never compared":             {at: models.TestCompare, fault: handlerstest.Fault{What: "status", Operation: "events.list", Status: 503, Times: always}, step: models.TestCompare, problem: models.TestUnanswered},
		"deletion refused":           {at: models.TestRemove, fault: handlerstest.Fault{What: "status", Operation: "events.delete", Status: 403, Times: 1}, step: models.TestRemove, problem: models.TestNotRemoved},
	}
	names := slices.Sorted(maps.Keys(cases))
	for group := range slices.Chunk(names, 8) {
		t.Run(group[0]+" and more", func(t *testing.T) {
			t.Parallel()
			l := newLaboratory(t, models.SystemGraph)
			for _, name := range group {
				t.Log(name)
				cases[name].play(l)
			}
		})
	}
}

// The same rule as for an interview's link: an unknown host name is no failure, but asks.
func TestTestLinkWithUnknownHostNameAsksTheAdministrator(t *testing.T) {
	t.Parallel()
	l := newLaboratory(t, models.SystemGraph)
	for _, ours := range []bool{true, false} {
		l.world.Break(handlerstest.Fault{What: "vanity_link", Times: 1})
		test := l.ended(l.started("CP", models.MSTeams))
		if _, failed := test.Failure(); failed || !test.Asks() || test.Succeeded() {
			t.Fatalf("the test does not ask: %+v", test.Steps)
		}
		scheduler := l.world.App.Scheduler
		if err := scheduler.ConfirmTest(t.Context(), l.people["OG"].Actor(), test.ID, ours); !errors.Is(err, models.ErrForbidden) {
			t.Errorf("a recruiter confirms it: %v", err)
		}
		l.must(scheduler.ConfirmTest(t.Context(), l.administrator, test.ID, ours))
		l.must(scheduler.ConfirmTest(t.Context(), l.administrator, test.ID, !ours)) // answered already
		if test = l.fresh(test); test.Succeeded() != ours || test.Asks() {
			t.Errorf("answered with %v: %+v", ours, test.Steps)
		}
		if !ours {
			l.failedAt(test, models.TestCheck, models.TestUnknownHost)
		}
	}
	if got := l.outcome("CP", models.MSTeams); !got.Ready() {
		t.Errorf("afterwards Teams is %+v", got)
	}
	l.clean()
}

// breakage is a fault that begins at a step, and what comes of it.
type breakage struct {
	fault   handlerstest.Fault
	at      models.TestStep
	step    models.TestStep // that fails; none for a test that succeeds all the same
	problem models.TestProblem
	cause   models.Cause // proven afterwards
}

func (b breakage) play(l laboratory) {
	l.t.Helper()
	if b.at == "" {
		b.at = models.TestWrite
	}
	l.gate.on(b.at, func() { l.world.Break(b.fault) })
	test := l.started("CP", models.MSTeams)
	if b.step == models.TestWait || b.step == models.TestCompare {
		for n := 0; n < 60 && l.fresh(test).Step != models.TestRemove; n++ { // the fault ends with the step it is about
			l.world.Advance(5 * time.Second)
			l.world.Settle()
		}
		l.world.Heal()
	}
	test = l.ended(test)
	if b.step == "" && !test.Succeeded() {
		l.t.Errorf("the test failed: %+v", test.Steps)
	} else if b.step != "" {
		l.failedAt(test, b.step, b.problem)
	}
	if got := l.outcome("CP", models.MSTeams); got.Ready() != (b.cause == "") {
		l.t.Errorf("afterwards Teams is %+v", got)
	}
	l.clean()
	if test = l.fresh(test); test.Working() || test.Kept() {
		l.t.Errorf("in the end the test is %+v", test.Steps)
	}
	if b.cause != "" {
		l.ended(l.started("CP", models.MSTeams))
	}
}

func TestSuccessClearsWhatWasProvenAndOnlyForThatWay(t *testing.T) {
	t.Parallel()
	l := newLaboratory(t, models.SystemGraph)
	l.world.Break(handlerstest.Fault{What: "conferencing_failing", Times: 1})
	l.ended(l.started("CP", models.MSTeams))
	if got := l.outcome("CP", models.MSTeams); got.Ready() {
		t.Fatalf("Teams is still %+v", got)
	}
	l.world.Heal()
	if test := l.ended(l.started("CP", models.MSTeams)); !test.Succeeded() {
		t.Fatalf("the second test failed: %+v", test.Steps)
	}
	if got := l.outcome("CP", models.MSTeams); !got.Ready() {
		t.Errorf("after a success Teams is %+v", got)
	}
	l.clean()
}

func TestHostWithoutAnythingToAskIsRefusedWithTheReason(t *testing.T) {
	t.Parallel()
	l := newLaboratory(t, models.SystemGraph)
	for who, provider := range map[string]models.Provider{"CP": models.Zoom, "JW": models.GoogleMeet, "PK": models.MSTeams, "TN": models.MSTeams} {
		_, err := l.start(who, provider)
		var invalid *models.Invalid
		if !errors.As(err, &invalid) || invalid.Fields["host"].Key != l.outcome(who, provider).SentenceKey() {
			t.Errorf("%s with %s: %v", who, provider, err)
		}
	}
	if _, err := l.world.App.Scheduler.StartTest(t.Context(), l.people["OG"].Actor(),
		scheduling.TestRequest{Provider: models.MSTeams, HostID: l.people["CP"].ID}); !errors.Is(err, models.ErrForbidden) {
		t.Errorf("a recruiter was answered %v", err)
	}
	l.clean()
}

func TestOneTestRunsForAHostAndAProvider(t *testing.T) {
	t.Parallel()
	l := newLaboratory(t, models.SystemGraph)
	first, second, other := l.started("CP", models.MSTeams), l.started("CP", models.MSTeams), l.started("OG", models.MSTeams)
	if first.ID != second.ID || first.ID == other.ID {
		t.Errorf("the tests are %d, %d and %d", first.ID, second.ID, other.ID)
	}
	l.ended(first)
	l.ended(other)
	if third := l.started("CP", models.MSTeams); third.ID == first.ID {
		t.Error("an ended test was taken for a new one")
	}
	l.clean()
}

func TestServerThatIsStartedAgainGoesOnWithTheTest(t *testing.T) {
	t.Parallel()
	for _, dead := range []time.Duration{time.Hour, 48 * time.Hour} {
		for n, step := range []models.TestStep{models.TestWrite, models.TestWait, models.TestMove, models.TestCompare, models.TestRemove} {
			t.Run(string(step)+" "+dead.String(), func(t *testing.T) {
				t.Parallel()
				var on []handlerstest.Option
				if n%2 == 1 {
					on = append(on, handlerstest.OnPostgres())
				}
				l := newLaboratory(t, models.SystemGraph, on...)
				l.gate.on(step, func() { l.gate.closed = true })
				test := l.started("CP", models.MSTeams)
				for range 10 {
					l.world.Settle()
					l.world.Advance(time.Second)
				}
				if !l.fresh(test).Doing(step) {
					t.Fatalf("the test has not come to rest at its step: %+v", l.fresh(test))
				}
				l.world.Advance(dead)
				l.gate.open()
				l.world.Restart()
				if test = l.ended(test); dead == time.Hour && !test.Succeeded() {
					t.Errorf("the test has failed: %+v", test.Steps)
				}
				l.clean()
			})
		}
	}
}

func TestDisconnectingTheCalendarEndsTheTestFirst(t *testing.T) {
	t.Parallel()
	for _, remove := range []bool{false, true} {
		l := newLaboratory(t, models.SystemGraph)
		l.world.Break(handlerstest.Fault{What: "no_link", Times: -1})
		test := l.started("CP", models.MSTeams)
		l.world.Settle()
		l.must(l.world.App.Connector.Disconnect(t.Context(), l.administrator, connecting.Ending{DeleteEvents: remove}))
		test = l.ended(test)
		l.failedAt(test, models.TestWait, models.TestCutOff)
		l.clean()
		if integration, err := l.world.App.Reads().Integration(t.Context()); !errors.Is(err, models.ErrNotFound) {
			t.Errorf("the calendar is still %s, %v", integration.State, err)
		}
	}
}

func TestEventThatTheCalendarKeepsIsDeletedOnRequest(t *testing.T) { // FAIL31
	t.Parallel()
	l := newLaboratory(t, models.SystemGraph)
	l.world.Break(handlerstest.Fault{What: "status", Operation: "events.delete", Status: 403, Times: -1})
	test := l.ended(l.started("CP", models.MSTeams))
	if !test.Kept() || test.Openable() == "" {
		t.Fatalf("the test is %+v", test)
	}
	l.world.Heal()
	l.must(l.world.App.Scheduler.RetryTestRemoval(t.Context(), l.administrator, test.ID))
	l.world.Settle()
	if test = l.fresh(test); test.Kept() || !slices.ContainsFunc(test.Steps, func(s models.TestLinkStep) bool {
		return s.Step == models.TestRemove && s.State == models.TestDone
	}) {
		t.Errorf("the test is %+v", test.Steps)
	}
	l.clean()
}

// gate stands before Cronofy, tells each step of the one test that is made from its calls, and does
// something when a step is come to for the first time. Closed, it lets nothing pass any more.
type gate struct {
	sync.Mutex
	step   models.TestStep
	at     models.TestStep
	arrive func()
	closed bool
}

// of is the step that a call belongs to.
func (g *gate) of(r *http.Request, body []byte) models.TestStep {
	write := strings.HasSuffix(r.URL.Path, "/events") && r.Method == http.MethodPost
	switch {
	case write && bytes.Contains(body, []byte(`"conferencing"`)):
		return models.TestWrite
	case write:
		return models.TestMove
	case strings.HasSuffix(r.URL.Path, "/events") && r.Method == http.MethodDelete:
		return models.TestRemove
	case !strings.HasSuffix(r.URL.Path, "/v1/events"):
		return ""
	case g.step == models.TestWrite:
		return models.TestWait
	case g.step == models.TestMove:
		return models.TestCompare
	default:
		return g.step
	}
}

// shuts tells whether a call is kept from passing.
func (g *gate) shuts(r *http.Request, body []byte) bool {
	g.Lock()
	defer g.Unlock()
	if step := g.of(r, body); step != "" {
		g.step = step
	}
	if g.step == g.at && g.arrive != nil {
		g.arrive()
		g.arrive = nil
	}
	return g.closed
}

// on has the gate do something at a step.
func (g *gate) on(step models.TestStep, arrive func()) {
	g.Lock()
	defer g.Unlock()
	g.at, g.arrive = step, arrive
}

func (g *gate) open() {
	g.Lock()
	defer g.Unlock()
	g.closed = false
}

func (g *gate) option(t *testing.T) handlerstest.Option {
	return handlerstest.With(func(config *app.Config) {
		config.Queue.Poll = 20 * time.Millisecond
		config.Cronofy.API = before(t, config.Cronofy.API, g.shuts)
	})
}
