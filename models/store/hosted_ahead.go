package store

import (
	"context"
	"fmt"
	"time"

	"entrevue/models"
)

// HostedAhead are the interviews to come that an employee hosts, by method.
func (r *Reads) HostedAhead(ctx context.Context, employeeID int64) (map[models.Method]models.HostedAhead, error) {
	var rows []struct {
		Method    models.Method
		LinkState models.LinkState
		StartsAt  time.Time
	}
	err := r.read(ctx).Model(&models.Interview{}).Select("method, link_state, starts_at").
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
		if a.First == nil {
			first := row.StartsAt
			a.First = &first
		}
		ahead[row.Method] = a
	}
	return ahead, nil
}
