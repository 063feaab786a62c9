package handlers_test

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"entrevue/handlers/handlerstest"
	"entrevue/models"
	"entrevue/models/demo"
	"entrevue/views/paths"
	"entrevue/views/personal"
)

// departed sends somebody to Cronofy from the page of a provider, as one of several tabs of it would,
// and returns where they are there.
func departed(w *handlerstest.World, b *handlerstest.Browser, provider string) string {
	b.Post(w.URL+paths.MyIntegrationConnection(provider), nil)
	return b.Page.URL.String()
}

// answered gives an answer on the page where somebody is at Cronofy.
func answered(w *handlerstest.World, b *handlerstest.Browser, there, answer string) {
	b.Visit(there)
	b.Press(answer)
	w.Settle()
}

// returnOf is the address to which a browser comes back from the newest visit of somebody.
func returnOf(t *testing.T, w *handlerstest.World, who models.Employee, provider models.Provider) string {
	t.Helper()
	visits, err := w.App.Reads().LatestPersonal(t.Context(), []int64{who.ID})
	if err != nil {
		t.Fatal(err)
	}
	return w.URL + paths.ConferencingReturn(visits[who.ID][provider].Token)
}

// accounts are those that Cronofy has reported for somebody.
func accounts(t *testing.T, w *handlerstest.World, who models.Employee) []models.Profile {
	t.Helper()
	all, err := w.App.Reads().Profiles(t.Context(), []int64{who.ID})
	if err != nil {
		t.Fatal(err)
	}
	return all[who.ID]
}

// The truth is what Cronofy reports, whichever tab comes back first, and whatever the other one says.
func TestTwoTabsThatConnectOneProviderEndWithOneAccount(t *testing.T) { // ATT4, ATT33
	t.Parallel()
	self := "Allow as jonas.weber@lumen.example"
	for name, tabs := range map[string][]struct {
		tab    int
		answer string
	}{
		"in order": {{0, self}, {1, self}}, "the other way round": {{1, self}, {0, self}},
		"refused in the older": {{1, self}, {0, "Cancel"}}, "refused in the newer": {{0, self}, {1, "Cancel"}},
		"refused first": {{0, "Cancel"}, {1, self}}, "refused first in the newer": {{1, "Cancel"}, {0, self}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w, b, jonas := hosting(t, models.SystemGraph)
			w.Turn("verification_mail", "not_asked")
			there := []string{departed(w, b, "zoom"), departed(w, b, "zoom")}
			for _, each := range tabs {
				answered(w, b, there[each.tab], each.answer)
			}
			b.Visit(w.URL + paths.MyIntegration("zoom"))
			b.See("Connected.", "As "+jonas.Email)
			b.DoNotSee("What did you see?", "Started.")
			if got := accounts(t, w, jonas); len(got) != 1 {
				t.Errorf("accounts: %+v", got)
			}
		})
	}
}

func TestTwoProvidersBegunAtOnceAreBothConnected(t *testing.T) {
	t.Parallel()
	for name, order := range map[string][]string{"in order": {"zoom", "goto-meeting"}, "the other way round": {"goto-meeting", "zoom"}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w, b, jonas := hosting(t, models.SystemGraph)
			w.Turn("verification_mail", "not_asked")
			there := map[string]string{"zoom": departed(w, b, "zoom"), "goto-meeting": departed(w, b, "goto-meeting")}
			answered(w, b, there[order[0]], "Allow as "+jonas.Email)
			b.Visit(w.URL + paths.MyIntegration(order[1]))
			b.See("Started.")
			answered(w, b, there[order[1]], "Allow as "+jonas.Email)
			for _, provider := range order {
				b.Visit(w.URL + paths.MyIntegration(provider))
				b.See("Connected.", "As "+jonas.Email)
			}
		})
	}
}

