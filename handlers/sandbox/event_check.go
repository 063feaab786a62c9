package sandbox

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"unicode/utf8"
)

const (
	summaryLimit     = 1024
	descriptionLimit = 4096
)

var (
	transparencies = []string{"", "opaque", "transparent"}
	extended       = []string{"", "opaque", "transparent", "tentative", "out_of_office", "working_elsewhere"}
	colour         = regexp.MustCompile(`^#[0-9A-Fa-f]{6}$`)
)

// checkEvent finds everything that is wrong with an upsert (7.1, 7.8).
func (c *call) checkEvent(in eventInput, cal calendar) problems {
	found := problems{}
	c.checkIdentity(in, cal, found)
	checkTexts(in, found)
	checkTimes(in, found)
	c.checkGuests(in, found)
	checkReminders(in, found)
	checkSubscriptions(in, found)
	if in.Conferencing != nil {
		c.checkConferencing(*in.Conferencing, cal, found)
	} else if len(found) == 0 {
		c.checkMove(in, cal, found)
	}
	return found
}

// checkMove lets the provider refuse to move the meeting of an event that keeps its link; not
// documented.
func (c *call) checkMove(in eventInput, cal calendar, found problems) {
	known, ok := c.managedEvent(c.account, cal.ID, in.EventID)
	start, _ := readMoment(in.Start, defaultZone(in.TZID))
	if !ok || known.Deleted || known.Conference.JoinURL == "" || start.At.Equal(known.Start.At) {
		return
	}
	if _, struck := c.strike(c.occasion(), faultMove); struck {
		found.add("conferencing", "errors.not_supported", "the meeting was not moved")
	}
}

func (c *call) checkIdentity(in eventInput, cal calendar, found problems) {
	if in.EventID == "" && in.EventUID == "" {
		found.required("event_id")
		return
	}
	known, ok := c.managedEvent(c.account, cal.ID, in.EventID)
	if in.EventID != "" && ok && known.Deleted && c.set("deleted_event_id") == "refused" {
		found.add("event_id", "errors.not_supported", "event_id belongs to a deleted event")
	}
}

func checkTexts(in eventInput, found problems) {
	if in.Summary == nil {
		found.required("summary")
	} else if utf8.RuneCountInString(*in.Summary) > summaryLimit {
		found.add("summary", "errors.too_long", "summary has more than 1024 characters")
	}
	if utf8.RuneCountInString(in.Description) > descriptionLimit {
		found.add("description", "errors.too_long", "description has more than 4096 characters")
	}
	if !slices.Contains(transparencies, in.Transparency) {
		found.add("transparency", "errors.not_supported", "transparency is not supported")
	}
	if !slices.Contains(extended, in.Extended) {
		found.add("extended_transparency", "errors.not_supported", "extended_transparency is not supported")
	}
	var address *string
	if len(in.URL) > 0 && json.Unmarshal(in.URL, &address) != nil {
		found.add("url", "errors.invalid_format", "url must be a string or null")
	}
	if in.Color != "" && !colour.MatchString(in.Color) {
		found.add("color", "errors.invalid_format", "color must be #RRGGBB")
	}
}

func checkTimes(in eventInput, found problems) {
	if _, known := zone(defaultZone(in.TZID)); !known {
		found.add("tzid", "errors.tzid_unrecognized", "TZID not recognized")
		return
	}
	start := checkMoment("start", in.Start, in.TZID, found)
	end := checkMoment("end", in.End, in.TZID, found)
	if len(found["start"])+len(found["end"]) > 0 {
		return
	}
	if start.AllDay != end.AllDay {
		found.add("end", "errors.invalid_time_pair", "start and end must be of one kind")
	} else if !end.At.After(start.At) {
		found.add("end", "errors.invalid_time_pair", "end must be after start")
	}
}

func checkMoment(field string, raw json.RawMessage, tzid string, found problems) moment {
	if len(raw) == 0 || string(raw) == "null" {
		found.required(field)
		return moment{}
	}
	m, key := readMoment(raw, defaultZone(tzid))
	if key != "" {
		found.add(field, key, field+" could not be read")
	}
	return m
}

func (c *call) checkGuests(in eventInput, found problems) {
	if in.Attendees == nil {
		return
	}
	if c.account.Type == accountApplication && len(in.Attendees.Invite) > 0 {
		found.add("attendees", "errors.event.cannot_set_attendees", "this calendar sends no invitations")
	}
	for name, list := range map[string][]attendee{"invite": in.Attendees.Invite, "remove": in.Attendees.Remove} {
		for i, a := range list {
			if !validEmail(a.Email) {
				found.add(fmt.Sprintf("attendees.%s[%d].email", name, i), "errors.invalid_email", "not an address")
			}
		}
	}
}

func checkReminders(in eventInput, found problems) {
	var list []struct {
		Minutes *int `json:"minutes"`
	}
	if len(in.Reminders) == 0 {
		return
	}
	bad := json.Unmarshal(in.Reminders, &list) != nil
	for _, each := range list {
		bad = bad || each.Minutes == nil || *each.Minutes < 0
	}
	if bad {
		found.add("reminders", "errors.invalid_format", "reminders must be a list of minutes")
	}
}

func checkSubscriptions(in eventInput, found problems) {
	if in.Subscriptions == nil {
		return
	}
	for i, each := range *in.Subscriptions {
		field := fmt.Sprintf("subscriptions[%d].", i)
		if each.Type != "webhook" {
			found.add(field+"type", "errors.not_supported", "type must be webhook")
		}
		if !webAddress(each.URI) {
			found.add(field+"uri", "errors.invalid_url", "uri must be http or https")
		}
	}
}

// checkConferencing judges how a link is asked for (6.6).
func (c *call) checkConferencing(ask conferencing, cal calendar, found problems) {
	const field = "conferencing.profile_id"
	switch ask.ProfileID {
	case "":
		found.required(field)
	case askDefault, askNone:
	case askExplicit:
		if ask.JoinURL == "" {
			found.required("conferencing.join_url")
		} else if !webAddress(ask.JoinURL) {
			found.add("conferencing.join_url", "errors.invalid_url", "join_url must be http or https")
		}
	case askIntegrated:
		_, struck := c.strike(c.occasion(), faultIntegrated)
		if struck || !c.integratedAvailable(c.account, cal) {
			found.add(field, "errors.integrated_conferencing_not_available", "the calendar has no conferencing")
		}
	default:
		p, known := c.account.conferencingProfile(ask.ProfileID)
		if !known {
			found.add(field, "errors.not_recognized", "the profile is not known")
		} else if !p.Connected && c.set("disconnected_conferencing") == "422" {
			found.add(field, "errors.not_recognized", "the profile is not connected")
		}
	}
}
