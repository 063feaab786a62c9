package handlerstest

import (
	"regexp"
	"slices"
	"strings"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"
)

// Text is what is written in the main part of the page, with single spaces.
func (b *Browser) Text() string {
	main := b.Page.Doc.Find("main")
	if main.Length() == 0 {
		main = b.Page.Doc.Find("body")
	}
	return words(main)
}

// Heading is the page's heading.
func (b *Browser) Heading() string { return words(b.Page.Doc.Find("h1")) }

// See fails unless all texts are on the page.
func (b *Browser) See(texts ...string) {
	b.t.Helper()
	for _, text := range texts {
		if !strings.Contains(b.Text(), flat(text)) {
			b.t.Errorf("%s (%d) does not say %q:\n%s", b.Page.URL, b.Page.Status, text, b.Text())
		}
	}
}

// DoNotSee fails when one of the texts is on the page.
func (b *Browser) DoNotSee(texts ...string) {
	b.t.Helper()
	for _, text := range texts {
		if strings.Contains(b.Text(), flat(text)) {
			b.t.Errorf("%s says %q:\n%s", b.Page.URL, text, b.Text())
		}
	}
}

// Expect fails unless the page came with that status.
func (b *Browser) Expect(status int) {
	b.t.Helper()
	if b.Page.Status != status {
		b.t.Fatalf("%s: status %d, want %d:\n%s", b.Page.URL, b.Page.Status, status, b.Text())
	}
}

// At fails unless the browser has come to that address.
func (b *Browser) At(path string) {
	b.t.Helper()
	if b.Page.URL.Path != path {
		b.t.Fatalf("at %s, want %s:\n%s", b.Page.URL.Path, path, b.Text())
	}
}

// Problem is the error beside the field with that label.
func (b *Browser) Problem(label string) string {
	b.t.Helper()
	control := b.control(label)
	for _, id := range strings.Fields(control.AttrOr("aria-describedby", "")) {
		if strings.HasSuffix(id, "-error") {
			return words(b.Page.Doc.Find("#" + id))
		}
	}
	return ""
}

// Value is what stands in the field with that label.
func (b *Browser) Value(label string) string {
	b.t.Helper()
	control := b.control(label)
	switch goquery.NodeName(control) {
	case "select":
		return control.Find("option[selected]").AttrOr("value", "")
	case "textarea":
		return control.Text()
	default:
		return control.AttrOr("value", "")
	}
}

// one is the only element of a kind with that text; the text of an icon's companion that is only
// heard counts as well.
func (b *Browser) one(selector, text string) *goquery.Selection {
	b.t.Helper()
	if b.Page == nil {
		b.t.Fatal("no page is open")
	}
	found := b.matching(selector, text)
	switch found.Length() {
	case 0:
		b.t.Fatalf("%s (%d) has no %s %q:\n%s", b.Page.URL, b.Page.Status, selector, text, b.Text())
	case 1:
	default:
		b.t.Fatalf("%s: %d times %q", b.Page.URL, found.Length(), text)
	}
	return found
}

// matching are the elements of a kind whose text is that one, else begins with it, else holds it; those
// in the main part of the page, if there are any.
func (b *Browser) matching(selector, text string) *goquery.Selection {
	all := b.Page.Doc.Find(selector)
	for _, fits := range []func(string) bool{
		func(s string) bool { return s == flat(text) },
		func(s string) bool { return strings.HasPrefix(s, flat(text)) },
		func(s string) bool { return strings.Contains(s, flat(text)) },
	} {
		found := all.FilterFunction(func(_ int, s *goquery.Selection) bool { return fits(words(s)) })
		inside := found.FilterFunction(func(_ int, s *goquery.Selection) bool { return s.Closest("main").Length() > 0 })
		if inside.Length() > 0 {
			found = inside
		}
		if found.Length() > 0 {
			return found
		}
	}
	return all.Slice(0, 0)
}

// Offers tells whether the page has exactly one button or link with that text.
func (b *Browser) Offers(text string) bool { return b.matching(offered, text).Length() == 1 }

// Words is the text of a part of the page as it is read.
func Words(part *goquery.Selection) string { return words(part) }

// words is the text of an element as it is read; parts are apart where elements are.
func words(s *goquery.Selection) string {
	var all []string
	for _, node := range s.Nodes {
		all = append(all, texts(node)...)
	}
	return flat(strings.Join(all, " "))
}

func texts(node *html.Node) []string {
	if node.Type == html.TextNode {
		return []string{node.Data}
	}
	if node.Type == html.ElementNode && slices.Contains([]string{"script", "style", "option", "noscript"}, node.Data) {
		return nil
	}
	var all []string
	for child := node.FirstChild; child != nil; child = child.NextSibling {
		all = append(all, texts(child)...)
	}
	return all
}

func flat(text string) string { return strings.Join(strings.Fields(text), " ") }

var keyShape = regexp.MustCompile(`^[a-z][a-z0-9_]*(\.[a-z0-9_]+){1,}(\(.*\))?$`)

// areas are the first words of keys that could be taken for nothing else.
var areas = regexp.MustCompile(`^(action|activity|calendar|candidate|campaign|dates|employees?|error_page|field|first_run|` +
	`home|integrations|interviews?|invitation|layout|mail|me|method|picker|positions?|problem|provider|readiness|reason|` +
	`reset|role|settings|sign_in|status|turn|ui|wizard|zones)\.`)

// unworded are texts of a page that are keys without words.
func unworded(doc *goquery.Document) []string {
	var found []string
	for _, node := range doc.Nodes {
		for _, text := range texts(node) {
			if text = flat(text); keyShape.MatchString(text) && areas.MatchString(text) {
				found = append(found, text)
			}
		}
	}
	return found
}
