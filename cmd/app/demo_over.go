package app

import (
	"context"
	"fmt"
	"net/url"

	"entrevue/models"
)

// StartOver empties the installation and the sandbox at outside. With a calendar system, a company
// that uses it is there afterwards, its people in and its calendar still to be connected; without,
// nothing but the first run is.
func (a *App) StartOver(ctx context.Context, outside *url.URL, system models.CalendarSystem) error {
	if err := a.store.Wipe(ctx); err != nil {
		return err
	}
	company := string(system)
	if company == "" {
		company = "none"
	}
	if _, err := visit(outside).post(ctx, "/sandbox/start-over", url.Values{"company": {company}}); err != nil {
		return fmt.Errorf("start the sandbox over: %w", err)
	}
	if system == "" {
		return nil
	}
	people, err := a.DemoPeople(ctx)
	if err != nil {
		return fmt.Errorf("people of the demo: %w", err)
	}
	_, err = a.demoCandidates(ctx, people["OG"].Actor())
	return err
}

// startOver is what the demo's page does; nothing in production.
func (a *App) startOver() func(context.Context, models.CalendarSystem) error {
	if len(a.config.Demo) == 0 {
		return nil
	}
	return func(ctx context.Context, system models.CalendarSystem) error {
		return a.StartOver(ctx, a.config.Cronofy.App, system)
	}
}
