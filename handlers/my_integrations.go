package handlers

import (
	"context"
	"net/http"
	"slices"
	"strconv"
	"time"

	"github.com/labstack/echo/v4"

	"entrevue/locales"
	"entrevue/models"
	"entrevue/views/layout"
	"entrevue/views/personal"
)

// listMyIntegrations has the person's account read anew, because nobody tells when a provider was
// connected in another browser.
func (s *Server) listMyIntegrations(c echo.Context) error {
	ctx := c.Request().Context()
	opened, err := s.lookWhileOpen(c)
	if err != nil {
		return err
	}
	providers, mine, err := s.myProviders(c)
	if err != nil {
		return err
	}
	props := personal.IntegrationsProps{Frame: s.frame(c, layout.NoArea, locales.T(ctx, "personal.title")),
		Providers: providers, TransparencyProps: s.processed(mine), Opened: opened}
	props.Lost, props.Frame.Lost = props.Frame.Lost, nil
	if holds(c, props.Fingerprint(ctx)) {
		return c.NoContent(http.StatusNoContent)
	}
	props.Frame.Refresh = props.Refresh()
	return s.render(c, http.StatusOK, personal.IntegrationsPage(props))
}

// lookFor is how long after a page about accounts was opened they are read because of it. Cronofy
// tells of lost sign-ins, but not of accounts that were removed or came back, and is not asked by
// every page that was left open.
const lookFor = 5 * time.Minute

// lookWhileOpen has the person's account read when a page about it is opened, and while it waits
// for something or was opened lately. It returns when that was.
func (s *Server) lookWhileOpen(c echo.Context) (opened time.Time, err error) {
	opened = s.Store.Now()
	if seconds, err := strconv.ParseInt(c.QueryParam("opened"), 10, 64); err == nil {
		opened = time.Unix(seconds, 0)
	}
	if s.Store.Now().After(opened.Add(lookFor)) {
		return opened, nil
	}
	return opened, s.Connector.Look(c.Request().Context(), actor(c))
}

// reading is what Cronofy has told about a person.
type reading struct {
	profiles        []models.Profile
	calendar        models.EmployeeCalendar
	synchronization models.Synchronization
}

func (s *Server) readingOf(ctx context.Context, employeeID int64) (reading, error) {
	only := []int64{employeeID}
	profiles, err := s.Store.Profiles(ctx, only)
	if err != nil {
		return reading{}, err
	}
	calendars, err := s.Store.EmployeeCalendars(ctx, only)
	if err != nil {
		return reading{}, err
	}
	synchronizations, err := s.Store.Synchronizations(ctx, only)
	return reading{profiles[employeeID], calendars[employeeID], synchronizations[employeeID]}, err
}

// processed is since when what about a person is read and written.
func (s *Server) processed(r reading) personal.TransparencyProps {
	props := personal.TransparencyProps{DataCentre: s.DataCentre}
	if r.synchronization.State == models.SyncSynchronized {
		props.SynchronizedAt, props.Kind = r.synchronization.SynchronizedAt, r.calendar.Kind
	}
	for _, p := range r.profiles {
		if p.Reported() && p.Connected {
			props.Accounts = append(props.Accounts, p)
		}
	}
	return props
}

// myProviders is how it stands between the person and each provider, what can be done first, and what
// Cronofy has told. The visits are read before what came of them: with one that has ended meanwhile the page
// would go on saying that it was started, and ask no more.
func (s *Server) myProviders(c echo.Context) ([]personal.ProviderState, reading, error) {
	ctx, me := c.Request().Context(), visitorOf(c).employee
	only := []int64{me.ID}
	visits, err := s.Store.LatestPersonal(ctx, only)
	if err != nil {
		return nil, reading{}, err
	}
	facts, err := s.Store.Facts(ctx, only)
	if err != nil {
		return nil, reading{}, err
	}
	mine, err := s.readingOf(ctx, me.ID)
	if err != nil {
		return nil, mine, err
	}
	ahead, err := s.Store.HostedAhead(ctx, me.ID)
	if err != nil {
		return nil, mine, err
	}
	setups, err := s.Store.ProviderSetups(ctx)
	if err != nil {
		return nil, mine, err
	}
	states := make([]personal.ProviderState, 0, len(models.Providers()))
	for _, provider := range models.Providers() {
		states = append(states, personal.ProviderState{Provider: provider, Facts: facts[me.ID][provider],
			Visit: visits[me.ID][provider], Profiles: reported(mine.profiles, provider), Lost: lostOf(mine.profiles, provider), Ahead: ahead[provider.Method()],
			Setup: setups[provider], CanAdminister: models.CanAdminister(actor(c)), Name: me.Name, Email: me.Email, Sender: s.CronofySender,
			ReadAt: mine.calendar.ReadAt, Silent: mine.synchronization.SilentSince != nil, Now: s.Store.Now()})
	}
	return states, mine, nil
}

