package cronofy

import (
	"context"
	"fmt"

	"entrevue/models"
)

// Conferencing asks an event for a link. The value "default" has no constructor: nobody can say
// which link it gives.
type Conferencing struct {
	ProfileID   string `json:"profile_id"`
	Description string `json:"provider_description,omitempty"`
	JoinURL     string `json:"join_url,omitempty"`
}

// IntegratedConferencing has the calendar make the link by itself.
func IntegratedConferencing() *Conferencing { return &Conferencing{ProfileID: "integrated"} }

// ProfileConferencing has the link made by one of the host's own accounts, pro_….
func ProfileConferencing(id string) *Conferencing { return &Conferencing{ProfileID: id} }

// ExplicitConferencing writes a link that we bring, under the name that calendars show.
func ExplicitConferencing(name, link string) *Conferencing {
	return &Conferencing{ProfileID: "explicit", Description: name, JoinURL: link}
}

// NoConferencing takes a link away.
func NoConferencing() *Conferencing { return &Conferencing{ProfileID: "none"} }

// Subscription has an address of ours called when something happens to an event.
type Subscription struct {
	Type         string        `json:"type"`
	URI          string        `json:"uri"`
	Interactions []Interaction `json:"interactions"`
}

// Interaction is one thing that happens to an event.
type Interaction struct {
	Type string `json:"type"`
}

// What happens to the link of an event. After a failure Cronofy goes on trying.
const (
	ConferencingAssigned = "conferencing_assigned"
	ConferencingFailing  = "conferencing_failing"
)

// LinkSubscription has the address called when the link is made or is failing.
func LinkSubscription(uri string) []Subscription {
	return []Subscription{{
		Type: "webhook", URI: uri,
		Interactions: []Interaction{{Type: ConferencingAssigned}, {Type: ConferencingFailing}},
	}}
}

// AuthorizeConferencing begins the connection of a person's own account with a provider (POST
// /v1/conferencing_service_authorizations) and returns the page to which their browser is sent. The
// browser comes back to redirectURI, if at all; what came of it is read from UserInfo. The page is
// asked for anew at each click, because nobody documents how long it lives.
func (c *Client) AuthorizeConferencing(ctx context.Context, token models.Secret, redirectURI string, provider models.Provider) (string, error) {
	body := map[string]string{"redirect_uri": redirectURI}
	if provider != "" {
		body["provider_name"] = provider.CronofyName()
	}
	var answer struct {
		Request struct {
			URL string `json:"url"`
		} `json:"authorization_request"`
	}
	const path = "/v1/conferencing_service_authorizations"
	if err := c.do(ctx, call{method: "POST", path: path, token: token, body: body}, &answer); err != nil {
		return "", err
	}
	if !c.OnApp(answer.Request.URL) {
		return "", fmt.Errorf("cronofy POST %s: %w: page is elsewhere", path, ErrAnswer)
	}
	return answer.Request.URL, nil
}
