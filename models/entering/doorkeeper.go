package entering

import (
	"context"
	"errors"
	"time"

	"entrevue/models"
	"entrevue/models/jobs"
	"entrevue/models/store"
)

// Doorkeeper lets people in and out.
type Doorkeeper struct {
	Store      *store.Store
	Queue      *jobs.Queue
	Printer    Printer
	Provider   *Provider // the company's, nil where there is none
	MailDomain string    // behind the @ of our Message-IDs
	Quick      bool      // hash passwords so fast that they could be guessed; for tests only
}

// tries bounds guessing: per account, and per address it comes from, behind which a whole office
// may sit. Secret links are clicked, not typed: few of them are wrong.
const (
	triesOfAccount = 10
	triesOfAddress = 60
	linksOfAddress = 20
	tryWindow      = 3 * time.Minute
)

// Entry is how somebody comes in: from which address of the network, with which browser.
type Entry struct {
	Address   string
	UserAgent string
}

// signIn is the one that somebody begins this way.
func (e Entry) signIn(employeeID int64) models.SignIn {
	return models.SignIn{EmployeeID: employeeID, UserAgent: shortened(e.UserAgent), Address: shortened(e.Address)}
}

// Credentials are what somebody types to sign in.
type Credentials struct {
	Email    string
	Password string
}

var errWrong = models.InvalidField("", "sign_in.wrong")

// SignIn begins a sign-in and returns its id. Whoever is unknown, has left, was never let in or
// types a wrong password gets the same answer after the same time. Too many tries end with
// *models.Limited.
func (d *Doorkeeper) SignIn(ctx context.Context, c Credentials, from Entry) (models.Employee, int64, error) {
	email, ok := models.CleanEmail(c.Email)
	if !ok {
		email = "" // whatever it is, it is nobody's: it is neither looked for nor kept
	}
	if err := d.limit(ctx, email, from); err != nil {
		return models.Employee{}, 0, err
	}
	employee, err := d.Store.EmployeeByEmail(ctx, email)
	if err != nil && !errors.Is(err, models.ErrNotFound) {
		return models.Employee{}, 0, err
	}
	right, err := d.matches(ctx, c.Password, employee.PasswordHash)
	if err != nil {
		return models.Employee{}, 0, err
	}
	if !right || !employee.Active() {
		return models.Employee{}, 0, errWrong
	}
	if err := d.Store.Forgive(ctx, accountKey(email)); err != nil {
		return models.Employee{}, 0, err
	}
	id, err := d.Store.CreateSignIn(ctx, from.signIn(employee.ID))
	return employee, id, err
}

func (d *Doorkeeper) limit(ctx context.Context, email string, from Entry) error {
	if email != "" {
		if _, err := d.Store.Hit(ctx, accountKey(email), triesOfAccount, tryWindow); err != nil {
			return err
		}
	}
	_, err := d.Store.Hit(ctx, "sign-in from "+from.Address, triesOfAddress, tryWindow)
	return err
}

// Guessed counts a secret link that opened nothing. Too many of them from one address end with
// *models.Limited; a link that opens something is never counted.
func (d *Doorkeeper) Guessed(ctx context.Context, from Entry) error {
	_, err := d.Store.Hit(ctx, "link from "+from.Address, linksOfAddress, tryWindow)
	return err
}

func accountKey(email string) string { return "sign-in as " + email }

// SignInAs begins a sign-in without a password. Only the demo offers it.
func (d *Doorkeeper) SignInAs(ctx context.Context, employeeID int64, from Entry) (models.Employee, int64, error) {
	employee, err := d.Store.Employee(ctx, employeeID)
	if err != nil {
		return employee, 0, err
	}
	if !employee.Active() {
		return employee, 0, models.ErrNotFound
	}
	id, err := d.Store.CreateSignIn(ctx, from.signIn(employee.ID))
	return employee, id, err
}

// SignOut ends one sign-in, at once and in every process.
func (d *Doorkeeper) SignOut(ctx context.Context, signInID int64) error {
	return d.Store.RevokeSignIn(ctx, signInID)
}

// SignOutElsewhere ends one of the other sign-ins of the person who acts. Of a sign-in that is not theirs
// they learn nothing.
func (d *Doorkeeper) SignOutElsewhere(ctx context.Context, by models.Actor, signInID int64) error {
	return d.asOneself(ctx, by, "activity.signed_out_elsewhere", func(ctx context.Context, tx *store.Store) error {
		return tx.RevokeOwnSignIn(ctx, by.ID, signInID)
	})
}

// SignOutEverywhereElse ends all sign-ins of the person who acts but the one to keep.
func (d *Doorkeeper) SignOutEverywhereElse(ctx context.Context, by models.Actor, keep int64) error {
	return d.asOneself(ctx, by, "activity.signed_out_everywhere_else", func(ctx context.Context, tx *store.Store) error {
		return tx.RevokeSignInsOf(ctx, by.ID, keep)
	})
}

// oneself is the person who acts for themselves; models.ErrForbidden is for anybody else.
func oneself(ctx context.Context, tx *store.Store, by models.Actor) (models.Employee, error) {
	employee, err := tx.Employee(ctx, by.ID)
	if err == nil && (by.Kind != models.ActorEmployee || !employee.Active()) {
		err = models.ErrForbidden
	}
	return employee, err
}

// asOneself does something to the person who acts, and notes it.
func (d *Doorkeeper) asOneself(ctx context.Context, by models.Actor, key string, do func(context.Context, *store.Store) error) error {
	return d.Store.Tx(ctx, func(ctx context.Context, tx *store.Store) error {
		if _, err := oneself(ctx, tx, by); err != nil {
			return err
		}
		if err := do(ctx, tx); err != nil {
			return err
		}
		return tx.Note(ctx, by, store.Subject{Kind: "employee", ID: by.ID}, key, nil)
	})
}

// Seen notes that the person of a sign-in is still there.
func (d *Doorkeeper) Seen(ctx context.Context, signInID int64) error {
	return d.Store.TouchSignIn(ctx, signInID)
}

// shortened keeps of a browser's name what a person can recognize.
func shortened(agent string) string {
	runes := []rune(agent)
	return string(runes[:min(len(runes), models.MaxTitle)])
}
