package handlers_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"entrevue/handlers/handlerstest"
	"entrevue/models"
	"entrevue/views/paths"
)

// FAIL40: the recruiter reads whom to call and both ways out.
func TestRecruiterReadsBothWaysOutWhenTheCandidateCannotGetIn(t *testing.T) {
	t.Parallel()
	w, maya, _ := atHerPage(t)
	w.Advance(time.Date(2026, 12, 3, 13, 5, 0, 0, time.UTC).Sub(w.Now()))
	maya.Visit(maya.Page.URL.Path)
	maya.See("Video does not work? Camille calls you at +1 514 555 0147.")
	maya.Press("Tell them")
	oliver := signedIn(t, w, models.Employee{Email: "oliver.grant@lumen.example"})
	oliver.Visit("/candidates/1/interviews")
	oliver.See("Maya cannot get in.", "Call +1 514 555 0147 or hand over the host role.")
	oliver.Visit("/interviews/1")
	oliver.See("Maya cannot get in.", "Maya says nobody has let them in. Call +1 514 555 0147 or hand over the host role.")
	if tel := oliver.Page.Doc.Find(".notice a[href^='tel:']").AttrOr("href", ""); tel != "tel:+15145550147" {
		t.Errorf("calls %q", tel)
	}
	oliver.Follow("Hand over the host role")
	oliver.At("/interviews/1/edit")
	camille := signedIn(t, w, models.Employee{Email: "camille.perrin@lumen.example"})
	camille.Visit("/interviews/1")
	camille.See("Maya n’arrive pas à entrer.")
	if camille.Page.Doc.Find("main form, .notice a").Length() != 0 {
		t.Error("Camille sees buttons that are not hers")
	}
}

// FAIL22: while a link is made everybody reads that, and nothing is sent; the page brings it by itself.
func TestLinkThatIsBeingMadeIsToldAndNothingIsSentBefore(t *testing.T) {
	t.Parallel()
	w, b := recruiting(t)
	addMaya(b)
	w.Break(handlerstest.Fault{What: "delay", Operation: "conference", DelayMS: 40_000, Times: 1})
	planned(t, b)
	interview := b.Page.URL.Path
	settle(w)
	b.Visit(interview)
	b.See("Being created", "Usually under a minute", "Waits for the link", "Nothing sent", "Send now without it")
	maya := w.Browser(t)
	maya.Visit(strings.TrimSpace(b.Page.Doc.Find(".secret code").Last().Text()))
	maya.See("The link appears here as soon as it is ready", "There is nothing you have to do.")
	if polls, _ := b.Page.Doc.Find("#link").Attr("hx-get"); polls != interview+"/link" || len(w.Letters("maya.lindqvist@mail.example")) != 0 {
		t.Errorf("the page asks %q, and Maya got %d letters", polls, len(w.Letters("maya.lindqvist@mail.example")))
	}
	w.Advance(time.Minute)
	settle(w)
	b.HTMX("link").Visit(interview + "/link")
	b.See("Ready")
	sent(t, w, 1)
}

// FAIL23: while a link fails, one button leads to the telephone, the number filled in.
func TestFailingLinkIsReplacedByAPhoneCall(t *testing.T) {
	t.Parallel()
	w, b := recruiting(t)
	addMaya(b)
	w.Break(handlerstest.Fault{What: "conferencing_failing", Times: -1})
	planned(t, b)
	interview := b.Page.URL.Path
	settle(w)
	b.Visit("/candidates/1/interviews")
	b.Follow("Plan B: by phone Second interview")
	for button, page := range map[string]string{"Another method Second interview": "/method", "Choose another host Second interview": "/edit"} {
		b.Visit("/candidates/1/interviews")
		b.Follow(button)
		b.At(interview + page)
	}
	b.Visit(interview)
	b.See("The time is reserved.", "Nothing was sent to Maya.", "Retry", "Choose another host")
	b.Follow("Plan B: by phone Second interview")
	b.Expect(http.StatusOK)
	chosen := b.Page.Doc.Find("input[name=method][checked]").AttrOr("value", "")
	if chosen != "phone" || b.Value("Phone number") != "+1 514 555 0147" {
		t.Fatalf("chosen is %q with %q", chosen, b.Value("Phone number"))
	}
	b.Press("Save")
	b.See("Method changed.")
	b.DoNotSee("Plan B")
	letter, _ := sent(t, w, 1)
	maya := w.Browser(t)
	maya.Visit(pageIn(t, letter))
	maya.See("We call you at +1 514 555 0147")
}

