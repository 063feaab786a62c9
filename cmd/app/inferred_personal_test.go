package app_test

import (
	"fmt"
	"regexp"
	"testing"
	"time"

	"entrevue/handlers/handlerstest"
	"entrevue/models"
	"entrevue/models/demo"
	"entrevue/views/paths"
)

// An Exchange calendar makes no links by itself, so that hosts connect accounts of their own. With each
// fact of the protocol turned round, one at a time, that ends connected, and gives a link: for every
// provider without the mail that verifies the address, else for one of them in turn. Two settings are
// no facts but troubles, which the pages tell: a mail that never comes, and an application that is
// not approved.
func TestHostsEndConnectedWhateverTheInferredFactsAre(t *testing.T) {
	t.Parallel()
	one := handlerstest.New(t)
	facts := one.Switches()
	one.Close()
	troubles := map[string]bool{"never_arrives": true, "not_approved": true}
	own := []models.Method{models.MethodZoom, models.MethodMSTeams, models.MethodGoToMeeting}
	turn := 0
	for _, fact := range facts {
		for _, setting := range fact.Settings[1:] {
			if troubles[setting] {
				continue
			}
			methods := own
			if fact.Name != "verification_mail" && fact.Name != "verified_browser" {
				methods = own[turn%len(own):][:1]
			}
			turn++
			t.Run(fact.Name+"="+setting, func(t *testing.T) {
				t.Parallel()
				w := handlerstest.New(t, unhurried)
				o := newOffice(t, w, models.SystemEWS, func() { w.Turn(fact.Name, setting) })
				b := o.desk()
				for n, method := range methods {
					o.connects(b, method)
					o.hasLinkAndOneMail(o.booked(method, fmt.Sprintf("%d:00", 10+2*n)))
				}
			})
		}
	}
}

// desk is the recruiter, signed in.
func (o office) desk() *handlerstest.Browser {
	o.t.Helper()
	b := o.world.Browser(o.t)
	b.Visit(paths.SignIn())
	b.Fill("Email address", o.recruiterEmail()).Fill("Password", demo.Password).Press("Sign in")
	b.At(paths.Home())
	return b
}

func (o office) recruiterEmail() string {
	o.t.Helper()
	person, err := o.world.App.Reads().Employee(o.t.Context(), o.recruiter.ID)
	o.must(err)
	return person.Email
}

var verification = regexp.MustCompile(`https?://\S+/verify/\S+`)

// connects presses the button, and then what the pages of Cronofy ask for.
func (o office) connects(b *handlerstest.Browser, method models.Method) {
	o.t.Helper()
	provider, _ := method.Provider()
	mine := o.world.URL + paths.MyIntegration(provider.Slug())
	b.Visit(mine)
	b.Press("Connect Interviews with Cronofy")
	if b.Offers("Send me the mail") {
		b.Press("Send me the mail")
		o.world.Settle()
		b.Visit(verification.FindString(o.world.Letters(o.recruiterEmail())[0].Text))
	}
	b.Press("Allow as " + o.recruiterEmail())
	o.pass(time.Minute)
	b.Visit(mine)
	b.See("Connected.", "As "+o.recruiterEmail())
}
