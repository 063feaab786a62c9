package handlers_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"entrevue/handlers/handlerstest"
	"entrevue/models"
	"entrevue/models/connecting"
	hiring "entrevue/models/recruiting"
	"entrevue/models/scheduling"
	"entrevue/views/paths"
	"entrevue/views/personal"
)

// zoomHost is a company in which Jonas has connected Zoom and hosts so many interviews by it, one a day,
// all with their links.
type zoomHost struct {
	*testing.T
	world     *handlerstest.World
	jonas     models.Employee
	recruiter models.Employee
	browser   *handlerstest.Browser // Jonas's
	hers      *handlerstest.Browser // Helen's, who recruits
	sending   models.Sending
}

func newZoomHost(t *testing.T, interviews int) *zoomHost {
	t.Helper()
	w, b, jonas := hosting(t, models.SystemGraph)
	consented(w, b, "zoom", "Allow as "+jonas.Email)
	her := helen(t, w)
	h := &zoomHost{t, w, jonas, her, b, signedIn(t, w, her).Speaking("en"), models.SendWhenReady}
	for n := range interviews {
		h.plan(n)
	}
	h.pass()
	return h
}

func (h *zoomHost) plan(n int) models.Interview {
	h.Helper()
	by := h.recruiter.Actor()
	must := func(id int64, err error) int64 {
		h.Helper()
		if err != nil {
			h.Fatal(err)
		}
		return id
	}
	position := must(h.world.App.Recruiter.CreatePosition(h.Context(), by, fmt.Sprint("position ", n), hiring.PositionEntry{Title: fmt.Sprint("Position ", n)}))
	candidate := must(h.world.App.Recruiter.CreateCandidate(h.Context(), by, fmt.Sprint("candidate ", n), hiring.CandidateEntry{Name: fmt.Sprintf("Candidate %c", 'A'+n),
		Email: fmt.Sprintf("c%d@mail.example", n), Language: models.English, TimeZone: "Europe/Paris", PositionID: position, AppliedOn: "2026-11-09"}))
	booked, err := h.world.App.Scheduler.Book(h.Context(), by, scheduling.Booking{CandidateID: candidate, Sending: h.sending,
		RequestID: fmt.Sprint("interview ", n), Plan: scheduling.Plan{Type: models.TypeFirst, OrganizerID: h.jonas.ID, HostID: h.jonas.ID,
			Date: handlerstest.Start.AddDate(0, 0, 3+n).Format(time.DateOnly), Clock: "10:00", TimeZone: "Europe/Paris", Duration: time.Hour,
			Way: scheduling.Way{Method: models.MethodZoom}}})
	must(booked.ID, err)
	return booked
}

// pass lets links come, and checks that wait for things to be still.
func (h *zoomHost) pass() {
	h.Helper()
	for range 6 {
		h.world.Advance(time.Minute)
		h.world.Settle()
	}
}

// lose lets the sign-in end outside, and the push of that arrive.
func (h *zoomHost) lose() { h.act("disconnect_conferencing") }

func (h *zoomHost) act(what string) {
	h.Helper()
	h.world.Act(what, h.jonas.Email)
	h.world.Settle()
}

// relink signs in anew on Cronofy's page.
func (h *zoomHost) relink() {
	h.Helper()
	h.browser.Visit(h.world.URL + paths.MyIntegration("zoom"))
	h.browser.Press("Reconnect " + h.jonas.Email)
	h.browser.Press("Sign in as " + h.jonas.Email)
	h.world.Advance(models.LookEvery)
	h.browser.Visit(h.world.URL + paths.MyIntegration("zoom"))
	h.world.Settle()
}

// losses are the mails about lost sign-ins that came from us, newest first.
func (h *zoomHost) losses() []handlerstest.Letter {
	h.Helper()
	var found []handlerstest.Letter
	for _, letter := range h.world.Letters(h.jonas.Email) {
		if strings.Contains(letter.Text, "Cronofy may write to you about this too") || strings.Contains(letter.Text, "no longer knows your account") {
			found = append(found, letter)
		}
	}
	return found
}

func (h *zoomHost) mailed(want int) {
	h.Helper()
	if got := h.losses(); len(got) != want {
		h.Errorf("%d mails about the lost sign-in, want %d", len(got), want)
	}
}

