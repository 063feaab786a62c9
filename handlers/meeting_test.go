package handlers_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"entrevue/handlers/handlerstest"
	"entrevue/models"
)

// atHerPage is Maya in front of her page, the link ready, and Oliver in front of the interview.
func atHerPage(t *testing.T) (w *handlerstest.World, maya, oliver *handlerstest.Browser) {
	t.Helper()
	w, oliver = recruiting(t)
	addMaya(oliver)
	planned(t, oliver)
	settle(w)
	oliver.Visit(oliver.Page.URL.Path)
	maya = w.Browser(t)
	maya.Visit(pageIn(t, w.Letters("maya.lindqvist@mail.example")[0]))
	return w, maya, oliver
}

func TestCandidateReadsThePageInTheOtherLanguage(t *testing.T) {
	t.Parallel()
	_, maya, _ := atHerPage(t)
	maya.Press("Français")
	maya.See("Bonjour Maya, rendez-vous jeudi", "Votre heure, Montréal 8 h – 9 h", "Rejoindre avec Microsoft Teams")
	if lang, _ := maya.Page.Doc.Find("html").Attr("lang"); lang != "fr" {
		t.Errorf("the page is %q", lang)
	}
	maya.Press("English")
	maya.See("Hello Maya")
}

func TestReplyIsGivenByButtonOnlyAndCanBeChanged(t *testing.T) {
	t.Parallel()
	_, maya, oliver := atHerPage(t)
	page := maya.Page.URL.Path
	for _, query := range []string{"", "?reply=accepted", "?reply=declined&page=" + maya.Page.Doc.Find("main input[name=page]").AttrOr("value", "")} { // FAIL39
		maya.Visit(page + "/reply" + query)
		maya.At(page)
		maya.DoNotSee("You will be there", "You cannot come")
		oliver.Visit(oliver.Page.URL.Path)
		oliver.See("No reply yet")
	}
	maya.Press("I cannot come")
	maya.See("You cannot come. We have been told.")
	oliver.Visit(oliver.Page.URL.Path)
	oliver.See("Declined")
	maya.Press("I will be there")
	oliver.Visit(oliver.Page.URL.Path)
	oliver.See("Accepted the invitation", "Declined the invitation", "Maya Lindqvist")
	maya.Visit(page)
	token := maya.Page.Doc.Find("main input[name=page]").AttrOr("value", "")
	maya.Post(page+"/reply", url.Values{"reply": {"perhaps"}, "page": {token}})
	maya.Expect(http.StatusUnprocessableEntity)
	maya.See("Please choose one of the offers", "I will be there", "I cannot come")
	maya.Visit(page)
	maya.See("You will be there")
}

// A candidate who cannot come is a matter for a recruiter until one acts, and the organizer reads of it.
func TestCandidateWhoCannotComeNeedsARecruiter(t *testing.T) {
	t.Parallel()
	w, maya, oliver := atHerPage(t)
	page, interview := oliver.Page.URL.Path, maya.Page.URL.Path
	cannot := func() (found []handlerstest.Letter) {
		for _, letter := range w.Letters("camille.perrin@lumen.example") {
			if strings.Contains(letter.Subject, "Maya Lindqvist ne peut pas venir") {
				found = append(found, letter)
			}
		}
		return found
	}
	maya.Press("I cannot come")
	w.Settle()
	if letters := cannot(); len(letters) != 1 || !strings.Contains(letters[0].Text, "Déplacez l’entretien") {
		t.Fatalf("the organizer got %d mails", len(letters))
	}
	oliver.Visit("/")
	oliver.See("1 interview needs attention", "Second interview on 3 December: Maya cannot come.", "With Maya Lindqvist. Maya has told us that they cannot come.")
	oliver.Visit("/candidates/1/interviews")
	oliver.See("Maya cannot come.", "Move or change", "Cancel this interview", "It is settled")
	oliver.Visit("/interviews")
	oliver.See("Needs attention")
	oliver.Visit(page)
	oliver.See("Maya has told us that they cannot come. Move the interview, cancel it, or say that it is settled.")

	maya.Visit(interview)
	maya.Press("I will be there")
	oliver.Visit("/")
	oliver.DoNotSee("cannot come")
	maya.Press("I cannot come")
	w.Settle()
	if letters := cannot(); len(letters) != 1 {
		t.Errorf("the organizer got %d mails about one version", len(letters))
	}
	oliver.Visit(page)
	oliver.Press("It is settled")
	oliver.See("Noted: nothing is left to do about the answer.", "Dealt with the candidate who cannot come", "Declined")
	oliver.DoNotSee("It is settled")
	oliver.Visit("/")
	oliver.DoNotSee("cannot come")
}

