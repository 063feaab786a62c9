package connecting

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"time"

	"golang.org/x/sync/singleflight"

	"entrevue/models"
	"entrevue/models/cronofy"
	"entrevue/models/jobs"
	"entrevue/models/store"
)

// Config is what a Connector needs.
type Config struct {
	Log     *slog.Logger
	Store   *store.Store
	Queue   *jobs.Queue
	Cronofy *cronofy.Client
	// PublicURL is where browsers and Cronofy reach this installation.
	PublicURL *url.URL
	// DataCentre names where Cronofy processes the data.
	DataCentre string
	Paths      Paths
	Printer    Printer
	MailDomain string // behind the @ of our Message-IDs
}

// Paths are the addresses of this installation that Cronofy is given.
type Paths struct {
	Return string // where the administrator's browser comes back
	// PersonalReturn is where a person's browser comes back; the token authorizes nothing.
	PersonalReturn func(token string) string
	// The others carry a secret: they receive the outcome of an employee's authorization, pushes
	// about an employee's calendar, and the push that proves that we can be reached.
	Authorization, Push, Reachability func(secret string) string
}

// Connector connects the company's calendar, synchronizes employees and hands out their tokens. It
// is safe for many jobs at a time, in many processes.
type Connector struct {
	Config
	// Changed is told in a transaction that something has changed in an employee's calendar. It is
	// set before the queue starts; nil when nobody wants to know.
	Changed func(ctx context.Context, tx *store.Store, employeeID int64) error

	refreshing singleflight.Group
}

// New makes a connector and binds its jobs to the queue.
func New(config Config) *Connector {
	c := &Connector{Config: config}
	waited := jobs.Policy{Attempts: 20, First: 2 * time.Second, Longest: time.Minute}
	patient := jobs.Policy{Attempts: 40, First: 2 * time.Second, Longest: time.Hour, Lane: jobs.Bulk}
	jobs.Handle(c.Queue, waited, c.CheckReachability)
	jobs.Handle(c.Queue, patient, c.EndReachability)
	jobs.Handle(c.Queue, waited, c.ExchangeAuthorization)
	jobs.Handle(c.Queue, waited, c.ReadServiceAccount)
	jobs.Handle(c.Queue, patient, c.RequestSynchronizations)
	jobs.Handle(c.Queue, jobs.Policy{Attempts: 20, Longest: 30 * time.Second, Lane: jobs.Bulk}, c.ExchangeCode)
	jobs.Handle(c.Queue, patient, c.ReadEmployee)
	jobs.Handle(c.Queue, waited, c.LookAtEmployee)
	jobs.Handle(c.Queue, patient, c.RevokeProfile)
	jobs.Handle(c.Queue, patient, c.KeepChannel)
	jobs.Handle(c.Queue, waited, c.HearChange)
	jobs.Handle(c.Queue, patient, c.RevokeAccount)
	jobs.Handle(c.Queue, patient, c.Disconnecting)
	jobs.Handle(c.Queue, jobs.Policy{Lane: jobs.Bulk}, c.SweepConnecting)
	c.Queue.Every(time.Minute, jobs.SweepConnecting{})
	c.Queue.Every(24*time.Hour, jobs.ReadServiceAccount{})
	return c
}

// act runs do in one transaction if the actor may administer.
func (c *Connector) act(ctx context.Context, by models.Actor, deed string, do func(context.Context, *store.Store) error) error {
	if !models.CanAdminister(by) {
		return fmt.Errorf("%s: %w", deed, models.ErrForbidden)
	}
	if err := c.Store.Tx(ctx, do); err != nil {
		return fmt.Errorf("%s: %w", deed, err)
	}
	return nil
}

// asService makes a call with the company's own grant.
func (c *Connector) asService(ctx context.Context, call func(models.Secret) error) error {
	return c.as(ctx, store.ServiceAccount, call)
}

// as makes a call with an employee's grant.
func (c *Connector) as(ctx context.Context, employeeID int64, call func(models.Secret) error) error {
	source := func(ctx context.Context, rejected models.Secret) (models.Secret, error) {
		return c.Token(ctx, employeeID, rejected)
	}
	return cronofy.WithToken(ctx, source, call)
}

// address is an absolute address of this installation.
func (c *Connector) address(path string) string { return c.PublicURL.JoinPath(path).String() }

// about is what the activities of the calendar integration are about.
func about(i models.Integration) store.Subject { return store.Subject{Kind: "integration", ID: i.ID} }

// status is the HTTP status of a refusal by Cronofy; 0 for any other error.
func status(err error) int {
	var refused *cronofy.Error
	if errors.As(err, &refused) {
		return refused.Status
	}
	return 0
}

// keyRefused tells whether Cronofy does not know our client id and secret (FAIL42, FAIL46).
func keyRefused(err error) bool {
	var refused *cronofy.Error
	return errors.As(err, &refused) && (refused.Code == cronofy.CodeInvalidClient || refused.Status == 401)
}

// said is Cronofy's own text in a refusal; empty for any other error.
func said(err error) string {
	var refused *cronofy.Error
	if errors.As(err, &refused) {
		return refused.Text()
	}
	return ""
}
