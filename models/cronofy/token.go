package cronofy

import (
	"context"
	"fmt"
	"time"

	"entrevue/models"
)

// Tokens is a grant. The refresh token is always to be stored: it may be a new one.
type Tokens struct {
	Access, Refresh models.Secret
	ExpiresIn       time.Duration
	Scope           string
	// Sub is the account: acc_… of a person, ser_… of a service account, apc_… of an application
	// calendar. A refresh leaves it empty.
	Sub     string
	Profile LinkingProfile // the calendar connected in this run; empty for others
}

// LinkingProfile is the calendar account that a code stood for.
type LinkingProfile struct {
	ProviderName    string `json:"provider_name"`
	ProviderService string `json:"provider_service"`
	ID              string `json:"profile_id"`
	Name            string `json:"profile_name"`
}

type tokenRequest struct {
	ClientID     string `json:"client_id"`
	ClientSecret string `json:"client_secret"`
	GrantType    string `json:"grant_type,omitempty"`
	Code         string `json:"code,omitempty"`
	RedirectURI  string `json:"redirect_uri,omitempty"`
	RefreshToken string `json:"refresh_token,omitempty"`
	Token        string `json:"token,omitempty"`
	Sub          string `json:"sub,omitempty"`
	CalendarID   string `json:"application_calendar_id,omitempty"`
}

type tokenAnswer struct {
	AccessToken           string         `json:"access_token"`
	RefreshToken          string         `json:"refresh_token"`
	ExpiresIn             int64          `json:"expires_in"`
	Scope                 string         `json:"scope"`
	Sub                   string         `json:"sub"`
	AccountID             string         `json:"account_id"`
	ServiceAccountID      string         `json:"service_account_id"`
	ApplicationCalendarID string         `json:"application_calendar_id"`
	LinkingProfile        LinkingProfile `json:"linking_profile"`
}

// ExchangeCode turns a code into a grant (POST /oauth/token). redirectURI is the address the code
// arrived at, for an employee the very callback URL with its query. A code works once: when no
// answer came the code may be used up, and the authorization has to be asked for again.
func (c *Client) ExchangeCode(ctx context.Context, code models.Secret, redirectURI string) (Tokens, error) {
	body := c.credentials()
	body.GrantType, body.Code, body.RedirectURI = "authorization_code", code.Reveal(), redirectURI
	return c.tokens(ctx, "/oauth/token", body)
}

// RefreshToken renews a grant (POST /oauth/token). The same access token may come back while it is
// fresh. models.ErrReconnect means that the grant has ended.
func (c *Client) RefreshToken(ctx context.Context, refresh models.Secret) (Tokens, error) {
	body := c.credentials()
	body.GrantType, body.RefreshToken = "refresh_token", refresh.Reveal()
	return c.tokens(ctx, "/oauth/token", body)
}

// ApplicationCalendar opens a calendar that belongs to the application alone (POST
// /v1/application_calendars). It is idempotent, and needs no provider and no person.
func (c *Client) ApplicationCalendar(ctx context.Context, id string) (Tokens, error) {
	body := c.credentials()
	body.CalendarID = id
	return c.tokens(ctx, "/v1/application_calendars", body)
}

// RevokeToken ends the whole grant behind an access or refresh token (POST /oauth/token/revoke).
// Events that were written stay; doing it twice is harmless.
func (c *Client) RevokeToken(ctx context.Context, token models.Secret) error {
	body := c.credentials()
	body.Token = token.Reveal()
	return c.do(ctx, call{method: "POST", path: "/oauth/token/revoke", body: body}, nil)
}

// RevokeSub does the same for an account of which only the id is left.
func (c *Client) RevokeSub(ctx context.Context, sub string) error {
	body := c.credentials()
	body.Sub = sub
	return c.do(ctx, call{method: "POST", path: "/oauth/token/revoke", body: body}, nil)
}

func (c *Client) credentials() tokenRequest {
	return tokenRequest{ClientID: c.config.ClientID, ClientSecret: c.config.Secrets[0].Reveal()}
}

func (c *Client) tokens(ctx context.Context, path string, body tokenRequest) (Tokens, error) {
	var answer tokenAnswer
	if err := c.do(ctx, call{method: "POST", path: path, body: body}, &answer); err != nil {
		return Tokens{}, err
	}
	if answer.AccessToken == "" {
		return Tokens{}, fmt.Errorf("cronofy POST %s: %w: no access token", path, ErrAnswer)
	}
	tokens := Tokens{
		Access: models.NewSecret(answer.AccessToken), Refresh: models.NewSecret(answer.RefreshToken),
		ExpiresIn: time.Duration(min(max(answer.ExpiresIn, 0), 365*24*60*60)) * time.Second,
		Scope:     answer.Scope, Profile: answer.LinkingProfile,
	}
	for _, id := range []string{answer.Sub, answer.AccountID, answer.ServiceAccountID, answer.ApplicationCalendarID} {
		if tokens.Sub == "" {
			tokens.Sub = id
		}
	}
	return tokens, nil
}
