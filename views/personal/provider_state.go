package personal

import (
	"context"
	"slices"
	"time"

	"entrevue/locales"
	"entrevue/models"
	"entrevue/views/home"
	"entrevue/views/paths"
	"entrevue/views/ui"
)

// ProviderState is how it stands between a person and one provider.
type ProviderState struct {
	Provider models.Provider
	Facts    models.Facts
	Visit    models.PersonalAuthorization // the newest to Cronofy; the zero value when there was none
	Profiles []models.Profile             // of this provider, those Cronofy still reports
	Lost     []models.Profile             // of this provider, also those it no longer reports
	Ahead    models.HostedAhead
	Setup    models.ProviderSetup
	Name     string // of the person
	Email    string
	Sender   string    // of Cronofy's mails
	ReadAt   time.Time // when the account was read last
	Silent   bool      // Cronofy has not answered since (FAIL21)
	Now      time.Time

	CanAdminister bool // the person looks after the set-up, too
}

// admitted tells whether IT has confirmed since the person was sent to an administrator.
func (p ProviderState) admitted() bool {
	done := p.Setup.ITConfirmedAt
	return p.refused() && p.Visit.Seen == models.SeenAdministrator && done != nil && done.After(p.Visit.EndedAt())
}

// leadsToIT tells whether the person is the one who can have IT asked.
func (p ProviderState) leadsToIT() bool {
	return p.CanAdminister && p.Provider.NeedsIT() && p.sentToIT()
}

// outcome is what the table of availability says. Whoever has tried already is told what became of
// that, rather than that IT comes first.
func (p ProviderState) outcome() models.Outcome {
	facts := p.Facts
	if p.Visit.ID != 0 {
		facts.ITStep = models.ITConfirmed
	}
	return models.Availability(p.Provider, facts)
}

// used is the account that makes links.
func (p ProviderState) used() models.Profile {
	profile, _ := models.ProfileToUse(p.Profiles, p.Provider)
	return profile
}

// in finds the first account in a state.
func (p ProviderState) in(state models.Connection) (models.Profile, bool) {
	for _, profile := range p.Profiles {
		if profile.State() == state {
			return profile, true
		}
	}
	return models.Profile{}, false
}

// waiting tells whether the state may still change by itself.
func (p ProviderState) waiting() bool {
	return p.checking() || p.Visit.Waiting(p.Now) && p.Facts.Connection != models.ConnectionAlive
}

// watched tells whether the page goes on asking although it waits for nothing: an account can be
// lost outside at any time, come back, or be connected in another window. A question to answer is
// not taken away.
func (p ProviderState) watched() bool { return !p.waiting() && !p.refused() }

// Fingerprint is the same as long as the page says the same.
func (p ProviderState) Fingerprint(ctx context.Context) string {
	said := []any{p.outcome().Reason, p.waiting(), p.Silent, p.brief(ctx)}
	for _, profile := range p.Profiles {
		said = append(said, []any{profile.ID, profile.State(), profile.Name, profile.ID == p.used().ID})
	}
	return ui.Fingerprint(said...)
}

// checking tells whether the person has just come back, and nobody knows yet what has happened.
func (p ProviderState) checking() bool { return p.Visit.Checking(p.ReadAt, p.Now) && !p.Connected() }

// Unreturned tells whether the person left and never came back: what they saw may be why.
func (p ProviderState) Unreturned() bool {
	left := p.Facts.Connection == models.ConnectionStarted || p.Facts.Connection == models.ConnectionAbandoned
	return left && p.Visit.Tellable() && p.connectable()
}

// connectable tells whether the way to Cronofy is offered.
func (p ProviderState) connectable() bool { return models.Connectable(p.Provider, p.Facts) }

// Connected tells whether there is an account already: another one can be added.
func (p ProviderState) Connected() bool { return p.Facts.Connection == models.ConnectionAlive }

// broken is an account whose sign-in can be renewed.
func (p ProviderState) broken() (models.Profile, bool) {
	broken, ok := p.in(models.ConnectionBroken)
	return broken, ok && broken.RelinkURL != ""
}

// renewing tells whether the person has left to sign in to a broken account again, and nobody knows
// yet that they have. Cronofy's page for that does not lead back.
func (p ProviderState) renewing() bool {
	return p.relinkable().ID != 0 && p.Visit.Renews && p.Visit.Waiting(p.Now)
}

// relinkable is the broken account whose sign-in the notice above offers to renew.
func (p ProviderState) relinkable() models.Profile {
	broken, ok := p.broken()
	if _, other := p.in(models.ConnectionOtherAccount); !ok || other || p.Connected() {
		return models.Profile{}
	}
	return broken
}

// undoable is the account that the person has disconnected and can use again by one press, where none
// makes links.
func (p ProviderState) undoable() models.Profile {
	var last models.Profile
	for _, profile := range p.Profiles {
		if p.outcome().Reason == models.ReasonNotUsed && profile.NotUsedAt != nil && profile.Connected &&
			(last.ID == 0 || profile.NotUsedAt.After(*last.NotUsedAt)) {
			last = profile
		}
	}
	return last
}

