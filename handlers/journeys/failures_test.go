package journeys

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"entrevue/cmd/app"
	"entrevue/handlers/handlerstest"
	"entrevue/models"
	"entrevue/models/recruiting"
	"entrevue/models/scheduling"
	"entrevue/views/paths"
)

// Whatever fails between planning and talking, the person whose turn it is reads what happened and what
// to press. ENTREVUE_PICTURES keeps a picture of each page, also at 390 px in the dark.
func TestEachFailureOfAnInterviewIsShownToWhomItConcerns(t *testing.T) {
	t.Parallel()
	for name, who := range map[string]struct {
		look look
		desk string
	}{"in English": {english, "OG"}, "in French without script": {french, "SM"}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			world := handlerstest.New(t, handlerstest.Only("HW", "OG", "SM", "CP", "TN"), handlerstest.With(func(c *app.Config) {
				for _, person := range []string{"oliver.grant", "sophie.marchand", "camille.perrin", "helen.ward"} {
					c.Demo = append(c.Demo, person+"@lumen.example")
				}
			}))
			people := world.Company(models.SystemGraph)
			d := &desk{chromium: enters(t, world, who.look, people[who.desk]), world: world, people: people, recruiter: people[who.desk]}
			d.hires()
			d.planning()
			d.links()
			d.calendar()
			d.mails()
			d.guest()
			d.others()
		})
	}
}

// desk is a recruiter before their browser, while time stands unless they let it pass.
type desk struct {
	*chromium
	world     *handlerstest.World
	people    map[string]models.Employee
	recruiter models.Employee
	candidate int64
	days      int // ahead is the next interview
}

// enters signs in as one of the company, who reads their own language.
func enters(t *testing.T, world *handlerstest.World, l look, who models.Employee) *chromium {
	t.Helper()
	l.Language = string(who.Language)
	b := open(t, world.URL, l)
	b.visit("/")
	b.click(who.Name)
	return b
}

func (d *desk) hires() {
	d.t.Helper()
	position, err := d.world.App.Recruiter.CreatePosition(d.t.Context(), d.recruiter.Actor(), "position", recruiting.PositionEntry{Title: "Lighting designer"})
	d.fine(err)
	d.candidate, err = d.world.App.Recruiter.CreateCandidate(d.t.Context(), d.recruiter.Actor(), "candidate", recruiting.CandidateEntry{Name: maya,
		Email: email, Phone: "+1 514 555 0147", Language: models.Language(d.look.Language), TimeZone: "America/Montreal", PositionID: position, AppliedOn: "2026-11-09"})
	d.fine(err)
}

func (d *desk) fine(err error) {
	d.t.Helper()
	if err != nil {
		d.t.Fatal(err)
	}
}

// books plans an interview of one hour on the next day, hosted by Camille, and lets everything follow.
func (d *desk) books(method models.Method) models.Interview {
	d.t.Helper()
	d.days++
	i, err := d.world.App.Scheduler.Book(d.t.Context(), d.recruiter.Actor(), scheduling.Booking{CandidateID: d.candidate, Sending: models.SendWhenReady,
		RequestID: fmt.Sprint("booking ", d.days), Plan: scheduling.Plan{Type: models.TypeSecond, OrganizerID: d.recruiter.ID, HostID: d.people["CP"].ID,
			Date: d.day(), Clock: "14:00", TimeZone: "Europe/Paris", Duration: time.Hour, Way: scheduling.Way{Method: method, PhoneNumber: "+1 514 555 0147"}}})
	d.fine(err)
	d.world.Settle()
	return d.now(i.ID)
}

func (d *desk) day() string { return d.world.Now().AddDate(0, 0, d.days).Format(time.DateOnly) }

// now is an interview as it has become.
func (d *desk) now(id int64) models.Interview {
	d.t.Helper()
	i, err := d.world.App.Reads().Interview(d.t.Context(), id)
	d.fine(err)
	return i
}

func seenAs(i models.Interview) scheduling.Seen {
	return scheduling.Seen{InterviewID: i.ID, Version: i.Version}
}

// passes lets a minute pass, and whatever is due in it happen.
func (d *desk) passes() {
	d.t.Helper()
	for range 6 {
		d.world.Settle()
		d.world.Advance(10 * time.Second)
	}
	d.world.Settle()
}

// reads opens the page of an interview, and finds these texts there.
func (d *desk) reads(i models.Interview, row string, texts ...string) {
	d.t.Helper()
	d.visit(paths.Interview(i.ID))
	for _, text := range texts {
		d.see(text)
	}
	d.pictures(row)
}

