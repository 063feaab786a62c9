package handlers

import (
	"context"
	"net/http"
	"strconv"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"

	"entrevue/models"
	"entrevue/models/scheduling"
	"entrevue/models/store"
	"entrevue/views/integrations"
	"entrevue/views/ui"
)

const (
	// testsShown is how many test links are shown, the one that is looked at among them.
	testsShown = 6
	// furtherHosts is how many people are offered who do not host interviews.
	furtherHosts = 100
)

type testForm struct {
	Host      numeral `form:"host"`
	RequestID string  `form:"request_id"`
}

// wizardTest shows the test link that is asked for, else the newest one, and the form. An address can
// name the host to be tried.
func (s *Server) wizardTest(c echo.Context, w *wizard) (templ.Component, error) {
	ctx := c.Request().Context()
	props := integrations.TestLinkProps{RequestID: newRequestID(c), Errors: w.answer.errors, Query: c.QueryParam("q")}
	form := w.answer.test
	props.Typed = w.answer.errors != nil || s.restore(c, &form)
	if !props.Typed {
		form.Host = numeral(queryID(c, "host"))
	}
	tests, err := s.shownTests(c, w.Provider)
	if err != nil {
		return nil, err
	}
	if len(tests) > 0 {
		trace := s.trace(tests[0], w.Integration)
		props.Trace, props.Earlier = &trace, tests[1:]
		w.Frame.Refresh = props.Refresh()
	}
	props.Chosen = max(0, int64(form.Host))
	if err := s.addTestHosts(ctx, w, &props); err != nil {
		return nil, err
	}
	if props.Chosen == 0 && len(tests) > 0 {
		props.Chosen = tests[0].EmployeeID
	}
	props.WizardProps = w.WizardProps
	return integrations.WizardTest(props), nil
}

func (s *Server) trace(row integrations.TestRow, integration models.Integration) integrations.TraceProps {
	return integrations.TraceProps{TestRow: row, Now: s.Store.Now(),
		Outdated: row.Succeeded() && row.Standing(integration) == models.TestOutdated}
}

// shownTests are the test link that is asked for or the newest one, and then the others.
func (s *Server) shownTests(c echo.Context, provider models.Provider) ([]integrations.TestRow, error) {
	ctx := c.Request().Context()
	tests, err := s.Store.TestLinks(ctx, provider, testsShown)
	if err != nil {
		return nil, err
	}
	if link := c.QueryParam("link"); link != "" {
		asked, err := s.testLink(ctx, link)
		if err == nil && asked.Provider != provider {
			err = models.ErrNotFound
		}
		if err != nil {
			return nil, err
		}
		list := []models.TestLink{asked}
		for _, test := range tests {
			if test.ID != asked.ID {
				list = append(list, test)
			}
		}
		tests = list
	}
	return s.testRows(ctx, tests)
}

func (s *Server) testRows(ctx context.Context, tests []models.TestLink) ([]integrations.TestRow, error) {
	ids := make([]int64, len(tests))
	for n, test := range tests {
		ids[n] = test.EmployeeID
	}
	people, err := s.Store.EmployeesByID(ctx, unique(ids))
	rows := make([]integrations.TestRow, len(tests))
	for n, test := range tests {
		rows[n] = integrations.TestRow{TestLink: test, Host: byID(people, test.EmployeeID)}
	}
	return rows, err
}

// testLink is the one of an address.
func (s *Server) testLink(ctx context.Context, text string) (models.TestLink, error) {
	number, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		return models.TestLink{}, models.ErrNotFound
	}
	return s.Store.TestLink(ctx, number)
}

