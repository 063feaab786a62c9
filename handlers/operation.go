package handlers

import (
	"net/http"

	"github.com/labstack/echo/v4"
)

// showHealth says that the process lives, and nothing more.
func (s *Server) showHealth(c echo.Context) error { return c.String(http.StatusOK, "ok\n") }

// showReadiness says whether requests can be served: started completely, database within reach.
func (s *Server) showReadiness(c echo.Context) error {
	if !s.Ready() {
		return c.String(http.StatusServiceUnavailable, "starting\n")
	}
	if err := s.Store.Ping(c.Request().Context()); err != nil {
		s.Log.ErrorContext(c.Request().Context(), "database", "error", err.Error())
		return c.String(http.StatusServiceUnavailable, "database\n")
	}
	return c.String(http.StatusOK, "ready\n")
}
