package demo

import "entrevue/models"

// Connection is how far somebody has come with an own provider account: Ended ones lapsed after they
// were connected, Begun ones were left at the mail.
type Connection struct {
	Person   string
	Provider models.Provider
	Begun    bool
	Ended    bool
}

// Connections are those of the demo. Who is not among them has never connected anything.
func Connections() []Connection {
	return []Connection{
		{Person: "OG", Provider: models.Zoom},
		{Person: "HR", Provider: models.Zoom, Ended: true},
		{Person: "JW", Provider: models.Zoom, Begun: true},
		{Person: "IF", Provider: models.GoToMeeting},
	}
}
