package entering

import (
	"context"
	"strings"

	"entrevue/models"
	"entrevue/models/store"
)

// Founding is what the first person says about the company and about themselves.
type Founding struct {
	Company  string
	Name     string
	Email    string
	Password string
	Language models.Language
	TimeZone string
}

func (f *Founding) check() error {
	invalid := &models.Invalid{}
	f.Company, f.Name = strings.TrimSpace(f.Company), strings.TrimSpace(f.Name)
	models.CheckText(invalid, "company", f.Company, true, models.MaxName)
	models.CheckText(invalid, "name", f.Name, true, models.MaxName)
	f.Email = models.CheckEmail(invalid, "email", f.Email, true)
	checkPassword(invalid, "password", f.Password, f.Email)
	models.CheckLanguage(invalid, "language", f.Language)
	models.CheckTimeZone(invalid, "time_zone", f.TimeZone)
	return invalid.Err()
}

// Found sets up an installation without people: the company and its first administrator, who is
// signed in. It answers models.ErrGone when somebody was first, also at the same moment.
func (d *Doorkeeper) Found(ctx context.Context, f Founding, from Entry) (models.Employee, int64, error) {
	installation, err := d.Store.Installation(ctx)
	if err != nil {
		return models.Employee{}, 0, err
	}
	if installation.Founded() {
		return models.Employee{}, 0, models.ErrGone
	}
	if err := f.check(); err != nil {
		return models.Employee{}, 0, err
	}
	hashed, err := d.hash(ctx, f.Password)
	if err != nil {
		return models.Employee{}, 0, err
	}
	first := models.Employee{Name: f.Name, Email: f.Email, Role: models.RoleAdministrator,
		Language: f.Language, TimeZone: f.TimeZone, PasswordHash: hashed, HostsInterviews: models.RoleAdministrator.Hosts()}
	var signIn int64
	err = d.Store.Tx(ctx, func(ctx context.Context, tx *store.Store) error {
		var err error
		signIn, err = found(ctx, tx, f, &first, from)
		return err
	})
	return first, signIn, err
}

func found(ctx context.Context, tx *store.Store, f Founding, first *models.Employee, from Entry) (int64, error) {
	err := tx.FoundInstallation(ctx, models.Installation{CompanyName: f.Company, Language: f.Language, TimeZone: f.TimeZone})
	if err != nil {
		return 0, err
	}
	first.ID = 0
	if err := tx.CreateEmployee(ctx, first); err != nil {
		return 0, err
	}
	err = tx.Note(ctx, first.Actor(), store.Subject{Kind: "installation", ID: 1}, "activity.founded",
		map[string]string{"company": f.Company})
	if err != nil {
		return 0, err
	}
	return tx.CreateSignIn(ctx, from.signIn(first.ID))
}
