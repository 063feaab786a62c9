package app

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"sync/atomic"
	"time"
	_ "time/tzdata" // the zones of people do not depend on the machine

	"entrevue/handlers"
	"entrevue/models"
	"entrevue/models/connecting"
	"entrevue/models/cronofy"
	"entrevue/models/entering"
	"entrevue/models/jobs"
	"entrevue/models/mail"
	"entrevue/models/operating"
	"entrevue/models/recruiting"
	"entrevue/models/scheduling"
	"entrevue/models/staffing"
	"entrevue/models/store"
	"entrevue/views/mails"
	"entrevue/views/paths"
)

// App is the whole application of one process.
type App struct {
	// Actions, for the programs that fill an installation.
	Doorkeeper *entering.Doorkeeper
	Registrar  *staffing.Registrar
	Connector  *connecting.Connector
	Recruiter  *recruiting.Recruiter
	Scheduler  *scheduling.Scheduler

	config  Config
	courier *operating.Courier
	printer *mails.Printer
	store   *store.Store
	queue   *jobs.Queue
	server  *handlers.Server
	web     *http.Server
	ready   atomic.Bool
}

// New opens the database, brings it up to date and puts everything together. Nothing runs yet.
func New(ctx context.Context, config Config) (*App, error) {
	if config.Log == nil {
		config.Log = slog.Default()
	}
	a := &App{config: config}
	err := a.open(ctx)
	if err == nil {
		err = a.act()
	}
	if err != nil {
		if a.store != nil {
			err = errors.Join(err, a.store.Close())
		}
		return nil, err
	}
	a.bind()
	a.serve()
	return a, nil
}

func (a *App) open(ctx context.Context) error {
	keys, err := store.NewKeyring(a.config.Keys...)
	if err != nil {
		return fmt.Errorf("APP_KEY: %w", err)
	}
	a.store, err = store.Open(ctx, store.Config{URL: a.config.DatabaseURL, Keys: keys, Now: a.config.Now,
		Quick: a.config.Quick, Watch: a.config.Watch, Unmigrated: a.config.Migrated})
	if err != nil {
		return err
	}
	if !a.config.Migrated {
		if err := jobs.Migrate(ctx, a.store); err != nil {
			return err
		}
	}
	a.config.Queue.Log = a.config.Log
	a.queue, err = jobs.New(a.store, a.config.Queue)
	return err
}

// act makes the actions.
func (a *App) act() error {
	from := a.config.MailFrom
	sender, err := mail.NewSender(a.config.Mail)
	if err != nil {
		return err
	}
	a.printer = mails.New(a.config.PublicURL, from)
	a.courier = &operating.Courier{Store: a.store, Sender: sender, From: from.Mail}
	a.Doorkeeper = &entering.Doorkeeper{Store: a.store, Queue: a.queue, Printer: a.printer, MailDomain: models.Domain(from.Mail),
		Quick: a.config.Quick}
	if c := a.config.OIDC; c.Issuer != "" {
		a.Doorkeeper.Provider = entering.NewProvider(entering.ProviderConfig{Issuer: c.Issuer, ClientID: c.ClientID, ClientSecret: c.ClientSecret,
			Return: a.config.PublicURL.JoinPath(paths.ProviderReturn()).String(), Now: a.store.Now})
	}
	a.Registrar = &staffing.Registrar{Store: a.store, Queue: a.queue, Printer: a.printer, MailDomain: models.Domain(from.Mail)}
	a.Recruiter = recruiting.New(a.store)
	return a.connect()
}

