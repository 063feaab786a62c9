package mails

import (
	"bytes"
	"context"
	"net/url"
	"time"

	"entrevue/locales"
	"entrevue/models"
	"entrevue/models/mail"
	"entrevue/views/layout"
)

// Printer words mails. Every address in them begins with the configured public address, whatever
// the request that caused the mail has said.
type Printer struct {
	public *url.URL
	from   mail.Address
}

// New makes a printer. from is whom the mails come from.
func New(public *url.URL, from mail.Address) *Printer { return &Printer{public, from} }

// link makes a path of ours an address for a mail.
func (p *Printer) link(path string) string { return p.public.Scheme + "://" + p.public.Host + path }

// spoken is a context in the language and the time zone of the reader.
func spoken(l models.Language, zone string) context.Context {
	location, err := time.LoadLocation(zone)
	if err != nil {
		location = time.UTC
	}
	return locales.With(context.Background(), l, location)
}

// written is what every mail has.
type written struct {
	id   string
	date time.Time
	to   mail.Address
}

// message draws both bodies of a mail.
func (p *Printer) message(ctx context.Context, w written, m layout.Mail) (mail.Message, error) {
	var html bytes.Buffer
	if err := layout.MailPage(m).Render(ctx, &html); err != nil {
		return mail.Message{}, err
	}
	from := p.from
	if from.Name == "" {
		from.Name = m.Company
	}
	return mail.Message{ID: w.id, Date: w.date, From: from, To: w.to, Subject: m.Subject, Text: layout.MailText(ctx, m),
		HTML: html.String(), Headers: []mail.Header{{Name: "Auto-Submitted", Value: "auto-generated"}}}, nil
}

// toEmployee is the head of a mail to somebody of the company.
func toEmployee(e models.Employee, id string, date time.Time) written {
	return written{id: id, date: date, to: mail.Address{Name: e.Name, Mail: e.Email}}
}