func TestHostReadsOnceAndOnEveryPageThatTheirSignInHasEnded(t *testing.T) { // FAIL20
	t.Parallel()
	h := newZoomHost(t, 3)
	h.mailed(0)
	h.lose()
	h.mailed(1)
	letter := h.losses()[0]
	for _, words := range []string{"Candidate A", "Candidate C", "Thu 3 Dec, 10:00", "has its link", "/me/integrations/zoom"} {
		if !strings.Contains(strings.Join(strings.Fields(letter.Text), " "), words) {
			t.Errorf("the mail does not say %q:\n%s", words, letter.Text)
		}
	}
	if letter.Subject != "Your Zoom sign-in has ended: 3 interviews need it" {
		t.Errorf("the subject is %q", letter.Subject)
	}
	b := h.browser
	for _, page := range []string{paths.Home(), paths.Me(), paths.MyIntegrations(), paths.MyIntegration("goto-meeting"), paths.Interview(1)} {
		b.Visit(h.world.URL + page)
		b.See("Your Zoom sign-in has ended.", "3 upcoming interviews need it; the first is on Thu 3 Dec, 10:00.")
	}
	b.Follow("Reconnect")
	b.At(paths.MyIntegration("zoom"))
	b.See("Your sign-in has ended.", "Links that are already made stay as they are")
	b.DoNotSee("Your Zoom sign-in has ended.") // the page says it itself
	for range 3 {                              // whoever reads the account again finds nothing new
		h.world.Advance(time.Hour)
		b.Visit(h.world.URL + paths.MyIntegration("zoom"))
		h.world.Tick()
	}
	h.mailed(1)
	h.hers.Visit(paths.Home())
	h.hers.DoNotSee("Your Zoom sign-in has ended.") // it is not hers
	h.relink()
	b.Visit(h.world.URL + paths.Home())
	b.DoNotSee("sign-in has ended")
}

// Cronofy's page for signing in again does not lead back: that is said before, and what is awaited
// after.
func TestWhoeverLeftToReconnectReadsWhatIsAwaited(t *testing.T) { // FAIL20, FAIL48
	t.Parallel()
	h := newZoomHost(t, 1)
	h.lose()
	b, page := h.browser, h.world.URL+paths.MyIntegration("zoom")
	b.Visit(page)
	b.See("Your sign-in has ended.", "Cronofy’s page does not lead back by itself")
	b.Press("Reconnect " + h.jonas.Email)
	atCronofy := *b
	for _, where := range []string{paths.MyIntegration("zoom"), paths.MyIntegrations()} {
		b.Visit(h.world.URL + where)
		b.See("Being renewed", "to renew your sign-in with Zoom", "1 upcoming interview needs Zoom")
		b.DoNotSee("Your sign-in has ended.", "The mail from Cronofy has not come?")
	}
	if b.Visit(page); b.Page.Doc.Find("#connection").AttrOr("hx-get", "") == "" || !b.Offers("Reconnect "+h.jonas.Email) {
		t.Error("the page does not look by itself, or cannot be left once more")
	}
	atCronofy.Press("Sign in as " + h.jonas.Email)
	h.world.Advance(models.LookEvery)
	b.Visit(page)
	h.world.Settle()
	b.Visit(page)
	b.See("Reconnected.")
}

func TestNextProviderIsNamedByWhatIsToBeDone(t *testing.T) { // FAIL20
	t.Parallel()
	h := newZoomHost(t, 0)
	for _, wizard := range []string{"zoom", "goto-meeting"} {
		h.hers.Visit(paths.Wizard(wizard))
		h.hers.Press("Begin now")
	}
	h.lose()
	consented(h.world, h.browser, "goto-meeting", "Allow as "+h.jonas.Email)
	h.browser.Visit(h.world.URL + paths.MyIntegration("goto-meeting"))
	h.browser.Follow("Next: reconnect Zoom")
	h.browser.At(paths.MyIntegration("zoom"))
	consented(h.world, h.browser, "zoom", "Allow with the other account")
	h.browser.Visit(h.world.URL + paths.MyIntegration("goto-meeting"))
	h.browser.Follow("Next: answer the question about Zoom")
	h.browser.At(paths.MyIntegration("zoom"))
}

// A visit for another account is none to renew the one that was lost: its mail may still come.
func TestWhoeverLeftForAnotherAccountIsNotSaidToRenew(t *testing.T) { // FAIL18, FAIL20
	t.Parallel()
	h := newZoomHost(t, 0)
	h.lose()
	h.browser.Visit(h.world.URL + paths.MyIntegration("zoom"))
	h.browser.Press(connect)
	h.browser.Visit(h.world.URL + paths.MyIntegration("zoom"))
	h.browser.See("Your sign-in has ended.", "The mail from Cronofy has not come?")
	h.browser.DoNotSee("Being renewed")
}

