package connecting_test

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"entrevue/models"
	"entrevue/models/connecting"
	"entrevue/models/jobs"
	"entrevue/models/store"
)

// act does something in the world outside.
func (w *world) act(what, account string, more ...string) {
	w.t.Helper()
	body := map[string]any{"what": what, "account": account}
	for n := 0; n+1 < len(more); n += 2 {
		body[more[n]] = more[n+1]
	}
	w.control("/sandbox/acts", body)
}

// refreshes counts the refreshing calls.
func (w *world) refreshes() int {
	w.t.Helper()
	number := 0
	record, _ := w.look("/sandbox/record?limit=10000&operation=token")["record"].([]any)
	for _, entry := range record {
		if strings.Contains(fmt.Sprint(entry), "grant_type:refresh_token") || strings.Contains(fmt.Sprint(entry), `"grant_type":"refresh_token"`) {
			number++
		}
	}
	return number
}

func TestTokenIsRefreshedOnceHoweverManyWantIt(t *testing.T) {
	t.Parallel()
	everywhere(t, func(w *world) {
		w.connect(models.SystemGraph)
		first := w.connector
		w.start() // a second process beside the first
		w.settle()
		before := w.refreshes()
		w.mu.Lock()
		w.clock = w.clock.Add(3 * time.Hour)
		w.mu.Unlock()
		var group sync.WaitGroup
		there, arrive := context.WithCancel(t.Context())
		defer arrive()
		tokens := make([]models.Secret, 20)
		for n := range tokens {
			group.Go(func() {
				defer arrive()
				connector := []*connecting.Connector{first, w.connector}[n%2]
				token, err := connector.Token(t.Context(), w.admin.ID, models.Secret{})
				var limited *models.Limited
				if errors.As(err, &limited) {
					<-there.Done() // in place of the queue, which snoozes
					token, err = connector.Token(t.Context(), w.admin.ID, models.Secret{})
				}
				if err != nil {
					t.Error(err)
				}
				tokens[n] = token
			})
		}
		group.Wait()
		for _, token := range tokens {
			if token.Empty() || token != tokens[0] {
				t.Error("not everybody got the same token")
			}
		}
		if n := w.refreshes() - before; n != 1 {
			t.Errorf("%d refreshes", n)
		}
	})
}

func TestRejectedTokenIsReplacedAndTheNewRefreshTokenKept(t *testing.T) {
	t.Parallel()
	for _, rotation := range []string{"stays", "rotates", "rotates_old_kept"} {
		t.Run(rotation, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, "sqlite", generous)
			w.connect(models.SystemGraph)
			w.turn("refresh_token", rotation)
			for range 3 {
				old, err := w.connector.Token(t.Context(), w.admin.ID, models.Secret{})
				w.must(err)
				fresh, err := w.connector.Token(t.Context(), w.admin.ID, old)
				if err != nil || fresh == old || fresh.Empty() {
					t.Errorf("replaced by an equal one: %v, %v", fresh == old, err)
				}
			}
		})
	}
}

func TestEndedGrantOfAnEmployeeIsGivenAgainWithoutAnybodysDoing(t *testing.T) {
	t.Parallel()
	everywhere(t, func(w *world) {
		w.connect(models.SystemGraph)
		w.act("revoke_grant", w.admin.Email)
		old, err := w.connector.Token(t.Context(), w.admin.ID, models.Secret{})
		w.must(err)
		if _, err = w.connector.Token(t.Context(), w.admin.ID, old); !errors.Is(err, models.ErrReconnect) {
			t.Fatalf("a revoked grant: %v", err)
		}
		w.expectHost(w.admin, models.HostWaiting)
		w.settle()
		w.pass(5 * time.Second)
		w.expectHost(w.admin, models.HostUsable)
		if _, err = w.connector.Token(t.Context(), w.admin.ID, models.Secret{}); err != nil {
			t.Errorf("afterwards: %v", err)
		}
	})
}

func TestEndedGrantOfTheCompanyNeedsAnAdministratorAndIsRenewed(t *testing.T) {
	t.Parallel()
	everywhere(t, func(w *world) {
		w.connect(models.SystemGraph)
		account, err := w.store.Account(t.Context(), store.ServiceAccount)
		w.must(err)
		w.turn("service_account_revoked", "go_on")
		w.act("revoke_grant", account.Sub)
		w.tick() // the daily look
		if i := w.integration(); i.State != models.IntegrationAttention || i.Problem != models.IntegrationGrantEnded {
			t.Fatalf("integration: %+v", i)
		}
		w.must(w.connector.StartReachability(t.Context(), w.admin.Actor()))
		w.settle()
		w.must(w.comeBack(w.depart(models.SystemGraph, "administrator")))
		w.settle()
		if i := w.integration(); i.State != models.IntegrationWorking || i.Problem != models.IntegrationSound {
			t.Errorf("connected again: %+v", i)
		}
		w.expectHost(w.admin, models.HostUsable)
	})
}

