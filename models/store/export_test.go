package store

import (
	"context"
	"database/sql"

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
	&models.TestLink{}, &models.TestLinkStep{}, &models.Comparison{}, &models.Finding{}, &models.Telling{}, &providerVisit{}, &models.ProviderAccount{},
}

// FillSortNames does what the migration of that name does.
func (s *Store) FillSortNames(ctx context.Context) error { return s.migrating(ctx, fillSortNames) }

// FillWatch does what the migration about unwatched interviews does.
func (s *Store) FillWatch(ctx context.Context) error { return s.migrating(ctx, s.fillWatch) }

func (s *Store) migrating(ctx context.Context, do func(context.Context, *sql.Tx) error) error {
	tx, err := s.Writer().BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }()
	if err := do(ctx, tx); err != nil {
		return err
	}
	return tx.Commit()
}
