package scheduling

import (
	"context"
	"errors"
	"time"

	"entrevue/models"
	"entrevue/models/jobs"
	"entrevue/models/store"
)

// firstRead is when an event is first read for its link, should no callback come.
const firstRead = 5 * time.Second

// written writes down how Cronofy answered the writing of an event.
func (s *Scheduler) written(ctx context.Context, i models.Interview, event models.CalendarEvent, how how, answer error) error {
	switch {
	case answer == nil:
		return s.settle(ctx, i, event, s.accepted(how))
	case final(answer):
		return s.settle(ctx, i, event, s.refused(answer))
	default:
		return errors.Join(answer, s.overdue(ctx, i))
	}
}

// route is one way in which links are made: whose, by which provider, and by what that was asked.
type route struct {
	host     int64
	provider models.Provider // none where nobody makes the link
	asked    string
}

func routeOf(i models.Interview, asked string) route {
	provider, _ := i.Method.Provider()
	return route{i.HostID, provider, asked}
}

// proven remembers that Cronofy named a cause for this route. Behind it may be an account that is lost,
// which nobody has told of: it is read.
func (s *Scheduler) proven(ctx context.Context, tx *store.Store, r route, cause models.Cause) error {
	if r.provider == "" || !cause.Proves() {
		return nil
	}
	err := tx.SetConferencingFailure(ctx, models.ConferencingFailure{EmployeeID: r.host, Provider: r.provider,
		ProfileID: profileOf(r.asked), Cause: cause, FailedAt: tx.Now()})
	if err != nil {
		return err
	}
	return s.readHost(ctx, tx, r.host)
}

// readHost has a host's accounts read, because one of them may be lost.
func (s *Scheduler) readHost(ctx context.Context, tx *store.Store, host int64) error {
	first, err := tx.AskToRead(ctx, host, models.LookEvery)
	if err != nil || !first {
		return err
	}
	return s.Queue.Enqueue(ctx, tx, jobs.LookAtEmployee{EmployeeID: host})
}

// works forgets what was proven failing for this route: it has made a link.
func works(ctx context.Context, tx *store.Store, r route) error {
	return tx.ClearConferencingFailure(ctx, r.host, r.provider, profileOf(r.asked))
}

// outcome of a call, applied to fresh rows. current tells whether the interview is still in the
// version that the call was about.
type effect func(ctx context.Context, tx *store.Store, i *models.Interview, event *models.CalendarEvent, current bool) error

// settle applies an effect in one transaction, together with what follows from it.
func (s *Scheduler) settle(ctx context.Context, was models.Interview, event models.CalendarEvent, apply effect) error {
	return s.Store.Tx(ctx, func(ctx context.Context, tx *store.Store) error {
		i, err := tx.Interview(ctx, was.ID)
		if err != nil {
			return err
		}
		fresh, err := tx.CalendarEvent(ctx, event.ID)
		if err != nil {
			return err
		}
		fresh.CalendarID = event.CalendarID
		if err := apply(ctx, tx, &i, &fresh, i.Version == was.Version); err != nil {
			return err
		}
		if err := tx.UpdateCalendarEvent(ctx, fresh); err != nil {
			return err
		}
		return tx.UpdateInterview(ctx, i)
	})
}

// accepted: the event stands. A link that was asked for is on its way now; of a change whose link
// was to stay the candidate is told. While a newer version waits to be written, the event stays
// requested.
func (s *Scheduler) accepted(how how) effect {
	return func(ctx context.Context, tx *store.Store, i *models.Interview, event *models.CalendarEvent, current bool) error {
		now := tx.Now()
		event.AcceptedVersion, event.AcceptedAt, event.Conferencing = i.Version, &now, how.profile
		event.Cause, event.Detail, event.RenewLink = models.CauseNone, "", event.RenewLink && !current
		if !current && event.State == models.EventRequested {
			return nil
		}
		var err error
		if event.State, err = event.State.Next(models.EventAccepted); err != nil || !current {
			return err
		}
		i.EventFailing, i.LinkMovingSince = false, nil
		if err := s.retire(ctx, tx, *i); err != nil || !i.Video() {
			return err
		}
		if i.LinkState, err = i.LinkState.Next(models.LinkEventAccepted); err != nil {
			return err
		}
		switch {
		case how.kept:
			return s.tell(ctx, tx, i)
		case how.cause != models.CauseNone && i.LinkState.Usable():
			return errors.Join(breakLink(ctx, tx, i, how.cause, how.detail), s.tell(ctx, tx, i))
		case how.cause != models.CauseNone:
			return s.failLink(ctx, tx, i, how.cause, how.detail)
		}
		return s.Queue.EnqueueAt(ctx, tx, jobs.ReadLink{InterviewID: i.ID, Version: i.Version}, now.Add(firstRead))
	}
}

// refused: the calendar does not take the event, and repeating by ourselves does not help soon. The
// interview takes place as planned, so the candidate is told of a change that waited.
func (s *Scheduler) refused(answer error) effect {
	return func(ctx context.Context, tx *store.Store, i *models.Interview, event *models.CalendarEvent, current bool) error {
		if !current {
			return nil
		}
		var err error
		if event.State, err = event.State.Next(models.EventRefused); err != nil {
			return err
		}
		event.Cause, event.Detail = models.CauseEventNotWritten, answer.Error()
		i.EventFailing, i.LinkMovingSince = true, nil
		if !i.Video() {
			return nil
		}
		return errors.Join(s.failLink(ctx, tx, i, models.CauseEventNotWritten, answer.Error()), s.tell(ctx, tx, i))
	}
}

// failLink says that there is no link and why; a link that comes late is still taken.
func (s *Scheduler) failLink(ctx context.Context, tx *store.Store, i *models.Interview, cause models.Cause, detail string) error {
	if i.LinkState == models.LinkFailing && i.LinkCause == cause {
		return nil
	}
	next, err := i.LinkState.Next(models.LinkFailed)
	if err != nil || next != models.LinkFailing {
		return err
	}
	i.LinkState, i.LinkCause, i.LinkDetail = next, cause, detail
	return tx.Note(ctx, models.System, subject(*i), "activity.interview.link_failing", map[string]string{"cause": string(cause)})
}

// breakLink says that a link which stood cannot be joined any more (FAIL30).
func breakLink(ctx context.Context, tx *store.Store, i *models.Interview, cause models.Cause, detail string) error {
	next, err := i.LinkState.Next(models.LinkDrifted)
	if err != nil {
		return err
	}
	i.LinkState, i.LinkCause, i.LinkDetail = next, cause, detail
	return tx.Note(ctx, models.System, subject(*i), "activity.interview.link_broken", map[string]string{"cause": string(cause)})
}

// overdue lets a link fail whose event could not be written within the waiting time, while the job
// goes on trying (FAIL21).
func (s *Scheduler) overdue(ctx context.Context, was models.Interview) error {
	if !was.Video() || was.LinkRequestedAt == nil || s.Store.Now().Sub(*was.LinkRequestedAt) < models.LinkWait {
		return nil
	}
	return s.Store.Tx(ctx, func(ctx context.Context, tx *store.Store) error {
		i, err := tx.Interview(ctx, was.ID)
		if err != nil || i.Version != was.Version || i.LinkState != models.LinkRequested {
			return err
		}
		if err := s.failLink(ctx, tx, &i, models.CauseNoLinkInTime, ""); err != nil {
			return err
		}
		return tx.UpdateInterview(ctx, i)
	})
}
