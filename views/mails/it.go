package mails

import (
	"entrevue/locales"
	"entrevue/models/connecting"
	"entrevue/models/mail"
	"entrevue/views/integrations"
	"entrevue/views/layout"
	"entrevue/views/paths"
	"entrevue/views/ui"
)

var _ connecting.Printer = (*Printer)(nil)

// ITRequest leads the company's IT to its page.
func (p *Printer) ITRequest(r connecting.ITRequest) (mail.Message, error) {
	ctx := reader(r.Language, r.Installation.TimeZone)
	company, provider := r.Installation.CompanyName, r.Provider.Name()
	text := locales.T(ctx, "mail.it_request.text", "name", r.By.Name, "company", company, "provider", provider)
	if r.Again {
		text = locales.T(ctx, "mail.it_request.again", "company", company, "provider", provider)
	}
	return p.print(ctx, letter{id: r.MessageID, date: r.Now, to: mail.Address{Mail: r.Mail}, Mail: layout.Mail{
		Subject: locales.T(ctx, "mail.it_request.subject", "company", company, "provider", provider),
		Company: company,
		Blocks: []layout.MailBlock{
			{Text: locales.T(ctx, "mail.it_request.hello")},
			{Text: text},
			{Steps: integrations.ITSteps(ctx, r.Provider)},
			{Button: ui.Link{Label: locales.T(ctx, "mail.it_request.button"), Href: p.link(paths.ITPage(r.Token))}},
			{Text: locales.T(ctx, "mail.it_request.until", "date", locales.Date(ctx, r.Until))},
		},
		Reason: locales.T(ctx, "mail.it_request.reason", "name", r.By.Name, "company", company),
	}})
}

// ITDone tells the administrator who asked IT that it is their turn again.
func (p *Printer) ITDone(d connecting.ITDone) (mail.Message, error) {
	ctx := reader(d.To.Language, d.To.TimeZone)
	provider := d.Setup.Provider
	return p.print(ctx, letter{id: d.MessageID, date: d.Now, to: address(d.To), Mail: layout.Mail{
		Subject: locales.T(ctx, "mail.it_done.subject", "provider", provider.Name()),
		Company: d.Installation.CompanyName,
		Blocks: []layout.MailBlock{
			{Text: locales.T(ctx, "mail.hello", "name", d.To.FirstName())},
			{Text: integrations.ITConfirmed(ctx, d.Setup)},
			{Text: locales.T(ctx, "mail.it_done.next", "provider", provider.Name())},
			{Button: ui.Link{Label: locales.T(ctx, "mail.it_done.button", "provider", provider.Name()), Href: p.link(paths.Wizard(provider.Slug()))}},
		},
		Reason: locales.T(ctx, "mail.it_done.reason"),
	}})
}
