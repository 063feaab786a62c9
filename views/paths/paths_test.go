package paths_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"entrevue/models"
	"entrevue/views/paths"
)

// addresses is every function of the package with what it gives. A new one has to be added here.
var addresses = map[string]string{
	"Home": paths.Home(), "SignIn": paths.SignIn(), "SignOut": paths.SignOut(), "ProviderVisit": paths.ProviderVisit(), "ProviderReturn": paths.ProviderReturn(),
	"DemoSignIn": paths.DemoSignIn(), "DemoStartOver": paths.DemoStartOver(),
	"Language": paths.Language(),
	"FirstRun": paths.FirstRun(), "Invitation": paths.Invitation("t"),
	"PasswordResets": paths.PasswordResets(), "PasswordReset": paths.PasswordReset("t"),
	"Me": paths.Me(), "MyPassword": paths.MyPassword(), "MySignIns": paths.MySignIns(), "MySignInDeletion": paths.MySignInDeletion(7),
	"MyOtherSignInsDeletion": paths.MyOtherSignInsDeletion(), "MyProviderAccountDeletion": paths.MyProviderAccountDeletion(), "MyIntegrations": paths.MyIntegrations(),
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
	"InterviewMethod":          paths.InterviewMethod(7), "InterviewRemoval": paths.InterviewRemoval(7), "InterviewHelp": paths.InterviewHelp(7),
	"InterviewReply":    paths.InterviewReply(7),
	"InterviewAdoption": paths.InterviewAdoption(7), "InterviewRestoration": paths.InterviewRestoration(7), "CandidateMeeting": paths.CandidateMeeting("t"),
	"InterviewRetry": paths.InterviewRetry(7), "InterviewConfirmation": paths.InterviewConfirmation(7),
	"InterviewInvitation": paths.InterviewInvitation(7), "InterviewTelling": paths.InterviewTelling(7),
	"NewInterview": paths.NewInterview(7), "Interviews": paths.Interviews(),
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
	"Comparison": paths.Comparison(), "ComparisonProgress": paths.ComparisonProgress(), "ComparisonRepairs": paths.ComparisonRepairs(),
	"FindingRepair": paths.FindingRepair(7), "CalendarProgress": paths.CalendarProgress(), "CalendarSynchronization": paths.CalendarSynchronization(),
	"Videoconferencing": paths.Videoconferencing(), "Wizard": paths.Wizard("zoom"), "WizardBeginning": paths.WizardBeginning("zoom"),
	"TestLink": paths.TestLink(7), "TestLinkRemoval": paths.TestLinkRemoval(7), "TestLinkConfirmation": paths.TestLinkConfirmation(7),
	"ProviderSwitch": paths.ProviderSwitch("zoom"), "WizardStep": paths.WizardStep("zoom", "it"), "Readiness": paths.Readiness(),
	"ReadinessReminder": paths.ReadinessReminder(), "Campaign": paths.Campaign(), "CampaignSending": paths.CampaignSending(), "CampaignProgress": paths.CampaignProgress(),
	"EditInterview": paths.EditInterview(7), "EditInterviewPicker": paths.EditInterviewPicker(7),
	"EditInterviewParticipants": paths.EditInterviewParticipants(7),
	"InterviewPicker":           paths.InterviewPicker(7), "CandidatePage": paths.CandidatePage("t"), "ITLanguage": paths.ITLanguage("t"),
	"WizardNews": paths.WizardNews("zoom", "it"), "WizardITRequest": paths.WizardITRequest("zoom"), "WizardITLink": paths.WizardITLink("zoom"),
	"WizardITLinkDeletion": paths.WizardITLinkDeletion("zoom"), "WizardITConfirmation": paths.WizardITConfirmation("zoom"), "WizardITConfirmationDeletion": paths.WizardITConfirmationDeletion("zoom"),
	"CandidateCalendarFile": paths.CandidateCalendarFile("t"), "CandidateReply": paths.CandidateReply("t"),
	"CandidateAlarm": paths.CandidateAlarm("t"), "CandidateLanguage": paths.CandidateLanguage("t"),
	"ITPage": paths.ITPage("t"), "ITConfirmation": paths.ITConfirmation("t"),
	"EmployeeImportConfirmation": paths.EmployeeImportConfirmation(), "JobRepetition": paths.JobRepetition(1),
	"CalendarReturn": paths.CalendarReturn(), "ConferencingReturn": paths.ConferencingReturn("t"),
	"CalendarAcceptance": paths.CalendarAcceptance(), "CalendarWaiting": paths.CalendarWaiting(),
	"CalendarExchange": paths.CalendarExchange(), "CalendarAudience": paths.CalendarAudience(),
	"CronofyAuthorization": paths.CronofyAuthorization("s"), "CronofyReachability": paths.CronofyReachability("s"),
	"CronofyPush":         paths.CronofyPush("s"),
	"CronofyConferencing": paths.CronofyConferencing("s"),
	"Healthz":             paths.Healthz(), "Readyz": paths.Readyz(), "Metrics": paths.Metrics(),
}

