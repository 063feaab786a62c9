package sandbox

import (
	"cmp"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/labstack/echo/v4"
)

const bodyLimit = 1 << 20

// call is one request to the API or to a hosted page, inside its transaction.
type call struct {
	*tx
	echo      echo.Context
	operation string
	body      []byte
	bearer    string            // what stood in Authorization
	grant     token             // the access token, when it is known
	account   account           // whose token it is
	path      map[string]string // parameters of the path inside a batch
}

// handler answers a call. A handler that refuses has changed nothing.
type handler func(*call) answer

// serve makes an Echo handler of h: one transaction with the effect, the fault that strikes and
// the line in the record; the answer leaves after the commit.
func (s *Sandbox) serve(operation string, h handler) echo.HandlerFunc {
	return func(ec echo.Context) error {
		body, err := io.ReadAll(http.MaxBytesReader(ec.Response(), ec.Request().Body, bodyLimit))
		if tooLarge := new(http.MaxBytesError); errors.As(err, &tooLarge) {
			return ec.NoContent(http.StatusRequestEntityTooLarge)
		}
		if err != nil {
			return ec.NoContent(http.StatusBadRequest)
		}
		var a answer
		var struck fault
		answered := func(t *tx) {
			c := &call{tx: t, echo: ec, operation: operation, body: body}
			c.identify()
			if a, struck = c.run(h); struck.What != faultSlow {
				c.recordCall(a, struck)
			}
		}
		err = s.do(ec.Request().Context(), answered)
		for err == nil && struck.What == faultSlow { // meanwhile others are answered
			<-time.After(struck.delay())
			err = s.do(ec.Request().Context(), answered)
		}
		if err != nil {
			s.config.Log.Error("sandbox call", "operation", operation, "error", err)
			return ec.NoContent(http.StatusInternalServerError)
		}
		return s.send(ec, a, struck)
	}
}

// run lets a fault refuse the call, or does it.
func (c *call) run(h handler) (answer, fault) {
	if a, limited := c.limit(); limited {
		return a, fault{}
	}
	o := c.occasion()
	if f, ok := c.strike(o, faultSlow); ok {
		return answer{}, f
	}
	if f, ok := c.strike(o, faultStatus); ok {
		return f.answer(c.tx), f
	}
	a := h(c)
	f, struck := c.strike(o, faultDelay, faultLostAnswer, faultDoneBut500)
	if struck && f.What == faultDoneBut500 {
		return c.refusal(http.StatusInternalServerError), f
	}
	return a, f
}

func (c *call) occasion() occasion {
	return occasion{
		Operation: c.operation, Method: c.request().Method, Path: c.request().URL.Path,
		Account: c.account.Sub, Email: c.account.Email,
	}
}

// send writes the answer, late or not at all when a fault wants that.
func (s *Sandbox) send(ec echo.Context, a answer, struck fault) error {
	switch struck.What {
	case faultDelay:
		select {
		case <-time.After(struck.delay()):
		case <-ec.Request().Context().Done():
		}
	case faultLostAnswer:
		panic(http.ErrAbortHandler) // net/http breaks the connection and stays silent
	}
	return a.write(ec)
}

func (c *call) recordCall(a answer, struck fault) {
	c.record(entry{
		Kind: entryRequest, Operation: c.operation, Method: c.request().Method,
		URL: c.request().URL.RequestURI(), Account: c.account.Sub, Email: c.account.Email,
		RequestBody: string(c.body), Status: a.status, ResponseBody: string(a.content()),
		Location: a.redirect, Fault: struck.label(),
	})
}

func (c *call) request() *http.Request { return c.echo.Request() }

func (c *call) param(name string) string {
	if c.path != nil {
		return c.path[name]
	}
	return c.echo.Param(name)
}

func (c *call) query(name string) string { return c.echo.QueryParam(name) }

// flag reads a boolean query parameter.
func (c *call) flag(name string) bool { return c.query(name) == "true" || c.query(name) == "1" }

// identify finds out whose token the call carries; whether it is good enough is decided later.
// An exchange carries a refresh token or a code instead.
func (c *call) identify() {
	if c.operation == operationToken {
		c.identifyGrant()
		return
	}
	kind, value, _ := strings.Cut(c.request().Header.Get("Authorization"), " ")
	if !strings.EqualFold(kind, "Bearer") {
		return
	}
	c.bearer = strings.TrimSpace(value)
	if known, ok := load[token](c.tx, c.bearer); ok && known.Use == tokenAccess {
		c.grant = known
		c.account, _ = load[account](c.tx, known.Sub)
	}
}

func (c *call) identifyGrant() {
	var r tokenRequest
	if c.decode(&r) != nil {
		return
	}
	refresh, _ := load[token](c.tx, r.RefreshToken)
	code, _ := load[code](c.tx, r.Code)
	c.account, _ = load[account](c.tx, cmp.Or(refresh.Sub, code.Sub))
}

// decode reads the body, JSON or form (1.4), into v.
func (c *call) decode(v any) error {
	if len(c.body) == 0 {
		return nil
	}
	data := c.body
	if strings.HasPrefix(c.request().Header.Get("Content-Type"), "application/x-www-form-urlencoded") {
		values, err := url.ParseQuery(string(c.body))
		if err != nil {
			return err
		}
		if data, err = json.Marshal(nested(values)); err != nil {
			return err
		}
	}
	return json.Unmarshal(data, v)
}

// nested turns form names such as a[b] and a[] into objects and lists.
func nested(values url.Values) map[string]any {
	root := map[string]any{}
	for name, list := range values {
		nest(root, strings.Split(strings.ReplaceAll(name, "]", ""), "["), list)
	}
	return root
}

func nest(into map[string]any, path, list []string) {
	switch {
	case len(path) == 1:
		into[path[0]] = list[0]
	case path[1] == "":
		into[path[0]] = list
	default:
		inner, ok := into[path[0]].(map[string]any)
		if !ok {
			inner = map[string]any{}
			into[path[0]] = inner
		}
		nest(inner, path[1:], list)
	}
}
