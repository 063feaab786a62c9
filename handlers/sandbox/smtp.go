package sandbox

import (
	"context"
	"errors"
	"io"
	"net"
	"net/mail"
	"strings"
	"time"

	"github.com/emersion/go-smtp"
)

const mailLimit = 10 << 20

// ServeSMTP accepts every mail on the listener and puts it into the mailboxes of its recipients.
// It ends when the listener is closed.
func (s *Sandbox) ServeSMTP(listener net.Listener) error {
	server := smtp.NewServer(smtp.BackendFunc(func(*smtp.Conn) (smtp.Session, error) {
		return &smtpSession{s: s}, nil
	}))
	server.Domain = "sandbox"
	server.MaxMessageBytes = mailLimit
	server.MaxRecipients = 100
	server.ReadTimeout, server.WriteTimeout = time.Minute, time.Minute
	server.EnableSMTPUTF8 = true
	err := server.Serve(listener)
	if errors.Is(err, net.ErrClosed) || errors.Is(err, smtp.ErrServerClosed) {
		return nil
	}
	return err
}

// smtpSession is one conversation with a sending program.
type smtpSession struct {
	s    *Sandbox
	from string
	to   []string
}

func (c *smtpSession) Mail(from string, _ *smtp.MailOptions) error {
	c.from = from
	return nil
}

func (c *smtpSession) Rcpt(to string, _ *smtp.RcptOptions) error {
	if _, err := mail.ParseAddress(to); err != nil {
		return &smtp.SMTPError{Code: 553, EnhancedCode: smtp.EnhancedCode{5, 1, 3}, Message: "Bad recipient address"}
	}
	c.to = append(c.to, to)
	return nil
}

// Data stores the message before it is accepted, unless a fault wants otherwise.
func (c *smtpSession) Data(r io.Reader) error {
	raw, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	var struck fault
	err = c.s.do(context.Background(), func(t *tx) {
		o := occasion{Operation: operationMail, Email: strings.Join(c.to, ",")}
		struck, _ = t.strike(o, faultStatus, faultDelay, faultLostAnswer)
		if struck.What != faultStatus {
			t.receive(c.from, c.to, raw)
		}
	})
	if err != nil {
		return err
	}
	return struck.smtpAnswer()
}

// operationMail is the name of an accepted mail for faults and the record.
const operationMail = "mail"

// smtpAnswer is what a fault makes of an answer: a status of 500 and more refuses for good, a
// smaller one for now; a lost answer is a 4xx for a mail that has been taken.
func (f fault) smtpAnswer() error {
	switch f.What {
	case faultStatus:
		return &smtp.SMTPError{Code: f.smtpStatus(), EnhancedCode: smtp.EnhancedCode{f.smtpStatus() / 100, 0, 0},
			Message: "Refused by a fault"}
	case faultDelay:
		time.Sleep(f.delay())
	case faultLostAnswer:
		return &smtp.SMTPError{Code: 451, EnhancedCode: smtp.EnhancedCode{4, 3, 0}, Message: "Taken, but not confirmed"}
	}
	return nil
}

func (f fault) smtpStatus() int {
	if f.Status >= 500 {
		return 550
	}
	return 451
}

func (c *smtpSession) Reset() { c.from, c.to = "", nil }

func (c *smtpSession) Logout() error { return nil }