func TestSignInThatComesAndGoesIsToldOfThreeTimesADayAtMost(t *testing.T) { // FAIL20
	t.Parallel()
	h := newZoomHost(t, 1)
	for n := range 5 {
		h.world.Advance(time.Minute)
		h.lose()
		h.mailed(min(n+1, models.LossMails))
		h.act("reconnect_conferencing")
		h.world.Advance(models.LookEvery)
		h.browser.Visit(h.world.URL + paths.MyIntegrations())
		h.world.Settle()
	}
	h.world.Advance(models.LossMailsWithin)
	h.lose()
	h.mailed(models.LossMails + 1)
}

func TestNobodyIsWrittenToAboutASignInThatNothingNeeds(t *testing.T) { // FAIL20
	t.Parallel()
	h := newZoomHost(t, 0)
	h.lose()
	h.mailed(0)
	h.browser.Visit(h.world.URL + paths.Home())
	h.browser.DoNotSee("sign-in has ended")
	h.browser.Visit(paths.MyIntegration("zoom"))
	h.browser.See("Your sign-in has ended.", "Reconnect "+h.jonas.Email)
}

func TestHostIsWrittenToWhereTheCompanyAsksForTheProvider(t *testing.T) { // FAIL20
	t.Parallel()
	h := newZoomHost(t, 0)
	h.hers.Visit(paths.Wizard("zoom"))
	h.hers.Press("Begin now")
	h.lose()
	h.mailed(1)
	if text := h.losses()[0].Text; !strings.Contains(text, "No upcoming interview depends on it.") {
		t.Errorf("the mail says:\n%s", text)
	}
	h.browser.Visit(h.world.URL + paths.Home())
	h.browser.See("Your Zoom sign-in has ended.", "Recruiters cannot choose you")
	h.browser.DoNotSee("Zoom – Your sign-in has ended") // once is enough
}

func TestRemovedAccountReadsOtherwiseThanOneThatWasNeverConnected(t *testing.T) { // FAIL17, FAIL20
	t.Parallel()
	h := newZoomHost(t, 2)
	h.act("remove_conferencing")
	h.world.Advance(models.LookEvery)
	b := h.browser
	b.Visit(h.world.URL + paths.MyIntegrations())
	h.world.Settle() // nobody tells of it: it is read
	h.mailed(1)
	b.Visit(paths.MyIntegrations())
	b.See("Your Zoom account is no longer connected.", "Your account was removed")
	b.Visit(paths.MyIntegration("zoom"))
	b.See("Your account was removed.", "Cronofy no longer knows "+h.jonas.Email, "2 upcoming interviews need Zoom", connect)
	b.DoNotSee("About two minutes, once.")
	b.Visit(paths.MyIntegration("goto-meeting"))
	b.See("Not connected.", "About two minutes, once.")
	h.hers.Visit(paths.Readiness())
	h.hers.See("Account removed")
	consented(h.world, b, "zoom", "Allow as "+h.jonas.Email)
	b.Visit(h.world.URL + paths.MyIntegration("zoom"))
	b.See("Connected.", "As "+h.jonas.Email)
}

// What recruiters see is asked of the table of availability when they look, and the interviews are checked
// as soon as the host is lost.
func TestRecruitersSeeAtOnceThatAHostIsLostAndThatTheyAreBack(t *testing.T) { // FAIL20
	t.Parallel()
	h := newZoomHost(t, 2)
	attention := func(want int) {
		t.Helper()
		if got, err := h.world.App.Reads().CountAttention(t.Context()); err != nil || got != want {
			t.Errorf("%d interviews need attention, want %d (%v)", got, want, err)
		}
	}
	attention(0)
	h.lose()
	attention(2)
	h.hers.Visit(paths.Readiness())
	h.hers.See("Sign-in has ended")
	h.hers.Visit(paths.Interview(1))
	h.hers.See("is no longer connected")
	h.hers.Visit(paths.InterviewMethod(1))
	h.hers.See("The Zoom sign-in of Jonas has ended.")
	for _, letter := range h.world.Letters(h.recruiter.Email) {
		if strings.Contains(letter.Subject, "Please look") {
			t.Errorf("colleagues are written to days before: %q", letter.Subject)
		}
	}
	h.relink()
	attention(0)
	h.hers.Visit(paths.Interviews())
	h.hers.DoNotSee("Needs attention")
}

