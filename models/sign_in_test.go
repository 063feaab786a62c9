package models_test

import (
	"testing"
	"time"

	"entrevue/models"
)

func TestBrowserIsNamedAsItsUserKnowsIt(t *testing.T) {
	t.Parallel()
	for agent, want := range map[string]string{
		"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36":                                "Chrome Windows",
		"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0":                  "Edge Windows",
		"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.1 Safari/605.1.15":                          "Safari Mac",
		"Mozilla/5.0 (iPhone; CPU iPhone OS 18_7 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.1 Mobile/15E148 Safari/604.1":        "Safari iPhone",
		"Mozilla/5.0 (iPhone; CPU iPhone OS 18_7 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/142.0.7444.77 Mobile/15E148 Safari/604.1": "Chrome iPhone",
		"Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0":                                                                         "Firefox Linux",
		"Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/29.0 Chrome/136.0.0.0 Mobile Safari/537.36":            "Samsung Internet Android",
		"Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36":                                 "Chrome ChromeOS",
		"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36 OPR/125.0.0.0":                  "Opera Windows",
		"curl/8.14.1": " ",
		"":            " ",
	} {
		brand, system := models.SignIn{UserAgent: agent}.Browser()
		if got := brand + " " + system; got != want {
			t.Errorf("%q is %q, want %q", agent, got, want)
		}
	}
}

func TestSignInEndsWhenItIsLeftAloneOrOld(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 30, 8, 0, 0, 0, time.UTC)
	for name, c := range map[string]struct {
		created, seen time.Duration
		fresh         bool
	}{
		"just begun":             {0, 0, true},
		"used within half a day": {24 * time.Hour, 12*time.Hour - time.Second, true},
		"left alone":             {24 * time.Hour, 12 * time.Hour, false},
		"a week old":             {7 * 24 * time.Hour, 0, false},
	} {
		signIn := models.SignIn{CreatedAt: now.Add(-c.created), LastSeenAt: now.Add(-c.seen)}
		if signIn.Fresh(now) != c.fresh {
			t.Errorf("%s: fresh is %t", name, !c.fresh)
		}
	}
}
