package handlers_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"entrevue/handlers/handlerstest"
	"entrevue/models"
)

// Everything is reached by clicking, and nothing that can be clicked leads nowhere.
func TestEveryLinkOnEveryPageLeadsSomewhere(t *testing.T) {
	t.Parallel()
	w := handlerstest.New(t)
	people := w.Company(models.SystemGraph)
	hire(t, w, people["OG"].Actor(), 2)
	w.Settle()
	for _, key := range []string{"HW", "OG", "CP"} {
		b := signedIn(t, w, people[key])
		seen, next := map[string]bool{"/": true}, []string{"/"}
		for len(next) > 0 {
			path := next[0]
			next = next[1:]
			page := b.Visit(path)
			if page.Status != http.StatusOK {
				t.Errorf("%s: %s answers %d", key, path, page.Status)
			}
			page.Doc.Find("a[href]").Each(func(_ int, a *goquery.Selection) {
				link, err := url.Parse(a.AttrOr("href", ""))
				if err != nil || link.Host != "" || link.Scheme != "" || !strings.HasPrefix(link.Path, "/") || seen[link.Path] {
					return
				}
				seen[link.Path] = true
				next = append(next, link.Path)
			})
		}
		if len(seen) < 2 {
			t.Errorf("%s: clicked through %d pages only", key, len(seen))
		}
	}
}
