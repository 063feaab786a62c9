package scheduling

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"entrevue/models"
	"entrevue/models/cronofy"
	"entrevue/models/jobs"
	"entrevue/models/store"
)

// lease is how long one process may talk to Cronofy about one event; longer than any call takes.
const lease = 40 * time.Second

// right is the right to talk to Cronofy about one event.
type right struct {
	id      int64
	take    func(ctx context.Context, id int64, until time.Time) (bool, error)
	release func(ctx context.Context, id int64, until time.Time) error
}

func (s *Scheduler) eventRight(id int64) right {
	return right{id, s.Store.LeaseCalendarEvent, s.Store.ReleaseCalendarEvent}
}

// leased runs do while nobody else talks to Cronofy about the event; otherwise the job waits.
func (s *Scheduler) leased(ctx context.Context, r right, do func() error) error {
	until := s.Store.Now().Add(lease)
	taken, err := r.take(ctx, r.id, until)
	if err != nil {
		return err
	}
	if !taken {
		return jobs.Later(time.Second)
	}
	err = do()
	return errors.Join(err, r.release(context.WithoutCancel(ctx), r.id, until))
}

// WriteEvent writes the event as the interview is in the job's version; an older version is
// obsolete. Writing twice is harmless, because the event's id never changes.
func (s *Scheduler) WriteEvent(ctx context.Context, job jobs.WriteEvent) error {
	i, event, err := s.wanted(ctx, job)
	if err != nil {
		return fmt.Errorf("write event of interview %d: %w", job.InterviewID, err)
	}
	err = s.leased(ctx, s.eventRight(event.ID), func() error {
		if i, event, err = s.wanted(ctx, job); err != nil {
			return err
		}
		return s.put(ctx, i, event)
	})
	if err != nil {
		return fmt.Errorf("write event of interview %d: %w", job.InterviewID, err)
	}
	return nil
}

// wanted is the interview and its event while this version is still to be written.
func (s *Scheduler) wanted(ctx context.Context, job jobs.WriteEvent) (models.Interview, models.CalendarEvent, error) {
	i, err := s.Store.Interview(ctx, job.InterviewID)
	if err != nil {
		return i, models.CalendarEvent{}, err
	}
	event, err := s.Store.CalendarEventOf(ctx, i.ID, i.HostTurn)
	if err != nil {
		return i, event, err
	}
	if i.Version != job.Version || event.State != models.EventRequested && event.State != models.EventFailing {
		return i, event, models.ErrObsolete
	}
	return i, event, nil
}

// put calls Cronofy and writes down what came of it.
func (s *Scheduler) put(ctx context.Context, i models.Interview, event models.CalendarEvent) error {
	event, err := s.placed(ctx, event)
	if err != nil {
		return err
	}
	asking, err := s.asked(ctx, i, event)
	if err != nil {
		return err
	}
	if event.RenewLink || repeats(i, event, asking) {
		if err := s.takeLink(ctx, i, event); err != nil {
			return s.written(ctx, i, event, how{}, err)
		}
	}
	return s.submit(ctx, i, event, asking)
}

// repeats tells whether a new link is asked for just as one was that has been given up: Cronofy would keep
// that one.
func repeats(i models.Interview, event models.CalendarEvent, asking how) bool {
	if asking.kept || asking.profile == none || asking.profile == explicit {
		return false
	}
	return i.FormerLinks != "" && asking.profile == event.Conferencing
}

// submit asks for the link as how says. Where Cronofy refuses only that, the event is written again
// without a link, so that the time is really reserved, and the link fails with its cause.
func (s *Scheduler) submit(ctx context.Context, i models.Interview, event models.CalendarEvent, asking how) error {
	upsert, err := s.upsert(ctx, i, event, asking)
	if err != nil {
		return err
	}
	if err := s.Store.InviteToCalendarEvent(ctx, event, emails(upsert.Invite)); err != nil {
		return err
	}
	err = s.send(ctx, i, event, upsert)
	bare, refused := withoutLink(asking, err)
	if !refused {
		return s.written(ctx, i, event, asking, err)
	}
	err = s.Store.Tx(ctx, func(ctx context.Context, tx *store.Store) error {
		return s.proven(ctx, tx, routeOf(i, asking.profile), bare.cause)
	})
	if err != nil {
		return err
	}
	return s.submit(ctx, i, event, bare)
}

