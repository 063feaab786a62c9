package handlers_test

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"entrevue/handlers/handlerstest"
)

func TestFirstPersonFoundsTheCompanyAndIsSignedIn(t *testing.T) {
	t.Parallel()
	_, helen := founded(t)
	helen.See("Hello Helen", "Everything is ready.")
}

func TestFirstRunTellsEveryProblemAndKeepsTheEntries(t *testing.T) {
	t.Parallel()
	b := handlerstest.New(t).Browser(t)
	b.Visit("/first-run")
	b.Fill("Name of the company", strings.Repeat("a", 121)).Fill("Email address", "helen").Fill("New password", "short")
	b.Press("Begin")
	b.Expect(http.StatusUnprocessableEntity)
	for _, label := range []string{"Name of the company", "Your name", "Email address", "New password"} {
		if b.Problem(label) == "" {
			t.Errorf("%s has no problem", label)
		}
	}
	if b.Value("Email address") != "helen" {
		t.Errorf("the address became %q", b.Value("Email address"))
	}
	if b.Value("New password") != "" {
		t.Error("the password was sent back")
	}
}

// ATT29
func TestOfTwoFoundersAtOnceOneIsAdministratorAndThePageIsGone(t *testing.T) {
	t.Parallel()
	w := handlerstest.New(t)
	browsers, statuses := make([]*handlerstest.Browser, 4), make([]int, 4)
	for i := range browsers {
		browsers[i] = w.Browser(t)
		browsers[i].Visit("/first-run")
		browsers[i].Fill("Name of the company", "Atelier Lumen").Fill("Your name", "Helen Ward").
			Fill("Email address", "helen.ward@lumen.example").Fill("New password", password)
	}
	var group sync.WaitGroup
	for i, b := range browsers {
		group.Go(func() { statuses[i] = b.Press("Begin").Status })
	}
	group.Wait()
	slices.Sort(statuses)
	if want := []int{200, 410, 410, 410}; !slices.Equal(statuses, want) {
		t.Errorf("answers %v, want %v", statuses, want)
	}
	b := w.Browser(t)
	b.Visit("/first-run")
	b.Expect(http.StatusGone)
	b.Post("/first-run", url.Values{"company": {"Other"}, "name": {"E"}, "email": {"e@x.example"}, "password": {password},
		"language": {"en"}, "time_zone": {"Etc/UTC"}})
	b.Expect(http.StatusGone)
}

func TestSignInLeadsWhereThePersonWanted(t *testing.T) {
	t.Parallel()
	w, _ := founded(t)
	b := w.Browser(t)
	b.Visit("/settings/employees?q=he")
	b.At("/sign-in")
	b.See("Atelier Lumen")
	signIn(b, "HELEN.WARD@lumen.example", password)
	b.At("/settings/employees")
	if b.Page.URL.RawQuery != "q=he" {
		t.Errorf("came to %s", b.Page.URL)
	}
}

// ATT3
func TestSignInNeverLeadsToAnotherHost(t *testing.T) {
	t.Parallel()
	w, _ := founded(t)
	for _, evil := range []string{"https://evil.example", "//evil.example", `/\evil.example`, "/%2e%2e/evil", "/%2f/evil",
		"javascript:alert(1)", "/\r\nSet-Cookie:a=b", "/x\nLocation: https://evil.example", "http:evil.example", "///evil.example", `\\evil`,
		"/..//evil.example", "/.//evil.example", "/me/..//..//evil.example", "/me//evil.example", "/me/../", "/./", "/..", "/%5cevil.example",
		"/me%00", "?evil", "#evil", "me", "/me/", "//", "/%0d%0aSet-Cookie:a=b", "\x00", "/\xff"} {
		b := w.Browser(t)
		b.Visit("/sign-in?then=" + url.QueryEscape(evil))
		signIn(b, "helen.ward@lumen.example", password)
		b.At("/")
		if b.Page.URL.Host != strings.TrimPrefix(w.URL, "http://") {
			t.Errorf("%q led to %s", evil, b.Page.URL)
		}
	}
}

