package main

import (
	"context"
	"maps"
	"slices"
	"time"

	"github.com/a-h/templ"

	"entrevue/locales"
	"entrevue/models"
	"entrevue/views/interviews"
	"entrevue/views/layout"
	"entrevue/views/ui"
)

// graphFacts are those of a host with Office 365: Teams at once, GoTo lapsed, Zoom never connected.
func graphFacts() map[models.Provider]models.Facts {
	base := models.Facts{
		HostChosen: true, Integration: models.IntegrationActive, Host: models.HostUsable,
		Calendar: models.CalendarGraph, Integrated: true, Connection: models.ConnectionNever, ITStep: models.ITConfirmed,
	}
	lapsed := base
	lapsed.Connection = models.ConnectionBroken
	return map[models.Provider]models.Facts{
		models.GoogleMeet: base, models.Zoom: base, models.MSTeams: base, models.GoToMeeting: lapsed,
	}
}

func inUse(providers ...models.Provider) map[models.Provider]models.ProviderUse {
	use := map[models.Provider]models.ProviderUse{}
	for _, provider := range providers {
		use[provider] = models.ProviderUse{HostReady: true}
	}
	return use
}

func camilleHosts() interviews.PickerProps {
	return interviews.PickerProps{
		Host: camille, Facts: graphFacts(), Use: inUse(models.Providers()...), Viewer: oliverGrant,
		Administrators: []models.Employee{helenWard}, Candidate: maya, Chosen: models.MethodMSTeams,
		PhoneNumber: maya.Phone, Others: map[models.Provider][]models.Employee{models.Zoom: {oliverGrant, ines}},
	}
}

func planOf() interviews.PlanProps {
	period := models.Period{StartsAt: at(12, 3, 14, 0), EndsAt: at(12, 3, 15, 0)}
	return interviews.PlanProps{
		Frame: inFrame(layout.Candidates, "New interview", oliver()), Position: lighting, People: everybody(),
		Values: interviews.PlanValues{
			Type: models.TypeSecond, OrganizerID: camille.ID, Date: "2026-12-03", Start: "14:00", Minutes: 60,
			Message:      "Looking forward to meeting you. Camille would like to talk about the museum project in your portfolio.",
			Sending:      models.SendWhenReady,
			Participants: []models.Employee{jonas},
		},
		Picker: camilleHosts(), Period: &period, Now: now,
	}
}

func planned(name string, change func(context.Context, *interviews.PlanProps)) state {
	return whole("plan", name, func(ctx context.Context) templ.Component {
		props := planOf()
		change(ctx, &props)
		return interviews.PlanPage(props)
	})
}

// revisedState is the form of an interview that was planned.
func revisedState(name string, change func(*interviews.PlanProps)) state {
	return planned(name, func(_ context.Context, p *interviews.PlanProps) {
		shown := held(8, heldReady)
		p.Revised, p.Values.Version, p.Picker.Standing = &shown, 1, models.MethodMSTeams
		change(p)
	})
}

func planStates() []state { return slices.Concat(newPlanStates(), clockStates(), revisedPlanStates()) }

func revisedPlanStates() []state {
	return []state{
		revisedState("edit", func(*interviews.PlanProps) {}),
		revisedState("edit-conflict", func(p *interviews.PlanProps) {
			p.Conflict, p.Values.Start, p.Values.Type, p.Values.Message = true, "16:30", models.TypeFinal, "Bring your portfolio."
			p.Values.Participants, p.Values.HostID, p.Picker.Host, p.Picker.Chosen = nil, hugo.ID, hugo, models.MethodPhone
		}),
		revisedState("edit-organizer-left", func(p *interviews.PlanProps) { p.Values.OrganizerID, p.Values.HostID = 99, camille.ID }),
		revisedState("edit-host-left", func(p *interviews.PlanProps) {
			heldLeft(p.Revised)
			p.People, p.Values.OrganizerID = []models.Employee{oliverGrant, ines}, oliverGrant.ID
			p.Values.HostID, p.Picker.Host = p.Revised.Interview.HostID, models.Employee{}
		}),
	}
}

