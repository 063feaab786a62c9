package models

// Turn says who has to act next. It is always shown with a name, never as "your administrator".
type Turn string

// Everybody whose turn it can be.
const (
	TurnNobody        Turn = "nobody"
	TurnRecruiter     Turn = "recruiter"
	TurnAdministrator Turn = "administrator"
	TurnIT            Turn = "it"
	TurnHost          Turn = "host"
)

// Is is how a state is drawn: the value of data-is beside word and icon.
type Is string

// The four ways in which a state is drawn.
const (
	IsReady   Is = "ready"
	IsPending Is = "pending"
	IsFailing Is = "failing"
	IsOff     Is = "off"
)

// Action is the one thing that stands on the button of an outcome. Pages turn it into a form or a
// link.
type Action string

// Every action there is.
const (
	ActionNone                Action = "none" // nothing to do
	ActionChooseHost          Action = "choose_host"
	ActionChooseOtherHost     Action = "choose_other_host"
	ActionSwitchOn            Action = "switch_on"
	ActionConnectCalendar     Action = "connect_calendar"
	ActionOpenCalendar        Action = "open_calendar_integration"
	ActionOpenEmployee        Action = "open_employee"
	ActionSynchronize         Action = "synchronize"
	ActionOpenSynchronization Action = "open_synchronization"
	ActionOpenAdminConsole    Action = "open_admin_console" // how to switch Meet on
	ActionTryAgain            Action = "try_again"
	ActionAnswerAccount       Action = "answer_account"
	ActionRelink              Action = "relink"
	ActionConfirmIT           Action = "confirm_it"
	ActionFinishConnecting    Action = "finish_connecting"
	ActionConnect             Action = "connect"
	ActionRemindHost          Action = "remind_host"
	ActionRemindIT            Action = "remind_it"
	ActionRemindAdministrator Action = "remind_administrator"
)

// Actions returns every action there is.
func Actions() []Action {
	return []Action{
		ActionNone, ActionChooseHost, ActionChooseOtherHost, ActionSwitchOn, ActionConnectCalendar,
		ActionOpenCalendar, ActionOpenEmployee, ActionSynchronize, ActionOpenSynchronization,
		ActionOpenAdminConsole, ActionTryAgain, ActionAnswerAccount, ActionRelink, ActionConfirmIT,
		ActionFinishConnecting, ActionConnect, ActionRemindHost, ActionRemindIT,
		ActionRemindAdministrator,
	}
}

// LabelKey is the locale key of the button; the argument host is the name as it is shown.
func (a Action) LabelKey() string {
	switch a {
	case ActionChooseHost:
		return "actions.choose_host"
	case ActionChooseOtherHost:
		return "actions.choose_other_host"
	case ActionSwitchOn:
		return "actions.switch_on"
	case ActionConnectCalendar:
		return "actions.connect_calendar"
	case ActionOpenCalendar:
		return "actions.open_calendar_integration"
	case ActionOpenEmployee:
		return "actions.open_employee"
	case ActionSynchronize:
		return "actions.synchronize"
	case ActionOpenSynchronization:
		return "actions.open_synchronization"
	case ActionOpenAdminConsole:
		return "actions.open_admin_console"
	case ActionTryAgain:
		return "actions.try_again"
	case ActionAnswerAccount:
		return "actions.answer_account"
	case ActionRelink:
		return "actions.relink"
	case ActionConfirmIT:
		return "actions.open_it"
	case ActionFinishConnecting:
		return "actions.finish_connecting"
	case ActionConnect:
		return "actions.connect"
	case ActionRemindHost:
		return "actions.remind_host"
	case ActionRemindIT:
		return "actions.remind_it"
	case ActionRemindAdministrator:
		return "actions.remind_administrator"
	default:
		return "actions.none"
	}
}
