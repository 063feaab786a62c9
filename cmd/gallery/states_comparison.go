package main

import (
	"fmt"
	"time"

	"entrevue/models"
	"entrevue/views/integrations"
	"entrevue/views/layout"
)

// comparisonStates are the comparison of calendars with interviews, from never to everything repaired.
func comparisonStates() []state {
	ended := now.Add(-5 * time.Minute)
	page := func(name string, change func(*integrations.ComparisonProps)) state {
		props := integrations.ComparisonProps{Connected: true, Now: now, RequestID: "1.gallery",
			Comparison: models.Comparison{ID: 7, StartedAt: now.Add(-6 * time.Minute), EndedAt: &ended, Total: 240, Done: 240, UpdatedAt: ended}}
		change(&props)
		all := make([]models.Finding, len(props.Rows))
		for n, row := range props.Rows {
			all[n] = row.Finding
			if row.State() == models.FindingRepairing {
				props.Repairing++
			}
		}
		props.Counts = models.CountRepairable(all)
		frame := inFrame(layout.Settings, "Calendars compared with interviews", helen())
		frame.Refresh = props.Refresh()
		return whole("comparison", name, same(integrations.ComparisonPage(integrations.ComparisonPageProps{Frame: frame, Comparison: props})))
	}
	return []state{
		page("never", func(p *integrations.ComparisonProps) { p.Comparison = models.Comparison{} }),
		page("not-connected", func(p *integrations.ComparisonProps) { p.Comparison, p.Connected = models.Comparison{}, false }),
		page("running", func(p *integrations.ComparisonProps) {
			p.Comparison.EndedAt, p.Comparison.Done, p.Comparison.UpdatedAt = nil, 96, now
		}),
		page("stopped", func(p *integrations.ComparisonProps) {
			p.Comparison.EndedAt, p.Comparison.Done, p.Comparison.UpdatedAt = nil, 96, now.Add(-time.Hour)
		}),
		page("nothing", func(*integrations.ComparisonProps) {}),
		page("unread", func(p *integrations.ComparisonProps) {
			p.Unread = []string{"Camille Perrin", "Maximiliane Freifrau von und zu Hohenstein-Schwarzenfels"}
		}),
		page("findings", func(p *integrations.ComparisonProps) { p.Rows = foundRows() }),
		page("many", func(p *integrations.ComparisonProps) {
			p.Unread, p.Further = []string{"Camille Perrin"}, 40
			for range 25 {
				for _, row := range foundRows() {
					row.ID = int64(len(p.Rows) + 1)
					p.Rows = append(p.Rows, row)
				}
			}
		}),
		page("repairing", func(p *integrations.ComparisonProps) {
			for _, row := range foundRows() {
				row.AskedAt = &ended
				p.Rows = append(p.Rows, row)
			}
		}),
		page("outcomes", func(p *integrations.ComparisonProps) {
			outcomes := []models.FindingState{models.FindingRepaired, models.FindingRefused, models.FindingSettled, models.FindingRepairing}
			for n, row := range foundRows() {
				row.AskedAt, row.Outcome, row.Detail = &ended, outcomes[n], "cronofy DELETE /v1/calendars/*/events: 403"
				p.Rows = append(p.Rows, row)
			}
		}),
		whole("comparison", "repair-all", same(integrations.RepairsPage(integrations.RepairsProps{ComparisonID: 7,
			Frame: inFrame(layout.Settings, "Calendars compared with interviews", helen()), Counts: models.FindingCounts{Remove: 12, Write: 1, Retry: 2}}))),
		whole("comparison", "repair-one", same(integrations.RepairsPage(integrations.RepairsProps{ComparisonID: 7,
			Frame: inFrame(layout.Settings, "Calendars compared with interviews", helen()), Counts: models.FindingCounts{Write: 1}}))),
	}
}

// foundRows are one finding of each kind.
func foundRows() []integrations.FindingRow {
	starts := now.AddDate(0, 0, 2)
	rows := []integrations.FindingRow{{Finding: models.Finding{Kind: models.FindingStray}, Host: "Oliver Grant"},
		{Finding: models.Finding{Kind: models.FindingStray, InterviewID: 8}, Host: "Camille Perrin", Candidate: "Maya Lindqvist"},
		{Finding: models.Finding{Kind: models.FindingMissing, InterviewID: 9}, Host: "Maximiliane Freifrau von und zu Hohenstein-Schwarzenfels", Candidate: "Tomás Herrera de la Fuente y Villanueva"},
		{Finding: models.Finding{Kind: models.FindingKept, InterviewID: 10, Detail: "cronofy DELETE /v1/calendars/*/events: 403"}, Host: "Oliver Grant", Candidate: "Maya Lindqvist"}}
	for n := range rows {
		rows[n].ID, rows[n].StartsAt, rows[n].EventID = int64(n+1), &starts, fmt.Sprint("entrevue-k-", n)
	}
	return rows
}