// FAIL38: a candidate who was told an older version can be sent the update before the link is ready.
func TestUpdateIsSentToACandidateWhoStillHasThePreviousLink(t *testing.T) {
	t.Parallel()
	w, b := recruiting(t)
	addMaya(b)
	planned(t, b)
	interview := b.Page.URL.Path
	settle(w)
	w.Break(handlerstest.Fault{What: "conferencing_failing", Times: -1})
	b.Visit(interview + "/edit")
	b.Choose("Host of the video link", "Sophie Marchand").Press("Save")
	settle(w)
	b.Visit(interview)
	b.See("Maya still has the previous link.", "Invitation Update not sent yet")
	b.Visit("/interviews")
	b.See("Update not sent yet") // not that everything was sent
	b.Visit(interview)
	letters := w.Letters("maya.lindqvist@mail.example")
	maya := w.Browser(t)
	maya.Visit(pageIn(t, letters[0]))
	if maya.Offers("Join with Microsoft Teams") || len(letters) != 1 {
		t.Errorf("Maya is offered the old link, or got %d letters", len(letters))
	}
	maya.See("Sophie Marchand", "The link appears here as soon as it is ready")
	b.Press("Send update")
	settle(w)
	b.Visit(interview)
	b.DoNotSee("Maya still has the previous link.", "Send update")
	if letters = w.Letters("maya.lindqvist@mail.example"); len(letters) != 2 || strings.Contains(letters[0].Text, "meet/ms_teams") {
		t.Errorf("%d letters, the newest:\n%s", len(letters), letters[0].Text)
	}
}

// FAIL37: a mail that was refused says why, and what to send by hand.
func TestRejectedMailIsToldWithATextToSendAnotherWay(t *testing.T) {
	t.Parallel()
	w, b := recruiting(t)
	addMaya(b)
	mayaLives(b, "America/Montreal", "fr")
	w.Break(handlerstest.Fault{What: "status", Operation: "mail", Status: 550, Times: 1})
	interview := byPhone(t, b, "2026-12-03", "14:00")
	w.Settle()
	b.Visit(interview)
	b.See("Rejected by the mail server maya.lindqvist@mail.example", "The mail to maya.lindqvist@mail.example was rejected.",
		"The mail server answers: 550 5.0.0 Refused by a fault", "Text to send another way")
	if n := strings.Count(handlerstest.Words(b.Page.Doc.Find("#link, #by-hand")), "Refused by a fault"); n != 1 {
		t.Errorf("the answer stands there %d times, beside the history", n)
	}
	text := strings.Join(strings.Fields(b.Page.Doc.Find("#by-hand code").Text()), " ")
	page := strings.TrimSpace(b.Page.Doc.Find(".secret code").Last().Text())
	for _, want := range []string{"Votre entretien", "Bonjour Maya", "jeudi 3 décembre 2026", "Montréal", page} {
		if !strings.Contains(text, want) {
			t.Errorf("the text lacks %q:\n%s", want, text)
		}
	}
	if strings.Contains(text, "lien") {
		t.Errorf("the text about a call speaks of a link:\n%s", text)
	}
	b.HTMX("link").Visit(interview + "/link")
	if b.Page.Doc.Find("#by-hand[hx-swap-oob] code").Length() != 1 {
		t.Errorf("the poll does not bring the text: %s", b.Page.Body)
	}
}

