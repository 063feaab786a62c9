package scheduling

import (
	"context"
	"errors"
	"fmt"

	"entrevue/models"
	"entrevue/models/store"
)

// SendNow has what the candidate is owed leave without waiting for the link, which their page shows
// later, or for the calendar to keep it. One that has left already stays as it is, unless it did
// not arrive: then it leaves again, as does a cancellation.
func (s *Scheduler) SendNow(ctx context.Context, by models.Actor, seen Seen) error {
	return s.beforeEnd(ctx, by, seen.InterviewID, func(ctx context.Context, tx *store.Store, i *models.Interview) error {
		if i.InvitedVersion >= i.Version {
			return s.tellAgain(ctx, tx, by, i)
		}
		if !i.LinkState.Usable() || i.Sending == models.SendNever {
			i.Sending = models.SendNow
		}
		i.LinkMovingSince = nil
		if err := s.tell(ctx, tx, i); err != nil {
			return err
		}
		return tx.Note(ctx, by, subject(*i), "activity.interview.sent_now", nil)
	})
}

// ToldByHand is what a recruiter says who has told the candidate another way what the mail server refused
// (FAIL37): nobody is asked to do so any more.
func (s *Scheduler) ToldByHand(ctx context.Context, by models.Actor, seen Seen) error {
	return s.beforeEnd(ctx, by, seen.InterviewID, func(ctx context.Context, tx *store.Store, i *models.Interview) error {
		if !i.Unreached {
			return nil
		}
		if err := reached(ctx, tx, i); err != nil {
			return err
		}
		return tx.Note(ctx, by, subject(*i), "activity.interview.told_by_hand", nil)
	})
}

// reached notes that the candidate knows, or is being told once more: that is no worry any longer.
func reached(ctx context.Context, tx *store.Store, i *models.Interview) error {
	i.Worries = i.Worries.Without(models.WorryRejected)
	return tx.MarkReached(ctx, i.ID)
}

// ConfirmLink is the recruiter's answer about a link with an unknown host name. url is the link the
// recruiter saw: another one that came meanwhile is not confirmed.
func (s *Scheduler) ConfirmLink(ctx context.Context, by models.Actor, seen Seen, url string, accept bool) error {
	return s.decide(ctx, by, seen.InterviewID, func(ctx context.Context, tx *store.Store, i *models.Interview) error {
		if i.LinkURL != url || i.LinkState != models.LinkUnconfirmed {
			return &models.Conflict{Current: *i}
		}
		step, key := models.LinkConfirmed, "activity.interview.link_confirmed"
		now := tx.Now()
		if !accept {
			step, key = models.LinkDeclined, "activity.interview.link_declined"
			i.LinkCause, i.LinkDetail, i.LinkURL = models.CauseHostDeclined, url, ""
		} else {
			i.LinkReadyAt, i.LinkVersion = &now, i.Version
		}
		var err error
		if i.LinkState, err = i.LinkState.Next(step); err != nil {
			return err
		}
		if err := s.tell(ctx, tx, i); err != nil {
			return err
		}
		return tx.Note(ctx, by, subject(*i), key, nil)
	})
}

// decide runs a decision that is no new version: nothing about the meeting itself changes.
func (s *Scheduler) decide(ctx context.Context, by models.Actor, id int64, apply func(context.Context, *store.Store, *models.Interview) error) error {
	return s.beforeEnd(ctx, by, id, func(ctx context.Context, tx *store.Store, i *models.Interview) error {
		if i.Cancelled() {
			return models.InvalidField("", "problem.interview_over")
		}
		return apply(ctx, tx, i)
	})
}

// beforeEnd runs a decision about what the candidate hears, also of a cancelled interview whose time has
// not passed.
func (s *Scheduler) beforeEnd(ctx context.Context, by models.Actor, id int64, apply func(context.Context, *store.Store, *models.Interview) error) error {
	err := s.Store.Tx(ctx, func(ctx context.Context, tx *store.Store) error {
		if !models.CanRecruit(by) {
			return models.ErrForbidden
		}
		i, err := tx.Interview(ctx, id)
		if err != nil {
			return err
		}
		if i.Over(tx.Now()) {
			return models.InvalidField("", "problem.interview_over")
		}
		if err := apply(ctx, tx, &i); err != nil {
			return err
		}
		return tx.UpdateInterview(ctx, i)
	})
	if err != nil {
		return fmt.Errorf("decide about interview %d: %w", id, err)
	}
	return nil
}