// planning is what the form says before anything is saved.
func (d *desk) planning() {
	d.t.Helper()
	taken := d.books(models.MethodPhone)
	d.visit(paths.NewInterview(d.candidate))
	d.fill(d.say("interviews.date"), "2026-11-02")
	d.choose(d.say(models.MethodInPerson.LabelKey()))
	d.fill(d.say("interviews.room"), "Studio 2")
	d.click(d.say("interviews.new.save"))
	d.see(d.say("times.invalid.past"))
	d.pictures("FAIL36")

	d.fill(d.say("interviews.date"), "2027-10-31")
	d.fill(d.say("interviews.start"), "02:30")
	d.click(d.say("interviews.new.save"))
	d.see(d.say("interviews.clocks.overlap"))
	d.pictures("FAIL41")

	d.fill(d.say("interviews.date"), taken.StartsAt.Format(time.DateOnly))
	d.fill(d.say("interviews.start"), "14:30")
	d.choosesHost("Thi Nguyen")
	d.see(d.say("availability.no_mailbox.sentence", "host", "Thi"))
	d.pictures("FAIL35")
	d.choosesHost("Camille Perrin")
	d.see(d.begins("interviews.taken", "host", "Camille", "candidate", maya))
	d.pictures("FAIL28")
	d.click(d.say("interviews.new.save"))
	d.see(d.say("problem.candidate_busy"))
	d.pictures("FAIL29")
	d.fill(d.say("interviews.start"), "17:00")
	d.choose(d.say(models.MethodMSTeams.LabelKey()))
	d.choosesHost("Thi Nguyen")
	d.click(d.say("interviews.new.save"))
	d.see(d.say("problem.method_blocked"))
	d.pictures("FAIL24")
}

func (d *desk) choosesHost(name string) {
	d.t.Helper()
	d.pick(d.say("interviews.host"), name)
	if d.look.WithoutScript {
		d.click(d.say("interviews.picker.show"))
	}
	d.see(d.say("interviews.picker.hosts", "host", name))
}

// links are those that do not come, or come otherwise.
func (d *desk) links() {
	d.t.Helper()
	d.world.Break(handlerstest.Fault{What: "delay", Operation: "conference", DelayMS: 40_000, Times: 1})
	late := d.books(models.MethodMSTeams)
	d.reads(late, "FAIL22", d.say("interviews.link.usually"), d.say("interviews.invitation.waiting"))
	d.passes()
	d.reads(late, "ready", d.say("links.state.ready"))

	for fault, row := range map[string]string{"conferencing_failing": "FAIL23", "malformed_link": "FAIL25", "other_provider": "FAIL27"} {
		d.world.Break(handlerstest.Fault{What: fault, Operation: "conference", Times: -1})
		i := d.books(models.MethodMSTeams)
		for range 4 {
			d.passes()
		}
		cause := map[string]string{"malformed_link": d.say("causes.malformed", "provider", "Microsoft Teams", "host", "Camille"),
			"other_provider": d.say("causes.other_provider_known", "provider", "Microsoft Teams", "host", "Camille", "received", "Zoom")}[fault]
		d.reads(i, row, d.say("interviews.attention.reserved", "cause", cause), d.say("interviews.retry"), d.say("interviews.choose_host"))
		d.world.Heal()
		d.click(d.say("interviews.retry"))
		d.passes()
		d.reads(i, row+"-retried", d.say("links.state.ready"))
	}

	d.world.Break(handlerstest.Fault{What: "move_refused", Times: 1})
	moved := d.books(models.MethodMSTeams)
	d.passes()
	plan := planOf(d.now(moved.ID))
	plan.Clock = "16:30"
	d.fine(d.world.App.Scheduler.Revise(d.t.Context(), d.recruiter.Actor(), seenAs(d.now(moved.ID)), plan))
	d.passes()
	d.reads(moved, "FAIL30", d.say("causes.link_not_moved", "provider", "Microsoft Teams", "host", "Camille"), d.say("interviews.new_link"))

	behind := d.books(models.MethodMSTeams)
	d.passes()
	d.world.Break(handlerstest.Fault{What: "conferencing_failing", Times: -1})
	plan = planOf(d.now(behind.ID))
	plan.HostID = d.people["OG"].ID
	d.fine(d.world.App.Scheduler.Revise(d.t.Context(), d.recruiter.Actor(), seenAs(d.now(behind.ID)), plan))
	d.passes()
	d.reads(behind, "FAIL38", d.say("interviews.invitation.behind", "candidate", "Maya"))
	d.world.Heal()
}

// planOf is the form of an interview as it is.
func planOf(i models.Interview) scheduling.Plan {
	return scheduling.Plan{Type: i.Type, OrganizerID: i.OrganizerID, HostID: i.HostID, Date: i.StartsLocal[:len(time.DateOnly)], Clock: i.StartsLocal[len("2006-01-02T"):],
		TimeZone: i.TimeZone, Duration: i.Duration(), Way: scheduling.Way{Method: i.Method}}
}

