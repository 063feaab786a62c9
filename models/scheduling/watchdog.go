package scheduling

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"entrevue/models"
	"entrevue/models/jobs"
	"entrevue/models/mail"
	"entrevue/models/store"
)

// watch sets when the watchdog looks next at a new version of an interview. What was amiss about the
// former one is to be found again; a candidate who cannot come needs another time, or no interview.
func watch(tx *store.Store, i *models.Interview) {
	declined := i.Worries.Has(models.WorryDeclined) && i.Reply == models.ReplyDeclined && !i.Cancelled()
	i.WatchAt, i.Worries = i.NextWatch(tx.Now()), ""
	if declined {
		i.Worries = i.Worries.With(models.WorryDeclined)
	}
}

// sweepWatch has the interviews checked whose time has come.
func (s *Scheduler) sweepWatch(ctx context.Context) error {
	due, err := s.Store.InterviewsToWatch(ctx, sweepMost)
	if err != nil {
		return err
	}
	for _, id := range due {
		if err := s.Store.Tx(ctx, func(ctx context.Context, tx *store.Store) error {
			i, err := tx.Interview(ctx, id)
			if err != nil || i.WatchAt == nil || i.WatchAt.After(tx.Now()) {
				return err
			}
			i.WatchAt = i.NextWatch(tx.Now())
			if err := tx.WatchInterview(ctx, i); err != nil {
				return err
			}
			return s.Queue.Enqueue(ctx, tx, jobs.CheckInterview{InterviewID: i.ID, Version: i.Version})
		}); err != nil {
			return fmt.Errorf("watch interview %d: %w", id, err)
		}
	}
	return nil
}

// CheckInterview looks whether everything is as it was promised: the event, its link, the host and the
// invitation. Whatever is not needs attention, and whoever planned the interview is told of it once. An
// interview that was changed a moment ago is looked at a moment later. The time before is checked by what
// writes the event.
func (s *Scheduler) CheckInterview(ctx context.Context, job jobs.CheckInterview) error {
	i, err := s.Store.Interview(ctx, job.InterviewID)
	if err != nil {
		return fmt.Errorf("check interview %d: %w", job.InterviewID, err)
	}
	if i.Version != job.Version || !i.Upcoming(s.Store.Now()) {
		return models.ErrObsolete
	}
	if rest := models.WatchPatience - s.Store.Now().Sub(i.UpdatedAt); rest > 0 {
		return jobs.Later(rest)
	}
	unread := s.lookAfter(ctx, i)
	err = s.Store.Tx(ctx, func(ctx context.Context, tx *store.Store) error {
		return s.worry(ctx, tx, job, final(unread))
	})
	if !final(unread) {
		err = errors.Join(err, unread)
	}
	if err != nil {
		return fmt.Errorf("check interview %d: %w", i.ID, err)
	}
	return nil
}

// lookAfter reads the event of an interview and notices how it differs.
func (s *Scheduler) lookAfter(ctx context.Context, i models.Interview) error {
	event, err := s.Store.CalendarEventOf(ctx, i.ID, i.HostTurn)
	if err != nil || event.State != models.EventWritten || event.AcceptedVersion != i.Version {
		return err
	}
	standing := store.StandingEvent{CalendarEvent: event, StartsAt: i.StartsAt, EndsAt: i.EndsAt}
	seen, err := s.sightings(ctx, event.EmployeeID, []store.StandingEvent{standing})
	if err != nil {
		return err
	}
	return s.notice(ctx, event, s.sighting(seen, standing))
}

// worry writes down what is amiss, and tells what was not known before.
func (s *Scheduler) worry(ctx context.Context, tx *store.Store, job jobs.CheckInterview, unreadable bool) error {
	i, err := tx.Interview(ctx, job.InterviewID)
	if err != nil {
		return err
	}
	if i.Version != job.Version || !i.Upcoming(tx.Now()) {
		return models.ErrObsolete
	}
	watched, err := s.watched(ctx, tx, i, unreadable)
	if err != nil {
		return err
	}
	known, worries := i.Worries.List(), watched.Worries()
	i.Worries = models.WorriesFrom(worries)
	i.WatchAt = i.NextWatch(tx.Now())
	if err := tx.WatchInterview(ctx, i); err != nil {
		return err
	}
	for _, worry := range worries {
		if !slices.Contains(known, worry) {
			if err := s.noteWorry(ctx, tx, i, worry); err != nil {
				return err
			}
		} else if worry != models.WorryHost || i.Early(tx.Now()) {
			continue
		}
		if err := s.tellOfWorry(ctx, tx, i, worry); err != nil {
			return err
		}
	}
	return nil
}

// watched gathers what decides whether something is amiss. unreadable says that the host's calendar does
// not let us in any more.
func (s *Scheduler) watched(ctx context.Context, tx *store.Store, i models.Interview, unreadable bool) (models.Watched, error) {
	w := models.Watched{Interview: i, HostLost: unreadable}
	var err error
	if w.Candidate, err = tx.Candidate(ctx, i.CandidateID); err != nil {
		return w, err
	}
	if w.Event, err = tx.CalendarEventOf(ctx, i.ID, i.HostTurn); err != nil {
		return w, err
	}
	if w.Housed, err = hasCalendar(ctx, tx, i.HostID); err != nil {
		return w, err
	}
	if i.Video() {
		outcome, err := s.outcome(ctx, &tx.Reads, i.HostID, i.Method)
		if err != nil {
			return w, err
		}
		w.HostLost = w.HostLost || outcome.Reason.HostLost() && !given(i, w.Event)
	}
	w.Mails, err = mailsToCandidate(ctx, tx, i.ID)
	return w, err
}

// noteWorry records a worry in the history of its interview.
func (s *Scheduler) noteWorry(ctx context.Context, tx *store.Store, i models.Interview, worry models.Worry) error {
	full, err := about(ctx, &tx.Reads, i)
	if err != nil {
		return err
	}
	return tx.Note(ctx, models.System, subject(i), worry.SentenceKey(),
		map[string]string{"host": full.Host.FirstName(), "candidate": full.Candidate.FirstName()})
}

// tellOfWorry writes to whoever planned the interview. The organizer was told of a change in the calendar
// when it was noticed. A host who was lost days before is written to in person, and mostly comes back:
// colleagues see it, and are told a day before.
func (s *Scheduler) tellOfWorry(ctx context.Context, tx *store.Store, i models.Interview, worry models.Worry) error {
	if worry == models.WorryHost && i.Early(tx.Now()) {
		return nil
	}
	full, err := about(ctx, &tx.Reads, i)
	if err != nil {
		return err
	}
	to, err := tx.Employee(ctx, i.CreatedBy)
	if err != nil {
		return err
	}
	if !to.Active() {
		to = full.Organizer
	}
	if worry == models.WorryDrift && to.ID == full.Organizer.ID {
		return nil
	}
	return s.warn(ctx, tx, full, to, worry)
}

// warn writes to a colleague what is amiss, once for each version of the interview.
func (s *Scheduler) warn(ctx context.Context, tx *store.Store, full models.FullInterview, to models.Employee, worry models.Worry) error {
	if !to.Active() {
		return nil
	}
	what := fmt.Sprintf("interview %d version %d: %s", full.ID, full.Version, worry)
	return s.keep(ctx, tx, letter{models.MailWatchdog, to.Email, what}, &full, func(full models.FullInterview) (mail.Message, error) {
		return s.Printer.Watchdog(full, to, worry)
	})
}
