package handlers

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"slices"

	"github.com/labstack/echo/v4"

	"entrevue/locales"
	"entrevue/models"
	"entrevue/models/staffing"
	"entrevue/models/store"
	"entrevue/views/integrations"
	"entrevue/views/layout"
	"entrevue/views/paths"
	"entrevue/views/ui"
)

// board is every host with the facts about each provider, and the providers they are asked to connect.
// about are those of them that the page is about: all, or the one that is set up there.
type board struct {
	hosts  []models.Host
	needed []models.Provider
	about  []models.Provider
}

// board gathers it, about one provider or, when none is named, about all.
func (s *Server) board(ctx context.Context, only models.Provider) (board, error) {
	setups, err := s.Store.ProviderSetups(ctx)
	if err != nil {
		return board{}, err
	}
	b := board{needed: models.AskedProviders(setups, only)}
	b.about = slices.DeleteFunc(slices.Clone(b.needed), func(p models.Provider) bool { return only != "" && p != only })
	b.hosts, err = s.Store.Hosts(ctx)
	return b, err
}

// example is the first host who must act and reads that language, else the first who must act, as if
// they did.
func (b board) example(language models.Language) (example models.Host, found bool) {
	for _, host := range b.hosts {
		if len(host.MustAct(b.about)) == 0 {
			continue
		}
		if !found || host.Language == language {
			example, found = host, true
		}
		if example.Language == language {
			break
		}
	}
	example.Language = language
	return example, found
}

// calendar is what keeps every host from links alike, the zero value while the company's calendar works.
func (b board) calendar() models.Outcome {
	if len(b.hosts) == 0 {
		return models.Outcome{}
	}
	switch outcome := b.hosts[0].Outcome(models.Zoom); outcome.Reason { // the same for any provider
	case models.ReasonIntegrationNotConnected, models.ReasonIntegrationNeedsAttention:
		return outcome
	default:
		return models.Outcome{}
	}
}

// asked are the providers that somebody must connect.
func (b board) asked() []models.Provider {
	return slices.DeleteFunc(slices.Clone(b.needed), func(p models.Provider) bool {
		return !slices.ContainsFunc(b.hosts, func(h models.Host) bool { return h.Availability(p).HostMustAct() })
	})
}

// totals count how many hosts are ready for each provider, and how many must act, of those who count
// in its wizard.
func (b board) totals(providers []models.Provider) []integrations.ProviderTotal {
	totals := make([]integrations.ProviderTotal, len(providers))
	for n, provider := range providers {
		totals[n] = integrations.ProviderTotal{Provider: provider, Hosts: len(models.WizardHosts(provider, b.hosts)),
			Needed: slices.Contains(b.needed, provider)}
		for _, host := range b.hosts {
			switch outcome := host.Availability(provider); {
			case outcome.Ready():
				totals[n].Ready++
			case outcome.HostMustAct():
				totals[n].MustAct++
			case outcome.Reason == models.ReasonITFirst:
				totals[n].WaitForIT++
			}
		}
	}
	return totals
}

func (s *Server) showReadinessBoard(c echo.Context) error {
	ctx := c.Request().Context()
	props := integrations.ReadinessPageProps{}
	var err error
	if props.Readiness, err = s.readiness(c, models.Providers(), paths.Readiness()); err != nil {
		return err
	}
	integration, err := s.Store.Integration(ctx)
	if err == nil {
		props.Progress, err = s.syncProgress(ctx, integration)
	}
	if err != nil && !errors.Is(err, models.ErrNotFound) {
		return err
	}
	props.Frame = s.frame(c, layout.Settings, locales.T(ctx, "readiness.title"))
	return s.render(c, http.StatusOK, integrations.ReadinessPage(props))
}

