package main

import (
	"context"
	"flag"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"time"

	"entrevue/static"
)

func main() {
	port := flag.Int("port", 9300, "port on this machine to listen on")
	out := flag.String("out", "", "write all pages into this folder instead")
	flag.Parse()
	if err := run(*port, *out); err != nil {
		slog.Error("gallery ended", "error", err)
		os.Exit(1)
	}
}

func run(port int, out string) error {
	if err := static.Check(); err != nil {
		return err
	}
	if out != "" {
		return writeAll(context.Background(), out)
	}
	address := fmt.Sprintf("127.0.0.1:%d", port)
	listener, err := net.Listen("tcp", address)
	if err != nil {
		return fmt.Errorf("port %d is taken, choose another with -port: %w", port, err)
	}
	slog.Info("gallery is open", "address", "http://"+address)
	server := &http.Server{Handler: handler(), ReadHeaderTimeout: 5 * time.Second}
	return server.Serve(listener)
}
