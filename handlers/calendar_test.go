package handlers_test

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"entrevue/handlers/handlerstest"
	"entrevue/models"
	"entrevue/models/demo"
	"entrevue/views/paths"
)

// systems are the three ways of the form, with the words on our page and on Cronofy's.
var systems = []struct {
	ours, theirs string
	kind         models.CalendarKind
}{
	{"Google Workspace", "Google Workspace", models.CalendarGoogle},
	{"Office 365 (via Graph API)", "Office 365 (via Graph API)", models.CalendarGraph},
	{"Microsoft Exchange or Office 365 (EWS)", "Microsoft Exchange or Office 365 (EWS)", models.CalendarEWS},
}

// acceptCronofy brings the page to the point where Connect can be pressed.
func acceptCronofy(w *handlerstest.World, b *handlerstest.Browser, system string) {
	b.Visit(paths.CalendarIntegration())
	b.Check(system)
	if strings.Contains(system, "EWS") {
		b.Check("On our own servers")
	}
	b.Check("Atelier Lumen accepts Cronofy as a sub-processor")
	b.Press("Accept and continue")
	w.Settle()
	b.Visit(paths.CalendarIntegration())
}

func leaveForCronofy(b *handlerstest.Browser, system string) {
	b.Check(system)
	if strings.Contains(system, "EWS") {
		b.Check("On our own servers")
	}
	b.Press("Connect with Cronofy")
}

func TestEachCalendarTypeIsConnectedThroughTheBrowser(t *testing.T) {
	t.Parallel()
	for _, system := range systems {
		t.Run(string(system.kind), func(t *testing.T) {
			t.Parallel()
			w, b := founded(t)
			acceptCronofy(w, b, system.ours)
			b.See("Cronofy can reach this server.", "Helen Ward accepted Cronofy")
			leaveForCronofy(b, system.ours)
			consent(b, string(system.kind), "administrator")
			b.At(paths.CalendarIntegration())
			b.See("Cronofy is opening your calendar.")
			w.Settle()
			b.Visit(paths.CalendarIntegration())
			b.See("Connected", "Being synchronized")
			synchronizeAll(w)
			b.Visit(paths.CalendarIntegration())
			b.See("Connected", "lumen.example", "Helen Ward", "1 synchronized", "1 × "+system.ours)
			b.DoNotSee("waiting", "failed")
		})
	}
}

// consent does on Cronofy's pages what as says.
func consent(b *handlerstest.Browser, system, as string) {
	b.Post(b.Page.URL.String(), url.Values{"system": {system}, "as": {as}, "admin": {"helen.ward@lumen.example"}})
}

func TestRefusedReturnAsksWhatWasSeen(t *testing.T) {
	t.Parallel()
	w, b := founded(t)
	acceptCronofy(w, b, systems[1].ours)
	leaveForCronofy(b, systems[1].ours)
	consent(b, "graph", "user")
	b.At(paths.CalendarIntegration())
	b.See("Cronofy sent you back without a connection", "access_denied")
	b.Press("Go on")
	b.Expect(http.StatusUnprocessableEntity)
	b.Check("It asked for an administrator, or for an approval")
	b.Press("Go on")
	b.See("An administrator of the calendar system is needed.", "Connect with Cronofy")
	b.DoNotSee("What did you see?")
	leaveForCronofy(b, systems[1].ours)
	consent(b, "graph", "administrator")
	w.Settle()
	b.Visit(paths.CalendarIntegration())
	b.See("Connected")
}

func TestCalendarFormsTellWhatIsMissing(t *testing.T) {
	t.Parallel()
	w, b := founded(t)
	b.Visit(paths.CalendarIntegration())
	b.Press("Accept and continue")
	b.Expect(http.StatusUnprocessableEntity)
	b.See("Accept Cronofy as a sub-processor first.")
	b.Check("Microsoft Exchange or Office 365 (EWS)").Check("In Microsoft 365").Check("Atelier Lumen accepts Cronofy as a sub-processor")
	b.HTMX("").Press("Accept and continue")
	b.Expect(http.StatusUnprocessableEntity)
	b.See("Choose Office 365 (via Graph API) instead.")
	w.Settle()
	b.Post(paths.CalendarConnection(), url.Values{"system": {"graph"}})
	b.Expect(http.StatusUnprocessableEntity)
}

