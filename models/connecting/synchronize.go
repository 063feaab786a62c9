package connecting

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

const (
	// groupSize is how many employees one request names.
	groupSize = 25
	// mostOut bounds how many are with Cronofy at a time: their codes live for minutes only, and
	// each is followed by three calls, at 7.5 a second. Half a minute's work is enough to keep busy.
	mostOut = 60
	// sendingFor outlasts the call that carries a request; whoever is still sending then was let
	// down by a dead process.
	sendingFor = time.Minute
	// wantMost bounds one look for people who are new.
	wantMost = 500
)

// WantSynchronized sees to it that the calendars of these employees are synchronized: everybody who
// is ever a participant is. It belongs into the transaction that makes them so.
func (c *Connector) WantSynchronized(ctx context.Context, tx *store.Store, employeeIDs []int64) error {
	made, err := tx.WantSynchronizations(ctx, employeeIDs)
	if err != nil || made == 0 {
		return err
	}
	return c.Queue.Enqueue(ctx, tx, jobs.RequestSynchronizations{Once: true})
}

// want makes waiting rows for everybody who is to be synchronized and was never asked for.
func (c *Connector) want(ctx context.Context, tx *store.Store) (int64, error) {
	ids, err := tx.Unsynchronized(ctx, wantMost)
	if err != nil {
		return 0, err
	}
	return tx.WantSynchronizations(ctx, ids)
}

// AddressChanged asks for the calendar behind an employee's new address, if it was asked for behind the
// old one: whatever was wrong with that says nothing about this one.
func (c *Connector) AddressChanged(ctx context.Context, tx *store.Store, employeeID int64) error {
	y, err := tx.Synchronization(ctx, employeeID)
	if err != nil {
		return ignoreMissing(err)
	}
	if err := tx.ForgetCallback(ctx, employeeID); err != nil {
		return err
	}
	y.Insisted, y.Attempts, y.FailingSince = false, 0, nil
	return c.wait(ctx, tx, y)
}

// SynchronizeEveryone says whether all employees are synchronized, or only those who host
// interviews or take part in one. Nobody who is synchronized already is taken away.
func (c *Connector) SynchronizeEveryone(ctx context.Context, by models.Actor, everyone bool) error {
	return c.act(ctx, by, "choose who is synchronized", func(ctx context.Context, tx *store.Store) error {
		installation, err := tx.Installation(ctx)
		if err != nil || installation.SynchronizeEveryone == everyone {
			return err
		}
		installation.SynchronizeEveryone = everyone
		if err = tx.UpdateInstallation(ctx, installation); err != nil {
			return err
		}
		key := "activity.calendar.hosts"
		if everyone {
			key = "activity.calendar.everyone"
		}
		if err = tx.Note(ctx, by, store.Subject{Kind: "installation", ID: installation.ID}, key, nil); err != nil {
			return err
		}
		if _, err = c.want(ctx, tx); err != nil {
			return err
		}
		return c.Queue.Enqueue(ctx, tx, jobs.RequestSynchronizations{})
	})
}

// Again asks for one employee's calendar once more, also against what we believe to be wrong with
// the address: the company may own a second domain.
func (c *Connector) Again(ctx context.Context, by models.Actor, employeeID int64) error {
	return c.act(ctx, by, "synchronize again", func(ctx context.Context, tx *store.Store) error {
		employee, err := tx.Employee(ctx, employeeID)
		if err != nil {
			return err
		}
		if !employee.Active() {
			return fmt.Errorf("employee %d: %w", employeeID, models.ErrNotFound)
		}
		if _, err = tx.WantSynchronizations(ctx, []int64{employeeID}); err != nil {
			return err
		}
		y, err := tx.Synchronization(ctx, employeeID)
		if err != nil || y.State.Pending() && y.State != models.SyncWaiting {
			return err
		}
		y.Insisted, y.Attempts, y.FailingSince = true, 0, nil
		if err = c.wait(ctx, tx, y); err != nil {
			return err
		}
		return tx.Note(ctx, by, aboutEmployee(employeeID), "activity.calendar.again",
			map[string]string{"name": employee.Name})
	})
}

