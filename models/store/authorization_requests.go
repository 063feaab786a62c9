package store

import (
	"context"
	"fmt"

	"entrevue/models"
)

type authorizationRequest struct {
	models.AuthorizationRequest
	Code []byte
}

func (authorizationRequest) TableName() string { return "authorization_requests" }

// AuthorizationByState finds the visit to Cronofy that a browser comes back from.
func (r *Reads) AuthorizationByState(ctx context.Context, state string) (models.AuthorizationRequest, error) {
	return r.authorization(ctx, "state_hash = ?", HashToken(state))
}

// Authorization is one visit to Cronofy by id.
func (r *Reads) Authorization(ctx context.Context, id int64) (models.AuthorizationRequest, error) {
	return r.authorization(ctx, "id = ?", id)
}

func (r *Reads) authorization(ctx context.Context, where string, value any) (models.AuthorizationRequest, error) {
	var row models.AuthorizationRequest
	if err := r.read(ctx).Take(&row, where, value).Error; err != nil {
		return row, fmt.Errorf("authorization request: %w", translate(err))
	}
	return row, nil
}

// LatestAuthorization is the newest visit to Cronofy for an integration.
func (r *Reads) LatestAuthorization(ctx context.Context, integrationID int64) (models.AuthorizationRequest, error) {
	var row models.AuthorizationRequest
	err := r.read(ctx).Where("integration_id = ?", integrationID).Order("id desc").Take(&row).Error
	if err != nil {
		return row, fmt.Errorf("latest authorization request: %w", translate(err))
	}
	return row, nil
}

// AuthorizationCode is the code that a return carried.
func (r *Reads) AuthorizationCode(ctx context.Context, id int64) (models.Secret, error) {
	var row authorizationRequest
	if err := r.read(ctx).Take(&row, "id = ?", id).Error; err != nil {
		return models.Secret{}, fmt.Errorf("code of authorization %d: %w", id, translate(err))
	}
	return r.keys.openSecret(row.Code, "authorization_requests", id, "code")
}

// CreateAuthorization inserts a and sets its id. state is kept as a hash only.
func (s *Store) CreateAuthorization(ctx context.Context, a *models.AuthorizationRequest, state string) error {
	a.StateHash, a.Outcome, a.CreatedAt = HashToken(state), models.AuthorizationOpen, s.Now()
	a.ExpiresAt = a.CreatedAt.Add(models.AuthorizationFor)
	if err := s.write(ctx).Create(a).Error; err != nil {
		return fmt.Errorf("create authorization request: %w", err)
	}
	return nil
}

// ConsumeAuthorization uses an open request up and keeps what its return carried. It answers
// models.ErrGone when another return was first.
func (s *Store) ConsumeAuthorization(ctx context.Context, a models.AuthorizationRequest, code models.Secret) error {
	done := s.write(ctx).Model(&authorizationRequest{}).Where("id = ? and consumed_at is null", a.ID).
		Updates(map[string]any{"consumed_at": s.Now(), "outcome": a.Outcome, "error": a.Error,
			"code": s.keys.sealSecret(code, "authorization_requests", a.ID, "code")})
	if done.Error != nil {
		return fmt.Errorf("consume authorization %d: %w", a.ID, done.Error)
	}
	if done.RowsAffected == 0 {
		return fmt.Errorf("consume authorization %d: %w", a.ID, models.ErrGone)
	}
	return nil
}

// SettleAuthorization notes how the exchange ended and forgets the code.
func (s *Store) SettleAuthorization(ctx context.Context, id int64, outcome models.AuthorizationOutcome) error {
	err := s.write(ctx).Model(&authorizationRequest{}).Where("id = ?", id).
		Updates(map[string]any{"outcome": outcome, "code": nil}).Error
	if err != nil {
		return fmt.Errorf("settle authorization %d: %w", id, err)
	}
	return nil
}

// AnswerAuthorization keeps what the person says they saw at Cronofy.
func (s *Store) AnswerAuthorization(ctx context.Context, id int64, seen models.Seen) error {
	err := s.write(ctx).Model(&authorizationRequest{}).Where("id = ?", id).Update("seen", seen).Error
	if err != nil {
		return fmt.Errorf("answer authorization %d: %w", id, err)
	}
	return nil
}
