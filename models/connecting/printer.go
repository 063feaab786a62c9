package connecting

import (
	"time"

	"entrevue/models"
	"entrevue/models/mail"
)

// Printer words what leaves the house.
type Printer interface {
	// ITRequest is the mail that leads the company's IT to its page, in the chosen language.
	ITRequest(ITRequest) (mail.Message, error)
	// ITDone is the mail that tells the administrator who asked IT that IT has confirmed.
	ITDone(ITDone) (mail.Message, error)
	// LossNotice is the mail to a person whose sign-in with a provider has ended, in their language.
	LossNotice(LossNotice) (mail.Message, error)
}

// LossNotice tells a person that no more links can be made with their account, for wording it. First are
// the first of the interviews that depend on it.
type LossNotice struct {
	Installation models.Installation
	To           models.Employee
	Loss         models.LostSignIn
	First        []models.Hosted
	MessageID    string
	Now          time.Time
}

// ITRequest asks the company's IT to let Cronofy into a provider, for wording it. Token is the secret
// link of the page; By is who asks. Again is set after somebody was asked for an administrator all
// the same.
type ITRequest struct {
	Installation models.Installation
	Provider     models.Provider
	By           models.Actor
	Mail         string
	Language     models.Language
	Again        bool
	Token        string
	Until        time.Time
	MessageID    string
	Now          time.Time
}

// ITDone tells an administrator that IT has let Cronofy into a provider, for wording it. Setup says who
// confirmed, and for which day.
type ITDone struct {
	Installation models.Installation
	Setup        models.ProviderSetup
	To           models.Employee
	MessageID    string
	Now          time.Time
}
