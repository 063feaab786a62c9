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
	"entrevue/models/jobs"
	"entrevue/views/layout"
	"entrevue/views/paths"
	"entrevue/views/settings"
	"entrevue/views/ui"
)

// failedShown is how much failed work the status page lists.
const failedShown = 100

// measuredFor is how far back the links of the status page reach.
const measuredFor = 30 * 24 * time.Hour

func (s *Server) showStatus(c echo.Context) error {
	ctx := c.Request().Context()
	failed, err := s.Queue.Failed(ctx, failedShown)
	if err != nil {
		return err
	}
	props := settings.StatusPageProps{FrameProps: s.frame(c, layout.Settings, locales.T(ctx, "status.title")), Now: s.Store.Now(),
		Checks: []settings.Check{s.checkDatabase(ctx), checkQueue(ctx, len(failed)), s.checkMail(ctx), s.checkAddress(c), {}}}
	if props.Checks[len(props.Checks)-1], err = s.checkCalendar(ctx); err != nil {
		return err
	}
	if props.Links, err = s.Store.LinkMeasures(ctx, s.Store.Now().Add(-measuredFor)); err != nil {
		return err
	}
	for _, job := range failed {
		props.Failed = append(props.Failed, settings.FailedWork{ID: job.ID, Kind: job.Kind, Problem: job.Problem, At: job.FailedAt})
	}
	return s.render(c, http.StatusOK, settings.StatusPage(props))
}

func (s *Server) checkDatabase(ctx context.Context) settings.Check {
	check := settings.Check{Title: locales.T(ctx, "status.database"), State: works(ctx), Text: locales.T(ctx, "status.database.text")}
	if err := s.Store.Ping(ctx); err != nil {
		check.State, check.Text = fails(ctx), err.Error()
	}
	return check
}

func checkQueue(ctx context.Context, failed int) settings.Check {
	check := settings.Check{Title: locales.T(ctx, "status.queue"), State: works(ctx), Text: locales.T(ctx, "status.queue.text")}
	if failed > 0 {
		check.State = ui.StateProps{Is: ui.Failing, Word: locales.T(ctx, "status.look")}
		check.Text = locales.N(ctx, "status.queue.failed", failed)
	}
	return check
}

func (s *Server) checkMail(ctx context.Context) settings.Check {
	check := settings.Check{Title: locales.T(ctx, "status.mail"), State: works(ctx), Text: locales.T(ctx, "status.mail.text")}
	if err := s.Courier.Reach(ctx); err != nil {
		s.Log.WarnContext(ctx, "mail server", "error", err.Error())
		check.State, check.Text = fails(ctx), locales.T(ctx, "status.mail.failed")
	}
	return check
}

// checkAddress compares the address of the mails with the one the administrator uses right now.
func (s *Server) checkAddress(c echo.Context) settings.Check {
	ctx, public := c.Request().Context(), s.PublicURL.String()
	check := settings.Check{Title: locales.T(ctx, "status.address"), State: works(ctx),
		Text: locales.T(ctx, "status.address.text", "address", public)}
	if c.Request().Host != s.PublicURL.Host {
		check.State = ui.StateProps{Is: ui.Pending, Icon: "alert", Word: locales.T(ctx, "status.differs")}
		check.Text = locales.T(ctx, "status.address.differs", "address", public, "host", c.Request().Host)
	}
	return check
}

// checkCalendar is the company's calendar, as the last answer of Cronofy has left it.
func (s *Server) checkCalendar(ctx context.Context) (settings.Check, error) {
	check := settings.Check{Title: locales.T(ctx, "status.calendar"), State: works(ctx)}
	integration, err := s.Store.Integration(ctx)
	switch {
	case err != nil && !errors.Is(err, models.ErrNotFound):
		return check, err
	case integration.State == models.IntegrationWorking:
		check.Text = locales.T(ctx, "status.calendar.text", "system", locales.T(ctx, integration.System.NameKey()), "domain", integration.Domain)
	case integration.State == models.IntegrationAttention:
		check.State, check.Text = fails(ctx), locales.T(ctx, integration.Problem.WordKey())
	default:
		check.State = ui.StateProps{Is: ui.Pending, Icon: "unplug", Word: locales.T(ctx, "status.look")}
		check.Text = locales.T(ctx, "status.calendar.missing")
	}
	return check, nil
}

func works(ctx context.Context) ui.StateProps {
	return ui.StateProps{Is: ui.Ready, Word: locales.T(ctx, "status.works")}
}

func fails(ctx context.Context) ui.StateProps {
	return ui.StateProps{Is: ui.Failing, Word: locales.T(ctx, "status.fails")}
}

// repeatJob runs work again that was given up, and no other.
func (s *Server) repeatJob(c echo.Context) error {
	number, err := id(c, "id")
	if err != nil {
		return err
	}
	ctx := c.Request().Context()
	failed, err := s.Queue.Failed(ctx, failedShown)
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(failed, func(job jobs.FailedJob) bool { return job.ID == number }) {
		return models.ErrNotFound
	}
	if err := s.Queue.Retry(ctx, number); err != nil {
		return err
	}
	s.tell(c, ui.Pending, "status.failed.repeated")
	return s.redirect(c, paths.Status())
}
