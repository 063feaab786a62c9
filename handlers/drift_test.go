package handlers_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"entrevue/handlers/handlerstest"
	"entrevue/models"
)

// edited is Maya's interview after somebody has changed its event in the calendar; b stands on its page.
func edited(t *testing.T, system models.CalendarSystem, act handlerstest.CalendarAct) (*handlerstest.World, *handlerstest.Browser) {
	t.Helper()
	w := handlerstest.New(t)
	b := signedIn(t, w, w.Company(system)["OG"])
	addMaya(b)
	plan(b)
	take(b, "phone")
	if system == models.SystemGraph {
		take(b, "ms_teams")
	}
	b.Fill("Phone number", "+1 514 555 0147")
	b.Press("Plan interview")
	settle(w)
	settle(w)
	change(t, w, act)
	b.Visit(b.Page.URL.Path)
	return w, b
}

// change lets somebody change the only event, moved by an hour where nothing else is said.
func change(t *testing.T, w *handlerstest.World, act handlerstest.CalendarAct) {
	t.Helper()
	events := w.Events()
	if len(events) != 1 {
		t.Fatalf("%d events stand", len(events))
	}
	act.Account, act.Event = events[0].Email, events[0].EventID
	act.Start, act.End = events[0].Start.Add(time.Hour), events[0].End.Add(time.Hour)
	w.InCalendar(act)
	settle(w)
}

// FAIL32
func TestChangeInTheCalendarIsShownInItsWordsAndAdopted(t *testing.T) {
	t.Parallel()
	w, b := edited(t, models.SystemGraph, handlerstest.CalendarAct{What: "move_event"})
	b.See("In Outlook, this interview was moved to Thursday 3 December, 15:00–16:00.", "Your turn: adopt it, or restore what was planned?",
		"Planned here Thursday 3 December 2026, 14:00–15:00", "In Outlook Thursday 3 December 2026, 15:00–16:00",
		"If you adopt it, Maya is told once. If you restore, nobody is told.", "Noticed that the event was moved in the calendar")
	interview := b.Page.URL.Path
	b.Visit("/interviews")
	b.See("Needs attention", "Changed in the calendar")
	b.Visit("/candidates/1/interviews")
	b.See("Second interview on 3 December was changed in the calendar.", "Maya hears nothing before you decide.")
	b.Visit("/")
	b.See("1 interview needs attention", "Second interview on 3 December was changed in the calendar.")
	b.Visit(interview)
	b.Press("Adopt the new time")
	b.At(interview)
	b.See("Adopted. The interview is as it stands in the calendar.", "Thursday 3 December 2026, 15:00–16:00")
	b.DoNotSee("Your turn: adopt it")
	settle(w)
	if letters := w.Letters("maya.lindqvist@mail.example"); len(letters) != 2 || !strings.Contains(letters[0].Text, "15:00") {
		t.Errorf("Maya got %d letters", len(letters))
	}
}

// FAIL32: a candidate cannot be in two interviews at once.
func TestTimeAtWhichTheCandidateHasAnotherInterviewCannotBeAdopted(t *testing.T) {
	t.Parallel()
	w, b := edited(t, models.SystemGraph, handlerstest.CalendarAct{What: "move_event"})
	interview := b.Page.URL.Path
	before := b.Page
	plan(b)
	take(b, "phone")
	b.Choose("Organizer", "Oliver Grant (you)").Fill("Phone number", "+1 514 555 0147").Fill("Start time", "15:00")
	b.Press("Plan interview")
	b.See("Interview planned.")
	other := b.Page.URL.Path
	b.Visit(interview)
	b.See("Maya has another interview at that time, so it can only be moved back.", "Maya has another interview then: Second interview, Thu 3 Dec, 15:00–16:00",
		"Calendar event Changed in the calendar")
	if b.Page.Doc.Find(".notice a[href='"+other+"']").Length() != 1 {
		t.Error("nothing leads to the other interview")
	}
	if b.Offers("Adopt the new time") {
		t.Error("the time can be adopted")
	}
	b.Page = before // the page as it stood in another tab
	b.Press("Adopt the new time")
	b.See("The candidate already has an interview at this time")
	settle(w)
	b.Press("Restore the planned time")
	settle(w)
	b.Visit(interview)
	b.See("Thursday 3 December 2026, 14:00–15:00", "Calendar event In the calendar")
}

// FAIL26: a second link of another provider cannot win, and the page says why.
func TestSecondLinkOfAnotherProviderCanOnlyBeLeftOut(t *testing.T) {
	t.Parallel()
	w, b := edited(t, models.SystemGraph, handlerstest.CalendarAct{What: "add_link", Link: "https://zoom.us/j/123456789"})
	interview := b.Page.URL.Path
	b.See("In Outlook, this event contains two different join links.", "https://zoom.us/j/123456789",
		"Your turn. The other link does not belong to Microsoft Teams, so it cannot be adopted.")
	if b.Offers("Keep the other link") {
		t.Error("the other link can be adopted")
	}
	b.Press("Keep our link")
	settle(w)
	b.Visit(interview)
	b.DoNotSee("two different join links")
	change(t, w, handlerstest.CalendarAct{What: "add_link", Link: "https://teams.microsoft.com/l/meetup-join/19%3ameeting_other"})
	b.Visit(interview)
	b.See("two different join links", "Your turn: keep which one?")
	b.Press("Keep the other link")
	b.See("Adopted. The interview is as it stands in the calendar.")
}