// send writes an event into its calendar, on record.
func (s *Scheduler) send(ctx context.Context, i models.Interview, event models.CalendarEvent, upsert cronofy.Event) error {
	asked := models.CalendarCall{InterviewID: i.ID, EmployeeID: event.EmployeeID, Version: i.Version, Deed: models.CallWrite}
	return s.recorded(ctx, asked, func() (models.CallOutcome, error) {
		return models.CallAccepted, s.call(ctx, event.EmployeeID, func(token models.Secret) error {
			return s.Cronofy.UpsertEvent(ctx, token, event.CalendarID, upsert)
		})
	})
}

// withoutLink is how to write an event whose link alone was refused.
func withoutLink(asked how, answer error) (how, bool) {
	var refused *cronofy.Error
	if asked.profile == none || !errors.As(answer, &refused) {
		return how{}, false
	}
	cause, about := refused.ConferencingCause()
	if asked.kept {
		cause = models.CauseLinkNotMoved
	}
	return how{profile: none, cause: cause, detail: refused.Text()}, about
}

// placed fixes the calendar of an event before it is first written, so that it is never looked for
// in another one.
func (s *Scheduler) placed(ctx context.Context, event models.CalendarEvent) (models.CalendarEvent, error) {
	if event.CalendarID != "" {
		return event, nil
	}
	calendar, err := s.Store.EmployeeCalendar(ctx, event.EmployeeID)
	if err != nil {
		return event, err
	}
	event.CalendarID = calendar.CalendarID
	return event, s.Store.PlaceCalendarEvent(ctx, event.ID, calendar.CalendarID)
}

// how is the way in which an event asks for its link.
type how struct {
	profile string // of Cronofy: none, integrated, explicit or the id of a profile
	kept    bool   // the link that the event has stays: nothing is asked
	cause   models.Cause
	detail  string
}

// asked decides how to ask for the link as things are now. A method that became impossible after it
// was saved reserves the time without a link.
func (s *Scheduler) asked(ctx context.Context, i models.Interview, event models.CalendarEvent) (how, error) {
	if given(i, event) {
		return how{profile: explicit}, nil
	}
	if keeps(i, event) {
		return how{profile: event.Conferencing, kept: true}, nil
	}
	if i.Method == models.MethodOwnLink {
		return how{profile: explicit}, nil
	}
	provider, video := i.Method.Provider()
	if !video {
		return how{profile: none}, nil
	}
	outcome, err := s.outcome(ctx, &s.Store.Reads, i.HostID, i.Method)
	if err != nil {
		return how{}, err
	}
	return s.by(ctx, i.HostID, provider, outcome)
}

// keeps tells whether the link that a provider has made for an event is to stay with it.
func keeps(i models.Interview, event models.CalendarEvent) bool {
	return i.Video() && i.LinkState.Usable() && event.Conferencing != "" && !given(i, event)
}

// by turns an outcome of the availability table into what Cronofy is asked for.
func (s *Scheduler) by(ctx context.Context, host int64, provider models.Provider, outcome models.Outcome) (how, error) {
	switch outcome.Via {
	case models.ConferencingIntegrated:
		return how{profile: integrated}, nil
	case models.ConferencingProfile:
		profiles, err := s.Store.Profiles(ctx, []int64{host})
		chosen, _ := models.ProfileToUse(profiles[host], provider)
		return how{profile: chosen.ProfileID}, err
	default:
		return how{profile: none, cause: models.CauseHostUnable, detail: string(outcome.Reason)}, nil
	}
}

