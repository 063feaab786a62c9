package models

import (
	"testing"

	"pgregory.net/rapid"
)

// usable is a host about whom nothing is wrong and who has connected nothing.
var usable = Facts{
	HostChosen: true, Integration: IntegrationActive, Host: HostUsable, Calendar: CalendarEWS,
	Connection: ConnectionNever, ITStep: ITConfirmed,
}

func changed(change func(*Facts)) Facts {
	facts := usable
	change(&facts)
	return facts
}

// The rows of the availability table, in its own words. An empty provider stands for all four.
var tableRows = []struct {
	name     string
	provider Provider
	facts    Facts
	row      int
	reason   Reason
	turn     Turn
	action   Action
	is       Is
}{
	{"no host is chosen", "", changed(func(f *Facts) { f.HostChosen = false }), 0, ReasonNoHost, TurnRecruiter, ActionChooseHost, IsOff},
	{"the provider is switched off for recruiters", "", changed(func(f *Facts) { f.SwitchedOff = true }), 1, ReasonSwitchedOff, TurnAdministrator, ActionSwitchOn, IsOff},
	{"the calendar integration is not connected", "", changed(func(f *Facts) { f.Integration = IntegrationNotConnected }), 2, ReasonIntegrationNotConnected, TurnAdministrator, ActionConnectCalendar, IsOff},
	{"the calendar integration needs attention", "", changed(func(f *Facts) { f.Integration = IntegrationNeedsAttention }), 2, ReasonIntegrationNeedsAttention, TurnAdministrator, ActionOpenCalendar, IsFailing},
	{"the host is deactivated", "", changed(func(f *Facts) { f.Host = HostDeactivated }), 3, ReasonDeactivated, TurnRecruiter, ActionChooseOtherHost, IsOff},
	{"the host is outside the domain", "", changed(func(f *Facts) { f.Host = HostOutsideDomain }), 3, ReasonOutsideDomain, TurnAdministrator, ActionOpenEmployee, IsOff},
	{"the host shares an address", "", changed(func(f *Facts) { f.Host = HostDuplicateAddress }), 3, ReasonDuplicateAddress, TurnAdministrator, ActionOpenEmployee, IsFailing},
	{"the host is not synchronized", "", changed(func(f *Facts) { f.Host = HostNotSynchronized }), 3, ReasonNotSynchronized, TurnAdministrator, ActionSynchronize, IsOff},
	{"the host is waiting to be synchronized", "", changed(func(f *Facts) { f.Host = HostWaiting }), 3, ReasonSynchronizing, TurnNobody, ActionNone, IsPending},
	{"Cronofy has not answered for the host", "", changed(func(f *Facts) { f.Host = HostUnanswered }), 3, ReasonUnanswered, TurnNobody, ActionNone, IsPending},
	{"the host has no mailbox", "", changed(func(f *Facts) { f.Host = HostFailedNoMailbox }), 3, ReasonNoMailbox, TurnAdministrator, ActionOpenSynchronization, IsFailing},
	{"the mailbox grants too little", "", changed(func(f *Facts) { f.Host = HostFailedScope }), 3, ReasonScopeRefused, TurnIT, ActionOpenSynchronization, IsFailing},
	{"Cronofy says that the mailbox is shared", "", changed(func(f *Facts) { f.Host = HostFailedShared }), 3, ReasonSharedMailbox, TurnAdministrator, ActionOpenEmployee, IsFailing},
	{"the mailbox is denied", "", changed(func(f *Facts) { f.Host = HostFailedDenied }), 3, ReasonAccessDenied, TurnIT, ActionOpenSynchronization, IsFailing},
	{"synchronizing failed for an unknown reason", "", changed(func(f *Facts) { f.Host = HostFailedOther }), 3, ReasonSynchronizationFailed, TurnAdministrator, ActionOpenSynchronization, IsFailing},
	{"the host is not read yet", "", changed(func(f *Facts) { f.Host = HostNotRead }), 3, ReasonNotRead, TurnNobody, ActionNone, IsPending},
	{"the calendar profile is disconnected", "", changed(func(f *Facts) { f.Host = HostCalendarDisconnected }), 3, ReasonCalendarDisconnected, TurnAdministrator, ActionSynchronize, IsFailing},
	{"the calendar cannot be written", "", changed(func(f *Facts) { f.Host = HostCalendarReadOnly }), 3, ReasonCalendarReadOnly, TurnIT, ActionOpenSynchronization, IsFailing},
	{"Google makes Meet links", GoogleMeet, changed(func(f *Facts) { f.Calendar, f.Integrated = CalendarGoogle, true }), 4, ReasonReadyAtOnce, TurnNobody, ActionNone, IsReady},
	{"Graph makes Teams links", MSTeams, changed(func(f *Facts) { f.Calendar, f.Integrated = CalendarGraph, true }), 4, ReasonReadyAtOnce, TurnNobody, ActionNone, IsReady},
	{"Meet wants a Google calendar", GoogleMeet, changed(func(f *Facts) { f.Calendar, f.Integrated = CalendarGraph, true }), 5, ReasonNotGoogle, TurnRecruiter, ActionChooseOtherHost, IsOff},
	{"Google offers no Meet", GoogleMeet, changed(func(f *Facts) { f.Calendar = CalendarGoogle }), 5, ReasonNoMeet, TurnIT, ActionOpenAdminConsole, IsFailing},
	{"Meet is proven failing", GoogleMeet, changed(func(f *Facts) {
		f.Calendar, f.Integrated, f.IntegratedFail = CalendarGoogle, true, CauseRefused
	}), 5, ReasonFailing, TurnAdministrator, ActionTryAgain, IsFailing},
	{"Teams by Graph is proven failing and nothing is connected", MSTeams, changed(func(f *Facts) {
		f.Calendar, f.Integrated, f.IntegratedFail = CalendarGraph, true, CauseNotIntegrated
	}), 13, ReasonNeverConnected, TurnHost, ActionConnect, IsOff},
	{"Teams by Graph is proven failing and an own account lives", MSTeams, changed(func(f *Facts) {
		f.Calendar, f.Integrated, f.IntegratedFail = CalendarGraph, true, CauseNotIntegrated
		f.Connection = ConnectionAlive
	}), 7, ReasonReady, TurnNobody, ActionNone, IsReady},
	{"a shared mailbox cannot host with Zoom", Zoom, changed(func(f *Facts) { f.SharedMailbox, f.Connection = true, ConnectionAlive }), 6, ReasonSharedMailbox, TurnAdministrator, ActionOpenEmployee, IsFailing},
	{"a shared mailbox may use Meet", GoogleMeet, changed(func(f *Facts) {
		f.SharedMailbox, f.Calendar, f.Integrated = true, CalendarGoogle, true
	}), 4, ReasonReadyAtOnce, TurnNobody, ActionNone, IsReady},
	{"a living connection is ready", Zoom, changed(func(f *Facts) { f.Connection = ConnectionAlive }), 7, ReasonReady, TurnNobody, ActionNone, IsReady},
	{"a living connection is ready though the IT step is open", Zoom, changed(func(f *Facts) { f.Connection, f.ITStep = ConnectionAlive, ITOpen }), 7, ReasonReady, TurnNobody, ActionNone, IsReady},
	{"a time-out proves nothing", Zoom, changed(func(f *Facts) { f.Connection, f.ConnectionFail = ConnectionAlive, CauseNoLinkInTime }), 7, ReasonReady, TurnNobody, ActionNone, IsReady},
	{"a living connection is proven failing", GoToMeeting, changed(func(f *Facts) { f.Connection, f.ConnectionFail = ConnectionAlive, CauseServiceFailing }), 8, ReasonFailing, TurnIT, ActionTryAgain, IsFailing},
	{"the profile is unknown to Cronofy", Zoom, changed(func(f *Facts) { f.Connection, f.ConnectionFail = ConnectionAlive, CauseProfileUnknown }), 8, ReasonFailing, TurnHost, ActionTryAgain, IsFailing},
	{"another account was connected (FAIL19)", Zoom, changed(func(f *Facts) { f.Connection = ConnectionOtherAccount }), 9, ReasonOtherAccount, TurnHost, ActionAnswerAccount, IsPending},
	{"the sign-in has ended (FAIL20)", Zoom, changed(func(f *Facts) { f.Connection, f.ITStep = ConnectionBroken, ITOpen }), 10, ReasonConnectionEnded, TurnHost, ActionRelink, IsFailing},
	{"IT comes first for Zoom", Zoom, changed(func(f *Facts) { f.Connection, f.ITStep = ConnectionStarted, ITOpen }), 11, ReasonITFirst, TurnIT, ActionConfirmIT, IsPending},
	{"IT does not concern GoTo Meeting", GoToMeeting, changed(func(f *Facts) { f.ITStep = ITOpen }), 13, ReasonNeverConnected, TurnHost, ActionConnect, IsOff},
	{"the host has started", MSTeams, changed(func(f *Facts) { f.Connection = ConnectionStarted }), 12, ReasonStarted, TurnHost, ActionFinishConnecting, IsPending},
	{"the host never connected (FAIL17)", Zoom, usable, 13, ReasonNeverConnected, TurnHost, ActionConnect, IsOff},
	{"the host refused", Zoom, changed(func(f *Facts) { f.Connection = ConnectionRefused }), 13, ReasonRefused, TurnHost, ActionConnect, IsOff},
	{"the host gave up", Zoom, changed(func(f *Facts) { f.Connection = ConnectionAbandoned }), 13, ReasonAbandoned, TurnHost, ActionConnect, IsOff},
	{"the host disconnected here", Zoom, changed(func(f *Facts) { f.Connection = ConnectionNotUsed }), 13, ReasonNotUsed, TurnHost, ActionConnect, IsOff},
}

