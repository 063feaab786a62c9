package scheduling

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"entrevue/models"
	"entrevue/models/jobs"
	"entrevue/models/store"
)

// grace is how long a candidate's page stays after the interview.
const grace = 14 * 24 * time.Hour

// Book plans an interview and returns it. It answers *models.Invalid about the fields of the form,
// or a *models.Gap or *models.Overlap about the start. A second sending of the same form returns
// the interview of the first.
func (s *Scheduler) Book(ctx context.Context, by models.Actor, b Booking) (models.Interview, error) {
	result, err := s.Store.Once(ctx, by.ID, b.RequestID, func(ctx context.Context, tx *store.Store) (string, error) {
		if !models.CanRecruit(by) {
			return "", models.ErrForbidden
		}
		i, err := s.drafted(ctx, tx, by, b)
		if err != nil {
			return "", err
		}
		return strconv.FormatInt(i.ID, 10), s.plan(ctx, tx, by, &i)
	})
	if err != nil {
		return models.Interview{}, fmt.Errorf("book interview: %w", err)
	}
	id, err := strconv.ParseInt(result, 10, 64)
	if err != nil {
		return models.Interview{}, fmt.Errorf("book interview: %w", err)
	}
	return s.Store.Interview(ctx, id)
}

// drafted checks what was typed and inserts the interview.
func (s *Scheduler) drafted(ctx context.Context, tx *store.Store, by models.Actor, b Booking) (models.Interview, error) {
	invalid := &models.Invalid{}
	if _, err := tx.Candidate(ctx, b.CandidateID); err != nil {
		return models.Interview{}, err
	}
	if err := s.checkPeople(ctx, tx, invalid, &b); err != nil {
		return models.Interview{}, err
	}
	if !b.Type.Known() {
		invalid.Add("type", "problem.choose")
	}
	if !slices.Contains(models.Sendings(), b.Sending) {
		invalid.Add("sending", "problem.choose")
	}
	models.CheckNote(invalid, "message", b.Message, models.MaxMessage)
	period, err := period(invalid, b, tx.Now())
	if err != nil {
		return models.Interview{}, err
	}
	if err := checkFree(ctx, tx, invalid, b.CandidateID, period); err != nil {
		return models.Interview{}, err
	}
	if err := s.checkWay(ctx, tx, invalid, b.HostID, &b.Way); err != nil {
		return models.Interview{}, err
	}
	if err := invalid.Err(); err != nil {
		return models.Interview{}, err
	}
	i := models.Interview{CandidateID: b.CandidateID, Type: b.Type, OrganizerID: b.OrganizerID, HostID: b.HostID,
		ParticipantIDs: b.ParticipantIDs, StartsLocal: b.Date + "T" + b.Clock, TimeZone: b.TimeZone,
		StartsAt: period.StartsAt, EndsAt: period.EndsAt, Message: strings.TrimSpace(b.Message), Sending: b.Sending,
		State: models.InterviewScheduled, Version: 1, HostTurn: 1, LinkState: models.LinkNone, CreatedBy: by.ID}
	take(&i, b.Way)
	if err := s.wantLink(&i, tx.Now()); err != nil {
		return models.Interview{}, err
	}
	return i, tx.CreateInterview(ctx, &i)
}

// period reads the time as a wall clock shows it. What does not exist or happens twice is asked back.
func period(invalid *models.Invalid, b Booking, now time.Time) (models.Period, error) {
	start, err := models.ParseWallTime(b.Date, b.Clock)
	if err != nil {
		invalid.Add("start", "times.invalid.start")
		return models.Period{}, nil
	}
	start.Fold = b.Fold
	planned, err := models.PlanPeriod(start, b.TimeZone, b.Duration, now)
	var typed *models.Invalid
	if errors.As(err, &typed) {
		for field, problem := range typed.Fields {
			invalid.Add(field, problem.Key, problem.Args...)
		}
		return planned, nil
	}
	return planned, err
}

// checkFree wants a candidate who has no other interview then: whoever goes back to a form that was
// saved, and saves it again, is told so instead of planning and inviting twice.
func checkFree(ctx context.Context, tx *store.Store, invalid *models.Invalid, candidateID int64, period models.Period) error {
	busy, err := tx.CandidateBusy(ctx, candidateID, period)
	if busy {
		invalid.Add("start", "problem.candidate_busy")
	}
	return err
}

