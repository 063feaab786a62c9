package handlers

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"entrevue/locales"
	"entrevue/views/layout"
	"entrevue/views/paths"
	"entrevue/views/personal"
	"entrevue/views/ui"
)

// signInsShown bounds the list: whoever has more of them ends all others at once.
const signInsShown = 20

func (s *Server) listMySignIns(c echo.Context) error {
	ctx, v := c.Request().Context(), visitorOf(c)
	list, err := s.Store.SignIns(ctx, v.employee.ID, signInsShown+1)
	if err != nil {
		return err
	}
	account, err := s.Doorkeeper.ProviderAccount(ctx, v.employee.ID)
	if err != nil {
		return err
	}
	return s.render(c, http.StatusOK, personal.SignInsPage(personal.SignInsProps{Provider: s.SignInProvider, Account: account,
		Frame: s.frame(c, layout.NoArea, locales.T(ctx, "sign_ins.title")), Current: v.signIn.ID,
		SignIns: list[:min(len(list), signInsShown)], More: len(list) > signInsShown, Now: s.Store.Now()}))
}

func (s *Server) deleteMySignIn(c echo.Context) error {
	signIn, err := id(c, "id")
	if err != nil {
		return err
	}
	if err := s.Doorkeeper.SignOutElsewhere(c.Request().Context(), actor(c), signIn); err != nil {
		return err
	}
	s.tell(c, ui.Ready, "sign_ins.ended")
	return s.redirect(c, paths.MySignIns())
}

func (s *Server) deleteMyOtherSignIns(c echo.Context) error {
	v := visitorOf(c)
	if err := s.Doorkeeper.SignOutEverywhereElse(c.Request().Context(), actor(c), v.signIn.ID); err != nil {
		return err
	}
	s.tell(c, ui.Ready, "sign_ins.others_ended")
	return s.redirect(c, paths.MySignIns())
}
