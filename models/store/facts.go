package store

import (
	"context"
	"errors"
	"time"

	"entrevue/models"
)

// Facts is everything the availability table asks about these employees as hosts, for each
// provider. It takes the same number of queries for one and for a thousand. Unknown ids are left
// out: the zero Facts of a map say that no host is chosen.
func (r *Reads) Facts(ctx context.Context, employeeIDs []int64) (map[int64]map[models.Provider]models.Facts, error) {
	employees, err := r.EmployeesByID(ctx, employeeIDs)
	if err != nil {
		return nil, err
	}
	return r.factsOf(ctx, employees)
}

func (r *Reads) factsOf(ctx context.Context, employees []models.Employee) (map[int64]map[models.Provider]models.Facts, error) {
	known, err := r.known(ctx, employees)
	if err != nil {
		return nil, err
	}
	facts := make(map[int64]map[models.Provider]models.Facts, len(known.employees))
	for _, employee := range known.employees {
		facts[employee.ID] = known.of(employee)
	}
	return facts, nil
}

// knowledge is what the tables say about some employees.
type knowledge struct {
	employees        []models.Employee
	integration      models.Integration
	synchronizations map[int64]models.Synchronization
	calendars        map[int64]models.EmployeeCalendar
	profiles         map[int64][]models.Profile
	visits           map[int64]map[models.Provider]models.PersonalAuthorization
	failures         map[int64][]models.ConferencingFailure
	setups           map[models.Provider]models.ProviderSetup
	now              time.Time
}

func (r *Reads) known(ctx context.Context, employees []models.Employee) (k knowledge, err error) {
	k.now, k.employees = r.Now(), employees
	ids := make([]int64, len(employees))
	for i, employee := range employees {
		ids[i] = employee.ID
	}
	if k.integration, err = r.Integration(ctx); err != nil && !errors.Is(err, models.ErrNotFound) {
		return k, err
	}
	if k.synchronizations, err = r.Synchronizations(ctx, ids); err != nil {
		return k, err
	}
	if k.calendars, err = r.EmployeeCalendars(ctx, ids); err != nil {
		return k, err
	}
	if k.profiles, err = r.Profiles(ctx, ids); err != nil {
		return k, err
	}
	if k.visits, err = r.LatestPersonal(ctx, ids); err != nil {
		return k, err
	}
	if k.setups, err = r.ProviderSetups(ctx); err != nil {
		return k, err
	}
	k.failures, err = r.ConferencingFailures(ctx, ids)
	return k, err
}

func (k knowledge) of(employee models.Employee) map[models.Provider]models.Facts {
	calendar := k.calendars[employee.ID]
	common := models.Facts{HostChosen: true, Integration: k.integration.Fact(), Host: k.host(employee),
		Calendar: calendar.Kind, Integrated: calendar.Integrated, SharedMailbox: employee.SharedMailbox}
	facts := make(map[models.Provider]models.Facts, len(models.Providers()))
	for _, provider := range models.Providers() {
		f := common
		f.IntegratedFail = k.failure(employee.ID, provider, "")
		f.SwitchedOff, f.ITStep = k.setups[provider].SwitchedOff, k.setups[provider].ITStep()
		f.Connection = models.PersonalConnection(provider, k.profiles[employee.ID], k.visits[employee.ID][provider], k.now)
		if profile, ok := models.ProfileToUse(k.profiles[employee.ID], provider); ok {
			f.ConnectionFail = k.failure(employee.ID, provider, profile.ProfileID)
		}
		facts[provider] = f
	}
	return facts
}

// host is the first thing that row 3 tells of an employee.
func (k knowledge) host(employee models.Employee) models.HostState {
	var states []models.HostState
	if !employee.Active() {
		states = append(states, models.HostDeactivated)
	}
	y, asked := k.synchronizations[employee.ID]
	calendar, read := k.calendars[employee.ID]
	if y.State != models.SyncSynchronized && k.integration.Outside(employee.Email) {
		states = append(states, models.HostOutsideDomain)
	}
	switch {
	case !asked:
		states = append(states, models.HostNotSynchronized)
	case y.State != models.SyncSynchronized:
		states = append(states, y.HostStates()...)
	case !read:
		states = append(states, models.HostNotRead)
	case !calendar.Connected:
		states = append(states, models.HostCalendarDisconnected)
	case !calendar.Writable:
		states = append(states, models.HostCalendarReadOnly)
	}
	return models.FirstHostState(states...)
}

func (k knowledge) failure(employeeID int64, provider models.Provider, profileID string) models.Cause {
	for _, f := range k.failures[employeeID] {
		if f.Provider == provider && f.ProfileID == profileID {
			return f.Cause
		}
	}
	return models.CauseNone
}
