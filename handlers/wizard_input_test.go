package handlers_test

import (
	"maps"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"entrevue/handlers"
	"entrevue/handlers/handlerstest"
	"entrevue/models"
	"entrevue/models/store"
	"entrevue/views/paths"
)

// setUp is everything that wizards, campaign and switches have changed, and what they have sent.
type setUp struct {
	Setups        map[models.Provider]models.ProviderSetup
	Introductions map[models.Language]string
	Letters       map[int64]map[models.Provider]models.Instruction
	Tests         []models.TestLink
	Written       int // lines of the activity log
	Mails         int // to IT, and to a host
}

func setUpOf(t *testing.T, w *handlerstest.World) (now setUp) {
	t.Helper()
	w.Settle()
	ctx, reads := t.Context(), w.App.Reads()
	var errs [5]error
	var written []models.Activity
	now.Setups, errs[0] = reads.ProviderSetups(ctx)
	now.Introductions, errs[1] = reads.CampaignIntroductions(ctx)
	now.Letters, errs[2] = reads.HostLetters(ctx)
	now.Tests, errs[3] = reads.TestLinks(ctx, models.MSTeams, 100)
	written, errs[4] = reads.Activities(ctx, store.Subject{}, 1000)
	for _, err := range errs {
		if err != nil {
			t.Fatal(err)
		}
	}
	now.Written, now.Mails = len(written), len(w.Letters("it@lumen.example"))+len(w.Letters("jonas.weber@lumen.example"))
	return now
}

// steps are the forms of the set-up of providers with what they would take, by the pattern of their address.
func steps(host models.Employee) map[string]url.Values {
	it := url.Values{"mail": {"it@lumen.example"}, "language": {"fr"}, "request_id": {"1.it"}}
	on := url.Values{"name": {"Ravi Bose"}, "on": {"2026-11-29"}}
	who := strconv.FormatInt(host.ID, 10)
	return map[string]url.Values{
		paths.Named(paths.WizardBeginning, "provider"): {"return_to": {paths.Campaign()}},
		paths.Step("it"): it, paths.Step("test"): {"host": {who}, "request_id": {"1.test"}},
		paths.ID(paths.TestLinkRemoval): nil, paths.ID(paths.TestLinkConfirmation): {"answer": {"yes"}},
		paths.Named(paths.ProviderSwitch, "provider"): {"to": {"off"}}, paths.Named(paths.WizardITRequest, "provider"): it,
		paths.Named(paths.WizardITLink, "provider"): nil, paths.Named(paths.WizardITLinkDeletion, "provider"): nil,
		paths.Named(paths.WizardITConfirmation, "provider"): on, paths.Named(paths.WizardITConfirmationDeletion, "provider"): nil,
		paths.ReadinessReminder(): {"host": {who}, "provider": {"goto_meeting"}},
		paths.Campaign():          {"introduction_en": {"Now."}}, paths.CampaignSending(): {"request_id": {"1.send"}, "everybody": {"true"}},
	}
}

// existing is the address of a pattern at a provider that has the step, and a test link that there is.
func existing(pattern string) string {
	provider := "zoom"
	if strings.HasSuffix(pattern, "/test") {
		provider = "ms-teams"
	}
	return strings.ReplaceAll(strings.ReplaceAll(pattern, ":provider", provider), ":id", "1")
}

// wizards are all addresses of the set-up that change something; a test that leaves one out fails.
func wizards(t *testing.T, w *handlerstest.World, host models.Employee) map[string]url.Values {
	t.Helper()
	known := steps(host)
	for _, route := range w.App.Routes() {
		ours := strings.HasPrefix(route.Path, paths.Videoconferencing()) || strings.HasPrefix(route.Path, paths.ID(paths.TestLink))
		if _, ok := known[route.Path]; ours && !ok && route.Method == http.MethodPost {
			t.Errorf("nobody tries %s", route.Path)
		}
	}
	return known
}

