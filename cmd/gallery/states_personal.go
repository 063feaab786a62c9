package main

import (
	"time"

	"entrevue/models"
	"entrevue/models/demo"
	"entrevue/views/layout"
	"entrevue/views/personal"
	"entrevue/views/ui"
)

// personalStates are the person's own providers, from nothing to every way out of the detour.
func personalStates() []state {
	return []state{
		whole("personal", "sign-ins", same(personal.SignInsPage(signIns(false)))),
		whole("personal", "sign-ins-provider", same(personal.SignInsPage(atProvider()))),
		whole("personal", "sign-ins-one", same(personal.SignInsPage(onlySession()))),
		whole("personal", "sign-ins-many", same(personal.SignInsPage(signIns(true)))),
		inPersonal("integrations", func(*personal.ProviderState) {}, listed),
		inPersonal("integrations-never", never, listed),
		inPersonal("integrations-calendar", func(p *personal.ProviderState) { p.Facts.Host = models.HostFailedNoMailbox }, listed),
		inPersonal("connect", never, one),
		inPersonal("connect-it-first", func(p *personal.ProviderState) {
			never(p)
			p.Facts.ITStep = models.ITOpen
		}, one),
		inPersonal("connect-unavailable", never, problem),
		inPersonal("started", visited(models.PersonalOpen, models.SeenUnanswered), one),
		inPersonal("stuck", visited(models.PersonalOpen, models.SeenUnanswered), stuck),
		inPersonal("refused", visited(models.PersonalRefused, models.SeenUnanswered), one),
		inPersonal("refused-unanswered", visited(models.PersonalRefused, models.SeenUnanswered), unanswered),
		inPersonal("refused-cancelled", visited(models.PersonalRefused, models.SeenCancelled), one),
		inPersonal("refused-administrator", visited(models.PersonalRefused, models.SeenAdministrator), one),
		inPersonal("refused-other", visited(models.PersonalRefused, models.SeenOther), one),
		inPersonal("other-account", func(p *personal.ProviderState) {
			p.Facts.Connection = models.ConnectionOtherAccount
			p.Profiles = []models.Profile{{ID: 2, Provider: models.Zoom, Name: "camille.perrin@private.example", Connected: true, ConnectedAt: now}}
		}, one),
		inPersonal("ended", func(p *personal.ProviderState) {
			first := now.AddDate(0, 0, 3)
			ended(p)
			p.Ahead = models.HostedAhead{Interviews: 3, First: &first}
		}, one),
		inPersonal("ended-nothing-ahead", ended, one),
		inPersonal("renewing", renewing, one),
		inPersonal("integrations-renewing", renewing, listed),
		inPersonal("removed", removed, one),
		inPersonal("integrations-removed", removed, listed),
		inPersonal("back", func(p *personal.ProviderState) { p.Ahead.Interviews = 3 }, back),
		inPersonal("silent", silent, one),
		inPersonal("integrations-silent", silent, listed),
		inPersonal("late", func(p *personal.ProviderState) { p.Ahead = models.HostedAhead{Interviews: 4, Linkless: 2, Late: 2} }, one),
		inPersonal("not-used", func(p *personal.ProviderState) {
			p.Facts.Connection, p.Profiles[0].NotUsedAt = models.ConnectionNotUsed, &now
		}, one),
		inPersonal("connected", func(*personal.ProviderState) {}, one),
		inPersonal("connected-several", several, one),
		disconnection("disconnection", personal.DisconnectionProps{Ahead: models.HostedAhead{Interviews: 7, Linkless: 1}, Last: true, First: []models.Hosted{
			hosted("Maya Lindqvist", 1, models.LinkReady), hosted("Noé Garnier", 2, models.LinkPending), hosted("Ana Duarte", 9, models.LinkReady)}}),
		disconnection("disconnection-nothing-ahead", personal.DisconnectionProps{Last: true}),
		disconnection("disconnection-other-account", personal.DisconnectionProps{Ahead: models.HostedAhead{Interviews: 2}}),
		whole("personal", "return", same(personal.ReturnPage(personal.ReturnProps{Page: layout.Page{Title: "Back from Cronofy"}, Provider: models.Zoom}))),
		whole("personal", "return-refused", same(personal.ReturnPage(personal.ReturnProps{
			Page: layout.Page{Title: "Back from Cronofy"}, Provider: models.Zoom, Refused: true}))),
	}
}

