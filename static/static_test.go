package static

import (
	"compress/gzip"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"
)

func get(t *testing.T, h http.Handler, method, target, encoding string) *http.Response {
	t.Helper()
	request := httptest.NewRequest(method, target, nil)
	request.Header.Set("Accept-Encoding", encoding)
	recorder := httptest.NewRecorder()
	h.ServeHTTP(recorder, request)
	return recorder.Result()
}

// packed is gzip of "body { color: red }", made by the test itself.
func packed(t *testing.T, content string) []byte {
	t.Helper()
	var out strings.Builder
	w := gzip.NewWriter(&out)
	if _, err := io.WriteString(w, content); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return []byte(out.String())
}

func example(t *testing.T) shelf {
	t.Helper()
	const css = "body { color: red }"
	return shelve(fstest.MapFS{
		"dist/app.css":    {Data: []byte(css)},
		"dist/app.css.gz": {Data: packed(t, css)},
		"dist/plain.svg":  {Data: []byte("<svg/>")},
		"dist/.gitkeep":   {},
		"dist/.stamp":     {Data: []byte("abc")},
	})
}

func TestAddressChangesWithTheContent(t *testing.T) {
	t.Parallel()
	before := example(t).address("app.css")
	after := shelve(fstest.MapFS{"dist/app.css": {Data: []byte("body { color: blue }")}}).address("app.css")
	if before == after {
		t.Errorf("both are %s", before)
	}
	if !regexp.MustCompile(`^/static/app\.[0-9a-f]{10}\.css$`).MatchString(before) {
		t.Errorf("address is %s", before)
	}
}

func TestFilesAreServedForAYearWithTheirType(t *testing.T) {
	t.Parallel()
	s := example(t)
	for name, want := range map[string]string{
		"app.css": "text/css; charset=utf-8", "plain.svg": "image/svg+xml",
	} {
		answer := get(t, s, "GET", s.address(name), "")
		if got := answer.Header.Get("Content-Type"); got != want {
			t.Errorf("%s has type %q", name, got)
		}
		if got := answer.Header.Get("Cache-Control"); !strings.Contains(got, "immutable") {
			t.Errorf("%s is cached as %q", name, got)
		}
	}
}

func TestCompressedFormIsSentToThoseWhoTakeIt(t *testing.T) {
	t.Parallel()
	s := example(t)
	for header, want := range map[string]string{
		"": "", "gzip": "gzip", "br, gzip;q=0.5": "gzip", "gzip;q=0": "", "gzip; q=0.0": "",
		"deflate": "", "x-gzip": "",
	} {
		answer := get(t, s, "GET", s.address("app.css"), header)
		if got := answer.Header.Get("Content-Encoding"); got != want {
			t.Errorf("%q is answered with %q", header, got)
		}
		if got := answer.Header.Get("Vary"); got != "Accept-Encoding" {
			t.Errorf("varies by %q", got)
		}
	}
	if got := get(t, s, "GET", s.address("plain.svg"), "gzip").Header.Get("Content-Encoding"); got != "" {
		t.Errorf("a file without compressed form is said to be %q", got)
	}
}

func TestOnlyReadingIsServed(t *testing.T) {
	t.Parallel()
	s := example(t)
	if got := get(t, s, "POST", s.address("app.css"), "").StatusCode; got != 405 {
		t.Errorf("POST gives %d", got)
	}
	head := get(t, s, "HEAD", s.address("app.css"), "")
	if body, _ := io.ReadAll(head.Body); len(body) > 0 || head.StatusCode != 200 {
		t.Errorf("HEAD gives %d with %d bytes", head.StatusCode, len(body))
	}
	for _, path := range []string{"/static/app.css", "/static/.stamp", "/static/../static.go", "/static/"} {
		if got := get(t, s, "GET", path, "").StatusCode; got != 404 {
			t.Errorf("%s gives %d", path, got)
		}
	}
}

func TestProgramWithoutAssetsSaysWhatToDo(t *testing.T) {
	t.Parallel()
	if err := example(t).check(); err == nil || !strings.Contains(err.Error(), "make assets") {
		t.Errorf("got %v", err)
	}
	if got := shelve(fstest.MapFS{"dist/.gitkeep": {}}).address("app.css"); got != "/static/app.css" {
		t.Errorf("address without assets is %q", got)
	}
}

func TestTextsNeverStandInTheStyleSheet(t *testing.T) {
	t.Parallel()
	css, err := os.ReadFile("css/app.css")
	if err != nil {
		t.Fatal(err)
	}
	for _, match := range regexp.MustCompile(`content:\s*"([^"]*)"`).FindAllStringSubmatch(string(css), -1) {
		if regexp.MustCompile(`\pL{2,}`).MatchString(match[1]) {
			t.Errorf("the style sheet says %q", match[1])
		}
	}
}

func TestLockFileNamesNoRegistry(t *testing.T) {
	t.Parallel()
	lock, err := os.ReadFile("package-lock.json")
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(lock), "://") || strings.Contains(string(lock), `"resolved"`) {
		t.Error("package-lock.json holds an address")
	}
}

// The script and the style are most of a first load; 60 kB is the limit with the page itself.
func TestAssetsAreLight(t *testing.T) {
	t.Parallel()
	if Check() != nil {
		t.Skip("assets are not built")
	}
	total := 0
	for _, file := range assets.files {
		total += min(len(file.content), len(file.compressed))
	}
	if total > 40_000 {
		t.Errorf("assets weigh %d bytes compressed", total)
	}
}
