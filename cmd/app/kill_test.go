package app_test

import (
	"context"
	"encoding/json"
	"math/rand/v2"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"entrevue/cmd/app"
	"entrevue/handlers/handlerstest"
	"entrevue/models"
	"entrevue/models/recruiting"
	"entrevue/models/scheduling"
	"entrevue/models/store"
	"entrevue/models/store/storetest"
)

const (
	// rounds of each kind; ENTREVUE_KILLS asks for more.
	rounds = 4
	// recovery is how long everything may take to come right after a restart. The lease of a killed
	// process (40 s) and PostgreSQL's election of a new leader of the queue are the longest parts.
	recovery = 100 * time.Second
)

// asked is how many rounds of each kind are gone.
func asked() int {
	if number, err := strconv.Atoi(os.Getenv("ENTREVUE_KILLS")); err == nil {
		return number
	}
	return rounds
}

// Whatever instant between Save and the link the server is killed in, alone or together with the
// world outside: afterwards there is exactly one event, a ready link that opens the right meeting,
// and one invitation with it (I1, I3, I5, I6).
func TestKillBetweenSaveAndReadyLosesAndDoublesNothing(t *testing.T) {
	t.Parallel()
	number := asked()
	for _, dialect := range storetest.Dialects {
		t.Run(dialect, func(t *testing.T) {
			t.Parallel()
			company := connected(t, dialect)
			for _, both := range []bool{false, true} {
				t.Run(map[bool]string{false: "server", true: "server and world"}[both], func(t *testing.T) {
					t.Parallel()
					tally := &tally{counts: map[string]int{}}
					t.Run("rounds", func(t *testing.T) {
						for n := range number {
							t.Run(strconv.Itoa(n), func(t *testing.T) {
								t.Parallel()
								round{company: company, both: both, share: (float64(n) + rand.Float64()) / float64(number), at: n}.play(t, tally)
							})
						}
					})
					tally.judge(t, number)
				})
			}
		})
	}
}

// tally counts in which state the kills found the link.
type tally struct {
	sync.Mutex
	counts map[string]int
}

func (c *tally) add(state string) {
	c.Lock()
	defer c.Unlock()
	c.counts[state]++
}

// judge wants that most kills really came before the link was ready; else the test proves little.
func (c *tally) judge(t *testing.T, number int) {
	t.Logf("the kills found: %v", c.counts)
	if early := number - c.counts[string(models.LinkReady)]; early*2 < number {
		t.Errorf("only %d of %d kills came before the link was ready", early, number)
	}
}

// connected is a company whose calendar is connected, to be copied; nothing of it runs any more.
func connected(t *testing.T, dialect string) process {
	t.Helper()
	p := process{Folder: t.TempDir(), DatabaseURL: storetest.URL(t, dialect), Port: freePort(t), Outside: freePort(t), Box: freePort(t)}
	outside := p
	outside.Sandbox = true
	world := outside.start(t)
	p.Deed = found
	a := p.start(t)
	a.end()
	world.end()
	return p
}

// do is the deed of the application.
func (p process) do(ctx context.Context, a *app.App) error {
	switch p.Deed {
	case found:
		return p.found(ctx, a)
	case book, bookDie:
		return p.book(ctx, a)
	case tries:
		return p.try(ctx, a)
	default:
		return nil
	}
}

const candidateEmail = "maya.lindqvist@mail.example"