// readiness is the table of these providers as it stands at an address, narrowed as its query says.
func (s *Server) readiness(c echo.Context, providers []models.Provider, at string) (props integrations.ReadinessProps, err error) {
	ctx := c.Request().Context()
	only := models.Provider("")
	if len(providers) == 1 {
		only = providers[0]
	}
	b, err := s.board(ctx, only)
	if err != nil {
		return props, err
	}
	props = integrations.ReadinessProps{At: at, Here: c.Request().URL.RequestURI(), Providers: providers, Totals: b.totals(providers),
		Query: c.QueryParam("q"), MustAct: c.QueryParam("turn") != "", Blocking: c.QueryParam("blocking") != "",
		All: len(b.hosts), Calendar: b.calendar(), Now: s.Store.Now(), Viewer: visitorOf(c).employee.ID}
	for _, host := range b.hosts {
		if len(host.MustAct(b.about)) > 0 {
			props.MustWrite++
		}
	}
	kept, err := s.narrowed(ctx, b.hosts, props)
	if err != nil {
		return props, err
	}
	for _, host := range kept {
		props.Blocked += host.Blocks()
	}
	props.Found = len(kept)
	part, next, err := store.PageOfHosts(kept, store.Page{After: c.QueryParam("after")})
	if err != nil {
		return props, err
	}
	if next != "" {
		props.More = paths.With(at, url.Values{"q": {props.Query}, "turn": {c.QueryParam("turn")}, "blocking": {c.QueryParam("blocking")}, "after": {next}})
	}
	props.Rows, err = s.readinessRows(ctx, part)
	return props, err
}

// narrowed keeps the hosts that are searched for.
func (s *Server) narrowed(ctx context.Context, hosts []models.Host, props integrations.ReadinessProps) ([]models.Host, error) {
	found, err := s.searched(ctx, hosts, props.Query)
	return slices.DeleteFunc(found, func(h models.Host) bool {
		return props.MustAct && len(h.MustAct(props.Providers)) == 0 || props.Blocking && h.Blocks() == 0
	}), err
}

// searched are the hosts whose name or address fits what was typed, in their order.
func (s *Server) searched(ctx context.Context, hosts []models.Host, query string) ([]models.Host, error) {
	if query == "" {
		return slices.Clone(hosts), nil
	}
	found, err := s.Store.Found(ctx, query)
	return slices.DeleteFunc(slices.Clone(hosts), func(h models.Host) bool { return !found[h.ID] }), err
}

func (s *Server) readinessRows(ctx context.Context, hosts []models.Host) ([]integrations.ReadinessRow, error) {
	ids := make([]int64, len(hosts))
	for n, host := range hosts {
		ids[n] = host.ID
	}
	reminders, err := s.Store.Reminders(ctx, ids)
	if err != nil {
		return nil, err
	}
	synchronizations, err := s.Store.Synchronizations(ctx, ids)
	rows := make([]integrations.ReadinessRow, len(hosts))
	for n, host := range hosts {
		rows[n] = integrations.ReadinessRow{Host: host, Reminders: reminders[host.ID], SilentSince: synchronizations[host.ID].SilentSince}
	}
	return rows, err
}

func (s *Server) createReadinessReminder(c echo.Context) error {
	var form struct {
		Host     numeral `form:"host"`
		Provider string  `form:"provider"`
		ReturnTo string  `form:"return_to"`
	}
	if err := bind(c, &form); err != nil {
		return err
	}
	provider, known := models.ParseProvider(form.Provider)
	if !known {
		return echo.ErrUnprocessableEntity
	}
	to, err := s.Registrar.Remind(c.Request().Context(), actor(c), staffing.Wish{HostID: int64(form.Host), Provider: provider})
	is, told := reminded(err)
	if told == "" {
		return err
	}
	s.tell(c, is, told, "name", to.Name, "provider", provider.Name())
	return s.redirect(c, back(form.ReturnTo, paths.Readiness()))
}

// reminded is what is told after somebody wanted to remind a person; nothing for an error of another
// kind.
func reminded(err error) (is, key string) {
	var limited *models.Limited
	switch {
	case err == nil:
		return ui.Ready, "reminders.sent"
	case errors.As(err, &limited):
		return ui.Failing, "reminders.limited"
	case errors.Is(err, models.ErrGone):
		return ui.Failing, "reminders.gone"
	default:
		return "", ""
	}
}

// back is a page of ours that a form wants to return to.
func back(path, otherwise string) string {
	if local(path) {
		return path
	}
	return otherwise
}
