package handlers

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"entrevue/locales"
	"entrevue/views/entrance"
	"entrevue/views/paths"
	"entrevue/views/ui"
)

type resetRequestForm struct {
	Email string `form:"email"`
}

func (s *Server) newPasswordReset(c echo.Context) error {
	return s.showResetRequest(c, http.StatusOK, entrance.ResetRequestPageProps{})
}

func (s *Server) showResetRequest(c echo.Context, status int, props entrance.ResetRequestPageProps) error {
	props.Page = s.page(c, locales.T(c.Request().Context(), "reset.title"))
	return s.render(c, status, entrance.ResetRequestPage(props))
}

// createPasswordReset says the same for every address.
func (s *Server) createPasswordReset(c echo.Context) error {
	var form resetRequestForm
	if err := bind(c, &form); err != nil {
		return err
	}
	ctx := c.Request().Context()
	err := s.Doorkeeper.RequestReset(ctx, form.Email, entry(c))
	if text, limited := tooOften(c, err); limited {
		return s.showResetRequest(c, http.StatusTooManyRequests, entrance.ResetRequestPageProps{Email: form.Email, Errors: ui.Errors{"": text}})
	}
	if problems, invalid := worded(ctx, err); invalid {
		return s.showResetRequest(c, http.StatusUnprocessableEntity, entrance.ResetRequestPageProps{Email: form.Email, Errors: problems})
	}
	if err != nil {
		return err
	}
	return s.showResetRequest(c, http.StatusOK, entrance.ResetRequestPageProps{Email: form.Email, Sent: true})
}

type resetForm struct {
	Password string `form:"password"`
}

func (s *Server) showPasswordReset(c echo.Context) error { return s.renderReset(c, http.StatusOK, nil) }

func (s *Server) renderReset(c echo.Context, status int, problems ui.Errors) error {
	ctx := c.Request().Context()
	employee, err := s.Doorkeeper.ResetOf(ctx, c.Param("token"))
	if err != nil {
		return err
	}
	return s.render(c, status, entrance.ResetPage(entrance.ResetPageProps{Page: s.page(c, locales.T(ctx, "reset.title")),
		Token: c.Param("token"), Email: employee.Email, Errors: problems}))
}

func (s *Server) updatePasswordReset(c echo.Context) error {
	var form resetForm
	if err := bind(c, &form); err != nil {
		return err
	}
	ctx := c.Request().Context()
	err := s.Doorkeeper.Reset(ctx, c.Param("token"), form.Password)
	if problems, invalid := worded(ctx, err); invalid {
		return s.renderReset(c, http.StatusUnprocessableEntity, problems)
	}
	if err != nil {
		return err
	}
	s.tell(c, ui.Ready, "reset.done")
	return s.redirect(c, paths.SignIn())
}
