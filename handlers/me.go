package handlers

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"entrevue/locales"
	"entrevue/models"
	"entrevue/models/entering"
	"entrevue/models/staffing"
	"entrevue/views/layout"
	"entrevue/views/paths"
	"entrevue/views/personal"
	"entrevue/views/ui"
)

type meForm struct {
	Name     string          `form:"name"`
	Language models.Language `form:"language"`
	TimeZone string          `form:"time_zone"`
}

// meOf is the form as it is filled for the person.
func meOf(c echo.Context) meForm {
	me := visitorOf(c).employee
	return meForm{Name: me.Name, Language: me.Language, TimeZone: me.TimeZone}
}

func (s *Server) showMe(c echo.Context) error {
	form := meOf(c)
	s.restore(c, &form)
	return s.renderMe(c, http.StatusOK, form, nil)
}

func (s *Server) renderMe(c echo.Context, status int, form meForm, problems ui.Errors) error {
	return s.render(c, status, personal.SettingsPage(personal.SettingsPageProps{
		FrameProps: s.frame(c, layout.NoArea, locales.T(c.Request().Context(), "me.title")), Email: visitorOf(c).employee.Email,
		Name: form.Name, Language: string(form.Language), TimeZone: form.TimeZone, RequestID: newRequestID(c), Errors: problems}))
}

func (s *Server) updateMe(c echo.Context) error {
	var form meForm
	if err := bind(c, &form); err != nil {
		return err
	}
	ctx := c.Request().Context()
	err := s.Registrar.UpdateSelf(ctx, actor(c), staffing.Self(form))
	if problems, invalid := worded(ctx, err); invalid {
		return s.renderMe(c, http.StatusUnprocessableEntity, form, problems)
	}
	if err != nil {
		return err
	}
	s.tell(c, ui.Ready, "me.saved")
	return s.redirect(c, paths.Me())
}

type passwordForm struct {
	Current  string `form:"current_password"`
	Password string `form:"password"`
}

func (s *Server) updateMyPassword(c echo.Context) error {
	var form passwordForm
	if err := bind(c, &form); err != nil {
		return err
	}
	ctx := c.Request().Context()
	err := s.Doorkeeper.ChangePassword(ctx, actor(c), entering.PasswordChange{Current: form.Current, New: form.Password,
		SignIn: visitorOf(c).signIn.ID})
	if text, limited := tooOften(c, err); limited {
		return s.renderMe(c, http.StatusTooManyRequests, meOf(c), ui.Errors{"current_password": text})
	}
	if problems, invalid := worded(ctx, err); invalid {
		return s.renderMe(c, http.StatusUnprocessableEntity, meOf(c), problems)
	}
	if err != nil {
		return err
	}
	if err := s.sessions.RenewToken(ctx); err != nil {
		return err
	}
	s.tell(c, ui.Ready, "me.password.saved")
	return s.redirect(c, paths.Me())
}