// FAIL25, FAIL27: what came instead of a link is told once, and was sent to nobody.
func TestWrongLinkIsToldOnceAndSentToNobody(t *testing.T) {
	t.Parallel()
	for fault, sentence := range map[string]string{"malformed_link": "is not a link one can join.", "other_provider": "Microsoft Teams was requested for Camille, but a Zoom link came back."} {
		t.Run(fault, func(t *testing.T) {
			t.Parallel()
			w, b := recruiting(t)
			addMaya(b)
			w.Break(handlerstest.Fault{What: fault, Operation: "conference", Times: -1})
			planned(t, b)
			interview := b.Page.URL.Path
			for range 4 {
				settle(w)
				w.Advance(time.Minute)
			}
			b.Visit(interview)
			b.See("No link Your turn", sentence+" Nothing was sent to Maya.", "Retry", "Choose another host")
			b.DoNotSee("It was sent to nobody.")
			if n := len(w.Letters("maya.lindqvist@mail.example")); n != 0 {
				t.Errorf("Maya got %d letters", n)
			}
			w.Heal()
			b.Press("Retry")
			settle(w)
			b.Visit(interview)
			b.See("Ready")
			sent(t, w, 1)
		})
	}
}

// FAIL32: before the recruiter has decided, the candidate's page shows no link that may be wrong, and says of
// nothing that it is new.
func TestCandidateReadsOfNoChangeBeforeTheRecruiterHasDecided(t *testing.T) {
	t.Parallel()
	for _, what := range []string{"delete_event", "edit_link"} {
		t.Run(what, func(t *testing.T) {
			t.Parallel()
			w, b := edited(t, models.SystemGraph, handlerstest.CalendarAct{What: what, Link: "https://teams.microsoft.com/l/meetup-join/19%3ameeting_other"})
			maya := w.Browser(t)
			maya.Visit(pageIn(t, w.Letters("maya.lindqvist@mail.example")[0]))
			maya.See("We are checking the link")
			maya.DoNotSee("New link", "as soon as it is ready")
			if maya.Offers("Join with Microsoft Teams") {
				t.Error("the link is offered")
			}
			b.Press(map[string]string{"delete_event": "Restore the event", "edit_link": "Restore with a new link"}[what])
			maya.Visit(maya.Page.URL.Path)
			maya.See("The link appears here as soon as it is ready")
		})
	}
}

// FAIL32: in the words of each calendar, in French, too.
func TestDeletedEventIsShownInTheWordsOfItsCalendar(t *testing.T) {
	t.Parallel()
	for system, words := range map[models.CalendarSystem]string{models.SystemGoogle: "Google Calendar", models.SystemEWS: "Exchange"} {
		t.Run(string(system), func(t *testing.T) {
			t.Parallel()
			w, b := edited(t, system, handlerstest.CalendarAct{What: "delete_event"})
			b.See("In "+words+", the event of this interview was deleted.", "Maya knows nothing of this. If you restore the event, nobody is told.")
			interview := b.Page.URL.Path
			b.Follow("Adopt: cancel this interview")
			b.See("Cancel this interview")
			b.Visit(interview)
			b.Press("Restore the event")
			b.See("The event is being written again as it was planned.")
			settle(w)
			b.Visit(interview)
			b.DoNotSee("was deleted.")
			if len(w.Events()) != 1 || len(w.Letters("maya.lindqvist@mail.example")) != 1 {
				t.Errorf("%d events, %d letters", len(w.Events()), len(w.Letters("maya.lindqvist@mail.example")))
			}
		})
	}
}

// FAIL32: the page of somebody who takes part, and the mail to the organizer.
func TestOrganizerIsWrittenToAndParticipantsCannotDecide(t *testing.T) {
	t.Parallel()
	w, b := edited(t, models.SystemGraph, handlerstest.CalendarAct{What: "move_event"})
	interview := b.Page.URL.Path
	letters := w.Letters("camille.perrin@lumen.example")
	if len(letters) == 0 || !strings.Contains(letters[0].Text, "Dans Outlook, cet entretien a été déplacé au") || !strings.Contains(letters[0].Text, interview) {
		t.Fatalf("Camille got %d letters", len(letters))
	}
	people, err := w.App.DemoPeople(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	camille := signedIn(t, w, people["CP"])
	camille.Visit(interview)
	camille.See("Dans Outlook, cet entretien a été déplacé au", "de choisir quelle version l’emporte")
	for _, button := range []string{"Adopter le nouvel horaire", "Rétablir l’horaire prévu"} {
		if camille.Offers(button) {
			t.Errorf("a participant can press %q", button)
		}
	}
	camille.Post(interview+"/adoption", nil)
	camille.Expect(http.StatusForbidden) // who may see it is told whom to ask (FAIL47)
}

// FAIL32, ATT33
func TestDecisionAboutAnOutdatedDifferenceSaysThatSomethingChanged(t *testing.T) {
	t.Parallel()
	w, b := edited(t, models.SystemGraph, handlerstest.CalendarAct{What: "move_event"})
	change(t, w, handlerstest.CalendarAct{What: "move_event"})
	b.Press("Adopt the new time")
	b.See("Somebody changed this interview meanwhile.", "16:00–17:00")
	b.Press("Restore the planned time")
	b.See("The event is being written again as it was planned.")
}
