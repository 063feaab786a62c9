package app_test

import (
	"bufio"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"os/signal"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"entrevue/cmd/app"
	"entrevue/handlers/handlerstest"
	"entrevue/handlers/sandbox"
	"entrevue/models"
	"entrevue/models/jobs"
	"entrevue/models/mail"
	"entrevue/models/store/storetest"
)

// TestMain runs the tests, or is one of the processes that a test starts and kills. The tests wait
// for those much more than they compute, so more of them run at once than there are processors.
func TestMain(m *testing.M) {
	told := os.Getenv("ENTREVUE_TEST_PROCESS")
	if told == "" {
		_ = flag.Set("test.parallel", "8")
		handlerstest.Main(m)
		return
	}
	var p process
	err := json.Unmarshal([]byte(told), &p)
	if err == nil {
		err = p.run()
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// process is what a process is told: which half of the world it is, and where everything stands.
type process struct {
	Sandbox     bool // the world outside; else the application
	Folder      string
	DatabaseURL string
	Port        int // of the application
	Outside     int // of the sandbox
	Box         int // of the sandbox's mail server
	Deed        string
}

// Deeds of the application before it serves.
const (
	found   = "found"   // connect the company, then end
	book    = "book"    // plan an interview
	bookDie = "bookdie" // plan an interview and be killed in that instant
)

func (p process) outside() string { return fmt.Sprintf("http://127.0.0.1:%d", p.Outside) }

// ports lie below those that systems hand out, so that nobody takes one while its process is dead.
var ports atomic.Int32

func freePort(t *testing.T) int {
	t.Helper()
	for range 1000 {
		port := 20000 + (os.Getpid()*64+int(ports.Add(1)))%12000
		listener, err := net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", port))
		if err == nil {
			_ = listener.Close()
			return port
		}
	}
	t.Fatal("no free port")
	return 0
}

func (p process) run() error {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM)
	defer stop()
	if p.Sandbox {
		return p.playOutside(ctx)
	}
	return p.serve(ctx)
}

func (p process) playOutside(ctx context.Context) error {
	s, err := sandbox.New(sandbox.Config{DataDir: p.Folder, ClientID: "client", ClientSecret: "secret", PublicURL: p.outside()})
	if err != nil {
		return err
	}
	web, err := net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", p.Outside))
	if err != nil {
		return err
	}
	box, err := net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", p.Box))
	if err != nil {
		return err
	}
	server := &http.Server{Handler: s.Handler(), ReadHeaderTimeout: time.Second}
	go func() { _ = server.Serve(web) }()
	go func() { _ = s.ServeSMTP(box) }()
	fmt.Println("ready")
	s.Run(ctx)
	_ = server.Close()
	return s.Close()
}

func (p process) config() (app.Config, error) {
	listener, err := net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", p.Port))
	if err != nil {
		return app.Config{}, err
	}
	public, _ := url.Parse("http://" + listener.Addr().String())
	outside, _ := url.Parse(p.outside())
	return app.Config{Log: slog.New(slog.NewTextHandler(os.Stderr, nil)), Listener: listener, DatabaseURL: p.DatabaseURL,
		Keys: []string{storetest.Key}, PublicURL: public, Migrated: true,
		Queue: jobs.Config{Timeout: 5 * time.Second, Rescue: 6 * time.Second, Poll: 100 * time.Millisecond},
		Cronofy: app.Cronofy{API: outside, App: outside, DataCentre: "sandbox", ClientID: "client",
			ClientSecret: models.NewSecret("secret")},
		Mail:     mail.Server{Host: "127.0.0.1", Port: p.Box, Security: mail.SecurityNone},
		MailFrom: mail.Address{Mail: "entrevue@lumen.example"}, JoinHosts: app.SandboxMeetings(outside)}, nil
}

func (p process) serve(ctx context.Context) error {
	config, err := p.config()
	if err != nil {
		return err
	}
	a, err := app.New(ctx, config)
	if err != nil {
		return err
	}
	if err := a.Start(ctx); err != nil {
		return err
	}
	a.Ready()
	if err := p.do(ctx, a); err != nil {
		return err
	}
	fmt.Println("ready")
	if p.Deed != found {
		<-ctx.Done()
	}
	ending, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	return a.Stop(ending)
}

// running is a process that was started.
type running struct {
	*exec.Cmd
	t   *testing.T
	log *os.File
}

// start starts a process and waits until it says that it is ready, or is dead.
func (p process) start(t *testing.T) *running {
	t.Helper()
	told, err := json.Marshal(p)
	if err != nil {
		t.Fatal(err)
	}
	log, err := os.CreateTemp(t.TempDir(), "log")
	if err != nil {
		t.Fatal(err)
	}
	r := &running{Cmd: exec.Command(os.Args[0]), t: t, log: log}
	r.Env = append(os.Environ(), "ENTREVUE_TEST_PROCESS="+string(told))
	r.Stderr = log
	r.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	output, err := r.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := r.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(r.bury)
	if line, err := bufio.NewReader(output).ReadString('\n'); err != nil && p.Deed != bookDie {
		t.Fatalf("a process did not start: %q %v\n%s", line, err, r.words())
	}
	return r
}

func (r *running) words() string {
	content, _ := os.ReadFile(r.log.Name())
	return string(content)
}

// kill is kill -9.
func (r *running) kill() {
	_ = r.Process.Kill()
	_ = r.Wait()
}

// end lets a process end as an operator would.
func (r *running) end() {
	r.t.Helper()
	_ = r.Process.Signal(syscall.SIGTERM)
	if err := r.Wait(); err != nil {
		r.t.Errorf("a process ended with %v\n%s", err, r.words())
	}
}

func (r *running) bury() {
	if r.ProcessState == nil {
		r.kill()
	}
	if r.t.Failed() {
		r.t.Logf("log of a process:\n%s", r.words())
	}
	_ = r.log.Close()
}
