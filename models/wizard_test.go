package models

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// hostWith is a synchronized host whose calendar makes the links that such a calendar can make.
func hostWith(kind CalendarKind) Facts {
	return changed(func(f *Facts) { f.Calendar, f.Integrated = kind, kind == CalendarGoogle || kind == CalendarGraph })
}

func hostsWith(kinds ...CalendarKind) []Facts {
	var hosts []Facts
	for _, kind := range kinds {
		hosts = append(hosts, hostWith(kind))
	}
	return hosts
}

func unusable(state HostState) Facts {
	return changed(func(f *Facts) { f.Host = state })
}

var confirmed = ProviderSetup{ITConfirmedAt: new(time.Time)}

func words(steps []WizardStep) []string {
	var list []string
	for _, step := range steps {
		list = append(list, string(step.ID)+" "+string(step.State))
	}
	return list
}

// companies are hosts of each calendar type, of several, and of none.
var companies = map[string][]Facts{
	"google": hostsWith(CalendarGoogle, CalendarGoogle), "graph": hostsWith(CalendarGraph, CalendarGraph),
	"ews": hostsWith(CalendarEWS, CalendarEWS), "other": hostsWith(CalendarOther),
	"mixed": hostsWith(CalendarEWS, CalendarGoogle, CalendarGraph), "none": nil,
}

func TestEachProviderHasItsStepsForEachCalendarType(t *testing.T) {
	t.Parallel()
	meet := []string{"calendar done", "employees done", "admin-console done", "test done", "done done"}
	noMeet := []string{"calendar done", "employees refused"}
	zoom := []string{"calendar done", "employees done", "it done", "campaign done", "ready due", "test done", "done todo"}
	plain := []string{"calendar done", "employees done", "campaign done", "ready due", "test done", "done todo"}
	graph := []string{"calendar done", "employees done", "ready done", "test done", "done done"}
	wants := map[Provider]map[string][]string{
		GoogleMeet: {"google": meet, "mixed": meet, "graph": noMeet, "ews": noMeet, "other": noMeet,
			"none": {"calendar done", "employees due", "admin-console todo", "test done", "done todo"}},
		Zoom: {"google": zoom, "mixed": zoom, "graph": zoom, "ews": zoom, "other": zoom,
			"none": {"calendar done", "employees due", "it done", "campaign todo", "ready todo", "test done", "done todo"}},
		MSTeams: {"google": plain, "mixed": plain, "graph": graph, "ews": plain, "other": plain,
			"none": {"calendar done", "employees due", "ready todo", "test done", "done todo"}},
		GoToMeeting: {"google": plain, "mixed": plain, "graph": plain, "ews": plain, "other": plain,
			"none": {"calendar done", "employees due", "campaign todo", "ready todo", "test done", "done todo"}},
	}
	for _, provider := range Providers() {
		for company, hosts := range companies {
			facts := WizardFacts{Integration: IntegrationActive, Setup: confirmed, Hosts: hosts, Test: TestHolds}
			if diff := cmp.Diff(wants[provider][company], words(WizardSteps(provider, facts))); diff != "" {
				t.Errorf("%s with %s calendars (-want +got):\n%s", provider, company, diff)
			}
		}
	}
}

