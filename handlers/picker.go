package handlers

import (
	"context"
	"errors"
	"strings"

	"github.com/labstack/echo/v4"

	"entrevue/locales"
	"entrevue/models"
	"entrevue/models/staffing"
	"entrevue/models/store"
	"entrevue/views/interviews"
	"entrevue/views/ui"
)

// pickerForm are the buttons inside of the method picker. They save nothing of the form around them.
type pickerForm struct {
	Remind    string     `form:"remind"`
	TryAgain  string     `form:"try_again"`
	Choose    string     `form:"choose"`
	UseHost   hostChoice `form:"use_host"`
	UseMethod string     `form:"use_method"`
}

// hostChoice is somebody who is to host, and the provider for which they were offered: "7 zoom".
type hostChoice struct {
	ID       numeral
	Provider models.Provider
}

// UnmarshalParam reads the value of the button; what cannot be read chooses nobody.
func (h *hostChoice) UnmarshalParam(text string) error {
	id, provider, _ := strings.Cut(text, " ")
	h.Provider, _ = models.ParseProvider(provider)
	return h.ID.UnmarshalParam(id)
}

// method is the one that a button has chosen, else the one that was.
func (f pickerForm) method(chosen string) string {
	if method, known := models.ParseMethod(f.UseMethod); known {
		return string(method)
	}
	return chosen
}

// pressed does what the buttons are for about a host, and returns what is to be told.
func (s *Server) pressed(c echo.Context, form pickerForm, hostID int64) (told ui.StateProps, err error) {
	ctx := c.Request().Context()
	if provider, known := models.ParseProvider(form.TryAgain); known {
		err = s.Connector.TryAgain(ctx, actor(c), hostID, provider)
		if errors.Is(err, models.ErrNotFound) { // no host is chosen any more: the picker says so
			return told, nil
		}
		return ui.StateProps{Is: ui.Ready, Word: locales.T(ctx, "interviews.picker.tried_again", "provider", provider.Name())}, err
	}
	if method, known := models.ParseMethod(form.UseMethod); known {
		return ui.StateProps{Is: ui.Ready, Word: locales.T(ctx, "interviews.picker.method_used", "method", locales.T(ctx, method.LabelKey()))}, nil
	}
	provider, known := models.ParseProvider(form.Remind)
	if !known {
		return told, nil
	}
	to, err := s.Registrar.Remind(ctx, actor(c), staffing.Wish{HostID: hostID, Provider: provider, Planned: true})
	if errors.Is(err, models.ErrNotFound) {
		return told, nil
	}
	is, key := reminded(err)
	if key == "" {
		return told, err
	}
	return ui.StateProps{Is: is, Word: remindedText(ctx, key, to.Name, provider.Name())}, nil
}

// remindedText words what reminded has found.
func remindedText(ctx context.Context, key, name, provider string) string {
	switch key {
	case "reminders.sent":
		return locales.T(ctx, "reminders.sent", "name", name, "provider", provider)
	case "reminders.limited":
		return locales.T(ctx, "reminders.limited", "name", name)
	default:
		return locales.T(ctx, "reminders.gone")
	}
}

// administratorsNamed is how many administrators are named where it is their turn.
const administratorsNamed = 3

// planning is what a picker is asked for: an interview with a candidate, its host and its time, if it
// is known, and the people who could host it instead.
type planning struct {
	candidate models.Candidate
	host      models.Employee
	people    []models.Employee
	period    *models.Period
	except    int64 // the interview that is changed
	action    string
}

// picker gathers what decides the methods for a host.
func (s *Server) picker(c echo.Context, p planning) (interviews.PickerProps, error) {
	ctx := c.Request().Context()
	props := interviews.PickerProps{Action: p.action, Host: p.host, Viewer: visitorOf(c).employee, Candidate: p.candidate,
		Swapped: isFragment(c.Request()), Use: map[models.Provider]models.ProviderUse{}, Others: map[models.Provider][]models.Employee{}, Now: s.Store.Now()}
	if err := s.addHosts(ctx, &props, p); err != nil {
		return props, err
	}
	var err error
	if props.Administrators, err = s.administrators(ctx); err != nil {
		return props, err
	}
	ids := []int64{p.host.ID}
	for _, administrator := range props.Administrators {
		ids = append(ids, administrator.ID)
	}
	if props.Reminders, err = s.Store.Reminders(ctx, ids); err != nil || p.period == nil {
		return props, err
	}
	return props, s.addBusy(ctx, &props, p)
}

// addBusy reads who hosts something else at the time of the interview, and what the host does (FAIL28).
func (s *Server) addBusy(ctx context.Context, props *interviews.PickerProps, p planning) (err error) {
	ids := []int64{p.host.ID}
	for _, person := range p.people {
		ids = append(ids, person.ID)
		if person.HostsInterviews {
			props.Hosts = append(props.Hosts, person)
		}
	}
	if props.Busy, err = s.Store.BusyHosts(ctx, unique(ids), *p.period, p.except); err != nil {
		return err
	}
	other, busy := props.Busy[p.host.ID]
	if !busy {
		return nil
	}
	names, err := s.Store.CandidatesOfInterviews(ctx, []int64{other.ID})
	props.BusyWith = names[other.ID]
	return err
}

// administrators are some of those whose turn it is where an administrator's is.
func (s *Server) administrators(ctx context.Context) ([]models.Employee, error) {
	people, _, err := s.Store.Employees(ctx, store.EmployeeFilter{Role: models.RoleAdministrator, Page: store.Page{Limit: administratorsNamed}})
	return people, err
}

// addHosts reads what the host can use, what others can, and which providers are in use at all.
func (s *Server) addHosts(ctx context.Context, props *interviews.PickerProps, p planning) error {
	ids := []int64{p.host.ID}
	for _, person := range p.people {
		if person.HostsInterviews {
			ids = append(ids, person.ID)
		}
	}
	facts, err := s.Store.Facts(ctx, unique(ids))
	if err != nil {
		return err
	}
	props.Facts = facts[p.host.ID]
	for _, person := range p.people {
		for provider, known := range facts[person.ID] {
			if !models.Availability(provider, known).Ready() {
				continue
			}
			props.Use[provider] = models.ProviderUse{HostReady: true}
			if person.ID != p.host.ID {
				props.Others[provider] = append(props.Others[provider], person)
			}
		}
	}
	setups, err := s.Store.ProviderSetups(ctx)
	for provider, setup := range setups {
		use := props.Use[provider]
		use.Begun = setup.Begun()
		props.Use[provider] = use
	}
	return err
}