func TestConnectWaitsOnThePageUntilCronofyReachesUs(t *testing.T) {
	t.Parallel()
	w, b := founded(t)
	w.Break(handlerstest.Fault{What: "drop", Operation: "callback.push", Times: 1})
	acceptCronofy(w, b, systems[1].ours)
	b.See("Checking whether Cronofy can reach this server.")
	b.HTMX("calendar-waiting").Visit(paths.CalendarWaiting())
	b.See("Checking whether Cronofy can reach this server.")
	w.Advance(31 * time.Second)
	w.Settle()
	b.HTMX("calendar-waiting").Visit(paths.CalendarWaiting())
	if got := b.Page.Header.Get("HX-Redirect"); got != paths.CalendarIntegration() {
		t.Errorf("afterwards the poll leads to %q", got)
	}
	b.Visit(paths.CalendarIntegration())
	b.See("Connecting has to wait.", "/hooks/cronofy/reachability/")
	b.DoNotSee("Connect with Cronofy")
	b.Press("Check again")
	w.Settle()
	b.Visit(paths.CalendarIntegration())
	b.See("Connect with Cronofy")
}

func TestReturnsThatAreNotOursAreRefused(t *testing.T) {
	t.Parallel()
	w, b := founded(t)
	acceptCronofy(w, b, systems[1].ours)
	for name, query := range map[string]string{"ATT1 none": "", "ATT1 forged": "?state=forged&code=x", "ATT3": "?error=//evil&state=x"} {
		b.Visit(paths.CalendarReturn() + query)
		if b.Page.Status != http.StatusNotFound {
			t.Errorf("%s: %d", name, b.Page.Status)
		}
	}
	stranger := w.Browser(t)
	stranger.Visit(paths.CalendarReturn() + "?state=x&code=y")
	stranger.Expect(http.StatusForbidden)
	stranger.See("another sign-in")
	stranger.DoNotSee("Your role")
}

// Whoever takes longer than a state lives is told so, and begins again with one button (ATT1).
func TestReturnAfterMoreThanTenMinutesIsRefusedAndLeadsToAnotherBeginning(t *testing.T) {
	t.Parallel()
	for _, slow := range []struct {
		after time.Duration
		late  bool
	}{{10*time.Minute - time.Second, false}, {10 * time.Minute, true}} {
		w, b := founded(t)
		acceptCronofy(w, b, systems[1].ours)
		leaveForCronofy(b, systems[1].ours)
		w.Advance(slow.after)
		consent(b, "graph", "administrator")
		if !slow.late {
			b.See("Cronofy is opening your calendar.")
			continue
		}
		b.Expect(http.StatusGone)
		b.See("This came back too late.", "ten minutes")
		b.Follow("Begin again")
		b.At(paths.CalendarIntegration())
		leaveForCronofy(b, systems[1].ours)
		consent(b, "graph", "administrator")
		w.Settle()
		b.Visit(paths.CalendarIntegration())
		b.See("Connected")
	}
}

