package app

import (
	"net/url"

	"entrevue/models"
)

// SandboxMeetings are the addresses of meetings that the sandbox at outside makes: the demo and
// tests let them in beside those of the providers.
func SandboxMeetings(outside *url.URL) models.JoinHosts {
	hosts := models.JoinHosts{}
	for provider, name := range map[models.Provider]string{models.GoogleMeet: "google_meet", models.Zoom: "zoom",
		models.MSTeams: "ms_teams", models.GoToMeeting: "go_to"} {
		hosts[provider] = []string{outside.JoinPath("meet", name).String() + "/"}
	}
	return hosts
}
