package handlers

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"entrevue/locales"
	"entrevue/models"
	"entrevue/models/store"
	"entrevue/views/layout"
	"entrevue/views/paths"
	"entrevue/views/settings"
	"entrevue/views/ui"
)

type requestForm struct {
	RequestID string `form:"request_id"`
}

func (s *Server) inviteEmployee(c echo.Context) error {
	employee, err := s.employee(c)
	if err != nil {
		return err
	}
	var form requestForm
	if err := bind(c, &form); err != nil {
		return err
	}
	if err := s.Registrar.Invite(c.Request().Context(), actor(c), form.RequestID, employee.ID); err != nil {
		return err
	}
	s.tell(c, ui.Ready, "employees.invitation_sent", "email", employee.Email)
	return s.redirect(c, paths.Employee(employee.ID))
}

func (s *Server) newDeactivation(c echo.Context) error {
	employee, err := s.employee(c)
	if err != nil {
		return err
	}
	return s.showDeactivation(c, http.StatusOK, employee, nil)
}

// showDeactivation tells which interviews to come lose the person.
func (s *Server) showDeactivation(c echo.Context, status int, employee models.Employee, problems ui.Errors) error {
	ctx := c.Request().Context()
	concerned, next, err := s.Store.Interviews(ctx, store.InterviewFilter{ParticipantID: employee.ID, From: s.Store.Now(), Scheduled: true})
	if err != nil {
		return err
	}
	props := settings.DeactivationPageProps{Employee: employee, More: next != "", Errors: problems,
		FrameProps: s.frame(c, layout.Settings, locales.T(ctx, "employees.deactivation.title", "name", employee.Name))}
	for _, interview := range concerned {
		props.Interviews = append(props.Interviews, ui.Link{Href: paths.Interview(interview.ID),
			Label: locales.T(ctx, "employees.deactivation.interview", "type", locales.T(ctx, interview.Type.LabelKey()),
				"when", locales.DateTime(ctx, interview.StartsAt))})
		if interview.HostID == employee.ID {
			props.Hosted++
		}
	}
	return s.render(c, status, settings.DeactivationPage(props))
}

func (s *Server) createDeactivation(c echo.Context) error {
	employee, err := s.employee(c)
	if err != nil {
		return err
	}
	ctx := c.Request().Context()
	err = s.Registrar.Deactivate(ctx, actor(c), employee.ID)
	if problems, invalid := worded(ctx, err); invalid {
		return s.showDeactivation(c, http.StatusUnprocessableEntity, employee, problems)
	}
	if err != nil {
		return err
	}
	s.tell(c, ui.Ready, "employees.deactivation.done", "name", employee.Name)
	return s.redirect(c, paths.Employees())
}

func (s *Server) createActivation(c echo.Context) error {
	employee, err := s.employee(c)
	if err != nil {
		return err
	}
	if err := s.Registrar.Activate(c.Request().Context(), actor(c), employee.ID); err != nil {
		return err
	}
	s.tell(c, ui.Ready, "employees.activation.done", "name", employee.Name)
	return s.redirect(c, paths.Employee(employee.ID))
}
