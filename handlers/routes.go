package handlers

import (
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"entrevue/models"
	"entrevue/static"
	"entrevue/views/integrations"
	"entrevue/views/paths"
)

// routes is every address of the application, grouped by who may enter.
func (s *Server) routes() {
	s.machineRoutes()
	s.openRoutes()
	s.employeeRoutes(s.area(s.pages, Employee, s.employeesOnly))
	s.hiringRoutes(s.area(s.pages, Recruiter, s.recruitersOnly))
	s.interviewRoutes(s.area(s.pages, Recruiter, s.changersOnly))
	administrator := s.area(s.pages, Administrator, s.administratorsOnly)
	s.settingsRoutes(administrator)
	s.calendarRoutes(administrator)
	s.videoRoutes(administrator)
	s.readinessRoutes(administrator)
}

// machineRoutes are files, health, metrics and callbacks, which are signed.
func (s *Server) machineRoutes() {
	operator := s.area(s.plain, Operator)
	operator.get(static.Prefix+"*", echo.WrapHandler(static.Handler()))
	operator.get(paths.Healthz(), s.showHealth)
	operator.get(paths.Readyz(), s.showReadiness)
	if !s.MetricsToken.Empty() {
		s.area(s.plain, Operator, s.metricsTokenOnly).get(paths.Metrics(), s.measure())
	}

	hook := s.area(s.plain, Hook)
	hook.post(paths.Named(paths.CronofyAuthorization, "secret"), s.receive(s.Connector.ReceiveAuthorization))
	hook.post(paths.Named(paths.CronofyPush, "secret"), s.receive(s.Connector.ReceivePush))
	hook.post(paths.Named(paths.CronofyReachability, "secret"), s.receive(s.Connector.ReceiveReachability))
	hook.post(paths.Named(paths.CronofyConferencing, "secret"), s.receive(s.hearLink))
}

// openRoutes are the ways in, and the pages behind secret links.
func (s *Server) openRoutes() {
	anyone := s.area(s.pages, Anyone)
	anyone.get(paths.SignIn(), s.newSignIn)
	anyone.post(paths.SignIn(), s.createSignIn)
	anyone.post(paths.SignOut(), s.deleteSignIn)
	anyone.get(paths.FirstRun(), s.newFirstRun)
	anyone.post(paths.FirstRun(), s.createFirstRun)
	anyone.post(paths.Language(), s.updateLanguage)
	anyone.get(paths.PasswordResets(), s.newPasswordReset)
	anyone.post(paths.PasswordResets(), s.createPasswordReset)
	anyone.get(paths.CalendarReturn(), s.returnCalendar)
	anyone.get(paths.Named(paths.ConferencingReturn, "token"), s.returnPersonal)
	if s.SignInProvider != "" {
		anyone.post(paths.ProviderVisit(), s.createProviderVisit)
		anyone.get(paths.ProviderReturn(), s.returnFromProvider)
	}
	if len(s.Demo) > 0 {
		anyone.post(paths.DemoSignIn(), s.createDemoSignIn)
		anyone.post(paths.DemoStartOver(), s.startOver)
	}

	secret := s.area(s.pages, SecretLink, s.unguessed)
	secret.get(paths.Named(paths.Invitation, "token"), s.showInvitation)
	secret.post(paths.Named(paths.Invitation, "token"), s.acceptInvitation)
	secret.get(paths.Named(paths.PasswordReset, "token"), s.showPasswordReset)
	secret.post(paths.Named(paths.PasswordReset, "token"), s.updatePasswordReset)

	guest := s.area(s.pages, SecretLink, unseen, s.unguessed)
	guest.look(paths.Named(paths.CandidatePage, "token"), s.showMeeting)
	guest.get(paths.Named(paths.CandidateMeeting, "token"), s.showWayIn)
	guest.look(paths.Named(paths.CandidateCalendarFile, "token"), s.showCalendarFile)
	guest.get(paths.Named(paths.CandidateReply, "token"), s.backToMeeting) // who comes back to where a button stood
	guest.post(paths.Named(paths.CandidateReply, "token"), s.createReply)
	guest.get(paths.Named(paths.CandidateAlarm, "token"), s.backToMeeting)
	guest.post(paths.Named(paths.CandidateAlarm, "token"), s.createAlarm)
	guest.post(paths.Named(paths.CandidateLanguage, "token"), s.updateMeetingLanguage)
	guest.look(paths.Named(paths.ITPage, "token"), s.showIT)
	guest.post(paths.Named(paths.ITConfirmation, "token"), s.confirmAsIT)
	guest.post(paths.Named(paths.ITLanguage, "token"), s.updateITLanguage)
}

