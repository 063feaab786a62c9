package store

import "entrevue/models"

// Rows are one value for every table that GORM writes, for comparing fields with columns.
var Rows = []any{
	&models.Installation{}, &models.Employee{}, &models.SignIn{}, &session{}, &Link{}, &submission{},
	&activity{}, &mail{}, &models.Position{}, &models.Candidate{}, &models.Interview{}, &models.CalendarEvent{},
	&models.Integration{}, &account{}, &synchronization{}, &models.EmployeeCalendar{}, &models.Profile{},
	&models.ConferencingFailure{}, &authorizationRequest{}, &reachabilityCheck{}, &channel{}, &callback{},
	&models.PersonalAuthorization{}, &models.ProviderSetup{},
}
