package main

import (
	"time"

	"entrevue/models"
	"entrevue/views/integrations"
	"entrevue/views/layout"
	"entrevue/views/ui"
)

// calendarStates are the page of the calendar integration from nothing to all its faults.
func calendarStates() []state {
	page := func(name string, change func(*integrations.CalendarProps)) state {
		props := integrations.CalendarProps{Frame: inFrame(layout.Settings, "Calendar integration", helen()), Stage: integrations.Connect,
			Company: "Atelier Lumen", DataCentre: "de", AcceptedBy: "Helen Ward", ConnectedBy: "Helen Ward", Now: now,
			Integration: models.Integration{ID: 1, System: models.SystemGraph, State: models.IntegrationPreparing, Domain: "lumen.example",
				Provider: "office365", AcceptedAt: now.Add(-time.Hour), AcceptedText: models.SubprocessorText},
			Form:  integrations.ChoiceForm{System: models.SystemGraph},
			Check: models.ReachabilityCheck{State: models.ReachabilityOK, StartedAt: now.Add(-time.Minute)}, Holds: true}
		change(&props)
		return whole("calendar", name, same(integrations.CalendarPage(props)))
	}
	return append(connectStates(page),
		page("connected", connectedCalendar),
		page("connected-nobody", func(p *integrations.CalendarProps) {
			connectedCalendar(p)
			p.People, p.Progress = integrations.PeopleProps{}, integrations.ProgressProps{}
		}),
		page("connected-working", func(p *integrations.CalendarProps) {
			connectedCalendar(p)
			p.Progress.Waited, p.Progress.Counts = 3*time.Minute, models.SyncCounts{Done: 1240, Pending: 2310, Failed: 14, Recent: 140}
		}),
		page("connected-mismatch", func(p *integrations.CalendarProps) {
			connectedCalendar(p)
			p.Progress.Kinds = map[models.CalendarKind]int{models.CalendarEWS: 9}
		}),
		page("connected-ews-off", func(p *integrations.CalendarProps) {
			connectedCalendar(p)
			p.Integration.System, p.Integration.Exchange = models.SystemEWS, models.ExchangeMicrosoft
			p.Progress.Kinds, p.MigrateURL = map[models.CalendarKind]int{models.CalendarEWS: 9, models.CalendarGoogle: 1}, "https://app-de.cronofy.com/"
		}),
		page("attention", func(p *integrations.CalendarProps) {
			connectedCalendar(p)
			p.Integration.State, p.Integration.Problem = models.IntegrationAttention, models.IntegrationGrantEnded
		}),
		page("nothing-found", func(p *integrations.CalendarProps) {
			connectedCalendar(p)
			p.People = integrations.PeopleProps{Query: "zoe"}
		}),
		progressPage("progress", models.SyncCounts{Done: 812, Failed: 3, Pending: 420, Recent: 100}),
		progressPage("progress-over", models.SyncCounts{Done: 8, Failed: 4}),
		whole("calendar", "disconnection", same(integrations.DisconnectionPage(integrations.DisconnectionProps{
			Frame:  inFrame(layout.Settings, "Disconnect the calendar?", helen()),
			Impact: models.Impact{Interviews: 14, Links: 9, Invited: 1}, People: 8, Connected: true}))),
		whole("calendar", "withdrawal", same(integrations.DisconnectionPage(integrations.DisconnectionProps{
			Frame: inFrame(layout.Settings, "Disconnect the calendar?", helen())}))))
}

// progressPage is the page for those who wait without JavaScript.
func progressPage(name string, counts models.SyncCounts) state {
	props := integrations.ProgressPageProps{Frame: inFrame(layout.Settings, "Progress of the synchronization", helen()),
		Progress: integrations.ProgressProps{Counts: counts, Waited: time.Hour}}
	props.Frame.Refresh = props.Progress.Refresh()
	return whole("calendar", name, same(integrations.ProgressPage(props)))
}

