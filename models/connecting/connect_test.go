package connecting_test

import (
	"errors"
	"net/url"
	"testing"
	"time"

	"entrevue/models"
	"entrevue/models/connecting"
)

func TestEveryCalendarTypeIsConnectedFromNothing(t *testing.T) {
	t.Parallel()
	for _, system := range models.CalendarSystems() {
		t.Run(string(system), func(t *testing.T) {
			t.Parallel()
			everywhere(t, func(w *world) {
				oliver := w.hire("Oliver Grant", "oliver.grant@lumen.example", models.RoleRecruiter)
				w.connect(system)
				if i := w.integration(); i.State != models.IntegrationWorking || i.Domain != "lumen.example" || i.ConnectedBy != w.admin.ID {
					t.Fatalf("integration: %+v\n%s", i, w.failed())
				}
				w.expectHost(w.admin, models.HostUsable)
				w.expectHost(oliver, models.HostUsable)
				calendar, err := w.store.EmployeeCalendar(t.Context(), oliver.ID)
				if err != nil || calendar.Kind != system.Kind() || calendar.Integrated != (system != models.SystemEWS) {
					t.Errorf("calendar: %+v, %v", calendar, err)
				}
				if channel, err := w.store.Channel(t.Context(), oliver.ID); err != nil || channel.ChannelID == "" {
					t.Errorf("channel: %+v, %v", channel, err)
				}
			})
		})
	}
}

func TestConnectWaitsUntilCronofyCanReachUs(t *testing.T) {
	t.Parallel()
	everywhere(t, func(w *world) {
		w.fault(map[string]any{"what": "drop", "operation": "callback.push", "times": -1})
		w.accept(models.SystemGraph)
		begin := connecting.Beginning{SignInID: w.signIn, Choice: connecting.Choice{System: models.SystemGraph}}
		refuse := func(when string) {
			t.Helper()
			var invalid *models.Invalid
			if _, err := w.connector.Begin(t.Context(), w.admin.Actor(), begin); !errors.As(err, &invalid) {
				t.Errorf("Connect %s: %v", when, err)
			}
		}
		refuse("while the check runs")
		w.pass(models.ReachabilityFor + time.Second)
		check, err := w.store.LatestReachability(t.Context())
		if err != nil || check.State != models.ReachabilityFailed || check.Problem != models.ReachabilityNotReached {
			t.Fatalf("FAIL43: check is %+v, %v", check, err)
		}
		refuse("after it has failed")
		if n := w.calls("channels.delete"); n != 1 {
			t.Errorf("%d channels closed afterwards", n)
		}
	})
}

func TestGoodCheckLeavesNothingAtCronofyAndHoldsAnHour(t *testing.T) {
	t.Parallel()
	everywhere(t, func(w *world) {
		w.accept(models.SystemGraph)
		w.pass(models.ReachabilityFor + time.Second)
		check, err := w.store.LatestReachability(t.Context())
		if err != nil || check.State != models.ReachabilityOK {
			t.Fatalf("check is %+v, %v\n%s", check, err, w.failed())
		}
		if made, closed := w.calls("channels.create"), w.calls("channels.delete"); made != 1 || closed != 1 {
			t.Errorf("%d channels made, %d closed", made, closed)
		}
		if !check.Holds(w.now()) || check.Holds(w.now().Add(2*time.Hour)) {
			t.Error("a good check holds an hour")
		}
	})
}

func TestWrongKeyIsSaidBeforeAnybodyConnects(t *testing.T) {
	t.Parallel()
	everywhere(t, func(w *world) {
		w.must(w.queue.Stop(t.Context())) // the process with the right key
		w.cronofy = w.client("of another data centre", connecting.NewBudget(w.store, generous))
		w.start()
		w.accept(models.SystemGraph)
		check, err := w.store.LatestReachability(t.Context())
		if err != nil || check.State != models.ReachabilityFailed || check.Problem != models.ReachabilityKeyRefused {
			t.Errorf("FAIL46: check is %+v, %v", check, err)
		}
	})
}

func TestNobodyConnectsWithoutAcceptingOrBeingAdministrator(t *testing.T) {
	t.Parallel()
	everywhere(t, func(w *world) {
		recruiter := w.hire("Oliver Grant", "oliver.grant@lumen.example", models.RoleRecruiter)
		choice := connecting.Choice{System: models.SystemGraph}
		var invalid *models.Invalid
		err := w.connector.AcceptSubprocessor(t.Context(), w.admin.Actor(), connecting.Acceptance{Choice: choice})
		if !errors.As(err, &invalid) || invalid.Fields["accepted"].Key == "" {
			t.Errorf("FAIL2: %v", err)
		}
		err = w.connector.AcceptSubprocessor(t.Context(), recruiter.Actor(), connecting.Acceptance{Accepted: true, Choice: choice})
		if !errors.Is(err, models.ErrForbidden) {
			t.Errorf("a recruiter: %v", err)
		}
		err = w.connector.AcceptSubprocessor(t.Context(), w.admin.Actor(), connecting.Acceptance{Accepted: true,
			Choice: connecting.Choice{System: models.SystemEWS, Exchange: models.ExchangeMicrosoft}})
		if !errors.As(err, &invalid) || invalid.Fields["exchange"].Key == "" {
			t.Errorf("FAIL10: %v", err)
		}
	})
}

