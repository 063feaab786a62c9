package demo

import "entrevue/models"

// Company is the name of the demo company.
const Company = "Atelier Lumen"

// Domain is that of its addresses.
const Domain = "lumen.example"

// Zone is where it works.
const Zone = "Europe/Paris"

// Password is that of everybody in the demo, for signing in by hand.
const Password = "a lamp for every room"

// Person is somebody of the demo company. Key is the initials by which the one-click sign-in names
// them; Offered ones stand on the sign-in page.
type Person struct {
	Key     string
	Offered bool
	models.Employee
}

// People are everybody, the first administrator first.
func People() []Person {
	return []Person{
		person("HW", true, "Helen Ward", "Studio manager", models.RoleAdministrator, models.English),
		person("SM", true, "Sophie Marchand", "Responsable recrutement", models.RoleRecruiter, models.French),
		person("OG", true, "Oliver Grant", "Talent partner", models.RoleRecruiter, models.English),
		person("CP", true, "Camille Perrin", "Responsable design", models.RoleEmployee, models.French),
		person("HR", true, "Hugo Renard", "Chef de projet", models.RoleEmployee, models.French),
		person("JW", false, "Jonas Weber", "Workshop lead", models.RoleEmployee, models.English),
		shared(person("AB", false, "Amélie Brun", "Assistante du studio", models.RoleEmployee, models.French)),
		person("TN", false, "Thi Nguyen", "Lighting engineer", models.RoleEmployee, models.English),
		outside(person("PK", false, "Piotr Kowal", "Freelance 3D artist", models.RoleEmployee, models.English)),
		person("IF", false, "Inès Faure", "Ingénieure lumière", models.RoleEmployee, models.French),
	}
}

func person(key string, offered bool, name, title string, role models.Role, language models.Language) Person {
	return Person{Key: key, Offered: offered, Employee: models.Employee{Name: name, Email: address(name), Title: title,
		Phone: "+33 4 00 00 01 42", Role: role, Language: language, TimeZone: Zone, HostsInterviews: true}}
}

func shared(p Person) Person {
	p.Email, p.SharedMailbox = "studio@"+Domain, true
	return p
}

func outside(p Person) Person {
	p.Email = "piotr.kowal@elsewhere.example"
	return p
}
