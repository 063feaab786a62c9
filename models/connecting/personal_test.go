package connecting_test

import (
	"errors"
	"net/http"
	"net/url"
	"path"
	"testing"
	"time"

	"entrevue/models"
	"entrevue/models/connecting"
)

const camillesAddress = "camille.perrin@lumen.example"

// withCamille is a company whose calendars make no links for Zoom, and a host who is not connected.
func withCamille(t *testing.T, test func(w *world, camille models.Employee)) {
	t.Helper()
	everywhere(t, func(w *world) {
		w.turn("verification_mail", "not_asked")
		camille := w.hire("Camille Perrin", camillesAddress, models.RoleEmployee)
		w.connect(models.SystemGraph)
		test(w, camille)
	})
}

func (w *world) begin(e models.Employee, provider models.Provider) string {
	w.t.Helper()
	page, err := w.connector.BeginPersonal(w.t.Context(), e.Actor(), provider)
	w.must(err)
	return page
}

// consent answers at the provider's page; the address is where the browser goes back to.
func (w *world) consent(page string, answer url.Values) *url.URL {
	w.t.Helper()
	client := http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	response, err := client.PostForm(page, answer)
	w.must(err)
	defer response.Body.Close()
	back, err := response.Location()
	if err != nil {
		w.t.Fatalf("the provider's page answered %d", response.StatusCode)
	}
	return back
}

func (w *world) bring(back *url.URL) {
	w.t.Helper()
	_, err := w.connector.ReturnPersonal(w.t.Context(), path.Base(back.Path), back.Query().Get("error"))
	w.must(err)
	w.settle()
}

func (w *world) allow(e models.Employee, provider models.Provider) {
	w.t.Helper()
	w.bring(w.consent(w.begin(e, provider), url.Values{"provider": {provider.CronofyName()}, "as": {"self"}}))
}

func (w *world) connection(e models.Employee, provider models.Provider) models.Connection {
	w.t.Helper()
	facts, err := w.store.Facts(w.t.Context(), []int64{e.ID})
	w.must(err)
	return facts[e.ID][provider].Connection
}

func (w *world) expectConnection(e models.Employee, provider models.Provider, want models.Connection) {
	w.t.Helper()
	if got := w.connection(e, provider); got != want {
		profiles, _ := w.store.Profiles(w.t.Context(), []int64{e.ID})
		w.t.Fatalf("%s's %s is %s, want %s (%+v)", e.Name, provider, got, want, profiles[e.ID])
	}
}

func (w *world) profile(e models.Employee, n int) models.Profile {
	w.t.Helper()
	profiles, err := w.store.Profiles(w.t.Context(), []int64{e.ID})
	w.must(err)
	if len(profiles[e.ID]) <= n {
		w.t.Fatalf("%s has %d profiles", e.Name, len(profiles[e.ID]))
	}
	return profiles[e.ID][n]
}

func (w *world) latest(e models.Employee, provider models.Provider) models.PersonalAuthorization {
	w.t.Helper()
	visits, err := w.store.LatestPersonal(w.t.Context(), []int64{e.ID})
	w.must(err)
	return visits[e.ID][provider]
}

func TestAccountIsConnectedByComingBack(t *testing.T) {
	t.Parallel()
	withCamille(t, func(w *world, camille models.Employee) {
		w.expectConnection(camille, models.Zoom, models.ConnectionNever)
		page := w.begin(camille, models.Zoom)
		w.expectConnection(camille, models.Zoom, models.ConnectionStarted)
		w.bring(w.consent(page, url.Values{"provider": {"zoom"}, "as": {"self"}}))
		w.expectConnection(camille, models.Zoom, models.ConnectionAlive)
		if got := w.latest(camille, models.Zoom).Outcome; got != models.PersonalConnected {
			t.Errorf("the visit is %s", got)
		}
		if got := w.profile(camille, 0); got.Name != camillesAddress {
			t.Errorf("the account is %q", got.Name)
		}
	})
}

func TestAccountIsConnectedWithoutComingBack(t *testing.T) {
	t.Parallel()
	withCamille(t, func(w *world, camille models.Employee) {
		w.consent(w.begin(camille, models.Zoom), url.Values{"provider": {"zoom"}, "as": {"self"}})
		w.expectConnection(camille, models.Zoom, models.ConnectionStarted)
		for range 2 {
			w.jump(time.Minute)
			w.tick()
		}
		w.expectConnection(camille, models.Zoom, models.ConnectionAlive)
	})
}