func TestEachRowOfTheTableDecides(t *testing.T) {
	t.Parallel()
	for _, row := range tableRows {
		providers := Providers()
		if row.provider != "" {
			providers = []Provider{row.provider}
		}
		for _, provider := range providers {
			got := Availability(provider, row.facts)
			if got.Row != row.row || got.Reason != row.reason || got.Turn() != row.turn ||
				got.Action() != row.action || got.Reason.Is() != row.is {
				t.Errorf("%s (%s): row %d, %s, turn %s, action %s, drawn %s", row.name, provider,
					got.Row, got.Reason, got.Turn(), got.Action(), got.Reason.Is())
			}
		}
	}
}

func TestFactsThatAreMissingBlock(t *testing.T) {
	t.Parallel()
	facts := Facts{}
	for _, provider := range Providers() {
		for range 20 {
			outcome := Availability(provider, facts)
			if outcome.Ready() {
				t.Fatalf("%s is ready for %+v", provider, facts)
			}
			// Take away what blocks now, so that the next gap has to block by itself.
			switch outcome.Row {
			case 0:
				facts.HostChosen = true
			case 2:
				facts.Integration = IntegrationActive
			case 3:
				facts.Host = HostUsable
			case 11:
				facts.ITStep = ITConfirmed
			}
		}
	}
}

