package scheduling

import (
	"context"
	"slices"

	"entrevue/models"
	"entrevue/models/mail"
	"entrevue/models/store"
)

// NoticeKind is what a colleague hears about an interview.
type NoticeKind string

// The notices. A new host hears of a hand-over instead.
const (
	NoticePlanned   NoticeKind = "planned"
	NoticeMoved     NoticeKind = "moved"
	NoticeChanged   NoticeKind = "changed"
	NoticeCancelled NoticeKind = "cancelled"
)

// Notice is what somebody who takes part in an interview hears of it by mail, because its host has no
// calendar: then no event tells anybody. By did it, empty where nobody in person; Former is when it was to
// be, where it was moved.
type Notice struct {
	What   NoticeKind
	To     models.Employee
	By     string
	Former models.Period
}

// notify writes to everybody who takes part in an interview without an event, once for each version. Whoever
// made the change knows. was is the interview before, without an id where it is new.
func (s *Scheduler) notify(ctx context.Context, tx *store.Store, by models.Actor, was, i models.Interview) error {
	if has, err := hasCalendar(ctx, tx, i.HostID); err != nil || has {
		return err
	}
	full, err := about(ctx, &tx.Reads, i)
	if err != nil {
		return err
	}
	for _, person := range full.Participants {
		notice := Notice{What: noticeFor(was, i, person.ID), To: person, By: by.Name, Former: was.Period()}
		if notice.What == "" {
			continue
		}
		word := func(i models.FullInterview) (mail.Message, error) { return s.Printer.Notice(i, notice) }
		if err := s.writeColleague(ctx, tx, by, models.MailNotice, person, &full, word); err != nil {
			return err
		}
	}
	return nil
}

// noticeFor is what one of those who take part has to hear; empty where nothing concerns them, and for a
// new host, to whom it was handed over.
func noticeFor(was, i models.Interview, person int64) NoticeKind {
	change := models.ChangeOf(was, i)
	switch {
	case i.Cancelled():
		return NoticeCancelled
	case was.ID != 0 && change.Host && person == i.HostID:
		return ""
	case !slices.Contains(was.ParticipantIDs, person):
		return NoticePlanned
	case change.Time:
		return NoticeMoved
	case change.Way || change.Host || was.Type != i.Type:
		return NoticeChanged
	default:
		return ""
	}
}