func TestPushesAreReadAtMostOnceAndOnlyOnOpenChannels(t *testing.T) {
	t.Parallel()
	everywhere(t, func(w *world) {
		w.connect(models.SystemGraph)
		w.fault(map[string]any{"what": "duplicate", "operation": "callback.push", "copies": 10})
		before := w.calls("userinfo")
		w.act("disconnect_profile", w.admin.Email)
		w.settle()
		if n := w.calls("userinfo") - before; n != 1 {
			t.Errorf("ATT8: %d readings for eleven pushes", n)
		}
		w.expectHost(w.admin, models.HostCalendarDisconnected)
		w.act("reconnect_profile", w.admin.Email)
		w.jump(models.SyncReadEvery + time.Minute)
		w.tick()
		w.expectHost(w.admin, models.HostUsable)
		w.act("push_unknown", w.admin.Email)
		w.settle()
		for _, status := range w.answers {
			if status != http.StatusNoContent {
				t.Errorf("answered %d", status)
			}
		}
	})
}

func TestChangeIsToldOnceItsSecondIsOver(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "sqlite", generous)
	w.connect(models.SystemGraph)
	since := w.now().Format(time.RFC3339)
	raw := []byte(`{"notification":{"type":"change","changes_since":"` + since + `"}}`)
	secret := w.pushSecret()
	for range 1000 {
		w.must(w.connector.ReceivePush(t.Context(), connecting.Callback{Secret: secret, Signature: sign(raw), Raw: raw}))
	}
	w.settle()
	if len(w.changed) != 0 {
		t.Error("told before the second was over")
	}
	w.jump(3 * time.Second)
	if len(w.changed) != 1 || w.changed[0] != w.admin.ID {
		t.Errorf("ATT8: told %v", w.changed)
	}
}

// pushSecret is the end of the address of the administrator's channel.
func (w *world) pushSecret() string {
	w.t.Helper()
	channel, err := w.store.Channel(w.t.Context(), w.admin.ID)
	w.must(err)
	address, err := w.store.ChannelURL(w.t.Context(), channel.ID)
	w.must(err)
	return address.Reveal()[strings.LastIndex(address.Reveal(), "/")+1:]
}

func sign(raw []byte) string {
	mac := hmac.New(sha256.New, []byte("secret"))
	mac.Write(raw)
	return base64.StdEncoding.EncodeToString(mac.Sum(nil))
}

func TestClosedChannelIsOpenedAnew(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "sqlite", generous)
	w.connect(models.SystemGraph)
	old, err := w.store.Channel(t.Context(), w.admin.ID)
	w.must(err)
	w.act("close_channels", w.admin.Email)
	w.jump(models.SyncReadEvery + time.Minute)
	w.tick()
	fresh, err := w.store.Channel(t.Context(), w.admin.ID)
	if err != nil || fresh.ID == old.ID || fresh.ChannelID == "" {
		t.Errorf("channel %+v after %+v, %v", fresh, old, err)
	}
}

func TestProviderAccountsAreLearntAndForgotten(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "sqlite", generous)
	w.connect(models.SystemGraph)
	zoom := func() models.Connection {
		t.Helper()
		w.jump(models.SyncReadEvery + time.Minute)
		w.tick()
		facts, err := w.store.Facts(t.Context(), []int64{w.admin.ID})
		w.must(err)
		return facts[w.admin.ID][models.Zoom].Connection
	}
	for _, step := range []struct {
		what string
		want models.Connection
	}{
		{"connect_conferencing", models.ConnectionAlive}, {"disconnect_conferencing", models.ConnectionBroken},
		{"reconnect_conferencing", models.ConnectionAlive}, {"remove_conferencing", models.ConnectionRemoved},
	} {
		w.act(step.what, w.admin.Email, "profile", "zoom")
		if got := zoom(); got != step.want {
			t.Errorf("after %s: %s, want %s", step.what, got, step.want)
		}
	}
}

func TestErasureDropsWhatIsKnownAndDoesNotAskAgain(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "sqlite", generous)
	w.connect(models.SystemGraph)
	w.act("request_erasure", w.admin.Email)
	w.settle()
	w.jump(time.Hour)
	w.tick()
	if _, err := w.store.Account(t.Context(), w.admin.ID); !errors.Is(err, models.ErrNotFound) {
		t.Errorf("account: %v", err)
	}
	if _, err := w.store.EmployeeCalendar(t.Context(), w.admin.ID); !errors.Is(err, models.ErrNotFound) {
		t.Errorf("calendar: %v", err)
	}
	w.expectHost(w.admin, models.HostFailedDenied)
}

// What Cronofy still says about the former address concerns a mailbox that is not this person's.
func TestChangedAddressEndsTheCallbackOfTheFormerOne(t *testing.T) {
	t.Parallel()
	everywhere(t, func(w *world) {
		w.connect(models.SystemGraph)
		_, address, err := w.store.SynchronizationCode(t.Context(), w.admin.ID)
		w.must(err)
		secret := address.Reveal()[strings.LastIndex(address.Reveal(), "/")+1:]
		if _, err := w.store.SynchronizationBySecret(t.Context(), secret); err != nil {
			t.Fatalf("the callback before: %v", err)
		}
		w.must(w.store.Tx(t.Context(), func(ctx context.Context, tx *store.Store) error {
			return w.connector.AddressChanged(ctx, tx, w.admin.ID)
		}))
		if found, err := w.store.SynchronizationBySecret(t.Context(), secret); !errors.Is(err, models.ErrNotFound) {
			t.Errorf("the callback of the former address is still heard: %+v, %v", found, err)
		}
	})
}

