package store

import (
	"context"
	"fmt"
	"time"

	"gorm.io/gorm"

	"entrevue/models"
)

// HostedAhead are the interviews to come that an employee hosts, by method.
func (r *Reads) HostedAhead(ctx context.Context, employeeID int64) (map[models.Method]models.HostedAhead, error) {
	var rows []struct {
		Method    models.Method
		LinkState models.LinkState
		LinkCause models.Cause
		StartsAt  time.Time
	}
	err := r.read(ctx).Model(&models.Interview{}).Select("method, link_state, link_cause, starts_at").
		Where("host_id = ? and state = ? and ends_at > ?", employeeID, models.InterviewScheduled, r.Now()).
		Order("starts_at").Find(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("interviews hosted by employee %d: %w", employeeID, err)
	}
	ahead := map[models.Method]models.HostedAhead{}
	for _, row := range rows {
		a := ahead[row.Method]
		a.Interviews++
		if row.LinkState != models.LinkReady {
			a.Linkless++
		}
		if row.LinkState == models.LinkFailing && row.LinkCause == models.CauseNoLinkInTime {
			a.Late++
		}
		if a.First == nil {
			first := row.StartsAt
			a.First = &first
		}
		ahead[row.Method] = a
	}
	return ahead, nil
}

// Hosting says whose interviews to come are meant: those that an employee hosts with one method.
type Hosting struct {
	HostID int64
	Method models.Method
}

func (h Hosting) narrow(db *gorm.DB, now time.Time) *gorm.DB {
	return db.Where("host_id = ? and method = ? and state = ? and ends_at > ?", h.HostID, h.Method, models.InterviewScheduled, now)
}

// FirstHosted are the first of the interviews that somebody hosts, by start, without participants.
func (r *Reads) FirstHosted(ctx context.Context, h Hosting, limit int) ([]models.Hosted, error) {
	var list []models.Interview
	if err := h.narrow(r.read(ctx), r.Now()).Order("starts_at, id").Limit(limit).Find(&list).Error; err != nil {
		return nil, fmt.Errorf("interviews hosted by employee %d: %w", h.HostID, err)
	}
	ids := make([]int64, len(list))
	for n, i := range list {
		ids[n] = i.ID
	}
	names, err := r.CandidatesOfInterviews(ctx, ids)
	hosted := make([]models.Hosted, len(list))
	for n, i := range list {
		hosted[n] = models.Hosted{Interview: i, CandidateName: names[i.ID]}
	}
	return hosted, err
}

// HostedAfter are the ids of the interviews that somebody hosts, those above one, in their order.
func (r *Reads) HostedAfter(ctx context.Context, h Hosting, after int64, limit int) ([]int64, error) {
	var ids []int64
	err := h.narrow(r.read(ctx).Model(&models.Interview{}), r.Now()).Where("id > ?", after).Order("id").Limit(limit).Pluck("id", &ids).Error
	if err != nil {
		return nil, fmt.Errorf("interviews hosted by employee %d: %w", h.HostID, err)
	}
	return ids, nil
}