func bools() []bool { return []bool{false, true} }

func eachFacts(visit func(Facts)) {
	kinds := []CalendarKind{CalendarGoogle, CalendarGraph, CalendarEWS, CalendarOther}
	causes := []Cause{CauseNone, CauseNotIntegrated, CauseProfileUnknown, CauseServiceFailing, CauseRefused}
	eachEarly(func(facts Facts) {
		for _, facts.Calendar = range kinds {
			for _, facts.Integrated = range bools() {
				for _, facts.IntegratedFail = range causes {
					for _, facts.Connection = range Connections() {
						for _, facts.ConnectionFail = range causes {
							visit(facts)
						}
					}
				}
			}
		}
	})
}

func eachEarly(visit func(Facts)) {
	integrations := []CalendarIntegration{IntegrationNotConnected, IntegrationNeedsAttention, IntegrationActive}
	var facts Facts
	for _, facts.HostChosen = range bools() {
		for _, facts.SwitchedOff = range bools() {
			for _, facts.Integration = range integrations {
				for _, facts.Host = range HostStates() {
					for _, facts.SharedMailbox = range bools() {
						for _, facts.ITStep = range []ITStep{ITOpen, ITConfirmed} {
							visit(facts)
						}
					}
				}
			}
		}
	}
}

// Every combination of facts, for every provider: exactly one outcome, and one that a person can
// read and act upon. The fault is returned, not reported, because there are millions of calls.
func faultOf(outcome Outcome) string {
	switch {
	case outcome.Row < 0 || outcome.Row > 13:
		return "has no row"
	case outcome.WordKey() == "" || outcome.SentenceKey() == "":
		return "has no words"
	case outcome.Turn() == "" || outcome.Action() == "":
		return "has no turn or action"
	case outcome.Ready() != (outcome.Row == 4 || outcome.Row == 7):
		return "is ready on a wrong row"
	case outcome.Ready() != (outcome.Via != ConferencingNone):
		return "asks for a link while blocked, or not while ready"
	case (outcome.Reason == ReasonFailing) != (outcome.Cause != CauseNone):
		return "fails without a cause"
	case outcome.Turn() == TurnNobody && outcome.Action() != ActionNone:
		return "has an action and nobody to do it"
	}
	return ""
}

