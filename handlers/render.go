package handlers

import (
	"bytes"
	"errors"
	"net/http"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"
)

// errEmptyFragment means that a page has no fragment of the name that was asked for; templ itself
// stays silent about that. Anybody may name a target: it is a bad request, no fault of ours.
var errEmptyFragment = errors.New("the page has no such fragment")

// isHTMX tells whether htmx asks; where it restores a page out of its history it asks like a browser.
func isHTMX(r *http.Request) bool {
	return r.Header.Get("HX-Request") == "true" && r.Header.Get("HX-History-Restore-Request") != "true"
}

// isFragment tells whether htmx asks for a part of a page that it names.
func isFragment(r *http.Request) bool { return isHTMX(r) && r.Header.Get("HX-Target") != "" }

// isFragmentFor tells whether htmx asks for the part with that name.
func isFragmentFor(r *http.Request, target string) bool {
	return isFragment(r) && r.Header.Get("HX-Target") == target
}

// holds tells whether a part that asks whether it still holds shows what is so: it says by its
// fingerprint what it shows.
func holds(c echo.Context, fingerprint string) bool {
	return isFragment(c.Request()) && c.QueryParam("seen") == fingerprint
}

// render is the only writer of HTML. Ordinary requests get the page, htmx the fragment of it that is
// named like its target.
func (s *Server) render(c echo.Context, status int, page templ.Component) error {
	var out bytes.Buffer
	r := c.Request()
	h := c.Response().Header()
	h.Add("Vary", "HX-Request, HX-Target")
	h.Set("Cache-Control", "no-store")
	if isFragment(r) {
		if err := templ.RenderFragments(r.Context(), &out, page, r.Header.Get("HX-Target")); err != nil {
			return err
		}
		if out.Len() == 0 {
			return errEmptyFragment
		}
	} else if err := page.Render(r.Context(), &out); err != nil {
		return err
	}
	return c.HTMLBlob(status, out.Bytes())
}

// wholePage answers with a page where htmx has asked for a part of one.
func wholePage(c echo.Context) {
	if !isFragment(c.Request()) {
		return
	}
	c.Response().Header().Set("HX-Retarget", "body")
	c.Response().Header().Set("HX-Reswap", "innerHTML show:window:top")
	c.Request().Header.Del("HX-Target")
}

// redirect sends the browser to a path of ours after a form. htmx is told by a header: it would
// follow a 303 itself and take the page for a fragment.
func (s *Server) redirect(c echo.Context, path string) error {
	c.Response().Header().Set("Cache-Control", "no-store")
	if c.Request().Header.Get("HX-Request") == "true" {
		c.Response().Header().Set("HX-Redirect", path)
		return c.NoContent(http.StatusOK)
	}
	return c.Redirect(http.StatusSeeOther, path)
}

// leave sends the browser to an address of Cronofy. The form that leads there carries no htmx.
func (s *Server) leave(c echo.Context, address string) error {
	c.Response().Header().Set("Cache-Control", "no-store")
	return c.Redirect(http.StatusSeeOther, address)
}
