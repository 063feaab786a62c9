package models

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func hostNamed(name string, provider Provider, facts Facts) Host {
	return Host{Employee: Employee{Name: name, SharedMailbox: facts.SharedMailbox}, Facts: map[Provider]Facts{provider: facts}}
}

func TestNextTurnIsWhoseTheTableSays(t *testing.T) {
	t.Parallel()
	ready := hostNamed("Oliver", Zoom, changed(func(f *Facts) { f.Connection = ConnectionAlive }))
	waits := hostNamed("Thi", Zoom, unusable(HostWaiting))
	unread := hostNamed("Jonas", Zoom, unusable(HostNotRead))
	unasked := hostNamed("Amélie", Zoom, unusable(HostNotSynchronized))
	missing := hostNamed("Piotr", Zoom, unusable(HostFailedNoMailbox))
	started := hostNamed("Hugo", Zoom, changed(func(f *Facts) { f.Connection = ConnectionStarted }))
	never := hostNamed("Camille", Zoom, changed(func(f *Facts) { f.Connection = ConnectionNever }))
	failing := hostNamed("Inès", Zoom, changed(func(f *Facts) { f.Connection, f.ConnectionFail = ConnectionAlive, CauseServiceFailing }))
	shared := hostNamed("Studio", Zoom, changed(func(f *Facts) { f.SharedMailbox = true }))
	at := time.Now()
	for name, c := range map[string]struct {
		due   WizardStep
		setup ProviderSetup
		hosts []Host
		want  WizardTurn
	}{
		"hosts are being synchronized":       {WizardStep{WizardEmployees, StepDue}, confirmed, []Host{ready, waits, unread, unasked}, WizardTurn{Turn: TurnNobody, Waiting: 3}},
		"one of them failed":                 {WizardStep{WizardEmployees, StepUndone}, confirmed, []Host{waits, missing}, WizardTurn{Turn: TurnAdministrator, Host: "Piotr", Waiting: 1}},
		"connecting comes later":             {WizardStep{WizardEmployees, StepDue}, confirmed, []Host{never, waits}, WizardTurn{Turn: TurnNobody, Waiting: 1}},
		"nobody hosts":                       {WizardStep{WizardEmployees, StepDue}, confirmed, nil, WizardTurn{Turn: TurnAdministrator}},
		"the calendar is not connected":      {WizardStep{WizardCalendar, StepDue}, confirmed, []Host{ready}, WizardTurn{Turn: TurnAdministrator}},
		"IT was not asked":                   {WizardStep{WizardIT, StepDue}, ProviderSetup{}, []Host{ready}, WizardTurn{Turn: TurnAdministrator}},
		"IT was asked":                       {WizardStep{WizardIT, StepDue}, ProviderSetup{ITAskedAt: &at}, []Host{ready}, WizardTurn{Turn: TurnIT}},
		"IT was asked, and a host sent back": {WizardStep{WizardIT, StepUndone}, ProviderSetup{ITAskedAt: &at, ITReopenedAt: &at}, []Host{ready}, WizardTurn{Turn: TurnAdministrator}},
		"hosts have to connect":              {WizardStep{WizardReady, StepDue}, confirmed, []Host{ready, started, never, shared}, WizardTurn{Turn: TurnHost, Host: "Hugo", Others: 1}},
		"a host's links fail":                {WizardStep{WizardReady, StepUndone}, confirmed, []Host{failing, never}, WizardTurn{Turn: TurnIT, Host: "Inès", Others: 1}},
		"a link has not been tried":          {WizardStep{WizardTest, StepDue}, confirmed, []Host{ready}, WizardTurn{Turn: TurnAdministrator}},
		"the calendars cannot have it":       {WizardStep{WizardEmployees, StepRefused}, confirmed, []Host{ready}, WizardTurn{Turn: TurnNobody}},
		"everything is done for who can be":  {WizardStep{WizardDone, StepDone}, confirmed, []Host{ready, shared}, WizardTurn{Turn: TurnNobody}},
	} {
		if diff := cmp.Diff(c.want, NextTurn(Zoom, []WizardStep{c.due}, c.setup, c.hosts)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}