// AgainAll asks for all failed ones once more.
func (c *Connector) AgainAll(ctx context.Context, by models.Actor) error {
	return c.act(ctx, by, "synchronize all failed again", func(ctx context.Context, tx *store.Store) error {
		if err := tx.RepeatFailed(ctx); err != nil {
			return err
		}
		return c.Queue.Enqueue(ctx, tx, jobs.RequestSynchronizations{})
	})
}

// RequestSynchronizations asks Cronofy for the calendars of those who wait, a group at a time, and
// never for more than can be exchanged while their codes live.
func (c *Connector) RequestSynchronizations(ctx context.Context, job jobs.RequestSynchronizations) error {
	ctx = cronofy.Patiently(ctx)
	i, err := c.Store.Integration(ctx)
	if err != nil || i.State != models.IntegrationWorking {
		return ignoreMissing(err) // they wait for the company's calendar
	}
	group, err := c.takeGroup(ctx, i)
	if err != nil {
		return fmt.Errorf("request synchronizations: %w", err)
	}
	if len(group) > 0 {
		if err := c.request(ctx, group); err != nil {
			return fmt.Errorf("request synchronizations: %w", err)
		}
	}
	if job.Once {
		return nil
	}
	left, err := c.Store.SynchronizationsIn(ctx, models.SyncWaiting, 1)
	if err != nil || len(left) == 0 {
		return err
	}
	if len(group) == 0 {
		return jobs.Later(2 * time.Second)
	}
	return jobs.Later(0)
}

// asked is an employee on the way to Cronofy.
type asked struct {
	sync models.Synchronization
	cronofy.AccountAuthorization
}

// takeGroup marks the next group as being sent. Who cannot be asked for fails here.
func (c *Connector) takeGroup(ctx context.Context, i models.Integration) (group []asked, err error) {
	err = c.Store.Tx(ctx, func(ctx context.Context, tx *store.Store) error {
		group = nil
		out, err := tx.CountOut(ctx)
		if err != nil || out >= mostOut {
			return err
		}
		waiting, err := tx.SynchronizationsIn(ctx, models.SyncWaiting, min(groupSize, mostOut-out))
		if err != nil {
			return err
		}
		for _, y := range waiting {
			taken, err := c.take(ctx, tx, i, y)
			if err != nil {
				return err
			}
			if taken != nil {
				group = append(group, *taken)
			}
		}
		return nil
	})
	return group, err
}

func (c *Connector) take(ctx context.Context, tx *store.Store, i models.Integration, y models.Synchronization) (*asked, error) {
	employee, err := tx.Employee(ctx, y.EmployeeID)
	if err != nil {
		return nil, err
	}
	if !employee.Active() {
		return nil, tx.DeleteSynchronization(ctx, y.EmployeeID)
	}
	if i.Outside(employee.Email) && !y.Insisted {
		return nil, c.fail(ctx, tx, y, models.SyncOutsideDomain, models.SyncRefusal{})
	}
	now, secret := tx.Now(), store.NewToken()
	address := c.address(c.Paths.Authorization(secret))
	y.State, y.RequestedAt = models.SyncSending, &now
	y.Attempts++
	if err := tx.UpdateSynchronization(ctx, y); err != nil {
		return nil, err
	}
	return &asked{sync: y, AccountAuthorization: cronofy.AccountAuthorization{Email: employee.Email,
			CallbackURL: address, Scope: cronofy.ScopeEmployee, State: fmt.Sprint(y.EmployeeID)}},
		tx.SetCallback(ctx, y.EmployeeID, secret, address)
}

