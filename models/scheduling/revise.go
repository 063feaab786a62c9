package scheduling

import (
	"context"
	"errors"
	"time"

	"entrevue/models"
	"entrevue/models/store"
)

// Revise changes a planned interview: when, who hosts and takes part, how, about what. Moving keeps
// a link that stands; one that does not is made anew with any change. Another host or method gets a
// new one, and another host an event of their own, before the old one is removed. It answers what
// Book answers, and *models.Conflict when somebody changed the interview meanwhile; with it
// *models.Resent where this form was saved before. A plan that says what is already so changes
// nothing.
func (s *Scheduler) Revise(ctx context.Context, by models.Actor, seen Seen, p Plan) error {
	return s.change(ctx, by, seen, entered{"revise", p}, func(ctx context.Context, tx *store.Store, i *models.Interview) error {
		was := *i
		if err := s.take(ctx, tx, &models.Invalid{}, i, p); err != nil {
			return err
		}
		change := models.ChangeOf(was, *i)
		if change.None() {
			return errSame
		}
		if err := s.relink(ctx, tx, i, was, change); err != nil {
			return err
		}
		if err := s.hand(ctx, tx, i, change); err != nil {
			return err
		}
		if err := moved(ctx, tx, i, change); err != nil {
			return err
		}
		if !change.TellsCandidate() && knownOf(*i) == knownOf(was) && i.InvitedVersion == i.Version-1 {
			i.InvitedVersion = i.Version // they know all there is to know
		}
		if err := s.tellColleagues(ctx, tx, by, was, *i); err != nil {
			return err
		}
		return noteChange(ctx, tx, by, was, *i)
	})
}

// hand gives the interview to other people. Another host is a new turn, whose event is another one.
func (s *Scheduler) hand(ctx context.Context, tx *store.Store, i *models.Interview, change models.InterviewChange) error {
	if change.People {
		if err := tx.SetParticipants(ctx, i.ID, i.ParticipantIDs); err != nil {
			return err
		}
		if err := s.Synchronizer.WantSynchronized(ctx, tx, i.ParticipantIDs); err != nil {
			return err
		}
	}
	if !change.Host {
		return nil
	}
	i.HostTurn++
	return s.openTurn(ctx, tx, *i)
}

// moved forgets what the candidate answered about another time, and lets their page, and the address at
// which Cronofy tells of the link, stand as long after the new one.
func moved(ctx context.Context, tx *store.Store, i *models.Interview, change models.InterviewChange) error {
	if !change.Time {
		return nil
	}
	i.Reply, i.RepliedAt = models.NoReply, nil
	event, err := tx.CalendarEventOf(ctx, i.ID, i.HostTurn)
	if err != nil {
		return err
	}
	return errors.Join(tx.ExtendLinks(ctx, store.CandidateLink, i.ID, i.EndsAt.Add(grace)),
		tx.ExtendLinks(ctx, store.ConferencingLink, event.ID, i.EndsAt.Add(grace)))
}

// relink begins the link anew where the old one cannot serve, stands no longer, or was still on its
// way to an event of another time. A link that stands stays.
func (s *Scheduler) relink(ctx context.Context, tx *store.Store, i *models.Interview, was models.Interview, change models.InterviewChange) error {
	if change.Link || was.LinkState == models.LinkBroken || change.Time && underway(was.LinkState) {
		former(i, was)
		return s.linkAnew(ctx, tx, i)
	}
	return nil
}

// underway tells whether a link is being made for the present time of its interview.
func underway(state models.LinkState) bool {
	return state == models.LinkRequested || state == models.LinkPending || state == models.LinkUnconfirmed
}

// former remembers the link of another method, so that it is never taken for a new one.
func former(i *models.Interview, was models.Interview) {
	if was.Method != i.Method && was.LinkURL != "" {
		i.FormerLinks += was.LinkURL + "\n"
	}
}

// noteChange records what became another.
func noteChange(ctx context.Context, tx *store.Store, by models.Actor, was, i models.Interview) error {
	change := models.ChangeOf(was, i)
	host, err := tx.EmployeesByID(ctx, []int64{i.HostID})
	if err != nil || len(host) == 0 {
		return err
	}
	for _, note := range []struct {
		happened bool
		key      string
		args     map[string]string
	}{
		{change.Time, "activity.interview.moved", map[string]string{"from": instant(was.StartsAt), "to": instant(i.StartsAt)}},
		{change.Host, "activity.interview.host", map[string]string{"host": host[0].Name}},
		{change.Way, "activity.interview.method", map[string]string{"from": string(was.Method), "to": string(i.Method)}},
		{change.People && !change.Host, "activity.interview.people", nil},
		{change.Words, "activity.interview.words", nil},
		{i.OverlapAccepted && (change.Time || change.Host), "activity.interview.overlap", nil},
	} {
		if !note.happened {
			continue
		}
		if err := tx.Note(ctx, by, subject(i), note.key, note.args); err != nil {
			return err
		}
	}
	return nil
}

// instant is a moment among the arguments of an activity; it is worded in the reader's zone.
func instant(at time.Time) string { return at.UTC().Format(time.RFC3339) }