func TestEveryCombinationOfFactsHasExactlyOneOutcome(t *testing.T) {
	t.Parallel()
	count, seen := 0, map[Reason]bool{}
	eachFacts(func(facts Facts) {
		for _, provider := range Providers() {
			count++
			outcome := Availability(provider, facts)
			if fault := faultOf(outcome); fault != "" {
				t.Fatalf("%s with %+v: %+v %s", provider, facts, outcome, fault)
			}
			seen[outcome.Reason] = true
		}
	})
	t.Logf("%d combinations", count)
	for _, reason := range Reasons() {
		if reason != ReasonAlways && !seen[reason] {
			t.Errorf("no facts lead to %s", reason)
		}
	}
}

// laterRowsChanged replaces every fact that is asked for only after the row.
func laterRowsChanged(t *rapid.T, row int, facts Facts) Facts {
	other := anyFacts(t, "other")
	switch {
	case row <= 0:
		facts.SwitchedOff = other.SwitchedOff
		fallthrough
	case row <= 1:
		facts.Integration = other.Integration
		fallthrough
	case row <= 2:
		facts.Host = other.Host
		fallthrough
	case row <= 3:
		facts.Calendar, facts.Integrated, facts.IntegratedFail = other.Calendar, other.Integrated, other.IntegratedFail
		fallthrough
	case row <= 5:
		facts.SharedMailbox = other.SharedMailbox
		fallthrough
	case row <= 6:
		facts.Connection, facts.ConnectionFail = other.Connection, other.ConnectionFail
		fallthrough
	case row <= 10:
		facts.ITStep = other.ITStep
	}
	return facts
}

func anyFacts(t *rapid.T, label string) Facts {
	return Facts{
		HostChosen:  rapid.IntRange(0, 9).Draw(t, label+" host") > 0,
		SwitchedOff: rapid.IntRange(0, 9).Draw(t, label+" off") == 0,
		Integration: rapid.SampledFrom([]CalendarIntegration{IntegrationActive, IntegrationActive, IntegrationActive,
			IntegrationNeedsAttention, IntegrationNotConnected}).Draw(t, label+" integration"),
		Host:           rapid.SampledFrom(append(HostStates(), HostUsable, HostUsable, HostUsable, HostUsable, HostUsable, HostUsable, HostUsable, HostUsable)).Draw(t, label+" host state"),
		Calendar:       rapid.SampledFrom([]CalendarKind{CalendarGoogle, CalendarGraph, CalendarEWS, CalendarOther}).Draw(t, label+" kind"),
		Integrated:     rapid.Bool().Draw(t, label+" integrated"),
		IntegratedFail: rapid.SampledFrom(append(Causes(), CauseNone)).Draw(t, label+" integrated cause"),
		SharedMailbox:  rapid.Bool().Draw(t, label+" shared"),
		Connection:     rapid.SampledFrom(Connections()).Draw(t, label+" connection"),
		ConnectionFail: rapid.SampledFrom(append(Causes(), CauseNone)).Draw(t, label+" cause"),
		ITStep:         rapid.SampledFrom([]ITStep{ITOpen, ITConfirmed}).Draw(t, label+" it"),
	}
}

func TestFactsOfLaterRowsNeverChangeAnOutcome(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		facts := anyFacts(t, "facts")
		provider := rapid.SampledFrom(Providers()).Draw(t, "provider")
		before := Availability(provider, facts)
		after := Availability(provider, laterRowsChanged(t, before.Row, facts))
		if before != after {
			t.Fatalf("%+v became %+v", before, after)
		}
	})
}

func TestCausesThatCronofyDidNotNameChangeNothing(t *testing.T) {
	t.Parallel()
	eachFacts(func(facts Facts) {
		if facts.IntegratedFail != CauseNone || facts.ConnectionFail != CauseNone || !facts.HostChosen {
			return
		}
		for _, cause := range Causes() {
			if cause.Proves() {
				continue
			}
			doubted := facts
			doubted.IntegratedFail, doubted.ConnectionFail = cause, cause
			for _, provider := range Providers() {
				if Availability(provider, facts) != Availability(provider, doubted) {
					t.Fatalf("%s proves something about %s", cause, provider)
				}
			}
		}
	})
}

