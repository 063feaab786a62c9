package handlers

import (
	"errors"
	"net/http"
	"net/url"
	"slices"

	"github.com/labstack/echo/v4"

	"entrevue/locales"
	"entrevue/models"
	"entrevue/models/staffing"
	"entrevue/models/store"
	"entrevue/views/layout"
	"entrevue/views/paths"
	"entrevue/views/settings"
	"entrevue/views/ui"
)

func (s *Server) listEmployees(c echo.Context) error {
	ctx := c.Request().Context()
	filter := store.EmployeeFilter{Query: c.QueryParam("q"), Role: models.Role(c.QueryParam("role")),
		Deactivated: c.QueryParam("left") != "", Page: store.Page{After: c.QueryParam("after")}}
	list, next, err := s.Store.Employees(ctx, filter)
	if err != nil {
		return err
	}
	props := settings.EmployeesPageProps{FrameProps: s.frame(c, layout.Settings, locales.T(ctx, "employees.title")),
		Employees: list, Query: filter.Query, Role: string(filter.Role), Left: filter.Deactivated,
		Narrowed: filter.Query != "" || filter.Role != ""}
	if next != "" {
		props.Next = paths.With(paths.Employees(), map[string][]string{"q": {filter.Query}, "role": {string(filter.Role)},
			"left": {c.QueryParam("left")}, "after": {next}})
	}
	return s.render(c, http.StatusOK, settings.EmployeesPage(props))
}

type employeeForm struct {
	Name      string          `form:"name"`
	Email     string          `form:"email"`
	Title     string          `form:"title"`
	Phone     string          `form:"phone"`
	Role      models.Role     `form:"role"`
	Language  models.Language `form:"language"`
	TimeZone  string          `form:"time_zone"`
	Hosts     string          `form:"hosts"`
	Shared    string          `form:"shared"`
	RequestID string          `form:"request_id"`
	Version   string          `form:"version"`
	ReturnTo  string          `form:"return_to"`
}

func (f employeeForm) entry() staffing.Entry {
	return staffing.Entry{Name: f.Name, Email: f.Email, Title: f.Title, Phone: f.Phone, Role: f.Role, Language: f.Language,
		TimeZone: f.TimeZone, HostsInterviews: f.Hosts != "", SharedMailbox: f.Shared != ""}
}

func (f employeeForm) entries() settings.EmployeeEntries {
	return settings.EmployeeEntries{Name: f.Name, Email: f.Email, Title: f.Title, Phone: f.Phone, Role: string(f.Role),
		Language: string(f.Language), TimeZone: f.TimeZone, Hosts: f.Hosts != "", Shared: f.Shared != ""}
}

// formOf is the form as it is filled for a person.
func formOf(e models.Employee) employeeForm {
	return employeeForm{Name: e.Name, Email: e.Email, Title: e.Title, Phone: e.Phone, Role: e.Role, Language: e.Language,
		TimeZone: e.TimeZone, Hosts: ticked(e.HostsInterviews), Shared: ticked(e.SharedMailbox), Version: e.Fingerprint()}
}

func ticked(yes bool) string {
	if yes {
		return "yes"
	}
	return ""
}

func (s *Server) newEmployee(c echo.Context) error {
	installation, err := s.Store.Installation(c.Request().Context())
	if err != nil {
		return err
	}
	role := models.RoleRecruiter
	form := employeeForm{Role: role, Language: installation.Language, TimeZone: installation.TimeZone, Hosts: ticked(role.Hosts())}
	if kept := (employeeForm{}); s.restore(c, &kept) {
		form = kept
	}
	form.RequestID = newRequestID(c)
	return s.showEmployeeForm(c, http.StatusOK, settings.EmployeePageProps{}, form)
}

// showEmployeeForm fills the page with the entries; props say what else stands on it.
func (s *Server) showEmployeeForm(c echo.Context, status int, props settings.EmployeePageProps, form employeeForm) error {
	title := props.Employee.Name
	if title == "" {
		title = locales.T(c.Request().Context(), "employees.new.title")
	}
	var err error
	if props.Trouble, err = s.calendarTrouble(c, props.Employee); err != nil {
		return err
	}
	props.FrameProps, props.ReturnTo = s.frame(c, layout.Settings, title), origin(form.ReturnTo)
	props.Entries, props.RequestID, props.Version = form.entries(), form.RequestID, form.Version
	return s.render(c, status, settings.EmployeePage(props))
}

