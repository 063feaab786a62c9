package models

import (
	"slices"
	"time"
)

// WizardStepID names a step of a provider's set-up, in its address too.
type WizardStepID string

// The steps. Each is computed from facts; only IT's is confirmed by somebody, because no computer
// can know it.
const (
	WizardCalendar     WizardStepID = "calendar"
	WizardEmployees    WizardStepID = "employees"
	WizardAdminConsole WizardStepID = "admin-console" // Meet
	WizardIT           WizardStepID = "it"            // Zoom
	WizardCampaign     WizardStepID = "campaign"      // where hosts connect own accounts
	WizardReady        WizardStepID = "ready"         // the same, and Teams
	WizardTest         WizardStepID = "test"
	WizardDone         WizardStepID = "done"
)

// WizardStepIDs returns every step there is.
func WizardStepIDs() []WizardStepID {
	return []WizardStepID{WizardCalendar, WizardEmployees, WizardAdminConsole, WizardIT, WizardCampaign, WizardReady, WizardTest, WizardDone}
}

// StepState is how far a step of a set-up has come. It is computed whenever it is shown, so that
// nothing but the facts changes it.
//
//	todo ──earlier steps done──► due ──facts──► done ◄──facts──► undone
//	                              └──► refused    the company's calendars cannot have the provider
type StepState string

// The states of a step.
const (
	StepTodo    StepState = "todo"    // waits for an earlier step
	StepDue     StepState = "due"     // can be done now
	StepUndone  StepState = "undone"  // was done, at least for some, and is no more
	StepRefused StepState = "refused" // cannot be done here
	StepDone    StepState = "done"
)

// WizardStep is one step of a provider's set-up.
type WizardStep struct {
	ID    WizardStepID
	State StepState
}

// WizardFacts is everything that decides about the steps of one provider. Hosts are what is known of
// everybody who is marked as hosting interviews, still works here and has no shared mailbox.
type WizardFacts struct {
	Integration     CalendarIntegration
	ConnectedBefore bool // the calendar has been connected once
	Setup           ProviderSetup
	Hosts           []Facts
	Written         int // hosts who got the instructions of the campaign
	Unwritten       int // hosts who must act, now or after IT, and did not get them
	Test            TestStanding
}

// WizardSteps are the steps of a provider's set-up in their order, as far as the facts already tell
// which are needed. A provider that the company's calendars cannot have ends with the step that says
// so.
func WizardSteps(provider Provider, facts WizardFacts) []WizardStep {
	var steps []WizardStep
	for _, id := range wizardPlan(provider, facts) {
		steps = append(steps, WizardStep{id, facts.state(provider, id, steps)})
		if steps[len(steps)-1].State == StepRefused {
			break
		}
	}
	return steps
}

func wizardPlan(provider Provider, facts WizardFacts) []WizardStepID {
	plan := []WizardStepID{WizardCalendar, WizardEmployees}
	if provider == GoogleMeet {
		return append(plan, WizardAdminConsole, WizardTest, WizardDone)
	}
	if provider == Zoom {
		plan = append(plan, WizardIT)
	}
	if provider != MSTeams || facts.personal() {
		plan = append(plan, WizardCampaign)
	}
	return append(plan, WizardReady, WizardTest, WizardDone)
}

// personal tells whether any host connects Teams with an own account.
func (f WizardFacts) personal() bool {
	return slices.ContainsFunc(f.Hosts, func(host Facts) bool { return WayOf(MSTeams, host) == WayPersonal })
}

// WizardDue is the step to work on: the first that was done and is no more, because people rely on it;
// else the first that is not done, else the last. A link is tried again when all the rest is done. Such
// are never empty.
func WizardDue(steps []WizardStep) WizardStep {
	for _, step := range steps {
		if step.State == StepUndone && step.ID != WizardTest {
			return step
		}
	}
	for _, step := range steps {
		if step.State != StepDone {
			return step
		}
	}
	return steps[len(steps)-1]
}

func (f WizardFacts) state(provider Provider, id WizardStepID, before []WizardStep) StepState {
	switch id {
	case WizardCalendar:
		return f.calendarState()
	case WizardIT: // IT waits for nobody
		return f.itState()
	}
	if _, waits := f.firstUndone(provider, id, before); waits {
		return StepTodo
	}
	switch id {
	case WizardEmployees:
		return f.employeesState(provider)
	case WizardCampaign:
		return f.campaignState()
	case WizardReady:
		return f.readyState(provider)
	case WizardAdminConsole:
		return f.adminConsoleState()
	case WizardTest:
		return f.testState()
	default:
		return StepDone
	}
}

