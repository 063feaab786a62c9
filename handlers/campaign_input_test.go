package handlers_test

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"entrevue/handlers/handlerstest"
	"entrevue/models"
	"entrevue/models/jobs"
	"entrevue/models/staffing"
	"entrevue/views/paths"
)

// inert fails when a document carries something that runs or loads.
func inert(t *testing.T, what string, doc *goquery.Document) {
	t.Helper()
	if found := doc.Find("script:not([src]), img, iframe, svg[onload], [onerror], [onload], [hx-on], a[href^=javascript], form[action*=evil], base"); found.Length() > 0 {
		t.Errorf("%s carries %s", what, goquery.NodeName(found.First()))
	}
}

// What administrators write at the beginning of the mail is text: in the form, in the previews, in
// the mail, and never a line of its head.
func TestIntroductionOfTheCampaignIsInertEverywhere(t *testing.T) { // ATT19, ATT20
	t.Parallel()
	w, helen, people := needing(t, models.SystemGraph, models.GoToMeeting)
	evil := `"><script>alert(1)</script><img src=x onerror=alert(2)>'{{.}}</textarea><base href=//evil.example>` +
		"\r\n.\r\nBcc: x@evil.example\r\nSubject: evil\r\n\r\n=?utf-8?q?evil?= javascript:alert(3) %0d%0aBcc:y"
	helen.Visit(paths.Campaign())
	form := helen.Forms()[0]
	helen.Submit(form, url.Values{"introduction_en": {evil}, "introduction_fr": {evil}})
	helen.See("The introduction is saved.")
	for _, page := range []string{paths.Campaign(), paths.WizardStep("goto-meeting", "campaign"), paths.CampaignSending(), paths.Activity()} {
		helen.Visit(page)
		helen.Expect(http.StatusOK)
		inert(t, page, helen.Page.Doc)
	}
	helen.Visit(paths.Campaign())
	if got := helen.Value("Introduction in English"); strings.ReplaceAll(got, "\n", "\r\n") != evil {
		t.Errorf("the form holds %q", got)
	}
	sendCampaign(w, helen)
	for _, key := range []string{"JW", "CP"} {
		letter := w.Letters(people[key].Email)[0]
		html, err := goquery.NewDocumentFromReader(strings.NewReader(letter.HTML))
		if err != nil {
			t.Fatal(err)
		}
		inert(t, "the mail to "+people[key].Name, html)
		if len(letter.Headers["Subject"]) != 1 || len(letter.Headers["To"]) != 1 || len(letter.Headers["Bcc"]) != 0 || strings.Contains(letter.Subject, "evil") {
			t.Errorf("the head of the mail became %v", letter.Headers)
		}
		if flat := strings.Join(strings.Fields(letter.Text), " "); !strings.Contains(flat, "<script>alert(1)</script>") || !strings.Contains(flat, "x@evil.example") ||
			!strings.Contains(letter.Text, w.URL+paths.MyIntegration("goto-meeting")) {
			t.Errorf("the mail says:\n%s", letter.Text)
		}
	}
	for _, nobody := range []string{"x@evil.example", "y"} {
		if got := w.Letters(nobody); len(got) != 0 {
			t.Errorf("%s got %d mails", nobody, len(got))
		}
	}
}

// A text that cannot be taken stands in its form again, however long it is.
func TestIntroductionThatIsNotTakenIsKeptAndSaysWhy(t *testing.T) { // ATT35
	t.Parallel()
	_, helen, _ := needing(t, models.SystemGraph, models.GoToMeeting)
	for name, text := range map[string]string{"1 MB": strings.Repeat("a ", 1<<19), "1 MB of French": strings.Repeat("é", 1<<19), "4,097 characters": strings.Repeat("é", 4097),
		"a turned line": "Friday \u202eyadirF", "a turned word": "\u2066Friday\u2069"} {
		helen.Visit(paths.Campaign())
		helen.Submit(helen.Forms()[0], url.Values{"introduction_en": {text}, "introduction_fr": {"Vendredi."}})
		helen.Expect(http.StatusUnprocessableEntity)
		if helen.Problem("Introduction in English") == "" || helen.Value("Introduction in English") != text || helen.Value("Introduction in French") != "Vendredi." {
			t.Errorf("%s: problem %q, %d bytes kept", name, helen.Problem("Introduction in English"), len(helen.Value("Introduction in English")))
		}
	}
	for name, text := range map[string]string{"NUL": "a\x00b", "no UTF-8": "\xff\xfe"} {
		helen.Submit(helen.Forms()[0], url.Values{"introduction_en": {text}, "introduction_fr": {"Vendredi."}})
		helen.Expect(http.StatusUnprocessableEntity)
		if helen.Problem("Introduction in English") == "" || helen.Value("Introduction in French") != "Vendredi." {
			t.Errorf("%s: problem %q", name, helen.Problem("Introduction in English"))
		}
	}
	helen.Submit(helen.Forms()[0], url.Values{"introduction_en": {strings.Repeat("a", 4<<20)}})
	helen.Expect(http.StatusRequestEntityTooLarge) // ATT9
	helen.See("This is too large", "Nothing was saved")
}

