package handlers

import (
	"crypto/subtle"
	"net/http"

	"github.com/labstack/echo-contrib/echoprometheus"
	"github.com/labstack/echo/v4"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"

	"entrevue/models"
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

// measure counts requests by route from now on and returns the page with the numbers.
func (s *Server) measure() echo.HandlerFunc {
	registry := prometheus.NewRegistry()
	registry.MustRegister(collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	s.pages.Use(echoprometheus.NewMiddlewareWithConfig(echoprometheus.MiddlewareConfig{
		Namespace: "entrevue", Registerer: registry, DoNotUseRequestPathFor404: true,
		LabelFuncs: map[string]echoprometheus.LabelValueFunc{"host": func(echo.Context, error) string { return "" }}}))
	return echoprometheus.NewHandlerWithConfig(echoprometheus.HandlerConfig{Gatherer: registry})
}

// metricsTokenOnly hides the numbers from everybody who does not bring the operator's token.
func (s *Server) metricsTokenOnly(next echo.HandlerFunc) echo.HandlerFunc {
	wanted := "Bearer " + s.MetricsToken.Reveal()
	return func(c echo.Context) error {
		given := c.Request().Header.Get(echo.HeaderAuthorization)
		if subtle.ConstantTimeCompare([]byte(given), []byte(wanted)) != 1 {
			return models.ErrNotFound
		}
		return next(c)
	}
}
