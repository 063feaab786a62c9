package handlers

import (
	"errors"

	"github.com/labstack/echo/v4"

	"entrevue/models"
	"entrevue/models/scheduling"
	"entrevue/models/store"
	"entrevue/views/interviews"
)

// driftOf is what somebody changed in the calendar and nobody has decided about yet.
func (s *Server) driftOf(c echo.Context, shown interviews.Shown, event models.CalendarEvent) (interviews.DriftProps, error) {
	i, ctx := shown.Interview, c.Request().Context()
	if i.DriftedAt == nil || !i.Upcoming(s.Store.Now()) || !event.Drift.Any() {
		return interviews.DriftProps{}, nil
	}
	props := interviews.DriftProps{Shown: shown, Drift: event.Drift, Now: s.Store.Now(), CanChange: models.CanRecruit(actor(c)),
		CanAdopt: s.Scheduler.Adoptable(i, event.Drift), RequestID: newRequestID(c)}
	calendar, err := s.Store.EmployeeCalendar(ctx, event.EmployeeID)
	if err != nil && !errors.Is(err, models.ErrNotFound) {
		return props, err
	}
	props.Calendar = calendar.Kind
	if !event.Drift.Moved() {
		return props, nil
	}
	others, err := s.Store.InterviewsWithin(ctx, store.Within{ParticipantID: i.HostID, Period: event.Drift.Period(), Except: i.ID})
	if err != nil {
		return props, err
	}
	theirs, err := s.Store.InterviewsWithin(ctx, store.Within{CandidateID: i.CandidateID, Period: event.Drift.Period(), Except: i.ID})
	props.Doubled = len(others) > 0
	if len(theirs) > 0 {
		props.Engaged, props.CanAdopt = &theirs[0], false
	}
	return props, err
}

type driftForm struct {
	Version   numeral `form:"version"`
	RequestID string  `form:"request_id"`
	Mark      string  `form:"mark"`
}

func (f *driftForm) seen() scheduling.Seen {
	return scheduling.Seen{Version: int(f.Version), RequestID: f.RequestID}
}

func (s *Server) seenDrift(c echo.Context) (scheduling.SeenDrift, error) {
	var form driftForm
	seen, err := seen(c, &form)
	return scheduling.SeenDrift{Seen: seen, Mark: form.Mark}, err
}

// adoptDrift lets the calendar win, and says when its host then has two interviews at a time.
func (s *Server) adoptDrift(c echo.Context) error {
	seen, err := s.seenDrift(c)
	if err != nil {
		return err
	}
	ctx, key := c.Request().Context(), "interviews.drift_adopted"
	refusal := s.Scheduler.Adopt(ctx, actor(c), seen)
	if refusal == nil {
		i, err := s.Store.Interview(ctx, seen.InterviewID)
		if err != nil {
			return err
		}
		if i.OverlapAccepted {
			key = "interviews.drift_adopted_doubled"
		}
	}
	return s.toldOf(c, seen.Seen, key, refusal)
}

// restoreDrift lets the interview win.
func (s *Server) restoreDrift(c echo.Context) error {
	seen, err := s.seenDrift(c)
	if err != nil {
		return err
	}
	return s.toldOf(c, seen.Seen, "interviews.drift_restored", s.Scheduler.Restore(c.Request().Context(), actor(c), seen))
}