// An account that was connected in one tab goes on making links while another one, connected in the
// other tab with somebody else's sign-in, waits for the answer.
func TestOtherAccountOfASecondTabIsNotUsedBeforeTheAnswer(t *testing.T) { // ATT5, FAIL19
	t.Parallel()
	for name, order := range map[string][]int{"after the own one": {0, 1}, "before the own one": {1, 0}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w, b, jonas := hosting(t, models.SystemGraph)
			w.Turn("verification_mail", "not_asked")
			there := []string{departed(w, b, "zoom"), departed(w, b, "zoom")}
			answers := []string{"Allow as " + jonas.Email, "Allow with the other account"}
			for _, tab := range order {
				answered(w, b, there[tab], answers[tab])
				if used, ok := models.ProfileToUse(accounts(t, w, jonas), models.Zoom); ok && used.Name != jonas.Email {
					t.Errorf("links are made by %s before the answer", used.Name)
				}
			}
			if used, ok := models.ProfileToUse(accounts(t, w, jonas), models.Zoom); !ok || used.Name != jonas.Email {
				t.Errorf("links are made by %q, want the own account", used.Name)
			}
			b.Visit(w.URL + paths.MyIntegration("zoom"))
			b.See("someone.else@home.example", "Waits for your answer")
		})
	}
}

// Whoever is led to a consent that a colleague has begun gives that colleague an account to be asked
// about, and gets none.
func TestConsentThatSomebodyElseFinishesConnectsNobodyElse(t *testing.T) { // ATT2, ATT5
	t.Parallel()
	w, b, jonas := hosting(t, models.SystemGraph)
	w.Turn("verification_mail", "not_asked")
	there := departed(w, b, "zoom")
	her := helen(t, w)
	victim := signedIn(t, w, her).Speaking("en")
	answered(w, victim, there, "Allow with the other account")
	victim.See("You can close this page")
	victim.DoNotSee("Jonas", jonas.Email)
	victim.Visit(w.URL + paths.MyIntegration("zoom"))
	victim.DoNotSee("Connected.", "Waits for your answer")
	if got := accounts(t, w, her); len(got) != 0 {
		t.Errorf("Helen has %+v", got)
	}
	b.Visit(w.URL + paths.MyIntegration("zoom"))
	b.See("we expected " + jonas.Email)
	victim.Post(paths.MyAccountAnswer("zoom", accounts(t, w, jonas)[0].ID), url.Values{"answer": {"keep"}})
	victim.Expect(http.StatusNotFound)
	if _, ok := models.ProfileToUse(accounts(t, w, jonas), models.Zoom); ok {
		t.Error("the account is used before Jonas has answered")
	}
}

// A return may be opened by anybody, again, late and signed out: it tells nobody anything about
// somebody, changes nothing that Cronofy does not report, and is readable.
func TestReturnOfAnotherPersonIsReadableAndChangesNothing(t *testing.T) { // ATT1, ATT2, ATT4
	t.Parallel()
	w, b, jonas := hosting(t, models.SystemGraph)
	consented(w, b, "zoom", "Allow as "+jonas.Email)
	address := returnOf(t, w, jonas, models.Zoom)
	sophie := models.Employee{Email: "sophie.marchand@lumen.example"}
	visitors := map[string]*handlerstest.Browser{"nobody": w.Browser(t), "a colleague": signedIn(t, w, helen(t, w)).Speaking("en"),
		"a French colleague": signedIn(t, w, sophie), "a Frenchman": w.Browser(t).Speaking("fr"), "the person in another browser": signedIn(t, w, jonas)}
	before := accounts(t, w, jonas)
	for range 2 {
		for name, visitor := range visitors {
			for _, query := range []string{"", "?error=access_denied", "?error=//evil.example", "?profile_id=pro_of_somebody", "?code=x&state=y"} {
				visitor.Visit(address + query)
				visitor.Expect(http.StatusOK)
				switch name {
				case "nobody", "a colleague":
					visitor.See("You can close this page")
					visitor.DoNotSee("Jonas", jonas.Email, "evil", "pro_of")
				case "a Frenchman", "a French colleague":
					visitor.See("Vous pouvez fermer cette page")
					visitor.DoNotSee("Jonas", jonas.Email, "evil", "pro_of")
				}
			}
		}
		w.Settle()
		if diff := cmp.Diff(before, accounts(t, w, jonas), cmpopts.IgnoreFields(models.Profile{}, "SeenAt")); diff != "" {
			t.Errorf("the accounts changed: %s", diff)
		}
		w.Advance(25 * time.Hour) // everybody is signed out
		visitors = map[string]*handlerstest.Browser{"nobody": w.Browser(t), "a Frenchman": w.Browser(t).Speaking("fr"),
			"a colleague": visitors["a colleague"], "a French colleague": visitors["a French colleague"].Speaking("fr")}
	}
	b.Visit(w.URL + paths.MyIntegration("zoom"))
	signIn(b, jonas.Email, demo.Password)
	b.See("Connected.", "As "+jonas.Email)
}

