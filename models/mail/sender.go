package mail

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"net/textproto"
	"time"

	gomail "github.com/wneessen/go-mail"
	"github.com/wneessen/go-mail/smtp"

	"entrevue/models"
)

// Security says how the connection to the mail server is protected.
type Security string

// The ways of protecting a connection. Only the sandbox on the same machine does without.
const (
	SecurityNone     Security = "none"
	SecurityStartTLS Security = "starttls" // a server without STARTTLS is refused
	SecurityTLS      Security = "tls"      // from the first byte
)

// DefaultTimeout is how long one mail may take.
const DefaultTimeout = 15 * time.Second

// Server is where mails are handed over.
type Server struct {
	Host     string
	Port     int
	User     string // no sign-in when empty
	Password string
	Security Security
	HELO     string         // our own name; the machine's when empty
	RootCAs  *x509.CertPool // nil trusts what the system trusts
	Timeout  time.Duration  // DefaultTimeout when zero
}

// Rejected says that the mail server refused this mail for good (5xx). Trying again does not help;
// a person has to see the text.
type Rejected struct {
	Code int
	Text string
}

// Error implements error.
func (r *Rejected) Error() string { return "mail rejected: " + r.Answer() }

// Answer is what the mail server said, for a person to read.
func (r *Rejected) Answer() string { return fmt.Sprintf("%d %s", r.Code, r.Text) }

// Sender hands mails to one SMTP server. It holds no connection between two mails and is safe for
// use by several jobs at a time.
type Sender struct{ server Server }

// NewSender checks what was configured; it connects to nobody yet.
func NewSender(server Server) (*Sender, error) {
	if server.Timeout == 0 {
		server.Timeout = DefaultTimeout
	}
	sender := &Sender{server: server}
	if _, err := gomail.NewClient(server.Host, sender.options(nil)...); err != nil {
		return nil, fmt.Errorf("configure mail server: %w", err)
	}
	return sender, nil
}

// Send hands over exactly these bytes, for one recipient. A nil error means that the server has
// accepted the mail. *Rejected and ErrMalformed are final; models.ErrUnavailable stands for
// everything that another attempt may cure, also a lost answer: then the server may have the mail
// already, and its Message-ID tells the two copies to be one.
func (s *Sender) Send(ctx context.Context, from, to string, raw []byte) error {
	from, err := CheckAddress(from)
	if err != nil {
		return err
	}
	if to, err = CheckAddress(to); err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, s.server.Timeout)
	defer cancel()
	connection, err := s.connect(ctx)
	if err != nil {
		// A refusal here concerns us, not the mail: wrong password, greeting, certificate.
		return fmt.Errorf("reach mail server: %w: %w", models.ErrUnavailable, err)
	}
	defer connection.Close()
	if err := hand(connection, from, to, raw); err != nil {
		return refusal(err)
	}
	_ = connection.Quit() // the mail is accepted, whatever follows
	return nil
}

// connect greets the server, protects the connection and signs in. The connection is cut when ctx
// ends: the library would go on waiting for an answer.
func (s *Sender) connect(ctx context.Context) (*smtp.Client, error) {
	dial := func(dialing context.Context, network, address string) (net.Conn, error) {
		var raw net.Conn
		var err error
		if s.server.Security == SecurityTLS {
			dialer := tls.Dialer{Config: s.tlsConfig()}
			raw, err = dialer.DialContext(dialing, network, address)
		} else {
			dialer := net.Dialer{}
			raw, err = dialer.DialContext(dialing, network, address)
		}
		if err == nil {
			context.AfterFunc(ctx, func() { _ = raw.Close() })
		}
		return raw, err
	}
	client, err := gomail.NewClient(s.server.Host, s.options(dial)...)
	if err != nil {
		return nil, err
	}
	return client.DialToSMTPClientWithContext(ctx)
}

func (s *Sender) tlsConfig() *tls.Config {
	return &tls.Config{
		ServerName: s.server.Host, RootCAs: s.server.RootCAs, MinVersion: tls.VersionTLS12,
	}
}

func (s *Sender) options(dial gomail.DialContextFunc) []gomail.Option {
	chosen := []gomail.Option{
		gomail.WithPort(s.server.Port), gomail.WithTimeout(s.server.Timeout),
		gomail.WithoutSMTPUTF8(), gomail.WithTLSConfig(s.tlsConfig()),
	}
	if dial != nil {
		chosen = append(chosen, gomail.WithDialContextFunc(dial))
	}
	switch s.server.Security {
	case SecurityNone:
		chosen = append(chosen, gomail.WithTLSPolicy(gomail.NoTLS))
	case SecurityTLS:
		chosen = append(chosen, gomail.WithSSL())
	default:
		chosen = append(chosen, gomail.WithTLSPolicy(gomail.TLSMandatory))
	}
	if s.server.HELO != "" {
		chosen = append(chosen, gomail.WithHELO(s.server.HELO))
	}
	if s.server.User != "" {
		// PLAIN and LOGIN refuse by themselves to work on an unprotected connection.
		chosen = append(chosen, gomail.WithUsername(s.server.User), gomail.WithPassword(s.server.Password),
			gomail.WithOpportunisticSMTPAuth(gomail.SMTPAuthSCRAMSHA256, gomail.SMTPAuthSCRAMSHA1,
				gomail.SMTPAuthPlain, gomail.SMTPAuthLogin, gomail.SMTPAuthCramMD5))
	}
	return chosen
}

func hand(connection *smtp.Client, from, to string, raw []byte) error {
	if err := connection.Mail("<" + from + ">"); err != nil {
		return err
	}
	if err := connection.Rcpt("<" + to + ">"); err != nil {
		return err
	}
	body, err := connection.Data()
	if err != nil {
		return err
	}
	if _, err := body.Write(raw); err != nil {
		return err
	}
	return body.Close()
}

func refusal(err error) error {
	var answer *textproto.Error
	if errors.As(err, &answer) && answer.Code >= 500 && answer.Code < 600 {
		return &Rejected{Code: answer.Code, Text: answer.Msg}
	}
	return fmt.Errorf("hand over mail: %w: %w", models.ErrUnavailable, err)
}