func TestPeopleWithFaultsShowReasonTurnAndButton(t *testing.T) {
	t.Parallel()
	w := handlerstest.New(t)
	people := w.Company(models.SystemGraph)
	b := w.Browser(t)
	b.Visit(paths.SignIn())
	signIn(b, people["HW"].Email, demo.Password)
	b.Visit(paths.CalendarIntegration())
	b.See("No mailbox yet", "Thi Nguyen has no calendar yet.", "Outside the company", "piotr.kowal@elsewhere.example is not on lumen.example",
		"Shared mailbox", "Your turn", "Synchronize again", "We try again")
	b.See("signed in at Microsoft 365", "Enter a personal address for this person and take off the mark “Shared mailbox”, or let a colleague host.", "Have a mailbox set up, or correct the address.",
		"Enter an address on lumen.example, or let a colleague host.")
	for who, offers := range map[string][]string{"Thi Nguyen": {"Correct the address", "Synchronize again"}, "Amélie Brun": {"Correct the address"},
		"Piotr Kowal": {"Correct the address", "Ask Cronofy all the same"}} {
		for _, deed := range []string{"Correct the address", "Synchronize again", "Ask Cronofy all the same"} {
			if got, want := b.Offers(deed+" "+who), slices.Contains(offers, deed); got != want {
				t.Errorf("%s for %s: offered %v, want %v", deed, who, got, want)
			}
		}
	}
	b.HTMX("calendar-progress").Visit(paths.CalendarProgress())
	b.See("3 failed", "Asking again does not help 2 of them", "Synchronize one person again")
	if done, total := b.Page.Doc.Find("progress").AttrOr("value", ""), b.Page.Doc.Find("progress").AttrOr("max", ""); done != "7" || total != "10" {
		t.Errorf("the bar shows %s of %s", done, total)
	}
	if failed := b.Page.Doc.Find(".track rect"); failed.AttrOr("x", "") != "7" || failed.AttrOr("width", "") != "3" {
		t.Errorf("the bar does not show who failed:\n%s", b.Page.Body)
	}
	b.Visit(paths.CalendarIntegration() + "?state=failed&q=thi")
	b.See("Thi Nguyen")
	b.DoNotSee("Piotr Kowal")
	b.Press("Synchronize again")
	b.See("Being synchronized")
}

// Who no longer hosts has not failed, and asking again is offered for nobody whom it cannot help.
func TestWhoNoLongerHostsHasNotFailed(t *testing.T) {
	t.Parallel()
	w := handlerstest.New(t)
	people := w.Company(models.SystemGraph)
	b := signedIn(t, w, people["HW"])
	stopHosting(b, people["PK"])
	stopHosting(b, people["TN"])
	b.Visit(paths.CalendarIntegration())
	b.See("1 failed", "Asking again does not help 1 of them")
	b.DoNotSee("Piotr Kowal", "Thi Nguyen", "Synchronize one person again")
	b.Follow("Look at the reasons")
	b.See("Amélie Brun")
	b.Visit("/")
	b.See("7 of 8 calendars are synchronized", "1 could not be synchronized.")
}

// While Cronofy is silent, and asked again by ourselves, no page says that it is anybody's turn.
func TestSilenceOfCronofyIsNobodysTurn(t *testing.T) {
	t.Parallel()
	w := handlerstest.New(t)
	people := w.Company(models.SystemGraph)
	b := signedIn(t, w, people["HW"])
	for _, key := range []string{"AB", "PK", "TN"} {
		stopHosting(b, people[key])
	}
	w.Break(handlerstest.Fault{What: "drop", Operation: "callback.ec", Times: 1000})
	b.Visit(paths.NewEmployee())
	b.Fill("Name", "Grace Hall").Fill("Email address", "grace.hall@lumen.example").Check("Hosts interviews").Press("Add and invite")
	w.Quiet()
	w.Advance(models.SyncUnansweredAfter)
	w.Tick()
	b.Visit(paths.CalendarIntegration())
	b.See("1 without an answer yet", "No answer yet", "We try again")
	b.DoNotSee("1 failed", "Asking again does not help")
	b.Visit("/")
	b.See("Cronofy has not answered for 1 person yet. We ask again by ourselves")
	b.DoNotSee("could not be synchronized")
	b.Visit(paths.WizardStep("zoom", "employees"))
	b.See("Cronofy has not answered for 1 person yet. We ask again by ourselves")
	b.DoNotSee("needs you", "need you")
	b.Visit(paths.Videoconferencing())
	b.See("In progress: 1 host is being synchronized")
}

// synchronizeAll lets the time pass that a handful of people take.
func synchronizeAll(w *handlerstest.World) {
	for range 5 {
		w.Advance(time.Second)
		w.Settle()
	}
}

// refreshes tells whether the page loads itself again without JavaScript.
func refreshes(b *handlerstest.Browser) bool {
	return b.Page.Doc.Find("noscript meta[http-equiv=refresh]").Length() > 0
}

