package jobs

import (
	"context"

	"entrevue/models"
	"entrevue/models/store"
)

// Post keeps a mail in the running transaction and enqueues its sending. A mail whose Message-ID
// exists already is answered with an error that store.Taken knows.
func (q *Queue) Post(ctx context.Context, tx *store.Store, m *models.Mail, raw []byte) error {
	if err := tx.CreateMail(ctx, m, raw); err != nil {
		return err
	}
	return q.Enqueue(ctx, tx, SendMail{MailID: m.ID})
}
