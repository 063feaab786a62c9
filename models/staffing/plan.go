package staffing

import (
	"context"
	"slices"
	"strings"

	"entrevue/models"
	"entrevue/models/store"
)

// Outcome is what an import does with a line.
type Outcome string

// The outcomes. One wrong line keeps all others from being imported.
const (
	LineAdds    Outcome = "adds"
	LineChanges Outcome = "changes"
	LineKeeps   Outcome = "keeps" // the person is like that already
	LineWrong   Outcome = "wrong"
)

// Line is one line of a file of people and what becomes of it. Problems are by column, all that the
// line has, when it is wrong.
type Line struct {
	Number   int
	Outcome  Outcome
	Entry    Entry
	Problems models.Invalid
	before   models.Employee
}

// Plan is what an import would do. Text is the file in UTF-8, to be handed to Import.
type Plan struct {
	Lines []Line
	Text  string
}

// Count tells how many lines have an outcome.
func (p Plan) Count(o Outcome) int {
	n := 0
	for _, line := range p.Lines {
		if line.Outcome == o {
			n++
		}
	}
	return n
}

// Plan reads a file of people and tells what importing it would do, without doing it. A file that
// cannot be read as a whole is an *models.Invalid about the field "file".
func (r *Registrar) Plan(ctx context.Context, by models.Actor, content []byte) (Plan, error) {
	if !models.CanAdminister(by) {
		return Plan{}, models.ErrForbidden
	}
	text, rows, err := readTable(content)
	if err != nil {
		return Plan{}, err
	}
	p, err := plan(ctx, &r.Store.Reads, rows)
	p.Text = text
	return p, err
}

func plan(ctx context.Context, reads *store.Reads, rows []row) (Plan, error) {
	installation, err := reads.Installation(ctx)
	if err != nil {
		return Plan{}, err
	}
	emails := make([]string, len(rows))
	for i, row := range rows {
		emails[i], _ = models.CleanEmail(row.cells[columnEmail])
	}
	known, err := reads.EmployeesByEmail(ctx, emails)
	if err != nil {
		return Plan{}, err
	}
	lines, first := make([]Line, len(rows)), map[string]int{}
	for i, row := range rows {
		lines[i] = row.judge(installation, known[emails[i]])
		if earlier, twice := first[emails[i]]; twice {
			lines[i].Problems.Add(string(columnEmail), "employees.import.twice", "line", earlier)
		} else {
			first[emails[i]] = row.line
		}
		if lines[i].Problems.Err() != nil {
			lines[i].Outcome = LineWrong
		}
	}
	return Plan{Lines: lines}, nil
}

// judge tells what a line does to the person who has its address, or to nobody yet.
func (r row) judge(i models.Installation, before models.Employee) Line {
	line := Line{Number: r.line, Outcome: LineKeeps, before: before}
	base := before
	if before.ID == 0 {
		line.Outcome = LineAdds
		base = models.Employee{Role: models.RoleEmployee, Language: i.Language, TimeZone: i.TimeZone}
	}
	line.Entry = r.entry(&line.Problems, base)
	line.Entry.check(&line.Problems)
	switch {
	case before.ID == 0:
	case !before.Active():
		line.Problems.Add(string(columnEmail), "employees.import.deactivated")
	case before.Role == models.RoleAdministrator && line.Entry.Role != before.Role:
		line.Problems.Add(string(columnRole), "employees.import.administrator")
	case line.Entry.onto(before) != before:
		line.Outcome = LineChanges
	}
	return line
}

// entry fills what the line leaves open with what is known. Recruiters and administrators host
// interviews unless the line says otherwise.
func (r row) entry(invalid *models.Invalid, base models.Employee) Entry {
	e := Entry{Name: r.or(columnName, base.Name), Email: r.cells[columnEmail], Title: base.Title, Phone: base.Phone,
		TimeZone: r.or(columnTimeZone, base.TimeZone), Role: base.Role, Language: base.Language, HostsInterviews: base.HostsInterviews, SharedMailbox: base.SharedMailbox}
	if typed := r.cells[columnRole]; typed != "" {
		e.Role = roleNames[strings.ToLower(typed)]
	}
	if typed := r.cells[columnLanguage]; typed != "" {
		e.Language = languageNames[strings.ToLower(typed)]
	}
	if base.ID == 0 {
		e.HostsInterviews = e.Role.Hosts()
	}
	r.mark(invalid, columnHosts, &e.HostsInterviews)
	r.mark(invalid, columnShared, &e.SharedMailbox)
	return e
}

func (r row) or(c column, standard string) string {
	if typed := r.cells[c]; typed != "" {
		return typed
	}
	return standard
}

func (r row) mark(invalid *models.Invalid, c column, mark *bool) {
	typed := strings.ToLower(r.cells[c])
	switch {
	case typed == "":
	case slices.Contains([]string{"yes", "oui", "x", "1", "true", "vrai"}, typed):
		*mark = true
	case slices.Contains([]string{"no", "non", "-", "0", "false", "faux"}, typed):
		*mark = false
	default:
		invalid.Add(string(c), "employees.import.yes_or_no", "value", shortCell(typed))
	}
}

// The words of files for roles and languages.
var (
	roleNames = map[string]models.Role{
		"employee": models.RoleEmployee, "employé": models.RoleEmployee, "employée": models.RoleEmployee,
		"recruiter": models.RoleRecruiter, "recruteur": models.RoleRecruiter,
		"recruteuse": models.RoleRecruiter, "recrutement": models.RoleRecruiter,
		"administrator": models.RoleAdministrator, "admin": models.RoleAdministrator,
		"administrateur": models.RoleAdministrator, "administratrice": models.RoleAdministrator,
		"administration": models.RoleAdministrator,
	}
	languageNames = map[string]models.Language{
		"en": models.English, "english": models.English, "anglais": models.English,
		"fr": models.French, "french": models.French, "français": models.French, "francais": models.French,
	}
)
