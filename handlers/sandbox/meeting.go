package sandbox

import (
	"net/http"
	"time"
)

// meeting is a room at a provider that a join address opens.
type meeting struct {
	Provider string
	ID       string
	Title    string
	Host     string
	Start    time.Time
	End      time.Time
	Event    string // key of the event
	Removed  bool
}

func (meeting) kind() string            { return "meeting" }
func (m meeting) key() (string, string) { return m.Provider + "/" + m.ID, m.Event }

// providerTitles are the names people know, by the name in events and profiles.
var providerTitles = map[string]string{
	"zoom": "Zoom", "ms_teams": "Microsoft Teams", "google_meet": "Google Meet",
	"google_meet_api": "Google Meet", "go_to": "GoTo Meeting", "8x8": "8x8",
	"webex": "Webex", // nobody can choose it, but clients must live with it (4.1)
}

func providerTitle(provider string) string { return providerTitles[provider] }

// eventProvider is the name in events of a profile's provider (6.3).
func eventProvider(profile string) string {
	if profile == "google_meet_api" {
		return "google_meet"
	}
	return profile
}

func otherProvider(provider string) string {
	if provider == "zoom" {
		return "ms_teams"
	}
	return "zoom"
}

// newMeeting opens a unique meeting for an event (6.6).
func (t *tx) newMeeting(a account, e event) meeting {
	id, _ := e.key()
	m := meeting{Provider: e.Conference.Provider, ID: meetingID(e.Conference.Provider), Event: id,
		Host: a.Name, Title: e.Summary, Start: e.Start.At, End: e.End.At}
	save(t, m)
	return m
}

// meetingID looks like the ids of each provider.
func meetingID(provider string) string {
	switch provider {
	case "zoom":
		return "93" + random(digits, 9)
	case "google_meet":
		return random(letters, 3) + "-" + random(letters, 4) + "-" + random(letters, 3)
	case "go_to":
		return random(digits, 9)
	}
	return random(hexits, 20)
}

// updateMeeting carries a change of the event to its meeting (6.6).
func (t *tx) updateMeeting(e event) {
	if e.Conference.MeetingID == "" {
		return
	}
	if e.Deleted {
		t.dropMeeting(e.Conference)
		return
	}
	if m, known := load[meeting](t, e.Conference.Provider+"/"+e.Conference.MeetingID); known {
		m.Title, m.Start, m.End = e.Summary, e.Start.At, e.End.At
		save(t, m)
	}
}

func (t *tx) dropMeeting(c conference) {
	m, known := load[meeting](t, c.Provider+"/"+c.MeetingID)
	if known && t.set("meeting_after_deletion") == "removed" {
		m.Removed = true
		save(t, m)
	}
}

// showMeeting is where a join address leads.
func showMeeting(c *call) answer {
	m, known := load[meeting](c.tx, c.param("provider")+"/"+c.param("id"))
	if !known {
		return hosted(http.StatusNotFound, "message", message{Title: "No such meeting",
			Text: "This address opens no meeting."})
	}
	status := http.StatusOK
	if m.Removed {
		status = http.StatusGone
	}
	return hosted(status, "meeting", struct {
		meeting
		ProviderTitle string
	}{m, providerTitle(m.Provider)})
}
