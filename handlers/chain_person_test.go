package handlers_test

import (
	"context"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"

	"entrevue/handlers/handlerstest"
	"entrevue/locales"
	"entrevue/models"
	"entrevue/models/demo"
	"entrevue/views/paths"
)

// chain is one method of the picker on its way to ready. Nobody in it knows an address: the recruiter
// opens the planning form, everybody else what they were sent, and all of them press what is offered
// there. What a page asks somebody to do elsewhere, at Google or in the directory, is done outside.
type chain struct {
	t         *testing.T
	w         *handlerstest.World
	people    map[string]models.Employee
	system    models.CalendarSystem
	planner   models.Employee
	host      models.Employee
	method    models.Method
	possible  bool   // this host can have the method
	outside   func() // what the pages ask of others
	helpless  bool   // nobody can change anything
	address   string // the host's better one, where a page asks for it
	candidate int64
	trail     []string
	pressed   map[string]bool // by whoever acts now
}

// How a chain ends.
const (
	endedReady       = "ready"
	endedOtherHost   = "another host"
	endedOtherMethod = "another method"
)

// mostRounds bounds how often the recruiter comes back to the form, mostDeeds what one person does
// in between.
const (
	mostRounds = 10
	mostDeeds  = 15
)

// walk goes on until the picker has said of the method, or of what it leads to instead, that it is
// ready. Where a reminder is possible again only tomorrow, everybody comes back tomorrow. A page is
// read when nothing is under way that could make it untrue before a button is pressed.
func (c *chain) walk() string {
	c.t.Helper()
	waited := ""
	for range mostRounds {
		c.w.Settle()
		b := c.form()
		card := c.card(b)
		why := handlerstest.Words(card)
		if _, blocked := card.Attr("data-blocked"); !blocked {
			return endedReady
		}
		c.note("%s reads: %s", c.planner.FirstName(), why)
		button := card.Find(".turn a, .turn button")
		label := handlerstest.Words(button)
		elsewhere := strings.HasPrefix(label, "Choose another host") || strings.HasPrefix(label, "Use ")
		switch {
		case c.possible && elsewhere && strings.Contains(why, "again possible") && waited != why, button.Length() == 0 && waited != why:
			waited = why
			c.note("they wait until tomorrow")
			c.w.Advance(24 * time.Hour)
			c.w.Tick()
		case button.Length() != 1 || c.possible && elsewhere:
			c.stuck("%d buttons, %q", button.Length(), label)
		case goquery.NodeName(button) == "a":
			if strings.HasPrefix(button.AttrOr("href", ""), "#") {
				c.stuck("%q leads to a part of the same page", label)
			}
			b.Visit(button.AttrOr("href", ""))
			c.act(b, c.planner)
		default:
			if end := c.press(b, button); end != "" {
				return end
			}
		}
	}
	c.stuck("not ready after %d rounds", mostRounds)
	return ""
}

func (c *chain) note(format string, args ...any) {
	c.trail = append(c.trail, fmt.Sprintf(format, args...))
}

func (c *chain) stuck(format string, args ...any) {
	c.t.Helper()
	c.t.Fatalf("%s: %s\n%s", c.method, fmt.Sprintf(format, args...), strings.Join(c.trail, "\n"))
}

// form is the planning form with the methods of the host.
func (c *chain) form() *handlerstest.Browser {
	b := signedIn(c.t, c.w, c.planner).Speaking("en")
	b.Visit(paths.NewInterview(c.candidate))
	b.Choose("Host of the video link", strconv.FormatInt(c.host.ID, 10))
	b.Press("Show methods for this host")
	return b
}

func (c *chain) card(b *handlerstest.Browser) *goquery.Selection {
	c.t.Helper()
	card := b.Page.Doc.Find("#method-" + strings.ReplaceAll(string(c.method), "_", "-")).Closest("li.method")
	if card.Length() != 1 {
		c.stuck("%d cards in the picker:\n%s", card.Length(), b.Text())
	}
	return card
}

// press does what a button of the picker is for. A reminder is passed on to whoever got it.
func (c *chain) press(b *handlerstest.Browser, button *goquery.Selection) string {
	c.t.Helper()
	before := c.letters()
	name := button.AttrOr("name", "")
	c.note("%s presses %q", c.planner.FirstName(), handlerstest.Words(button))
	b.Press(handlerstest.Words(button))
	switch name {
	case "choose":
		other := c.card(b).Find("button[name=use_host]").First()
		if other.Length() == 0 {
			c.stuck("nobody is offered:\n%s", b.Text())
		}
		c.note("%s presses %q", c.planner.FirstName(), handlerstest.Words(other))
		b.Press(handlerstest.Words(other))
		if _, blocked := c.card(b).Attr("data-blocked"); blocked {
			c.stuck("the other host is not ready:\n%s", b.Text())
		}
		return endedOtherHost
	case "use_method":
		chosen := b.Page.Doc.Find("input[name=method][checked]").Closest("li.method")
		if _, blocked := chosen.Attr("data-blocked"); blocked || chosen.Length() != 1 {
			c.stuck("the other method is not ready:\n%s", b.Text())
		}
		return endedOtherMethod
	case "remind":
		c.w.Settle()
		c.passOn(before)
	}
	return ""
}