// addTestHosts gathers whom a test can be made with: those who host, and others whose calendar is
// there. A search narrows both; who is chosen already is offered in any case.
func (s *Server) addTestHosts(ctx context.Context, w *wizard, props *integrations.TestLinkProps) error {
	hosts, err := s.searched(ctx, w.hosts, props.Query)
	if err != nil {
		return err
	}
	for _, host := range hosts {
		if host.Outcome(w.Provider).Ready() {
			props.Ready = append(props.Ready, host)
		} else {
			props.Others = append(props.Others, host)
		}
	}
	var next string
	props.Further, next, err = s.Store.SynchronizedEmployees(ctx, store.SyncFilter{Query: props.Query, State: models.SyncSynchronized,
		NoHosts: true, Page: store.Page{Limit: furtherHosts}})
	props.More = next != ""
	if err != nil || props.Chosen == 0 || props.Offers(props.Chosen) {
		return err
	}
	chosen, err := s.Store.EmployeesByID(ctx, []int64{props.Chosen})
	props.Further = append(chosen, props.Further...)
	return err
}

// createTestLink starts a test link; nobody outside is asked before the answer.
func (s *Server) createTestLink(c echo.Context) error {
	var form testForm
	if err := bind(c, &form); err != nil {
		return err
	}
	provider, err := providerOf(c)
	if err != nil {
		return err
	}
	ctx := c.Request().Context()
	test, err := s.Scheduler.StartTest(ctx, actor(c), scheduling.TestRequest{Provider: provider, HostID: int64(form.Host), RequestID: form.RequestID})
	if problems, invalid := worded(ctx, err); invalid {
		return s.wizardPage(c, models.WizardTest, wizardAnswer{status: http.StatusUnprocessableEntity, test: form, errors: problems})
	}
	if err != nil {
		return err
	}
	s.tell(c, ui.Ready, "test_link.started")
	return s.redirect(c, integrations.TestStep(test))
}

// showTestLink answers the part of the page that asks for itself while the test is made.
func (s *Server) showTestLink(c echo.Context) error {
	ctx := c.Request().Context()
	test, err := s.testLink(ctx, c.Param("id"))
	if err != nil {
		return err
	}
	if !isFragmentFor(c.Request(), integrations.TracePart) {
		return s.redirect(c, integrations.TestStep(test))
	}
	rows, err := s.testRows(ctx, []models.TestLink{test})
	if err != nil {
		return err
	}
	props, w := integrations.TestLinkProps{RequestID: newRequestID(c), Chosen: test.EmployeeID}, wizard{}
	if !test.Working() { // only then the steps and the form come along, which ask about every host
		if w, err = s.wizard(ctx, test.Provider, models.WizardTest); err != nil {
			return err
		}
		if err = s.addTestHosts(ctx, &w, &props); err != nil {
			return err
		}
	}
	trace := s.trace(rows[0], w.Integration)
	props.WizardProps, props.Trace = w.WizardProps, &trace
	return s.render(c, http.StatusOK, integrations.TraceNews(props))
}

func (s *Server) retryTestRemoval(c echo.Context) error {
	test, err := s.testLink(c.Request().Context(), c.Param("id"))
	if err != nil {
		return err
	}
	if err := s.Scheduler.RetryTestRemoval(c.Request().Context(), actor(c), test.ID); err != nil {
		return err
	}
	s.tell(c, ui.Pending, "test_link.removing_again")
	return s.redirect(c, integrations.TestStep(test))
}

func (s *Server) confirmTest(c echo.Context) error {
	var form struct {
		Answer string `form:"answer"`
	}
	if err := bind(c, &form); err != nil {
		return err
	}
	if form.Answer != "yes" && form.Answer != "no" {
		return echo.ErrUnprocessableEntity
	}
	test, err := s.testLink(c.Request().Context(), c.Param("id"))
	if err != nil {
		return err
	}
	if err := s.Scheduler.ConfirmTest(c.Request().Context(), actor(c), test.ID, form.Answer == "yes"); err != nil {
		return err
	}
	s.tell(c, ui.Ready, "interviews.link_answered")
	return s.redirect(c, integrations.TestStep(test))
}
