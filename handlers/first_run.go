package handlers

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"entrevue/locales"
	"entrevue/models"
	"entrevue/models/entering"
	"entrevue/views/entrance"
	"entrevue/views/paths"
	"entrevue/views/ui"
)

type firstRunForm struct {
	Company  string          `form:"company"`
	Name     string          `form:"name"`
	Email    string          `form:"email"`
	Password string          `form:"password"`
	Language models.Language `form:"language"`
	TimeZone string          `form:"time_zone"`
}

func (s *Server) newFirstRun(c echo.Context) error {
	ctx := c.Request().Context()
	installation, err := s.Store.Installation(ctx)
	if err != nil {
		return err
	}
	if installation.Founded() {
		return models.ErrGone
	}
	form := firstRunForm{Language: models.Language(locales.Tag(locales.From(ctx))), TimeZone: "Etc/UTC"}
	if form.Language == models.French {
		form.TimeZone = "Europe/Paris"
	}
	return s.showFirstRun(c, http.StatusOK, form, nil)
}

func (s *Server) showFirstRun(c echo.Context, status int, form firstRunForm, problems ui.Errors) error {
	return s.render(c, status, entrance.FirstRunPage(entrance.FirstRunPageProps{
		Page: s.page(c, locales.T(c.Request().Context(), "first_run.title")), Company: form.Company, Name: form.Name,
		Email: form.Email, Language: string(form.Language), TimeZone: form.TimeZone, Errors: problems}))
}

func (s *Server) createFirstRun(c echo.Context) error {
	var form firstRunForm
	if err := bind(c, &form); err != nil {
		return err
	}
	ctx := c.Request().Context()
	first, signIn, err := s.Doorkeeper.Found(ctx, entering.Founding(form), entry(c))
	if problems, invalid := worded(ctx, err); invalid {
		return s.showFirstRun(c, http.StatusUnprocessableEntity, form, problems)
	}
	if err != nil {
		return err
	}
	s.tell(c, ui.Ready, "first_run.done")
	return s.enter(c, first, signIn, signInForm{Then: paths.Home()})
}
