package handlers

import (
	"errors"
	"net/http"
	"time"

	"github.com/labstack/echo/v4"

	"entrevue/models"
	"entrevue/models/scheduling"
	"entrevue/views/paths"
	"entrevue/views/ui"
)

// picker is where the form asks for its methods.
func (p planned) picker() string {
	if p.interview == nil {
		return paths.NewInterviewPicker(p.candidate.ID)
	}
	return paths.EditInterviewPicker(p.interview.Interview.ID)
}

// editInterview shows the form of an interview that is still to take place, with times in the reader's
// zone.
func (s *Server) editInterview(c echo.Context) error {
	shown, err := s.interview(c)
	if err != nil {
		return err
	}
	i := shown.Interview
	if !i.Upcoming(s.Store.Now()) {
		return s.tooLate(c, i)
	}
	form := editForm(i, zoneOf(visitorOf(c).employee.TimeZone))
	form.RequestID = newRequestID(c)
	if form.PhoneNumber == "" {
		form.PhoneNumber = shown.Candidate.Phone
	}
	s.restore(c, &form)
	return s.showPlanForm(c, http.StatusOK, planned{shown.Candidate, &shown}, form, planAnswer{})
}

// editForm is an interview as it stands in the form.
func editForm(i models.Interview, zone *time.Location) planForm {
	wall := models.WallTimeOf(i.StartsAt.In(zone))
	form := planForm{Type: string(i.Type), Organizer: numeral(i.OrganizerID), Date: wall.Date(), Start: wall.Clock(), Fold: string(wall.Fold),
		Duration: numeral(i.Duration() / time.Minute), Method: string(i.Method), Room: i.Room, PhoneNumber: i.PhoneNumber, OwnLink: i.OwnLink,
		Message: i.Message, Version: numeral(i.Version)}
	if i.HostID != i.OrganizerID {
		form.Host = numeral(i.HostID)
	}
	for _, id := range i.ParticipantIDs {
		if id != i.OrganizerID && id != i.HostID {
			form.Participants = append(form.Participants, numeral(id))
		}
	}
	return form
}

// reviseInterview shows the form of a planned interview with its entries again; htmx takes the methods
// out of it.
func (s *Server) reviseInterview(c echo.Context) error {
	form, of, err := s.edited(c)
	if err != nil {
		return err
	}
	return s.revised(c, of, form)
}

// edited is what was typed about the interview of an address.
func (s *Server) edited(c echo.Context) (form planForm, of planned, err error) {
	if err = bind(c, &form); err != nil {
		return form, of, err
	}
	shown, err := s.interview(c)
	return form, planned{shown.Candidate, &shown}, err
}

func (s *Server) updateInterview(c echo.Context) error {
	form, of, err := s.edited(c)
	if err != nil {
		return err
	}
	form.include()
	i := of.interview.Interview
	seen := scheduling.Seen{InterviewID: i.ID, Version: int(form.Version), RequestID: form.RequestID}
	err = s.Scheduler.Revise(c.Request().Context(), actor(c), seen, form.plan(visitorOf(c).employee.TimeZone))
	var engaged *models.Engaged
	if problem, known := problemOf(err); known && problem != "interviews.changed_meanwhile" && !errors.As(err, &engaged) {
		s.tell(c, ui.Failing, problem)
		return s.redirect(c, paths.Interview(i.ID))
	}
	if err != nil {
		return s.planRefused(c, of, form, err)
	}
	s.tell(c, ui.Ready, "interviews.revised")
	return s.redirect(c, paths.Interview(i.ID))
}
