package main

import (
	"bytes"
	"compress/gzip"
	"context"
	"go/ast"
	"go/parser"
	"go/token"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"entrevue/locales"
)

// everyState draws every state in a language, each as a test of its own.
func everyState(t *testing.T, languages []locales.Language, check func(*testing.T, state, *goquery.Document)) {
	t.Helper()
	for _, s := range states() {
		for _, language := range languages {
			t.Run(s.group+"/"+s.name+"/"+string(language), func(t *testing.T) {
				t.Parallel()
				page, err := s.page(context.Background(), view{language, "light"})
				if err != nil {
					t.Fatal(err)
				}
				doc, err := goquery.NewDocumentFromReader(bytes.NewReader(page))
				if err != nil {
					t.Fatal(err)
				}
				check(t, s, doc)
			})
		}
	}
}

var everyLanguage = append(locales.Languages(), locales.Keys)

func attr(s *goquery.Selection, name string) string {
	value, _ := s.Attr(name)
	return value
}

func describe(s *goquery.Selection) string {
	html, _ := goquery.OuterHtml(s)
	return html[:min(len(html), 160)]
}

func TestStatesHaveNamesOfTheirOwn(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for _, s := range states() {
		if seen[s.group+"/"+s.name] {
			t.Errorf("%s/%s stands twice", s.group, s.name)
		}
		seen[s.group+"/"+s.name] = true
	}
}

func TestPagesHaveOneHeadingOfTheFirstLevelAtMost(t *testing.T) {
	t.Parallel()
	everyState(t, everyLanguage, func(t *testing.T, _ state, doc *goquery.Document) {
		if n := doc.Find("h1").Length(); n > 1 {
			t.Errorf("%d h1", n)
		}
		if attr(doc.Find("html"), "lang") == "" || strings.TrimSpace(doc.Find("title").Text()) == "" {
			t.Error("no language or no title")
		}
	})
}

func TestIdsStandOnceAndReferencesLead(t *testing.T) {
	t.Parallel()
	everyState(t, everyLanguage, func(t *testing.T, _ state, doc *goquery.Document) {
		ids := map[string]bool{}
		doc.Find("[id]").Each(func(_ int, s *goquery.Selection) {
			if ids[attr(s, "id")] {
				t.Errorf("id %q stands twice", attr(s, "id"))
			}
			ids[attr(s, "id")] = true
		})
		for _, name := range []string{"for", "aria-describedby", "aria-labelledby", "popovertarget"} {
			doc.Find("[" + name + "]").Each(func(_ int, s *goquery.Selection) {
				for id := range strings.FieldsSeq(attr(s, name)) {
					if !ids[id] {
						t.Errorf("%s leads to no %q: %s", name, id, describe(s))
					}
				}
			})
		}
		doc.Find("a[href^='#']").Each(func(_ int, s *goquery.Selection) {
			if id := strings.TrimPrefix(attr(s, "href"), "#"); !ids[id] {
				t.Errorf("link leads to no %q", id)
			}
		})
	})
}

func TestEveryControlIsNamed(t *testing.T) {
	t.Parallel()
	everyState(t, everyLanguage, func(t *testing.T, _ state, doc *goquery.Document) {
		doc.Find("input:not([type=hidden]), select, textarea").Each(func(_ int, s *goquery.Selection) {
			label := doc.Find("label[for='"+attr(s, "id")+"']").Text() + s.Closest("label").Text()
			if strings.TrimSpace(label+attr(s, "aria-label")) == "" {
				t.Errorf("no label: %s", describe(s))
			}
		})
		doc.Find("button, a, summary").Each(func(_ int, s *goquery.Selection) {
			seen := s.Clone()
			seen.Find("[aria-hidden=true]").Remove()
			if strings.TrimSpace(seen.Text()+attr(s, "aria-label")) == "" {
				t.Errorf("no name: %s", describe(s))
			}
		})
		doc.Find("nav, [role=group], fieldset, table").Each(func(_ int, s *goquery.Selection) {
			caption := strings.TrimSpace(s.ChildrenFiltered("legend, caption").Text())
			if caption+attr(s, "aria-label")+attr(s, "aria-labelledby")+attr(s, "role") == "" {
				t.Errorf("no name: %s", describe(s))
			}
		})
	})
}

func TestPagesNeedNothingTheirPolicyForbids(t *testing.T) {
	t.Parallel()
	everyState(t, []locales.Language{locales.Keys}, func(t *testing.T, s state, doc *goquery.Document) {
		if s.group == "mail" {
			return
		}
		doc.Find("style, [style], script:not([src]), [onclick], [hx-on]").Each(func(_ int, found *goquery.Selection) {
			t.Errorf("inline: %s", describe(found))
		})
		doc.Find("[src], link[href]").Each(func(_ int, found *goquery.Selection) {
			if address := attr(found, "src") + attr(found, "href"); !strings.HasPrefix(address, "/static/") {
				t.Errorf("comes from elsewhere: %s", describe(found))
			}
		})
	})
}

func TestIconsHaveSymbols(t *testing.T) {
	t.Parallel()
	everyState(t, []locales.Language{locales.Keys}, func(t *testing.T, _ state, doc *goquery.Document) {
		doc.Find("use").Each(func(_ int, s *goquery.Selection) {
			_, name, _ := strings.Cut(attr(s, "href"), "#i-")
			if _, err := os.Stat("../../static/icons/" + name + ".svg"); err != nil {
				t.Errorf("no symbol %q", name)
			}
		})
	})
}

