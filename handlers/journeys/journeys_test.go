package journeys

import (
	"testing"
	"time"

	"entrevue/handlers/handlerstest"
	"entrevue/models"
	"entrevue/models/demo"
)

func TestMain(m *testing.M) { handlerstest.Main(m) }

// calendar is one of the systems a company can have, and the provider that comes with it.
type calendar struct {
	system   models.CalendarSystem
	theirs   string // its name on Cronofy's page
	provider models.Provider
}

var (
	google = calendar{models.SystemGoogle, "Google Workspace", models.GoogleMeet}
	graph  = calendar{models.SystemGraph, "Office 365 (via Graph API)", models.MSTeams}
	ews    = calendar{models.SystemEWS, "Microsoft Exchange or Office 365 (EWS)", ""}
)

// From an empty installation to a candidate who has answered: everything by clicking, on our pages
// and on those of the world outside.
func TestCompanyGetsFromItsFirstRunToAnInterviewWithALink(t *testing.T) {
	t.Parallel()
	for name, way := range map[string]struct {
		look     look
		calendar calendar
	}{
		"google in English": {english, google}, "google in French without script": {french, google},
		"graph in English": {english, graph}, "graph in French without script": {french, graph},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			world := handlerstest.New(t, handlerstest.Live())
			b := open(t, world.URL, way.look)
			b.firstRun()
			b.connect(way.calendar)
			b.synchronizeEverybody()
			b.hire()
			b.click(b.say("interviews.new.title"))
			starts := b.plan(booking{method: way.calendar.provider.Method(), days: 7})
			join := b.awaitLink()
			b.opens(join, way.calendar.provider.Name(), starts)
			interviews := b.path()
			b.readMail(world, join)
			b.visit(interviews)
			b.see(b.say("interviews.reply.accepted"))
		})
	}
}

const (
	maya  = "Maya Lindqvist"
	email = "maya.lindqvist@mail.example"
)

func (b *chromium) firstRun() {
	b.t.Helper()
	b.visit("/")
	b.see(b.say("first_run.title"))
	b.fill(b.say("first_run.company"), "Atelier Lumen")
	b.fill(b.say("first_run.name"), "Helen Ward")
	b.fill(b.say("field.email"), founder)
	b.fill(b.say("field.new_password"), demo.Password)
	b.pick(b.say("field.time_zone"), "Paris")
	b.click(b.say("first_run.submit"))
	b.see(b.say("first_run.done"))
}

// connect connects the company's calendar on Cronofy's pages.
func (b *chromium) connect(c calendar) {
	b.t.Helper()
	b.click(b.say("layout.nav.settings"))
	b.click(b.say("settings.integrations.title"))
	b.click(b.say("settings.calendar.title"))
	b.connectHere(c)
}

// connectHere does so on the page of the calendar integration.
func (b *chromium) connectHere(c calendar) {
	b.t.Helper()
	b.choose(b.say(c.system.NameKey()))
	if c.system == models.SystemEWS {
		b.choose(b.say("integrations.exchange.own"))
	}
	b.choose(b.say("integrations.accept.text", "company", "Atelier Lumen"))
	b.click(b.say("integrations.accept.do"))
	b.see(b.say("integrations.reachability.ok"))
	b.choose(b.say(c.system.NameKey()))
	b.click(b.say("integrations.connect.do"))
	b.click(c.theirs)
	b.click("Sign in as administrator")
	b.see(b.say("integrations.connected.by"))
}

func (b *chromium) synchronizeEverybody() {
	b.t.Helper()
	b.choose(b.say("integrations.audience.everyone"))
	b.click(b.say("integrations.audience.do"))
	b.see("lumen.example")
	b.see(b.say("integrations.people.synchronized"))
}

// hire adds a position and a candidate.
func (b *chromium) hire() {
	b.t.Helper()
	b.click(b.say("layout.nav.positions"))
	b.click(b.say("positions.new.title"))
	b.fill(b.say("positions.title"), "Lighting designer")
	b.fill(b.say("positions.location"), "Lyon")
	b.click(b.say("form.save"))
	b.see(b.say("positions.created"))
	b.click(b.say("candidates.new.title"))
	b.fill(b.say("candidates.name"), maya)
	b.fill(b.say("candidates.email"), email)
	b.pick(b.say("candidates.language"), map[string]string{"en": "English", "fr": "Français"}[b.look.Language])
	b.pick(b.say("candidates.time_zone"), b.say("zones.montreal"))
	b.click(b.say("form.save"))
	b.see(b.say("candidates.created"))
}

// booking is what a recruiter plans: so many days ahead, at two in the afternoon in Paris. Without a
// host the organizer is.
type booking struct {
	method models.Method
	host   string
	days   int
}

// plan fills in the planning form and saves it. It returns when the interview starts. The host comes
// last, because the methods are those of the newest one.
func (b *chromium) plan(i booking) (starts time.Time) {
	b.t.Helper()
	paris, err := time.LoadLocation("Europe/Paris")
	if err != nil {
		b.t.Fatal(err)
	}
	day := time.Now().In(paris).AddDate(0, 0, i.days)
	b.fill(b.say("interviews.date"), day.Format(time.DateOnly))
	b.fill(b.say("interviews.start"), "14:00")
	if i.host != "" {
		b.pick(b.say("interviews.host"), i.host)
		if b.look.WithoutScript {
			b.click(b.say("interviews.picker.show"))
		}
		b.see(b.say("interviews.picker.hosts", "host", i.host))
	}
	b.choose(b.say(i.method.LabelKey()))
	b.click(b.say("interviews.new.save"))
	b.see(b.say("interviews.link_and_invitation"))
	return time.Date(day.Year(), day.Month(), day.Day(), 14, 0, 0, 0, paris)
}

// awaitLink sees the link appear by itself and returns it.
func (b *chromium) awaitLink() string {
	b.t.Helper()
	b.see(b.say("links.state.ready"))
	return b.target(b.say("interviews.link.open"))
}

// opens follows a link and finds the meeting of this interview at its time.
func (b *chromium) opens(join, provider string, starts time.Time) {
	b.t.Helper()
	here := b.path()
	b.visit(join)
	b.see(provider + " meeting")
	b.see(maya)
	b.see(starts.UTC().Format(time.DateTime))
	b.visit(here)
}

// readMail reads the invitation in the candidate's mailbox, goes to the page it names and answers.
func (b *chromium) readMail(world *handlerstest.World, join string) {
	b.t.Helper()
	b.read(world, email, b.say("mail.invitation.subject", "company", "Atelier Lumen", "day", ""))
	b.see(join)
	b.visit(b.target(world.URL + "/c/"))
	b.see(b.say("meeting.ready"))
	b.click(b.say("meeting.accept"))
	b.see(b.say("meeting.replied.accepted"))
}
