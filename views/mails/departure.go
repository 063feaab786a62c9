package mails

import (
	"entrevue/locales"
	"entrevue/models/mail"
	"entrevue/models/staffing"
	"entrevue/views/layout"
	"entrevue/views/paths"
	"entrevue/views/ui"
)

// Departure tells whoever organizes interviews that their host or organizer has left (FAIL33).
func (p *Printer) Departure(d staffing.Departure) (mail.Message, error) {
	ctx := reader(d.To.Language, d.To.TimeZone)
	l := letter{id: d.MessageID, date: d.Now, to: address(d.To)}
	l.Company = d.Installation.CompanyName
	l.Subject = locales.N(ctx, "mail.departure.subject", len(d.Interviews), "name", d.Left.Name)
	facts := make([]ui.Fact, len(d.Interviews))
	for n, interview := range d.Interviews {
		facts[n] = ui.Fact{Term: d.Candidates[interview.ID], Value: locales.DayTime(ctx, interview.StartsAt), Note: p.link(paths.Interview(interview.ID))}
	}
	l.Blocks = []layout.MailBlock{
		{Text: locales.T(ctx, "mail.hello", "name", d.To.FirstName())},
		{Text: locales.N(ctx, "mail.departure.text", len(d.Interviews), "name", d.Left.Name)},
		{Facts: facts},
	}
	if d.More {
		l.Blocks = append(l.Blocks, layout.MailBlock{Text: locales.T(ctx, "mail.departure.more")})
	}
	l.Blocks = append(l.Blocks, layout.MailBlock{Button: ui.Link{Href: p.link(paths.Interviews()), Label: locales.T(ctx, "mail.departure.open")}})
	return p.print(ctx, l)
}
