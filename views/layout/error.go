package layout

import (
	"context"

	"entrevue/locales"
)

// wording is what is said about a status: what happened, and what that means for the reader.
type wording struct{ title, text string }

// worded knows the statuses with words of their own; the others are told as 400 or 500. The numbers
// are written out because views know nothing of net/http.
func worded(status int) wording {
	switch status {
	case 403:
		return wording{"error_page.forbidden.title", "error_page.forbidden.text"}
	case 404:
		return wording{"error_page.not_found.title", "error_page.not_found.text"}
	case 405:
		return wording{"error_page.method.title", "error_page.method.text"}
	case 409:
		return wording{"error_page.conflict.title", "error_page.conflict.text"}
	case 410:
		return wording{"error_page.gone.title", "error_page.gone.text"}
	case 413:
		return wording{"error_page.too_large.title", "error_page.too_large.text"}
	case 429:
		return wording{"error_page.too_many.title", "error_page.too_many.text"}
	case 503:
		return wording{"error_page.unavailable.title", "error_page.unavailable.text"}
	}
	if status < 500 {
		return wording{"error_page.bad_request.title", "error_page.bad_request.text"}
	}
	return wording{"error_page.internal.title", "error_page.internal.text"}
}

func (p ErrorProps) wording() wording {
	if p.Guest != nil && p.Status == 404 {
		return wording{"error_page.guest_not_found.title", "error_page.guest_not_found.text"}
	}
	if p.Guest != nil && p.Status == 410 {
		return wording{"error_page.guest_gone.title", "error_page.guest_gone.text"}
	}
	if p.Elsewhere {
		return wording{"error_page.elsewhere.title", "error_page.elsewhere.text"}
	}
	if p.Owner != "" {
		return wording{"error_page.owned.title", "interviews.read_only"}
	}
	if len(p.Administrators) > 0 {
		return wording{"error_page.administrators.title", "error_page.administrators.text"}
	}
	if p.Late {
		return wording{"error_page.late.title", "error_page.late.text"}
	}
	return worded(p.Status)
}

func (p ErrorProps) title(ctx context.Context) string { return locales.T(ctx, p.wording().title) }

func (p ErrorProps) text(ctx context.Context) string {
	return locales.T(ctx, p.wording().text, "owner", p.Owner)
}

func (p ErrorProps) page(ctx context.Context) Page {
	return Page{Title: p.title(ctx), Path: p.Path, Theme: p.Theme}
}
