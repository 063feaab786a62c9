package scheduling

import (
	"context"
	"errors"
	"fmt"

	"entrevue/models"
	"entrevue/models/cronofy"
	"entrevue/models/jobs"
	"entrevue/models/store"
)

// repairAtOnce is how many repairs one job begins.
const repairAtOnce = 20

// Repair asks for the repair of one finding. One that is being repaired already stays so; it answers
// *models.Conflict where there is nothing to repair any more.
func (s *Scheduler) Repair(ctx context.Context, by models.Actor, findingID int64) error {
	err := s.Store.Tx(ctx, func(ctx context.Context, tx *store.Store) error {
		if !models.CanAdminister(by) {
			return models.ErrForbidden
		}
		finding, err := tx.Finding(ctx, findingID)
		if err != nil || finding.State() == models.FindingRepairing {
			return err
		}
		if !finding.Repairable() {
			return &models.Conflict{Current: finding}
		}
		return s.askRepair(ctx, tx, by, finding)
	})
	if err != nil {
		return fmt.Errorf("repair finding %d: %w", findingID, err)
	}
	return nil
}

// RepairAll asks for the repair of everything that a comparison has found. It answers
// *models.Conflict when another comparison was begun meanwhile, or nothing is left to repair.
func (s *Scheduler) RepairAll(ctx context.Context, by models.Actor, comparisonID int64) error {
	err := s.Store.Tx(ctx, func(ctx context.Context, tx *store.Store) error {
		if !models.CanAdminister(by) {
			return models.ErrForbidden
		}
		comparison, err := tx.LatestComparison(ctx)
		if err != nil {
			return err
		}
		findings, err := tx.Findings(ctx, comparison.ID)
		if err != nil {
			return err
		}
		var open []models.Finding
		for _, finding := range findings {
			if finding.Repairable() {
				open = append(open, finding)
			}
		}
		if comparison.ID != comparisonID || comparison.Running(tx.Now()) || len(open) == 0 {
			return &models.Conflict{Current: comparison}
		}
		return s.askRepair(ctx, tx, by, open...)
	})
	if err != nil {
		return fmt.Errorf("repair findings of comparison %d: %w", comparisonID, err)
	}
	return nil
}

func (s *Scheduler) askRepair(ctx context.Context, tx *store.Store, by models.Actor, findings ...models.Finding) error {
	ids := make([]int64, len(findings))
	for n, finding := range findings {
		ids[n] = finding.ID
	}
	if err := tx.AskRepair(ctx, by.ID, ids); err != nil {
		return err
	}
	integration, err := tx.Integration(ctx)
	if err != nil {
		return ignoreMissing(err)
	}
	if err := tx.Note(ctx, by, company(integration), "activity.calendar.repairs_asked", numbered(len(ids))); err != nil {
		return err
	}
	return s.Queue.Enqueue(ctx, tx, jobs.RepairFindings{ComparisonID: findings[0].ComparisonID})
}

// RepairFindings begins the repairs that were asked for. They are done by the jobs that write and
// remove events anyway.
func (s *Scheduler) RepairFindings(ctx context.Context, job jobs.RepairFindings) error {
	asked, err := s.Store.FindingsToRepair(ctx, job.ComparisonID, repairAtOnce)
	for _, finding := range asked {
		if err == nil {
			err = s.repair(ctx, finding)
		}
	}
	if err != nil {
		return fmt.Errorf("repair findings of comparison %d: %w", job.ComparisonID, err)
	}
	if len(asked) == repairAtOnce {
		return jobs.Later(0)
	}
	return nil
}

func (s *Scheduler) repair(ctx context.Context, f models.Finding) error {
	if f.Kind == models.FindingMissing && f.Event != nil {
		return s.writeAgain(ctx, f)
	}
	return s.Store.Tx(ctx, func(ctx context.Context, tx *store.Store) error {
		f, err := tx.Finding(ctx, f.ID)
		if err != nil || f.TakenAt != nil {
			return ignoreMissing(err)
		}
		if f.Event != nil {
			return s.removeKnown(ctx, tx, f)
		}
		if err := taken(ctx, tx, f, ""); err != nil {
			return err
		}
		return s.Queue.Enqueue(ctx, tx, jobs.RemoveStray{FindingID: f.ID})
	})
}

// taken notes that the repair of a finding has begun, or how it ended at once.
func taken(ctx context.Context, tx *store.Store, f models.Finding, outcome models.FindingState) error {
	now := tx.Now()
	f.TakenAt, f.Outcome = &now, outcome
	return tx.UpdateFinding(ctx, f)
}