func TestComingBackAgainOrFromElsewhereChangesNothing(t *testing.T) { // ATT8
	t.Parallel()
	withCamille(t, func(w *world, camille models.Employee) {
		back := w.consent(w.begin(camille, models.Zoom), url.Values{"provider": {"zoom"}, "as": {"self"}})
		w.bring(back)
		refused := *back
		refused.RawQuery = "error=access_denied"
		for range 3 {
			w.bring(&refused)
		}
		w.expectConnection(camille, models.Zoom, models.ConnectionAlive)
		_, err := w.connector.ReturnPersonal(t.Context(), "invented", "access_denied")
		if !errors.Is(err, models.ErrNotFound) {
			t.Errorf("an invented return: %v", err)
		}
	})
}

func TestRefusalSaysWhatWasSeenAndCanBeTriedAgain(t *testing.T) { // FAIL4
	t.Parallel()
	withCamille(t, func(w *world, camille models.Employee) {
		w.bring(w.consent(w.begin(camille, models.GoToMeeting), url.Values{"as": {"cancel"}}))
		w.expectConnection(camille, models.GoToMeeting, models.ConnectionRefused)
		var invalid *models.Invalid
		if err := w.connector.AnswerPersonal(t.Context(), camille.Actor(), models.GoToMeeting, "dreamt"); !errors.As(err, &invalid) {
			t.Errorf("an unknown answer: %v", err)
		}
		if err := w.connector.AnswerPersonal(t.Context(), w.admin.Actor(), models.GoToMeeting, models.SeenCancelled); !errors.Is(err, models.ErrGone) {
			t.Errorf("somebody else's answer: %v", err)
		}
		w.must(w.connector.AnswerPersonal(t.Context(), camille.Actor(), models.GoToMeeting, models.SeenCancelled))
		if got := w.latest(camille, models.GoToMeeting).Seen; got != models.SeenCancelled {
			t.Errorf("kept %q", got)
		}
		w.allow(camille, models.GoToMeeting)
		w.expectConnection(camille, models.GoToMeeting, models.ConnectionAlive)
	})
}

func TestZoomAskingForAnAdministratorReopensTheITStep(t *testing.T) { // FAIL5, FAIL12
	t.Parallel()
	withCamille(t, func(w *world, camille models.Employee) {
		setup, err := w.store.ProviderSetup(t.Context(), models.Zoom)
		w.must(err)
		now := w.now()
		setup.ITConfirmedAt, setup.ITConfirmedBy = &now, "Ravi Bose"
		w.must(w.store.SetProviderSetup(t.Context(), setup))
		w.turn("zoom_app", "not_approved")
		w.bring(w.consent(w.begin(camille, models.Zoom), url.Values{"as": {"cancel"}}))
		w.must(w.connector.AnswerPersonal(t.Context(), camille.Actor(), models.Zoom, models.SeenAdministrator))
		if setup, err = w.store.ProviderSetup(t.Context(), models.Zoom); err != nil || setup.ITStep() != models.ITOpen || setup.ITReopenedBy != camille.ID {
			t.Errorf("the IT step is %s, reopened by %d (%v)", setup.ITStep(), setup.ITReopenedBy, err)
		}
	})
}

func TestRefusalOfYesterdayDoesNotUndoWhatITHasDoneSince(t *testing.T) { // FAIL12, ATT33
	t.Parallel()
	withCamille(t, func(w *world, camille models.Employee) {
		w.bring(w.consent(w.begin(camille, models.Zoom), url.Values{"as": {"cancel"}}))
		w.must(w.connector.AnswerPersonal(t.Context(), camille.Actor(), models.Zoom, models.SeenAdministrator))
		w.jump(time.Hour)
		w.must(w.connector.ConfirmForIT(t.Context(), w.admin.Actor(), models.Zoom, connecting.ITConfirmation{Name: "Ravi Bose", On: models.LatestDay(w.now())}))
		for _, seen := range []models.Seen{models.SeenAdministrator, models.SeenCancelled, models.SeenAdministrator} {
			w.must(w.connector.AnswerPersonal(t.Context(), camille.Actor(), models.Zoom, seen))
		}
		if setup, err := w.store.ProviderSetup(t.Context(), models.Zoom); err != nil || setup.ITStep() != models.ITConfirmed {
			t.Errorf("the IT step is %s (%v)", setup.ITStep(), err)
		}
	})
}

