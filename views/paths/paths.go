package paths

import (
	"net/url"
	"strconv"
)

// Entering and leaving.

// Home is what needs the person now.
func Home() string { return "/" }

// SignIn asks for address and password.
func SignIn() string { return "/sign-in" }

// ProviderVisit leads to the company's OpenID Connect provider; POST only.
func ProviderVisit() string { return "/sign-in/provider" }

// ProviderReturn is where browsers come back from there.
func ProviderReturn() string { return "/returns/sign-in" }

// SignOut ends the sign-in; POST only.
func SignOut() string { return "/sign-out" }

// DemoSignIn signs in as a person of the demo company; POST only.
func DemoSignIn() string { return "/demo/sign-in" }

// DemoStartOver empties both sides of the demo; POST only.
func DemoStartOver() string { return "/demo/start-over" }

// Language takes the choice of a language; POST only.
func Language() string { return "/language" }

// FirstRun sets up an installation without people.
func FirstRun() string { return "/first-run" }

// Invitation is where an invited person chooses a password.
func Invitation(token string) string { return "/invitations/" + segment(token) }

// PasswordResets asks for a mail that lets one choose a new password.
func PasswordResets() string { return "/password-resets" }

// PasswordReset is the address in that mail.
func PasswordReset(token string) string { return PasswordResets() + "/" + segment(token) }

// Personal settings.

// Me is the person's own settings.
func Me() string { return "/me" }

// MyPassword takes a new password.
func MyPassword() string { return "/me/password" }

// MySignIns lists where the person is signed in.
func MySignIns() string { return "/me/sign-ins" }

// MySignInDeletion ends one of them; POST only.
func MySignInDeletion(id int64) string { return MySignIns() + "/" + number(id) + "/deletion" }

// MyOtherSignInsDeletion ends all of them but the one that asks; POST only.
func MyOtherSignInsDeletion() string { return MySignIns() + "/others/deletion" }

// MyProviderAccountDeletion forgets who the person is at the company's provider; POST only.
func MyProviderAccountDeletion() string { return MySignIns() + "/provider/deletion" }

// MyIntegrations lists the person's own video accounts.
func MyIntegrations() string { return "/me/integrations" }

// MyIntegration is one of them.
func MyIntegration(provider string) string { return MyIntegrations() + "/" + segment(provider) }

// MyIntegrationConnection takes the wish to connect; POST only.
func MyIntegrationConnection(provider string) string { return MyIntegration(provider) + "/connection" }

// MyIntegrationRefusal is what the person saw when they were sent back without a connection.
func MyIntegrationRefusal(provider string) string { return MyIntegration(provider) + "/refusal" }

// MyAccountAnswer says whether an account that was not expected is kept.
func MyAccountAnswer(provider string, id int64) string { return myAccount(provider, id) + "/answer" }

// MyAccountChoice makes links with this account.
func MyAccountChoice(provider string, id int64) string { return myAccount(provider, id) + "/choice" }

// MyAccountRelink signs in anew with an account.
func MyAccountRelink(provider string, id int64) string { return myAccount(provider, id) + "/relink" }

// MyAccountDisconnection asks first.
func MyAccountDisconnection(provider string, id int64) string {
	return myAccount(provider, id) + "/disconnection"
}

func myAccount(provider string, id int64) string {
	return MyIntegration(provider) + "/accounts/" + number(id)
}

// Hiring.

// Positions lists the positions.
func Positions() string { return "/positions" }

// NewPosition is the form for another one.
func NewPosition() string { return "/positions/new" }

// Position is one position.
func Position(id int64) string { return Positions() + "/" + number(id) }

// EditPosition is its form.
func EditPosition(id int64) string { return Position(id) + "/edit" }

// PositionClosure ends a position; POST only.
func PositionClosure(id int64) string { return Position(id) + "/closure" }

// PositionOpening takes a closed position up again; POST only.
func PositionOpening(id int64) string { return Position(id) + "/opening" }

// Candidates lists the candidates.
func Candidates() string { return "/candidates" }

// NewCandidate is the form for another one.
func NewCandidate() string { return "/candidates/new" }

// Candidate is one candidate.
func Candidate(id int64) string { return Candidates() + "/" + number(id) }

// EditCandidate is the form of one.
func EditCandidate(id int64) string { return Candidate(id) + "/edit" }

