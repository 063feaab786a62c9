package store

import (
	"context"
	"fmt"
	"time"

	"entrevue/models"
)

// linksMeasured bounds how many interviews are read to measure their links.
const linksMeasured = 2000

// LinkMeasures tells how the links of the newest interviews since then were made.
func (r *Reads) LinkMeasures(ctx context.Context, since time.Time) ([]models.LinkMeasure, error) {
	var list []models.Interview
	for _, state := range []models.LinkState{models.LinkReady, models.LinkFailing} {
		var some []models.Interview
		err := r.read(ctx).Select("id", "method", "link_state", "link_cause", "link_requested_at", "link_ready_at").
			Where("link_state = ? and starts_at >= ?", state, since.UTC()).Order("starts_at desc").Limit(linksMeasured).Find(&some).Error
		if err != nil {
			return nil, fmt.Errorf("measure links: %w", err)
		}
		list = append(list, some...)
	}
	return models.MeasureLinks(list), nil
}
