package store_test

import (
	"context"
	"fmt"
	"testing"

	"entrevue/models"
	"entrevue/models/store"
	"entrevue/models/store/storetest"
)

// The board of who is ready asks the table of availability about everybody, because nobody else
// knows the answer. This is what that costs for five thousand hosts, each with a calendar and two
// accounts.
func BenchmarkEveryHostWithFacts(b *testing.B) {
	for _, dialect := range []string{"sqlite", "postgres"} {
		b.Run(dialect, func(b *testing.B) {
			s := storetest.Open(b, dialect, nil)
			manyHosts(b, s, 5000)
			for b.Loop() {
				hosts, err := s.Hosts(b.Context())
				if err != nil || len(hosts) != 5000 {
					b.Fatalf("%d hosts, %v", len(hosts), err)
				}
				ready := 0
				for _, host := range hosts {
					for _, provider := range models.Providers() {
						if host.Availability(provider).Ready() {
							ready++
						}
					}
				}
				if ready != 2*len(hosts) {
					b.Fatalf("%d methods are ready", ready)
				}
			}
		})
	}
}

func manyHosts(b *testing.B, s *store.Store, count int) {
	b.Helper()
	err := s.Tx(b.Context(), func(ctx context.Context, tx *store.Store) error {
		for n := range count {
			if err := addHost(ctx, tx, n); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
}

func addHost(ctx context.Context, tx *store.Store, n int) error {
	e := models.Employee{Name: fmt.Sprintf("Person %d", n), Email: fmt.Sprintf("person%d@lumen.example", n), Role: models.RoleEmployee,
		Language: models.English, TimeZone: "Europe/Paris", HostsInterviews: true}
	if err := tx.CreateEmployee(ctx, &e); err != nil {
		return err
	}
	if n == 0 {
		i := models.Integration{System: models.SystemGraph, State: models.IntegrationWorking, Domain: "lumen.example",
			AcceptedBy: e.ID, AcceptedAt: tx.Now(), AcceptedText: models.SubprocessorText}
		if err := tx.CreateIntegration(ctx, &i); err != nil {
			return err
		}
	}
	if _, err := tx.WantSynchronizations(ctx, []int64{e.ID}); err != nil {
		return err
	}
	now := tx.Now()
	if err := tx.UpdateSynchronization(ctx, models.Synchronization{EmployeeID: e.ID, State: models.SyncSynchronized, SynchronizedAt: &now}); err != nil {
		return err
	}
	err := tx.SetEmployeeCalendar(ctx, models.EmployeeCalendar{EmployeeID: e.ID, ProfileID: fmt.Sprintf("pro_%d", n), CalendarID: "cal", Kind: models.CalendarGraph,
		Connected: true, Writable: true, Integrated: true})
	if err != nil {
		return err
	}
	for _, provider := range []models.Provider{models.Zoom, models.GoToMeeting} {
		err = tx.SetProfile(ctx, models.Profile{EmployeeID: e.ID, Provider: provider, ProfileID: fmt.Sprintf("pro_%s_%d", provider, n), Name: e.Email,
			Connected: provider == models.Zoom, AcceptedAt: &now, ConnectedAt: now})
		if err != nil {
			return err
		}
	}
	return nil
}