func newPlanStates() []state {
	return []state{
		planned("filled", func(context.Context, *interviews.PlanProps) {}),
		planned("nothing-connected", func(_ context.Context, p *interviews.PlanProps) {
			p.Picker.Use, p.Picker.Others, p.Picker.Chosen = nil, nil, ""
			p.Picker.Facts = map[models.Provider]models.Facts{}
		}),
		planned("blocked-choice", func(ctx context.Context, p *interviews.PlanProps) {
			p.Picker.Chosen, p.Picker.Host = models.MethodZoom, hugo
			facts := maps.Clone(graphFacts())
			for provider, f := range facts {
				f.Host = models.HostDuplicateAddress
				facts[provider] = f
			}
			p.Picker.Facts = facts
			p.Errors = ui.Errors{"method": locales.T(ctx, "problem.method_blocked")}
			p.Picker.Errors = p.Errors
		}),
		planned("one-provider", func(_ context.Context, p *interviews.PlanProps) {
			p.Picker.Use, p.Picker.Chosen = inUse(models.MSTeams), models.MethodPhone
		}),
		planned("errors", func(ctx context.Context, p *interviews.PlanProps) {
			p.Period, p.Values.Date = nil, "2026-11-01"
			p.Errors = ui.Errors{
				"start": locales.T(ctx, "times.invalid.past"), "own_link": locales.T(ctx, "problem.own_link"),
				"method": locales.T(ctx, "problem.choose"),
			}
			p.Picker.Errors, p.Picker.Chosen = p.Errors, models.MethodOwnLink
		}),
		planned("outside-hours", func(_ context.Context, p *interviews.PlanProps) {
			p.Values.Start, p.Values.Participants = "20:00", []models.Employee{jonas, thi}
			p.Period = &models.Period{StartsAt: at(12, 3, 20, 0), EndsAt: at(12, 3, 21, 0)}
		}),
		planned("no-address-long-names", func(_ context.Context, p *interviews.PlanProps) {
			p.Picker.Candidate, p.Position, p.Picker.Host = bao, workshop, thi
			p.Values.Participants, p.Values.Sending = everybody(), models.SendNever
		}),
		planned("taken", func(ctx context.Context, p *interviews.PlanProps) {
			p.Errors = ui.Errors{"start": locales.T(ctx, "interviews.taken.choose")}
			p.Taken = &interviews.TakenProps{Interviews: []models.Interview{held(3, heldReady).Interview}, Candidates: map[int64]string{3: longName},
				Free: []models.Period{{StartsAt: at(12, 3, 13, 0), EndsAt: at(12, 3, 14, 0)}, {StartsAt: at(12, 3, 16, 0), EndsAt: at(12, 3, 17, 0)}}}
		}),
		planned("candidate-engaged", func(ctx context.Context, p *interviews.PlanProps) {
			p.Errors, p.Engaged = ui.Errors{"start": locales.T(ctx, "problem.candidate_busy")}, new(held(3, heldReady).Interview)
		}),
		planned("administrator", func(_ context.Context, p *interviews.PlanProps) {
			p.Picker.Viewer, p.Frame.Viewer = helenWard, helen()
			facts := maps.Clone(graphFacts())
			for provider, f := range facts {
				f.Host = models.HostNotSynchronized
				facts[provider] = f
			}
			p.Picker.Facts = facts
		}),
	}
}

// clockStates are plans for a night on which the clocks change.
func clockStates() []state {
	return []state{
		planned("clock-overlap", func(_ context.Context, p *interviews.PlanProps) {
			p.Period = nil
			p.Clocks = &interviews.ClocksProps{First: at(10, 25, 1, 30).Add(time.Hour), Second: at(10, 25, 1, 30).Add(2 * time.Hour)}
		}),
		planned("clock-gap", func(_ context.Context, p *interviews.PlanProps) {
			p.Period = nil
			p.Clocks = &interviews.ClocksProps{Gap: true, First: at(3, 29, 1, 30), Second: at(3, 29, 3, 30)}
		}),
	}
}
