package handlers_test

import (
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"entrevue/handlers/handlerstest"
	"entrevue/models"
	"entrevue/models/demo"
	"entrevue/models/store"
)

// signedIn sits somebody of the demo company in front of a browser.
func signedIn(t *testing.T, w *handlerstest.World, person models.Employee) *handlerstest.Browser {
	t.Helper()
	b := w.Browser(t)
	b.Visit("/sign-in")
	b.Fill("Email address", person.Email).Fill("Password", demo.Password)
	b.Press("Sign in")
	b.At("/")
	return b
}

// recruiting is the demo company with a connected calendar, and Oliver in front of a browser.
func recruiting(t *testing.T, options ...handlerstest.Option) (*handlerstest.World, *handlerstest.Browser) {
	t.Helper()
	w := handlerstest.New(t, options...)
	people := w.Company(models.SystemGraph)
	return w, signedIn(t, w, people["OG"])
}

// unconnected is a company that has just begun, with Helen in front of a browser.
func unconnected(t *testing.T) (*handlerstest.World, *handlerstest.Browser) {
	t.Helper()
	return founded(t)
}

// addMaya adds a position and Maya, who has applied for it, by hand.
func addMaya(b *handlerstest.Browser) {
	b.Visit("/positions/new")
	b.Fill("Title", "Lighting designer").Fill("Location", "Lyon")
	b.Press("Save")
	b.Follow("New candidate")
	b.Fill("Name", "Maya Lindqvist").Fill("Email address", "maya.lindqvist@mail.example").
		Fill("Phone number", "+1 514 555 0147").Choose("Time zone", "America/Montreal").Choose("Language", "en")
	b.Press("Save")
	b.See("Maya Lindqvist", "Candidate added.", "No interviews yet")
}

func TestEmptyListsSayWhatToDoFirst(t *testing.T) {
	t.Parallel()
	_, b := unconnected(t)
	b.Visit("/candidates")
	b.See("No candidates yet", "Add the position first.")
	b.Follow("New position")
	b.Fill("Title", "Lighting designer")
	b.Press("Save")
	b.See("Position added.", "No candidates yet")
	b.Visit("/interviews")
	b.See("No interviews are planned")
	b.Follow("Choose a candidate")
	b.At("/candidates")
}

func TestPositionFormKeepsWhatWasTypedAndSaysWhatIsWrong(t *testing.T) {
	t.Parallel()
	for _, htmx := range []bool{false, true} {
		_, b := unconnected(t)
		b.Visit("/positions/new")
		b.Fill("Location", "Lyon")
		b.Press("Save")
		b.Expect(http.StatusUnprocessableEntity)
		if b.Problem("Title") == "" || b.Value("Location") != "Lyon" {
			t.Errorf("problem %q, location %q", b.Problem("Title"), b.Value("Location"))
		}
		b.Fill("Title", "Welder")
		if htmx {
			b.HTMX("content")
		}
		b.Press("Save")
		if htmx {
			if to := b.Page.Header.Get("HX-Redirect"); !strings.HasPrefix(to, "/positions/") {
				t.Errorf("htmx was sent to %q", to)
			}
			continue
		}
		b.See("Welder", "Position added.")
	}
}

func TestCandidateFormNamesEveryProblemInBothLanguages(t *testing.T) {
	t.Parallel()
	_, b := unconnected(t)
	addMaya(b)
	b.Visit("/candidates/new")
	b.Fill("Name", "").Fill("Email address", "maya@").Fill("Phone number", "call me").Fill("Applied on", "2999-01-01")
	b.Press("Save")
	b.Expect(http.StatusUnprocessableEntity)
	for _, label := range []string{"Name", "Position", "Email address", "Phone number", "Applied on"} {
		if b.Problem(label) == "" {
			t.Errorf("%s has no problem", label)
		}
	}
	b.See("5 things to correct")
	if b.Value("Email address") != "maya@" {
		t.Error("what was typed is gone")
	}
	b.Press("Français")
	b.Visit("/candidates/new")
	b.Press("Enregistrer")
	b.See("points à corriger")
}

func TestClosedPositionTakesNoCandidates(t *testing.T) {
	t.Parallel()
	_, b := unconnected(t)
	addMaya(b)
	b.Follow("Lighting designer")
	b.Press("Close position")
	b.See("Position closed.", "Closed", "Maya Lindqvist")
	b.Visit("/candidates/new")
	b.See("Add the position first.")
	b.Visit("/positions?closed=yes")
	b.Follow("Lighting designer")
	b.Press("Open again")
	b.See("Position open again.")
}

func TestSecondEditorOfACandidateSeesBothVersions(t *testing.T) {
	t.Parallel()
	_, b := unconnected(t)
	addMaya(b)
	b.Follow("Profile")
	b.Follow("Change profile")
	edit := b.Page.URL.Path
	stale := *b.Page
	b.Fill("Phone number", "+33 4 00 00 01 01")
	b.Press("Save")
	b.See("+33 4 00 00 01 01")
	b.Page = &stale
	b.Fill("Phone number", "+33 4 00 00 02 02")
	b.Press("Save")
	b.Expect(http.StatusConflict)
	b.See("Somebody else saved this meanwhile.", "+33 4 00 00 01 01")
	if b.Value("Phone number") != "+33 4 00 00 02 02" {
		t.Error("the second entries are gone")
	}
	b.Press("Save")
	b.Visit(edit)
	if b.Value("Phone number") != "+33 4 00 00 02 02" {
		t.Error("saving again did not replace")
	}
}

