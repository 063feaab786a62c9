package scheduling

import (
	"context"

	"entrevue/models"
	"entrevue/models/store"
)

// SeenDrift is a difference between calendar and interview as the person who decides about it saw it.
type SeenDrift struct {
	Seen
	Mark string // of the difference
}

// Adopt lets the calendar win: the interview takes its time or its link from there. It answers
// *models.Conflict when the interview or the difference is another one meanwhile, *models.Invalid when
// there is nothing that can be taken, *models.Engaged when the candidate has another interview then.
func (s *Scheduler) Adopt(ctx context.Context, by models.Actor, seen SeenDrift) error {
	return s.overDrift(ctx, by, seen, "adopt", func(ctx context.Context, tx *store.Store, i *models.Interview, event *models.CalendarEvent) error {
		drift := event.Drift
		if !s.Adoptable(*i, drift) {
			return models.InvalidField("", "problem.drift_not_adoptable")
		}
		if drift.Moved() {
			if err := s.adoptTime(ctx, tx, by, i, drift.Period()); err != nil {
				return err
			}
		}
		if drift.Link() != "" {
			if err := s.adoptLink(tx, i, event, drift.Link()); err != nil {
				return err
			}
		}
		if drift.LinkGone || i.LinkState == models.LinkBroken { // with the event, or not moved with it before (FAIL30)
			if err := s.wantLink(i, tx.Now()); err != nil {
				return err
			}
		}
		return tx.Note(ctx, by, subject(*i), "activity.interview.drift_adopted", nil)
	})
}

// Adoptable tells whether the calendar can win: the interview could be planned at that time, and the link
// would be taken if it had been made for it.
func (s *Scheduler) Adoptable(i models.Interview, drift models.Drift) bool {
	if !drift.Adoptable(s.Store.Now()) || drift.Link() == "" {
		return drift.Adoptable(s.Store.Now())
	}
	if provider, video := i.Method.Provider(); video {
		return s.JoinHosts.Check(provider, drift.Link()).Step() != models.LinkWrong
	}
	invalid := &models.Invalid{}
	models.CheckOwnLink(invalid, "", drift.Link())
	return invalid.Err() == nil
}

// Restore lets the interview win: its event is written again as it says. A link that is no longer in
// the calendar is made anew. It answers *models.Conflict like Adopt.
func (s *Scheduler) Restore(ctx context.Context, by models.Actor, seen SeenDrift) error {
	return s.overDrift(ctx, by, seen, "restore", func(ctx context.Context, tx *store.Store, i *models.Interview, event *models.CalendarEvent) error {
		if event.Drift.BreaksLink() {
			if err := s.anew(i, event, tx.Now()); err != nil {
				return err
			}
		}
		return tx.Note(ctx, by, subject(*i), "activity.interview.drift_restored", nil)
	})
}

// overDrift runs a decision about a difference as the next version of the interview. The candidate
// is told of it when what they know has changed, and only then.
func (s *Scheduler) overDrift(ctx context.Context, by models.Actor, seen SeenDrift, deed string, apply func(context.Context, *store.Store, *models.Interview, *models.CalendarEvent) error) error {
	return s.change(ctx, by, seen.Seen, entered{deed, seen.Mark}, func(ctx context.Context, tx *store.Store, i *models.Interview) error {
		event, err := tx.CalendarEventOf(ctx, i.ID, i.HostTurn)
		if err != nil {
			return err
		}
		if !event.Drift.Any() || event.Drift.Mark() != seen.Mark {
			return &models.Conflict{Current: *i}
		}
		return s.settled(ctx, tx, i, event, apply)
	})
}

// settled applies a decision about an event that stands otherwise than it was written, or not at all.
func (s *Scheduler) settled(ctx context.Context, tx *store.Store, i *models.Interview, event models.CalendarEvent, apply func(context.Context, *store.Store, *models.Interview, *models.CalendarEvent) error) error {
	before, upToDate := knownOf(*i), i.InvitedVersion == i.Version-1
	if err := apply(ctx, tx, i, &event); err != nil {
		return err
	}
	if upToDate && knownOf(*i) == before {
		i.InvitedVersion = i.Version
	}
	event.Drift = models.Drift{}
	return tx.UpdateCalendarEvent(ctx, event)
}

// known is what a candidate is told of an interview.
type known struct{ starts, ends, link string }

func knownOf(i models.Interview) known {
	return known{i.StartsAt.UTC().String(), i.EndsAt.UTC().String(), i.LinkURL}
}

// adoptTime takes the time from the calendar, as the clocks of the interview's zone show it.
func (s *Scheduler) adoptTime(ctx context.Context, tx *store.Store, by models.Actor, i *models.Interview, period models.Period) error {
	zone, err := models.Zone(i.TimeZone)
	if err != nil {
		return err
	}
	wall := models.WallTimeOf(period.StartsAt.In(zone))
	i.StartsLocal, i.StartsAt, i.EndsAt = wall.Date()+"T"+wall.Clock(), period.StartsAt.UTC(), period.EndsAt.UTC()
	if underway(i.LinkState) {
		if err := s.wantLink(i, tx.Now()); err != nil {
			return err
		}
	}
	if err := moved(ctx, tx, i, models.InterviewChange{Time: true}); err != nil {
		return err
	}
	if err := checkCandidate(ctx, tx, *i); err != nil {
		return err
	}
	others, err := tx.InterviewsWithin(ctx, store.Within{ParticipantID: i.HostID, Period: i.Period(), Except: i.ID})
	if err != nil {
		return err
	}
	i.OverlapAccepted = len(others) > 0
	return noteOverlap(ctx, tx, by, *i)
}

// adoptLink takes another link from the calendar, checked like every link. From now on the event
// carries it as a given one, so that no later writing asks for another.
func (s *Scheduler) adoptLink(tx *store.Store, i *models.Interview, event *models.CalendarEvent, url string) error {
	step := models.LinkAdopted
	if provider, video := i.Method.Provider(); !video {
		i.OwnLink = url
	} else if s.JoinHosts.Check(provider, url) == models.LinkUnknownHost {
		step = models.LinkStrange
	}
	state, err := i.LinkState.Next(models.LinkDrifted)
	if err != nil {
		return err
	}
	if i.LinkState, err = state.Next(step); err != nil {
		return err
	}
	now := tx.Now()
	i.FormerLinks += i.LinkURL + "\n"
	i.LinkURL, i.LinkVersion, i.LinkReadyAt, i.LinkCause, i.LinkDetail = url, i.Version, &now, models.CauseNone, ""
	event.Conferencing = explicit
	return nil
}

// given tells whether the event of a video interview carries a link that a recruiter has adopted.
func given(i models.Interview, event models.CalendarEvent) bool {
	return i.Video() && event.Conferencing == explicit && (i.LinkState == models.LinkReady || i.LinkState == models.LinkUnconfirmed)
}

// takeLink takes the link out of an event before a new one is asked for: asking for the same once more
// would keep the one that stands there.
func (s *Scheduler) takeLink(ctx context.Context, i models.Interview, event models.CalendarEvent) error {
	upsert, err := s.upsert(ctx, i, event, how{profile: none})
	if err != nil {
		return err
	}
	return s.send(ctx, i, event, upsert)
}