// calendar is what somebody else does there, and what it refuses.
func (d *desk) calendar() {
	d.t.Helper()
	for what, row := range map[string]string{"add_link": "FAIL26", "move_event": "FAIL32", "delete_event": "FAIL32-deleted"} {
		i := d.books(models.MethodMSTeams)
		d.passes()
		event, err := d.world.App.Reads().CalendarEventOf(d.t.Context(), i.ID, i.HostTurn)
		d.fine(err)
		d.world.InCalendar(handlerstest.CalendarAct{What: what, Account: d.people["CP"].Email, Event: event.EventID, Link: "https://teams.microsoft.com/l/meetup-join/19%3ameeting_other",
			Start: i.StartsAt.Add(3 * time.Hour), End: i.EndsAt.Add(3 * time.Hour)})
		d.passes()
		key := map[string]string{"add_link": "drift.two_links", "move_event": "drift.moved", "delete_event": "drift.deleted"}[what]
		d.reads(i, row, d.begins(key, "calendar", "Outlook"))
	}
	kept := d.books(models.MethodMSTeams)
	d.passes()
	d.world.Break(handlerstest.Fault{What: "status", Status: http.StatusForbidden, Operation: "events.delete", Times: -1})
	d.fine(d.world.App.Scheduler.Cancel(d.t.Context(), d.recruiter.Actor(), seenAs(d.now(kept.ID))))
	d.passes()
	d.reads(kept, "FAIL31", d.say("interviews.kept.title"), d.say("interviews.retry"))
	d.world.Heal()
}

// begins is a text up to the first of its arguments that is not given.
func (d *desk) begins(key string, args ...any) string {
	d.t.Helper()
	const gap = "…"
	text := d.say(key, append(args, "day", gap, "times", gap, "time", gap)...)
	before, _, _ := strings.Cut(text, gap)
	return before
}

// mails are those that are refused.
func (d *desk) mails() {
	d.t.Helper()
	d.world.Break(handlerstest.Fault{What: "status", Operation: "mail", Status: 550, Times: 1})
	i := d.books(models.MethodPhone)
	d.reads(i, "FAIL37", d.say("interviews.by_hand.title", "email", email), d.say("interviews.by_hand"))
}

// guest is the candidate before their own page: it stayed open for a day, and nobody lets them in.
func (d *desk) guest() {
	d.t.Helper()
	d.days += 2
	i := d.books(models.MethodMSTeams)
	d.passes()
	d.visit(paths.Interview(i.ID))
	guest := open(d.t, d.world.URL, d.look)
	page := d.candidatePage()
	guest.visit(page)
	d.world.Advance(25 * time.Hour)
	guest.click(guest.say("meeting.accept"))
	guest.see(guest.say("meeting.confirm"))
	guest.pictures("FAIL39")

	d.world.Advance(d.now(i.ID).StartsAt.Add(5 * time.Minute).Sub(d.world.Now()))
	guest.visit(page)
	guest.click(guest.say("meeting.alarm"))
	guest.pictures("FAIL40-candidate")
	d.chromium = enters(d.t, d.world, d.look, d.recruiter)
	d.reads(i, "FAIL40", d.say("interviews.alarm.text", "candidate", "Maya", "number", "+1 514 555 0147"))
}

// others are who may only look, who leaves, and who takes the calendar away.
func (d *desk) others() {
	d.t.Helper()
	i := d.books(models.MethodMSTeams)
	d.passes()
	camille := enters(d.t, d.world, d.look, d.people["CP"])
	camille.visit(paths.Interview(i.ID))
	camille.see(camille.say("interviews.read_only", "owner", d.recruiter.Name))
	camille.pictures("FAIL47")
	helen := enters(d.t, d.world, d.look, d.people["HW"])
	helen.visit(paths.CalendarDisconnection())
	helen.see(helen.say("integrations.disconnect.events"))
	helen.pictures("FAIL34")
	d.fine(d.world.App.Registrar.Deactivate(d.t.Context(), d.people["HW"].Actor(), d.people["CP"].ID))
	d.world.Settle()
	d.reads(i, "FAIL33", "Camille Perrin", d.say("interviews.attention.left_host"))
}

// pictures are one as the page is looked at, and one of a telephone in the dark.
func (b *chromium) pictures(name string) {
	b.t.Helper()
	b.picture(name)
	b.must("narrow and dark", narrow...)
	b.picture(name + "-narrow")
	b.must("wide again", b.usual()...)
}
