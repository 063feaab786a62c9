package scheduling

import (
	"context"
	"errors"
	"fmt"
	"time"

	"entrevue/models"
	"entrevue/models/cronofy"
	"entrevue/models/jobs"
	"entrevue/models/store"
)

// lateWrites is how long after its deletion an event is looked for once more whose writing nobody
// has seen: the write may have been under way.
const lateWrites = 30 * time.Second

// RunTest does one step of a test link. Each step is a job of its own, which is safe to run twice;
// one whose step is over is obsolete.
func (s *Scheduler) RunTest(ctx context.Context, job jobs.TestLink) error {
	err := s.onTest(ctx, job.TestID, job.Step, func(ctx context.Context, test models.TestLink) error {
		switch job.Step {
		case models.TestWrite:
			return s.writeTest(ctx, test)
		case models.TestWait:
			return s.awaitTest(ctx, test)
		case models.TestMove:
			return s.moveTest(ctx, test)
		case models.TestCompare:
			return s.compareTest(ctx, test)
		default:
			return s.removeTest(ctx, test)
		}
	})
	if err != nil {
		return fmt.Errorf("test link %d: %w", job.TestID, err)
	}
	return nil
}

// HearTest reads the event of a test link because of a callback, which is not believed.
func (s *Scheduler) HearTest(ctx context.Context, job jobs.HearTestLink) error {
	err := s.onTest(ctx, job.TestID, models.TestWait, func(ctx context.Context, test models.TestLink) error {
		return s.readTest(ctx, test, heard{called: true, failing: job.Failing, detail: job.Detail})
	})
	if err != nil {
		return fmt.Errorf("test link %d: %w", job.TestID, err)
	}
	return nil
}

// onTest runs a step under the lease of the test. Where the calendar was taken away meanwhile, only
// the removal is left to be done.
func (s *Scheduler) onTest(ctx context.Context, id int64, step models.TestStep, do func(context.Context, models.TestLink) error) error {
	return s.leased(ctx, right{id, s.Store.LeaseTestLink, s.Store.ReleaseTestLink}, func() error {
		test, err := s.Store.TestLink(ctx, id)
		if err != nil {
			return err
		}
		if !test.Doing(step) {
			return models.ErrObsolete
		}
		if has, err := hasCalendar(ctx, s.Store, test.EmployeeID); err != nil || !has && step != models.TestRemove {
			return errors.Join(err, s.settleTest(ctx, test, failed(models.TestCutOff, "")))
		}
		return do(ctx, test)
	})
}

// verdict is how a step of a test link ended, applied to the fresh row.
type verdict func(ctx context.Context, tx *store.Store, test *models.TestLink) error

func passed(_ context.Context, tx *store.Store, test *models.TestLink) error {
	test.Pass(tx.Now())
	return nil
}

func failed(problem models.TestProblem, detail string) verdict {
	return func(_ context.Context, tx *store.Store, test *models.TestLink) error {
		test.Fail(problem, detail, tx.Now())
		return nil
	}
}

// disproved is a failure whose cause may have been named by Cronofy.
func (s *Scheduler) disproved(asked string, found finding) verdict {
	return func(ctx context.Context, tx *store.Store, test *models.TestLink) error {
		test.Fail(models.TestProblem(found.cause), found.detail, tx.Now())
		return s.proven(ctx, tx, route{test.EmployeeID, test.Provider, asked}, found.cause)
	}
}

// settleTest writes down how a step ended, together with the work of the next one.
func (s *Scheduler) settleTest(ctx context.Context, was models.TestLink, apply verdict) error {
	return s.Store.Tx(ctx, func(ctx context.Context, tx *store.Store) error {
		test, err := tx.TestLink(ctx, was.ID)
		if err != nil || !test.Doing(was.Step) {
			return err
		}
		if err := apply(ctx, tx, &test); err != nil {
			return err
		}
		if err := tx.UpdateTestLink(ctx, test); err != nil {
			return err
		}
		if !test.Working() {
			return s.endTest(ctx, tx, test)
		}
		if err := tx.HandOnTestLink(ctx, test.ID); err != nil {
			return err
		}
		due := tx.Now()
		if test.Step == models.TestWait {
			due = due.Add(firstRead)
		}
		return s.Queue.EnqueueAt(ctx, tx, jobs.TestLink{TestID: test.ID, Step: test.Step}, due)
	})
}

