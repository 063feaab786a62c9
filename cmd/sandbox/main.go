package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"os/signal"
	"syscall"
	"time"
	_ "time/tzdata" // zones on machines without them

	"entrevue/handlers/sandbox"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	log := slog.New(slog.NewTextHandler(os.Stderr, nil))
	if err := run(ctx, log, os.Args[1:]); err != nil {
		log.Error("sandbox", "error", err)
		os.Exit(1)
	}
}

// options are the flags; each has an environment variable as its default.
type options struct {
	port, smtpPort, dataDir              string
	clientID, clientSecret, secondSecret string
	publicURL                            string
}

func readOptions(args []string) (options, error) {
	var o options
	flags := flag.NewFlagSet("sandbox", flag.ContinueOnError)
	flags.StringVar(&o.port, "port", env("SANDBOX_PORT", "8081"), "port of API and pages")
	flags.StringVar(&o.smtpPort, "smtp-port", env("SANDBOX_SMTP_PORT", "8025"), "port of the mail server")
	flags.StringVar(&o.dataDir, "data", env("DATA_DIR", "data"), "folder of sandbox.db")
	flags.StringVar(&o.clientID, "client-id", env("SANDBOX_CLIENT_ID", "sandbox-client"), "accepted client id")
	flags.StringVar(&o.clientSecret, "client-secret", env("SANDBOX_CLIENT_SECRET", "sandbox-secret"),
		"accepted client secret")
	flags.StringVar(&o.secondSecret, "second-secret", env("SANDBOX_SECOND_SECRET", ""),
		"second client secret, active during a rotation")
	flags.StringVar(&o.publicURL, "public-url", env("SANDBOX_PUBLIC_URL", ""),
		"address under which it is reached; http://localhost:<port> when empty")
	err := flags.Parse(args)
	if o.publicURL == "" {
		o.publicURL = "http://localhost:" + o.port
	}
	return o, err
}

func env(name, otherwise string) string {
	if value := os.Getenv(name); value != "" {
		return value
	}
	return otherwise
}

// run binds both ports before anything starts and stops in the opposite order.
func run(ctx context.Context, log *slog.Logger, args []string) error {
	o, err := readOptions(args)
	if err != nil {
		return err
	}
	web, err := net.Listen("tcp", net.JoinHostPort("127.0.0.1", o.port))
	if err != nil {
		return fmt.Errorf("listen for pages: %w", err)
	}
	defer web.Close()
	mail, err := net.Listen("tcp", net.JoinHostPort("127.0.0.1", o.smtpPort))
	if err != nil {
		return fmt.Errorf("listen for mail: %w", err)
	}
	defer mail.Close()
	s, err := sandbox.New(sandbox.Config{
		DataDir: o.dataDir, ClientID: o.clientID, ClientSecret: o.clientSecret,
		SecondSecret: o.secondSecret, PublicURL: o.publicURL, Log: log,
	})
	if err != nil {
		return err
	}
	defer s.Close()
	return serve(ctx, log, s, web, mail)
}

// serve works until ctx ends or a server fails.
func serve(ctx context.Context, log *slog.Logger, s *sandbox.Sandbox, web, mail net.Listener) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	server := &http.Server{Handler: s.Handler(), ReadHeaderTimeout: 10 * time.Second}
	failed := make(chan error, 2)
	go func() { failed <- server.Serve(web) }()
	go func() { failed <- s.ServeSMTP(mail) }()
	running := make(chan struct{})
	go func() { defer close(running); s.Run(ctx) }()
	log.Info("sandbox is ready", "pages", "http://"+web.Addr().String()+"/sandbox/", "smtp", mail.Addr().String())

	var err error
	select {
	case <-ctx.Done():
	case err = <-failed:
	}
	cancel()
	<-running
	stopping, done := context.WithTimeout(context.Background(), 5*time.Second)
	defer done()
	return errors.Join(err, server.Shutdown(stopping))
}
