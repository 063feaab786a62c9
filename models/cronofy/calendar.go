package cronofy

import (
	"context"
	"net/url"

	"entrevue/models"
)

// Calendar is one calendar of a profile.
type Calendar struct {
	ID, Name string
	ReadOnly bool // writing events is refused
	Deleted  bool // deleted at the provider; stays in the list
	Primary  bool
	// Integrated says that the calendar makes links of its own: Meet, or Teams through Graph.
	Integrated bool
	// ProfileID and ProviderName are told by Calendars only.
	ProfileID, ProviderName string
}

type calendarAnswer struct {
	ID           string `json:"calendar_id"`
	Name         string `json:"calendar_name"`
	ReadOnly     bool   `json:"calendar_readonly"`
	Deleted      bool   `json:"calendar_deleted"`
	Primary      bool   `json:"calendar_primary"`
	Integrated   bool   `json:"calendar_integrated_conferencing_available"`
	ProfileID    string `json:"profile_id"`
	ProviderName string `json:"provider_name"`
}

func (a calendarAnswer) calendar() Calendar {
	return Calendar(a)
}

// Calendars lists an account's calendars (GET /v1/calendars). Whether a profile is connected is told
// by UserInfo only.
func (c *Client) Calendars(ctx context.Context, token models.Secret) ([]Calendar, error) {
	var answer struct {
		Calendars []calendarAnswer `json:"calendars"`
	}
	if err := c.do(ctx, call{method: "GET", path: "/v1/calendars", token: token}, &answer); err != nil {
		return nil, err
	}
	calendars := make([]Calendar, 0, len(answer.Calendars))
	for _, calendar := range answer.Calendars {
		calendars = append(calendars, calendar.calendar())
	}
	return calendars, nil
}

// RevokeProfile takes one profile off an account (POST /v1/profiles/{id}/revoke). For calendars it is
// documented, for conferencing profiles it is not: what it did is seen in UserInfo.
func (c *Client) RevokeProfile(ctx context.Context, token models.Secret, profileID string) error {
	return c.do(ctx, call{
		method: "POST", path: "/v1/profiles/*/revoke", ids: []string{profileID}, token: token,
	}, nil)
}

// CalendarKind tells Google, Graph and EWS apart. Where Cronofy does not name the protocol of an
// office365 calendar, it counts as Graph only if it makes links of its own. Whether a host can get a
// link is never judged by this, only by Calendar.Integrated.
func CalendarKind(profile Profile) models.CalendarKind {
	switch {
	case profile.ProviderName == "google":
		return models.CalendarGoogle
	case profile.ProviderProtocol == "graph_api":
		return models.CalendarGraph
	case profile.ProviderProtocol == "exchange_web_services", profile.ProviderName == "exchange":
		return models.CalendarEWS
	case profile.ProviderName != "office365":
		return models.CalendarOther
	}
	for _, calendar := range profile.Calendars {
		if calendar.Integrated && !calendar.ReadOnly && !calendar.Deleted {
			return models.CalendarGraph
		}
	}
	return models.CalendarEWS
}

// brackets writes a list as the API wants it: calendar_ids[]=a&calendar_ids[]=b.
func brackets(query url.Values, name string, values []string) {
	for _, value := range values {
		query.Add(name+"[]", value)
	}
}
