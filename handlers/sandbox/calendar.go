package sandbox

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
	prefix := "cal_" + a.ProfileID[len("pro_"):] + "_"
	return []calendar{
		{ID: prefix + random(alphabet, 6), Name: name, Primary: true},
		{ID: prefix + random(alphabet, 6), Name: "Public holidays", ReadOnly: true},
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

// listCalendars is GET /v1/calendars (5.1).
func listCalendars(c *call) answer {
	profile := c.profileFields(c.account)
	list := []map[string]any{}
	for _, cal := range c.account.Calendars {
		fields := c.calendarFields(c.account, cal)
		fields["provider_name"] = profile["provider_name"]
		fields["profile_id"], fields["profile_name"] = c.account.ProfileID, c.account.Email
		if c.set("provider_protocol") == "everywhere" && profile["provider_protocol"] != nil {
			fields["provider_protocol"] = profile["provider_protocol"]
		}
		list = append(list, fields)
	}
	body := map[string]any{"calendars": list}
	if c.set("calendars_sub") == present {
		body["sub"] = c.account.Sub
	}
	return ok(body)
}
