package journeys

import (
	"testing"
	"time"

	"entrevue/cmd/app"
	"entrevue/handlers/handlerstest"
	"entrevue/models"
)

// An interview is planned, moved, handed over, held each other way and cancelled; after each step the
// candidate's page, open in another browser all the while, shows what holds now, and only that.
func TestCandidateSeesWhatHoldsAfterEachStepOfAnInterviewsLife(t *testing.T) {
	t.Parallel()
	for name, life := range map[string]struct {
		look   look
		system models.CalendarSystem
		method models.Method
	}{
		"in English on Graph":                 {english, models.SystemGraph, models.MethodMSTeams},
		"in French without script, on Google": {french, models.SystemGoogle, models.MethodGoogleMeet},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			world := handlerstest.New(t, handlerstest.Live(), handlerstest.With(func(c *app.Config) {
				c.Demo = []string{"oliver.grant@lumen.example", "sophie.marchand@lumen.example"}
			}))
			people := world.Company(life.system)
			desk := open(t, world.URL, life.look)
			desk.visit("/")
			desk.click(people[map[string]string{"en": "OG", "fr": "SM"}[life.look.Language]].Name)
			desk.hire()
			desk.click(desk.say("interviews.new.title"))
			starts := desk.plan(booking{method: life.method, days: 7})
			provider, _ := life.method.Provider()
			join := desk.awaitLink()
			desk.opens(join, provider.Name(), starts)
			guest := open(t, world.URL, life.look)
			guest.visit(desk.candidatePage())
			guest.joins(life.method, join)

			desk.move("16:30")
			starts = starts.Add(150 * time.Minute)
			if kept := desk.awaitLink(); kept != join {
				t.Errorf("moving made %s of %s", kept, join)
			}
			desk.opens(join, provider.Name(), starts)
			guest.again()
			guest.joins(life.method, join)

			desk.handOver("Camille Perrin")
			other := desk.awaitLink()
			if other == join {
				t.Errorf("another host has the link %s too", other)
			}
			desk.opens(other, provider.Name(), starts)
			guest.again()
			guest.joins(life.method, other)

			desk.hold(models.MethodOwnLink, "interviews.own_link", "https://rooms.lumen.example/atelier")
			guest.again()
			if own := guest.target(guest.say("meeting.join_own")); own != "https://rooms.lumen.example/atelier" {
				t.Errorf("the candidate's link is %s", own)
			}
			desk.hold(models.MethodPhone, "interviews.phone_number", "+1 514 555 0147")
			guest.again()
			guest.see(guest.say("meeting.phone", "number", "+1 514 555 0147"))
			desk.hold(models.MethodInPerson, "interviews.room", "Studio 2")
			guest.again()
			guest.see(guest.say("meeting.room", "room", "Studio 2"))

			desk.click(desk.say("interviews.cancel"))
			desk.click(desk.say("interviews.cancel"))
			desk.see(desk.say("interviews.cancelled_now"))
			guest.again()
			guest.see(guest.say("meeting.cancelled"))
			guest.arrives(world.Outside+"/sandbox/mailboxes/"+email, guest.say("mail.cancellation.subject", "company", "Atelier Lumen", "day", ""))
		})
	}
}

// candidatePage is the address that recruiters can pass on.
func (b *chromium) candidatePage() string {
	b.t.Helper()
	var address string
	b.ask(&address, `document.querySelector(".secret code").textContent.trim()`)
	return address
}

// again loads the page once more.
func (b *chromium) again() {
	b.t.Helper()
	b.visit(b.path())
}

// joins sees that the candidate is offered this link.
func (b *chromium) joins(method models.Method, join string) {
	b.t.Helper()
	b.see(b.say("meeting.ready"))
	if offered := b.target(b.say("meeting.join", "method", b.say(method.LabelKey()))); offered != join {
		b.t.Errorf("the candidate is offered %s, want %s", offered, join)
	}
}

// move puts the interview on another hour of its day.
func (b *chromium) move(clock string) {
	b.t.Helper()
	b.click(b.say("interviews.edit"))
	b.fill(b.say("interviews.start"), clock)
	b.click(b.say("form.save"))
	b.see(b.say("interviews.revised"))
}

// handOver gives the interview to another host.
func (b *chromium) handOver(host string) {
	b.t.Helper()
	b.click(b.say("interviews.edit"))
	b.pick(b.say("interviews.host"), host)
	if b.look.WithoutScript {
		b.click(b.say("interviews.picker.show"))
	}
	b.see(b.say("interviews.picker.hosts", "host", host))
	b.click(b.say("form.save"))
	b.see(b.say("interviews.revised"))
}

// hold holds the interview another way, with what that needs.
func (b *chromium) hold(method models.Method, field, value string) {
	b.t.Helper()
	b.click(b.say("interviews.other_method"))
	b.choose(b.say(method.LabelKey()))
	b.fill(b.say(field), value)
	b.click(b.say("form.save"))
	b.see(b.say("interviews.method_changed"))
}
