package handlers_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"

	"entrevue/handlers/handlerstest"
	"entrevue/models"
	"entrevue/models/store"
)

type selection = goquery.Selection

// plan opens the planning form for Maya, with Camille as organizer on Thursday 3 December, 14:00.
func plan(b *handlerstest.Browser) {
	b.Visit("/candidates/1/interviews/new")
	b.Choose("Organizer", "Camille Perrin").Choose("Interview type", "Second interview").
		Fill("Date", "2026-12-03").Fill("Start time", "14:00").Choose("Duration", "60")
	b.Press("Show methods for this host")
}

// planned is an interview with Maya by Teams, hosted by Camille; b stands on its page.
func planned(t *testing.T, b *handlerstest.Browser) {
	t.Helper()
	plan(b)
	take(b, "ms_teams")
	b.Press("Plan interview")
	b.Expect(http.StatusOK)
	b.See("Interview planned.")
}

// take chooses a method by its value: its label says more than a name.
func take(b *handlerstest.Browser, method string) {
	b.Page.Doc.Find("input[name=method]").RemoveAttr("checked")
	b.Page.Doc.Find("input[name=method][value="+method+"]").SetAttr("checked", "")
}

func TestActivityLeadsToTheInterviewThatItIsAbout(t *testing.T) {
	t.Parallel()
	w := handlerstest.New(t)
	b := signedIn(t, w, w.Company(models.SystemGraph)["HW"])
	addMaya(b)
	planned(t, b)
	interview := b.Page.URL.Path
	b.Visit("/settings/activity")
	b.See("Planned the interview Maya Lindqvist")
	b.Follow("Maya Lindqvist")
	b.At(interview)
}

