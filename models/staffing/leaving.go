package staffing

import (
	"context"
	"fmt"
	"time"

	"entrevue/models"
	"entrevue/models/store"
)

// Deactivate takes somebody out: from the next request on they are nobody, and no link of theirs
// works. What they did stays. The last administrator stays, too. Interviews to come that they host or
// organize need somebody else, and whoever organizes them is told once (FAIL33).
func (r *Registrar) Deactivate(ctx context.Context, by models.Actor, id int64) error {
	return r.change(ctx, by, id, func(ctx context.Context, tx *store.Store, before models.Employee) error {
		if !before.Active() {
			return nil
		}
		now, after := tx.Now(), before
		after.DeactivatedAt = &now
		if err := remains(ctx, tx, before, after, ""); err != nil {
			return err
		}
		if err := endLinks(ctx, tx, before); err != nil {
			return err
		}
		if err := tx.RevokeSignInsOf(ctx, id, 0); err != nil {
			return err
		}
		if err := save(ctx, tx, by, after, "activity.employee.deactivated"); err != nil {
			return err
		}
		return r.bequeath(ctx, tx, after)
	})
}

// Activate takes somebody back, with the password they had.
func (r *Registrar) Activate(ctx context.Context, by models.Actor, id int64) error {
	return r.change(ctx, by, id, func(ctx context.Context, tx *store.Store, employee models.Employee) error {
		if employee.Active() {
			return nil
		}
		employee.DeactivatedAt = nil
		if err := save(ctx, tx, by, employee, "activity.employee.activated"); err != nil {
			return err
		}
		return tx.MarkPeopleLeft(ctx, id)
	})
}

// Departure is a mail about interviews that need other people, because somebody has left, for wording it.
// To is who organizes them, or an administrator where nobody does any more. More tells that there are
// others beyond those that are named.
type Departure struct {
	Installation models.Installation
	To           models.Employee
	Left         models.Employee
	Interviews   []models.Interview
	Candidates   map[int64]string // the name of the candidate by the id of the interview
	More         bool
	MessageID    string
	Now          time.Time
}

// departureNames is how many interviews such a mail names.
const departureNames = 100

// bequeath marks the interviews of somebody who has left and tells those who are to choose other people.
func (r *Registrar) bequeath(ctx context.Context, tx *store.Store, left models.Employee) error {
	if err := tx.MarkPeopleLeft(ctx, left.ID); err != nil {
		return err
	}
	list, err := tx.PeopleLeft(ctx, left.ID, departureNames+1)
	if err != nil || len(list) == 0 {
		return err
	}
	more := len(list) > departureNames
	list = list[:min(len(list), departureNames)]
	heirs, err := heirsOf(ctx, tx, list)
	if err != nil {
		return err
	}
	installation, err := tx.Installation(ctx)
	if err != nil {
		return err
	}
	for _, heir := range heirs {
		d := Departure{Installation: installation, To: heir.to, Left: left, Interviews: heir.list, More: more, Now: tx.Now()}
		if err := r.postDeparture(ctx, tx, d); err != nil {
			return err
		}
	}
	return nil
}

// heir is somebody who is to choose other people for some interviews.
type heir struct {
	to   models.Employee
	list []models.Interview
}

// heirsOf are the organizers of these interviews, and the administrators for those whose organizer is no
// longer active either.
func heirsOf(ctx context.Context, tx *store.Store, list []models.Interview) ([]heir, error) {
	by := map[int64][]models.Interview{}
	ids := []int64{}
	for _, interview := range list {
		if by[interview.OrganizerID] == nil {
			ids = append(ids, interview.OrganizerID)
		}
		by[interview.OrganizerID] = append(by[interview.OrganizerID], interview)
	}
	organizers, err := tx.EmployeesByID(ctx, ids)
	if err != nil {
		return nil, err
	}
	var heirs []heir
	var orphans []models.Interview
	for _, organizer := range organizers {
		if organizer.Active() {
			heirs = append(heirs, heir{organizer, by[organizer.ID]})
		} else {
			orphans = append(orphans, by[organizer.ID]...)
		}
	}
	if len(orphans) == 0 {
		return heirs, nil
	}
	administrators, _, err := tx.Employees(ctx, store.EmployeeFilter{Role: models.RoleAdministrator, Page: store.Page{Limit: departureNames}})
	for _, administrator := range administrators {
		heirs = append(heirs, heir{administrator, orphans})
	}
	return heirs, err
}

func (r *Registrar) postDeparture(ctx context.Context, tx *store.Store, d Departure) error {
	ids := make([]int64, len(d.Interviews))
	for n, interview := range d.Interviews {
		ids[n] = interview.ID
	}
	var err error
	if d.Candidates, err = tx.CandidatesOfInterviews(ctx, ids); err != nil {
		return err
	}
	d.MessageID = models.MessageID(d.Installation.Key, models.MailDeparture, fmt.Sprintf("%d %d %d", d.To.ID, d.Left.ID, d.Now.UnixMicro()), r.MailDomain)
	if exists, err := tx.MailExists(ctx, d.MessageID); err != nil || exists { // of somebody who left twice at one instant
		return err
	}
	message, err := r.Printer.Departure(d)
	if err != nil {
		return fmt.Errorf("word the departure of %d: %w", d.Left.ID, err)
	}
	return r.mail(ctx, tx, &models.Mail{MessageID: d.MessageID, Kind: models.MailDeparture, EmployeeID: d.To.ID, Recipient: d.To.Email,
		Subject: message.Subject}, message)
}