// FAIL37: once the address is corrected, the invitation leaves again as it is, one mail to each address
// however often the button is pressed.
func TestRejectedInvitationIsSentAgainToTheCorrectedAddress(t *testing.T) {
	t.Parallel()
	w, b := recruiting(t)
	addMaya(b)
	w.Break(handlerstest.Fault{What: "status", Operation: "mail", Status: 550, Times: 1})
	interview := byPhone(t, b, "2026-12-03", "14:00")
	w.Settle()
	b.Visit("/candidates/1/edit")
	b.Fill("Email address", "maya@mail.example").Press("Save")
	b.Visit(interview)
	b.See("The mail to maya.lindqvist@mail.example was rejected.", "It goes to maya@mail.example.")
	var again handlerstest.Form
	for _, form := range b.Forms() {
		if strings.HasSuffix(form.Action, "/invitation") {
			again = form
		}
	}
	b.Press("Send again")
	b.See("The invitation is on its way.")
	b.Submit(again, again.Values)
	w.Settle()
	b.Submit(again, again.Values)
	w.Settle()
	b.Visit(interview)
	b.See("Invitation to maya@mail.example: accepted by the mail server", "Sent once more what had not arrived")
	b.DoNotSee("Send again", "The mail to maya")
	letters := w.Letters("maya@mail.example")
	if len(letters) != 1 || len(w.Letters("maya.lindqvist@mail.example")) != 0 {
		t.Fatalf("%d letters", len(letters))
	}
	maya := w.Browser(t)
	maya.Visit(pageIn(t, letters[0]))
	maya.See("We call you at +1 514 555 0147")
}

// FAIL37: a cancellation that was refused is told where interviews are listed, with a text that says it, and
// leaves again at the press of a button.
func TestRefusedCancellationIsToldWithATextAndSentAgain(t *testing.T) {
	t.Parallel()
	w, b := recruiting(t)
	addMaya(b)
	mayaLives(b, "America/Montreal", "fr")
	interview := byPhone(t, b, "2026-12-03", "14:00")
	w.Settle()
	w.Break(handlerstest.Fault{What: "status", Operation: "mail", Status: 550, Times: 1})
	b.Visit(interview + "/cancellation")
	b.Press("Cancel this interview")
	settle(w)
	for address, want := range map[string]string{
		"/":                          "1 interview needs attention",
		"/interviews":                "Needs attention",
		"/interviews?link=attention": "Maya Lindqvist",
		"/candidates/1/interviews":   "Second interview on 3 December was cancelled, and Maya does not know.",
	} {
		b.Visit(address)
		b.See(want)
	}
	b.Visit(interview)
	b.See("This interview was cancelled.", "Maya does not know of the cancellation: the mail to maya.lindqvist@mail.example was rejected.",
		"The mail server answers: 550", "Your turn: correct the address and send again", "It goes to maya.lindqvist@mail.example.")
	text := strings.Join(strings.Fields(b.Page.Doc.Find("#by-hand code").Text()), " ")
	for _, want := range []string{"Annulation", "Bonjour Maya", "jeudi 3 décembre 2026", "n’aura pas lieu"} {
		if !strings.Contains(text, want) {
			t.Errorf("the text lacks %q:\n%s", want, text)
		}
	}
	b.Press("Send again")
	b.See("The cancellation is on its way.")
	sent(t, w, 2)
	b.Visit(interview)
	b.See("Cancellation sent")
	b.DoNotSee("does not know", "Send again", "No reply yet")
	b.Visit("/")
	b.DoNotSee("needs attention")
}