func TestMethodsWithoutProviderAreReadyWhateverTheFacts(t *testing.T) {
	t.Parallel()
	want := map[Method]Conferencing{
		MethodInPerson: ConferencingNone, MethodPhone: ConferencingNone, MethodOwnLink: ConferencingExplicit,
	}
	eachEarly(func(facts Facts) {
		for method, via := range want {
			got := MethodAvailability(method, facts)
			if !got.Ready() || got.Via != via || got.Action() != ActionNone || got.Row != RowAlways {
				t.Fatalf("%s with %+v: %+v", method, facts, got)
			}
		}
	})
}

func TestVideoMethodsAnswerLikeTheirProvider(t *testing.T) {
	t.Parallel()
	for _, provider := range Providers() {
		if MethodAvailability(provider.Method(), usable) != Availability(provider, usable) {
			t.Errorf("%s and its method differ", provider)
		}
	}
}

func TestLinksAreAskedForAsTheTableSays(t *testing.T) {
	t.Parallel()
	eachFacts(func(facts Facts) {
		for _, provider := range Providers() {
			outcome := Availability(provider, facts)
			if outcome.Row == 4 && outcome.Via != ConferencingIntegrated ||
				outcome.Row == 7 && outcome.Via != ConferencingProfile {
				t.Fatalf("%s on row %d is asked for by %s", provider, outcome.Row, outcome.Via)
			}
			if outcome.Via == ConferencingIntegrated && (provider == Zoom || provider == GoToMeeting) {
				t.Fatalf("%s is asked of the calendar", provider)
			}
		}
	})
}

func TestWhoIsNotAtTurnReminds(t *testing.T) {
	t.Parallel()
	for _, row := range tableRows {
		provider := row.provider
		if provider == "" {
			provider = Zoom
		}
		outcome := Availability(provider, row.facts)
		if got := outcome.ActionFor(true); got != row.action {
			t.Errorf("%s: at turn %s", row.name, got)
		}
		want := map[Turn]Action{
			TurnHost: ActionRemindHost, TurnIT: ActionRemindIT, TurnAdministrator: ActionRemindAdministrator,
			TurnRecruiter: row.action, TurnNobody: ActionNone,
		}[row.turn]
		if row.action == ActionTryAgain {
			want = ActionTryAgain
		}
		if got := outcome.ActionFor(false); got != want {
			t.Errorf("%s: others %s, want %s", row.name, got, want)
		}
	}
}

func TestHostReasonsAreToldInTheOrderOfTheTable(t *testing.T) {
	t.Parallel()
	order := HostStates()
	for i, state := range order {
		// Given backwards, so that the order of the arguments cannot matter.
		present := []HostState{}
		for j := len(order) - 1; j >= i; j-- {
			present = append(present, order[j])
		}
		if got := FirstHostState(present...); got != state {
			t.Errorf("%v tells %s, want %s", present, got, state)
		}
	}
	if got := FirstHostState(); got != HostUsable {
		t.Errorf("nothing wrong tells %s", got)
	}
}

func TestALivingProfileCountsMoreThanAnyOther(t *testing.T) {
	t.Parallel()
	order := Connections()
	for i, strong := range order {
		for _, weak := range order[i:] {
			if got := StrongestConnection(weak, strong); got != strong {
				t.Errorf("%s beside %s counts as %s", weak, strong, got)
			}
		}
	}
	if got := StrongestConnection(); got != ConnectionNever {
		t.Errorf("no profile counts as %s", got)
	}
}

func TestEveryReasonCauseAndActionHasItsOwnWords(t *testing.T) {
	t.Parallel()
	keys := map[string]bool{}
	once := func(key string) {
		if key == "" || keys[key] {
			t.Errorf("key %q is empty or used twice", key)
		}
		keys[key] = true
	}
	for _, reason := range Reasons() {
		once(reason.WordKey())
		once(reason.SentenceKey())
		if reason.Icon() == "" || reason.Is() == "" {
			t.Errorf("%s is not drawn", reason)
		}
	}
	for _, cause := range Causes() {
		once(cause.SentenceKey())
	}
	for _, action := range Actions() {
		once(action.LabelKey())
	}
	if len(reasonTable) != len(Reasons()) {
		t.Errorf("%d entries for %d reasons", len(reasonTable), len(Reasons()))
	}
}
