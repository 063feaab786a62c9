package handlers_test

import (
	"net/http"
	"net/url"
	"testing"

	"github.com/google/go-cmp/cmp"

	"entrevue/handlers/handlerstest"
	"entrevue/models"
	"entrevue/views/paths"
)

func TestButtonsThatAnInterviewDoesNotOfferChangeNothing(t *testing.T) { // ATT33
	t.Parallel()
	w, b := recruiting(t)
	addMaya(b)
	planned(t, b)
	interview := b.Page.URL.Path
	settle(w)
	b.Visit(interview)
	b.See("Ready", "Sent")
	events, history := w.Events(), b.Page.Doc.Find("#history").Text()
	for _, button := range []string{"/removal", "/invitation", "/help"} {
		b.Post(interview+button, url.Values{"version": {"1"}, "request_id": {"stale" + button}})
		b.Expect(http.StatusOK)
	}
	settle(w)
	if got := w.Events(); len(events) != 1 || !cmp.Equal(events, got) {
		t.Errorf("the events were %+v, and are %+v", events, got)
	}
	b.Visit(interview)
	if got := b.Page.Doc.Find("#history").Text(); got != history || history == "" {
		t.Errorf("the history was %q, and is %q", history, got)
	}
	if got := len(w.Letters("maya.lindqvist@mail.example")); got != 1 {
		t.Errorf("Maya got %d letters", got)
	}
}

func TestRemovalThatACalendarRefusedIsTriedAgainOnRequest(t *testing.T) { // FAIL31
	t.Parallel()
	w, b := recruiting(t)
	addMaya(b)
	planned(t, b)
	interview := b.Page.URL.Path
	settle(w)
	w.Break(handlerstest.Fault{What: "status", Operation: "events.delete", Status: http.StatusForbidden, Times: -1})
	b.Visit(interview + "/cancellation")
	b.Press("Cancel this interview")
	settle(w)
	w.Heal()
	b.Visit(interview)
	b.See("The calendar event could not be removed.")
	b.Press("Retry")
	b.See("The calendar was asked once more to remove the event.")
	settle(w)
	if got := w.Events(); len(got) != 0 {
		t.Errorf("the event still stands: %+v", got)
	}
}

func TestAnswersFromAnOldWindowLeadBackToWhatHolds(t *testing.T) { // ATT33, FAIL19
	t.Parallel()
	w, b, _ := hosting(t, models.SystemGraph)
	consented(w, b, "zoom", "Allow with the other account")
	answer := paths.MyAccountAnswer("zoom", 1)
	b.Post(answer, url.Values{"answer": {"keep"}})
	b.See("Your answer is saved.", "Connected.")
	for path, form := range map[string]url.Values{
		answer:                             {"answer": {"change"}},
		paths.MyIntegrationRefusal("zoom"): {"seen": {"administrator"}},
		paths.MyAccountRelink("zoom", 1):   nil,
	} {
		b.Post(path, form)
		b.Expect(http.StatusOK)
		b.At(paths.MyIntegration("zoom"))
		b.See("This has changed meanwhile", "Connected.")
		b.DoNotSee("Your answer is saved.")
	}
}

func TestAccountIsFoundOnlyAtItsProvider(t *testing.T) { // ATT11
	t.Parallel()
	w, b, jonas := hosting(t, models.SystemGraph)
	consented(w, b, "zoom", "Allow as "+jonas.Email)
	for _, provider := range []string{"goto-meeting", "teamspeak"} {
		for _, path := range []string{paths.MyAccountChoice(provider, 1), paths.MyAccountRelink(provider, 1), paths.MyAccountDisconnection(provider, 1)} {
			b.Post(path, nil)
			b.Expect(http.StatusNotFound)
		}
		b.Visit(paths.MyAccountDisconnection(provider, 1))
		b.Expect(http.StatusNotFound)
	}
}

func TestReturnSaysNothingThatOnlyItsAddressClaims(t *testing.T) { // ATT1
	t.Parallel()
	w, b, jonas := hosting(t, models.SystemGraph)
	consented(w, b, "zoom", "Allow as "+jonas.Email)
	visits, err := w.App.Reads().LatestPersonal(t.Context(), []int64{jonas.ID})
	if err != nil {
		t.Fatal(err)
	}
	stranger := w.Browser(t)
	stranger.Visit(paths.ConferencingReturn(visits[jonas.ID][models.Zoom].Token) + "?error=access_denied")
	stranger.DoNotSee("Zoom was not connected")
	stranger.See("You can close this page")
}

func TestRequestThatCannotBeReadIsRefusedInOnesLanguage(t *testing.T) { // ATT16
	t.Parallel()
	w := handlerstest.New(t)
	sophie := signedIn(t, w, w.Company(models.SystemGraph)["SM"])
	sophie.Post(paths.MyIntegrations()+"/zoom/connection?x=1", nil)
	sophie.Expect(http.StatusBadRequest)
	sophie.See("Cette requête n’a pas pu être lue.")
}

func TestPickerWithoutHostKeepsTheFormWhateverIsPressed(t *testing.T) { // ATT35
	t.Parallel()
	_, b := recruiting(t)
	addMaya(b)
	for _, button := range []string{"try_again", "remind"} {
		for _, host := range []string{"", "999"} {
			b.Post(paths.NewInterviewPicker(1), url.Values{"host": {host}, "message": {"Bring the lamp."}, button: {"zoom"}})
			b.Expect(http.StatusOK)
			b.See("Bring the lamp.")
		}
	}
}
