package handlers_test

import (
	"fmt"
	"testing"
	"time"

	"entrevue/cmd/app"
	"entrevue/handlers/handlerstest"
	"entrevue/models"
	hiring "entrevue/models/recruiting"
	"entrevue/models/scheduling"
	"entrevue/models/store"
	"entrevue/views/paths"
)

// unhurried is for many worlds at once: each looks for its work less often.
var unhurried = handlerstest.With(func(c *app.Config) { c.Queue.Poll = 20 * time.Millisecond })

// obstacle is a state from which methods become ready. Before is done outside of a company that is not
// connected yet, set to one whose people stand there; mended is what the pages ask others to do, and
// address the host's better one.
type obstacle struct {
	name    string
	systems []models.CalendarSystem // all, unless said
	methods []models.Method         // those of every provider, unless said
	apart   bool                    // each method in a world of its own
	few     bool                    // two methods tell: the same stands before all of them
	bare    bool                    // nothing is set up
	host    string                  // Jonas, unless said
	planner string                  // Oliver, unless said
	before  func(w *handlerstest.World)
	set     func(c *chain)
	mended  func(w *handlerstest.World)
	address string
	never   bool // this host never becomes ready: the button leads elsewhere
}

const (
	jonasMail = "jonas.weber@lumen.example"
	thiMail   = "thi.nguyen@lumen.example"
)

var connectable = []models.Method{models.MethodZoom, models.MethodMSTeams, models.MethodGoToMeeting}

func mailbox(address string, change map[string]any) func(*handlerstest.World) {
	return func(w *handlerstest.World) { w.Mailbox(address, change) }
}

