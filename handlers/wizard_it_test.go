package handlers_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"entrevue/handlers/handlerstest"
	"entrevue/models"
	"entrevue/views/paths"
)

var itLink = regexp.MustCompile(`https?://\S+/it/\S+`)

// askedIT is the Zoom wizard after the page was sent to IT in French, and the address in the mail.
func askedIT(t *testing.T) (*handlerstest.World, *handlerstest.Browser, string) {
	t.Helper()
	w, b := settingUp(t, models.SystemGraph)
	b.Visit(paths.WizardStep("zoom", "it"))
	b.Fill("Email address of IT", "it@lumen.example").Choose("Language of the mail", "fr")
	b.Press("Send to IT")
	b.See("The page was sent to it@lumen.example", "IT’s turn.", "It has not been opened yet", "Remind IT")
	w.Settle()
	letters := w.Letters("it@lumen.example")
	if len(letters) != 1 || !strings.Contains(letters[0].Subject, "merci d’autoriser Cronofy dans Zoom") {
		t.Fatalf("mails to IT: %+v", letters)
	}
	return w, b, itLink.FindString(letters[0].Text)
}

func TestITConfirmsOnItsOwnPageInBothLanguages(t *testing.T) {
	t.Parallel()
	w, b, link := askedIT(t)
	it := w.Browser(t).Speaking("fr")
	it.Visit(link)
	it.See("Autoriser Cronofy dans Zoom", "Zoom App Marketplace", "tous les utilisateurs de ce compte Zoom")
	it.DoNotSee("Helen", "Camille")
	if it.Page.Header.Get("Referrer-Policy") != "no-referrer" {
		t.Error("the address of the page is told to others")
	}
	it.Speaking("en").Press("English")
	it.See("Allow Cronofy in Zoom", "All users on this Zoom account")
	b.Visit(paths.WizardStep("zoom", "it"))
	b.See("It was opened on")
	it.Press("Done")
	it.Expect(http.StatusUnprocessableEntity)
	it.Fill("Who installed it", "Ravi Bose").Fill("When", "2026-12-24").Press("Done")
	it.Expect(http.StatusUnprocessableEntity)
	it.Fill("When", "2026-11-29").Press("Done")
	it.See("Thank you, that is all", "Ravi Bose installed the app on 29 Nov 2026")
	b.Visit(paths.WizardStep("zoom", "it"))
	b.See("Confirmed.", "Ravi Bose installed the app on 29 Nov 2026 and confirmed it on the page for IT")
	b.Visit("/settings/activity")
	b.See("Ravi Bose Confirmed that Ravi Bose installed the Cronofy app in Zoom")
}

func TestAdministratorWhoAskedITIsToldOnceThatITHasConfirmed(t *testing.T) {
	t.Parallel()
	w, _, link := askedIT(t)
	before := len(w.Letters("helen.ward@lumen.example"))
	it := w.Browser(t)
	it.Visit(link)
	it.Press("English")
	it.Fill("Who installed it", "Ravi Bose").Press("Done")
	it.Post(link+"/confirmation", url.Values{"name": {"Ravi"}, "on": {"2026-11-28"}})
	w.Settle()
	letters := w.Letters("helen.ward@lumen.example")[before:]
	if len(letters) != 1 || letters[0].Subject != "IT has allowed Cronofy in Zoom" ||
		!strings.Contains(letters[0].Text, "Ravi Bose installed the app") || !strings.Contains(letters[0].Text, paths.Wizard("zoom")) {
		t.Errorf("mails to the administrator: %+v", letters)
	}
}

func TestAdministratorConfirmsForIT(t *testing.T) {
	t.Parallel()
	_, b := settingUp(t, models.SystemGraph)
	b.Visit(paths.WizardStep("zoom", "it"))
	b.Press("Confirm for IT")
	b.Expect(http.StatusUnprocessableEntity)
	b.Fill("Who installed it", "Ravi Bose").Press("Confirm for IT")
	b.At(paths.WizardStep("zoom", "it"))
	b.See("Helen Ward confirmed it for IT")
	if got := rail(b)["IT installs the app"]; got != "ready" {
		t.Errorf("after the confirmation the step is %q", got)
	}
	b.Follow("Continue")
	b.See("Tell the employees")
}

