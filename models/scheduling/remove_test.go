package scheduling_test

import (
	"testing"
	"time"

	"entrevue/handlers/handlerstest"
	"entrevue/models"
	"entrevue/models/scheduling"
	"entrevue/models/store"
)

// The calendar's answer to a deletion is not believed: while the event stands, at whatever time, it is
// not gone.
func TestRemovalIsReadBackAtTheTimeWhereTheEventStands(t *testing.T) {
	t.Parallel()
	for name, displace := range map[string]func(*revision){
		"moved far away in the calendar": func(r *revision) {
			event := r.event()
			r.world.InCalendar(handlerstest.CalendarAct{What: "move_event", Account: event.Email, Event: event.EventID,
				Start: event.Start.AddDate(0, 0, 20), End: event.End.AddDate(0, 0, 20)})
		},
		"moved here, and not yet there": func(r *revision) {
			r.must(r.revise(func(p *scheduling.Plan) { p.Date = r.world.Now().AddDate(0, 0, 25).Format(time.DateOnly) }))
			var err error
			r.i, err = r.world.App.Reads().Interview(r.t.Context(), r.i.ID)
			r.must(err)
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := newRevision(t)
			r.world.Break(handlerstest.Fault{What: "status", Operation: "events.delete", Status: 404, Times: 1})
			displace(r)
			r.must(r.world.App.Scheduler.Cancel(t.Context(), r.recruiter, r.seen()))
			r.settled()
			event, err := r.world.App.Reads().CalendarEventOf(t.Context(), r.i.ID, r.i.HostTurn)
			r.must(err)
			if event.State == models.EventRemoved && len(r.world.Events()) > 0 {
				t.Errorf("the event counts as gone and stands: %+v", r.world.Events())
			}
		})
	}
}

func TestMovedInterviewIsStillToldOfItsLinkByCronofy(t *testing.T) {
	t.Parallel()
	r := newRevision(t)
	r.must(r.revise(func(p *scheduling.Plan) { p.Date = r.world.Now().AddDate(0, 0, 60).Format(time.DateOnly) }))
	r.settled()
	event, err := r.world.App.Reads().CalendarEventOf(t.Context(), r.i.ID, r.i.HostTurn)
	r.must(err)
	for purpose, owner := range map[store.Purpose]int64{store.ConferencingLink: event.ID, store.CandidateLink: r.i.ID} {
		_, until, err := r.world.App.Reads().LinkUntil(t.Context(), purpose, owner)
		r.must(err)
		if !until.After(r.i.EndsAt) {
			t.Errorf("the %s link ends at %s, the interview at %s", purpose, until, r.i.EndsAt)
		}
	}
}