func TestRefusalIsKeptWithWhatWasSeen(t *testing.T) {
	t.Parallel()
	everywhere(t, func(w *world) {
		w.accept(models.SystemGraph)
		w.must(w.comeBack(w.depart(models.SystemGraph, "user")))
		request, err := w.store.LatestAuthorization(t.Context(), w.integration().ID)
		if err != nil || request.Outcome != models.AuthorizationRefused || request.Error != "access_denied" {
			t.Fatalf("request: %+v, %v", request, err)
		}
		w.must(w.connector.Answer(t.Context(), w.admin.Actor(), request.ID, models.SeenAdministrator))
		if request, err = w.store.Authorization(t.Context(), request.ID); err != nil || request.Seen != models.SeenAdministrator {
			t.Errorf("FAIL3: answer %q, %v", request.Seen, err)
		}
		if err := w.connector.Answer(t.Context(), w.admin.Actor(), request.ID, "nonsense"); err == nil {
			t.Error("an unknown answer was kept")
		}
		w.must(w.comeBack(w.depart(models.SystemGraph, "administrator")))
		w.settle()
		if i := w.integration(); i.State != models.IntegrationWorking {
			t.Errorf("after another try: %+v", i)
		}
	})
}

func TestForgedMissingExpiredAndForeignReturnsMakeNoCall(t *testing.T) {
	t.Parallel()
	everywhere(t, func(w *world) {
		w.accept(models.SystemGraph)
		good := w.depart(models.SystemGraph, "administrator")
		other, err := w.store.CreateSignIn(t.Context(), models.SignIn{EmployeeID: w.admin.ID})
		w.must(err)
		colleague := w.hire("Sophie Marchand", "sophie.marchand@lumen.example", models.RoleAdministrator)
		ret := connecting.Return{SignInID: w.signIn, EmployeeID: w.admin.ID, State: good.Get("state"), Code: models.NewSecret(good.Get("code"))}
		for name, c := range map[string]struct {
			change func(*connecting.Return)
			want   error
		}{
			"ATT1 no state":          {func(r *connecting.Return) { r.State = "" }, models.ErrNotFound},
			"ATT1 forged state":      {func(r *connecting.Return) { r.State = "forged" }, models.ErrNotFound},
			"ATT2 another session":   {func(r *connecting.Return) { r.SignInID = other }, models.ErrForbidden},
			"ATT2 another person":    {func(r *connecting.Return) { r.EmployeeID = colleague.ID }, models.ErrForbidden},
			"neither code nor error": {func(r *connecting.Return) { r.Code = models.Secret{} }, models.ErrNotFound},
		} {
			changed := ret
			c.change(&changed)
			if err := w.connector.Return(t.Context(), changed); !errors.Is(err, c.want) {
				t.Errorf("%s: %v", name, err)
			}
		}
		w.mu.Lock()
		w.clock = w.clock.Add(models.AuthorizationFor)
		w.mu.Unlock()
		if err := w.connector.Return(t.Context(), ret); !errors.Is(err, models.ErrGone) {
			t.Errorf("ATT1 expired: %v", err)
		}
		w.settle()
		if n := w.calls("token"); n != 0 {
			t.Errorf("%d token calls", n)
		}
	})
}

func TestCodeIsExchangedOnlyOnce(t *testing.T) {
	t.Parallel()
	everywhere(t, func(w *world) {
		w.accept(models.SystemGraph)
		values := w.depart(models.SystemGraph, "administrator")
		done := make(chan error, 8)
		for range 8 {
			go func() { done <- w.comeBack(values) }()
		}
		for range 8 {
			if err := <-done; err != nil && !errors.Is(err, models.ErrUnavailable) {
				t.Errorf("ATT4: %v", err)
			}
		}
		w.settle()
		w.start() // another process
		w.must(w.comeBack(values))
		w.settle()
		if i := w.integration(); i.State != models.IntegrationWorking {
			t.Errorf("integration: %+v\n%s", i, w.failed())
		}
		exchanges := w.calls("token")
		w.must(w.comeBack(values))
		w.settle()
		if again := w.calls("token"); again != exchanges {
			t.Errorf("ATT4: %d exchanges became %d", exchanges, again)
		}
	})
}

func TestLateCodeLeavesTheIntegrationToBeTriedAgain(t *testing.T) {
	t.Parallel()
	everywhere(t, func(w *world) {
		w.accept(models.SystemGraph)
		values := w.depart(models.SystemGraph, "administrator")
		w.must(w.comeBack(url.Values{"state": {values.Get("state")}, "code": {"not a code"}}))
		w.settle()
		if i := w.integration(); i.State != models.IntegrationPreparing || i.Problem != models.IntegrationCodeRefused {
			t.Errorf("integration: %+v", i)
		}
		w.must(w.comeBack(w.depart(models.SystemGraph, "administrator")))
		w.settle()
		if i := w.integration(); i.State != models.IntegrationWorking || i.Problem != models.IntegrationSound {
			t.Errorf("after another try: %+v", i)
		}
	})
}
