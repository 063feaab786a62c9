package entering

import (
	"context"
	"crypto/subtle"
	"errors"

	"entrevue/models"
	"entrevue/models/store"
)

// Departure is a browser that leaves for the sign-in provider: what it is known by when it comes back, and
// what to go on with then.
type Departure struct {
	Browser  string
	Then     string
	Draft    string
	Language models.Language
}

// VisitProvider begins a sign-in at the company's provider and returns the address to go to. Too many tries
// end with *models.Limited; models.ProviderDown says that the provider does not answer.
func (d *Doorkeeper) VisitProvider(ctx context.Context, leaving Departure, from Entry) (string, error) {
	if _, err := d.Store.Hit(ctx, "provider from "+from.Address, triesOfAddress, tryWindow); err != nil {
		return "", err
	}
	carried := newProof()
	address, err := d.Provider.address(carried, leaving.Language)
	if err != nil {
		return "", err
	}
	visit := models.ProviderVisit{StateHash: store.HashToken(carried.state), NonceHash: store.HashToken(carried.nonce),
		BrowserHash: store.HashToken(leaving.Browser), Target: leaving.Then, Draft: leaving.Draft}
	err = d.Store.Tx(ctx, func(ctx context.Context, tx *store.Store) error {
		visit.ID = 0
		return tx.CreateProviderVisit(ctx, &visit, models.NewSecret(carried.verifier))
	})
	return address, err
}

// ProviderReturn is what a browser brings back from the sign-in provider.
type ProviderReturn struct {
	Browser string
	State   string
	Code    models.Secret
	Error   string
	Issuer  string // empty where the provider does not say who it is (RFC 9207)
}

// Arrival is somebody who was let in. Visit is what to go on with; it is known also when they were not,
// unless the return was none of this browser's.
type Arrival struct {
	Employee models.Employee
	SignIn   int64
	Visit    models.ProviderVisit
}

// ReturnFromProvider lets somebody in who comes back from the company's provider. A return is used up
// before anybody is asked about it: of two at once one counts. Who is not let in gets a
// models.ProviderRefusal.
func (d *Doorkeeper) ReturnFromProvider(ctx context.Context, r ProviderReturn, from Entry) (Arrival, error) {
	visit, verifier, err := d.Store.ProviderVisitByState(ctx, r.State)
	if errors.Is(err, models.ErrNotFound) {
		return Arrival{}, models.ProviderUnfit
	}
	if err != nil {
		return Arrival{}, err
	}
	if subtle.ConstantTimeCompare(visit.BrowserHash, store.HashToken(r.Browser)) != 1 {
		return Arrival{}, models.ProviderUnfit
	}
	arrival := Arrival{Visit: visit}
	if err := d.Store.ConsumeProviderVisit(ctx, visit.ID); errors.Is(err, models.ErrGone) {
		return arrival, models.ProviderUnfit
	} else if err != nil {
		return arrival, err
	}
	switch {
	case !visit.ExpiresAt.After(d.Store.Now()):
		return arrival, models.ProviderLate
	case r.Issuer != "" && r.Issuer != d.Provider.Issuer():
		return arrival, models.ProviderUnfit
	case r.Error != "" || r.Code.Empty():
		return arrival, refusalOf(r.Error)
	}
	who, err := d.Provider.identify(ctx, r.Code, verifier, visit.NonceHash)
	if err == nil {
		arrival.Employee, arrival.SignIn, err = d.letIn(ctx, who, from)
	}
	return arrival, err
}

// letIn begins a sign-in for the person whom the provider describes.
func (d *Doorkeeper) letIn(ctx context.Context, who stranger, from Entry) (employee models.Employee, signIn int64, err error) {
	hashed := ""
	if _, err := d.Store.ProviderAccount(ctx, d.Provider.Issuer(), who.subject); errors.Is(err, models.ErrNotFound) {
		// Whoever was invited and comes this way has a password that nobody knows: a reset gives them another.
		if hashed, err = d.hash(ctx, store.NewToken()+store.NewToken()); err != nil {
			return employee, 0, err
		}
	}
	come := func(ctx context.Context, tx *store.Store) error {
		if employee, err = d.recognize(ctx, tx, who, hashed); err != nil {
			return err
		}
		signIn, err = tx.CreateSignIn(ctx, from.signIn(employee.ID))
		return err
	}
	if err = d.Store.Tx(ctx, come); store.Taken(err) { // they came twice at once, and are known by now
		err = d.Store.Tx(ctx, come)
	}
	return employee, signIn, err
}

// recognize finds the employee: by account, once it is known, else by the address that the provider has
// verified. An address never leads to somebody who has another account there.
func (d *Doorkeeper) recognize(ctx context.Context, tx *store.Store, who stranger, hashed string) (models.Employee, error) {
	account, err := tx.ProviderAccount(ctx, d.Provider.Issuer(), who.subject)
	if errors.Is(err, models.ErrNotFound) {
		return d.meet(ctx, tx, who, hashed)
	}
	if err != nil {
		return models.Employee{}, err
	}
	employee, err := tx.Employee(ctx, account.EmployeeID)
	if err == nil && !employee.Active() {
		err = models.ProviderUnknown
	}
	return employee, err
}

// meet finds the employee of an account that comes for the first time, and remembers it.
func (d *Doorkeeper) meet(ctx context.Context, tx *store.Store, who stranger, hashed string) (models.Employee, error) {
	if !who.verified || who.email == "" {
		return models.Employee{}, models.ProviderUnverified
	}
	employee, err := tx.EmployeeByEmail(ctx, who.email)
	if errors.Is(err, models.ErrNotFound) || err == nil && !employee.Active() {
		return models.Employee{}, models.ProviderUnknown
	}
	if err != nil {
		return models.Employee{}, err
	}
	if _, err := tx.ProviderAccountOf(ctx, d.Provider.Issuer(), employee.ID); err == nil {
		return models.Employee{}, models.ProviderUnknown
	} else if !errors.Is(err, models.ErrNotFound) {
		return models.Employee{}, err
	}
	account := models.ProviderAccount{EmployeeID: employee.ID, Issuer: d.Provider.Issuer(), Subject: who.subject, Email: who.email}
	if err := tx.CreateProviderAccount(ctx, &account); err != nil {
		return models.Employee{}, err
	}
	about := store.Subject{Kind: "employee", ID: employee.ID}
	if err := tx.Note(ctx, employee.Actor(), about, "activity.provider_account", map[string]string{"email": who.email}); err != nil || employee.Joined() {
		return employee, err
	}
	if err := tx.DeleteLinks(ctx, store.InvitationLink, employee.ID); err != nil {
		return employee, err
	}
	return employee, setPassword(ctx, tx, employee, hashed, "activity.joined")
}

// ProviderAccount is who an employee is at the company's provider; the zero value where that is not known.
func (d *Doorkeeper) ProviderAccount(ctx context.Context, employeeID int64) (models.ProviderAccount, error) {
	if d.Provider == nil {
		return models.ProviderAccount{}, nil
	}
	account, err := d.Store.ProviderAccountOf(ctx, d.Provider.Issuer(), employeeID)
	if errors.Is(err, models.ErrNotFound) {
		err = nil
	}
	return account, err
}

// ForgetProvider forgets who the person who acts is at the provider. The next time they come from there
// they are found by their address again.
func (d *Doorkeeper) ForgetProvider(ctx context.Context, by models.Actor) error {
	return d.asOneself(ctx, by, "activity.provider_account_forgotten", func(ctx context.Context, tx *store.Store) error {
		return tx.DeleteProviderAccounts(ctx, by.ID)
	})
}
