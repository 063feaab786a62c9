package mail

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"net"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"

	"entrevue/models"
)

// mailServer is a real SMTP server that answers as a test wants and keeps what it got.
type mailServer struct {
	mailErr, rcptErr, dataErr error
	password                  string
	hang                      chan struct{} // DATA is answered when it is closed
	mu                        sync.Mutex
	got                       []delivery
}

type delivery struct {
	from string
	to   []string
	raw  []byte
}

func (s *mailServer) NewSession(*smtp.Conn) (smtp.Session, error) {
	return &session{server: s}, nil
}

type session struct {
	server *mailServer
	mail   delivery
}

func (s *session) AuthMechanisms() []string { return []string{sasl.Plain} }

func (s *session) Auth(string) (sasl.Server, error) {
	return sasl.NewPlainServer(func(_, user, password string) error {
		if user != "entrevue" || password != s.server.password {
			return smtp.ErrAuthFailed
		}
		return nil
	}), nil
}

func (s *session) Mail(from string, _ *smtp.MailOptions) error {
	s.mail.from = from
	return s.server.mailErr
}

func (s *session) Rcpt(to string, _ *smtp.RcptOptions) error {
	s.mail.to = append(s.mail.to, to)
	return s.server.rcptErr
}

func (s *session) Data(r io.Reader) error {
	raw, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	if s.server.hang != nil {
		<-s.server.hang
	}
	if s.server.dataErr != nil {
		return s.server.dataErr
	}
	s.mail.raw = raw
	s.server.mu.Lock()
	defer s.server.mu.Unlock()
	s.server.got = append(s.server.got, s.mail)
	return nil
}

func (s *session) Reset()        { s.mail = delivery{} }
func (s *session) Logout() error { return nil }

// listen starts the server on a port of its own and returns how to reach it.
func listen(t *testing.T, backend *mailServer, secure *tls.Config, implicit bool) Server {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	server := smtp.NewServer(backend)
	server.Domain, server.AllowInsecureAuth, server.TLSConfig = "test", true, secure
	port := listener.Addr().(*net.TCPAddr).Port
	if implicit {
		listener = tls.NewListener(listener, secure)
	}
	go server.Serve(listener) //nolint:errcheck // ends with the listener
	t.Cleanup(func() { server.Close() })
	return Server{Host: "127.0.0.1", Port: port, Security: SecurityNone, HELO: "entrevue.example", Timeout: 5 * time.Second}
}

func sender(t *testing.T, server Server) *Sender {
	t.Helper()
	made, err := NewSender(server)
	if err != nil {
		t.Fatal(err)
	}
	return made
}

func TestServerReceivesExactlyTheEncodedBytes(t *testing.T) {
	t.Parallel()
	backend := &mailServer{}
	raw := encode(t, invitation())
	to := sender(t, listen(t, backend, nil, false))
	for range 2 {
		if err := to.Send(t.Context(), "jobs@lumen.example", "maya@mail.example", raw); err != nil {
			t.Fatal(err)
		}
	}
	if len(backend.got) != 2 {
		t.Fatalf("%d mails", len(backend.got))
	}
	for _, got := range backend.got {
		if got.from != "jobs@lumen.example" || len(got.to) != 1 || got.to[0] != "maya@mail.example" || !bytes.Equal(got.raw, raw) {
			t.Errorf("from %s to %v, same bytes %v", got.from, got.to, bytes.Equal(got.raw, raw))
		}
	}
}

func TestRefusalsForGoodAreToldFromThoseForNow(t *testing.T) {
	t.Parallel()
	refused := func(code int) error {
		return &smtp.SMTPError{Code: code, EnhancedCode: smtp.EnhancedCode{code / 100, 1, 1}, Message: "no such user"}
	}
	rows := []struct {
		name    string
		backend *mailServer
		code    int // of a refusal for good
	}{
		{"sender for good", &mailServer{mailErr: refused(553)}, 553},
		{"recipient for good (FAIL37)", &mailServer{rcptErr: refused(550)}, 550},
		{"content for good", &mailServer{dataErr: refused(554)}, 554},
		{"sender for now", &mailServer{mailErr: refused(451)}, 0},
		{"recipient for now", &mailServer{rcptErr: refused(450)}, 0},
		{"content for now", &mailServer{dataErr: refused(452)}, 0},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			err := sender(t, listen(t, row.backend, nil, false)).Send(t.Context(), "a@b.example", "c@d.example", []byte("x\r\n"))
			var rejected *Rejected
			switch {
			case row.code != 0 && (!errors.As(err, &rejected) || rejected.Code != row.code || !strings.Contains(rejected.Text, "no such user")):
				t.Errorf("%v", err)
			case row.code == 0 && !errors.Is(err, models.ErrUnavailable):
				t.Errorf("%v", err)
			}
			if len(row.backend.got) != 0 {
				t.Error("a mail was kept")
			}
		})
	}
}

