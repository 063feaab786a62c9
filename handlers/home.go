package handlers

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"entrevue/locales"
	"entrevue/views/home"
	"entrevue/views/layout"
)

func (s *Server) showHome(c echo.Context) error {
	ctx := c.Request().Context()
	return s.render(c, http.StatusOK, home.HomePage(home.HomePageProps{
		FrameProps: s.frame(c, layout.Home, locales.T(ctx, "home.title")),
		FirstName:  visitorOf(c).employee.FirstName()}))
}
