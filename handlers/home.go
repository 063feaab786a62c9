package handlers

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strings"

	"github.com/labstack/echo/v4"

	"entrevue/locales"
	"entrevue/models"
	"entrevue/models/store"
	"entrevue/views/home"
	"entrevue/views/interviews"
	"entrevue/views/layout"
	"entrevue/views/paths"
	"entrevue/views/personal"
	"entrevue/views/ui"
)

func (s *Server) showHome(c echo.Context) error {
	ctx := c.Request().Context()
	props := home.HomePageProps{FrameProps: s.frame(c, layout.Home, locales.T(ctx, "home.title")),
		FirstName: visitorOf(c).employee.FirstName()}
	props.Losses, props.Lost = props.Lost, nil
	if n := props.Viewer.Attention; n > 0 {
		props.Steps = append(props.Steps, home.Step{Is: ui.Failing, Icon: "alert", Title: locales.N(ctx, "home.attention.title", n),
			Text: locales.T(ctx, "home.attention.text"), Link: ui.Link{Label: locales.T(ctx, "home.attention.link"), Href: paths.Interviews()}})
		urgent, err := s.urgent(ctx)
		if err != nil {
			return err
		}
		props.Steps = append(props.Steps, urgent...)
	}
	if props.Viewer.CanAdminister {
		people, _, err := s.Store.Employees(ctx, store.EmployeeFilter{Page: store.Page{Limit: 2}})
		if err != nil {
			return err
		}
		if len(people) == 1 {
			props.Steps = append(props.Steps, home.Step{Icon: "people", Title: locales.T(ctx, "home.alone.title"),
				Text: locales.T(ctx, "home.alone.text"), Link: ui.Link{Label: locales.T(ctx, "employees.add"), Href: paths.NewEmployee()}})
		}
	}
	setups, err := s.Store.ProviderSetups(ctx)
	if err != nil {
		return err
	}
	asked, err := s.askedOf(c, setups, props.Losses)
	if err != nil {
		return err
	}
	props.Steps = append(props.Steps, asked...)
	if holds(c, props.Fingerprint()) {
		return c.NoContent(http.StatusNoContent)
	}
	if props.Viewer.CanRecruit {
		setup, err := s.setup(ctx, setups)
		if err != nil {
			return err
		}
		setup.CanAdminister = props.Viewer.CanAdminister
		if setup.CanAdminister && setup.VideoBegun {
			if setup.Begun, err = s.begun(ctx, setups); err != nil {
				return err
			}
		}
		props.Setup = &setup
	}
	next, err := s.nextInterviews(ctx, visitorOf(c).employee)
	if err != nil {
		return err
	}
	props.Next = interviews.TableProps{LabelledBy: "next-heading", List: next,
		Viewer: visitorOf(c).employee, Now: s.Store.Now(), Candidates: true}
	return s.render(c, http.StatusOK, home.HomePage(props))
}

// urgentShown is how many of the interviews that need attention the start page names.
const urgentShown = 3

// urgent are the next interviews that need attention, each with its reason.
func (s *Server) urgent(ctx context.Context) ([]home.Step, error) {
	list, _, err := s.Store.Interviews(ctx, store.InterviewFilter{Attention: true, Page: store.Page{Limit: urgentShown}})
	if err != nil {
		return nil, err
	}
	all, err := s.shown(ctx, list)
	steps := make([]home.Step, len(all))
	for n, one := range all {
		title, text := one.Attention(ctx)
		text = strings.TrimSpace(locales.T(ctx, "home.urgent.text", "candidate", one.Candidate.Name, "reason", text))
		steps[n] = home.Step{Is: ui.Failing, Icon: "alert", Title: title, Text: text,
			Link: ui.Link{Label: locales.T(ctx, "interviews.open"), Href: paths.Interview(one.Interview.ID)}}
	}
	return steps, err
}

// askedOf are the accounts that the person is asked to connect as a host, and has not, or that wait
// for IT. The frame says of lost ones already what is to be done, but for the question about
// another account.
func (s *Server) askedOf(c echo.Context, setups map[models.Provider]models.ProviderSetup, lost []models.LostSignIn) ([]home.Step, error) {
	if !visitorOf(c).employee.HostsInterviews {
		return nil, nil
	}
	ctx := c.Request().Context()
	needed := models.NeededProviders(setups)
	if len(needed) == 0 {
		return nil, nil
	}
	states, _, err := s.myProviders(c)
	var steps []home.Step
	if slices.ContainsFunc(states, awaited) {
		err = errors.Join(err, s.Connector.Look(ctx, actor(c)))
	}
	for _, state := range states {
		said := state.Facts.Connection != models.ConnectionOtherAccount &&
			slices.ContainsFunc(lost, func(l models.LostSignIn) bool { return l.Provider == state.Provider })
		if slices.Contains(needed, state.Provider) && (state.Asks() || state.WithIT()) && !said {
			steps = append(steps, state.Step(ctx))
		}
	}
	return steps, err
}

// awaited tells whether the person has left for Cronofy lately and is not known to have come to an end.
func awaited(state personal.ProviderState) bool {
	return state.Visit.Waiting(state.Now) && state.Now.Before(state.Visit.CreatedAt.Add(lookFor))
}

// setup is how far the calendar and the people are on which every link depends.
func (s *Server) setup(ctx context.Context, setups map[models.Provider]models.ProviderSetup) (home.SetupProps, error) {
	integration, err := s.Store.Integration(ctx)
	if errors.Is(err, models.ErrNotFound) {
		return home.SetupProps{}, nil
	}
	if err != nil {
		return home.SetupProps{}, err
	}
	props := home.SetupProps{State: integration.State, Problem: integration.Problem}
	if props.Counts, err = s.Store.CountSynchronizations(ctx); err != nil {
		return props, err
	}
	for _, setup := range setups {
		props.VideoBegun = props.VideoBegun || setup.Begun()
	}
	return props, nil
}

// begun are the providers whose set-up has begun and is not done, each with the step that is next. All
// hosts are read for that, and only where there is such a set-up.
func (s *Server) begun(ctx context.Context, setups map[models.Provider]models.ProviderSetup) ([]home.BegunSetup, error) {
	needed := models.NeededProviders(setups)
	if len(needed) == 0 {
		return nil, nil
	}
	facts, hosts, err := s.Store.WizardFacts(ctx)
	if err != nil {
		return nil, err
	}
	var begun []home.BegunSetup
	for _, provider := range needed {
		steps := models.WizardSteps(provider, facts[provider])
		due := models.WizardDue(steps)
		if due.State != models.StepDone && due.State != models.StepRefused {
			begun = append(begun, home.BegunSetup{Provider: provider, Step: due.ID,
				Turn: models.NextTurn(provider, steps, facts[provider].Setup, hosts).Turn})
		}
	}
	return begun, nil
}

// nextShown is how many of a person's own interviews stand on the start page.
const nextShown = 5

// nextInterviews are the first of those to come in which somebody takes part.
func (s *Server) nextInterviews(ctx context.Context, e models.Employee) ([]interviews.Shown, error) {
	list, _, err := s.Store.Interviews(ctx, store.InterviewFilter{ParticipantID: e.ID, Scheduled: true,
		From: s.Store.Now().Add(-models.MaxDuration), Page: store.Page{Limit: 2 * nextShown}})
	if err != nil {
		return nil, err
	}
	upcoming := slices.DeleteFunc(list, func(i models.Interview) bool { return !i.Upcoming(s.Store.Now()) })
	return s.shown(ctx, upcoming[:min(len(upcoming), nextShown)])
}
