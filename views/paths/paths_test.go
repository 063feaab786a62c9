package paths_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"entrevue/views/paths"
)

// addresses is every function of the package with what it gives. A new one has to be added here.
var addresses = map[string]string{
	"Home": paths.Home(), "SignIn": paths.SignIn(), "SignOut": paths.SignOut(),
	"DemoSignIn": paths.DemoSignIn(), "DemoStartOver": paths.DemoStartOver(),
	"Language": paths.Language(),
	"FirstRun": paths.FirstRun(), "Invitation": paths.Invitation("t"),
	"PasswordResets": paths.PasswordResets(), "PasswordReset": paths.PasswordReset("t"),
	"Me": paths.Me(), "MyPassword": paths.MyPassword(), "MyIntegrations": paths.MyIntegrations(),
	"MyIntegration":           paths.MyIntegration("zoom"),
	"MyIntegrationConnection": paths.MyIntegrationConnection("zoom"),
	"MyIntegrationRefusal":    paths.MyIntegrationRefusal("zoom"),
	"MyAccountAnswer":         paths.MyAccountAnswer("zoom", 7),
	"MyAccountChoice":         paths.MyAccountChoice("zoom", 7),
	"MyAccountRelink":         paths.MyAccountRelink("zoom", 7),
	"MyAccountDisconnection":  paths.MyAccountDisconnection("zoom", 7),
	"Positions":               paths.Positions(), "NewPosition": paths.NewPosition(),
	"Position": paths.Position(7), "EditPosition": paths.EditPosition(7),
	"PositionClosure": paths.PositionClosure(7), "PositionOpening": paths.PositionOpening(7),
	"Candidates": paths.Candidates(), "NewCandidate": paths.NewCandidate(),
	"Candidate": paths.Candidate(7), "EditCandidate": paths.EditCandidate(7),
	"CandidateInterviews":      paths.CandidateInterviews(7),
	"NewInterviewPicker":       paths.NewInterviewPicker(7),
	"NewInterviewParticipants": paths.NewInterviewParticipants(7),
	"InterviewMethod":          paths.InterviewMethod(7), "InterviewRemoval": paths.InterviewRemoval(7), "InterviewHelp": paths.InterviewHelp(7), "CandidateMeeting": paths.CandidateMeeting("t"),
	"InterviewRetry": paths.InterviewRetry(7), "InterviewConfirmation": paths.InterviewConfirmation(7),
	"InterviewInvitation": paths.InterviewInvitation(7),
	"NewInterview":        paths.NewInterview(7), "Interviews": paths.Interviews(),
	"Interview":             paths.Interview(7),
	"InterviewCancellation": paths.InterviewCancellation(7), "InterviewLink": paths.InterviewLink(7),
	"Settings": paths.Settings(), "Employees": paths.Employees(), "NewEmployee": paths.NewEmployee(),
	"EmployeeImport": paths.EmployeeImport(), "Employee": paths.Employee(7),
	"EmployeeInvitation":      paths.EmployeeInvitation(7),
	"EmployeeDeactivation":    paths.EmployeeDeactivation(7),
	"EmployeeActivation":      paths.EmployeeActivation(7),
	"EmployeeSynchronization": paths.EmployeeSynchronization(7),
	"Status":                  paths.Status(), "Activity": paths.Activity(),
	"Integrations": paths.Integrations(), "CalendarIntegration": paths.CalendarIntegration(),
	"CalendarConnection": paths.CalendarConnection(), "CalendarReachability": paths.CalendarReachability(),
	"CalendarRefusal": paths.CalendarRefusal(), "CalendarDisconnection": paths.CalendarDisconnection(),
	"CalendarProgress": paths.CalendarProgress(), "CalendarSynchronization": paths.CalendarSynchronization(),
	"Videoconferencing": paths.Videoconferencing(), "Wizard": paths.Wizard("zoom"),
	"ProviderSwitch": paths.ProviderSwitch("zoom"), "WizardStep": paths.WizardStep("zoom", "it"), "Readiness": paths.Readiness(),
	"ReadinessReminder": paths.ReadinessReminder(), "Campaign": paths.Campaign(), "CampaignSending": paths.CampaignSending(),
	"InterviewPicker": paths.InterviewPicker(7), "CandidatePage": paths.CandidatePage("t"),
