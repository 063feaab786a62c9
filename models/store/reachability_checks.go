package store

import (
	"context"
	"fmt"

	"entrevue/models"
)

type reachabilityCheck struct {
	models.ReachabilityCheck
	SecretHash []byte
	Secret     []byte
}

func (reachabilityCheck) TableName() string { return "reachability_checks" }

// ReachabilityCheck is one check by id.
func (r *Reads) ReachabilityCheck(ctx context.Context, id int64) (models.ReachabilityCheck, error) {
	var check models.ReachabilityCheck
	if err := r.read(ctx).Take(&check, id).Error; err != nil {
		return check, fmt.Errorf("reachability check %d: %w", id, translate(err))
	}
	return check, nil
}

// LatestReachability is the newest check; models.ErrNotFound before the first.
func (r *Reads) LatestReachability(ctx context.Context) (models.ReachabilityCheck, error) {
	var check models.ReachabilityCheck
	if err := r.read(ctx).Order("id desc").Take(&check).Error; err != nil {
		return check, fmt.Errorf("latest reachability check: %w", translate(err))
	}
	return check, nil
}

// ReachabilityBySecret finds the check whose callback address ends with a secret.
func (r *Reads) ReachabilityBySecret(ctx context.Context, secret string) (models.ReachabilityCheck, error) {
	var check models.ReachabilityCheck
	if err := r.read(ctx).Take(&check, "secret_hash = ?", HashToken(secret)).Error; err != nil {
		return check, fmt.Errorf("reachability check by secret: %w", translate(err))
	}
	return check, nil
}

// ReachabilitySecret is the end of the address that Cronofy is asked to reach.
func (r *Reads) ReachabilitySecret(ctx context.Context, id int64) (models.Secret, error) {
	var row reachabilityCheck
	if err := r.read(ctx).Take(&row, "id = ?", id).Error; err != nil {
		return models.Secret{}, fmt.Errorf("secret of reachability check %d: %w", id, translate(err))
	}
	return r.keys.openSecret(row.Secret, "reachability_checks", id, "secret")
}

// CreateReachability begins a check and sets its id.
func (s *Store) CreateReachability(ctx context.Context, c *models.ReachabilityCheck, secret string) error {
	row := reachabilityCheck{ReachabilityCheck: *c, SecretHash: HashToken(secret)}
	row.State, row.StartedAt = models.ReachabilityRunning, s.Now()
	if err := s.write(ctx).Create(&row).Error; err != nil {
		return fmt.Errorf("create reachability check: %w", err)
	}
	*c = row.ReachabilityCheck
	sealed := s.keys.Seal([]byte(secret), "reachability_checks", c.ID, "secret")
	err := s.write(ctx).Model(&reachabilityCheck{}).Where("id = ?", c.ID).Update("secret", sealed).Error
	if err != nil {
		return fmt.Errorf("seal reachability check %d: %w", c.ID, err)
	}
	return nil
}

// SettleReachability ends a running check; one that has ended stays as it is. It tells whether this
// call ended it.
func (s *Store) SettleReachability(ctx context.Context, id int64, state models.ReachabilityState, problem models.ReachabilityProblem) (bool, error) {
	done := s.write(ctx).Model(&reachabilityCheck{}).Where("id = ? and state = ?", id, models.ReachabilityRunning).
		Updates(map[string]any{"state": state, "problem": problem, "settled_at": s.Now()})
	if done.Error != nil {
		return false, fmt.Errorf("settle reachability check %d: %w", id, done.Error)
	}
	return done.RowsAffected == 1, nil
}