// A page with forms on it never loads itself again: what was typed would be lost.
func TestWithoutJavaScriptThePageWithFormsStandsStillAndTheProgressHasAPageOfItsOwn(t *testing.T) {
	t.Parallel()
	w := handlerstest.New(t)
	people := w.Company(models.SystemGraph)
	b := signedIn(t, w, people["HW"])
	b.Visit(paths.CalendarIntegration())
	b.Press("Synchronize one person again")
	b.See(" waiting")
	if refreshes(b) {
		t.Error("the page with the forms loads itself again while people wait")
	}
	b.Follow("Watch the progress")
	b.At(paths.CalendarProgress())
	b.See("Progress of the synchronization", " waiting")
	if !refreshes(b) || b.Page.Doc.Find("main input, main select").Length() > 0 {
		t.Errorf("the page of the progress does not load itself again, or has something to type in:\n%s", b.Text())
	}
	b.DoNotSee("Back to the calendar integration")
	synchronizeAll(w)
	b.Visit(paths.CalendarProgress())
	if refreshes(b) {
		t.Error("the page of the progress goes on loading itself")
	}
	b.Follow("Back to the calendar integration")
	b.At(paths.CalendarIntegration())
	b.DoNotSee("Watch the progress")
}

// What the poll brings beside the progress replaces what stands on the page, and no form.
func TestPollBringsThePeopleAndTheCalendarsThatItHasChanged(t *testing.T) {
	t.Parallel()
	w := handlerstest.New(t)
	people := w.Company(models.SystemGraph)
	b := signedIn(t, w, people["HW"])
	b.Visit(paths.CalendarIntegration() + "?q=i")
	b.Press("Synchronize one person again")
	b.Visit(paths.CalendarIntegration() + "?q=thi")
	b.See("Being synchronized", "Thi Nguyen")
	poll := func() string {
		t.Helper()
		address, moving := b.Page.Doc.Find("#calendar-progress").Attr("hx-get")
		if !moving {
			t.Fatalf("nothing is polled:\n%s", b.Page.Body)
		}
		b.HTMX("calendar-progress").Visit(address)
		b.Expect(http.StatusOK)
		return b.Page.Doc.Find("#calendar-people[hx-swap-oob=true]").Text()
	}
	if list := poll(); list != "" {
		t.Errorf("nothing has changed, and yet the list comes: %s", list)
	}
	if trigger := b.Page.Doc.Find("#calendar-progress").AttrOr("hx-trigger", ""); trigger != "every 500ms" {
		t.Errorf("soon after connecting the poll waits for %q", trigger)
	}
	w.Advance(time.Hour)
	poll()
	if trigger := b.Page.Doc.Find("#calendar-progress").AttrOr("hx-trigger", ""); trigger != "every 3s" {
		t.Errorf("an hour after connecting the poll waits for %q", trigger)
	}
	synchronizeAll(w)
	list := poll()
	if !strings.Contains(list, "No mailbox yet") || strings.Contains(list, "Piotr Kowal") {
		t.Errorf("the list after synchronizing: %s", list)
	}
	if facts := b.Page.Doc.Find("#calendar-facts[hx-swap-oob=true]").Text(); !strings.Contains(facts, "× Office 365 (via Graph API)") {
		t.Errorf("the calendars after synchronizing: %s", facts)
	}
	if n := b.Page.Doc.Find("input:not([type=hidden]), select").Length(); n > 0 {
		t.Errorf("the poll brings %d things to type in:\n%s", n, b.Page.Body)
	}
	if b.Page.Doc.Find("[hx-get]").Length() > 0 {
		t.Error("the final state polls on")
	}
}

func TestDisconnectingSaysFirstWhatItAffects(t *testing.T) {
	t.Parallel()
	w := handlerstest.New(t)
	people := w.Company(models.SystemGoogle)
	b := w.Browser(t)
	b.Visit(paths.SignIn())
	signIn(b, people["HW"].Email, demo.Password)
	b.Visit(paths.CalendarIntegration())
	b.Follow("Disconnect the calendar")
	b.See("Disconnect the calendar?", "upcoming interviews", "employees no longer synchronized")
	b.Press("Disconnect")
	b.See("The calendar is being disconnected.")
	w.Settle()
	b.Visit(paths.CalendarIntegration())
	b.See("What Cronofy may see")
}