func TestLinkIsMadeAndTheCandidateFindsItOnTheirPage(t *testing.T) {
	t.Parallel()
	w, b := recruiting(t)
	addMaya(b)
	planned(t, b)
	interview := b.Page.URL.Path
	b.See("Second interview", "With Maya Lindqvist for Lighting designer", "Thursday 3 December 2026, 14:00–15:00",
		"08:00–09:00 in Montréal", "Usually under a minute", "Waits for the link", "Nothing sent")
	if len(w.Letters("maya.lindqvist@mail.example")) != 0 {
		t.Fatal("a mail without a link was sent")
	}
	settle(w)
	b.Visit(interview)
	b.See("Ready", "Open link", "Sent", "No reply yet", "The link is ready")
	join, _ := b.Page.Doc.Find("a[target=_blank]").Attr("href")

	letters := w.Letters("maya.lindqvist@mail.example")
	if len(letters) != 1 || !strings.Contains(letters[0].Text, join) {
		t.Fatalf("Maya got %d letters, the link is %q", len(letters), join)
	}
	maya := w.Browser(t)
	maya.Visit(pageIn(t, letters[0]))
	maya.See("Hello Maya, we meet on Thursday", "Your time, Montréal 08:00–09:00", "In Paris 14:00–15:00", "6 h ahead",
		"Join with Microsoft Teams", "Camille Perrin")
	if href, _ := maya.Page.Doc.Find(".join a").Attr("href"); href != join {
		t.Errorf("Maya's link is %q, the recruiter's %q", href, join)
	}
	for name, want := range map[string]string{"Referrer-Policy": "no-referrer", "Cache-Control": "no-store", "X-Robots-Tag": "noindex, nofollow, noarchive"} {
		if got := maya.Page.Header.Get(name); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
	maya.Press("I will be there")
	maya.See("You will be there. Thank you.")
	b.Visit("/candidates/1/interviews")
	b.See("Upcoming", "Thu 3 Dec 14:00–15:00", "Accepted", "Microsoft Teams", "Camille Perrin host")
}

// settle lets a few seconds pass outside, in which a link is made.
func settle(w *handlerstest.World) {
	for range 6 {
		w.Settle()
		w.Advance(5 * time.Second)
	}
	w.Settle()
}

var candidatePage = regexp.MustCompile(`http://[^\s"]+/c/[A-Za-z0-9_-]+`)

// pageIn is the address of the candidate's page in a mail.
func pageIn(t *testing.T, letter handlerstest.Letter) string {
	t.Helper()
	page := candidatePage.FindString(letter.Text)
	if page == "" {
		t.Fatalf("no page in the mail:\n%s", letter.Text)
	}
	return page
}

// ATT33
func TestGoingBackToTheSavedFormPlansNoSecondInterviewAtThatTime(t *testing.T) {
	t.Parallel()
	w, b := recruiting(t)
	addMaya(b)
	planned(t, b)
	standing := b.Page.URL.Path
	plan(b)
	take(b, "phone")
	b.Fill("Phone number", "+1 514 555 0147").Fill("Start time", "14:45").Fill("Message to Maya", "See you soon.")
	b.Press("Plan interview")
	b.Expect(http.StatusUnprocessableEntity)
	b.See("The candidate already has an interview at this time", "Maya has another interview then: Second interview, Thu 3 Dec, 14:00–15:00")
	if other := b.Page.Doc.Find("#times a").AttrOr("href", ""); other != standing {
		t.Errorf("the other interview is %q, not %q", other, standing)
	}
	if b.Value("Message to Maya") != "See you soon." {
		t.Errorf("the message is %q", b.Value("Message to Maya"))
	}
	settle(w)
	if letters := w.Letters("maya.lindqvist@mail.example"); len(letters) != 1 {
		t.Errorf("Maya got %d invitations", len(letters))
	}
	b.Fill("Start time", "15:00")
	b.Press("Plan interview")
	b.See("Interview planned.")
}

func TestPickerSaysForEveryMethodWhyAndWhoseTurn(t *testing.T) {
	t.Parallel()
	_, b := recruiting(t)
	addMaya(b)
	plan(b)
	b.See("Camille Perrin hosts", "Office 365 (via Graph API)", "4 of 7 ready", "Thursday 3 December: 14:00–15:00 in Paris, 08:00–09:00 in Montréal",
		"Google Meet Needs a Google calendar", "Your turn Use Microsoft Teams instead of Google Meet", "Remind Helen", "More methods")
	if cards := b.Page.Doc.Find("li.method").Length(); cards != 7 {
		t.Errorf("%d of 7 methods are shown", cards)
	}
	b.Page.Doc.Find("li.method[data-blocked] input").Each(func(_ int, s *selection) {
		if _, disabled := s.Attr("disabled"); !disabled {
			t.Errorf("a blocked method can be chosen: %s", s.AttrOr("value", ""))
		}
	})
}

func TestPickerIsExchangedAloneByHtmxAndNamesTheNewHost(t *testing.T) {
	t.Parallel()
	_, b := recruiting(t)
	addMaya(b)
	plan(b)
	b.Choose("Host of the video link", "Inès Faure")
	b.HTMX("method-methods").Press("Show methods for this host")
	b.Expect(http.StatusOK)
	if b.Page.Doc.Find("html h1").Length() != 0 || b.Page.Doc.Find("li.method").Length() != 7 {
		t.Errorf("the part holds %d headings, %d methods", b.Page.Doc.Find("h1").Length(), b.Page.Doc.Find("li.method").Length())
	}
	for id, want := range map[string]string{"method-hosted": "Inès Faure hosts", "times": "14:00–15:00", "participants": "Inès Faure"} {
		part := b.Page.Doc.Find("#" + id)
		if swap, _ := part.Attr("hx-swap-oob"); swap != "innerHTML" || !strings.Contains(part.Text(), want) {
			t.Errorf("%s is exchanged by %q with %q", id, swap, part.Text())
		}
	}
}

func TestChosenMethodThatBecomesImpossibleStaysChosenAndIsRefused(t *testing.T) {
	t.Parallel()
	_, b := recruiting(t)
	addMaya(b)
	plan(b)
	take(b, "ms_teams")
	b.Choose("Host of the video link", "Thi Nguyen").Fill("Message to Maya", "See you soon.")
	b.Press("Show methods for this host")
	teams := b.Page.Doc.Find("input[name=method][value=ms_teams]")
	if _, checked := teams.Attr("checked"); !checked || teams.AttrOr("aria-invalid", "") != "true" {
		t.Error("the choice was changed, or is not marked")
	}
	b.Press("Plan interview") // FAIL24
	b.Expect(http.StatusUnprocessableEntity)
	b.See("One thing to correct", "This method cannot be used with this host")
	if b.Value("Message to Maya") != "See you soon." || b.Value("Date") != "2026-12-03" {
		t.Error("the entries are gone")
	}
}

func TestParticipantsAreAddedAndRemovedWithoutLosingEntries(t *testing.T) {
	t.Parallel()
	_, b := recruiting(t)
	addMaya(b)
	plan(b)
	b.Fill("Message to Maya", "Hello")
	b.Choose("Another participant", "Jonas Weber")
	b.Press("Add")
	b.See("Jonas Weber", "Workshop lead")
	b.Press("Remove Jonas Weber")
	if b.Page.Doc.Find("ul.people").First().Find("li").Length() != 1 || b.Value("Message to Maya") != "Hello" {
		t.Errorf("people: %s", b.Page.Doc.Find("ul.people").Text())
	}
}

// Whoever is chosen was meant to take part, whichever button is pressed.
func TestChosenParticipantIsAddedOnSaveAndStaysChosenUntilThen(t *testing.T) {
	t.Parallel()
	w, b := recruiting(t)
	addMaya(b)
	plan(b)
	jonas := strconv.FormatInt(employee(t, w, "jonas.weber@lumen.example").ID, 10)
	b.Choose("Another participant", "Jonas Weber")
	b.Press("Show methods for this host")
	if b.Value("Another participant") != jonas {
		t.Errorf("after another button %q is chosen", b.Value("Another participant"))
	}
	take(b, "phone")
	b.Fill("Phone number", "")
	b.Press("Plan interview")
	b.Expect(http.StatusUnprocessableEntity)
	if !strings.Contains(b.Page.Doc.Find("ul.people").Text(), "Jonas Weber") || b.Problem("Phone number") == "" {
		t.Errorf("the refused form has %q", b.Page.Doc.Find("ul.people").Text())
	}
	b.Fill("Phone number", "+1 514 555 0147")
	b.Press("Plan interview")
	b.See("Interview planned.", "Jonas Weber")
	b.Visit(b.Page.URL.Path + "/edit")
	b.Choose("Another participant", "Sophie Marchand")
	b.Press("Save")
	b.See("Jonas Weber", "Sophie Marchand")
}

func TestPlanningFormNamesEveryProblem(t *testing.T) {
	t.Parallel()
	_, b := recruiting(t)
	addMaya(b)
	plan(b)
	b.Fill("Date", "2026-11-02")
	b.Press("Plan interview") // FAIL36
	b.Expect(http.StatusUnprocessableEntity)
	b.See("2 things to correct")
	if b.Problem("Start time") == "" {
		t.Error("a start in the past has no problem")
	}
	b.Fill("Date", "2026-12-03")
	take(b, "own_link")
	b.Fill("Link", "meet.lumen.example/abc")
	b.Press("Plan interview")
	if b.Problem("Link") == "" || b.Value("Link") != "meet.lumen.example/abc" {
		t.Errorf("problem %q, value %q", b.Problem("Link"), b.Value("Link"))
	}
	b.Fill("Link", "https://meet.lumen.example/abc")
	b.Press("Plan interview")
	b.See("Interview planned.", "Own link", "Ready")
	for field, value := range map[string]string{"organizer": "4711", "host": "4711", "participants": "4711", "type": "x", "sending": "x", "duration": "9007199254741052", "date": "2026-02-30"} {
		b.Visit("/candidates/1/interviews/new")
		form := url.Values{"type": {"first"}, "organizer": {"1"}, "date": {"2026-12-03"}, "start": {"10:00"}, "duration": {"60"},
			"method": {"phone"}, "phone_number": {"+33 4 00 00 01 42"}, "sending": {"never"}}
		form.Set(field, value)
		if page := b.Post("/candidates/1/interviews", form); page.Status != http.StatusUnprocessableEntity {
			t.Errorf("%s=%s answers %d", field, value, page.Status)
		}
	}
	if page := b.Post("/candidates/1/interviews", url.Values{"organizer": {"x"}, "request_id": {"1.x"}}); page.Status != http.StatusUnprocessableEntity {
		t.Errorf("an organizer that is no number answers %d", page.Status)
	}
}

func TestPlannedTimeIsShownOnceToPeopleOfOneClock(t *testing.T) {
	t.Parallel()
	w := handlerstest.New(t)
	people := w.Company(models.SystemGraph)
	b := signedIn(t, w, people["OG"])
	addMaya(b)
	times := func() string {
		b.Visit("/candidates/1/interviews/new")
		return strings.Join(strings.Fields(b.Page.Doc.Find("#times").Text()), " ")
	}
	if got := times(); !strings.Contains(got, "in Paris,") || !strings.Contains(got, "in Montréal") {
		t.Errorf("two clocks: %q", got)
	}
	b.Visit("/candidates/1/edit")
	b.Choose("Time zone", "Europe/Brussels")
	b.Press("Save")
	if got := times(); !strings.HasSuffix(got, "in Paris") {
		t.Errorf("one clock: %q", got)
	}
}

// FAIL36: a time that has passed is told while one plans, and which time that is stands there still.
func TestTimeThatHasPassedIsToldBeforeAnythingIsSaved(t *testing.T) {
	t.Parallel()
	_, b := recruiting(t)
	addMaya(b)
	plan(b)
	for date, want := range map[string]string{"2026-11-02": "Monday 2 November: 14:00–15:00 in Paris, 08:00–09:00 in Montréal This time has passed",
		"2046-11-02": "Friday 2 November: 14:00–15:00 in Paris, 09:00–10:00 in Montréal At most 5 years ahead"} {
		b.Fill("Date", date).Press("Show methods for this host")
		if got := handlerstest.Words(b.Page.Doc.Find("#times")); got != want {
			t.Errorf("%s: %q", date, got)
		}
	}
	b.Fill("Date", "2026-12-03").Press("Show methods for this host")
	b.DoNotSee("This time has passed", "At most 5 years ahead")
}

func TestTimeThatHappensTwiceOrNeverIsAskedBack(t *testing.T) {
	t.Parallel()
	_, b := recruiting(t)
	addMaya(b)
	plan(b)
	take(b, "phone")
	b.Fill("Date", "2027-10-31").Fill("Start time", "02:30")
	b.Press("Plan interview") // FAIL41
	b.Expect(http.StatusUnprocessableEntity)
	b.See("This time happens twice", "+02:00", "+01:00")
	b.Press("+01:00")
	b.DoNotSee("This time happens twice")
	b.Press("Plan interview")
	b.See("Interview planned.", "Sunday 31 October 2027, 02:30 (UTC+1)–03:30")

	plan(b)
	take(b, "phone")
	b.Fill("Date", "2027-03-28").Fill("Start time", "02:30")
	b.Press("Show methods for this host")
	b.See("This time does not exist")
	b.Press("+02:00")
	if b.Value("Start time") != "03:30" {
		t.Errorf("the start is %q", b.Value("Start time"))
	}
}

func TestFormSentTwicePlansOneInterview(t *testing.T) {
	t.Parallel()
	_, b := recruiting(t)
	addMaya(b)
	plan(b)
	take(b, "phone")
	form := *b.Page
	b.Press("Plan interview")
	first := b.Page.URL.Path
	b.Page = &form
	b.Press("Plan interview")
	b.At(first)
}

// Whoever stops a slow save, corrects the form and saves again has two sendings of one form: the second is
// neither dropped nor a second interview.
func TestFormSentAgainWithOtherEntriesCorrectsTheInterviewItPlanned(t *testing.T) {
	t.Parallel()
	w, b := recruiting(t)
	addMaya(b)
	plan(b)
	take(b, "phone")
	form := *b.Page
	b.Press("Plan interview")
	first := b.Page.URL.Path
	b.Page = &form
	b.Fill("Start time", "16:00").Fill("Message to Maya", "See you at four.").Choose("Another participant", "Jonas Weber")
	b.Press("Plan interview")
	b.Expect(http.StatusConflict)
	b.See("This form was saved before: Second interview, Thu 3 Dec, 14:00–15:00.", "they are not saved yet")
	b.DoNotSee("Somebody else", "Interview planned.")
	if b.Value("Start time") != "16:00" || b.Value("Message to Maya") != "See you at four." {
		t.Errorf("the form has %q and %q", b.Value("Start time"), b.Value("Message to Maya"))
	}
	corrected := *b.Page
	b.Press("Save")
	b.At(first)
	b.See("Your changes are saved", "16:00–17:00", "Jonas Weber")
	b.Page = &corrected
	b.Press("Save")
	b.At(first)
	b.Page = &corrected
	b.Fill("Message to Maya", "See you then.")
	b.Press("Save")
	b.Expect(http.StatusConflict)
	b.See("This form was saved before: Second interview, Thu 3 Dec, 16:00–17:00.")
	if b.Value("Message to Maya") != "See you then." {
		t.Errorf("the message is %q", b.Value("Message to Maya"))
	}
	b.Press("Save")
	b.At(first)
	list, _, err := w.App.Reads().Interviews(t.Context(), store.InterviewFilter{})
	if err != nil || len(list) != 1 || list[0].Message != "See you then." {
		t.Errorf("%d interviews: %+v (%v)", len(list), list, err)
	}
}

func TestLinkPartAsksForItselfUntilItIsThere(t *testing.T) {
	t.Parallel()
	w, b := recruiting(t)
	addMaya(b)
	planned(t, b)
	interview := b.Page.URL.Path
	if b.Page.Doc.Find("noscript").Length() == 0 {
		t.Error("a page that waits is not loaded again without a script")
	}
	poll := func() *selection {
		b.HTMX("link").Visit(interview + "/link")
		b.Expect(http.StatusOK)
		return b.Page.Doc.Find("#link")
	}
	for _, step := range []struct {
		after time.Duration
		pause string
	}{{0, "every 500ms"}, {16 * time.Second, "every 3s"}, {2 * time.Minute, "every 15s"}} {
		w.Advance(step.after)
		if got := poll().AttrOr("hx-trigger", ""); got != step.pause {
			t.Errorf("after %s it asks %q, want %q", step.after, got, step.pause)
		}
	}
	settle(w)
	if got, has := poll().Attr("hx-trigger"); has {
		t.Errorf("it still asks: %q", got)
	}
	if said := b.Page.Doc.Find("#announcements").Text(); said != "Ready" {
		t.Errorf("announced %q", said)
	}
	if event := b.Page.Doc.Find("#facts[hx-swap-oob]").Text(); !strings.Contains(event, "In the calendar") {
		t.Errorf("the event beside it is told as %q", event)
	}
	if history := b.Page.Doc.Find("#activities[hx-swap-oob]").Text(); !strings.Contains(history, "The link is ready") {
		t.Errorf("the history beside it says %q", history)
	}
	b.Visit(interview + "/link")
	b.At(interview)
}

func TestMethodIsChangedAndTheCandidateToldOnce(t *testing.T) {
	t.Parallel()
	w, b := recruiting(t)
	addMaya(b)
	planned(t, b)
	settle(w)
	b.Visit(b.Page.URL.Path)
	interview := b.Page.URL.Path
	stale := b.Visit(interview + "/method")
	b.Visit(interview + "/method")
	take(b, "phone")
	b.Fill("Phone number", "")
	b.Press("Save")
	b.Expect(http.StatusUnprocessableEntity)
	b.Fill("Phone number", "+1 514 555 0147")
	b.Press("Save")
	b.See("Method changed.", "Phone", "+1 514 555 0147")
	settle(w)
	if letters := w.Letters("maya.lindqvist@mail.example"); len(letters) != 2 {
		t.Errorf("Maya got %d letters", len(letters))
	}
	b.Page = stale
	take(b, "in_person")
	b.Fill("Room", "Studio 2")
	b.Press("Save")
	b.Expect(http.StatusConflict)
	b.See("Somebody else saved this meanwhile.")
	if b.Value("Room") != "Studio 2" {
		t.Error("the entries are gone")
	}
	b.Press("Save")
	b.See("Method changed.", "Studio 2")
}

func TestCancellationSaysWhoIsToldAndTellsThem(t *testing.T) {
	t.Parallel()
	w, b := recruiting(t)
	addMaya(b)
	planned(t, b)
	interview := b.Page.URL.Path
	settle(w)
	b.Visit(interview)
	b.Follow("Cancel this interview")
	b.See("Cancel the interview with Maya Lindqvist", "mail tells the candidate at maya.lindqvist@mail.example", "Camille Perrin")
	b.Follow("Keep it")
	b.At(interview)
	b.Follow("Cancel this interview")
	b.Press("Cancel this interview")
	b.See("Interview cancelled.", "This interview was cancelled.")
	if _, polls := b.Page.Doc.Find("#link").Attr("hx-get"); !polls {
		t.Error("the page does not follow what becomes of the event and the mail")
	}
	settle(w)
	b.Visit(interview)
	b.See("Cancellation sent")
	letters := w.Letters("maya.lindqvist@mail.example")
	if len(letters) != 2 || !strings.Contains(letters[0].Raw, "METHOD:CANCEL") && !strings.Contains(letters[0].Raw, "method=CANCEL") {
		t.Errorf("%d letters, the last: %.200s", len(letters), letters[0].Text)
	}
	maya := w.Browser(t)
	maya.Visit(pageIn(t, letters[1]))
	maya.See("this interview does not take place", "Write to Atelier Lumen")
	maya.DoNotSee("Join with", "I will be there")
	b.Visit(interview + "/method")
	b.At(interview)
	b.Visit("/candidates/1/interviews")
	b.See("Past", "Cancelled")
}

func TestParticipantSeesTheInterviewButCannotChangeIt(t *testing.T) {
	t.Parallel()
	w := handlerstest.New(t)
	people := w.Company(models.SystemGraph)
	oliver := signedIn(t, w, people["OG"])
	addMaya(oliver)
	planned(t, oliver)
	interview := oliver.Page.URL.Path
	camille := signedIn(t, w, people["CP"])
	camille.Visit(interview) // FAIL47
	camille.Expect(http.StatusOK)
	camille.See("Vous pouvez consulter cet entretien, mais pas le modifier. Adressez-vous à Oliver Grant.")
	if camille.Page.Doc.Find("main form").Length() != 0 || strings.Contains(camille.Page.Body, "/c/") {
		t.Error("Camille can change it, or sees Maya's secret address")
	}
	hugo := signedIn(t, w, people["HR"])
	for _, page := range []string{"/edit", "/method", "/cancellation"} {
		camille.Visit(interview + page)
		camille.Expect(http.StatusForbidden)
		camille.See("Vous pouvez consulter cet entretien, mais pas le modifier. Adressez-vous à Oliver Grant.")
		camille.Follow("Retour à l’entretien")
		camille.At(interview)
		if status := camille.Post(interview+page, url.Values{}).Status; status != http.StatusForbidden {
			t.Errorf("her form to %s answers %d", page, status)
		}
		if status := hugo.Visit(interview + page).Status; status != http.StatusNotFound {
			t.Errorf("somebody else's %s answers %d", page, status)
		}
	}
	if page := hugo.Visit(interview); page.Status != http.StatusNotFound {
		t.Errorf("somebody else's interview answers %d", page.Status)
	}
}

func TestInterviewThatNeedsSomebodyStandsInTheListOnce(t *testing.T) {
	t.Parallel()
	w, b := recruiting(t)
	addMaya(b)
	w.Break(handlerstest.Fault{What: "conferencing_failing", Times: -1})
	planned(t, b)
	settle(w)
	b.Visit("/interviews")
	b.See("Needs attention", "There are no others.")
	if n := b.Page.Doc.Find("main tbody tr").Length(); n != 1 {
		t.Errorf("%d rows", n)
	}
	if n := strings.Count(handlerstest.Words(b.Page.Doc.Find("#attention")), "Needs attention"); n != 1 {
		t.Errorf("the heading stands there %d times", n)
	}
	b.Visit("/interviews?link=attention")
	b.See("Maya Lindqvist", "No link")
}

func TestListBeginsWithWhatNeedsSomebody(t *testing.T) {
	t.Parallel()
	w, b := recruiting(t)
	addMaya(b)
	planned(t, b)
	settle(w)
	b.Visit("/interviews")
	b.See("Upcoming", "Maya Lindqvist", "Ready")
	b.DoNotSee("In this week")
	b.Visit("/interviews?week=2026-12-02&link=ready")
	b.See("In this week", "Maya Lindqvist")
	b.Visit("/interviews?week=2027-01-04")
	b.See("No interview fits these filters.")
	b.Visit("/interviews?week=nonsense&link=nonsense")
	b.See("Upcoming", "Maya Lindqvist")
}