func (p process) found(ctx context.Context, a *app.App) error {
	outside, err := url.Parse(p.outside())
	if err != nil {
		return err
	}
	answer, err := http.PostForm(p.outside()+"/sandbox/start-over", url.Values{"company": {string(models.SystemGraph)}})
	if err != nil {
		return err
	}
	_ = answer.Body.Close()
	people, err := a.DemoPeople(ctx)
	if err != nil {
		return err
	}
	if err := a.DemoCalendar(ctx, outside, people["HW"], models.SystemGraph); err != nil {
		return err
	}
	position, err := a.Recruiter.CreatePosition(ctx, people["OG"].Actor(), "position", recruiting.PositionEntry{Title: "Lighting designer"})
	if err != nil {
		return err
	}
	_, err = a.Recruiter.CreateCandidate(ctx, people["OG"].Actor(), "candidate", recruiting.CandidateEntry{Name: "Maya Lindqvist",
		Email: candidateEmail, Language: models.English, TimeZone: "America/Montreal", PositionID: position,
		AppliedOn: time.Now().AddDate(0, 0, -3).Format(time.DateOnly)})
	return err
}

// book saves one interview.
func (p process) book(ctx context.Context, a *app.App) error {
	recruiter, err := a.Reads().EmployeeByEmail(ctx, "oliver.grant@lumen.example")
	if err != nil {
		return err
	}
	if p.Deed == bookDie {
		go dieOnceSaved(ctx, a)
	}
	_, err = a.Scheduler.Book(ctx, recruiter.Actor(), scheduling.Booking{CandidateID: 1, Sending: models.SendWhenReady, RequestID: "the only one",
		Plan: scheduling.Plan{Type: models.TypeFirst,
			OrganizerID: recruiter.ID, HostID: recruiter.ID, Date: time.Now().AddDate(0, 0, 7).Format(time.DateOnly), Clock: "14:00",
			TimeZone: "Europe/Paris", Duration: time.Hour,
			Way: scheduling.Way{Method: models.MethodMSTeams}}})
	if err == nil && p.Deed == bookDie {
		<-ctx.Done() // killed meanwhile
	}
	return err
}

// dieOnceSaved kills this process as soon as anybody else could see the interview: whatever the
// booking does after its first commit is not done any more.
func dieOnceSaved(ctx context.Context, a *app.App) {
	for ctx.Err() == nil {
		list, _, err := a.Reads().Interviews(ctx, store.InterviewFilter{Page: store.Page{Limit: 1}})
		if err == nil && len(list) > 0 {
			_ = syscall.Kill(os.Getpid(), syscall.SIGKILL)
		}
	}
}

// round is one kill. The share of the whole time at which it comes grows from round to round, slowly
// at first: most happens soon after Save.
type round struct {
	company process
	both    bool
	share   float64
	at      int
}

// whole is about how long it takes from Save until the invitation has left.
const whole = 2200 * time.Millisecond

func (r round) play(t *testing.T, tally *tally) {
	p := r.copied(t)
	outside := p
	outside.Sandbox = true
	world := outside.start(t)
	p.Deed = book
	if r.at == 0 {
		p.Deed = bookDie // in the very instant of the commit
	}
	killed := p.start(t)
	if r.at > 0 {
		time.Sleep(time.Duration(r.share * r.share * float64(whole)))
	}
	killed.kill()
	if r.both {
		world.kill()
	}
	found := p.stateAfterKill(t)
	tally.add(found)
	if r.both {
		world = outside.start(t)
	}
	p.Deed = ""
	restarted := p.start(t)
	p.awaitInvitation(t)
	restarted.end()
	p.check(t, models.LinkState(found))
	world.end()
}

func (r round) copied(t *testing.T) process {
	p := process{Folder: t.TempDir(), DatabaseURL: storetest.Copy(t, r.company.DatabaseURL), Port: freePort(t), Outside: freePort(t), Box: freePort(t)}
	if err := os.CopyFS(p.Folder, os.DirFS(r.company.Folder)); err != nil {
		t.Fatal(err)
	}
	return p
}

