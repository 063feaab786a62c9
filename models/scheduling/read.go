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
	read, err := s.look(ctx, entryOf(i, event))
	if err != nil && !late {
		s.Log.WarnContext(ctx, "read event", "interview_id", i.ID, "error", err.Error())
	}
	heard := heard{final: late}
	if err := s.learn(ctx, i, read, heard); err != nil {
		return fmt.Errorf("read link of interview %d: %w", i.ID, err)
	}
	if err := s.noticeRead(ctx, event, read); err != nil {
		return fmt.Errorf("compare event of interview %d: %w", i.ID, err)
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
	read, err := s.look(ctx, entryOf(i, event))
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

// entry is where an event of ours stands. Without times it may stand at any.
type entry struct {
	employeeID          int64
	calendarID, eventID string
	startsAt, endsAt    time.Time
	interviewID         int64 // none for a test link
	version             int
}

func (e entry) asked(deed models.CallDeed) models.CalendarCall {
	return models.CalendarCall{InterviewID: e.interviewID, EmployeeID: e.employeeID, Version: e.version, Deed: deed}
}

func entryOf(i models.Interview, event models.CalendarEvent) entry {
	return entry{event.EmployeeID, event.CalendarID, event.EventID, i.StartsAt, i.EndsAt, i.ID, i.Version}
}

// look reads one event from its calendar; nil when it is not there.
func (s *Scheduler) look(ctx context.Context, e entry) (*cronofy.StoredEvent, error) {
	var found *cronofy.StoredEvent
	err := s.recorded(ctx, e.asked(models.CallRead), func() (models.CallOutcome, error) {
		var err error
		found, err = s.find(ctx, e)
		return foundIn(found), err
	})
	return found, err
}

func (s *Scheduler) find(ctx context.Context, e entry) (found *cronofy.StoredEvent, err error) {
	query := cronofy.EventQuery{CalendarIDs: []string{e.calendarID}, OnlyManaged: true}
	if !e.startsAt.IsZero() {
		query.From, query.To = e.startsAt.AddDate(0, 0, -1), e.endsAt.AddDate(0, 0, 2)
	}
	err = s.call(ctx, e.employeeID, func(token models.Secret) error {
		events, err := s.Cronofy.AllEvents(ctx, token, query)
		for n := range events {
			if events[n].ID == e.eventID && events[n].CalendarID == e.calendarID && !events[n].Deleted {
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
		if read != nil && !i.Former(read.JoinURL) {
			url = read.JoinURL
		}
		provider, _ := i.Method.Provider()
		switch found := s.judge(provider, url, why); found.step {
		case "":
			return nil
		case models.LinkFailed:
			err = s.noLink(ctx, tx, &i, found)
		default:
			err = s.foundLink(ctx, tx, &i, url, found)
		}
		if err != nil {
			return err
		}
		return tx.UpdateInterview(ctx, i)
	})
}

// finding is what a reading says about a link that is waited for; without a step the wait goes on.
type finding struct {
	step   models.LinkStep
	cause  models.Cause
	detail string
}

// judge says what a reading means. When Cronofy says that the link fails, or the waiting time is
// over, so do we. Only a valid link of the chosen provider is ever taken; one of another provider may
// still be replaced, so it is wrong only when Cronofy says that this is it, or in the end.
func (s *Scheduler) judge(provider models.Provider, url string, why heard) finding {
	switch {
	case url == "" && why.failing:
		return finding{models.LinkFailed, models.CauseServiceFailing, why.detail}
	case url == "" && why.final:
		return finding{models.LinkFailed, models.CauseNoLinkInTime, ""}
	case url == "":
		return finding{}
	}
	verdict := s.JoinHosts.Check(provider, url)
	if verdict.Step() == models.LinkWrong && !why.called && !why.final {
		return finding{}
	}
	return finding{verdict.Step(), verdict.CauseOf(), url}
}

// noLink: none came, or Cronofy says why there is none.
func (s *Scheduler) noLink(ctx context.Context, tx *store.Store, i *models.Interview, found finding) error {
	if !found.cause.Proves() && i.LinkState != models.LinkPending {
		return nil
	}
	if err := s.failLink(ctx, tx, i, found.cause, found.detail); err != nil {
		return err
	}
	if !found.cause.Proves() {
		return s.readHost(ctx, tx, i.HostID)
	}
	event, err := tx.CalendarEventOf(ctx, i.ID, i.HostTurn)
	if err != nil {
		return err
	}
	return s.proven(ctx, tx, routeOf(*i, event.Conferencing), found.cause)
}

// forgive lets what was proven failing for a host count no longer, because it is to be tried again.
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

// foundLink takes a link, or refuses it, or puts it before the recruiter.
func (s *Scheduler) foundLink(ctx context.Context, tx *store.Store, i *models.Interview, url string, found finding) error {
	next, err := i.LinkState.Next(found.step)
	if err != nil {
		return err
	}
	again := next == i.LinkState && i.LinkDetail == url
	i.LinkState, i.LinkCause, i.LinkDetail = next, found.cause, url
	switch found.step {
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
	event, err := tx.CalendarEventOf(ctx, i.ID, i.HostTurn)
	if err != nil {
		return err
	}
	if err := works(ctx, tx, routeOf(*i, event.Conferencing)); err != nil {
		return err
	}
	if err := s.Queue.EnqueueAt(ctx, tx, jobs.CompareEvents{EmployeeID: event.EmployeeID}, now.Add(standsAfter)); err != nil { // FAIL26
		return err
	}
	if err := tx.Note(ctx, models.System, subject(*i), "activity.interview.link_ready", nil); err != nil {
		return err
	}
	return s.tell(ctx, tx, i)
}