func obstacles() []obstacle {
	return []obstacle{
		{name: "nothing is set up", bare: true, apart: true},
		{name: "nothing is set up, the administrator plans", systems: []models.CalendarSystem{models.SystemGoogle}, bare: true, planner: "HW"},
		{name: "nothing is set up, the recruiter hosts", systems: []models.CalendarSystem{models.SystemEWS}, bare: true, host: "OG"},
		{name: "only the calendar is connected"},
		{name: "the calendar needs attention", few: true, set: revokeCalendar},
		{name: "switched off for recruiters", set: switchOffAll},
		{name: "the host was never synchronized", few: true, bare: true, set: hostNeverAsked},
		{name: "outside the domain", systems: []models.CalendarSystem{models.SystemGraph}, few: true, host: "PK", address: "piotr.kowal@lumen.example",
			mended: mailbox("piotr.kowal@lumen.example", map[string]any{"kind": "regular"})},
		{name: "no mailbox yet", systems: []models.CalendarSystem{models.SystemEWS}, few: true, host: "TN", mended: mailbox(thiMail, map[string]any{"kind": "regular"})},
		{name: "a refusal nobody knows", systems: []models.CalendarSystem{models.SystemGoogle}, few: true, host: "TN", mended: mailbox(thiMail, map[string]any{"kind": "regular"}),
			before: func(w *handlerstest.World) { w.Turn("ec_error_key", "unknown") }},
		{name: "access denied", systems: []models.CalendarSystem{models.SystemGraph}, few: true, host: "TN", mended: mailbox(thiMail, map[string]any{"kind": "regular"}),
			before: func(w *handlerstest.World) { w.Turn("ec_error_shape", "error_only") }},
		{name: "free and busy only", systems: []models.CalendarSystem{models.SystemEWS}, few: true, before: mailbox(jonasMail, map[string]any{"free_busy_only": true}),
			mended: mailbox(jonasMail, map[string]any{"free_busy_only": false})},
		{name: "calendar disconnected", few: true, set: func(c *chain) { c.w.Act("disconnect_profile", jonasMail); c.w.Settle() }},
		{name: "calendar read-only", systems: []models.CalendarSystem{models.SystemGoogle}, few: true, before: mailbox(jonasMail, map[string]any{"read_only": true}),
			mended: mailbox(jonasMail, map[string]any{"read_only": false})},
		{name: "the calendar makes no Meet links", systems: []models.CalendarSystem{models.SystemGoogle},
			methods: []models.Method{models.MethodGoogleMeet}, before: mailbox(jonasMail, map[string]any{"integrated_off": true}),
			mended: mailbox(jonasMail, map[string]any{"integrated_off": false})},
		{name: "the calendar makes no Teams links", systems: []models.CalendarSystem{models.SystemGraph},
			methods: []models.Method{models.MethodMSTeams}, before: mailbox(jonasMail, map[string]any{"integrated_off": true})},
		{name: "a shared mailbox", systems: []models.CalendarSystem{models.SystemEWS}, few: true, host: "AB", never: true},
		{name: "a shared mailbox becomes a person's", systems: []models.CalendarSystem{models.SystemGraph}, few: true, host: "AB", address: "amelie.brun@lumen.example",
			mended: mailbox("amelie.brun@lumen.example", map[string]any{"kind": "regular"})},
		{name: "a shared mailbox that can be read", systems: []models.CalendarSystem{models.SystemEWS}, host: "AB", never: true, methods: connectable,
			before: func(w *handlerstest.World) { w.Turn("ec_shared_mailbox", "success") }},
		{name: "a readable shared mailbox becomes a person's", systems: []models.CalendarSystem{models.SystemGoogle}, host: "AB", methods: connectable, address: "amelie.brun@lumen.example",
			before: func(w *handlerstest.World) { w.Turn("ec_shared_mailbox", "success") },
			mended: mailbox("amelie.brun@lumen.example", map[string]any{"kind": "regular"})},
		{name: "the calendar is proven failing", systems: []models.CalendarSystem{models.SystemGoogle, models.SystemGraph},
			methods: []models.Method{models.MethodGoogleMeet, models.MethodMSTeams}, before: breakIntegrated, set: proveFailing,
			mended: mailbox(jonasMail, map[string]any{"integrated_off": false})},
		{name: "the calendar is proven failing, the administrator plans", planner: "HW", systems: []models.CalendarSystem{models.SystemGraph},
			methods: []models.Method{models.MethodGoogleMeet, models.MethodMSTeams}, before: breakIntegrated, set: proveFailing,
			mended: mailbox(jonasMail, map[string]any{"integrated_off": false})},
		{name: "the account is proven failing", methods: connectable, set: func(c *chain) {
			visitsOf("Allow as " + jonasMail)(c)
			c.w.Break(handlerstest.Fault{What: "conferencing_failing", Times: -1})
			proveFailing(c)
			c.w.Heal()
		}},
		{name: "the account is proven failing, the administrator plans", systems: []models.CalendarSystem{models.SystemEWS}, planner: "HW", methods: connectable, set: func(c *chain) {
			visitsOf("Allow as " + jonasMail)(c)
			c.w.Break(handlerstest.Fault{What: "conferencing_failing", Times: -1})
			proveFailing(c)
			c.w.Heal()
		}},
		{name: "started", methods: connectable, set: visitsOf("")},
		{name: "refused", methods: connectable, set: visitsOf("Cancel")},
		{name: "refused without an answer, and long ago", systems: []models.CalendarSystem{models.SystemEWS}, methods: connectable, set: func(c *chain) {
			visitsOf("Cancel")(c)
			c.w.Advance(49 * time.Hour)
			c.w.Tick()
		}},
		{name: "abandoned", systems: []models.CalendarSystem{models.SystemGoogle}, methods: connectable, set: func(c *chain) {
			visitsOf("")(c)
			c.w.Advance(25 * time.Hour)
			c.w.Tick()
		}},
		{name: "another account", systems: []models.CalendarSystem{models.SystemEWS}, methods: connectable, set: visitsOf("Allow with the other account")},
		{name: "lapsed", methods: connectable, set: func(c *chain) {
			visitsOf("Allow as " + jonasMail)(c)
			c.w.Act("disconnect_conferencing", jonasMail)
			c.w.Settle()
		}},
		{name: "not used", systems: []models.CalendarSystem{models.SystemEWS}, methods: connectable, set: func(c *chain) {
			visitsOf("Allow as " + jonasMail)(c)
			notUsed(c)
		}},
	}
}

