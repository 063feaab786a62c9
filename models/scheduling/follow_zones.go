package scheduling

import (
	"context"
	"errors"
	"fmt"
	"time"

	"entrevue/models"
	"entrevue/models/jobs"
	"entrevue/models/store"
)

// zonesBack is how far before now an interview can begin whose true start is still to come: rules of
// zones change by hours.
const zonesBack = 24 * time.Hour

// FollowZones looks whether the rules of a zone have changed since interviews were planned (FAIL41). The
// wall time is what was promised: such interviews are moved to it, as a recruiter moves them.
func (s *Scheduler) FollowZones(ctx context.Context, _ jobs.FollowZones) error {
	filter := store.InterviewFilter{From: s.Store.Now().Add(-zonesBack), Scheduled: true, Page: store.Page{Limit: 200}}
	for more := true; more; more = filter.Page.After != "" {
		list, next, err := s.Store.Interviews(ctx, filter)
		if err != nil {
			return fmt.Errorf("follow zones: %w", err)
		}
		for _, i := range list {
			if start, err := i.StartByWall(); err != nil || start.Equal(i.StartsAt) {
				continue // what cannot be read was never written by us
			}
			if err := s.followZone(ctx, i.ID); err != nil {
				return fmt.Errorf("follow the zone of interview %d: %w", i.ID, err)
			}
		}
		filter.Page.After = next
	}
	return nil
}

// followZone moves one interview to its wall time, as its next version.
func (s *Scheduler) followZone(ctx context.Context, id int64) error {
	return s.Store.Tx(ctx, func(ctx context.Context, tx *store.Store) error {
		i, err := tx.Interview(ctx, id)
		if err != nil || !i.Upcoming(tx.Now()) {
			return err
		}
		was := i
		start, err := i.StartByWall()
		if err != nil || start.Equal(i.StartsAt) || !start.Add(i.Duration()).After(tx.Now()) {
			return err
		}
		i.Version, i.DriftedAt = i.Version+1, nil
		i.StartsAt, i.EndsAt = start, start.Add(i.Duration())
		change := models.ChangeOf(was, i)
		if err := errors.Join(s.relink(ctx, tx, &i, was, change), moved(ctx, tx, &i, change)); err != nil {
			return err
		}
		by := models.Actor{Kind: models.ActorSystem}
		if err := tx.Note(ctx, by, subject(i), "activity.interview.zone_changed", map[string]string{"from": instant(was.StartsAt), "to": instant(i.StartsAt)}); err != nil {
			return err
		}
		if err := s.notify(ctx, tx, by, was, i); err != nil {
			return err
		}
		return s.follow(ctx, tx, &i)
	})
}