// FAIL39: programs that open the links of mails, and pages that were left, change nothing.
func TestScannerOfMailsConfirmsNothing(t *testing.T) {
	t.Parallel()
	w, b, link := askedIT(t)
	scanner := w.Browser(t)
	for range 3 {
		scanner.Visit(link)
		for _, method := range []string{http.MethodHead, http.MethodGet, http.MethodPut, http.MethodDelete} {
			if status := scanner.Send(method, link+"/confirmation"); status != http.StatusMethodNotAllowed {
				t.Errorf("%s: %d", method, status)
			}
		}
	}
	b.Visit(paths.WizardStep("zoom", "it"))
	if got := rail(b)["IT installs the app"]; got != "current" && got != "todo" {
		t.Errorf("after a scanner the step is %q", got)
	}
	b.DoNotSee("Confirmed.")
}

func TestLinkOfITThatIsReplacedRevokedGuessedOrTooOldOpensNothing(t *testing.T) {
	t.Parallel()
	w, b, first := askedIT(t)
	it := w.Browser(t)
	b.Visit(paths.WizardStep("zoom", "it"))
	b.Press("Replace the link")
	second := b.Page.Doc.Find(".secret code").Text()
	if second == first || second == "" {
		t.Fatalf("the link was replaced by %q", second)
	}
	it.Visit(first)
	it.Expect(http.StatusNotFound)
	it.Visit(second)
	it.Expect(http.StatusOK)
	w.Advance(31 * 24 * time.Hour)
	it.Visit(second)
	it.Expect(http.StatusGone)
	it.Post(second+"/confirmation", url.Values{"name": {"Ravi"}, "on": {"2026-11-30"}})
	it.Expect(http.StatusGone)
	it.Visit(paths.ITPage("guessed"))
	it.Expect(http.StatusNotFound)
	it.Post(paths.ITConfirmation("guessed"), url.Values{"name": {"Ravi"}, "on": {"2026-11-30"}})
	it.Expect(http.StatusNotFound)
}

func TestRevokedLinkOfITOpensNothing(t *testing.T) {
	t.Parallel()
	w, b, link := askedIT(t)
	b.Visit(paths.WizardStep("zoom", "it"))
	b.Press("Revoke the link")
	b.See("Make a link")
	it := w.Browser(t)
	it.Visit(link)
	it.Expect(http.StatusNotFound)
	b.Press("Make a link")
	b.See("It can be opened until")
}

func TestHostSentToAnAdministratorOpensTheStepAgain(t *testing.T) { // FAIL12
	t.Parallel()
	w, b, link := askedIT(t)
	it := w.Browser(t)
	it.Visit(link)
	it.Press("English")
	it.Fill("Who installed it", "Ravi Bose").Fill("When", "2026-11-29").Press("Done")
	w.Turn("verification_mail", "not_asked")
	w.Turn("zoom_app", "not_approved")
	camille, err := w.App.Reads().EmployeeByEmail(t.Context(), "camille.perrin@lumen.example")
	if err != nil {
		t.Fatal(err)
	}
	host := signedIn(t, w, camille).Speaking("en")
	host.Visit(paths.MyIntegration("zoom"))
	host.Press("Connecter les entretiens avec Cronofy")
	host.Press("Go back")
	host.Post(paths.MyIntegrationRefusal("zoom"), url.Values{"seen": {"administrator"}})
	b.Visit(paths.WizardStep("zoom", "it"))
	b.See("This step is open again", "Zoom sent Camille Perrin to an administrator on 30 Nov 2026")
	if got := rail(b)["IT installs the app"]; got != "failing" {
		t.Errorf("the step is %q", got)
	}
	it.Visit(link)
	it.See("Please check once more", "asked an employee for an administrator")
	it.DoNotSee("Camille")
	b.Press("Remind IT")
	w.Settle()
	if letters := w.Letters("it@lumen.example"); len(letters) != 2 || !strings.Contains(letters[0].Text, "vérifier encore une fois") {
		t.Errorf("mails to IT: %d", len(letters))
	}
}