// ATT28
func TestGuessingIsLimitedAndTellsNobodyApart(t *testing.T) {
	t.Parallel()
	w, _ := founded(t)
	answers := map[string]string{}
	for _, email := range []string{"helen.ward@lumen.example", "nobody@lumen.example"} {
		b := w.Browser(t)
		b.Visit("/sign-in")
		for range 10 {
			signIn(b, email, "wrong password")
			b.Expect(http.StatusUnprocessableEntity)
		}
		answers[email] = b.Text()
		signIn(b, email, password)
		b.Expect(http.StatusTooManyRequests)
		b.See("Too many tries", "3 min")
		if b.Page.Header.Get("Retry-After") != "180" {
			t.Errorf("Retry-After is %q", b.Page.Header.Get("Retry-After"))
		}
	}
	if answers["helen.ward@lumen.example"] != answers["nobody@lumen.example"] {
		t.Errorf("a known address is answered differently:\n%v", answers)
	}
	w.Advance(3*time.Minute + time.Second)
	b := w.Browser(t)
	b.Visit("/sign-in")
	signIn(b, "helen.ward@lumen.example", password)
	b.At("/")
}

// ATT28: behind one address many accounts can be tried, but not without end.
func TestGuessingManyAccountsFromOneAddressIsLimited(t *testing.T) {
	t.Parallel()
	w, _ := founded(t)
	b := w.Browser(t)
	b.Visit("/sign-in")
	try := func(i int, from string) int {
		b.With("X-Forwarded-For", from)
		return b.Post("/sign-in", url.Values{"email": {fmt.Sprintf("person.%d@lumen.example", i)}, "password": {"wrong password"}}).Status
	}
	for i := range 60 {
		if status := try(i, "203.0.113.7"); status != http.StatusUnprocessableEntity {
			t.Fatalf("try %d: %d", i, status)
		}
	}
	if status := try(60, "203.0.113.7"); status != http.StatusTooManyRequests {
		t.Errorf("after 60 tries: %d", status)
	}
	if status := try(61, "203.0.113.8"); status != http.StatusUnprocessableEntity {
		t.Errorf("from another address: %d", status)
	}
}

// ATT13
func TestGuessingSecretLinksIsLimitedAndTheRightOneAlwaysOpens(t *testing.T) {
	t.Parallel()
	w, helen := founded(t)
	add(helen, "Sophie Marchand", "sophie.marchand@lumen.example", roleRecruiter)
	invitation := linkIn(t, w, "sophie.marchand@lumen.example")
	neighbour := invitation[:len(invitation)-1] + string(invitation[len(invitation)-1]^1)
	b := w.Browser(t)
	guess := func(address string) *handlerstest.Page {
		return b.With("X-Forwarded-For", "203.0.113.7").Visit(address)
	}
	for i := range 5 {
		for _, address := range []string{neighbour, w.URL + "/c/" + strings.Repeat("z", 22), w.URL + "/password-resets/" + strings.Repeat("z", 22), w.URL + "/c/guess/interview.ics"} {
			if status := guess(address).Status; status != http.StatusNotFound && status != http.StatusGone {
				t.Fatalf("%s: %d in round %d", address, status, i)
			}
		}
	}
	for _, address := range []string{neighbour, w.URL + "/c/" + strings.Repeat("y", 22), w.URL + "/password-resets/x", w.URL + "/c/guess/interview.ics"} {
		if page := guess(address); page.Status != http.StatusTooManyRequests || page.Header.Get("Retry-After") == "" {
			t.Errorf("%s after twenty guesses: %d", address, page.Status)
		}
	}
	if status := guess(invitation).Status; status != http.StatusOK {
		t.Errorf("the right link is answered with %d", status)
	}
	b.With("X-Forwarded-For", "203.0.113.8").Visit(neighbour)
	b.Expect(http.StatusGone)
}

// sessionOf is the value of the session's cookie.
func sessionOf(t *testing.T, w *handlerstest.World, b *handlerstest.Browser) string {
	t.Helper()
	for _, cookie := range b.Cookies() {
		if strings.HasPrefix(cookie.Name, "entrevue_") {
			return cookie.Value
		}
	}
	t.Fatal("no session cookie")
	return ""
}

// ATT26
func TestSessionIsNewAfterSignInAndPasswordChangeAndTheOldOneIsDead(t *testing.T) {
	t.Parallel()
	w, helen := founded(t)
	b := w.Browser(t)
	b.Visit("/password-resets")
	b.Visit("/sign-in")
	signIn(b, "helen.ward@lumen.example", password)
	first := sessionOf(t, w, b)

	helen.Visit("/me")
	helen.Fill("Present password", password).Fill("New password", "another lamp for every desk")
	before := sessionOf(t, w, helen)
	helen.Press("Change password")
	helen.See("Your password is changed")
	if sessionOf(t, w, helen) == before {
		t.Error("the session is the same after the password changed")
	}
	b.Visit("/me")
	b.At("/sign-in")

	thief := w.Browser(t).Holding(first)
	thief.Visit("/me")
	thief.At("/sign-in")
	thief = w.Browser(t).Holding(before)
	thief.Visit("/me")
	thief.At("/sign-in")
}

