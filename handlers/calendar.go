package handlers

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"time"

	"github.com/labstack/echo/v4"

	"entrevue/locales"
	"entrevue/models"
	"entrevue/models/store"
	"entrevue/views/integrations"
	"entrevue/views/layout"
	"entrevue/views/paths"
	"entrevue/views/ui"
)

func (s *Server) showCalendar(c echo.Context) error {
	return s.calendarPage(c, http.StatusOK, nil, nil)
}

// calendarPage shows the integration as it is; form and problems are those of a form that was
// refused.
func (s *Server) calendarPage(c echo.Context, status int, form *calendarForm, problems ui.Errors) error {
	ctx := c.Request().Context()
	props, err := s.calendarStage(ctx)
	if err != nil {
		return err
	}
	props.Form = integrations.ChoiceForm{System: props.Integration.System, Exchange: props.Integration.Exchange}
	kept := &calendarForm{}
	if form == nil && s.restore(c, kept) {
		form = kept
	}
	if form != nil {
		props.Form = form.choice()
	}
	props.Form.RequestID = newRequestID(c)
	props.Errors = problems
	switch props.Stage {
	case integrations.Begin:
		err = s.addCompany(ctx, &props)
	case integrations.Connect:
		err = s.addNames(ctx, &props)
	case integrations.Connected:
		err = errors.Join(s.addCompany(ctx, &props), s.addConnected(c, &props))
	}
	if err != nil {
		return err
	}
	if form != nil && form.Everyone != "" {
		props.Everyone = form.Everyone == "true"
	}
	props.Frame = s.frame(c, layout.Settings, locales.T(ctx, "integrations.calendar.title"))
	props.Frame.Refresh = props.Refresh()
	return s.render(c, status, integrations.CalendarPage(props))
}

// calendarStage reads what decides about the page.
func (s *Server) calendarStage(ctx context.Context) (props integrations.CalendarProps, err error) {
	props = integrations.CalendarProps{DataCentre: s.DataCentre, MigrateURL: s.CronofyApp + "/enterprise_connect/authorizations",
		Now: s.Store.Now(), Stage: integrations.Begin}
	props.Integration, err = s.Store.Integration(ctx)
	if errors.Is(err, models.ErrNotFound) {
		return props, nil
	}
	if err != nil {
		return props, err
	}
	if props.Check, err = s.Store.LatestReachability(ctx); err != nil && !errors.Is(err, models.ErrNotFound) {
		return props, err
	}
	props.Holds = props.Check.Holds(props.Now)
	if props.Visit, err = s.Store.LatestAuthorization(ctx, props.Integration.ID); err != nil && !errors.Is(err, models.ErrNotFound) {
		return props, err
	}
	props.VisitOpen = props.Visit.Outcome == models.AuthorizationOpen && props.Now.Before(props.Visit.ExpiresAt)
	props.Stage, props.Waiting = stageOf(props)
	return props, nil
}

func stageOf(p integrations.CalendarProps) (integrations.Stage, integrations.WaitingProps) {
	running := p.Check.State == models.ReachabilityRunning
	switch p.Integration.State {
	case models.IntegrationExchanging:
		waited := time.Duration(0)
		if p.Visit.ConsumedAt != nil {
			waited = p.Now.Sub(*p.Visit.ConsumedAt)
		}
		return integrations.Wait, integrations.WaitingProps{Kind: integrations.WaitingExchange, Waited: waited}
	case models.IntegrationDisconnecting:
		return integrations.Wait, integrations.WaitingProps{Kind: integrations.WaitingEnd, Waited: time.Minute}
	case models.IntegrationPreparing, models.IntegrationAttention:
		if running {
			return integrations.Wait, integrations.WaitingProps{Kind: integrations.WaitingReachability, Waited: p.Now.Sub(p.Check.StartedAt)}
		}
	}
	if p.Integration.Connected() {
		return integrations.Connected, integrations.WaitingProps{}
	}
	return integrations.Connect, integrations.WaitingProps{}
}

func (s *Server) addCompany(ctx context.Context, props *integrations.CalendarProps) error {
	installation, err := s.Store.Installation(ctx)
	props.Company, props.Everyone = installation.CompanyName, installation.SynchronizeEveryone
	return err
}

func (s *Server) addNames(ctx context.Context, props *integrations.CalendarProps) error {
	names, err := s.Store.EmployeesByID(ctx, []int64{props.Integration.AcceptedBy, props.Integration.ConnectedBy})
	for _, employee := range names {
		if employee.ID == props.Integration.AcceptedBy {
			props.AcceptedBy = employee.Name
		}
		if employee.ID == props.Integration.ConnectedBy {
			props.ConnectedBy = employee.Name
		}
	}
	return err
}