func TestLeavingAndResumingKeepsWhatWasTyped(t *testing.T) {
	t.Parallel()
	w, b := settingUp(t, models.SystemGraph)
	b.Visit(paths.WizardStep("zoom", "it"))
	b.Fill("Email address of IT", "it@lumen").Choose("Language of the mail", "fr")
	b.Press("Save and leave")
	b.At(paths.Videoconferencing())
	b.See("Zoom Set-up begun")
	b.Visit(paths.Wizard("zoom"))
	b.At(paths.WizardStep("zoom", "it"))
	if got := b.Value("Email address of IT") + b.Value("Language of the mail"); got != "it@lumenfr" {
		t.Errorf("kept %q", got)
	}
	b.Press("Send to IT")
	b.Expect(http.StatusUnprocessableEntity)
	w.Settle()
	if letters := w.Letters("it@lumen"); len(letters) != 0 {
		t.Errorf("%d mails", len(letters))
	}
}

func TestPageForITIsSentOnceForOneShowingOfTheForm(t *testing.T) {
	t.Parallel()
	w, b := settingUp(t, models.SystemGraph)
	b.Visit(paths.WizardStep("zoom", "it"))
	var form handlerstest.Form
	for _, f := range b.Forms() {
		if f.Action == paths.WizardITRequest("zoom") {
			form = f
		}
	}
	form.Values.Set("mail", "it@lumen.example")
	b.Submit(form, form.Values)
	b.Submit(form, form.Values)
	w.Settle()
	if letters := w.Letters("it@lumen.example"); len(letters) != 1 {
		t.Errorf("%d mails", len(letters))
	}
	for _, path := range []string{paths.WizardITRequest("ms-teams"), paths.WizardITLink("goto-meeting"), paths.WizardITConfirmation("google-meet")} {
		b.Post(path, url.Values{"mail": {"it@lumen.example"}, "language": {"en"}, "name": {"Ravi"}, "on": {"2026-11-29"}})
		b.Expect(http.StatusNotFound)
	}
}

// The eleventh mail of a day is refused, and what was typed for it stands there as it was sent.
func TestPageForITIsSentTenTimesADayAndKeepsTheAddressTypedForAnother(t *testing.T) { // ATT43
	t.Parallel()
	w, b := settingUp(t, models.SystemGraph)
	page := paths.WizardStep("zoom", "it")
	for n := range 12 {
		b.Visit(page)
		b.Fill("Email address of IT", "it"+strconv.Itoa(n)+"@lumen.example").Choose("Language of the mail", "fr")
		b.Press(map[bool]string{true: "Send to IT", false: "Remind IT"}[n == 0])
		if n < 10 {
			b.Expect(http.StatusOK)
			continue
		}
		b.Expect(http.StatusTooManyRequests)
		b.See("Too many tries. You can try again in 24 h.", "Sign in to the Zoom App Marketplace")
		if got := b.Value("Email address of IT") + b.Value("Language of the mail"); got != "it"+strconv.Itoa(n)+"@lumen.examplefr" {
			t.Errorf("typed for mail %d: %q", n+1, got)
		}
		if b.Page.Header.Get("Retry-After") != "86400" {
			t.Errorf("try again after %q", b.Page.Header.Get("Retry-After"))
		}
	}
	w.Settle()
	if got := len(w.Letters("it9@lumen.example")) + len(w.Letters("it10@lumen.example")); got != 1 {
		t.Errorf("%d of the last two mails were sent", got)
	}
	w.Advance(24 * time.Hour)
	b = signedIn(t, w, models.Employee{Email: "helen.ward@lumen.example"}).Speaking("en")
	b.Visit(page)
	b.Press("Remind IT")
	b.See("The page was sent to it9@lumen.example")
}

