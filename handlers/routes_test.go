package handlers_test

import (
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"entrevue/handlers"
	"entrevue/handlers/handlerstest"
)

// role is somebody who tries every address, and whom the route table lets in.
type role struct {
	name    string
	browser *handlerstest.Browser
	enters  []handlers.Who
}

// everybody are all roles, Grace among them as somebody who was deactivated while signed in.
func everybody(t *testing.T, w *handlerstest.World, helen *handlerstest.Browser) []role {
	t.Helper()
	strangers := []handlers.Who{handlers.Anyone, handlers.SecretLink}
	employees := append(slices.Clone(strangers), handlers.Employee)
	recruiters := append(slices.Clone(employees), handlers.Recruiter)
	grace := joined(t, w, helen, "Grace Hall", "grace.hall@lumen.example", roleAdministrator)
	roles := []role{
		{"nobody", w.Browser(t), strangers}, {"deactivated", grace, strangers},
		{"employee", joined(t, w, helen, "Camille Perrin", "camille.perrin@lumen.example", roleEmployee), employees},
		{"recruiter", joined(t, w, helen, "Oliver Grant", "oliver.grant@lumen.example", roleRecruiter), recruiters},
		{"administrator", helen, append(slices.Clone(recruiters), handlers.Administrator)},
	}
	edit(helen, "Grace Hall")
	helen.Follow("Deactivate")
	helen.Press("Deactivate")
	return roles
}

// address fills a pattern with things that do not exist: the guards come before them.
func address(pattern string) string {
	parts := strings.Split(pattern, "/")
	for i, part := range parts {
		switch {
		case part == ":id":
			parts[i] = "999999"
		case strings.HasPrefix(part, ":"):
			parts[i] = "zzzzzzzzzzzzzzzzzzzzzz"
		}
	}
	return strings.Join(parts, "/")
}

// ATT11: every address as every role, in both languages.
func TestEveryRouteAsEveryRoleInBothLanguages(t *testing.T) {
	t.Parallel()
	w, helen := founded(t)
	roles := everybody(t, w, helen)
	for _, language := range []string{"en", "fr"} {
		for _, r := range roles {
			turn(r.browser, language)
			for _, route := range w.App.Routes() {
				if route.Who == handlers.Operator || route.Who == handlers.Hook || changesEverything(route) {
					continue
				}
				try(t, r, route, language)
			}
		}
	}
}

// changesEverything are the forms that would end the test for the role: they are tested elsewhere.
func changesEverything(route handlers.Route) bool {
	return route.Method == http.MethodPost && slices.Contains([]string{"/sign-out", "/language"}, route.Path)
}

// needsMore are the pages about something that is not there in this test: an id, a secret, a return
// with its state, a connection.
func needsMore(route handlers.Route) bool {
	return strings.Contains(route.Path, ":") || strings.HasPrefix(route.Path, "/returns/") || route.Path == "/first-run" ||
		strings.HasSuffix(route.Path, "/disconnection")
}

// turn lets a browser be served in a language, whoever is signed in.
func turn(b *handlerstest.Browser, language string) {
	b.Speaking(language)
	b.Visit("/password-resets")
	b.Post("/language", url.Values{"language": {language}, "return_to": {"/password-resets"}})
}

func try(t *testing.T, r role, route handlers.Route, language string) {
	t.Helper()
	name := fmt.Sprintf("%s %s as %s in %s", route.Method, route.Path, r.name, language)
	page := visit(r.browser, route)
	signedIn := len(r.enters) > 2
	switch {
	case slices.Contains(r.enters, route.Who):
		if signedIn && page.URL.Path == "/sign-in" && route.Path != "/sign-in" || page.Status == http.StatusForbidden && !needsMore(route) {
			t.Errorf("%s: refused with %d at %s", name, page.Status, page.URL)
		}
		if route.Method == http.MethodGet && page.Status != http.StatusOK && !needsMore(route) {
			t.Errorf("%s: %d", name, page.Status)
		}
	case signedIn:
		if want := refusal(route); page.Status != want {
			t.Errorf("%s: %d, want %d", name, page.Status, want)
		} else if want == http.StatusForbidden && !strings.Contains(page.Doc.Find("main").Text(), "Helen Ward") {
			t.Errorf("%s: does not say whose page it is", name)
		}
	case route.Method == http.MethodPost:
		if page.Status != http.StatusUnauthorized {
			t.Errorf("%s: %d, want 401", name, page.Status)
		}
	case page.URL.Path != "/sign-in":
		t.Errorf("%s: led to %s", name, page.URL)
	}
	if got := page.Doc.Find("html").AttrOr("lang", ""); got != language && strings.Contains(page.Header.Get("Content-Type"), "html") {
		t.Errorf("%s: in %q", name, got)
	}
	if page.Doc.Find("h1").Length() > 1 {
		t.Errorf("%s: %d headings", name, page.Doc.Find("h1").Length())
	}
}

// refusal is how somebody signed in meets what their role does not include: a page of Settings says
// whose it is, and what is about one thing, or about hiring, does not exist.
func refusal(route handlers.Route) int {
	if route.Who == handlers.Administrator && !strings.Contains(route.Path, ":id") {
		return http.StatusForbidden
	}
	return http.StatusNotFound
}

func visit(b *handlerstest.Browser, route handlers.Route) *handlerstest.Page {
	if route.Method == http.MethodPost {
		return b.Post(address(route.Path), url.Values{})
	}
	return b.Visit(address(route.Path))
}

