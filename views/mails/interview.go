package mails

import (
	"context"
	"strings"
	"time"

	"entrevue/locales"
	"entrevue/models"
	"entrevue/models/mail"
	"entrevue/views/calendarfile"
	"entrevue/views/layout"
	"entrevue/views/meeting"
	"entrevue/views/paths"
	"entrevue/views/ui"
)

// Event is an interview as it stands in the host's calendar.
func (p *Printer) Event(i models.FullInterview) models.EventText {
	ctx := reader(i.Host.Language, i.Host.TimeZone)
	lines := []string{
		locales.T(ctx, "event.candidate", "candidate", i.Candidate.Name, "position", i.Position.Title),
		locales.T(ctx, "event.method", "method", locales.T(ctx, i.Method.LabelKey())),
	}
	if i.Method == models.MethodPhone {
		lines = append(lines, locales.T(ctx, "event.phone", "number", i.PhoneNumber))
	}
	lines = append(lines, p.link(paths.Interview(i.ID)))
	return models.EventText{Description: strings.Join(lines, "\n"), Location: i.Room,
		Summary: locales.T(ctx, "event.summary", "candidate", i.Candidate.Name, "type", locales.T(ctx, i.Type.LabelKey()))}
}

// TestEvent is the event of a test link.
func (p *Printer) TestEvent(host models.Employee, provider models.Provider) models.EventText {
	ctx := reader(host.Language, host.TimeZone)
	return models.EventText{Summary: locales.T(ctx, "event.test.summary", "provider", provider.Name()),
		Description: locales.T(ctx, "event.test.description")}
}

// CandidateMail is an invitation, an update or a cancellation.
func (p *Printer) CandidateMail(kind models.MailKind, i models.FullInterview) (mail.Message, error) {
	ctx := reader(i.Candidate.Language, i.Candidate.TimeZone)
	l := letter{id: i.MessageID, date: i.Now, to: mail.Address{Name: i.Candidate.Name, Mail: i.Candidate.Email},
		replyTo: mail.Address{Name: i.Organizer.Name, Mail: i.Organizer.Email}}
	l.Company = i.Installation.CompanyName
	l.Reason = locales.T(ctx, "mail.interview.reason", "company", l.Company)
	words := wordsOf(kind)
	l.Subject = locales.T(ctx, words.subject, "company", l.Company, "day", locales.DayLong(ctx, i.StartsAt))
	l.Preview = locales.T(ctx, words.lead, "company", l.Company, "position", i.Position.Title)
	if news := meeting.News(ctx, i); kind == models.MailUpdate && len(news) > 0 {
		l.Preview = strings.Join(news, ". ")
	}
	l.Blocks = p.candidateBlocks(ctx, kind, i, words)
	file, err := p.CalendarFile(i)
	if err != nil {
		return mail.Message{}, err
	}
	l.calendar = &mail.Calendar{Method: string(methodOf(i)), Name: "interview.ics", Body: file}
	return p.print(ctx, l)
}

type words struct{ subject, lead string }

func wordsOf(kind models.MailKind) words {
	switch kind {
	case models.MailCancellation:
		return words{"mail.cancellation.subject", "mail.cancellation.lead"}
	case models.MailUpdate:
		return words{"mail.update.subject", "mail.update.lead"}
	default:
		return words{"mail.invitation.subject", "mail.invitation.lead"}
	}
}

func (p *Printer) candidateBlocks(ctx context.Context, kind models.MailKind, i models.FullInterview, w words) []layout.MailBlock {
	blocks := []layout.MailBlock{
		{Heading: locales.T(ctx, "mail.interview.hello", "name", i.Candidate.FirstName())},
		{Text: locales.T(ctx, w.lead, "company", i.Installation.CompanyName, "position", i.Position.Title)},
	}
	if news := meeting.News(ctx, i); kind == models.MailUpdate && len(news) > 0 {
		blocks = append(blocks, layout.MailBlock{Items: news})
	}
	blocks = append(blocks, layout.MailBlock{Facts: facts(ctx, i)})
	if kind == models.MailCancellation {
		return append(blocks, layout.MailBlock{Text: locales.T(ctx, "mail.interview.contact", "organizer", i.Organizer.Name, "address", i.Organizer.Email)})
	}
	if i.Message != "" {
		blocks = append(blocks, layout.MailBlock{Text: i.Message})
	}
	if join := i.JoinURL(); join != "" {
		label := locales.T(ctx, "mail.interview.join", "method", locales.T(ctx, i.Method.LabelKey()))
		blocks = append(blocks, layout.MailBlock{Button: ui.Link{Href: join, Label: label}})
	} else if i.Video() {
		blocks = append(blocks, layout.MailBlock{Text: locales.T(ctx, "mail.interview.link_later")})
	}
	return append(blocks, layout.MailBlock{Text: locales.T(ctx, "mail.interview.page_text")},
		layout.MailBlock{Button: ui.Link{Href: p.link(paths.CandidatePage(i.Token)), Label: locales.T(ctx, "mail.interview.page")}},
		layout.MailBlock{Text: locales.T(ctx, "mail.interview.contact", "organizer", i.Organizer.Name, "address", i.Organizer.Email)})
}