// inPersonal shows Camille's Zoom, changed from connected to something else.
func inPersonal(name string, change func(*personal.ProviderState), page func(personal.ProviderState) state) state {
	zoom := camilles(models.Zoom)
	zoom.Profiles = []models.Profile{{ID: 1, Provider: models.Zoom, Name: camille.Email, Connected: true, AcceptedAt: &now, ConnectedAt: now.AddDate(0, -2, 0)}}
	zoom.Facts.Connection = models.ConnectionAlive
	change(&zoom)
	drawn := page(zoom)
	drawn.name = name
	return drawn
}

func ended(p *personal.ProviderState) {
	p.Facts.Connection = models.ConnectionBroken
	p.Profiles[0].Connected, p.Profiles[0].RelinkURL = false, "https://app.cronofy.example/relink"
}

func renewing(p *personal.ProviderState) {
	visited(models.PersonalOpen, models.SeenUnanswered)(p)
	p.Visit.Renews = true
	p.Profiles = []models.Profile{{ID: 1, Provider: models.Zoom, Name: camille.Email, AcceptedAt: &now, ConnectedAt: now.AddDate(0, -2, 0)}}
	ended(p)
	first := now.AddDate(0, 0, 3)
	p.Ahead = models.HostedAhead{Interviews: 3, First: &first}
}

func silent(p *personal.ProviderState) { p.Silent, p.ReadAt = true, now.Add(-time.Hour) }

func removed(p *personal.ProviderState) {
	first := now.AddDate(0, 0, 3)
	p.Facts.Connection, p.Ahead = models.ConnectionRemoved, models.HostedAhead{Interviews: 3, First: &first}
	gone := p.Profiles[0]
	gone.Connected, gone.GoneAt, gone.LostAt = false, &now, &now
	p.Profiles, p.Lost = nil, []models.Profile{gone}
}

func stuck(zoom personal.ProviderState) state {
	return whole("personal", "", same(personal.RefusalPage(personal.IntegrationProps{Frame: inFrame(layout.NoArea, "Zoom", helen()), Provider: zoom})))
}

func back(zoom personal.ProviderState) state {
	return shownOne(personal.IntegrationProps{Provider: zoom, Back: true})
}

func disconnection(name string, props personal.DisconnectionProps) state {
	props.Frame = inFrame(layout.NoArea, "Disconnect", helen())
	props.Profile = models.Profile{ID: 1, Provider: models.Zoom, Name: camille.Email}
	return whole("personal", name, same(personal.DisconnectionPage(props)))
}

func hosted(candidate string, days int, link models.LinkState) models.Hosted {
	at := now.AddDate(0, 0, days)
	return models.Hosted{CandidateName: candidate, Interview: models.Interview{ID: int64(days), Method: models.MethodZoom, State: models.InterviewScheduled,
		StartsAt: at, EndsAt: at.Add(time.Hour), LinkState: link}}
}

func camilles(provider models.Provider) personal.ProviderState {
	return personal.ProviderState{Provider: provider, Name: camille.Name, Email: camille.Email, Sender: "no-reply@cronofy.example", Now: now,
		Facts: models.Facts{HostChosen: true, Integration: models.IntegrationActive, Host: models.HostUsable, Calendar: models.CalendarGraph,
			Integrated: true, ITStep: models.ITConfirmed, Connection: models.ConnectionNever}}
}