// FAIL37: whoever passed the text on says so, and the interview is forgotten everywhere as one that needs
// somebody.
func TestRecruiterSaysThatTheCandidateWasToldAnotherWay(t *testing.T) {
	t.Parallel()
	w, b := recruiting(t)
	addMaya(b)
	w.Break(handlerstest.Fault{What: "status", Operation: "mail", Status: 550, Times: 1})
	interview := byPhone(t, b, "2026-12-03", "14:00")
	w.Settle()
	b.Visit("/candidates/1/interviews")
	b.See("Second interview on 3 December: the mail to Maya did not arrive.", "Send the text on the page of the interview another way.")
	b.Visit(interview)
	b.Press("I have told Maya")
	b.See("Nobody is asked about this mail any more.", "Invitation Told another way No reply yet", "Told the candidate another way what no mail could")
	b.DoNotSee("was rejected.")
	for _, address := range []string{"/", "/interviews", "/candidates/1/interviews"} {
		b.Visit(address)
		b.DoNotSee("eeds attention", "did not arrive")
	}
}

// FAIL31: what the calendar answered is worded, and Retry leads to the end.
func TestRefusedRemovalIsToldInWordsAndRetried(t *testing.T) {
	t.Parallel()
	w, b := recruiting(t)
	addMaya(b)
	planned(t, b)
	interview := b.Page.URL.Path
	settle(w)
	w.Break(handlerstest.Fault{What: "status", Status: http.StatusForbidden, Operation: "events.delete", Times: -1})
	b.Visit(interview + "/cancellation")
	b.Press("Cancel this interview")
	settle(w)
	b.Visit(interview)
	b.See("This interview was cancelled.", "The calendar event could not be removed.", "Calendar event Removal refused People", "Cancellation sent")
	w.Heal()
	b.Press("Retry")
	b.See("The calendar was asked once more to remove the event.")
	settle(w)
	b.Visit(interview)
	b.See("Calendar event Removed")
	b.DoNotSee("could not be removed")
}

// FAIL33: whoever leaves is missed at once, by the organizer or, where they have left, by administrators.
func TestInterviewsOfAHostWhoLeavesNeedAnother(t *testing.T) {
	t.Parallel()
	w := handlerstest.New(t)
	people := w.Company(models.SystemGraph)
	oliver, helen := signedIn(t, w, people["OG"]), signedIn(t, w, people["HW"])
	addMaya(oliver)
	plan(oliver)
	take(oliver, "phone")
	oliver.Choose("Organizer", "Oliver Grant (you)").Choose("Host of the video link", "Camille Perrin").Press("Plan interview")
	oliver.See("Interview planned.")
	settle(w)
	before := map[string]int{}
	for _, key := range []string{"OG", "HW", "SM"} {
		before[key] = len(w.Letters(people[key].Email))
	}
	leave := func(key string) {
		helen.Visit(paths.EmployeeDeactivation(people[key].ID))
		helen.Press("Deactivate")
		w.Settle()
	}
	got := func(key string) int { return len(w.Letters(people[key].Email)) - before[key] }
	leave("CP")
	if got("OG") != 1 || got("HW") != 0 || got("SM") != 0 {
		t.Fatalf("mails: Oliver %d, Helen %d, Sophie %d", got("OG"), got("HW"), got("SM"))
	}
	if letter := w.Letters(people["OG"].Email)[0]; !strings.Contains(letter.Subject, "Camille Perrin is no longer active") || !strings.Contains(letter.Text, "Maya Lindqvist") {
		t.Errorf("%s\n%s", letter.Subject, letter.Text)
	}
	counted := func(want int) {
		t.Helper()
		n, err := w.App.Reads().CountAttention(t.Context())
		i, readErr := w.App.Reads().Interview(t.Context(), 1)
		if err != nil || readErr != nil || n != want || i.NeedsAttention(w.Now()) != (want == 1) {
			t.Errorf("%d interviews need attention (%v), the first one: %v (%v)", n, err, i.NeedsAttention(w.Now()), readErr)
		}
	}
	counted(1)
	oliver.Visit("/")
	oliver.See("1 interview needs attention")
	oliver.Visit("/interviews")
	oliver.See("Camille Perrin no longer active")
	for _, page := range []string{"/interviews/1", "/candidates/1/interviews"} {
		oliver.Visit(page)
		oliver.See("Camille Perrin is no longer active.", "Choose another host.")
	}
	helen.Visit(paths.Employee(people["CP"].ID))
	helen.Press("Activate")
	counted(0)
	leave("CP")
	oliver.Visit("/interviews/1")
	oliver.Follow("Choose another host")
	oliver.At("/interviews/1/edit")
	if chosen := oliver.Page.Doc.Find("select[name=host] option[selected]").Text(); chosen != "Camille Perrin (no longer active)" {
		t.Errorf("%q is proposed as host", chosen)
	}
	oliver.Press("Save")
	oliver.Expect(http.StatusUnprocessableEntity)
	oliver.See("Please choose one of the offers")
	if n := oliver.Page.Doc.Find("#errors li").Length(); n != 1 {
		t.Errorf("%d things are to be corrected where one is", n)
	}
	oliver.DoNotSee("Oliver Grant hosts")
	oliver.Choose("Host of the video link", "Sophie Marchand").Press("Save")
	oliver.See("Your changes are saved.")
	oliver.DoNotSee("no longer active")
	counted(0)
	leave("OG")
	counted(1)
	if got("HW") != 1 {
		t.Errorf("Helen got %d mails", got("HW"))
	}
	helen.Visit("/interviews/1")
	helen.See("Oliver Grant is no longer active.", "Choose another organizer.")
}