// reported are the accounts of a provider that Cronofy still knows.
func reported(profiles []models.Profile, provider models.Provider) []models.Profile {
	var list []models.Profile
	for _, p := range profiles {
		if p.Provider == provider && p.Reported() {
			list = append(list, p)
		}
	}
	return list
}

// lostOf are the accounts of a provider that were lost, reported or not.
func lostOf(profiles []models.Profile, provider models.Provider) []models.Profile {
	return slices.DeleteFunc(slices.Clone(profiles), func(p models.Profile) bool { return p.Provider != provider || !p.Lost() })
}

func providerOf(c echo.Context) (models.Provider, error) {
	provider, known := models.ProviderBySlug(c.Param("provider"))
	if !known {
		return "", models.ErrNotFound
	}
	return provider, nil
}

func (s *Server) showMyIntegration(c echo.Context) error {
	if _, err := s.lookWhileOpen(c); err != nil {
		return err
	}
	return s.myIntegrationPage(c, http.StatusOK, personal.IntegrationProps{})
}

// myIntegration completes what the page of one provider shows.
func (s *Server) myIntegration(c echo.Context, props personal.IntegrationProps) (personal.IntegrationProps, error) {
	ctx := c.Request().Context()
	provider, err := providerOf(c)
	if err != nil {
		return props, err
	}
	if props.Opened.IsZero() {
		props.Opened = s.Store.Now()
	}
	states, _, err := s.myProviders(c)
	if err != nil {
		return props, err
	}
	for _, state := range states {
		if state.Provider == provider {
			props.Provider = state
		}
	}
	if props.Provider.Connected() && visitorOf(c).employee.HostsInterviews {
		props.Next = nextAsked(states)
	}
	if used, _ := models.ProfileToUse(props.Provider.Profiles, provider); used.BackAt != nil {
		props.Back = true
		if err := s.Connector.ReadBack(ctx, actor(c), provider); err != nil {
			return props, err
		}
	}
	props.Company, err = s.company(ctx)
	return props, err
}

// nextAsked is the first provider that hosts are asked to connect, and the person has not.
func nextAsked(states []personal.ProviderState) *personal.ProviderState {
	for n := range states {
		if states[n].Setup.Needed() && states[n].Asks() {
			return &states[n]
		}
	}
	return nil
}

func (s *Server) company(ctx context.Context) (string, error) {
	installation, err := s.Store.Installation(ctx)
	return installation.CompanyName, err
}

func (s *Server) myIntegrationPage(c echo.Context, status int, props personal.IntegrationProps) error {
	props, err := s.myIntegration(c, props)
	if err != nil {
		return err
	}
	props.Frame = s.frame(c, layout.NoArea, props.Provider.Provider.Name())
	props.Frame.Refresh = props.Provider.Refresh()
	props.Frame.Lost = slices.DeleteFunc(props.Frame.Lost, func(l models.LostSignIn) bool { return l.Provider == props.Provider.Provider })
	return s.render(c, status, personal.IntegrationPage(props))
}

// showMyConnection is polled while the person is away, or has just come back. A page that waits for
// nothing says what it shows, and is answered when that has changed.
func (s *Server) showMyConnection(c echo.Context) error {
	opened, err := s.lookWhileOpen(c)
	if err != nil {
		return err
	}
	props, err := s.myIntegration(c, personal.IntegrationProps{Swapped: true, Opened: opened})
	if err != nil {
		return err
	}
	if !isFragment(c.Request()) {
		return s.redirect(c, props.Provider.Address())
	}
	if holds(c, props.Provider.Fingerprint(c.Request().Context())) {
		return c.NoContent(http.StatusNoContent)
	}
	return s.render(c, http.StatusOK, personal.ConnectionState(props))
}