func (c *chain) letters() map[string]int {
	counts := map[string]int{}
	for key, person := range c.people {
		counts[key] = len(c.w.Letters(person.Email))
	}
	return counts
}

// passOn lets everybody who was written to open what they were sent.
func (c *chain) passOn(before map[string]int) {
	c.t.Helper()
	reached := false
	for key, count := range c.letters() {
		if count == before[key] {
			continue
		}
		reached = true
		person, letter := c.people[key], c.w.Letters(c.people[key].Email)[0]
		c.note("%s opens the mail %q", person.FirstName(), letter.Subject)
		b := c.w.Browser(c.t)
		b.Visit(c.linkIn(letter))
		signIn(b, person.Email, demo.Password)
		c.act(b, person)
	}
	if !reached {
		c.stuck("nobody was written to")
	}
}

func (c *chain) linkIn(letter handlerstest.Letter) string {
	c.t.Helper()
	for _, word := range strings.Fields(letter.Text) {
		if strings.HasPrefix(word, c.w.URL+"/") {
			return word
		}
	}
	c.stuck("no link in %s", letter.Text)
	return ""
}

// act lets somebody press what the page offers, and what the next one offers, until there is nothing
// more. What the pages ask of others has been done meanwhile.
func (c *chain) act(b *handlerstest.Browser, who models.Employee) {
	c.t.Helper()
	c.pressed = map[string]bool{}
	if c.outside != nil {
		c.outside()
	}
	for range mostDeeds {
		c.note("%s is on %s: %s", who.FirstName(), b.Page.URL.Path, b.Heading())
		if !slices.ContainsFunc(deeds, func(deed deed) bool { return deed(c, b, who) }) {
			if len(c.pressed) == 0 && !c.helpless {
				c.stuck("nothing to press:\n%s", b.Text())
			}
			return
		}
		synchronizeAll(c.w)
	}
}

// deed does one thing on a page that offers it.
type deed func(c *chain, b *handlerstest.Browser, who models.Employee) bool

// deeds are everything somebody does for a method, the nearest first.
var deeds = []deed{
	wait, acceptSubprocessor, leaveToConnect, chooseSystem, signInAsAdministrator, // the company's calendar
	correctAddress, openHost, askGoogle, synchronizeHost, checkAgain, switchOn, sendToIT, makeTestLink,
	verifyAddress, openVerification, allow, renew, // at Cronofy and at the provider
	answerRefusal, keepAccount, relink, connectAccount, startAgain, openAccounts,
	goOn,
}

// take presses a button or follows a link once.
func (c *chain) take(b *handlerstest.Browser, label string, fill ...func()) bool {
	if key := b.Page.URL.Path + label; b.Offers(label) && !c.pressed[key] {
		c.pressed[key] = true
		for _, do := range fill {
			do()
		}
		c.note("… %q", label)
		b.Take(label)
		if b.Page.Status >= 400 {
			c.stuck("%q is answered with %d:\n%s", label, b.Page.Status, b.Text())
		}
		return true
	}
	return false
}

// said is a text in somebody's language.
func said(who models.Employee, key string, args ...any) string {
	return locales.T(locales.With(context.Background(), who.Language, time.UTC), key, args...)
}

func wait(c *chain, b *handlerstest.Browser, _ models.Employee) bool {
	key := "wait " + b.Page.URL.Path
	if !refreshes(b) || c.pressed[key] || strings.HasPrefix(b.Page.URL.Path, "/me/") && !c.pressed["allowed"] {
		return false
	}
	c.pressed[key] = true
	synchronizeAll(c.w)
	b.Visit(b.Page.URL.String())
	return true
}

func (c *chain) chooseSystem(b *handlerstest.Browser) {
	b.Check(said(models.Employee{Language: models.English}, c.system.NameKey()))
	if c.system == models.SystemEWS {
		b.Check("On our own servers")
	}
}

func acceptSubprocessor(c *chain, b *handlerstest.Browser, _ models.Employee) bool {
	return c.take(b, "Accept and continue", func() {
		c.chooseSystem(b)
		b.Check("Atelier Lumen accepts Cronofy as a sub-processor")
	})
}

func leaveToConnect(c *chain, b *handlerstest.Browser, _ models.Employee) bool {
	return c.take(b, "Connect with Cronofy", func() { c.chooseSystem(b) })
}

func chooseSystem(c *chain, b *handlerstest.Browser, who models.Employee) bool {
	return b.Offers("Cancel") && c.take(b, said(who, c.system.NameKey()))
}

func signInAsAdministrator(c *chain, b *handlerstest.Browser, _ models.Employee) bool {
	return c.take(b, "Sign in as administrator")
}

func correctAddress(c *chain, b *handlerstest.Browser, _ models.Employee) bool {
	if c.address == "" || !b.Offers("Deactivate") {
		return false
	}
	return c.take(b, "Save", func() {
		b.Fill("Email address", c.address).Uncheck("Shared mailbox")
		c.host.Email = c.address
		for key, person := range c.people {
			if person.ID == c.host.ID {
				c.people[key] = c.host
			}
		}
	})
}

