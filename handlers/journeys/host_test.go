package journeys

import (
	"testing"
	"time"

	"entrevue/cmd/app"
	"entrevue/handlers/handlerstest"
	"entrevue/models"
	"entrevue/models/connecting"
	"entrevue/models/demo"
	"entrevue/models/staffing"
	"entrevue/views/mails"
	"entrevue/views/paths"
)

// A host gets the campaign's mail and connects what it names, by Cronofy's mail and the provider's
// sign-in; then a recruiter plans an interview with each of them, whose link opens the right meeting,
// also after it was moved.
func TestHostConnectsFromTheMailAndRecruitersPlanWithEachProvider(t *testing.T) {
	t.Parallel()
	for name, who := range map[string]struct {
		look            look
		host, recruiter string
	}{
		"in English": {english, "JW", "OG"}, "in French without script": {french, "CP", "SM"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			world := handlerstest.New(t, handlerstest.Live(), handlerstest.With(func(c *app.Config) {
				c.Demo = []string{"oliver.grant@lumen.example", "sophie.marchand@lumen.example"}
			}))
			people := world.Company(models.SystemEWS)
			world.Turn("verified_browser", "every_time") // each account is proven by a mail
			providers := []models.Provider{models.Zoom, models.MSTeams, models.GoToMeeting}
			sendCampaign(t, world, people["HW"].Actor(), providers)
			host := open(t, world.URL, who.look)
			host.connectAll(world, people[who.host], providers)
			recruiter := open(t, world.URL, who.look)
			recruiter.visit("/")
			recruiter.click(people[who.recruiter].Name)
			recruiter.hire()
			candidate := recruiter.path()
			for n, provider := range providers {
				recruiter.visit(candidate)
				recruiter.click(recruiter.say("interviews.new.title"))
				starts := recruiter.plan(booking{method: provider.Method(), host: people[who.host].Name, days: 7 + n})
				join := recruiter.awaitLink()
				recruiter.opens(join, provider.Name(), starts)
				recruiter.move("16:30")
				if kept := recruiter.awaitLink(); kept != join {
					t.Errorf("moving made %s of %s", kept, join)
				}
				recruiter.opens(join, provider.Name(), starts.Add(150*time.Minute))
			}
		})
	}
}

// Somebody who has never seen the product gets from the campaign's mail to a connected account in French, on
// a phone's width and by the keyboard alone; and each page says in its order where one is and what to press.
func TestHostConnectsByTheKeyboardAlone(t *testing.T) {
	t.Parallel()
	world := handlerstest.New(t, handlerstest.Live())
	people := world.Company(models.SystemEWS)
	host := people["CP"]
	sendCampaign(t, world, people["HW"].Actor(), []models.Provider{models.Zoom})
	b := open(t, world.URL, look{Language: "fr", Width: 390, Height: 844, Keyboard: true})
	b.read(world, host.Email, b.count("mail.instructions.subject", 1, "providers", "Zoom"))
	b.visit(b.target(world.URL + paths.MyIntegration("zoom")))
	b.hears("heading "+b.say("sign_in.title"), "textbox "+b.say("field.email"), "textbox "+b.say("field.password"), "button "+b.say("sign_in.submit"))
	b.signIn(host.Email)
	b.hears("heading Zoom", b.say("availability.never_connected.word"), "heading "+b.say("personal.connect.do"), b.say("personal.journey.mail"), "button "+b.say("personal.connect.do"))
	b.connectAccount(world, models.Zoom, host.Email)
	b.hears("heading Zoom", b.say("personal.stated", "word", b.say("personal.word.ready")), "heading "+b.say("personal.accounts.title"), host.Email, b.say("personal.accounts.used"))
}

// sendCampaign writes to every host about providers that are being set up.
func sendCampaign(t *testing.T, world *handlerstest.World, by models.Actor, providers []models.Provider) {
	t.Helper()
	for _, provider := range providers {
		if err := world.App.Connector.BeginSetup(t.Context(), by, provider); err != nil {
			t.Fatal(err)
		}
	}
	err := world.App.Connector.ConfirmForIT(t.Context(), by, models.Zoom, connecting.ITConfirmation{Name: "Ravi Bose",
		On: time.Now().AddDate(0, 0, -1).Format(time.DateOnly)})
	if err != nil {
		t.Fatal(err)
	}
	if _, err = world.App.Registrar.SendCampaign(t.Context(), by, staffing.Sending{RequestID: "campaign"}); err != nil {
		t.Fatal(err)
	}
}

// connectAll opens the page that the campaign's mail names, and connects one provider after the other.
func (b *chromium) connectAll(world *handlerstest.World, host models.Employee, providers []models.Provider) {
	b.t.Helper()
	b.read(world, host.Email, b.count("mail.instructions.subject", len(providers), "providers", mails.Providers(b.reader(), providers)))
	b.visit(b.target(world.URL + paths.MyIntegrations()))
	b.signIn(host.Email)
	for _, provider := range providers {
		b.click(b.say("personal.open.connect") + " " + provider.Name())
		b.connectAccount(world, provider, host.Email)
		b.click(b.say("personal.title"))
	}
}

// signIn signs somebody in by address and password, unless it was done before.
func (b *chromium) signIn(email string) {
	b.t.Helper()
	if b.path() != paths.SignIn() {
		return
	}
	b.fill(b.say("field.email"), email)
	b.fill(b.say("field.password"), demo.Password)
	b.click(b.say("sign_in.submit"))
}

// connectAccount goes the whole way to a provider and back: Cronofy, its mail, the provider's sign-in.
func (b *chromium) connectAccount(world *handlerstest.World, provider models.Provider, email string) {
	b.t.Helper()
	b.click(b.say("personal.connect.do"))
	b.click("Send me the mail")
	b.see("We have sent you a mail")
	b.verify(world, email)
	b.see("Sign in to " + provider.Name())
	b.click("Allow as " + email)
	b.see(b.say("personal.stated", "word", b.say("personal.word.ready")))
	b.see(b.say("personal.accounts.used"))
}

// verify opens the link in Cronofy's newest mail.
func (b *chromium) verify(world *handlerstest.World, email string) {
	b.t.Helper()
	b.read(world, email, "Verify your email address")
	b.click(world.Outside + "/conferencing_services/")
}

// read opens the newest mail of that subject in somebody's mailbox.
func (b *chromium) read(world *handlerstest.World, mailbox, subject string) {
	b.t.Helper()
	b.arrives(world.Outside+"/sandbox/mailboxes/"+mailbox, subject)
	b.click(subject)
}
