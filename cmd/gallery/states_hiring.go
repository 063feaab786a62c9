package main

import (
	"context"

	"github.com/a-h/templ"

	"entrevue/locales"
	"entrevue/models"
	"entrevue/views/hiring"
	"entrevue/views/layout"
	"entrevue/views/paths"
	"entrevue/views/ui"
)

func inFrame(area layout.Area, title string, viewer layout.Viewer) layout.FrameProps {
	return layout.FrameProps{Page: layout.Page{Title: title, Path: paths.Home()}, Area: area, Viewer: viewer}
}

func hiringStates() []state {
	closedAt := at(11, 12, 10, 0)
	closed := workshop
	closed.ClosedAt = &closedAt
	positions := hiring.PositionsProps{Frame: inFrame(layout.Positions, "Positions", oliver())}
	some, none, closedToo := positions, positions, positions
	some.Positions, some.More = []models.Position{lighting, workshop}, "next"
	none.Query = "glass"
	closedToo.Positions, closedToo.Closed = []models.Position{lighting, closed}, true
	page := hiring.PositionProps{Frame: inFrame(layout.Positions, "Lighting designer", oliver()), Position: lighting}
	full, shut := page, page
	full.Candidates, full.More = []models.Candidate{maya, bao}, true
	shut.Position = closed
	form := hiring.PositionFormProps{Frame: inFrame(layout.Positions, "New position", oliver())}
	wrong, beaten := form, form
	wrong.Errors = ui.Errors{"title": "Must not be empty"}
	beaten.ID, beaten.Title, beaten.Theirs = 12, "Workshop lead", &workshop
	return []state{
		whole("positions", "empty", same(hiring.PositionsPage(positions))), whole("positions", "some", same(hiring.PositionsPage(some))),
		whole("positions", "nothing-found", same(hiring.PositionsPage(none))), whole("positions", "closed", same(hiring.PositionsPage(closedToo))),
		whole("position", "empty", same(hiring.PositionPage(page))), whole("position", "some", same(hiring.PositionPage(full))),
		whole("position", "closed", same(hiring.PositionPage(shut))),
		whole("position", "new", same(hiring.PositionFormPage(form))), whole("position", "error", same(hiring.PositionFormPage(wrong))),
		whole("position", "conflict", same(hiring.PositionFormPage(beaten))),
	}
}

func candidateStates() []state {
	list := hiring.CandidatesProps{Frame: inFrame(layout.Candidates, "Candidates", oliver()), Open: []models.Position{lighting, workshop}}
	first, some, none := list, list, list
	first.NoPositions = true
	some.Candidates, some.More = []models.Candidate{bao, maya}, "next"
	some.Of = map[int64]models.Position{11: lighting, 12: workshop}
	none.PositionID = 12
	profile := func(candidate models.Candidate, position models.Position) func(context.Context) templ.Component {
		return same(hiring.CandidatePage(hiring.CandidateProps{
			Frame: inFrame(layout.Candidates, candidate.Name, oliver()),
			Head:  hiring.HeadProps{Candidate: candidate, Position: position, Interviews: 5, Tab: hiring.ProfileTab, Now: now},
		}))
	}
	form := hiring.CandidateFormProps{Frame: inFrame(layout.Candidates, "New candidate", oliver()), Positions: []models.Position{lighting, workshop}}
	form.Entry = models.Candidate{Language: models.English, TimeZone: "Europe/Paris"}
	noPositions, beaten := form, form
	noPositions.Positions = nil
	beaten.ID, beaten.Entry, beaten.Theirs, beaten.TheirPosition = maya.ID, maya, &bao, workshop
	return []state{
		whole("candidates", "empty", same(hiring.CandidatesPage(list))), whole("candidates", "no-positions", same(hiring.CandidatesPage(first))),
		whole("candidates", "some", same(hiring.CandidatesPage(some))), whole("candidates", "nothing-found", same(hiring.CandidatesPage(none))),
		whole("candidate", "profile", profile(maya, lighting)), whole("candidate", "long-names", profile(bao, workshop)),
		whole("candidate", "new", same(hiring.CandidateFormPage(form))), whole("candidate", "no-positions", same(hiring.CandidateFormPage(noPositions))),
		whole("candidate", "conflict", same(hiring.CandidateFormPage(beaten))),
		whole("candidate", "errors", func(ctx context.Context) templ.Component {
			wrong := form
			wrong.Errors = ui.Errors{
				"name": locales.T(ctx, "problem.required"), "email": locales.T(ctx, "problem.email"),
				"phone": locales.T(ctx, "problem.phone"), "applied_on": locales.T(ctx, "problem.future_day"),
			}
			return hiring.CandidateFormPage(wrong)
		}),
	}
}

// same is a component that is the same in every language.
func same(component templ.Component) func(context.Context) templ.Component {
	return func(context.Context) templ.Component { return component }
}
