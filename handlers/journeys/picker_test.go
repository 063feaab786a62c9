package journeys

import (
	"fmt"
	"slices"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/fetch"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"

	"entrevue/cmd/app"
	"entrevue/handlers/handlerstest"
	"entrevue/models"
)

// For every calendar type the picker tells the truth: each method shown ready gives what it promises,
// a link that opens the right meeting where it is one; each one shown unavailable names the reason,
// whose turn it is and what to do.
func TestPickerTellsTheTruthForEveryCalendarType(t *testing.T) {
	t.Parallel()
	for system, ready := range map[models.CalendarSystem][]models.Provider{
		models.SystemGoogle: {models.GoogleMeet}, models.SystemGraph: {models.MSTeams}, models.SystemEWS: nil,
	} {
		t.Run(string(system), func(t *testing.T) {
			t.Parallel()
			world := handlerstest.New(t, handlerstest.Live(), handlerstest.With(func(c *app.Config) {
				c.Demo = []string{"oliver.grant@lumen.example"}
			}))
			world.Company(system)
			b := open(t, world.URL, english)
			b.visit("/")
			b.click("Oliver Grant")
			b.see(b.say("layout.nav.candidates"))
			b.hire()
			b.click(b.say("interviews.new.title"))
			b.see(b.say("interviews.picker.hosts", "host", "Oliver Grant"))
			b.judgePicker(ready)
			for _, provider := range ready {
				starts := b.plan(booking{method: provider.Method(), days: 7})
				b.opens(b.awaitLink(), provider.Name(), starts)
			}
		})
	}
}

// Whoever goes back to a form finds it as it was left, and the methods of the host who stands in it.
func TestGoingBackToTheFormShowsTheMethodsOfItsHost(t *testing.T) {
	t.Parallel()
	world := handlerstest.New(t, handlerstest.Live(), handlerstest.With(func(c *app.Config) {
		c.Demo = []string{"oliver.grant@lumen.example"}
	}))
	world.Company(models.SystemGraph)
	b := open(t, world.URL, english)
	b.visit("/")
	b.click("Oliver Grant")
	b.see(b.say("layout.nav.candidates"))
	b.hire()
	b.click(b.say("interviews.new.title"))
	b.see(b.say("interviews.picker.hosts", "host", "Oliver Grant"))
	b.pick(b.say("interviews.host"), "Camille Perrin")
	b.see(b.say("interviews.picker.hosts", "host", "Camille Perrin"))
	b.click(b.say("layout.nav.home"))
	b.see("Hello Oliver")
	b.must("go back", chromedp.NavigateBack())
	b.see(b.say("interviews.picker.hosts", "host", "Camille Perrin"))

	release := b.keepBack()
	b.pick(b.say("interviews.duration"), "30")
	b.pick(b.say("interviews.host"), "Jonas Weber")
	b.see(b.say("interviews.picker.hosts", "host", "Jonas Weber"))
	release()
	b.see(b.say("interviews.picker.hosts", "host", "Jonas Weber"))
}

// keepBack holds the next thing that a script of the page asks for. What it returns lets go of it and
// waits until the page has dealt with the answer; what was asked meanwhile was answered before.
func (b *chromium) keepBack() (release func()) {
	b.t.Helper()
	b.ask(nil, `window.answers = 0; document.addEventListener("htmx:afterRequest", () => window.answers++); 0`)
	held := make(chan fetch.RequestID, 1)
	on := cdp.WithExecutor(b.ctx, chromedp.FromContext(b.ctx).Target)
	chromedp.ListenTarget(b.ctx, func(event any) {
		if paused, ok := event.(*fetch.EventRequestPaused); ok {
			select {
			case held <- paused.RequestID:
			default:
				go func() { _ = fetch.ContinueRequest(paused.RequestID).Do(on) }()
			}
		}
	})
	b.must("keep back", fetch.Enable().WithPatterns([]*fetch.RequestPattern{{URLPattern: "*", ResourceType: network.ResourceTypeXHR}}))
	return func() {
		b.t.Helper()
		var answered int
		b.ask(&answered, "window.answers")
		b.must("release", fetch.ContinueRequest(<-held), fetch.Disable())
		b.until("see the answer", fmt.Sprintf("window.answers > %d", answered))
	}
}

// card is a method as the picker shows it.
type card struct {
	Method, Text, Why, Turn string
	Disabled                bool
	Actions                 int
}

// judgePicker reads all cards. ready are the providers that must be offered.
func (b *chromium) judgePicker(ready []models.Provider) {
	b.t.Helper()
	var cards []card
	b.ask(&cards, `[...document.querySelectorAll("li.method")].map(c => ({Method: c.querySelector("input").value,
		Text: plain(c.textContent), Why: plain((c.querySelector(":scope > p")||{}).textContent),
		Turn: plain((c.querySelector(".turn")||{}).textContent), Disabled: c.querySelector("input").disabled,
		Actions: c.querySelectorAll(".turn a[href], .turn button").length}))`)
	if len(cards) != 7 {
		b.t.Errorf("the picker shows %d of 7 methods", len(cards))
	}
	offered := 0
	for _, c := range cards {
		provider, linked := models.Method(c.Method).Provider()
		if !linked || slices.Contains(ready, provider) {
			offered++
			if c.Disabled {
				b.t.Errorf("%s cannot be chosen: %s", c.Method, c.Text)
			}
			continue
		}
		if !c.Disabled || c.Why == "" || c.Turn == "" || c.Actions != 1 {
			b.t.Errorf("%s is to be unavailable with reason, turn and one action: %+v", c.Method, c)
		}
	}
	if want := len(ready) + 3; offered != want {
		b.t.Errorf("%d methods are offered, want %d", offered, want)
	}
	b.see(fmt.Sprintf("%d of 7 ready", offered))
}
