package scheduling

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"entrevue/models"
	"entrevue/models/jobs"
	"entrevue/models/mail"
	"entrevue/models/store"
)

// tell writes the mail the candidate is owed now, if any, and has it sent. Its bytes are fixed in
// this transaction; the interview remembers what the candidate was told. Of an interview that is over
// nobody is told: a link can come a day late.
func (s *Scheduler) tell(ctx context.Context, tx *store.Store, i *models.Interview) error {
	if i.Over(tx.Now()) {
		return nil
	}
	full, err := about(ctx, &tx.Reads, *i)
	if err != nil {
		return err
	}
	kind, due := models.DueMail(*i, full.Candidate)
	if !due {
		return nil
	}
	if full.News, full.FormerHost, err = tx.News(ctx, *i, 1); err != nil {
		return err
	}
	if err := s.write(ctx, tx, kind, full.Candidate.Email, &full, s.candidateMail(kind)); err != nil {
		return err
	}
	i.InvitedVersion = i.Version
	return tx.CreateTelling(ctx, models.TellingOf(*i, tx.Now()))
}

// mailsToCandidate are the mails about an interview that went to its candidate, oldest first.
func mailsToCandidate(ctx context.Context, tx *store.Store, interviewID int64) ([]models.Mail, error) {
	mails, err := tx.MailsOfInterviews(ctx, []int64{interviewID})
	return slices.DeleteFunc(mails, func(m models.Mail) bool { return !m.Kind.ToCandidate() }), err
}

// tellAgain writes what did not reach the candidate once more, to the address that is theirs now (FAIL37).
// It takes the place of one mail, so that asking twice writes it once.
func (s *Scheduler) tellAgain(ctx context.Context, tx *store.Store, by models.Actor, i *models.Interview) error {
	full, err := about(ctx, &tx.Reads, *i)
	if err != nil {
		return err
	}
	mails, err := mailsToCandidate(ctx, tx, i.ID)
	if err != nil {
		return err
	}
	kind, instead, due := models.DueAgain(*i, full.Candidate, mails)
	if !due {
		return nil
	}
	what := fmt.Sprintf("interview %d version %d to %s instead of mail %d", i.ID, i.Version, full.Candidate.Email, instead.ID)
	if err := s.keep(ctx, tx, letter{kind, full.Candidate.Email, what}, &full, s.candidateMail(kind)); err != nil {
		return err
	}
	if err := reached(ctx, tx, i); err != nil {
		return err
	}
	return tx.Note(ctx, by, subject(*i), "activity.interview.sent_again", nil)
}

func (s *Scheduler) candidateMail(kind models.MailKind) func(models.FullInterview) (mail.Message, error) {
	return func(i models.FullInterview) (mail.Message, error) { return s.Printer.CandidateMail(kind, i) }
}

// write keeps one mail about an interview and enqueues its sending. The same mail is written once.
func (s *Scheduler) write(ctx context.Context, tx *store.Store, kind models.MailKind, to string, full *models.FullInterview, word func(models.FullInterview) (mail.Message, error)) error {
	what := fmt.Sprintf("interview %d version %d to %s", full.ID, full.Version, to)
	return s.keep(ctx, tx, letter{kind, to, what}, full, word)
}

// letter is one mail about an interview; what tells it from others of its kind.
type letter struct {
	kind     models.MailKind
	to, what string
}

func (s *Scheduler) keep(ctx context.Context, tx *store.Store, l letter, full *models.FullInterview, word func(models.FullInterview) (mail.Message, error)) error {
	full.MessageID = models.MessageID(full.Installation.Key, l.kind, l.what, s.MailHost)
	if exists, err := tx.MailExists(ctx, full.MessageID); err != nil || exists {
		return err
	}
	message, err := word(*full)
	if err != nil {
		return fmt.Errorf("word %s: %w", l.kind, err)
	}
	raw, err := mail.Encode(message)
	if err != nil {
		return fmt.Errorf("encode %s: %w", l.kind, err)
	}
	kept := models.Mail{MessageID: full.MessageID, Kind: l.kind, InterviewID: full.ID, Change: full.Version,
		Recipient: l.to, Subject: strings.TrimSpace(message.Subject)}
	if err := tx.CreateMail(ctx, &kept, raw); err != nil {
		return err
	}
	return s.Queue.Enqueue(ctx, tx, jobs.SendMail{MailID: kept.ID})
}
