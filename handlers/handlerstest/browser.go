package handlerstest

import (
	"bytes"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"
)

// Browser is one person's browser without JavaScript. It keeps cookies, shows one page at a time
// and fails its test at once when something is not on the page.
type Browser struct {
	Page *Page

	t        testing.TB
	world    *World
	client   *http.Client
	language string
	headers  http.Header // of the next request only
	host     string      // of the next request only
	down     bool        // the next answer may be 503
	files    map[string]file
}

// Page is what the browser shows.
type Page struct {
	Status int
	URL    *url.URL
	Header http.Header
	Body   string
	Doc    *goquery.Document
}

type file struct{ name, content string }

// Browser opens a new one, in English.
func (w *World) Browser(t testing.TB) *Browser {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	b := &Browser{t: t, world: w, language: "en", headers: http.Header{}, files: map[string]file{},
		client: &http.Client{Jar: jar, Transport: &http.Transport{DisableKeepAlives: true}}}
	b.client.CheckRedirect = b.redirected
	return b
}

// Speaking sets the language that the browser asks for: an Accept-Language header, or "key" for
// pages that print the keys of their texts.
func (b *Browser) Speaking(language string) *Browser {
	if language == "key" {
		home, _ := url.Parse(b.world.URL)
		b.client.Jar.SetCookies(home, []*http.Cookie{{Name: "language", Value: language, Path: "/"}})
	}
	b.language = language
	return b
}

// HTMX lets the next request be one of htmx for the part of the page with that id.
func (b *Browser) HTMX(target string) *Browser {
	b.headers.Set("HX-Request", "true")
	b.headers.Set("HX-Target", target)
	return b
}

// Visit opens an address of the application, or an absolute one.
func (b *Browser) Visit(address string) *Page {
	b.t.Helper()
	request, err := http.NewRequestWithContext(b.t.Context(), http.MethodGet, b.absolute(address), nil)
	if err != nil {
		b.t.Fatal(err)
	}
	return b.open(request)
}

// Follow clicks on the link with that text.
func (b *Browser) Follow(text string) *Page {
	b.t.Helper()
	link := b.one("a[href]", text)
	href, _ := link.Attr("href")
	return b.Visit(href)
}

const (
	buttons = "button:not([type=button]), input[type=submit]"
	offered = buttons + ", a[href]"
)

// Take presses the button or follows the link with that text, whichever of them the page has.
func (b *Browser) Take(text string) *Page {
	b.t.Helper()
	if goquery.NodeName(b.one(offered, text)) == "a" {
		return b.Follow(text)
	}
	return b.Press(text)
}

// Press submits the form of the button with that text, as it is filled in.
func (b *Browser) Press(text string) *Page {
	b.t.Helper()
	button := b.one(buttons, text)
	if disabled, _ := button.Attr("aria-disabled"); disabled == "true" {
		b.t.Fatalf("%s: the button %q is disabled", b.Page.URL, text)
	}
	form := button.Closest("form")
	if id, elsewhere := button.Attr("form"); elsewhere {
		form = b.Page.Doc.Find("#" + id)
	}
	values := b.values(form)
	if name, ok := button.Attr("name"); ok {
		values.Set(name, button.AttrOr("value", ""))
	}
	action := button.AttrOr("formaction", form.AttrOr("action", b.Page.URL.Path))
	if !strings.EqualFold(form.AttrOr("method", "get"), "post") {
		return b.Visit(action + "?" + values.Encode())
	}
	return b.post(action, form.AttrOr("enctype", ""), values)
}

// Post sends values to an address, as a form that is on no page: for what must be refused.
func (b *Browser) Post(address string, values url.Values) *Page {
	b.t.Helper()
	return b.post(address, "", values)
}

func (b *Browser) post(action, enctype string, values url.Values) *Page {
	b.t.Helper()
	body, contentType := encode(enctype, values, b.files)
	b.files = map[string]file{}
	request, err := http.NewRequestWithContext(b.t.Context(), http.MethodPost, b.absolute(action), body)
	if err != nil {
		b.t.Fatal(err)
	}
	request.Header.Set("Content-Type", contentType)
	request.Header.Set("Origin", b.world.URL)
	return b.open(request)
}

