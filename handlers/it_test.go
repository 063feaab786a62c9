package handlers_test

import (
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"entrevue/handlers/handlerstest"
	"entrevue/models"
	"entrevue/views/paths"
)

// itDone is what somebody at IT writes when they are done.
var itDone = url.Values{"name": {"Ravi Bose"}, "on": {"2026-11-29"}}

// confirmed sends the form of the page for IT as somebody does who has opened it.
func confirmed(it *handlerstest.Browser, link string, values url.Values) {
	it.Visit(link)
	sent := maps.Clone(values)
	sent.Set("page", it.Page.Doc.Find("main input[name=page]").AttrOr("value", ""))
	it.Post(link+"/confirmation", sent)
}

// itState is how the step of IT stands.
func itState(t *testing.T, w *handlerstest.World) models.ProviderSetup {
	t.Helper()
	setup, err := w.App.Reads().ProviderSetup(t.Context(), models.Zoom)
	if err != nil {
		t.Fatal(err)
	}
	return setup
}

// The page for IT is told to nobody, kept by nobody and indexed by nobody, in every answer it gives.
func TestPageForITLeaksItsAddressNowhere(t *testing.T) { // ATT14
	t.Parallel()
	w, _, link := askedIT(t)
	it := w.Browser(t)
	closed := func(what string, want int) {
		t.Helper()
		it.Expect(want)
		for name, value := range map[string]string{"Referrer-Policy": "no-referrer", "Cache-Control": "no-store", "X-Robots-Tag": "noindex, nofollow, noarchive"} {
			if got := it.Page.Header.Values(name); !slices.Equal(got, []string{value}) {
				t.Errorf("%s: %s is %q, want %q", what, name, got, value)
			}
		}
		for _, each := range it.Page.Doc.Find("[src], link[href], a[href]").EachIter() {
			if address := each.AttrOr("src", each.AttrOr("href", "")); !strings.HasPrefix(address, "/") && !strings.HasPrefix(address, "#") {
				t.Errorf("%s: asks %s", what, address)
			}
		}
	}
	it.Visit(link)
	closed("the page", http.StatusOK)
	it.DoNotSee("Helen", "helen.ward", "Camille")
	it.Visit(paths.ITPage("guessed"))
	closed("a guessed one", http.StatusNotFound)
	it.Post(link+"/confirmation", nil)
	closed("a form that was refused", http.StatusUnprocessableEntity)
	confirmed(it, link, itDone)
	closed("the page that thanks", http.StatusOK)
	w.Advance(31 * 24 * time.Hour)
	it.Visit(link)
	closed("an expired one", http.StatusGone)
	token := link[strings.LastIndex(link, "/")+1:]
	if strings.Contains(w.Log(), token) {
		t.Error("the log holds the address")
	}
}

// Whoever tries addresses near a known one, or any, finds nothing and is stopped; the right one opens
// all the same.
func TestGuessingThePageOfITIsLimited(t *testing.T) { // ATT13
	t.Parallel()
	w, _, link := askedIT(t)
	stranger := w.Browser(t).Speaking("fr")
	token := link[strings.LastIndex(link, "/")+1:]
	if len(token) < 22 {
		t.Errorf("%q has fewer than 128 bits", token)
	}
	guess := func(address string) int { return stranger.With("X-Forwarded-For", "203.0.113.7").Visit(address).Status }
	guesses := 0
	for n := range token {
		for _, near := range []string{token[:n] + string(token[n]^1) + token[n+1:], token[:n] + token[n+1:], token[:n] + "A" + token[n:]} {
			if near == token {
				continue
			}
			if status := guess(w.URL + paths.ITPage(url.PathEscape(near))); status != http.StatusNotFound && status != http.StatusTooManyRequests {
				t.Fatalf("%s answers %d", near, status)
			}
			if guesses++; stranger.Page.Status == http.StatusTooManyRequests {
				stranger.See("Réessayez dans")
			}
		}
	}
	if status := guess(w.URL + paths.ITPage("guessed")); guesses < 20 || status != http.StatusTooManyRequests {
		t.Errorf("after %d guesses: %d", guesses, status)
	}
	if status := guess(link); status != http.StatusOK {
		t.Errorf("the right address answers %d", status)
	}
}

// A program that opens every link of a mail again and again confirms nothing, and is written down once.
func TestThousandOpeningsOfThePageForITChangeNothing(t *testing.T) { // ATT15
	t.Parallel()
	w, b, link := askedIT(t)
	scanner := w.Browser(t)
	scanner.Visit(link)
	before := itState(t, w)
	for range 500 {
		if got, head := scanner.Send(http.MethodGet, link), scanner.Send(http.MethodHead, link); got != http.StatusOK || head >= http.StatusInternalServerError {
			t.Fatalf("GET %d, HEAD %d", got, head)
		}
	}
	after := itState(t, w)
	if diff := cmp.Diff(before, after); diff != "" || after.ITStep() != models.ITOpen {
		t.Errorf("the step changed: %s", diff)
	}
	w.Settle()
	if got := len(w.Letters("it@lumen.example")); got != 1 {
		t.Errorf("IT got %d mails", got)
	}
	b.Visit("/settings/activity")
	b.DoNotSee("Confirmed that")
}

