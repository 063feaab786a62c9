package store

import (
	"context"
	"fmt"
	"slices"

	"gorm.io/gorm"

	"entrevue/models"
)

// EmployeeFilter narrows a list of employees. The zero value lists all active ones.
type EmployeeFilter struct {
	Query       string // beginnings of words of name and address
	Role        models.Role
	Deactivated bool // also those who left
	Hosts       bool // only those marked as hosting interviews
	Page        Page
}

// Employee is one employee by id.
func (r *Reads) Employee(ctx context.Context, id int64) (models.Employee, error) {
	var employee models.Employee
	if err := r.read(ctx).Take(&employee, id).Error; err != nil {
		return employee, fmt.Errorf("employee %d: %w", id, translate(err))
	}
	return employee, nil
}

// EmployeeByEmail finds an employee by the clean form of an address.
func (r *Reads) EmployeeByEmail(ctx context.Context, email string) (models.Employee, error) {
	var employee models.Employee
	if err := r.read(ctx).Take(&employee, "email = ?", email).Error; err != nil {
		return employee, fmt.Errorf("employee by address: %w", translate(err))
	}
	return employee, nil
}

// Employees lists by name. next is the cursor of the following part, empty at the end.
func (r *Reads) Employees(ctx context.Context, filter EmployeeFilter) (list []models.Employee, next string, err error) {
	db := filter.Page.after(filter.narrow(r.read(ctx)), "sort_name")
	if err = db.Find(&list).Error; err != nil {
		return nil, "", fmt.Errorf("employees: %w", err)
	}
	list, next = cut(list, filter.Page, func(e models.Employee) cursor { return cursor{e.SortName, e.ID} })
	return list, next, nil
}

// EmployeesByID are the employees with these ids, by name; unknown ids are left out.
func (r *Reads) EmployeesByID(ctx context.Context, ids []int64) ([]models.Employee, error) {
	var list []models.Employee
	if err := r.read(ctx).Where("id in ?", ids).Order("sort_name").Order("id").Find(&list).Error; err != nil {
		return nil, fmt.Errorf("employees by id: %w", err)
	}
	return list, nil
}

// EmployeesByEmail are the employees with these clean addresses, by address.
func (r *Reads) EmployeesByEmail(ctx context.Context, emails []string) (map[string]models.Employee, error) {
	found := make(map[string]models.Employee, len(emails))
	for chunk := range slices.Chunk(emails, 500) {
		var list []models.Employee
		if err := r.read(ctx).Where("email in ?", chunk).Find(&list).Error; err != nil {
			return nil, fmt.Errorf("employees by address: %w", err)
		}
		for _, employee := range list {
			found[employee.Email] = employee
		}
	}
	return found, nil
}

// EmployeesToInvite are those with an id in a range who are not in and have no invitation, by id.
func (r *Reads) EmployeesToInvite(ctx context.Context, from, to int64, limit int) ([]models.Employee, error) {
	var list []models.Employee
	err := r.read(ctx).Where("id between ? and ? and password_hash = '' and deactivated_at is null", from, to).
		Where("not exists (select 1 from links where links.purpose = ? and links.owner_id = employees.id)", InvitationLink).
		Order("id").Limit(limit).Find(&list).Error
	if err != nil {
		return nil, fmt.Errorf("employees to invite: %w", err)
	}
	return list, nil
}

func (f EmployeeFilter) narrow(db *gorm.DB) *gorm.DB {
	if f.Role != "" {
		db = db.Where("role = ?", f.Role)
	}
	if !f.Deactivated {
		db = db.Where("deactivated_at is null")
	}
	if f.Hosts {
		db = db.Where("hosts_interviews = ?", true)
	}
	return matching(db, employeeWords, f.Query)
}

// Administrators counts the active ones who can sign in.
func (r *Reads) Administrators(ctx context.Context) (int64, error) {
	var count int64
	err := r.read(ctx).Model(&models.Employee{}).
		Where("role = ? and deactivated_at is null and password_hash <> ''", models.RoleAdministrator).
		Count(&count).Error
	if err != nil {
		return 0, fmt.Errorf("administrators: %w", err)
	}
	return count, nil
}

// CreateEmployee inserts e and sets its id. Taken tells of an address that somebody has already.
func (s *Store) CreateEmployee(ctx context.Context, e *models.Employee) error {
	e.CreatedAt, e.SortName = s.Now(), folded(e.Name)
	if err := s.write(ctx).Create(e).Error; err != nil {
		return fmt.Errorf("create employee: %w", err)
	}
	return s.setWords(ctx, employeeWords, e.ID, e.Name, e.Email)
}

// UpdateEmployee writes everything of e that can change.
func (s *Store) UpdateEmployee(ctx context.Context, e models.Employee) error {
	err := s.write(ctx).Model(&models.Employee{}).Where("id = ?", e.ID).Updates(map[string]any{
		"name": e.Name, "sort_name": folded(e.Name), "email": e.Email, "title": e.Title, "phone": e.Phone, "role": e.Role,
		"language": e.Language, "time_zone": e.TimeZone, "working_hours": e.WorkingHours, "password_hash": e.PasswordHash,
		"hosts_interviews": e.HostsInterviews, "shared_mailbox": e.SharedMailbox,
		"deactivated_at": e.DeactivatedAt}).Error
	if err != nil {
		return fmt.Errorf("update employee %d: %w", e.ID, err)
	}
	return s.setWords(ctx, employeeWords, e.ID, e.Name, e.Email)
}
