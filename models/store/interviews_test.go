package store_test

import (
	"fmt"
	"testing"
	"time"

	"entrevue/models"
	"entrevue/models/store"
	"entrevue/models/store/storetest"
)

func anEmployee(t *testing.T, s *store.Store, name string) models.Employee {
	t.Helper()
	e := models.Employee{Name: name, Email: fmt.Sprintf("%s@lumen.example", name), Role: models.RoleRecruiter,
		Language: models.English, TimeZone: "Europe/Paris"}
	if err := s.CreateEmployee(t.Context(), &e); err != nil {
		t.Fatal(err)
	}
	return e
}

func aCandidate(t *testing.T, s *store.Store) models.Candidate {
	t.Helper()
	position := models.Position{Title: "Lighting designer"}
	if err := s.CreatePosition(t.Context(), &position); err != nil {
		t.Fatal(err)
	}
	c := models.Candidate{PositionID: position.ID, Name: "Maya Lindqvist", Language: models.English,
		TimeZone: "America/Montreal", AppliedOn: "2026-11-09"}
	if err := s.CreateCandidate(t.Context(), &c); err != nil {
		t.Fatal(err)
	}
	return c
}

func anInterview(t *testing.T, s *store.Store, c models.Candidate, host models.Employee, at time.Time) models.Interview {
	t.Helper()
	i := models.Interview{CandidateID: c.ID, Type: models.TypeFirst, OrganizerID: host.ID, HostID: host.ID,
		Method: models.MethodPhone, StartsLocal: "2026-12-03T14:00", TimeZone: "Europe/Paris", StartsAt: at.UTC(),
		EndsAt: at.Add(time.Hour).UTC(), Sending: models.SendNever, State: models.InterviewScheduled, Version: 1,
		HostTurn: 1, LinkState: models.LinkNone, CreatedBy: host.ID, ParticipantIDs: []int64{host.ID}}
	if err := s.CreateInterview(t.Context(), &i); err != nil {
		t.Fatal(err)
	}
	return i
}

func TestInterviewsComeInPartsByStartAndNoneTwice(t *testing.T) {
	t.Parallel()
	storetest.OnBoth(t, func(t *testing.T, s *store.Store) {
		host, candidate := anEmployee(t, s, "helen"), aCandidate(t, s)
		begin := time.Date(2027, 1, 4, 9, 0, 0, 0, time.UTC)
		for n := range 7 {
			anInterview(t, s, candidate, host, begin.Add(time.Duration(n/2)*time.Hour)) // two at each start
		}
		var seen []int64
		page := store.Page{Limit: 3}
		for {
			list, next, err := s.Interviews(t.Context(), store.InterviewFilter{CandidateID: candidate.ID, Page: page})
			if err != nil {
				t.Fatal(err)
			}
			for _, i := range list {
				seen = append(seen, i.ID)
				if len(i.ParticipantIDs) != 1 {
					t.Errorf("interview %d has participants %v", i.ID, i.ParticipantIDs)
				}
			}
			if page.After = next; next == "" {
				break
			}
		}
		if fmt.Sprint(seen) != "[1 2 3 4 5 6 7]" {
			t.Errorf("saw %v", seen)
		}
	})
}

func TestOnlyOneHoldsTheLeaseOfAnEvent(t *testing.T) {
	t.Parallel()
	storetest.OnBoth(t, func(t *testing.T, s *store.Store) {
		host := anEmployee(t, s, "helen")
		i := anInterview(t, s, aCandidate(t, s), host, time.Date(2027, 1, 4, 9, 0, 0, 0, time.UTC))
		event := models.CalendarEvent{InterviewID: i.ID, HostTurn: 1, EmployeeID: host.ID, EventID: "x", State: models.EventNone}
		if err := s.CreateCalendarEvent(t.Context(), &event); err != nil {
			t.Fatal(err)
		}
		until := s.Now().Add(time.Hour)
		first, err := s.LeaseCalendarEvent(t.Context(), event.ID, until)
		second, again := s.LeaseCalendarEvent(t.Context(), event.ID, until)
		if err != nil || again != nil || !first || second {
			t.Errorf("leases: %v %v, %v %v", first, second, err, again)
		}
		if err := s.ReleaseCalendarEvent(t.Context(), event.ID, until); err != nil {
			t.Fatal(err)
		}
		longer := until.Add(time.Minute)
		if third, err := s.LeaseCalendarEvent(t.Context(), event.ID, longer); err != nil || !third {
			t.Errorf("after the release: %v %v", third, err)
		}
		if err := s.ReleaseCalendarEvent(t.Context(), event.ID, until); err != nil {
			t.Fatal(err)
		}
		if fourth, err := s.LeaseCalendarEvent(t.Context(), event.ID, longer); err != nil || fourth {
			t.Errorf("after a late release of the first: %v %v, want the lease of the third to stay", fourth, err)
		}
	})
}
