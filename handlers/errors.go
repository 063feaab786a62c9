package handlers

import (
	"context"
	"errors"
	"fmt"
	"math"
	"net/http"
	"strconv"
	"time"

	"github.com/labstack/echo/v4"

	"entrevue/models"
	"entrevue/models/store"
	"entrevue/views/layout"
	"entrevue/views/paths"
	"entrevue/views/ui"
)

// errElsewhere means that a request comes from another site, or returns to another sign-in than the
// one it began in. That is no question of roles.
var errElsewhere = fmt.Errorf("begun elsewhere: %w", models.ErrForbidden)

// errAdministrators means that a page of Settings was opened by somebody who is no administrator.
var errAdministrators = fmt.Errorf("for administrators: %w", models.ErrForbidden)

// others means that the interview of an address may be seen but is changed by others: owner says by whom
// (FAIL47).
type others struct {
	interviewID int64
	owner       string
}

func (others) Error() string { return "changed by others" }

func (others) Unwrap() error { return models.ErrForbidden }

// errLate means that somebody took longer at Cronofy than a return counts.
var errLate = fmt.Errorf("returned too late: %w", models.ErrGone)

// statusLeft stands in the log for a request whose sender did not wait for the answer.
const statusLeft = 499

// failed is the only place where an error becomes a status, a page and a log line.
func (s *Server) failed(err error, c echo.Context) {
	if c.Response().Committed {
		return
	}
	status := statusOf(err)
	if c.Request().Context().Err() != nil { // whoever asked has gone away: nobody failed, and nobody reads
		_ = c.NoContent(statusLeft)
		return
	}
	if status >= http.StatusInternalServerError {
		s.Log.ErrorContext(c.Request().Context(), "failed", "request_id", traceOf(c.Request().Context()).id,
			"route", c.Path(), "error", err.Error())
	}
	props := layout.ErrorProps{Status: status, Elsewhere: errors.Is(err, errElsewhere), Late: errors.Is(err, errLate), Path: c.Request().URL.Path}
	if status >= http.StatusInternalServerError {
		props.RequestID = traceOf(c.Request().Context()).id
	}
	var limited *models.Limited
	if errors.As(err, &limited) {
		props.RetryAfter = limited.RetryAfter
		c.Response().Header().Set("Retry-After", seconds(limited.RetryAfter))
	}
	if isGuest(c.Request().URL.Path) {
		guest := s.guest(c)
		props.Guest = &guest
	} else if visitorOf(c).known {
		viewer := s.viewer(c)
		props.Viewer = &viewer
	}
	if errors.Is(err, errAdministrators) {
		props.Administrators = s.administratorNames(c.Request().Context())
	}
	var others others
	if errors.As(err, &others) {
		props.Owner, props.Back = others.owner, paths.Interview(others.interviewID)
	}
	s.showError(c, status, props)
}

// showError answers htmx with the bare status: its page stays as it is.
func (s *Server) showError(c echo.Context, status int, props layout.ErrorProps) {
	if isHTMX(c.Request()) || c.Request().Method == http.MethodHead || s.isPlain(c.Request().URL.Path) {
		_ = c.NoContent(status)
		return
	}
	if err := s.render(c, status, layout.ErrorPage(props)); err != nil {
		s.Log.ErrorContext(c.Request().Context(), "error page", "error", err.Error())
		_ = c.NoContent(status)
	}
}

// guest is what a page behind a secret link may say when it does not open. Only who has a link that once
// opened one learns whom to write to, in the language they were written to.
func (s *Server) guest(c echo.Context) layout.Guest {
	ctx := c.Request().Context()
	installation, err := s.Store.Installation(ctx)
	if err != nil {
		s.Log.WarnContext(ctx, "installation", "error", err.Error())
	}
	guest := layout.Guest{Company: installation.CompanyName}
	link, err := s.Store.Link(ctx, store.CandidateLink, c.Param("token"))
	if link.ID == 0 {
		return guest
	}
	gone := errors.Is(err, models.ErrGone)
	full, err := s.linked(ctx, link)
	if err != nil {
		s.Log.WarnContext(ctx, "closed page", "error", err.Error())
		return guest
	}
	speakTo(c, full.Candidate)
	guest.LanguageAction = paths.CandidateLanguage(c.Param("token"))
	if gone && full.Organizer.Active() {
		guest.Contact = ui.Link{Label: full.Organizer.Name, Href: "mailto:" + full.Organizer.Email}
	}
	return guest
}

// administratorNames are those who are asked instead. An error page that cannot name them is still one.
func (s *Server) administratorNames(ctx context.Context) []string {
	administrators, err := s.administrators(ctx)
	if err != nil {
		s.Log.WarnContext(ctx, "administrators", "error", err.Error())
	}
	names := make([]string, len(administrators))
	for n, administrator := range administrators {
		names[n] = administrator.Name
	}
	return names
}

// seconds is a pause as the header Retry-After wants it.
func seconds(pause time.Duration) string {
	return strconv.Itoa(max(1, int(math.Ceil(pause.Seconds()))))
}

func statusOf(err error) int {
	var limited *models.Limited
	var http413 *http.MaxBytesError
	var fromEcho *echo.HTTPError
	var conflict *models.Conflict
	switch {
	case errors.As(err, &limited):
		return http.StatusTooManyRequests
	case errors.As(err, &http413):
		return http.StatusRequestEntityTooLarge
	case errors.Is(err, errEmptyFragment), store.Unreadable(err):
		return http.StatusBadRequest
	case errors.Is(err, models.ErrNotFound):
		return http.StatusNotFound
	case errors.Is(err, models.ErrForbidden):
		return http.StatusForbidden
	case errors.Is(err, models.ErrGone):
		return http.StatusGone
	case errors.As(err, &conflict):
		return http.StatusConflict
	case errors.Is(err, models.ErrUnavailable):
		return http.StatusServiceUnavailable
	case errors.As(err, &fromEcho):
		return fromEcho.Code
	default:
		return http.StatusInternalServerError
	}
}

// denyCrossOrigin answers a form that another site has sent.
func (s *Server) denyCrossOrigin(w http.ResponseWriter, r *http.Request) {
	c := s.pages.NewContext(r, w)
	wrapped := s.person(s.language(func(echo.Context) error { return errElsewhere }))
	s.failed(wrapped(c), c)
}