// CandidateInterviews is the candidate's Interviews tab.
func CandidateInterviews(id int64) string { return Candidate(id) + "/interviews" }

// NewInterview plans an interview with a candidate.
func NewInterview(candidateID int64) string { return CandidateInterviews(candidateID) + "/new" }

// NewInterviewPicker shows the methods for what is entered so far; nothing is saved.
func NewInterviewPicker(candidateID int64) string {
	return CandidateInterviews(candidateID) + "/picker"
}

// NewInterviewParticipants adds or removes a participant in the form; nothing is saved.
func NewInterviewParticipants(candidateID int64) string {
	return CandidateInterviews(candidateID) + "/participants"
}

// Interviews.

// Interviews lists all interviews.
func Interviews() string { return "/interviews" }

// Interview is one interview.
func Interview(id int64) string { return Interviews() + "/" + number(id) }

// EditInterview is the form that moves or hands over an interview, and takes it.
func EditInterview(id int64) string { return Interview(id) + "/edit" }

// EditInterviewPicker shows the methods for what is entered so far; nothing is saved.
func EditInterviewPicker(id int64) string { return EditInterview(id) + "/picker" }

// EditInterviewParticipants adds and removes people in the form; nothing is saved.
func EditInterviewParticipants(id int64) string { return EditInterview(id) + "/participants" }

// InterviewCancellation says what it affects, and takes the wish to cancel.
func InterviewCancellation(id int64) string { return Interview(id) + "/cancellation" }

// InterviewLink is the state of the link, polled while it is made.
func InterviewLink(id int64) string { return Interview(id) + "/link" }

// InterviewMethod is the form for another method, and takes it.
func InterviewMethod(id int64) string { return Interview(id) + "/method" }

// InterviewPicker changes the form of the method and saves nothing.
func InterviewPicker(id int64) string { return InterviewMethod(id) + "/picker" }

// InterviewRetry asks for the link once more; POST only.
func InterviewRetry(id int64) string { return Interview(id) + "/retry" }

// InterviewConfirmation answers whether a link with an unknown host name is right; POST only.
func InterviewConfirmation(id int64) string { return InterviewLink(id) + "/confirmation" }

// InterviewRemoval asks once more for the removal of a calendar event that was refused; POST only.
func InterviewRemoval(id int64) string { return Interview(id) + "/removal" }

// InterviewAdoption takes over what was changed in the calendar; POST only.
func InterviewAdoption(id int64) string { return Interview(id) + "/adoption" }

// InterviewRestoration writes the event again as the interview says; POST only.
func InterviewRestoration(id int64) string { return Interview(id) + "/restoration" }

// InterviewHelp says that the candidate who could not get in was helped; POST only.
func InterviewHelp(id int64) string { return Interview(id) + "/help" }

// InterviewReply says that a recruiter has dealt with the candidate's answer; POST only.
func InterviewReply(id int64) string { return Interview(id) + "/reply" }

// InterviewInvitation sends what the candidate is owed, without waiting; POST only.
func InterviewInvitation(id int64) string { return Interview(id) + "/invitation" }

// InterviewTelling says that the candidate was told another way what no mail could; POST only.
func InterviewTelling(id int64) string { return Interview(id) + "/telling" }

// Settings.

// Settings is the way to everything an administrator sets.
func Settings() string { return "/settings" }

// Employees lists the people.
func Employees() string { return "/settings/employees" }

// NewEmployee is the form for another one.
func NewEmployee() string { return Employees() + "/new" }

// EmployeeImport takes a CSV file of people.
func EmployeeImport() string { return Employees() + "/import" }

// EmployeeImportConfirmation imports what was shown; POST only.
func EmployeeImportConfirmation() string { return EmployeeImport() + "/confirmation" }

// Employee is one person.
func Employee(id int64) string { return Employees() + "/" + number(id) }

// EmployeeInvitation sends the invitation (again); POST only.
func EmployeeInvitation(id int64) string { return Employee(id) + "/invitation" }

// EmployeeDeactivation says what it affects, and takes the wish to deactivate.
func EmployeeDeactivation(id int64) string { return Employee(id) + "/deactivation" }

// EmployeeActivation takes somebody back; POST only.
func EmployeeActivation(id int64) string { return Employee(id) + "/activation" }

