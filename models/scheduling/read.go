package scheduling

import (
	"context"
	"errors"
	"fmt"
	"time"

	"entrevue/models"
	"entrevue/models/cronofy"
	"entrevue/models/jobs"
	"entrevue/models/store"
)

// ReadLink reads the event for its link after 5, 15, 60 and 120 seconds and then every five minutes
// for a day, because callbacks can get lost and links can come late.
func (s *Scheduler) ReadLink(ctx context.Context, job jobs.ReadLink) error {
	i, event, err := s.awaited(ctx, job.InterviewID)
	if err != nil || i.Version != job.Version {
		return ignoreObsolete(err)
	}
	since := s.Store.Now().Sub(*event.AcceptedAt)
	late := since >= models.LinkWait
	read, err := s.look(ctx, i, event)
	if err != nil && !late {
		s.Log.WarnContext(ctx, "read event", "interview_id", i.ID, "error", err.Error())
	}
	heard := heard{final: late}
	if err := s.learn(ctx, i, read, heard); err != nil {
		return fmt.Errorf("read link of interview %d: %w", i.ID, err)
	}
	if after, more := models.NextLinkRead(since); more {
		return jobs.Later(max(after-since, time.Second))
	}
	return nil
}

// HearLink reads the event because of a callback. The callback itself is not believed: it says only
// when to look.
func (s *Scheduler) HearLink(ctx context.Context, job jobs.HearLink) error {
	i, event, err := s.awaited(ctx, job.InterviewID)
	if err != nil {
		return ignoreObsolete(err)
	}
	read, err := s.look(ctx, i, event)
	if err != nil {
		return fmt.Errorf("read link of interview %d: %w", i.ID, err)
	}
	return s.learn(ctx, i, read, heard{called: true, failing: job.Failing, detail: job.Detail})
}

func ignoreObsolete(err error) error {
	if errors.Is(err, models.ErrObsolete) {
		return nil
	}
	return err
}

// awaited is an interview whose link can still come, with its event as it was accepted.
func (s *Scheduler) awaited(ctx context.Context, id int64) (models.Interview, models.CalendarEvent, error) {
	i, err := s.Store.Interview(ctx, id)
	if err != nil {
		return i, models.CalendarEvent{}, err
	}
	event, err := s.Store.CalendarEventOf(ctx, i.ID, i.HostTurn)
	if err != nil {
		return i, event, err
	}
	if !i.Video() || i.Cancelled() || !i.LinkState.Awaited() || event.AcceptedAt == nil || event.AcceptedVersion != i.Version || event.State.Leaving() {
		return i, event, models.ErrObsolete
	}
	return i, event, nil
}

// look reads one event from its calendar; nil when it is not there.
func (s *Scheduler) look(ctx context.Context, i models.Interview, event models.CalendarEvent) (*cronofy.StoredEvent, error) {
	var found *cronofy.StoredEvent
	err := s.call(ctx, event.EmployeeID, func(token models.Secret) error {
		events, err := s.Cronofy.AllEvents(ctx, token, cronofy.EventQuery{CalendarIDs: []string{event.CalendarID},
			From: i.StartsAt.AddDate(0, 0, -1), To: i.EndsAt.AddDate(0, 0, 2), OnlyManaged: true})
		for n := range events {
			if events[n].ID == event.EventID && events[n].CalendarID == event.CalendarID && !events[n].Deleted {
				found = &events[n]
			}
		}
		return err
	})
	return found, err
}

// heard is why the event was read.
type heard struct {
	called, failing bool   // Cronofy called, and said that the link fails
	final           bool   // the waiting time is over
	detail          string // what Cronofy said
}

// learn writes down what an event says about its link.
func (s *Scheduler) learn(ctx context.Context, was models.Interview, read *cronofy.StoredEvent, why heard) error {
	return s.Store.Tx(ctx, func(ctx context.Context, tx *store.Store) error {
		i, err := tx.Interview(ctx, was.ID)
		if err != nil || i.Version != was.Version || !i.LinkState.Awaited() {
			return err
		}
		url := ""
		if read != nil {
			url = read.JoinURL
		}
		if url == "" || i.Former(url) {
			err = s.noLink(ctx, tx, &i, why)
		} else {
			err = s.foundLink(ctx, tx, &i, url, why)
		}
		if err != nil {
			return err
		}
		return tx.UpdateInterview(ctx, i)
	})
}

// noLink: nothing yet. When Cronofy says that it fails, or the waiting time is over, so do we.
func (s *Scheduler) noLink(ctx context.Context, tx *store.Store, i *models.Interview, why heard) error {
	switch {
	case why.failing:
		if err := s.failLink(ctx, tx, i, models.CauseServiceFailing, why.detail); err != nil {
			return err
		}
		event, err := tx.CalendarEventOf(ctx, i.ID, i.HostTurn)
		if err != nil {
			return err
		}
		return proven(ctx, tx, *i, event.Conferencing, models.CauseServiceFailing)
	case why.final && i.LinkState == models.LinkPending:
		return s.failLink(ctx, tx, i, models.CauseNoLinkInTime, "")
	default:
		return nil
	}
}

// forgive lets what was proven failing for a host count no longer: it works, or is to be tried again.
func forgive(ctx context.Context, tx *store.Store, host int64, provider models.Provider) error {
	failures, err := tx.ConferencingFailures(ctx, []int64{host})
	if err != nil {
		return err
	}
	for _, failure := range failures[host] {
		if failure.Provider != provider {
			continue
		}
		if err := tx.ClearConferencingFailure(ctx, host, provider, failure.ProfileID); err != nil {
			return err
		}
	}
	return nil
}

// foundLink judges a link. Only a valid one of the chosen provider is ever shown or sent; one of
// another provider may still be replaced, so it fails only when Cronofy says that this is it, or
// when the waiting time is over.
func (s *Scheduler) foundLink(ctx context.Context, tx *store.Store, i *models.Interview, url string, why heard) error {
	provider, _ := i.Method.Provider()
	verdict := s.JoinHosts.Check(provider, url)
	step := verdict.Step()
	if step == models.LinkWrong && !why.called && !why.final {
		return nil
	}
	next, err := i.LinkState.Next(step)
	if err != nil {
		return err
	}
	again := next == i.LinkState && i.LinkDetail == url
	i.LinkState, i.LinkCause, i.LinkDetail = next, verdict.CauseOf(), url
	switch step {
	case models.LinkFound:
		return s.ready(ctx, tx, i, url)
	case models.LinkStrange:
		i.LinkURL = url
	}
	if again {
		return nil
	}
	return tx.Note(ctx, models.System, subject(*i), "activity.interview.link_doubtful", map[string]string{"cause": string(i.LinkCause)})
}

// ready: the link is there. The host's way of making links works, and the candidate is told.
func (s *Scheduler) ready(ctx context.Context, tx *store.Store, i *models.Interview, url string) error {
	now := tx.Now()
	i.LinkURL, i.LinkVersion, i.LinkReadyAt, i.LinkDetail = url, i.Version, &now, ""
	provider, _ := i.Method.Provider()
	if err := forgive(ctx, tx, i.HostID, provider); err != nil {
		return err
	}
	if err := tx.Note(ctx, models.System, subject(*i), "activity.interview.link_ready", nil); err != nil {
		return err
	}
	return s.tell(ctx, tx, i)
}
