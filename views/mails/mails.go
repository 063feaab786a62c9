package mails

import (
	"bytes"
	"context"
	"fmt"
	"net/url"
	"strings"
	"time"

	"entrevue/locales"
	"entrevue/models"
	"entrevue/models/mail"
	"entrevue/views/layout"
)

// Printer words mails and calendar events. Links begin with the configured address, never with one
// that a request named.
type Printer struct {
	publicURL *url.URL
	from      mail.Address
}

// New makes a printer for an installation that is reached at publicURL and writes as from.
func New(publicURL *url.URL, from mail.Address) *Printer { return &Printer{publicURL, from} }

// link is the whole address of a page of ours, which may end with a query and a part of the page.
func (p *Printer) link(address string) string {
	path := address
	if at := strings.IndexAny(address, "?#"); at >= 0 {
		path = address[:at]
	}
	return p.publicURL.JoinPath(path).String() + strings.TrimPrefix(address, path)
}

// sender is the company, writing from the installation's address.
func (p *Printer) sender(company string) mail.Address {
	return mail.Address{Name: company, Mail: p.from.Mail}
}

// reader is the context in which somebody reads: their language and their clock.
func reader(language models.Language, zone string) context.Context {
	location, err := models.Zone(zone)
	if err != nil {
		location = time.UTC
	}
	return locales.With(context.Background(), language, location)
}

// letter is a mail before it is printed.
type letter struct {
	id       string
	date     time.Time
	to       mail.Address
	replyTo  mail.Address
	calendar *mail.Calendar
	layout.Mail
}

func (p *Printer) print(ctx context.Context, l letter) (mail.Message, error) {
	var html bytes.Buffer
	if err := layout.MailPage(l.Mail).Render(ctx, &html); err != nil {
		return mail.Message{}, fmt.Errorf("print mail: %w", err)
	}
	return mail.Message{ID: l.id, Date: l.date, From: p.sender(l.Company), To: l.to, ReplyTo: l.replyTo, Subject: l.Subject,
		Text: layout.MailText(ctx, l.Mail), HTML: html.String(), Calendar: l.calendar,
		Headers: []mail.Header{{Name: "Auto-Submitted", Value: "auto-generated"}}}, nil
}
