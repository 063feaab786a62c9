package static

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"errors"
	"io/fs"
	"net/http"
	"path"
	"strings"
)

// Prefix is the path under which Handler serves.
const Prefix = "/static/"

//go:embed all:dist
var embedded embed.FS

var assets = shelve(embedded)

// asset is one file as it is served.
type asset struct {
	content, compressed []byte
	contentType         string
}

// shelf holds the files by their hashed name, and the hashed name by the plain one.
type shelf struct {
	files map[string]asset
	names map[string]string
}

// contentTypes is a table of our own: the system's may lack a line or say something else.
var contentTypes = map[string]string{
	".css": "text/css; charset=utf-8",
	".js":  "text/javascript; charset=utf-8",
	".svg": "image/svg+xml",
}

// Asset returns the address of a file in dist: app.css becomes /static/app.3f2a….css. A file that
// was not built keeps its plain name, so that pages can be rendered in tests without assets.
func Asset(name string) string { return assets.address(name) }

// Check returns an error when the program was built without assets: it would serve bare pages.
func Check() error { return assets.check() }

// Handler serves the files for a year: another content has another name.
func Handler() http.Handler { return assets }

// shelve panics when the embedded files cannot be read, which only a broken build can cause.
func shelve(files fs.FS) shelf {
	s := shelf{files: map[string]asset{}, names: map[string]string{}}
	entries, err := fs.ReadDir(files, "dist")
	if err != nil {
		panic(err)
	}
	for _, entry := range entries {
		if contentTypes[path.Ext(entry.Name())] != "" {
			s.add(files, entry.Name())
		}
	}
	return s
}

func (s shelf) add(files fs.FS, name string) {
	content, err := fs.ReadFile(files, "dist/"+name)
	if err != nil {
		panic(err)
	}
	compressed, err := fs.ReadFile(files, "dist/"+name+".gz")
	if err != nil {
		compressed = nil // small files are not worth it
	}
	sum := sha256.Sum256(content)
	extension := path.Ext(name)
	hashed := strings.TrimSuffix(name, extension) + "." + hex.EncodeToString(sum[:5]) + extension
	s.names[name] = hashed
	s.files[hashed] = asset{content, compressed, contentTypes[extension]}
}

func (s shelf) address(name string) string {
	if hashed, ok := s.names[name]; ok {
		return Prefix + hashed
	}
	return Prefix + name
}

func (s shelf) check() error {
	for _, name := range []string{"app.css", "app.js", "sprite.svg", "favicon.svg"} {
		if _, ok := s.names[name]; !ok {
			return errors.New("static/dist holds no " + name + ": run make assets, then build again")
		}
	}
	return nil
}

// ServeHTTP answers under Prefix.
func (s shelf) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", "GET, HEAD")
		http.Error(w, http.StatusText(http.StatusMethodNotAllowed), http.StatusMethodNotAllowed)
		return
	}
	file, ok := s.files[strings.TrimPrefix(r.URL.Path, Prefix)]
	if !ok {
		http.NotFound(w, r)
		return
	}
	file.serve(w, r)
}

func (a asset) serve(w http.ResponseWriter, r *http.Request) {
	header := w.Header()
	header.Set("Content-Type", a.contentType)
	header.Set("Cache-Control", "public, max-age=31536000, immutable")
	header.Set("X-Content-Type-Options", "nosniff")
	header.Set("Vary", "Accept-Encoding")
	body := a.content
	if a.compressed != nil && acceptsGzip(r.Header.Get("Accept-Encoding")) {
		header.Set("Content-Encoding", "gzip")
		body = a.compressed
	}
	if r.Method == http.MethodHead {
		return
	}
	// A browser that has gone away is no fault of anybody's.
	_, _ = w.Write(body)
}

// acceptsGzip reads the header as browsers write it; gzip;q=0 is a refusal.
func acceptsGzip(header string) bool {
	for offer := range strings.SplitSeq(header, ",") {
		coding, weight, _ := strings.Cut(strings.TrimSpace(offer), ";")
		if strings.TrimSpace(coding) == "gzip" {
			return weight == "" || strings.Trim(weight, "q=.0 ") != ""
		}
	}
	return false
}