// EmployeeSynchronization synchronizes one person again; POST only.
func EmployeeSynchronization(id int64) string { return Employee(id) + "/synchronization" }

// Status is the self-check of the installation.
func Status() string { return "/settings/status" }

// JobRepetition runs work again that was given up; POST only.
func JobRepetition(id int64) string { return Status() + "/jobs/" + number(id) + "/repetition" }

// Activity tells who did what when.
func Activity() string { return "/settings/activity" }

// Integrations is the way to the calendar and to the providers.
func Integrations() string { return "/settings/integrations" }

// CalendarIntegration is the company's calendar.
func CalendarIntegration() string { return Integrations() + "/calendar" }

// CalendarAcceptance takes that Cronofy is accepted as a sub-processor; POST only.
func CalendarAcceptance() string { return CalendarIntegration() + "/acceptance" }

// CalendarWaiting is what the calendar waits for right now, polled meanwhile.
func CalendarWaiting() string { return CalendarIntegration() + "/waiting" }

// CalendarExchange takes where Exchange runs; POST only.
func CalendarExchange() string { return CalendarIntegration() + "/exchange" }

// CalendarAudience takes who is synchronized; POST only.
func CalendarAudience() string { return CalendarIntegration() + "/audience" }

// CalendarConnection takes the wish to connect the calendar; POST only.
func CalendarConnection() string { return CalendarIntegration() + "/connection" }

// CalendarReachability makes the round trip that proves our address; POST only.
func CalendarReachability() string { return CalendarIntegration() + "/reachability" }

// CalendarRefusal takes what the administrator saw after a refusal; POST only.
func CalendarRefusal() string { return CalendarIntegration() + "/refusal" }

// CalendarDisconnection says what it affects, and takes the wish to disconnect.
func CalendarDisconnection() string { return CalendarIntegration() + "/disconnection" }

// CalendarProgress is how far synchronizing is, polled while it goes on.
func CalendarProgress() string { return CalendarIntegration() + "/progress" }

// CalendarSynchronization synchronizes all failed people again; POST only.
func CalendarSynchronization() string { return CalendarIntegration() + "/synchronization" }

// Comparison is what the last comparison of calendars with interviews has found, and takes the wish
// for another.
func Comparison() string { return CalendarIntegration() + "/comparison" }

// ComparisonProgress is how far comparing and repairing are, polled while they go on.
func ComparisonProgress() string { return Comparison() + "/progress" }

// ComparisonRepairs says what repairing everything means, and takes the wish for it.
func ComparisonRepairs() string { return Comparison() + "/repairs" }

// FindingRepair takes the wish to repair one finding; POST only.
func FindingRepair(id int64) string { return Comparison() + "/findings/" + number(id) + "/repair" }

// Videoconferencing shows the four providers.
func Videoconferencing() string { return Integrations() + "/videoconferencing" }

// Wizard is the set-up of a provider, at the step that is due.
func Wizard(provider string) string { return Videoconferencing() + "/" + segment(provider) }

// WizardBeginning begins a set-up that was only looked at; POST only.
func WizardBeginning(provider string) string { return Wizard(provider) + "/beginning" }

// WizardStep is one step of it.
func WizardStep(provider, step string) string { return Wizard(provider) + "/" + segment(step) }

// WizardNews is what has changed at a step, polled while one waits there.
func WizardNews(provider, step string) string { return WizardStep(provider, step) + "/news" }

// WizardITRequest sends IT the page with what only IT can do; POST only.
func WizardITRequest(provider string) string { return WizardStep(provider, "it") + "/request" }

// WizardITLink makes the secret link of that page, or replaces it; POST only.
func WizardITLink(provider string) string { return WizardStep(provider, "it") + "/link" }

// WizardITLinkDeletion revokes it; POST only.
func WizardITLinkDeletion(provider string) string { return WizardITLink(provider) + "/deletion" }

// WizardITConfirmation takes from an administrator that IT is done; POST only.
func WizardITConfirmation(provider string) string {
	return WizardStep(provider, "it") + "/confirmation"
}

// WizardITConfirmationDeletion takes back that IT is done; POST only.
func WizardITConfirmationDeletion(provider string) string {
	return WizardITConfirmation(provider) + "/deletion"
}