// employeeRoutes are for everybody who is signed in.
func (s *Server) employeeRoutes(employee area) {
	employee.get(paths.Home(), s.showHome)
	employee.get(paths.ID(paths.Interview), s.showInterview)
	employee.get(paths.ID(paths.InterviewLink), s.showInterviewLink)
	employee.get(paths.Me(), s.showMe)
	employee.post(paths.Me(), s.updateMe)
	employee.get(paths.MyPassword(), s.showMe) // who comes back to where a refused form stood
	employee.post(paths.MyPassword(), s.updateMyPassword)
	employee.get(paths.MySignIns(), s.listMySignIns)
	employee.post(paths.ID(paths.MySignInDeletion), s.deleteMySignIn)
	employee.post(paths.MyOtherSignInsDeletion(), s.deleteMyOtherSignIns)
	if s.SignInProvider != "" {
		employee.post(paths.MyProviderAccountDeletion(), s.deleteMyProviderAccount)
	}
	employee.get(paths.MyIntegrations(), s.listMyIntegrations)
	employee.get(paths.Named(paths.MyIntegration, "provider"), s.showMyIntegration)
	employee.get(paths.Named(paths.MyIntegrationConnection, "provider"), s.showMyConnection)
	employee.post(paths.Named(paths.MyIntegrationConnection, "provider"), s.createMyConnection)
	employee.get(paths.Named(paths.MyIntegrationRefusal, "provider"), s.newMyRefusal)
	employee.post(paths.Named(paths.MyIntegrationRefusal, "provider"), s.createMyRefusal)
	employee.post(paths.NamedID(paths.MyAccountAnswer, "provider"), s.answerMyAccount)
	employee.post(paths.NamedID(paths.MyAccountChoice, "provider"), s.chooseMyAccount)
	employee.post(paths.NamedID(paths.MyAccountRelink, "provider"), s.relinkMyAccount)
	employee.get(paths.NamedID(paths.MyAccountDisconnection, "provider"), s.newMyDisconnection)
	employee.post(paths.NamedID(paths.MyAccountDisconnection, "provider"), s.createMyDisconnection)
}

// settingsRoutes are what administrators set beside the calendar.
func (s *Server) settingsRoutes(administrator area) {
	administrator.get(paths.Settings(), s.showSettings)
	administrator.get(paths.Integrations(), s.showIntegrations)
	administrator.get(paths.Activity(), s.listActivities)
	administrator.get(paths.Status(), s.showStatus)
	administrator.post(paths.ID(paths.JobRepetition), s.repeatJob)
	administrator.get(paths.Employees(), s.listEmployees)
	administrator.get(paths.NewEmployee(), s.newEmployee)
	administrator.post(paths.NewEmployee(), s.createEmployee)
	administrator.get(paths.EmployeeImport(), s.newImport)
	administrator.post(paths.EmployeeImport(), s.planImport)
	administrator.post(paths.EmployeeImportConfirmation(), s.createImport)
	administrator.get(paths.ID(paths.Employee), s.editEmployee)
	administrator.post(paths.ID(paths.Employee), s.updateEmployee)
	administrator.post(paths.ID(paths.EmployeeInvitation), s.inviteEmployee)
	administrator.get(paths.ID(paths.EmployeeDeactivation), s.newDeactivation)
	administrator.post(paths.ID(paths.EmployeeDeactivation), s.createDeactivation)
	administrator.post(paths.ID(paths.EmployeeActivation), s.createActivation)
}

// hiringRoutes are positions, candidates and the planning of interviews.
func (s *Server) hiringRoutes(recruiter area) {
	recruiter.get(paths.Positions(), s.listPositions)
	recruiter.post(paths.Positions(), s.createPosition)
	recruiter.get(paths.NewPosition(), s.newPosition)
	recruiter.get(paths.ID(paths.Position), s.showPosition)
	recruiter.post(paths.ID(paths.Position), s.updatePosition)
	recruiter.get(paths.ID(paths.EditPosition), s.editPosition)
	recruiter.post(paths.ID(paths.PositionClosure), s.closePosition)
	recruiter.post(paths.ID(paths.PositionOpening), s.openPosition)

	recruiter.get(paths.Candidates(), s.listCandidates)
	recruiter.post(paths.Candidates(), s.createCandidate)
	recruiter.get(paths.NewCandidate(), s.newCandidate)
	recruiter.get(paths.ID(paths.Candidate), s.showCandidate)
	recruiter.post(paths.ID(paths.Candidate), s.updateCandidate)
	recruiter.get(paths.ID(paths.EditCandidate), s.editCandidate)

	recruiter.get(paths.ID(paths.CandidateInterviews), s.listCandidateInterviews)
	recruiter.post(paths.ID(paths.CandidateInterviews), s.createInterview)
	recruiter.get(paths.ID(paths.NewInterview), s.newInterview)
	recruiter.get(paths.ID(paths.NewInterviewPicker), s.newInterview)
	recruiter.post(paths.ID(paths.NewInterviewPicker), s.reviseNewInterview)
	recruiter.get(paths.ID(paths.NewInterviewParticipants), s.newInterview)
	recruiter.post(paths.ID(paths.NewInterviewParticipants), s.reviseNewInterview)

	recruiter.get(paths.Interviews(), s.listInterviews)
}