func (s *Server) createEmployee(c echo.Context) error {
	var form employeeForm
	if err := bind(c, &form); err != nil {
		return err
	}
	ctx := c.Request().Context()
	_, err := s.Registrar.Register(ctx, actor(c), form.RequestID, form.entry())
	if problems, invalid := worded(ctx, err); invalid {
		return s.showEmployeeForm(c, http.StatusUnprocessableEntity, settings.EmployeePageProps{Errors: problems}, form)
	}
	if err != nil {
		return err
	}
	s.tell(c, ui.Ready, "employees.added", "name", form.Name)
	return s.redirect(c, paths.Employees())
}

// origin is the page a person was opened from: one of those that send somebody there, else the list.
func origin(address string) string {
	parsed, err := url.Parse(address)
	if err != nil || !local(address) {
		return paths.Employees()
	}
	from := []string{paths.CalendarIntegration(), paths.Readiness()}
	for _, provider := range models.Providers() {
		for _, id := range models.WizardStepIDs() {
			from = append(from, paths.WizardStep(provider.Slug(), string(id)))
		}
	}
	if !slices.Contains(from, parsed.EscapedPath()) {
		return paths.Employees()
	}
	return address
}

// calendarTrouble is what keeps an employee who works here from hosting.
func (s *Server) calendarTrouble(c echo.Context, e models.Employee) (settings.CalendarTrouble, error) {
	ctx := c.Request().Context()
	if e.ID == 0 || !e.Active() {
		return settings.CalendarTrouble{}, nil
	}
	y, err := s.Store.Synchronization(ctx, e.ID)
	if errors.Is(err, models.ErrNotFound) {
		return settings.CalendarTrouble{}, nil
	}
	if err != nil {
		return settings.CalendarTrouble{}, err
	}
	integration, err := s.Store.Integration(ctx)
	if errors.Is(err, models.ErrNotFound) {
		err = nil
	}
	return settings.CalendarTrouble{Employee: e, Sync: y, Domain: integration.Domain}, err
}

// employee is the person an address is about.
func (s *Server) employee(c echo.Context) (models.Employee, error) {
	number, err := id(c, "id")
	if err != nil {
		return models.Employee{}, err
	}
	return s.Store.Employee(c.Request().Context(), number)
}

func (s *Server) editEmployee(c echo.Context) error {
	employee, err := s.employee(c)
	if err != nil {
		return err
	}
	form := formOf(employee)
	form.ReturnTo = c.QueryParam("return_to")
	if kept := (employeeForm{}); s.restore(c, &kept) {
		form = kept
	}
	form.RequestID = newRequestID(c)
	return s.showEmployeeForm(c, http.StatusOK, settings.EmployeePageProps{Employee: employee}, form)
}

func (s *Server) updateEmployee(c echo.Context) error {
	employee, err := s.employee(c)
	if err != nil {
		return err
	}
	var form employeeForm
	if err := bind(c, &form); err != nil {
		return err
	}
	ctx := c.Request().Context()
	err = s.Registrar.Update(ctx, actor(c), employee.ID, form.Version, form.entry())
	if problems, invalid := worded(ctx, err); invalid {
		return s.showEmployeeForm(c, http.StatusUnprocessableEntity,
			settings.EmployeePageProps{Employee: employee, Errors: problems}, form)
	}
	var conflict *models.Conflict
	if errors.As(err, &conflict) {
		current, _ := conflict.Current.(models.Employee)
		form.Version = current.Fingerprint()
		return s.showEmployeeForm(c, http.StatusConflict, settings.EmployeePageProps{Employee: current, Changed: true}, form)
	}
	if err != nil {
		return err
	}
	if entry := form.entry(); employee.SharedMailbox && entry.SharedMailbox && entry.Email != employee.Email {
		s.tell(c, ui.Pending, "employees.saved_shared", "name", form.Name)
	} else {
		s.tell(c, ui.Ready, "employees.saved", "name", form.Name)
	}
	return s.redirect(c, origin(form.ReturnTo))
}
