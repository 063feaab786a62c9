package models

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func states(t TestLink) map[TestStep]TestStepState {
	all := map[TestStep]TestStepState{}
	for _, step := range t.Steps {
		all[step.Step] = step.State
	}
	return all
}

func TestTestLinkPassesEveryStepInOrder(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 30, 8, 0, 0, 0, time.UTC)
	test := NewTestLink(Zoom, 3, 1, now)
	for n, step := range TestSteps() {
		if !test.Doing(step) || test.Succeeded() || test.EndedAt != nil {
			t.Fatalf("step %d: %+v", n, test)
		}
		test.Pass(now.Add(time.Duration(n+1) * time.Second))
	}
	if !test.Succeeded() || test.Working() || test.EndedAt == nil || test.Openable() != "" {
		t.Errorf("the test has not succeeded: %+v", test)
	}
	if took := test.Steps[2].Took(now.Add(time.Hour)); took != time.Second {
		t.Errorf("the third step took %s", took)
	}
}

func TestTestLinkRemovesItsEventWhicheverStepFails(t *testing.T) {
	t.Parallel()
	now := time.Now()
	for n, step := range TestSteps() {
		test := NewTestLink(Zoom, 3, 1, now)
		for range n {
			test.Pass(now)
		}
		test.Fail(TestUnanswered, "503", now)
		want := map[TestStep]TestStepState{}
		for _, passed := range TestSteps()[:n] {
			want[passed] = TestDone
		}
		want[step] = TestFailed
		if step != TestRemove {
			want[TestRemove] = TestRunning
		}
		if diff := cmp.Diff(want, states(test)); diff != "" {
			t.Errorf("after %s: %s", step, diff)
		}
		if failure, failed := test.Failure(); !failed || failure.Step != step || failure.Detail != "503" {
			t.Errorf("after %s the failure is %+v", step, failure)
		}
		if test.Kept() != (step == TestRemove) || test.Succeeded() {
			t.Errorf("after %s: %+v", step, test)
		}
	}
}

func TestRefusedRemovalCanBeginAnew(t *testing.T) { // FAIL31
	t.Parallel()
	now := time.Now()
	test := NewTestLink(Zoom, 3, 1, now)
	for range 5 {
		test.Pass(now)
	}
	test.Fail(TestNotRemoved, "403", now)
	ended := test.EndedAt
	test.RemoveAgain(now.Add(time.Minute))
	if !test.Doing(TestRemove) || test.EndedAt != ended || len(test.Steps) != 6 {
		t.Fatalf("the removal has not begun anew: %+v", test)
	}
	test.Pass(now.Add(2 * time.Minute))
	if !test.Succeeded() || test.EndedAt != ended {
		t.Errorf("after it: %+v", test)
	}
}

func TestUnknownHostNameIsNeitherSuccessNorFailureBeforeSomebodyAnswers(t *testing.T) {
	t.Parallel()
	now := time.Now()
	doubted := func() TestLink {
		test := NewTestLink(Zoom, 3, 1, now)
		test.ID, test.JoinURL = 1, "https://video.lumen.example/j/1"
		test.Pass(now)
		test.Pass(now)
		test.Doubt(now)
		return test
	}
	test := doubted()
	if !test.Doing(TestMove) || test.Asks() || test.Openable() != "" {
		t.Errorf("after the check: %+v", test)
	}
	for range 3 {
		test.Pass(now)
	}
	if _, failed := test.Failure(); failed || test.Succeeded() || !test.Asks() || test.Standing(Integration{}) != TestUnconfirmed {
		t.Errorf("at the end: %+v", test)
	}
	declined := test
	declined.Steps = slices.Clone(test.Steps)
	declined.Answer(false)
	if failure, failed := declined.Failure(); !failed || failure.Problem != TestUnknownHost || failure.Detail != test.JoinURL || declined.Asks() {
		t.Errorf("declined: %+v", declined)
	}
	test.Answer(true)
	if !test.Succeeded() || test.Asks() {
		t.Errorf("confirmed: %+v", test)
	}
	broken := doubted()
	broken.Fail(TestNotMoved, "", now)
	broken.Pass(now)
	if failure, _ := broken.Failure(); broken.Asks() || failure.Problem != TestNotMoved {
		t.Errorf("failed later: %+v", broken)
	}
}

func TestTestEventsAreToldFromThoseOfInterviews(t *testing.T) {
	t.Parallel()
	for id, want := range map[string]bool{TestLink{ID: 17}.EventID("k"): true, EventID("k", 17, 1): false,
		TestLink{ID: 17}.EventID("other"): false, "": false} {
		if IsTestEvent("k", id) != want {
			t.Errorf("%q is one: %v", id, !want)
		}
	}
}

