package handlers_test

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"

	"entrevue/handlers/handlerstest"
	"entrevue/models"
	"entrevue/models/staffing"
	"entrevue/views/paths"
)

// needing is the demo company in front of Helen, who has begun to set these providers up.
func needing(t *testing.T, system models.CalendarSystem, providers ...models.Provider) (*handlerstest.World, *handlerstest.Browser, map[string]models.Employee) {
	t.Helper()
	w := handlerstest.New(t)
	people := w.Company(system)
	helen := signedIn(t, w, people["HW"]).Speaking("en")
	for _, provider := range providers {
		helen.Visit(paths.Wizard(provider.Slug()))
		helen.Press("Begin now")
	}
	w.Settle()
	return w, helen, people
}

// about are the mails to somebody that begin with a subject.
func about(w *handlerstest.World, address, subject string) (letters []handlerstest.Letter) {
	for _, letter := range w.Letters(address) {
		if strings.HasPrefix(strings.ReplaceAll(letter.Subject, "\u00a0", " "), subject) {
			letters = append(letters, letter)
		}
	}
	return letters
}

func sendCampaign(w *handlerstest.World, helen *handlerstest.Browser) {
	helen.Visit(paths.Campaign())
	helen.Follow("Write to")
	helen.Press("Write to")
	w.Settle()
}

func TestCampaignGoesToExactlyThoseWhoMustActEachInTheirLanguage(t *testing.T) {
	t.Parallel()
	w, helen, people := needing(t, models.SystemGraph, models.GoToMeeting, models.MSTeams)
	sendCampaign(w, helen)
	helen.Visit(paths.Campaign())
	helen.See("GoTo Meeting: Accepted by the mail server")
	asked := map[string]string{"HW": "Please connect GoTo Meeting", "OG": "Please connect GoTo Meeting", "JW": "Please connect GoTo Meeting",
		"SM": "Merci de connecter GoTo Meeting", "CP": "Merci de connecter GoTo Meeting", "HR": "Merci de connecter GoTo Meeting",
		"IF": "Merci de connecter GoTo Meeting"}
	for key, person := range people {
		subject, wanted := asked[key]
		if got := len(about(w, person.Email, subject)); wanted && got != 1 {
			t.Errorf("%s got %d instructions, want 1", person.Name, got)
		}
		if !wanted && len(about(w, person.Email, "Please connect"))+len(about(w, person.Email, "Merci de connecter")) > 0 {
			t.Errorf("%s got instructions, and has nothing to do", person.Name)
		}
	}
	letter := about(w, people["JW"].Email, "Please connect")[0]
	if !strings.Contains(letter.Text, w.URL+paths.MyIntegration("goto-meeting")) || strings.Contains(letter.Text, "Zoom") || strings.Contains(letter.Text, "Teams") {
		t.Errorf("the instructions are about other things:\n%s", letter.Text)
	}
}

func TestCampaignSentTwiceByOneFormLeavesOnce(t *testing.T) {
	t.Parallel()
	w, helen, people := needing(t, models.SystemGraph, models.GoToMeeting)
	helen.Visit(paths.CampaignSending())
	form := helen.Forms()[0]
	helen.Submit(form, form.Values)
	helen.Submit(form, form.Values)
	w.Settle()
	if got := len(about(w, people["JW"].Email, "Please connect")); got != 1 {
		t.Errorf("Jonas got %d instructions", got)
	}
	helen.Visit(paths.Campaign())
	helen.See("Everybody was written to", "Write to them again")
	sendCampaign(w, helen)
	if got := len(about(w, people["JW"].Email, "Please connect")); got != 2 {
		t.Errorf("Jonas got %d instructions after the second sending", got)
	}
}

// Going back after a sending and pressing again, or pressing in a second window, writes to nobody: what
// the page said is no longer true.
func TestCampaignAskedBeforeTheNewestSendingIsRefused(t *testing.T) {
	t.Parallel()
	w, helen, people := needing(t, models.SystemGraph, models.GoToMeeting)
	sendCampaign(w, helen)
	helen.Visit(paths.CampaignSending())
	helen.See("Sent to 7 people today", "Write to 7 people once more?", "All of them have this message already")
	form := helen.Forms()[0]
	sendCampaign(w, helen)
	helen.Submit(form, form.Values)
	helen.Expect(http.StatusConflict)
	helen.See("Nothing was sent", "Sent to 7 people today", "Write to 7 people once more?")
	w.Settle()
	if got := len(about(w, people["JW"].Email, "Please connect")); got != 2 {
		t.Errorf("Jonas got %d instructions, want the two that were asked for", got)
	}
	helen.Press("Write to 7 people again")
	w.Settle()
	if got := len(about(w, people["JW"].Email, "Please connect")); got != 3 {
		t.Errorf("Jonas got %d instructions, want a third from the page that knew of the second", got)
	}
}

