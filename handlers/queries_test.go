package handlers_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"entrevue/handlers/handlerstest"
	"entrevue/models"
	hiring "entrevue/models/recruiting"
	"entrevue/models/scheduling"
)

// The pages about candidates and interviews ask the same number of questions, however much there is.
func TestHiringAsksTheDatabaseTheSameNumberOfTimesAtAnySize(t *testing.T) {
	t.Parallel()
	w := handlerstest.New(t)
	people := w.Company(models.SystemGraph)
	by := people["OG"].Actor()
	helen := signedIn(t, w, people["HW"])
	pages := []string{"/", "/positions", "/positions/1", "/candidates", "/candidates/1", "/candidates/1/interviews",
		"/candidates/1/interviews/new", "/interviews", "/interviews/1", "/interviews/1/link", "/settings/integrations/calendar"}
	questions := func() map[string]int {
		w.Settle()
		asked := map[string]int{}
		for _, page := range pages {
			asked[page] = len(w.Statements(func() { helen.Visit(page) }))
			helen.Expect(200)
		}
		return asked
	}
	hire(t, w, by, 2)
	few := questions()
	hire(t, w, by, 40)
	for page, many := range questions() {
		if many != few[page] || many == 0 || many > 25 {
			t.Errorf("%s: %d statements for little, %d for much", page, few[page], many)
		}
	}
}

// hire adds so many positions, candidates, and interviews with the first candidate.
func hire(t *testing.T, w *handlerstest.World, by models.Actor, n int) {
	t.Helper()
	must := func(id int64, err error) int64 {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return id
	}
	for i := range n {
		name := fmt.Sprintf("%d of %d", i, n)
		position := must(w.App.Recruiter.CreatePosition(t.Context(), by, "position "+name, hiring.PositionEntry{Title: "Position " + name}))
		must(w.App.Recruiter.CreateCandidate(t.Context(), by, "candidate "+name, hiring.CandidateEntry{Name: "Candidate " + name,
			Email: fmt.Sprintf("c%d.%d@mail.example", i, n), Language: models.French, TimeZone: "Asia/Tokyo", PositionID: position,
			AppliedOn: "2026-11-09"}))
		booked, err := w.App.Scheduler.Book(context.Background(), by, scheduling.Booking{CandidateID: 1, Sending: models.SendWhenReady, RequestID: "interview " + name,
			Plan: scheduling.Plan{Type: models.TypeFirst,
				OrganizerID: by.ID, HostID: by.ID, Date: w.Now().AddDate(0, 0, 3+n+i).Format(time.DateOnly), Clock: "10:00",
				TimeZone: "Europe/Paris", Duration: time.Hour,
				Way: scheduling.Way{Method: models.MethodMSTeams}}})
		must(booked.ID, err)
	}
}
