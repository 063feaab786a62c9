package models

import (
	"slices"
	"strconv"
	"strings"
	"time"
)

// TestStep is one step of a test link. They come in this order; a step that fails is followed by
// the removal, which is always the last one. A link with an unknown host name is no failure: the
// check is done, and the administrator is asked, as a recruiter is about an interview's.
//
//	write ──► link ──► check ──► move ──► compare ──► remove ──► ended
//	  └─────────┴────────┴─────────┴─ failed ─┴─────────▲  │ refused
//	                                             again  └──┘
type TestStep string

// The steps of a test link.
const (
	TestWrite   TestStep = "write"   // the event is written
	TestWait    TestStep = "link"    // its link is waited for
	TestCheck   TestStep = "check"   // the link is one of the right provider
	TestMove    TestStep = "move"    // the event is written for a later time
	TestCompare TestStep = "compare" // the event is read at that time with the same link
	TestRemove  TestStep = "remove"  // the event is deleted, and read until it is gone
)

// TestSteps returns the steps in their order.
func TestSteps() []TestStep {
	return []TestStep{TestWrite, TestWait, TestCheck, TestMove, TestCompare, TestRemove}
}

// LabelKey is the locale key of what happens in the step.
func (s TestStep) LabelKey() string {
	switch s {
	case TestWrite:
		return "test_link.step.write"
	case TestWait:
		return "test_link.step.link"
	case TestCheck:
		return "test_link.step.check"
	case TestMove:
		return "test_link.step.move"
	case TestCompare:
		return "test_link.step.compare"
	default:
		return "test_link.step.remove"
	}
}

// TestStepState is how far one step has come.
type TestStepState string

// The states of a step. One that was never begun has no row.
const (
	TestRunning TestStepState = "running"
	TestDone    TestStepState = "done"
	TestFailed  TestStepState = "failed"
)

// TestLinkStep is one step of one test link, as it went.
type TestLinkStep struct {
	TestLinkID int64    `gorm:"primaryKey"`
	Step       TestStep `gorm:"primaryKey"`
	State      TestStepState
	Problem    TestProblem
	Detail     string // what Cronofy said, raw
	StartedAt  time.Time
	EndedAt    *time.Time
}

// Doubtful tells whether the step waits for somebody to say whose host name it is.
func (s TestLinkStep) Doubtful() bool { return s.State == TestDone && s.Problem == TestUnknownHost }

// Took is how long the step lasted, or has lasted so far.
func (s TestLinkStep) Took(now time.Time) time.Duration {
	if s.EndedAt != nil {
		now = *s.EndedAt
	}
	return now.Sub(s.StartedAt)
}

const (
	// TestLength is how long the event of a test link lasts.
	TestLength = 30 * time.Minute
	// TestAhead is how far ahead it stands.
	TestAhead = 24 * time.Hour
	// TestMoved is by how much it is moved.
	TestMoved = time.Hour
)

// TestLink is one try whether a provider makes a link for a host. An administrator starts it; then
// it goes on by itself until its event is gone from the calendar, also after a step has failed. It
// is no interview: no list and no number of interviews knows it.
type TestLink struct {
	ID            int64
	Provider      Provider
	EmployeeID    int64 // the host
	IntegrationID int64 // the connection of the calendar it was made through
	StartedBy     int64
	Step          TestStep // the newest
	CalendarID    string   // fixed before the first write, like Conferencing
	Conferencing  string   // what was asked for: integrated or a profile's id
	JoinURL       string
	StartsAt      time.Time // before it is moved
	CreatedAt     time.Time
	UpdatedAt     time.Time
	LeasedUntil   *time.Time
	EndedAt       *time.Time

	Steps []TestLinkStep `gorm:"-"` // in their order
}

// NewTestLink begins with the first step.
func NewTestLink(provider Provider, host, by int64, now time.Time) TestLink {
	t := TestLink{Provider: provider, EmployeeID: host, StartedBy: by, CreatedAt: now,
		StartsAt: now.Add(TestAhead).Truncate(TestLength)}
	t.begin(TestWrite, now)
	return t
}

// EventID is the id of its event in the calendar; see IsTestEvent.
func (t TestLink) EventID(installation string) string {
	return "entrevue-" + installation + testMark + strconv.FormatInt(t.ID, 10)
}

const testMark = "-test-"

// IsTestEvent tells whether an event of ours belongs to a test link: it is no interview, and so
// nobody has lost or moved it.
func IsTestEvent(installation, eventID string) bool {
	return strings.HasPrefix(eventID, "entrevue-"+installation+testMark)
}