func TestCampaignSaysAtOnceWhoIsBeingWrittenToAndFollowsByItself(t *testing.T) {
	t.Parallel()
	w, helen, _ := needing(t, models.SystemGraph, models.GoToMeeting)
	w.CloseMailServer()
	step := paths.WizardStep("goto-meeting", "campaign")
	helen.Visit(step)
	helen.Follow("Write to 7 people")
	helen.Press("Write to 7 people")
	helen.At(step)
	helen.See("7 hosts are being written to.", "GoTo Meeting: Being sent")
	helen.DoNotSee("not been written to yet", "not told yet", "GoTo Meeting: To be sent")
	if helen.Offers("Write to them again") || helen.Offers("Write to 7 people") {
		t.Error("the message can be sent once more while it is being sent")
	}
	if polled(helen.Page.Doc) == 0 || refreshes(helen) {
		t.Errorf("the step does not follow by itself, or loads itself again although there is something to type in")
	}
	helen.Follow("Watch the progress")
	helen.At(paths.CampaignProgress())
	helen.See("7 hosts are being written to.", "GoTo Meeting: Being sent")
	if !refreshes(helen) || helen.Page.Doc.Find("main input, main textarea").Length() > 0 {
		t.Error("the page of the progress does not load itself again, or has something to type in")
	}
	helen.Follow("Instructions to employees")
	helen.At(step)
	helen.HTMX("campaign-progress").Visit(paths.CampaignProgress())
	if helen.See("7 hosts are being written to."); polled(helen.Page.Doc) == 0 {
		t.Error("the poll ends before the mails have left")
	}
}

func TestCampaignThatHasLeftIsAskedForNoMore(t *testing.T) {
	t.Parallel()
	w, helen, _ := needing(t, models.SystemGraph, models.GoToMeeting)
	sendCampaign(w, helen)
	helen.Visit(paths.CampaignProgress())
	helen.See("Everybody was written to.")
	if refreshes(helen) {
		t.Error("the page of the progress goes on loading itself")
	}
	helen.HTMX("campaign-progress").Visit(paths.CampaignProgress() + "?provider=goto_meeting")
	helen.See("Everybody was written to.", "GoTo Meeting: Accepted by the mail server", "Tell the employees")
	if polled(helen.Page.Doc) > 0 {
		t.Error("the poll goes on although every mail has left")
	}
}

// polled counts the parts of a page that ask for themselves.
func polled(page *goquery.Document) int { return page.Find("[hx-trigger^=every]").Length() }

func TestCampaignReachesNobodyMoreThanThreeTimesADay(t *testing.T) { // ATT43
	t.Parallel()
	w, helen, people := needing(t, models.SystemGraph, models.GoToMeeting)
	sendCampaign(w, helen)
	for n := range 6 {
		helen.Visit(paths.CampaignSending())
		form := helen.Forms()[0]
		form.Values.Set("everybody", "true")
		helen.Submit(form, form.Values)
		if n >= 2 {
			helen.Expect(http.StatusTooManyRequests)
		}
	}
	helen.See("Nothing was changed", "24 h")
	w.Settle()
	if got := len(about(w, people["JW"].Email, "Please connect")); got != 3 {
		t.Errorf("Jonas got %d instructions, want 3", got)
	}
	w.Advance(25 * time.Hour)
	helen = signedIn(t, w, people["HW"]).Speaking("en")
	sendCampaign(w, helen)
	if got := len(about(w, people["JW"].Email, "Please connect")); got != 4 {
		t.Errorf("Jonas got %d instructions the day after, want 4", got)
	}
}

func TestCampaignDoesNotAskForZoomBeforeITHasActed(t *testing.T) {
	t.Parallel()
	w, helen, people := needing(t, models.SystemGraph, models.Zoom)
	helen.Visit(paths.Campaign())
	helen.See("Nobody has to act", "IT has to let the Cronofy app into Zoom first")
	helen.Visit(paths.CampaignSending())
	helen.At(paths.Campaign())
	helen.Post(paths.CampaignSending(), url.Values{"request_id": {"1.x"}, "everybody": {"true"}})
	helen.Expect(http.StatusUnprocessableEntity)
	helen.See("nobody left to write to")
	w.Settle()
	if got := w.Letters(people["JW"].Email); len(about(w, people["JW"].Email, "Please")) != 0 {
		t.Errorf("Jonas was asked: %v", got[0].Subject)
	}
}