// addConnected reads what changes while people are being synchronized: how far everybody is, what
// the calendars are, and the part of the list that is asked for.
func (s *Server) addConnected(c echo.Context, props *integrations.CalendarProps) error {
	ctx := c.Request().Context()
	err := s.addNames(ctx, props)
	if err != nil {
		return err
	}
	if props.Progress, err = s.syncProgress(ctx, props.Integration); err != nil {
		return err
	}
	props.People = integrations.PeopleProps{Query: c.QueryParam("q"), State: syncState(c.QueryParam("state")),
		EmployeeID: queryID(c, "employee"), After: c.QueryParam("after"), Seen: c.QueryParam("seen")}
	list, more, err := s.listedPeople(ctx, props.People)
	if err != nil {
		return err
	}
	props.People.More = more
	props.People.Rows, err = s.syncRows(ctx, list)
	return err
}

// listedPeople are a part of those who are synchronized or are to be, or the one employee the list is
// about.
func (s *Server) listedPeople(ctx context.Context, p integrations.PeopleProps) (list []models.Employee, more string, err error) {
	if p.EmployeeID == 0 {
		return s.Store.SynchronizedEmployees(ctx, store.SyncFilter{Query: p.Query, State: p.State, Page: store.Page{After: p.After}})
	}
	list, err = s.Store.EmployeesByID(ctx, []int64{p.EmployeeID})
	return slices.DeleteFunc(list, func(e models.Employee) bool { return !e.Active() }), "", err
}

func (s *Server) syncRows(ctx context.Context, list []models.Employee) ([]integrations.PersonRow, error) {
	ids := make([]int64, len(list))
	for n, employee := range list {
		ids[n] = employee.ID
	}
	synchronizations, err := s.Store.Synchronizations(ctx, ids)
	if err != nil {
		return nil, err
	}
	facts, err := s.Store.Facts(ctx, ids)
	if err != nil {
		return nil, err
	}
	rows := make([]integrations.PersonRow, len(list))
	for n, employee := range list {
		host := facts[employee.ID][models.Zoom] // what concerns the calendar is the same for all
		rows[n] = integrations.PersonRow{Employee: employee, Sync: synchronizations[employee.ID], Host: host.Host, Kind: host.Calendar}
	}
	return rows, nil
}

// syncState reads the filter of the list; anything unknown means all.
func syncState(text string) models.SyncState {
	switch state := models.SyncState(text); state {
	case models.SyncFailed, models.SyncWaiting, models.SyncSynchronized:
		return state
	default:
		return ""
	}
}

// steadyPace keeps the poll from slowing down: people are synchronized long after the calendar was
// connected, too, and each of them is done or has failed within minutes.
const steadyPace = time.Minute

func (s *Server) syncProgress(ctx context.Context, i models.Integration) (integrations.ProgressProps, error) {
	props := integrations.ProgressProps{}
	var err error
	if props.Counts, err = s.Store.CountSynchronizations(ctx); err != nil {
		return props, err
	}
	if i.ConnectedAt != nil {
		props.Waited = min(s.Store.Now().Sub(*i.ConnectedAt), steadyPace)
	}
	props.Kinds, err = s.Store.CountCalendars(ctx)
	return props, err
}

// showCalendarWaiting is polled while something is under way; afterwards it leads back to the page.
func (s *Server) showCalendarWaiting(c echo.Context) error {
	props, err := s.calendarStage(c.Request().Context())
	if err != nil {
		return err
	}
	if props.Stage != integrations.Wait || !isFragment(c.Request()) {
		return s.redirect(c, paths.CalendarIntegration())
	}
	return s.render(c, http.StatusOK, integrations.Waiting(props.Waiting))
}

// showCalendarProgress is a page of its own, and polled while people are being synchronized.
func (s *Server) showCalendarProgress(c echo.Context) error {
	ctx := c.Request().Context()
	integration, err := s.Store.Integration(ctx)
	if err != nil && !errors.Is(err, models.ErrNotFound) {
		return err
	}
	if !integration.Connected() {
		return s.redirect(c, paths.CalendarIntegration())
	}
	if isFragmentFor(c.Request(), integrations.ProgressPart) {
		page := integrations.CalendarProps{Integration: integration, DataCentre: s.DataCentre, Now: s.Store.Now()}
		if err := s.addConnected(c, &page); err != nil {
			return err
		}
		return s.render(c, http.StatusOK, integrations.ProgressNews(page))
	}
	props := integrations.ProgressPageProps{Frame: s.frame(c, layout.Settings, locales.T(ctx, "integrations.progress.page"))}
	if props.Progress, err = s.syncProgress(ctx, integration); err != nil {
		return err
	}
	props.Frame.Refresh = props.Progress.Refresh()
	return s.render(c, http.StatusOK, integrations.ProgressPage(props))
}
