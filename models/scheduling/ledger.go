package scheduling

import (
	"context"
	"errors"

	"entrevue/models"
	"entrevue/models/cronofy"
)

// recorded makes a call about an interview's event and keeps what was asked and what came of it. The
// record comes before the call: where this program is stopped amid it, it says that nobody knows. A call
// about no interview is not recorded.
func (s *Scheduler) recorded(ctx context.Context, c models.CalendarCall, do func() (models.CallOutcome, error)) error {
	if c.InterviewID == 0 {
		_, err := do()
		return err
	}
	if err := s.Store.BeginCalendarCall(ctx, &c); err != nil {
		return err
	}
	outcome, err := do()
	c.Outcome = outcome
	var refused *cronofy.Error
	switch {
	case errors.As(err, &refused):
		c.Outcome, c.Detail = models.CallRefused, refused.Error()
	case err != nil:
		c.Outcome, c.Detail = models.CallUnanswered, err.Error()
	}
	if ending := s.Store.EndCalendarCall(context.WithoutCancel(ctx), c); ending != nil {
		s.Log.WarnContext(ctx, "record call", "interview_id", c.InterviewID, "error", ending.Error())
	}
	return err
}

// foundIn is how a reading ended.
func foundIn(found *cronofy.StoredEvent) models.CallOutcome {
	switch {
	case found == nil:
		return models.CallNotFound
	case found.JoinURL == "":
		return models.CallFoundBare
	default:
		return models.CallFoundLink
	}
}
