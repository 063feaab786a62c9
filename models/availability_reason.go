package models

// Reason says why an outcome is what it is. Pages word it through its locale keys.
type Reason string

// The reasons, in the order of the rows of the table.
const (
	ReasonNoHost                    Reason = "no_host"                     // row 0
	ReasonSwitchedOff               Reason = "switched_off"                // row 1
	ReasonIntegrationNotConnected   Reason = "integration_not_connected"   // row 2
	ReasonIntegrationNeedsAttention Reason = "integration_needs_attention" // row 2
	ReasonDeactivated               Reason = "deactivated"                 // row 3
	ReasonOutsideDomain             Reason = "outside_domain"              // row 3
	ReasonDuplicateAddress          Reason = "duplicate_address"           // row 3
	ReasonNotSynchronized           Reason = "not_synchronized"            // row 3
	ReasonSynchronizing             Reason = "synchronizing"               // row 3
	ReasonUnanswered                Reason = "unanswered"                  // row 3
	ReasonNoMailbox                 Reason = "no_mailbox"                  // row 3
	ReasonScopeRefused              Reason = "scope_refused"               // row 3
	ReasonAccessDenied              Reason = "access_denied"               // row 3
	ReasonSynchronizationFailed     Reason = "synchronization_failed"      // row 3
	ReasonNotRead                   Reason = "not_read"                    // row 3
	ReasonCalendarDisconnected      Reason = "calendar_disconnected"       // row 3
	ReasonCalendarReadOnly          Reason = "calendar_read_only"          // row 3
	ReasonReadyAtOnce               Reason = "ready_at_once"               // row 4
	ReasonNotGoogle                 Reason = "not_google"                  // row 5
	ReasonNoMeet                    Reason = "no_meet"                     // row 5
	ReasonFailing                   Reason = "failing"                     // row 5 or 8
	ReasonSharedMailbox             Reason = "shared_mailbox"              // row 3 or 6
	ReasonReady                     Reason = "ready"                       // row 7
	ReasonOtherAccount              Reason = "other_account"               // row 9
	ReasonConnectionEnded           Reason = "connection_ended"            // row 10
	ReasonRemoved                   Reason = "removed"                     // row 10
	ReasonITFirst                   Reason = "it_first"                    // row 11
	ReasonStarted                   Reason = "started"                     // row 12
	ReasonNeverConnected            Reason = "never_connected"             // row 13
	ReasonRefused                   Reason = "refused"                     // row 13
	ReasonAbandoned                 Reason = "abandoned"                   // row 13
	ReasonNotUsed                   Reason = "not_used"                    // row 13
	ReasonAlways                    Reason = "always"                      // row none
)

// Reasons returns every reason, in the order of the rows of the table.
func Reasons() []Reason {
	return []Reason{
		ReasonNoHost,
		ReasonSwitchedOff,
		ReasonIntegrationNotConnected,
		ReasonIntegrationNeedsAttention,
		ReasonDeactivated,
		ReasonOutsideDomain,
		ReasonDuplicateAddress,
		ReasonNotSynchronized,
		ReasonSynchronizing,
		ReasonUnanswered,
		ReasonNoMailbox,
		ReasonScopeRefused,
		ReasonAccessDenied,
		ReasonSynchronizationFailed,
		ReasonNotRead,
		ReasonCalendarDisconnected,
		ReasonCalendarReadOnly,
		ReasonReadyAtOnce,
		ReasonNotGoogle,
		ReasonNoMeet,
		ReasonFailing,
		ReasonSharedMailbox,
		ReasonReady,
		ReasonOtherAccount,
		ReasonConnectionEnded,
		ReasonRemoved,
		ReasonITFirst,
		ReasonStarted,
		ReasonNeverConnected,
		ReasonRefused,
		ReasonAbandoned,
		ReasonNotUsed,
		ReasonAlways,
	}
}

