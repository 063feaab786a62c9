package handlers

import (
	"errors"

	"github.com/labstack/echo/v4"

	"entrevue/models"
	"entrevue/models/connecting"
	"entrevue/views/paths"
)

// returnCalendar is where an administrator's browser comes back from Cronofy. The address holds a
// code: it is taken out of sight at once.
func (s *Server) returnCalendar(c echo.Context) error {
	v := visitorOf(c)
	if !v.known {
		return errElsewhere // the state belongs to a session that has ended
	}
	err := s.Connector.Return(c.Request().Context(), connecting.Return{SignInID: v.signIn.ID, EmployeeID: v.employee.ID,
		State: c.QueryParam("state"), Code: models.NewSecret(c.QueryParam("code")), Error: c.QueryParam("error")})
	if errors.Is(err, models.ErrForbidden) {
		return errElsewhere
	}
	if errors.Is(err, models.ErrGone) {
		return errLate
	}
	if err != nil {
		return err
	}
	return s.redirect(c, paths.CalendarIntegration())
}