// interviewRoutes change one interview. Those who take part may not, but may know of it.
func (s *Server) interviewRoutes(recruiter area) {
	recruiter.get(paths.ID(paths.EditInterview), s.editInterview)
	recruiter.post(paths.ID(paths.EditInterview), s.updateInterview)
	recruiter.get(paths.ID(paths.EditInterviewPicker), s.editInterview)
	recruiter.post(paths.ID(paths.EditInterviewPicker), s.reviseInterview)
	recruiter.get(paths.ID(paths.EditInterviewParticipants), s.editInterview)
	recruiter.post(paths.ID(paths.EditInterviewParticipants), s.reviseInterview)
	recruiter.get(paths.ID(paths.InterviewMethod), s.editMethod)
	recruiter.post(paths.ID(paths.InterviewMethod), s.updateMethod)
	recruiter.get(paths.ID(paths.InterviewPicker), s.editMethod)
	recruiter.post(paths.ID(paths.InterviewPicker), s.reviseMethod)
	recruiter.get(paths.ID(paths.InterviewCancellation), s.newCancellation)
	recruiter.post(paths.ID(paths.InterviewCancellation), s.cancelInterview)
	recruiter.post(paths.ID(paths.InterviewRetry), s.retryInterview())
	recruiter.post(paths.ID(paths.InterviewInvitation), s.sendInvitation)
	recruiter.post(paths.ID(paths.InterviewTelling), s.createTelling())
	recruiter.post(paths.ID(paths.InterviewConfirmation), s.confirmLink())
	recruiter.post(paths.ID(paths.InterviewRemoval), s.retryRemoval())
	recruiter.post(paths.ID(paths.InterviewHelp), s.settleAlarm())
	recruiter.post(paths.ID(paths.InterviewReply), s.settleReply())
	recruiter.post(paths.ID(paths.InterviewAdoption), s.adoptDrift)
	recruiter.post(paths.ID(paths.InterviewRestoration), s.restoreDrift)
}

// calendarRoutes are the company's calendar and who is synchronized.
func (s *Server) calendarRoutes(administrator area) {
	administrator.get(paths.CalendarIntegration(), s.showCalendar)
	administrator.get(paths.CalendarWaiting(), s.showCalendarWaiting)
	administrator.get(paths.CalendarProgress(), s.showCalendarProgress)
	administrator.post(paths.CalendarAcceptance(), s.createCalendarAcceptance)
	administrator.post(paths.CalendarReachability(), s.createCalendarReachability)
	administrator.post(paths.CalendarConnection(), s.createCalendarConnection)
	administrator.post(paths.CalendarRefusal(), s.createCalendarRefusal)
	administrator.post(paths.CalendarExchange(), s.updateCalendarExchange)
	administrator.post(paths.CalendarAudience(), s.updateCalendarAudience)
	administrator.post(paths.CalendarSynchronization(), s.createCalendarSynchronization)
	administrator.post(paths.ID(paths.EmployeeSynchronization), s.createEmployeeSynchronization)
	administrator.get(paths.CalendarDisconnection(), s.newCalendarDisconnection)
	administrator.post(paths.CalendarDisconnection(), s.createCalendarDisconnection)
	administrator.get(paths.Comparison(), s.showComparison)
	administrator.post(paths.Comparison(), s.createComparison)
	administrator.get(paths.ComparisonProgress(), s.showComparisonProgress)
	administrator.get(paths.ComparisonRepairs(), s.newRepairs)
	administrator.post(paths.ComparisonRepairs(), s.createRepairs)
	administrator.post(paths.ID(paths.FindingRepair), s.createRepair)
}

