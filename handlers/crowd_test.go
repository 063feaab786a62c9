package handlers_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"entrevue/cmd/app"
	"entrevue/handlers/handlerstest"
	"entrevue/models"
	"entrevue/models/connecting"
	"entrevue/views/paths"
)

// crowd is how many people connect at once: ENTREVUE_WALKS=all lets it be 200.
func crowd() int {
	if handlerstest.EveryWalk() {
		return 200
	}
	return 24
}

// course is how somebody goes through the detour.
type course string

const (
	allows       course = "allows"
	refuses      course = "refuses"
	leavesAtOnce course = "leaves on the first page"
	leavesMail   course = "leaves the mail unread"
	leavesLate   course = "leaves on the page of the provider"
	isSomebody   course = "allows with another account"
)

var courses = []course{allows, allows, allows, refuses, leavesAtOnce, leavesMail, leavesLate, isSomebody}

// connecter is one of the crowd, and what they will do.
type connecter struct {
	models.Employee
	browser   *handlerstest.Browser
	provider  models.Provider
	course    course
	twice     bool // presses the button twice, and goes on with either visit
	elsewhere bool // opens the mail in a browser where nobody is signed in
	again     bool // opens the address of the return once more
}

// after is what holds for somebody in the end. Who refuses in one window may still allow in the other.
func (p *connecter) after() models.Connection {
	switch {
	case p.course == allows:
		return models.ConnectionAlive
	case p.course == isSomebody:
		return models.ConnectionOtherAccount
	case p.course == refuses && (!p.twice || p.elsewhere):
		return models.ConnectionRefused
	default:
		return models.ConnectionStarted
	}
}

// Whatever 200 people do at once: what is known of each in the end is what Cronofy has, nobody has what
// belongs to another, and Cronofy never has to refuse a call because there were too many.
func TestEveryoneOfACrowdThatConnectsAtOnceEndsAsCronofyHasIt(t *testing.T) {
	t.Parallel()
	for name, options := range map[string][]handlerstest.Option{"sqlite": nil, "postgres": {handlerstest.OnPostgres()}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := handlerstest.New(t, append(options, handlerstest.Only("HW"),
				handlerstest.With(func(c *app.Config) { c.Cronofy.Rate = connecting.Documented }))...)
			w.Turn("rate_limit", "documented")
			people := gathered(t, w)
			letGo(t, w, people)
			for range 8 { // what was asked for meanwhile is read within the budget
				w.Advance(15 * time.Second)
				w.Tick()
			}
			compared(t, w, people)
			if slices.ContainsFunc(w.Asked(), func(a handlerstest.Asked) bool { return a.Status == http.StatusTooManyRequests }) {
				t.Error("Cronofy refused calls, because there were too many")
			}
		})
	}
}

// letGo sends all of them through the detour at once, while time passes hardly faster than they act.
func letGo(t *testing.T, w *handlerstest.World, people []*connecter) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Minute)
	defer cancel()
	var all sync.WaitGroup
	for _, p := range people {
		all.Go(func() { p.goesThrough(ctx, t, w) })
	}
	through := make(chan struct{})
	go func() { all.Wait(); close(through) }()
	pace := time.NewTicker(20 * time.Millisecond)
	defer pace.Stop()
	for {
		select {
		case <-through:
			return
		case <-pace.C:
			w.Settle()
			w.Advance(200 * time.Millisecond)
		}
	}
}

// gathered are the people of a company who host interviews, each signed in, and with what they will do.
func gathered(t *testing.T, w *handlerstest.World) []*connecter {
	t.Helper()
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	chance := rand.New(rand.NewPCG(seed, 1))
	staff := w.Staff(models.SystemGraph)
	her := signedIn(t, w, staff["HW"]).Speaking("en")
	file, addresses := "name,email,role,hosts\n", make([]string, crowd())
	for n := range addresses {
		email := fmt.Sprintf("person-%d@lumen.example", n)
		addresses[n] = email
		w.Mailbox(email, map[string]any{"name": fmt.Sprintf("Person %d", n)})
		file += fmt.Sprintf("Person %d,%s,employee,yes\n", n, email)
	}
	upload(her, file)
	her.Press(fmt.Sprintf("Import %d people", crowd()))
	w.Settle()
	w.Connect(models.SystemGraph, staff)
	her.Post(w.URL+paths.WizardITConfirmation("zoom"), url.Values{"name": {"Ravi Bose"}, "on": {w.Now().Format(time.DateOnly)}, "request_id": {"1.it"}})
	known, err := w.App.Reads().EmployeesByEmail(t.Context(), addresses)
	if err != nil {
		t.Fatal(err)
	}
	var people []*connecter
	for _, email := range addresses {
		b := w.Browser(t)
		b.Visit(linkIn(t, w, email))
		b.Fill("New password", password)
		b.Press("Begin")
		people = append(people, &connecter{Employee: known[email], browser: b.Speaking("en"),
			provider: []models.Provider{models.Zoom, models.GoToMeeting}[chance.IntN(2)], course: courses[chance.IntN(len(courses))],
			twice: chance.IntN(3) == 0, elsewhere: chance.IntN(3) == 0, again: chance.IntN(3) == 0})
	}
	for range 100 {
		if synchronized(t, w) > crowd() {
			return people
		}
		w.Advance(3 * time.Second)
		w.Tick()
	}
	t.Fatalf("only %d people are synchronized", synchronized(t, w))
	return nil
}