func connectStates(page func(string, func(*integrations.CalendarProps)) state) []state {
	waiting := func(kind integrations.WaitingKind) func(*integrations.CalendarProps) {
		return func(p *integrations.CalendarProps) {
			p.Stage, p.Waiting = integrations.Wait, integrations.WaitingProps{Kind: kind, Waited: 3 * time.Minute}
		}
	}
	refused := func(seen models.Seen) func(*integrations.CalendarProps) {
		return func(p *integrations.CalendarProps) {
			p.Visit = models.AuthorizationRequest{ID: 1, Outcome: models.AuthorizationRefused, Error: "access_denied", Seen: seen}
		}
	}
	return []state{
		page("begin", func(p *integrations.CalendarProps) { p.Stage, p.Form = integrations.Begin, integrations.ChoiceForm{} }),
		page("begin-wrong", func(p *integrations.CalendarProps) {
			p.Stage, p.Form = integrations.Begin, integrations.ChoiceForm{System: models.SystemEWS, Exchange: models.ExchangeMicrosoft}
			p.Errors = ui.Errors{"accepted": "Accept Cronofy as a sub-processor first.", "exchange": "Choose Graph instead."}
		}),
		page("waiting-reachability", waiting(integrations.WaitingReachability)), page("waiting-exchange", waiting(integrations.WaitingExchange)),
		page("waiting-end", waiting(integrations.WaitingEnd)),
		page("unreachable", func(p *integrations.CalendarProps) {
			p.Holds = false
			p.Check = models.ReachabilityCheck{State: models.ReachabilityFailed, Problem: models.ReachabilityNotReached,
				URL: "https://entrevue.atelier-lumen.example/hooks/cronofy/reachability/…"}
		}),
		page("check-too-old", func(p *integrations.CalendarProps) { p.Holds = false }),
		page("connect", func(*integrations.CalendarProps) {}),
		page("away", func(p *integrations.CalendarProps) { p.VisitOpen, p.Visit.CreatedAt = true, now.Add(-3*time.Minute) }),
		page("code-refused", func(p *integrations.CalendarProps) {
			p.Integration.Problem, p.Integration.Detail = models.IntegrationCodeRefused, "status 400, invalid_grant"
		}),
		page("refused", refused(models.SeenUnanswered)), page("refused-cancelled", refused(models.SeenCancelled)),
		page("refused-administrator", refused(models.SeenAdministrator)), page("refused-other", refused(models.SeenOther)),
	}
}

func connectedCalendar(p *integrations.CalendarProps) {
	connectedAt := now.Add(-48 * time.Hour)
	p.Stage = integrations.Connected
	p.Integration.State, p.Integration.ConnectedAt = models.IntegrationWorking, &connectedAt
	p.Progress = integrations.ProgressProps{Counts: models.SyncCounts{Done: 8, Failed: 4},
		Kinds: map[models.CalendarKind]int{models.CalendarGraph: 7, models.CalendarGoogle: 1}}
	p.People = integrations.PeopleProps{Rows: calendarRows(), More: "next"}
}

func calendarRows() []integrations.PersonRow {
	again, since := now.Add(40*time.Minute), now.Add(-8*24*time.Hour)
	failed := func(name, email string, problem models.SyncProblem) integrations.PersonRow {
		y := models.Synchronization{State: models.SyncFailed, Problem: problem, FailingSince: &since}
		if problem == models.SyncNoMailbox {
			y.RetryAt = &again
		}
		return integrations.PersonRow{Employee: models.Employee{ID: 9, Name: name, Email: email}, Sync: y}
	}
	done := func(name, email string, host models.HostState, kind models.CalendarKind) integrations.PersonRow {
		return integrations.PersonRow{Employee: models.Employee{ID: 3, Name: name, Email: email}, Host: host, Kind: kind,
			Sync: models.Synchronization{State: models.SyncSynchronized}}
	}
	double := failed("Second Desk", "desk@lumen.example", models.SyncDuplicateAddress)
	double.Sync.Refusal.Description = "Inès Faure"
	unknown := failed(thi.Name, thi.Email, models.SyncOther)
	unknown.Sync.Refusal = models.SyncRefusal{Error: "access_denied", Key: "errors.unheard_of", Description: "Something nobody has documented"}
	return []integrations.PersonRow{
		failed("Amélie Brun", "studio@lumen.example", models.SyncSharedMailbox),
		done("Camille Perrin", "camille.perrin@lumen.example", models.HostUsable, models.CalendarGraph),
		done("Helen Ward", "helen.ward@lumen.example", models.HostNotRead, models.CalendarGraph),
		done("Hugo Renard", "hugo.renard@lumen.example", models.HostCalendarDisconnected, models.CalendarGraph),
		done("Inès Faure", "ines.faure@lumen.example", models.HostCalendarReadOnly, models.CalendarGoogle),
		{Employee: models.Employee{ID: 4, Name: "Jonas Weber", Email: "jonas.weber@lumen.example"}, Sync: models.Synchronization{State: models.SyncRequested}},
		unknown,
		failed("Piotr Kowal", "piotr.kowal@elsewhere.example", models.SyncOutsideDomain),
		double,
		failed("Thi Nguyen", "thi.nguyen@lumen.example", models.SyncNoMailbox),
	}
}