// Whoever has left, hosts no more or has connected since the page was opened gets no mail, and a sending
// that is repeated after its process was killed writes to nobody twice.
func TestCampaignLeavesOutThoseWhoLeftMeanwhile(t *testing.T) { // ATT27
	t.Parallel()
	w, helen, people := needing(t, models.SystemGraph, models.GoToMeeting)
	jonas, oliver, ines, hugo := people["JW"], people["OG"], people["IF"], people["HR"]
	helen.Visit(paths.CampaignSending())
	form := helen.Forms()[0]
	consented(w, signedIn(t, w, ines), "goto-meeting", "Allow as "+ines.Email)
	helen.Visit(paths.Employee(jonas.ID) + "/deactivation")
	helen.Press("Deactivate")
	stopHosting(helen, oliver)
	helen.Submit(form, form.Values)
	w.Settle()
	for range 2 {
		if err := w.App.Registrar.SendSome(t.Context(), jobs.SendCampaign{CampaignID: 1}); err != nil {
			t.Error(err)
		}
		w.Settle()
	}
	for person, want := range map[models.Employee]int{jonas: 0, oliver: 0, ines: 0, hugo: 1} {
		if got := len(about(w, person.Email, "Please connect")) + len(about(w, person.Email, "Merci de connecter")); got != want {
			t.Errorf("%s got %d instructions, want %d", person.Name, got, want)
		}
	}
	helen.Post(paths.ReadinessReminder(), url.Values{"host": {strconv.FormatInt(jonas.ID, 10)}, "provider": {"goto_meeting"}})
	w.Settle()
	if got := len(about(w, jonas.Email, "Reminder")); got != 0 {
		t.Errorf("Jonas, who has left, got %d reminders", got)
	}
}

func TestThousandRemindersReachTheHostOnce(t *testing.T) { // ATT43
	t.Parallel()
	w, helen, people := needing(t, models.SystemGraph, models.GoToMeeting)
	wish := url.Values{"host": {strconv.FormatInt(people["JW"].ID, 10)}, "provider": {"goto_meeting"}}
	press := func(b *handlerstest.Browser) int {
		return b.HTMX("reminder").Post(paths.ReadinessReminder(), wish).Status
	}
	for n := range 1000 {
		if status := press(helen); status >= http.StatusBadRequest {
			t.Fatalf("press %d: %d", n, status)
		}
	}
	w.Settle()
	if got := len(about(w, people["JW"].Email, "Reminder")); got != 1 {
		t.Errorf("Jonas got %d reminders", got)
	}
	helen.Visit(paths.Readiness())
	if got := strings.Count(helen.Text(), "was reminded often enough"); got != 1 {
		t.Errorf("Helen is told %d times that it was often enough", got)
	}
}

// Several administrators may press at once: everybody is written to once, and never more than three times
// a day by those who write to all again.
func TestCampaignSentByManyAtOnceReachesEachHostOnce(t *testing.T) { // ATT33, ATT43
	t.Parallel()
	w, _, people := needing(t, models.SystemGraph, models.GoToMeeting)
	by, pressed := people["HW"].Actor(), make(chan error)
	press := func(everybody bool) {
		newest, _, err := w.App.Reads().NewestCampaign(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		for n := range 16 {
			go func() {
				_, err := w.App.Registrar.SendCampaign(t.Context(), by, staffing.Sending{RequestID: fmt.Sprintf("1.%d %d", newest.ID, n),
					Everybody: everybody, Newest: newest.ID})
				pressed <- err
			}()
		}
		for range 16 {
			var invalid *models.Invalid
			var limited *models.Limited
			var conflict *models.Conflict
			if err := <-pressed; err != nil && !errors.As(err, &invalid) && !errors.As(err, &limited) && !errors.As(err, &conflict) {
				t.Error(err)
			}
		}
		w.Settle()
	}
	press(false)
	if got := len(about(w, people["JW"].Email, "Please connect")); got != 1 {
		t.Errorf("Jonas got %d instructions, want 1", got)
	}
	for _, want := range []int{2, 3, 3, 3} { // nobody gets more than three a day
		press(true)
		if got := len(about(w, people["JW"].Email, "Please connect")); got != want {
			t.Errorf("Jonas got %d instructions, want %d", got, want)
		}
	}
}
