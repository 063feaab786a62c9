package mails

import (
	"entrevue/locales"
	"entrevue/models"
	"entrevue/models/mail"
	"entrevue/views/interviews"
	"entrevue/views/layout"
	"entrevue/views/paths"
	"entrevue/views/ui"
)

// Drift tells the organizer that somebody changed the event in the host's calendar (FAIL26, FAIL32).
func (p *Printer) Drift(i models.FullInterview, drift models.Drift, calendar models.CalendarKind) (mail.Message, error) {
	ctx := reader(i.Organizer.Language, i.Organizer.TimeZone)
	l := letter{id: i.MessageID, date: i.Now, to: mail.Address{Name: i.Organizer.Name, Mail: i.Organizer.Email}}
	l.Company = i.Installation.CompanyName
	l.Subject = locales.T(ctx, "mail.drift.subject", "candidate", i.Candidate.Name)
	planned := locales.T(ctx, "interviews.day_time", "day", locales.DateLong(ctx, i.StartsAt), "time", locales.TimeRange(ctx, i.StartsAt, i.EndsAt))
	l.Blocks = []layout.MailBlock{
		{Heading: locales.T(ctx, "mail.drift.hello", "name", i.Organizer.FirstName())},
		{Text: interviews.DriftSentence(ctx, drift, calendar)},
		{Facts: []ui.Fact{
			{Term: locales.T(ctx, "mail.drift.interview"), Value: locales.T(ctx, i.Type.LabelKey()), Note: i.Candidate.Name},
			{Term: locales.T(ctx, "mail.drift.planned"), Value: planned},
			{Term: locales.T(ctx, "mail.alarm.host"), Value: i.Host.Name}}},
		{Text: locales.T(ctx, "mail.drift.text", "candidate", i.Candidate.FirstName())},
		{Button: ui.Link{Href: p.link(paths.Interview(i.ID)), Label: locales.T(ctx, "mail.drift.decide")}},
	}
	return p.print(ctx, l)
}