func TestInventedReturnsAreRefusedInOnesLanguage(t *testing.T) { // ATT1
	t.Parallel()
	w, b, jonas := hosting(t, models.SystemGraph)
	departed(w, b, "zoom")
	right := returnOf(t, w, jonas, models.Zoom)
	last := right[len(right)-1]
	for language, says := range map[string]string{"en": "This page does not exist", "fr": "Cette page n’existe pas"} {
		stranger := w.Browser(t).Speaking(language)
		for _, address := range []string{paths.ConferencingReturn("invented"), right[:len(right)-1] + string(last^1), right + "x", right[:len(right)-1],
			strings.ToLower(right), paths.ConferencingReturn("1"), paths.ConferencingReturn("%27+or+1=1--"),
			paths.ConferencingReturn("..%2f..%2fsettings"), paths.ConferencingReturn(strings.Repeat("a", 5000)), paths.CalendarReturn() + "?code=x",
			paths.CalendarReturn() + "/x", "/returns", "/returns/"} {
			stranger.Visit(address + "?error=access_denied")
			if stranger.Page.Status == http.StatusForbidden && strings.HasPrefix(address, paths.CalendarReturn()) {
				continue // nobody is signed in, and a return belongs to a sign-in
			}
			stranger.Expect(http.StatusNotFound)
			stranger.See(says)
		}
		for _, address := range []string{right, w.URL + paths.CalendarReturn()} {
			for _, method := range []string{http.MethodPost, http.MethodPut, http.MethodHead, http.MethodDelete} {
				if status := stranger.Send(method, address); status != http.StatusMethodNotAllowed {
					t.Errorf("%s %s: %d", method, address, status)
				}
			}
		}
	}
	b.Visit(w.URL + paths.MyIntegration("zoom"))
	b.See("Started.")
}

// homeward is the address to which Cronofy would send the administrator's browser back.
func homeward(t *testing.T, b *handlerstest.Browser) string {
	t.Helper()
	answer, err := (&http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}).PostForm(
		b.Page.URL.String(), url.Values{"system": {"graph"}, "as": {"administrator"}, "admin": {"helen.ward@lumen.example"}})
	if err != nil {
		t.Fatal(err)
	}
	_ = answer.Body.Close()
	return answer.Header.Get("Location")
}

// The address that Cronofy sends an administrator back to counts in the sign-in that has begun it, and once.
func TestCalendarReturnCountsOnceAndInItsOwnSignInOnly(t *testing.T) { // ATT1, ATT2, ATT4
	t.Parallel()
	w, b := founded(t)
	grace := joined(t, w, b, "Grace Hall", "grace.hall@lumen.example", roleAdministrator).Speaking("en")
	acceptCronofy(w, b, systems[1].ours)
	leaveForCronofy(b, systems[1].ours)
	address := homeward(t, b)
	again := w.Browser(t)
	again.Visit(paths.SignIn())
	signIn(again, "helen.ward@lumen.example", password)
	refused := func() {
		for name, visitor := range map[string]*handlerstest.Browser{"nobody": w.Browser(t), "Helen in another browser": again, "another administrator": grace} {
			visitor.Visit(address)
			if visitor.Page.Status != http.StatusForbidden || visitor.Heading() != "This began somewhere else." {
				t.Errorf("%s: %d %s", name, visitor.Page.Status, visitor.Heading())
			}
		}
		french := w.Browser(t).Speaking("fr")
		french.Visit(address)
		french.See("Cela a commencé ailleurs.")
		w.Settle()
	}
	refused()
	b.Visit(w.URL + paths.CalendarIntegration())
	b.DoNotSee("Connected")
	for range 2 {
		b.Visit(address)
		b.At(paths.CalendarIntegration())
		if b.Page.URL.RawQuery != "" {
			t.Errorf("the code stays in sight: %s", b.Page.URL)
		}
		w.Settle()
	}
	b.Visit(paths.CalendarIntegration())
	b.See("Connected")
	refused()
	b.Visit(address + "&error=access_denied")
	b.See("Connected")
	w.Advance(25 * time.Hour)
	b.Visit(address)
	b.Expect(http.StatusForbidden)
	b.Visit(w.URL + paths.SignIn())
	signIn(b, "helen.ward@lumen.example", password)
	b.Visit(paths.CalendarIntegration())
	b.See("Connected")
}

