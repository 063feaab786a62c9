package main

import (
	"context"
	"encoding/json"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"entrevue/handlers/handlerstest/browsertest"
	"entrevue/locales"
	"entrevue/static"
)

// browser opens Chromium at the gallery.
func browser(t *testing.T) (context.Context, string) {
	t.Helper()
	if err := static.Check(); err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(handler())
	t.Cleanup(server.Close)
	ctx := browsertest.Open(t)
	if err := chromedp.Run(ctx, log.Enable()); err != nil {
		t.Fatal(err)
	}
	return ctx, server.URL
}

// complaints gathers what the console says, policy violations included.
func complaints(ctx context.Context) *[]string {
	said := &[]string{}
	chromedp.ListenTarget(ctx, func(event any) {
		switch e := event.(type) {
		case *runtime.EventExceptionThrown:
			*said = append(*said, e.ExceptionDetails.Error())
		case *log.EventEntryAdded:
			if e.Entry.Level == log.LevelError || e.Entry.Source == log.SourceSecurity {
				*said = append(*said, e.Entry.Text+" "+e.Entry.URL)
			}
		}
	})
	return said
}

// withAxe brings axe into every page that is opened from now on.
func withAxe(t *testing.T, ctx context.Context) {
	t.Helper()
	err := chromedp.Run(ctx, chromedp.ActionFunc(func(ctx context.Context) error {
		_, err := page.AddScriptToEvaluateOnNewDocument(browsertest.Axe(t)).Do(ctx)
		return err
	}))
	if err != nil {
		t.Fatal(err)
	}
}

// violations asks axe. A part of a page has no heading and no landmarks of its own; a mail has
// neither.
func violations(t *testing.T, ctx context.Context, s state) []string {
	t.Helper()
	rules := `["wcag2a","wcag2aa","wcag21a","wcag21aa","wcag22aa","best-practice"]`
	if s.group == "mail" {
		rules = `["wcag2a","wcag2aa","wcag21a","wcag21aa","wcag22aa"]`
	}
	off := `{}`
	if !s.whole {
		off = `{"page-has-heading-one":{enabled:false},"heading-order":{enabled:false}}`
	}
	var raw string
	await := func(p *runtime.EvaluateParams) *runtime.EvaluateParams { return p.WithAwaitPromise(true) }
	err := chromedp.Run(ctx, chromedp.Evaluate(
		`axe.run(document,{runOnly:`+rules+`,rules:`+off+`,resultTypes:["violations"]}).then(r=>JSON.stringify(r.violations.map(
			v=>v.id+": "+v.nodes.map(n=>n.html.slice(0,160)+" "+n.failureSummary).join("\n"))))`, &raw, await))
	if err != nil {
		t.Fatal(err)
	}
	var found []string
	if err := json.Unmarshal([]byte(raw), &found); err != nil {
		t.Fatal(err)
	}
	return found
}

// everyWhich of the states axe looks at: ENTREVUE_WALKS=all lets it be all of them.
func everyWhich() int {
	if os.Getenv("ENTREVUE_WALKS") == "all" {
		return 1
	}
	return 3
}

// Narrow, dark and French is where things go wrong; wide and bright are the components only, of
// which every page is made. 320 px are a window of 1280 px at 400 %.
func TestAxeFindsNothingInAnyStateAndNothingScrollsSideways(t *testing.T) {
	t.Parallel()
	ctx, address := browser(t)
	said := complaints(ctx)
	withAxe(t, ctx)
	for _, way := range []struct {
		view
		width, height int64
	}{{view{locales.English, "light"}, 1440, 1000}, {view{locales.French, "dark"}, 390, 844}} {
		for n, s := range states() {
			if way.theme == "light" && !strings.HasPrefix(s.group, "ui/") && s.group != "layout" || n%everyWhich() != 0 {
				continue
			}
			resize(t, ctx, way.width, way.height)
			visit(t, ctx, address+"/"+s.path(way.view))
			for _, violation := range violations(t, ctx, s) {
				t.Errorf("%s: %s", s.path(way.view), violation)
			}
			resize(t, ctx, 320, 640)
			if wide := width(t, ctx); wide > 320 {
				t.Errorf("%s is %d px wide at 320", s.path(way.view), wide)
			}
		}
	}
	for _, complaint := range *said {
		t.Errorf("the browser complains: %s", complaint)
	}
}

func TestScriptCopiesAndLeadsTheFocus(t *testing.T) {
	t.Parallel()
	ctx, address := browser(t)
	said := complaints(ctx)
	visit(t, ctx, address+"/en/light/ui/secret/link.html")
	var copied, spoken string
	err := chromedp.Run(ctx, chromedp.Evaluate(`navigator.clipboard.writeText = t => { window.copied = t; return Promise.resolve() }; 0`, nil),
		chromedp.Click("button[data-copy]:not([hidden])"),
		chromedp.Poll(`document.getElementById("announcements").textContent`, &spoken, chromedp.WithPollingTimeout(5*time.Second)),
		chromedp.Evaluate("window.copied", &copied))
	if err != nil {
		t.Fatal(err)
	}
	if copied != "https://entrevue.lumen.example/it/7Kq2Vw0mTz8" || spoken != "Copied" {
		t.Errorf("copied %q, said %q", copied, spoken)
	}
	visit(t, ctx, address+"/en/light/ui/errors/three.html")
	var focused string
	if err := chromedp.Run(ctx, chromedp.Evaluate("document.activeElement.id", &focused)); err != nil {
		t.Fatal(err)
	}
	if focused != "errors" {
		t.Errorf("the focus is at %q", focused)
	}
	if len(*said) > 0 {
		t.Errorf("the browser complains: %s", strings.Join(*said, "\n"))
	}
}

func TestPersonMenuOpensByKeyboard(t *testing.T) {
	t.Parallel()
	ctx, address := browser(t)
	visit(t, ctx, address+"/fr/light/layout/frame-recruiter.html")
	var open bool
	err := chromedp.Run(ctx, emulation.SetScriptExecutionDisabled(true), chromedp.Focus("button.me"),
		chromedp.KeyEvent("\r"), emulation.SetScriptExecutionDisabled(false),
		chromedp.Evaluate(`document.getElementById("me-menu").matches(":popover-open")`, &open))
	if err != nil || !open {
		t.Errorf("open: %t, %v", open, err)
	}
}

func resize(t *testing.T, ctx context.Context, width, height int64) {
	t.Helper()
	if err := chromedp.Run(ctx, emulation.SetDeviceMetricsOverride(width, height, 1, false)); err != nil {
		t.Fatal(err)
	}
}

func width(t *testing.T, ctx context.Context) (pixels int) {
	t.Helper()
	if err := chromedp.Run(ctx, chromedp.Evaluate("document.documentElement.scrollWidth", &pixels)); err != nil {
		t.Fatal(err)
	}
	return pixels
}

func visit(t *testing.T, ctx context.Context, address string) {
	t.Helper()
	if err := chromedp.Run(ctx, chromedp.Navigate(address)); err != nil {
		t.Fatalf("%s: %v", address, err)
	}
}
