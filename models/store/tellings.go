package store

import (
	"context"
	"fmt"

	"entrevue/models"
)

// Tellings are what the candidate of an interview was told about it, newest first.
func (r *Reads) Tellings(ctx context.Context, interviewID int64) ([]models.Telling, error) {
	var list []models.Telling
	if err := r.read(ctx).Where("interview_id = ?", interviewID).Order("id desc").Find(&list).Error; err != nil {
		return nil, fmt.Errorf("tellings of interview %d: %w", interviewID, err)
	}
	return list, nil
}

// CreateTelling remembers what a candidate is told.
func (s *Store) CreateTelling(ctx context.Context, t models.Telling) error {
	if err := s.write(ctx).Create(&t).Error; err != nil {
		return fmt.Errorf("create telling of interview %d: %w", t.InterviewID, err)
	}
	return nil
}

// News is what about an interview is another than its candidate was told, and who hosted it before. since
// bounds how many tellings count, the newest first; 0 is all.
func (r *Reads) News(ctx context.Context, i models.Interview, since int) (news models.News, formerHost models.Employee, err error) {
	told, err := r.Tellings(ctx, i.ID)
	if err != nil {
		return news, formerHost, err
	}
	if since > 0 {
		told = told[:min(since, len(told))]
	}
	if news = models.NewsOf(i, told); news.Host != nil {
		formerHost, err = r.Employee(ctx, news.Host.HostID)
	}
	return news, formerHost, err
}