// request sends one group. Where no answer came the request may have had its effect: the group stays
// as it is and the callbacks, or the sweep, say more.
func (c *Connector) request(ctx context.Context, group []asked) error {
	accounts := make([]cronofy.AccountAuthorization, len(group))
	for n, one := range group {
		accounts[n] = one.AccountAuthorization
	}
	err := c.asService(ctx, func(token models.Secret) error { return c.Cronofy.AuthorizeAccounts(ctx, token, accounts) })
	switch {
	case err == nil:
		return c.sent(ctx, group, models.SyncRequested)
	case status(err) == 422:
		return c.refusedGroup(ctx, group, err)
	case status(err) == 403:
		return errors.Join(c.scopeMissing(ctx, err), c.sent(ctx, group, models.SyncWaiting))
	case errors.Is(err, models.ErrReconnect):
		return c.sent(ctx, group, models.SyncWaiting)
	case errors.Is(err, models.ErrUnavailable):
		return err
	default:
		return errors.Join(err, c.sent(ctx, group, models.SyncWaiting))
	}
}

// sent moves those of a group on that no callback has moved meanwhile.
func (c *Connector) sent(ctx context.Context, group []asked, to models.SyncState) error {
	return c.eachSending(ctx, group, func(ctx context.Context, tx *store.Store, _ int, y models.Synchronization) error {
		y.State = to
		return tx.UpdateSynchronization(ctx, y)
	})
}

// refusedGroup fails those that a 422 names. Where it names nobody in particular, a group is asked
// for one by one and a single one fails.
func (c *Connector) refusedGroup(ctx context.Context, group []asked, cause error) error {
	var refused *cronofy.Error
	errors.As(cause, &refused)
	named := map[int]bool{}
	for field := range refused.Fields {
		var n int
		if _, err := fmt.Sscanf(field, "service_account_authorizations[%d]", &n); err == nil {
			named[n] = true
		}
	}
	if len(named) == 0 && len(group) > 1 {
		for n := range group {
			if err := c.request(ctx, group[n:n+1]); err != nil {
				return err
			}
		}
		return nil
	}
	return c.eachSending(ctx, group, func(ctx context.Context, tx *store.Store, n int, y models.Synchronization) error {
		if len(group) == 1 || named[n] {
			return c.fail(ctx, tx, y, models.SyncOther, models.SyncRefusal{Key: refused.Code, Description: models.Shorten(refused.Text(), 500)})
		}
		return c.wait(ctx, tx, y)
	})
}

func (c *Connector) eachSending(ctx context.Context, group []asked, do func(context.Context, *store.Store, int, models.Synchronization) error) error {
	return c.Store.Tx(ctx, func(ctx context.Context, tx *store.Store) error {
		for n, one := range group {
			y, err := tx.Synchronization(ctx, one.sync.EmployeeID)
			if errors.Is(err, models.ErrNotFound) || err == nil && (y.State != models.SyncSending || y.Attempts != one.sync.Attempts) {
				continue
			}
			if err != nil {
				return err
			}
			if err := do(ctx, tx, n, y); err != nil {
				return err
			}
		}
		return nil
	})
}

func (c *Connector) scopeMissing(ctx context.Context, cause error) error {
	return c.Store.Tx(ctx, func(ctx context.Context, tx *store.Store) error {
		i, err := tx.Integration(ctx)
		if err != nil {
			return ignoreMissing(err)
		}
		return c.needsAttention(ctx, tx, i, models.IntegrationScope, said(cause))
	})
}

// fail keeps why an employee's calendar could not be opened, and when to ask again.
func (c *Connector) fail(ctx context.Context, tx *store.Store, y models.Synchronization, problem models.SyncProblem, refusal models.SyncRefusal) error {
	now := tx.Now()
	y.State, y.Problem, y.Refusal, y.RetryAt, y.ReadDueAt = models.SyncFailed, problem, refusal, nil, nil
	if y.FailingSince == nil {
		y.FailingSince = &now
	}
	if again := now.Add(models.SyncRetryEvery); problem.Repeats() && again.Sub(*y.FailingSince) <= models.SyncRetryFor {
		y.RetryAt = &again
	} else if problem.Repeats() {
		if err := tx.Note(ctx, models.System, aboutEmployee(y.EmployeeID), "activity.calendar.gave_up", nil); err != nil {
			return err
		}
	}
	if err := tx.SetCode(ctx, y.EmployeeID, models.Secret{}); err != nil {
		return err
	}
	return tx.UpdateSynchronization(ctx, y)
}
