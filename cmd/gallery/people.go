package main

import (
	"time"

	"entrevue/models"
)

// The demo company, as far as pages need it.

var (
	helenWard   = employee(1, "Helen Ward", "helen.ward", "Head of people", models.RoleAdministrator)
	oliverGrant = employee(2, "Oliver Grant", "oliver.grant", "Recruiter", models.RoleRecruiter)
	camille     = employee(3, "Camille Perrin", "camille.perrin", "Head of design", models.RoleEmployee)
	jonas       = employee(4, "Jonas Weber", "jonas.weber", "Workshop lead", models.RoleEmployee)
	ines        = employee(5, "Inès Faure", "ines.faure", "Lighting engineer", models.RoleEmployee)
	hugo        = employee(6, "Hugo Renard", "hugo.renard", "Project lead", models.RoleEmployee)
	thi         = employee(7, "Nguyễn Thị Minh Khai Vandenbroucke-Delacroix", "thi.nguyen", "Responsable de la conception lumière", models.RoleEmployee)
)

func employee(id int64, name, address, title string, role models.Role) models.Employee {
	return models.Employee{
		ID: id, Name: name, Email: address + "@lumen.example", Title: title, Role: role,
		Language: models.English, TimeZone: "Europe/Paris", Phone: "+33 4 00 00 01 42",
	}
}

func everybody() []models.Employee {
	return []models.Employee{camille, helenWard, hugo, ines, jonas, thi, oliverGrant}
}

var (
	lighting = models.Position{ID: 11, Title: "Lighting designer", Location: "Lyon", Version: 1}
	workshop = models.Position{ID: 12, Title: "Responsable d’atelier et de la fabrication des prototypes", Location: "Lyon", Version: 3}
	maya     = models.Candidate{
		ID: 21, PositionID: 11, Name: "Maya Lindqvist", Email: "maya.lindqvist@mail.example", Phone: "+1 514 555 0147",
		Language: models.English, TimeZone: "America/Montreal", AppliedOn: "2026-11-09", Version: 1,
	}
	bao = models.Candidate{
		ID: 22, PositionID: 12, Name: "Nguyễn Gia Bảo de la Bretonnière-Vandenbroucke", Language: models.French,
		TimeZone: "Asia/Ho_Chi_Minh", AppliedOn: "2026-10-01", Version: 1,
	}
)

// now is when everybody looks at the gallery.
var now = time.Date(2026, 11, 23, 9, 30, 0, 0, time.UTC)

// at is a moment in Paris.
func at(month time.Month, day, hour, minute int) time.Time {
	return time.Date(2026, month, day, hour, minute, 0, 0, paris).UTC()
}
