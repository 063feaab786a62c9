package handlers

import (
	"context"
	"errors"
	"net/http"
	"strconv"
	"time"

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

// positionsOffered bounds how many positions a list to choose from holds.
const positionsOffered = 300

func (s *Server) listCandidates(c echo.Context) error {
	ctx := c.Request().Context()
	position, _ := strconv.ParseInt(c.QueryParam("position"), 10, 64)
	filter := store.CandidateFilter{Query: c.QueryParam("q"), PositionID: position, Page: store.Page{After: c.QueryParam("after")}}
	list, next, err := s.Store.Candidates(ctx, filter)
	if err != nil {
		return err
	}
	open, _, err := s.Store.Positions(ctx, store.PositionFilter{Closed: true, Page: store.Page{Limit: positionsOffered}})
	if err != nil {
		return err
	}
	of, err := s.positionsOf(ctx, list)
	if err != nil {
		return err
	}
	return s.render(c, http.StatusOK, hiring.CandidatesPage(hiring.CandidatesProps{
		Frame:      s.frame(c, layout.Candidates, locales.T(ctx, "candidates.list.title")),
		Candidates: list, Of: of, Open: open, Query: filter.Query, PositionID: position, More: next, NoPositions: len(open) == 0}))
}

func (s *Server) positionsOf(ctx context.Context, list []models.Candidate) (map[int64]models.Position, error) {
	ids := make([]int64, len(list))
	for i, candidate := range list {
		ids[i] = candidate.PositionID
	}
	return s.Store.PositionsByID(ctx, ids)
}

func (s *Server) candidate(c echo.Context) (models.Candidate, error) {
	id, err := id(c, "id")
	if err != nil {
		return models.Candidate{}, err
	}
	return s.Store.Candidate(c.Request().Context(), id)
}

func (s *Server) showCandidate(c echo.Context) error {
	ctx := c.Request().Context()
	candidate, err := s.candidate(c)
	if err != nil {
		return err
	}
	list, err := s.interviewsWith(ctx, candidate.ID)
	if err != nil {
		return err
	}
	head, err := s.candidateHead(ctx, candidate, len(list), hiring.ProfileTab)
	if err != nil {
		return err
	}
	return s.render(c, http.StatusOK, hiring.CandidatePage(hiring.CandidateProps{
		Frame: s.frame(c, layout.Candidates, candidate.Name), Head: head}))
}

func (s *Server) candidateHead(ctx context.Context, candidate models.Candidate, interviews int, tab hiring.Tab) (hiring.HeadProps, error) {
	position, err := s.Store.Position(ctx, candidate.PositionID)
	return hiring.HeadProps{Candidate: candidate, Position: position, Interviews: interviews, Tab: tab, Now: s.Store.Now()}, err
}

type candidateForm struct {
	Name      string  `form:"name"`
	Email     string  `form:"email"`
	Phone     string  `form:"phone"`
	Language  string  `form:"language"`
	TimeZone  string  `form:"time_zone"`
	Position  numeral `form:"position"`
	AppliedOn string  `form:"applied_on"`
	Version   numeral `form:"version"`
	RequestID string  `form:"request_id"`
}

func (f candidateForm) entry() recruiting.CandidateEntry {
	return recruiting.CandidateEntry{Name: f.Name, Email: f.Email, Phone: f.Phone, Language: models.Language(f.Language),
		TimeZone: f.TimeZone, PositionID: int64(f.Position), AppliedOn: f.AppliedOn}
}

func (f candidateForm) props(id int64) hiring.CandidateFormProps {
	return hiring.CandidateFormProps{ID: id, Version: int(f.Version), RequestID: f.RequestID, Entry: models.Candidate{
		Name: f.Name, Email: f.Email, Phone: f.Phone, Language: models.Language(f.Language), TimeZone: f.TimeZone,
		PositionID: int64(f.Position), AppliedOn: f.AppliedOn}}
}

// newCandidate begins with the recruiter's own language and zone, and with today.
func (s *Server) newCandidate(c echo.Context) error {
	me := visitorOf(c).employee
	position, _ := strconv.ParseInt(c.QueryParam("position"), 10, 64)
	form := candidateForm{Language: string(me.Language), TimeZone: me.TimeZone, Position: numeral(position),
		AppliedOn: s.Store.Now().In(zoneOf(me.TimeZone)).Format(time.DateOnly), RequestID: newRequestID(c)}
	s.restore(c, &form)
	return s.showCandidateForm(c, http.StatusOK, form.props(0))
}

// showCandidateForm offers the open positions, and the one that is chosen already.
func (s *Server) showCandidateForm(c echo.Context, status int, props hiring.CandidateFormProps) error {
	ctx := c.Request().Context()
	open, _, err := s.Store.Positions(ctx, store.PositionFilter{Page: store.Page{Limit: positionsOffered}})
	if err != nil {
		return err
	}
	props.Positions = open
	chosen, err := s.Store.PositionsByID(ctx, []int64{props.Entry.PositionID})
	if err != nil {
		return err
	}
	if position, known := chosen[props.Entry.PositionID]; known && !position.Open() {
		props.Positions = append(props.Positions, position)
	}
	title := locales.T(ctx, "candidates.new.title")
	if props.ID != 0 {
		title = locales.T(ctx, "candidates.edit")
	}
	props.Frame = s.frame(c, layout.Candidates, title)
	return s.render(c, status, hiring.CandidateFormPage(props))
}

func (s *Server) createCandidate(c echo.Context) error {
	var form candidateForm
	if err := bind(c, &form); err != nil {
		return err
	}
	ctx := c.Request().Context()
	id, err := s.Recruiter.CreateCandidate(ctx, actor(c), form.RequestID, form.entry())
	if problems, invalid := worded(ctx, err); invalid {
		props := form.props(0)
		props.Errors = problems
		return s.showCandidateForm(c, http.StatusUnprocessableEntity, props)
	}
	if isResent(err) {
		first, err := s.Store.Candidate(ctx, id)
		if err != nil {
			return err
		}
		return s.showCandidateConflict(c, form, first, true)
	}
	if err != nil {
		return err
	}
	s.tell(c, ui.Ready, "candidates.created")
	return s.redirect(c, paths.CandidateInterviews(id))
}

func (s *Server) editCandidate(c echo.Context) error {
	candidate, err := s.candidate(c)
	if err != nil {
		return err
	}
	form := candidateForm{Name: candidate.Name, Email: candidate.Email, Phone: candidate.Phone,
		Language: string(candidate.Language), TimeZone: candidate.TimeZone, Position: numeral(candidate.PositionID),
		AppliedOn: candidate.AppliedOn, Version: numeral(candidate.Version), RequestID: newRequestID(c)}
	s.restore(c, &form)
	return s.showCandidateForm(c, http.StatusOK, form.props(candidate.ID))
}

func (s *Server) updateCandidate(c echo.Context) error {
	var form candidateForm
	if err := bind(c, &form); err != nil {
		return err
	}
	id, err := id(c, "id")
	if err != nil {
		return err
	}
	ctx, props := c.Request().Context(), form.props(id)
	err = s.Recruiter.UpdateCandidate(ctx, actor(c), id, int(form.Version), form.entry())
	var conflict *models.Conflict
	if errors.As(err, &conflict) {
		return s.showCandidateConflict(c, form, conflict.Current.(models.Candidate), false)
	}
	if problems, invalid := worded(ctx, err); invalid {
		props.Errors = problems
		return s.showCandidateForm(c, http.StatusUnprocessableEntity, props)
	}
	if err != nil {
		return err
	}
	s.tell(c, ui.Ready, "form.saved")
	return s.redirect(c, paths.Candidate(id))
}

// showCandidateConflict shows the entries beside what is saved: by somebody else, or by the form itself when
// it was resent with other entries.
func (s *Server) showCandidateConflict(c echo.Context, form candidateForm, saved models.Candidate, resent bool) (err error) {
	props := form.props(saved.ID)
	props.Theirs, props.Version, props.Resent = &saved, saved.Version, resent
	if props.TheirPosition, err = s.Store.Position(c.Request().Context(), saved.PositionID); err != nil {
		return err
	}
	return s.showCandidateForm(c, http.StatusConflict, props)
}