// ATT26, ATT37
func TestNothingIsLeftAfterSigningOut(t *testing.T) {
	t.Parallel()
	w, helen := founded(t)
	kept := sessionOf(t, w, helen)
	if helen.Page.Header.Get("Cache-Control") != "no-store" {
		t.Error("a page may be kept by the browser")
	}
	helen.Press("Sign out")
	helen.At("/sign-in")
	helen.Visit("/me")
	helen.At("/sign-in")
	thief := w.Browser(t).Holding(kept)
	thief.Visit("/me")
	thief.At("/sign-in")
}

func TestSignInEndsAfterTwelveIdleHoursAndAfterAWeek(t *testing.T) {
	t.Parallel()
	w, helen := founded(t)
	for range 13 {
		w.Advance(11 * time.Hour)
		helen.Visit("/me")
		helen.At("/me")
	}
	w.Advance(26 * time.Hour)
	helen.Visit("/me")
	helen.At("/sign-in")
}

// ATT17
func TestFormsOfOtherSitesAreRefused(t *testing.T) {
	t.Parallel()
	_, helen := founded(t)
	for _, header := range []map[string]string{{"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"},
		{"Sec-Fetch-Site": "", "Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site", "HX-Request": "true"}} {
		for name, value := range header {
			helen.With(name, value)
		}
		helen.Post("/me", url.Values{"name": {"Evil"}, "language": {"fr"}, "time_zone": {"Etc/UTC"}})
		helen.Expect(http.StatusForbidden)
	}
	helen.Visit("/me")
	if helen.Value("Name") != "Helen Ward" {
		t.Errorf("the name became %q", helen.Value("Name"))
	}
}

// ATT17
func TestUnknownFragmentIsABadRequest(t *testing.T) {
	t.Parallel()
	w, helen := founded(t)
	for _, path := range []string{"/", "/me", "/settings/employees"} {
		helen.HTMX("no-such-part").Visit(path)
		helen.Expect(http.StatusBadRequest)
	}
	stranger := w.Browser(t)
	for _, path := range []string{"/sign-in", "/password-resets"} {
		stranger.HTMX("no-such-part").Visit(path)
		stranger.Expect(http.StatusBadRequest)
	}
}

func TestPollsAreToldThatTheirPersonIsSignedOut(t *testing.T) {
	t.Parallel()
	w, _ := founded(t)
	for _, target := range []string{"progress", ""} {
		b := w.Browser(t)
		page := b.HTMX(target).Visit("/settings/integrations/calendar/progress")
		b.Expect(http.StatusUnauthorized)
		if page.Header.Get("HX-Redirect") != "" || strings.Contains(page.Body, "<html") || !strings.Contains(page.Body, "/sign-in") {
			t.Errorf("a poll for %q is answered with %s", target, page.Body)
		}
	}
}

func TestFormThatMeetsAnEndedSessionIsShownAgainAfterSignIn(t *testing.T) {
	t.Parallel()
	w, helen := founded(t)
	helen.Visit("/settings/employees/new")
	helen.Fill("Name", "Sophie Marchand").Fill("Email address", "sophie.marchand@lumen.example")
	w.Advance(13 * time.Hour)
	helen.Press("Add and invite")
	helen.Expect(http.StatusUnauthorized)
	helen.See("Your entries are kept.")
	signIn(helen, "helen.ward@lumen.example", password)
	helen.At("/settings/employees/new")
	helen.See("These are your entries from before.")
	if helen.Value("Name") != "Sophie Marchand" || helen.Value("Email address") != "sophie.marchand@lumen.example" {
		t.Errorf("the form holds %q, %q", helen.Value("Name"), helen.Value("Email address"))
	}
	helen.Visit("/settings/employees")
	helen.DoNotSee("Sophie")
	helen.Visit("/settings/employees/new")
	if helen.Value("Name") != "" {
		t.Error("the entries came back a second time")
	}
}

