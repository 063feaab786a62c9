package handlers

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"runtime/debug"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"entrevue/static"
	"entrevue/views/paths"
)

// trace is what one request is known by. Its route is the pattern, so that no secret of an address
// comes into the log.
type trace struct {
	id     string
	route  string
	status int
}

type traceKey struct{}

func traceOf(ctx context.Context) *trace {
	if t, ok := ctx.Value(traceKey{}).(*trace); ok {
		return t
	}
	return &trace{}
}

// requestLog gives each request an id and writes its one line.
func (s *Server) requestLog(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		bits := make([]byte, 6)
		_, _ = rand.Read(bits) // never fails
		t := &trace{id: hex.EncodeToString(bits), status: http.StatusOK}
		w.Header().Set("X-Request-Id", t.id)
		started := time.Now()
		next.ServeHTTP(&noting{ResponseWriter: w, trace: t}, r.WithContext(context.WithValue(r.Context(), traceKey{}, t)))
		level := slog.LevelInfo
		if isOperation(t.route) {
			level = slog.LevelDebug
		}
		s.Log.LogAttrs(r.Context(), level, "request", slog.String("request_id", t.id), slog.String("method", r.Method),
			slog.String("route", t.route), slog.Int("status", t.status), slog.Duration("took", time.Since(started)))
	})
}

// isOperation are the routes that machines ask for all the time: the log speaks of people.
func isOperation(route string) bool {
	return strings.HasPrefix(route, static.Prefix) || route == paths.Healthz() || route == paths.Readyz() || route == paths.Metrics()
}

// noting remembers the status.
type noting struct {
	http.ResponseWriter
	trace *trace
}

func (n *noting) WriteHeader(status int) {
	n.trace.status = status
	n.ResponseWriter.WriteHeader(status)
}

// Unwrap lets http.ResponseController reach the writer below.
func (n *noting) Unwrap() http.ResponseWriter { return n.ResponseWriter }

// secured sets the headers that hold for every answer. Forms may lead to Cronofy, because a form
// that is answered by a redirect to another origin is blocked otherwise.
func (s *Server) secured(next http.Handler) http.Handler {
	policy := strings.TrimSpace(fmt.Sprintf("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "+
		"font-src 'self'; connect-src 'self'; form-action 'self' %s", s.CronofyApp)) +
		"; frame-ancestors 'none'; base-uri 'none'"
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("X-Frame-Options", "DENY")
		h.Set("Referrer-Policy", "same-origin")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=(), usb=()")
		if s.Secure {
			h.Set("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
		}
		next.ServeHTTP(w, r)
	})
}

// recoverPage turns a panic into a 500 with a page, and notes the route for the log.
func (s *Server) recoverPage(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) (err error) {
		traceOf(c.Request().Context()).route = c.Path()
		defer func() {
			if r := recover(); r != nil {
				if aborted, ok := r.(error); ok && errors.Is(aborted, http.ErrAbortHandler) {
					panic(r)
				}
				err = fmt.Errorf("panic: %v\n%s", r, debug.Stack())
			}
		}()
		return next(c)
	}
}

// refuseQueryMethods keeps forms honest: nothing changes by an address alone, and no hidden field
// turns one method into another.
func (s *Server) refuseQueryMethods(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		r := c.Request()
		if r.Method == http.MethodPost && r.URL.RawQuery != "" {
			return echo.ErrBadRequest
		}
		r.Body = http.MaxBytesReader(c.Response(), r.Body, maxForm)
		return next(c)
	}
}

// maxForm bounds what a form may send, in bytes: a megabyte of any text, each byte escaped, is still told
// beside its field that it is too long.
const maxForm = 4 << 20
