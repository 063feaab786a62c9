package journeys

import (
	"testing"

	"entrevue/cmd/app"
	"entrevue/handlers/handlerstest"
	"entrevue/models"
)

const itMail = "it@lumen.example"

// Zoom is set up as far as IT: the administrator sends the page, IT reads the mail, does it and says
// so, and the administrator sees it.
func TestZoomIsSetUpInFrenchWithoutScript(t *testing.T) {
	t.Parallel()
	world := handlerstest.New(t, handlerstest.Live(), handlerstest.With(func(c *app.Config) {
		c.Demo = []string{"helen.ward@lumen.example"}
	}))
	people := world.Company(models.SystemGraph)
	helen := people["HW"].Actor()
	if err := world.App.Registrar.ChooseLanguage(t.Context(), helen, models.French); err != nil {
		t.Fatal(err)
	}
	for _, key := range []string{"TN", "PK"} { // they cannot be synchronized
		if err := world.App.Registrar.Deactivate(t.Context(), helen, people[key].ID); err != nil {
			t.Fatal(err)
		}
	}
	b := open(t, world.URL, french)
	b.visit("/")
	b.click("Helen Ward")
	b.click(b.say("layout.nav.settings"))
	b.click(b.say("settings.integrations.title"))
	b.click(b.say("video.title"))
	b.click(b.say("video.open.none") + " Zoom")
	b.see(b.say("wizard.it.title", "provider", "Zoom"))
	b.fill(b.say("wizard.it.mail"), itMail)
	b.pick(b.say("wizard.it.language"), "Français")
	b.click(b.say("wizard.it.send"))
	b.see(b.say("wizard.it.turn"))
	here := b.path()
	b.confirmAsIT(world)
	b.visit(here)
	b.see(b.say("wizard.it.confirmed"))
	b.see("Ravi Bose")
}

// confirmAsIT reads the mail of the company's IT, opens the page it names and says that it is done.
func (b *chromium) confirmAsIT(world *handlerstest.World) {
	b.t.Helper()
	b.visit(world.Outside + "/sandbox/mailboxes/" + itMail)
	b.click(b.say("mail.it_request.subject", "company", "Atelier Lumen", "provider", "Zoom"))
	b.visit(b.target(world.URL + "/it/"))
	b.see(b.say("it.title", "provider", "Zoom"))
	b.fill(b.say("it.name"), "Ravi Bose")
	b.click(b.say("it.done"))
	b.see(b.say("it.thanks"))
}
