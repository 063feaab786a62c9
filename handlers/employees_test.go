package handlers_test

import (
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"entrevue/handlers/handlerstest"
)

// rows is how many people the list shows.
func rows(b *handlerstest.Browser) int { return b.Page.Doc.Find("main tbody tr").Length() }

// edit opens the page of a person.
func edit(b *handlerstest.Browser, name string) {
	b.Visit("/settings/employees?q=" + url.QueryEscape(name) + "&left=yes")
	b.Follow("Edit " + name)
}

func TestEmployeeFormTellsEveryProblemAndKeepsTheEntries(t *testing.T) {
	t.Parallel()
	_, helen := founded(t)
	helen.Visit("/settings/employees/new")
	helen.Fill("Name", "a\x00b").Fill("Email address", "a@b.example, c@d.example").Fill("Job title", strings.Repeat("é", 201)).
		Fill("Phone", "call me")
	helen.Press("Add and invite")
	helen.Expect(http.StatusUnprocessableEntity) // ATT20, ATT35
	for _, label := range []string{"Name", "Email address", "Job title", "Phone"} {
		if helen.Problem(label) == "" {
			t.Errorf("%s has no problem", label)
		}
	}
	if helen.Value("Email address") != "a@b.example, c@d.example" || helen.Page.Doc.Find(".errors li a").Length() != 4 {
		t.Errorf("the form lost its entries or its summary: %s", helen.Text())
	}
	helen.Post("/settings/employees/new", url.Values{"name": {"N"}, "email": {"n@x.example"}, "role": {"owner"}, "language": {"xx"},
		"time_zone": {"../../etc/passwd"}, "request_id": {"1.a"}})
	helen.Expect(http.StatusUnprocessableEntity) // ATT12, ATT34
	helen.See("This time zone is not known")
	helen.Visit("/settings/employees")
	if rows(helen) != 1 {
		t.Errorf("%d people", rows(helen))
	}
}

func TestAddressBelongsToOnePersonOnly(t *testing.T) {
	t.Parallel()
	_, helen := founded(t)
	helen.Visit("/settings/employees/new")
	helen.Fill("Name", "Another Helen").Fill("Email address", " Helen.Ward@Lumen.example ")
	helen.Press("Add and invite")
	helen.Expect(http.StatusUnprocessableEntity)
	if got := helen.Problem("Email address"); got != "Helen Ward has this address already" {
		t.Errorf("said %q", got)
	}
	helen.Fill("Phone", "call me")
	helen.Press("Add and invite")
	if helen.Problem("Email address") == "" || helen.Problem("Phone") == "" {
		t.Error("the problems are told one by one")
	}
}

// ATT33
func TestDoubledSubmitAddsOnePersonAndSendsOneMail(t *testing.T) {
	t.Parallel()
	w, helen := founded(t)
	helen.Visit("/settings/employees/new")
	helen.Fill("Name", "Sophie Marchand").Fill("Email address", "sophie.marchand@lumen.example")
	form := helen.Page
	helen.Press("Add and invite")
	helen.Page = form
	helen.Press("Add and invite")
	helen.At("/settings/employees")
	if rows(helen) != 2 {
		t.Errorf("%d people", rows(helen))
	}
	w.Settle()
	if n := len(w.Letters("sophie.marchand@lumen.example")); n != 1 {
		t.Errorf("%d mails", n)
	}
}

// ATT33
func TestSecondOfTwoEditorsSeesBothVersionsAndOverwritesNothing(t *testing.T) {
	t.Parallel()
	_, helen := founded(t)
	add(helen, "Sophie Marchand", "sophie.marchand@lumen.example", roleRecruiter)
	edit(helen, "Sophie Marchand")
	stale := helen.Page
	helen.Fill("Name", "Sophie Marchand-Petit")
	helen.Press("Save")
	helen.Page = stale
	helen.Fill("Name", "Sophie M.")
	helen.Press("Save")
	helen.Expect(http.StatusConflict)
	helen.See("Somebody else was faster.", "Sophie Marchand-Petit")
	if helen.Value("Name") != "Sophie M." {
		t.Errorf("the entry became %q", helen.Value("Name"))
	}
	helen.Press("Save")
	helen.See("Sophie M. was saved.")
}

