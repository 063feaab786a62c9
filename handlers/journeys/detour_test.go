package journeys

import (
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
	d.departs("personal.again")
	d.visit(paths.MyIntegration("zoom"))
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
	d.see(d.say("personal.text.other_account"))
	d.click(d.say("personal.other.change"))
	d.see(d.say("personal.answered"))
	d.connectAccount(d.world, models.GoToMeeting, d.host.Email)
}

// disconnects reads first what that touches, and takes it back.
func (d detour) disconnects() {
	d.t.Helper()
	d.visit(paths.MyIntegration("zoom"))
	d.click(d.say("personal.accounts.disconnect"))
	d.see(d.say("personal.disconnect.question", "account", d.host.Email, "provider", "Zoom"))
	d.click(d.say("personal.disconnect.do"))
	d.see(d.say("personal.disconnected"))
	d.click(d.say("personal.accounts.use_again", "account", d.host.Email))
	d.see(d.say("personal.word.ready"))
}
