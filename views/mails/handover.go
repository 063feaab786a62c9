package mails

import (
	"context"

	"entrevue/locales"
	"entrevue/models"
	"entrevue/models/mail"
	"entrevue/models/scheduling"
	"entrevue/views/layout"
	"entrevue/views/paths"
	"entrevue/views/ui"
)

// Handover tells a colleague that an interview is no longer theirs, or is now.
func (p *Printer) Handover(kind models.MailKind, i models.FullInterview, h scheduling.Handover) (mail.Message, error) {
	ctx := reader(h.To.Language, h.To.TimeZone)
	l := colleague(i, h.To)
	l.Subject = locales.T(ctx, handoverSubject(kind, h), "candidate", i.Candidate.Name, "day", locales.DayLong(ctx, i.StartsAt))
	l.Blocks = []layout.MailBlock{
		{Heading: locales.T(ctx, "mail.hello", "name", h.To.FirstName())},
		{Text: handoverText(ctx, kind, i, h)},
	}
	if vanishes := vanishesText(ctx, h); kind == models.MailReleased && vanishes != "" {
		l.Blocks = append(l.Blocks, layout.MailBlock{Text: vanishes})
	}
	l.Blocks = append(l.Blocks, layout.MailBlock{Facts: meetingFacts(ctx, i)})
	if h.Takes {
		l.Blocks = append(l.Blocks, layout.MailBlock{Button: ui.Link{Href: p.link(paths.Interview(i.ID)), Label: locales.T(ctx, "mail.alarm.open")}})
	}
	return p.print(ctx, l)
}

func handoverSubject(kind models.MailKind, h scheduling.Handover) string {
	switch {
	case kind == models.MailHosting:
		return "mail.hosting.subject"
	case h.Takes:
		return "mail.released.subject_host"
	default:
		return "mail.released.subject"
	}
}

// vanishesText is what becomes of the event in the reader's calendar; nothing where there was none.
func vanishesText(ctx context.Context, h scheduling.Handover) string {
	switch {
	case !h.Stood:
		return ""
	case h.Takes:
		return locales.T(ctx, "mail.released.vanishes_own")
	default:
		return locales.T(ctx, "mail.released.vanishes")
	}
}

func handoverText(ctx context.Context, kind models.MailKind, i models.FullInterview, h scheduling.Handover) string {
	switch {
	case kind == models.MailHosting:
		return locales.T(ctx, "mail.hosting.text", "by", h.By)
	case h.Takes:
		return locales.T(ctx, "mail.released.text_host", "by", h.By, "host", i.Host.Name)
	case h.Hosted:
		return locales.T(ctx, "mail.released.text_handed", "by", h.By, "host", i.Host.Name)
	default:
		return locales.T(ctx, "mail.released.text", "by", h.By)
	}
}