func TestCampaignWithoutWizardsSaysWhatComesFirst(t *testing.T) {
	t.Parallel()
	_, helen, _ := needing(t, models.SystemGraph)
	helen.Visit(paths.Campaign())
	helen.See("No provider is being set up yet", "Open videoconferencing")
}

// A set-up goes on where it was when the message has left.
func TestCampaignSentFromTheSetUpComesBackToIt(t *testing.T) {
	t.Parallel()
	_, helen, _ := needing(t, models.SystemGraph, models.GoToMeeting)
	step := paths.WizardStep("goto-meeting", "campaign")
	helen.Visit(step)
	helen.Follow("Write to")
	helen.Follow("Not yet")
	helen.At(step)
	helen.Follow("Write to")
	helen.Press("Write to")
	helen.At(step)
	helen.Visit(paths.CampaignSendingFrom("https://elsewhere.example/", ""))
	helen.Follow("Not yet")
	helen.At(paths.Campaign())
}

// The steps, the message, the board and the sending of a set-up count the same people: those who must act
// about that provider.
func TestSetUpCountsOnlyThoseWhoMustActAboutItsProvider(t *testing.T) {
	t.Parallel()
	w, helen, people := needing(t, models.SystemEWS, models.GoToMeeting, models.MSTeams)
	for _, key := range []string{"AB", "PK", "TN"} {
		stopHosting(helen, people[key])
	}
	jonas := signedIn(t, w, people["JW"]).Speaking("en")
	consented(w, jonas, "goto-meeting", "Allow as "+people["JW"].Email)
	helen.Visit(paths.WizardStep("goto-meeting", "campaign"))
	helen.See("6 are not told yet", "6 hosts must act.", "6 have not been written to yet.", "Write to 6 people")
	helen.DoNotSee("Jonas Weber", "Microsoft Teams:")
	helen.Visit(paths.WizardStep("ms-teams", "campaign"))
	helen.See("7 are not told yet", "7 hosts must act.", "Jonas Weber")
	helen.Visit(paths.WizardStep("goto-meeting", "campaign"))
	helen.Follow("Write to 6 people")
	helen.See("Write to 6 people?")
	helen.Press("Write to 6 people")
	helen.At(paths.WizardStep("goto-meeting", "campaign"))
	w.Settle()
	if got := len(about(w, people["JW"].Email, "Please connect")); got != 0 {
		t.Errorf("Jonas got %d instructions about what he has connected", got)
	}
	if got := len(about(w, people["OG"].Email, "Please connect")); got != 1 {
		t.Errorf("Oliver got %d instructions", got)
	}
	helen.Visit(paths.WizardStep("goto-meeting", "campaign"))
	helen.See("Everybody was written to.")
	helen.DoNotSee("not told yet")
	helen.Visit(paths.Campaign())
	helen.See("7 hosts must act.", "One has not been written to yet.", "Write to one person")
}

// A provider that is switched off asks nobody to connect, in its set-up too.
func TestSetUpOfAProviderThatIsSwitchedOffAsksNobody(t *testing.T) {
	t.Parallel()
	_, helen, _ := needing(t, models.SystemGraph, models.GoToMeeting, models.Zoom)
	helen.Visit(paths.ProviderSwitch("goto-meeting"))
	helen.Press("Switch off for recruiters")
	helen.Visit(paths.WizardStep("goto-meeting", "campaign"))
	helen.See("Nobody has to act", "GoTo Meeting is switched off for interviews.")
	helen.Follow("Switch on for recruiters")
	helen.At(paths.ProviderSwitch("goto-meeting"))
}

func TestCampaignWithoutCalendarSaysThatItComesFirst(t *testing.T) {
	t.Parallel()
	w := handlerstest.New(t)
	people := w.Staff(models.SystemGraph)
	helen := signedIn(t, w, people["HW"]).Speaking("en")
	helen.Visit(paths.Wizard("goto-meeting"))
	helen.Press("Begin now")
	helen.Visit(paths.Campaign())
	helen.See("Needs the company calendar")
	helen.DoNotSee("Nobody has to act")
	helen.Follow("Connect the calendar")
	helen.At(paths.CalendarIntegration())
}

func TestReadinessBoardWithoutCalendarSaysItOnce(t *testing.T) {
	t.Parallel()
	w := handlerstest.New(t)
	people := w.Staff(models.SystemGraph)
	helen := signedIn(t, w, people["HW"]).Speaking("en")
	helen.Visit(paths.Readiness())
	if got := strings.Count(helen.Text(), "Needs the company calendar"); got != 1 {
		t.Errorf("the board says %d times that the calendar is missing, want once", got)
	}
	helen.Follow("Connect the calendar")
	helen.At(paths.CalendarIntegration())
}