// outcome asks the availability table about a host.
func (s *Scheduler) outcome(ctx context.Context, r *store.Reads, host int64, method models.Method) (models.Outcome, error) {
	facts, err := r.Facts(ctx, []int64{host})
	if err != nil {
		return models.Outcome{}, err
	}
	provider, _ := method.Provider()
	return models.MethodAvailability(method, facts[host][provider]), nil
}

// upsert is the event as it is to stand in the calendar. The candidate is no attendee: they get our
// mail, not two invitations.
func (s *Scheduler) upsert(ctx context.Context, i models.Interview, event models.CalendarEvent, how how) (cronofy.Event, error) {
	full, err := about(ctx, &s.Store.Reads, i)
	if err != nil {
		return cronofy.Event{}, err
	}
	text := s.Printer.Event(full)
	upsert := cronofy.Event{ID: event.EventID, Summary: text.Summary, Description: text.Description,
		Start: i.StartsAt, End: i.EndsAt, Zone: i.TimeZone, Location: text.Location,
		Conferencing: conferencing(how, text.Summary, i.LinkURL), Subscriptions: []cronofy.Subscription{}}
	if i.Video() {
		secret, err := s.Store.LinkToken(ctx, store.ConferencingLink, event.ID)
		if err != nil {
			return cronofy.Event{}, err
		}
		upsert.Subscriptions = cronofy.LinkSubscription(s.Hook(secret))
	}
	upsert.Invite, upsert.Remove = attendees(full, event)
	return upsert, nil
}

// attendees are the colleagues to invite, and those to take off who were invited before.
func attendees(full models.FullInterview, event models.CalendarEvent) (invite, remove []cronofy.Attendee) {
	taking := map[string]bool{}
	for _, employee := range full.Participants {
		if employee.ID != full.HostID {
			invite = append(invite, cronofy.Attendee{Email: employee.Email, Name: employee.Name})
			taking[employee.Email] = true
		}
	}
	for email := range strings.FieldsSeq(event.Invited) {
		if !taking[email] {
			remove = append(remove, cronofy.Attendee{Email: email})
		}
	}
	return invite, remove
}

func emails(people []cronofy.Attendee) []string {
	list := make([]string, len(people))
	for n, person := range people {
		list[n] = person.Email
	}
	return list
}

// What an event can ask for beside the id of a profile.
const (
	none       = "none"
	integrated = "integrated"
	explicit   = "explicit"
)

func conferencing(how how, name, link string) *cronofy.Conferencing {
	if how.kept {
		return nil
	}
	switch how.profile {
	case none:
		return cronofy.NoConferencing()
	case integrated:
		return cronofy.IntegratedConferencing()
	case explicit:
		return cronofy.ExplicitConferencing(name, link)
	default:
		return cronofy.ProfileConferencing(how.profile)
	}
}

// profileOf is the profile by which a failure is remembered: none where the calendar makes links.
func profileOf(asked string) string {
	if asked == integrated || asked == none {
		return ""
	}
	return asked
}

func unauthorized(err error) bool {
	var refused *cronofy.Error
	return errors.As(err, &refused) && refused.Unauthorized()
}

// final tells whether repeating a call by ourselves does not help.
func final(err error) bool {
	var refused *cronofy.Error
	return errors.Is(err, models.ErrReconnect) || errors.As(err, &refused) && refused.Final()
}

// call makes a call with the employee's own grant.
func (s *Scheduler) call(ctx context.Context, employeeID int64, do func(token models.Secret) error) error {
	source := func(ctx context.Context, rejected models.Secret) (models.Secret, error) {
		return s.Tokens.Token(ctx, employeeID, rejected)
	}
	err := cronofy.WithToken(ctx, source, do)
	if unauthorized(err) {
		return fmt.Errorf("%w: %w", models.ErrReconnect, err)
	}
	return err
}
