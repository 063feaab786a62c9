package handlers_test

import (
	"testing"

	"entrevue/handlers/handlerstest"
	"entrevue/models"
	"entrevue/views/paths"
)

// Looking at a set-up begins nothing; the first thing that is done in it does, whatever it is.
func TestSetUpBeginsWithTheFirstThingDoneInIt(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		provider models.Provider
		do       func(w *handlerstest.World, b *handlerstest.Browser)
	}{
		"the page for IT is sent": {models.Zoom, func(_ *handlerstest.World, b *handlerstest.Browser) {
			b.Visit(paths.WizardStep("zoom", "it"))
			b.Fill("Email address of IT", "it@lumen.example").Press("Send to IT")
		}},
		"an address for IT is kept": {models.Zoom, func(_ *handlerstest.World, b *handlerstest.Browser) {
			b.Visit(paths.WizardStep("zoom", "it"))
			b.Fill("Email address of IT", "it@lumen.example").Press("Save and leave")
		}},
		"a link for IT is made": {models.Zoom, func(_ *handlerstest.World, b *handlerstest.Browser) {
			b.Visit(paths.WizardStep("zoom", "it"))
			b.Press("Make a link")
		}},
		"IT is confirmed": {models.Zoom, func(_ *handlerstest.World, b *handlerstest.Browser) {
			b.Visit(paths.WizardStep("zoom", "it"))
			b.Fill("Who installed it", "Ravi Bose").Press("Confirm for IT")
		}},
		"the hosts are written to": {models.GoToMeeting, func(w *handlerstest.World, b *handlerstest.Browser) {
			b.Visit(paths.WizardStep("goto-meeting", "campaign"))
			b.Follow("Write to 7 people")
			b.Press("Write to 7 people")
			w.Settle()
			b.Visit(paths.WizardStep("goto-meeting", "campaign"))
			b.See("Everybody was written to.")
		}},
		"a test link is made": {models.MSTeams, func(w *handlerstest.World, b *handlerstest.Browser) {
			tested(t, w, b, models.MSTeams, "Oliver Grant")
		}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w, b := settingUp(t, models.SystemGraph)
			for _, step := range models.WizardStepIDs() {
				b.Visit(paths.WizardStep(c.provider.Slug(), string(step)))
			}
			b.See("You are only looking.")
			b.Visit(paths.WizardStep("zoom", "it"))
			b.Press("Save and leave") // with nothing to save
			if setup := setUpOf(t, w).Setups[c.provider]; setup.Begun() {
				t.Fatalf("looking has begun the set-up: %+v", setup)
			}
			c.do(w, b)
			if setup := setUpOf(t, w).Setups[c.provider]; !setup.Begun() {
				t.Errorf("the set-up has not begun: %+v", setup)
			}
			b.Visit(paths.WizardStep(c.provider.Slug(), "calendar"))
			b.DoNotSee("You are only looking.", "Begin now")
		})
	}
}
