package sandbox

import (
	"bytes"
	"embed"
	"html/template"
	"io/fs"
	"net/http"
	"strings"
	"time"

	"github.com/labstack/echo/v4"
)

//go:embed pages
var pageFiles embed.FS

// message is a page that only says something.
type message struct{ Title, Text string }

var pageFuncs = template.FuncMap{
	"when":     func(at time.Time) string { return at.UTC().Format("2006-01-02 15:04:05") },
	"provider": providerTitle,
	"join":     strings.Join,
}

// templates holds every page inside its frame: hosted pages are the outside world's, control
// pages are those under /sandbox/.
var templates = parsePages()

func parsePages() map[string]*template.Template {
	parsed := map[string]*template.Template{}
	for _, frame := range []string{"hosted", "control"} {
		base := template.Must(template.New("frame").Funcs(pageFuncs).
			ParseFS(pageFiles, "pages/frame_"+frame+".html"))
		files, _ := fs.Glob(pageFiles, "pages/"+frame+"/*.html") // the pattern is right
		for _, file := range files {
			name := strings.TrimSuffix(file[strings.LastIndex(file, "/")+1:], ".html")
			parsed[frame+"/"+name] = template.Must(template.Must(base.Clone()).ParseFS(pageFiles, file))
		}
	}
	return parsed
}

// hosted is a page of the outside world.
func hosted(status int, name string, data any) answer {
	return pageAnswer(status, "hosted/"+name, data)
}

// control is a page of the sandbox itself.
func control(status int, name string, data any) answer {
	return pageAnswer(status, "control/"+name, data)
}

func pageAnswer(status int, name string, data any) answer {
	a := empty(status)
	a.page = &page{template: templates[name], data: data}
	return a
}

// pagePolicy leaves form-action open: the hosted pages lead back to other origins.
const pagePolicy = "default-src 'none'; style-src 'self'; img-src 'self' data:; frame-src 'self'; " +
	"base-uri 'none'; frame-ancestors 'none'"

func (p *page) write(ec echo.Context, status int) error {
	var out bytes.Buffer
	if err := p.template.ExecuteTemplate(&out, "frame", p.data); err != nil {
		return err
	}
	header := ec.Response().Header()
	header.Set("Content-Security-Policy", pagePolicy)
	header.Set("Cache-Control", "no-store")
	header.Set("Referrer-Policy", "no-referrer")
	return ec.HTMLBlob(status, out.Bytes())
}

// showStyle is the one style sheet of all pages.
func showStyle(ec echo.Context) error {
	style, err := pageFiles.ReadFile("pages/style.css")
	if err != nil {
		return err
	}
	return ec.Blob(http.StatusOK, "text/css; charset=utf-8", style)
}