// begunSetUp is a company whose set-ups have begun, with one test link.
func begunSetUp(t *testing.T) (*handlerstest.World, *handlerstest.Browser, models.Employee) {
	t.Helper()
	w, b := settingUp(t, models.SystemGraph)
	for _, provider := range models.Providers() {
		b.Post(w.URL+paths.WizardBeginning(provider.Slug()), nil)
	}
	b.Visit(paths.WizardStep("zoom", "it"))
	b.Press("Make a link")
	tested(t, w, b, models.MSTeams, "Oliver Grant")
	jonas, err := w.App.Reads().EmployeeByEmail(t.Context(), "jonas.weber@lumen.example")
	if err != nil {
		t.Fatal(err)
	}
	return w, b, jonas
}

func TestNobodyButAdministratorsChangesASetUp(t *testing.T) { // ATT11, ATT12
	t.Parallel()
	w, _, jonas := begunSetUp(t)
	before := setUpOf(t, w)
	forms := wizards(t, w, jonas)
	for name, who := range map[string]*handlerstest.Browser{"a recruiter": signedIn(t, w, models.Employee{Email: "oliver.grant@lumen.example"}),
		"an employee": signedIn(t, w, jonas), "nobody": w.Browser(t)} {
		for pattern, values := range forms {
			values = maps.Clone(values)
			if values == nil {
				values = url.Values{}
			}
			values.Set("role", "administrator")
			values.Set("by", "1")
			page := who.Post(w.URL+existing(pattern), values)
			want := refusal(handlers.Route{Path: pattern, Who: handlers.Administrator})
			if name == "nobody" {
				want = http.StatusUnauthorized
			}
			if page.Status != want || who.Heading() == "" {
				t.Errorf("%s sends %s: %d, want %d", name, pattern, page.Status, want)
			}
		}
	}
	if diff := cmp.Diff(before, setUpOf(t, w)); diff != "" {
		t.Errorf("the set-up changed: %s", diff)
	}
}

func TestStepsOfASetUpAreTakenByTheirFormsAlone(t *testing.T) { // ATT16, ATT17
	t.Parallel()
	w, b, jonas := begunSetUp(t)
	before := setUpOf(t, w)
	for pattern, values := range wizards(t, w, jonas) {
		address := w.URL + existing(pattern)
		b.Visit(address + "?_method=POST&" + values.Encode())
		for _, method := range []string{http.MethodHead, http.MethodPut, http.MethodPatch, http.MethodDelete} {
			if status := b.Send(method, address+"?"+values.Encode()); status != http.StatusMethodNotAllowed {
				t.Errorf("%s %s: %d, want 405", method, pattern, status)
			}
		}
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
	}
	if diff := cmp.Diff(before, setUpOf(t, w)); diff != "" {
		t.Errorf("the set-up changed: %s", diff)
	}
}

func TestUnknownProvidersAndStepsAreNotFoundHoweverTheyAreAsked(t *testing.T) { // ATT12, ATT40
	t.Parallel()
	w, b, jonas := begunSetUp(t)
	before := setUpOf(t, w)
	for _, provider := range []string{"skype", "Zoom", "ms_teams", "zoom%00", "..", "%2e%2e", "zoom%2fit", "0", "-", strings.Repeat("z", 3000), "%27--", "zoom;x"} {
		for pattern, values := range wizards(t, w, jonas) {
			if strings.Contains(pattern, ":provider") {
				b.Post(w.URL+strings.ReplaceAll(pattern, ":provider", provider), values)
				if b.Page.Status != http.StatusNotFound && b.Page.Status != http.StatusMethodNotAllowed {
					t.Errorf("%s of %s: %d", pattern, provider, b.Page.Status)
				}
			}
		}
		b.Visit(w.URL + paths.WizardStep(provider, "it"))
		if b.Page.Status != http.StatusNotFound && provider != ".." && provider != "%2e%2e" {
			t.Errorf("the step of %s: %d", provider, b.Page.Status)
		}
	}
	for _, step := range []string{"lunch", "IT", "it%00", "2", "..%2fswitch", "%20", "it/x"} {
		for _, provider := range models.Providers() {
			b.Visit(w.URL + paths.WizardStep(provider.Slug(), step))
			b.Expect(http.StatusNotFound)
			b.Post(w.URL+paths.WizardStep(provider.Slug(), step), url.Values{"mail": {"it@lumen.example"}})
			b.Expect(http.StatusNotFound)
		}
	}
	for _, id := range []string{"0", "-1", "99", "1e3", "%00", "99999999999999999999", "x"} {
		for _, pattern := range []string{paths.ID(paths.TestLinkRemoval), paths.ID(paths.TestLinkConfirmation)} {
			b.Post(w.URL+strings.ReplaceAll(pattern, ":id", id), url.Values{"answer": {"yes"}})
			b.Expect(http.StatusNotFound)
		}
	}
	if diff := cmp.Diff(before, setUpOf(t, w)); diff != "" {
		t.Errorf("the set-up changed: %s", diff)
	}
}