// disconnect ends the calendar connection together with the events of the interviews to come.
func disconnect(b *handlerstest.Browser) {
	b.Visit(paths.CalendarDisconnection())
	b.Check("Also delete the events of upcoming interviews from the calendars")
	b.Press("Disconnect")
	b.See("The calendar is being disconnected.")
}

// withLinks is a company whose two interviews have their events, links and invitations.
func withLinks(t *testing.T) (*handlerstest.World, *handlerstest.Browser) {
	t.Helper()
	w := handlerstest.New(t)
	people := w.Company(models.SystemGraph)
	hire(t, w, people["OG"].Actor(), 2)
	synchronizeAll(w)
	if n := len(w.Events()); n != 2 {
		t.Fatalf("%d events to begin with", n)
	}
	return w, signedIn(t, w, people["HW"])
}

// FAIL34: whoever takes the calendar or a provider away reads first how many interviews that concerns, and
// how many candidates have a link already; nothing happens before they confirm.
func TestTakingCalendarOrProviderAwayCountsInterviewsAndCandidatesFirst(t *testing.T) {
	t.Parallel()
	w, b := withLinks(t)
	counts := func() string { return handlerstest.Words(b.Page.Doc.Find("dl.impact")) }
	b.Visit(paths.CalendarIntegration())
	b.Follow("Disconnect the calendar")
	want := "2 upcoming interviews 2 of them with a video link 1 candidate who has the link already"
	if got := counts(); !strings.HasPrefix(got, want) {
		t.Errorf("the calendar: %q", got)
	}
	b.Follow("Keep it")
	b.See("Disconnect the calendar")
	for provider, want := range map[models.Provider]string{
		models.MSTeams: "2 planned interviews 2 of them with a link, which stays valid 1 candidate who has the link already",
		models.Zoom:    "0 planned interviews 0 of them with a link, which stays valid 0 candidates who have the link already",
	} {
		b.Visit(paths.ProviderSwitch(provider.Slug()))
		if got := counts(); !strings.HasPrefix(got, want) {
			t.Errorf("%s: %q", provider, got)
		}
	}
	b.Visit(paths.ProviderSwitch(models.MSTeams.Slug()))
	b.Press("Switch off for recruiters")
	b.See("Microsoft Teams is switched off for recruiters.")
	if n := len(w.Events()); n != 2 {
		t.Errorf("%d events are left", n)
	}
}

// A killed process loses nothing of it, and the calendar that follows gets events and links anew.
func TestEventsAreDeletedBeforeTheCalendarIsDisconnectedAndMadeAnewWithTheNextOne(t *testing.T) {
	t.Parallel()
	w, b := withLinks(t)
	disconnect(b)
	w.Restart()
	synchronizeAll(w)
	if left := w.Events(); len(left) > 0 {
		t.Errorf("events are left: %v", left)
	}
	b.Visit(paths.CalendarIntegration())
	b.See("What Cronofy may see")
	b.Visit(paths.Interview(1))
	b.See("No link", "was deleted when the calendar was disconnected")
	b.DoNotSee("The time is reserved")
	b.Press("Retry")
	b.See("The calendar of the host is not connected")
	b.Visit("/")
	b.See("2 interviews need attention")
	told := len(w.Letters("c0.2@mail.example"))

	acceptCronofy(w, b, systems[1].ours)
	leaveForCronofy(b, systems[1].ours)
	consent(b, "graph", "administrator")
	synchronizeAll(w)
	w.Tick()
	synchronizeAll(w)
	if n := len(w.Events()); n != 2 {
		t.Errorf("%d events after connecting again", n)
	}
	b.Visit(paths.Interview(1))
	b.See("Ready")
	if again := len(w.Letters("c0.2@mail.example")); again != told+2 {
		t.Errorf("the candidate of both got %d mails, then %d", told, again)
	}
}

