package scheduling_test

import (
	"slices"
	"strings"
	"testing"

	"entrevue/models"
	"entrevue/models/scheduling"
)

// unhoused is an interview by phone, planned by Oliver, whose host Thi has no calendar; Camille takes part.
func unhoused(t *testing.T) *revision {
	t.Helper()
	r := &revision{model: newModel(t, "sqlite"), t: t}
	booking := r.booking(r.candidates[0])
	booking.HostID, booking.ParticipantIDs = r.hosts[2], []int64{r.hosts[1]}
	booking.Way = scheduling.Way{Method: models.MethodPhone, PhoneNumber: "+33 1"}
	i, err := r.world.App.Scheduler.Book(t.Context(), r.recruiter, booking)
	r.must(err)
	r.i = i
	r.settled()
	if n := len(r.world.Events()); n != 0 {
		t.Fatalf("%d events stand", n)
	}
	return r
}

// news are the mails to somebody since they were last counted: the beginnings of the subjects, oldest first.
func (r *revision) news(id int64, known *int) (subjects []string) {
	r.t.Helper()
	heard := r.heard(id)
	for _, subject := range heard[:len(heard)-*known] {
		before, _, _ := strings.Cut(subject, " with Candidate")
		before, _, _ = strings.Cut(before, " avec Candidate")
		subjects = append(subjects, before)
	}
	*known = len(heard)
	slices.Reverse(subjects)
	return subjects
}

// Where no calendar tells anybody, everybody who takes part hears of each change by mail, once; whoever
// made it knows.
func TestInterviewWithoutAnEventIsToldToThoseWhoTakePart(t *testing.T) {
	t.Parallel()
	r := unhoused(t)
	oliver, camille, thi := r.hosts[0], r.hosts[1], r.hosts[2]
	known := map[int64]*int{oliver: new(int), camille: new(int), thi: new(int)}
	expect := func(when string, byOliver, byCamille, byThi []string) {
		t.Helper()
		r.settled()
		for id, want := range map[int64][]string{oliver: byOliver, camille: byCamille, thi: byThi} {
			if got := r.news(id, known[id]); !slices.Equal(got, want) {
				t.Errorf("%s: %d heard %q, want %q", when, id, got, want)
			}
		}
	}
	expect("planned", nil, []string{"Vous participez à l’entretien"}, []string{"You host the interview"})
	r.must(r.revise(func(p *scheduling.Plan) { p.Clock = "16:30" }))
	expect("moved", nil, []string{"Nouvel horaire : entretien"}, []string{"New time: interview"})
	r.must(r.revise(func(p *scheduling.Plan) { p.Message = "See you." }))
	expect("only the candidate's message", nil, nil, nil)
	r.must(r.world.App.Scheduler.ChangeMethod(t.Context(), r.recruiter, r.seen(), scheduling.Way{Method: models.MethodInPerson, Room: "Studio 2"}))
	expect("held elsewhere", nil, []string{"Modifié : entretien"}, []string{"Changed: interview"})
	r.must(r.revise(func(p *scheduling.Plan) { p.ParticipantIDs = nil }))
	expect("without Camille", nil, []string{"Vous n’y participez plus : entretien"}, nil)
	r.recruiter = r.helen
	r.must(r.revise(func(p *scheduling.Plan) { p.Clock, p.ParticipantIDs = "17:00", []int64{camille} }))
	expect("moved by Helen, with Camille", []string{"New time: interview"}, []string{"Vous participez à l’entretien"}, []string{"New time: interview"})
	seen := r.seen()
	r.must(r.world.App.Scheduler.Cancel(t.Context(), r.recruiter, seen))
	if err := r.world.App.Scheduler.Cancel(t.Context(), r.recruiter, seen); err == nil {
		t.Error("it was cancelled twice")
	}
	expect("cancelled", []string{"Cancelled: interview"}, []string{"Annulé : entretien"}, []string{"Cancelled: interview"})
}

// As soon as the host has a calendar, that tells everybody; where it passes to a host without one, mails do.
func TestCalendarTellsThoseWhoTakePartWhereThereIsOne(t *testing.T) {
	t.Parallel()
	r := newRevision(t)
	oliver, camille, thi := r.hosts[0], r.hosts[1], r.hosts[2]
	r.recruiter = r.helen
	r.must(r.revise(func(p *scheduling.Plan) { p.Clock, p.ParticipantIDs = "16:30", []int64{camille} }))
	r.settled()
	if n := len(r.heard(oliver)) + len(r.heard(camille)); n != 0 {
		t.Errorf("%d mails beside the event", n)
	}
	r.must(r.revise(func(p *scheduling.Plan) {
		p.HostID, p.ParticipantIDs, p.Way = thi, []int64{camille}, scheduling.Way{Method: models.MethodPhone, PhoneNumber: "+33 1"}
	}))
	r.settled()
	if got := r.heard(camille); len(got) != 1 || !strings.HasPrefix(got[0], "Modifié") {
		t.Errorf("when the event vanished, Camille heard %q", got)
	}
	if got := r.heard(thi); len(got) != 1 || !strings.HasPrefix(got[0], "You host") {
		t.Errorf("the new host heard %q", got)
	}
	oliverHeard := len(r.heard(oliver))
	r.must(r.revise(func(p *scheduling.Plan) { p.HostID, p.ParticipantIDs = camille, []int64{oliver} }))
	r.settled()
	r.must(r.world.App.Scheduler.Cancel(t.Context(), r.recruiter, r.seen()))
	r.settled()
	if len(r.heard(oliver)) != oliverHeard || len(r.heard(camille)) != 1 {
		t.Errorf("beside the calendar they heard %q, %q", r.heard(oliver), r.heard(camille))
	}
}

// What is said about a calendar is true: nothing vanishes from one in which nothing stood.
func TestWhoeverIsReleasedWithoutAnEventReadsNothingOfOne(t *testing.T) {
	t.Parallel()
	r := unhoused(t)
	r.must(r.revise(func(p *scheduling.Plan) { p.ParticipantIDs = nil }))
	r.settled()
	newest := r.world.Letters(r.emails[1])[0]
	if !strings.Contains(plain(newest.Text), "vous n’y participez plus") || strings.Contains(newest.Text, "disparaît") {
		t.Errorf("Camille reads:\n%s", newest.Text)
	}
}