// Every step may be opened in any order: it says how it stands, and none is done by that.
func TestStepsOpenedInAnyOrderChangeNothing(t *testing.T) {
	t.Parallel()
	w, b, _ := begunSetUp(t)
	before := setUpOf(t, w)
	for _, provider := range models.Providers() {
		ids := models.WizardStepIDs()
		for n := range ids {
			b.Visit(w.URL + paths.WizardStep(provider.Slug(), string(ids[len(ids)-1-n])))
			b.Expect(http.StatusOK)
			if !strings.HasPrefix(b.Page.URL.Path, paths.Wizard(provider.Slug())+"/") || b.Heading() == "" {
				t.Errorf("%s of %s led to %s", ids[len(ids)-1-n], provider, b.Page.URL)
			}
		}
	}
	if diff := cmp.Diff(before, setUpOf(t, w)); diff != "" {
		t.Errorf("the set-up changed: %s", diff)
	}
}

// What a form of the set-up does not take is refused beside its field, with everything else kept, and
// changes nothing.
func TestWrongEntriesOfASetUpAreRefusedAndKept(t *testing.T) { // ATT12, ATT20, ATT35
	t.Parallel()
	w, b, _ := begunSetUp(t)
	before := setUpOf(t, w)
	long := strings.Repeat("é", 5000)
	for pattern, bad := range map[string][]url.Values{
		paths.Named(paths.WizardITRequest, "provider"): {
			nil, {"mail": {"it@lumen.example"}}, {"language": {"en"}}, {"mail": {"it@lumen.example"}, "language": {"xx"}}, {"mail": {"it"}, "language": {"en"}},
			{"mail": {"it@lumen.example, x@evil.example"}, "language": {"en"}}, {"mail": {"it@lumen.example\r\nBcc: x@evil.example"}, "language": {"en"}},
			{"mail": {"it@lumen.example;x@evil.example"}, "language": {"en"}}, {"mail": {"IT <it@lumen.example>"}, "language": {"en"}},
			{"mail": {"it@lumen.example?bcc=x@evil.example"}, "language": {"en"}}, {"mail": {strings.Repeat("i", 320) + "@lumen.example"}, "language": {"en"}},
			{"mail": {"=?utf-8?q?x=0d=0aBcc:_x?=@lumen.example"}, "language": {"en"}}, {"mail": {"i\x00t@lumen.example"}, "language": {"en"}},
			{"mail": {"it\xff@lumen.example"}, "language": {"en"}}, {"mail": {long}, "language": {long}},
		},
		paths.Named(paths.WizardITConfirmation, "provider"): {
			nil, {"name": {"Ravi"}}, {"on": {"2026-11-29"}}, {"name": {long}, "on": {"2026-11-29"}}, {"name": {"Ravi"}, "on": {"2026-13-01"}},
			{"name": {"Ravi"}, "on": {"2026-12-24"}}, {"name": {"Ravi\r\nBcc: x@evil.example"}, "on": {"2026-11-29"}}, {"name": {"\u202eivaR"}, "on": {"9999-12-31"}},
			{"name": {"a\x00b"}, "on": {"2026-11-29"}}, {"name": {"\xff"}, "on": {"2026-11-29"}}, {"name": {"Ravi"}, "on": {"29/11/2026"}},
		},
		paths.Step("it"): {
			{"mail": {"it@lumen"}, "language": {"xx"}}, {"mail": {long}, "language": {"en"}}, {"mail": {"i\x00t"}, "language": {"en"}}, {"mail": {"\xff"}, "language": {"en"}},
		},
		paths.Step("test"): {
			nil, {"host": {""}}, {"host": {"x"}}, {"host": {"99999999999999999999"}}, {"host": {"-1"}}, {"host": {"4711"}}, {"host": {"1 or 1=1"}}, {"host": {"4711", "1"}},
		},
		paths.ID(paths.TestLinkConfirmation): {nil, {"answer": {"perhaps"}}, {"answer": {""}}, {"answer": {"perhaps", "yes"}}},
		paths.Campaign(): {
			{"introduction_en": {long}}, {"introduction_fr": {long}}, {"introduction_en": {"a\x00b"}}, {"introduction_en": {"\xff\xfe"}},
		},
		paths.ReadinessReminder(): {nil, {"host": {"1"}}, {"host": {"1"}, "provider": {"skype"}}},
	} {
		for _, values := range bad {
			page := b.Post(w.URL+existing(pattern), values)
			said := pattern + " with " + values.Encode()
			said = said[:min(len(said), 140)]
			if page.Status != http.StatusUnprocessableEntity && (pattern != paths.ReadinessReminder() || page.Status != http.StatusNotFound) {
				t.Errorf("%s: %d", said, page.Status)
				continue
			}
			for _, name := range []string{"mail", "name", "introduction_en", "introduction_fr"} {
				typed := strings.ToValidUTF8(strings.Map(visible, values.Get(name)), "")
				if shown := shownIn(page, name); typed != "" && strings.Map(visible, shown) != typed {
					t.Errorf("%s: %s became %q", said, name, shown[:min(len(shown), 60)])
				}
			}
		}
	}
	if diff := cmp.Diff(before, setUpOf(t, w)); diff != "" {
		t.Errorf("the set-up changed: %s", diff)
	}
}

