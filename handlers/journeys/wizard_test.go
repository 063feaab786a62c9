package journeys

import (
	"fmt"
	"testing"

	"entrevue/handlers/handlerstest"
	"entrevue/locales"
	"entrevue/models"
	"entrevue/views/integrations"
	"entrevue/views/paths"
)

const (
	itMail  = "it@lumen.example"
	founder = "helen.ward@lumen.example"
)

// Every wizard leads from an empty installation to done for each calendar that the provider admits, and
// says of the others that it is not possible with them: by the buttons of its own pages, those of IT
// and of a host who reads the campaign's mail at another desk among them. ENTREVUE_WALKS=all sets up
// every company.
func TestEachProviderIsSetUpOrRefusedForEachCalendarType(t *testing.T) {
	t.Parallel()
	for _, company := range []struct {
		calendar  calendar
		look      look
		providers []models.Provider
		sample    bool // each calendar and each provider is among the samples
	}{
		{google, english, []models.Provider{models.GoogleMeet, models.Zoom}, true},
		{google, french, []models.Provider{models.MSTeams, models.GoToMeeting, models.GoogleMeet}, false},
		{graph, english, []models.Provider{models.GoToMeeting, models.GoogleMeet}, false},
		{graph, french, []models.Provider{models.Zoom, models.MSTeams}, true},
		{ews, english, []models.Provider{models.MSTeams, models.Zoom}, false},
		{ews, french, []models.Provider{models.GoToMeeting, models.GoogleMeet}, true},
	} {
		if !company.sample && !handlerstest.EveryWalk() {
			continue
		}
		t.Run(fmt.Sprintf("%s in %s", company.calendar.system, company.look.Language), func(t *testing.T) {
			t.Parallel()
			world := handlerstest.New(t, handlerstest.Live())
			world.Turn("verified_browser", "every_time") // each account is proven by a mail
			b, desk := open(t, world.URL, company.look), open(t, world.URL, company.look)
			b.firstRun()
			b.connectFromWizard(company.providers[0], company.calendar)
			for _, provider := range company.providers {
				b.setUp(world, desk, provider, company.calendar)
			}
		})
	}
}

// connectFromWizard opens a wizard while there is nothing, and goes where it says.
func (b *chromium) connectFromWizard(provider models.Provider, c calendar) {
	b.t.Helper()
	b.openWizard(provider)
	b.see(b.say("home.setup.unconnected"))
	b.stands(models.WizardCalendar, "wizard.state.due")
	b.click(b.say("actions.open_calendar_integration"))
	b.connectHere(c)
	b.synchronizeEverybody()
}

// openWizard goes to the overview and opens a provider's wizard there, which leads to the step that is
// due.
func (b *chromium) openWizard(provider models.Provider) {
	b.t.Helper()
	b.click(b.say("layout.nav.settings"))
	b.click(b.say("settings.integrations.title"))
	b.click(b.say("video.title"))
	b.see(b.say("video.lead"))
	card := "document.getElementById(" + quote(provider.Slug()) + ")"
	b.press("open the wizard of "+provider.Name(), card+"?.querySelector('a[href]')")
	b.see(b.say("wizard.title", "provider", provider.Name()))
}

// setUp goes through a provider's wizard to its end. desk is the browser of IT and of the host.
func (b *chromium) setUp(world *handlerstest.World, desk *chromium, provider models.Provider, c calendar) {
	b.t.Helper()
	b.openWizard(provider)
	b.stands(models.WizardCalendar, "wizard.state.done")
	if provider == models.GoogleMeet && c.system != models.SystemGoogle {
		b.see(b.say("wizard.refused.title", "provider", provider.Name()))
		b.stands(models.WizardEmployees, "wizard.state.refused")
		return
	}
	b.stands(models.WizardEmployees, "wizard.state.done")
	if provider == models.Zoom {
		b.askIT(world, desk)
	}
	switch {
	case provider == models.GoogleMeet:
		b.click(b.say("wizard.step.admin_console"))
		b.see(b.say("wizard.admin_console.done"))
		b.click(b.say("wizard.continue"))
	case provider != models.MSTeams || c.system != models.SystemGraph:
		b.tellTheHost(world, desk, provider)
	}
	b.testLink(world, provider)
	b.stands(models.WizardTest, "wizard.state.done")
	b.click(b.say("wizard.continue"))
	b.see(b.say("wizard.done.title", "provider", provider.Name()))
	b.see(b.say("wizard.done.notice"))
}

