package staffing

import (
	"context"
	"strings"

	"entrevue/models"
	"entrevue/models/store"
)

// Self is what everybody may change of themselves.
type Self struct {
	Name     string
	Language models.Language
	TimeZone string
	Hours    models.WeekHours // when the person works
}

// UpdateSelf changes the settings of the person who acts.
func (r *Registrar) UpdateSelf(ctx context.Context, by models.Actor, self Self) error {
	invalid := &models.Invalid{}
	self.Name = strings.TrimSpace(self.Name)
	models.CheckText(invalid, "name", self.Name, true, models.MaxName)
	models.CheckLanguage(invalid, "language", self.Language)
	models.CheckTimeZone(invalid, "time_zone", self.TimeZone)
	hours := models.CheckHours(invalid, self.Hours)
	if err := invalid.Err(); err != nil {
		return err
	}
	return r.changeSelf(ctx, by, func(e *models.Employee) {
		e.Name, e.Language, e.TimeZone = self.Name, self.Language, self.TimeZone
		if self.Hours != e.WorkingHours.Hours() { // who set none keeps the usual ones
			e.WorkingHours = hours
		}
	})
}

// ChooseLanguage changes only the language of the person who acts.
func (r *Registrar) ChooseLanguage(ctx context.Context, by models.Actor, l models.Language) error {
	return r.changeSelf(ctx, by, func(e *models.Employee) { e.Language = l })
}

func (r *Registrar) changeSelf(ctx context.Context, by models.Actor, change func(*models.Employee)) error {
	return r.Store.Tx(ctx, func(ctx context.Context, tx *store.Store) error {
		before, err := tx.Employee(ctx, by.ID)
		if err != nil {
			return err
		}
		after := before
		change(&after)
		if by.Kind != models.ActorEmployee || !before.Active() {
			return models.ErrForbidden
		}
		if after == before {
			return nil
		}
		if err := tx.UpdateEmployee(ctx, after); err != nil {
			return err
		}
		return tx.Note(ctx, by, about(after), "activity.self_updated", nil)
	})
}