func TestStepChangesWithItsFactsAlone(t *testing.T) {
	t.Parallel()
	at := time.Now()
	for _, c := range []struct {
		name     string
		provider Provider
		change   func(*WizardFacts)
		step     WizardStepID
		state    StepState
		then     StepState // of the last step
	}{
		{"nothing is connected", Zoom, func(f *WizardFacts) { f.Integration = IntegrationNotConnected }, WizardCalendar, StepDue, StepTodo},
		{"the calendar was disconnected", Zoom, func(f *WizardFacts) {
			f.Integration, f.ConnectedBefore = IntegrationNotConnected, true
		}, WizardCalendar, StepUndone, StepTodo},
		{"the calendar needs attention", Zoom, func(f *WizardFacts) { f.Integration = IntegrationNeedsAttention }, WizardCalendar, StepUndone, StepTodo},
		{"employees wait for the calendar", Zoom, func(f *WizardFacts) { f.Integration = IntegrationNotConnected }, WizardEmployees, StepTodo, StepTodo},
		{"a host waits", GoToMeeting, func(f *WizardFacts) { f.Hosts = append(f.Hosts, unusable(HostWaiting)) }, WizardEmployees, StepDue, StepTodo},
		{"a host was not asked for yet", GoToMeeting, func(f *WizardFacts) { f.Hosts = append(f.Hosts, unusable(HostNotSynchronized)) }, WizardEmployees, StepDue, StepTodo},
		{"a host failed", GoToMeeting, func(f *WizardFacts) { f.Hosts = append(f.Hosts, unusable(HostFailedNoMailbox)) }, WizardEmployees, StepDue, StepTodo},
		{"a host’s calendar was disconnected", GoToMeeting, func(f *WizardFacts) { f.Hosts[1].Host = HostCalendarDisconnected }, WizardEmployees, StepUndone, StepTodo},
		{"a host’s calendar was disconnected and another one failed", GoToMeeting, func(f *WizardFacts) {
			f.Hosts[1].Host = HostCalendarDisconnected
			f.Hosts = append(f.Hosts, unusable(HostFailedNoMailbox))
		}, WizardEmployees, StepDue, StepTodo},
		{"Google’s answer is known before everybody is synchronized", GoogleMeet, func(f *WizardFacts) {
			f.Hosts = append(f.Hosts, unusable(HostFailedNoMailbox))
		}, WizardAdminConsole, StepDone, StepTodo},
		{"Google is asked about nobody", GoogleMeet, func(f *WizardFacts) { f.Hosts = []Facts{unusable(HostWaiting)} }, WizardAdminConsole, StepTodo, StepTodo},
		{"Cronofy has not answered for a host", GoToMeeting, func(f *WizardFacts) { f.Hosts = append(f.Hosts, unusable(HostUnanswered)) }, WizardEmployees, StepDue, StepTodo},
		{"every host failed", GoToMeeting, func(f *WizardFacts) { f.Hosts = []Facts{unusable(HostFailedDenied)} }, WizardEmployees, StepDue, StepTodo},
		{"Meet is not refused while somebody waits", GoogleMeet, func(f *WizardFacts) {
			f.Hosts = append(hostsWith(CalendarGraph), unusable(HostNotRead))
		}, WizardEmployees, StepDue, StepTodo},
		{"Google offers somebody no Meet", GoogleMeet, func(f *WizardFacts) { f.Hosts[1].Integrated = false }, WizardAdminConsole, StepDue, StepTodo},
		{"Meet is proven failing", GoogleMeet, func(f *WizardFacts) { f.Hosts[1].IntegratedFail = CauseRefused }, WizardAdminConsole, StepUndone, StepTodo},
		{"Meet is switched off for recruiters", GoogleMeet, func(f *WizardFacts) { f.Hosts[1].SwitchedOff = true }, WizardAdminConsole, StepDone, StepDone},
		{"IT has not confirmed", Zoom, func(f *WizardFacts) { f.Setup = ProviderSetup{} }, WizardIT, StepDue, StepTodo},
		{"IT waits for nobody", Zoom, func(f *WizardFacts) {
			f.Setup, f.Integration = ProviderSetup{}, IntegrationNotConnected
		}, WizardIT, StepDue, StepTodo},
		{"a host was sent to an administrator", Zoom, func(f *WizardFacts) { f.Setup = ProviderSetup{ITReopenedAt: &at} }, WizardIT, StepUndone, StepTodo},
		{"IT was asked again since", Zoom, func(f *WizardFacts) {
			later := at.Add(time.Hour)
			f.Setup = ProviderSetup{ITReopenedAt: &at, ITAskedAt: &later}
		}, WizardIT, StepDue, StepTodo},
		{"no link was tried", GoToMeeting, func(f *WizardFacts) { f.Test = TestNever }, WizardTest, StepDue, StepTodo},
		{"the last try failed", GoToMeeting, func(f *WizardFacts) { f.Test = TestFailing }, WizardTest, StepUndone, StepTodo},
		{"the last try waits for an answer", GoToMeeting, func(f *WizardFacts) { f.Test = TestUnconfirmed }, WizardTest, StepDue, StepTodo},
		{"the calendar was connected anew since", GoToMeeting, func(f *WizardFacts) { f.Test = TestOutdated }, WizardTest, StepUndone, StepTodo},
		{"a try waits for the calendar", GoToMeeting, func(f *WizardFacts) { f.Integration = IntegrationNotConnected }, WizardTest, StepTodo, StepTodo},
		{"a try waits for nothing else once a host is ready", Zoom, func(f *WizardFacts) { f.Setup = ProviderSetup{} }, WizardTest, StepDone, StepTodo},
		{"nobody was told yet", Zoom, func(f *WizardFacts) { f.Unwritten = 2 }, WizardCampaign, StepDue, StepTodo},
		{"some were told", Zoom, func(f *WizardFacts) { f.Written, f.Unwritten = 5, 1 }, WizardCampaign, StepDue, StepTodo},
		{"everybody was told", Zoom, func(f *WizardFacts) { f.Written = 2 }, WizardCampaign, StepDone, StepDone},
		{"hosts are not told before IT has acted", Zoom, func(f *WizardFacts) { f.Setup, f.Unwritten = ProviderSetup{}, 2 }, WizardCampaign, StepTodo, StepTodo},
		{"a host connects untold", GoToMeeting, func(f *WizardFacts) { f.Unwritten = 1 }, WizardReady, StepDone, StepTodo},
		{"a host has not connected", GoToMeeting, func(f *WizardFacts) { f.Hosts[1].Connection = ConnectionNever }, WizardReady, StepDue, StepTodo},
		{"a sign-in has ended", GoToMeeting, func(f *WizardFacts) { f.Hosts[1].Connection = ConnectionBroken }, WizardReady, StepUndone, StepTodo},
		{"a sign-in has ended and somebody never connected", GoToMeeting, func(f *WizardFacts) {
			f.Hosts[0].Connection, f.Hosts[1].Connection = ConnectionBroken, ConnectionNever
		}, WizardReady, StepDue, StepTodo},
		{"IT has to act once more after everybody was told", Zoom, func(f *WizardFacts) {
			f.Setup, f.Written = ProviderSetup{ITReopenedAt: &at}, 2
		}, WizardCampaign, StepDone, StepTodo},
		{"IT has to act once more after some were told", Zoom, func(f *WizardFacts) {
			f.Setup, f.Written, f.Unwritten = ProviderSetup{ITReopenedAt: &at}, 1, 1
		}, WizardCampaign, StepTodo, StepTodo},
		{"the provider is switched off", GoToMeeting, func(f *WizardFacts) { f.Hosts[1].SwitchedOff = true }, WizardReady, StepDone, StepDone},
		{"IT confirmed once more", Zoom, func(f *WizardFacts) { f.Setup.ITReopenedAt = &at }, WizardIT, StepDone, StepDone},
	} {
		facts := WizardFacts{Integration: IntegrationActive, Setup: confirmed, Hosts: hostsWith(CalendarGoogle, CalendarGoogle), Test: TestHolds}
		for n := range facts.Hosts {
			facts.Hosts[n].Connection = ConnectionAlive
		}
		c.change(&facts)
		steps := WizardSteps(c.provider, facts)
		at := slices.IndexFunc(steps, func(s WizardStep) bool { return s.ID == c.step })
		if at < 0 || steps[at].State != c.state || steps[len(steps)-1].State != c.then {
			t.Errorf("%s: %v, want %s %s, and %s in the end", c.name, words(steps), c.step, c.state, c.then)
		}
		if due := WizardDue(steps); due.State == StepDone && due.ID != WizardDone {
			t.Errorf("%s: %s is due and done", c.name, due.ID)
		}
	}
}