// removeKnown removes an event that has a row, unless an interview wants it by now.
func (s *Scheduler) removeKnown(ctx context.Context, tx *store.Store, f models.Finding) error {
	event := *f.Event
	why := models.EventUnwanted
	if f.Kind == models.FindingStray {
		unwanted, err := s.unwanted(ctx, tx, event)
		if err != nil {
			return err
		}
		if !unwanted {
			return taken(ctx, tx, f, models.FindingSettled)
		}
		why = models.EventStray
	}
	if event.CalendarID == "" {
		event.CalendarID = f.CalendarID
	}
	if err := s.leave(ctx, tx, event, why); err != nil {
		return err
	}
	return taken(ctx, tx, f, "")
}

// writeAgain writes the missing event of an interview as its next version. A link that went with the
// event is made anew, and the candidate is told of it.
func (s *Scheduler) writeAgain(ctx context.Context, f models.Finding) error {
	by, err := s.Store.Employee(ctx, f.AskedBy)
	if err != nil {
		return err
	}
	i, err := s.Store.Interview(ctx, f.InterviewID)
	if err != nil {
		return err
	}
	err = s.change(ctx, by.Actor(), Seen{InterviewID: i.ID, Version: i.Version}, entered{Deed: "repair"}, func(ctx context.Context, tx *store.Store, i *models.Interview) error {
		fresh, err := tx.Finding(ctx, f.ID)
		if err != nil {
			return err
		}
		if fresh.TakenAt != nil || !fresh.Lost() || fresh.Event.HostTurn != i.HostTurn {
			return errSame // it was written by another change meanwhile
		}
		if err := taken(ctx, tx, fresh, ""); err != nil {
			return err
		}
		return s.settled(ctx, tx, i, *fresh.Event, s.regain)
	})
	return s.wrote(ctx, f, err)
}

// regain wants the link anew that went with a lost event.
func (s *Scheduler) regain(ctx context.Context, tx *store.Store, i *models.Interview, _ *models.CalendarEvent) error {
	if err := s.wantLink(i, tx.Now()); err != nil {
		return err
	}
	return tx.Note(ctx, models.System, subject(*i), "activity.interview.event_written_again", nil)
}

// wrote notes how the attempt to write a missing event began, where that was not noted with it.
func (s *Scheduler) wrote(ctx context.Context, f models.Finding, answer error) error {
	var invalid *models.Invalid
	var outcome models.FindingState
	switch {
	case errors.As(answer, &invalid): // the interview is over, or cancelled
		outcome = models.FindingSettled
	case errors.Is(answer, models.ErrForbidden): // whoever asked may do so no more
		outcome = models.FindingRefused
	case answer != nil:
		return answer
	}
	return s.Store.Tx(ctx, func(ctx context.Context, tx *store.Store) error {
		fresh, err := tx.Finding(ctx, f.ID)
		if err != nil || fresh.TakenAt != nil {
			return ignoreMissing(err)
		}
		return taken(ctx, tx, fresh, outcome)
	})
}

// RemoveStray deletes an event that no row of ours knows, and reads until it is gone.
func (s *Scheduler) RemoveStray(ctx context.Context, job jobs.RemoveStray) error {
	f, err := s.Store.Finding(ctx, job.FindingID)
	if err != nil || f.AskedAt == nil || f.Outcome != "" {
		return ignoreMissing(err)
	}
	rows, err := s.Store.CalendarEventsByEventID(ctx, []string{f.EventID})
	if err != nil {
		return fmt.Errorf("remove stray event of finding %d: %w", f.ID, err)
	}
	if row := rows[f.EventID]; row.ID != 0 && standsIn(row, f.EmployeeID, f.CalendarID) { // an interview has got it meanwhile
		return s.removedStray(ctx, f, models.FindingSettled)
	}
	refusal, err := s.erase(cronofy.Patiently(ctx), entry{employeeID: f.EmployeeID, calendarID: f.CalendarID, eventID: f.EventID,
		startsAt: *f.StartsAt, endsAt: *f.EndsAt, interviewID: f.InterviewID})
	switch {
	case refusal != nil:
		f.Detail = models.Shorten(refusal.Error(), 500)
		return s.removedStray(ctx, f, models.FindingRefused)
	case err != nil:
		return fmt.Errorf("remove stray event of finding %d: %w", f.ID, err)
	default:
		return s.removedStray(ctx, f, models.FindingRepaired)
	}
}

func (s *Scheduler) removedStray(ctx context.Context, f models.Finding, outcome models.FindingState) error {
	return s.Store.Tx(ctx, func(ctx context.Context, tx *store.Store) error {
		f.Outcome = outcome
		if err := tx.UpdateFinding(ctx, f); err != nil || outcome == models.FindingSettled {
			return err
		}
		key := "activity.calendar.stray_removed"
		if outcome == models.FindingRefused {
			key = "activity.calendar.stray_kept"
		}
		return tx.Note(ctx, models.System, store.Subject{Kind: "employee", ID: f.EmployeeID}, key, nil)
	})
}
