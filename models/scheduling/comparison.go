package scheduling

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"

	"entrevue/models"
	"entrevue/models/cronofy"
	"entrevue/models/jobs"
	"entrevue/models/store"
)

const (
	// compareAtOnce is how many calendars one job reads.
	compareAtOnce = 5
	// compareTries is how often a calendar is read before it counts as unreadable.
	compareTries = 4
	compareAgain = 15 * time.Second
)

// Compare begins to compare the calendars of everybody who is synchronized with the interviews. While
// one comparison is under way, asking for another changes nothing. It answers *models.Invalid without
// a connected calendar.
func (s *Scheduler) Compare(ctx context.Context, by models.Actor, requestID string) error {
	_, err := s.Store.Once(ctx, by.ID, requestID, func(ctx context.Context, tx *store.Store) (string, error) {
		if !models.CanAdminister(by) {
			return "", models.ErrForbidden
		}
		integration, err := tx.Integration(ctx)
		if errors.Is(err, models.ErrNotFound) || err == nil && !integration.Connected() {
			return "", models.InvalidField("", "problem.compare_unconnected")
		}
		if err != nil {
			return "", err
		}
		latest, err := tx.LatestComparison(ctx)
		if err != nil && !errors.Is(err, models.ErrNotFound) || latest.Running(tx.Now()) {
			return "", ignoreMissing(err)
		}
		return "", s.beginComparison(ctx, tx, by, integration)
	})
	if err != nil {
		return fmt.Errorf("compare calendars: %w", err)
	}
	return nil
}

func ignoreMissing(err error) error {
	if errors.Is(err, models.ErrNotFound) {
		return nil
	}
	return err
}

func (s *Scheduler) beginComparison(ctx context.Context, tx *store.Store, by models.Actor, about models.Integration) error {
	total, err := tx.CountToCompare(ctx)
	if err != nil {
		return err
	}
	comparison := models.Comparison{StartedBy: by.ID, StartedAt: tx.Now(), Total: total}
	if err := tx.CreateComparison(ctx, &comparison); err != nil {
		return err
	}
	if err := tx.Note(ctx, by, company(about), "activity.calendar.compared", nil); err != nil {
		return err
	}
	return s.Queue.Enqueue(ctx, tx, jobs.CompareCalendars{ComparisonID: comparison.ID})
}

// company is what the activities about everybody's calendar are about.
func company(i models.Integration) store.Subject { return store.Subject{Kind: "integration", ID: i.ID} }

// CompareCalendars reads the next calendars of a comparison. It comes again until all are read, and
// waits for the budget of calls where that is used up.
func (s *Scheduler) CompareCalendars(ctx context.Context, job jobs.CompareCalendars) error {
	comparison, err := s.Store.Comparison(ctx, job.ComparisonID)
	if err != nil || comparison.EndedAt != nil {
		return ignoreMissing(err) // a newer one has begun
	}
	next, err := s.Store.EmployeesToCompare(ctx, comparison.AfterID, compareAtOnce)
	if err != nil {
		return fmt.Errorf("comparison %d: %w", comparison.ID, err)
	}
	for _, employeeID := range next {
		if err := s.compareCalendar(cronofy.Patiently(ctx), comparison, employeeID); err != nil {
			return fmt.Errorf("comparison %d: %w", comparison.ID, err)
		}
		comparison.AfterID, comparison.Tries = employeeID, 0
	}
	if len(next) == compareAtOnce {
		return jobs.Later(0)
	}
	return s.Store.Tx(ctx, func(ctx context.Context, tx *store.Store) error {
		return s.endComparison(ctx, tx, comparison)
	})
}

// compareCalendar reads one calendar. One that cannot be read is named, and holds up nobody else.
func (s *Scheduler) compareCalendar(ctx context.Context, was models.Comparison, employeeID int64) error {
	began := s.Store.Now()
	seen, failure := s.managed(ctx, employeeID, cronofy.EventQuery{OnlyManaged: true})
	var limited *models.Limited
	switch {
	case errors.As(failure, &limited):
		return failure
	case failure != nil && !final(failure) && was.Tries+1 < compareTries:
		return errors.Join(s.moveOn(ctx, was, func(_ context.Context, _ *store.Store, c *models.Comparison) error {
			c.Tries++
			return nil
		}), jobs.Later(compareAgain))
	}
	return s.moveOn(ctx, was, func(ctx context.Context, tx *store.Store, c *models.Comparison) error {
		c.AfterID, c.Done, c.Tries = employeeID, min(c.Done+1, c.Total), 0
		if failure != nil {
			return tx.CreateFindings(ctx, []models.Finding{{ComparisonID: c.ID, Kind: models.FindingUnread, EmployeeID: employeeID,
				FoundAt: tx.Now(), Detail: models.Shorten(failure.Error(), 500)}})
		}
		found, err := s.findings(ctx, tx, reading{employeeID, seen, began.Add(-standsAfter)})
		if err != nil {
			return err
		}
		for n := range found {
			found[n].ComparisonID, found[n].EmployeeID, found[n].FoundAt = c.ID, employeeID, tx.Now()
		}
		return tx.CreateFindings(ctx, found)
	})
}