// openHost is for who needs another address.
func openHost(c *chain, b *handlerstest.Browser, _ models.Employee) bool {
	return c.address != "" && c.host.Email != c.address && (c.take(b, "Correct the address "+c.host.Name) || c.take(b, "Open "+c.host.Name))
}

func askGoogle(c *chain, b *handlerstest.Browser, _ models.Employee) bool {
	return c.take(b, "Ask Google again "+c.host.Name)
}

func synchronizeHost(c *chain, b *handlerstest.Browser, _ models.Employee) bool {
	return c.take(b, "Synchronize again "+c.host.Name) || c.take(b, "Synchronize "+c.host.Name)
}

func checkAgain(c *chain, b *handlerstest.Browser, _ models.Employee) bool {
	return c.take(b, "Check again")
}

func (c *chain) provider() models.Provider {
	provider, _ := c.method.Provider()
	return provider
}

func switchOn(c *chain, b *handlerstest.Browser, _ models.Employee) bool {
	return c.take(b, "Switch on for recruiters "+c.provider().Name()) ||
		strings.HasSuffix(b.Page.URL.Path, "/switch") && c.take(b, "Switch on for recruiters")
}

// sendToIT asks IT, which opens its mail and does what the page says.
func sendToIT(c *chain, b *handlerstest.Browser, _ models.Employee) bool {
	const it = "it@lumen.example"
	fill := func() { b.Fill("Email address of IT", it).Choose("Language of the mail", "en") }
	if !c.take(b, "Send to IT", fill) && !c.take(b, "Remind IT", fill) {
		return false
	}
	c.w.Settle()
	letters := c.w.Letters(it)
	if len(letters) == 0 {
		c.stuck("IT got no mail:\n%s", b.Text())
	}
	page := c.w.Browser(c.t)
	page.Visit(c.linkIn(letters[0]))
	c.note("IT reads: %s", page.Heading())
	page.Fill("Who installed it", "Ravi Bose").Fill("When", c.w.Now().Format(time.DateOnly)).Press("Done")
	page.See("Thank you, that is all")
	b.Visit(b.Page.URL.String())
	return true
}

func makeTestLink(c *chain, b *handlerstest.Browser, _ models.Employee) bool {
	return c.take(b, "Make a test link", func() { b.Choose("Host", strconv.FormatInt(c.host.ID, 10)) })
}

func verifyAddress(c *chain, b *handlerstest.Browser, _ models.Employee) bool {
	return c.take(b, "Send me the mail")
}

func openVerification(c *chain, b *handlerstest.Browser, who models.Employee) bool {
	if b.Heading() != "We have sent you a mail" || c.pressed[b.Page.URL.Path] {
		return false
	}
	c.pressed[b.Page.URL.Path] = true
	verified(c.t, c.w, b, c.emailOf(who))
	return true
}

func (c *chain) emailOf(who models.Employee) string {
	for _, person := range c.people {
		if person.ID == who.ID {
			return person.Email
		}
	}
	return who.Email
}

func allow(c *chain, b *handlerstest.Browser, who models.Employee) bool {
	label := "Allow as " + c.emailOf(who)
	return c.take(b, label, func() { c.pressed["allowed"] = true })
}

// renew is the page of a sign-in that has ended: it leads nowhere, so people go back to where they
// came from.
func renew(c *chain, b *handlerstest.Browser, who models.Employee) bool {
	from := b.Page.URL.String()
	if !c.take(b, "Sign in as "+c.emailOf(who)) {
		return false
	}
	if at, _ := url.Parse(from); b.Page.URL.Host == at.Host {
		b.Visit(c.w.URL + paths.MyIntegrations())
	}
	return true
}

func answerRefusal(c *chain, b *handlerstest.Browser, who models.Employee) bool {
	return c.take(b, said(who, "personal.refusal.do"), func() { b.Check(said(who, "personal.refusal.cancelled")) })
}

func keepAccount(c *chain, b *handlerstest.Browser, who models.Employee) bool {
	return c.take(b, said(who, "personal.other.keep", "account", "someone.else@home.example"))
}

func relink(c *chain, b *handlerstest.Browser, who models.Employee) bool {
	return c.take(b, said(who, "personal.relink", "account", c.emailOf(who)))
}

func connectAccount(c *chain, b *handlerstest.Browser, who models.Employee) bool {
	return c.take(b, said(who, "personal.connect.do"))
}

func startAgain(c *chain, b *handlerstest.Browser, who models.Employee) bool {
	return c.take(b, said(who, "personal.again"))
}

// openAccounts leads from the list of providers to the one.
func openAccounts(c *chain, b *handlerstest.Browser, who models.Employee) bool {
	return b.Heading() == said(who, "personal.title") && c.take(b, said(who, "personal.open.connect")+" "+c.provider().Name())
}

// goOn is the next step of a wizard that tells how something is done elsewhere.
func goOn(c *chain, b *handlerstest.Browser, _ models.Employee) bool {
	return strings.Contains(b.Page.URL.Path, "admin-console") && c.take(b, "Continue")
}
