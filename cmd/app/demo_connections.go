package app

import (
	"context"
	"fmt"
	"net/url"
	"path"
	"regexp"
	"time"

	"entrevue/models"
	"entrevue/models/connecting"
	"entrevue/models/demo"
)

// demoConnections connects provider accounts as their owners would, by the mail of the sandbox and on
// its pages.
func (a *App) demoConnections(ctx context.Context, outside *url.URL, people map[string]models.Employee) error {
	ctx, cancel := context.WithTimeout(ctx, demoPatience)
	defer cancel()
	for _, provider := range []models.Provider{models.Zoom, models.GoToMeeting} {
		if err := a.Connector.BeginSetup(ctx, people["HW"].Actor(), provider); err != nil {
			return err
		}
	}
	if err := a.demoIT(ctx, people["HW"].Actor()); err != nil {
		return err
	}
	for _, c := range demo.Connections() {
		if err := a.demoConnection(ctx, outside, c, people[c.Person]); err != nil {
			return fmt.Errorf("%s of %s: %w", c.Provider, c.Person, err)
		}
	}
	return nil
}

// demoIT tells that IT has let Cronofy into Zoom, before anybody connected.
func (a *App) demoIT(ctx context.Context, administrator models.Actor) error {
	setup, err := a.store.ProviderSetup(ctx, models.Zoom)
	if err != nil || setup.ITStep() == models.ITConfirmed {
		return err
	}
	return a.Connector.ConfirmForIT(ctx, administrator, models.Zoom, connecting.ITConfirmation{Name: "Ravi Bose",
		On: a.store.Now().AddDate(0, 0, -3).Format(time.DateOnly)})
}

func (a *App) demoConnection(ctx context.Context, outside *url.URL, c demo.Connection, e models.Employee) error {
	state, err := a.connection(ctx, e, c.Provider)
	if err != nil || state == models.ConnectionBroken || state == models.ConnectionAlive && !c.Ended {
		return err // it stands already
	}
	if state != models.ConnectionAlive {
		page, err := a.Connector.BeginPersonal(ctx, e.Actor(), c.Provider)
		if err != nil || c.Begun {
			return err
		}
		if err := a.demoVisit(ctx, outside, page, e, c.Provider); err != nil {
			return err
		}
		if err := a.awaitConnection(ctx, e, c.Provider, models.ConnectionAlive); err != nil {
			return err
		}
	}
	if !c.Ended {
		return nil
	}
	if _, err := visit(outside).post(ctx, "/sandbox/acts", url.Values{"what": {"disconnect_conferencing"},
		"account": {e.Email}, "profile": {c.Provider.CronofyName()}}); err != nil {
		return err
	}
	return a.awaitConnection(ctx, e, c.Provider, models.ConnectionBroken)
}

func (a *App) connection(ctx context.Context, e models.Employee, provider models.Provider) (models.Connection, error) {
	facts, err := a.store.Facts(ctx, []int64{e.ID})
	return facts[e.ID][provider].Connection, err
}

func (a *App) awaitConnection(ctx context.Context, e models.Employee, provider models.Provider, want models.Connection) error {
	return await(ctx, "the account of "+e.Email, func() (bool, error) {
		state, err := a.connection(ctx, e, provider)
		return state == want, err
	})
}

var linkInMail = regexp.MustCompile(`https?://\S+/verify/\S+`)

// demoVisit has Cronofy write, opens the link of its mail, allows everything, and comes back.
func (a *App) demoVisit(ctx context.Context, outside *url.URL, page string, e models.Employee, provider models.Provider) error {
	v := visit(outside)
	if _, err := v.post(ctx, page+"/verification", nil); err != nil {
		return err
	}
	var box struct {
		Letters []struct{ Text string }
	}
	if err := v.get(ctx, "/sandbox/mailboxes/"+url.PathEscape(e.Email), &box); err != nil {
		return err
	}
	link := ""
	for _, letter := range box.Letters {
		if link = linkInMail.FindString(letter.Text); link != "" {
			break
		}
	}
	if err := v.get(ctx, link, nil); err != nil {
		return err
	}
	back, err := v.leave(ctx, page, url.Values{"provider": {provider.CronofyName()}, "as": {"self"}})
	if err != nil {
		return err
	}
	_, err = a.Connector.ReturnPersonal(ctx, path.Base(back.Path), back.Query().Get("error"))
	return err
}
