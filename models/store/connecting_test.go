package store_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"entrevue/models"
	"entrevue/models/store"
	"entrevue/models/store/storetest"
)

func person(t *testing.T, s *store.Store, email string) models.Employee {
	t.Helper()
	e := models.Employee{Name: "A Person", Email: email, Role: models.RoleRecruiter, Language: models.English,
		TimeZone: "Europe/Paris", HostsInterviews: true}
	must(t, s.Tx(t.Context(), func(ctx context.Context, tx *store.Store) error { return tx.CreateEmployee(ctx, &e) }))
	return e
}

func integration(t *testing.T, s *store.Store, by int64) models.Integration {
	t.Helper()
	i := models.Integration{System: models.SystemGraph, State: models.IntegrationWorking, Domain: "lumen.example",
		AcceptedBy: by, AcceptedAt: s.Now(), AcceptedText: models.SubprocessorText}
	must(t, s.CreateIntegration(t.Context(), &i))
	return i
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func TestThereIsOneCurrentIntegration(t *testing.T) {
	t.Parallel()
	storetest.OnBoth(t, func(t *testing.T, s *store.Store) {
		e := person(t, s, "helen@lumen.example")
		first := integration(t, s, e.ID)
		second := first
		second.ID = 0
		if err := s.CreateIntegration(t.Context(), &second); !store.Taken(err) {
			t.Fatalf("a second current integration: %v", err)
		}
		now := s.Now()
		first.State, first.DisconnectedAt = models.IntegrationDisconnected, &now
		must(t, s.UpdateIntegration(t.Context(), first))
		must(t, s.CreateIntegration(t.Context(), &second))
		current, err := s.Integration(t.Context())
		if err != nil || current.ID != second.ID {
			t.Errorf("current is %d, %v", current.ID, err)
		}
	})
}

func TestTokensAreSealedAndEndWithTheirGrant(t *testing.T) {
	t.Parallel()
	storetest.OnBoth(t, func(t *testing.T, s *store.Store) {
		e := person(t, s, "helen@lumen.example")
		a := models.Account{IntegrationID: integration(t, s, e.ID).ID, EmployeeID: e.ID, Sub: "acc_1"}
		tokens := models.Tokens{Access: models.NewSecret("access"), Refresh: models.NewSecret("refresh"),
			ExpiresAt: s.Now().Add(time.Hour)}
		must(t, s.CreateAccount(t.Context(), &a, tokens))
		_, found, err := s.AccountWithTokens(t.Context(), e.ID)
		if err != nil || found.Access.Reveal() != "access" || found.Refresh.Reveal() != "refresh" {
			t.Errorf("tokens: %v", err)
		}
		other := models.Account{IntegrationID: a.IntegrationID, EmployeeID: person(t, s, "two@lumen.example").ID, Sub: "acc_1"}
		if err := s.CreateAccount(t.Context(), &other, tokens); !store.Taken(err) {
			t.Errorf("ATT5: one acc_ on two persons: %v", err)
		}
		if ended, err := s.EndAccount(t.Context(), a.ID); err != nil || !ended {
			t.Errorf("end: %v %v", ended, err)
		}
		if _, err := s.Account(t.Context(), e.ID); !errors.Is(err, models.ErrNotFound) {
			t.Errorf("after its end: %v", err)
		}
	})
}

func TestOneOfTwoLeasesOfAnAccountWins(t *testing.T) {
	t.Parallel()
	storetest.OnBoth(t, func(t *testing.T, s *store.Store) {
		e := person(t, s, "helen@lumen.example")
		a := models.Account{IntegrationID: integration(t, s, e.ID).ID, Sub: "ser_1"}
		must(t, s.CreateAccount(t.Context(), &a, models.Tokens{Access: models.NewSecret("a"), ExpiresAt: s.Now()}))
		a, err := s.Account(t.Context(), store.ServiceAccount)
		must(t, err)
		first, err := s.LeaseAccount(t.Context(), a, s.Now().Add(time.Minute))
		must(t, err)
		second, err := s.LeaseAccount(t.Context(), a, s.Now().Add(time.Minute))
		must(t, err)
		if !first || second {
			t.Errorf("leased %v and %v", first, second)
		}
	})
}

func TestSynchronizationKeepsItsSecretsAndIsWantedOnce(t *testing.T) {
	t.Parallel()
	storetest.OnBoth(t, func(t *testing.T, s *store.Store) {
		e := person(t, s, "helen@lumen.example")
		left, err := s.Unsynchronized(t.Context(), 10)
		if err != nil || !cmp.Equal(left, []int64{e.ID}) {
			t.Fatalf("unsynchronized: %v %v", left, err)
		}
		for want := int64(1); want >= 0; want-- {
			if made, err := s.WantSynchronizations(t.Context(), []int64{e.ID}); err != nil || made != want {
				t.Errorf("wanted %d new, got %d, %v", want, made, err)
			}
		}
		must(t, s.SetCallback(t.Context(), e.ID, "secret", "https://here/secret"))
		must(t, s.SetCode(t.Context(), e.ID, models.NewSecret("code")))
		y, err := s.SynchronizationBySecret(t.Context(), "secret")
		must(t, err)
		code, address, err := s.SynchronizationCode(t.Context(), y.EmployeeID)
		if err != nil || code.Reveal() != "code" || address.Reveal() != "https://here/secret" {
			t.Errorf("code %q at %q, %v", code.Reveal(), address.Reveal(), err)
		}
		now := s.Now()
		y.State, y.Problem, y.RetryAt = models.SyncFailed, models.SyncOther, &now
		y.Refusal = models.SyncRefusal{Error: "e", Key: "k", Description: "d"}
		must(t, s.UpdateSynchronization(t.Context(), y))
		again, err := s.SynchronizationsToRepeat(t.Context(), 10)
		if err != nil || len(again) != 1 || again[0].Refusal != y.Refusal {
			t.Errorf("to repeat: %+v %v", again, err)
		}
		counts, err := s.CountSynchronizations(t.Context())
		if err != nil || counts != (models.SyncCounts{Failed: 1, Helped: 1}) {
			t.Errorf("counts %+v, %v", counts, err)
		}
	})
}

func TestAuthorizationIsConsumedOnce(t *testing.T) {
	t.Parallel()
	storetest.OnBoth(t, func(t *testing.T, s *store.Store) {
		e := person(t, s, "helen@lumen.example")
		signIn, err := s.CreateSignIn(t.Context(), models.SignIn{EmployeeID: e.ID})
		must(t, err)
		a := models.AuthorizationRequest{SignInID: signIn, EmployeeID: e.ID, IntegrationID: integration(t, s, e.ID).ID,
			Purpose: models.AuthorizeCalendar, DataCentre: "de", RedirectURI: "https://here/returns/calendar"}
		must(t, s.CreateAuthorization(t.Context(), &a, "state"))
		a.Outcome = models.AuthorizationGranted
		must(t, s.ConsumeAuthorization(t.Context(), a, models.NewSecret("code")))
		if err := s.ConsumeAuthorization(t.Context(), a, models.NewSecret("other")); !errors.Is(err, models.ErrGone) {
			t.Errorf("ATT4: second return: %v", err)
		}
		if code, err := s.AuthorizationCode(t.Context(), a.ID); err != nil || code.Reveal() != "code" {
			t.Errorf("code %q, %v", code.Reveal(), err)
		}
	})
}

func TestReachabilityIsSettledOnce(t *testing.T) {
	t.Parallel()
	storetest.OnBoth(t, func(t *testing.T, s *store.Store) {
		e := person(t, s, "helen@lumen.example")
		check := models.ReachabilityCheck{URL: "https://here", EmployeeID: e.ID}
		must(t, s.CreateReachability(t.Context(), &check, "secret"))
		found, err := s.ReachabilityBySecret(t.Context(), "secret")
		if err != nil || found.ID != check.ID || found.State != models.ReachabilityRunning {
			t.Fatalf("found %+v, %v", found, err)
		}
		first, err := s.SettleReachability(t.Context(), check.ID, models.ReachabilityOK, "")
		must(t, err)
		second, err := s.SettleReachability(t.Context(), check.ID, models.ReachabilityFailed, models.ReachabilityNotReached)
		must(t, err)
		if !first || second {
			t.Errorf("settled %v and %v", first, second)
		}
		if secret, err := s.ReachabilitySecret(t.Context(), check.ID); err != nil || secret.Reveal() != "secret" {
			t.Errorf("secret %q, %v", secret.Reveal(), err)
		}
	})
}

func TestChannelsAndCallbacksAreRecognized(t *testing.T) {
	t.Parallel()
	storetest.OnBoth(t, func(t *testing.T, s *store.Store) {
		e := person(t, s, "helen@lumen.example")
		c := models.Channel{EmployeeID: e.ID}
		must(t, s.CreateChannel(t.Context(), &c, "secret", "https://here/secret"))
		must(t, s.OpenChannel(t.Context(), c.ID, "chn_1"))
		if address, err := s.ChannelURL(t.Context(), c.ID); err != nil || address.Reveal() != "https://here/secret" {
			t.Errorf("address %q, %v", address.Reveal(), err)
		}
		must(t, s.CloseChannels(t.Context(), e.ID))
		if found, err := s.ChannelBySecret(t.Context(), "secret"); err != nil || found.ClosedAt == nil || found.ChannelID != "chn_1" {
			t.Errorf("closed channel: %+v, %v", found, err)
		}
		for _, want := range []bool{true, false} {
			if fresh, err := s.CreateCallback(t.Context(), "push", []byte("digest")); err != nil || fresh != want {
				t.Errorf("fresh %v, want %v, %v", fresh, want, err)
			}
		}
	})
}

func TestCallsRunAheadOfTheClockOnlySoFar(t *testing.T) {
	t.Parallel()
	storetest.OnBoth(t, func(t *testing.T, s *store.Store) {
		for range 3 {
			must(t, s.SpendCalls(t.Context(), time.Minute, 3*time.Minute))
		}
		var limited *models.Limited
		err := s.SpendCalls(t.Context(), time.Minute, 3*time.Minute)
		if !errors.As(err, &limited) || limited.RetryAfter <= 0 || limited.RetryAfter > time.Minute {
			t.Errorf("fourth reservation: %v", err)
		}
	})
}

func TestFactsTellTheFirstThingThatKeepsAHostFromHosting(t *testing.T) {
	t.Parallel()
	storetest.OnBoth(t, func(t *testing.T, s *store.Store) {
		e := person(t, s, "helen@lumen.example")
		outside := person(t, s, "piotr@elsewhere.example")
		integration(t, s, e.ID)
		host := func(id int64) models.HostState {
			t.Helper()
			facts, err := s.Facts(t.Context(), []int64{e.ID, outside.ID, 999})
			must(t, err)
			if len(facts) != 2 {
				t.Fatalf("facts of %d people", len(facts))
			}
			return facts[id][models.Zoom].Host
		}
		expect := func(id int64, want models.HostState) {
			t.Helper()
			if got := host(id); got != want {
				t.Errorf("host is %s, want %s", got, want)
			}
		}
		expect(outside.ID, models.HostOutsideDomain)
		expect(e.ID, models.HostNotSynchronized)
		_, err := s.WantSynchronizations(t.Context(), []int64{e.ID})
		must(t, err)
		expect(e.ID, models.HostWaiting)
		y := models.Synchronization{EmployeeID: e.ID, State: models.SyncFailed, Problem: models.SyncNoMailbox}
		must(t, s.UpdateSynchronization(t.Context(), y))
		expect(e.ID, models.HostFailedNoMailbox)
		y.State, y.Problem = models.SyncSynchronized, ""
		must(t, s.UpdateSynchronization(t.Context(), y))
		expect(e.ID, models.HostNotRead)
		calendar := models.EmployeeCalendar{EmployeeID: e.ID, ProfileID: "pro_1", Kind: models.CalendarGraph, Integrated: true}
		for _, state := range []models.HostState{models.HostCalendarDisconnected, models.HostCalendarReadOnly, models.HostUsable} {
			calendar.Connected, calendar.Writable = state != models.HostCalendarDisconnected, state == models.HostUsable
			must(t, s.SetEmployeeCalendar(t.Context(), calendar))
			expect(e.ID, state)
		}
	})
}

func TestFactsTellOfTheProfileThatWouldBeUsed(t *testing.T) {
	t.Parallel()
	storetest.OnBoth(t, func(t *testing.T, s *store.Store) {
		e := person(t, s, "helen@lumen.example")
		integration(t, s, e.ID)
		for _, p := range []models.Profile{
			{ProfileID: "pro_old", Connected: true}, {ProfileID: "pro_new", Connected: true}, {ProfileID: "pro_dead"},
		} {
			accepted := s.Now()
			p.EmployeeID, p.Provider, p.AcceptedAt = e.ID, models.Zoom, &accepted
			must(t, s.SetProfile(t.Context(), p))
			must(t, s.SetProfile(t.Context(), p))
		}
		must(t, s.SetConferencingFailure(t.Context(), models.ConferencingFailure{EmployeeID: e.ID,
			Provider: models.Zoom, ProfileID: "pro_new", Cause: models.CauseServiceFailing}))
		facts, err := s.Facts(t.Context(), []int64{e.ID})
		must(t, err)
		zoom, goTo := facts[e.ID][models.Zoom], facts[e.ID][models.GoToMeeting]
		if zoom.Connection != models.ConnectionAlive || zoom.ConnectionFail != models.CauseServiceFailing {
			t.Errorf("Zoom: %+v", zoom)
		}
		if goTo.Connection != models.ConnectionNever || goTo.ConnectionFail != models.CauseNone {
			t.Errorf("GoTo: %+v", goTo)
		}
		must(t, s.ClearConferencingFailure(t.Context(), e.ID, models.Zoom, "pro_new"))
		facts, err = s.Facts(t.Context(), []int64{e.ID})
		if err != nil || facts[e.ID][models.Zoom].ConnectionFail != models.CauseNone {
			t.Errorf("after clearing: %+v, %v", facts[e.ID][models.Zoom], err)
		}
	})
}