func TestTestHoldsForTheConnectionItWasMadeThrough(t *testing.T) {
	t.Parallel()
	test := NewTestLink(Zoom, 3, 1, time.Now())
	test.ID, test.IntegrationID = 1, 7
	for range 6 {
		test.Pass(time.Now())
	}
	for integration, want := range map[Integration]TestStanding{{ID: 7, State: IntegrationWorking}: TestHolds,
		{ID: 7, State: IntegrationAttention}: TestOutdated, {ID: 7, State: IntegrationDisconnecting}: TestOutdated,
		{ID: 8, State: IntegrationWorking}: TestOutdated, {}: TestOutdated} {
		if got := test.Standing(integration); got != want {
			t.Errorf("%+v: %s, want %s", integration, got, want)
		}
	}
	failing := NewTestLink(Zoom, 3, 1, time.Now())
	failing.ID = 2
	failing.Fail(TestRefused, "", time.Now())
	if got := failing.Standing(Integration{}); got != TestFailing {
		t.Errorf("a failed one stands %s", got)
	}
	if got := (TestLink{}).Standing(Integration{}); got != TestNever {
		t.Errorf("none stands %s", got)
	}
}

// A doubtful host is tried; only where nothing could be asked for the test is refused.
func TestTestIsAskedForWhereverSomethingCanBeAsked(t *testing.T) {
	t.Parallel()
	usable := Facts{HostChosen: true, Integration: IntegrationActive, Host: HostUsable, Calendar: CalendarGraph, ITStep: ITConfirmed}
	with := func(change func(*Facts)) Facts {
		f := usable
		change(&f)
		return f
	}
	cases := map[string]struct {
		provider Provider
		facts    Facts
		via      Conferencing
	}{
		"integrated":                        {MSTeams, with(func(f *Facts) { f.Integrated = true }), ConferencingIntegrated},
		"integrated, proven failing":        {MSTeams, with(func(f *Facts) { f.Integrated, f.IntegratedFail = true, CauseRefused }), ConferencingIntegrated},
		"calendar says it makes none":       {MSTeams, usable, ConferencingIntegrated},
		"own account beside such a one":     {MSTeams, with(func(f *Facts) { f.Connection = ConnectionAlive }), ConferencingProfile},
		"Meet that is off":                  {GoogleMeet, with(func(f *Facts) { f.Calendar = CalendarGoogle }), ConferencingIntegrated},
		"Meet, proven failing":              {GoogleMeet, with(func(f *Facts) { f.Calendar, f.Integrated, f.IntegratedFail = CalendarGoogle, true, CauseServiceFailing }), ConferencingIntegrated},
		"Meet without Google":               {GoogleMeet, usable, ConferencingNone},
		"own account":                       {Zoom, with(func(f *Facts) { f.Connection = ConnectionAlive }), ConferencingProfile},
		"own account, proven failing":       {Zoom, with(func(f *Facts) { f.Connection, f.ConnectionFail = ConnectionAlive, CauseProfileUnknown }), ConferencingProfile},
		"own account of a shared mailbox":   {Zoom, with(func(f *Facts) { f.Connection, f.SharedMailbox = ConnectionAlive, true }), ConferencingProfile},
		"switched off for recruiters":       {Zoom, with(func(f *Facts) { f.Connection, f.SwitchedOff = ConnectionAlive, true }), ConferencingProfile},
		"no account":                        {Zoom, with(func(f *Facts) { f.Connection = ConnectionNever }), ConferencingNone},
		"shared mailbox without an account": {Zoom, with(func(f *Facts) { f.SharedMailbox = true }), ConferencingNone},
		"another account":                   {Zoom, with(func(f *Facts) { f.Connection = ConnectionOtherAccount }), ConferencingNone},
		"not synchronized":                  {MSTeams, with(func(f *Facts) { f.Integrated, f.Host = true, HostNotSynchronized }), ConferencingNone},
		"calendar not connected":            {MSTeams, with(func(f *Facts) { f.Integrated, f.Integration = true, IntegrationNotConnected }), ConferencingNone},
		"Teams by EWS without an account":   {MSTeams, with(func(f *Facts) { f.Calendar = CalendarEWS }), ConferencingNone},
	}
	for name, c := range cases {
		got := TestOutcome(c.provider, c.facts)
		if got.Via != c.via || got.Ready() != (c.via != ConferencingNone) {
			t.Errorf("%s: %+v, want %s", name, got, c.via)
		}
		if now := Availability(c.provider, c.facts); !got.Ready() && got != now {
			t.Errorf("%s: refused with %+v, the table says %+v", name, got, now)
		}
	}
}

func TestEveryTestProblemHasItsWords(t *testing.T) {
	t.Parallel()
	keys := map[string]bool{"": true}
	for _, problem := range TestProblems() {
		for _, key := range []string{problem.SentenceKey(), problem.DeedKey()} {
			if keys[key] {
				t.Errorf("%s: key %q is empty or used twice", problem, key)
			}
			keys[key] = true
		}
		if problem.Turn() == "" {
			t.Errorf("it is nobody's turn for %s", problem)
		}
	}
	if len(testProblemTable) != len(TestProblems()) {
		t.Errorf("%d entries for %d problems", len(testProblemTable), len(TestProblems()))
	}
	for _, cause := range Causes() {
		if cause.Proves() && !slices.Contains(TestProblems(), TestProblem(cause)) {
			t.Errorf("a test link has no words for %s", cause)
		}
	}
	for _, step := range TestSteps() {
		if keys[step.LabelKey()] {
			t.Errorf("%s has no word of its own", step)
		}
		keys[step.LabelKey()] = true
	}
}