// moveOn writes down how far a comparison has come, unless another run of its job was faster.
func (s *Scheduler) moveOn(ctx context.Context, was models.Comparison, do func(context.Context, *store.Store, *models.Comparison) error) error {
	return s.Store.Tx(ctx, func(ctx context.Context, tx *store.Store) error {
		c, err := tx.Comparison(ctx, was.ID)
		if errors.Is(err, models.ErrNotFound) || err == nil && (c.AfterID != was.AfterID || c.EndedAt != nil) {
			return models.ErrObsolete
		}
		if err != nil {
			return err
		}
		if err := do(ctx, tx, &c); err != nil {
			return err
		}
		return tx.UpdateComparison(ctx, c)
	})
}

// endComparison adds the removals that calendars have refused, which no reading has to find.
func (s *Scheduler) endComparison(ctx context.Context, tx *store.Store, was models.Comparison) error {
	c, err := tx.Comparison(ctx, was.ID)
	if err != nil || c.EndedAt != nil {
		return ignoreMissing(err)
	}
	now := tx.Now()
	c.EndedAt, c.Done = &now, c.Total
	if err := tx.FindKeptEvents(ctx, c.ID); err != nil {
		return err
	}
	return tx.UpdateComparison(ctx, c)
}

// reading is what stands in somebody's calendars. What was written, changed or removed after the given
// instant may be read as it was before, and is left out.
type reading struct {
	employeeID int64
	seen       map[string][]cronofy.StoredEvent
	before     time.Time
}

// findings compares a reading with the interviews, both ways.
func (s *Scheduler) findings(ctx context.Context, tx *store.Store, r reading) ([]models.Finding, error) {
	strays, err := s.strays(ctx, tx, r)
	if err != nil {
		return nil, err
	}
	standing, err := tx.StandingEvents(ctx, r.employeeID, -1)
	for _, event := range standing {
		settled := event.AcceptedAt != nil && event.AcceptedAt.Before(r.before) && !leased(event.CalendarEvent, tx.Now())
		if settled && s.sighting(r.seen, event).Deleted {
			strays = append(strays, models.Finding{Kind: models.FindingMissing, InterviewID: event.InterviewID, CalendarEventID: event.ID,
				CalendarID: event.CalendarID, EventID: event.EventID, StartsAt: &event.StartsAt, EndsAt: &event.EndsAt})
		}
	}
	return strays, err
}

// strays are the events of this installation that stand in a calendar and belong to no interview.
func (s *Scheduler) strays(ctx context.Context, tx *store.Store, r reading) ([]models.Finding, error) {
	installation, err := tx.Installation(ctx)
	if err != nil {
		return nil, err
	}
	var ids []string
	for id := range r.seen {
		if models.IsInterviewEvent(installation.Key, id) {
			ids = append(ids, id)
		}
	}
	rows, err := tx.CalendarEventsByEventID(ctx, ids)
	if err != nil {
		return nil, err
	}
	var found []models.Finding
	for _, id := range ids {
		for _, read := range r.seen[id] {
			if read.Deleted {
				continue
			}
			finding, stray, err := s.stray(ctx, tx, r, read, rows[id])
			if err != nil {
				return nil, err
			}
			if stray {
				found = append(found, finding)
			}
		}
	}
	return found, nil
}

// stray judges one event that stands, with our row of that id, where there is one.
func (s *Scheduler) stray(ctx context.Context, tx *store.Store, r reading, read cronofy.StoredEvent, row models.CalendarEvent) (f models.Finding, stray bool, err error) {
	f = models.Finding{Kind: models.FindingStray, InterviewID: row.InterviewID, CalendarID: read.CalendarID, EventID: read.ID,
		StartsAt: &read.Start.At, EndsAt: &read.End.At}
	if row.ID == 0 {
		return f, true, nil
	}
	if !row.UpdatedAt.Before(r.before) || leased(row, tx.Now()) {
		return f, false, nil
	}
	if !standsIn(row, r.employeeID, read.CalendarID) {
		return f, true, nil
	}
	f.CalendarEventID = row.ID
	unwanted, err := s.unwanted(ctx, tx, row)
	return f, unwanted && row.State != models.EventRemoving && row.State != models.EventRemovalRefused, err
}

// standsIn tells whether a row is of the event in this calendar, and not of one of the same id in
// another.
func standsIn(row models.CalendarEvent, employeeID int64, calendarID string) bool {
	return row.EmployeeID == employeeID && (row.CalendarID == "" || row.CalendarID == calendarID)
}

func leased(event models.CalendarEvent, now time.Time) bool {
	return event.LeasedUntil != nil && event.LeasedUntil.After(now)
}

// unwanted tells whether no interview wants an event. That of a former host is still wanted until the
// event of the present one stands.
func (s *Scheduler) unwanted(ctx context.Context, tx *store.Store, row models.CalendarEvent) (bool, error) {
	i, err := tx.Interview(ctx, row.InterviewID)
	if err != nil || i.Cancelled() || row.State.Leaving() || row.HostTurn == i.HostTurn {
		return err == nil && (i.Cancelled() || row.State.Leaving()), err
	}
	present, err := tx.CalendarEventOf(ctx, i.ID, i.HostTurn)
	return err == nil && present.State != models.EventRequested && present.State != models.EventFailing, err
}

// numbered writes a count into an activity.
func numbered(count int) map[string]string { return map[string]string{"count": strconv.Itoa(count)} }