// A link that is refused because of a lost sign-in tells what no push has told.
func TestRefusedLinkHasTheAccountRead(t *testing.T) { // FAIL20
	t.Parallel()
	for _, setting := range []string{"failing", "422"} {
		t.Run(setting, func(t *testing.T) {
			t.Parallel()
			h := newZoomHost(t, 0)
			h.world.Turn("disconnected_conferencing", setting)
			h.world.Break(handlerstest.Fault{What: "drop", Operation: "callback.*", Times: 1})
			h.lose()
			h.mailed(0)
			h.plan(0)
			h.pass()
			h.mailed(1)
		})
	}
}

func TestRelinkedHostReadsOnceThatNothingElseChanged(t *testing.T) { // FAIL48
	t.Parallel()
	h := newZoomHost(t, 3)
	before := accounts(t, h.world, h.jonas)[0]
	h.lose()
	h.browser.Visit(h.world.URL + paths.MyIntegration("zoom"))
	h.browser.Press("Reconnect " + h.jonas.Email)
	h.browser.Press("Sign in as " + h.jonas.Email)
	h.world.Advance(models.LookEvery)
	h.browser.Visit(h.world.URL + paths.MyIntegration("goto-meeting")) // which reads the account, too
	h.world.Settle()
	h.browser.Visit(h.world.URL + paths.MyIntegration("zoom"))
	h.browser.See("Reconnected. 3 interviews use Zoom again; nothing else changed.")
	h.browser.Visit(h.world.URL + paths.MyIntegration("zoom"))
	h.browser.See("Connected.")
	h.browser.DoNotSee("Reconnected.")
	after := accounts(t, h.world, h.jonas)[0]
	if after.AcceptedAt == nil || !after.AcceptedAt.Equal(*before.AcceptedAt) || after.LostAt != nil || after.LossToldAt != nil {
		t.Errorf("the account was %+v and is %+v", before, after)
	}
}

// Links that failed meanwhile are asked for by themselves; what the candidate hears is one invitation.
func TestLinksThatFailedMeanwhileAreMadeAfterReconnecting(t *testing.T) { // FAIL48
	t.Parallel()
	h := newZoomHost(t, 0)
	h.world.Break(handlerstest.Fault{What: "drop", Operation: "callback.*", Times: 2})
	h.lose()
	h.plan(0)
	h.pass()
	link := func(want models.LinkState) {
		t.Helper()
		if i, err := h.world.App.Reads().Interview(t.Context(), 1); err != nil || i.LinkState != want {
			t.Errorf("the link is %s (%s), want %s (%v)", i.LinkState, i.LinkCause, want, err)
		}
	}
	link(models.LinkFailing)
	if letters := h.world.Letters("c0@mail.example"); len(letters) != 0 {
		t.Errorf("the candidate was written to without a link: %q", letters[0].Subject)
	}
	h.world.Turn("disconnected_conferencing", "422") // Cronofy does not try again by itself
	h.relink()
	h.pass()
	link(models.LinkReady)
	if letters := h.world.Letters("c0@mail.example"); len(letters) != 1 {
		t.Errorf("the candidate was written to %d times", len(letters))
	}
}

func TestCandidateWhoWasInvitedAtOnceHearsNothingOfReconnecting(t *testing.T) { // FAIL48
	t.Parallel()
	h := newZoomHost(t, 0)
	h.sending = models.SendNow
	h.world.Break(handlerstest.Fault{What: "drop", Operation: "callback.*", Times: 2})
	h.lose()
	h.plan(0)
	h.pass()
	h.relink()
	h.pass()
	if i, err := h.world.App.Reads().Interview(t.Context(), 1); err != nil || i.LinkState != models.LinkReady {
		t.Errorf("the link is %s (%v)", i.LinkState, err)
	}
	if letters := h.world.Letters("c0@mail.example"); len(letters) != 1 {
		t.Errorf("the candidate was written to %d times", len(letters))
	}
}

