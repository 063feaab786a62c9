package handlers_test

import (
	"bytes"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"entrevue/cmd/app"
	"entrevue/handlers/handlerstest"
	"entrevue/models"
)

// hostKey begins every key of a host that the world outside gives away beside a link.
const hostKey = "HOSTKEY-"

// Whoever has the host's own address takes over the meeting: it comes with the event, and gets into no
// page, file, mail, log line or row.
func TestKeyOfTheHostGetsNowhere(t *testing.T) { // ATT18
	t.Parallel()
	for _, body := range []string{"full", "without_link"} {
		t.Run(body, func(t *testing.T) {
			t.Parallel()
			data := ""
			w := handlerstest.New(t, handlerstest.With(func(c *app.Config) { data = c.DatabaseURL }))
			people := w.Company(models.SystemGraph)
			w.Turn("host_link", "present")
			w.Turn("subscription_body", body)
			oliver, helen := signedIn(t, w, people["OG"]).Speaking("en"), signedIn(t, w, people["HW"]).Speaking("en")
			addMaya(oliver)
			planned(t, oliver)
			interview := oliver.Page.URL.Path
			settle(w)
			tested(t, w, helen, models.MSTeams, "Oliver Grant")
			oliver.Visit(interview)
			oliver.See("Ready", "Open link")
			if !strings.Contains(read(t, w.Outside+"/sandbox/record"), hostKey) {
				t.Fatal("the world outside has given no key away: this test finds nothing")
			}
			maya := w.Browser(t)
			maya.Visit(pageIn(t, w.Letters("maya.lindqvist@mail.example")[0]))
			outputs := map[string]string{"the log": w.Log(), "Maya's page": maya.Page.Body}
			outputs["Maya's file"] = maya.Follow("Add to my calendar").Body
			crawl(helen, outputs)
			crawl(oliver, outputs)
			for _, address := range []string{"maya.lindqvist@mail.example", "camille.perrin@lumen.example", "oliver.grant@lumen.example", "helen.ward@lumen.example"} {
				for _, letter := range w.Letters(address) {
					outputs["a mail to "+address] += letter.Raw + letter.Text + letter.HTML
				}
			}
			files, err := filepath.Glob(strings.TrimPrefix(data, "sqlite:") + "*")
			if err != nil || len(files) == 0 {
				t.Fatalf("no database at %s (%v)", data, err)
			}
			for _, file := range files {
				content, err := os.ReadFile(file)
				if err != nil {
					t.Fatal(err)
				}
				outputs["the database"] += string(content)
			}
			for where, text := range outputs {
				if at := bytes.Index([]byte(text), []byte(hostKey)); at >= 0 {
					t.Errorf("%s holds the key: …%q…", where, text[max(0, at-200):at+20])
				}
			}
			if len(outputs) < 25 {
				t.Errorf("only %d outputs were read", len(outputs))
			}
		})
	}
}

// crawl reads every kind of page that is reached by clicking.
func crawl(b *handlerstest.Browser, into map[string]string) {
	seen, next := map[string]bool{"/": true}, []string{"/"}
	for len(next) > 0 {
		page := b.Visit(next[0])
		into[page.URL.Path] += page.Body
		next = next[1:]
		for _, a := range page.Doc.Find("a[href^='/']").EachIter() {
			path, _, _ := strings.Cut(a.AttrOr("href", ""), "?")
			if path, _, _ = strings.Cut(path, "#"); !seen[shape(path)] && !strings.HasPrefix(path, "/static") {
				seen[shape(path)] = true
				next = append(next, path)
			}
		}
	}
}

// read is what an address outside answers.
func read(t *testing.T, address string) string {
	t.Helper()
	answer, err := http.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	doc, err := goquery.NewDocumentFromReader(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	return doc.Text()
}
