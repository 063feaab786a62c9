package scheduling

import (
	"context"
	"fmt"

	"entrevue/models"
	"entrevue/models/jobs"
	"entrevue/models/store"
)

// followMost bounds what one job takes up.
const followMost = 50

// FollowHost looks after the interviews of a host with whom links can be made no longer, or again: those
// that need somebody are shown at once, and links that failed meanwhile are asked for once more (FAIL20,
// FAIL48).
func (s *Scheduler) FollowHost(ctx context.Context, job jobs.FollowHost) error {
	hosting := store.Hosting{HostID: job.EmployeeID, Method: job.Provider.Method()}
	ids, err := s.Store.HostedAfter(ctx, hosting, job.After, followMost)
	if err != nil {
		return fmt.Errorf("follow host %d: %w", job.EmployeeID, err)
	}
	for _, id := range ids {
		if err := s.followHost(ctx, hosting, id); err != nil {
			return fmt.Errorf("follow host %d to interview %d: %w", job.EmployeeID, id, err)
		}
	}
	if len(ids) < followMost {
		return nil
	}
	job.After = ids[followMost-1]
	return s.Store.Tx(ctx, func(ctx context.Context, tx *store.Store) error { return s.Queue.Enqueue(ctx, tx, job) })
}

func (s *Scheduler) followHost(ctx context.Context, hosting store.Hosting, id int64) error {
	return s.Store.Tx(ctx, func(ctx context.Context, tx *store.Store) error {
		i, err := tx.Interview(ctx, id)
		if err != nil || !i.Upcoming(tx.Now()) || i.HostID != hosting.HostID || i.Method != hosting.Method {
			return err
		}
		outcome, err := s.outcome(ctx, &tx.Reads, i.HostID, i.Method)
		if err != nil {
			return err
		}
		event, err := tx.CalendarEventOf(ctx, i.ID, i.HostTurn)
		if err != nil {
			return err
		}
		failed := i.LinkState == models.LinkFailing && i.LinkCause.Passes()
		if outcome.Ready() && failed && !event.Drift.Any() { // what somebody changed there waits for a decision
			return s.askAgain(ctx, tx, i)
		}
		return s.Queue.Enqueue(ctx, tx, jobs.CheckInterview{InterviewID: i.ID, Version: i.Version})
	})
}

// askAgain asks for the link of an interview as its next version, as if a recruiter had tried again. A
// candidate who knows everything hears nothing of it: their page shows the link.
func (s *Scheduler) askAgain(ctx context.Context, tx *store.Store, i models.Interview) error {
	knows := i.InvitedVersion == i.Version
	provider, _ := i.Method.Provider()
	i.Version++
	if err := s.again(ctx, tx, &i, provider); err != nil {
		return err
	}
	if knows {
		i.InvitedVersion = i.Version
	}
	if err := tx.Note(ctx, models.System, subject(i), "activity.interview.retried", nil); err != nil {
		return err
	}
	return s.follow(ctx, tx, &i)
}
