package integrations

import (
	"context"
	"slices"
	"strconv"
	"time"

	"github.com/a-h/templ"

	"entrevue/locales"
	"entrevue/models"
	"entrevue/views/interviews"
	"entrevue/views/paths"
	"entrevue/views/ui"
)

// TestLinkProps is the step of the test link: the one that is looked at, if any, the people to choose
// from, and earlier tests. Chosen is the host of the form. Query narrows the people; More is set where
// not all of the further ones are listed. Typed is set where the form holds what somebody has typed.
type TestLinkProps struct {
	WizardProps
	Trace     *TraceProps
	Ready     []models.Host
	Others    []models.Host
	Further   []models.Employee // synchronized, and not marked as hosting interviews
	Query     string
	More      bool
	Chosen    int64
	Typed     bool
	RequestID string
	Errors    ui.Errors
	Earlier   []TestRow
}

// Asks tells whether the form stands there: no test runs, or something was typed.
func (p TestLinkProps) Asks() bool { return p.Trace == nil || !p.Trace.Working() || p.Typed }

// Refresh is how often the page loads itself again without a script, in seconds; 0 when nothing is
// awaited, or there is something to type in.
func (p TestLinkProps) Refresh() int {
	if p.Asks() {
		return 0
	}
	return refreshEvery
}

// TestRow is a test link with its host.
type TestRow struct {
	models.TestLink
	Host models.Employee
}

// TraceProps is one test link while it is made, and afterwards. Outdated is set where its result
// rests on a connection of the calendar that is no more.
type TraceProps struct {
	TestRow
	Outdated bool
	Now      time.Time
}

// TestStep is where a test link is shown.
func TestStep(t models.TestLink) string {
	return paths.With(paths.WizardStep(t.Provider.Slug(), string(models.WizardTest)), map[string][]string{"link": {strconv.FormatInt(t.ID, 10)}})
}

// TracePart is the id of the trace, and the name of its fragment.
const TracePart = "test-link"

// slowRemoval is when it is said that deleting takes longer than it should.
const slowRemoval = 15 * time.Second

func (p TraceProps) poll() templ.Attributes {
	if !p.Working() {
		return nil
	}
	return ui.Poll(paths.TestLink(p.ID), p.Now.Sub(p.CreatedAt))
}

func (p TraceProps) args() []any {
	return []any{"host", p.Host.FirstName(), "provider", p.Provider.Name()}
}

func (p TraceProps) title(ctx context.Context) string {
	return locales.T(ctx, "test_link.trace", "host", p.Host.Name, "provider", p.Provider.Name())
}

// result is how the test stands in a word.
func (t TestRow) result(ctx context.Context) ui.StateProps {
	_, failed := t.Failure()
	switch {
	case failed:
		return ui.StateProps{Is: ui.Failing, Word: locales.T(ctx, "test_link.result.failed")}
	case t.Working():
		return ui.StateProps{Is: ui.Pending, Icon: "wait", Word: locales.T(ctx, "test_link.result.working")}
	case t.Asks():
		return ui.StateProps{Is: ui.Pending, Word: locales.T(ctx, "test_link.result.unconfirmed")}
	default:
		return ui.StateProps{Is: ui.Ready, Word: locales.T(ctx, "test_link.result.works")}
	}
}

// traceLine is one step as it stands in the list.
type traceLine struct {
	step  models.TestStep
	state ui.StateProps
}

func (p TraceProps) lines(ctx context.Context) []traceLine {
	lines := make([]traceLine, 0, len(models.TestSteps()))
	for _, step := range models.TestSteps() {
		line := traceLine{step: step, state: p.unbegun(ctx)}
		for _, done := range p.Steps {
			if done.Step == step {
				line.state = stepState(ctx, done)
				line.state.Note = took(ctx, done.Took(p.Now))
			}
		}
		lines = append(lines, line)
	}
	return lines
}

// unbegun is a step that waits for earlier ones, or was passed over after a failure.
func (p TraceProps) unbegun(ctx context.Context) ui.StateProps {
	if _, failed := p.Failure(); failed {
		return ui.StateProps{Is: ui.Off, Word: locales.T(ctx, "test_link.state.skipped")}
	}
	return ui.StateProps{Is: ui.Off, Icon: "clock", Word: locales.T(ctx, "test_link.state.waiting")}
}

