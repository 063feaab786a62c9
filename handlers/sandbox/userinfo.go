package sandbox

import (
	"net/http"
	"net/url"
)

// userinfo is GET /v1/userinfo (4.1, 4.2).
func userinfo(c *call) answer {
	switch c.account.Type {
	case accountService:
		return ok(c.serviceAccountInfo(c.account))
	case accountApplication:
		return ok(c.accountInfo(c.account, accountApplication))
	}
	return ok(c.accountInfo(c.account, accountPerson))
}

func (t *tx) accountInfo(a account, kind string) map[string]any {
	info := map[string]any{
		"sub": a.Sub, "zoneinfo": a.Zone, "cronofy.type": kind,
		"cronofy.data": map[string]any{
			"authorization":         map[string]any{"scope": a.Scope, "status": "active"},
			"profiles":              []map[string]any{t.profileWithCalendars(a)},
			"conferencing_profiles": t.conferencingProfiles(a),
		},
	}
	if kind == accountPerson {
		info["email"], info["name"] = a.Email, a.Name
	}
	return info
}

// profileFields describe the calendar profile; calendars and sync state are added by others.
func (t *tx) profileFields(a account) map[string]any {
	name, service, protocol := t.providerNames(t.systemOf(a))
	fields := map[string]any{
		"provider_name": name, "profile_id": a.ProfileID, "profile_name": a.Email,
		"profile_connected": a.Connected,
	}
	if service != "" {
		fields["provider_service"] = service
	}
	if protocol != "" && t.set("provider_protocol") != absent {
		fields["provider_protocol"] = protocol
	}
	if !a.Connected {
		fields["profile_relink_url"] = t.calendarRelinkURL(a)
	}
	return fields
}

func (t *tx) profileWithCalendars(a account) map[string]any {
	fields := t.profileFields(a)
	fields["profile_initial_sync_required"] = !a.Synced
	calendars := []map[string]any{}
	for _, c := range a.Calendars {
		calendars = append(calendars, t.calendarFields(a, c))
	}
	fields["profile_calendars"] = calendars
	return fields
}

// providerNames are the words of the protocol for a calendar system (4.1, 5.2).
func (t *tx) providerNames(system string) (name, service, protocol string) {
	switch system {
	case systemGoogle:
		return "google", "gsuite", ""
	case systemGraph:
		return "office365", "office365", "graph_api"
	case systemEWS:
		service = "exchange"
		if t.set("exchange_service") == absent {
			service = ""
		}
		return t.set("ews_provider_name"), service, "exchange_web_services"
	}
	if system == systemApple {
		return "apple", "icloud", ""
	}
	return "cronofy", "cronofy", ""
}

func (t *tx) conferencingProfiles(a account) []map[string]any {
	list := []map[string]any{}
	for _, p := range a.Conferencing {
		fields := map[string]any{
			"provider_name": p.Provider, "profile_id": p.ID, "profile_name": p.Name,
			"profile_connected": p.Connected,
		}
		if !p.Connected {
			fields["profile_relink_url"] = t.conferencingRelinkURL(a, p)
		}
		list = append(list, fields)
	}
	return list
}

func (t *tx) serviceAccountInfo(a account) map[string]any {
	info := map[string]any{"sub": a.Sub, "email": a.Email, "cronofy.type": accountService}
	data := map[string]any{"authorization": map[string]any{
		"scope": a.Scope, "status": "active", "delegated_scope": a.Delegated,
	}}
	info["cronofy.data"] = data
	if t.set("service_account_form") == "flat" {
		info["cronofy.service_account.domain"] = a.Domain
		return info
	}
	details := map[string]any{"domain": a.Domain}
	name, _, protocol := t.providerNames(a.System)
	if t.set("service_account_provider") == present {
		details["provider_name"] = name
	}
	if protocol != "" && t.set("provider_protocol") == "everywhere" {
		details["provider_protocol"] = protocol
	}
	data["service_account"] = details
	return info
}

func (t *tx) calendarRelinkURL(a account) string {
	name, _, _ := t.providerNames(t.systemOf(a))
	return t.s.config.PublicURL + "/relink/" + name + "?email=" + url.QueryEscape(a.Email)
}

func (t *tx) conferencingRelinkURL(a account, p conferencingProfile) string {
	return t.s.config.PublicURL + "/v2/relink/" + p.Provider + "?email=" + url.QueryEscape(a.Email)
}

// showAccount is GET /v1/account, the older sibling (4.3).
func showAccount(c *call) answer {
	if c.account.Type == accountApplication {
		return empty(http.StatusForbidden)
	}
	return ok(map[string]any{"account": map[string]any{
		"account_id": c.account.Sub, "email": c.account.Email, "name": c.account.Name,
		"scope": c.account.Scope, "default_tzid": c.account.Zone, "type": c.account.Type,
	}})
}

// listProfiles is GET /v1/profiles (4.4).
func listProfiles(c *call) answer {
	return ok(map[string]any{"profiles": []map[string]any{c.profileFields(c.account)}})
}
