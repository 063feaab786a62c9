package handlers

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"entrevue/models"
)

// languageFor is how long the choice of somebody who is not signed in is kept.
const languageFor = 365 * 24 * 60 * 60 // seconds

type languageForm struct {
	Language models.Language `form:"language"`
	ReturnTo string          `form:"return_to"`
}

// updateLanguage saves the choice with the person who is signed in, in a cookie for others, and
// comes back to the same page.
func (s *Server) updateLanguage(c echo.Context) error {
	var form languageForm
	if err := bind(c, &form); err != nil {
		return err
	}
	if !form.Language.Known() {
		return s.redirect(c, inside(form.ReturnTo))
	}
	if visitorOf(c).known {
		if err := s.Registrar.ChooseLanguage(c.Request().Context(), actor(c), form.Language); err != nil {
			return err
		}
	}
	c.SetCookie(&http.Cookie{Name: languageName, Value: string(form.Language), Path: "/", MaxAge: languageFor,
		HttpOnly: true, Secure: s.Secure, SameSite: http.SameSiteLaxMode})
	return s.redirect(c, inside(form.ReturnTo))
}
