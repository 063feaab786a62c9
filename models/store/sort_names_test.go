package store_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"entrevue/models"
	"entrevue/models/store"
	"entrevue/models/store/storetest"
)

var (
	mixed  = []string{"Zoé", "Emil", "élodie", "Elena", "Élodie", "Åsa", "emma"}
	sorted = []string{"Åsa", "Elena", "élodie", "Élodie", "Emil", "emma", "Zoé"}
)

// everyPart reads a list in parts of two.
func everyPart[T any](t *testing.T, part func(store.Page) ([]T, string, error), name func(T) string) []string {
	t.Helper()
	var names []string
	for page := (store.Page{Limit: 2}); ; {
		list, next, err := part(page)
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range list {
			names = append(names, name(row))
		}
		if next == "" {
			return names
		}
		page.After = next
	}
}

func TestAccentsAndCapitalsDoNotCountInTheOrderOfLists(t *testing.T) {
	t.Parallel()
	storetest.OnBoth(t, func(t *testing.T, s *store.Store) {
		ctx := t.Context()
		position := models.Position{Title: "in the end"}
		must(t, s.CreatePosition(ctx, &position))
		for n, name := range mixed {
			e := models.Employee{Name: "later", Email: string(rune('a'+n)) + "@lumen.example", Role: models.RoleRecruiter, Language: models.French, TimeZone: "Europe/Paris"}
			must(t, s.CreateEmployee(ctx, &e))
			e.Name = name
			must(t, s.UpdateEmployee(ctx, e))
			c := models.Candidate{PositionID: position.ID, Name: "later", Language: models.French, TimeZone: "Europe/Paris", AppliedOn: "2026-11-09"}
			must(t, s.CreateCandidate(ctx, &c))
			c.Name = name
			must(t, s.UpdateCandidate(ctx, c))
			if n == 0 {
				position.Title = name
				must(t, s.UpdatePosition(ctx, position))
				continue
			}
			must(t, s.CreatePosition(ctx, &models.Position{Title: name}))
		}
		for kind, got := range map[string][]string{
			"employees": everyPart(t, func(p store.Page) ([]models.Employee, string, error) {
				return s.Employees(ctx, store.EmployeeFilter{Page: p})
			}, func(e models.Employee) string { return e.Name }),
			"candidates": everyPart(t, func(p store.Page) ([]models.Candidate, string, error) {
				return s.Candidates(ctx, store.CandidateFilter{PositionID: position.ID, Page: p})
			}, func(c models.Candidate) string { return c.Name }),
			"positions": everyPart(t, func(p store.Page) ([]models.Position, string, error) {
				return s.Positions(ctx, store.PositionFilter{Page: p})
			}, func(p models.Position) string { return p.Title }),
		} {
			if diff := cmp.Diff(sorted, got); diff != "" {
				t.Errorf("%s (-want +got):\n%s", kind, diff)
			}
		}
	})
}

// Names that an older release has left are sorted as well.
func TestOlderNamesGetTheirSortingForm(t *testing.T) {
	t.Parallel()
	storetest.OnBoth(t, func(t *testing.T, s *store.Store) {
		position := models.Position{Title: "Éclairagiste"}
		must(t, s.CreatePosition(t.Context(), &position))
		_, err := s.Writer().ExecContext(t.Context(), "update positions set sort_title = ''")
		must(t, err)
		must(t, s.FillSortNames(t.Context()))
		got, err := s.Position(t.Context(), position.ID)
		if err != nil || got.SortTitle != "eclairagiste" {
			t.Errorf("%+v, %v", got, err)
		}
	})
}
