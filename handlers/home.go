package handlers

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"entrevue/locales"
	"entrevue/models/store"
	"entrevue/views/home"
	"entrevue/views/layout"
	"entrevue/views/paths"
	"entrevue/views/ui"
)

func (s *Server) showHome(c echo.Context) error {
	ctx := c.Request().Context()
	props := home.HomePageProps{FrameProps: s.frame(c, layout.Home, locales.T(ctx, "home.title")),
		FirstName: visitorOf(c).employee.FirstName()}
	if n := props.Viewer.Attention; n > 0 {
		props.Steps = append(props.Steps, home.Step{Is: ui.Failing, Icon: "alert", Title: locales.N(ctx, "home.attention.title", n),
			Text: locales.T(ctx, "home.attention.text"), Link: ui.Link{Label: locales.T(ctx, "home.attention.link"), Href: paths.Interviews()}})
	}
	if props.Viewer.CanAdminister {
		people, _, err := s.Store.Employees(ctx, store.EmployeeFilter{Page: store.Page{Limit: 2}})
		if err != nil {
			return err
		}
		if len(people) == 1 {
			props.Steps = append(props.Steps, home.Step{Icon: "people", Title: locales.T(ctx, "home.alone.title"),
				Text: locales.T(ctx, "home.alone.text"), Link: ui.Link{Label: locales.T(ctx, "employees.add"), Href: paths.NewEmployee()}})
		}
	}
	return s.render(c, http.StatusOK, home.HomePage(props))
}