// open reads the application's database beside it.
func (p process) open(t *testing.T, address string) *store.Store {
	t.Helper()
	s, err := store.Open(t.Context(), store.Config{URL: address, Keys: storetest.Keyring(), Unmigrated: true})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// stateAfterKill is what the killed process had written about the link. An SQLite file is copied
// first, so that its recovery is left to the application.
func (p process) stateAfterKill(t *testing.T) string {
	t.Helper()
	address := p.DatabaseURL
	if filepath.IsAbs(address) {
		address = storetest.Copy(t, address)
	}
	s := p.open(t, address)
	defer s.Close()
	return string(p.interview(t, s).LinkState)
}

func (p process) interview(t *testing.T, s *store.Store) models.Interview {
	t.Helper()
	list, _, err := s.Interviews(t.Context(), store.InterviewFilter{Page: store.Page{Limit: 10}})
	if err != nil {
		t.Fatal(err)
	}
	if len(list) != 1 {
		t.Fatalf("I1: %d interviews, want the saved one", len(list))
	}
	return list[0]
}

// awaitInvitation waits until the invitation has been accepted by the mail server.
func (p process) awaitInvitation(t *testing.T) {
	t.Helper()
	s := p.open(t, p.DatabaseURL)
	defer s.Close()
	look := time.NewTicker(100 * time.Millisecond)
	defer look.Stop()
	end := time.After(recovery)
	for {
		i := p.interview(t, s)
		mails, err := s.MailsOfInterviews(t.Context(), []int64{i.ID})
		if err == nil && len(mails) > 0 && mails[0].State == models.MailAccepted {
			return
		}
		select {
		case <-look.C:
		case <-end:
			t.Fatalf("after %s: link %s %s, mails %+v, %v", recovery, i.LinkState, i.LinkCause, mails, err)
		}
	}
}

// check compares the application with the world outside. Only a kill after the link was ready can
// have come between the mail server's answer and our note of it; then the same mail comes twice.
func (p process) check(t *testing.T, killedIn models.LinkState) {
	t.Helper()
	s := p.open(t, p.DatabaseURL)
	defer s.Close()
	i := p.interview(t, s)
	installation, err := s.Installation(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	event := p.onlyEvent(t)
	if event.EventID != models.EventID(installation.Key, i.ID, i.HostTurn) || !event.Start.Equal(i.StartsAt) {
		t.Errorf("I3: the event is %+v, the interview %+v", event, i)
	}
	if i.LinkState != models.LinkReady || i.JoinURL() == "" || i.JoinURL() != event.JoinURL {
		t.Errorf("I5: the link is %s %q, that of the event %q", i.LinkState, i.JoinURL(), event.JoinURL)
	}
	if page := opened(t, i.JoinURL()); !strings.Contains(page, "Microsoft Teams") || !strings.Contains(page, event.Summary) {
		t.Errorf("I5: the link opens another meeting than %q:\n%s", event.Summary, page)
	}
	p.checkLetters(t, i, killedIn)
}

func (p process) checkLetters(t *testing.T, i models.Interview, killedIn models.LinkState) {
	t.Helper()
	var list struct{ Letters []handlerstest.Letter }
	p.ask(t, "/sandbox/mailboxes/"+candidateEmail, &list)
	ids := map[string]int{}
	for _, letter := range list.Letters {
		ids[letter.MessageID()]++
		if !strings.Contains(letter.Text, i.JoinURL()) {
			t.Errorf("I6: %q came without the link", letter.Subject)
		}
	}
	copies := len(list.Letters)
	if len(ids) != 1 || copies > 2 || copies > 1 && killedIn != models.LinkReady {
		t.Errorf("I6: the candidate got %d mails, %v", copies, ids)
	}
}

func (p process) onlyEvent(t *testing.T) handlerstest.Event {
	t.Helper()
	standing := p.standing(t)
	if len(standing) != 1 {
		t.Fatalf("I3: %d events stand in the calendars: %+v", len(standing), standing)
	}
	return standing[0]
}

// ask reads one of the sandbox's own pages.
func (p process) ask(t *testing.T, path string, into any) {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, p.outside()+path, nil)
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Accept", "application/json")
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	if err := json.NewDecoder(answer.Body).Decode(into); err != nil {
		t.Fatal(err)
	}
}
