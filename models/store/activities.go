package store

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"entrevue/models"
)

type activity struct {
	ID          int64
	ActorKind   models.ActorKind
	ActorID     int64
	ActorName   string
	Key         string
	Args        string
	SubjectKind string
	SubjectID   int64
	CreatedAt   time.Time
}

func (activity) TableName() string { return "activities" }

// Subject is what an activity is about.
type Subject struct {
	Kind string
	ID   int64
}

// Note writes who did what. It belongs into the transaction of the deed.
func (s *Store) Note(ctx context.Context, by models.Actor, about Subject, key string, args map[string]string) error {
	raw, err := json.Marshal(args)
	if err != nil {
		return fmt.Errorf("note %s: %w", key, err)
	}
	row := activity{ActorKind: by.Kind, ActorID: by.ID, ActorName: by.Name, Key: key, Args: string(raw),
		SubjectKind: about.Kind, SubjectID: about.ID, CreatedAt: s.Now()}
	if err := s.write(ctx).Create(&row).Error; err != nil {
		return fmt.Errorf("note %s: %w", key, err)
	}
	return nil
}

// Activities are the newest notes about a subject, newest first; about everything for the zero
// Subject.
func (r *Reads) Activities(ctx context.Context, about Subject, limit int) ([]models.Activity, error) {
	var rows []activity
	db := r.read(ctx).Order("id desc").Limit(limit)
	if about.Kind != "" {
		db = db.Where("subject_kind = ? and subject_id = ?", about.Kind, about.ID)
	}
	if err := db.Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("activities: %w", err)
	}
	return noted(rows)
}

// ActivityLog is everything that was noted, newest first. next is the cursor of the older part.
func (r *Reads) ActivityLog(ctx context.Context, page Page) (list []models.Activity, next string, err error) {
	db := r.read(ctx).Order("id desc").Limit(page.limit() + 1)
	if page.After != "" {
		c, err := decode(page.After)
		if err != nil {
			return nil, "", err
		}
		db = db.Where("id < ?", c.ID)
	}
	var rows []activity
	if err = db.Find(&rows).Error; err != nil {
		return nil, "", fmt.Errorf("activity log: %w", err)
	}
	rows, next = cut(rows, page, func(a activity) cursor { return cursor{ID: a.ID} })
	list, err = noted(rows)
	return list, next, err
}

func noted(rows []activity) ([]models.Activity, error) {
	list := make([]models.Activity, len(rows))
	for i, row := range rows {
		list[i] = models.Activity{ID: row.ID, ActorKind: row.ActorKind, ActorID: row.ActorID, ActorName: row.ActorName,
			Key: row.Key, SubjectKind: row.SubjectKind, SubjectID: row.SubjectID, At: row.CreatedAt}
		if err := json.Unmarshal([]byte(row.Args), &list[i].Args); err != nil {
			return nil, fmt.Errorf("activity %d: %w", row.ID, err)
		}
	}
	return list, nil
}
