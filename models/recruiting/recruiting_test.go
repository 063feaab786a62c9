package recruiting_test

import (
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"entrevue/models"
	"entrevue/models/recruiting"
	"entrevue/models/store"
	"entrevue/models/store/storetest"
)

func TestMain(m *testing.M) { storetest.Main(m) }

// room is a company with one recruiter and one open position.
type room struct {
	store     *store.Store
	recruiter *recruiting.Recruiter
	oliver    models.Actor
	position  int64
}

func inRoom(t *testing.T, test func(t *testing.T, r room)) {
	t.Helper()
	storetest.OnBoth(t, func(t *testing.T, s *store.Store) {
		oliver := models.Employee{Name: "Oliver Grant", Email: "oliver.grant@lumen.example",
			Role: models.RoleRecruiter, Language: models.English, TimeZone: "Europe/Paris"}
		if err := s.CreateEmployee(t.Context(), &oliver); err != nil {
			t.Fatal(err)
		}
		r := room{store: s, recruiter: recruiting.New(s), oliver: oliver.Actor()}
		var err error
		r.position, err = r.recruiter.CreatePosition(t.Context(), r.oliver, "position",
			recruiting.PositionEntry{Title: " Lighting designer ", Location: "Lyon"})
		if err != nil {
			t.Fatal(err)
		}
		test(t, r)
	})
}

func (r room) maya() recruiting.CandidateEntry {
	return recruiting.CandidateEntry{Name: " Maya Lindqvist", Email: "Maya.Lindqvist@mail.example ",
		Phone: "+1 514 555 0147", Language: models.English, TimeZone: "America/Montreal",
		PositionID: r.position, AppliedOn: "2025-11-09"}
}

