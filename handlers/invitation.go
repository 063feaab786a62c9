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

type invitationForm struct {
	Name     string          `form:"name"`
	Password string          `form:"password"`
	Language models.Language `form:"language"`
	TimeZone string          `form:"time_zone"`
}

func (s *Server) showInvitation(c echo.Context) error {
	employee, err := s.Doorkeeper.Invited(c.Request().Context(), c.Param("token"))
	if err != nil {
		return err
	}
	return s.renderInvitation(c, http.StatusOK, employee, invitationForm{Name: employee.Name,
		Language: employee.Language, TimeZone: employee.TimeZone}, nil)
}

// renderInvitation speaks the language that was chosen for the person, unless they chose another.
func (s *Server) renderInvitation(c echo.Context, status int, employee models.Employee, form invitationForm, problems ui.Errors) error {
	if cookie, err := c.Cookie(languageName); err != nil || cookie.Value == "" {
		speak(c, employee.Language, employee.TimeZone)
	}
	ctx := c.Request().Context()
	installation, err := s.Store.Installation(ctx)
	if err != nil {
		return err
	}
	return s.render(c, status, entrance.InvitationPage(entrance.InvitationPageProps{
		Page:    s.page(c, locales.T(ctx, "invitation.title", "company", installation.CompanyName)),
		Company: installation.CompanyName, Token: c.Param("token"), Email: employee.Email, Name: form.Name,
		Language: string(form.Language), TimeZone: form.TimeZone, Errors: problems}))
}

func (s *Server) acceptInvitation(c echo.Context) error {
	var form invitationForm
	if err := bind(c, &form); err != nil {
		return err
	}
	ctx := c.Request().Context()
	employee, signIn, err := s.Doorkeeper.Accept(ctx, c.Param("token"), entering.Acceptance(form), entry(c))
	if problems, invalid := worded(ctx, err); invalid {
		return s.renderInvitation(c, http.StatusUnprocessableEntity, employee, form, problems)
	}
	if err != nil {
		return err
	}
	s.tell(c, ui.Ready, "invitation.done")
	return s.enter(c, employee, signIn, signInForm{Then: paths.Home()})
}
