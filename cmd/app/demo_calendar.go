package app

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"time"

	"entrevue/models"
	"entrevue/models/connecting"
	"entrevue/models/entering"
)

// demoPatience is how long the demo waits for an answer from the world outside.
const demoPatience = time.Minute

// DemoCalendar connects the calendar as the administrator would, signing in on the sandbox's pages,
// and waits until everybody is synchronized or has failed. The queue must be running.
func (a *App) DemoCalendar(ctx context.Context, outside *url.URL, administrator models.Employee, system models.CalendarSystem) error {
	ctx, cancel := context.WithTimeout(ctx, demoPatience)
	defer cancel()
	if i, err := a.store.Integration(ctx); err == nil && i.Connected() {
		return a.awaitPeople(ctx)
	}
	_, signIn, err := a.Doorkeeper.SignInAs(ctx, administrator.ID, entering.Entry{UserAgent: "demo"})
	if err != nil {
		return err
	}
	by, choice := administrator.Actor(), connecting.Choice{System: system}
	if system == models.SystemEWS {
		choice.Exchange = models.ExchangeOwnServer
	}
	if err := a.Connector.AcceptSubprocessor(ctx, by, connecting.Acceptance{Accepted: true, Choice: choice}); err != nil {
		return err
	}
	if err := await(ctx, "the proof that Cronofy reaches us", func() (bool, error) { return a.reached(ctx, by) }); err != nil {
		return err
	}
	address, err := a.Connector.Begin(ctx, by, connecting.Beginning{SignInID: signIn, Choice: choice})
	if err != nil {
		return err
	}
	back, err := consent(ctx, outside, address, administrator.Email, system)
	if err != nil {
		return err
	}
	err = a.Connector.Return(ctx, connecting.Return{SignInID: signIn, EmployeeID: administrator.ID,
		State: back.Get("state"), Code: models.NewSecret(back.Get("code")), Error: back.Get("error")})
	if err != nil {
		return err
	}
	return a.awaitPeople(ctx)
}

// reached tells whether Cronofy has reached us. A check that failed is made again, as an administrator
// would: on a busy machine its time is over before an answer came.
func (a *App) reached(ctx context.Context, by models.Actor) (bool, error) {
	check, err := a.store.LatestReachability(ctx)
	if err != nil {
		return false, ignoreMissing(err)
	}
	if check.Holds(a.store.Now()) {
		return true, nil
	}
	return false, a.Connector.StartReachability(ctx, by)
}

func (a *App) awaitPeople(ctx context.Context) error {
	return await(ctx, "the synchronization of the employees", func() (bool, error) { return a.synchronized(ctx) })
}

// synchronized tells whether nobody waits any more and every calendar has been read.
func (a *App) synchronized(ctx context.Context) (bool, error) {
	i, err := a.store.Integration(ctx)
	if err != nil || !i.Connected() {
		return false, err
	}
	counts, err := a.store.CountSynchronizations(ctx)
	if err != nil {
		return false, err
	}
	read, err := a.store.CountCalendars(ctx)
	calendars := 0
	for _, number := range read {
		calendars += number
	}
	return counts.Pending == 0 && counts.Done > 0 && calendars == counts.Done, err
}

// consent signs in on the hosted pages of the sandbox and returns what the browser would bring back.
func consent(ctx context.Context, outside *url.URL, address, email string, system models.CalendarSystem) (url.Values, error) {
	back, err := visit(outside).leave(ctx, address, url.Values{"system": {string(system)}, "admin": {email}, "as": {"administrator"}})
	if err != nil {
		return nil, fmt.Errorf("consent of %s: %w", email, err)
	}
	return back.Query(), nil
}

// await looks until done says yes.
func await(ctx context.Context, what string, done func() (bool, error)) error {
	look := time.NewTicker(50 * time.Millisecond)
	defer look.Stop()
	for {
		ready, err := done()
		if err != nil || ready {
			return err
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("waited in vain for %s: %w", what, ctx.Err())
		case <-look.C:
		}
	}
}

func ignoreMissing(err error) error {
	if errors.Is(err, models.ErrNotFound) {
		return nil
	}
	return err
}
