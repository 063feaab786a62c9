package handlers

import (
	"encoding/gob"
	"errors"
	"net/http"

	"github.com/labstack/echo/v4"

	"entrevue/locales"
	"entrevue/models"
	"entrevue/models/entering"
	"entrevue/models/store"
	"entrevue/views/entrance"
	"entrevue/views/paths"
	"entrevue/views/ui"
)

// Signing in at the company's OpenID Connect provider. These routes exist only where one is configured.

const (
	// browserKey is what a browser is known by that was sent to the provider.
	browserKey = "browser"
	// refusedKey is how a visit to the provider has ended, for the page that says so.
	refusedKey = "refused"
)

func init() { gob.Register(refused{}) }

// refused is a visit to the provider that has let nobody in, and what was to go on afterwards.
type refused struct {
	By          models.ProviderRefusal
	Then, Draft string
}

type providerForm struct {
	Then  string `form:"then"`
	Draft string `form:"draft"`
}

// createProviderVisit answers with a page that goes on by itself: after a redirect the browser would hold
// everything behind it, also what the provider leads to, against our policy for forms.
func (s *Server) createProviderVisit(c echo.Context) error {
	var form providerForm
	if err := bind(c, &form); err != nil {
		return err
	}
	ctx := c.Request().Context()
	browser := s.sessions.GetString(ctx, browserKey)
	if browser == "" {
		browser = store.NewToken()
		s.sessions.Put(ctx, browserKey, browser)
	}
	address, err := s.Doorkeeper.VisitProvider(ctx, entering.Departure{Browser: browser, Then: inside(form.Then), Draft: form.Draft,
		Language: models.Language(locales.Tag(locales.From(ctx)))}, entry(c))
	kept := signInForm{Then: form.Then, Draft: form.Draft}
	if text, limited := tooOften(c, err); limited {
		return s.showSignIn(c, http.StatusTooManyRequests, kept, ui.Errors{"": text})
	}
	if errors.Is(err, models.ProviderDown) {
		s.noteRefusal(c, err)
		kept.refusal = models.ProviderDown
		return s.showSignIn(c, statusOfRefusal(models.ProviderDown), kept, nil)
	}
	if err != nil {
		return err
	}
	c.Response().Header().Set("Refresh", "0; url="+address)
	return s.render(c, http.StatusOK, entrance.OnwardPage(entrance.OnwardPageProps{
		Page: s.page(c, locales.T(ctx, "sign_in.title")), Provider: s.SignInProvider, Address: address}))
}

// returnFromProvider takes the code out of sight at once: whatever comes of it stands on another page.
func (s *Server) returnFromProvider(c echo.Context) error {
	ctx := c.Request().Context()
	arrival, err := s.Doorkeeper.ReturnFromProvider(ctx, entering.ProviderReturn{Browser: s.sessions.GetString(ctx, browserKey),
		State: c.QueryParam("state"), Code: models.NewSecret(c.QueryParam("code")), Error: c.QueryParam("error"), Issuer: c.QueryParam("iss")}, entry(c))
	form := signInForm{Then: arrival.Visit.Target, Draft: arrival.Visit.Draft}
	var refusal models.ProviderRefusal
	if errors.As(err, &refusal) {
		s.noteRefusal(c, err)
		s.sessions.Put(ctx, refusedKey, refused{refusal, form.Then, form.Draft})
		return s.redirect(c, paths.SignIn())
	}
	if err != nil {
		return err
	}
	return s.enter(c, arrival.Employee, arrival.SignIn, form)
}

// noteRefusal tells the operator why nobody was let in. Whose turn it is stands on the page.
func (s *Server) noteRefusal(c echo.Context, err error) {
	ctx := c.Request().Context()
	s.Log.WarnContext(ctx, "sign-in provider", "request_id", traceOf(ctx).id, "error", err.Error())
}

// takeRefusal takes out of the session how a visit to the provider has ended.
func (s *Server) takeRefusal(c echo.Context) (refused, bool) {
	ended, ok := s.sessions.Pop(c.Request().Context(), refusedKey).(refused)
	return ended, ok
}

func statusOfRefusal(refusal models.ProviderRefusal) int {
	switch refusal {
	case models.ProviderCancelled:
		return http.StatusOK
	case models.ProviderDown:
		return http.StatusServiceUnavailable
	case models.ProviderLate:
		return http.StatusGone
	default:
		return http.StatusForbidden
	}
}

func (s *Server) deleteMyProviderAccount(c echo.Context) error {
	if err := s.Doorkeeper.ForgetProvider(c.Request().Context(), actor(c)); err != nil {
		return err
	}
	s.tell(c, ui.Ready, "sign_ins.provider.forgotten", "provider", s.SignInProvider)
	return s.redirect(c, paths.MySignIns())
}
