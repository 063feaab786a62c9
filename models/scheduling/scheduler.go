package scheduling

import (
	"context"
	"fmt"
	"log/slog"

	"entrevue/models"
	"entrevue/models/cronofy"
	"entrevue/models/jobs"
	"entrevue/models/store"
)

// Tokens gives access to an employee's calendar account. rejected is a token that Cronofy has just
// refused, empty at first. It answers models.ErrReconnect when the grant has ended.
type Tokens interface {
	Token(ctx context.Context, employeeID int64, rejected models.Secret) (models.Secret, error)
}

// Synchronizer is told of people who take part in interviews, in the transaction that makes them.
type Synchronizer interface {
	WantSynchronized(ctx context.Context, tx *store.Store, employeeIDs []int64) error
}

// Scheduler plans, changes and cancels interviews. cmd/app fills it and binds its jobs.
type Scheduler struct {
	Log          *slog.Logger
	Store        *store.Store
	Queue        *jobs.Queue
	Cronofy      *cronofy.Client
	Tokens       Tokens
	Synchronizer Synchronizer
	Printer      Printer
	// JoinHosts are the addresses that may be links of each provider.
	JoinHosts models.JoinHosts
	// Hook is the address that Cronofy calls about a link, by the secret in it.
	Hook func(secret string) string
	// MailHost stands behind the @ of Message-IDs.
	MailHost string
}

func subject(i models.Interview) store.Subject {
	return store.Subject{Kind: models.SubjectInterview, ID: i.ID}
}

// about gathers what wording an interview needs.
func about(ctx context.Context, r *store.Reads, i models.Interview) (models.FullInterview, error) {
	full := models.FullInterview{Interview: i, Now: r.Now()}
	var err error
	if full.Installation, err = r.Installation(ctx); err != nil {
		return full, err
	}
	if full.Candidate, err = r.Candidate(ctx, i.CandidateID); err != nil {
		return full, err
	}
	if full.Position, err = r.Position(ctx, full.Candidate.PositionID); err != nil {
		return full, err
	}
	if full.Participants, err = r.EmployeesByID(ctx, i.ParticipantIDs); err != nil {
		return full, err
	}
	for _, employee := range full.Participants {
		if employee.ID == i.OrganizerID {
			full.Organizer = employee
		}
		if employee.ID == i.HostID {
			full.Host = employee
		}
	}
	full.UID = fmt.Sprintf("interview-%d@%s", i.ID, full.Installation.Key)
	full.Token, err = r.LinkToken(ctx, store.CandidateLink, i.ID)
	return full, err
}