func TestIntroductionOfTheCampaignIsKeptAndSent(t *testing.T) {
	t.Parallel()
	w, helen, people := needing(t, models.SystemGraph, models.GoToMeeting)
	helen.Visit(paths.Campaign())
	helen.Fill("Introduction in English", strings.Repeat("long ", 300)).Press("Save the introduction")
	helen.Expect(http.StatusUnprocessableEntity)
	helen.Fill("Introduction in English", "Friday is the day.").Press("Save the introduction")
	helen.See("The introduction is saved.", "Friday is the day.")
	sendCampaign(w, helen)
	if text := about(w, people["JW"].Email, "Please connect")[0].Text; !strings.Contains(text, "Friday is the day.") {
		t.Errorf("Jonas reads:\n%s", text)
	}
	if text := about(w, people["CP"].Email, "Merci de connecter")[0].Text; strings.Contains(text, "Friday") {
		t.Errorf("Camille reads English:\n%s", text)
	}
}

func TestCampaignFollowsItsRecipients(t *testing.T) {
	t.Parallel()
	w, helen, people := needing(t, models.SystemGraph, models.GoToMeeting)
	sendCampaign(w, helen)
	w.Turn("verification_mail", "not_asked")
	jonas := signedIn(t, w, people["JW"]).Speaking("en")
	jonas.Visit(paths.MyIntegration("goto-meeting"))
	jonas.Press(connect)
	w.Settle()
	helen.Visit(paths.Campaign())
	helen.See("GoTo Meeting: Started")
	jonas.Press("Allow as " + people["JW"].Email)
	w.Settle()
	helen.Visit(paths.Campaign())
	helen.See("GoTo Meeting: Connected")
	helen.DoNotSee("GoTo Meeting: Started")
	oliver := signedIn(t, w, people["OG"]).Speaking("en")
	oliver.Visit(paths.MyIntegration("goto-meeting"))
	oliver.Press(connect)
	oliver.Press("Cancel")
	w.Settle()
	helen.Visit(paths.Campaign())
	helen.See("GoTo Meeting: Came back without a connection")
}

func TestReadinessBoardTellsWhatTheTableTells(t *testing.T) {
	t.Parallel()
	_, helen, people := needing(t, models.SystemGraph, models.GoToMeeting)
	helen.Visit(paths.Readiness())
	helen.See(people["JW"].Name, "Not connected", "Ready", "is not on the company’s domain")
	helen.Fill("Name or address", "jon").Press("Search")
	helen.See("1 person.", people["JW"].Name)
	helen.DoNotSee(people["CP"].Name)
	helen.Visit(paths.Readiness() + "?turn=true")
	helen.See(people["JW"].Name)
	helen.DoNotSee("Amélie Brun", "Piotr Kowal")
	helen.Visit(paths.Readiness() + "?blocking=true")
	helen.See("Nothing found")
	helen.Visit(paths.Readiness() + "?after=zzz")
	helen.Expect(http.StatusNotFound)
}

func TestHostIsRemindedFromTheBoardOnceADay(t *testing.T) { // ATT43
	t.Parallel()
	w, helen, people := needing(t, models.SystemGraph, models.GoToMeeting)
	helen.Visit(paths.Readiness() + "?q=jonas")
	reminder := func() *handlerstest.Page {
		return helen.Post(paths.ReadinessReminder(), url.Values{"host": {strconv.FormatInt(people["JW"].ID, 10)}, "provider": {"goto_meeting"}})
	}
	helen.Press("Send reminder Jonas Weber, GoTo Meeting")
	helen.At(paths.Readiness())
	helen.See("Jonas Weber is reminded of GoTo Meeting.", "Reminded today", "by Helen Ward", "Again possible: tomorrow")
	for range 20 {
		reminder()
	}
	helen.See("was reminded often enough")
	w.Settle()
	letters := about(w, people["JW"].Email, "Reminder")
	if len(letters) != 1 || !strings.Contains(letters[0].Text, w.URL+paths.MyIntegration("goto-meeting")) {
		t.Fatalf("Jonas got %d reminders", len(letters))
	}
	for range 9 {
		w.Advance(24 * time.Hour)
		_, _ = w.App.Registrar.Remind(t.Context(), people["HW"].Actor(), staffing.Wish{HostID: people["JW"].ID, Provider: models.GoToMeeting})
	}
	w.Settle()
	if got := len(about(w, people["JW"].Email, "Reminder")); got != 6 {
		t.Errorf("Jonas got %d reminders in nine days, want 6: three in seven days", got)
	}
}

