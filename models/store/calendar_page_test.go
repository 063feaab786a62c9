package store_test

import (
	"testing"

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
		if impact, err := s.CalendarImpact(t.Context()); err != nil || impact != (models.CalendarImpact{}) {
			t.Errorf("impact %+v, %v", impact, err)
		}
	})
}
