package main

import (
	"time"

	"entrevue/models"
	"entrevue/views/integrations"
	"entrevue/views/layout"
	"entrevue/views/ui"
)

// testLinkStates are the step of the test link, from nobody chosen to every way in which a test ends.
func testLinkStates() []state {
	page := func(name string, change func(*integrations.TestLinkProps)) state {
		props := integrations.TestLinkProps{WizardProps: integrations.WizardProps{Frame: inFrame(layout.Settings, "Set up Zoom", helen()),
			Provider: models.Zoom, Current: models.WizardTest, Now: now, Facts: models.WizardFacts{Test: models.TestNever, Setup: models.ProviderSetup{BegunAt: &now},
				Integration: models.IntegrationActive, Hosts: []models.Facts{zoomReady}}}, RequestID: "1.gallery"}
		change(&props)
		props.Steps = models.WizardSteps(props.Provider, props.Facts)
		if props.Trace != nil {
			props.Frame.Refresh = props.Refresh()
		}
		body := integrations.WizardTest(props)
		return whole("wizard", "test-link-"+name, same(within(integrations.Wizard(props.WizardProps), body)))
	}
	states := []state{
		page("nobody", func(*integrations.TestLinkProps) {}),
		page("first", func(p *integrations.TestLinkProps) { withPeople(p) }),
		page("refused", func(p *integrations.TestLinkProps) {
			withPeople(p)
			p.Chosen, p.Errors = 3, ui.Errors{"host": "Camille has not connected Zoom yet."}
		}),
		page("calendar-not-connected", func(p *integrations.TestLinkProps) { p.Facts.Integration = models.IntegrationNotConnected }),
		page("under-way", traced(3, models.TestSound, models.TestNever)),
		page("removing-slowly", traced(5, models.TestSound, models.TestNever)),
		page("works", traced(6, models.TestSound, models.TestHolds)),
		page("unconfirmed", func(p *integrations.TestLinkProps) {
			traced(6, models.TestSound, models.TestUnconfirmed)(p)
			p.Trace.Steps[2].Problem, p.Trace.JoinURL = models.TestUnknownHost, "https://video.lumen.example/j/93871264410"
		}),
		page("outdated", traced(6, models.TestSound, models.TestOutdated)),
		page("kept", traced(5, models.TestNotRemoved, models.TestFailing)),
	}
	for n, problem := range models.TestProblems() {
		if problem != models.TestNotRemoved {
			states = append(states, page("failed-"+string(problem), traced(n%5, problem, models.TestFailing)))
		}
	}
	return states
}

var zoomReady = models.Facts{HostChosen: true, Integration: models.IntegrationActive, Host: models.HostUsable,
	Calendar: models.CalendarGraph, Connection: models.ConnectionAlive, ITStep: models.ITConfirmed}

func withPeople(p *integrations.TestLinkProps) {
	unconnected := zoomReady
	unconnected.Connection = models.ConnectionNever
	p.Ready = []models.Host{{Employee: models.Employee{ID: 2, Name: "Oliver Grant"}, Facts: map[models.Provider]models.Facts{models.Zoom: zoomReady}}}
	p.Others = []models.Host{{Employee: models.Employee{ID: 3, Name: "Camille Perrin"}, Facts: map[models.Provider]models.Facts{models.Zoom: unconnected}},
		{Employee: models.Employee{ID: 4, Name: "Maximiliane Freifrau von und zu Hohenstein-Schwarzenfels"}, Facts: map[models.Provider]models.Facts{models.Zoom: unconnected}}}
	p.Further = []models.Employee{{ID: 5, Name: "Lena Vogt"}}
}

// traced shows a test that has passed so many steps, and then failed where there is a problem.
func traced(passed int, problem models.TestProblem, standing models.TestStanding) func(*integrations.TestLinkProps) {
	return func(p *integrations.TestLinkProps) {
		withPeople(p)
		p.Facts.Test = standing
		test := models.NewTestLink(models.Zoom, 2, 1, now.Add(-40*time.Second))
		test.ID, test.JoinURL = 17, "https://us02web.zoom.us/j/93871264410"
		for n := range passed {
			test.Pass(now.Add(time.Duration(n*n-38) * time.Second))
		}
		if problem != models.TestSound {
			test.Fail(problem, "status 422, errors.not_recognized: conferencing.profile_id", now.Add(-5*time.Second))
			if problem != models.TestNotRemoved {
				test.Pass(now.Add(-4 * time.Second))
			}
		}
		row := integrations.TestRow{TestLink: test, Host: models.Employee{ID: 2, Name: "Oliver Grant"}}
		p.Trace = &integrations.TraceProps{TestRow: row, Now: now, Outdated: standing == models.TestOutdated}
		p.Chosen = 2
		for n := range 2 {
			before := row
			before.ID, before.CreatedAt = int64(n+1), now.AddDate(0, 0, -n-1)
			p.Earlier = append(p.Earlier, before)
		}
	}
}
