package sandbox

import (
	"bytes"
	"errors"
	"io"
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"
)

// control serves a control page: a transaction like any other, but neither faults nor the record
// concern it.
func (s *Sandbox) control(h handler) echo.HandlerFunc {
	return func(ec echo.Context) error {
		body, err := io.ReadAll(http.MaxBytesReader(ec.Response(), ec.Request().Body, bodyLimit))
		if tooLarge := new(http.MaxBytesError); errors.As(err, &tooLarge) {
			return ec.NoContent(http.StatusRequestEntityTooLarge)
		}
		if err != nil {
			return ec.NoContent(http.StatusBadRequest)
		}
		var a answer
		err = s.do(ec.Request().Context(), func(t *tx) {
			ec.Request().Body = io.NopCloser(bytes.NewReader(body)) // for bind
			a = h(&call{tx: t, echo: ec, body: body})
		})
		if err != nil {
			return err
		}
		return a.write(ec)
	}
}

// wantsJSON says whether a program asks rather than a person.
func (c *call) wantsJSON() bool {
	return strings.Contains(c.request().Header.Get("Accept"), "application/json")
}

// either answers programs with JSON and people with a page of the same data.
func (c *call) either(name string, data map[string]any) answer {
	if c.wantsJSON() {
		return ok(data)
	}
	data["Nav"] = name
	return control(http.StatusOK, name, data)
}

// bind reads the fields of a form or a JSON object.
func (c *call) bind(into any) error {
	return (&echo.DefaultBinder{}).BindBody(c.echo, into)
}

// done answers a change: programs get what changed, people go back to the page.
func (c *call) done(page string, changed any) answer {
	if c.wantsJSON() {
		return ok(changed)
	}
	return seeOther(page)
}

// impossible refuses a change of the outside world and says why.
func (c *call) impossible(why string) answer {
	if c.wantsJSON() {
		a := ok(map[string]any{"error": why})
		a.status = http.StatusUnprocessableEntity
		return a
	}
	return control(http.StatusUnprocessableEntity, "message", map[string]any{"Nav": "", "Text": why})
}

func (c *call) missing() answer {
	if c.wantsJSON() {
		return empty(http.StatusNotFound)
	}
	return control(http.StatusNotFound, "message", map[string]any{"Nav": "", "Text": "There is no such thing here."})
}
