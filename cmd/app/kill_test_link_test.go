package app_test

import (
	"context"
	"math/rand/v2"
	"strconv"
	"testing"
	"time"

	"entrevue/cmd/app"
	"entrevue/handlers/handlerstest"
	"entrevue/models"
	"entrevue/models/scheduling"
	"entrevue/models/store"
	"entrevue/models/store/storetest"
)

// tries is a deed of the application: make a test link.
const tries = "tries"

func (p process) try(ctx context.Context, a *app.App) error {
	administrator, err := a.Reads().EmployeeByEmail(ctx, "helen.ward@lumen.example")
	if err != nil {
		return err
	}
	host, err := a.Reads().EmployeeByEmail(ctx, "oliver.grant@lumen.example")
	if err != nil {
		return err
	}
	_, err = a.Scheduler.StartTest(ctx, administrator.Actor(), scheduling.TestRequest{Provider: models.MSTeams, HostID: host.ID})
	return err
}

// testTakes is about how long a test link takes from its start until its event is gone.
const testTakes = 2200 * time.Millisecond

// Whatever instant the server is killed in while a test link is made, alone or together with the
// world outside: afterwards the test comes to its end, and its event is in no calendar.
func TestKillDuringATestLinkLeavesNoEventBehind(t *testing.T) {
	t.Parallel()
	number := asked()
	for _, dialect := range storetest.Dialects {
		t.Run(dialect, func(t *testing.T) {
			t.Parallel()
			company := connected(t, dialect)
			for n := range number {
				t.Run(strconv.Itoa(n), func(t *testing.T) {
					t.Parallel()
					after := time.Duration((float64(n) + rand.Float64()) / float64(number) * float64(testTakes))
					round{company: company, both: n%2 == 1}.tryAndKill(t, after)
				})
			}
		})
	}
}

func (r round) tryAndKill(t *testing.T, after time.Duration) {
	p := r.copied(t)
	outside := p
	outside.Sandbox = true
	world := outside.start(t)
	p.Deed = tries
	killed := p.start(t)
	time.Sleep(after)
	killed.kill()
	if r.both {
		world.kill()
		world = outside.start(t)
	}
	p.Deed = ""
	restarted := p.start(t)
	test := p.awaitTest(t)
	restarted.end()
	if events := p.standing(t); len(events) > 0 {
		t.Errorf("after a kill at %s and the steps %+v these events are left: %+v", after, test.Steps, events)
	}
	world.end()
}

// awaitTest waits for the end of the test link.
func (p process) awaitTest(t *testing.T) models.TestLink {
	t.Helper()
	s := p.open(t, p.DatabaseURL)
	defer s.Close()
	look := time.NewTicker(100 * time.Millisecond)
	defer look.Stop()
	end := time.After(recovery)
	for {
		test := p.onlyTest(t, s)
		if test.EndedAt != nil {
			return test
		}
		select {
		case <-look.C:
		case <-end:
			t.Fatalf("after %s the test is at %+v", recovery, test.Steps)
		}
	}
}

func (p process) onlyTest(t *testing.T, s *store.Store) models.TestLink {
	t.Helper()
	list, err := s.TestLinks(t.Context(), models.MSTeams, 10)
	if err != nil || len(list) != 1 {
		t.Fatalf("%d test links, want the one that was started: %v", len(list), err)
	}
	return list[0]
}

// standing are the events that the application has written and nobody has deleted.
func (p process) standing(t *testing.T) []handlerstest.Event {
	t.Helper()
	var answer struct{ Events []handlerstest.Event }
	p.ask(t, "/sandbox/events", &answer)
	standing := []handlerstest.Event{}
	for _, event := range answer.Events {
		if event.Managed && !event.Deleted {
			standing = append(standing, event)
		}
	}
	return standing
}
