package handlers

import (
	"errors"
	"net/http"

	"github.com/labstack/echo/v4"

	"entrevue/locales"
	"entrevue/models"
	"entrevue/models/scheduling"
	"entrevue/views/interviews"
	"entrevue/views/layout"
	"entrevue/views/paths"
	"entrevue/views/ui"
)

type methodForm struct {
	Method      string  `form:"method"`
	Room        string  `form:"room"`
	PhoneNumber string  `form:"phone_number"`
	OwnLink     string  `form:"own_link"`
	Version     numeral `form:"version"`
	RequestID   string  `form:"request_id"`

	Buttons pickerForm
}

func (f *methodForm) seen() scheduling.Seen {
	return scheduling.Seen{Version: int(f.Version), RequestID: f.RequestID}
}

func (f *methodForm) way() scheduling.Way {
	return scheduling.Way{Method: models.Method(f.Method), Room: f.Room, PhoneNumber: f.PhoneNumber, OwnLink: f.OwnLink}
}

func (s *Server) editMethod(c echo.Context) error {
	shown, err := s.interview(c)
	if err != nil {
		return err
	}
	i := shown.Interview
	if !i.Upcoming(s.Store.Now()) {
		return s.tooLate(c, i)
	}
	form := methodForm{Method: string(i.Method), Room: i.Room, PhoneNumber: i.PhoneNumber, OwnLink: i.OwnLink, Version: numeral(i.Version),
		RequestID: newRequestID(c)}
	if form.PhoneNumber == "" {
		form.PhoneNumber = shown.Candidate.Phone
	}
	if method, known := models.ParseMethod(c.QueryParam("method")); known {
		form.Method = string(method)
	}
	s.restore(c, &form)
	return s.showMethodForm(c, http.StatusOK, form, interviews.MethodFormProps{Shown: shown})
}

func (s *Server) showMethodForm(c echo.Context, status int, form methodForm, props interviews.MethodFormProps) error {
	ctx := c.Request().Context()
	picker, err := s.picker(c, planning{candidate: props.Shown.Candidate, host: props.Shown.Host(), people: props.Shown.People,
		action: paths.InterviewPicker(props.Shown.Interview.ID)})
	if err != nil {
		return err
	}
	picker.HostFixed, picker.Errors, picker.Told = true, props.Errors, props.Told
	picker.Chosen, picker.Room, picker.PhoneNumber, picker.OwnLink = models.Method(form.Method), form.Room, form.PhoneNumber, form.OwnLink
	props.Picker, props.Version, props.RequestID = picker, int(form.Version), form.RequestID
	props.Frame = s.frame(c, layout.Interviews, locales.T(ctx, "interviews.other_method"))
	return s.render(c, status, interviews.MethodPage(props))
}

// reviseMethod does what a button of the picker is for, and shows the form with its entries again.
func (s *Server) reviseMethod(c echo.Context) error {
	var form methodForm
	if err := bind(c, &form); err != nil {
		return err
	}
	shown, err := s.interview(c)
	if err != nil {
		return err
	}
	form.Method = form.Buttons.method(form.Method)
	told, err := s.pressed(c, form.Buttons, shown.Interview.HostID)
	if err != nil {
		return err
	}
	return s.showMethodForm(c, http.StatusOK, form, interviews.MethodFormProps{Shown: shown, Told: told})
}

func (s *Server) updateMethod(c echo.Context) error {
	var form methodForm
	seen, err := seen(c, &form)
	if err != nil {
		return err
	}
	err = s.Scheduler.ChangeMethod(c.Request().Context(), actor(c), seen, form.way())
	if err == nil {
		s.tell(c, ui.Ready, "interviews.method_changed")
		return s.redirect(c, paths.Interview(seen.InterviewID))
	}
	return s.methodRefused(c, seen.InterviewID, form, err)
}

// methodRefused shows the form again with what was typed, and beside it what keeps it from being
// saved.
func (s *Server) methodRefused(c echo.Context, id int64, form methodForm, refusal error) error {
	if problem, known := problemOf(refusal); known && problem != "interviews.changed_meanwhile" {
		s.tell(c, ui.Failing, problem)
		return s.redirect(c, paths.Interview(id))
	}
	problems, invalid := worded(c.Request().Context(), refusal)
	var conflict *models.Conflict
	if !invalid && !errors.As(refusal, &conflict) {
		return refusal
	}
	shown, err := s.interview(c)
	if err != nil {
		return err
	}
	props := interviews.MethodFormProps{Shown: shown, Errors: problems}
	if conflict == nil {
		return s.showMethodForm(c, http.StatusUnprocessableEntity, form, props)
	}
	theirs := shown.Interview
	props.Theirs, props.Resent = &theirs, isResent(refusal)
	form.Version, form.RequestID = numeral(theirs.Version), newRequestID(c)
	return s.showMethodForm(c, http.StatusConflict, form, props)
}