func (s *Scheduler) endTest(ctx context.Context, tx *store.Store, test models.TestLink) error {
	if test.Kept() {
		return tx.Note(ctx, models.System, testSubject(test), "activity.setup.test_kept", map[string]string{"provider": test.Provider.Name()})
	}
	if err := tx.DeleteLinks(ctx, store.TestConferencingLink, test.ID); err != nil {
		return err
	}
	key := "activity.setup.test_failed"
	switch {
	case test.Succeeded():
		key = "activity.setup.test_succeeded"
	case test.Asks():
		key = "activity.setup.test_unconfirmed"
	}
	return tx.Note(ctx, models.System, testSubject(test), key, map[string]string{"provider": test.Provider.Name()})
}

// writeTest asks for the link. Calendar and way of asking stay what they were at the first attempt.
func (s *Scheduler) writeTest(ctx context.Context, test models.TestLink) error {
	test, unable, err := s.placedTest(ctx, test)
	if err != nil {
		return err
	}
	if unable != "" {
		return s.settleTest(ctx, test, failed(models.TestUnable, unable))
	}
	event, err := s.testEvent(ctx, test)
	if err != nil {
		return err
	}
	secret, err := s.Store.LinkToken(ctx, store.TestConferencingLink, test.ID)
	if err != nil {
		return err
	}
	event.Conferencing = conferencing(how{profile: test.Conferencing}, "", "")
	event.Subscriptions = cronofy.LinkSubscription(s.Hook(secret))
	answer := s.upsertTest(ctx, test, event)
	if bare, refused := withoutLink(how{profile: test.Conferencing}, answer); refused {
		return s.settleTest(ctx, test, s.disproved(test.Conferencing, finding{cause: bare.cause, detail: bare.detail}))
	}
	return s.answeredTest(ctx, test, answer)
}

// placedTest fixes where the event is written and how its link is asked for. unable is the reason why
// nothing can be asked for any more.
func (s *Scheduler) placedTest(ctx context.Context, test models.TestLink) (placed models.TestLink, unable string, err error) {
	if test.CalendarID != "" {
		return test, "", nil
	}
	outcome, err := testOutcome(ctx, &s.Store.Reads, test.Provider, test.EmployeeID)
	if err != nil || !outcome.Ready() {
		return test, string(outcome.Reason), err
	}
	way, err := s.by(ctx, test.EmployeeID, test.Provider, outcome)
	if err != nil {
		return test, "", err
	}
	calendar, err := s.Store.EmployeeCalendar(ctx, test.EmployeeID)
	if err != nil {
		return test, "", err
	}
	test.CalendarID, test.Conferencing = calendar.CalendarID, way.profile
	return test, "", s.Store.PlaceTestLink(ctx, test)
}

// testEvent is the event without its link: private, and taking no time.
func (s *Scheduler) testEvent(ctx context.Context, test models.TestLink) (cronofy.Event, error) {
	at, err := s.testEntry(ctx, test)
	if err != nil {
		return cronofy.Event{}, err
	}
	host, err := s.Store.Employee(ctx, test.EmployeeID)
	if err != nil {
		return cronofy.Event{}, err
	}
	text := s.Printer.TestEvent(host, test.Provider)
	return cronofy.Event{ID: at.eventID, Summary: text.Summary, Description: text.Description, Start: at.startsAt, End: at.endsAt,
		Zone: host.TimeZone, Private: true, Free: true, NoReminders: true}, nil
}

func (s *Scheduler) testEntry(ctx context.Context, test models.TestLink) (entry, error) {
	installation, err := s.Store.Installation(ctx)
	return entry{employeeID: test.EmployeeID, calendarID: test.CalendarID, eventID: test.EventID(installation.Key),
		startsAt: test.StartsAt, endsAt: test.StartsAt.Add(models.TestLength)}, err
}

func (s *Scheduler) upsertTest(ctx context.Context, test models.TestLink, event cronofy.Event) error {
	return s.call(ctx, test.EmployeeID, func(token models.Secret) error {
		return s.Cronofy.UpsertEvent(ctx, token, test.CalendarID, event)
	})
}

// answeredTest ends a step that writes.
func (s *Scheduler) answeredTest(ctx context.Context, test models.TestLink, answer error) error {
	switch {
	case answer == nil:
		return s.settleTest(ctx, test, passed)
	case final(answer):
		return s.settleTest(ctx, test, failed(problemOf(answer), answer.Error()))
	case test.Waited(s.Store.Now()) >= models.LinkWait:
		return s.settleTest(ctx, test, failed(models.TestUnanswered, answer.Error()))
	default:
		return answer
	}
}

func problemOf(answer error) models.TestProblem {
	if errors.Is(answer, models.ErrReconnect) {
		return models.TestCutOff
	}
	return models.TestNotWritten
}

