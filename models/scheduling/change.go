package scheduling

import (
	"context"
	"errors"
	"fmt"
	"time"

	"entrevue/models"
	"entrevue/models/store"
)

// ChangeMethod holds the interview another way. It answers *models.Conflict when somebody changed
// it meanwhile, *models.Invalid about the fields.
func (s *Scheduler) ChangeMethod(ctx context.Context, by models.Actor, seen Seen, way Way) error {
	return s.change(ctx, by, seen, entered{"change method", way}, func(ctx context.Context, tx *store.Store, i *models.Interview) error {
		invalid := &models.Invalid{}
		way.trim()
		if err := s.checkWay(ctx, tx, invalid, i.HostID, way); err != nil {
			return err
		}
		if err := invalid.Err(); err != nil {
			return err
		}
		was := *i
		hold(i, way)
		former(i, was)
		if err := s.linkAnew(ctx, tx, i); err != nil {
			return err
		}
		return tx.Note(ctx, by, subject(*i), "activity.interview.method", map[string]string{"from": string(was.Method), "to": string(way.Method)})
	})
}

// Retry asks for the link once more, after the cause may be gone: what was proven failing for the
// host counts no longer.
func (s *Scheduler) Retry(ctx context.Context, by models.Actor, seen Seen) error {
	return s.change(ctx, by, seen, entered{"retry", nil}, func(ctx context.Context, tx *store.Store, i *models.Interview) error {
		provider, video := i.Method.Provider()
		if !video && !i.EventFailing {
			return models.InvalidField("", "problem.no_link_needed")
		}
		if has, err := hasCalendar(ctx, tx, i.HostID); err != nil {
			return err
		} else if !has {
			return models.InvalidField("", "problem.no_calendar")
		}
		if err := s.again(ctx, tx, i, provider); err != nil {
			return err
		}
		return tx.Note(ctx, by, subject(*i), "activity.interview.retried", nil)
	})
}

// again asks for the link, or only for the event where the link stands and the candidate knows it.
func (s *Scheduler) again(ctx context.Context, tx *store.Store, i *models.Interview, provider models.Provider) error {
	if i.EventFailing && (!i.Video() || i.LinkState.Usable()) {
		if i.InvitedVersion == i.Version-1 {
			i.InvitedVersion = i.Version
		}
		return nil
	}
	if err := forgive(ctx, tx, i.HostID, provider); err != nil {
		return err
	}
	return s.linkAnew(ctx, tx, i)
}

// linkAnew begins the link of an interview anew, as anew does, and writes that down for its event.
func (s *Scheduler) linkAnew(ctx context.Context, tx *store.Store, i *models.Interview) error {
	event, err := tx.CalendarEventOf(ctx, i.ID, i.HostTurn)
	if err != nil {
		return err
	}
	if err := s.anew(i, &event, tx.Now()); err != nil {
		return err
	}
	return tx.UpdateCalendarEvent(ctx, event)
}

// anew begins a link anew. What stands in its place in the calendar, because somebody put it there
// or the provider gave none, is taken out before, and a link of somebody else's is never taken for
// it.
func (s *Scheduler) anew(i *models.Interview, event *models.CalendarEvent, now time.Time) error {
	stands := event.Drift.BreaksLink() && !event.Drift.Deleted || i.LinkCause.Stands()
	event.RenewLink = event.RenewLink || i.Video() && stands
	if event.Drift.LinkURL != "" {
		i.FormerLinks += event.Drift.LinkURL + "\n"
	}
	return s.wantLink(i, now)
}