// connect makes what speaks to Cronofy.
func (a *App) connect() error {
	c := a.config.Cronofy
	client, err := cronofy.New(cronofy.Config{APIURL: c.API.String(), AppURL: c.App.String(), ClientID: c.ClientID,
		Secrets: []models.Secret{c.ClientSecret}, Log: a.config.Log, Gate: connecting.NewBudget(a.store, c.Rate).Reserve,
		HTTP: cronofy.NewHTTPClient(cmp.Or(c.Timeout, cronofy.Timeout))})
	if err != nil {
		return err
	}
	a.Connector = connecting.New(connecting.Config{Log: a.config.Log, Store: a.store, Queue: a.queue, Cronofy: client,
		PublicURL: a.config.PublicURL, DataCentre: c.DataCentre, Printer: a.printer, MailDomain: models.Domain(a.config.MailFrom.Mail), Paths: connecting.Paths{Return: paths.CalendarReturn(), PersonalReturn: paths.ConferencingReturn,
			Authorization: paths.CronofyAuthorization, Push: paths.CronofyPush, Reachability: paths.CronofyReachability}})
	a.Registrar.Synchronizer = a.Connector
	a.Scheduler = &scheduling.Scheduler{Log: a.config.Log, Store: a.store, Queue: a.queue, Cronofy: client,
		Tokens: a.Connector, Synchronizer: a.Connector, Printer: a.printer,
		JoinHosts: models.DefaultJoinHosts().With(a.config.JoinHosts), MailHost: models.Domain(a.config.MailFrom.Mail),
		Hook: func(secret string) string {
			return a.config.PublicURL.JoinPath(paths.CronofyConferencing(secret)).String()
		}}
	a.Connector.Changed = a.Scheduler.CalendarChanged
	return nil
}

// serve makes the pages.
func (a *App) serve() {
	c := a.config
	a.server = handlers.New(handlers.Dependencies{
		Log: c.Log, Store: &a.store.Reads, Sessions: a.store.Sessions(), Keys: a.store.Keys(), Queue: a.queue,
		Doorkeeper: a.Doorkeeper, Registrar: a.Registrar, Courier: a.courier, Connector: a.Connector,
		Recruiter: a.Recruiter, Scheduler: a.Scheduler, Printer: a.printer,
		Settings: handlers.Settings{PublicURL: c.PublicURL, CronofyApp: origin(c.Cronofy.App), DataCentre: c.Cronofy.DataCentre, CronofySender: c.Cronofy.Sender,
			Cookie: c.cookie(), Secure: c.secure(), SignInProvider: c.OIDC.Name, Demo: c.Demo, StartOver: a.startOver(), MetricsToken: c.MetricsToken, Ready: a.ready.Load},
	})
	a.web = &http.Server{Handler: a.server.Handler(), ErrorLog: slog.NewLogLogger(c.Log.Handler(), slog.LevelDebug),
		ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 30 * time.Second, WriteTimeout: time.Minute,
		IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 64 << 10}
}

// Handler answers requests without a listener.
func (a *App) Handler() http.Handler { return a.web.Handler }

// Reads is what stands in the database, for programs that fill an installation and for tests.
func (a *App) Reads() *store.Reads { return &a.store.Reads }

// Routes are the addresses and who may enter them.
func (a *App) Routes() []handlers.Route { return a.server.Routes() }

// Start works the queue and answers requests. Not before Ready do we call ourselves ready.
func (a *App) Start(ctx context.Context) error {
	if err := a.store.ReleaseLeases(ctx); err != nil {
		return err
	}
	if err := a.queue.Start(context.WithoutCancel(ctx)); err != nil {
		return err
	}
	if a.config.Listener == nil {
		return nil
	}
	go func() {
		if err := a.web.Serve(a.config.Listener); !errors.Is(err, http.ErrServerClosed) {
			a.config.Log.Error("serve", "error", err.Error())
		}
	}()
	return nil
}

// Ready lets /readyz say yes: everything that belongs to starting is done.
func (a *App) Ready() { a.ready.Store(true) }

// Stop answers the requests that are under way, lets running jobs finish or gives them back, and
// closes the database, in this order. ctx bounds how long that may take.
func (a *App) Stop(ctx context.Context) error {
	a.ready.Store(false)
	return errors.Join(a.web.Shutdown(ctx), a.queue.Stop(ctx), a.store.Close())
}