func TestCandidatesAreFoundAndFilteredByAddress(t *testing.T) {
	t.Parallel()
	_, b := unconnected(t)
	addMaya(b)
	b.Visit("/candidates")
	b.Fill("Search by name or email address", "lindq")
	b.Press("Search")
	b.See("Maya Lindqvist")
	b.Visit("/candidates?q=nobody")
	b.See("Nothing found")
	b.Visit("/candidates?position=4711")
	b.See("Nothing found")
	for _, address := range []string{"/candidates?after=nonsense", "/candidates/4711", "/candidates/x", "/positions/0", "/interviews/99", "/candidates/4711/interviews/new"} {
		if page := b.Visit(address); page.Status != http.StatusNotFound {
			t.Errorf("%s answers %d", address, page.Status)
		}
	}
}

func TestEntriesSurviveAnEndedSession(t *testing.T) {
	t.Parallel()
	w, b := unconnected(t)
	addMaya(b)
	b.Follow("New interview")
	planning := b.Page.URL.Path
	b.Fill("Message to Maya", "Bring your portfolio.").Check("Do not send")
	form := *b.Page
	w.Advance(13 * 60 * 60 * 1e9)
	b.Page = &form
	b.Press("Plan interview")
	b.Expect(http.StatusUnauthorized)
	b.Fill("Email address", "helen.ward@lumen.example").Fill("Password", password)
	b.Press("Sign in")
	b.At(planning)
	b.See("You are signed in again")
	if n := strings.Count(b.Text(), "signed in again"); n != 1 || strings.Count(b.Text(), "entries") != 1 {
		t.Errorf("it is said %d times: %s", n, b.Text())
	}
	if got := b.Value("Message to Maya"); got != "Bring your portfolio." {
		t.Errorf("the message is %q", got)
	}
}

func TestOnlyRecruitersKnowOfCandidates(t *testing.T) {
	t.Parallel()
	w := handlerstest.New(t)
	people := w.Company(models.SystemGraph)
	oliver := signedIn(t, w, people["OG"])
	addMaya(oliver)
	camille := signedIn(t, w, people["CP"])
	for _, address := range []string{"/candidates", "/candidates/1", "/positions", "/interviews", "/candidates/1/interviews/new"} {
		if page := camille.Visit(address); page.Status != http.StatusNotFound {
			t.Errorf("%s answers %d", address, page.Status)
		}
	}
	if page := camille.Post("/candidates", url.Values{"name": {"Mallory"}}); page.Status != http.StatusNotFound {
		t.Errorf("adding a candidate answers %d", page.Status)
	}
}

func TestStatusPageTellsHowLongLinksTakeAndWhatFails(t *testing.T) {
	t.Parallel()
	w := handlerstest.New(t)
	people := w.Company(models.SystemGraph)
	helen := signedIn(t, w, people["HW"])
	helen.Visit("/settings/status")
	helen.See("No links were asked for yet")
	oliver := signedIn(t, w, people["OG"])
	addMaya(oliver)
	planned(t, oliver)
	settle(w)
	helen.Visit("/settings/status")
	helen.See("Video links", "Median", "Slowest", "Microsoft Teams")
	if helen.Page.Doc.Find("main svg.bar rect").Length() != 2 {
		t.Error("the times are not drawn")
	}
	if helen.Page.Doc.Find("[style]").Length() > 0 {
		t.Error("the page has a style of its own, which the policy refuses")
	}
}

func TestEveryKindOfBackgroundWorkHasWords(t *testing.T) {
	t.Parallel()
	words, err := os.ReadFile("../views/settings/work.go")
	if err != nil {
		t.Fatal(err)
	}
	sources, err := filepath.Glob("../models/jobs/*.go")
	if err != nil || len(sources) == 0 {
		t.Fatal("no source of the work")
	}
	for _, source := range sources {
		text, err := os.ReadFile(source)
		if err != nil {
			t.Fatal(err)
		}
		for _, kind := range regexp.MustCompile(`Kind\(\) string\s+{ return "(\w+)" }`).FindAllStringSubmatch(string(text), -1) {
			if !strings.HasSuffix(source, "_test.go") && !strings.Contains(string(words), `"`+kind[1]+`"`) {
				t.Errorf("%s has no words", kind[1])
			}
		}
	}
}

func TestCandidateSentAgainWithOtherEntriesIsCorrected(t *testing.T) {
	t.Parallel()
	w, b := recruiting(t)
	b.Visit("/positions/new")
	position := *b.Page
	b.Fill("Title", "Lighting designer")
	b.Press("Save")
	first := b.Page.URL.Path
	b.Page = &position
	b.Fill("Title", "Senior lighting designer")
	b.Press("Save")
	b.Expect(http.StatusConflict)
	b.See("This form was saved before.", "Lighting designer")
	b.Press("Save")
	b.At(first)
	b.See("Senior lighting designer")

	b.Visit("/candidates/new")
	b.Fill("Name", "Maya Lindqvist").Choose("Position", "Senior lighting designer")
	candidate := *b.Page
	b.Press("Save")
	b.Page = &candidate
	b.Fill("Name", "Maja Lindqvist")
	b.Press("Save")
	b.Expect(http.StatusConflict)
	b.See("This form was saved before.", "Maya Lindqvist")
	b.Press("Save")
	b.At("/candidates/1")
	list, _, err := w.App.Reads().Candidates(t.Context(), store.CandidateFilter{})
	if err != nil || len(list) != 1 || list[0].Name != "Maja Lindqvist" {
		t.Errorf("%d candidates: %+v (%v)", len(list), list, err)
	}
}