func listed(zoom personal.ProviderState) state {
	since := now.AddDate(0, -4, 0)
	props := personal.IntegrationsProps{Frame: inFrame(layout.NoArea, "Integrations", helen()),
		TransparencyProps: personal.TransparencyProps{DataCentre: "de", SynchronizedAt: &since, Kind: models.CalendarGraph, Accounts: zoom.Profiles}}
	for _, provider := range models.Providers() {
		other := camilles(provider)
		other.Facts.Host = zoom.Facts.Host
		if provider == models.Zoom {
			other = zoom
		}
		props.Providers = append(props.Providers, other)
	}
	return whole("personal", "", same(personal.IntegrationsPage(props)))
}

func one(zoom personal.ProviderState) state {
	return shownOne(personal.IntegrationProps{Provider: zoom})
}

func problem(zoom personal.ProviderState) state {
	return shownOne(personal.IntegrationProps{Provider: zoom, Problem: "Cronofy is not answering. Nothing has changed; try again in a few minutes."})
}

func unanswered(zoom personal.ProviderState) state {
	return shownOne(personal.IntegrationProps{Provider: zoom, Errors: ui.Errors{"seen": "Choose one."}})
}

func shownOne(props personal.IntegrationProps) state {
	props.Frame, props.Company = inFrame(layout.NoArea, props.Provider.Provider.Name(), helen()), demo.Company
	return whole("personal", "", same(personal.IntegrationPage(props)))
}

// visited is a visit to Cronofy of three minutes ago.
func visited(outcome models.PersonalOutcome, seen models.Seen) func(*personal.ProviderState) {
	return func(p *personal.ProviderState) {
		p.Profiles = nil
		p.Visit = models.PersonalAuthorization{ID: 1, Provider: models.Zoom, Outcome: outcome, Seen: seen, CreatedAt: now.Add(-3 * time.Minute)}
		p.Facts.Connection = models.PersonalConnection(models.Zoom, nil, p.Visit, now)
	}
}

func several(p *personal.ProviderState) {
	p.Profiles = append(p.Profiles,
		models.Profile{ID: 2, Provider: models.Zoom, Name: "studio.de.conception.lumiere.et.lampes@lumen.example", Connected: true, AcceptedAt: &now, ChosenAt: &now, ConnectedAt: now},
		models.Profile{ID: 3, Provider: models.Zoom, Name: "old@lumen.example", Connected: true, AcceptedAt: &now, NotUsedAt: &now, ConnectedAt: now},
		models.Profile{ID: 4, Provider: models.Zoom, Name: "lapsed@lumen.example", AcceptedAt: &now, RelinkURL: "https://app.cronofy.example/relink", ConnectedAt: now})
}

func never(p *personal.ProviderState) { p.Facts.Connection, p.Profiles = models.ConnectionNever, nil }

// signIns are Helen's, on a computer, on a telephone, and in something that does not say what it is.
func signIns(more bool) personal.SignInsProps {
	return personal.SignInsProps{Frame: inFrame(layout.NoArea, "Sessions", helen()), Current: 1, Now: now, More: more, SignIns: []models.SignIn{
		{ID: 1, Address: "203.0.113.7", CreatedAt: now.Add(-time.Hour), LastSeenAt: now,
			UserAgent: "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0"},
		{ID: 2, Address: "2001:db8:85a3:1234:5678:8a2e:370:7334", CreatedAt: now.AddDate(0, 0, -3), LastSeenAt: now.Add(-2 * time.Hour),
			UserAgent: "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/29.0 Chrome/136.0.0.0 Mobile Safari/537.36"},
		{ID: 3, CreatedAt: now.AddDate(0, 0, -6), LastSeenAt: now.Add(-11 * time.Hour)}}}
}

func atProvider() personal.SignInsProps {
	props := signIns(false)
	props.Provider, props.Account = "Lumen ID", models.ProviderAccount{ID: 1, Email: helenWard.Email, CreatedAt: now.AddDate(0, -2, 0)}
	return props
}

// onlySession is that of somebody who is signed in nowhere else, and has not been at the provider.
func onlySession() personal.SignInsProps {
	props := signIns(false)
	props.SignIns, props.Provider = props.SignIns[:1], "Lumen ID"
	return props
}