func TestLastAdministratorCannotBeDemotedOrDeactivated(t *testing.T) {
	t.Parallel()
	w, helen := founded(t)
	add(helen, "Grace Hall", "grace.hall@lumen.example", roleAdministrator) // invited, not in yet
	edit(helen, "Helen Ward")
	helen.Check("Employee")
	helen.Press("Save")
	helen.Expect(http.StatusUnprocessableEntity)
	helen.See("Somebody has to administer Entrevue")
	edit(helen, "Helen Ward")
	helen.Follow("Deactivate")
	helen.Press("Deactivate")
	helen.Expect(http.StatusUnprocessableEntity)
	helen.See("Somebody has to administer Entrevue")
	grace := w.Browser(t)
	grace.Visit(linkIn(t, w, "grace.hall@lumen.example"))
	grace.Fill("New password", password)
	grace.Press("Begin")
	edit(helen, "Helen Ward")
	helen.Check("Employee")
	helen.Press("Save")
	helen.At("/sign-in") // another role ends the sessions: ATT26
	signIn(helen, "helen.ward@lumen.example", password)
	helen.Visit("/settings")
	helen.Expect(http.StatusForbidden)
}

// ATT27
func TestDeactivatedPersonIsNobodyFromTheNextRequestOn(t *testing.T) {
	t.Parallel()
	w, helen := founded(t)
	sophie := joined(t, w, helen, "Sophie Marchand", "sophie.marchand@lumen.example", roleRecruiter)
	edit(helen, "Sophie Marchand")
	helen.Follow("Deactivate")
	helen.See("Deactivate Sophie Marchand?", "0 interviews to come with this person")
	helen.Press("Deactivate")
	helen.See("Sophie Marchand can no longer sign in.")
	sophie.Visit("/me")
	sophie.At("/sign-in")
	signIn(sophie, "sophie.marchand@lumen.example", password)
	sophie.Expect(http.StatusUnprocessableEntity)
	sophie.See("Address and password do not go together.")
	helen.Visit("/settings/employees")
	helen.DoNotSee("Sophie")
	edit(helen, "Sophie Marchand")
	helen.Press("Activate")
	helen.See("Sophie Marchand can sign in again.")
	signIn(sophie, "sophie.marchand@lumen.example", password)
	sophie.At("/me")
}

// ATT27
func TestTakenRoleIsGoneAtTheNextRequest(t *testing.T) {
	t.Parallel()
	w, helen := founded(t)
	grace := joined(t, w, helen, "Grace Hall", "grace.hall@lumen.example", roleAdministrator)
	grace.Visit("/settings")
	grace.Expect(http.StatusOK)
	edit(helen, "Grace Hall")
	helen.Check("Employee")
	helen.Press("Save")
	grace.Visit("/settings")
	grace.At("/sign-in")
}

func TestListIsSearchedNarrowedAndContinued(t *testing.T) {
	t.Parallel()
	_, helen := founded(t)
	upload(helen, people(60))
	helen.Press("Import 60 people")
	helen.Visit("/settings/employees")
	if rows(helen) != 50 {
		t.Errorf("%d people on the first part", rows(helen))
	}
	helen.Follow("Show more")
	if rows(helen) != 11 {
		t.Errorf("%d people on the second part", rows(helen))
	}
	helen.Visit("/settings/employees")
	helen.Fill("Name or address", "pérsón 07")
	helen.Press("Search")
	if rows(helen) != 1 {
		t.Errorf("%d people found: %s", rows(helen), helen.Text())
	}
	helen.Fill("Name or address", "%")
	helen.Press("Search") // ATT31
	helen.Fill("Name or address", "x' or 1=1 --")
	helen.Press("Search") // ATT24
	helen.See("Nobody fits this search")
	helen.Visit("/settings/employees?after=nonsense")
	helen.Expect(http.StatusNotFound)
}

// people is a file of so many people.
func people(n int) string {
	lines := []string{"Name;Email;Role;Hosts"}
	for i := range n {
		lines = append(lines, fmt.Sprintf("Pérson %02d;person%d@lumen.example;employee;yes", i, i))
	}
	return strings.Join(lines, "\r\n")
}

// upload checks a file of people.
func upload(b *handlerstest.Browser, content string) {
	b.Visit("/settings/employees/import")
	b.Upload("CSV file", "people.csv", content)
	b.Press("Check the file")
}

func TestImportShowsWhatItWouldDoAndThenDoesItOnce(t *testing.T) {
	t.Parallel()
	w, helen := founded(t)
	add(helen, "Sophie Marchand", "sophie.marchand@lumen.example", roleEmployee)
	upload(helen, "\uFEFFname,email,role,language,shared mailbox\n"+
		"Sophie Marchand,Sophie.Marchand@lumen.example,recruiter,en,\n\n"+
		"\"Brun, Amélie\",studio@lumen.example,,fr,yes\nHelen Ward,helen.ward@lumen.example,,,\n")
	helen.Expect(http.StatusOK)
	helen.See("New 1", "Changed 1", "As it is 1", "To correct 0")
	confirm := helen.Page
	helen.Visit("/settings/employees")
	helen.DoNotSee("Brun")
	for range 2 { // ATT33
		helen.Page = confirm
		helen.Press("Import 2 people")
		helen.See("The people are here.")
	}
	if rows(helen) != 3 {
		t.Errorf("%d people", rows(helen))
	}
	helen.See("Brun, Amélie", "Shared mailbox")
	w.Settle()
	if n := len(w.Letters("studio@lumen.example")); n != 1 {
		t.Errorf("%d mails", n)
	}
	if text := w.Letters("studio@lumen.example")[0].Text; !strings.Contains(text, "Bonjour") {
		t.Errorf("the invitation is not French: %s", text)
	}
}

