package main

import (
	"entrevue/models"
	"entrevue/views/integrations"
	"entrevue/views/layout"
	"entrevue/views/paths"
	"entrevue/views/ui"
)

// readinessStates are who is ready, and the instructions to those who are not.
func readinessStates() []state {
	board := integrations.ReadinessProps{At: "/", Here: "/", Providers: models.Providers(), Found: 7, All: 7, MustWrite: 7, Now: now}
	for n, person := range everybody() {
		host := models.Host{Employee: person, Facts: graphFacts()}
		if n == 0 {
			host.Facts = map[models.Provider]models.Facts{}
		}
		silent := &now
		if n != 1 {
			silent = nil
		}
		board.Rows = append(board.Rows, integrations.ReadinessRow{Host: host, SilentSince: silent,
			Reminders: []models.Instruction{{Kind: models.InstructionReminder, Provider: models.GoToMeeting, ByName: "Oliver Grant", CreatedAt: now}}})
	}
	for _, provider := range models.Providers() {
		board.Totals = append(board.Totals, integrations.ProviderTotal{Provider: provider, Hosts: 7, Ready: 2, MustAct: 4, Needed: provider != models.GoToMeeting})
	}
	nobody := integrations.ReadinessProps{At: "/", Here: "/", Providers: models.Providers(), Now: now}
	cut := board
	cut.Calendar = models.Availability(models.Zoom, models.Facts{HostChosen: true, Integration: models.IntegrationNotConnected})
	nothing := board
	nothing.Rows, nothing.Found, nothing.Query = nil, 0, "zzz"
	campaign := integrations.CampaignProps{Needed: []models.Provider{models.Zoom}, MustAct: 7, ToWrite: 3, WaitForIT: 1}
	for n, s := range models.RecipientStates() {
		campaign.Recipients.Rows = append(campaign.Recipients.Rows, integrations.RecipientRow{Employee: everybody()[n],
			Providers: []integrations.RecipientProvider{{Provider: models.Zoom, State: s}}})
	}
	leaving := campaign
	leaving.Sending, leaving.ToWrite = 5, 0
	refused := campaign
	refused.ToWrite, refused.Errors = 0, ui.Errors{"introduction_en": "At most 1000 characters."}
	frame := inFrame(layout.Settings, "Who is ready", helen())
	return []state{
		whole("readiness", "board", same(integrations.ReadinessPage(integrations.ReadinessPageProps{Frame: frame, Readiness: board}))),
		whole("readiness", "nothing-found", same(integrations.ReadinessPage(integrations.ReadinessPageProps{Frame: frame, Readiness: nothing}))),
		whole("readiness", "no-calendar", same(integrations.ReadinessPage(integrations.ReadinessPageProps{Frame: frame, Readiness: cut}))),
		whole("readiness", "nobody-hosts", same(integrations.ReadinessPage(integrations.ReadinessPageProps{Frame: frame, Readiness: nobody}))),
		whole("readiness", "campaign", same(integrations.CampaignPage(integrations.CampaignPageProps{Frame: frame, Campaign: campaign}))),
		whole("readiness", "campaign-under-way", same(integrations.CampaignPage(integrations.CampaignPageProps{Frame: frame, Campaign: leaving}))),
		whole("readiness", "campaign-progress", same(integrations.CampaignProgressPage(integrations.CampaignPageProps{Frame: frame, Campaign: leaving}))),
		whole("readiness", "campaign-error", same(integrations.CampaignPage(integrations.CampaignPageProps{Frame: frame, Campaign: refused}))),
		whole("readiness", "campaign-nobody", same(integrations.CampaignPage(integrations.CampaignPageProps{Frame: frame,
			Campaign: integrations.CampaignProps{Needed: []models.Provider{models.Zoom}, WaitForIT: 2}}))),
		whole("readiness", "campaign-not-begun", same(integrations.CampaignPage(integrations.CampaignPageProps{Frame: frame}))),
		whole("readiness", "sending", same(integrations.CampaignSendingPage(integrations.CampaignSendingProps{Frame: frame, MustAct: 7, ToWrite: 3, ReturnTo: paths.Campaign(),
			Begins: map[models.Language]string{models.French: "Bonjour à toutes et à tous,\nvoici une nouveauté pour nos entretiens."}}))),
		whole("readiness", "sending-again", same(integrations.CampaignSendingPage(integrations.CampaignSendingProps{Frame: frame, MustAct: 7,
			Newest: models.Campaign{ID: 1, CreatedAt: now}, Written: 8, Outdated: true, Now: now, ReturnTo: paths.Campaign()}))),
	}
}
