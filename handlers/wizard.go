package handlers

import (
	"context"
	"errors"
	"io"
	"net/http"
	"slices"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"

	"entrevue/locales"
	"entrevue/models"
	"entrevue/views/integrations"
	"entrevue/views/layout"
	"entrevue/views/paths"
	"entrevue/views/ui"
)

// wizard is the set-up of one provider as it is opened at one step, with the answer to a form there.
type wizard struct {
	integrations.WizardProps
	hosts  []models.Host
	answer wizardAnswer
}

// wizardAnswer is a form of a step as it was typed, and what is wrong with it.
type wizardAnswer struct {
	status int
	it     itForm
	test   testForm
	errors ui.Errors
}

// wizardStep draws what stands to the right of the steps. It may complete the frame: what the page
// waits for, or which form is kept.
type wizardStep func(echo.Context, *wizard) (templ.Component, error)

// wizardStep is the page of a step.
func (s *Server) wizardStep(id models.WizardStepID) wizardStep {
	switch id {
	case models.WizardCalendar:
		return s.wizardCalendar
	case models.WizardEmployees:
		return s.wizardEmployees
	case models.WizardAdminConsole:
		return s.wizardAdminConsole
	case models.WizardIT:
		return s.wizardIT
	case models.WizardCampaign:
		return s.wizardCampaign
	case models.WizardReady:
		return s.wizardReady
	case models.WizardTest:
		return s.wizardTest
	default:
		return s.wizardDone
	}
}

// showWizard leads to the step that is due.
func (s *Server) showWizard(c echo.Context) error {
	provider, err := providerOf(c)
	if err != nil {
		return err
	}
	facts, _, err := s.Store.WizardFacts(c.Request().Context())
	if err != nil {
		return err
	}
	due := models.WizardDue(models.WizardSteps(provider, facts[provider]))
	return s.redirect(c, paths.WizardStep(provider.Slug(), string(due.ID)))
}

// createWizardBeginning begins a set-up that was only looked at, and shows the step again.
func (s *Server) createWizardBeginning(c echo.Context) error {
	var form struct {
		ReturnTo string `form:"return_to"`
	}
	if err := bind(c, &form); err != nil {
		return err
	}
	provider, err := providerOf(c)
	if err != nil {
		return err
	}
	setup, err := s.Store.ProviderSetup(c.Request().Context(), provider)
	if err != nil {
		return err
	}
	if err = s.Connector.BeginSetup(c.Request().Context(), actor(c), provider); err != nil {
		return err
	}
	if !setup.Begun() {
		s.tell(c, ui.Ready, "wizard.begun", "provider", provider.Name())
	}
	return s.redirect(c, back(form.ReturnTo, paths.Wizard(provider.Slug())))
}

func (s *Server) showWizardStep(id models.WizardStepID) echo.HandlerFunc {
	return func(c echo.Context) error { return s.wizardPage(c, id, wizardAnswer{status: http.StatusOK}) }
}

// wizardPage shows a step. One that this company does not have leads to the one that is due.
func (s *Server) wizardPage(c echo.Context, id models.WizardStepID, answer wizardAnswer) error {
	provider, err := providerOf(c)
	if err != nil {
		return err
	}
	w, err := s.wizard(c.Request().Context(), provider, id)
	if err != nil {
		return err
	}
	if !w.has(id) {
		return s.redirect(c, paths.Wizard(provider.Slug()))
	}
	title := locales.T(c.Request().Context(), "wizard.page", "provider", provider.Name(), "step", locales.T(c.Request().Context(), integrations.StepKey(id)))
	w.Frame = s.frame(c, layout.Settings, title)
	w.Person = nextPerson(c, models.NextTurn(provider, w.Steps, w.Facts.Setup, w.hosts), w.Facts.Setup)
	w.answer = answer
	body, err := s.wizardStep(id)(c, &w)
	if err != nil {
		return err
	}
	return s.render(c, answer.status, within(integrations.Wizard(w.WizardProps), body))
}

// showWizardNews is polled while somebody waits at a step: it answers with the part that changes by
// itself. Whoever opens it as a page is led to the step.
func (s *Server) showWizardNews(id models.WizardStepID, part string, news wizardStep) echo.HandlerFunc {
	return func(c echo.Context) error {
		provider, err := providerOf(c)
		if err != nil {
			return err
		}
		w, err := s.wizard(c.Request().Context(), provider, id)
		if err != nil {
			return err
		}
		if !w.has(id) {
			return models.ErrNotFound
		}
		if !isFragmentFor(c.Request(), part) {
			return s.redirect(c, paths.WizardStep(provider.Slug(), string(id)))
		}
		page, err := news(c, &w)
		if err != nil {
			return err
		}
		return s.render(c, http.StatusOK, page)
	}
}

