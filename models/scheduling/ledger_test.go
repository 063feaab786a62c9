package scheduling_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"entrevue/handlers/handlerstest"
	"entrevue/models"
	"entrevue/models/scheduling"
)

// What was asked of Cronofy, and what came of it, can be read afterwards: also what nobody answered.
func TestEveryCallAboutAnInterviewIsOnRecordWithItsAnswer(t *testing.T) {
	t.Parallel()
	r := newRevision(t)
	r.world.Break(handlerstest.Fault{What: "lost_answer", Operation: "events.upsert", Times: 1})
	r.must(r.revise(func(p *scheduling.Plan) { p.Clock = "16:30" }))
	r.settled()
	r.world.Break(handlerstest.Fault{What: "status", Operation: "events.delete", Status: 403, Times: 1})
	r.must(r.world.App.Scheduler.Cancel(t.Context(), r.recruiter, r.seen()))
	r.settled()
	list, err := r.world.App.Reads().CalendarCalls(t.Context(), r.i.ID, 100)
	r.must(err)
	type answer struct {
		deed    models.CallDeed
		version int
		outcome models.CallOutcome
	}
	got := map[answer]bool{}
	for _, call := range list {
		got[answer{call.Deed, call.Version, call.Outcome}] = true
		if (call.Outcome == models.CallUnanswered) != (call.Detail != "" && call.Outcome != models.CallRefused) {
			t.Errorf("%s is %s: %q", call.Deed, call.Outcome, call.Detail)
		}
	}
	want := map[answer]bool{
		{models.CallWrite, 1, models.CallAccepted}:   true,
		{models.CallRead, 1, models.CallFoundBare}:   true, // the first look comes before the link
		{models.CallRead, 1, models.CallFoundLink}:   true,
		{models.CallWrite, 2, models.CallUnanswered}: true,
		{models.CallWrite, 2, models.CallAccepted}:   true,
		{models.CallRemove, 3, models.CallRefused}:   true,
	}
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(answer{})); diff != "" {
		t.Error(diff)
	}
}
