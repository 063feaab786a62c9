package main

import (
	"context"
	"time"

	"github.com/a-h/templ"

	"entrevue/locales"
	"entrevue/models"
	"entrevue/models/demo"
	"entrevue/views/integrations"
	"entrevue/views/layout"
	"entrevue/views/ui"
)

// videoStates are the overview of the providers and each step of their set-up.
func videoStates() []state {
	return append(append(overviewStates(), wizardStates()...), itStates()...)
}

// knownHost is a host with the same facts for every provider.
func knownHost(person models.Employee, change func(*models.Facts)) models.Host {
	facts := models.Facts{HostChosen: true, Integration: models.IntegrationActive, Host: models.HostUsable, Calendar: models.CalendarGraph,
		Integrated: true, Connection: models.ConnectionNever, ITStep: models.ITConfirmed, SharedMailbox: person.SharedMailbox}
	change(&facts)
	host := models.Host{Employee: person, Facts: map[models.Provider]models.Facts{}}
	for _, provider := range models.Providers() {
		host.Facts[provider] = facts
	}
	return host
}

func usableHosts() []models.Host {
	var hosts []models.Host
	for _, person := range everybody() {
		hosts = append(hosts, knownHost(person, func(*models.Facts) {}))
	}
	return hosts
}

func overviewStates() []state {
	page := func(name string, change func(*integrations.ProviderCard)) state {
		props := integrations.VideoProps{Frame: inFrame(layout.Settings, "Videoconferencing", helen())}
		for _, provider := range models.Providers() {
			card := integrations.ProviderCard{Provider: provider, Hosts: 48, Ready: 12,
				NextPerson: integrations.NextPerson{Setup: models.ProviderSetup{Provider: provider}, Viewer: helenWard.Name, ViewerID: helenWard.ID},
				Steps:      models.WizardSteps(provider, models.WizardFacts{Integration: models.IntegrationActive, Hosts: models.WizardHosts(provider, usableHosts())})}
			change(&card)
			props.Providers = append(props.Providers, card)
		}
		return whole("video", name, same(integrations.VideoPage(props)))
	}
	return []state{
		page("overview", func(c *integrations.ProviderCard) {
			if c.Provider == models.Zoom {
				c.Setup.BegunAt, c.Setup.ITMail, c.Next = &now, "service.informatique.et.infrastructure@lumen.example", models.WizardTurn{Turn: models.TurnIT}
			}
			if c.Provider == models.GoToMeeting {
				c.Next = models.WizardTurn{Turn: models.TurnHost, Host: thi.Name, Others: 35}
			}
			if c.Provider == models.MSTeams {
				c.Next = models.WizardTurn{Turn: models.TurnAdministrator, Host: thi.Name, Others: 2}
			}
		}),
		page("overview-waiting", func(c *integrations.ProviderCard) {
			c.Next = models.WizardTurn{Turn: models.TurnNobody, Waiting: 36}
		}),
		page("overview-none", func(c *integrations.ProviderCard) {
			c.Hosts, c.Ready, c.Next = 0, 0, models.WizardTurn{Turn: models.TurnAdministrator}
			c.Steps = models.WizardSteps(c.Provider, models.WizardFacts{Integration: models.IntegrationNotConnected})
		}),
		page("overview-undone", func(c *integrations.ProviderCard) {
			c.Setup.BegunAt, c.Next = &now, models.WizardTurn{Turn: models.TurnAdministrator}
			c.Steps = models.WizardSteps(c.Provider, models.WizardFacts{Integration: models.IntegrationNeedsAttention})
		}),
		page("overview-off", func(c *integrations.ProviderCard) { c.Setup.SwitchedOff = true }),
		whole("video", "switch-off", same(integrations.SwitchPage(integrations.SwitchProps{
			Frame: inFrame(layout.Settings, "Zoom", helen()), Provider: models.Zoom, Impact: models.Impact{Interviews: 14, Links: 12, Invited: 9}, Ready: 1}))),
		whole("video", "switch-on", same(integrations.SwitchPage(integrations.SwitchProps{
			Frame: inFrame(layout.Settings, "Zoom", helen()), Provider: models.Zoom, Off: true, Ready: 12}))),
		whole("video", "switch-refused", func(ctx context.Context) templ.Component {
			return integrations.SwitchPage(integrations.SwitchProps{Frame: inFrame(layout.Settings, "Zoom", helen()), Provider: models.Zoom, Impact: models.Impact{Interviews: 14, Links: 12, Invited: 9}, Ready: 1,
				Errors: ui.Errors{"to": locales.T(ctx, "problem.choose")}})
		}),
	}
}