func TestWrongAddressesReachNoServer(t *testing.T) {
	t.Parallel()
	backend := &mailServer{}
	to := sender(t, listen(t, backend, nil, false))
	for _, pair := range [][2]string{{"a@b.example", "c@d.example> NOTIFY=NEVER"}, {"a@b.example\r\nRCPT TO:<x@y.example>", "c@d.example"}} {
		if err := to.Send(t.Context(), pair[0], pair[1], []byte("x\r\n")); !errors.Is(err, ErrMalformed) {
			t.Errorf("%q: %v", pair, err)
		}
	}
	if len(backend.got) != 0 {
		t.Error("a mail was kept")
	}
}

func TestAServerThatIsAwayIsTriedAgainLater(t *testing.T) {
	t.Parallel()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	port := listener.Addr().(*net.TCPAddr).Port
	listener.Close()
	away := sender(t, Server{Host: "127.0.0.1", Port: port, Security: SecurityNone, Timeout: time.Second})
	if err := away.Send(t.Context(), "a@b.example", "c@d.example", nil); !errors.Is(err, models.ErrUnavailable) {
		t.Errorf("%v", err)
	}
}

func TestAStalledServerIsLeftWhenTheContextEnds(t *testing.T) {
	t.Parallel()
	backend := &mailServer{hang: make(chan struct{})}
	to := sender(t, listen(t, backend, nil, false))
	ctx, cancel := context.WithTimeout(t.Context(), 200*time.Millisecond)
	defer cancel()
	began := time.Now()
	err := to.Send(ctx, "a@b.example", "c@d.example", []byte("x\r\n"))
	close(backend.hang)
	if !errors.Is(err, models.ErrUnavailable) || time.Since(began) > 3*time.Second {
		t.Errorf("%v after %s", err, time.Since(began))
	}
}

func TestPasswordOpensTheServerAndAWrongOneRejectsNoMail(t *testing.T) {
	t.Parallel()
	secure, roots := certificate(t)
	backend := &mailServer{password: "secret"}
	server := listen(t, backend, secure, false)
	server.Security, server.RootCAs, server.User, server.Password = SecurityStartTLS, roots, "entrevue", "secret"
	if err := sender(t, server).Send(t.Context(), "a@b.example", "c@d.example", []byte("x\r\n")); err != nil {
		t.Fatal(err)
	}
	server.Password = "CANARY-wrong"
	err := sender(t, server).Send(t.Context(), "a@b.example", "c@d.example", []byte("x\r\n"))
	if rejected := (*Rejected)(nil); !errors.Is(err, models.ErrUnavailable) || errors.As(err, &rejected) {
		t.Errorf("%v", err)
	}
	if err != nil && strings.Contains(err.Error(), "CANARY") {
		t.Error("the password stands in the error")
	}
	if len(backend.got) != 1 {
		t.Errorf("%d mails", len(backend.got))
	}
}

func certificate(t *testing.T) (*tls.Config, *x509.CertPool) {
	t.Helper()
	server := httptest.NewTLSServer(nil)
	t.Cleanup(server.Close)
	roots := x509.NewCertPool()
	roots.AddCert(server.Certificate())
	return &tls.Config{Certificates: server.TLS.Certificates}, roots
}

func TestProtectionIsNotGivenUpSilently(t *testing.T) {
	t.Parallel()
	secure, roots := certificate(t)
	plain, starttls, implicit := &mailServer{}, &mailServer{}, &mailServer{}
	rows := []struct {
		name     string
		backend  *mailServer
		server   Server
		security Security
		roots    *x509.CertPool
		arrives  bool
	}{
		{"STARTTLS is not offered", plain, listen(t, plain, nil, false), SecurityStartTLS, roots, false},
		{"STARTTLS with a certificate nobody signed", starttls, listen(t, starttls, secure, false), SecurityStartTLS, x509.NewCertPool(), false},
		{"STARTTLS", starttls, listen(t, starttls, secure, false), SecurityStartTLS, roots, true},
		{"TLS from the first byte", implicit, listen(t, implicit, secure, true), SecurityTLS, roots, true},
		{"TLS with a certificate nobody signed", implicit, listen(t, implicit, secure, true), SecurityTLS, x509.NewCertPool(), false},
		{"nothing said", plain, listen(t, plain, nil, false), "", roots, false},
	}
	for _, row := range rows {
		row.server.Security, row.server.RootCAs = row.security, row.roots
		err := sender(t, row.server).Send(t.Context(), "a@b.example", "c@d.example", []byte("x\r\n"))
		if row.arrives != (err == nil) || err != nil && !errors.Is(err, models.ErrUnavailable) {
			t.Errorf("%s: %v", row.name, err)
		}
	}
}

func TestImpossibleServersAreRefusedAtOnce(t *testing.T) {
	t.Parallel()
	for _, server := range []Server{{}, {Host: "mail.example", Port: 70000}} {
		if _, err := NewSender(server); err == nil {
			t.Errorf("%+v is accepted", server)
		}
	}
}