// Missing is what has to come first at a step of a provider that waits for earlier ones: the first of
// these that is not done. ok is false where it waits for none.
func (f WizardFacts) Missing(provider Provider, steps []WizardStep, id WizardStepID) (missing WizardStep, ok bool) {
	at := slices.IndexFunc(steps, func(s WizardStep) bool { return s.ID == id })
	if at < 0 || steps[at].State != StepTodo {
		return WizardStep{}, false
	}
	return f.firstUndone(provider, id, steps[:at])
}

func (f WizardFacts) firstUndone(provider Provider, id WizardStepID, before []WizardStep) (undone WizardStep, ok bool) {
	for _, step := range before {
		if step.State != StepDone && f.waitsFor(provider, id, step.ID) {
			return step, true
		}
	}
	return WizardStep{}, false
}

// waitsFor tells whether a step cannot be done before an earlier one. A test link needs one host only,
// whom IT has let in; whoever connects without being asked is ready, too; who was told stays told when IT
// has to act once more; and what Google says of the first host is known before all are synchronized.
func (f WizardFacts) waitsFor(provider Provider, id, earlier WizardStepID) bool {
	switch id {
	case WizardAdminConsole:
		return earlier == WizardCalendar || f.Tally().Kinds[CalendarGoogle] == 0
	case WizardTest:
		return earlier == WizardCalendar || earlier == WizardIT && f.ReadyHosts(provider) == 0
	case WizardReady:
		return earlier != WizardCampaign
	case WizardCampaign:
		return earlier != WizardIT || f.Written == 0 || f.Unwritten > 0
	default:
		return true
	}
}

func (f WizardFacts) calendarState() StepState {
	switch {
	case f.Integration == IntegrationActive:
		return StepDone
	case f.Integration == IntegrationNeedsAttention || f.ConnectedBefore:
		return StepUndone
	default:
		return StepDue
	}
}

// employeesState is done when every host is synchronized, and undone when all of them once were.
func (f WizardFacts) employeesState(provider Provider) StepState {
	tally := f.Tally()
	switch {
	case f.refused(provider):
		return StepRefused
	case tally.All > 0 && tally.Usable == tally.All:
		return StepDone
	case tally.Lost > 0 && tally.Usable+tally.Lost == tally.All:
		return StepUndone
	default:
		return StepDue
	}
}

// refused tells whether none of the calendars can have the provider. Before all of them are known
// nothing is refused.
func (f WizardFacts) refused(provider Provider) bool {
	tally := f.Tally()
	return provider == GoogleMeet && tally.Usable > 0 && tally.Waiting == 0 && tally.Kinds[CalendarGoogle] == 0
}

// adminConsoleState is what Google reports of every host with a Google calendar, and what became of
// the links that were asked for.
func (f WizardFacts) adminConsoleState() StepState {
	state := StepDone
	for _, host := range f.Hosts {
		if host.Calendar != CalendarGoogle || WayOf(GoogleMeet, host) == WayAtOnce {
			continue
		}
		if host.Integrated {
			return StepUndone
		}
		state = StepDue
	}
	return state
}

func (f WizardFacts) itState() StepState {
	switch {
	case f.Setup.ITStep() == ITConfirmed:
		return StepDone
	case f.Setup.ITReopenedAt != nil && !f.Setup.WithIT():
		return StepUndone
	default:
		return StepDue
	}
}

func (f WizardFacts) testState() StepState {
	switch f.Test {
	case TestHolds:
		return StepDone
	case TestFailing, TestOutdated:
		return StepUndone
	default:
		return StepDue
	}
}

// campaignState is done when nobody must act, or everybody who must was written to. Somebody who is new
// undoes nothing: they are told, too.
func (f WizardFacts) campaignState() StepState {
	if f.Unwritten == 0 {
		return StepDone
	}
	return StepDue
}