// videoRoutes are the providers of video links, and how each is set up.
func (s *Server) videoRoutes(administrator area) {
	administrator.get(paths.Videoconferencing(), s.showVideo)
	administrator.get(paths.Named(paths.Wizard, "provider"), s.showWizard)
	administrator.post(paths.Named(paths.WizardBeginning, "provider"), s.createWizardBeginning)
	for _, step := range models.WizardStepIDs() {
		administrator.get(paths.Step(string(step)), s.showWizardStep(step))
	}
	administrator.get(paths.StepNews(string(models.WizardEmployees)), s.showWizardNews(models.WizardEmployees, integrations.EmployeesPart, s.employeesNews))
	administrator.get(paths.StepNews(string(models.WizardIT)), s.showWizardNews(models.WizardIT, integrations.ITPart, s.itNews))
	administrator.post(paths.Step(string(models.WizardIT)), s.keepIT)
	administrator.post(paths.Step(string(models.WizardTest)), s.createTestLink)
	administrator.get(paths.ID(paths.TestLink), s.showTestLink)
	administrator.post(paths.ID(paths.TestLinkRemoval), s.retryTestRemoval)
	administrator.post(paths.ID(paths.TestLinkConfirmation), s.confirmTest)
	administrator.get(paths.Named(paths.ProviderSwitch, "provider"), s.newSwitch)
	administrator.post(paths.Named(paths.ProviderSwitch, "provider"), s.createSwitch)
	administrator.post(paths.Named(paths.WizardITRequest, "provider"), s.createITRequest)
	administrator.post(paths.Named(paths.WizardITLink, "provider"), s.createITLink)
	administrator.post(paths.Named(paths.WizardITLinkDeletion, "provider"), s.deleteITLink)
	administrator.post(paths.Named(paths.WizardITConfirmation, "provider"), s.confirmForIT)
	administrator.post(paths.Named(paths.WizardITConfirmationDeletion, "provider"), s.deleteITConfirmation)
}

// readinessRoutes are who is ready, and asking those who are not.
func (s *Server) readinessRoutes(administrator area) {
	administrator.get(paths.Readiness(), s.showReadinessBoard)
	administrator.post(paths.ReadinessReminder(), s.createReadinessReminder)
	administrator.get(paths.Campaign(), s.showCampaign)
	administrator.post(paths.Campaign(), s.updateCampaign)
	administrator.get(paths.CampaignProgress(), s.showCampaignProgress)
	administrator.get(paths.CampaignSending(), s.newCampaignSending)
	administrator.post(paths.CampaignSending(), s.createCampaignSending)
}

// isPlain are the addresses of machines: they need no session, no person and no language.
func (s *Server) isPlain(path string) bool {
	return strings.HasPrefix(path, static.Prefix) || strings.HasPrefix(path, "/hooks/") ||
		path == paths.Healthz() || path == paths.Readyz() || path == paths.Metrics()
}

// isGuest are the addresses of people who are not of the company: their pages, also those about a
// mistake, never lead to signing in.
func isGuest(path string) bool {
	return strings.HasPrefix(path, paths.CandidatePage("")) || strings.HasPrefix(path, paths.ITPage(""))
}

// Who may enter an address. Roles include each other upwards.
type Who string

// The groups of the route table.
const (
	Anyone        Who = "anyone"
	SecretLink    Who = "secret link"
	Employee      Who = "employee"
	Recruiter     Who = "recruiter"
	Administrator Who = "administrator"
	Hook          Who = "hook"
	Operator      Who = "operator"
)

// Route is one line of the route table.
type Route struct {
	Method string
	Path   string
	Who    Who
}

// Routes are all of them, in the order of the table.
func (s *Server) Routes() []Route { return s.table }

// area is a group of routes with its guards. Echo's own groups answer unknown addresses with their
// guards, and would send strangers to sign in for a page that does not exist.
type area struct {
	server *Server
	echo   *echo.Echo
	who    Who
	guards []echo.MiddlewareFunc
}

func (s *Server) area(e *echo.Echo, who Who, guards ...echo.MiddlewareFunc) area {
	return area{s, e, who, guards}
}

func (a area) get(path string, h echo.HandlerFunc)  { a.add(http.MethodGet, path, h) }
func (a area) post(path string, h echo.HandlerFunc) { a.add(http.MethodPost, path, h) }

// look is a page whose address is mailed to people without an account: programs that check the
// links of mails may ask for its head only.
func (a area) look(path string, h echo.HandlerFunc) {
	a.get(path, h)
	a.add(http.MethodHead, path, h)
}

func (a area) add(method, path string, h echo.HandlerFunc) {
	a.echo.Add(method, path, h, a.guards...)
	a.server.table = append(a.server.table, Route{method, path, a.who})
}
