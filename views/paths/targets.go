package paths

import (
	"net/url"

	"entrevue/models"
)

// Target is where somebody whose turn it is does what an action says about a provider and a host. It
// is empty for actions that are no place: those that are done on the spot, and nothing to do.
func Target(action models.Action, provider models.Provider, hostID int64) string {
	switch action {
	case models.ActionSwitchOn:
		return Videoconferencing()
	case models.ActionConnectCalendar, models.ActionOpenCalendar:
		return CalendarIntegration()
	case models.ActionSynchronize, models.ActionOpenSynchronization:
		return CalendarOf(hostID)
	case models.ActionOpenEmployee:
		return Employee(hostID)
	case models.ActionOpenAdminConsole:
		return WizardStep(provider.Slug(), "admin-console")
	case models.ActionConfirmIT:
		return WizardStep(provider.Slug(), "it")
	case models.ActionAnswerAccount, models.ActionRelink, models.ActionFinishConnecting, models.ActionConnect:
		return MyIntegration(provider.Slug())
	default:
		return ""
	}
}

// CalendarOf is the page of the calendar integration about one employee, who may never have been asked for.
func CalendarOf(employeeID int64) string {
	return With(CalendarIntegration(), url.Values{"employee": {number(employeeID)}}) + "#people"
}

// EmployeeFrom is the page of an employee that leads back to a page of ours when they are saved.
func EmployeeFrom(employeeID int64, here string) string {
	return With(Employee(employeeID), url.Values{"return_to": {here}})
}

// CalendarFailures is the page of the calendar integration about those who could not be synchronized.
func CalendarFailures() string {
	return With(CalendarIntegration(), url.Values{"state": {string(models.SyncFailed)}}) + "#people"
}

// InterviewBy is the form for another method of an interview, with one chosen already.
func InterviewBy(method models.Method, interviewID int64) string {
	return With(InterviewMethod(interviewID), url.Values{"method": {string(method)}})
}

// CampaignSendingFrom asks before the message leaves, and comes back to a page of ours; about one
// provider where that page is.
func CampaignSendingFrom(here string, only models.Provider) string {
	return With(CampaignSending(), url.Values{"return_to": {here}, "provider": {string(only)}})
}