func TestEveryAddressIsKnownToTheseTests(t *testing.T) {
	t.Parallel()
	source, err := parser.ParseFile(token.NewFileSet(), "paths.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	for _, declaration := range source.Decls {
		function, ok := declaration.(*ast.FuncDecl)
		if !ok || !function.Name.IsExported() || function.Name.Name == "With" {
			continue
		}
		if _, known := addresses[function.Name.Name]; !known {
			t.Errorf("%s is missing in the table of this test", function.Name.Name)
		}
	}
}

func TestEveryAddressIsItsOwnPath(t *testing.T) {
	t.Parallel()
	taken := map[string]string{}
	for name, address := range addresses {
		if other, twice := taken[address]; twice {
			t.Errorf("%s and %s are both %s", name, other, address)
		}
		taken[address] = name
		parsed, err := url.Parse(address)
		if err != nil || parsed.Path != address || !strings.HasPrefix(address, "/") {
			t.Errorf("%s is %q", name, address)
		}
		if address != "/" && (strings.HasSuffix(address, "/") || strings.Contains(address, "//")) {
			t.Errorf("%s is %q", name, address)
		}
	}
}

func TestTargetOfAMissingCalendarIsTheEmployeeItIsAbout(t *testing.T) {
	t.Parallel()
	for _, action := range []models.Action{models.ActionSynchronize, models.ActionOpenSynchronization} {
		target, err := url.Parse(paths.Target(action, models.Zoom, 17))
		if err != nil || target.Path != paths.CalendarIntegration() || target.Query().Get("employee") != "17" || target.Fragment != "people" {
			t.Errorf("%s leads to %q", action, target)
		}
	}
}

func TestValuesCannotLeaveTheirSegment(t *testing.T) {
	t.Parallel()
	for _, value := range []string{"a/b", "a?b", "a#b", "a b", "é"} {
		parsed, err := url.Parse(paths.CandidatePage(value))
		if err != nil || parsed.Path != "/c/"+value || strings.Count(parsed.EscapedPath(), "/") != 2 {
			t.Errorf("%q gives %q", value, paths.CandidatePage(value))
		}
	}
}

func TestPatternsHoldPlaceholders(t *testing.T) {
	t.Parallel()
	for got, want := range map[string]string{
		paths.ID(paths.Interview):                        "/interviews/:id",
		paths.ID(paths.NewInterview):                     "/candidates/:id/interviews/new",
		paths.Named(paths.CandidateReply, "token"):       "/c/:token/reply",
		paths.Named(paths.MyIntegration, "provider"):     "/me/integrations/:provider",
		paths.NamedID(paths.MyAccountChoice, "provider"): "/me/integrations/:provider/accounts/:id/choice",
		paths.Step("it"):                                 "/settings/integrations/videoconferencing/:provider/it",
		paths.Named(paths.ConferencingReturn, "visit"):   "/returns/conferencing/:visit",
	} {
		if got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}

func TestQueryLeavesOutWhatIsEmpty(t *testing.T) {
	t.Parallel()
	got := []string{
		paths.With("/positions", url.Values{"q": {"light & shade"}, "after": {""}}),
		paths.With("/positions", url.Values{"q": {""}}),
		paths.With("/positions", nil),
	}
	want := []string{"/positions?q=light+%26+shade", "/positions", "/positions"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