// What the candidate said about a time stands until the interview has another one, or none.
func TestMovedInterviewNoLongerNeedsTheRecruiterWhomTheCandidateTold(t *testing.T) {
	t.Parallel()
	_, maya, oliver := atHerPage(t)
	page := oliver.Page.URL.Path
	maya.Press("I cannot come")
	oliver.Visit(page + "/edit")
	oliver.Fill("Message to Maya", "Could you come all the same?")
	oliver.Press("Save")
	oliver.See("Maya cannot come.", "It is settled")
	oliver.Visit(page + "/edit")
	oliver.Fill("Start time", "16:00")
	oliver.Press("Save")
	oliver.DoNotSee("cannot come", "It is settled")
	maya.Visit(maya.Page.URL.Path)
	maya.Press("I cannot come")
	oliver.Visit(page)
	oliver.See("It is settled")
	oliver.Visit(page + "/cancellation")
	oliver.Press("Cancel this interview")
	oliver.Visit("/")
	oliver.DoNotSee("cannot come")
}

// A form that does not come from the page, or from one of another interview or of the day before, asks
// the candidate in their language to confirm, and changes nothing.
func TestReplyAndAlarmThatDoNotComeFromThePageAreAskedToBeConfirmed(t *testing.T) { // FAIL39, ATT15
	t.Parallel()
	w, maya, _ := atHerPage(t)
	page := maya.Page.URL.Path
	token := func() string { return maya.Page.Doc.Find("main input[name=page]").AttrOr("value", "") }
	w.Advance(time.Date(2026, 12, 3, 13, 5, 0, 0, time.UTC).Sub(w.Now()))
	maya.Visit(page)
	maya.Press("Français")
	late, _ := strings.CutPrefix(page, "/c/")
	before := len(w.Letters("camille.perrin@lumen.example"))
	for _, wrong := range []string{"", "x", token()[:20], strings.ToUpper(token()), late, strings.Repeat("A", 5000), "\x00", "é"} {
		for _, part := range []string{"/reply", "/alarm"} {
			maya.Post(page+part, url.Values{"reply": {"declined"}, "page": {wrong}})
			maya.Expect(http.StatusUnprocessableEntity)
			maya.See("Veuillez confirmer avec le bouton ci-dessous.", "Retour à votre entretien")
			if maya.Page.Doc.Find("noscript").Length() > 0 || maya.Page.Header.Get("Referrer-Policy") != "no-referrer" {
				t.Error("the page that asks again loads itself or tells its address")
			}
		}
	}
	w.Settle()
	oliver := signedIn(t, w, models.Employee{Email: "oliver.grant@lumen.example"})
	oliver.Visit("/interviews/1")
	oliver.See("No reply yet")
	oliver.DoNotSee("cannot get in", "Declined the invitation")
	if n := len(w.Letters("camille.perrin@lumen.example")); n != before {
		t.Errorf("the organizer got %d mails", n-before)
	}
	maya.Post(page+"/alarm", nil)
	maya.Press("Prévenir que je n’arrive pas à entrer")
	maya.At(page)
	maya.See("Restez près de votre téléphone.")
	maya.Post(page+"/reply", url.Values{"reply": {"accepted"}})
	maya.DoNotSee("Je ne peux pas venir")
	maya.Press("Je confirme")
	maya.At(page)
	maya.See("est confirmée. Merci.")
}

func TestPageThatStayedOpenForADayIsAskedToConfirm(t *testing.T) { // FAIL39
	t.Parallel()
	w, maya, _ := atHerPage(t)
	page := maya.Page.URL.Path
	w.Advance(25 * time.Hour)
	maya.Press("I will be there")
	maya.Expect(http.StatusUnprocessableEntity)
	maya.See("Please confirm with the button below.")
	maya.Press("I will be there")
	maya.At(page)
	maya.See("You will be there. Thank you.")
}

// The first button of the page, which some programs press, changes only what they read.
func TestFirstButtonOfThePageChangesNothing(t *testing.T) { // ATT15
	t.Parallel()
	_, maya, oliver := atHerPage(t)
	first := maya.Page.Doc.Find("button").First()
	if action := first.Closest("form").AttrOr("action", ""); action != maya.Page.URL.Path+"/language" {
		t.Errorf("the first button sends to %s", action)
	}
	maya.Press(handlerstest.Words(first))
	oliver.Visit(oliver.Page.URL.Path)
	oliver.See("No reply yet")
}

