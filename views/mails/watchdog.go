package mails

import (
	"context"

	"entrevue/locales"
	"entrevue/models"
	"entrevue/models/mail"
	"entrevue/views/layout"
	"entrevue/views/paths"
	"entrevue/views/ui"
)

// Watchdog tells whoever planned or organizes an interview what is amiss before it.
func (p *Printer) Watchdog(i models.FullInterview, to models.Employee, worry models.Worry) (mail.Message, error) {
	ctx := reader(to.Language, to.TimeZone)
	l := colleague(i, to)
	l.Subject = locales.T(ctx, "mail.watchdog.subject", "candidate", i.Candidate.Name, "day", locales.DayLong(ctx, i.StartsAt))
	if worry == models.WorryDeclined {
		l.Subject = locales.T(ctx, "mail.watchdog.declined", "candidate", i.Candidate.Name, "day", locales.DayLong(ctx, i.StartsAt))
	}
	l.Blocks = []layout.MailBlock{
		{Heading: locales.T(ctx, "mail.hello", "name", to.FirstName())},
		{Text: locales.T(ctx, worry.SentenceKey(), "host", i.Host.FirstName(), "candidate", i.Candidate.FirstName())},
		{Facts: meetingFacts(ctx, i)},
		{Button: ui.Link{Href: p.link(paths.Interview(i.ID)), Label: locales.T(ctx, "mail.alarm.open")}},
	}
	return p.print(ctx, l)
}

// colleague begins a mail about an interview to somebody in the company.
func colleague(i models.FullInterview, to models.Employee) letter {
	l := letter{id: i.MessageID, date: i.Now, to: address(to)}
	l.Company = i.Installation.CompanyName
	return l
}

// meetingFacts are what an interview is, for colleagues.
func meetingFacts(ctx context.Context, i models.FullInterview) []ui.Fact {
	return []ui.Fact{
		{Term: locales.T(ctx, "mail.drift.interview"), Value: locales.T(ctx, i.Type.LabelKey()), Note: i.Candidate.Name},
		{Term: locales.T(ctx, "mail.interview.when"), Value: locales.T(ctx, "interviews.day_time", "day", locales.DateLong(ctx, i.StartsAt),
			"time", locales.TimeRange(ctx, i.StartsAt, i.EndsAt))},
		{Term: locales.T(ctx, "mail.interview.how"), Value: locales.T(ctx, i.Method.LabelKey())},
		{Term: locales.T(ctx, "mail.alarm.host"), Value: i.Host.Name},
	}
}
