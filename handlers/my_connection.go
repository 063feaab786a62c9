package handlers

import (
	"context"
	"errors"
	"net/http"

	"github.com/labstack/echo/v4"

	"entrevue/locales"
	"entrevue/models"
	"entrevue/models/store"
	"entrevue/views/layout"
	"entrevue/views/paths"
	"entrevue/views/personal"
	"entrevue/views/ui"
)

// createMyConnection sends the person to Cronofy. When there is no page to go to, the own one says
// why, and whose turn it is.
func (s *Server) createMyConnection(c echo.Context) error {
	provider, err := providerOf(c)
	if err != nil {
		return err
	}
	ctx := c.Request().Context()
	address, err := s.Connector.BeginPersonal(ctx, actor(c), provider)
	var invalid *models.Invalid
	var often *models.Limited
	switch {
	case errors.As(err, &invalid):
		return s.myIntegrationPage(c, http.StatusUnprocessableEntity, personal.IntegrationProps{Problem: ui.ErrorsOf(ctx, invalid)[""]})
	case errors.Is(err, models.ErrReconnect):
		return s.myIntegrationPage(c, http.StatusConflict, personal.IntegrationProps{Problem: locales.T(ctx, "personal.problem.calendar")})
	case errors.Is(err, models.ErrUnavailable) && errors.As(err, &often): // too many people at once
		c.Response().Header().Set("Retry-After", seconds(often.RetryAfter))
		return s.myIntegrationPage(c, http.StatusTooManyRequests, personal.IntegrationProps{Problem: locales.T(ctx, "personal.problem.crowded")})
	case errors.Is(err, models.ErrUnavailable):
		return s.myIntegrationPage(c, http.StatusServiceUnavailable, personal.IntegrationProps{Problem: locales.T(ctx, "personal.problem.unavailable")})
	case err != nil:
		return err
	}
	return s.leave(c, address)
}

// returnPersonal is where a browser comes back from Cronofy and from the provider. It may be another
// one than the person left with, and nobody's.
func (s *Server) returnPersonal(c echo.Context) error {
	ctx := c.Request().Context()
	refusal := c.QueryParam("error")
	visit, err := s.Connector.ReturnPersonal(ctx, c.Param("token"), refusal)
	if err != nil {
		return err
	}
	if v := visitorOf(c); v.known && v.employee.ID == visit.EmployeeID {
		return s.redirect(c, paths.MyIntegration(visit.Provider.Slug()))
	}
	return s.render(c, http.StatusOK, personal.ReturnPage(personal.ReturnProps{
		Page:     s.page(c, locales.T(ctx, "personal.return.title")),
		Provider: visit.Provider, Refused: visit.Outcome == models.PersonalRefused}))
}

func (s *Server) createMyRefusal(c echo.Context) error {
	provider, err := providerOf(c)
	if err != nil {
		return err
	}
	var form struct {
		Seen string `form:"seen"`
	}
	if err := bind(c, &form); err != nil {
		return err
	}
	ctx := c.Request().Context()
	err = s.Connector.AnswerPersonal(ctx, actor(c), provider, models.Seen(form.Seen))
	if problems, invalid := worded(ctx, err); invalid {
		return s.askWhatWasSeen(c, http.StatusUnprocessableEntity, problems)
	}
	if err != nil {
		return s.overMeanwhile(c, provider, err)
	}
	return s.redirect(c, paths.MyIntegration(provider.Slug()))
}

// newMyRefusal asks somebody who never came back from Cronofy what they saw.
func (s *Server) newMyRefusal(c echo.Context) error { return s.askWhatWasSeen(c, http.StatusOK, nil) }

// askWhatWasSeen asks on a page of its own, or on that of the provider where it stands there already.
func (s *Server) askWhatWasSeen(c echo.Context, status int, problems ui.Errors) error {
	props, err := s.myIntegration(c, personal.IntegrationProps{Errors: problems})
	if err != nil {
		return err
	}
	switch {
	case props.Provider.Unreturned():
	case status == http.StatusOK:
		return s.redirect(c, props.Provider.Address())
	default:
		return s.myIntegrationPage(c, status, props)
	}
	props.Frame = s.frame(c, layout.NoArea, locales.T(c.Request().Context(), "personal.stuck.title"))
	return s.render(c, status, personal.RefusalPage(props))
}