func TestNobodyIsSentToCronofyTooOften(t *testing.T) { // ATT43
	t.Parallel()
	withCamille(t, func(w *world, camille models.Employee) {
		var limited *models.Limited
		begun := 0
		for range 30 {
			_, err := w.connector.BeginPersonal(t.Context(), camille.Actor(), models.Zoom)
			if err == nil {
				begun++
			} else if !errors.As(err, &limited) {
				t.Fatal(err)
			}
		}
		if begun != 20 {
			t.Errorf("Camille left %d times within the hour, want 20", begun)
		}
		w.jump(time.Hour)
		w.begin(camille, models.Zoom)
	})
}

func TestAbandonedVisitCanBeBegunAgain(t *testing.T) {
	t.Parallel()
	withCamille(t, func(w *world, camille models.Employee) {
		w.begin(camille, models.Zoom)
		w.jump(models.PersonalAuthorizationFor)
		w.expectConnection(camille, models.Zoom, models.ConnectionAbandoned)
		w.allow(camille, models.Zoom)
		w.expectConnection(camille, models.Zoom, models.ConnectionAlive)
	})
}

func TestOtherAccountThanExpectedWaitsForAnAnswer(t *testing.T) { // FAIL19, ATT5
	t.Parallel()
	withCamille(t, func(w *world, camille models.Employee) {
		other := url.Values{"provider": {"zoom"}, "as": {"other"}, "email": {"private@mail.example"}}
		w.bring(w.consent(w.begin(camille, models.Zoom), other))
		w.expectConnection(camille, models.Zoom, models.ConnectionOtherAccount)
		w.must(w.connector.AnswerAccount(t.Context(), camille.Actor(), w.profile(camille, 0).ID, false))
		w.settle()
		w.expectConnection(camille, models.Zoom, models.ConnectionNotUsed)
		w.allow(camille, models.Zoom)
		w.expectConnection(camille, models.Zoom, models.ConnectionAlive)
		profiles, err := w.store.Profiles(t.Context(), []int64{camille.ID})
		w.must(err)
		if used, ok := models.ProfileToUse(profiles[camille.ID], models.Zoom); !ok || used.Name != camillesAddress {
			t.Errorf("links are made by %q", used.Name)
		}
	})
}

func TestOtherAccountCanBeKept(t *testing.T) { // FAIL19
	t.Parallel()
	withCamille(t, func(w *world, camille models.Employee) {
		other := url.Values{"provider": {"zoom"}, "as": {"other"}, "email": {"private@mail.example"}}
		w.bring(w.consent(w.begin(camille, models.Zoom), other))
		w.must(w.connector.AnswerAccount(t.Context(), camille.Actor(), w.profile(camille, 0).ID, true))
		w.expectConnection(camille, models.Zoom, models.ConnectionAlive)
	})
}

func TestDisconnectedAccountStaysUnusedWhateverIsReported(t *testing.T) {
	t.Parallel()
	for _, setting := range []string{"404", "removes"} {
		t.Run(setting, func(t *testing.T) {
			t.Parallel()
			withCamille(t, func(w *world, camille models.Employee) {
				w.turn("profile_revocation", setting)
				w.allow(camille, models.Zoom)
				w.must(w.connector.StopUsing(t.Context(), camille.Actor(), w.profile(camille, 0).ID))
				w.settle()
				w.expectConnection(camille, models.Zoom, models.ConnectionNotUsed)
				if removed := setting == "removes"; w.profile(camille, 0).Reported() == removed {
					t.Errorf("reported is %t", !removed)
				}
				w.allow(camille, models.Zoom)
				w.expectConnection(camille, models.Zoom, models.ConnectionAlive)
			})
		})
	}
}

func TestPersonChoosesAmongTheirAccounts(t *testing.T) {
	t.Parallel()
	withCamille(t, func(w *world, camille models.Employee) {
		w.allow(camille, models.Zoom)
		w.jump(time.Minute)
		other := url.Values{"provider": {"zoom"}, "as": {"other"}, "email": {"studio@mail.example"}}
		w.bring(w.consent(w.begin(camille, models.Zoom), other))
		w.must(w.connector.AnswerAccount(t.Context(), camille.Actor(), w.profile(camille, 1).ID, true))
		used := func() string {
			profiles, err := w.store.Profiles(t.Context(), []int64{camille.ID})
			w.must(err)
			p, _ := models.ProfileToUse(profiles[camille.ID], models.Zoom)
			return p.Name
		}
		if got := used(); got != "studio@mail.example" {
			t.Errorf("links are made by %q, want the newest", got)
		}
		w.must(w.connector.UseAccount(t.Context(), camille.Actor(), w.profile(camille, 0).ID))
		if got := used(); got != camillesAddress {
			t.Errorf("links are made by %q, want the chosen one", got)
		}
		if err := w.connector.UseAccount(t.Context(), w.admin.Actor(), w.profile(camille, 1).ID); !errors.Is(err, models.ErrNotFound) {
			t.Errorf("somebody else chose: %v", err)
		}
	})
}

