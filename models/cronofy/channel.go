package cronofy

import (
	"context"
	"fmt"

	"entrevue/models"
)

// Channel tells an address of ours when something changes in an account's calendars.
type Channel struct {
	ID          string
	CallbackURL string
	OnlyManaged bool     // only changes of events that we wrote
	CalendarIDs []string // none for all
}

type channelBody struct {
	ID          string         `json:"channel_id,omitempty"`
	CallbackURL string         `json:"callback_url"`
	Filters     channelFilters `json:"filters,omitzero"`
}

type channelFilters struct {
	CalendarIDs []string `json:"calendar_ids,omitempty"`
	OnlyManaged bool     `json:"only_managed,omitempty"`
}

func (b channelBody) channel() Channel {
	return Channel{
		ID: b.ID, CallbackURL: b.CallbackURL, OnlyManaged: b.Filters.OnlyManaged,
		CalendarIDs: b.Filters.CalendarIDs,
	}
}

// CreateChannel opens a channel (POST /v1/channels). A verification push follows at once. It must
// not be blindly repeated: when no answer came, Channels tells whether it was opened.
func (c *Client) CreateChannel(ctx context.Context, token models.Secret, channel Channel) (Channel, error) {
	var answer struct {
		Channel channelBody `json:"channel"`
	}
	body := channelBody{
		CallbackURL: channel.CallbackURL,
		Filters:     channelFilters{CalendarIDs: channel.CalendarIDs, OnlyManaged: channel.OnlyManaged},
	}
	err := c.do(ctx, call{method: "POST", path: "/v1/channels", token: token, body: body}, &answer)
	if err == nil && answer.Channel.ID == "" {
		err = fmt.Errorf("cronofy POST /v1/channels: %w: no channel id", ErrAnswer)
	}
	return answer.Channel.channel(), err
}

// Channels lists the open channels of an account (GET /v1/channels).
func (c *Client) Channels(ctx context.Context, token models.Secret) ([]Channel, error) {
	var answer struct {
		Channels []channelBody `json:"channels"`
	}
	if err := c.do(ctx, call{method: "GET", path: "/v1/channels", token: token}, &answer); err != nil {
		return nil, err
	}
	channels := make([]Channel, 0, len(answer.Channels))
	for _, body := range answer.Channels {
		channels = append(channels, body.channel())
	}
	return channels, nil
}

// CloseChannel closes a channel (DELETE /v1/channels/{id}).
func (c *Client) CloseChannel(ctx context.Context, token models.Secret, id string) error {
	return c.do(ctx, call{method: "DELETE", path: "/v1/channels/*", ids: []string{id}, token: token}, nil)
}
