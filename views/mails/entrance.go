package mails

import (
	"entrevue/locales"
	"entrevue/models"
	"entrevue/models/entering"
	"entrevue/models/mail"
	"entrevue/models/staffing"
	"entrevue/views/layout"
	"entrevue/views/paths"
	"entrevue/views/ui"
)

var (
	_ staffing.Printer = (*Printer)(nil)
	_ entering.Printer = (*Printer)(nil)
)

// EmployeeInvitation lets somebody in.
func (p *Printer) EmployeeInvitation(i staffing.Invitation) (mail.Message, error) {
	ctx := reader(i.Employee.Language, i.Employee.TimeZone)
	company := i.Installation.CompanyName
	text := locales.T(ctx, "mail.employee_invitation.text", "company", company)
	if i.By.Name != "" {
		text = locales.T(ctx, "mail.employee_invitation.text_by", "name", i.By.Name, "company", company)
	}
	return p.print(ctx, letter{id: i.MessageID, date: i.Now, to: address(i.Employee), Mail: layout.Mail{
		Subject: locales.T(ctx, "mail.employee_invitation.subject", "company", company),
		Company: company,
		Blocks: []layout.MailBlock{
			{Text: locales.T(ctx, "mail.hello", "name", i.Employee.FirstName())},
			{Text: text},
			{Button: ui.Link{Label: locales.T(ctx, "mail.employee_invitation.button"), Href: p.link(paths.Invitation(i.Token))}},
			{Text: locales.T(ctx, "mail.employee_invitation.until", "until", locales.DateTime(ctx, i.Until))},
		},
		Reason: locales.T(ctx, "mail.employee_invitation.reason", "email", i.Employee.Email),
	}})
}

// PasswordReset leads to a new password.
func (p *Printer) PasswordReset(r entering.Reset) (mail.Message, error) {
	ctx := reader(r.Employee.Language, r.Employee.TimeZone)
	return p.print(ctx, letter{id: r.MessageID, date: r.Now, to: address(r.Employee), Mail: layout.Mail{
		Subject: locales.T(ctx, "mail.password_reset.subject"),
		Company: r.Installation.CompanyName,
		Blocks: []layout.MailBlock{
			{Text: locales.T(ctx, "mail.hello", "name", r.Employee.FirstName())},
			{Text: locales.T(ctx, "mail.password_reset.text")},
			{Button: ui.Link{Label: locales.T(ctx, "mail.password_reset.button"), Href: p.link(paths.PasswordReset(r.Token))}},
			{Text: locales.T(ctx, "mail.password_reset.until")},
		},
		Reason: locales.T(ctx, "mail.password_reset.reason"),
	}})
}

func address(e models.Employee) mail.Address { return mail.Address{Name: e.Name, Mail: e.Email} }
