package sandbox

type applicationCalendarRequest struct {
	ClientID     string `json:"client_id"`
	ClientSecret string `json:"client_secret"`
	ID           string `json:"application_calendar_id"`
}

// applicationCalendarScope is what an application may do in its own calendars.
const applicationCalendarScope = "read_write"

// openApplicationCalendar is POST /v1/application_calendars (10): the same tokens again while
// they are valid.
func openApplicationCalendar(c *call) answer {
	var r applicationCalendarRequest
	if c.decode(&r) != nil {
		return unreadable()
	}
	found := problems{}
	for field, value := range map[string]string{
		"client_id": r.ClientID, "client_secret": r.ClientSecret, "application_calendar_id": r.ID,
	} {
		if value == "" {
			found.required(field)
		}
	}
	if len(found) > 0 {
		return found.answer()
	}
	if !c.s.knows(r.ClientID, r.ClientSecret) {
		return c.refusal(401)
	}
	c.account = c.applicationCalendar(r.ID)
	body := c.currentTokens(c.account)
	c.describe(c.account, body)
	return tokenAnswer(body)
}

func (t *tx) applicationCalendar(id string) account {
	a := account{}
	for _, known := range owned[account](t, id) {
		if known.Type == accountApplication {
			a = known
		}
	}
	if a.Sub == "" {
		a = account{Sub: newID("apc_"), Type: accountApplication, Email: id, Zone: "Etc/UTC",
			System: systemApplication, ProfileID: profileID(), Scope: applicationCalendarScope,
			Connected: true, Synced: true}
		a.Calendars = []calendar{{ID: calendarID(a), Name: id, Primary: true}}
	}
	a.Revoked = false
	save(t, a)
	return a
}

// currentTokens are the account's tokens while the access token lives, else new ones.
func (t *tx) currentTokens(a account) map[string]any {
	var access, refresh token
	for _, k := range owned[token](t, a.Sub) {
		switch {
		case k.Use == tokenRefresh:
			refresh = k
		case t.now.Before(k.ExpiresAt):
			access = k
		}
	}
	if refresh.Value == "" {
		refresh = t.newToken(tokenRefresh, a.Sub)
	}
	if access.Value == "" {
		return t.issue(a, refresh.Value)
	}
	return t.tokenBody(a, access, refresh.Value)
}
