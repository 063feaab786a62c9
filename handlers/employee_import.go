package handlers

import (
	"context"
	"errors"
	"io"
	"net/http"

	"github.com/labstack/echo/v4"

	"entrevue/locales"
	"entrevue/models/staffing"
	"entrevue/views/layout"
	"entrevue/views/paths"
	"entrevue/views/settings"
	"entrevue/views/ui"
)

func (s *Server) newImport(c echo.Context) error { return s.showImport(c, http.StatusOK, nil) }

func (s *Server) showImport(c echo.Context, status int, problems ui.Errors) error {
	return s.render(c, status, settings.ImportPage(settings.ImportPageProps{MaxRows: staffing.MaxImportRows, Errors: problems,
		FrameProps: s.frame(c, layout.Settings, locales.T(c.Request().Context(), "employees.import.title"))}))
}

// planImport reads the file and shows what it would do; nothing is changed yet.
func (s *Server) planImport(c echo.Context) error {
	content, err := upload(c, "file")
	if err != nil {
		return err
	}
	return s.showPlan(c, http.StatusOK, content, nil)
}

// upload reads a file of a form. A form without one is read as an empty file.
func upload(c echo.Context, name string) ([]byte, error) {
	head, err := c.FormFile(name)
	if errors.Is(err, http.ErrMissingFile) || errors.Is(err, http.ErrNotMultipart) {
		return nil, nil
	}
	if err != nil {
		return nil, tooLarge(err)
	}
	file, err := head.Open()
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return io.ReadAll(file)
}

func (s *Server) showPlan(c echo.Context, status int, content []byte, problems ui.Errors) error {
	ctx := c.Request().Context()
	plan, err := s.Registrar.Plan(ctx, actor(c), content)
	if wrong, invalid := worded(ctx, err); invalid {
		return s.showImport(c, http.StatusUnprocessableEntity, wrong)
	}
	if err != nil {
		return err
	}
	if plan.Count(staffing.LineWrong) > 0 {
		status = http.StatusUnprocessableEntity
	}
	props := settings.ImportPlanPageProps{FrameProps: s.frame(c, layout.Settings, locales.T(ctx, "employees.import.title")),
		Added: plan.Count(staffing.LineAdds), Changed: plan.Count(staffing.LineChanges), Kept: plan.Count(staffing.LineKeeps),
		Wrong: plan.Count(staffing.LineWrong), Content: plan.Text, RequestID: newRequestID(c), Errors: problems}
	for _, line := range plan.Lines {
		props.Lines = append(props.Lines, settings.PlanLine{Number: line.Number, Name: line.Entry.Name, Email: line.Entry.Email,
			Role: line.Entry.Role, Hosts: line.Entry.HostsInterviews, Outcome: outcome(ctx, line), Wrong: ui.ErrorsOf(ctx, &line.Problems)})
	}
	return s.render(c, status, settings.ImportPlanPage(props))
}

func outcome(ctx context.Context, line staffing.Line) ui.StateProps {
	switch line.Outcome {
	case staffing.LineAdds:
		return ui.StateProps{Is: ui.Ready, Icon: "plus", Word: locales.T(ctx, "employees.import.adds")}
	case staffing.LineChanges:
		return ui.StateProps{Is: ui.Pending, Icon: "check", Word: locales.T(ctx, "employees.import.changes")}
	case staffing.LineKeeps:
		return ui.StateProps{Is: ui.Off, Word: locales.T(ctx, "employees.import.keeps")}
	default:
		return ui.StateProps{Is: ui.Failing, Word: locales.T(ctx, "employees.import.wrong_lines")}
	}
}

type importForm struct {
	RequestID string `form:"request_id"`
	Content   string `form:"content"`
}

func (s *Server) createImport(c echo.Context) error {
	var form importForm
	if err := bind(c, &form); err != nil {
		return err
	}
	ctx := c.Request().Context()
	_, err := s.Registrar.Import(ctx, actor(c), form.RequestID, []byte(form.Content))
	if problems, invalid := worded(ctx, err); invalid {
		return s.showPlan(c, http.StatusUnprocessableEntity, []byte(form.Content), problems)
	}
	if err != nil {
		return err
	}
	s.tell(c, ui.Ready, "employees.import.done")
	return s.redirect(c, paths.Employees())
}
