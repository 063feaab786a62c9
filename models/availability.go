package models

// Outcome is one cell of the availability table: whether a method can be used with this host, and
// if not, why, whose turn it is and the one thing to press.
type Outcome struct {
	Row    int // of the table; RowAlways for methods that nobody makes a link for
	Reason Reason
	Cause  Cause // set where something is proven failing
	// Via is how the link is asked for; ConferencingNone while the method is not ready.
	Via Conferencing
}

// RowAlways stands in for a row where the table is not asked.
const RowAlways = -1

// Availability is the table of availability: the first row that applies decides. It has exactly
// one outcome for any facts, and facts of a later row never change it.
func Availability(provider Provider, facts Facts) Outcome {
	rows := []func(Provider, Facts) (Outcome, bool){
		rowNoHost, rowSwitchedOff, rowIntegration, rowHost, rowIntegrated, rowMeet, rowShared,
		rowAlive, rowAliveFailing, rowOtherAccount, rowBroken, rowIT, rowStarted,
	}
	for number, row := range rows {
		if outcome, decided := row(provider, facts); decided {
			outcome.Row = number
			return outcome
		}
	}
	return Outcome{Row: len(rows), Reason: reasonNotConnected(facts.Connection), Via: ConferencingNone}
}

// MethodAvailability answers for every method: phone, in person and an own link are always ready.
func MethodAvailability(method Method, facts Facts) Outcome {
	if provider, video := method.Provider(); video {
		return Availability(provider, facts)
	}
	outcome := Outcome{Row: RowAlways, Reason: ReasonAlways, Via: ConferencingNone}
	if method == MethodOwnLink {
		outcome.Via = ConferencingExplicit
	}
	return outcome
}

// Ready says that the method can be chosen and gives a link.
func (o Outcome) Ready() bool { return o.Reason.Is() == IsReady }

// Turn says who has to act next.
func (o Outcome) Turn() Turn {
	if o.Cause != CauseNone {
		return o.Cause.Turn()
	}
	return reasonTable[o.Reason].turn
}

// Action is the one thing to press for the person whose turn it is; for others see ActionFor.
func (o Outcome) Action() Action { return reasonTable[o.Reason].action }

// ActionFor is the one thing that a viewer can press. Who is not at turn reminds the person who
// is; trying again and choosing another host help whoever presses.
func (o Outcome) ActionFor(viewerAtTurn bool) Action {
	action := o.Action()
	if viewerAtTurn || action == ActionNone || action == ActionTryAgain {
		return action
	}
	switch o.Turn() {
	case TurnHost:
		return ActionRemindHost
	case TurnIT:
		return ActionRemindIT
	case TurnAdministrator:
		return ActionRemindAdministrator
	default:
		return action
	}
}

// WordKey is the locale key of the short word, which takes no arguments.
func (o Outcome) WordKey() string { return o.Reason.WordKey() }

// SentenceKey is the locale key of the whole reason. Its arguments are host and provider, the
// names as they are shown.
func (o Outcome) SentenceKey() string {
	if o.Cause != CauseNone {
		return o.Cause.SentenceKey()
	}
	return o.Reason.SentenceKey()
}

func blocked(reason Reason) (Outcome, bool) {
	return Outcome{Reason: reason, Via: ConferencingNone}, true
}

func rowNoHost(_ Provider, facts Facts) (Outcome, bool) {
	if facts.HostChosen {
		return Outcome{}, false
	}
	return blocked(ReasonNoHost)
}

func rowSwitchedOff(_ Provider, facts Facts) (Outcome, bool) {
	if !facts.SwitchedOff {
		return Outcome{}, false
	}
	return blocked(ReasonSwitchedOff)
}

func rowIntegration(_ Provider, facts Facts) (Outcome, bool) {
	switch facts.Integration {
	case IntegrationActive:
		return Outcome{}, false
	case IntegrationNeedsAttention:
		return blocked(ReasonIntegrationNeedsAttention)
	default:
		return blocked(ReasonIntegrationNotConnected)
	}
}

func rowHost(_ Provider, facts Facts) (Outcome, bool) {
	if facts.Host == HostUsable {
		return Outcome{}, false
	}
	return blocked(reasonOfHost(facts.Host))
}

