package handlers

import (
	"cmp"
	"errors"
	"net/http"
	"time"

	"github.com/labstack/echo/v4"

	"entrevue/locales"
	"entrevue/models"
	"entrevue/views/layout"
	"entrevue/views/paths"
)

// touchEvery bounds how often the last use of a sign-in is written.
const touchEvery = 5 * time.Minute

// visitor is who looks at a page: somebody signed in, or nobody known.
type visitor struct {
	signIn   models.SignIn
	employee models.Employee
	known    bool
}

const (
	visitorKey   = "visitor"
	signInKey    = "sign_in"
	languageName = "language"
)

// person finds out who asks. Somebody who was signed out elsewhere, left the company or was away
// for too long is nobody from this request on.
func (s *Server) person(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		ctx := c.Request().Context()
		v := visitor{}
		if id := s.sessions.GetInt64(ctx, signInKey); id != 0 {
			signIn, employee, err := s.Store.SignedIn(ctx, id)
			if err != nil && !errors.Is(err, models.ErrNotFound) {
				return err
			}
			v = visitor{signIn: signIn, employee: employee, known: err == nil && employee.Active() && signIn.Fresh(s.Store.Now())}
		}
		c.Set(visitorKey, v)
		if err := s.seen(c, v); err != nil {
			return err
		}
		return next(c)
	}
}

// seen notes now and then that the person is still there. Polls are no sign of that.
func (s *Server) seen(c echo.Context, v visitor) error {
	if !v.known || isHTMX(c.Request()) || s.Store.Now().Sub(v.signIn.LastSeenAt) < touchEvery {
		return nil
	}
	return s.Doorkeeper.Seen(c.Request().Context(), v.signIn.ID)
}

func visitorOf(c echo.Context) visitor {
	v, _ := c.Get(visitorKey).(visitor)
	return v
}

// actor is the signed-in person as somebody who acts.
func actor(c echo.Context) models.Actor { return visitorOf(c).employee.Actor() }

// language sets the words and the clock of the page: the person's own, else the cookie of the
// language form, else what the browser asks for.
func (s *Server) language(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		r := c.Request()
		l, zone := s.spoken(c)
		c.SetRequest(r.WithContext(locales.With(r.Context(), l, zone)))
		c.Response().Header().Set("Content-Language", locales.Tag(l))
		return next(c)
	}
}

func (s *Server) spoken(c echo.Context) (locales.Language, *time.Location) {
	if cookie, err := c.Cookie(languageName); err == nil && cookie.Value == string(locales.Keys) && !s.Secure {
		return locales.Keys, zoneOf(visitorOf(c).employee.TimeZone)
	}
	if v := visitorOf(c); v.known {
		return v.employee.Language, zoneOf(v.employee.TimeZone)
	}
	if cookie, err := c.Cookie(languageName); err == nil && models.Language(cookie.Value).Known() {
		return models.Language(cookie.Value), time.UTC
	}
	return locales.Match(c.Request().Header.Get("Accept-Language")), time.UTC
}

// speak words the rest of this request in another language and zone, for pages behind a secret link.
func speak(c echo.Context, l models.Language, zone string) {
	if ctx := c.Request().Context(); l.Known() && locales.From(ctx) != locales.Keys {
		c.SetRequest(c.Request().WithContext(locales.With(ctx, l, zoneOf(zone))))
		c.Response().Header().Set("Content-Language", locales.Tag(l))
	}
}

func zoneOf(name string) *time.Location {
	zone, err := models.Zone(name)
	if err != nil {
		return time.UTC
	}
	return zone
}

// Guards. Each stands in the route table beside what it guards.

// employeesOnly lets only signed-in people pass. A form that meets an ended sign-in is kept.
func (s *Server) employeesOnly(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		if v := visitorOf(c); v.known {
			return next(c)
		}
		return s.signedOut(c)
	}
}

// recruitersOnly lets recruiters and administrators pass. For others the page does not exist.
func (s *Server) recruitersOnly(next echo.HandlerFunc) echo.HandlerFunc {
	return s.only(models.CanRecruit, models.ErrNotFound, next)
}

