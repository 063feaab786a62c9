package handlers

import (
	"net/http"
	"time"

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
	Hours    hoursForm
}

// hoursForm are the days of a week, each from and to; a day without hours is free.
type hoursForm struct {
	MondayFrom    string `form:"monday_from"`
	MondayTo      string `form:"monday_to"`
	TuesdayFrom   string `form:"tuesday_from"`
	TuesdayTo     string `form:"tuesday_to"`
	WednesdayFrom string `form:"wednesday_from"`
	WednesdayTo   string `form:"wednesday_to"`
	ThursdayFrom  string `form:"thursday_from"`
	ThursdayTo    string `form:"thursday_to"`
	FridayFrom    string `form:"friday_from"`
	FridayTo      string `form:"friday_to"`
	SaturdayFrom  string `form:"saturday_from"`
	SaturdayTo    string `form:"saturday_to"`
	SundayFrom    string `form:"sunday_from"`
	SundayTo      string `form:"sunday_to"`
}

func (f hoursForm) week() models.WeekHours {
	return models.WeekHours{time.Monday: {From: f.MondayFrom, To: f.MondayTo}, time.Tuesday: {From: f.TuesdayFrom, To: f.TuesdayTo},
		time.Wednesday: {From: f.WednesdayFrom, To: f.WednesdayTo}, time.Thursday: {From: f.ThursdayFrom, To: f.ThursdayTo},
		time.Friday: {From: f.FridayFrom, To: f.FridayTo}, time.Saturday: {From: f.SaturdayFrom, To: f.SaturdayTo},
		time.Sunday: {From: f.SundayFrom, To: f.SundayTo}}
}

func hoursOf(week models.WeekHours) hoursForm {
	return hoursForm{week[time.Monday].From, week[time.Monday].To, week[time.Tuesday].From, week[time.Tuesday].To,
		week[time.Wednesday].From, week[time.Wednesday].To, week[time.Thursday].From, week[time.Thursday].To,
		week[time.Friday].From, week[time.Friday].To, week[time.Saturday].From, week[time.Saturday].To,
		week[time.Sunday].From, week[time.Sunday].To}
}

// meOf is the form as it is filled for the person.
func meOf(c echo.Context) meForm {
	me := visitorOf(c).employee
	return meForm{Name: me.Name, Language: me.Language, TimeZone: me.TimeZone, Hours: hoursOf(me.WorkingHours.Hours())}
}

func (s *Server) showMe(c echo.Context) error {
	form := meOf(c)
	s.restore(c, &form)
	return s.renderMe(c, http.StatusOK, form, nil)
}

func (s *Server) renderMe(c echo.Context, status int, form meForm, problems ui.Errors) error {
	return s.render(c, status, personal.SettingsPage(personal.SettingsPageProps{
		FrameProps: s.frame(c, layout.NoArea, locales.T(c.Request().Context(), "me.title")), Email: visitorOf(c).employee.Email,
		Name: form.Name, Language: string(form.Language), TimeZone: form.TimeZone, Hours: form.Hours.week(),
		RequestID: newRequestID(c), Errors: problems}))
}

func (s *Server) updateMe(c echo.Context) error {
	var form meForm
	if err := bind(c, &form); err != nil {
		return err
	}
	if !c.Request().PostForm.Has(models.HoursField(time.Monday, "from")) { // a form from before they stood in it
		form.Hours = hoursOf(visitorOf(c).employee.WorkingHours.Hours())
	}
	ctx := c.Request().Context()
	err := s.Registrar.UpdateSelf(ctx, actor(c), staffing.Self{Name: form.Name, Language: form.Language, TimeZone: form.TimeZone, Hours: form.Hours.week()})
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
