package models_test

import (
	"testing"
	"time"

	"entrevue/models"
)

func TestEachPartOfAnInterviewThatBecomesAnotherIsNoticed(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, 12, 3, 13, 0, 0, 0, time.UTC)
	before := models.Interview{StartsAt: at, EndsAt: at.Add(time.Hour), HostID: 1, OrganizerID: 2, ParticipantIDs: []int64{1, 2},
		Method: models.MethodZoom, Type: models.TypeFirst}
	for name, c := range map[string]struct {
		change func(*models.Interview)
		want   models.InterviewChange
		tells  bool
	}{
		"nothing":       {func(*models.Interview) {}, models.InterviewChange{}, false},
		"the order":     {func(i *models.Interview) { i.ParticipantIDs = []int64{2, 1} }, models.InterviewChange{}, false},
		"the start":     {func(i *models.Interview) { i.StartsAt = at.Add(time.Minute) }, models.InterviewChange{Time: true}, true},
		"the end":       {func(i *models.Interview) { i.EndsAt = at.Add(2 * time.Hour) }, models.InterviewChange{Time: true}, true},
		"the host":      {func(i *models.Interview) { i.HostID = 2 }, models.InterviewChange{Host: true, Link: true}, true},
		"the method":    {func(i *models.Interview) { i.Method = models.MethodMSTeams }, models.InterviewChange{Way: true, Link: true}, true},
		"who organizes": {func(i *models.Interview) { i.OrganizerID = 1 }, models.InterviewChange{People: true}, false},
		"who comes":     {func(i *models.Interview) { i.ParticipantIDs = []int64{1, 2, 3} }, models.InterviewChange{People: true}, false},
		"the message":   {func(i *models.Interview) { i.Message = "Hello" }, models.InterviewChange{Words: true}, true},
		"the type":      {func(i *models.Interview) { i.Type = models.TypeFinal }, models.InterviewChange{Words: true}, true},
		"the host of a call": {func(i *models.Interview) { i.Method, i.PhoneNumber, i.HostID = models.MethodPhone, "+33 1", 2 },
			models.InterviewChange{Host: true, Way: true, Link: true}, true},
	} {
		after := before
		c.change(&after)
		got := models.ChangeOf(before, after)
		if got != c.want || got.TellsCandidate() != c.tells || got.None() != (c.want == models.InterviewChange{}) {
			t.Errorf("%s: %+v, want %+v", name, got, c.want)
		}
	}
	call := before
	call.Method = models.MethodPhone
	other := call
	other.HostID = 2
	if got := models.ChangeOf(call, other); got.Link || !got.TellsCandidate() {
		t.Errorf("another host of a call: %+v", got)
	}
}