// A later page is HTML alone; style and script are there already.
func TestPagesWeighLittle(t *testing.T) {
	t.Parallel()
	for _, s := range states() {
		page, err := s.page(context.Background(), view{locales.French, "light"})
		if err != nil {
			t.Fatal(err)
		}
		var packed bytes.Buffer
		w := gzip.NewWriter(&packed)
		if _, err := w.Write(page); err != nil || w.Close() != nil {
			t.Fatal(err)
		}
		if packed.Len() > 15_000 {
			t.Errorf("%s/%s weighs %d bytes compressed", s.group, s.name, packed.Len())
		}
	}
}

var (
	keyWord  = regexp.MustCompile(`[a-z][a-z0-9_]*(\.[a-z0-9_]+)+`)
	argument = regexp.MustCompile(`\b\w+=`)
	word     = regexp.MustCompile(`\pL[\pL’'-]*`)
)

// written are the words that are no text of the product: what the tables of this package and models
// hand over, and what cities, calendars and languages are called.
func written(t *testing.T) map[string]bool {
	t.Helper()
	words := map[string]bool{}
	for _, pattern := range []string{"*.go", "../../models/*.go", "../../models/demo/*.go", "../../locales/*.go"} {
		files, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			if !strings.HasSuffix(file, "_templ.go") {
				collect(t, file, words)
			}
		}
	}
	for _, region := range locales.ZoneRegions {
		for _, zone := range region.Zones {
			for _, w := range word.FindAllString(strings.ReplaceAll(zone, "_", " "), -1) {
				words[w] = true
			}
		}
	}
	for _, text := range []string{
		"English Français h min s",
		"Monday Tuesday Wednesday Thursday Friday Saturday Sunday Mon Tue Wed Thu Fri Sat Sun",
		"January February March April May June July August September October November December",
		"Jan Feb Mar Apr Jun Jul Aug Sept Sep Oct Nov Dec",
	} {
		for _, w := range word.FindAllString(text, -1) {
			words[w] = true
		}
	}
	return words
}

func collect(t *testing.T, file string, words map[string]bool) {
	t.Helper()
	source, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	ast.Inspect(source, func(node ast.Node) bool {
		if lit, ok := node.(*ast.BasicLit); ok && lit.Kind == token.STRING {
			value, _ := strconv.Unquote(lit.Value)
			for _, w := range word.FindAllString(value, -1) {
				words[w] = true
			}
		}
		return true
	})
}

// visible is what a reader sees or hears. Initials and hidden fields are neither keys nor texts.
func visible(doc *goquery.Document) string {
	doc.Find("body noscript").Each(func(_ int, s *goquery.Selection) { s.ReplaceWithHtml(s.Text()) })
	doc.Find("[aria-hidden=true], script, style, code").Remove()
	var out strings.Builder
	var walk func(*goquery.Selection)
	walk = func(s *goquery.Selection) {
		s.Contents().Each(func(_ int, child *goquery.Selection) {
			if goquery.NodeName(child) == "#text" {
				out.WriteString(child.Text() + " ")
			} else {
				walk(child)
			}
		})
	}
	walk(doc.Find("body"))
	for _, name := range []string{"aria-label", "title", "placeholder", "alt", "data-label", "data-copied"} {
		doc.Find("[" + name + "]").Each(func(_ int, s *goquery.Selection) {
			out.WriteString(attr(s, name) + " ")
		})
	}
	return out.String()
}

func TestEveryVisibleWordIsAKeyOrAnArgument(t *testing.T) {
	t.Parallel()
	known := written(t)
	everyState(t, []locales.Language{locales.Keys}, func(t *testing.T, _ state, doc *goquery.Document) {
		text := argument.ReplaceAllString(keyWord.ReplaceAllString(visible(doc), " "), " ")
		for _, w := range word.FindAllString(text, -1) {
			if !known[w] {
				t.Errorf("%q is neither a key nor an argument", w)
			}
		}
	})
}

func TestGalleryServesItsIndexAndItsStates(t *testing.T) {
	t.Parallel()
	h := handler()
	get := func(path string) *httptest.ResponseRecorder {
		answer := httptest.NewRecorder()
		h.ServeHTTP(answer, httptest.NewRequest(http.MethodGet, path, nil))
		return answer
	}
	index := get("/")
	doc, err := goquery.NewDocumentFromReader(index.Body)
	if err != nil {
		t.Fatal(err)
	}
	links := doc.Find("td a")
	if want := len(states()) * len(views()); links.Length() != want {
		t.Errorf("index has %d links, want %d", links.Length(), want)
	}
	if code := get("/" + attr(links.First(), "href")).Code; code != http.StatusOK {
		t.Errorf("first state answers %d", code)
	}
	if code := get("/en/light/ui/no/such.html").Code; code != http.StatusNotFound {
		t.Errorf("unknown state answers %d", code)
	}
}

func TestGalleryWritesFilesThatFindTheirAssets(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	assets := map[string]bool{}
	page := []byte(`<link href="/static/app.css"><use href="/static/sprite.svg#i-ok">`)
	if err := write(folder, "en/light/ui/a/b.html", page, assets); err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile(filepath.Join(folder, "en/light/ui/a/b.html"))
	if err != nil {
		t.Fatal(err)
	}
	if want := `<link href="../../../../static/app.css"><use href="../../../../static/sprite.svg#i-ok">`; string(got) != want {
		t.Errorf("got %s", got)
	}
	if !assets["app.css"] || !assets["sprite.svg"] {
		t.Errorf("assets are %v", assets)
	}
}