// inWizard shows a step of a provider's set-up, which has begun, to Helen.
func inWizard(provider models.Provider, step models.WizardStepID, facts models.WizardFacts) integrations.WizardProps {
	facts.Setup.BegunAt = &now
	return integrations.WizardProps{Frame: inFrame(layout.Settings, "Set up "+provider.Name(), helen()), Provider: provider, Current: step,
		Steps: models.WizardSteps(provider, facts), Facts: facts, Now: now,
		Integration: models.Integration{System: models.SystemGraph, Domain: demo.Domain, Problem: models.IntegrationGrantEnded}}
}

// step draws a step in its frame.
func step(name string, props integrations.WizardProps, body templ.Component) state {
	return whole("wizard", name, same(within(integrations.Wizard(props), body)))
}

func factsOf(provider models.Provider, hosts []models.Host) models.WizardFacts {
	return models.WizardFacts{Integration: models.IntegrationActive, Hosts: models.WizardHosts(provider, hosts)}
}

func wizardStates() []state {
	calendar := func(name string, integration models.CalendarIntegration) state {
		props := inWizard(models.Zoom, models.WizardCalendar, models.WizardFacts{Integration: integration})
		return step(name, props, integrations.WizardCalendar(props))
	}
	employees := func(name string, provider models.Provider, hosts []models.Host, change func(*integrations.EmployeesProps)) state {
		props := integrations.EmployeesProps{WizardProps: inWizard(provider, models.WizardEmployees, factsOf(provider, hosts))}
		change(&props)
		return step(name, props.WizardProps, integrations.WizardEmployees(props))
	}
	failing := knownHost(thi, func(f *models.Facts) { f.Host = models.HostFailedNoMailbox })
	shared := camille
	shared.SharedMailbox = true
	unbegun := inWizard(models.Zoom, models.WizardCalendar, models.WizardFacts{Integration: models.IntegrationActive})
	unbegun.Facts.Setup.BegunAt = nil
	waitsForIT := inWizard(models.Zoom, models.WizardDone, factsOf(models.Zoom, usableHosts()))
	waitsForIT.Facts.Setup.ITAskedAt, waitsForIT.Facts.Setup.ITMail = &now, "service.informatique.et.infrastructure@lumen.example"
	waitsForIT.Person = integrations.NextPerson{Next: models.WizardTurn{Turn: models.TurnIT}, Setup: waitsForIT.Facts.Setup}
	done := func(name string, facts models.WizardFacts) state {
		props := inWizard(models.GoToMeeting, models.WizardDone, facts)
		props.Person = integrations.NextPerson{Next: models.WizardTurn{Turn: models.TurnHost, Host: thi.Name, Others: 35}, Viewer: helenWard.Name}
		return step(name, props, integrations.WizardDone(props))
	}
	return append(adminConsoleStates(),
		step("unbegun", unbegun, integrations.WizardCalendar(unbegun)), step("done-with-it", waitsForIT, integrations.WizardDone(waitsForIT)),
		calendar("calendar", models.IntegrationActive), calendar("calendar-none", models.IntegrationNotConnected),
		calendar("calendar-attention", models.IntegrationNeedsAttention),
		employees("employees", models.MSTeams, usableHosts(), func(p *integrations.EmployeesProps) { p.Kinds = true }),
		employees("employees-nobody", models.Zoom, nil, func(*integrations.EmployeesProps) {}),
		employees("employees-waiting", models.Zoom, []models.Host{knownHost(camille, func(f *models.Facts) { f.Host = models.HostWaiting })},
			func(p *integrations.EmployeesProps) {
				p.Waiting = []models.Host{knownHost(camille, func(f *models.Facts) { f.Host = models.HostWaiting })}
			}),
		employees("employees-failing", models.MSTeams, append(usableHosts(), failing), func(p *integrations.EmployeesProps) {
			p.Kinds, p.Failing, p.Without = true, []models.Host{failing}, []models.Host{knownHost(shared, func(*models.Facts) {})}
			p.NoTeams = usableHosts()
		}),
		employees("employees-refused", models.GoogleMeet, usableHosts(), func(p *integrations.EmployeesProps) { p.Kinds = true }),
		done("done", factsOf(models.GoToMeeting, usableHosts())), done("done-not-yet", models.WizardFacts{}))
}