// breakIntegrated lets Jonas's calendar promise links and then make none.
func breakIntegrated(w *handlerstest.World) {
	w.Turn("integrated_switched_off", "flag_true_then_failing")
	w.Mailbox(jonasMail, map[string]any{"integrated_off": true})
}

// proveFailing plans interviews by every method that is ready, which all get no link.
func proveFailing(c *chain) {
	c.t.Helper()
	facts, err := c.w.App.Reads().Facts(c.t.Context(), []int64{c.host.ID})
	if err != nil {
		c.t.Fatal(err)
	}
	for n, provider := range models.Providers() {
		if !models.Availability(provider, facts[c.host.ID][provider]).Ready() {
			continue
		}
		_, err := c.w.App.Scheduler.Book(c.t.Context(), c.people["OG"].Actor(), scheduling.Booking{CandidateID: c.candidate, Sending: models.SendNever, RequestID: string(provider),
			Plan: scheduling.Plan{Type: models.TypeFirst,
				OrganizerID: c.people["OG"].ID, HostID: c.host.ID, Date: "2026-12-10", Clock: fmt.Sprintf("%d:00", 10+n), TimeZone: "Europe/Paris",
				Duration: time.Hour, Way: scheduling.Way{Method: provider.Method()}}})
		if err != nil {
			c.t.Fatal(err)
		}
	}
	for range 3 {
		c.w.Settle()
		c.w.Advance(10 * time.Second)
	}
}

func revokeCalendar(c *chain) {
	account, err := c.w.App.Reads().Account(c.t.Context(), store.ServiceAccount)
	if err != nil {
		c.t.Fatal(err)
	}
	c.w.Act("revoke_grant", account.Sub)
	c.w.Tick()
}

func switchOffAll(c *chain) {
	helen := signedIn(c.t, c.w, c.people["HW"]).Speaking("en")
	for _, provider := range models.Providers() {
		helen.Visit(paths.ProviderSwitch(provider.Slug()))
		helen.Press("Switch off for recruiters")
	}
}

// hostNeverAsked connects the calendar while the host is not marked as hosting.
func hostNeverAsked(c *chain) {
	stopHosting(signedIn(c.t, c.w, c.people["HW"]).Speaking("en"), c.host)
	c.w.Connect(c.system, c.people)
}

// visitsOf lets IT confirm and the host leave for every provider, and end it there by a button.
func visitsOf(ending string) func(c *chain) {
	return func(c *chain) {
		c.t.Helper()
		helen := signedIn(c.t, c.w, c.people["HW"]).Speaking("en")
		helen.Visit(paths.WizardStep("zoom", "it"))
		helen.Fill("Who installed it", "Ravi Bose").Press("Confirm for IT")
		c.w.Turn("verification_mail", "not_asked")
		host := signedIn(c.t, c.w, c.host).Speaking("en")
		for _, method := range connectable {
			provider, _ := method.Provider()
			host.Visit(c.w.URL + paths.MyIntegration(provider.Slug()))
			if !host.Offers(connect) {
				continue // the calendar makes the links
			}
			host.Press(connect)
			if ending != "" {
				host.Press(ending)
			}
			c.w.Settle()
		}
		c.w.Turn("verification_mail", "sent")
	}
}

func notUsed(c *chain) {
	c.t.Helper()
	host := signedIn(c.t, c.w, c.host).Speaking("en")
	for _, method := range connectable {
		provider, _ := method.Provider()
		host.Visit(paths.MyIntegration(provider.Slug()))
		if host.Offers("Disconnect " + jonasMail) {
			host.Follow("Disconnect " + jonasMail)
			host.Press("Disconnect")
			c.w.Settle()
		}
	}
}

