package demo

import (
	"strings"
	"unicode"

	"golang.org/x/text/runes"
	"golang.org/x/text/transform"
	"golang.org/x/text/unicode/norm"

	"entrevue/models"
)

// Positions are what the company hires for.
func Positions() []models.Position {
	return []models.Position{
		{Title: "Lighting designer", Location: "Lyon"},
		{Title: "Chef de projet éclairage", Location: "Lyon"},
		{Title: "Workshop technician", Location: "Villeurbanne"},
		{Title: "Ingénieur optique", Location: "Lyon"},
	}
}

// Candidate is somebody who applied; Position is the index in Positions, DaysAgo when it was.
type Candidate struct {
	Position, DaysAgo int
	models.Candidate
}

// Candidates are a dozen, in several time zones and both languages. One has no address.
func Candidates() []Candidate {
	return []Candidate{
		candidate(0, 13, "Maya Lindqvist", "America/Montreal", models.English, "+1 514 555 0147"),
		candidate(0, 11, "Tomás Herrera", "Europe/Madrid", models.English, "+34 910 555 018"),
		candidate(0, 9, "Léa Fontaine", "Europe/Paris", models.French, "+33 6 55 55 01 20"),
		candidate(1, 15, "Bastien Roche", "Europe/Paris", models.French, "+33 6 55 55 01 31"),
		candidate(1, 8, "Aïcha Benali", "Africa/Casablanca", models.French, "+212 5 55 55 01 42"),
		candidate(1, 6, "Noémie Delacroix-Vandenberghe", "Europe/Brussels", models.French, "+32 2 555 01 53"),
		candidate(2, 20, "Jakob Nielsen", "Europe/Copenhagen", models.English, "+45 55 55 01 64"),
		candidate(2, 5, "Grace Okafor", "Africa/Lagos", models.English, "+234 1 555 0175"),
		candidate(2, 3, "Ravi Shah", "Asia/Kolkata", models.English, "+91 22 5550 0186"),
		candidate(3, 7, "Chloé Martin", "Indian/Reunion", models.French, "+262 262 55 01 97"),
		candidate(3, 4, "Yuki Tanaka", "Asia/Tokyo", models.English, "+81 3 5555 0108"),
		unreachable(candidate(3, 2, "Émile Garnier", "Europe/Paris", models.French, "+33 6 55 55 01 19")),
	}
}

func candidate(position, daysAgo int, name, zone string, language models.Language, phone string) Candidate {
	return Candidate{Position: position, DaysAgo: daysAgo, Candidate: models.Candidate{Name: name,
		Email: strings.TrimSuffix(address(name), Domain) + "mail.example", Phone: phone, Language: language, TimeZone: zone}}
}

func unreachable(c Candidate) Candidate {
	c.Email = ""
	return c
}

// Interview is one that the demo plans. People are named by their keys, the candidate by the index
// in Candidates; Days counts working days from today, negative ones are past.
type Interview struct {
	Candidate    int
	Type         models.InterviewType
	Organizer    string
	Host         string
	Participants []string
	Days         int
	Clock        string
	Minutes      int
	Method       models.Method
	Detail       string // room, phone number or own link, as the method wants
	Message      string
	Sending      models.Sending
	Cancelled    bool
	Linkless     bool // its link never comes
}

// Interviews are those of the demo, in the order in which they are planned.
func Interviews() []Interview {
	const looking = "Looking forward to meeting you. Camille would like to talk about the museum project in your portfolio."
	return []Interview{
		{Candidate: 0, Type: models.TypeSecond, Organizer: "OG", Host: "CP", Participants: []string{"JW"}, Days: 8,
			Clock: "14:00", Minutes: 60, Method: models.MethodMSTeams, Message: looking, Sending: models.SendWhenReady},
		{Candidate: 0, Type: models.TypeVisit, Organizer: "OG", Host: "OG", Participants: []string{"HW", "CP"}, Days: 13,
			Clock: "11:00", Minutes: 90, Method: models.MethodInPerson, Detail: "Studio 2, Lyon", Sending: models.SendWhenReady},
		{Candidate: 2, Type: models.TypeFirst, Organizer: "SM", Host: "SM", Days: 2, Clock: "09:30", Minutes: 30,
			Method: models.MethodMSTeams, Message: "Au plaisir d’échanger avec vous.", Sending: models.SendWhenReady},
		{Candidate: 3, Type: models.TypePortfolio, Organizer: "SM", Host: "IF", Participants: []string{"SM"}, Days: 4,
			Clock: "16:00", Minutes: 60, Method: models.MethodMSTeams, Sending: models.SendWhenReady, Linkless: true},
		{Candidate: 4, Type: models.TypeFirst, Organizer: "SM", Host: "SM", Days: 3, Clock: "10:15", Minutes: 45,
			Method: models.MethodPhone, Detail: "+212 5 55 55 01 42", Sending: models.SendWhenReady},
		{Candidate: 7, Type: models.TypeTeam, Organizer: "OG", Host: "JW", Participants: []string{"OG"}, Days: 5,
			Clock: "15:00", Minutes: 45, Method: models.MethodOwnLink, Detail: "https://rooms.lumen.example/atelier", Sending: models.SendWhenReady},
		{Candidate: 8, Type: models.TypeFirst, Organizer: "OG", Host: "OG", Days: 6, Clock: "10:00", Minutes: 30,
			Method: models.MethodMSTeams, Sending: models.SendNever},
		{Candidate: 6, Type: models.TypeTask, Organizer: "OG", Host: "JW", Days: 7, Clock: "13:30", Minutes: 60,
			Method: models.MethodMSTeams, Sending: models.SendWhenReady, Cancelled: true},
		{Candidate: 11, Type: models.TypeFirst, Organizer: "SM", Host: "SM", Days: 3, Clock: "17:00", Minutes: 30,
			Method: models.MethodMSTeams, Sending: models.SendWhenReady},
	}
}

// address is the first and last name as Atelier Lumen writes addresses.
func address(name string) string {
	plain := transform.Chain(norm.NFD, runes.Remove(runes.In(unicode.Mn)), norm.NFC)
	folded, _, _ := transform.String(plain, strings.ToLower(name))
	return strings.ReplaceAll(folded, " ", ".") + "@" + Domain
}