func TestWhatWasDoneAndIsNoMoreIsWorkedOnFirst(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		name   string
		change func(*WizardFacts)
		due    WizardStepID
	}{
		{"somebody was sent to an administrator while others wait", func(f *WizardFacts) {
			f.Setup = ProviderSetup{ITReopenedAt: &at}
			f.Hosts = append(f.Hosts, unusable(HostWaiting))
		}, WizardIT},
		{"IT was asked again meanwhile", func(f *WizardFacts) {
			later := at.Add(time.Hour)
			f.Setup = ProviderSetup{ITReopenedAt: &at, ITAskedAt: &later}
			f.Hosts = append(f.Hosts, unusable(HostWaiting))
		}, WizardEmployees},
		{"the calendar is disconnected, too", func(f *WizardFacts) {
			f.Setup = ProviderSetup{ITReopenedAt: &at}
			f.Integration, f.ConnectedBefore = IntegrationNotConnected, true
		}, WizardCalendar},
		{"the last try is out of date while others wait", func(f *WizardFacts) {
			f.Test = TestOutdated
			f.Hosts = append(f.Hosts, unusable(HostWaiting))
		}, WizardEmployees},
	} {
		facts := WizardFacts{Integration: IntegrationActive, Setup: confirmed, Hosts: hostsWith(CalendarGoogle), Test: TestHolds}
		facts.Hosts[0].Connection = ConnectionAlive
		c.change(&facts)
		if due := WizardDue(WizardSteps(Zoom, facts)); due.ID != c.due {
			t.Errorf("%s: %s is worked on, want %s", c.name, due.ID, c.due)
		}
	}
}

