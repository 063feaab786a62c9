package store_test

import (
	"context"
	"errors"
	"strconv"
	"testing"

	"entrevue/models"
	"entrevue/models/store"
	"entrevue/models/store/storetest"
)

// The same form has one effect. With other entries it is told from a repetition, unless the first sending
// was kept without its entries.
func TestFormSentAgainIsARepetitionOnlyWithTheSameEntries(t *testing.T) {
	t.Parallel()
	storetest.OnBoth(t, func(t *testing.T, s *store.Store) {
		person, done := anEmployee(t, s, "helen"), 0
		send := func(requestID string, entries any) (string, error) {
			return s.OnceSent(t.Context(), store.Sending{PersonID: person.ID, RequestID: requestID, Entries: entries},
				func(context.Context, *store.Store) (string, error) {
					done++
					return strconv.Itoa(done), nil
				})
		}
		type entries struct{ Name string }
		for n, c := range []struct {
			requestID string
			entries   any
			want      string
			resent    bool
		}{
			{"a", entries{"Maya"}, "1", false},
			{"a", entries{"Maya"}, "1", false},
			{"a", entries{"Maja"}, "1", true},
			{"a", nil, "1", false},
			{"b", entries{"Maja"}, "2", false},
			{"c", nil, "3", false},
			{"c", entries{"Maya"}, "3", false},
			{"", entries{"Maya"}, "4", false},
			{"", entries{"Maya"}, "5", false},
		} {
			result, err := send(c.requestID, c.entries)
			var resent *models.Resent
			if result != c.want || errors.As(err, &resent) != c.resent || err != nil && !c.resent {
				t.Errorf("sending %d: %q, %v", n, result, err)
			}
		}
	})
}
