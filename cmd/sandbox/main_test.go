package main

import (
	"bufio"
	"context"
	"io"
	"log/slog"
	"net/http"
	"regexp"
	"testing"
)

func TestSandboxServesUntilItIsStopped(t *testing.T) {
	t.Setenv("DATA_DIR", t.TempDir())
	t.Setenv("SANDBOX_PORT", "0")
	t.Setenv("SANDBOX_SMTP_PORT", "0")
	reader, writer := io.Pipe()
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	ended := make(chan error, 1)
	go func() {
		ended <- run(ctx, slog.New(slog.NewTextHandler(writer, nil)), nil)
		writer.Close()
	}()
	line, err := bufio.NewReader(reader).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	go io.Copy(io.Discard, reader) //nolint:errcheck // further lines do not matter
	address := regexp.MustCompile(`http://127\.0\.0\.1:\d+/sandbox/`).FindString(line)
	response, err := http.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	response.Body.Close()
	if response.StatusCode != http.StatusOK {
		t.Errorf("%s answers %d", address, response.StatusCode)
	}
	stop()
	if err := <-ended; err != nil {
		t.Error(err)
	}
}

func TestOptionsComeFromEnvironmentAndFlags(t *testing.T) {
	t.Setenv("SANDBOX_PORT", "9555")
	t.Setenv("SANDBOX_CLIENT_ID", "mine")
	o, err := readOptions([]string{"-smtp-port", "9556"})
	want := options{port: "9555", smtpPort: "9556", dataDir: "data", clientID: "mine",
		clientSecret: "sandbox-secret", publicURL: "http://localhost:9555"}
	if err != nil || o != want {
		t.Errorf("%+v, %v", o, err)
	}
	if _, err := readOptions([]string{"-unheard-of"}); err == nil {
		t.Error("an unknown flag is accepted")
	}
}