func TestDisconnectingNamesTheInterviewsAndCanBeUndone(t *testing.T) {
	t.Parallel()
	h := newZoomHost(t, 7)
	confirmation := connecting.ITConfirmation{Name: "Ravi Bose", On: h.world.Now().Format(time.DateOnly)}
	if err := h.world.App.Connector.ConfirmForIT(t.Context(), h.recruiter.Actor(), models.Zoom, confirmation); err != nil {
		t.Fatal(err)
	}
	b := h.browser
	b.Visit(h.world.URL + paths.MyIntegration("zoom"))
	b.Follow("Disconnect")
	b.See("7 upcoming interviews keep the links", "Links that are already made stay as they are", "Recruiters see at once",
		"Candidate A", "Thu 3 Dec, 10:00", "And 2 more interviews.", "Manage › Added Apps", "You can undo this")
	b.DoNotSee("Candidate F")
	b.Follow("Candidate A")
	b.At(paths.Interview(1))
	b.Visit(paths.MyAccountDisconnection("zoom", accounts(t, h.world, h.jonas)[0].ID))
	b.Press("Disconnect")
	h.world.Settle()
	b.Visit(h.world.URL + paths.MyIntegration("zoom"))
	b.See("Disconnected.")
	h.hers.Visit(paths.Readiness())
	h.hers.See("Disconnected")
	h.hers.Visit(paths.Interviews())
	h.hers.See("Needs attention")
	h.hers.Visit(paths.InterviewMethod(1))
	h.hers.See("Jonas has disconnected Zoom.")
	h.mailed(0) // who disconnects knows
	b.Press("Use " + h.jonas.Email + " again")
	b.See("Connected.")
	h.world.Settle()
	h.hers.Visit(paths.Interviews())
	h.hers.DoNotSee("Needs attention")
}

func TestDisconnectingWithoutInterviewsSaysThatNothingDepends(t *testing.T) {
	t.Parallel()
	h := newZoomHost(t, 0)
	h.browser.Visit(h.world.URL + paths.MyIntegration("zoom"))
	h.browser.Follow("Disconnect")
	h.browser.See("No upcoming interview depends on it.", "Keep it connected")
	h.browser.DoNotSee("Interviews concerned")
}

// Who does not answer ends no connection.
func TestHostReadsThatCronofyIsSilentAndStaysConnected(t *testing.T) { // FAIL21
	t.Parallel()
	h := newZoomHost(t, 1)
	h.world.Break(handlerstest.Fault{What: "status", Operation: "userinfo", Status: 503, Times: -1})
	h.world.Advance(models.LookEvery)
	b := h.browser
	b.Visit(h.world.URL + paths.MyIntegrations())
	h.world.Settle()
	for _, page := range []string{paths.MyIntegrations(), paths.MyIntegration("zoom")} {
		b.Visit(page)
		b.See("Cronofy is not answering.", "there is nothing for you to do", "As "+h.jonas.Email)
		b.DoNotSee("has ended", "removed")
	}
	h.hers.Visit(paths.Readiness())
	h.hers.See("Cronofy has not answered since")
	h.mailed(0)
	h.world.Heal()
	h.world.Advance(time.Hour)
	b.Visit(h.world.URL + paths.MyIntegrations())
	h.world.Settle()
	b.Visit(paths.MyIntegrations())
	b.DoNotSee("Cronofy is not answering.")
	h.hers.Visit(paths.Readiness())
	h.hers.DoNotSee("Cronofy has not answered since")
}

// A provider that is slow is waited for, and the account stays connected.
func TestHostReadsThatAProviderIsSlowAndStaysConnected(t *testing.T) { // FAIL21, FAIL22
	t.Parallel()
	h := newZoomHost(t, 0)
	h.world.Break(handlerstest.Fault{What: "no_link", Operation: "conference", Times: 1})
	h.plan(0)
	h.pass()
	h.browser.Visit(h.world.URL + paths.MyIntegration("zoom"))
	h.browser.See("Connected.", "Zoom is slow to answer.", "The link of 1 interview has not come yet.")
	h.mailed(0)
}