func encode(enctype string, values url.Values, files map[string]file) (io.Reader, string) {
	if enctype != "multipart/form-data" {
		return strings.NewReader(values.Encode()), "application/x-www-form-urlencoded"
	}
	var body bytes.Buffer
	writer := multipart.NewWriter(&body)
	for name, list := range values {
		for _, value := range list {
			_ = writer.WriteField(name, value)
		}
	}
	for name, f := range files {
		part, _ := writer.CreateFormFile(name, f.name)
		_, _ = part.Write([]byte(f.content))
	}
	_ = writer.Close()
	return &body, writer.FormDataContentType()
}

func (b *Browser) absolute(address string) string {
	base := b.world.URL
	if b.Page != nil {
		base = b.Page.URL.String()
	}
	from, err := url.Parse(base)
	if err != nil {
		b.t.Fatal(err)
	}
	to, err := from.Parse(address)
	if err != nil {
		b.t.Fatalf("address %q: %v", address, err)
	}
	return to.String()
}

func (b *Browser) open(request *http.Request) *Page {
	b.t.Helper()
	request.Header.Set("Accept-Language", b.language)
	request.Header.Set("Accept", "text/html")
	request.Header.Set("User-Agent", "Test browser")
	if b.Page != nil {
		request.Header.Set("Referer", b.Page.URL.String())
		if b.Page.URL.Host == request.URL.Host {
			request.Header.Set("Sec-Fetch-Site", "same-origin")
		}
	}
	for name, values := range b.headers {
		request.Header[name] = values
	}
	if b.host != "" {
		request.Host = b.host
	}
	down := b.down
	b.headers, b.host, b.down = http.Header{}, "", false
	answer, err := b.client.Do(request)
	if err != nil {
		b.t.Fatalf("%s %s: %v", request.Method, request.URL, err)
	}
	defer answer.Body.Close()
	b.Page = b.read(answer)
	if !down || b.Page.Status != http.StatusServiceUnavailable {
		b.judge(request.Method)
	}
	return b.Page
}

func (b *Browser) read(answer *http.Response) *Page {
	b.t.Helper()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		b.t.Fatal(err)
	}
	root, err := html.ParseWithOptions(bytes.NewReader(body), html.ParseOptionEnableScripting(false))
	if err != nil {
		b.t.Fatal(err)
	}
	return &Page{Status: answer.StatusCode, URL: answer.Request.URL, Header: answer.Header, Body: string(body),
		Doc: goquery.NewDocumentFromNode(root)}
}

// redirected keeps the language and drops what was meant for the first request alone.
func (b *Browser) redirected(request *http.Request, _ []*http.Request) error {
	request.Header.Del("Origin")
	return nil
}

// judge holds for every page: nothing breaks, and every text has its words.
func (b *Browser) judge(method string) {
	b.t.Helper()
	if b.Page.Status >= http.StatusInternalServerError {
		b.t.Fatalf("%s %s: %d\n%s", method, b.Page.URL, b.Page.Status, b.Text())
	}
	if b.language != "key" && b.Page.URL.Host == strings.TrimPrefix(b.world.URL, "http://") {
		for _, text := range unworded(b.Page.Doc) {
			b.t.Errorf("%s: %q is no text", b.Page.URL, text)
		}
	}
}

// With sets a header of the next request only; empty takes it away.
func (b *Browser) With(name, value string) *Browser {
	b.headers.Set(name, value)
	return b
}

// As lets the next request name another host than the one it is sent to.
func (b *Browser) As(host string) *Browser {
	b.host = host
	return b
}

// WhileDown lets the next answer be that something outside does not answer (503).
func (b *Browser) WhileDown() *Browser {
	b.down = true
	return b
}

// Cookies are those that the application has set.
func (b *Browser) Cookies() []*http.Cookie {
	home, _ := url.Parse(b.world.URL)
	return b.client.Jar.Cookies(home)
}

// Holding gives the browser a session that belongs to somebody else.
func (b *Browser) Holding(session string) *Browser {
	home, _ := url.Parse(b.world.URL)
	b.client.Jar.SetCookies(home, []*http.Cookie{{Name: "entrevue_" + home.Port(), Value: session, Path: "/"}})
	return b
}

// Send asks for an address by any method and returns the status; the page stays.
func (b *Browser) Send(method, address string) int {
	b.t.Helper()
	request, err := http.NewRequestWithContext(b.t.Context(), method, b.absolute(address), nil)
	if err != nil {
		b.t.Fatal(err)
	}
	request.Header.Set("Sec-Fetch-Site", "same-origin")
	answer, err := b.client.Do(request)
	if err != nil {
		b.t.Fatal(err)
	}
	_ = answer.Body.Close()
	return answer.StatusCode
}