// changersOnly lets those pass who may change the interview of an address. Who may see it learns whom to
// ask (FAIL47); for others it does not exist.
func (s *Server) changersOnly(next echo.HandlerFunc) echo.HandlerFunc {
	return s.employeesOnly(func(c echo.Context) error {
		if models.CanRecruit(actor(c)) {
			return next(c)
		}
		shown, err := s.interview(c)
		if err != nil {
			return err
		}
		owner, err := s.ownerOf(c.Request().Context(), shown)
		if err != nil {
			return err
		}
		return others{shown.Interview.ID, owner.Name}
	})
}

// administratorsOnly lets administrators pass. Others learn whose page it is: that there are settings
// is no secret.
func (s *Server) administratorsOnly(next echo.HandlerFunc) echo.HandlerFunc {
	return s.only(models.CanAdminister, errAdministrators, next)
}

// only lets some pass and refuses the others. Nobody whom it refuses can tell whether the person or
// the thing of an address exists.
func (s *Server) only(may func(models.Actor) bool, refusal error, next echo.HandlerFunc) echo.HandlerFunc {
	return s.employeesOnly(func(c echo.Context) error {
		switch {
		case may(actor(c)):
			return next(c)
		case c.Param("id") != "":
			return models.ErrNotFound
		default:
			return refusal
		}
	})
}

// unguessed bounds how many secret links an address may try that open nothing.
func (s *Server) unguessed(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		err := next(c)
		if errors.Is(err, models.ErrNotFound) || errors.Is(err, models.ErrGone) {
			err = cmp.Or(s.Doorkeeper.Guessed(c.Request().Context(), entry(c)), err)
		}
		return err
	}
}

// signedOut answers somebody who is not signed in: a form, or what a form asks for meanwhile, with its
// entries kept, a poll with 401, a page with the way to sign in.
func (s *Server) signedOut(c echo.Context) error {
	if c.Request().Method == http.MethodPost {
		wholePage(c)
		return s.keepDraft(c)
	}
	if isHTMX(c.Request()) {
		return s.render(c, http.StatusUnauthorized, layout.SignedOut(cmp.Or(c.Request().Header.Get("HX-Target"), "signed-out")))
	}
	return s.redirect(c, signInThen(c.Request().URL.RequestURI()))
}

func signInThen(path string) string {
	if path == paths.Home() {
		return paths.SignIn()
	}
	return paths.With(paths.SignIn(), map[string][]string{"then": {path}})
}

// viewer is the frame's idea of the person. A number beside a menu entry is no reason to refuse the
// page: what cannot be counted is left out.
func (s *Server) viewer(c echo.Context) layout.Viewer {
	ctx, v := c.Request().Context(), visitorOf(c)
	viewer := layout.Viewer{Name: v.employee.Name, Role: locales.T(ctx, v.employee.Role.Key()),
		CanRecruit: models.CanRecruit(actor(c)), CanAdminister: models.CanAdminister(actor(c))}
	if !viewer.CanRecruit {
		return viewer
	}
	attention, err := s.Store.CountAttention(ctx)
	if err != nil {
		s.Log.WarnContext(ctx, "count attention", "error", err.Error())
	}
	viewer.Attention = attention
	return viewer
}

// frame is what every page of a signed-in person begins with.
func (s *Server) frame(c echo.Context, area layout.Area, title string) layout.FrameProps {
	return layout.FrameProps{Page: s.page(c, title), Area: area, Viewer: s.viewer(c), Lost: s.lost(c)}
}

// lost are the providers with which the person has to reconnect. Like a number beside a menu entry they
// are no reason to refuse the page.
func (s *Server) lost(c echo.Context) []models.LostSignIn {
	ctx := c.Request().Context()
	list, err := s.Store.LostSignIns(ctx, visitorOf(c).employee)
	if err != nil {
		s.Log.WarnContext(ctx, "lost sign-ins", "error", err.Error())
	}
	return list
}

// page is what every page says about itself; it takes the flash messages out of the session. A part
// that asks for itself has no room for them.
func (s *Server) page(c echo.Context, title string) layout.Page {
	page := layout.Page{Title: title, Path: c.Request().URL.RequestURI()}
	if !isFragment(c.Request()) {
		page.Flash = s.takeFlash(c.Request().Context())
	}
	return page
}
