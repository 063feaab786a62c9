// Package browsertest runs tests in a real Chromium, which all tests of a package share.
package browsertest

import (
	"context"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"github.com/chromedp/chromedp"
)

// shell is Chromium without a window of its own, as Debian ships it: the same pages for half the work.
// Where it is missing, chromedp looks for another Chromium.
const shell = "/usr/lib/chromium/chromium-headless-shell"

var shared struct {
	sync.Mutex
	users   int
	browser context.Context
}

// Open gives the test a fresh profile with one page, by a context of chromedp. It has no time-out: one on
// the first run in it would close the page later.
func Open(t testing.TB) context.Context {
	t.Helper()
	browser, err := enter()
	t.Cleanup(leave)
	if err != nil {
		t.Fatalf("Chromium is missing or does not start (run .ci/install): %v", err)
	}
	ctx, closePage := chromedp.NewContext(browser, chromedp.WithNewBrowserContext())
	t.Cleanup(closePage)
	if err := chromedp.Run(ctx); err != nil {
		t.Fatalf("open a profile of Chromium: %v", err)
	}
	return ctx
}

// enter starts Chromium for its first user.
func enter() (context.Context, error) {
	shared.Lock()
	defer shared.Unlock()
	shared.users++
	if shared.browser != nil {
		return shared.browser, nil
	}
	flags := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.Flag("disable-dev-shm-usage", true), chromedp.Flag("disable-quic", true),
		chromedp.Flag("disable-background-networking", true), chromedp.Flag("disable-component-update", true),
		chromedp.Flag("disable-sync", true), chromedp.Flag("no-first-run", true))
	if _, err := os.Stat(shell); err == nil {
		flags = append(flags, chromedp.ExecPath(shell))
	}
	ctx, _ := chromedp.NewExecAllocator(context.Background(), flags...)
	// The library logs every event it is too old to know.
	ctx, _ = chromedp.NewContext(ctx, chromedp.WithErrorf(func(string, ...any) {}))
	if err := chromedp.Run(ctx); err != nil {
		return nil, err
	}
	shared.browser = ctx
	return ctx, nil
}

// leave ends Chromium after its last user, with its files.
func leave() {
	shared.Lock()
	defer shared.Unlock()
	shared.users--
	if shared.users == 0 && shared.browser != nil {
		_ = chromedp.Cancel(shared.browser)
		shared.browser = nil
	}
}

var axe = sync.OnceValues(func() ([]byte, error) {
	return os.ReadFile(filepath.Join("..", "..", "static", "node_modules", "axe-core", "axe.min.js"))
})

// Axe is the script of axe-core, for tests of a package two folders below the root.
func Axe(t testing.TB) string {
	t.Helper()
	source, err := axe()
	if err != nil {
		t.Fatalf("axe-core is missing (run make assets): %v", err)
	}
	return string(source)
}