func stepState(ctx context.Context, step models.TestLinkStep) ui.StateProps {
	switch {
	case step.Doubtful():
		return ui.StateProps{Is: ui.Pending, Word: locales.T(ctx, "test_link.state.unconfirmed")}
	case step.State == models.TestDone:
		return ui.StateProps{Is: ui.Ready, Word: locales.T(ctx, "test_link.state.done")}
	case step.State == models.TestFailed:
		return ui.StateProps{Is: ui.Failing, Word: locales.T(ctx, "test_link.state.failed")}
	default:
		return ui.StateProps{Is: ui.Pending, Icon: "wait", Word: locales.T(ctx, "test_link.state.running")}
	}
}

func took(ctx context.Context, d time.Duration) string {
	if d < time.Second {
		return locales.T(ctx, "test_link.under_second")
	}
	return locales.Duration(ctx, d.Truncate(time.Second))
}

// failures are the steps that failed: one of the test, and the removal.
func (p TraceProps) failures() []models.TestLinkStep {
	var failed []models.TestLinkStep
	for _, step := range p.Steps {
		if step.State == models.TestFailed {
			failed = append(failed, step)
		}
	}
	return failed
}

// problem says what happened, and what can be done by whom.
func (p TraceProps) problem(ctx context.Context, step models.TestLinkStep) ui.NoticeProps {
	deed := locales.T(ctx, step.Problem.DeedKey(), p.args()...)
	if turn := step.Problem.Turn(); turn != models.TurnNobody {
		deed = locales.T(ctx, "test_link.turn", "turn", interviews.WhoseTurn(ctx, turn, p.Host), "deed", deed)
	}
	return ui.NoticeProps{Is: ui.Failing, Title: locales.T(ctx, step.Problem.SentenceKey(), p.args()...), Text: deed}
}

func (p TraceProps) removesSlowly() bool {
	return p.Doing(models.TestRemove) && p.Waited(p.Now) >= slowRemoval
}

// choice is the list of people: those who can host at once first.
func (p TestLinkProps) choice(ctx context.Context) ui.SelectProps {
	field := ui.FieldProps{Name: "host", Label: locales.T(ctx, "test_link.host"), Hint: locales.T(ctx, "test_link.host_hint"),
		Error: p.Errors["host"], Required: true}
	if p.Chosen != 0 {
		field.Value = strconv.FormatInt(p.Chosen, 10)
	}
	list := ui.SelectProps{FieldProps: field, Options: []ui.Option{{Label: locales.T(ctx, "test_link.choose")}}}
	for _, group := range []ui.OptionGroup{
		{Label: locales.T(ctx, "test_link.group.ready"), Options: p.options(ctx, p.Ready)},
		{Label: locales.T(ctx, "test_link.group.hosts"), Options: p.options(ctx, p.Others)},
		{Label: locales.T(ctx, "test_link.group.others"), Options: further(p.Further)},
	} {
		if len(group.Options) > 0 {
			list.Groups = append(list.Groups, group)
		}
	}
	return list
}

// Offers tells whether somebody is among those to choose from.
func (p TestLinkProps) Offers(id int64) bool {
	host := func(h models.Host) bool { return h.ID == id }
	return slices.ContainsFunc(p.Ready, host) || slices.ContainsFunc(p.Others, host) ||
		slices.ContainsFunc(p.Further, func(e models.Employee) bool { return e.ID == id })
}

// searchable tells whether the list is long enough to be searched, or was.
func (p TestLinkProps) searchable() bool {
	const overseen = 6
	return p.Query != "" || p.people() > overseen
}

func (p TestLinkProps) people() int { return len(p.Ready) + len(p.Others) + len(p.Further) }

// question stands above the choice.
func (p TestLinkProps) question(ctx context.Context) string {
	if p.Trace == nil {
		return locales.T(ctx, "test_link.first")
	}
	return locales.T(ctx, "test_link.again")
}

func (p TestLinkProps) options(ctx context.Context, hosts []models.Host) []ui.Option {
	options := make([]ui.Option, len(hosts))
	for n, host := range hosts {
		word := locales.T(ctx, host.Outcome(p.Provider).WordKey())
		options[n] = ui.Option{Value: strconv.FormatInt(host.ID, 10),
			Label: locales.T(ctx, "test_link.option", "name", host.Name, "state", word)}
	}
	return options
}

func further(people []models.Employee) []ui.Option {
	options := make([]ui.Option, len(people))
	for n, person := range people {
		options[n] = ui.Option{Value: strconv.FormatInt(person.ID, 10), Label: person.Name}
	}
	return options
}
