package handlers_test

import (
	"context"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"

	"entrevue/views/paths"
)

// dialled are the addresses that any client of this program has connected to, or tried to.
var dialled struct {
	sync.Mutex
	addresses []string
}

func init() {
	transport := http.DefaultTransport.(*http.Transport)
	dial := transport.DialContext
	transport.DialContext = func(ctx context.Context, network, address string) (net.Conn, error) {
		dialled.Lock()
		dialled.addresses = append(dialled.addresses, address)
		dialled.Unlock()
		return dial(ctx, network, address)
	}
}

// connectedTo tells whether an address, a host with its port, was connected to.
func connectedTo(address string) bool {
	dialled.Lock()
	defer dialled.Unlock()
	return slices.Contains(dialled.addresses, address)
}

// Addresses that nobody outside could open are refused in words that are true, on the form that plans and on
// the one that changes, and none is ever asked for.
func TestPastedLinkIsJudgedByItsTextAndNeverAskedFor(t *testing.T) { // ATT25
	t.Parallel()
	w, b := recruiting(t)
	addMaya(b)
	plan(b)
	take(b, "phone")
	b.Fill("Phone number", "+33 4 00 00 01 42").Press("Plan interview")
	interview := b.Page.URL.Path
	private := map[string]string{"en": "It needs a public name in plain letters, and no port", "fr": "Il lui faut un nom public en lettres simples, sans port"}
	scheme := map[string]string{"en": "Paste a whole address that begins with https://", "fr": "Collez une adresse complète qui commence par https://"}
	for language, label := range map[string]string{"en": "Link", "fr": "Lien"} {
		turn(b, language)
		for link, says := range map[string]map[string]string{
			"https://localhost/x": private, "https://169.254.169.254/latest/meta-data/": private, "https://[::ffff:127.0.0.1]/": private,
			"https://[::ffff:a9fe:a9fe]/": private, "https://2852039166/": private, "https://0xa9.0xfe.0xa9.0xfe/": private, "https://127.0.0.1:8080/": private,
			"https://metadata.google.internal/": private, "https://user:secret@rooms.lumen.example/": private,
			"http://169.254.169.254/": scheme, "file:///etc/passwd": scheme, "gopher://127.0.0.1/": scheme, "javascript:alert(1)": scheme, "//169.254.169.254/": scheme,
		} {
			form := url.Values{"type": {"first"}, "organizer": {"1"}, "date": {"2026-12-03"}, "start": {"10:00"}, "duration": {"60"}, "method": {"own_link"},
				"own_link": {link}, "sending": {"never"}, "message": {"Bring the lamp."}, "request_id": {"1." + language + link}}
			b.Post(w.URL+paths.CandidateInterviews(1), form)
			for _, entered := range []bool{true, false} {
				b.Expect(http.StatusUnprocessableEntity)
				if got := b.Problem(label); !strings.Contains(got, says[language]) || b.Value(label) != link || entered && !strings.Contains(b.Page.Body, "Bring the lamp.") {
					t.Errorf("%s in %s: %q, kept %q", link, language, got, b.Value(label))
				}
				b.Post(w.URL+interview+"/method", url.Values{"method": {"own_link"}, "own_link": {link}, "host": {"1"}, "version": {"1"}, "request_id": {"2." + language + link}})
			}
		}
	}
	turn(b, "en")
	b.Visit(w.URL + paths.CandidateInterviews(1))
	b.DoNotSee("Own link")
	plan(b)
	b.Fill("Start time", "16:00")
	take(b, "own_link")
	b.Fill("Link", "https://rooms.lumen.example/never-asked").Press("Plan interview")
	settle(w)
	b.Visit(b.Page.URL.Path)
	b.See("Own link", "Ready")
	events := w.Events()
	if len(events) == 0 || events[len(events)-1].JoinURL != "https://rooms.lumen.example/never-asked" {
		t.Errorf("the calendar holds %+v", events)
	}
	for _, address := range []string{"169.254.169.254:80", "169.254.169.254:443", "rooms.lumen.example:443", "localhost:443", "metadata.google.internal:443",
		"127.0.0.1:443", "127.0.0.1:8080", "[::ffff:127.0.0.1]:443", "2852039166:443"} {
		if connectedTo(address) {
			t.Errorf("the server has asked %s", address)
		}
	}
	if !connectedTo(strings.TrimPrefix(w.Outside, "http://")) {
		t.Error("no connection is noticed: this test finds nothing")
	}
}