// Two tabs lead to one company calendar, whichever comes back first.
func TestTwoTabsThatConnectTheCalendarEndWithOneConnection(t *testing.T) { // ATT4
	t.Parallel()
	for name, order := range map[string][]int{"in order": {0, 1}, "the other way round": {1, 0}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w, b := founded(t)
			acceptCronofy(w, b, systems[1].ours)
			addresses := make([]string, 2)
			for tab := range addresses {
				b.Visit(w.URL + paths.CalendarIntegration())
				leaveForCronofy(b, systems[1].ours)
				addresses[tab] = homeward(t, b)
			}
			for _, tab := range order {
				b.Visit(addresses[tab])
				b.At(paths.CalendarIntegration())
				w.Settle()
			}
			synchronizeAll(w)
			b.Visit(w.URL + paths.CalendarIntegration())
			b.See("Connected")
			b.DoNotSee("needs attention", "Connect with Cronofy")
		})
	}
}

// What connects, answers, chooses or disconnects is done by the person's own forms, whatever is sent along.
func TestPersonalConnectionIsChangedByItsOwnFormsAlone(t *testing.T) { // ATT12, ATT16, ATT17
	t.Parallel()
	w, b, jonas := hosting(t, models.SystemGraph)
	consented(w, b, "zoom", "Allow as "+jonas.Email)
	state := func() (found struct {
		Accounts []models.Profile
		Visits   map[models.Provider]models.PersonalAuthorization
	}) {
		w.Settle()
		visits, err := w.App.Reads().LatestPersonal(t.Context(), []int64{jonas.ID})
		if err != nil {
			t.Fatal(err)
		}
		found.Accounts, found.Visits = accounts(t, w, jonas), visits[jonas.ID]
		return found
	}
	before, mine := state(), accounts(t, w, jonas)[0].ID
	her := signedIn(t, w, helen(t, w)).Speaking("en")
	for path, values := range map[string]url.Values{
		paths.MyIntegrationConnection("goto-meeting"): {}, paths.MyIntegrationRefusal("zoom"): {"seen": {"administrator"}},
		paths.MyAccountAnswer("zoom", mine): {"answer": {"change"}}, paths.MyAccountChoice("zoom", mine): {},
		paths.MyAccountRelink("zoom", mine): {}, paths.MyAccountDisconnection("zoom", mine): {},
	} {
		address := w.URL + path
		for _, method := range []string{http.MethodHead, http.MethodPut, http.MethodPatch, http.MethodDelete} {
			if status := b.Send(method, address); status != http.StatusMethodNotAllowed {
				t.Errorf("%s %s: %d, want 405", method, path, status)
			}
		}
		b.Visit(address + "?_method=POST&" + values.Encode())
		b.Post(address+"?_method=POST&"+values.Encode(), values)
		b.Expect(http.StatusBadRequest)
		for _, site := range []map[string]string{{"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}, {"Sec-Fetch-Site": "", "Origin": "https://evil.example"},
			{"Sec-Fetch-Site": "cross-site", "HX-Request": "true"}} {
			for name, value := range site {
				b.With(name, value)
			}
			b.Post(address, values)
			b.Expect(http.StatusForbidden)
		}
		if path == paths.MyIntegrationConnection("goto-meeting") {
			continue // whoever sends it begins something of their own
		}
		values.Set("employee_id", strconv.FormatInt(jonas.ID, 10))
		her.Post(address, values)
		if her.Page.Status != http.StatusNotFound && path != paths.MyIntegrationRefusal("zoom") {
			t.Errorf("Helen sends %s: %d", path, her.Page.Status)
		}
	}
	b.Post(w.URL+paths.MyAccountAnswer("zoom", mine), url.Values{"answer": {"perhaps"}})
	b.Expect(http.StatusUnprocessableEntity)
	b.Post(w.URL+paths.MyIntegrationRefusal("zoom"), url.Values{"seen": {"a\x00b"}})
	b.Expect(http.StatusUnprocessableEntity)
	if diff := cmp.Diff(before, state(), cmpopts.IgnoreFields(models.Profile{}, "SeenAt")); diff != "" {
		t.Errorf("the connection changed: %s", diff)
	}
}

// Between the return and the reading that it asks for, nobody is asked to start again or what they saw:
// it is being checked. After it the truth is told, and what is asked next.
func TestPageChecksUntilTheReturnHasBeenReadBack(t *testing.T) {
	t.Parallel()
	for answer, then := range map[string]string{"Allow as jonas.weber@lumen.example": "Connected.", "Cancel": "What did you see?"} {
		t.Run(answer, func(t *testing.T) {
			t.Parallel()
			w := handlerstest.New(t)
			people := w.Company(models.SystemGraph)
			b, helen := signedIn(t, w, people["JW"]).Speaking("en"), signedIn(t, w, people["HW"]).Speaking("en")
			helen.Visit(paths.Wizard("goto-meeting"))
			helen.Press("Begin now")
			w.Turn("verification_mail", "not_asked")
			b.Visit(paths.MyIntegration("zoom"))
			b.Press(connect)
			w.Settle()
			w.Advance(time.Minute)
			w.Break(handlerstest.Fault{What: "status", Operation: "userinfo", Status: 503, Times: 1000})
			b.Press(answer)
			b.At(paths.MyIntegration("zoom"))
			b.See("Checking.", "You are back from Zoom.")
			b.DoNotSee("Start again", "Nothing there?", "What did you see?")
			if polls := b.Page.Doc.Find("#connection").AttrOr("hx-trigger", ""); polls != "every 500ms" {
				t.Errorf("the page asks for itself %q", polls)
			}
			w.Settle() // what has failed is to be tried again from here on
			w.Heal()
			w.Advance(10 * time.Second)
			w.Settle()
			b.Visit(paths.MyIntegration("zoom"))
			b.See(then)
			b.DoNotSee("Checking.")
			if next := b.Offers("Next: connect GoTo Meeting"); next != strings.HasPrefix(answer, "Allow") {
				t.Errorf("%s: the next provider is offered %v", answer, next)
			}
		})
	}
}

// A reading that does not come is not waited for without end.
func TestPageStopsCheckingWhenNothingCanBeRead(t *testing.T) {
	t.Parallel()
	w, b, _ := hosting(t, models.SystemGraph)
	w.Turn("verification_mail", "not_asked")
	b.Visit(paths.MyIntegration("zoom"))
	b.Press(connect)
	w.Settle()
	w.Advance(time.Minute)
	w.Break(handlerstest.Fault{What: "status", Operation: "userinfo", Status: 503, Times: 1000})
	b.Press("Cancel")
	b.See("Checking.")
	w.Advance(models.PersonalReadWithin)
	b.Visit(paths.MyIntegration("zoom"))
	b.See("What did you see?")
	b.DoNotSee("Checking.")
}

// Whoever disconnects an account while they are on their way to sign in anew waits for nothing any more.
func TestDisconnectingEndsWhatWasBegun(t *testing.T) {
	t.Parallel()
	w, b, jonas := hosting(t, models.SystemGraph)
	consented(w, b, "zoom", "Allow as "+jonas.Email)
	b.Visit(paths.MyIntegration("zoom"))
	b.Press(connect) // another account, and not finished
	b.Visit(w.URL + paths.MyIntegration("zoom"))
	b.Follow("Disconnect")
	b.Press("Disconnect")
	w.Settle()
	b.Visit(paths.MyIntegration("zoom"))
	b.See("Disconnected.", "You disconnected Zoom")
	b.DoNotSee("Started.")
	if got := b.Page.Doc.Find("#"+personal.ConnectionPart).AttrOr("hx-trigger", ""); got != "every 15s" {
		t.Errorf("the page asks %s, as if something were awaited", got)
	}
}
