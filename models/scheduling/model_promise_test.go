package scheduling_test

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"entrevue/models"
	"entrevue/models/scheduling"
	"entrevue/models/store"
)

// promise is what was said to be done about an interview, and may not become another by itself.
type promise struct {
	Version        int
	State          models.InterviewState
	StartsLocal    string
	StartsAt       time.Time
	EndsAt         time.Time
	OrganizerID    int64
	HostID         int64
	ParticipantIDs []int64
	Way            scheduling.Way
	Message        string
}

func promiseOf(i models.Interview) promise {
	return promise{i.Version, i.State, i.StartsLocal, i.StartsAt.UTC(), i.EndsAt.UTC(), i.OrganizerID, i.HostID, slices.Sorted(slices.Values(i.ParticipantIDs)),
		scheduling.Way{Method: i.Method, Room: i.Room, PhoneNumber: i.PhoneNumber, OwnLink: i.OwnLink}, i.Message}
}

// promised remembers an interview as it is now, after something about it was acknowledged.
func (m *model) promised(r *rapid.T, id int64) promise {
	i, err := m.world.App.Reads().Interview(r.Context(), id)
	if err != nil {
		r.Fatal(err)
	}
	m.promises[id], m.asked[id] = promiseOf(i), m.askedByItself(r, id)
	for link := range strings.FieldsSeq(i.FormerLinks) {
		if m.former[id] == nil {
			m.former[id] = map[string]int{}
		}
		if _, known := m.former[id][link]; !known {
			m.former[id][link] = i.Version
		}
	}
	return m.promises[id]
}

// askedByItself is how often a link was asked for again because its host's sign-in had come back,
// or was given up with the company's calendar: each time is a version of its own, and changes
// nothing that was promised.
func (m *model) askedByItself(r *rapid.T, id int64) (times int) {
	list, err := m.world.App.Reads().Activities(r.Context(), store.Subject{Kind: "interview", ID: id}, 1000)
	if err != nil {
		r.Fatal(err)
	}
	for _, activity := range list {
		gone := activity.Key == "activity.interview.link_failing" && activity.Args["cause"] == string(models.CauseEventDeleted)
		if activity.ActorKind == models.ActorSystem && (activity.Key == "activity.interview.retried" || gone) {
			times++
		}
	}
	return times
}

// keep wants an acknowledged plan to be what stands.
func (m *model) keep(r *rapid.T, id int64, p scheduling.Plan) {
	want := m.promised(r, id)
	want.StartsLocal, want.OrganizerID, want.HostID = p.Date+"T"+p.Clock, p.OrganizerID, p.HostID
	want.ParticipantIDs = slices.Compact(slices.Sorted(slices.Values(append([]int64{p.OrganizerID, p.HostID}, p.ParticipantIDs...))))
	want.Way, want.Message = needed(p.Way), p.Message
	if difference := cmp.Diff(want, m.promises[id]); difference != "" {
		r.Errorf("I1: interview %d is not as it was planned:\n%s", id, difference)
	}
}

// needed is what of a form a method keeps.
func needed(w scheduling.Way) scheduling.Way {
	kept := scheduling.Way{Method: w.Method}
	switch w.Method {
	case models.MethodInPerson:
		kept.Room = w.Room
	case models.MethodPhone:
		kept.PhoneNumber = w.PhoneNumber
	case models.MethodOwnLink:
		kept.OwnLink = w.OwnLink
	}
	return kept
}

// acknowledged remembers what came of a change that was said to be done. A refused one leaves nothing.
func (m *model) acknowledged(r *rapid.T, seen scheduling.Seen, err error) bool {
	m.accept(r, err)
	if err == nil {
		m.promised(r, seen.InterviewID)
	}
	return err == nil
}

// checkPromises wants everything that was acknowledged to stand, and nothing else to have been done:
// what was refused has left no trace (I1, I2).
func (m *model) checkPromises(r *rapid.T) {
	list := m.interviews(r)
	if len(list) != len(m.promises) {
		r.Errorf("I2: there are %d interviews, %d were said to be planned", len(list), len(m.promises))
	}
	for _, i := range list {
		want := m.promises[i.ID]
		want.Version += m.askedByItself(r, i.ID) - m.asked[i.ID]
		if difference := cmp.Diff(want, promiseOf(i)); difference != "" {
			r.Errorf("I1: interview %d is not as it was promised:\n%s", i.ID, difference)
		}
	}
}

