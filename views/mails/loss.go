package mails

import (
	"context"

	"entrevue/locales"
	"entrevue/models"
	"entrevue/models/connecting"
	"entrevue/models/mail"
	"entrevue/views/layout"
	"entrevue/views/paths"
	"entrevue/views/ui"
)

// LossNotice tells a person that no more links can be made with their account, what depends on it, and
// what still works (FAIL20).
func (p *Printer) LossNotice(n connecting.LossNotice) (mail.Message, error) {
	ctx := reader(n.To.Language, n.To.TimeZone)
	provider := n.Loss.Provider.Name()
	l := letter{id: n.MessageID, date: n.Now, to: address(n.To)}
	l.Company = n.Installation.CompanyName
	l.Reason = locales.T(ctx, "mail.instructions.reason", "company", l.Company)
	l.Subject = lossSubject(ctx, n.Loss)
	button := ui.Link{Href: p.link(paths.MyIntegration(n.Loss.Provider.Slug())), Label: locales.T(ctx, "mail.loss.reconnect", "provider", provider)}
	happened, end := locales.T(ctx, "mail.loss.ended", "provider", provider, "company", l.Company, "account", n.Loss.Account.Name), locales.T(ctx, "mail.loss.end")
	if n.Loss.Removed() {
		button.Label = locales.T(ctx, "mail.loss.again", "provider", provider)
		happened, end = locales.T(ctx, "mail.loss.removed", "provider", provider, "company", l.Company, "account", n.Loss.Account.Name), locales.T(ctx, "mail.loss.end_removed")
	}
	l.Blocks = []layout.MailBlock{{Text: locales.T(ctx, "mail.hello", "name", n.To.FirstName())}, {Text: happened}}
	l.Blocks = append(l.Blocks, lossAhead(ctx, n)...)
	l.Blocks = append(l.Blocks, layout.MailBlock{Button: button}, layout.MailBlock{Text: end})
	return p.print(ctx, l)
}

func lossSubject(ctx context.Context, loss models.LostSignIn) string {
	switch provider := loss.Provider.Name(); {
	case loss.Removed():
		return locales.T(ctx, "mail.loss.subject_removed", "provider", provider)
	case loss.Ahead.Interviews == 0:
		return locales.T(ctx, "mail.loss.subject_none", "provider", provider)
	default:
		return locales.N(ctx, "mail.loss.subject", loss.Ahead.Interviews, "provider", provider)
	}
}

// lossAhead is what depends on the account.
func lossAhead(ctx context.Context, n connecting.LossNotice) []layout.MailBlock {
	provider, ahead := n.Loss.Provider.Name(), n.Loss.Ahead.Interviews
	if ahead == 0 {
		return []layout.MailBlock{{Text: locales.T(ctx, "mail.loss.none", "provider", provider)}}
	}
	facts := make([]ui.Fact, len(n.First))
	for at, hosted := range n.First {
		facts[at] = ui.Fact{Term: hosted.CandidateName, Value: locales.DayTime(ctx, hosted.StartsAt), Note: locales.T(ctx, "mail.loss.linkless")}
		if hosted.JoinURL() != "" {
			facts[at].Note = locales.T(ctx, "mail.loss.linked")
		}
	}
	blocks := []layout.MailBlock{{Text: locales.N(ctx, "mail.loss.ahead", ahead)}, {Facts: facts}}
	if more := ahead - len(n.First); more > 0 {
		blocks = append(blocks, layout.MailBlock{Text: locales.N(ctx, "mail.loss.more", more)})
	}
	return append(blocks, layout.MailBlock{Text: locales.T(ctx, "mail.loss.still", "provider", provider)})
}