// TestLink is one test link, polled while it is made.
func TestLink(id int64) string { return Integrations() + "/test-links/" + number(id) }

// TestLinkConfirmation says whose host name a test link has; POST only.
func TestLinkConfirmation(id int64) string { return TestLink(id) + "/confirmation" }

// TestLinkRemoval tries once more to delete the event of a test link; POST only.
func TestLinkRemoval(id int64) string { return TestLink(id) + "/removal" }

// ProviderSwitch says what it affects to take a provider away from recruiters, and does it or takes
// it back.
func ProviderSwitch(provider string) string { return Wizard(provider) + "/switch" }

// Readiness is the board of hosts and providers.
func Readiness() string { return Videoconferencing() + "/readiness" }

// ReadinessReminder reminds whoever's turn it is about a host; POST only.
func ReadinessReminder() string { return Readiness() + "/reminders" }

// Campaign is the message to employees.
func Campaign() string { return Videoconferencing() + "/campaign" }

// CampaignProgress is how far the message has come, polled while it is sent.
func CampaignProgress() string { return Campaign() + "/progress" }

// CampaignSending asks before the message is sent, and sends it.
func CampaignSending() string { return Campaign() + "/sending" }

// Pages behind a secret link.

// CandidatePage is a candidate's own page.
func CandidatePage(token string) string { return "/c/" + segment(token) }

// CandidateCalendarFile is the interview as a file for the candidate's calendar.
func CandidateCalendarFile(token string) string { return CandidatePage(token) + "/interview.ics" }

// CandidateMeeting is how one gets in, polled while there is no link.
func CandidateMeeting(token string) string { return CandidatePage(token) + "/meeting" }

// CandidateReply takes the candidate's answer by POST; read, it leads back to their page.
func CandidateReply(token string) string { return CandidatePage(token) + "/reply" }

// CandidateAlarm says by POST that the candidate cannot get in; read, it leads back to their page.
func CandidateAlarm(token string) string { return CandidatePage(token) + "/alarm" }

// CandidateLanguage changes the language of the candidate's page; POST only.
func CandidateLanguage(token string) string { return CandidatePage(token) + "/language" }

// ITPage holds the steps that only the IT administrator can do.
func ITPage(token string) string { return "/it/" + segment(token) }

// ITConfirmation takes that they are done; POST only.
func ITConfirmation(token string) string { return ITPage(token) + "/confirmation" }

// ITLanguage changes the language of IT's page; POST only.
func ITLanguage(token string) string { return ITPage(token) + "/language" }

// Returns and callbacks.

// CalendarReturn is where a browser comes back from Enterprise Connect.
func CalendarReturn() string { return "/returns/calendar" }

// ConferencingReturn is where a browser comes back from connecting a video account; id authorizes
// nothing.
func ConferencingReturn(id string) string { return "/returns/conferencing/" + segment(id) }

// CronofyAuthorization receives the answer to the authorization of one employee.
func CronofyAuthorization(secret string) string {
	return "/hooks/cronofy/authorizations/" + segment(secret)
}

// CronofyReachability receives the push that proves that Cronofy can reach us.
func CronofyReachability(secret string) string {
	return "/hooks/cronofy/reachability/" + segment(secret)
}

// CronofyPush receives push notifications of a channel.
func CronofyPush(secret string) string { return "/hooks/cronofy/push/" + segment(secret) }

// CronofyConferencing receives what became of a conferencing link.
func CronofyConferencing(secret string) string {
	return "/hooks/cronofy/conferencing/" + segment(secret)
}

// Operation.

// Healthz says that the process lives.
func Healthz() string { return "/healthz" }

// Readyz says that it can serve.
func Readyz() string { return "/readyz" }

// Metrics are the numbers of the process.
func Metrics() string { return "/metrics" }

// With adds a query to an address, in the order of the names; empty values are left out.
func With(path string, query url.Values) string {
	for name, values := range query {
		if len(values) == 0 || values[0] == "" {
			query.Del(name)
		}
	}
	if len(query) == 0 {
		return path
	}
	return path + "?" + query.Encode()
}

func number(id int64) string { return strconv.FormatInt(id, 10) }

// segment keeps a slash or a question mark in a value from changing the address. A placeholder of
// the router (:id) stays as it is.
func segment(value string) string { return url.PathEscape(value) }
