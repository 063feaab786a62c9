package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"net"
	"os"
	"os/signal"
	"syscall"
	"time"

	"entrevue/cmd/app"
	"entrevue/static"
)

// stopping bounds how long requests and jobs may take to end.
const stopping = 15 * time.Second

func main() {
	demo := flag.Bool("demo", false, "run the demo: on this machine only, with everything outside played")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, os.Environ(), *demo, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// run serves until ctx ends.
func run(ctx context.Context, environ []string, demo bool, out io.Writer) error {
	e, err := read(environ, demo)
	if err != nil {
		return err
	}
	if err := errors.Join(static.Check(), e.folder()); err != nil {
		return err
	}
	if demo {
		return runDemo(ctx, e, out)
	}
	config := e.production()
	config.Log = slog.New(slog.NewJSONHandler(out, nil))
	if config.Listener, err = listen("", "PORT", e.Port); err != nil {
		return err
	}
	return serve(ctx, config, func(context.Context, *app.App) error { return nil })
}

// serve runs the application until ctx ends; prepare is what belongs to starting.
func serve(ctx context.Context, config app.Config, prepare func(context.Context, *app.App) error) error {
	a, err := app.New(ctx, config)
	if err != nil {
		return errors.Join(err, config.Listener.Close())
	}
	err = a.Start(ctx)
	if err == nil {
		err = prepare(ctx, a)
	}
	if err == nil {
		a.Ready()
		config.Log.Info("ready", "address", config.PublicURL.String())
		<-ctx.Done()
		config.Log.Info("stopping")
	}
	end, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopping)
	defer cancel()
	return errors.Join(err, a.Stop(end))
}

// listen binds a port. variable is what to change when it is taken.
func listen(host, variable, port string) (net.Listener, error) {
	listener, err := net.Listen("tcp", net.JoinHostPort(host, port))
	if errors.Is(err, syscall.EADDRINUSE) {
		return nil, fmt.Errorf("port %s is taken: another program listens there. Set %s to a free one", port, variable)
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", variable, err)
	}
	return listener, nil
}