// has tells whether the account that is there already is the way to go: a further one is rare.
func (p ProviderState) has() bool {
	_, broken := p.broken()
	_, other := p.in(models.ConnectionOtherAccount)
	return broken || other || p.Connected()
}

// declined is an account that the person gave back because it was not the expected one, where that is how it
// stands.
func (p ProviderState) declined() (models.Profile, bool) {
	for _, profile := range p.Profiles {
		if profile.DeclinedAt != nil && profile.NotUsedAt == nil && p.undoable().ID == 0 {
			return profile, true
		}
	}
	return models.Profile{}, false
}

// expected is the account that should have been connected: the one that made links before, else that of
// the person's address.
func (p ProviderState) expected() string {
	for _, profile := range slices.Concat(p.Lost, p.Profiles) {
		if profile.AcceptedAt != nil {
			return profile.Name
		}
	}
	return p.Email
}

// refused tells whether the person was sent back and has not said yet what they saw.
func (p ProviderState) refused() bool {
	return !p.checking() && p.Facts.Connection == models.ConnectionRefused && p.Visit.Outcome == models.PersonalRefused
}

func (p ProviderState) state(ctx context.Context) ui.StateProps {
	if p.checking() {
		return ui.StateProps{Is: ui.Pending, Icon: "wait", Word: locales.T(ctx, "personal.checking.word")}
	}
	if p.renewing() {
		return ui.StateProps{Is: ui.Pending, Icon: "wait", Word: locales.T(ctx, "personal.word.renewing")}
	}
	reason := p.outcome().Reason
	return ui.StateProps{Is: string(reason.Is()), Icon: reason.Icon(), Word: p.word(ctx)}
}

// word is the state in a word, said to the person it is about.
func (p ProviderState) word(ctx context.Context) string {
	outcome := p.outcome()
	switch outcome.Reason {
	case models.ReasonReadyAtOnce:
		return locales.T(ctx, "personal.word.ready_at_once")
	case models.ReasonReady:
		return locales.T(ctx, "personal.word.ready")
	case models.ReasonNotGoogle:
		return locales.T(ctx, "personal.word.not_google")
	case models.ReasonStarted:
		return locales.T(ctx, "personal.word.started")
	case models.ReasonConnectionEnded:
		return locales.T(ctx, "personal.word.connection_ended")
	case models.ReasonRemoved:
		return locales.T(ctx, "personal.word.removed")
	default:
		return locales.T(ctx, outcome.WordKey())
	}
}

// text is the state in a sentence, said to the person it is about.
func (p ProviderState) text(ctx context.Context) string {
	outcome, provider := p.outcome(), p.Provider.Name()
	if p.checking() {
		return locales.T(ctx, "personal.checking.text", "provider", provider)
	}
	if p.renewing() {
		return locales.T(ctx, "personal.text.renewing", "time", locales.Moment(ctx, p.Visit.CreatedAt, p.Now), "provider", provider) + " " + p.lostText(ctx)
	}
	switch outcome.Reason {
	case models.ReasonReadyAtOnce:
		return locales.T(ctx, "personal.text.ready_at_once", "provider", provider, "calendar", locales.T(ctx, p.Facts.Calendar.NameKey()))
	case models.ReasonReady:
		text := locales.T(ctx, "personal.text.ready", "account", p.used().Name, "date", locales.Date(ctx, p.used().ConnectedAt))
		if p.backWithout() {
			text += " " + locales.T(ctx, "personal.text.no_further")
		}
		return text
	case models.ReasonNeverConnected:
		return locales.T(ctx, "personal.text.never_connected", "provider", provider)
	case models.ReasonRefused:
		if p.admitted() {
			return locales.T(ctx, "personal.refusal.admitted_text", "provider", provider)
		}
		return locales.T(ctx, "personal.text.refused")
	case models.ReasonAbandoned:
		return locales.T(ctx, "personal.text.abandoned", "time", locales.Moment(ctx, p.Visit.CreatedAt, p.Now))
	case models.ReasonNotUsed:
		if given, ok := p.declined(); ok {
			return locales.T(ctx, "personal.text.declined", "account", given.Name, "provider", provider)
		}
		return locales.T(ctx, "personal.text.not_used", "provider", provider)
	case models.ReasonStarted:
		return locales.T(ctx, "personal.text.started", "time", locales.Moment(ctx, p.Visit.CreatedAt, p.Now))
	case models.ReasonConnectionEnded, models.ReasonRemoved:
		return p.lostText(ctx)
	case models.ReasonOtherAccount:
		return p.otherText(ctx)
	case models.ReasonITFirst:
		return locales.T(ctx, "personal.text.it_first", "provider", provider)
	case models.ReasonNotGoogle:
		return locales.T(ctx, "personal.text.not_google", "provider", provider)
	case models.ReasonSharedMailbox:
		return locales.T(ctx, "personal.text.shared_mailbox", "provider", provider)
	case models.ReasonSwitchedOff:
		return locales.T(ctx, "personal.text.switched_off", "provider", provider)
	default:
		return locales.T(ctx, outcome.SentenceKey(), "host", p.Name, "provider", provider)
	}
}