// ATT35: what cannot be kept is said, not dropped.
func TestFormTooLargeToBeKeptIsSaidToBeLost(t *testing.T) {
	t.Parallel()
	w, helen := founded(t)
	helen.Visit("/settings/employees/new")
	helen.Fill("Name", strings.Repeat("é", 64<<10))
	w.Advance(13 * time.Hour)
	helen.Press("Add and invite")
	helen.Expect(http.StatusUnauthorized)
	helen.See("Your entries could not be kept", "forms of more than 64 kB")
	helen.DoNotSee("Your entries are kept.")
	signIn(helen, "helen.ward@lumen.example", "wrong password")
	helen.See("Your entries could not be kept")
	signIn(helen, "helen.ward@lumen.example", password)
	helen.At("/settings/employees/new")
	helen.DoNotSee("These are your entries from before.")
}

func TestFileThatMeetsAnEndedSessionIsSaidToBeLost(t *testing.T) {
	t.Parallel()
	w, helen := founded(t)
	helen.Visit("/settings/employees/import")
	w.Advance(13 * time.Hour)
	helen.Upload("CSV file", "people.csv", "name,email\nSophie,sophie@lumen.example\n")
	helen.Press("Check")
	helen.Expect(http.StatusUnauthorized)
	helen.See("Your entries could not be kept")
}

// What is told is the reason: a form without a word about its page is not called too large.
func TestFormThatDoesNotSayWhereItStoodIsSaidToBeLostForThat(t *testing.T) {
	t.Parallel()
	w, _ := founded(t)
	b := w.Browser(t)
	b.Post("/positions", url.Values{"title": {"Lighting designer"}})
	b.Expect(http.StatusUnauthorized)
	b.See("Your entries could not be kept", "Your browser did not say which page they come from")
	b.DoNotSee("64 kB", "are kept.")
	signIn(b, "helen.ward@lumen.example", "wrong password")
	b.See("Your browser did not say which page they come from")
}

func TestFormThatHeldNothingLosesNothingAtAnEndedSession(t *testing.T) {
	t.Parallel()
	w, _ := founded(t)
	b := w.Browser(t)
	b.Post("/settings/integrations/calendar/synchronization", url.Values{})
	b.Expect(http.StatusUnauthorized)
	b.DoNotSee("could not be kept", "are kept")
}

func TestKeptFormIsShownToItsOwnPersonOnly(t *testing.T) {
	t.Parallel()
	w, helen := founded(t)
	other := joined(t, w, helen, "Grace Hall", "grace.hall@lumen.example", roleAdministrator)
	other.Press("Sign out")
	helen.Visit("/settings/employees/new")
	helen.Fill("Name", "Sophie Marchand")
	w.Advance(13 * time.Hour)
	helen.Press("Add and invite")
	signIn(helen, "grace.hall@lumen.example", password)
	helen.Visit("/settings/employees/new")
	if helen.Value("Name") != "" {
		t.Error("somebody else sees the entries")
	}
}

func TestLanguageIsChosenByFormAndComesBackToThePage(t *testing.T) {
	t.Parallel()
	w, helen := founded(t)
	b := w.Browser(t)
	b.Visit("/sign-in")
	b.Press("Français")
	b.At("/sign-in")
	b.See("Se connecter")

	helen.Visit("/settings/employees?q=he")
	helen.Press("Français")
	helen.At("/settings/employees")
	if helen.Page.URL.RawQuery != "q=he" || helen.Page.Doc.Find("html").AttrOr("lang", "") != "fr" {
		t.Errorf("came back to %s in %s", helen.Page.URL, helen.Page.Doc.Find("html").AttrOr("lang", ""))
	}
	b.Fill("Adresse e-mail", "helen.ward@lumen.example").Fill("Mot de passe", password)
	b.Press("Se connecter")
	b.See("Bonjour Helen")
}

func TestDemoSignInDoesNotExistOutsideOfTheDemo(t *testing.T) {
	t.Parallel()
	w, _ := founded(t) // ATT39
	b := w.Browser(t)
	b.Visit("/sign-in")
	b.DoNotSee("look around")
	b.Post("/demo/sign-in", url.Values{"employee": {"1"}})
	b.Expect(http.StatusNotFound)
	b.Visit("/metrics")
	b.Expect(http.StatusNotFound)
	b.Visit("/debug/pprof/")
	b.Expect(http.StatusNotFound)
}