// ATT23
func TestOneWrongLineKeepsAllOthersOut(t *testing.T) {
	t.Parallel()
	_, helen := founded(t)
	upload(helen, "Nom;E-mail;Rôle;Héberge\nInès Faure;ines.faure@lumen.example;recrutement;oui\nX;not an address;;\n"+
		"Twice;INES.FAURE@lumen.example;;\nBoss;b@lumen.example;emperor;\nM;m@lumen.example;;perhaps\nHelen;helen.ward@lumen.example;employé;\n")
	helen.Expect(http.StatusUnprocessableEntity)
	helen.See("To correct 5", "Nobody is imported yet.", "This is not a complete email address", "The same address as in line 2",
		"“perhaps” is neither yes nor no", "The role of an administrator is changed on their own page")
	if helen.Page.Doc.Find("main button[type=submit]").Length() != 0 {
		t.Error("the wrong file can be imported")
	}
	upload(helen, "name,email,role,hosts\n,nowhere,emperor,perhaps\n")
	helen.See("To correct 1", "name: Please fill this in", "email: This is not a complete email address", "role: Please choose", "hosts: “perhaps” is neither yes nor no")
	helen.Post("/settings/employees/import/confirmation", url.Values{"request_id": {"1.x"},
		"content": {"name,email\nA,a@lumen.example\nB,broken\n"}})
	helen.Expect(http.StatusUnprocessableEntity)
	helen.Visit("/settings/employees")
	if rows(helen) != 1 {
		t.Errorf("%d people", rows(helen))
	}
}

// ATT23
func TestFilesThatAreNoTableAreRefusedWithWords(t *testing.T) {
	t.Parallel()
	_, helen := founded(t)
	for name, test := range map[string]struct{ content, says string }{
		"empty":     {"", "There is nobody in it"},
		"no people": {"name,email\n", "There is nobody in it"},
		"no head":   {"Helen,helen@x.example\n", "is not known"},
		"columns":   {"name,role\nA,employee\n", "The first line must name the columns"},
		"twice":     {"name,email,nom\n", "stands there twice"},
		"NUL":       {"name,email\nA\x00,a@x.example\n", "This is no text file"},
		"quotes":    {"name,email\n\"A,a@x.example\n", "cannot be read"},
		"rows":      {"name,email\n" + strings.Repeat("A,a@x.example\n", 2001), "more than 2000 people"},
		"large":     {"name,email\n" + strings.Repeat("a", 600<<10), "larger than 512 kB"},
		"larger":    {strings.Repeat("a", 2<<20), "larger than 512 kB"},
	} {
		upload(helen, test.content)
		if helen.Page.Status != http.StatusUnprocessableEntity || !strings.Contains(helen.Text(), test.says) {
			t.Errorf("%s: %d %s", name, helen.Page.Status, helen.Text())
		}
	}
	upload(helen, strings.Repeat("a", 5<<20)) // ATT9
	helen.Expect(http.StatusRequestEntityTooLarge)
	upload(helen, "\xff\xfen\x00a\x00m\x00e\x00,\x00e\x00m\x00a\x00i\x00l\x00\n\x00\xc9\x00,\x00e\x00@\x00x\x00.\x00f\x00r\x00")
	helen.See("É", "e@x.fr")
	upload(helen, "nom;e-mail\nIn\xe8s;i@x.fr\n")
	helen.See("Inès")
}

func TestPersonalSettingsAreSavedAndBelongToThePersonAlone(t *testing.T) {
	t.Parallel()
	w, helen := founded(t)
	sophie := joined(t, w, helen, "Sophie Marchand", "sophie.marchand@lumen.example", roleEmployee)
	sophie.Visit("/me")
	sophie.Fill("Name", "").Choose("Time zone", "Tokyo")
	sophie.Press("Save")
	sophie.Expect(http.StatusUnprocessableEntity)
	sophie.Fill("Name", "Sophie M. Marchand")
	sophie.Press("Save")
	sophie.See("Your settings are saved.")
	if sophie.Value("Time zone") != "Asia/Tokyo" {
		t.Errorf("the zone is %q", sophie.Value("Time zone"))
	}
	sophie.Post("/me", url.Values{"name": {"S"}, "language": {"en"}, "time_zone": {"Etc/UTC"}, "role": {"administrator"}, "id": {"1"},
		"email": {"evil@x.example"}}) // ATT12
	sophie.Visit("/settings")
	sophie.Expect(http.StatusForbidden)
	helen.Visit("/me")
	if helen.Value("Name") != "Helen Ward" {
		t.Errorf("Helen became %q", helen.Value("Name"))
	}
	sophie.Visit("/me")
	sophie.Fill("Present password", "wrong").Fill("New password", "another lamp for every desk")
	sophie.Press("Change password")
	if sophie.Problem("Present password") == "" {
		t.Error("a wrong password was taken")
	}
}