// facts are when, how and with whom; the reader's own time first, that of the company below it
// where its clock shows another one.
func facts(ctx context.Context, i models.FullInterview) []ui.Fact {
	when := ui.Fact{Term: locales.T(ctx, "mail.interview.when"), Value: whenIn(ctx, i.StartsAt, i.EndsAt, i.Candidate.TimeZone)}
	if theirs, err := models.Zone(i.TimeZone); err == nil && !locales.SameClock(ctx, theirs, i.StartsAt) {
		when.Note = whenIn(locales.WithZone(ctx, theirs), i.StartsAt, i.EndsAt, i.TimeZone)
	}
	how := ui.Fact{Term: locales.T(ctx, "mail.interview.how"), Value: locales.T(ctx, i.Method.LabelKey())}
	switch i.Method {
	case models.MethodInPerson:
		how.Note = i.Room
	case models.MethodPhone:
		how.Note = locales.T(ctx, "mail.interview.we_call", "number", i.PhoneNumber)
	}
	names := make([]string, len(i.Participants))
	for n, employee := range i.Participants {
		names[n] = employee.Name
	}
	who := ui.Fact{Term: locales.T(ctx, "mail.interview.who"), Value: strings.Join(names, ", ")}
	if i.Cancelled() {
		who.Term = locales.T(ctx, "meeting.people")
	}
	return []ui.Fact{when, how, who}
}

func whenIn(ctx context.Context, from, to time.Time, zone string) string {
	return locales.T(ctx, "mail.interview.when_in", "day", locales.DayLong(ctx, from),
		"times", locales.TimeRange(ctx, from, to), "city", locales.City(ctx, zone))
}

func methodOf(i models.FullInterview) calendarfile.Method {
	if i.Cancelled() {
		return calendarfile.Cancel
	}
	return calendarfile.Request
}

// CalendarFile is the interview for the candidate's calendar. It carries the link when there is one
// and always the address of the candidate's page, which is right also later.
func (p *Printer) CalendarFile(i models.FullInterview) ([]byte, error) {
	ctx := reader(i.Candidate.Language, i.Candidate.TimeZone)
	page := p.link(paths.CandidatePage(i.Token))
	props := calendarfile.Props{Method: methodOf(i), UID: i.UID, Sequence: i.Version, WrittenAt: i.Now,
		StartsAt: i.StartsAt, EndsAt: i.EndsAt, URL: page, Location: i.Room,
		Summary:     locales.T(ctx, "mail.calendar.summary", "company", i.Installation.CompanyName),
		Description: locales.T(ctx, "mail.calendar.description", "position", i.Position.Title) + "\n" + page,
		Organizer:   calendarfile.Person{Name: i.Installation.CompanyName, Mail: i.Organizer.Email},
		Participant: calendarfile.Person{Name: i.Candidate.Name, Mail: i.Candidate.Email}}
	if props.Participant.Mail == "" {
		props.Participant = props.Organizer
	}
	if join := i.JoinURL(); join != "" {
		props.Location = join
	}
	return calendarfile.Render(props)
}

// Alarm tells the organizer that the candidate stands in front of the door (FAIL40).
func (p *Printer) Alarm(i models.FullInterview) (mail.Message, error) {
	ctx := reader(i.Organizer.Language, i.Organizer.TimeZone)
	l := letter{id: i.MessageID, date: i.Now, to: mail.Address{Name: i.Organizer.Name, Mail: i.Organizer.Email}}
	l.Company = i.Installation.CompanyName
	l.Subject = locales.T(ctx, "mail.alarm.subject", "candidate", i.Candidate.Name)
	l.Blocks = []layout.MailBlock{
		{Text: locales.T(ctx, "mail.alarm.text", "candidate", i.Candidate.Name, "time", locales.Time(ctx, i.StartsAt))},
		{Facts: []ui.Fact{{Term: locales.T(ctx, "mail.alarm.phone"), Value: i.Candidate.Phone}, {Term: locales.T(ctx, "mail.alarm.host"), Value: i.Host.Name, Note: i.Host.Phone}}},
		{Button: ui.Link{Href: p.link(paths.Interview(i.ID)), Label: locales.T(ctx, "mail.alarm.open")}},
	}
	return p.print(ctx, l)
}