// A reminder tells the same as the message: whoever got one has been told.
func TestHostWhoWasRemindedIsNotWrittenToOnceMore(t *testing.T) {
	t.Parallel()
	w, helen, people := needing(t, models.SystemGraph, models.GoToMeeting)
	helen.Visit(paths.WizardStep("goto-meeting", "campaign"))
	helen.See("7 have not been written to yet.")
	helen.Visit(paths.Readiness() + "?q=jonas")
	helen.Press("Send reminder Jonas Weber, GoTo Meeting")
	w.Settle()
	helen.Visit(paths.WizardStep("goto-meeting", "campaign"))
	helen.See("7 hosts must act.", "6 have not been written to yet.")
	helen.Follow("Write to 6 people")
	helen.Press("Write to 6 people")
	w.Settle()
	if got := len(about(w, people["JW"].Email, "Please connect")); got != 0 {
		t.Errorf("Jonas got %d messages after the reminder", got)
	}
	helen.Visit(paths.WizardStep("goto-meeting", "campaign"))
	helen.See("Everybody was written to.")
}

// What was typed and not saved is not sent: before it leaves, one reads what does.
func TestIntroductionAsItWasSavedIsShownBeforeItIsSent(t *testing.T) { // ATT19
	t.Parallel()
	_, helen, _ := needing(t, models.SystemGraph, models.GoToMeeting)
	helen.Visit(paths.Campaign())
	helen.Follow("Write to")
	helen.DoNotSee("with your introduction")
	helen.Visit(paths.Campaign())
	helen.Fill("Introduction in French", "Bonjour <b>à</b> toutes et tous").Press("Save the introduction")
	helen.Follow("Write to")
	helen.See("Begins in French with your introduction, as you saved it:", "Bonjour <b>à</b> toutes et tous")
	helen.DoNotSee("Begins in English")
}

func TestHostWhoHasBegunIsRemindedToFinishOnTheSameDay(t *testing.T) {
	t.Parallel()
	w, helen, people := needing(t, models.SystemGraph, models.GoToMeeting)
	remind := func() {
		helen.Visit(paths.Readiness() + "?q=jonas")
		helen.Press("Send reminder Jonas Weber, GoTo Meeting")
		helen.See("Jonas Weber is reminded of GoTo Meeting.")
	}
	remind()
	jonas := signedIn(t, w, people["JW"]).Speaking("en")
	jonas.Visit(paths.MyIntegration("goto-meeting"))
	jonas.Press(connect)
	w.Settle()
	remind()
	helen.See("Again possible: tomorrow")
	w.Settle()
	if got := len(about(w, people["JW"].Email, "Reminder")); got != 2 {
		t.Errorf("Jonas got %d reminders, want one to connect and one to finish", got)
	}
}

// Whoever looks at the board is not asked to remind themselves.
func TestBoardLeadsTheViewerToTheirOwnAccount(t *testing.T) {
	t.Parallel()
	_, helen, people := needing(t, models.SystemGraph, models.GoToMeeting)
	helen.Visit(paths.Readiness() + "?q=helen")
	if helen.Offers("Send reminder Helen Ward, GoTo Meeting") {
		t.Error("Helen is offered to remind herself")
	}
	helen.Follow("Connect " + people["HW"].Name + ", GoTo Meeting")
	helen.At(paths.MyIntegration("goto-meeting"))
}

func TestRemindersStopOnceConnected(t *testing.T) {
	t.Parallel()
	w, helen, people := needing(t, models.SystemGraph, models.GoToMeeting)
	jonas := signedIn(t, w, people["JW"]).Speaking("en")
	consented(w, jonas, "goto-meeting", "Allow as "+people["JW"].Email)
	helen.Visit(paths.Readiness())
	helen.Post(paths.ReadinessReminder(), url.Values{"host": {strconv.FormatInt(people["JW"].ID, 10)}, "provider": {"goto_meeting"}})
	helen.See("Nobody needs to be reminded any more")
	w.Settle()
	if got := about(w, people["JW"].Email, "Reminder"); len(got) != 0 {
		t.Errorf("Jonas was reminded %d times", len(got))
	}
}

func TestStatusPageTellsOfTheCalendar(t *testing.T) {
	t.Parallel()
	_, helen, _ := needing(t, models.SystemGraph)
	helen.Visit(paths.Status())
	helen.See("Company calendar", "Connected: Office 365 (via Graph API), lumen.example.")
	_, helen = founded(t)
	helen.Visit(paths.Status())
	helen.See("Company calendar", "It is not connected.")
}