// reasonTable says how each reason is worded, drawn and acted upon: one entry per reason.
var reasonTable = map[Reason]struct {
	is             Is
	icon           string // the symbol's name
	turn           Turn
	action         Action
	word, sentence string // locale keys
}{
	ReasonNoHost: {
		IsOff, "user", TurnRecruiter, ActionChooseHost,
		"availability.no_host.word", "availability.no_host.sentence",
	},
	ReasonSwitchedOff: {
		IsOff, "no", TurnAdministrator, ActionSwitchOn,
		"availability.switched_off.word", "availability.switched_off.sentence",
	},
	ReasonIntegrationNotConnected: {
		IsOff, "unplug", TurnAdministrator, ActionConnectCalendar,
		"availability.integration_not_connected.word", "availability.integration_not_connected.sentence",
	},
	ReasonIntegrationNeedsAttention: {
		IsFailing, "alert", TurnAdministrator, ActionOpenCalendar,
		"availability.integration_needs_attention.word", "availability.integration_needs_attention.sentence",
	},
	ReasonDeactivated: {
		IsOff, "no", TurnRecruiter, ActionChooseOtherHost,
		"availability.deactivated.word", "availability.deactivated.sentence",
	},
	ReasonOutsideDomain: {
		IsOff, "no", TurnAdministrator, ActionOpenEmployee,
		"availability.outside_domain.word", "availability.outside_domain.sentence",
	},
	ReasonDuplicateAddress: {
		IsFailing, "alert", TurnAdministrator, ActionOpenEmployee,
		"availability.duplicate_address.word", "availability.duplicate_address.sentence",
	},
	ReasonNotSynchronized: {
		IsOff, "unplug", TurnAdministrator, ActionSynchronize,
		"availability.not_synchronized.word", "availability.not_synchronized.sentence",
	},
	ReasonSynchronizing: {
		IsPending, "wait", TurnNobody, ActionNone,
		"availability.synchronizing.word", "availability.synchronizing.sentence",
	},
	ReasonUnanswered: {
		IsPending, "wait", TurnNobody, ActionNone,
		"availability.unanswered.word", "availability.unanswered.sentence",
	},
	ReasonNoMailbox: {
		IsFailing, "alert", TurnAdministrator, ActionOpenSynchronization,
		"availability.no_mailbox.word", "availability.no_mailbox.sentence",
	},
	ReasonScopeRefused: {
		IsFailing, "alert", TurnIT, ActionOpenSynchronization,
		"availability.scope_refused.word", "availability.scope_refused.sentence",
	},
	ReasonAccessDenied: {
		IsFailing, "alert", TurnIT, ActionOpenSynchronization,
		"availability.access_denied.word", "availability.access_denied.sentence",
	},
	ReasonSynchronizationFailed: {
		IsFailing, "alert", TurnAdministrator, ActionOpenSynchronization,
		"availability.synchronization_failed.word", "availability.synchronization_failed.sentence",
	},
	ReasonNotRead: {
		IsPending, "wait", TurnNobody, ActionNone,
		"availability.not_read.word", "availability.not_read.sentence",
	},
	ReasonCalendarDisconnected: {
		IsFailing, "alert", TurnAdministrator, ActionSynchronize,
		"availability.calendar_disconnected.word", "availability.calendar_disconnected.sentence",
	},
	ReasonCalendarReadOnly: {
		IsFailing, "alert", TurnIT, ActionOpenSynchronization,
		"availability.calendar_read_only.word", "availability.calendar_read_only.sentence",
	},
	ReasonReadyAtOnce: {
		IsReady, "ok", TurnNobody, ActionNone,
		"availability.ready_at_once.word", "availability.ready_at_once.sentence",
	},
	ReasonNotGoogle: {
		IsOff, "no", TurnRecruiter, ActionChooseOtherHost,
		"availability.not_google.word", "availability.not_google.sentence",
	},
	ReasonNoMeet: {
		IsFailing, "alert", TurnIT, ActionOpenAdminConsole,
		"availability.no_meet.word", "availability.no_meet.sentence",
	},
	ReasonFailing: {
		IsFailing, "alert", TurnNobody, ActionTryAgain,
		"availability.failing.word", "availability.failing.sentence",
	},
	ReasonSharedMailbox: {
		IsFailing, "alert", TurnAdministrator, ActionOpenEmployee,
		"availability.shared_mailbox.word", "availability.shared_mailbox.sentence",
	},
	ReasonReady: {
		IsReady, "ok", TurnNobody, ActionNone,
		"availability.ready.word", "availability.ready.sentence",
	},
	ReasonOtherAccount: {
		IsPending, "clock", TurnHost, ActionAnswerAccount,
		"availability.other_account.word", "availability.other_account.sentence",
	},
	ReasonConnectionEnded: {
		IsFailing, "alert", TurnHost, ActionRelink,
		"availability.connection_ended.word", "availability.connection_ended.sentence",
	},
	ReasonRemoved: {
		IsFailing, "unplug", TurnHost, ActionConnect,
		"availability.removed.word", "availability.removed.sentence",
	},
	ReasonITFirst: {
		IsPending, "clock", TurnIT, ActionConfirmIT,
		"availability.it_first.word", "availability.it_first.sentence",
	},
	ReasonStarted: {
		IsPending, "clock", TurnHost, ActionFinishConnecting,
		"availability.started.word", "availability.started.sentence",
	},
	ReasonNeverConnected: {
		IsOff, "unplug", TurnHost, ActionConnect,
		"availability.never_connected.word", "availability.never_connected.sentence",
	},
	ReasonRefused: {
		IsOff, "unplug", TurnHost, ActionConnect,
		"availability.refused.word", "availability.refused.sentence",
	},
	ReasonAbandoned: {
		IsOff, "unplug", TurnHost, ActionConnect,
		"availability.abandoned.word", "availability.abandoned.sentence",
	},
	ReasonNotUsed: {
		IsOff, "unplug", TurnHost, ActionConnect,
		"availability.not_used.word", "availability.not_used.sentence",
	},
	ReasonAlways: {
		IsReady, "ok", TurnNobody, ActionNone,
		"availability.always.word", "availability.always.sentence",
	},
}

// WordKey is the locale key of the short word, which takes no arguments.
func (r Reason) WordKey() string { return reasonTable[r].word }

// SentenceKey is the locale key of the whole sentence; its arguments are host and provider.
func (r Reason) SentenceKey() string { return reasonTable[r].sentence }

// Is is how the state is drawn.
func (r Reason) Is() Is { return reasonTable[r].is }

// Icon names the symbol beside the word.
func (r Reason) Icon() string { return reasonTable[r].icon }
