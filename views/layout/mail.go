package layout

import (
	"context"
	"strings"

	"entrevue/locales"
	"entrevue/views/ui"
)

// Mail is a mail in words. Both bodies are made of it, so that they say the same. Reason tells why
// the reader gets it; Company signs. Addresses are absolute.
type Mail struct {
	Subject string
	Preview string
	Company string
	Blocks  []MailBlock
	Reason  string
}

// MailBlock is one part of a mail; exactly one of its fields is set. A Heading is a line in bold,
// Text a paragraph, whose line breaks stay. Button is the one thing to press.
type MailBlock struct {
	Heading string
	Text    string
	Facts   []ui.Fact
	Items   []string
	Steps   []string
	Button  ui.Link
}

// MailText is the plain body.
func MailText(ctx context.Context, m Mail) string {
	parts := make([]string, 0, len(m.Blocks)+1)
	for _, block := range m.Blocks {
		parts = append(parts, block.plain(ctx))
	}
	end := "-- \n" + m.Company
	if m.Reason != "" {
		end += "\n" + m.Reason
	}
	return strings.Join(append(parts, end), "\n\n") + "\n"
}

func (b MailBlock) plain(ctx context.Context) string {
	switch {
	case b.Button.Href != "":
		return locales.T(ctx, "mail.button", "label", b.Button.Label) + "\n" + b.Button.Href
	case len(b.Facts) > 0:
		return lines(b.Facts, func(_ int, f ui.Fact) string { return plainFact(ctx, f) })
	case len(b.Items) > 0:
		return lines(b.Items, func(_ int, item string) string { return "- " + item })
	case len(b.Steps) > 0:
		return lines(b.Steps, func(i int, step string) string {
			return locales.Number(ctx, i+1) + ". " + step
		})
	case b.Heading != "":
		return b.Heading
	default:
		return b.Text
	}
}

func plainFact(ctx context.Context, f ui.Fact) string {
	line := locales.T(ctx, "mail.fact", "term", f.Term, "value", f.Value)
	if f.Note != "" {
		line += "\n  " + f.Note
	}
	return line
}

func lines[T any](list []T, line func(int, T) string) string {
	written := make([]string, len(list))
	for i, item := range list {
		written[i] = line(i, item)
	}
	return strings.Join(written, "\n")
}