// has tells whether the set-up of this company has a step.
func (w *wizard) has(id models.WizardStepID) bool {
	return slices.ContainsFunc(w.Steps, func(step models.WizardStep) bool { return step.ID == id })
}

// within puts a component into a frame.
func within(frame, body templ.Component) templ.Component {
	return templ.ComponentFunc(func(ctx context.Context, out io.Writer) error {
		return frame.Render(templ.WithChildren(ctx, body), out)
	})
}

func (s *Server) wizard(ctx context.Context, provider models.Provider, id models.WizardStepID) (wizard, error) {
	facts, hosts, err := s.Store.WizardFacts(ctx)
	if err != nil {
		return wizard{}, err
	}
	integration, err := s.Store.Integration(ctx)
	if err != nil && !errors.Is(err, models.ErrNotFound) {
		return wizard{}, err
	}
	return wizard{hosts: hosts, WizardProps: integrations.WizardProps{Provider: provider, Current: id, Now: s.Store.Now(),
		Steps: models.WizardSteps(provider, facts[provider]), Facts: facts[provider], Integration: integration}}, nil
}

func (s *Server) wizardCalendar(_ echo.Context, w *wizard) (templ.Component, error) {
	return integrations.WizardCalendar(w.WizardProps), nil
}

func (s *Server) wizardDone(_ echo.Context, w *wizard) (templ.Component, error) {
	return integrations.WizardDone(w.WizardProps), nil
}

func (s *Server) wizardCampaign(c echo.Context, w *wizard) (templ.Component, error) {
	campaign, err := s.campaign(c, w.Provider)
	return integrations.WizardCampaign(campaign), err
}

func (s *Server) wizardReady(c echo.Context, w *wizard) (templ.Component, error) {
	ready, err := s.readiness(c, []models.Provider{w.Provider}, paths.WizardStep(w.Provider.Slug(), string(models.WizardReady)))
	return integrations.WizardReady(w.Provider, ready), err
}

func (s *Server) wizardEmployees(_ echo.Context, w *wizard) (templ.Component, error) {
	props := w.employees()
	w.Frame.Refresh = props.Refresh()
	return integrations.WizardEmployees(props), nil
}

// employeesNews is what has become of the hosts who were being synchronized.
func (s *Server) employeesNews(_ echo.Context, w *wizard) (templ.Component, error) {
	return integrations.EmployeesNews(w.employees()), nil
}

// employees are the hosts as the step about them shows them.
func (w *wizard) employees() integrations.EmployeesProps {
	props := integrations.EmployeesProps{WizardProps: w.WizardProps, Kinds: w.Provider == models.GoogleMeet || w.Provider == models.MSTeams}
	props.Failing = w.some(func(h models.Host) bool {
		state := h.Facts[w.Provider].Host
		return state != models.HostUsable && !state.Settles() && !h.Unable(w.Provider)
	})
	if w.Facts.Integration == models.IntegrationActive {
		props.Waiting = w.some(func(h models.Host) bool { return h.Facts[w.Provider].Host.Settles() && !h.Unable(w.Provider) })
	}
	props.Without = w.some(func(h models.Host) bool { return h.Unable(w.Provider) })
	if w.Provider == models.MSTeams {
		props.NoTeams = w.some(func(h models.Host) bool { return models.GraphGivesNoTeams(h.Facts[models.MSTeams]) })
	}
	return props
}

func (s *Server) wizardAdminConsole(_ echo.Context, w *wizard) (templ.Component, error) {
	return integrations.WizardAdminConsole(integrations.EmployeesProps{WizardProps: w.WizardProps, Failing: w.some(func(h models.Host) bool {
		reason := h.Outcome(w.Provider).Reason
		return reason == models.ReasonNoMeet || reason == models.ReasonFailing
	})}), nil
}

// some are the first hosts of whom something is true.
func (w *wizard) some(is func(models.Host) bool) []models.Host {
	var some []models.Host
	for _, host := range w.hosts {
		if is(host) && len(some) < integrations.PeopleShown {
			some = append(some, host)
		}
	}
	return some
}
