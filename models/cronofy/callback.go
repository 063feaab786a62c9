package cronofy

import (
	"encoding/json"
	"fmt"
	"time"

	"entrevue/models"
)

// AccountCallback is the outcome of one account authorization: a code, or why there is none.
type AccountCallback struct {
	Code models.Secret
	// State is what was asked with, where it came back; whom the callback concerns is known from the
	// address it arrived at.
	State string
	// Error, ErrorKey and Description are Cronofy's words. The list of keys is not public: unknown
	// ones are shown as they are.
	Error, ErrorKey, Description string
}

// ParseAccountCallback reads the body of a callback to the address of an account authorization. It
// returns ErrAnswer when there is neither a code nor any reason.
func ParseAccountCallback(raw []byte) (AccountCallback, error) {
	var body struct {
		Authorization struct {
			Code        string `json:"code"`
			State       string `json:"state"`
			Error       string `json:"error"`
			ErrorKey    string `json:"error_key"`
			Description string `json:"error_description"`
		} `json:"authorization"`
		State string `json:"state"`
	}
	if err := json.Unmarshal(raw, &body); err != nil {
		return AccountCallback{}, fmt.Errorf("account callback: %w: %w", ErrAnswer, err)
	}
	got := body.Authorization
	callback := AccountCallback{
		Code: models.NewSecret(got.Code), State: firstOf(got.State, body.State),
		Error: got.Error, ErrorKey: got.ErrorKey, Description: got.Description,
	}
	if got.Code == "" && firstOf(got.Error, got.ErrorKey, got.Description) == "" {
		return AccountCallback{}, fmt.Errorf("account callback: %w: neither code nor error", ErrAnswer)
	}
	return callback, nil
}

// PushType is why Cronofy called a channel's address. Unknown types are answered and ignored.
type PushType string

// The documented types. None says that something was connected, so that is only ever read.
const (
	PushVerification             PushType = "verification"
	PushChange                   PushType = "change"
	PushInitialSyncCompleted     PushType = "profile_initial_sync_completed"
	PushProfileDisconnected      PushType = "profile_disconnected"
	PushConferencingDisconnected PushType = "conferencing_profile_disconnected"
	PushForget                   PushType = "gdpr_requested"
)

// Push is a call to a channel's address.
type Push struct {
	Type         PushType
	ChangesSince time.Time // of a change; zero when it cannot be read, which means: read everything
	ChannelID    string
}

// Recurs tells whether the same can happen again, and is then told in the same words: nothing in the body
// says when.
func (p Push) Recurs() bool {
	return p.Type == PushProfileDisconnected || p.Type == PushConferencingDisconnected
}

// ParsePush reads the body of a push. It returns ErrAnswer for what is no JSON object; everything
// else is a push, if only of an unknown type.
func ParsePush(raw []byte) (Push, error) {
	var body struct {
		Notification struct {
			Type         string `json:"type"`
			ChangesSince Moment `json:"changes_since"`
		} `json:"notification"`
		Channel struct {
			ID string `json:"channel_id"`
		} `json:"channel"`
	}
	if err := json.Unmarshal(raw, &body); err != nil {
		return Push{}, fmt.Errorf("push: %w: %w", ErrAnswer, err)
	}
	return Push{
		Type: PushType(body.Notification.Type), ChangesSince: body.Notification.ChangesSince.At,
		ChannelID: body.Channel.ID,
	}, nil
}

// LinkCallback is a call to the address of an event's subscription. Its body is not documented, so
// it is a ping first of all: which interview it concerns is known from the address, and the event is
// read back. What can be read here saves that reading.
type LinkCallback struct {
	Assigned, Failing   bool
	EventID, CalendarID string
	JoinURL             string
	Details             string // what Cronofy says about a failure, if anything
}

// ParseLinkCallback reads what it can and never fails.
func ParseLinkCallback(raw []byte) LinkCallback {
	var body struct {
		Notification struct {
			Interactions []struct {
				Type    string          `json:"type"`
				Details json.RawMessage `json:"details"`
			} `json:"interactions"`
		} `json:"notification"`
		Event storedEventAnswer `json:"event"`
	}
	if json.Unmarshal(raw, &body) != nil {
		return LinkCallback{}
	}
	callback := LinkCallback{
		EventID: body.Event.ID, CalendarID: body.Event.CalendarID, JoinURL: body.Event.Conferencing.JoinURL,
	}
	for _, interaction := range body.Notification.Interactions {
		switch interaction.Type {
		case ConferencingAssigned:
			callback.Assigned = true
		case ConferencingFailing:
			callback.Failing = true
			callback.Details = plainText(interaction.Details)
		}
	}
	return callback
}

// plainText shows a text as it is and anything else as its JSON.
func plainText(raw json.RawMessage) string {
	text := ""
	if json.Unmarshal(raw, &text) == nil {
		return text
	}
	return string(raw)
}
