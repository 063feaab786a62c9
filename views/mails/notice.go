package mails

import (
	"cmp"
	"context"

	"entrevue/locales"
	"entrevue/models"
	"entrevue/models/mail"
	"entrevue/models/scheduling"
	"entrevue/views/layout"
	"entrevue/views/paths"
	"entrevue/views/ui"
)

// Notice tells somebody who takes part of an interview whose host has no calendar: what no event does.
func (p *Printer) Notice(i models.FullInterview, n scheduling.Notice) (mail.Message, error) {
	ctx := reader(n.To.Language, n.To.TimeZone)
	l := colleague(i, n.To)
	l.Subject = locales.T(ctx, noticeSubject(i, n), "candidate", i.Candidate.Name, "day", locales.DayLong(ctx, i.StartsAt))
	calendar := locales.T(ctx, "mail.notice.calendar", "host", i.Host.FirstName())
	if n.To.ID == i.HostID {
		calendar = locales.T(ctx, "mail.notice.calendar_yours")
	}
	l.Blocks = []layout.MailBlock{
		{Heading: locales.T(ctx, "mail.hello", "name", n.To.FirstName())},
		{Text: noticeText(ctx, n)},
		{Facts: meetingFacts(ctx, i)},
		{Text: calendar},
		{Button: ui.Link{Href: p.link(paths.Interview(i.ID)), Label: locales.T(ctx, "mail.alarm.open")}},
	}
	return p.print(ctx, l)
}

func noticeSubject(i models.FullInterview, n scheduling.Notice) string {
	switch n.What {
	case scheduling.NoticeMoved:
		return "mail.notice.subject_moved"
	case scheduling.NoticeChanged:
		return "mail.notice.subject_changed"
	case scheduling.NoticeCancelled:
		return "mail.notice.subject_cancelled"
	}
	if n.To.ID == i.HostID {
		return "mail.hosting.subject"
	}
	return "mail.notice.subject_planned"
}

func noticeText(ctx context.Context, n scheduling.Notice) string {
	by := cmp.Or(n.By, locales.T(ctx, "layout.product"))
	switch n.What {
	case scheduling.NoticeMoved:
		return locales.T(ctx, "mail.notice.moved", "by", by, "day", locales.DayLong(ctx, n.Former.StartsAt),
			"times", locales.TimeRange(ctx, n.Former.StartsAt, n.Former.EndsAt))
	case scheduling.NoticeChanged:
		return locales.T(ctx, "mail.notice.changed", "by", by)
	case scheduling.NoticeCancelled:
		return locales.T(ctx, "mail.notice.cancelled", "by", by)
	default:
		return locales.T(ctx, "mail.notice.planned", "by", by)
	}
}