// reviseLate changes an interview as it was before its last change: the other change stands (ATT33).
func (m *model) reviseLate(r *rapid.T) {
	seen, ok := m.one(r)
	if !ok {
		return
	}
	seen.Version--
	var conflict *models.Conflict
	if err := m.world.App.Scheduler.Cancel(r.Context(), m.recruiter, seen); !errors.As(err, &conflict) {
		r.Errorf("ATT33: a change of version %d, which had been replaced, was answered by %v", seen.Version, err)
	}
}

// bookAtOnce lets two recruiters take the same hour of one host at the same moment: one of them is asked
// first (I10, ATT32).
func (m *model) bookAtOnce(r *rapid.T) {
	if m.enough(r) {
		return
	}
	m.number++
	booking := m.booking(r)
	booked, errs := make([]models.Interview, 2), make([]error, 2)
	var both sync.WaitGroup
	for n, candidate := range m.candidates[:2] {
		mine := booking
		mine.CandidateID, mine.RequestID = candidate, fmt.Sprintf("at once %d, %d", m.number, n)
		both.Go(func() {
			booked[n], errs[n] = m.world.App.Scheduler.Book(r.Context(), m.recruiter, mine)
		})
	}
	both.Wait()
	for n, err := range errs {
		if m.accept(r, err); err == nil {
			m.keep(r, booked[n].ID, booking.Plan)
		}
	}
	if !slices.ContainsFunc(errs, func(err error) bool { return err != nil }) {
		r.Errorf("ATT32: host %d was booked twice for %s", booking.HostID, booking.Date)
	}
}

// changeAtOnce lets two recruiters change one interview at the same moment, having seen the same: one of
// them learns of the other's change (I1, ATT33).
func (m *model) changeAtOnce(r *rapid.T) {
	seen, ok := m.one(r)
	if !ok {
		return
	}
	other := way(r)
	changes := []func(context.Context) error{
		func(ctx context.Context) error { return m.world.App.Scheduler.Cancel(ctx, m.recruiter, seen) },
		func(ctx context.Context) error {
			return m.world.App.Scheduler.ChangeMethod(ctx, m.recruiter, seen, other)
		},
	}
	errs := make([]error, len(changes))
	var both sync.WaitGroup
	for n, change := range changes {
		both.Go(func() { errs[n] = change(r.Context()) })
	}
	both.Wait()
	for _, err := range errs {
		m.decided(r, err)
	}
	got := m.promised(r, seen.InterviewID)
	if errs[0] == nil && errs[1] == nil || got.Version > seen.Version+1 {
		r.Errorf("ATT33: both changes of version %d were made", seen.Version)
	}
	if errs[0] == nil && got.State != models.InterviewCancelled || errs[1] == nil && got.Way != needed(other) {
		r.Errorf("I1: interview %d is %+v after %v", seen.InterviewID, got, errs)
	}
}

// dieAmid kills the process while an interview is being changed, so that nobody is told what came of it:
// the change was made, or it was not (I2).
func (m *model) dieAmid(r *rapid.T) {
	seen, ok := m.one(r)
	if !ok || m.kills > 0 {
		return
	}
	m.kills++
	i, err := m.world.App.Reads().Interview(r.Context(), seen.InterviewID)
	m.must(r, err)
	former, plan, itself := promiseOf(i), planOf(i), m.askedByItself(r, i.ID)
	m.retime(r, &plan)
	plan.Way, plan.HostID, plan.Anyway = way(r), m.host(r), true
	scheduler, came := m.world.App.Scheduler, make(chan error, 1)
	go func() { came <- scheduler.Revise(context.WithoutCancel(r.Context()), m.recruiter, seen, plan) }()
	for range rapid.IntRange(0, 3000).Draw(r, "later") {
		runtime.Gosched()
	}
	m.world.Kill()
	if <-came == nil {
		m.keep(r, seen.InterviewID, plan)
		return
	}
	got := m.promised(r, seen.InterviewID)
	if former.Version += m.asked[seen.InterviewID] - itself; got.Version != former.Version {
		m.keep(r, seen.InterviewID, plan)
	} else if difference := cmp.Diff(former, got); difference != "" {
		r.Errorf("I2: interview %d was changed by halves:\n%s", seen.InterviewID, difference)
	}
}