// What is said about opening the page is about the mail that was sent last.
func TestOpeningOfThePageForITIsTheOneAfterTheLastMail(t *testing.T) {
	t.Parallel()
	w, b, link := askedIT(t)
	w.Advance(time.Hour)
	it := w.Browser(t)
	it.Visit(link)
	w.Advance(time.Hour)
	b.Visit(paths.WizardStep("zoom", "it"))
	b.See("You sent the page to it@lumen.example on 30 Nov 2026, 09:00", "It was opened on 30 Nov 2026, 10:00")
	b.Press("Remind IT")
	b.See("on 30 Nov 2026, 11:00", "It has not been opened since. Its link had been opened before, on 30 Nov 2026, 10:00, by somebody or by a mail filter.")
	w.Advance(time.Hour)
	it.Visit(link)
	b.Visit(paths.WizardStep("zoom", "it"))
	b.See("It was opened on 30 Nov 2026, 12:00")
	b.DoNotSee("before")
}

// When IT is done, its page asks for nothing more, and the step offers no mail.
func TestPagesAfterITIsDoneAskForNothingMore(t *testing.T) {
	t.Parallel()
	w, b, link := askedIT(t)
	it := w.Browser(t).Speaking("en")
	it.Visit(link)
	it.Press("English")
	it.See("and press Done")
	confirmed(it, link, itDone)
	it.See("Thank you, that is all.", "employees can connect their accounts now", "What was done")
	it.DoNotSee("press Done", "What to do", "once you have installed")
	b.Visit(paths.WizardStep("zoom", "it"))
	b.Press("Revoke the link")
	b.See("Confirmed.")
	b.DoNotSee("Sending the page by mail", "What IT will be asked to do", "Press Done", "Make a link", "Send to IT")
}

// Whoever presses again and again reaches the same address three times a day.
func TestITIsRemindedThreeTimesADay(t *testing.T) { // ATT43
	t.Parallel()
	w, b, _ := askedIT(t)
	for n := range 5 {
		b.Visit(paths.WizardStep("zoom", "it"))
		b.Press("Remind IT")
		if n >= 2 {
			b.Expect(http.StatusTooManyRequests)
			b.See("Too many tries.")
		}
	}
	w.Settle()
	if got := len(w.Letters("it@lumen.example")); got != 3 {
		t.Errorf("IT got %d mails, want 3", got)
	}
	b.Visit(paths.WizardStep("zoom", "it"))
	b.Fill("Email address of IT", "other@lumen.example").Press("Remind IT")
	b.Expect(http.StatusOK)
}

// What somebody behind the link has said can be taken back: then it is IT's step again.
func TestAdministratorTakesBackAConfirmationThatIsNotTrue(t *testing.T) {
	t.Parallel()
	w, b, link := askedIT(t)
	it := w.Browser(t)
	it.Visit(link)
	it.Fill("Installée par", "Mallory").Fill("Date", "2026-11-29").Press("Terminé")
	b.Visit(paths.WizardStep("zoom", "it"))
	b.See("Mallory installed the app on 29 Nov 2026")
	b.Press("That is not so")
	b.At(paths.WizardStep("zoom", "it"))
	b.See("The step is open again.", "Has IT told you it is done?")
	if got := rail(b)["IT installs the app"]; got != "todo" {
		t.Errorf("the step is %q", got)
	}
	b.Visit("/settings/activity")
	b.See("Took back that the Cronofy app is installed in Zoom")
	b.Post(w.URL+paths.WizardITConfirmationDeletion("zoom"), nil) // once more changes nothing
	b.Expect(http.StatusOK)
	b.Visit("/settings/activity")
	if got := b.Page.Doc.Find("td:contains('Took back that')").Length(); got != 1 {
		t.Errorf("taken back %d times", got)
	}
}
