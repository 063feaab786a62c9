package handlers

import (
	"context"
	"errors"
	"net/http"
	"time"

	"github.com/labstack/echo/v4"

	"entrevue/locales"
	"entrevue/models"
	"entrevue/views/integrations"
	"entrevue/views/layout"
	"entrevue/views/paths"
	"entrevue/views/ui"
)

// findingsShown is how many findings the page lists.
const findingsShown = 100

func (s *Server) showComparison(c echo.Context) error {
	ctx := c.Request().Context()
	comparison, err := s.comparison(c)
	if err != nil {
		return err
	}
	props := integrations.ComparisonPageProps{Frame: s.frame(c, layout.Settings, locales.T(ctx, "comparison.title")), Comparison: comparison}
	props.Frame.Refresh = comparison.Refresh()
	return s.render(c, http.StatusOK, integrations.ComparisonPage(props))
}

// showComparisonProgress is polled while calendars are read, and while what was found is repaired.
func (s *Server) showComparisonProgress(c echo.Context) error {
	if !isFragmentFor(c.Request(), integrations.ComparisonPart) {
		return s.redirect(c, paths.Comparison())
	}
	comparison, err := s.comparison(c)
	if err != nil {
		return err
	}
	return s.render(c, http.StatusOK, integrations.ComparisonNews(comparison))
}

// comparison is the newest comparison with what it has found.
func (s *Server) comparison(c echo.Context) (props integrations.ComparisonProps, err error) {
	ctx := c.Request().Context()
	props = integrations.ComparisonProps{Now: s.Store.Now(), RequestID: newRequestID(c)}
	integration, err := s.Store.Integration(ctx)
	if err != nil && !errors.Is(err, models.ErrNotFound) {
		return props, err
	}
	props.Connected = integration.Connected()
	props.Comparison, err = s.Store.LatestComparison(ctx)
	if errors.Is(err, models.ErrNotFound) {
		return props, nil
	}
	if err != nil {
		return props, err
	}
	props.Waited = props.Now.Sub(props.Comparison.StartedAt)
	if props.Comparison.Running(props.Now) {
		return props, nil
	}
	return props, s.addFindings(ctx, &props)
}

// addFindings sorts what was found: calendars that could not be read are told by names, of the rest
// the first part is listed.
func (s *Server) addFindings(ctx context.Context, props *integrations.ComparisonProps) error {
	all, err := s.Store.Findings(ctx, props.Comparison.ID)
	if err != nil {
		return err
	}
	props.Counts = models.CountRepairable(all)
	var listed, unread []models.Finding
	var since time.Time
	for _, finding := range all {
		if finding.Kind == models.FindingUnread {
			unread = append(unread, finding)
			continue
		}
		listed = append(listed, finding)
		if finding.State() == models.FindingRepairing {
			props.Repairing++
			if finding.AskedAt != nil {
				since = latest(since, *finding.AskedAt)
			}
		}
	}
	if !since.IsZero() {
		props.Waited = props.Now.Sub(since)
	}
	shown := listed[:min(len(listed), findingsShown)]
	props.Further = len(listed) - len(shown)
	return s.nameFindings(ctx, props, shown, unread)
}

func (s *Server) nameFindings(ctx context.Context, props *integrations.ComparisonProps, shown, unread []models.Finding) error {
	var people, interviews []int64
	for _, finding := range append(append([]models.Finding{}, shown...), unread...) {
		people, interviews = append(people, finding.EmployeeID), append(interviews, finding.InterviewID)
	}
	employees, err := s.Store.EmployeesByID(ctx, people)
	if err != nil {
		return err
	}
	candidates, err := s.Store.CandidatesOfInterviews(ctx, interviews)
	if err != nil {
		return err
	}
	names := map[int64]string{}
	for _, employee := range employees {
		names[employee.ID] = employee.Name
	}
	for _, finding := range shown {
		props.Rows = append(props.Rows, integrations.FindingRow{Finding: finding, Host: names[finding.EmployeeID], Candidate: candidates[finding.InterviewID]})
	}
	for _, finding := range unread {
		props.Unread = append(props.Unread, names[finding.EmployeeID])
	}
	return nil
}

func (s *Server) createComparison(c echo.Context) error {
	var form struct {
		RequestID string `form:"request_id"`
	}
	if err := bind(c, &form); err != nil {
		return err
	}
	err := s.Scheduler.Compare(c.Request().Context(), actor(c), form.RequestID)
	var invalid *models.Invalid
	if err != nil && !errors.As(err, &invalid) { // the page says what is missing
		return err
	}
	return s.redirect(c, paths.Comparison())
}

// newRepairs says what will happen before everything is repaired.
func (s *Server) newRepairs(c echo.Context) error {
	comparison, err := s.comparison(c)
	if err != nil {
		return err
	}
	if comparison.Counts.All() == 0 {
		return s.redirect(c, paths.Comparison())
	}
	return s.render(c, http.StatusOK, integrations.RepairsPage(integrations.RepairsProps{
		Frame:        s.frame(c, layout.Settings, locales.T(c.Request().Context(), "comparison.title")),
		ComparisonID: comparison.Comparison.ID, Counts: comparison.Counts}))
}

func (s *Server) createRepairs(c echo.Context) error {
	var form struct {
		Comparison numeral `form:"comparison"`
	}
	if err := bind(c, &form); err != nil {
		return err
	}
	return s.repairing(c, s.Scheduler.RepairAll(c.Request().Context(), actor(c), int64(form.Comparison)))
}

func (s *Server) createRepair(c echo.Context) error {
	number, err := id(c, "id")
	if err != nil {
		return err
	}
	return s.repairing(c, s.Scheduler.Repair(c.Request().Context(), actor(c), number))
}

// repairing leads back to the list, which shows how far it is. A list that was out of date is shown as
// it is now.
func (s *Server) repairing(c echo.Context, refusal error) error {
	var conflict *models.Conflict
	switch {
	case refusal == nil:
		s.tell(c, ui.Pending, "comparison.asked")
	case errors.As(refusal, &conflict), errors.Is(refusal, models.ErrNotFound):
		s.tell(c, ui.Failing, "comparison.outdated")
	default:
		return refusal
	}
	return s.redirect(c, paths.Comparison())
}