// Current is the newest step.
func (t TestLink) Current() TestLinkStep {
	if len(t.Steps) == 0 {
		return TestLinkStep{}
	}
	return t.Steps[len(t.Steps)-1]
}

// Doing tells whether a step is under way.
func (t TestLink) Doing(step TestStep) bool {
	current := t.Current()
	return current.Step == step && current.State == TestRunning
}

// Waited is how long the present step has lasted.
func (t TestLink) Waited(now time.Time) time.Duration { return t.Current().Took(now) }

// Pass ends the present step well and begins the next one; after the removal the test has ended.
func (t *TestLink) Pass(now time.Time) {
	t.finish(TestDone, now)
	steps := TestSteps()
	if next := slices.Index(steps, t.Step) + 1; next < len(steps) {
		t.begin(steps[next], now)
	}
}

// Doubt ends the check of a link whose host name is unknown. The test goes on with it.
func (t *TestLink) Doubt(now time.Time) {
	t.Steps[len(t.Steps)-1].Problem = TestUnknownHost
	t.Pass(now)
}

// Answer settles a doubt: the host name is one of the provider's, or the check has failed.
func (t *TestLink) Answer(ours bool) {
	for n, step := range t.Steps {
		switch {
		case !step.Doubtful():
		case ours:
			t.Steps[n].Problem = TestSound
		default:
			t.Steps[n].State, t.Steps[n].Detail = TestFailed, t.JoinURL
		}
	}
}

// Fail ends the present step with a problem. What is left to do is to remove the event.
func (t *TestLink) Fail(problem TestProblem, detail string, now time.Time) {
	current := &t.Steps[len(t.Steps)-1]
	current.Problem, current.Detail = problem, detail
	t.finish(TestFailed, now)
	if t.Step != TestRemove {
		t.begin(TestRemove, now)
	}
}

// RemoveAgain begins a removal anew that was refused.
func (t *TestLink) RemoveAgain(now time.Time) {
	if t.Kept() {
		t.Steps[len(t.Steps)-1] = TestLinkStep{TestLinkID: t.ID, Step: TestRemove, State: TestRunning, StartedAt: now}
	}
}

func (t *TestLink) begin(step TestStep, now time.Time) {
	t.Step = step
	t.Steps = append(t.Steps, TestLinkStep{TestLinkID: t.ID, Step: step, State: TestRunning, StartedAt: now})
}

func (t *TestLink) finish(state TestStepState, now time.Time) {
	current := &t.Steps[len(t.Steps)-1]
	current.State, current.EndedAt = state, &now
	if t.Step == TestRemove && t.EndedAt == nil {
		t.EndedAt = &now
	}
}

// Failure is the step that failed first.
func (t TestLink) Failure() (step TestLinkStep, failed bool) {
	for _, step := range t.Steps {
		if step.State == TestFailed {
			return step, true
		}
	}
	return TestLinkStep{}, false
}

// Working tells whether something still happens by itself.
func (t TestLink) Working() bool { return t.Current().State == TestRunning }

// Succeeded tells whether every step went well.
func (t TestLink) Succeeded() bool { return t.passed() && !t.doubtful() }

// Asks tells whether every step went well, but for a host name that somebody has to confirm.
func (t TestLink) Asks() bool { return t.passed() && t.doubtful() }

func (t TestLink) passed() bool {
	_, failed := t.Failure()
	return !failed && t.Step == TestRemove && !t.Working()
}

func (t TestLink) doubtful() bool { return slices.ContainsFunc(t.Steps, TestLinkStep.Doubtful) }

// Kept tells whether the calendar refused to remove the event (FAIL31).
func (t TestLink) Kept() bool { return t.Step == TestRemove && t.Current().State == TestFailed }

// Openable is the link while it opens a meeting: from its check until the removal. One with an
// unknown host name is not.
func (t TestLink) Openable() string {
	if t.doubtful() {
		return ""
	}
	if t.Step == TestMove || t.Step == TestCompare || t.Kept() {
		return t.JoinURL
	}
	return ""
}

// Uncertain tells whether a write may still be on its way to the calendar: one was not answered, or
// was not seen. Then the event may appear after it has been deleted.
func (t TestLink) Uncertain() bool {
	failure, failed := t.Failure()
	return failed && (failure.Step == TestWrite || failure.Step == TestMove || failure.Step == TestCompare)
}
