package handlers

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"entrevue/locales"
	"entrevue/models"
	"entrevue/views/integrations"
	"entrevue/views/layout"
	"entrevue/views/paths"
	"entrevue/views/ui"
)

func (s *Server) showVideo(c echo.Context) error {
	ctx := c.Request().Context()
	facts, hosts, err := s.Store.WizardFacts(ctx)
	if err != nil {
		return err
	}
	props := integrations.VideoProps{Frame: s.frame(c, layout.Settings, locales.T(ctx, "video.title"))}
	for _, provider := range models.Providers() {
		card := integrations.ProviderCard{Provider: provider, Steps: models.WizardSteps(provider, facts[provider]),
			Hosts: len(facts[provider].Hosts), Ready: ready(provider, hosts)}
		card.NextPerson = nextPerson(c, models.NextTurn(provider, card.Steps, facts[provider].Setup, hosts), facts[provider].Setup)
		props.Providers = append(props.Providers, card)
	}
	return s.render(c, http.StatusOK, integrations.VideoPage(props))
}

func nextPerson(c echo.Context, next models.WizardTurn, setup models.ProviderSetup) integrations.NextPerson {
	viewer := visitorOf(c).employee
	return integrations.NextPerson{Next: next, Setup: setup, Viewer: viewer.Name, ViewerID: viewer.ID}
}

// ready counts the hosts who can have links, switched off or not.
func ready(provider models.Provider, hosts []models.Host) int {
	count := 0
	for _, host := range hosts {
		if host.Outcome(provider).Ready() {
			count++
		}
	}
	return count
}

func (s *Server) newSwitch(c echo.Context) error {
	provider, err := providerOf(c)
	if err != nil {
		return err
	}
	return s.switchPage(c, http.StatusOK, provider, nil)
}

func (s *Server) switchPage(c echo.Context, status int, provider models.Provider, problems ui.Errors) error {
	ctx := c.Request().Context()
	setup, err := s.Store.ProviderSetup(ctx, provider)
	if err != nil {
		return err
	}
	hosts, err := s.Store.Hosts(ctx)
	if err != nil {
		return err
	}
	props := integrations.SwitchProps{Provider: provider, Off: setup.SwitchedOff, Ready: ready(provider, hosts), Errors: problems}
	if props.Impact, err = s.Store.ProviderImpact(ctx, provider); err != nil {
		return err
	}
	props.Frame = s.frame(c, layout.Settings, provider.Name())
	return s.render(c, status, integrations.SwitchPage(props))
}

func (s *Server) createSwitch(c echo.Context) error {
	var form struct {
		To string `form:"to"`
	}
	if err := bind(c, &form); err != nil {
		return err
	}
	provider, err := providerOf(c)
	if err != nil {
		return err
	}
	err = s.Connector.Switch(c.Request().Context(), actor(c), provider, models.Switch(form.To))
	if problems, invalid := worded(c.Request().Context(), err); invalid {
		return s.switchPage(c, http.StatusUnprocessableEntity, provider, problems)
	}
	if err != nil {
		return err
	}
	if models.Switch(form.To) == models.SwitchOff {
		s.tell(c, ui.Ready, "video.switched_off", "provider", provider.Name())
	} else {
		s.tell(c, ui.Ready, "video.switched_on", "provider", provider.Name())
	}
	return s.redirect(c, paths.Videoconferencing())
}
