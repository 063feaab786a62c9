package handlers

import (
	"context"
	"net/http"

	"github.com/labstack/echo/v4"

	"entrevue/locales"
	"entrevue/models"
	"entrevue/models/store"
	"entrevue/views/layout"
	"entrevue/views/paths"
	"entrevue/views/settings"
)

func (s *Server) showSettings(c echo.Context) error {
	title := locales.T(c.Request().Context(), "settings.title")
	return s.render(c, http.StatusOK, settings.SettingsPage(s.frame(c, layout.Settings, title)))
}

func (s *Server) showIntegrations(c echo.Context) error {
	title := locales.T(c.Request().Context(), "settings.integrations.title")
	return s.render(c, http.StatusOK, settings.IntegrationsPage(s.frame(c, layout.Settings, title)))
}

func (s *Server) listActivities(c echo.Context) error {
	ctx := c.Request().Context()
	list, next, err := s.Store.ActivityLog(ctx, store.Page{After: c.QueryParam("after")})
	if err != nil {
		return err
	}
	props := settings.ActivityPageProps{FrameProps: s.frame(c, layout.Settings, locales.T(ctx, "activity.title")),
		Activities: list, Now: s.Store.Now()}
	if props.Candidates, err = s.candidatesIn(ctx, list); err != nil {
		return err
	}
	if next != "" {
		props.Next = paths.With(paths.Activity(), map[string][]string{"after": {next}})
	}
	return s.render(c, http.StatusOK, settings.ActivityPage(props))
}

// candidatesIn names the candidate of each interview that is spoken of.
func (s *Server) candidatesIn(ctx context.Context, list []models.Activity) (map[int64]string, error) {
	var ids []int64
	for _, activity := range list {
		if activity.SubjectKind == models.SubjectInterview {
			ids = append(ids, activity.SubjectID)
		}
	}
	return s.Store.CandidatesOfInterviews(ctx, ids)
}
