package integrations

import (
	"context"

	"entrevue/locales"
	"entrevue/models"
	"entrevue/views/ui"
)

// rail are the steps as they stand on the left.
func (p WizardProps) rail(ctx context.Context) []ui.Step {
	steps := make([]ui.Step, len(p.Steps))
	for n, step := range p.Steps {
		steps[n] = ui.Step{Label: locales.T(ctx, StepKey(step.ID)), Note: p.note(ctx, step), Href: p.at(step.ID),
			Is: stepIs(step.State), Current: step.ID == p.Current}
	}
	return steps
}

func stepIs(state models.StepState) string {
	switch state {
	case models.StepDone:
		return ui.Ready
	case models.StepUndone, models.StepRefused:
		return ui.Failing
	default:
		return "todo"
	}
}

// StepKey is the locale key of a step's name.
func StepKey(id models.WizardStepID) string {
	switch id {
	case models.WizardCalendar:
		return "wizard.step.calendar"
	case models.WizardEmployees:
		return "wizard.step.employees"
	case models.WizardAdminConsole:
		return "wizard.step.admin_console"
	case models.WizardIT:
		return "wizard.step.it"
	case models.WizardCampaign:
		return "wizard.step.campaign"
	case models.WizardReady:
		return "wizard.step.ready"
	case models.WizardTest:
		return "wizard.step.test"
	default:
		return "wizard.step.done"
	}
}

// note is how far a step has come: its state, and what is known about it.
func (p WizardProps) note(ctx context.Context, step models.WizardStep) string {
	detail := p.detail(ctx, step)
	switch {
	case step.State == models.StepTodo:
		return locales.T(ctx, "wizard.state.todo")
	case step.State == models.StepRefused:
		return locales.T(ctx, "wizard.state.refused")
	case detail == "":
		return p.stateWord(ctx, step)
	default:
		return locales.T(ctx, "wizard.state.detailed", "state", p.stateWord(ctx, step), "detail", detail)
	}
}

// stateWord says "now" of one step only: of others that wait for nothing it says that they can be done.
func (p WizardProps) stateWord(ctx context.Context, step models.WizardStep) string {
	switch {
	case step.State == models.StepDone:
		return locales.T(ctx, "wizard.state.done")
	case step.State == models.StepUndone:
		return locales.T(ctx, "wizard.state.undone")
	case step.ID == models.WizardDue(p.Steps).ID:
		return locales.T(ctx, "wizard.state.due")
	default:
		return locales.T(ctx, "wizard.state.possible")
	}
}

func (p WizardProps) detail(ctx context.Context, step models.WizardStep) string {
	switch step.ID {
	case models.WizardCalendar:
		if step.State == models.StepDone {
			return locales.T(ctx, p.Integration.System.NameKey())
		}
	case models.WizardEmployees:
		return p.employeesDetail(ctx)
	case models.WizardIT:
		return p.itDetail(ctx)
	case models.WizardCampaign:
		if p.Facts.Unwritten > 0 {
			return locales.N(ctx, "wizard.note.unwritten", p.Facts.Unwritten)
		}
	case models.WizardReady:
		return locales.N(ctx, "wizard.note.ready", len(p.Facts.Hosts), "ready", locales.Number(ctx, p.Facts.ReadyHosts(p.Provider)))
	case models.WizardTest:
		return p.testDetail(ctx)
	}
	return ""
}

func (p WizardProps) employeesDetail(ctx context.Context) string {
	tally := p.Facts.Tally()
	if tally.Failing > 0 {
		return locales.N(ctx, "wizard.note.need_you", tally.Failing, "all", locales.Number(ctx, tally.All))
	}
	return locales.N(ctx, "wizard.note.synchronized", tally.All, "done", locales.Number(ctx, tally.Usable))
}

func (p WizardProps) testDetail(ctx context.Context) string {
	switch p.Facts.Test {
	case models.TestHolds:
		return locales.T(ctx, "wizard.note.test_works")
	case models.TestFailing:
		return locales.T(ctx, "wizard.note.test_failing")
	case models.TestUnconfirmed:
		return locales.T(ctx, "wizard.note.test_unconfirmed")
	case models.TestOutdated:
		return locales.T(ctx, "wizard.note.test_outdated")
	default:
		return ""
	}
}

func (p WizardProps) itDetail(ctx context.Context) string {
	setup := p.Facts.Setup
	switch {
	case setup.ITConfirmedAt != nil:
		return setup.ITConfirmedBy
	case setup.ITReopenedAt != nil:
		return locales.T(ctx, "wizard.note.it_reopened", "date", locales.Date(ctx, *setup.ITReopenedAt))
	case setup.ITAskedAt != nil:
		return locales.T(ctx, "wizard.note.it_asked", "date", locales.Date(ctx, *setup.ITAskedAt))
	default:
		return ""
	}
}
