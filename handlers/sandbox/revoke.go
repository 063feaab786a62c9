package sandbox

import "net/http"

type revokeRequest struct {
	ClientID     string `json:"client_id"`
	ClientSecret string `json:"client_secret"`
	Token        string `json:"token"`
	Sub          string `json:"sub"`
}

// revokeToken is POST /oauth/token/revoke (2.5): it ends the whole grant of an account.
func revokeToken(c *call) answer {
	var r revokeRequest
	if c.decode(&r) != nil || r.ClientID == "" || r.ClientSecret == "" || (r.Token == "") == (r.Sub == "") {
		return oauthError("invalid_request")
	}
	if !c.s.knows(r.ClientID, r.ClientSecret) {
		return c.invalidClient()
	}
	if r.Token != "" {
		known, _ := load[token](c.tx, r.Token)
		r.Sub = known.Sub
	}
	if a, ok := load[account](c.tx, r.Sub); ok {
		c.account = a
		c.revoke(a)
	}
	return empty(http.StatusOK) // unknown tokens too: RFC 7009, 2.2
}

// revoke ends tokens, open codes and channels. Events stay in the calendar.
func (t *tx) revoke(a account) {
	removeOwned[token](t, a.Sub)
	removeOwned[code](t, a.Sub)
	removeOwned[channel](t, a.Sub)
	a.Revoked = true
	save(t, a)
	if a.Type != accountService || t.set("service_account_revoked") != "disconnected" {
		return
	}
	for _, person := range every[account](t) {
		if person.Service == a.Sub {
			t.disconnect(person)
		}
	}
}

// revokeProfile is POST /v1/profiles/{id}/revoke (2.6).
func revokeProfile(c *call) answer {
	id := c.param("id")
	a := c.account
	if id == a.ProfileID {
		a.Connected = false
		save(c.tx, a)
		return empty(http.StatusAccepted)
	}
	if _, known := a.conferencingProfile(id); !known || c.set("profile_revocation") != "removes" {
		return c.refusal(http.StatusNotFound)
	}
	a.removeConferencing(id)
	save(c.tx, a)
	return empty(http.StatusAccepted)
}

func (a *account) removeConferencing(id string) {
	var kept []conferencingProfile
	for _, p := range a.Conferencing {
		if p.ID != id {
			kept = append(kept, p)
		}
	}
	a.Conferencing = kept
}
