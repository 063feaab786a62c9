package store

import (
	"context"
	"fmt"
	"time"

	"entrevue/models"
)

type mail struct {
	ID          int64
	MessageID   string
	Kind        models.MailKind
	InterviewID int64
	Change      int
	EmployeeID  int64
	Recipient   string
	Subject     string
	Sealed      []byte
	State       models.MailState
	Problem     string
	CreatedAt   time.Time
	SettledAt   *time.Time
	ErasedAt    *time.Time
}

func (m mail) model() models.Mail {
	return models.Mail{ID: m.ID, MessageID: m.MessageID, Kind: m.Kind, InterviewID: m.InterviewID,
		Change: m.Change, EmployeeID: m.EmployeeID, Recipient: m.Recipient, Subject: m.Subject,
		State: m.State, Problem: m.Problem, CreatedAt: m.CreatedAt, SettledAt: m.SettledAt}
}

// CreateMail keeps a mail that is to be sent, its bytes sealed, and sets its id. Taken tells that
// this very mail exists already.
func (s *Store) CreateMail(ctx context.Context, m *models.Mail, raw []byte) error {
	row := mail{MessageID: m.MessageID, Kind: m.Kind, InterviewID: m.InterviewID, Change: m.Change,
		EmployeeID: m.EmployeeID, Recipient: m.Recipient, Subject: m.Subject, State: models.MailQueued, CreatedAt: s.Now()}
	if err := s.write(ctx).Create(&row).Error; err != nil {
		return fmt.Errorf("create mail: %w", err)
	}
	sealed := s.keys.Seal(raw, "mails", row.ID, "sealed")
	if err := s.write(ctx).Model(&mail{}).Where("id = ?", row.ID).Update("sealed", sealed).Error; err != nil {
		return fmt.Errorf("seal mail %d: %w", row.ID, err)
	}
	*m = row.model()
	return s.reach(ctx, row.ID)
}

// Mail is a mail with its bytes.
func (r *Reads) Mail(ctx context.Context, id int64) (models.Mail, []byte, error) {
	var row mail
	if err := r.read(ctx).Take(&row, id).Error; err != nil {
		return models.Mail{}, nil, fmt.Errorf("mail %d: %w", id, translate(err))
	}
	raw, err := r.keys.Open(row.Sealed, "mails", row.ID, "sealed")
	return row.model(), raw, err
}

// MailExists tells whether a mail with this Message-ID was written.
func (r *Reads) MailExists(ctx context.Context, messageID string) (bool, error) {
	var count int64
	if err := r.read(ctx).Model(&mail{}).Where("message_id = ?", messageID).Count(&count).Error; err != nil {
		return false, fmt.Errorf("mail %s: %w", messageID, err)
	}
	return count > 0, nil
}

// EarlierMail tells whether a mail about the same interview to the same person, written before this
// one and after an instant, is still to be sent.
func (r *Reads) EarlierMail(ctx context.Context, m models.Mail, since time.Time) (bool, error) {
	if m.InterviewID == 0 {
		return false, nil
	}
	var count int64
	err := r.read(ctx).Model(&mail{}).Where("interview_id = ? and recipient = ? and id < ? and state = ? and created_at > ?",
		m.InterviewID, m.Recipient, m.ID, models.MailQueued, since.UTC()).Count(&count).Error
	if err != nil {
		return false, fmt.Errorf("mails before %d: %w", m.ID, err)
	}
	return count > 0, nil
}

// MailsOfInterviews are the mails about these interviews, oldest first.
func (r *Reads) MailsOfInterviews(ctx context.Context, ids []int64) ([]models.Mail, error) {
	var rows []mail
	err := r.read(ctx).Omit("sealed").Where("interview_id in ?", ids).Order("id").Find(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("mails of interviews: %w", err)
	}
	list := make([]models.Mail, len(rows))
	for i, row := range rows {
		list[i] = row.model()
	}
	return list, nil
}

// LatestMail is the newest mail of a kind; models.ErrNotFound when there was none.
func (r *Reads) LatestMail(ctx context.Context, kind models.MailKind) (models.Mail, error) {
	var row mail
	if err := r.read(ctx).Where("kind = ?", kind).Order("id desc").Take(&row).Error; err != nil {
		return models.Mail{}, fmt.Errorf("latest %s mail: %w", kind, translate(err))
	}
	return row.model(), nil
}

// SettleMail notes how the mail server answered. It writes in two places: call it in a transaction.
func (s *Store) SettleMail(ctx context.Context, id int64, state models.MailState, problem string) error {
	err := s.write(ctx).Model(&mail{}).Where("id = ?", id).
		Updates(map[string]any{"state": state, "problem": problem, "settled_at": s.Now()}).Error
	if err != nil {
		return fmt.Errorf("settle mail %d: %w", id, err)
	}
	return s.reach(ctx, id)
}

// reach notes for the interview that a mail is about whether its candidate has to be told another way: the
// newest mail to them was rejected. Where that stays as it is, nothing is written.
func (s *Store) reach(ctx context.Context, mailID int64) error {
	err := s.write(ctx).Exec(`with newest as (select interview_id, state from mails
			where interview_id = (select interview_id from mails where id = ? and kind in ?) and kind in ? order by id desc limit 1)
		update interviews set unreached = not unreached
		where id = (select interview_id from newest) and unreached <> ((select state from newest) = ?)`,
		mailID, models.CandidateMails(), models.CandidateMails(), models.MailRejected).Error
	if err != nil {
		return fmt.Errorf("reach by mail %d: %w", mailID, err)
	}
	return nil
}

// MarkReached notes that the candidate of an interview knows, although the mail server refused the newest
// mail to them.
func (s *Store) MarkReached(ctx context.Context, interviewID int64) error {
	err := s.write(ctx).Model(&models.Interview{}).Where("id = ? and unreached = ?", interviewID, true).UpdateColumn("unreached", false).Error
	if err != nil {
		return fmt.Errorf("candidate of interview %d: %w", interviewID, err)
	}
	return nil
}

// EraseMails forgets the bytes of mails settled before an instant; what was sent to whom stays.
func (s *Store) EraseMails(ctx context.Context, before time.Time) error {
	err := s.write(ctx).Model(&mail{}).Where("settled_at < ? and erased_at is null", before.UTC()).
		Updates(map[string]any{"sealed": nil, "erased_at": s.Now()}).Error
	if err != nil {
		return fmt.Errorf("erase mails: %w", err)
	}
	return nil
}
