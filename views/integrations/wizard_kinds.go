package integrations

import (
	"context"

	"entrevue/locales"
	"entrevue/models"
	"entrevue/views/ui"
)

// kindFacts says what each kind of calendar means for the provider.
func (p EmployeesProps) kindFacts(ctx context.Context) (facts []ui.Fact) {
	tally := p.Facts.Tally()
	for _, kind := range []models.CalendarKind{models.CalendarGoogle, models.CalendarGraph, models.CalendarEWS, models.CalendarOther} {
		if count := tally.Kinds[kind]; count > 0 {
			facts = append(facts, ui.Fact{Term: locales.T(ctx, kind.NameKey()), Value: locales.N(ctx, "wizard.kinds.hosts", count),
				Note: p.kindNote(ctx, kind)})
		}
	}
	return facts
}

func (p EmployeesProps) kindNote(ctx context.Context, kind models.CalendarKind) string {
	switch {
	case p.Provider == models.MSTeams && kind == models.CalendarGraph, p.Provider == models.GoogleMeet && kind == models.CalendarGoogle:
		return locales.T(ctx, "wizard.kinds.at_once")
	case p.Provider == models.GoogleMeet:
		return locales.T(ctx, "wizard.kinds.without")
	default:
		return locales.T(ctx, "wizard.kinds.personal")
	}
}

func hostNames(ctx context.Context, hosts []models.Host) string {
	var names []string
	for _, host := range hosts[:min(len(hosts), PeopleShown)] {
		names = append(names, host.Name)
	}
	return locales.List(ctx, names...)
}
