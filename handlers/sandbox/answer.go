package sandbox

import (
	"encoding/json"
	"html/template"
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"
)

// answer is what a handler decided; it is written after the transaction.
type answer struct {
	status   int
	header   http.Header
	body     any    // encoded as JSON
	redirect string // Location
	page     *page
	file     []byte // sent as it is
}

// page is a hosted or control page: a template and its data.
type page struct {
	template *template.Template
	data     any
}

func empty(status int) answer { return answer{status: status, header: http.Header{}} }

func ok(body any) answer {
	return answer{status: http.StatusOK, header: http.Header{}, body: body}
}

func seeOther(location string) answer {
	return answer{status: http.StatusSeeOther, header: http.Header{}, redirect: location}
}

// file is content of its own type that nothing may run.
func file(kind string, content []byte) answer {
	a := empty(http.StatusOK)
	a.header.Set("Content-Type", kind)
	a.header.Set("X-Content-Type-Options", "nosniff")
	a.file = content
	return a
}

// refusal is a refused call. Its body is not documented (11).
func (t *tx) refusal(status int) answer {
	a := empty(status)
	switch status {
	case http.StatusUnauthorized:
		a.header.Set("WWW-Authenticate", `Bearer realm="Cronofy", error="invalid_token"`)
		return a
	case http.StatusPaymentRequired, http.StatusForbidden, http.StatusLocked, http.StatusTooManyRequests:
		if t.set("error_bodies") == "json" {
			a.body = map[string]any{"error": strings.ToLower(http.StatusText(status))}
		}
	}
	return a
}

// forbidden is a missing scope, or a calendar that may not be written (11).
func (t *tx) forbidden() answer {
	a := t.refusal(http.StatusForbidden)
	if t.set("insufficient_scope_header") == present {
		a.header.Set("WWW-Authenticate", `Bearer realm="Cronofy", error="insufficient_scope"`)
	}
	return a
}

// problem is one reason of a 422 (7.8).
type problem struct {
	Key         string `json:"key"`
	Description string `json:"description"`
}

// problems gathers the reasons by field.
type problems map[string][]problem

func (p problems) add(field, key, description string) {
	p[field] = append(p[field], problem{key, description})
}

func (p problems) required(field string) {
	p.add(field, "errors.required", field+" must be specified")
}

func (p problems) answer() answer {
	a := ok(map[string]any{"errors": p})
	a.status = http.StatusUnprocessableEntity
	return a
}

func unreadable() answer {
	p := problems{}
	p.add("body", "errors.invalid_format", "body could not be read")
	return p.answer()
}

func (a answer) content() []byte {
	if a.body == nil {
		return nil
	}
	data, _ := json.Marshal(a.body) // only maps, strings and numbers of ours
	return data
}

func (a answer) write(ec echo.Context) error {
	for name, values := range a.header {
		ec.Response().Header()[name] = values
	}
	switch {
	case a.page != nil:
		return a.page.write(ec, a.status)
	case a.file != nil:
		return ec.Blob(a.status, a.header.Get("Content-Type"), a.file)
	case a.redirect != "":
		return ec.Redirect(a.status, a.redirect)
	case a.body != nil:
		return ec.Blob(a.status, "application/json; charset=utf-8", a.content())
	}
	return ec.NoContent(a.status)
}