// Who closed the page that asked for an administrator can say so without having come back.
func TestHostWhoNeverCameBackCanSayWhatTheySaw(t *testing.T) { // FAIL5, FAIL12
	t.Parallel()
	w, b, jonas := hosting(t, models.SystemGraph)
	her := helen(t, w)
	confirmation := connecting.ITConfirmation{Name: "Ravi Bose", On: w.Now().Format(time.DateOnly)}
	if err := w.App.Connector.ConfirmForIT(t.Context(), her.Actor(), models.Zoom, confirmation); err != nil {
		t.Fatal(err)
	}
	w.Advance(time.Minute)
	departed(w, b, "zoom")
	for range 2 { // at once, and after it counts as abandoned
		b.Visit(w.URL + paths.MyIntegration("zoom"))
		b.Follow("Something stopped you on the way?")
		b.See("What did you see?")
		b.Press("Answer")
		b.Expect(422)
		b.See("What did you see?")
		w.Advance(models.PersonalAuthorizationFor)
		b = signedIn(t, w, jonas).Speaking("en")
	}
	b.Visit(paths.MyIntegrationRefusal("zoom"))
	b.Check("Zoom asked for an administrator").Press("Answer")
	b.At(paths.MyIntegration("zoom"))
	b.See("Your IT department’s turn.", "Your administrators see this", "Start again")
	if setup, err := w.App.Reads().ProviderSetup(t.Context(), models.Zoom); err != nil || setup.ITStep() != models.ITOpen {
		t.Errorf("the step of IT is %s (%v)", setup.ITStep(), err)
	}
	b.Visit(paths.MyIntegrationRefusal("zoom"))
	b.At(paths.MyIntegration("zoom")) // it is said already
}

// What somebody saw before IT acted does not undo what IT has done since.
func TestHostWhoTellsLateDoesNotUndoWhatITHasDone(t *testing.T) { // FAIL12
	t.Parallel()
	w, b, _ := hosting(t, models.SystemGraph)
	departed(w, b, "zoom")
	w.Advance(time.Hour)
	confirmation := connecting.ITConfirmation{Name: "Ravi Bose", On: w.Now().Format(time.DateOnly)}
	if err := w.App.Connector.ConfirmForIT(t.Context(), helen(t, w).Actor(), models.Zoom, confirmation); err != nil {
		t.Fatal(err)
	}
	b.Visit(w.URL + paths.MyIntegrationRefusal("zoom"))
	b.Check("Zoom asked for an administrator").Press("Answer")
	b.See("IT has done it", "Start again")
	if setup, err := w.App.Reads().ProviderSetup(t.Context(), models.Zoom); err != nil || setup.ITStep() != models.ITConfirmed {
		t.Errorf("the step of IT is %s (%v)", setup.ITStep(), err)
	}
}

// Everybody reads what is processed about them, in the table that the administrator has accepted.
func TestHostReadsWhatIsReadAndWrittenForThem(t *testing.T) {
	t.Parallel()
	h := newZoomHost(t, 0)
	h.browser.Visit(h.world.URL + paths.MyIntegrations())
	h.browser.See("What Entrevue and Cronofy may read and write for you", "When somebody is busy, never with what", "Participants and recruiters",
		"data centre (sandbox)", "synchronized since 30 Nov 2026", "connected since 30 Nov 2026", "an administrator disconnects it for the whole company",
		"you disconnect them yourself", "Manage › Added Apps")
	h.browser.DoNotSee("My Apps") // no account there
	h.browser.Post(h.world.URL+paths.Language(), url.Values{"language": {"fr"}, "return_to": {paths.MyIntegrations()}})
	h.browser.See("Ce qu’Entrevue et Cronofy peuvent lire et écrire pour vous", "Applications ajoutées")
}

// A page that shows an account goes on asking whether it still holds, costs Cronofy nothing by that
// once it was left open, and is not touched while it says the same.
func TestOpenPageNoticesByItselfThatTheSignInHasEnded(t *testing.T) { // FAIL20
	t.Parallel()
	h := newZoomHost(t, 0)
	b := h.browser
	b.Visit(h.world.URL + paths.MyIntegration("zoom"))
	watch := b.Page.Doc.Find("#"+personal.ConnectionPart).AttrOr("hx-get", "")
	if !strings.Contains(watch, "seen=") {
		t.Fatalf("the page asks %q", watch)
	}
	h.world.Settle()
	h.world.Advance(5 * time.Minute)
	before := len(h.world.Asked())
	for range 3 {
		h.world.Advance(time.Minute)
		if b.HTMX(personal.ConnectionPart).Visit(watch); b.Page.Status != http.StatusNoContent {
			t.Errorf("nothing has changed, and the answer is %d", b.Page.Status)
		}
		h.world.Settle()
	}
	if asked := len(h.world.Asked()) - before; asked != 0 {
		t.Errorf("Cronofy was asked %d times", asked)
	}
	h.lose()
	b.HTMX(personal.ConnectionPart).Visit(watch)
	b.See("Your sign-in has ended.", "Reconnect "+h.jonas.Email)
}