func TestCandidateIsKeptAsTypedAndCleaned(t *testing.T) {
	t.Parallel()
	inRoom(t, func(t *testing.T, r room) {
		id, err := r.recruiter.CreateCandidate(t.Context(), r.oliver, "one", r.maya())
		if err != nil {
			t.Fatal(err)
		}
		got, err := r.store.Candidate(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		want := models.Candidate{ID: id, PositionID: r.position, Name: "Maya Lindqvist", SortName: "maya lindqvist",
			Email: "maya.lindqvist@mail.example", Phone: "+1 514 555 0147", Language: models.English,
			TimeZone: "America/Montreal", AppliedOn: "2025-11-09", Version: 1, CreatedAt: got.CreatedAt}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
		notes, err := r.store.Activities(t.Context(), store.Subject{Kind: "candidate", ID: id}, 10)
		if err != nil || len(notes) != 1 || notes[0].Key != "activity.candidate.created" || notes[0].ActorName != "Oliver Grant" {
			t.Errorf("noted %+v, %v", notes, err)
		}
	})
}

func TestFormSentTwiceMakesOneCandidate(t *testing.T) {
	t.Parallel()
	inRoom(t, func(t *testing.T, r room) {
		ids, errs := make([]int64, 8), make([]error, 8)
		var group sync.WaitGroup
		for i := range ids {
			group.Go(func() {
				ids[i], errs[i] = r.recruiter.CreateCandidate(t.Context(), r.oliver, "twice", r.maya())
			})
		}
		group.Wait()
		for i := range ids {
			if errs[i] != nil || ids[i] != ids[0] {
				t.Errorf("sending %d made candidate %d, %v; the first %d", i, ids[i], errs[i], ids[0])
			}
		}
		list, _, err := r.store.Candidates(t.Context(), store.CandidateFilter{})
		if err != nil || len(list) != 1 {
			t.Errorf("%d candidates, %v", len(list), err)
		}
	})
}

func TestCandidateThatCannotBeKeptIsRefusedByField(t *testing.T) {
	t.Parallel()
	inRoom(t, func(t *testing.T, r room) {
		cases := []struct {
			field, key string
			spoil      func(*recruiting.CandidateEntry)
		}{
			{"name", "problem.required", func(e *recruiting.CandidateEntry) { e.Name = "  " }},
			{"name", "problem.characters", func(e *recruiting.CandidateEntry) { e.Name = "Maya\u202eLindqvist" }},
			{"name", "problem.too_long", func(e *recruiting.CandidateEntry) { e.Name = strings.Repeat("é", 121) }},
			{"email", "problem.email", func(e *recruiting.CandidateEntry) { e.Email = "maya@" }},
			{"phone", "problem.phone", func(e *recruiting.CandidateEntry) { e.Phone = "call me" }},
			{"language", "problem.choose", func(e *recruiting.CandidateEntry) { e.Language = "de" }},
			{"time_zone", "problem.time_zone", func(e *recruiting.CandidateEntry) { e.TimeZone = "Mars/Olympus" }},
			{"position", "problem.choose", func(e *recruiting.CandidateEntry) { e.PositionID = 4711 }},
			{"applied_on", "problem.day", func(e *recruiting.CandidateEntry) { e.AppliedOn = "2025-02-30" }},
			{"applied_on", "problem.future_day", func(e *recruiting.CandidateEntry) { e.AppliedOn = "2999-01-01" }},
		}
		for _, c := range cases {
			entry := r.maya()
			c.spoil(&entry)
			_, err := r.recruiter.CreateCandidate(t.Context(), r.oliver, "bad"+c.key+c.field, entry)
			var invalid *models.Invalid
			if !errors.As(err, &invalid) || len(invalid.Fields) != 1 || invalid.Fields[c.field].Key != c.key {
				t.Errorf("%s %s: %v", c.field, c.key, err)
			}
		}
		entry := r.maya()
		entry.Email, entry.Phone = "", ""
		if _, err := r.recruiter.CreateCandidate(t.Context(), r.oliver, "bare", entry); err != nil {
			t.Errorf("without address and phone: %v", err)
		}
	})
}

func TestOnlyRecruitersChangeCandidatesAndPositions(t *testing.T) {
	t.Parallel()
	inRoom(t, func(t *testing.T, r room) {
		camille := models.Actor{Kind: models.ActorEmployee, ID: r.oliver.ID, Role: models.RoleEmployee}
		candidate := models.Actor{Kind: models.ActorCandidate, ID: 1}
		for _, by := range []models.Actor{camille, candidate} {
			_, created := r.recruiter.CreateCandidate(t.Context(), by, "x", r.maya())
			_, opened := r.recruiter.CreatePosition(t.Context(), by, "y", recruiting.PositionEntry{Title: "Welder"})
			for deed, err := range map[string]error{
				"create candidate": created, "create position": opened,
				"close position":  r.recruiter.ClosePosition(t.Context(), by, r.position),
				"open position":   r.recruiter.OpenPosition(t.Context(), by, r.position),
				"update position": r.recruiter.UpdatePosition(t.Context(), by, r.position, 1, recruiting.PositionEntry{Title: "x"}),
			} {
				if !errors.Is(err, models.ErrForbidden) {
					t.Errorf("%s by %s: %v", deed, by.Kind, err)
				}
			}
		}
	})
}

func TestSecondEditorIsToldInsteadOfOverwriting(t *testing.T) {
	t.Parallel()
	inRoom(t, func(t *testing.T, r room) {
		id, err := r.recruiter.CreateCandidate(t.Context(), r.oliver, "one", r.maya())
		if err != nil {
			t.Fatal(err)
		}
		first, second := r.maya(), r.maya()
		first.Phone, second.Phone = "+33 4 00 00 01 01", "+33 4 00 00 02 02"
		if err := r.recruiter.UpdateCandidate(t.Context(), r.oliver, id, 1, first); err != nil {
			t.Fatal(err)
		}
		err = r.recruiter.UpdateCandidate(t.Context(), r.oliver, id, 1, second)
		var conflict *models.Conflict
		if !errors.As(err, &conflict) || conflict.Current.(models.Candidate).Phone != first.Phone {
			t.Errorf("the second editor got %v", err)
		}
	})
}

func TestClosedPositionTakesNoNewCandidatesButKeepsItsOwn(t *testing.T) {
	t.Parallel()
	inRoom(t, func(t *testing.T, r room) {
		id, err := r.recruiter.CreateCandidate(t.Context(), r.oliver, "one", r.maya())
		if err != nil {
			t.Fatal(err)
		}
		for range 2 {
			if err := r.recruiter.ClosePosition(t.Context(), r.oliver, r.position); err != nil {
				t.Fatal(err)
			}
		}
		var invalid *models.Invalid
		if _, err := r.recruiter.CreateCandidate(t.Context(), r.oliver, "two", r.maya()); !errors.As(err, &invalid) {
			t.Errorf("a closed position took a candidate: %v", err)
		}
		if err := r.recruiter.UpdateCandidate(t.Context(), r.oliver, id, 1, r.maya()); err != nil {
			t.Errorf("its own candidate: %v", err)
		}
		open, _, _ := r.store.Positions(t.Context(), store.PositionFilter{})
		all, _, _ := r.store.Positions(t.Context(), store.PositionFilter{Closed: true})
		if len(open) != 0 || len(all) != 1 {
			t.Errorf("%d open of %d", len(open), len(all))
		}
		if err := r.recruiter.OpenPosition(t.Context(), r.oliver, r.position); err != nil {
			t.Fatal(err)
		}
		if _, err := r.recruiter.CreateCandidate(t.Context(), r.oliver, "three", r.maya()); err != nil {
			t.Errorf("opened again: %v", err)
		}
	})
}

func TestCandidatesAreFoundByBeginningsOfWordsPageByPage(t *testing.T) {
	t.Parallel()
	inRoom(t, func(t *testing.T, r room) {
		for i, name := range []string{"Zoé Ångström", "Émile Zola", "Maya Lindqvist", "Maya Lindqvist", "Bao Nguyễn"} {
			entry := r.maya()
			entry.Name, entry.Email = name, fmt.Sprintf("p%d@mail.example", i)
			if _, err := r.recruiter.CreateCandidate(t.Context(), r.oliver, fmt.Sprint(i), entry); err != nil {
				t.Fatal(err)
			}
		}
		for query, want := range map[string]int{"": 5, "zo": 2, "ANG": 1, "maya lind": 2, "nguyen b": 1, "p3": 1, "aya": 0, "%": 5} {
			list, _, err := r.store.Candidates(t.Context(), store.CandidateFilter{Query: query})
			if err != nil || len(list) != want {
				t.Errorf("%q found %d of %d, %v", query, len(list), want, err)
			}
		}
		seen := map[int64]bool{}
		filter := store.CandidateFilter{PositionID: r.position, Page: store.Page{Limit: 2}}
		for range 3 {
			list, next, err := r.store.Candidates(t.Context(), filter)
			if err != nil {
				t.Fatal(err)
			}
			for _, c := range list {
				seen[c.ID] = true
			}
			filter.Page.After = next
		}
		if len(seen) != 5 || filter.Page.After != "" {
			t.Errorf("three pages of two showed %d of 5, then %q", len(seen), filter.Page.After)
		}
	})
}
