package handlers_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"entrevue/handlers/handlerstest"
)

const (
	firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0"
	safari  = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_7 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.1 Mobile/15E148 Safari/604.1"
)

// helenWith is Helen in another browser, somewhere else.
func helenWith(t *testing.T, w *handlerstest.World, agent, address string) *handlerstest.Browser {
	t.Helper()
	b := w.Browser(t)
	b.Visit("/sign-in")
	b.With("User-Agent", agent).With("X-Forwarded-For", address)
	signIn(b, "helen.ward@lumen.example", password)
	b.At("/")
	return b
}

func TestPersonSeesWhereTheyAreSignedIn(t *testing.T) {
	t.Parallel()
	w, _ := founded(t)
	w.Advance(time.Hour)
	phone := helenWith(t, w, safari, "203.0.113.7")
	w.Advance(time.Hour)
	phone.Visit("/")
	phone.Visit("/me")
	phone.Follow("Sessions")
	phone.At("/me/sign-ins")
	list := phone.Page.Doc.Find("tbody tr")
	if list.Length() != 2 {
		t.Fatalf("%d sessions", list.Length())
	}
	own, other := handlerstest.Words(list.Eq(0)), handlerstest.Words(list.Eq(1))
	for _, want := range []string{"Safari on iPhone", "This session", "203.0.113.7", "today, 09:00", "now"} {
		if !strings.Contains(own, want) {
			t.Errorf("the own session lacks %q: %s", want, own)
		}
	}
	for _, want := range []string{"Unknown browser", "127.0.0.1", "today, 08:00", "Sign out"} {
		if !strings.Contains(other, want) {
			t.Errorf("the other session lacks %q: %s", want, other)
		}
	}
	if strings.Contains(own, "Sign out") || strings.Contains(other, "This session") {
		t.Errorf("the sessions are not told apart:\n%s\n%s", own, other)
	}
	phone.Press("Français")
	phone.See("Cette session", "Safari sur iPhone", "Déconnecter partout ailleurs")
}

func TestSessionThatWasEndedElsewhereIsRefusedAtItsNextRequest(t *testing.T) {
	t.Parallel()
	w, helen := founded(t)
	phone, laptop := helenWith(t, w, safari, "203.0.113.7"), helenWith(t, w, firefox, "203.0.113.8")
	helen.Visit("/me/sign-ins")
	helen.Press("Sign out Safari on iPhone")
	helen.At("/me/sign-ins")
	helen.See("That session has ended.", "Firefox on Linux")
	helen.DoNotSee("Safari on iPhone")
	phone.Visit("/me")
	phone.At("/sign-in")
	laptop.Visit("/me")
	laptop.At("/me")
	helen.Visit("/settings/activity")
	helen.See("Ended a session of their own in another browser")
}

func TestSigningOutEverywhereElseLeavesOneSession(t *testing.T) {
	t.Parallel()
	w, helen := founded(t)
	others := []*handlerstest.Browser{helenWith(t, w, safari, "203.0.113.7"), helenWith(t, w, firefox, "203.0.113.8")}
	camille := joined(t, w, helen, "Camille Perrin", "camille.perrin@lumen.example", roleEmployee)
	helen.Visit("/me/sign-ins")
	helen.Press("Sign out everywhere else")
	helen.At("/me/sign-ins")
	helen.See("All other sessions have ended.", "You are signed in nowhere else.")
	for _, other := range others {
		other.Visit("/settings")
		other.At("/sign-in")
		signIn(other, "helen.ward@lumen.example", password)
		other.At("/settings")
	}
	camille.Visit("/me/sign-ins")
	camille.At("/me/sign-ins")
	camille.See("You are signed in nowhere else.")
}

func TestFormOfASessionThatWasEndedElsewhereIsKept(t *testing.T) {
	t.Parallel()
	w, helen := founded(t)
	phone := helenWith(t, w, safari, "203.0.113.7")
	phone.Visit("/me")
	phone.Fill("Name", "Helen Ward-Hughes")
	helen.Visit("/me/sign-ins")
	helen.Press("Sign out everywhere else")
	phone.Press("Save")
	phone.Expect(http.StatusUnauthorized)
	phone.See("Your entries are kept.")
	signIn(phone, "helen.ward@lumen.example", password)
	phone.At("/me")
	if phone.Value("Name") != "Helen Ward-Hughes" {
		t.Errorf("the name typed has become %q", phone.Value("Name"))
	}
}