// readyState is done when every host who can be is ready, and undone when all of them once were.
func (f WizardFacts) readyState(provider Provider) StepState {
	state := StepDone
	for _, host := range f.Hosts {
		host.SwitchedOff = false
		outcome := Availability(provider, host)
		switch {
		case outcome.Ready() || WayOf(provider, host) == WayNone:
		case outcome.Reason == ReasonConnectionEnded, outcome.Reason == ReasonFailing:
			state = StepUndone
		default:
			return StepDue
		}
	}
	return state
}

// ReadyHosts counts the hosts who can have links of the provider right now, switched off or not.
func (f WizardFacts) ReadyHosts(provider Provider) int {
	count := 0
	for _, host := range f.Hosts {
		host.SwitchedOff = false
		if Availability(provider, host).Ready() {
			count++
		}
	}
	return count
}

// HostTally counts hosts by what is known of their calendars.
type HostTally struct {
	All        int
	Usable     int // synchronized
	Waiting    int // nothing to do but wait
	Unanswered int // of those who wait: they are asked for again by ourselves
	Failing    int // somebody has to act
	Lost       int // of those who fail: they were synchronized
	Kinds      map[CalendarKind]int
}

// Tally counts the hosts.
func (f WizardFacts) Tally() HostTally {
	tally := HostTally{All: len(f.Hosts), Kinds: map[CalendarKind]int{}}
	for _, host := range f.Hosts {
		switch {
		case host.Host == HostUsable:
			tally.Usable++
			tally.Kinds[host.Calendar]++
		case host.Host.Settles():
			tally.Waiting++
			if host.Host == HostUnanswered {
				tally.Unanswered++
			}
		default:
			tally.Failing++
			if host.Host == HostCalendarDisconnected {
				tally.Lost++
			}
		}
	}
	return tally
}

// HostWay says how a host comes to links of a provider.
type HostWay string

// The ways to a link.
const (
	WayUnknown  HostWay = "unknown"  // the calendar is not known, or out of order
	WayAtOnce   HostWay = "at_once"  // the calendar makes them by itself
	WayPersonal HostWay = "personal" // the host connects an own account
	WayNone     HostWay = "none"     // not with this calendar or mailbox
)

// WayOf is the way of a host, whoever has to act on it. Where Microsoft Graph is proven to give no
// Teams link the way is personal, as with EWS.
func WayOf(provider Provider, host Facts) HostWay {
	host.HostChosen, host.SwitchedOff, host.Integration = true, false, IntegrationActive
	switch outcome := Availability(provider, host); {
	case outcome.Row <= 3:
		return WayUnknown
	case outcome.Row == 4:
		return WayAtOnce
	case outcome.Row <= 6:
		return WayNone
	default:
		return WayPersonal
	}
}

// GraphGivesNoTeams tells whether a host should have Teams through Microsoft Graph and does not.
func GraphGivesNoTeams(host Facts) bool {
	return host.Host == HostUsable && host.Calendar == CalendarGraph && WayOf(MSTeams, host) != WayAtOnce
}

// Host is somebody who is marked as hosting interviews, with what is known for each provider and the
// interviews of the days to come.
type Host struct {
	Employee
	Facts map[Provider]Facts
	Ahead map[Method]HostedAhead // within HostsAheadFor
}

// HostsAheadFor is how far ahead it is asked which interviews somebody blocks.
const HostsAheadFor = 7 * 24 * time.Hour

// Availability is what the table says of the host right now.
func (h Host) Availability(provider Provider) Outcome {
	return Availability(provider, h.Facts[provider])
}

// Outcome is what the availability table says of the host, as if the provider were switched on.
func (h Host) Outcome(provider Provider) Outcome {
	facts := h.Facts[provider]
	facts.SwitchedOff = false
	return Availability(provider, facts)
}

// Unable tells whether the host cannot have links of a provider, whatever anybody does: the calendar
// is none of Google's, or the mailbox is shared and its calendar makes no links by itself.
func (h Host) Unable(provider Provider) bool {
	way := WayOf(provider, h.Facts[provider])
	return h.SharedMailbox && way != WayAtOnce || h.Outcome(provider).Reason == ReasonNotGoogle
}

// WizardHosts picks from hosts what the wizard of one provider asks. Shared mailboxes that cannot
// host do not count.
func WizardHosts(provider Provider, hosts []Host) []Facts {
	var facts []Facts
	for _, host := range hosts {
		if !host.SharedMailbox || !host.Unable(provider) {
			facts = append(facts, host.Facts[provider])
		}
	}
	return facts
}
