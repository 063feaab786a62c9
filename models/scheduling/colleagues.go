package scheduling

import (
	"context"
	"slices"

	"entrevue/models"
	"entrevue/models/mail"
	"entrevue/models/store"
)

// Handover is what became another for a colleague, for wording it. By changed it. Hosted says that they
// hosted the interview, Takes that they take part in it now, Stood that an event of it vanishes.
type Handover struct {
	To     models.Employee
	By     string
	Hosted bool
	Takes  bool
	Stood  bool
}

// tellColleagues writes to those who no longer host an interview or take part in it, because its event
// vanishes from their calendar, and to a new host whom no calendar can tell. Whoever made the change knows.
func (s *Scheduler) tellColleagues(ctx context.Context, tx *store.Store, by models.Actor, was, i models.Interview) error {
	change := models.ChangeOf(was, i)
	if !change.Host && !change.People {
		return nil
	}
	full, err := about(ctx, &tx.Reads, i)
	if err != nil {
		return err
	}
	former := full
	former.StartsAt, former.EndsAt = was.StartsAt, was.EndsAt // the event that vanishes
	released, err := tx.EmployeesByID(ctx, releasedBy(was, i))
	if err != nil {
		return err
	}
	event, err := tx.CalendarEventOf(ctx, was.ID, was.HostTurn)
	if err != nil {
		return err
	}
	for _, person := range released {
		handover := Handover{To: person, By: by.Name, Hosted: person.ID == was.HostID, Takes: slices.Contains(i.ParticipantIDs, person.ID),
			Stood: event.CalendarID != ""}
		if err := s.tellColleague(ctx, tx, by, models.MailReleased, &former, handover); err != nil {
			return err
		}
	}
	if has, err := hasCalendar(ctx, tx, i.HostID); err != nil || has || !change.Host {
		return err
	}
	return s.tellColleague(ctx, tx, by, models.MailHosting, &full, Handover{To: full.Host, By: by.Name, Takes: true})
}

// releasedBy are those who hosted an interview, or took part in it, and do so no more.
func releasedBy(was, i models.Interview) []int64 {
	released := slices.DeleteFunc(slices.Clone(was.ParticipantIDs), func(id int64) bool { return slices.Contains(i.ParticipantIDs, id) })
	if was.HostID != i.HostID && !slices.Contains(released, was.HostID) {
		released = append(released, was.HostID)
	}
	return released
}

func (s *Scheduler) tellColleague(ctx context.Context, tx *store.Store, by models.Actor, kind models.MailKind, full *models.FullInterview, h Handover) error {
	return s.writeColleague(ctx, tx, by, kind, h.To, full, func(i models.FullInterview) (mail.Message, error) {
		return s.Printer.Handover(kind, i, h)
	})
}

// writeColleague writes to somebody who is active and did not do it themselves.
func (s *Scheduler) writeColleague(ctx context.Context, tx *store.Store, by models.Actor, kind models.MailKind, to models.Employee, full *models.FullInterview, word func(models.FullInterview) (mail.Message, error)) error {
	if !to.Active() || by.Kind == models.ActorEmployee && by.ID == to.ID {
		return nil
	}
	return s.write(ctx, tx, kind, to.Email, full, word)
}
