package scheduling_test

import (
	"strings"
	"testing"

	"entrevue/models"
	"entrevue/models/scheduling"
)

// heard are the subjects of the mails about interviews that an employee got from this installation.
func (r *revision) heard(id int64) (subjects []string) {
	r.t.Helper()
	person, err := r.world.App.Reads().Employee(r.t.Context(), id)
	r.must(err)
	for _, letter := range r.world.Letters(person.Email) {
		if strings.Contains(letter.Subject, "Candidate 0") {
			subjects = append(subjects, letter.Subject)
		}
	}
	return subjects
}

func TestWhoeverNoLongerHostsOrTakesPartHearsOfItOnce(t *testing.T) {
	t.Parallel()
	r := newRevision(t)
	oliver, camille := r.hosts[0], r.hosts[1]
	r.recruiter = r.helen
	r.must(r.revise(func(p *scheduling.Plan) { p.HostID = camille }))
	r.settled()
	if got := r.heard(oliver); len(got) != 1 || !strings.HasPrefix(got[0], "Somebody else hosts") {
		t.Errorf("the former host, who still takes part, heard %q", got)
	}
	if got := r.heard(camille); len(got) != 0 {
		t.Errorf("the new host, whose calendar tells her, heard %q", got)
	}
	r.must(r.revise(func(p *scheduling.Plan) { p.HostID, p.ParticipantIDs = oliver, nil }))
	r.settled()
	if got := r.heard(camille); len(got) != 1 || !strings.HasPrefix(got[0], "Vous n’y participez plus") {
		t.Errorf("the former host, who no longer takes part, heard %q", got)
	}
	r.must(r.revise(func(p *scheduling.Plan) { p.Clock = "16:30" }))
	r.settled()
	if len(r.heard(oliver)) != 1 || len(r.heard(camille)) != 1 {
		t.Errorf("of another time they heard %q, %q", r.heard(oliver), r.heard(camille))
	}
}

func TestNewHostWithoutCalendarHearsOfItByMail(t *testing.T) {
	t.Parallel()
	r := newRevision(t)
	thi := r.hosts[2]
	r.must(r.revise(func(p *scheduling.Plan) {
		p.HostID, p.Way = thi, scheduling.Way{Method: models.MethodPhone, PhoneNumber: "+33 1"}
	}))
	r.settled()
	if got := r.heard(thi); len(got) != 1 {
		t.Errorf("the new host heard %q", got)
	}
	if got := r.heard(r.hosts[0]); len(got) != 0 {
		t.Errorf("whoever handed it over heard %q", got)
	}
}

func TestColleaguesHearNothingOfAChangeThatWasRefused(t *testing.T) {
	t.Parallel()
	r := newRevision(t)
	r.recruiter = r.helen
	stale := r.seen()
	stale.Version--
	plan := planOf(r.i)
	plan.HostID, plan.ParticipantIDs = r.hosts[1], nil
	if err := r.world.App.Scheduler.Revise(t.Context(), r.recruiter, stale, plan); err == nil {
		t.Fatal("an outdated change was taken")
	}
	plan.Way = scheduling.Way{}
	if err := r.revise(func(p *scheduling.Plan) { *p = plan }); err == nil {
		t.Fatal("a change without a method was taken")
	}
	r.settled()
	if got := r.heard(r.hosts[0]); len(got) != 0 {
		t.Errorf("the host heard %q", got)
	}
}