// FAIL28: before anything is saved the picker names the host's other interview, its hours and who is free.
func TestPickerWarnsOfAHostWhoHasAnotherInterviewThen(t *testing.T) {
	t.Parallel()
	_, b := recruiting(t)
	addMaya(b)
	planned(t, b)
	b.Visit("/candidates/new")
	b.Fill("Name", "Ravi Shah").Choose("Position", "Lighting designer").Choose("Time zone", "Asia/Kolkata")
	b.Press("Save")
	b.Visit("/candidates/2/interviews/new")
	b.Choose("Organizer", "Camille Perrin").Fill("Date", "2026-12-03").Fill("Start time", "14:30")
	take(b, "ms_teams")
	b.Press("Show methods for this host")
	b.See("Camille already takes part in the interview of Maya Lindqvist then: Thu 3 Dec, 14:00–15:00.", "Free hosts:", "Sophie Marchand",
		"Starting one Microsoft Teams meeting can end the other.")
	b.Press("Plan interview") // FAIL29: the other interview is named once, beside the time
	b.See("Nearest free times of the host and the candidate:", "Free hosts:")
	if n := strings.Count(b.Text(), "already takes part in the interview of Maya Lindqvist"); n != 1 {
		t.Errorf("the other interview is named %d times", n)
	}
	b.Fill("Start time", "15:00")
	b.Press("Show methods for this host")
	b.DoNotSee("already takes part", "Free hosts")
	b.Visit("/interviews/1/edit")
	b.Press("Show methods for this host")
	b.DoNotSee("already takes part") // its own time is no other interview
}

// FAIL35: an organizer without a calendar may organize; that they cannot host is told with the reason.
func TestOrganizerWhoCannotHostIsToldWithDetails(t *testing.T) {
	t.Parallel()
	_, b := recruiting(t)
	addMaya(b)
	plan(b)
	b.Choose("Organizer", "Thi Nguyen").Press("Show methods for this host")
	b.See("Thi Nguyen hosts", "Microsoft Teams No mailbox yet Thi has no calendar yet. We check again every hour, for seven days.", "Helen’s turn")
	b.Choose("Host of the video link", "Camille Perrin").Press("Show methods for this host")
	take(b, "ms_teams")
	b.Press("Plan interview")
	b.See("Interview planned.", "Thi Nguyen", "hosted by Camille")
}
