package connecting_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"entrevue/models"
	"entrevue/models/connecting"
	"entrevue/models/store"
	"entrevue/models/store/storetest"
)

func TestFaultyMailboxesSayWhyAndWhoseTurnItIs(t *testing.T) {
	t.Parallel()
	everywhere(t, func(w *world) {
		for _, c := range []struct {
			name, email string
			problem     models.SyncProblem
			turn        models.Turn
			host        models.HostState
			repeats     bool
		}{
			{"Amélie Brun", "studio@lumen.example", models.SyncSharedMailbox, models.TurnAdministrator, models.HostFailedShared, false},
			{"Thi Nguyen", "thi.nguyen@lumen.example", models.SyncNoMailbox, models.TurnAdministrator, models.HostFailedNoMailbox, true},
			{"Piotr Kowal", "piotr.kowal@elsewhere.example", models.SyncOutsideDomain, models.TurnAdministrator, models.HostOutsideDomain, false},
		} {
			w.hire(c.name, c.email, models.RoleRecruiter)
			defer func() {
				e, err := w.store.EmployeeByEmail(t.Context(), c.email)
				w.must(err)
				y := w.sync(e)
				if y.State != models.SyncFailed || y.Problem != c.problem || y.Problem.Turn() != c.turn || (y.RetryAt != nil) != c.repeats {
					t.Errorf("%s: %+v", c.name, y)
				}
				w.expectHost(e, c.host)
			}()
		}
		w.connect(models.SystemGraph)
	})
}

func TestMissingMailboxIsAskedForHourlyForAWeekThenReported(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "sqlite", generous)
	thi := w.hire("Thi Nguyen", "thi.nguyen@lumen.example", models.RoleEmployee)
	w.connect(models.SystemGraph)
	asked := func() int { return w.calls("service_account_authorizations") }
	before := asked()
	w.jump(30 * time.Minute)
	w.tick()
	if asked() != before {
		t.Error("asked again before an hour had passed")
	}
	for range 24 * 7 {
		w.jump(time.Hour)
		w.tick()
		w.jump(2 * time.Second)
	}
	y := w.sync(thi)
	if n := asked() - before; n < 160 || n > 170 {
		t.Errorf("FAIL7: asked %d times within a week", n)
	}
	if y.State != models.SyncFailed || y.RetryAt != nil {
		t.Errorf("after a week: %+v", y)
	}
	notes, err := w.store.Activities(t.Context(), store.Subject{Kind: "employee", ID: thi.ID}, 5)
	if err != nil || len(notes) != 1 || notes[0].Key != "activity.calendar.gave_up" {
		t.Errorf("reported as %+v, %v", notes, err)
	}
}

func TestForeignDomainIsAskedForWhenSomebodyInsists(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "sqlite", generous)
	piotr := w.hire("Piotr Kowal", "piotr.kowal@elsewhere.example", models.RoleEmployee)
	w.connect(models.SystemGraph)
	before := w.calls("service_account_authorizations")
	w.must(w.connector.AgainAll(t.Context(), w.admin.Actor()))
	w.settle()
	if n := w.calls("service_account_authorizations"); n != before {
		t.Error("a foreign address was asked for by itself")
	}
	w.must(w.connector.Again(t.Context(), w.admin.Actor(), piotr.ID))
	w.settle()
	w.pass(3 * time.Second)
	if n := w.calls("service_account_authorizations"); n != before+1 || w.sync(piotr).Problem != models.SyncOutsideDomain {
		t.Errorf("insisting asked %d times and gave %+v", n-before, w.sync(piotr))
	}
}

func TestTwoPeopleNeverShareOneCronofyAccount(t *testing.T) {
	t.Parallel()
	everywhere(t, func(w *world) {
		w.connect(models.SystemGraph)
		second := w.hire("Second", "oliver.grant@lumen.example", models.RoleEmployee)
		account, err := w.store.Account(t.Context(), w.admin.ID)
		w.must(err)
		w.tick()
		w.pass(3 * time.Second)
		other, err := w.store.Account(t.Context(), second.ID)
		w.must(err)
		// The mailbox behind the second address is moved under the first one's account.
		w.must(w.store.Tx(t.Context(), func(ctx context.Context, tx *store.Store) error {
			if _, err := tx.EndAccount(ctx, account.ID); err != nil {
				return err
			}
			if _, err := tx.EndAccount(ctx, other.ID); err != nil {
				return err
			}
			stolen := models.Account{IntegrationID: account.IntegrationID, EmployeeID: w.admin.ID, Sub: other.Sub}
			return tx.CreateAccount(ctx, &stolen, models.Tokens{Access: models.NewSecret("x"), Refresh: models.NewSecret("x"), ExpiresAt: w.now().Add(time.Hour)})
		}))
		w.must(w.connector.Again(t.Context(), w.admin.Actor(), second.ID))
		w.settle()
		w.pass(3 * time.Second)
		if y := w.sync(second); y.Problem != models.SyncDuplicateAddress || y.Refusal.Description != w.admin.Name {
			t.Errorf("ATT5, FAIL8: %+v", y)
		}
	})
}