// Cancel says that the interview does not take place: the event is removed, and a candidate who was
// told is told.
func (s *Scheduler) Cancel(ctx context.Context, by models.Actor, seen Seen) error {
	return s.change(ctx, by, seen, entered{"cancel", nil}, func(ctx context.Context, tx *store.Store, i *models.Interview) error {
		now := tx.Now()
		i.State, i.CancelledAt, i.EventFailing = models.InterviewCancelled, &now, false
		var err error
		if i.LinkState, err = i.LinkState.Next(models.LinkCancelled); err != nil {
			return err
		}
		if err := s.unwant(ctx, tx, *i); err != nil {
			return err
		}
		if err := tx.ExtendLinks(ctx, store.CandidateLink, i.ID, now.Add(grace)); err != nil {
			return err
		}
		return tx.Note(ctx, by, subject(*i), "activity.interview.cancelled", nil)
	})
}

// errSame ends a change that changes nothing.
var errSame = errors.New("nothing is another")

// entered is what somebody does to an interview, and what they typed for it.
type entered struct {
	Deed    string
	Entries any
}

// change runs one change of an interview that is still to take place, as its next version. A form that
// was sent before for another deed or with other entries is a change of its own: the version tells whether
// the first sending had an effect.
func (s *Scheduler) change(ctx context.Context, by models.Actor, seen Seen, what entered, apply func(context.Context, *store.Store, *models.Interview) error) error {
	err := s.changeOnce(ctx, by, seen, what, apply)
	var resent *models.Resent
	if errors.As(err, &resent) {
		seen.RequestID = ""
		if err = s.changeOnce(ctx, by, seen, what, apply); err != nil {
			err = errors.Join(err, resent)
		}
	}
	if err != nil {
		return fmt.Errorf("change interview %d: %w", seen.InterviewID, err)
	}
	return nil
}

func (s *Scheduler) changeOnce(ctx context.Context, by models.Actor, seen Seen, what entered, apply func(context.Context, *store.Store, *models.Interview) error) error {
	sending := store.Sending{PersonID: by.ID, RequestID: seen.RequestID, Entries: []any{seen.InterviewID, what}}
	_, err := s.Store.OnceSent(ctx, sending, func(ctx context.Context, tx *store.Store) (string, error) {
		if !models.CanRecruit(by) {
			return "", models.ErrForbidden
		}
		i, err := tx.Interview(ctx, seen.InterviewID)
		if err != nil {
			return "", err
		}
		if i.Version != seen.Version {
			return "", &models.Conflict{Current: i}
		}
		if !i.Upcoming(tx.Now()) {
			return "", models.InvalidField("", "problem.interview_over")
		}
		was := i
		i.Version, i.DriftedAt = i.Version+1, nil
		if err := apply(ctx, tx, &i); errors.Is(err, errSame) {
			return "", nil
		} else if err != nil {
			return "", err
		}
		if err := s.notify(ctx, tx, by, was, i); err != nil {
			return "", err
		}
		return "", s.follow(ctx, tx, &i)
	})
	return err
}

func hold(i *models.Interview, way Way) {
	i.Method, i.Room, i.PhoneNumber, i.OwnLink = way.Method, way.Room, way.PhoneNumber, way.OwnLink
}

// wantLink begins the link anew for the method of the interview.
func (s *Scheduler) wantLink(i *models.Interview, now time.Time) error {
	steps := []models.LinkStep{models.LinkUnwanted}
	i.LinkURL, i.LinkCause, i.LinkDetail, i.LinkRequestedAt, i.LinkReadyAt, i.LinkMovingSince = "", models.CauseNone, "", nil, nil, nil
	switch {
	case i.Video():
		steps = []models.LinkStep{models.LinkWanted}
		i.LinkRequestedAt = &now
	case i.Method == models.MethodOwnLink:
		steps = []models.LinkStep{models.LinkWanted, models.LinkOwn}
		i.LinkURL, i.LinkVersion, i.LinkRequestedAt, i.LinkReadyAt = i.OwnLink, i.Version, &now, &now
	}
	var err error
	for _, step := range steps {
		if i.LinkState, err = i.LinkState.Next(step); err != nil {
			return err
		}
	}
	return nil
}
