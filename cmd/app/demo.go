package app

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"time"

	"entrevue/models"
	"entrevue/models/demo"
	"entrevue/models/entering"
	"entrevue/models/recruiting"
	"entrevue/models/scheduling"
	"entrevue/models/staffing"
	"entrevue/models/store"
)

// Demonstrate makes Atelier Lumen come true: its people, its calendar connected through the sandbox
// at outside, its candidates and interviews. Everything goes through the actions and the real
// protocol, and what is there already is left alone, so that a killed start can go on.
func (a *App) Demonstrate(ctx context.Context, outside *url.URL) error {
	people, err := a.DemoPeople(ctx)
	if err != nil {
		return fmt.Errorf("people of the demo: %w", err)
	}
	if err := a.DemoCalendar(ctx, outside, people["HW"], models.SystemGraph); err != nil {
		return fmt.Errorf("calendar of the demo: %w", err)
	}
	if err := a.demoConnections(ctx, outside, people); err != nil {
		return fmt.Errorf("accounts of the demo: %w", err)
	}
	if err := a.demoHiring(ctx, outside, people); err != nil {
		return fmt.Errorf("hiring of the demo: %w", err)
	}
	return nil
}

// DemoPeople founds the company and lets everybody in, by their keys; only some where they are named.
func (a *App) DemoPeople(ctx context.Context, only ...string) (map[string]models.Employee, error) {
	people := map[string]models.Employee{}
	for _, p := range demo.People() {
		if len(only) > 0 && !slices.Contains(only, p.Key) {
			continue
		}
		employee, err := a.store.EmployeeByEmail(ctx, p.Email)
		if errors.Is(err, models.ErrNotFound) {
			employee, err = a.demoPerson(ctx, p, people["HW"])
		}
		if err == nil && !employee.Joined() {
			employee, err = a.demoJoin(ctx, employee)
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", p.Key, err)
		}
		people[p.Key] = employee
	}
	return people, nil
}

func (a *App) demoPerson(ctx context.Context, p demo.Person, administrator models.Employee) (models.Employee, error) {
	if administrator.ID == 0 {
		founder, _, err := a.Doorkeeper.Found(ctx, entering.Founding{Company: demo.Company, Name: p.Name, Email: p.Email,
			Password: demo.Password, Language: p.Language, TimeZone: p.TimeZone}, entering.Entry{})
		return founder, err
	}
	id, err := a.Registrar.Register(ctx, administrator.Actor(), "demo "+p.Key, staffing.Entry{Name: p.Name, Email: p.Email,
		Title: p.Title, Phone: p.Phone, Role: p.Role, Language: p.Language, TimeZone: p.TimeZone,
		HostsInterviews: p.HostsInterviews, SharedMailbox: p.SharedMailbox})
	if err != nil {
		return models.Employee{}, err
	}
	return a.store.Employee(ctx, id)
}

// demoJoin accepts the invitation in the person's place.
func (a *App) demoJoin(ctx context.Context, e models.Employee) (models.Employee, error) {
	token, err := a.store.LinkToken(ctx, store.InvitationLink, e.ID)
	if err != nil {
		return e, err
	}
	joined, _, err := a.Doorkeeper.Accept(ctx, token, entering.Acceptance{Name: e.Name, Language: e.Language,
		TimeZone: e.TimeZone, Password: demo.Password}, entering.Entry{})
	return joined, err
}

func (a *App) demoHiring(ctx context.Context, outside *url.URL, people map[string]models.Employee) error {
	candidates, err := a.demoCandidates(ctx, people["OG"].Actor())
	if err != nil {
		return err
	}
	for n, i := range demo.Interviews() {
		if i.Linkless {
			if err := a.demoFault(ctx, outside, n, people[i.Organizer], people[i.Host]); err != nil {
				return fmt.Errorf("fault of interview %d: %w", n, err)
			}
		}
		if err := a.demoInterview(ctx, n, i, candidates, people); err != nil {
			return fmt.Errorf("interview %d: %w", n, err)
		}
	}
	return nil
}

// demoCandidates adds the positions and the candidates, and returns the ids of the latter.
func (a *App) demoCandidates(ctx context.Context, recruiter models.Actor) ([]int64, error) {
	var positions, candidates []int64
	for n, p := range demo.Positions() {
		id, err := a.Recruiter.CreatePosition(ctx, recruiter, fmt.Sprintf("demo position %d", n),
			recruiting.PositionEntry{Title: p.Title, Location: p.Location})
		if err != nil {
			return nil, err
		}
		positions = append(positions, id)
	}
	for n, c := range demo.Candidates() {
		id, err := a.Recruiter.CreateCandidate(ctx, recruiter, fmt.Sprintf("demo candidate %d", n), recruiting.CandidateEntry{
			Name: c.Name, Email: c.Email, Phone: c.Phone, Language: c.Language, TimeZone: c.TimeZone,
			PositionID: positions[c.Position], AppliedOn: a.store.Now().AddDate(0, 0, -c.DaysAgo).Format(time.DateOnly)})
		if err != nil {
			return nil, err
		}
		candidates = append(candidates, id)
	}
	return candidates, nil
}

func (a *App) demoInterview(ctx context.Context, n int, i demo.Interview, candidates []int64, people map[string]models.Employee) error {
	by := people[i.Organizer].Actor()
	booking := scheduling.Booking{CandidateID: candidates[i.Candidate], Sending: i.Sending, RequestID: fmt.Sprintf("demo interview %d", n),
		Plan: scheduling.Plan{Type: i.Type, OrganizerID: by.ID,
			HostID: people[i.Host].ID, Date: workingDay(a.store.Now(), i.Days).Format(time.DateOnly), Clock: i.Clock, TimeZone: demo.Zone,
			Duration: time.Duration(i.Minutes) * time.Minute, Message: i.Message,

			Way: scheduling.Way{Method: i.Method, Room: i.Detail, PhoneNumber: i.Detail, OwnLink: i.Detail}}}
	for _, key := range i.Participants {
		booking.ParticipantIDs = append(booking.ParticipantIDs, people[key].ID)
	}
	booked, err := a.Scheduler.Book(ctx, by, booking)
	if err != nil || !i.Cancelled || booked.Cancelled() {
		return err
	}
	return a.Scheduler.Cancel(ctx, by, scheduling.Seen{InterviewID: booked.ID, Version: booked.Version})
}

// demoFault lets one link of a host never come, unless the interview it is for stands already.
func (a *App) demoFault(ctx context.Context, outside *url.URL, n int, by, host models.Employee) error {
	_, err := a.store.Submission(ctx, by.ID, fmt.Sprintf("demo interview %d", n))
	if !errors.Is(err, models.ErrNotFound) {
		return err
	}
	_, err = visit(outside).post(ctx, "/sandbox/faults", url.Values{"what": {"no_link"}, "account": {host.Email}})
	return err
}

// workingDay is the day so many working days from now.
func workingDay(now time.Time, days int) time.Time {
	for ; days > 0; days-- {
		now = now.AddDate(0, 0, 1)
		for now.Weekday() == time.Saturday || now.Weekday() == time.Sunday {
			now = now.AddDate(0, 0, 1)
		}
	}
	return now
}
