package journeys

import (
	"fmt"
	"testing"
	"time"

	"entrevue/handlers/handlerstest"
	"entrevue/models"
	"entrevue/views/paths"
)

// soon is within what time a page that is open shows what has happened elsewhere.
const soon = 30 * time.Second

// Wherever somebody leaves the way over Cronofy, a mail and the provider's sign-in, their page says where
// they are, what was seen and what to press; and it shows by itself what happens elsewhere.
func TestNobodyIsLostInTheDetour(t *testing.T) { // FAIL4, FAIL18, FAIL19, FAIL20, FAIL48
	t.Parallel()
	for name, who := range map[string]struct {
		look look
		host string
	}{"in English": {english, "JW"}, "in French without script": {french, "CP"}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			world := handlerstest.New(t, handlerstest.Live())
			people := world.Company(models.SystemGraph)
			world.Turn("verified_browser", "every_time")
			sendCampaign(t, world, people["HW"].Actor(), []models.Provider{models.Zoom, models.GoToMeeting})
			d := detour{open(t, world.URL, who.look), world, people[who.host]}
			d.visit(paths.MyIntegration("zoom"))
			d.signIn(d.host.Email) // signed out meanwhile: on with the page that was asked for
			d.waitsForTheMail()
			d.allowsInAnotherBrowser()
			d.losesTheSignIn()
			d.refuses()
			d.takesAnotherAccount()
			d.disconnects()
		})
	}
}

// Whatever is down on the way, and however late somebody goes on: nothing is lost, the page says what is,
// and the same button leads on.
func TestDetourGoesOnAfterOutagesAndBreaks(t *testing.T) { // FAIL17, FAIL18, FAIL21, FAIL22, FAIL39
	t.Parallel()
	for name, who := range map[string]struct {
		look look
		host string
	}{"in English": {english, "JW"}, "in French without script": {french, "CP"}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			world := handlerstest.New(t, handlerstest.Live())
			people := world.Company(models.SystemGraph)
			world.Turn("verified_browser", "every_time")
			sendCampaign(t, world, people["HW"].Actor(), []models.Provider{models.Zoom, models.GoToMeeting})
			d := detour{open(t, world.URL, who.look), world, people[who.host]}
			d.visit(paths.MyIntegration("zoom"))
			d.signIn(d.host.Email)
			d.findsCronofyDown()
			d.leavesAtEachPage()
			d.findsTheProviderDown()
			d.returnsDuringAnOutage()
			d.comesADayLate()
			d.usesTwoTabs()
		})
	}
}

// findsCronofyDown is told at the button, and stays where they are.
func (d detour) findsCronofyDown() {
	d.t.Helper()
	d.outage.Store(true)
	defer d.outage.Store(false)
	d.world.Break(handlerstest.Fault{What: "status", Operation: "conferencing_service_authorizations", Status: 503, Times: -1})
	d.click(d.say("personal.connect.do"))
	d.see(d.say("personal.problem.title"))
	d.see(d.say("personal.problem.unavailable"))
	d.see(d.say("personal.connect.do"))
	d.world.Heal()
}

// leavesAtEachPage goes no further at Cronofy's first page, after its mail was sent, and at the provider's.
func (d detour) leavesAtEachPage() {
	d.t.Helper()
	started := func() {
		d.t.Helper()
		d.visit(paths.MyIntegration("zoom"))
		d.see(d.say("personal.word.started"))
		d.see(d.say("personal.again"))
	}
	d.click(d.say("personal.connect.do"))
	d.see("Send me the mail")
	started()
	d.departs("personal.again")
	started()
	d.departs("personal.again")
	d.verify(d.world, d.host.Email)
	d.see("Sign in to Zoom")
	started()
}

// findsTheProviderDown comes no further than the provider's page; the visit can be started again.
func (d detour) findsTheProviderDown() {
	d.t.Helper()
	d.departs("personal.again")
	d.verify(d.world, d.host.Email)
	d.see("Sign in to Zoom")
	d.world.Break(handlerstest.Fault{What: "status", Operation: "pages.conferencing", Status: 503, Times: -1})
	d.click("Allow as " + d.host.Email)
	d.visit(paths.MyIntegration("zoom"))
	d.see(d.say("personal.word.started"))
	d.world.Heal()
}

// returnsDuringAnOutage comes back while nothing can be read, and is told as soon as it can.
func (d detour) returnsDuringAnOutage() {
	d.t.Helper()
	d.departs("personal.again")
	d.verify(d.world, d.host.Email)
	d.world.Break(handlerstest.Fault{What: "status", Operation: "userinfo", Status: 503, Times: -1})
	d.click("Allow as " + d.host.Email)
	d.see(d.say("personal.word.started"))
	d.world.Heal()
	d.stated(time.Now(), "personal.word.ready")
	d.see(d.say("personal.accounts.used"))
}

// comesADayLate opens Cronofy's mail when its address has long ended.
func (d detour) comesADayLate() {
	d.t.Helper()
	d.visit(paths.MyIntegration("goto-meeting"))
	d.departs("personal.connect.do")
	d.read(d.world, d.host.Email, "Verify your email address")
	link := d.target(d.world.Outside + "/conferencing_services/")
	d.world.AdvanceOutside(26 * time.Hour)
	d.visit(link)
	d.see("This address no longer works")
	d.visit(paths.MyIntegration("goto-meeting"))
	d.see(d.say("personal.word.started"))
}

// usesTwoTabs finishes in one what was begun in both; the other one ends with the same account.
func (d detour) usesTwoTabs() {
	d.t.Helper()
	other := detour{d.tab(), d.world, d.host}
	for _, tab := range []detour{d, other} {
		tab.visit(paths.MyIntegration("goto-meeting"))
	}
	d.departs("personal.again")
	other.departs("personal.again")
	other.verify(d.world, d.host.Email)
	other.click("Allow as " + d.host.Email)
	other.stated(time.Now(), "personal.word.ready")
	d.visit(paths.MyIntegration("goto-meeting"))
	d.see(d.say("personal.stated", "word", d.say("personal.word.ready")))
}

