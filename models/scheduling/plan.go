package scheduling

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"entrevue/models"
	"entrevue/models/store"
)

// take lets an interview be as somebody typed it. It answers *models.Invalid about the fields, which
// may have problems already, *models.Gap or *models.Overlap about the start, and *models.Engaged or
// *models.Taken where the candidate or the host has another interview then. What stays as it was is not
// asked about again.
func (s *Scheduler) take(ctx context.Context, tx *store.Store, invalid *models.Invalid, i *models.Interview, p Plan) error {
	was := *i
	if err := s.checkPeople(ctx, tx, invalid, &p); err != nil {
		return err
	}
	if !p.Type.Known() {
		invalid.Add("type", "problem.choose")
	}
	models.CheckNote(invalid, "message", p.Message, models.MaxMessage)
	if err := takeTime(invalid, i, p, tx.Now()); err != nil {
		return err
	}
	p.trim()
	hold(i, p.Way)
	i.Type, i.Message, i.OrganizerID, i.HostID, i.ParticipantIDs = p.Type, strings.TrimSpace(p.Message), p.OrganizerID, p.HostID, p.ParticipantIDs
	change := models.ChangeOf(was, *i)
	if change.Link || i.ID == 0 {
		if err := s.checkWay(ctx, tx, invalid, i.HostID, p.Way); err != nil {
			return err
		}
	}
	if err := invalid.Err(); err != nil {
		return err
	}
	if change.Time {
		if err := checkCandidate(ctx, tx, *i); err != nil {
			return err
		}
	}
	i.PeopleLeft = false // checkPeople wants both active
	if !change.Time && !change.Host {
		return nil
	}
	return checkHost(ctx, tx, i, p)
}

// takeTime reads the time as a wall clock shows it. What does not exist or happens twice is asked back.
// A time that stays is taken as it is, also after the interview has begun.
func takeTime(invalid *models.Invalid, i *models.Interview, p Plan, now time.Time) error {
	start, err := models.ParseWallTime(p.Date, p.Clock)
	if err != nil {
		invalid.Add("start", "times.invalid.start")
		return nil
	}
	start.Fold = p.Fold
	if at, err := start.In(p.TimeZone); err == nil && at.Equal(i.StartsAt) && p.Duration == i.Duration() {
		return nil
	}
	period, err := models.PlanPeriod(start, p.TimeZone, p.Duration, now)
	var typed *models.Invalid
	if errors.As(err, &typed) {
		for field, problem := range typed.Fields {
			invalid.Add(field, problem.Key, problem.Args...)
		}
		return nil
	}
	i.StartsLocal, i.TimeZone, i.StartsAt, i.EndsAt = p.Date+"T"+p.Clock, p.TimeZone, period.StartsAt, period.EndsAt
	return err
}

// checkCandidate wants a candidate who has no other interview then: whoever goes back to a form that
// was saved, and saves it again, is told so instead of planning and inviting twice.
func checkCandidate(ctx context.Context, tx *store.Store, i models.Interview) error {
	others, err := tx.InterviewsWithin(ctx, store.Within{CandidateID: i.CandidateID, Period: i.Period(), Except: i.ID})
	if len(others) > 0 {
		return &models.Engaged{Interview: others[0]}
	}
	return err
}

// freeProposed is how many other times are proposed, freeWithin how far from the wished one.
const (
	freeProposed = 3
	freeWithin   = 14 * 24 * time.Hour
)

// checkHost wants a host who takes part in no other interview then, or somebody who books the time anyway: that
// is kept with the interview.
func checkHost(ctx context.Context, tx *store.Store, i *models.Interview, p Plan) error {
	i.OverlapAccepted = false
	others, err := tx.InterviewsWithin(ctx, store.Within{ParticipantID: i.HostID, Period: i.Period(), Except: i.ID})
	if err != nil || len(others) == 0 {
		return err
	}
	if i.OverlapAccepted = p.Anyway; p.Anyway {
		return nil
	}
	around := models.Period{StartsAt: i.StartsAt.Add(-freeWithin), EndsAt: i.EndsAt.Add(freeWithin)}
	var busy []models.Period
	for _, whose := range []store.Within{{ParticipantID: i.HostID, Period: around, Except: i.ID}, {CandidateID: i.CandidateID, Period: around, Except: i.ID}} {
		list, err := tx.InterviewsWithin(ctx, whose)
		if err != nil {
			return err
		}
		for _, other := range list {
			busy = append(busy, other.Period())
		}
	}
	zone, err := models.Zone(p.TimeZone)
	if err != nil {
		return err
	}
	return &models.Taken{Interviews: others, Free: models.NearestFree(i.Period(), busy, zone, tx.Now(), freeProposed)}
}

// noteOverlap records that somebody booked a time although the host has another interview then.
func noteOverlap(ctx context.Context, tx *store.Store, by models.Actor, i models.Interview) error {
	if !i.OverlapAccepted {
		return nil
	}
	return tx.Note(ctx, by, subject(i), "activity.interview.overlap", nil)
}

// checkPeople wants known, active colleagues, and makes organizer and host participants.
func (s *Scheduler) checkPeople(ctx context.Context, tx *store.Store, invalid *models.Invalid, p *Plan) error {
	if p.HostID == 0 {
		p.HostID = p.OrganizerID
	}
	ids := append([]int64{p.OrganizerID, p.HostID}, p.ParticipantIDs...)
	slices.Sort(ids)
	p.ParticipantIDs = slices.Compact(ids)
	known, err := tx.EmployeesByID(ctx, p.ParticipantIDs)
	if err != nil {
		return err
	}
	active := map[int64]bool{}
	for _, employee := range known {
		active[employee.ID] = employee.Active()
	}
	others := slices.DeleteFunc(slices.Clone(p.ParticipantIDs), func(id int64) bool { return id == p.OrganizerID || id == p.HostID })
	for field, ids := range map[string][]int64{"organizer": {p.OrganizerID}, "host": {p.HostID}, "participants": others} {
		for _, id := range ids {
			if !active[id] {
				invalid.Add(field, "problem.choose")
			}
		}
	}
	return nil
}

// checkWay wants a method that works for the host now, with what it needs. A method that became
// impossible since the form was shown is refused; the entries stay (FAIL24).
func (s *Scheduler) checkWay(ctx context.Context, tx *store.Store, invalid *models.Invalid, host int64, way Way) error {
	method, ok := models.ParseMethod(string(way.Method))
	if !ok {
		invalid.Add("method", "problem.choose")
		return nil
	}
	switch method {
	case models.MethodInPerson:
		models.CheckText(invalid, "room", way.Room, true, models.MaxTitle)
	case models.MethodPhone:
		models.CheckText(invalid, "phone_number", way.PhoneNumber, true, models.MaxName)
	case models.MethodOwnLink:
		models.CheckOwnLink(invalid, "own_link", way.OwnLink)
	default:
		outcome, err := s.outcome(ctx, &tx.Reads, host, method)
		if err != nil {
			return err
		}
		if !outcome.Ready() {
			invalid.Add("method", "problem.method_blocked")
		}
	}
	return nil
}

// trim keeps only what the method needs: the other fields of the form were hidden.
func (w *Way) trim() {
	w.Room, w.PhoneNumber, w.OwnLink = strings.TrimSpace(w.Room), strings.TrimSpace(w.PhoneNumber), strings.TrimSpace(w.OwnLink)
	if w.Method != models.MethodInPerson {
		w.Room = ""
	}
	if w.Method != models.MethodPhone {
		w.PhoneNumber = ""
	}
	if w.Method != models.MethodOwnLink {
		w.OwnLink = ""
	}
}