// visible drops what no field of a page can hold.
func visible(r rune) rune {
	if r < ' ' || r == '\uFFFD' {
		return -1
	}
	return r
}

// shownIn is what stands in the first field of a name.
func shownIn(page *handlerstest.Page, name string) string {
	field := page.Doc.Find("[name=" + name + "]").First()
	return field.AttrOr("value", field.Text())
}

func TestDoubledAndForeignFieldsOfASetUpAreIgnored(t *testing.T) { // ATT12, ATT20
	t.Parallel()
	w, b, jonas := begunSetUp(t)
	for pattern, values := range wizards(t, w, jonas) {
		if strings.HasSuffix(pattern, "/confirmation") || strings.HasSuffix(pattern, "/switch") || values == nil {
			continue
		}
		values = maps.Clone(values)
		for name, value := range map[string]string{"mail": "x@evil.example", "language": "en", "host": "1", "provider": "zoom", "everybody": "true", "switched_off": "true",
			"it_confirmed_at": "2026-11-29", "it_confirmed_by": "Eve", "opened_at": "", "role": "administrator", "employee_id": "1", "recipient": "x@evil.example"} {
			values[name] = append(values[name], value)
		}
		b.Post(w.URL+existing(pattern), values)
		b.Expect(http.StatusOK)
	}
	w.Settle()
	if got := w.Letters("x@evil.example"); len(got) != 0 {
		t.Errorf("somebody else got %d mails", len(got))
	}
	for _, letter := range w.Letters("it@lumen.example") {
		if to := letter.Headers["To"]; len(to) != 1 || strings.Contains(letter.Raw, "evil") {
			t.Errorf("the mail to IT goes to %v", to)
		}
	}
	if got := len(w.Letters("it@lumen.example")); got != 1 {
		t.Errorf("IT got %d mails", got)
	}
	if setup := itState(t, w); setup.ITConfirmedAt != nil || setup.SwitchedOff || setup.ITMail != "it@lumen.example" || setup.ITLanguage != models.French {
		t.Errorf("the set-up became %+v", setup)
	}
}
