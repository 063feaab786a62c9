package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"entrevue/cmd/app"
	"entrevue/handlers/sandbox"
	"entrevue/models"
	"entrevue/models/demo"
	"entrevue/models/mail"
	"entrevue/models/store"
)

const loopback = "127.0.0.1"

// outside is the outside world of the demo, on ports of its own.
type outside struct {
	sandbox    *sandbox.Sandbox
	web        *http.Server
	pages, box net.Listener
}

// runDemo binds everything first, lets the outside world begin, then the application.
func runDemo(ctx context.Context, e environment, out io.Writer) error {
	log := slog.New(slog.NewTextHandler(out, &slog.HandlerOptions{Level: slog.LevelWarn}))
	config, err := e.demo()
	if err != nil {
		return err
	}
	config.Log = log
	world, err := e.outside(log)
	if err != nil {
		return err
	}
	if config.Listener, err = listen(loopback, "PORT", e.Port); err != nil {
		return errors.Join(err, world.stop())
	}
	world.start(ctx)
	err = serve(ctx, config, func(ctx context.Context, a *app.App) error {
		if err := e.demonstrate(ctx, a, config.Cronofy.App); err != nil {
			return err
		}
		fmt.Fprintf(out, "\n  Entrevue           %s\n  The world outside  %s/sandbox/\n\n  Ctrl+C ends it; the data stay in %s.\n\n",
			config.PublicURL, e.sandboxURL(), e.DataDir)
		return nil
	})
	return errors.Join(err, world.stop())
}

// demonstrate makes the company of the demo once: what people did with it since is theirs.
func (e environment) demonstrate(ctx context.Context, a *app.App, outside *url.URL) error {
	marker := filepath.Join(e.DataDir, "demo.made")
	if _, err := os.Stat(marker); err == nil {
		return nil
	}
	if err := a.Demonstrate(ctx, outside); err != nil {
		return err
	}
	return os.WriteFile(marker, nil, 0o600)
}

// demo is the configuration of the application in the demo.
func (e environment) demo() (app.Config, error) {
	key, err := keptKey(filepath.Join(e.DataDir, "app.key"))
	if err != nil {
		return app.Config{}, err
	}
	public, err := url.Parse("http://localhost:" + e.Port)
	if err != nil {
		return app.Config{}, fmt.Errorf("PORT: %w", err)
	}
	world, err := url.Parse(e.sandboxURL())
	if err != nil {
		return app.Config{}, fmt.Errorf("SANDBOX_PORT: %w", err)
	}
	box, err := strconv.Atoi(e.SandboxSMTPPort)
	if err != nil {
		return app.Config{}, fmt.Errorf("SANDBOX_SMTP_PORT: %w", err)
	}
	return app.Config{DatabaseURL: filepath.Join(e.DataDir, "entrevue.db"), Keys: []string{key}, PublicURL: public,
		Demo: offered(), JoinHosts: app.SandboxMeetings(world), Cronofy: app.Cronofy{API: world, App: world, DataCentre: "sandbox", ClientID: e.SandboxClientID,
			ClientSecret: models.NewSecret(e.SandboxClientSecret), Sender: sandbox.Sender},
		Mail:     mail.Server{Host: loopback, Port: box, Security: mail.SecurityNone},
		MailFrom: mail.Address{Name: "Entrevue", Mail: "entrevue@lumen.example"}}, nil
}

// offered are the addresses of the people on the sign-in page.
func offered() []string {
	var emails []string
	for _, person := range demo.People() {
		if person.Offered {
			emails = append(emails, person.Email)
		}
	}
	return emails
}

func (e environment) sandboxURL() string { return "http://localhost:" + e.SandboxPort }

// keptKey makes a key once and reads it afterwards.
func keptKey(path string) (string, error) {
	kept, err := os.ReadFile(path)
	if errors.Is(err, os.ErrNotExist) {
		kept = []byte(store.NewToken() + store.NewToken())
		err = os.WriteFile(path, kept, 0o600)
	}
	if err != nil {
		return "", fmt.Errorf("key of the demo: %w", err)
	}
	return strings.TrimSpace(string(kept)), nil
}

func (e environment) outside(log *slog.Logger) (*outside, error) {
	w := &outside{}
	var err error
	if w.pages, err = listen(loopback, "SANDBOX_PORT", e.SandboxPort); err != nil {
		return nil, err
	}
	if w.box, err = listen(loopback, "SANDBOX_SMTP_PORT", e.SandboxSMTPPort); err != nil {
		return nil, errors.Join(err, w.pages.Close())
	}
	w.sandbox, err = sandbox.New(sandbox.Config{DataDir: e.DataDir, ClientID: e.SandboxClientID,
		ClientSecret: e.SandboxClientSecret, PublicURL: e.sandboxURL(), Log: log})
	if err != nil {
		return nil, errors.Join(err, w.pages.Close(), w.box.Close())
	}
	w.web = &http.Server{Handler: w.sandbox.Handler(), ReadHeaderTimeout: 5 * time.Second}
	return w, nil
}

func (w *outside) start(ctx context.Context) {
	go func() { _ = w.web.Serve(w.pages) }() // ends with stop
	go func() { _ = w.sandbox.ServeSMTP(w.box) }()
	go w.sandbox.Run(ctx)
}

func (w *outside) stop() error {
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	err := w.web.Shutdown(ctx)
	if errors.Is(err, context.DeadlineExceeded) {
		err = w.web.Close()
	}
	_ = w.pages.Close()
	_ = w.box.Close()
	return errors.Join(err, w.sandbox.Close())
}
