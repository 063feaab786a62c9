package handlers

import (
	"context"
	"net/http"
	"slices"

	"github.com/labstack/echo/v4"

	"entrevue/locales"
	"entrevue/models"
	"entrevue/models/entering"
	"entrevue/views/entrance"
	"entrevue/views/paths"
	"entrevue/views/ui"
)

type signInForm struct {
	Email    string        `form:"email"`
	Password string        `form:"password"`
	Then     string        `form:"then"`
	Draft    string        `form:"draft"`
	Lost     entrance.Lost `form:"lost"`

	refusal models.ProviderRefusal // of a visit to the provider that has just ended
}

func (s *Server) newSignIn(c echo.Context) error {
	ended, refused := s.takeRefusal(c)
	if visitorOf(c).known {
		return s.redirect(c, paths.Home())
	}
	if refused {
		return s.showSignIn(c, statusOfRefusal(ended.By), signInForm{Then: ended.Then, Draft: ended.Draft, refusal: ended.By}, nil)
	}
	return s.showSignIn(c, http.StatusOK, signInForm{Then: c.QueryParam("then")}, nil)
}

// showSignIn leads to the first run while there is nobody who could sign in.
func (s *Server) showSignIn(c echo.Context, status int, form signInForm, problems ui.Errors) error {
	ctx := c.Request().Context()
	installation, err := s.Store.Installation(ctx)
	if err != nil {
		return err
	}
	if !installation.Founded() {
		return s.redirect(c, paths.FirstRun())
	}
	props := entrance.SignInPageProps{Page: s.page(c, locales.T(ctx, "sign_in.title")), Company: installation.CompanyName,
		Email: form.Email, Then: inside(form.Then), Draft: form.Draft, Lost: form.Lost, Errors: problems,
		Provider: s.SignInProvider, Refusal: form.refusal}
	props.Path = paths.SignIn()
	if props.Demo, err = s.offered(ctx); err != nil {
		return err
	}
	return s.render(c, status, entrance.SignInPage(props))
}

// offered are the people whom anybody becomes by one click, in the demo.
func (s *Server) offered(ctx context.Context) ([]models.Employee, error) {
	if len(s.Demo) == 0 {
		return nil, nil
	}
	found, err := s.Store.EmployeesByEmail(ctx, s.Demo)
	if err != nil {
		return nil, err
	}
	var list []models.Employee
	for _, email := range s.Demo {
		if person, ok := found[email]; ok && person.Active() {
			list = append(list, person)
		}
	}
	return list, nil
}

func (s *Server) createSignIn(c echo.Context) error {
	var form signInForm
	if err := bind(c, &form); err != nil {
		return err
	}
	ctx := c.Request().Context()
	employee, id, err := s.Doorkeeper.SignIn(ctx, entering.Credentials{Email: form.Email, Password: form.Password}, entry(c))
	if problems, invalid := worded(ctx, err); invalid {
		return s.showSignIn(c, http.StatusUnprocessableEntity, form, problems)
	}
	if text, limited := tooOften(c, err); limited {
		return s.showSignIn(c, http.StatusTooManyRequests, form, ui.Errors{"": text})
	}
	if err != nil {
		return err
	}
	return s.enter(c, employee, id, form)
}

// enter gives the browser a new session, so that one planted before is worth nothing, and goes on
// where the person was stopped.
func (s *Server) enter(c echo.Context, employee models.Employee, signInID int64, form signInForm) error {
	ctx := c.Request().Context()
	if before := visitorOf(c).signIn.ID; before != 0 { // no session points to it any more
		if err := s.Doorkeeper.SignOut(ctx, before); err != nil {
			return err
		}
	}
	if err := s.sessions.RenewToken(ctx); err != nil {
		return err
	}
	s.sessions.Put(ctx, signInKey, signInID)
	if page, ok := s.openDraft(c, employee, form.Draft); ok {
		s.tell(c, ui.Pending, "sign_in.draft.shown")
		return s.redirect(c, page)
	}
	return s.redirect(c, inside(form.Then))
}

func (s *Server) deleteSignIn(c echo.Context) error {
	ctx := c.Request().Context()
	if v := visitorOf(c); v.known {
		if err := s.Doorkeeper.SignOut(ctx, v.signIn.ID); err != nil {
			return err
		}
	}
	if err := s.sessions.Destroy(ctx); err != nil {
		return err
	}
	return s.redirect(c, paths.SignIn())
}

type demoSignInForm struct {
	Employee numeral `form:"employee"`
	Then     string  `form:"then"`
	Draft    string  `form:"draft"`
}

// createDemoSignIn signs in as anybody by one click. Its route exists in the demo only.
func (s *Server) createDemoSignIn(c echo.Context) error {
	var form demoSignInForm
	if err := bind(c, &form); err != nil {
		return err
	}
	ctx := c.Request().Context()
	people, err := s.offered(ctx)
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(people, func(e models.Employee) bool { return e.ID == int64(form.Employee) }) {
		return models.ErrNotFound
	}
	employee, id, err := s.Doorkeeper.SignInAs(ctx, int64(form.Employee), entry(c))
	if err != nil {
		return err
	}
	return s.enter(c, employee, id, signInForm{Then: form.Then, Draft: form.Draft})
}

// entry is how somebody comes in.
func entry(c echo.Context) entering.Entry {
	return entering.Entry{Address: c.RealIP(), UserAgent: c.Request().UserAgent()}
}
