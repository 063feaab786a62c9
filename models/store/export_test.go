package store

import (
	"context"

	"entrevue/models"
)

// Rows are one value for every table that GORM writes, for comparing fields with columns.
var Rows = []any{
	&models.Installation{}, &models.Employee{}, &models.SignIn{}, &session{}, &Link{}, &submission{},
	&activity{}, &mail{}, &models.Position{}, &models.Candidate{}, &models.Interview{}, &models.CalendarEvent{},
	&models.Integration{}, &account{}, &synchronization{}, &models.EmployeeCalendar{}, &models.Profile{},
	&models.ConferencingFailure{}, &authorizationRequest{}, &reachabilityCheck{}, &channel{}, &callback{},
	&models.PersonalAuthorization{}, &models.ProviderSetup{},
	&models.Instruction{}, &models.Campaign{}, &campaignIntroduction{},
	&models.TestLink{}, &models.TestLinkStep{}, &models.Comparison{}, &models.Finding{}, &models.Telling{},
}

// FillSortNames does what the migration of that name does.
func (s *Store) FillSortNames(ctx context.Context) error {
	tx, err := s.Writer().BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }()
	if err := fillSortNames(ctx, tx); err != nil {
		return err
	}
	return tx.Commit()
}