// The way of a host is the availability table's, whatever the order in which people have to act.
func TestTestLinkOfZoomWaitsForITAndOthersForTheCalendarOnly(t *testing.T) {
	t.Parallel()
	for _, provider := range Providers() {
		for _, integration := range []CalendarIntegration{IntegrationActive, IntegrationNotConnected} {
			for _, setup := range []ProviderSetup{{}, confirmed} {
				facts := WizardFacts{Integration: integration, Setup: setup, Hosts: []Facts{unusable(HostWaiting), unusable(HostWaiting)}}
				missing, waits := facts.Missing(provider, WizardSteps(provider, facts), WizardTest)
				want := WizardStepID("")
				switch {
				case integration != IntegrationActive:
					want = WizardCalendar
				case provider == Zoom && setup.ITConfirmedAt == nil:
					want = WizardIT
				}
				if missing.ID != want || waits != (want != "") {
					t.Errorf("%s, calendar %s, IT confirmed %v: the test link waits for %q, want %q",
						provider, integration, setup.ITConfirmedAt != nil, missing.ID, want)
				}
			}
		}
	}
}

func TestStepOpenedTooEarlyNamesTheFirstThatIsMissing(t *testing.T) {
	t.Parallel()
	facts := WizardFacts{Integration: IntegrationActive, Hosts: []Facts{unusable(HostWaiting)}}
	steps := WizardSteps(Zoom, facts)
	for id, want := range map[WizardStepID]WizardStepID{WizardCalendar: "", WizardEmployees: "", WizardIT: "", WizardCampaign: WizardEmployees,
		WizardReady: WizardEmployees, WizardTest: WizardIT, WizardDone: WizardEmployees, "unknown": ""} {
		if missing, _ := facts.Missing(Zoom, steps, id); missing.ID != want {
			t.Errorf("%s waits for %q, want %q", id, missing.ID, want)
		}
	}
}

func TestWayOfAHostIsThatOfTheAvailabilityTable(t *testing.T) {
	t.Parallel()
	failing := hostWith(CalendarGraph)
	failing.IntegratedFail = CauseNotIntegrated
	shared := hostWith(CalendarEWS)
	shared.SharedMailbox = true
	off := hostWith(CalendarGraph)
	off.SwitchedOff = true
	for _, c := range []struct {
		name     string
		provider Provider
		host     Facts
		want     HostWay
	}{
		{"Google and Meet", GoogleMeet, hostWith(CalendarGoogle), WayAtOnce},
		{"Graph and Meet", GoogleMeet, hostWith(CalendarGraph), WayNone},
		{"Graph and Teams", MSTeams, hostWith(CalendarGraph), WayAtOnce},
		{"Graph and Teams, switched off", MSTeams, off, WayAtOnce},
		{"Graph that gives no Teams", MSTeams, failing, WayPersonal},
		{"EWS and Teams", MSTeams, hostWith(CalendarEWS), WayPersonal},
		{"Google and Teams", MSTeams, hostWith(CalendarGoogle), WayPersonal},
		{"a shared mailbox and Teams", MSTeams, shared, WayNone},
		{"Graph and Zoom", Zoom, hostWith(CalendarGraph), WayPersonal},
		{"a shared mailbox and Zoom", Zoom, shared, WayNone},
		{"not synchronized", Zoom, unusable(HostWaiting), WayUnknown},
	} {
		if got := WayOf(c.provider, c.host); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
	if GraphGivesNoTeams(hostWith(CalendarGraph)) || !GraphGivesNoTeams(failing) || GraphGivesNoTeams(hostWith(CalendarEWS)) {
		t.Error("only a proof or Graph itself says that Graph gives no Teams link")
	}
}

func TestSharedMailboxesThatCannotHostDoNotCount(t *testing.T) {
	t.Parallel()
	person := func(shared bool, facts Facts) Host {
		facts.SharedMailbox = shared
		host := Host{Employee: Employee{SharedMailbox: shared}, Facts: map[Provider]Facts{}}
		for _, provider := range Providers() {
			host.Facts[provider] = facts
		}
		return host
	}
	hosts := []Host{person(true, hostWith(CalendarEWS)), person(true, unusable(HostFailedOther)), person(true, hostWith(CalendarGraph)),
		person(false, hostWith(CalendarEWS)), person(false, unusable(HostFailedOther))}
	for provider, want := range map[Provider]int{Zoom: 2, GoToMeeting: 2, GoogleMeet: 2, MSTeams: 3} {
		if got := len(WizardHosts(provider, hosts)); got != want {
			t.Errorf("%s: %d hosts count, want %d", provider, got, want)
		}
	}
}
