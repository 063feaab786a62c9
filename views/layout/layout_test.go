package layout_test

import (
	"bytes"
	"context"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"
	"github.com/a-h/templ"

	"entrevue/locales"
	"entrevue/views/layout"
)

func draw(t *testing.T, ctx context.Context, c templ.Component) *goquery.Document {
	t.Helper()
	var page bytes.Buffer
	if err := c.Render(ctx, &page); err != nil {
		t.Fatal(err)
	}
	doc, err := goquery.NewDocumentFromReader(&page)
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

func inKeys() context.Context {
	return locales.With(context.Background(), locales.Keys, time.UTC)
}

func sidebar(doc *goquery.Document) string {
	var words []string
	doc.Find(".sidebar nav a").Each(func(_ int, a *goquery.Selection) {
		href, _ := a.Attr("href")
		words = append(words, href)
	})
	return strings.Join(words, " ")
}

func TestSidebarShowsOnlyWaysThePersonMayGo(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		viewer layout.Viewer
		want   string
	}{
		"employee":      {layout.Viewer{}, "/"},
		"recruiter":     {layout.Viewer{CanRecruit: true}, "/ /candidates /positions /interviews"},
		"administrator": {layout.Viewer{CanRecruit: true, CanAdminister: true}, "/ /candidates /positions /interviews /settings"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := sidebar(draw(t, inKeys(), layout.Frame(layout.FrameProps{Viewer: test.viewer})))
			if got != test.want {
				t.Errorf("sidebar leads to %q, want %q", got, test.want)
			}
		})
	}
}

func TestLanguageIsChangedByPostAndComesBack(t *testing.T) {
	t.Parallel()
	doc := draw(t, inKeys(), layout.Frame(layout.FrameProps{Page: layout.Page{Path: "/positions?q=a"}}))
	form := doc.Find("form[action='/language'][method=post]")
	if form.Length() != 1 {
		t.Fatal("no form posts to /language")
	}
	if back, _ := form.Find("input[name=return_to]").Attr("value"); back != "/positions?q=a" {
		t.Errorf("comes back to %q", back)
	}
	if n := form.Find("button[name=language]").Length(); n != len(locales.Languages()) {
		t.Errorf("offers %d languages", n)
	}
}

func TestPersonMenuOpensWithoutScript(t *testing.T) {
	t.Parallel()
	doc := draw(t, inKeys(), layout.Frame(layout.FrameProps{Viewer: layout.Viewer{Name: "Helen Ward"}}))
	target, _ := doc.Find("button.me").Attr("popovertarget")
	if doc.Find("#"+target+"[popover]").Length() != 1 {
		t.Errorf("button opens %q, which is no popover", target)
	}
}

func TestPagesHoldNoInlineScriptOrStyle(t *testing.T) {
	t.Parallel()
	for name, page := range map[string]templ.Component{
		"frame": layout.Frame(layout.FrameProps{}),
		"alone": layout.Alone(layout.AloneProps{}),
		"error": layout.ErrorPage(layout.ErrorProps{Status: 404}),
	} {
		doc := draw(t, inKeys(), page)
		if n := doc.Find("style, [style], script:not([src])").Length(); n > 0 {
			t.Errorf("%s: %d inline scripts or styles", name, n)
		}
	}
}

func TestHtmxSwapsAnswersWithErrorsAndEvaluatesNothing(t *testing.T) {
	t.Parallel()
	content, _ := draw(t, inKeys(), layout.Alone(layout.AloneProps{})).Find("meta[name=htmx-config]").Attr("content")
	var config struct {
		AllowEval              *bool
		IncludeIndicatorStyles *bool
		ResponseHandling       []struct {
			Code string
			Swap bool
		}
	}
	if err := json.Unmarshal([]byte(content), &config); err != nil {
		t.Fatal(err)
	}
	if config.AllowEval == nil || *config.AllowEval {
		t.Error("allowEval is on")
	}
	if config.IncludeIndicatorStyles == nil || *config.IncludeIndicatorStyles {
		t.Error("styles are injected")
	}
	swapped := ""
	for _, rule := range config.ResponseHandling {
		if rule.Swap {
			swapped += rule.Code
		}
	}
	if !strings.Contains(swapped, "409") || !strings.Contains(swapped, "422") {
		t.Errorf("swapped: %s", swapped)
	}
}

func TestEveryErrorHasItsWords(t *testing.T) {
	t.Parallel()
	for status, want := range map[int]string{
		400: "error_page.bad_request.title", 403: "error_page.forbidden.title",
		404: "error_page.not_found.title", 405: "error_page.method.title",
		408: "error_page.bad_request.title", 409: "error_page.conflict.title",
		410: "error_page.gone.title", 413: "error_page.too_large.title",
		415: "error_page.bad_request.title", 429: "error_page.too_many.title",
		500: "error_page.internal.title", 502: "error_page.internal.title",
		503: "error_page.unavailable.title",
	} {
		doc := draw(t, inKeys(), layout.ErrorPage(layout.ErrorProps{Status: status}))
		if got := doc.Find("h1").Text(); got != want {
			t.Errorf("%d says %q, want %q", status, got, want)
		}
	}
}

func TestRequestFromElsewhereIsNotBlamedOnTheRole(t *testing.T) {
	t.Parallel()
	doc := draw(t, inKeys(), layout.ErrorPage(layout.ErrorProps{Status: 403, Elsewhere: true}))
	if got := doc.Find("h1").Text(); got != "error_page.elsewhere.title" {
		t.Errorf("says %q", got)
	}
}

func TestPageOfAdministratorsNamesThem(t *testing.T) {
	t.Parallel()
	doc := draw(t, inKeys(), layout.ErrorPage(layout.ErrorProps{Status: 403, Administrators: []string{"Helen Ward", "Grace Hall"}}))
	if got := doc.Find("h1").Text(); got != "error_page.administrators.title" {
		t.Errorf("says %q", got)
	}
	if text := doc.Find("main li").Text(); !strings.Contains(text, "Helen Ward") || !strings.Contains(text, "Grace Hall") {
		t.Errorf("names %q", text)
	}
}

func TestPageOfAdministratorsWithoutTheirNamesPromisesNone(t *testing.T) {
	t.Parallel()
	doc := draw(t, inKeys(), layout.ErrorPage(layout.ErrorProps{Status: 403, Administrators: []string{}}))
	if got := doc.Find("h1").Text(); got != "error_page.forbidden.title" {
		t.Errorf("says %q", got)
	}
}

func TestErrorPageNamesTheRequestAndTheWait(t *testing.T) {
	t.Parallel()
	page := layout.ErrorPage(layout.ErrorProps{Status: 429, RequestID: "r-17", RetryAfter: 90 * time.Second})
	text := draw(t, locales.With(context.Background(), locales.French, nil), page).Find("main").Text()
	for _, want := range []string{"r-17", "Réessayez dans 90\u00a0s"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is missing in %q", want, text)
		}
	}
}
