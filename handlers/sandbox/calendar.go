package sandbox

import "net/http"

// calendar is one calendar of an account (5.1).
type calendar struct {
	ID       string
	Name     string
	Primary  bool
	ReadOnly bool
	Deleted  bool
}

// newCalendars are a mailbox's own calendar and the read-only one of public holidays.
func newCalendars(a account, box mailbox, system string) []calendar {
	if box.System != "" {
		system = box.System
	}
	name := "Calendar"
	if system == systemGoogle {
		name = a.Email
	}
	return []calendar{
		{ID: calendarID(a), Name: name, Primary: true},
		{ID: calendarID(a), Name: "Public holidays", ReadOnly: true},
	}
}

// integratedProvider is the provider a calendar makes links with by itself, as events name it; ""
// when it has none (6.3).
func (t *tx) integratedProvider(a account, c calendar) string {
	if c.Deleted || t.readOnly(a, c) {
		return ""
	}
	switch t.systemOf(a) {
	case systemGoogle:
		return "google_meet"
	case systemGraph:
		return "ms_teams"
	}
	return ""
}

// integratedOff says whether the administrator switched the calendar's own conferencing off.
func (t *tx) integratedOff(a account) bool {
	box, _ := load[mailbox](t, a.Email)
	return box.IntegratedOff
}

// integratedAvailable is the flag in lists of calendars; whether it is right after the
// administrator switched conferencing off is not known (13, question 10).
func (t *tx) integratedAvailable(a account, c calendar) bool {
	return t.integratedProvider(a, c) != "" &&
		(!t.integratedOff(a) || t.set("integrated_switched_off") != "flag_false")
}

// calendarFields are the fields of one calendar in userinfo and in lists.
func (t *tx) calendarFields(a account, c calendar) map[string]any {
	level := "sandbox"
	if a.Elevated {
		level = "unrestricted"
	}
	return map[string]any{
		"calendar_id": c.ID, "calendar_name": c.Name, "calendar_readonly": t.readOnly(a, c),
		"calendar_deleted": c.Deleted, "calendar_primary": c.Primary,
		"calendar_integrated_conferencing_available": t.integratedAvailable(a, c),
		"calendar_attachments_available":             false,
		"permission_level":                           level,
	}
}

// readOnly says whether writes are refused: by nature, or because the mailbox's rights changed.
func (t *tx) readOnly(a account, c calendar) bool {
	box, known := load[mailbox](t, a.Email)
	return c.ReadOnly || c.Primary && known && box.ReadOnly
}

// createCalendar is POST /v1/calendars (5.4).
func createCalendar(c *call) answer {
	var r struct {
		ProfileID string `json:"profile_id"`
		Name      string `json:"name"`
		Color     string `json:"color"`
	}
	switch {
	case c.decode(&r) != nil:
		return unreadable()
	case !allows(c.account.Scope, mayCreateCalendar):
		return c.forbidden()
	}
	if found := c.checkNewCalendar(r.ProfileID, r.Name, r.Color); len(found) > 0 {
		return found.answer()
	}
	if !c.account.Connected {
		return c.refusal(http.StatusLocked)
	}
	made := calendar{ID: calendarID(c.account), Name: r.Name}
	c.account.Calendars = append(c.account.Calendars, made)
	save(c.tx, c.account)
	return ok(map[string]any{"calendar": c.listedCalendar(c.account, made)})
}

func (c *call) checkNewCalendar(profile, name, color string) problems {
	found := problems{}
	switch profile {
	case c.account.ProfileID:
	case "":
		found.required("profile_id")
	default:
		found.add("profile_id", "errors.not_recognized", "the profile is not known")
	}
	if name == "" {
		found.required("name")
	}
	if color != "" && !colour.MatchString(color) {
		found.add("color", "errors.invalid_format", "color must be #RRGGBB")
	}
	for _, known := range c.account.Calendars {
		if !known.Deleted && known.Name == name {
			found.add("name", "errors.duplicate_calendar_name", "a calendar of this name exists")
		}
	}
	return found
}

func calendarID(a account) string {
	return "cal_" + a.ProfileID[len("pro_"):] + "_" + random(alphabet, 6)
}

// listCalendars is GET /v1/calendars (5.1).
func listCalendars(c *call) answer {
	list := []map[string]any{}
	for _, cal := range c.account.Calendars {
		list = append(list, c.listedCalendar(c.account, cal))
	}
	body := map[string]any{"calendars": list}
	if c.set("calendars_sub") == present {
		body["sub"] = c.account.Sub
	}
	return ok(body)
}

// listedCalendar is a calendar outside userinfo, where it also tells its profile.
func (t *tx) listedCalendar(a account, cal calendar) map[string]any {
	profile := t.profileFields(a)
	fields := t.calendarFields(a, cal)
	fields["provider_name"] = profile["provider_name"]
	fields["profile_id"], fields["profile_name"] = a.ProfileID, a.Email
	if t.set("provider_protocol") == "everywhere" && profile["provider_protocol"] != nil {
		fields["provider_protocol"] = profile["provider_protocol"]
	}
	return fields
}
