package handlers

import (
	"encoding/base64"
	"encoding/json"
	"net/http"
	"net/url"
	"regexp"
	"strings"

	"github.com/labstack/echo/v4"

	"entrevue/models"
	"entrevue/views/entrance"
)

// A form that meets an ended sign-in is kept: its values travel sealed through the sign-in form and
// are shown filled in afterwards, to the same person and never sent by themselves.

// maxDraft bounds what is kept of one form, in bytes.
const maxDraft = 64 << 10

// draft is a form that was not accepted because its person was signed out.
type draft struct {
	Person int64      `json:"person"`
	Page   string     `json:"page"`
	Values url.Values `json:"values"`
}

const draftKey = "draft"

// keepDraft answers a form of somebody signed out with the sign-in page, the form sealed in it. What
// of it cannot be kept is said there.
func (s *Server) keepDraft(c echo.Context) error {
	values, err := c.FormParams()
	if err != nil {
		return tooLarge(err)
	}
	kept := draft{Person: shownTo(values.Get("request_id")), Page: formPage(c.Request()), Values: url.Values{}}
	for name, list := range values {
		if !strings.Contains(name, "password") {
			kept.Values[name] = list
		}
	}
	sealed, err := s.sealDraft(kept)
	if err != nil {
		return err
	}
	form := signInForm{Then: kept.Page, Draft: sealed}
	switch {
	case c.Request().MultipartForm != nil && len(c.Request().MultipartForm.File) > 0:
		form.Lost = entrance.LostLarge
	case typed(values) && !typed(kept.Values): // nothing but passwords
		form.Draft, form.Lost = "", entrance.LostLarge
	case sealed != "":
	case !typed(values): // a button, which is to be pressed again
		form.Lost = entrance.LostPress
	case kept.known():
		form.Lost = entrance.LostLarge
	default:
		form.Lost = entrance.LostUnknown
	}
	return s.showSignIn(c, http.StatusUnauthorized, form, nil)
}

// known tells whether we know to whom a form was shown, and on which page.
func (d draft) known() bool { return d.Person != 0 && d.Page != "" }

// typed tells whether a form holds anything of a person's own.
func typed(values url.Values) bool {
	for name, list := range values {
		if name != "request_id" && name != "version" && strings.Join(list, "") != "" {
			return true
		}
	}
	return false
}

// sealDraft returns nothing for what cannot be kept: too large, or shown to nobody we know.
func (s *Server) sealDraft(d draft) (string, error) {
	raw, err := json.Marshal(d)
	if err != nil || !d.known() || len(raw) > maxDraft {
		return "", err
	}
	return base64.RawURLEncoding.EncodeToString(s.Keys.Seal(raw, "drafts", 0, "form")), nil
}

// openDraft puts a sealed form into the session of the person it belongs to and returns the page it
// stands on; anything else is left alone.
func (s *Server) openDraft(c echo.Context, person models.Employee, sealed string) (page string, ok bool) {
	closed, err := base64.RawURLEncoding.DecodeString(sealed)
	if err != nil {
		return "", false
	}
	raw, err := s.Keys.Open(closed, "drafts", 0, "form")
	if err != nil {
		return "", false
	}
	var d draft
	if json.Unmarshal(raw, &d) != nil || d.Person != person.ID {
		return "", false
	}
	s.sessions.Put(c.Request().Context(), draftKey, raw)
	return d.Page, true
}

// restore fills form with what was kept for this page, once, and tells whether it did.
func (s *Server) restore(c echo.Context, form any) bool {
	ctx := c.Request().Context()
	raw, _ := s.sessions.Get(ctx, draftKey).([]byte)
	var d draft
	if len(raw) == 0 || json.Unmarshal(raw, &d) != nil || d.Page != c.Request().URL.Path || d.Person != visitorOf(c).employee.ID {
		return false
	}
	s.sessions.Remove(ctx, draftKey)
	again := c.Request().Clone(ctx)
	again.Method = http.MethodPost
	again.Body = http.NoBody
	again.PostForm, again.Form = d.Values, d.Values
	again.Header.Set(echo.HeaderContentType, echo.MIMEApplicationForm)
	again.ContentLength = 1
	return (&echo.DefaultBinder{}).BindBody(s.pages.NewContext(again, c.Response()), form) == nil
}

// formPage is the page of ours a form was sent from.
func formPage(r *http.Request) string {
	from, err := url.Parse(r.Referer())
	if err != nil || from.Host != r.Host || !local(from.Path) {
		return ""
	}
	return from.Path
}

// ownPath is what the paths of our addresses look like: none has a dot segment, an empty one, or
// anything that would have to be escaped.
var ownPath = regexp.MustCompile(`^/([\w-][\w.-]*(/[\w-][\w.-]*)*)?$`)

// local tells whether an address could be one of ours, without a host, however it is written.
func local(address string) bool {
	parsed, err := url.Parse(address)
	return err == nil && parsed.Scheme == "" && parsed.Host == "" && parsed.User == nil && ownPath.MatchString(parsed.EscapedPath())
}

// inside is path when it is local, else the start page.
func inside(path string) string {
	if local(path) {
		return path
	}
	return "/"
}