func TestEndedSignInIsRelinkedAndKeepsItsMarks(t *testing.T) { // FAIL20, FAIL48
	t.Parallel()
	withCamille(t, func(w *world, camille models.Employee) {
		w.allow(camille, models.Zoom)
		w.must(w.connector.UseAccount(t.Context(), camille.Actor(), w.profile(camille, 0).ID))
		w.control("/sandbox/acts", map[string]any{"what": "disconnect_conferencing", "account": camillesAddress, "profile": "zoom"})
		w.settle()
		w.expectConnection(camille, models.Zoom, models.ConnectionBroken)
		w.jump(time.Minute)
		page, err := w.connector.Relink(t.Context(), camille.Actor(), w.profile(camille, 0).ID)
		w.must(err)
		response, err := http.PostForm(page, url.Values{"as": {"self"}})
		w.must(err)
		w.must(response.Body.Close())
		w.must(w.connector.Look(t.Context(), camille.Actor()))
		w.settle()
		w.expectConnection(camille, models.Zoom, models.ConnectionAlive)
		if p := w.profile(camille, 0); p.ChosenAt == nil || p.AcceptedAt == nil {
			t.Errorf("the marks are lost: %+v", p)
		}
	})
}

func TestNobodyConnectsWhatMakesNoSense(t *testing.T) {
	t.Parallel()
	withCamille(t, func(w *world, camille models.Employee) {
		shared := w.hire("Amélie Brun", "amelie.brun@lumen.example", models.RoleEmployee)
		shared.SharedMailbox = true
		w.must(w.store.UpdateEmployee(t.Context(), shared))
		outside := w.hire("Piotr Kowal", "piotr.kowal@elsewhere.example", models.RoleEmployee)
		w.tick()
		w.pass(5 * time.Second)
		for name, try := range map[string]struct {
			who      models.Employee
			provider models.Provider
		}{
			"Meet": {camille, models.GoogleMeet}, "Teams, which the calendar makes": {camille, models.MSTeams},
			"a shared mailbox": {shared, models.Zoom}, "nobody synchronized": {outside, models.Zoom},
		} {
			var invalid *models.Invalid
			if _, err := w.connector.BeginPersonal(t.Context(), try.who.Actor(), try.provider); !errors.As(err, &invalid) {
				t.Errorf("%s: %v", name, err)
			}
		}
	})
}

func TestVisitThatCronofyRefusesHasNotBegun(t *testing.T) { // FAIL21
	t.Parallel()
	withCamille(t, func(w *world, camille models.Employee) {
		w.fault(map[string]any{"what": "status", "operation": "conferencing_service_authorizations", "status": 503, "times": 1})
		if _, err := w.connector.BeginPersonal(t.Context(), camille.Actor(), models.Zoom); !errors.Is(err, models.ErrUnavailable) {
			t.Errorf("begin: %v", err)
		}
		w.expectConnection(camille, models.Zoom, models.ConnectionNever)
	})
}

// Whoever presses again and again while Cronofy is down is not held back when it answers again.
func TestTriesThatLedNowhereAreNotAmongTheVisitsThatAreLimited(t *testing.T) { // FAIL21, ATT43
	t.Parallel()
	withCamille(t, func(w *world, camille models.Employee) {
		const tries = 30
		w.fault(map[string]any{"what": "status", "operation": "conferencing_service_authorizations", "status": 503, "times": tries})
		for range tries {
			if _, err := w.connector.BeginPersonal(t.Context(), camille.Actor(), models.Zoom); !errors.Is(err, models.ErrUnavailable) {
				t.Fatalf("begin: %v", err)
			}
		}
		w.begin(camille, models.Zoom)
		w.expectConnection(camille, models.Zoom, models.ConnectionStarted)
	})
}

func TestLookingIsNotAskedForTooOften(t *testing.T) {
	t.Parallel()
	withCamille(t, func(w *world, camille models.Employee) {
		before := w.calls("userinfo")
		for range 5 {
			w.must(w.connector.Look(t.Context(), camille.Actor()))
		}
		w.settle()
		if got := w.calls("userinfo") - before; got != 1 {
			t.Errorf("read %d times", got)
		}
		w.jump(models.LookEvery)
		w.must(w.connector.Look(t.Context(), camille.Actor()))
		w.settle()
		if got := w.calls("userinfo") - before; got != 2 {
			t.Errorf("read %d times after a while", got)
		}
	})
}
