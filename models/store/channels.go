package store

import (
	"context"
	"fmt"

	"entrevue/models"
)

type channel struct {
	models.Channel
	SecretHash  []byte
	CallbackURL []byte
}

func (channel) TableName() string { return "channels" }

// Channel is the open push channel of an employee; models.ErrNotFound when there is none.
func (r *Reads) Channel(ctx context.Context, employeeID int64) (models.Channel, error) {
	var c models.Channel
	if err := r.read(ctx).Take(&c, "employee_id = ? and closed_at is null", employeeID).Error; err != nil {
		return c, fmt.Errorf("channel of employee %d: %w", employeeID, translate(err))
	}
	return c, nil
}

// ChannelBySecret finds the channel, open or closed, whose address ends with a secret.
func (r *Reads) ChannelBySecret(ctx context.Context, secret string) (models.Channel, error) {
	var c models.Channel
	if err := r.read(ctx).Take(&c, "secret_hash = ?", HashToken(secret)).Error; err != nil {
		return c, fmt.Errorf("channel by secret: %w", translate(err))
	}
	return c, nil
}

// ChannelURL is the address Cronofy pushes to.
func (r *Reads) ChannelURL(ctx context.Context, id int64) (models.Secret, error) {
	var row channel
	if err := r.read(ctx).Take(&row, "id = ?", id).Error; err != nil {
		return models.Secret{}, fmt.Errorf("address of channel %d: %w", id, translate(err))
	}
	return r.keys.openSecret(row.CallbackURL, "channels", id, "callback_url")
}

// CreateChannel inserts c and sets its id. Cronofy's own id follows with OpenChannel.
func (s *Store) CreateChannel(ctx context.Context, c *models.Channel, secret, address string) error {
	row := channel{Channel: *c, SecretHash: HashToken(secret)}
	row.CreatedAt = s.Now()
	if err := s.write(ctx).Create(&row).Error; err != nil {
		return fmt.Errorf("create channel of employee %d: %w", c.EmployeeID, err)
	}
	*c = row.Channel
	sealed := s.keys.Seal([]byte(address), "channels", c.ID, "callback_url")
	err := s.write(ctx).Model(&channel{}).Where("id = ?", c.ID).Update("callback_url", sealed).Error
	if err != nil {
		return fmt.Errorf("seal channel %d: %w", c.ID, err)
	}
	return nil
}

// OpenChannel notes the id that Cronofy gave a channel.
func (s *Store) OpenChannel(ctx context.Context, id int64, channelID string) error {
	err := s.write(ctx).Model(&channel{}).Where("id = ?", id).Update("channel_id", channelID).Error
	if err != nil {
		return fmt.Errorf("open channel %d: %w", id, err)
	}
	return nil
}

// CloseChannels ends the channels of an employee; late pushes to them are recognized and ignored.
func (s *Store) CloseChannels(ctx context.Context, employeeID int64) error {
	err := s.write(ctx).Model(&channel{}).Where("employee_id = ? and closed_at is null", employeeID).
		Updates(map[string]any{"closed_at": s.Now(), "callback_url": nil}).Error
	if err != nil {
		return fmt.Errorf("close channels of employee %d: %w", employeeID, err)
	}
	return nil
}
