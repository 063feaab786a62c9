package app

import (
	"context"
	"log/slog"
	"net"
	"net/url"
	"time"

	"entrevue/models"
	"entrevue/models/connecting"
	"entrevue/models/jobs"
	"entrevue/models/mail"
)

// Config is everything the application must be told. Zero values mean production.
type Config struct {
	Log *slog.Logger
	// Listener is where people come in. It is bound by the caller, so that a taken port is noticed
	// before anything else happens.
	Listener net.Listener
	// DatabaseURL is a path of an SQLite file, or a postgres:// address.
	DatabaseURL string
	// Keys seal secrets; the first seals, all open.
	Keys []string
	// PublicURL is where people reach this installation.
	PublicURL *url.URL
	Cronofy   Cronofy
	// JoinHosts are addresses of meetings beside those that everybody knows.
	JoinHosts models.JoinHosts
	// Mail is the mail server, MailFrom whom our mails come from.
	Mail     mail.Server
	MailFrom mail.Address
	// OIDC is the company's own sign-in; without an Issuer there is none.
	OIDC OIDC
	// Demo are the addresses of the people whom anybody becomes by one click. None in production.
	Demo []string
	// MetricsToken opens /metrics; without one there is no such page.
	MetricsToken models.Secret
	// Now is the clock; nil means the machine's.
	Now func() time.Time
	// Queue sets the times of background work.
	Queue jobs.Config
	// Watch sees every statement of the database. For tests.
	Watch func(ctx context.Context, statement string)
	// Quick and Migrated are for tests: no waiting for the disk and no slow hashing of passwords; no
	// migration.
	Quick, Migrated bool
}

// OIDC says where people of the company sign in, who we are there, and what they call it.
type OIDC struct {
	Issuer       string
	ClientID     string
	ClientSecret models.Secret
	Name         string
}

// Cronofy says where Cronofy is and who we are there.
type Cronofy struct {
	API, App     *url.URL
	DataCentre   string
	ClientID     string
	ClientSecret models.Secret
	// Sender is where Cronofy's own mails come from, for people who look for one.
	Sender string
	// Rate bounds the calls of all processes; zero means the documented limits.
	Rate connecting.Rate
	// Timeout is how long one call may take; zero means cronofy.Timeout.
	Timeout time.Duration
}

// secure tells whether people come by https, which production insists on.
func (c Config) secure() bool { return c.PublicURL.Scheme == "https" }

// cookie names the session. Cookies ignore ports, so that several demos on one machine need names
// of their own.
func (c Config) cookie() string {
	if c.secure() {
		return "__Host-entrevue"
	}
	return "entrevue_" + c.PublicURL.Port()
}
