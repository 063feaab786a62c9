package store_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"entrevue/models"
	"entrevue/models/store"
	"entrevue/models/store/storetest"
)

// everyAttention is an interview for every combination of what decides whether it needs somebody.
func everyAttention(now time.Time) []models.Interview {
	list := []models.Interview{{LinkState: models.LinkNone}}
	vary := func(changes ...func(*models.Interview)) {
		var varied []models.Interview
		for _, i := range list {
			for _, change := range changes {
				other := i
				change(&other)
				varied = append(varied, other)
			}
		}
		list = varied
	}
	same := func(*models.Interview) {}
	begins := func(after time.Duration) func(*models.Interview) {
		return func(i *models.Interview) { i.StartsAt = now.Add(after) }
	}
	vary(begins(-models.MaxDuration), begins(-models.MaxDuration+time.Minute), begins(time.Hour))
	vary(func(i *models.Interview) { i.State = models.InterviewScheduled }, func(i *models.Interview) { i.State = models.InterviewCancelled })
	var states []func(*models.Interview)
	for _, state := range models.LinkStates() {
		states = append(states, func(i *models.Interview) { i.LinkState = state })
	}
	vary(states...)
	vary(same, func(i *models.Interview) { i.AlarmedAt = &now })
	vary(same, func(i *models.Interview) { i.DriftedAt = &now })
	vary(same, func(i *models.Interview) { i.EventFailing = true })
	vary(same, func(i *models.Interview) { i.PeopleLeft = true })
	vary(same, func(i *models.Interview) { i.Unreached = true })
	vary(same, func(i *models.Interview) { i.Worries = models.WorriesFrom([]models.Worry{models.WorryHost}) })
	return list
}

// The rule has two forms, one for an interview at hand and one for a list of all: they say the same.
func TestModelAndDatabaseAgreeOnWhatNeedsAttention(t *testing.T) {
	t.Parallel()
	storetest.OnBoth(t, func(t *testing.T, s *store.Store) {
		host, candidate := anEmployee(t, s, "helen"), aCandidate(t, s)
		var want []int64
		all := everyAttention(s.Now())
		err := s.Tx(t.Context(), func(ctx context.Context, tx *store.Store) error {
			want = nil
			for _, i := range all {
				i.CandidateID, i.OrganizerID, i.HostID, i.CreatedBy = candidate.ID, host.ID, host.ID, host.ID
				i.Type, i.Method, i.Sending, i.TimeZone, i.Version, i.HostTurn = models.TypeFirst, models.MethodPhone, models.SendNever, "Europe/Paris", 1, 1
				i.EndsAt = i.StartsAt.Add(models.MaxDuration)
				if err := tx.CreateInterview(ctx, &i); err != nil {
					return err
				}
				if i.NeedsAttention(tx.Now()) {
					want = append(want, i.ID)
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		if len(want) < 100 || len(all)-len(want) < 100 {
			t.Fatalf("%d of %d need attention", len(want), len(all))
		}
		list, _, err := s.Interviews(t.Context(), store.InterviewFilter{Attention: true, Page: store.Page{Limit: len(all)}})
		if err != nil {
			t.Fatal(err)
		}
		got := make([]int64, len(list))
		for n, i := range list {
			got[n] = i.ID
			if !i.NeedsAttention(s.Now()) {
				t.Errorf("the database lists what needs nobody: %+v", i)
			}
		}
		slices.Sort(got)
		if !slices.Equal(got, want) {
			t.Errorf("the database lists %d, of which %d were to be", len(got), len(want))
		}
	})
}

// FAIL37: the newest mail to the candidate decides, from the moment the mail server answers, until another is
// on its way or somebody told them.
func TestInterviewWhoseCandidateWasNotReachedNeedsAttentionAtOnce(t *testing.T) {
	t.Parallel()
	storetest.OnBoth(t, func(t *testing.T, s *store.Store) {
		host, candidate := anEmployee(t, s, "helen"), aCandidate(t, s)
		i, other := anInterview(t, s, candidate, host, s.Now().Add(time.Hour)), anInterview(t, s, candidate, host, s.Now().Add(3*time.Hour))
		do := func(deed func(context.Context, *store.Store) error) {
			t.Helper()
			if err := s.Tx(t.Context(), deed); err != nil {
				t.Fatal(err)
			}
		}
		written := 0
		write := func(kind models.MailKind) int64 {
			written++
			mail := models.Mail{MessageID: models.MessageID("x", kind, string(rune('a'+written)), "x"), Kind: kind, InterviewID: i.ID, Recipient: "maya@mail.example"}
			do(func(ctx context.Context, tx *store.Store) error { return tx.CreateMail(ctx, &mail, []byte("raw")) })
			return mail.ID
		}
		settle := func(id int64, state models.MailState) {
			do(func(ctx context.Context, tx *store.Store) error { return tx.SettleMail(ctx, id, state, "550") })
		}
		expect := func(when string, want bool) {
			t.Helper()
			fresh, err := s.Interview(t.Context(), i.ID)
			if err != nil {
				t.Fatal(err)
			}
			untouched, err := s.Interview(t.Context(), other.ID)
			if err != nil || fresh.Unreached != want || untouched.Unreached {
				t.Errorf("%s: unreached %v, the other interview %v (%v)", when, fresh.Unreached, untouched.Unreached, err)
			}
		}
		first := write(models.MailInvitation)
		expect("on its way", false)
		settle(first, models.MailRejected)
		expect("rejected", true)
		settle(write(models.MailAlarm), models.MailAccepted)
		expect("a colleague's mail arrived", true)
		second := write(models.MailUpdate)
		expect("another is on its way", false)
		settle(first, models.MailRejected)
		expect("the older one is told of late", false)
		settle(second, models.MailAccepted)
		expect("arrived", false)
		settle(write(models.MailReleased), models.MailRejected)
		expect("a colleague's mail was rejected", false)
		settle(write(models.MailCancellation), models.MailRejected)
		expect("the cancellation was rejected", true)
		do(func(ctx context.Context, tx *store.Store) error { return tx.UpdateInterview(ctx, i) })
		expect("the interview was written as it was read before", true)
		do(func(ctx context.Context, tx *store.Store) error { return tx.MarkReached(ctx, i.ID) })
		expect("told another way", false)
	})
}
