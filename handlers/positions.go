package handlers

import (
	"errors"
	"net/http"

	"github.com/labstack/echo/v4"

	"entrevue/locales"
	"entrevue/models"
	"entrevue/models/recruiting"
	"entrevue/models/store"
	"entrevue/views/hiring"
	"entrevue/views/layout"
	"entrevue/views/paths"
	"entrevue/views/ui"
)

func (s *Server) listPositions(c echo.Context) error {
	ctx := c.Request().Context()
	filter := store.PositionFilter{Query: c.QueryParam("q"), Closed: c.QueryParam("closed") != "",
		Page: store.Page{After: c.QueryParam("after")}}
	list, next, err := s.Store.Positions(ctx, filter)
	if err != nil {
		return err
	}
	return s.render(c, http.StatusOK, hiring.PositionsPage(hiring.PositionsProps{
		Frame:     s.frame(c, layout.Positions, locales.T(ctx, "positions.list.title")),
		Positions: list, Query: filter.Query, Closed: filter.Closed, More: next}))
}

// candidatesShown is how many candidates the page of a position shows before it leads to the list.
const candidatesShown = 20

func (s *Server) showPosition(c echo.Context) error {
	ctx := c.Request().Context()
	position, err := s.position(c)
	if err != nil {
		return err
	}
	list, next, err := s.Store.Candidates(ctx, store.CandidateFilter{PositionID: position.ID, Page: store.Page{Limit: candidatesShown}})
	if err != nil {
		return err
	}
	return s.render(c, http.StatusOK, hiring.PositionPage(hiring.PositionProps{
		Frame: s.frame(c, layout.Positions, position.Title), Position: position, Candidates: list, More: next != ""}))
}

func (s *Server) position(c echo.Context) (models.Position, error) {
	id, err := id(c, "id")
	if err != nil {
		return models.Position{}, err
	}
	return s.Store.Position(c.Request().Context(), id)
}

type positionForm struct {
	Title     string  `form:"title"`
	Location  string  `form:"location"`
	Version   numeral `form:"version"`
	RequestID string  `form:"request_id"`
}

func (f positionForm) entry() recruiting.PositionEntry {
	return recruiting.PositionEntry{Title: f.Title, Location: f.Location}
}

func (f positionForm) props() hiring.PositionFormProps {
	return hiring.PositionFormProps{Title: f.Title, Location: f.Location, Version: int(f.Version), RequestID: f.RequestID}
}

func (s *Server) newPosition(c echo.Context) error {
	form := positionForm{RequestID: newRequestID(c)}
	s.restore(c, &form)
	return s.showPositionForm(c, http.StatusOK, form.props())
}

func (s *Server) showPositionForm(c echo.Context, status int, props hiring.PositionFormProps) error {
	ctx := c.Request().Context()
	title := locales.T(ctx, "positions.new.title")
	if props.ID != 0 {
		title = locales.T(ctx, "positions.edit_title")
	}
	props.Frame = s.frame(c, layout.Positions, title)
	return s.render(c, status, hiring.PositionFormPage(props))
}

func (s *Server) createPosition(c echo.Context) error {
	var form positionForm
	if err := bind(c, &form); err != nil {
		return err
	}
	ctx := c.Request().Context()
	id, err := s.Recruiter.CreatePosition(ctx, actor(c), form.RequestID, form.entry())
	if problems, invalid := worded(ctx, err); invalid {
		props := form.props()
		props.Errors = problems
		return s.showPositionForm(c, http.StatusUnprocessableEntity, props)
	}
	if isResent(err) {
		first, err := s.Store.Position(ctx, id)
		if err != nil {
			return err
		}
		props := form.props()
		props.ID, props.Theirs, props.Version, props.Resent = first.ID, &first, first.Version, true
		return s.showPositionForm(c, http.StatusConflict, props)
	}
	if err != nil {
		return err
	}
	s.tell(c, ui.Ready, "positions.created")
	return s.redirect(c, paths.Position(id))
}

func (s *Server) editPosition(c echo.Context) error {
	position, err := s.position(c)
	if err != nil {
		return err
	}
	form := positionForm{Title: position.Title, Location: position.Location, Version: numeral(position.Version),
		RequestID: newRequestID(c)}
	s.restore(c, &form)
	props := form.props()
	props.ID = position.ID
	return s.showPositionForm(c, http.StatusOK, props)
}

func (s *Server) updatePosition(c echo.Context) error {
	var form positionForm
	if err := bind(c, &form); err != nil {
		return err
	}
	id, err := id(c, "id")
	if err != nil {
		return err
	}
	ctx, props := c.Request().Context(), form.props()
	props.ID = id
	err = s.Recruiter.UpdatePosition(ctx, actor(c), id, int(form.Version), form.entry())
	var conflict *models.Conflict
	if errors.As(err, &conflict) {
		theirs := conflict.Current.(models.Position)
		props.Theirs, props.Version = &theirs, theirs.Version
		return s.showPositionForm(c, http.StatusConflict, props)
	}
	if problems, invalid := worded(ctx, err); invalid {
		props.Errors = problems
		return s.showPositionForm(c, http.StatusUnprocessableEntity, props)
	}
	if err != nil {
		return err
	}
	s.tell(c, ui.Ready, "form.saved")
	return s.redirect(c, paths.Position(id))
}

func (s *Server) closePosition(c echo.Context) error {
	id, err := id(c, "id")
	if err != nil {
		return err
	}
	if err := s.Recruiter.ClosePosition(c.Request().Context(), actor(c), id); err != nil {
		return err
	}
	s.tell(c, ui.Ready, "positions.closed_now")
	return s.redirect(c, paths.Position(id))
}

func (s *Server) openPosition(c echo.Context) error {
	id, err := id(c, "id")
	if err != nil {
		return err
	}
	if err := s.Recruiter.OpenPosition(c.Request().Context(), actor(c), id); err != nil {
		return err
	}
	s.tell(c, ui.Ready, "positions.opened_now")
	return s.redirect(c, paths.Position(id))
}
