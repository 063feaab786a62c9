package mails

import (
	"context"

	"entrevue/locales"
	"entrevue/models"
	"entrevue/models/mail"
	"entrevue/models/staffing"
	"entrevue/views/layout"
	"entrevue/views/paths"
	"entrevue/views/ui"
)

// Instructions ask a host to connect their accounts.
func (p *Printer) Instructions(i staffing.Instructions) (mail.Message, error) {
	ctx := reader(i.Employee.Language, i.Employee.TimeZone)
	return p.print(ctx, letter{id: i.MessageID, date: i.Now, to: address(i.Employee), Mail: p.instructions(ctx, i)})
}

// InstructionsPreview is the same mail as something to look at.
func (p *Printer) InstructionsPreview(i staffing.Instructions) (context.Context, layout.Mail) {
	ctx := reader(i.Employee.Language, i.Employee.TimeZone)
	return ctx, p.instructions(ctx, i)
}

// InstructionsText is the mail in plain words, for somebody who writes it from their own mailbox.
func (p *Printer) InstructionsText(i staffing.Instructions) string {
	ctx, written := p.InstructionsPreview(i)
	written.Reason = ""
	return layout.MailText(ctx, written)
}

func (p *Printer) instructions(ctx context.Context, i staffing.Instructions) layout.Mail {
	hello := locales.T(ctx, "mail.hello_colleague")
	if i.Employee.Name != "" {
		hello = locales.T(ctx, "mail.hello", "name", i.Employee.FirstName())
	}
	introduction := i.Introduction
	if introduction == "" {
		introduction = locales.T(ctx, "mail.instructions.introduction")
	}
	blocks := []layout.MailBlock{{Text: hello}, {Text: introduction}}
	return layout.Mail{
		Subject: locales.N(ctx, "mail.instructions.subject", len(i.Providers), "providers", Providers(ctx, i.Providers)),
		Company: i.Installation.CompanyName,
		Blocks:  append(blocks, p.way(ctx, i.Employee.Email, i.Providers)...),
		Reason:  locales.T(ctx, "mail.instructions.reason", "company", i.Installation.CompanyName),
	}
}

// way is how to connect: the six steps from the start page, and a button that begins in their middle.
func (p *Printer) way(ctx context.Context, email string, providers []models.Provider) []layout.MailBlock {
	names, target := Providers(ctx, providers), paths.MyIntegrations()
	if len(providers) == 1 {
		target = paths.MyIntegration(providers[0].Slug())
	}
	verify := locales.T(ctx, "mail.instructions.step_verify_any")
	if email != "" {
		verify = locales.T(ctx, "mail.instructions.step_verify", "email", email)
	}
	return []layout.MailBlock{
		{Text: locales.N(ctx, "mail.instructions.connect", len(providers), "providers", names)},
		{Steps: []string{
			locales.T(ctx, "mail.instructions.step_name"),
			locales.T(ctx, "mail.instructions.step_settings"),
			locales.N(ctx, "mail.instructions.step_provider", len(providers), "providers", names),
			locales.T(ctx, "mail.instructions.step_connect"),
			verify,
			locales.N(ctx, "mail.instructions.step_sign_in", len(providers), "providers", names),
		}},
		{Text: locales.N(ctx, "mail.instructions.shortcut", len(providers))},
		{Button: ui.Link{Label: locales.N(ctx, "mail.instructions.button", len(providers), "providers", names), Href: p.link(target)}},
		{Text: locales.T(ctx, "mail.instructions.done")},
	}
}

// Reminder tells somebody that it is their turn.
func (p *Printer) Reminder(r staffing.Reminder) (mail.Message, error) {
	ctx := reader(r.To.Language, r.To.TimeZone)
	written := p.reminder(ctx, r)
	if r.Appeals() {
		written = p.appeal(ctx, r)
	}
	return p.print(ctx, letter{id: r.MessageID, date: r.Now, to: address(r.To), Mail: written})
}

func (p *Printer) reminder(ctx context.Context, r staffing.Reminder) layout.Mail {
	text := locales.T(ctx, "mail.reminder.text", "name", r.By.Name, "provider", r.Provider.Name())
	if r.Planned {
		text = locales.T(ctx, "mail.reminder.text_planned", "name", r.By.Name, "provider", r.Provider.Name())
	}
	blocks := []layout.MailBlock{{Text: locales.T(ctx, "mail.hello", "name", r.To.FirstName())}, {Text: text},
		{Text: locales.T(ctx, reminderKey(r.Outcome.Reason), "provider", r.Provider.Name())}}
	return layout.Mail{
		Subject: locales.T(ctx, "mail.reminder.subject", "provider", r.Provider.Name()),
		Company: r.Installation.CompanyName,
		Blocks:  append(blocks, p.way(ctx, r.To.Email, []models.Provider{r.Provider})...),
		Reason:  locales.T(ctx, "mail.instructions.reason", "company", r.Installation.CompanyName),
	}
}

// reminderKey says to a host how far they are.
func reminderKey(reason models.Reason) string {
	switch reason {
	case models.ReasonOtherAccount:
		return "mail.reminder.other_account"
	case models.ReasonConnectionEnded:
		return "mail.reminder.ended"
	case models.ReasonRemoved:
		return "mail.reminder.removed"
	case models.ReasonStarted, models.ReasonAbandoned:
		return "mail.reminder.started"
	default:
		return "mail.reminder.never"
	}
}

// appeal tells an administrator what keeps a host from using a provider, and leads to where it is
// changed.
func (p *Printer) appeal(ctx context.Context, r staffing.Reminder) layout.Mail {
	names := []any{"name", r.By.Name, "host", r.Host.Name, "provider", r.Provider.Name()}
	action := r.Outcome.Action()
	return layout.Mail{
		Subject: locales.T(ctx, "mail.appeal.subject", names...),
		Company: r.Installation.CompanyName,
		Blocks: []layout.MailBlock{
			{Text: locales.T(ctx, "mail.hello", "name", r.To.FirstName())},
			{Text: locales.T(ctx, appealKey(r), names...)},
			{Text: locales.T(ctx, r.Outcome.SentenceKey(), "host", r.Host.FirstName(), "provider", r.Provider.Name())},
			{Button: ui.Link{Label: locales.T(ctx, action.LabelKey(), "host", r.Host.FirstName()),
				Href: p.link(paths.Target(action, r.Provider, r.Host.ID))}},
		},
		Reason: locales.T(ctx, "mail.appeal.reason", "company", r.Installation.CompanyName),
	}
}

// appealKey tells whether somebody wishes it for themselves.
func appealKey(r staffing.Reminder) string {
	if r.By.Kind == models.ActorEmployee && r.By.ID == r.Host.ID {
		return "mail.appeal.text_own"
	}
	return "mail.appeal.text"
}

// Providers joins the names of providers as the language does.
func Providers(ctx context.Context, providers []models.Provider) string {
	return locales.List(ctx, models.ProviderNames(providers)...)
}