// ATT11: what a person may not know of looks like what does not exist.
func TestForbiddenPagesLookLikeMissingOnes(t *testing.T) {
	t.Parallel()
	w, helen := founded(t)
	camille := joined(t, w, helen, "Camille Perrin", "camille.perrin@lumen.example", roleEmployee)
	forget := func(page *handlerstest.Page) string {
		return strings.ReplaceAll(page.Body, page.URL.RequestURI(), "…")
	}
	missing := forget(camille.Visit("/settings/employees/999999"))
	if existing := forget(camille.Visit("/settings/employees/1")); existing != missing {
		t.Error("an employee can tell who exists")
	}
	if other := forget(camille.Visit("/no-such-page")); other != missing {
		t.Error("a page that is not allowed differs from one that does not exist")
	}
	if missing != forget(camille.Visit("/settings/employees/abc")) {
		t.Error("an id that is none is answered differently")
	}
}

// ATT16: what changes something is changed by its own form only.
func TestChangingRoutesAnswerNoOtherMethod(t *testing.T) {
	t.Parallel()
	w, helen := founded(t)
	gettable := map[string]bool{}
	for _, route := range w.App.Routes() {
		if route.Method == http.MethodGet {
			gettable[route.Path] = true
		}
	}
	for _, route := range w.App.Routes() {
		if route.Method != http.MethodPost || route.Who == handlers.Hook {
			continue
		}
		for _, method := range []string{http.MethodGet, http.MethodHead, http.MethodPut, http.MethodDelete, http.MethodPatch} {
			if method == http.MethodGet && gettable[route.Path] {
				continue
			}
			if status := helen.Send(method, address(route.Path)); status != http.StatusMethodNotAllowed {
				t.Errorf("%s %s: %d, want 405", method, route.Path, status)
			}
		}
		if !gettable[route.Path] && route.Path != "/sign-out" {
			helen.Post(address(route.Path)+"?_method=DELETE", url.Values{"_method": {"DELETE"}})
			helen.Expect(http.StatusBadRequest)
		}
	}
}

func TestUnknownAddressesAndWrongMethodsHaveAPageInBothLanguages(t *testing.T) {
	t.Parallel()
	w, _ := founded(t)
	for language, says := range map[string]string{"en": "This page does not exist", "fr": "Cette page n’existe pas"} {
		b := w.Browser(t).Speaking(language)
		b.Visit("/nowhere")
		b.Expect(http.StatusNotFound)
		b.See(says)
		b.Visit("/sign-out")
		b.Expect(http.StatusMethodNotAllowed)
	}
}

// ATT36, ATT37, ATT14
func TestEveryAnswerCarriesTheHeadersThatKeepItSafe(t *testing.T) {
	t.Parallel()
	_, helen := founded(t)
	for _, path := range []string{"/", "/nowhere", "/healthz", "/static/nothing.css", "/hooks/cronofy/nothing"} {
		header := helen.Visit(path).Header
		policy := header.Get("Content-Security-Policy")
		for _, want := range []string{"default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'"} {
			if !strings.Contains(policy, want) {
				t.Errorf("%s: the policy %q lacks %s", path, policy, want)
			}
		}
		if strings.Contains(policy, "unsafe") || header.Get("X-Content-Type-Options") != "nosniff" || header.Get("X-Frame-Options") != "DENY" {
			t.Errorf("%s: %v", path, header)
		}
	}
}

// ATT40
func TestNothingButAssetsIsServedFromTheirFolder(t *testing.T) {
	t.Parallel()
	w, _ := founded(t)
	for _, path := range []string{"/static/../go.mod", "/static/%2e%2e/go.mod", "/static/..%2fgo.mod", "/static/.gitkeep", "/static/a%00b", "/static/"} {
		answer, err := http.Get(w.URL + path)
		if err != nil {
			t.Fatal(err)
		}
		body, _ := io.ReadAll(answer.Body)
		_ = answer.Body.Close()
		if answer.StatusCode != http.StatusNotFound || strings.Contains(string(body), "module entrevue") {
			t.Errorf("%s: %d", path, answer.StatusCode)
		}
	}
}

// A page asks the same number of questions, however long its list is.
func TestListsAskTheDatabaseTheSameNumberOfTimesAtAnySize(t *testing.T) {
	t.Parallel()
	w, helen := founded(t)
	pages := []string{"/", "/me", "/settings", "/settings/employees", "/settings/activity", "/settings/status"}
	questions := func() map[string]int {
		w.Settle()
		asked := map[string]int{}
		for _, page := range pages {
			asked[page] = len(w.Statements(func() { helen.Visit(page) }))
		}
		return asked
	}
	upload(helen, people(10))
	helen.Press("Import 10 people")
	few := questions()
	upload(helen, people(200))
	helen.Press("Import 190 people")
	for page, many := range questions() {
		if many != few[page] || many == 0 || many > 12 {
			t.Errorf("%s: %d statements for 10 people, %d for 200", page, few[page], many)
		}
	}
}

func TestReadinessAndHealthAnswer(t *testing.T) {
	t.Parallel()
	w, _ := founded(t)
	b := w.Browser(t)
	b.Visit("/healthz")
	b.Expect(http.StatusOK)
	b.Visit("/readyz")
	b.Expect(http.StatusOK)
}