func TestDisconnectingRevokesFirstAndKeepsTheHistory(t *testing.T) {
	t.Parallel()
	everywhere(t, func(w *world) {
		w.hire("Oliver Grant", "oliver.grant@lumen.example", models.RoleEmployee)
		w.connect(models.SystemGraph)
		before := w.integration()
		w.fault(map[string]any{"what": "status", "operation": "revoke", "status": 503, "times": 2})
		w.must(w.connector.Disconnect(t.Context(), w.admin.Actor(), connecting.Ending{}))
		w.settle()
		if _, err := w.store.Account(t.Context(), store.ServiceAccount); err != nil {
			t.Errorf("tokens were dropped before the grant was revoked: %v", err)
		}
		w.pass(time.Minute)
		if _, err := w.store.Integration(t.Context()); !errors.Is(err, models.ErrNotFound) {
			t.Errorf("integration: %v\n%s", err, w.failed())
		}
		if accounts, err := w.store.LiveAccounts(t.Context(), 10); err != nil || len(accounts) != 0 {
			t.Errorf("living grants: %+v, %v", accounts, err)
		}
		w.connect(models.SystemGoogle)
		if i := w.integration(); i.ID == before.ID || i.State != models.IntegrationWorking {
			t.Errorf("connected once more: %+v", i)
		}
		if err := w.connector.Disconnecting(t.Context(), jobs.Disconnect{IntegrationID: before.ID}); !errors.Is(err, models.ErrObsolete) {
			t.Errorf("the job that is repeated late: %v", err)
		}
		w.expectHost(w.admin, models.HostUsable)
	})
}

func TestLeaversCalendarIsLetGo(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "sqlite", generous)
	oliver := w.hire("Oliver Grant", "oliver.grant@lumen.example", models.RoleEmployee)
	w.connect(models.SystemGraph)
	now := w.now()
	oliver.DeactivatedAt = &now
	w.must(w.store.UpdateEmployee(t.Context(), oliver))
	before := w.calls("revoke")
	w.tick()
	w.tick()
	if n := w.calls("revoke") - before; n != 1 {
		t.Errorf("%d revocations", n)
	}
	if _, err := w.store.Account(t.Context(), oliver.ID); !errors.Is(err, models.ErrNotFound) {
		t.Errorf("account: %v", err)
	}
	w.expectHost(oliver, models.HostDeactivated)
}

func TestTwoHundredEmployeesStayInsideTheBudget(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "sqlite", connecting.Documented)
	people := w.staff(200)
	w.turn("rate_limit", "documented")
	w.accept(models.SystemGraph)
	w.pass(5 * time.Second)
	w.must(w.comeBack(w.depart(models.SystemGraph, "administrator")))
	for range 75 {
		w.jump(2 * time.Second)
	}
	for _, e := range people {
		w.expectHost(e, models.HostUsable)
	}
	record, _ := w.look("/sandbox/record?limit=10000&kind=request")["record"].([]any)
	perSecond := map[string]int{}
	for _, entry := range record {
		fields, _ := entry.(map[string]any)
		if fields["status"] == float64(http.StatusTooManyRequests) {
			t.Errorf("refused: %v", fields)
		}
		perSecond[fmt.Sprint(fields["at"])]++
	}
	for second, calls := range perSecond {
		if calls > 50 {
			t.Errorf("%d calls at %s", calls, second)
		}
	}
}

func TestEverySettingOfEverySwitchEndsSynchronized(t *testing.T) {
	t.Parallel()
	list, _ := newWorld(t, "sqlite", generous).look("/sandbox/switches")["switches"].([]any)
	if len(list) == 0 {
		t.Fatal("the sandbox has no switches")
	}
	for _, entry := range list {
		fact, _ := entry.(map[string]any)
		settings, _ := fact["settings"].([]any)
		for _, setting := range settings[1:] {
			t.Run(fmt.Sprint(fact["name"], "=", setting), func(t *testing.T) {
				t.Parallel()
				w := newWorld(t, "sqlite", generous)
				thi := w.hire("Thi Nguyen", "thi.nguyen@lumen.example", models.RoleEmployee)
				w.turn(fmt.Sprint(fact["name"]), fmt.Sprint(setting))
				w.connect(models.SystemGraph)
				w.expectHost(w.admin, models.HostUsable)
				if y := w.sync(thi); y.State != models.SyncFailed || y.Problem == models.SyncSound {
					t.Errorf("a missing mailbox: %+v", y)
				}
				w.jump(4 * time.Hour) // the tokens have expired
				w.must(w.connector.Again(t.Context(), w.admin.Actor(), w.admin.ID))
				w.settle()
				w.pass(5 * time.Second)
				w.expectHost(w.admin, models.HostUsable)
			})
		}
	}
}