func adminConsoleStates() []state {
	console := func(name string, change func(*models.Facts)) state {
		host := knownHost(camille, func(f *models.Facts) { f.Calendar = models.CalendarGoogle; change(f) })
		props := integrations.EmployeesProps{WizardProps: inWizard(models.GoogleMeet, models.WizardAdminConsole, factsOf(models.GoogleMeet, []models.Host{host}))}
		if !host.Outcome(models.GoogleMeet).Ready() {
			props.Failing = []models.Host{host}
		}
		return step(name, props.WizardProps, integrations.WizardAdminConsole(props))
	}
	return []state{
		console("admin-console", func(*models.Facts) {}),
		console("admin-console-off", func(f *models.Facts) { f.Integrated = false }),
		console("admin-console-failing", func(f *models.Facts) { f.IntegratedFail = models.CauseRefused }),
	}
}

func itStates() []state {
	asked, opened := now.Add(-20*time.Hour), now.Add(-2*time.Hour)
	page := func(name string, setup models.ProviderSetup, change func(*integrations.ITProps)) state {
		setup.Provider = models.Zoom
		facts := factsOf(models.Zoom, usableHosts())
		facts.Setup = setup
		props := integrations.ITProps{WizardProps: inWizard(models.Zoom, models.WizardIT, facts), Mail: setup.ITMail, Language: models.French,
			On: "2026-11-23", RequestID: "1.request", ReopenedBy: camille.Name,
			Link: "https://entrevue.lumen.example/it/7Kq2Yt0J2mH3k8Yt0J2mH3", Until: now.AddDate(0, 0, 30)}
		if setup.ITStep() != models.ITConfirmed {
			props.Saves = integrations.ITForm
		}
		change(&props)
		return step(name, props.WizardProps, integrations.WizardIT(props))
	}
	sent := models.ProviderSetup{ITMail: "it@lumen.example", ITAskedAt: &asked, ITVisitedAt: &opened}
	unopened := models.ProviderSetup{ITMail: "it@lumen.example", ITAskedAt: &asked}
	reopened := models.ProviderSetup{ITMail: "it@lumen.example", ITAskedAt: &asked, ITReopenedAt: &now}
	confirmed := models.ProviderSetup{ITAskedAt: &asked, ITConfirmedAt: &now, ITConfirmedBy: "Ravi Bose", ITConfirmedOn: "2026-11-23"}
	none := func(*integrations.ITProps) {}
	behind := func(name string, setup models.ProviderSetup, errors ui.Errors) state {
		setup.Provider = models.Zoom
		return whole("it", name, func(ctx context.Context) templ.Component {
			return integrations.ITPage(integrations.ITPageProps{Page: layout.Page{Title: locales.T(ctx, "it.title", "provider", "Zoom"), Secret: true},
				Setup: setup, Company: demo.Company, Token: "7Kq2Yt0J2mH3k8", On: "2026-11-23", Errors: errors})
		})
	}
	again := whole("it", "behind-again", func(ctx context.Context) templ.Component {
		return integrations.ITPage(integrations.ITPageProps{Page: layout.Page{Title: locales.T(ctx, "it.title", "provider", "Zoom"), Secret: true},
			Setup: models.ProviderSetup{Provider: models.Zoom, ITAskedAt: &asked}, Company: demo.Company, Token: "7Kq2Yt0J2mH3k8", Name: "Ravi Bose", On: "2026-11-23", Again: true})
	})
	return []state{
		again,
		page("it", models.ProviderSetup{}, func(p *integrations.ITProps) { p.Link = "" }),
		page("it-asked", unopened, none), page("it-opened", sent, none), page("it-reopened", reopened, none), page("it-confirmed", confirmed, none),
		page("it-confirmed-for", confirmed, func(p *integrations.ITProps) { p.Confirmer = helenWard.Name }),
		page("it-rejected", unopened, func(p *integrations.ITProps) {
			p.Request = models.Mail{State: models.MailRejected, Recipient: "it@lumen.example", Problem: "550 5.1.1 no such mailbox"}
		}),
		page("it-errors", models.ProviderSetup{}, func(p *integrations.ITProps) {
			p.Errors = ui.Errors{"mail": "This is no email address.", "name": "Please fill this in.", "on": "This day is still to come."}
		}),
		behind("page", sent, nil), behind("page-reopened", reopened, nil), behind("page-done", confirmed, nil),
		behind("page-errors", sent, ui.Errors{"name": "Please fill this in."}),
	}
}