// askIT sends the page to IT, which does it and says so; then goes on.
func (b *chromium) askIT(world *handlerstest.World, desk *chromium) {
	b.t.Helper()
	b.see(b.say("wizard.it.title", "provider", "Zoom"))
	b.fill(b.say("wizard.it.mail"), itMail)
	b.pick(b.say("wizard.it.language"), locales.Name(models.Language(b.look.Language)))
	b.click(b.say("wizard.it.send"))
	b.see(b.say("wizard.it.turn"))
	here := b.path()
	desk.confirmAsIT(world)
	b.visit(here)
	b.see(b.say("wizard.it.confirmed"))
	b.see("Ravi Bose")
	b.stands(models.WizardIT, "wizard.state.done")
	b.click(b.say("wizard.continue"))
}

// confirmAsIT reads the mail of the company's IT, opens the page it names and says that it is done.
func (b *chromium) confirmAsIT(world *handlerstest.World) {
	b.t.Helper()
	b.read(world, itMail, b.say("mail.it_request.subject", "company", "Atelier Lumen", "provider", "Zoom"))
	b.visit(b.target(world.URL + "/it/"))
	b.see(b.say("it.title", "provider", "Zoom"))
	b.fill(b.say("it.name"), "Ravi Bose")
	b.click(b.say("it.done"))
	b.see(b.say("it.thanks"))
}

// tellTheHost sends the campaign, sees that nobody is ready, and that the host is as soon as the mail
// was read and done; then goes on.
func (b *chromium) tellTheHost(world *handlerstest.World, desk *chromium, provider models.Provider) {
	b.t.Helper()
	send := b.count("campaign.send", 1)
	b.stands(models.WizardCampaign, "wizard.state.due")
	b.click(send)
	b.see(b.say("campaign.confirm_text", "providers", provider.Name()))
	b.click(send)
	b.see(b.say("campaign.sent", "count", "1"))
	b.openWizard(provider)
	b.stands(models.WizardCampaign, "wizard.state.done")
	b.stands(models.WizardReady, "wizard.state.due")
	here := b.path()
	desk.read(world, founder, desk.count("mail.instructions.subject", 1, "providers", provider.Name()))
	desk.visit(desk.target(world.URL + paths.MyIntegration(provider.Slug())))
	desk.signIn(founder)
	desk.connectAccount(world, provider, founder)
	b.visit(here)
	b.stands(models.WizardReady, "wizard.state.done")
	b.click(b.say("wizard.continue"))
}

// testLink makes a test link with the host and sees it succeed. With Zoom it is watched step by step:
// the calendar keeps it waiting at its first and at its last.
func (b *chromium) testLink(world *handlerstest.World, provider models.Provider) {
	b.t.Helper()
	watched, steps := provider == models.Zoom, len(models.TestSteps())
	b.see(b.say("test_link.first"))
	if watched {
		world.Break(handlerstest.Fault{What: "status", Operation: "events.upsert", Status: 503, Times: -1})
	}
	b.pick(b.say("test_link.host"), "Helen Ward")
	b.click(b.say("test_link.start"))
	b.see(b.say("test_link.trace", "provider", provider.Name(), "host", "Helen Ward"))
	if watched {
		b.traced(0)
		world.Heal()
		world.Break(handlerstest.Fault{What: "status", Operation: "events.delete", Status: 503, Times: -1})
		b.traced(steps - 1)
		world.Heal()
	}
	b.traced(steps)
	b.see(b.say("test_link.result.works_text", "provider", provider.Name(), "host", "Helen"))
}

// traced waits until so many steps of the test link are done, the next one is under way, and the others
// are still to come.
func (b *chromium) traced(done int) {
	b.t.Helper()
	b.until(fmt.Sprintf("see %d steps of the test link done", done), fmt.Sprintf(
		`(() => { const lines = [...document.querySelectorAll("#%s dd")].map(d => plain(d.innerText));
		return lines.length === %d && lines.every((line, n) => line.startsWith(n < %[3]d ? %[4]s : n === %[3]d ? %[5]s : %[6]s)) })()`,
		integrations.TracePart, len(models.TestSteps()), done, quote(b.say("test_link.state.done")),
		quote(b.say("test_link.state.running")), quote(b.say("test_link.state.waiting"))))
}

// stands waits until a step on the left stands as the text of that key says.
func (b *chromium) stands(step models.WizardStepID, key string) {
	b.t.Helper()
	name, state := b.say(integrations.StepKey(step)), b.say(key)
	b.until("see that “"+name+"” stands “"+state+"”", `[...document.querySelectorAll(".rail > li")].some(li =>
		plain(li.querySelector("b").innerText) === `+quote(name)+` && plain(li.innerText).includes(`+quote(state)+`))`)
}

// count is a text about a number of things in the language of the browser.
func (b *chromium) count(key string, n int, args ...any) string {
	b.t.Helper()
	return locales.N(b.reader(), key, n, args...)
}
