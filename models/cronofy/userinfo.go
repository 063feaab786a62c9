package cronofy

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"entrevue/models"
)

// UserInfo is everything Cronofy tells about one account. It is the one call that every status is
// built on.
type UserInfo struct {
	Sub, Email, Name, Zone string
	Service                bool // a service account, not a person
	Scope, DelegatedScope  string
	Status                 string // "active" is the only value that is documented
	// Domain or ServiceEmail, and ServiceProvider, belong to service accounts.
	Domain, ServiceEmail, ServiceProvider string
	Profiles                              []Profile
	Conferencing                          []ConferencingProfile
}

// Profile is one calendar account. Connected is false when its credentials no longer work.
type Profile struct {
	ProviderName      string
	ProviderService   string
	ProviderProtocol  string // exchange_web_services or graph_api; can be absent
	ID, Name          string
	Connected         bool
	InitialSyncNeeded bool
	RelinkURL         string // only while disconnected
	Calendars         []Calendar
}

// ConferencingProfile is an account with a provider that makes links.
type ConferencingProfile struct {
	ProviderName string
	ID           string // what an event names to have its link made here
	Name         string // mostly the account's address; can differ from the employee's
	Connected    bool
	RelinkURL    string // only while disconnected
}

// Primary is the calendar that interviews are written to: the primary one, else the first that can
// be written. ok is false when there is none.
func (p Profile) Primary() (calendar Calendar, ok bool) {
	for _, candidate := range p.Calendars {
		if candidate.Deleted {
			continue
		}
		if candidate.Primary {
			return candidate, true
		}
		if !ok && !candidate.ReadOnly {
			calendar, ok = candidate, true
		}
	}
	return calendar, ok
}

// CalendarProfile is the profile that interviews are written through: the first connected one with a
// calendar, else the first one. ok is false when there is none.
func (u UserInfo) CalendarProfile() (profile Profile, ok bool) {
	for _, candidate := range u.Profiles {
		if _, found := candidate.Primary(); found && candidate.Connected {
			return candidate, true
		}
	}
	if len(u.Profiles) == 0 {
		return Profile{}, false
	}
	return u.Profiles[0], true
}

// UserInfo reads one account, a person's or a service account's (GET /v1/userinfo).
func (c *Client) UserInfo(ctx context.Context, token models.Secret) (UserInfo, error) {
	var raw json.RawMessage
	if err := c.do(ctx, call{method: "GET", path: "/v1/userinfo", token: token}, &raw); err != nil {
		return UserInfo{}, err
	}
	return ParseUserInfo(raw)
}

// userInfoAnswer has two keys with a dot in them, and an older flat form for service accounts.
type userInfoAnswer struct {
	Sub      string  `json:"sub"`
	Email    string  `json:"email"`
	Name     *string `json:"name"`
	ZoneInfo string  `json:"zoneinfo"`
	Type     string  `json:"cronofy.type"`
	Domain   string  `json:"cronofy.service_account.domain"`
	Mail     string  `json:"cronofy.service_account.email"`
	Data     struct {
		Authorization struct {
			Scope          string `json:"scope"`
			Status         string `json:"status"`
			DelegatedScope string `json:"delegated_scope"`
		} `json:"authorization"`
		ServiceAccount *struct {
			ProviderName string `json:"provider_name"`
			Domain       string `json:"domain"`
			Email        string `json:"email"`
		} `json:"service_account"`
		Profiles     []profileAnswer `json:"profiles"`
		Conferencing []profileAnswer `json:"conferencing_profiles"`
	} `json:"cronofy.data"`
}

type profileAnswer struct {
	ProviderName     string           `json:"provider_name"`
	ProviderService  string           `json:"provider_service"`
	ProviderProtocol string           `json:"provider_protocol"`
	ID               string           `json:"profile_id"`
	Name             string           `json:"profile_name"`
	Connected        *bool            `json:"profile_connected"`
	InitialSync      bool             `json:"profile_initial_sync_required"`
	RelinkURL        string           `json:"profile_relink_url"`
	Calendars        []calendarAnswer `json:"profile_calendars"`
}

// ParseUserInfo reads an answer of userinfo in any of its forms. It returns ErrAnswer when even the
// account's id is missing.
func ParseUserInfo(raw []byte) (UserInfo, error) {
	var answer userInfoAnswer
	if err := json.Unmarshal(raw, &answer); err != nil {
		return UserInfo{}, fmt.Errorf("userinfo: %w: %w", ErrAnswer, err)
	}
	if answer.Sub == "" {
		return UserInfo{}, fmt.Errorf("userinfo: %w: no sub", ErrAnswer)
	}
	authorization := answer.Data.Authorization
	info := UserInfo{
		Sub: answer.Sub, Email: answer.Email, Zone: answer.ZoneInfo, Scope: authorization.Scope,
		DelegatedScope: authorization.DelegatedScope, Status: authorization.Status,
		Domain: answer.Domain, ServiceEmail: answer.Mail,
		Service: answer.Type == "service_account" || strings.HasPrefix(answer.Sub, "ser_"),
	}
	if answer.Name != nil {
		info.Name = *answer.Name
	}
	if service := answer.Data.ServiceAccount; service != nil {
		info.ServiceProvider = service.ProviderName
		info.Domain = firstOf(service.Domain, info.Domain)
		info.ServiceEmail = firstOf(service.Email, info.ServiceEmail)
	}
	for _, profile := range answer.Data.Profiles {
		info.Profiles = append(info.Profiles, profile.calendar())
	}
	for _, profile := range answer.Data.Conferencing {
		info.Conferencing = append(info.Conferencing, profile.conferencing())
	}
	return info, nil
}

func (p profileAnswer) calendar() Profile {
	profile := Profile{
		ProviderName: p.ProviderName, ProviderService: p.ProviderService,
		ProviderProtocol: p.ProviderProtocol, ID: p.ID, Name: p.Name, Connected: p.connected(),
		InitialSyncNeeded: p.InitialSync, RelinkURL: p.RelinkURL,
	}
	for _, calendar := range p.Calendars {
		profile.Calendars = append(profile.Calendars, calendar.calendar())
	}
	return profile
}

func (p profileAnswer) conferencing() ConferencingProfile {
	return ConferencingProfile{
		ProviderName: p.ProviderName, ID: p.ID, Name: p.Name, Connected: p.connected(),
		RelinkURL: p.RelinkURL,
	}
}

// connected is true unless Cronofy says otherwise: a missing statement must not send people to
// connect once more.
func (p profileAnswer) connected() bool { return p.Connected == nil || *p.Connected }

func firstOf(texts ...string) string {
	for _, text := range texts {
		if text != "" {
			return text
		}
	}
	return ""
}