// detour is one person on the way.
type detour struct {
	*chromium
	world *handlerstest.World
	host  models.Employee
}

// departs goes to Cronofy by a button, and asks for its mail.
func (d detour) departs(key string) {
	d.t.Helper()
	d.click(d.say(key))
	d.click("Send me the mail")
	d.see("We have sent you a mail")
}

// stated waits until the page says that state, which it does by itself and soon.
func (d detour) stated(since time.Time, key string) {
	d.t.Helper()
	d.see(d.say("personal.stated", "word", d.say(key)))
	if took := time.Since(since); took > soon {
		d.t.Errorf("the page says %s only after %s", key, took)
	}
}

// waitsForTheMail does not find Cronofy's mail, reads what helps, and starts again.
func (d detour) waitsForTheMail() {
	d.t.Helper()
	d.departs("personal.connect.do")
	d.visit(paths.MyIntegration("zoom"))
	d.see(d.say("personal.word.started"))
	d.see(d.say("personal.help.mail"))
	d.see(d.host.Email)
	d.see("no-reply@cronofy.example")
	d.staysUnderTheFinger(d.say("personal.again"))
	d.departs("personal.again")
	d.visit(paths.MyIntegration("zoom"))
}

// staysUnderTheFinger wants a part that asks for itself not to be exchanged while nothing changes: what
// somebody is about to press stays what it is.
func (b *chromium) staysUnderTheFinger(button string) {
	b.t.Helper()
	if b.look.WithoutScript {
		return
	}
	asked := func(times int) {
		b.t.Helper()
		b.ask(nil, `window.answers = 0; document.addEventListener("htmx:afterRequest", () => window.answers++); 0`)
		b.until("see it ask for itself", fmt.Sprintf("window.answers >= %d", times))
	}
	b.ask(nil, "window.before = thing('button', "+quote(button)+"); window.before.focus(); 0")
	asked(3)
	b.until("find the same button, with the focus", "window.before.isConnected && document.activeElement === window.before")
}

// allowsInAnotherBrowser opens the mail on another machine, where nobody is signed in, and refuses
// in it when it is done: the page that stayed open knows better.
func (d detour) allowsInAnotherBrowser() {
	d.t.Helper()
	phone := d.look
	phone.Width, phone.Height = 390, 844
	other := open(d.t, d.world.URL, phone)
	other.read(d.world, d.host.Email, "Verify your email address")
	link := other.target(d.world.Outside + "/conferencing_services/")
	other.visit(link)
	other.click("Allow as " + d.host.Email)
	other.see(other.say("personal.return.done"))
	d.stated(time.Now(), "personal.word.ready")
	other.visit(link)
	other.click("Cancel")
	other.see(other.say("personal.return.done"))
	d.visit(paths.MyIntegration("zoom"))
	d.see(d.say("personal.accounts.used"))
}

// losesTheSignIn is told by the page that is open, by mail and on every page; and signs in anew.
func (d detour) losesTheSignIn() {
	d.t.Helper()
	lost := time.Now()
	d.world.Act("disconnect_conferencing", d.host.Email)
	if d.look.WithoutScript { // such a page is loaded again by the person
		d.arrives(d.world.URL+paths.MyIntegration("zoom"), d.say("personal.word.connection_ended"))
	}
	d.stated(lost, "personal.word.connection_ended")
	d.arrives(d.world.Outside+"/sandbox/mailboxes/"+d.host.Email, d.say("lost.ended", "provider", "Zoom")[:20])
	d.visit(paths.Home())
	d.see(d.say("lost.ended", "provider", "Zoom"))
	d.click(d.say("lost.reconnect"))
	d.click(d.say("personal.relink", "account", d.host.Email))
	d.click("Sign in as " + d.host.Email)
	d.visit(paths.MyIntegration("zoom"))
	d.see(d.say("personal.back.title"))
}

// refuses comes back without a connection, and says what they saw.
func (d detour) refuses() {
	d.t.Helper()
	d.visit(paths.MyIntegration("goto-meeting"))
	d.departs("personal.connect.do")
	d.verify(d.world, d.host.Email)
	d.click("Cancel")
	d.see(d.say("personal.refusal.question"))
	d.choose(d.say("personal.refusal.cancelled"))
	d.click(d.say("personal.refusal.do"))
	d.see(d.say("personal.refusal.cancelled_title"))
}

// takesAnotherAccount is asked about an account that was not expected, and connects the own one instead.
func (d detour) takesAnotherAccount() {
	d.t.Helper()
	d.departs("personal.again")
	d.verify(d.world, d.host.Email)
	d.click("Allow with the other account")
	d.see(d.say("personal.text.other_account", "account", "someone.else@home.example", "expected", d.host.Email))
	d.departs("personal.other.change")
	d.verify(d.world, d.host.Email)
	d.click("Allow as " + d.host.Email)
	d.stated(time.Now(), "personal.word.ready")
}

// disconnects reads first what that touches, and takes it back.
func (d detour) disconnects() {
	d.t.Helper()
	d.visit(paths.MyIntegration("zoom"))
	d.click(d.say("personal.accounts.disconnect"))
	d.see(d.say("personal.disconnect.question", "provider", "Zoom"))
	d.see(d.host.Email)
	d.click(d.say("personal.disconnect.do"))
	d.see(d.say("personal.disconnected"))
	d.click(d.say("personal.accounts.use_again", "account", d.host.Email))
	d.see(d.say("personal.word.ready"))
}