// checkPeople wants known, active colleagues, and makes organizer and host participants.
func (s *Scheduler) checkPeople(ctx context.Context, tx *store.Store, invalid *models.Invalid, b *Booking) error {
	if b.HostID == 0 {
		b.HostID = b.OrganizerID
	}
	ids := append([]int64{b.OrganizerID, b.HostID}, b.ParticipantIDs...)
	slices.Sort(ids)
	b.ParticipantIDs = slices.Compact(ids)
	known, err := tx.EmployeesByID(ctx, b.ParticipantIDs)
	if err != nil {
		return err
	}
	active := map[int64]bool{}
	for _, employee := range known {
		active[employee.ID] = employee.Active()
	}
	for field, ids := range map[string][]int64{"organizer": {b.OrganizerID}, "host": {b.HostID}, "participants": b.ParticipantIDs} {
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
func (s *Scheduler) checkWay(ctx context.Context, tx *store.Store, invalid *models.Invalid, host int64, way *Way) error {
	method, ok := models.ParseMethod(string(way.Method))
	if !ok {
		invalid.Add("method", "problem.choose")
		return nil
	}
	way.trim()
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

// plan makes everything that follows from a new interview, in the same transaction.
func (s *Scheduler) plan(ctx context.Context, tx *store.Store, by models.Actor, i *models.Interview) error {
	if _, err := tx.CreateLink(ctx, store.CandidateLink, i.ID, i.EndsAt.Add(grace)); err != nil {
		return err
	}
	if err := s.openTurn(ctx, tx, *i); err != nil {
		return err
	}
	if err := s.Synchronizer.WantSynchronized(ctx, tx, i.ParticipantIDs); err != nil {
		return err
	}
	if err := tx.Note(ctx, by, subject(*i), "activity.interview.planned", nil); err != nil {
		return err
	}
	return s.follow(ctx, tx, i)
}

// follow makes the work that a new version of an interview causes: its event and its mail. The
// interview is written with what was learnt on the way.
func (s *Scheduler) follow(ctx context.Context, tx *store.Store, i *models.Interview) error {
	if !i.Cancelled() {
		if err := s.renewTurn(ctx, tx, i); err != nil {
			return err
		}
		if err := s.askEvent(ctx, tx, *i); err != nil {
			return err
		}
	}
	if err := s.tell(ctx, tx, i); err != nil {
		return err
	}
	return tx.UpdateInterview(ctx, *i)
}

// openTurn makes the row of the event of an interview's host turn; nothing is written yet.
func (s *Scheduler) openTurn(ctx context.Context, tx *store.Store, i models.Interview) error {
	installation, err := tx.Installation(ctx)
	if err != nil {
		return err
	}
	event := models.CalendarEvent{InterviewID: i.ID, HostTurn: i.HostTurn, EmployeeID: i.HostID,
		EventID: models.EventID(installation.Key, i.ID, i.HostTurn), State: models.EventNone}
	if err := tx.CreateCalendarEvent(ctx, &event); err != nil {
		return err
	}
	_, err = tx.CreateLink(ctx, store.ConferencingLink, event.ID, i.EndsAt.Add(grace))
	return err
}

// renewTurn begins a new turn when the event of the present one was removed although the interview
// takes place: the old deletion never hits the new event.
func (s *Scheduler) renewTurn(ctx context.Context, tx *store.Store, i *models.Interview) error {
	event, err := tx.CalendarEventOf(ctx, i.ID, i.HostTurn)
	if err != nil || !event.State.Leaving() {
		return err
	}
	if err := s.unwant(ctx, tx, *i); err != nil { // once more, should the calendar have kept it
		return err
	}
	i.HostTurn++
	return s.openTurn(ctx, tx, *i)
}

// askEvent has the event written as the interview is now, when the host has a calendar.
func (s *Scheduler) askEvent(ctx context.Context, tx *store.Store, i models.Interview) error {
	event, err := tx.CalendarEventOf(ctx, i.ID, i.HostTurn)
	if err != nil {
		return err
	}
	if has, err := hasCalendar(ctx, tx, i.HostID); err != nil || !has && event.CalendarID == "" {
		return err // the interview lives here and by mail; the sweep looks again
	}
	if event.State, err = event.State.Next(models.EventAsked); err != nil {
		return err
	}
	if err := tx.UpdateCalendarEvent(ctx, event); err != nil {
		return err
	}
	return s.Queue.Enqueue(ctx, tx, jobs.WriteEvent{InterviewID: i.ID, Version: i.Version})
}

// hasCalendar tells whether events can be written for somebody; not while the calendar is being
// disconnected.
func hasCalendar(ctx context.Context, tx *store.Store, employeeID int64) (bool, error) {
	integration, err := tx.Integration(ctx)
	if err == nil && integration.State != models.IntegrationDisconnecting {
		_, err = tx.EmployeeCalendar(ctx, employeeID)
	} else if err == nil {
		err = models.ErrNotFound
	}
	if errors.Is(err, models.ErrNotFound) {
		return false, nil
	}
	return err == nil, err
}