// Reply keeps the candidate's answer; it can be changed until the interview begins. That they cannot come
// needs attention until a recruiter acts or the candidate thinks better of it, and the organizer is written
// to, once for each version of the interview.
func (s *Scheduler) Reply(ctx context.Context, a Answer) error {
	key := map[models.Reply]string{models.ReplyAccepted: "activity.interview.accepted", models.ReplyDeclined: "activity.interview.declined"}[a.Reply]
	if key == "" {
		return models.InvalidField("reply", "problem.choose")
	}
	return s.byCandidate(ctx, a.Token, func(ctx context.Context, tx *store.Store, by models.Actor, i *models.Interview) error {
		now := tx.Now()
		if i.Reply == a.Reply {
			return nil
		}
		i.Reply, i.RepliedAt, i.Worries = a.Reply, &now, i.Worries.Without(models.WorryDeclined)
		if err := tx.Note(ctx, by, subject(*i), key, nil); err != nil || i.Reply != models.ReplyDeclined {
			return err
		}
		i.Worries = i.Worries.With(models.WorryDeclined)
		return s.warnOrganizer(ctx, tx, *i, models.WorryDeclined)
	})
}

// warnOrganizer writes to the organizer what is amiss, or to whoever planned the interview when the
// organizer has left.
func (s *Scheduler) warnOrganizer(ctx context.Context, tx *store.Store, i models.Interview, worry models.Worry) error {
	full, err := about(ctx, &tx.Reads, i)
	if err != nil {
		return err
	}
	to := full.Organizer
	if !to.Active() {
		if to, err = tx.Employee(ctx, i.CreatedBy); err != nil {
			return err
		}
	}
	return s.warn(ctx, tx, full, to, worry)
}

// ReplySettled is what a recruiter says who has dealt with a candidate who cannot come without moving or
// cancelling the interview.
func (s *Scheduler) ReplySettled(ctx context.Context, by models.Actor, seen Seen) error {
	return s.decide(ctx, by, seen.InterviewID, func(ctx context.Context, tx *store.Store, i *models.Interview) error {
		if !i.Worries.Has(models.WorryDeclined) {
			return nil
		}
		i.Worries = i.Worries.Without(models.WorryDeclined)
		return tx.Note(ctx, by, subject(*i), "activity.interview.reply_settled", nil)
	})
}

// Alarm tells the organizer that the candidate cannot get in (FAIL40): once per interview by mail,
// and as something that needs attention.
func (s *Scheduler) Alarm(ctx context.Context, token string) error {
	return s.byCandidate(ctx, token, func(ctx context.Context, tx *store.Store, by models.Actor, i *models.Interview) error {
		if i.AlarmedAt != nil {
			return nil
		}
		now := tx.Now()
		i.AlarmedAt = &now
		full, err := about(ctx, &tx.Reads, *i)
		if err != nil {
			return err
		}
		if err := s.write(ctx, tx, models.MailAlarm, full.Organizer.Email, &full, s.Printer.Alarm); err != nil {
			return err
		}
		return tx.Note(ctx, by, subject(*i), "activity.interview.alarm", nil)
	})
}

// byCandidate finds the interview of a secret link. A wrong link is not found, an old one is gone. Whoever
// answers there has read what a refused mail would have said.
func (s *Scheduler) byCandidate(ctx context.Context, token string, apply func(context.Context, *store.Store, models.Actor, *models.Interview) error) error {
	err := s.Store.Tx(ctx, func(ctx context.Context, tx *store.Store) error {
		link, err := tx.Link(ctx, store.CandidateLink, token)
		if err != nil {
			return err
		}
		i, err := tx.Interview(ctx, link.OwnerID)
		if err != nil {
			return err
		}
		if !i.Upcoming(tx.Now()) {
			return models.ErrGone
		}
		candidate, err := tx.Candidate(ctx, i.CandidateID)
		if err != nil {
			return err
		}
		by := models.Actor{Kind: models.ActorCandidate, ID: candidate.ID, Name: candidate.Name}
		if err := errors.Join(apply(ctx, tx, by, &i), reached(ctx, tx, &i)); err != nil {
			return err
		}
		return tx.UpdateInterview(ctx, i)
	})
	if err != nil {
		return fmt.Errorf("candidate's answer: %w", err)
	}
	return nil
}

// Settled forgets an alarm after the recruiter has dealt with it.
func (s *Scheduler) Settled(ctx context.Context, by models.Actor, seen Seen) error {
	return s.decide(ctx, by, seen.InterviewID, func(ctx context.Context, tx *store.Store, i *models.Interview) error {
		if i.AlarmedAt == nil {
			return nil
		}
		i.AlarmedAt = nil
		return tx.Note(ctx, by, subject(*i), "activity.interview.alarm_settled", nil)
	})
}
