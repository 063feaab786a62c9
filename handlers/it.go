package handlers

import (
	"errors"
	"net/http"
	"time"

	"github.com/labstack/echo/v4"

	"entrevue/locales"
	"entrevue/models"
	"entrevue/models/connecting"
	"entrevue/views/integrations"
	"entrevue/views/paths"
	"entrevue/views/ui"
)

// itLanguage is the cookie of somebody at IT who reads another language than the administrator
// thought. It belongs to this one page.
const itLanguage = "it_language"

type itConfirmationForm struct {
	Name string `form:"name"`
	On   string `form:"on"`
	Page string `form:"page"`
}

// showIT is opened by people and by scanners of mails: it notes that, and changes nothing else.
func (s *Server) showIT(c echo.Context) error {
	if err := s.Connector.SeenByIT(c.Request().Context(), c.Param("token")); err != nil {
		return err
	}
	return s.itPage(c, http.StatusOK, itConfirmationForm{}, nil)
}

// itPage shows the page in its own language; invalid is what is wrong with the form. A form that did not
// come from the page itself is asked for once more (FAIL39).
func (s *Server) itPage(c echo.Context, status int, form itConfirmationForm, invalid *models.Invalid) error {
	setup, err := s.Store.ITSetup(c.Request().Context(), c.Param("token"))
	if err != nil {
		return err
	}
	installation, err := s.Store.Installation(c.Request().Context())
	if err != nil {
		return err
	}
	speak(c, keptLanguage(c, itLanguage, setup.ITLanguage), installation.TimeZone)
	props := integrations.ITPageProps{Setup: setup, Company: installation.CompanyName, Token: c.Param("token"), Name: form.Name, On: form.On,
		Errors: ui.ErrorsOf(c.Request().Context(), invalid), Page: s.page(c, locales.T(c.Request().Context(), "it.title", "provider", setup.Provider.Name()))}
	if props.On == "" {
		props.On = s.Store.Now().In(zoneOf(installation.TimeZone)).Format(time.DateOnly)
	}
	props.Page.Secret, props.Opened = true, s.pageToken(c.Param("token"))
	props.Again = status != http.StatusOK && invalid == nil
	return s.render(c, status, integrations.ITPage(props))
}

func (s *Server) confirmAsIT(c echo.Context) error {
	var form itConfirmationForm
	if err := bind(c, &form); err != nil {
		return err
	}
	token := c.Param("token")
	setup, err := s.Store.ITSetup(c.Request().Context(), token)
	if err != nil {
		return err
	}
	if setup.ITStep() != models.ITConfirmed && !s.opened(token, form.Page) {
		return s.itPage(c, http.StatusUnprocessableEntity, form, nil)
	}
	err = s.Connector.ConfirmAsIT(c.Request().Context(), token, connecting.ITConfirmation{Name: form.Name, On: form.On})
	var invalid *models.Invalid
	if errors.As(err, &invalid) {
		return s.itPage(c, http.StatusUnprocessableEntity, form, invalid)
	}
	if err != nil {
		return err
	}
	return s.redirect(c, paths.ITPage(token))
}

func (s *Server) updateITLanguage(c echo.Context) error {
	var form languageForm
	if err := bind(c, &form); err != nil {
		return err
	}
	token := c.Param("token")
	if _, err := s.Store.ITSetup(c.Request().Context(), token); err != nil {
		return err
	}
	s.keepLanguage(c, itLanguage, paths.ITPage(token), form.Language)
	return s.redirect(c, paths.ITPage(token))
}