// Who has a link that opens nothing any more reads so as a candidate: no way leads to signing in, and only
// who once had a page learns whom to write to.
func TestLinkThatNoLongerCountsShowsAPageForCandidates(t *testing.T) { // ATT14
	t.Parallel()
	w, maya, _ := atHerPage(t)
	page := maya.Page.URL.Path
	outside := func(status int, texts ...string) {
		t.Helper()
		maya.Expect(status)
		maya.See(texts...)
		if brand := handlerstest.Words(maya.Page.Doc.Find(".brand")); brand != "Atelier Lumen" {
			t.Errorf("the page is that of %q", brand)
		}
		maya.DoNotSee("Go to Home", "Aller à l’accueil", "Maya", "Entrevue")
		for _, each := range maya.Page.Doc.Find("body a[href]").EachIter() {
			if href := each.AttrOr("href", ""); !strings.HasPrefix(href, "#") && !strings.HasPrefix(href, "mailto:") {
				t.Errorf("leads to %s", href)
			}
		}
	}
	stranger := "/c/AAAAAAAAAAAAAAAAAAAAAA"
	maya.Visit(stranger)
	outside(http.StatusNotFound, "There is no page at this address.")
	maya.DoNotSee("Camille", "mailto:")
	maya.Speaking("fr").Visit(stranger)
	outside(http.StatusNotFound, "Il n’y a pas de page à cette adresse.")
	maya.Speaking("en").Visit(page + "/language")
	outside(http.StatusMethodNotAllowed)
	maya.Visit("/it/AAAAAAAAAAAAAAAAAAAAAA")
	outside(http.StatusNotFound, "There is no page at this address.")
	w.Advance(30 * 24 * time.Hour)
	maya.Visit(page)
	outside(http.StatusGone, "This page is closed.", "You can write to Camille Perrin")
	maya.Press("Français")
	outside(http.StatusGone, "Cette page est fermée.", "Vous pouvez écrire à Camille Perrin")
}

func TestPageOfACancelledInterviewSaysSoForTwoWeeks(t *testing.T) {
	t.Parallel()
	w, maya, oliver := atHerPage(t)
	page := maya.Page.URL.Path
	oliver.Follow("Cancel this interview")
	oliver.Press("Cancel this interview")
	settle(w)
	w.Advance(13 * 24 * time.Hour)
	maya.Visit(page)
	maya.Expect(http.StatusOK)
	maya.See("this interview does not take place", "Camille Perrin")
	maya.DoNotSee("I will be there", "Join with", "calls you", "The clocks change")
	maya.Post(page+"/reply", url.Values{"reply": {"accepted"}})
	maya.At(page)
	w.Advance(2 * 24 * time.Hour)
	maya.Visit(page)
	maya.Expect(http.StatusGone)
}

func TestCandidateWhoCannotGetInAlertsTheRecruiter(t *testing.T) {
	t.Parallel()
	w, maya, _ := atHerPage(t)
	page := maya.Page.URL.Path
	maya.See("From 15 minutes before the start")
	maya.DoNotSee("Tell them I can't get in")
	w.Advance(time.Date(2026, 12, 3, 13, 5, 0, 0, time.UTC).Sub(w.Now()))
	maya.Visit(page)
	maya.Press("Tell them") // FAIL40
	maya.See("Please stay near your phone.")
	w.Settle()
	if letters := w.Letters("camille.perrin@lumen.example"); len(letters) == 0 {
		t.Error("the organizer got no mail")
	}
	b := signedIn(t, w, models.Employee{Email: "oliver.grant@lumen.example"})
	b.Visit("/candidates/1/interviews")
	b.See("Maya cannot get in.")
	b.Visit("/interviews/1")
	b.Press("Done, we have met")
	b.See("Good that it worked out.")
	b.DoNotSee("Maya cannot get in.")
}

func TestCalendarFileCarriesTheLink(t *testing.T) {
	t.Parallel()
	_, maya, _ := atHerPage(t)
	join, _ := maya.Page.Doc.Find(".join a").Attr("href")
	file := maya.Follow("Add to my calendar")
	flat := strings.ReplaceAll(file.Body, "\r\n ", "")
	if got := file.Header.Get("Content-Type"); got != "text/calendar; charset=utf-8" {
		t.Errorf("the file is %q", got)
	}
	for _, want := range []string{"DTSTART:20261203T130000Z", "DTEND:20261203T140000Z", join, "RSVP=FALSE"} {
		if !strings.Contains(flat, want) {
			t.Errorf("the file lacks %q:\n%s", want, flat)
		}
	}
}