// saidFor is how long the page says that a visit has brought no further account.
const saidFor = time.Hour

// backWithout tells whether the person has just come back from a visit without a further account.
func (p ProviderState) backWithout() bool {
	at := p.Visit.ReturnedAt
	return p.Visit.Outcome == models.PersonalRefused && at != nil && at.After(p.used().ConnectedAt) && p.Now.Before(at.Add(saidFor))
}

// otherText asks about an account that is not the expected one (FAIL19), and says what depends on the one
// that was lost.
func (p ProviderState) otherText(ctx context.Context) string {
	other, _ := p.in(models.ConnectionOtherAccount)
	text := locales.T(ctx, "personal.text.other_account", "account", other.Name, "expected", p.expected())
	if p.lost().ID != 0 && p.Ahead.Interviews > 0 {
		text += " " + p.lostText(ctx)
	}
	return text
}

// lostText says what has happened to an account that makes links no longer, and what depends on it
// (FAIL20).
func (p ProviderState) lostText(ctx context.Context) string {
	removed := p.outcome().Reason == models.ReasonRemoved
	names := []any{"provider", p.Provider.Name(), "account", p.lost().Name, "time", p.lostAt(ctx)}
	switch {
	case removed && p.Ahead.Interviews > 0:
		return locales.N(ctx, "personal.text.removed_ahead", p.Ahead.Interviews, append(names, "date", locales.DayTime(ctx, *p.Ahead.First))...)
	case removed:
		return locales.T(ctx, "personal.text.removed", names...)
	case p.Ahead.Interviews > 0:
		return locales.N(ctx, "personal.text.connection_ended_ahead", p.Ahead.Interviews, "provider", p.Provider.Name(), "date", locales.DayTime(ctx, *p.Ahead.First))
	default:
		return locales.T(ctx, "personal.text.connection_ended", "provider", p.Provider.Name())
	}
}

// lost is the account that was lost last.
func (p ProviderState) lost() models.Profile {
	var last models.Profile
	for _, profile := range p.Lost {
		if last.ID == 0 || profile.LostAt.After(*last.LostAt) {
			last = profile
		}
	}
	return last
}

func (p ProviderState) lostAt(ctx context.Context) string {
	if at := p.lost().LostAt; at != nil {
		return locales.Moment(ctx, *at, p.Now)
	}
	return ""
}

// Asks tells whether it is the person who has to act before links can be made.
func (p ProviderState) Asks() bool { return p.outcome().HostMustAct() }

// Step is what the start page asks for.
func (p ProviderState) Step(ctx context.Context) home.Step {
	state, text := p.state(ctx), p.brief(ctx)
	if p.outcome().Reason == models.ReasonStarted { // the start page does not look by itself
		text = locales.T(ctx, "personal.text.started_there", "time", locales.Moment(ctx, p.Visit.CreatedAt, p.Now), "provider", p.Provider.Name())
	}
	return home.Step{Is: state.Is, Icon: state.Icon, Title: locales.T(ctx, "home.account", "provider", p.Provider.Name(), "state", state.Word),
		Text: text, Link: ui.Link{Label: p.open(ctx), Href: p.Address()}}
}

// open is what the button to the provider's own page says.
func (p ProviderState) open(ctx context.Context) string {
	switch p.Facts.Connection {
	case models.ConnectionAlive:
		return locales.T(ctx, "personal.open.accounts")
	case models.ConnectionOtherAccount:
		return locales.T(ctx, "personal.open.answer")
	case models.ConnectionBroken:
		return locales.T(ctx, "personal.open.reconnect")
	case models.ConnectionRemoved:
		return locales.T(ctx, "lost.again")
	case models.ConnectionStarted, models.ConnectionRefused:
		return locales.T(ctx, "personal.open.continue")
	default:
		return locales.T(ctx, "personal.open.connect")
	}
}

// sentToIT tells whether the provider has asked for an administrator, and IT has not let Cronofy in
// since.
func (p ProviderState) sentToIT() bool {
	return p.Visit.Seen == models.SeenAdministrator && !p.admitted()
}

// asNext is what the page of another provider says that is to be done here.
func (p ProviderState) asNext(ctx context.Context) string {
	switch p.Facts.Connection {
	case models.ConnectionBroken:
		return locales.T(ctx, "personal.next_reconnect", "provider", p.Provider.Name())
	case models.ConnectionOtherAccount:
		return locales.T(ctx, "personal.next_answer", "provider", p.Provider.Name())
	default:
		return locales.T(ctx, "personal.next", "provider", p.Provider.Name())
	}
}

// WithIT tells whether the person is waited for by nobody, because IT has to let Cronofy in first.
func (p ProviderState) WithIT() bool {
	return p.refused() && p.sentToIT()
}

// Refresh is how often the page is loaded again without a script, in seconds; 0 when nothing is
// awaited.
func (p ProviderState) Refresh() int {
	if !p.waiting() {
		return 0
	}
	return 5
}

// Address is the provider's own page.
func (p ProviderState) Address() string { return paths.MyIntegration(p.Provider.Slug()) }
