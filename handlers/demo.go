package handlers

import (
	"context"

	"github.com/labstack/echo/v4"

	"entrevue/models"
	"entrevue/views/paths"
)

type startOverForm struct {
	System models.CalendarSystem `form:"system"`
}

// startOver empties the demo and leads to the door again. Whoever is signed in is so no longer.
func (s *Server) startOver(c echo.Context) error {
	var form startOverForm
	if err := bind(c, &form); err != nil {
		return err
	}
	if form.System != "" && !form.System.Known() {
		return echo.ErrBadRequest
	}
	if err := s.StartOver(context.WithoutCancel(c.Request().Context()), form.System); err != nil {
		return err
	}
	if err := s.sessions.Destroy(c.Request().Context()); err != nil {
		return err
	}
	return s.redirect(c, paths.SignIn())
}
