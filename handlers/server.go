package handlers

import (
	"context"
	"log/slog"
	"net/http"
	"net/url"

	"github.com/alexedwards/scs/v2"
	"github.com/labstack/echo/v4"

	"entrevue/models"
	"entrevue/models/connecting"
	"entrevue/models/entering"
	"entrevue/models/jobs"
	"entrevue/models/operating"
	"entrevue/models/recruiting"
	"entrevue/models/scheduling"
	"entrevue/models/staffing"
	"entrevue/models/store"
	"entrevue/views/mails"
)

// Dependencies is what pages are made of, by name. cmd/app fills it.
type Dependencies struct {
	Log      *slog.Logger
	Store    *store.Reads
	Sessions *store.Sessions
	Keys     *store.Keyring
	Queue    *jobs.Queue

	Doorkeeper *entering.Doorkeeper
	Registrar  *staffing.Registrar
	Connector  *connecting.Connector
	Recruiter  *recruiting.Recruiter
	Scheduler  *scheduling.Scheduler
	Courier    *operating.Courier
	Printer    *mails.Printer
	Settings
}

// Settings are the few facts of configuration that pages depend on.
type Settings struct {
	// PublicURL is where people reach this installation; links in mails begin with it.
	PublicURL *url.URL
	// CronofyApp is the origin that forms of the calendar integration lead to.
	CronofyApp string
	// DataCentre names where Cronofy processes the data.
	DataCentre string
	// CronofySender is the address that Cronofy's own mails come from.
	CronofySender string
	// Cookie is the name of the session's cookie.
	Cookie string
	// Secure is production: cookies by https only.
	Secure bool
	// SignInProvider is what the company calls its OpenID Connect provider; empty where there is none.
	SignInProvider string
	// Demo are the addresses of the people whom anybody becomes by one click. None in production.
	Demo []string
	// StartOver empties the demo, for a company with that calendar system or, without one, for the
	// first run; nil in production.
	StartOver func(context.Context, models.CalendarSystem) error
	// MetricsToken opens the numbers of the process; empty means that there is no such page.
	MetricsToken models.Secret
	// Ready tells whether the program has started completely.
	Ready func() bool
}

// Server answers requests.
type Server struct {
	Dependencies
	sessions *scs.SessionManager
	pages    *echo.Echo
	plain    *echo.Echo
	table    []Route
}

// New makes a server of its dependencies.
func New(d Dependencies) *Server {
	s := &Server{Dependencies: d, sessions: scs.New()}
	s.sessions.Store = d.Sessions
	s.sessions.HashTokenInStore = true
	s.sessions.Lifetime = models.SignInLasts
	s.sessions.Cookie.Name = d.Cookie
	s.sessions.Cookie.Secure = d.Secure
	s.sessions.Cookie.SameSite = http.SameSiteLaxMode
	s.sessions.ErrorFunc = func(w http.ResponseWriter, r *http.Request, err error) {
		s.Log.ErrorContext(r.Context(), "session", "error", err.Error())
		http.Error(w, http.StatusText(http.StatusInternalServerError), http.StatusInternalServerError)
	}
	s.pages = s.newEcho(s.recoverPage, s.person, s.language, s.refuseQueryMethods)
	s.plain = s.newEcho(s.recoverPage)
	s.routes()
	return s
}

// Handler is the whole server. Sessions, people and languages are for pages; files, callbacks and
// health go without.
func (s *Server) Handler() http.Handler {
	origin := http.NewCrossOriginProtection()
	origin.SetDenyHandler(http.HandlerFunc(s.denyCrossOrigin))
	pages := s.sessions.LoadAndSave(origin.Handler(s.pages))
	return s.requestLog(s.secured(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if s.isPlain(r.URL.Path) {
			s.plain.ServeHTTP(w, r)
			return
		}
		pages.ServeHTTP(w, r)
	})))
}

func (s *Server) newEcho(wrap ...echo.MiddlewareFunc) *echo.Echo {
	e := echo.New()
	e.HideBanner, e.HidePort = true, true
	e.HTTPErrorHandler = s.failed
	e.IPExtractor = echo.ExtractIPFromXFFHeader()
	e.Use(wrap...)
	return e
}
