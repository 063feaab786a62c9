package sandbox

import (
	"errors"
	"io"
	"net/http"
	"strconv"
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

const recordPage = 200

// showRecord is /sandbox/record. Programs read it forwards with after, people backwards.
func showRecord(c *call) answer {
	after, _ := strconv.ParseInt(c.query("after"), 10, 64)
	q := recordQuery{Kind: c.query("kind"), Operation: c.query("operation"),
		Account: c.query("account"), After: after, Limit: recordPage, NewestFirst: !c.wantsJSON()}
	if limit, err := strconv.Atoi(c.query("limit")); err == nil && limit > 0 {
		q.Limit = min(limit, 10_000)
	}
	entries := c.entries(q)
	data := map[string]any{"record": entries}
	if !c.wantsJSON() {
		data["Query"], data["Kinds"] = q, []string{entryRequest, entryCallback, entryMail, entryAct}
	} else if len(entries) == q.Limit {
		data["next"] = entries[len(entries)-1].ID
	}
	if entries == nil {
		data["record"] = []entry{}
	}
	return c.either("record", data)
}
