package sandbox

import (
	"net/http"
	"strconv"
	"time"
)

// Uses of a token.
const (
	tokenAccess  = "access"
	tokenRefresh = "refresh"
)

// token lets an application act for an account. Revoking removes it.
type token struct {
	Value     string
	Use       string
	Sub       string
	IssuedAt  time.Time
	ExpiresAt time.Time // access tokens
}

func (token) kind() string            { return "token" }
func (k token) key() (string, string) { return k.Value, k.Sub }

// code is a short-lived authorization code, good for one exchange with the same address (2.3).
type code struct {
	Value       string
	Sub         string
	RedirectURI string
	ExpiresAt   time.Time
}

func (code) kind() string            { return "code" }
func (k code) key() (string, string) { return k.Value, k.Sub }

func (t *tx) newCode(sub, redirectURI string) string {
	k := code{Value: secret(), Sub: sub, RedirectURI: redirectURI,
		ExpiresAt: t.now.Add(t.seconds("code_lifetime"))}
	save(t, k)
	return k.Value
}

// seconds reads a switch whose settings are numbers of seconds.
func (t *tx) seconds(name string) time.Duration {
	n, _ := strconv.Atoi(t.set(name))
	return time.Duration(n) * time.Second
}

const operationToken = "token"

type tokenRequest struct {
	ClientID     string `json:"client_id"`
	ClientSecret string `json:"client_secret"`
	GrantType    string `json:"grant_type"`
	Code         string `json:"code"`
	RedirectURI  string `json:"redirect_uri"`
	RefreshToken string `json:"refresh_token"`
}

// exchangeToken is POST /oauth/token (2.3, 2.4).
func exchangeToken(c *call) answer {
	var r tokenRequest
	if c.decode(&r) != nil || r.ClientID == "" || r.ClientSecret == "" || r.GrantType == "" {
		return oauthError("invalid_request")
	}
	if !c.s.knows(r.ClientID, r.ClientSecret) {
		return c.invalidClient()
	}
	switch r.GrantType {
	case "authorization_code":
		return c.exchangeCode(r)
	case "refresh_token":
		return c.refresh(r)
	}
	return oauthError("unsupported_grant_type")
}

func (c *call) exchangeCode(r tokenRequest) answer {
	if r.Code == "" || r.RedirectURI == "" {
		return oauthError("invalid_request")
	}
	k, ok := load[code](c.tx, r.Code)
	if !ok || k.RedirectURI != r.RedirectURI || !c.now.Before(k.ExpiresAt) {
		return c.invalidGrant()
	}
	a, ok := load[account](c.tx, k.Sub)
	if !ok || a.Revoked {
		return c.invalidGrant()
	}
	remove(c.tx, k)
	body := c.issue(a, c.newToken(tokenRefresh, a.Sub).Value)
	c.describe(a, body)
	return tokenAnswer(body)
}

// refresh renews access; which tokens come back is a matter of two switches (2.4).
func (c *call) refresh(r tokenRequest) answer {
	if r.RefreshToken == "" {
		return oauthError("invalid_request")
	}
	old, ok := load[token](c.tx, r.RefreshToken)
	if !ok || old.Use != tokenRefresh {
		return c.invalidGrant()
	}
	a, _ := load[account](c.tx, old.Sub)
	refresh := old.Value
	if rotation := c.set("refresh_token"); rotation != "stays" {
		refresh = c.newToken(tokenRefresh, a.Sub).Value
		if rotation == "rotates" {
			remove(c.tx, old)
		}
	}
	if fresh, ok := c.freshAccess(a); ok && c.set("access_token_on_refresh") == "same_while_fresh" {
		return tokenAnswer(c.tokenBody(a, fresh, refresh))
	}
	return tokenAnswer(c.issue(a, refresh))
}

// freshAccess is the newest access token that has at least ten minutes left.
func (t *tx) freshAccess(a account) (token, bool) {
	var newest token
	for _, k := range owned[token](t, a.Sub) {
		if k.Use == tokenAccess && k.IssuedAt.After(newest.IssuedAt) {
			newest = k
		}
	}
	return newest, newest.ExpiresAt.Sub(t.now) >= 10*time.Minute
}

func (t *tx) newToken(use, sub string) token {
	k := token{Value: secret(), Use: use, Sub: sub, IssuedAt: t.now,
		ExpiresAt: t.now.Add(t.seconds("expires_in"))}
	save(t, k)
	return k
}

// issue makes an access token beside a refresh token.
func (t *tx) issue(a account, refresh string) map[string]any {
	return t.tokenBody(a, t.newToken(tokenAccess, a.Sub), refresh)
}

func (t *tx) tokenBody(a account, access token, refresh string) map[string]any {
	return map[string]any{
		"token_type": "bearer", "access_token": access.Value, "refresh_token": refresh,
		"expires_in": int(access.ExpiresAt.Sub(t.now) / time.Second), "scope": a.Scope,
	}
}

// describe adds whose token it is (2.3, 3.3, 10).
func (t *tx) describe(a account, body map[string]any) {
	switch a.Type {
	case accountService:
		body["service_account_id"] = a.Sub
		if t.set("service_account_sub") == present {
			body["sub"] = a.Sub
		}
		return
	case accountApplication:
		body["application_calendar_id"] = a.Email
	default:
		body["account_id"] = a.Sub
	}
	body["sub"] = a.Sub
	profile := t.profileFields(a)
	linking := map[string]any{"profile_id": a.ProfileID, "profile_name": a.Email}
	linking["provider_name"] = profile["provider_name"]
	if profile["provider_service"] != nil {
		linking["provider_service"] = profile["provider_service"]
	}
	body["linking_profile"] = linking
}

func tokenAnswer(body map[string]any) answer {
	a := ok(body)
	a.header.Set("Cache-Control", "no-store")
	a.header.Set("Pragma", "no-cache")
	return a
}

// knows says whether id and secret are those of our application.
func (s *Sandbox) knows(id, clientSecret string) bool {
	for _, active := range s.secrets() {
		if id == s.config.ClientID && clientSecret == active {
			return true
		}
	}
	return false
}

func oauthError(name string) answer {
	a := ok(map[string]any{"error": name})
	a.status = http.StatusBadRequest
	return a
}

func (t *tx) invalidClient() answer {
	a := oauthError("invalid_client")
	a.status, _ = strconv.Atoi(t.set("invalid_client_status"))
	return a
}

// invalidGrant may name a second key, whose place is not known (2.3).
func (t *tx) invalidGrant() answer {
	const key = "errors.unknown_or_used"
	body := map[string]any{"error": "invalid_grant"}
	switch t.set("grant_error_key") {
	case "error_description":
		body["error_description"] = key
	case "errors":
		body["errors"] = map[string]any{"code": []problem{{key, "unknown or used"}}}
	}
	a := ok(body)
	a.status = http.StatusBadRequest
	return a
}