// awaitTest reads the event as often as that of an interview, until the waiting time is over.
func (s *Scheduler) awaitTest(ctx context.Context, test models.TestLink) error {
	since := test.Waited(s.Store.Now())
	err := s.readTest(ctx, test, heard{final: since >= models.LinkWait})
	if err != nil {
		s.Log.WarnContext(ctx, "read test link", "test_link_id", test.ID, "error", err.Error())
	}
	after, _ := models.NextLinkRead(since)
	return jobs.Later(max(after-since, time.Second))
}

// readTest reads the event for its link and judges it like that of an interview.
func (s *Scheduler) readTest(ctx context.Context, test models.TestLink, why heard) error {
	at, err := s.testEntry(ctx, test)
	if err != nil {
		return err
	}
	read, err := s.look(ctx, at)
	switch {
	case err != nil && (final(err) || why.final):
		return s.settleTest(ctx, test, failed(readProblem(err), err.Error()))
	case err != nil:
		return err
	}
	url := ""
	if read != nil {
		url = read.JoinURL
	}
	found := s.judge(test.Provider, url, why)
	if found.step == "" {
		return nil
	}
	return s.settleTest(ctx, test, s.judged(url, found))
}

func readProblem(err error) models.TestProblem {
	if errors.Is(err, models.ErrReconnect) {
		return models.TestCutOff
	}
	return models.TestUnanswered
}

// judged ends the wait, and the check with it where a link has come.
func (s *Scheduler) judged(url string, found finding) verdict {
	return func(ctx context.Context, tx *store.Store, test *models.TestLink) error {
		asked := test.Conferencing
		if found.step == models.LinkFailed {
			return s.disproved(asked, found)(ctx, tx, test)
		}
		test.Pass(tx.Now())
		if found.step == models.LinkWrong {
			return s.disproved(asked, found)(ctx, tx, test)
		}
		test.JoinURL = url
		if found.step == models.LinkStrange {
			test.Doubt(tx.Now())
			return nil
		}
		test.Pass(tx.Now())
		return works(ctx, tx, route{test.EmployeeID, test.Provider, asked})
	}
}

// moveTest writes the event for a later time and says nothing about the link, which keeps it.
func (s *Scheduler) moveTest(ctx context.Context, test models.TestLink) error {
	event, err := s.testEvent(ctx, test)
	if err != nil {
		return err
	}
	event.Start, event.End = event.Start.Add(models.TestMoved), event.End.Add(models.TestMoved)
	return s.answeredTest(ctx, test, s.upsertTest(ctx, test, event))
}

// compareTest reads until the event stands at its new time with the same link.
func (s *Scheduler) compareTest(ctx context.Context, test models.TestLink) error {
	at, err := s.testEntry(ctx, test)
	if err != nil {
		return err
	}
	late := test.Waited(s.Store.Now()) >= models.LinkWait
	read, err := s.look(ctx, at)
	if err != nil && (late || final(err)) {
		return s.settleTest(ctx, test, failed(readProblem(err), err.Error()))
	}
	if err != nil {
		return err
	}
	moved := read != nil && read.Start.At.Equal(test.StartsAt.Add(models.TestMoved))
	switch {
	case moved && read.JoinURL == test.JoinURL:
		return s.settleTest(ctx, test, passed)
	case moved && (late || read.JoinURL != ""):
		return s.settleTest(ctx, test, failed(models.TestLinkLost, read.JoinURL))
	case late:
		return s.settleTest(ctx, test, failed(models.TestNotMoved, ""))
	default:
		return jobs.Later(lookAgain)
	}
}

// removeTest deletes the event and reads until it is gone. A grant that has ended may come back by
// itself, so that is waited for; only then the event counts as kept.
func (s *Scheduler) removeTest(ctx context.Context, test models.TestLink) error {
	if test.CalendarID == "" {
		return s.settleTest(ctx, test, passed)
	}
	at, err := s.testEntry(ctx, test)
	if err != nil {
		return err
	}
	waited := test.Waited(s.Store.Now())
	refusal, err := s.erase(ctx, at)
	switch {
	case errors.Is(refusal, models.ErrReconnect) && waited < models.LinkWait:
		return jobs.Later(lookAgain)
	case refusal != nil:
		return s.settleTest(ctx, test, failed(models.TestNotRemoved, refusal.Error()))
	case err != nil:
		return err
	case test.Uncertain() && waited < lateWrites:
		return jobs.Later(lateWrites - waited)
	default:
		return s.settleTest(ctx, test, passed)
	}
}
