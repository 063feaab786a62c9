package sandbox

import (
	"net/mail"
	"strings"
	"time"
)

// Kinds of mailboxes.
const (
	mailboxRegular  = "regular"
	mailboxShared   = "shared"
	mailboxMissing  = "missing"  // the address is known to people, but no mailbox exists yet
	mailboxOutside  = "outside"  // of another company
	mailboxResource = "resource" // a room
)

// companyDomain is the one organization of this world.
const companyDomain = "lumen.example"

// The company's calendar system; any means that every administrator sign-in works.
const (
	companySetting = "company"
	companyAny     = "none"
)

var companyTypes = []string{companyAny, systemGoogle, systemGraph, systemEWS}

// mailbox is one address of the directory.
type mailbox struct {
	Address       string   `json:"address"`
	Name          string   `json:"name"`
	Kind          string   `json:"kind"`
	System        string   `json:"system,omitempty"` // "" follows the service account
	Zone          string   `json:"zone"`
	Admin         bool     `json:"admin,omitempty"`
	ReadOnly      bool     `json:"read_only,omitempty"`      // the service account may not write
	FreeBusyOnly  bool     `json:"free_busy_only,omitempty"` // 3.8
	IntegratedOff bool     `json:"integrated_off,omitempty"` // Meet or Teams switched off
	Busy          []weekly `json:"busy,omitempty"`
}

func (mailbox) kind() string            { return "mailbox" }
func (m mailbox) key() (string, string) { return m.Address, "" }

// weekly is something that fills the same hours of a working day every week.
type weekly struct {
	Day     time.Weekday `json:"day"`
	From    string       `json:"from"` // wall time of the mailbox's zone, 09:30
	To      string       `json:"to"`
	Summary string       `json:"summary"`
}

// validEmail accepts a bare address and nothing around it.
func validEmail(text string) bool {
	a, err := mail.ParseAddress(text)
	return err == nil && a.Address == text && !strings.ContainsAny(text, "\r\n ")
}

// seed makes an empty world with a company of the given type. Switches keep their settings only
// until then.
func (t *tx) seed(company string) {
	t.exec(`delete from docs where not (kind = 'setting' and id = ?)`, clockSetting)
	t.exec(`delete from work`)
	t.exec(`delete from mails`)
	t.exec(`delete from record`)
	t.turned = nil
	save(t, setting{Name: companySetting, Value: company})
	for _, m := range people() {
		save(t, m)
	}
}

func (t *tx) company() string {
	kept, _ := load[setting](t, companySetting)
	return kept.Value
}

// hasSystem says whether an administrator of the company can sign in to a calendar system. A
// company on Microsoft 365 can be reached by EWS too, the other way round not.
func (t *tx) hasSystem(system string) bool {
	company := t.company()
	return company == companyAny || company == system || company == systemGraph && system == systemEWS
}

func people() []mailbox {
	const paris = "Europe/Paris"
	regular := func(local, name, zone string, busy ...weekly) mailbox {
		return mailbox{Address: local + "@" + companyDomain, Name: name, Kind: mailboxRegular,
			Zone: zone, Busy: busy}
	}
	helen := regular("helen.ward", "Helen Ward", "Europe/London",
		weekly{time.Monday, "09:00", "10:00", "Management meeting"},
		weekly{time.Thursday, "14:00", "15:30", "Budget"})
	helen.Admin = true
	return []mailbox{
		helen,
		regular("sophie.marchand", "Sophie Marchand", paris,
			weekly{time.Tuesday, "09:00", "09:45", "Point recrutement"},
			weekly{time.Wednesday, "12:00", "13:30", "Déjeuner"}),
		regular("oliver.grant", "Oliver Grant", "Europe/London",
			weekly{time.Monday, "13:00", "14:00", "Lunch"},
			weekly{time.Friday, "15:00", "17:00", "Reviews"}),
		regular("camille.perrin", "Camille Perrin", paris,
			weekly{time.Tuesday, "14:00", "16:00", "Atelier"}),
		regular("hugo.renard", "Hugo Renard", paris,
			weekly{time.Monday, "10:00", "11:00", "Stand-up"}),
		regular("jonas.weber", "Jonas Weber", "Europe/Berlin"),
		regular("ines.faure", "Inès Faure", paris,
			weekly{time.Thursday, "09:00", "12:00", "Chantier"}),
		{Address: "studio@" + companyDomain, Name: "Amélie Brun", Kind: mailboxShared, Zone: paris},
		{Address: "thi.nguyen@" + companyDomain, Name: "Thi Nguyen", Kind: mailboxMissing, Zone: paris},
		{Address: "piotr.kowal@elsewhere.example", Name: "Piotr Kowal", Kind: mailboxOutside,
			Zone: "Europe/Warsaw"},
		{Address: "room-1@" + companyDomain, Name: "Salle Lumière", Kind: mailboxResource, Zone: paris},
	}
}