// ATT11, ATT12
func TestNobodyEndsTheSessionsOfOthers(t *testing.T) {
	t.Parallel()
	w, helen := founded(t)
	camille := joined(t, w, helen, "Camille Perrin", "camille.perrin@lumen.example", roleEmployee)
	helen.Visit("/me/sign-ins")
	missing := camille.Post("/me/sign-ins/999999/deletion", url.Values{})
	camille.Expect(http.StatusNotFound)
	page := camille.Post("/me/sign-ins/1/deletion", url.Values{"employee_id": {"1"}})
	camille.Expect(http.StatusNotFound)
	if strings.ReplaceAll(page.Body, "/1/", "/999999/") != missing.Body {
		t.Error("whether somebody else has a session can be told")
	}
	helen.Visit("/me")
	helen.At("/me")
}

// ATT26: a browser in which somebody signs in again holds one session, not two.
func TestSigningInAgainEndsTheFormerSessionOfTheBrowser(t *testing.T) {
	t.Parallel()
	w, helen := founded(t)
	before := sessionOf(t, w, helen)
	helen.Post("/sign-in", url.Values{"email": {"helen.ward@lumen.example"}, "password": {password}})
	helen.At("/")
	helen.Visit("/me/sign-ins")
	helen.See("You are signed in nowhere else.")
	thief := w.Browser(t).Holding(before)
	thief.Visit("/me")
	thief.At("/sign-in")
}

func TestListOfSessionsIsShortAndSaysSo(t *testing.T) {
	t.Parallel()
	w, helen := founded(t)
	for range 21 {
		helenWith(t, w, firefox, "203.0.113.8")
	}
	helen.Visit("/me/sign-ins")
	if n := helen.Page.Doc.Find("tbody tr").Length(); n != 20 {
		t.Errorf("%d sessions are shown", n)
	}
	helen.See("Only the 20 that were used last are shown.")
	helen.Press("Sign out everywhere else")
	helen.See("You are signed in nowhere else.")
}

func TestPasswordIsNotChangedBeforeEverythingAboutItIsRight(t *testing.T) {
	t.Parallel()
	w, helen := founded(t)
	phone := helenWith(t, w, safari, "203.0.113.7")
	helen.Visit("/me")
	helen.See("A new password ends your sessions in other browsers.")
	helen.Fill("Present password", "wrong password").Fill("New password", "short")
	helen.Press("Change password")
	helen.Expect(http.StatusUnprocessableEntity)
	if helen.Problem("Present password") == "" || helen.Problem("New password") == "" {
		t.Errorf("told %q and %q", helen.Problem("Present password"), helen.Problem("New password"))
	}
	summary := helen.Page.Doc.Find("#errors[tabindex='-1'] a")
	if summary.Length() != 2 || summary.First().AttrOr("href", "") != "#current-password" || helen.Page.Doc.Find("#current-password[aria-invalid]").Length() != 1 {
		t.Errorf("the summary is %s", handlerstest.Words(helen.Page.Doc.Find("#errors")))
	}
	if strings.Contains(helen.Page.Body, "wrong password") {
		t.Error("what was typed is sent back")
	}
	phone.Visit("/me")
	phone.At("/me")
	helen.Fill("Present password", password).Fill("New password", "another lamp for every desk")
	helen.Press("Change password")
	helen.At("/me")
	helen.See("Your password is changed. Other sessions have ended.")
	phone.Visit("/me")
	phone.At("/sign-in")
	signIn(phone, "helen.ward@lumen.example", password)
	phone.Expect(http.StatusUnprocessableEntity)
	signIn(phone, "helen.ward@lumen.example", "another lamp for every desk")
	phone.At("/me")
}

// Passwords are not kept until somebody is back, and that is the reason that is given.
func TestPasswordThatMeetsAnEndedSessionIsSaidToBeLost(t *testing.T) {
	t.Parallel()
	w, helen := founded(t)
	helen.Visit("/me")
	helen.Fill("Present password", password).Fill("New password", "another lamp for every desk")
	w.Advance(13 * time.Hour)
	helen.Press("Change password")
	helen.Expect(http.StatusUnauthorized)
	helen.See("Your entries could not be kept.", "Files, passwords and forms")
	helen.DoNotSee("did not say which page", "are kept.")
	signIn(helen, "helen.ward@lumen.example", password)
	helen.At("/me")
}