func rowIntegrated(provider Provider, facts Facts) (Outcome, bool) {
	own := provider == GoogleMeet && facts.Calendar == CalendarGoogle ||
		provider == MSTeams && facts.Calendar == CalendarGraph
	if !own || !facts.Integrated || facts.IntegratedFail.Proves() {
		return Outcome{}, false
	}
	return Outcome{Reason: ReasonReadyAtOnce, Via: ConferencingIntegrated}, true
}

// rowMeet ends every question about Meet: nobody connects Meet personally.
func rowMeet(provider Provider, facts Facts) (Outcome, bool) {
	if provider != GoogleMeet {
		return Outcome{}, false
	}
	if facts.Calendar != CalendarGoogle {
		return blocked(ReasonNotGoogle)
	}
	if !facts.Integrated {
		return blocked(ReasonNoMeet)
	}
	return Outcome{Reason: ReasonFailing, Cause: facts.IntegratedFail, Via: ConferencingNone}, true
}

func rowShared(_ Provider, facts Facts) (Outcome, bool) {
	if !facts.SharedMailbox {
		return Outcome{}, false
	}
	return blocked(ReasonSharedMailbox)
}

func rowAlive(_ Provider, facts Facts) (Outcome, bool) {
	if facts.Connection != ConnectionAlive || facts.ConnectionFail.Proves() {
		return Outcome{}, false
	}
	return Outcome{Reason: ReasonReady, Via: ConferencingProfile}, true
}

func rowAliveFailing(_ Provider, facts Facts) (Outcome, bool) {
	if facts.Connection != ConnectionAlive {
		return Outcome{}, false
	}
	return Outcome{Reason: ReasonFailing, Cause: facts.ConnectionFail, Via: ConferencingNone}, true
}

func rowOtherAccount(_ Provider, facts Facts) (Outcome, bool) {
	if facts.Connection != ConnectionOtherAccount {
		return Outcome{}, false
	}
	return blocked(ReasonOtherAccount)
}

func rowBroken(_ Provider, facts Facts) (Outcome, bool) {
	switch facts.Connection {
	case ConnectionBroken:
		return blocked(ReasonConnectionEnded)
	case ConnectionRemoved: // whoever had one was let in by IT
		return blocked(ReasonRemoved)
	default:
		return Outcome{}, false
	}
}

// rowIT concerns Zoom only, where an administrator must let Cronofy's app in before anybody can
// connect.
func rowIT(provider Provider, facts Facts) (Outcome, bool) {
	if provider != Zoom || facts.ITStep == ITConfirmed {
		return Outcome{}, false
	}
	return blocked(ReasonITFirst)
}

func rowStarted(_ Provider, facts Facts) (Outcome, bool) {
	if facts.Connection != ConnectionStarted {
		return Outcome{}, false
	}
	return blocked(ReasonStarted)
}

func reasonOfHost(state HostState) Reason {
	switch state {
	case HostDeactivated:
		return ReasonDeactivated
	case HostOutsideDomain:
		return ReasonOutsideDomain
	case HostDuplicateAddress:
		return ReasonDuplicateAddress
	case HostWaiting:
		return ReasonSynchronizing
	case HostUnanswered:
		return ReasonUnanswered
	case HostFailedNoMailbox:
		return ReasonNoMailbox
	case HostFailedScope:
		return ReasonScopeRefused
	case HostFailedShared:
		return ReasonSharedMailbox
	case HostFailedDenied:
		return ReasonAccessDenied
	case HostFailedOther:
		return ReasonSynchronizationFailed
	case HostNotRead:
		return ReasonNotRead
	case HostCalendarDisconnected:
		return ReasonCalendarDisconnected
	case HostCalendarReadOnly:
		return ReasonCalendarReadOnly
	default:
		return ReasonNotSynchronized
	}
}

func reasonNotConnected(connection Connection) Reason {
	switch connection {
	case ConnectionRefused:
		return ReasonRefused
	case ConnectionAbandoned:
		return ReasonAbandoned
	case ConnectionNotUsed:
		return ReasonNotUsed
	default:
		return ReasonNeverConnected
	}
}
