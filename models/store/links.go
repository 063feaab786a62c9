package store

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"time"

	"entrevue/models"
)

// Purpose is what a secret link opens.
type Purpose string

// The purposes of secret links.
const (
	InvitationLink Purpose = "invitation" // owner: employee
	ResetLink      Purpose = "reset"      // owner: employee
	CandidateLink  Purpose = "candidate"  // owner: interview
	ITLink         Purpose = "it"         // owner: provider, by its number
	// ConferencingLink is where Cronofy tells of a link; owner: calendar event.
	ConferencingLink Purpose = "conferencing"
	// TestConferencingLink is the same for a test link; owner: test link.
	TestConferencingLink Purpose = "test_conferencing"
)

// Link is a secret link without its secret.
type Link struct {
	ID        int64
	Purpose   Purpose
	OwnerID   int64
	Hash      []byte
	Sealed    []byte
	ExpiresAt time.Time
	CreatedAt time.Time
}

// NewToken is 128 random bits, written for an address.
func NewToken() string {
	bits := make([]byte, 16)
	_, _ = rand.Read(bits) // never fails
	return base64.RawURLEncoding.EncodeToString(bits)
}

// HashToken is what of a token is kept to look it up by.
func HashToken(token string) []byte {
	sum := sha256.Sum256([]byte(token))
	return sum[:]
}

// CreateLink makes a secret link and returns its token, which is kept only as a hash and sealed.
func (s *Store) CreateLink(ctx context.Context, purpose Purpose, ownerID int64, expiresAt time.Time) (string, error) {
	token := NewToken()
	link := Link{Purpose: purpose, OwnerID: ownerID, Hash: HashToken(token), ExpiresAt: expiresAt.UTC(), CreatedAt: s.Now()}
	if err := s.write(ctx).Create(&link).Error; err != nil {
		return "", fmt.Errorf("create %s link: %w", purpose, err)
	}
	sealed := s.keys.Seal([]byte(token), "links", link.ID, "sealed")
	if err := s.write(ctx).Model(&Link{}).Where("id = ?", link.ID).Update("sealed", sealed).Error; err != nil {
		return "", fmt.Errorf("seal %s link: %w", purpose, err)
	}
	return token, nil
}

// Link finds the link of a token. It answers models.ErrGone when the link has expired, and
// models.ErrNotFound for any other token.
func (r *Reads) Link(ctx context.Context, purpose Purpose, token string) (Link, error) {
	var link Link
	err := r.read(ctx).Take(&link, "hash = ? and purpose = ?", HashToken(token), purpose).Error
	if err != nil {
		return link, fmt.Errorf("%s link: %w", purpose, translate(err))
	}
	if !link.ExpiresAt.After(r.Now()) {
		return link, fmt.Errorf("%s link %d: %w", purpose, link.ID, models.ErrGone)
	}
	return link, nil
}

// LinkToken repeats the token of the newest link of an owner, for a later mail.
func (r *Reads) LinkToken(ctx context.Context, purpose Purpose, ownerID int64) (string, error) {
	token, _, err := r.LinkUntil(ctx, purpose, ownerID)
	return token, err
}

// LinkUntil is LinkToken together with the instant at which the link ends.
func (r *Reads) LinkUntil(ctx context.Context, purpose Purpose, ownerID int64) (string, time.Time, error) {
	var link Link
	err := r.read(ctx).Where("purpose = ? and owner_id = ?", purpose, ownerID).Order("id desc").Take(&link).Error
	if err != nil {
		return "", time.Time{}, fmt.Errorf("%s link of %d: %w", purpose, ownerID, translate(err))
	}
	token, err := r.keys.Open(link.Sealed, "links", link.ID, "sealed")
	return string(token), link.ExpiresAt, err
}

// ExtendLinks sets when the links of an owner end.
func (s *Store) ExtendLinks(ctx context.Context, purpose Purpose, ownerID int64, expiresAt time.Time) error {
	err := s.write(ctx).Model(&Link{}).Where("purpose = ? and owner_id = ?", purpose, ownerID).
		Update("expires_at", expiresAt.UTC()).Error
	if err != nil {
		return fmt.Errorf("extend %s links of %d: %w", purpose, ownerID, err)
	}
	return nil
}

// DeleteLinks revokes all links of an owner.
func (s *Store) DeleteLinks(ctx context.Context, purpose Purpose, ownerID int64) error {
	err := s.write(ctx).Delete(&Link{}, "purpose = ? and owner_id = ?", purpose, ownerID).Error
	if err != nil {
		return fmt.Errorf("delete %s links of %d: %w", purpose, ownerID, err)
	}
	return nil
}
