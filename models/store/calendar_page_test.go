package store_test

import (
	"context"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"entrevue/models"
	"entrevue/models/store"
	"entrevue/models/store/storetest"
)

func TestSynchronizedEmployeesAreListedByStateAndName(t *testing.T) {
	t.Parallel()
	storetest.OnBoth(t, func(t *testing.T, s *store.Store) {
		failed, done := person(t, s, "a@lumen.example"), person(t, s, "b@lumen.example")
		person(t, s, "c@lumen.example")
		_, err := s.WantSynchronizations(t.Context(), []int64{failed.ID, done.ID})
		must(t, err)
		must(t, s.UpdateSynchronization(t.Context(), models.Synchronization{EmployeeID: failed.ID, State: models.SyncFailed}))
		for state, want := range map[models.SyncState]int{"": 2, models.SyncFailed: 1, models.SyncWaiting: 1, models.SyncSynchronized: 0} {
			list, _, err := s.SynchronizedEmployees(t.Context(), store.SyncFilter{Query: "per", State: state})
			if err != nil || len(list) != want {
				t.Errorf("%q lists %d, want %d, %v", state, len(list), want, err)
			}
		}
		if impact, err := s.CalendarImpact(t.Context()); err != nil || impact != (models.Impact{}) {
			t.Errorf("impact %+v, %v", impact, err)
		}
	})
}

// Who no longer hosts or takes part in anything has not failed, and is not asked for again; and those are
// counted and repeated together whom that can help.
func TestFailedAreThoseWhoAreStillToBeSynchronized(t *testing.T) {
	t.Parallel()
	storetest.OnBoth(t, func(t *testing.T, s *store.Store) {
		due := s.Now().Add(-time.Minute)
		ids := map[string]int64{}
		for name, y := range map[string]models.Synchronization{
			"mailbox": {State: models.SyncFailed, Problem: models.SyncNoMailbox, RetryAt: &due}, "outside": {State: models.SyncFailed, Problem: models.SyncOutsideDomain},
			"silent": {State: models.SyncFailed, Problem: models.SyncUnanswered, RetryAt: &due}, "mute": {State: models.SyncFailed, Problem: models.SyncUnanswered},
			"waiting": {State: models.SyncWaiting}, "done": {State: models.SyncSynchronized, SynchronizedAt: &due},
		} {
			for _, hosts := range []bool{true, false} {
				who := name
				if !hosts {
					who = "former " + name
				}
				e := models.Employee{Name: who, Email: who[len(who)-4:] + who[:1] + "@lumen.example", Role: models.RoleEmployee, Language: models.English,
					TimeZone: "Europe/Paris", HostsInterviews: hosts}
				must(t, s.Tx(t.Context(), func(ctx context.Context, tx *store.Store) error { return tx.CreateEmployee(ctx, &e) }))
				_, err := s.WantSynchronizations(t.Context(), []int64{e.ID})
				must(t, err)
				y.EmployeeID, ids[who] = e.ID, e.ID
				must(t, s.UpdateSynchronization(t.Context(), y))
			}
		}
		counts := func(want models.SyncCounts) {
			t.Helper()
			got, err := s.CountSynchronizations(t.Context())
			must(t, err)
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("counts (-want +got):\n%s", diff)
			}
		}
		counts(models.SyncCounts{Done: 2, Pending: 1, Checked: 1, Failed: 3, Helped: 3})
		list, _, err := s.SynchronizedEmployees(t.Context(), store.SyncFilter{State: models.SyncFailed})
		if err != nil || len(list) != 4 {
			t.Errorf("%d are listed as failed, %v", len(list), err)
		}
		again, err := s.SynchronizationsToRepeat(t.Context(), 10)
		if err != nil || len(again) != 2 {
			t.Errorf("to repeat: %+v, %v", again, err)
		}
		must(t, s.RepeatFailed(t.Context()))
		counts(models.SyncCounts{Done: 2, Pending: 4, Failed: 1})
		former, err := s.Synchronization(t.Context(), ids["former mailbox"])
		if err != nil || former.State != models.SyncFailed {
			t.Errorf("who no longer hosts is %s, %v", former.State, err)
		}
	})
}
