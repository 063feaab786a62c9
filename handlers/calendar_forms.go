package handlers

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"entrevue/locales"
	"entrevue/models"
	"entrevue/models/connecting"
	"entrevue/views/integrations"
	"entrevue/views/layout"
	"entrevue/views/paths"
	"entrevue/views/ui"
)

type calendarForm struct {
	Accepted string `form:"accepted"`
	System   string `form:"system"`
	Exchange string `form:"exchange"`
	Everyone string `form:"everyone"`
}

func (f calendarForm) choice() integrations.ChoiceForm {
	return integrations.ChoiceForm{Accepted: f.Accepted != "", System: models.CalendarSystem(f.System), Exchange: models.Exchange(f.Exchange)}
}

func (f calendarForm) chosen() connecting.Choice {
	choice := f.choice()
	if choice.System != models.SystemEWS {
		choice.Exchange = models.ExchangeUnknown
	}
	return connecting.Choice{System: choice.System, Exchange: choice.Exchange}
}

func (s *Server) createCalendarAcceptance(c echo.Context) error {
	var form calendarForm
	if err := bind(c, &form); err != nil {
		return err
	}
	err := s.Connector.AcceptSubprocessor(c.Request().Context(), actor(c),
		connecting.Acceptance{Accepted: form.Accepted != "", Choice: form.chosen()})
	return s.calendarAnswer(c, &form, err)
}

// createCalendarConnection sends the administrator to Cronofy.
func (s *Server) createCalendarConnection(c echo.Context) error {
	var form calendarForm
	if err := bind(c, &form); err != nil {
		return err
	}
	address, err := s.Connector.Begin(c.Request().Context(), actor(c),
		connecting.Beginning{SignInID: visitorOf(c).signIn.ID, Choice: form.chosen()})
	if err != nil {
		return s.calendarAnswer(c, &form, err)
	}
	return s.leave(c, address)
}

func (s *Server) createCalendarReachability(c echo.Context) error {
	return s.calendarAnswer(c, nil, s.Connector.StartReachability(c.Request().Context(), actor(c)))
}

func (s *Server) createCalendarRefusal(c echo.Context) error {
	var form struct {
		Visit numeral `form:"visit"`
		Seen  string  `form:"seen"`
	}
	if err := bind(c, &form); err != nil {
		return err
	}
	return s.calendarAnswer(c, nil, s.Connector.Answer(c.Request().Context(), actor(c), int64(form.Visit), models.Seen(form.Seen)))
}

func (s *Server) updateCalendarExchange(c echo.Context) error {
	var form calendarForm
	if err := bind(c, &form); err != nil {
		return err
	}
	return s.calendarAnswer(c, &form, s.Connector.AnswerExchange(c.Request().Context(), actor(c), models.Exchange(form.Exchange)))
}

func (s *Server) updateCalendarAudience(c echo.Context) error {
	var form calendarForm
	if err := bind(c, &form); err != nil {
		return err
	}
	err := s.Connector.SynchronizeEveryone(c.Request().Context(), actor(c), form.Everyone == "true")
	if err == nil {
		s.tell(c, ui.Ready, "integrations.audience.saved")
	}
	return s.calendarAnswer(c, nil, err)
}

// createCalendarSynchronization asks for all failed ones once more.
func (s *Server) createCalendarSynchronization(c echo.Context) error {
	return s.calendarAnswer(c, nil, s.Connector.AgainAll(c.Request().Context(), actor(c)))
}

// createEmployeeSynchronization asks for one person's calendar once more, from the calendar's page or
// from another one.
func (s *Server) createEmployeeSynchronization(c echo.Context) error {
	var form struct {
		ReturnTo string `form:"return_to"`
	}
	employeeID, err := id(c, "id")
	if err == nil {
		err = bind(c, &form)
	}
	if err == nil {
		err = s.Connector.Again(c.Request().Context(), actor(c), employeeID)
	}
	if err != nil || form.ReturnTo == "" {
		return s.calendarAnswer(c, nil, err)
	}
	return s.redirect(c, back(form.ReturnTo, paths.CalendarIntegration()))
}

// calendarAnswer goes back to the page after a form, or shows it again with what is wrong.
func (s *Server) calendarAnswer(c echo.Context, form *calendarForm, err error) error {
	if problems, invalid := worded(c.Request().Context(), err); invalid {
		return s.calendarPage(c, http.StatusUnprocessableEntity, form, problems)
	}
	if err != nil {
		return err
	}
	return s.redirect(c, paths.CalendarIntegration())
}

func (s *Server) newCalendarDisconnection(c echo.Context) error {
	ctx := c.Request().Context()
	integration, err := s.Store.Integration(ctx)
	if err != nil {
		return err
	}
	props := integrations.DisconnectionProps{Connected: integration.Connected()}
	if props.Impact, err = s.Store.CalendarImpact(ctx); err != nil {
		return err
	}
	counts, err := s.Store.CountSynchronizations(ctx)
	if err != nil {
		return err
	}
	props.People = counts.Done
	props.Frame = s.frame(c, layout.Settings, locales.T(ctx, "integrations.disconnect.question"))
	return s.render(c, http.StatusOK, integrations.DisconnectionPage(props))
}

func (s *Server) createCalendarDisconnection(c echo.Context) error {
	var form struct {
		Events string `form:"events"`
	}
	if err := bind(c, &form); err != nil {
		return err
	}
	return s.calendarAnswer(c, nil, s.Connector.Disconnect(c.Request().Context(), actor(c),
		connecting.Ending{DeleteEvents: form.Events != ""}))
}