func TestRepeatedReorderedAndForgedCallbacksHaveOneEffect(t *testing.T) {
	t.Parallel()
	everywhere(t, func(w *world) {
		w.fault(map[string]any{"what": "duplicate", "operation": "callback.ec", "copies": 5})
		w.fault(map[string]any{"what": "forge", "operation": "callback.ec"})
		w.fault(map[string]any{"what": "reorder", "operation": "callback.ec"})
		oliver := w.hire("Oliver Grant", "oliver.grant@lumen.example", models.RoleEmployee)
		sophie := w.hire("Sophie Marchand", "sophie.marchand@lumen.example", models.RoleEmployee)
		w.connect(models.SystemGraph)
		w.pass(time.Minute)
		for _, e := range []models.Employee{w.admin, oliver, sophie} {
			w.expectHost(e, models.HostUsable)
		}
		// One exchange for the company, and one for each of the three.
		if n := w.calls("token"); n != 4 {
			t.Errorf("ATT8: %d token calls\n%s", n, w.failed())
		}
	})
}

func TestCallbackForAnotherPersonsAddressIsTakenFromOurRequestNotItsBody(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "sqlite", generous)
	oliver := w.hire("Oliver Grant", "oliver.grant@lumen.example", models.RoleEmployee)
	w.connect(models.SystemGraph)
	err := w.connector.ReceiveAuthorization(t.Context(), connecting.Callback{Secret: "unknown", Raw: []byte("{}")})
	if !errors.Is(err, models.ErrForbidden) {
		t.Errorf("ATT6 unsigned: %v", err)
	}
	w.expectHost(oliver, models.HostUsable)
}

func TestSilenceOfCronofyIsAFailureThatRepeats(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "sqlite", generous)
	w.fault(map[string]any{"what": "drop", "operation": "callback.ec"})
	w.connect(models.SystemGraph)
	w.jump(models.SyncUnansweredAfter)
	w.tick()
	if y := w.sync(w.admin); y.Problem != models.SyncUnanswered || y.RetryAt == nil {
		t.Fatalf("unanswered: %+v", y)
	}
	w.expectHost(w.admin, models.HostUnanswered)
	w.jump(time.Hour)
	w.tick()
	w.pass(5 * time.Second)
	w.expectHost(w.admin, models.HostUsable)
}

func TestLostAnswersAndServerErrorsEndSynchronized(t *testing.T) {
	t.Parallel()
	for _, operation := range []string{"service_account_authorizations", "token", "userinfo", "channels.create", "channels.list"} {
		for _, what := range []string{"lost_answer", "done_but_500", "status"} {
			t.Run(operation+" "+what, func(t *testing.T) {
				t.Parallel()
				w := newWorld(t, "sqlite", generous)
				w.accept(models.SystemGraph)
				values := w.depart(models.SystemGraph, "administrator")
				if operation != "token" {
					w.must(w.comeBack(values))
					w.settle()
				}
				w.fault(map[string]any{"what": what, "operation": operation, "status": 503, "times": 1})
				if operation == "token" {
					w.must(w.comeBack(values))
				}
				w.pass(30 * time.Second)
				for range 4 {
					w.jump(time.Minute)
					w.tick()
				}
				if w.integration().State == models.IntegrationPreparing { // the code was used up
					w.must(w.comeBack(w.depart(models.SystemGraph, "administrator")))
					w.pass(30 * time.Second)
				}
				w.expectHost(w.admin, models.HostUsable)
				if channel, err := w.store.Channel(t.Context(), w.admin.ID); err != nil || channel.ChannelID == "" {
					t.Errorf("channel: %+v, %v\n%s", channel, err, w.failed())
				}
			})
		}
	}
}

func TestRestartInTheMiddleOfSynchronizingLosesNobody(t *testing.T) {
	t.Parallel()
	for _, dialect := range storetest.Dialects {
		t.Run(dialect, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, dialect, connecting.Rate{Burst: 12, PerSecond: 4})
			people := w.staff(40)
			w.accept(models.SystemGraph)
			w.pass(3 * time.Second)
			w.must(w.comeBack(w.depart(models.SystemGraph, "administrator")))
			for range 6 {
				w.jump(time.Second)
				w.must(w.queue.Stop(context.WithoutCancel(t.Context())))
				w.start()
			}
			w.pass(time.Minute)
			for range 3 {
				w.tick()
				w.pass(30 * time.Second)
			}
			for _, e := range people {
				w.expectHost(e, models.HostUsable)
			}
		})
	}
}

// staff hires people whose mailboxes the sandbox has.
func (w *world) staff(number int) []models.Employee {
	w.t.Helper()
	people := make([]models.Employee, number)
	for n := range people {
		email := fmt.Sprintf("person-%d@lumen.example", n)
		w.control("/sandbox/directory", map[string]any{"address": email, "name": "Person", "kind": "regular", "zone": "Europe/Paris"})
		people[n] = w.hire(fmt.Sprintf("Person %d", n), email, models.RoleEmployee)
	}
	return people
}