// A program that presses every button of the page writes no name, and a form of another site or
// without its page's entries is refused.
func TestButtonsThatAreNotPressedByAPersonConfirmNothingForIT(t *testing.T) { // ATT15, ATT17, FAIL39
	t.Parallel()
	w, b, link := askedIT(t)
	scanner := w.Browser(t)
	scanner.Visit(link)
	for _, form := range scanner.Forms() {
		scanner.Submit(form, form.Values)
	}
	scanner.See("Est-ce fait ?", "Veuillez remplir ce champ")
	for _, values := range []url.Values{{}, {"name": {""}, "on": {"2026-11-29"}}, {"name": {"\u200b \u2066"}, "on": {"2026-11-29"}}, {"on": {"2026-11-29"}}, {"name": {"Ravi"}},
		{"name": {"Ravi"}, "on": {"yesterday"}}, {"name": {"Ravi"}, "on": {"2026-12-24"}}, {"name": {"Ravi"}, "on": {"9999-12-31"}}, {"name": {"Ravi"}, "on": {"2026-02-30"}},
		{"name": {strings.Repeat("é", 500)}, "on": {"2026-11-29"}}, {"name": {"Ra\x00vi"}, "on": {"2026-11-29"}}, {"name": {"Ra\xffvi"}, "on": {"2026-11-29"}},
		{"name": {"Ravi\r\nBcc: x@evil.example"}, "on": {"2026-11-29"}}, {"confirmed": {"true"}, "by": {"Ravi"}}} {
		scanner.Post(link+"/confirmation", values)
		scanner.Expect(http.StatusUnprocessableEntity)
		scanner.See("Veuillez confirmer avec le bouton ci-dessous.")
		confirmed(scanner, link, values)
		scanner.Expect(http.StatusUnprocessableEntity)
		scanner.DoNotSee("Veuillez confirmer avec le bouton ci-dessous.")
	}
	scanner.Post(link+"/confirmation", itDone) // right in everything, but nobody has opened the page for it
	scanner.Expect(http.StatusUnprocessableEntity)
	scanner.See("Veuillez confirmer avec le bouton ci-dessous.")
	for _, site := range []map[string]string{{"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}, {"Sec-Fetch-Site": "", "Origin": "https://evil.example"},
		{"Sec-Fetch-Site": "cross-site", "HX-Request": "true"}} {
		for name, value := range site {
			scanner.With(name, value)
		}
		scanner.Post(link+"/confirmation", itDone)
		scanner.Expect(http.StatusForbidden)
	}
	scanner.Post(link+"/confirmation?_method=POST", itDone)
	scanner.Expect(http.StatusBadRequest)
	scanner.Visit(link + "/confirmation?name=Ravi&on=2026-11-29")
	scanner.Expect(http.StatusMethodNotAllowed)
	if setup := itState(t, w); setup.ITStep() != models.ITOpen {
		t.Errorf("confirmed: %+v", setup)
	}
	b.Visit("/settings/activity")
	b.DoNotSee("Confirmed that")
}

// The first confirmation stays, whoever confirms once more.
func TestSecondConfirmationForITChangesNothing(t *testing.T) { // ATT33, ATT12
	t.Parallel()
	w, b, link := askedIT(t)
	it := w.Browser(t)
	confirmed(it, link, url.Values{"name": {"Ravi Bose", "Eve"}, "on": {"2026-11-29", "2026-11-01"}, "provider": {"goto-meeting"},
		"it_confirmer_id": {"1"}, "switched_off": {"true"}})
	first := itState(t, w)
	for _, again := range []url.Values{itDone, {"name": {"Eve"}, "on": {"2026-11-01"}}, nil} {
		it.Post(link+"/confirmation", again)
		it.Expect(http.StatusOK)
		it.See("Merci, c’est tout.", "Ravi Bose a installé l’app le 29 nov. 2026")
		b.Post(paths.WizardITConfirmation("zoom"), again)
		b.Expect(http.StatusOK)
	}
	if diff := cmp.Diff(first, itState(t, w)); diff != "" || first.SwitchedOff || first.ITConfirmerID != 0 {
		t.Errorf("the second confirmation changed: %s", diff)
	}
	b.Visit("/settings/activity")
	if got := strings.Count(b.Text(), "Confirmed that Ravi Bose"); got != 1 || strings.Contains(b.Text(), "Eve") {
		t.Errorf("written down %d times:\n%s", got, b.Text())
	}
}