// answerMyAccount keeps an account that was not expected, or gives it back and leads on to connecting
// another one.
func (s *Server) answerMyAccount(c echo.Context) error {
	var form struct {
		Answer string `form:"answer"`
	}
	if err := bind(c, &form); err != nil {
		return err
	}
	if form.Answer != "keep" && form.Answer != "change" {
		return echo.ErrUnprocessableEntity
	}
	if form.Answer == "keep" {
		return s.onMyAccount(c, "personal.answered", func(ctx context.Context, by models.Actor, id int64) error {
			return s.Connector.AnswerAccount(ctx, by, id, true)
		})
	}
	profile, err := s.myProfile(c)
	if err != nil {
		return err
	}
	if err := s.Connector.AnswerAccount(c.Request().Context(), actor(c), profile.ID, false); err != nil {
		return s.overMeanwhile(c, profile.Provider, err)
	}
	return s.createMyConnection(c)
}

func (s *Server) chooseMyAccount(c echo.Context) error {
	return s.onMyAccount(c, "personal.chosen", s.Connector.UseAccount)
}

func (s *Server) createMyDisconnection(c echo.Context) error {
	return s.onMyAccount(c, "personal.disconnected", s.Connector.StopUsing)
}

// onMyAccount does something to one of the person's accounts and shows its provider again.
func (s *Server) onMyAccount(c echo.Context, told string, do func(context.Context, models.Actor, int64) error) error {
	profile, err := s.myProfile(c)
	if err != nil {
		return err
	}
	if err = do(c.Request().Context(), actor(c), profile.ID); err != nil {
		return s.overMeanwhile(c, profile.Provider, err)
	}
	s.tell(c, ui.Ready, told)
	return s.redirect(c, paths.MyIntegration(profile.Provider.Slug()))
}

// myProfile is the account of an address: one of the person's own, with the provider named there.
func (s *Server) myProfile(c echo.Context) (models.Profile, error) {
	provider, err := providerOf(c)
	if err != nil {
		return models.Profile{}, err
	}
	profileID, err := id(c, "id")
	if err != nil {
		return models.Profile{}, err
	}
	profile, err := s.Store.Profile(c.Request().Context(), actor(c).ID, profileID)
	if err == nil && profile.Provider != provider {
		err = models.ErrNotFound
	}
	return profile, err
}

// overMeanwhile leads back to the page of a provider when what a button was for is over, because the
// same was done in another window, or outside.
func (s *Server) overMeanwhile(c echo.Context, provider models.Provider, err error) error {
	if !errors.Is(err, models.ErrGone) {
		return err
	}
	s.tell(c, ui.Pending, "personal.over_meanwhile")
	return s.redirect(c, paths.MyIntegration(provider.Slug()))
}

func (s *Server) relinkMyAccount(c echo.Context) error {
	profile, err := s.myProfile(c)
	if err != nil {
		return err
	}
	address, err := s.Connector.Relink(c.Request().Context(), actor(c), profile.ID)
	if err != nil {
		return s.overMeanwhile(c, profile.Provider, err)
	}
	return s.leave(c, address)
}

// concernedShown is how many of the interviews are named that stand and fall with an account.
const concernedShown = 5

// newMyDisconnection says first what it touches.
func (s *Server) newMyDisconnection(c echo.Context) error {
	ctx, me := c.Request().Context(), visitorOf(c).employee
	profile, err := s.myProfile(c)
	if err != nil {
		return err
	}
	props := personal.DisconnectionProps{Profile: profile}
	all, err := s.Store.Profiles(ctx, []int64{me.ID})
	if err != nil {
		return err
	}
	used, _ := models.ProfileToUse(without(all[me.ID], profile.ID), props.Profile.Provider)
	props.Last = used.ID == 0
	ahead, err := s.Store.HostedAhead(ctx, me.ID)
	if err != nil {
		return err
	}
	props.Ahead = ahead[props.Profile.Provider.Method()]
	hosting := store.Hosting{HostID: me.ID, Method: profile.Provider.Method()}
	if props.First, err = s.Store.FirstHosted(ctx, hosting, concernedShown); err != nil {
		return err
	}
	props.Frame = s.frame(c, layout.NoArea, locales.T(ctx, "personal.accounts.disconnect"))
	return s.render(c, http.StatusOK, personal.DisconnectionPage(props))
}

func without(profiles []models.Profile, id int64) []models.Profile {
	var others []models.Profile
	for _, p := range profiles {
		if p.ID != id {
			others = append(others, p)
		}
	}
	return others
}