func synchronized(t *testing.T, w *handlerstest.World) int {
	t.Helper()
	counts, err := w.App.Reads().CountSynchronizations(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return counts.Done
}

// goesThrough is the detour of one person.
func (p *connecter) goesThrough(ctx context.Context, t *testing.T, w *handlerstest.World) {
	first := p.departs(ctx, w)
	if p.twice {
		if second := p.departs(ctx, w); p.elsewhere {
			first = second
		}
	}
	if p.course == leavesAtOnce {
		return
	}
	p.browser.Visit(first)
	p.browser.Press("Send me the mail")
	if p.course == leavesMail {
		return
	}
	there := p.browser
	if p.elsewhere {
		there = w.Browser(t)
	}
	there.Visit(p.letter(ctx, w))
	switch p.course {
	case leavesLate:
		return
	case refuses:
		there.Press("Cancel")
	case isSomebody:
		there.Press("Allow with the other account")
	default:
		there.Press("Allow as " + p.Email)
	}
	if p.again {
		there.Visit(there.Page.URL.String())
	}
	p.browser.Visit(w.URL + paths.MyIntegration(p.provider.Slug()))
}

// departs presses the button until there is a page of Cronofy to go to: where too many are about to, the
// own page says so.
func (p *connecter) departs(ctx context.Context, w *handlerstest.World) string {
	return insisting(ctx, w, func() string {
		if there := departed(w, p.browser, p.provider.Slug()); strings.HasPrefix(there, w.Outside) {
			return there
		}
		return ""
	})
}

// letter is the link in Cronofy's newest mail.
func (p *connecter) letter(ctx context.Context, w *handlerstest.World) string {
	return insisting(ctx, w, func() string {
		for _, letter := range w.Letters(p.Email) {
			if link := inMail.FindString(letter.Text); link != "" {
				return link
			}
		}
		return ""
	})
}

// patience is how long somebody waits, by the clock of the world, before they try again.
const patience = 3 * time.Second

// insisting tries again and again until something is found.
func insisting(ctx context.Context, w *handlerstest.World, find func() string) string {
	look := time.NewTicker(20 * time.Millisecond)
	defer look.Stop()
	for {
		if found := find(); found != "" {
			return found
		}
		for again := w.Now().Add(patience); w.Now().Before(again); {
			select {
			case <-ctx.Done():
				return ""
			case <-look.C:
			}
		}
	}
}

// compared holds what is known here against what stands outside.
func compared(t *testing.T, w *handlerstest.World, people []*connecter) {
	t.Helper()
	outside := w.VideoAccounts()
	ids := make([]int64, len(people))
	for n, p := range people {
		ids[n] = p.ID
	}
	profiles, err := w.App.Reads().Profiles(t.Context(), ids)
	if err != nil {
		t.Fatal(err)
	}
	facts, err := w.App.Reads().Facts(t.Context(), ids)
	if err != nil {
		t.Fatal(err)
	}
	owners := map[string]string{}
	for _, p := range people {
		var known []handlerstest.VideoAccount
		for _, profile := range profiles[p.ID] {
			if other := owners[profile.ProfileID]; other != "" {
				t.Errorf("%s and %s have one account", other, p.Email)
			}
			owners[profile.ProfileID] = p.Email
			if profile.Reported() {
				known = append(known, handlerstest.VideoAccount{ID: profile.ProfileID, Provider: profile.Provider.CronofyName(), Name: profile.Name, Connected: profile.Connected})
			}
		}
		byID := func(a, b handlerstest.VideoAccount) int { return strings.Compare(a.ID, b.ID) }
		slices.SortFunc(known, byID)
		slices.SortFunc(outside[p.Email], byID)
		if diff := cmp.Diff(outside[p.Email], known); diff != "" {
			t.Errorf("%s, who %s: %s", p.Email, p.course, diff)
		}
		if got := facts[p.ID][p.provider].Connection; got != p.after() {
			t.Errorf("%s, who %s, is %s, want %s", p.Email, p.course, got, p.after())
		}
	}
}
