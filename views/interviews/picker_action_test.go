package interviews

import (
	"context"
	"testing"

	"entrevue/locales"
	"entrevue/models"
)

// Every blocked outcome has, for each role, something to press or nothing to do.
func TestEveryActionOfThePickerCanBePressedByEveryRole(t *testing.T) {
	t.Parallel()
	ctx := locales.With(context.Background(), models.English, nil)
	host, helen := models.Employee{ID: 2, Name: "Jonas Weber"}, models.Employee{ID: 1, Name: "Helen Ward", Role: models.RoleAdministrator}
	met := map[models.Action]bool{}
	for _, viewer := range []models.Employee{helen, {ID: 2, Name: "Jonas Weber", Role: models.RoleRecruiter}, {ID: 3, Name: "Oliver Grant", Role: models.RoleRecruiter}} {
		p := PickerProps{Action: "/picker", Host: host, Viewer: viewer, Administrators: []models.Employee{helen}}
		for _, reason := range models.Reasons() {
			outcome := models.Outcome{Reason: reason}
			action := p.asked(outcome)
			met[action] = true
			if got := p.action(ctx, models.Zoom, outcome); (got == nil) != (action == models.ActionNone) {
				t.Errorf("%s for the %s %s: %s leads to %v", reason, viewer.Role, viewer.Name, action, got)
			}
		}
	}
	for _, action := range models.Actions() {
		if !met[action] {
			t.Errorf("%s was not met", action)
		}
	}
}
