package entering

import (
	"time"

	"entrevue/models"
	"entrevue/models/mail"
)

// Printer words what leaves the house.
type Printer interface {
	// PasswordReset is the mail with the link for a new password, in the person's language.
	PasswordReset(Reset) (mail.Message, error)
}

// Reset is a wish for a new password, for wording it. Token is its secret link.
type Reset struct {
	Installation models.Installation
	Employee     models.Employee
	Token        string
	MessageID    string
	Now          time.Time
}
