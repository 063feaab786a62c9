package handlers

import (
	"cmp"
	"context"
	"errors"
	"net/http"
	"time"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"

	"entrevue/models"
	"entrevue/models/connecting"
	"entrevue/models/store"
	"entrevue/views/integrations"
	"entrevue/views/paths"
	"entrevue/views/ui"
)

// itForm are both forms of IT's step: whom its page is sent to, and who has done it.
type itForm struct {
	Mail      string          `form:"mail"`
	Language  models.Language `form:"language"`
	RequestID string          `form:"request_id"`

	Name string `form:"name"`
	On   string `form:"on"`
}

func (f itForm) address() connecting.ITAddress {
	return connecting.ITAddress{Mail: f.Mail, Language: f.Language}
}

func (s *Server) wizardIT(c echo.Context, w *wizard) (templ.Component, error) {
	props, err := s.itProps(c, w)
	return integrations.WizardIT(props), err
}

// itNews is what IT has done meanwhile.
func (s *Server) itNews(c echo.Context, w *wizard) (templ.Component, error) {
	props, err := s.itProps(c, w)
	return integrations.ITNews(props), err
}

func (s *Server) itProps(c echo.Context, w *wizard) (integrations.ITProps, error) {
	ctx, setup, me := c.Request().Context(), w.Facts.Setup, visitorOf(c).employee
	if w.answer.it == (itForm{}) {
		s.restore(c, &w.answer.it)
	}
	w.Saves = integrations.ITForm
	if setup.ITStep() == models.ITConfirmed {
		w.Saves = ""
	}
	props := integrations.ITProps{WizardProps: w.WizardProps, Errors: w.answer.errors, RequestID: newRequestID(c),
		Mail: cmp.Or(w.answer.it.Mail, setup.ITMail), Language: cmp.Or(w.answer.it.Language, setup.ITLanguage, me.Language),
		Name: w.answer.it.Name, On: cmp.Or(w.answer.it.On, s.Store.Now().In(zoneOf(me.TimeZone)).Format(time.DateOnly))}
	token, until, err := s.Store.LinkUntil(ctx, store.ITLink, setup.Number())
	if err != nil && !errors.Is(err, models.ErrNotFound) {
		return props, err
	}
	if err == nil && until.After(props.Now) {
		props.Link, props.Until = s.PublicURL.JoinPath(paths.ITPage(token)).String(), until
	}
	if props.Request, err = s.Store.LatestMail(ctx, models.MailITRequest); err != nil && !errors.Is(err, models.ErrNotFound) {
		return props, err
	}
	return props, s.addITNames(ctx, &props)
}

// addITNames are the person who was sent to an administrator, and the one who confirmed for IT.
func (s *Server) addITNames(ctx context.Context, props *integrations.ITProps) error {
	setup := props.Facts.Setup
	people, err := s.Store.EmployeesByID(ctx, []int64{setup.ITReopenedBy, setup.ITConfirmerID})
	props.ReopenedBy, props.Confirmer = byID(people, setup.ITReopenedBy).Name, byID(people, setup.ITConfirmerID).Name
	return err
}

// keepIT keeps what was typed and leaves.
func (s *Server) keepIT(c echo.Context) error {
	var form itForm
	if err := bind(c, &form); err != nil {
		return err
	}
	provider, err := providerOf(c)
	if err != nil {
		return err
	}
	if err = s.Connector.KeepIT(c.Request().Context(), actor(c), provider, form.address()); err != nil {
		return s.itAnswer(c, form, err)
	}
	return s.redirect(c, paths.Videoconferencing())
}

func (s *Server) createITRequest(c echo.Context) error {
	return s.changeIT(c, func(ctx context.Context, provider models.Provider, form itForm) error {
		err := s.Connector.AskIT(ctx, actor(c), form.RequestID, provider, form.address())
		if err == nil {
			s.tell(c, ui.Ready, "wizard.it.sent", "email", form.Mail)
		}
		return err
	})
}

func (s *Server) createITLink(c echo.Context) error {
	return s.changeIT(c, func(ctx context.Context, provider models.Provider, _ itForm) error {
		return s.Connector.ReplaceITLink(ctx, actor(c), provider)
	})
}

func (s *Server) deleteITLink(c echo.Context) error {
	return s.changeIT(c, func(ctx context.Context, provider models.Provider, _ itForm) error {
		return s.Connector.RevokeITLink(ctx, actor(c), provider)
	})
}

func (s *Server) confirmForIT(c echo.Context) error {
	return s.changeIT(c, func(ctx context.Context, provider models.Provider, form itForm) error {
		return s.Connector.ConfirmForIT(ctx, actor(c), provider, connecting.ITConfirmation{Name: form.Name, On: form.On})
	})
}

func (s *Server) deleteITConfirmation(c echo.Context) error {
	return s.changeIT(c, func(ctx context.Context, provider models.Provider, _ itForm) error {
		err := s.Connector.WithdrawIT(ctx, actor(c), provider)
		if err == nil {
			s.tell(c, ui.Ready, "wizard.it.withdrawn")
		}
		return err
	})
}

// changeIT takes a form of IT's step and goes back to it.
func (s *Server) changeIT(c echo.Context, do func(context.Context, models.Provider, itForm) error) error {
	var form itForm
	if err := bind(c, &form); err != nil {
		return err
	}
	provider, err := providerOf(c)
	if err != nil {
		return err
	}
	return s.itAnswer(c, form, do(c.Request().Context(), provider, form))
}

func (s *Server) itAnswer(c echo.Context, form itForm, err error) error {
	if text, limited := tooOften(c, err); limited {
		return s.wizardPage(c, models.WizardIT, wizardAnswer{status: http.StatusTooManyRequests, it: form, errors: ui.Errors{"": text}})
	}
	if problems, invalid := worded(c.Request().Context(), err); invalid {
		return s.wizardPage(c, models.WizardIT, wizardAnswer{status: http.StatusUnprocessableEntity, it: form, errors: problems})
	}
	if err != nil {
		return err
	}
	return s.redirect(c, paths.WizardStep(c.Param("provider"), string(models.WizardIT)))
}