// chained is a chain in a world with an obstacle.
func (o obstacle) chained(t *testing.T, system models.CalendarSystem) *chain {
	t.Helper()
	w := handlerstest.New(t, unhurried)
	before := func() {
		if o.before != nil {
			o.before(w)
		}
	}
	c := &chain{t: t, w: w, system: system, people: w.Staff(system, before), address: o.address, helpless: o.never}
	c.host, c.planner = c.people["JW"], c.people["OG"]
	if o.host != "" {
		c.host = c.people[o.host]
	}
	if o.planner != "" {
		c.planner = c.people[o.planner]
	}
	if o.mended != nil {
		c.outside = func() { o.mended(w) }
	}
	c.candidate = applied(t, w, c.people["OG"].Actor())
	if !o.bare {
		w.Connect(system, c.people)
	}
	if o.set != nil {
		o.set(c)
	}
	return c
}

// applied is the id of somebody who can be invited to an interview.
func applied(t *testing.T, w *handlerstest.World, by models.Actor) int64 {
	t.Helper()
	position, err := w.App.Recruiter.CreatePosition(t.Context(), by, "position", hiring.PositionEntry{Title: "Lighting designer"})
	if err != nil {
		t.Fatal(err)
	}
	id, err := w.App.Recruiter.CreateCandidate(t.Context(), by, "candidate", hiring.CandidateEntry{Name: "Maya Lindqvist",
		Email: "maya@mail.example", Language: models.English, TimeZone: "America/Montreal", PositionID: position, AppliedOn: "2026-11-09"})
	if err != nil {
		t.Fatal(err)
	}
	return id
}

// possible tells whether a host of that system can ever have the method.
func (o obstacle) possible(system models.CalendarSystem, method models.Method) bool {
	return !o.never && (method != models.MethodGoogleMeet || system == models.SystemGoogle)
}

// From every state of a company of each calendar type, each method that the picker shows as unavailable
// becomes ready by pressing what it offers, across everybody whose turn it is. What can never be ready
// leads to a host or to a method that is. ENTREVUE_WALKS=all meets every obstacle with each calendar type.
func TestEveryUnavailableMethodBecomesReadyByFollowingItsButton(t *testing.T) {
	t.Parallel()
	for n, o := range obstacles() {
		systems := o.systems
		if systems == nil {
			systems = models.CalendarSystems()
		}
		if !handlerstest.EveryWalk() { // each obstacle once, and among them each calendar type
			systems = systems[n%len(systems):][:1]
		}
		for _, system := range systems {
			methods := o.methods
			if methods == nil {
				methods = o.met(system)
			}
			if o.apart {
				for _, method := range methods {
					t.Run(fmt.Sprintf("%s/%s/%s", o.name, system, method), func(t *testing.T) {
						t.Parallel()
						o.follow(t, system, method)
					})
				}
				continue
			}
			t.Run(fmt.Sprintf("%s/%s", o.name, system), func(t *testing.T) {
				t.Parallel()
				o.follow(t, system, methods...)
			})
		}
	}
}

// met are the methods that stand behind an obstacle: all that a provider makes, or few.
func (o obstacle) met(system models.CalendarSystem) []models.Method {
	switch {
	case !o.few:
		return []models.Method{models.MethodGoogleMeet, models.MethodZoom, models.MethodMSTeams, models.MethodGoToMeeting}
	case system == models.SystemGoogle:
		return []models.Method{models.MethodGoogleMeet, models.MethodGoToMeeting}
	case system == models.SystemGraph:
		return []models.Method{models.MethodMSTeams, models.MethodZoom}
	default:
		return []models.Method{models.MethodZoom, models.MethodGoogleMeet}
	}
}

// follow walks the chains of these methods in one company, each of them on a day of its own: nobody is
// reminded of everything at once.
func (o obstacle) follow(t *testing.T, system models.CalendarSystem, methods ...models.Method) {
	t.Helper()
	c := o.chained(t, system)
	for n, method := range methods {
		if n > 0 {
			c.w.Advance(25 * time.Hour)
			c.w.Tick()
		}
		c.method, c.possible, c.trail = method, o.possible(system, method), nil
		end := c.walk()
		t.Logf("%s ends with %s", method, end)
		if c.possible != (end == endedReady) {
			c.stuck("ends with %s", end)
		}
	}
}