func TestEveryChangeIsInTheActivityLog(t *testing.T) {
	t.Parallel()
	w, helen := founded(t)
	joined(t, w, helen, "Sophie Marchand", "sophie.marchand@lumen.example", roleRecruiter)
	edit(helen, "Sophie Marchand")
	helen.Fill("Job title", "Head of people")
	helen.Press("Save")
	helen.Visit("/settings/activity")
	helen.See("Helen Ward Changed Sophie Marchand today", "Sophie Marchand Accepted the invitation", "Helen Ward Added Sophie Marchand",
		"Helen Ward Set up Atelier Lumen")
	french := w.Browser(t).Speaking("fr")
	french.Visit("/sign-in")
	helen.Press("Français")
	helen.Visit("/settings/activity")
	helen.See("Personne ajoutée : Sophie Marchand")
}

// ATT19
func TestNamesAreInertOnEveryPage(t *testing.T) {
	t.Parallel()
	w, helen := founded(t)
	evil := `"><script>alert(1)</script><img src=x onerror=alert(2)>'{{.}}`
	add(helen, evil, "evil@lumen.example", roleRecruiter)
	for _, path := range []string{"/settings/employees", "/settings/activity", "/settings/employees/2", "/settings/employees/2/deactivation"} {
		helen.Visit(path)
		helen.Expect(http.StatusOK)
		if helen.Page.Doc.Find("script:not([src]), img, [onerror]").Length() > 0 {
			t.Errorf("%s carries the script", path)
		}
	}
	w.Settle()
	html, err := goquery.NewDocumentFromReader(strings.NewReader(w.Letters("evil@lumen.example")[0].HTML))
	if err != nil || html.Find("script, img").Length() > 0 {
		t.Errorf("the mail carries the script, %v", err)
	}
}

func TestStatusPageTellsWhatDoesNotWork(t *testing.T) {
	t.Parallel()
	w, helen := founded(t)
	helen.Visit("/settings/status")
	helen.See("Database Works", "Mail server Works", "Public address Works", "Nothing was given up")
	w.CloseMailServer()
	helen.Visit("/settings/status")
	helen.See("Mail server Does not work")
	helen.Post("/settings/status/jobs/1/repetition", nil)
	helen.Expect(http.StatusNotFound)
}

var token = regexp.MustCompile(`/(invitations|password-resets)/[A-Za-z0-9_-]{22}`)

// ATT41
func TestLogHoldsNoSecretLinksPasswordsOrAddresses(t *testing.T) {
	t.Parallel()
	w, helen := founded(t)
	b := w.Browser(t)
	asked(w, b, "helen.ward@lumen.example")
	b.Visit(linkIn(t, w, "helen.ward@lumen.example"))
	helen.Visit("/me")
	for _, secret := range []string{password, "helen.ward"} {
		if strings.Contains(w.Log(), secret) {
			t.Errorf("the log holds %q", secret)
		}
	}
	if found := token.FindString(w.Log()); found != "" {
		t.Errorf("the log holds %s", found)
	}
}

// A fresh company synchronizes its recruiters and administrators without anybody marking them.
func TestRecruitersAndAdministratorsHostUnlessSomebodySaysOtherwise(t *testing.T) {
	t.Parallel()
	w, helen := founded(t)
	hosts := func(name string) bool {
		t.Helper()
		helen.Visit("/settings/employees")
		helen.Follow(name)
		return helen.Page.Doc.Find("input[name=hosts][checked]").Length() == 1
	}
	if !hosts("Helen Ward") {
		t.Error("whoever founds the company does not host")
	}
	helen.Visit("/settings/employees/new")
	if helen.Page.Doc.Find("input[name=hosts][checked]").Length() != 1 {
		t.Error("the form for a new recruiter does not offer to host")
	}
	upload(helen, "name,email,role\nAnna Administrator,anna@lumen.example,administrator\n"+
		"Rita Recruiter,rita@lumen.example,recruiter\nEmil Employee,emil@lumen.example,employee\n")
	helen.Press("Import 3 people")
	w.Settle()
	for name, want := range map[string]bool{"Anna Administrator": true, "Rita Recruiter": true, "Emil Employee": false} {
		if got := hosts(name); got != want {
			t.Errorf("%s hosts: %v, want %v", name, got, want)
		}
	}
}