// A calendar that does not answer keeps nobody connected for ever, and its event is said to be left.
func TestCalendarThatDoesNotAnswerKeepsItsEventAndIsDisconnectedAllTheSame(t *testing.T) {
	t.Parallel()
	w, b := withLinks(t)
	w.Break(handlerstest.Fault{What: "status", Status: http.StatusServiceUnavailable, Operation: "events.delete", Times: -1})
	disconnect(b)
	synchronizeAll(w)
	b.Visit(paths.CalendarIntegration())
	b.See("The calendar is being disconnected.")
	for range 25 {
		w.Advance(time.Minute)
		w.Settle()
	}
	b.Visit(paths.CalendarIntegration())
	b.See("What Cronofy may see")
	b.Visit(paths.Interview(1))
	b.See("could not be removed") // FAIL31
}

func TestHomeTellsHowFarCalendarAndPeopleAre(t *testing.T) {
	t.Parallel()
	w := handlerstest.New(t)
	people := w.Company(models.SystemGraph)
	b, recruiter := signedIn(t, w, people["HW"]), signedIn(t, w, people["OG"])
	b.Visit("/")
	b.See("The calendar is connected", "7 of 10 calendars are synchronized", "3 could not be synchronized.")
	b.Follow("Look at the reasons")
	b.See("No mailbox yet")
	b.DoNotSee("Camille Perrin")
	recruiter.Visit("/")
	recruiter.DoNotSee("Calendar and hosts")
	disconnectQuietly(w, b)
	b.Visit("/")
	b.See("The calendar is not connected")
	b.Follow("Connect the calendar")
	b.At(paths.CalendarIntegration())
	recruiter.Visit("/")
	recruiter.See("The calendar is not connected", "Until an administrator connects it")
	if recruiter.Page.Doc.Find("main a[href='"+paths.CalendarIntegration()+"']").Length() > 0 {
		t.Error("a recruiter is led to a page that is closed to recruiters")
	}
	employee := signedIn(t, w, people["CP"])
	employee.Visit("/")
	employee.DoNotSee("Calendar and hosts")
}

// disconnectQuietly ends the calendar connection and leaves the events.
func disconnectQuietly(w *handlerstest.World, b *handlerstest.Browser) {
	b.Visit(paths.CalendarDisconnection())
	b.Press("Disconnect")
	w.Settle()
}

// post sends a callback to a hook, signed or not.
func post(t *testing.T, address, signature string, body []byte) int {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, address, bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Cronofy-HMAC-SHA256", signature)
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	return answer.StatusCode
}

func signed(body []byte) string {
	mac := hmac.New(sha256.New, []byte("secret"))
	mac.Write(body)
	return base64.StdEncoding.EncodeToString(mac.Sum(nil))
}

func TestHooksTakeOnlyWhatIsSigned(t *testing.T) {
	t.Parallel()
	w := handlerstest.New(t)
	body := []byte(`{"notification":{"type":"change"}}`)
	for _, path := range []string{paths.CronofyAuthorization("x"), paths.CronofyPush("x"), paths.CronofyReachability("x")} {
		right := signed(body)
		for name, c := range map[string]struct {
			signature string
			want      int
		}{
			"missing":    {"", http.StatusForbidden},
			"wrong":      {signed([]byte("other")), http.StatusForbidden},
			"truncated":  {right[:len(right)-2], http.StatusForbidden},
			"url-safe":   {strings.NewReplacer("+", "-", "/", "_").Replace(right) + "-", http.StatusForbidden},
			"10000":      {strings.Repeat("x,", 10000) + right, http.StatusForbidden},
			"second":     {"wrong, " + right, http.StatusNotFound}, // verified, and unknown
			"right":      {right, http.StatusNotFound},
			"other body": {signed(append(body, ' ')), http.StatusForbidden},
		} {
			if got := post(t, w.URL+path, c.signature, body); got != c.want {
				t.Errorf("ATT7 %s %s: %d, want %d", path, name, got, c.want)
			}
		}
		huge := bytes.Repeat([]byte("x"), 1<<20)
		if got := post(t, w.URL+path, signed(huge), huge); got != http.StatusRequestEntityTooLarge {
			t.Errorf("ATT9 %s: %d", path, got)
		}
	}
}
