package handlers_test

import (
	"net/http"
	"net/url"
	"testing"

	"github.com/google/go-cmp/cmp"

	"entrevue/handlers/handlerstest"
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