func TestWrongAndExpiredAddressesShowNothing(t *testing.T) {
	t.Parallel()
	w, maya, _ := atHerPage(t)
	page := maya.Page.URL.Path
	for _, part := range []string{"", "/interview.ics", "/meeting"} {
		if answer := maya.Visit("/c/AAAAAAAAAAAAAAAAAAAAAA" + part); part != "/meeting" && answer.Status != http.StatusNotFound {
			t.Errorf("a wrong address with %q answers %d", part, answer.Status)
		}
	}
	w.Advance(30 * 24 * time.Hour)
	for _, part := range []string{"", "/interview.ics"} {
		if answer := maya.Visit(page + part); answer.Status != http.StatusGone || strings.Contains(answer.Body, "Maya") {
			t.Errorf("an expired address with %q answers %d", part, answer.Status)
		}
	}
	if answer := maya.Post(page+"/reply", map[string][]string{"reply": {"accepted"}}); answer.Status != http.StatusGone {
		t.Errorf("a late reply answers %d", answer.Status)
	}
}

func TestPageSaysThatTheLinkIsOnItsWay(t *testing.T) {
	t.Parallel()
	w, b := recruiting(t)
	addMaya(b)
	plan(b)
	take(b, "ms_teams")
	b.Check("Send now")
	b.Press("Plan interview")
	page := strings.TrimSpace(b.Page.Doc.Find(".secret code").Text())
	maya := w.Browser(t)
	maya.Visit(page)
	maya.See("The link appears here as soon as it is ready")
	wayIn := maya.Page.Doc.Find("#way-in")
	if wayIn.AttrOr("hx-get", "") != maya.Page.URL.Path+"/meeting" || maya.Page.Doc.Find("noscript").Length() == 0 {
		t.Error("the page does not look by itself")
	}
	settle(w)
	maya.HTMX("way-in").Visit(page + "/meeting")
	maya.Expect(http.StatusOK)
	if part := maya.Page.Doc.Find("#way-in"); !strings.Contains(part.Text(), "Join with Microsoft Teams") || part.AttrOr("hx-trigger", "") != "" {
		t.Errorf("the part says %q", part.Text())
	}
}

// ATT15: a scanner of mails opens every link again and again.
func TestOpeningMailedLinksChangesNothing(t *testing.T) {
	t.Parallel()
	w, oliver := recruiting(t)
	addMaya(oliver)
	planned(t, oliver)
	interview := oliver.Page.URL.Path
	settle(w)
	link := linkIn(t, w, "maya.lindqvist@mail.example")
	scanner := w.Browser(t)
	for range 50 {
		scanner.Visit(link)
		scanner.Expect(http.StatusOK)
		for _, address := range []string{link, link + "/interview.ics"} {
			if status := scanner.Send(http.MethodHead, address); status != http.StatusOK {
				t.Fatalf("HEAD %s: %d", address, status)
			}
		}
		for _, button := range []string{"/reply", "/alarm"} {
			scanner.Visit(link + button)
			scanner.Expect(http.StatusOK)
			if !strings.HasSuffix(link, scanner.Page.URL.Path) {
				t.Fatalf("%s leads to %s", link+button, scanner.Page.URL.Path)
			}
		}
	}
	settle(w)
	oliver.Visit(interview)
	oliver.See("No reply yet")
	oliver.DoNotSee("Accepted the invitation", "Declined the invitation")
	if n := len(w.Letters("maya.lindqvist@mail.example")); n != 1 {
		t.Errorf("%d mails", n)
	}
}

// The page says it for whoever opens it without the mail, also after something else has changed.
func TestCandidatePageSaysWhatHasChangedUntilTheInterview(t *testing.T) {
	t.Parallel()
	w, b := recruiting(t)
	addMaya(b)
	planned(t, b)
	interview := b.Page.URL.Path
	settle(w)
	maya := w.Browser(t)
	page := pageIn(t, w.Letters("maya.lindqvist@mail.example")[0])
	maya.Visit(page)
	maya.DoNotSee("What has changed")
	for label, value := range map[string]string{"Start time": "16:30", "Message to Maya": "Bring your portfolio."} {
		b.Visit(interview)
		b.Follow("Move or change")
		b.Fill(label, value)
		b.Press("Save")
		settle(w)
	}
	moved := "New time: Thursday 3 December, 10:30–11:30 (before: Thursday 3 December, 08:00–09:00)"
	maya.Visit(page)
	maya.See("What has changed", moved, "There is a new message for you below")
	w.Advance(4 * 24 * time.Hour)
	maya.Visit(page)
	maya.See("this interview is over")
	maya.DoNotSee(moved)
}
