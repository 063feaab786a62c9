package interviews

import (
	"context"
	"slices"
	"strconv"

	"github.com/a-h/templ"

	"entrevue/locales"
	"entrevue/models"
	"entrevue/views/paths"
	"entrevue/views/ui"
)

// asked is the one thing that the viewer can do about an outcome.
func (p PickerProps) asked(outcome models.Outcome) models.Action {
	return outcome.ActionFor(models.AtTurn(p.Viewer.Actor(), p.Host.ID, outcome))
}

// action is the one thing to press here. Whoever was reminded often enough cannot be reminded now: then
// another host or another method can still be chosen.
func (p PickerProps) action(ctx context.Context, provider models.Provider, outcome models.Outcome) templ.Component {
	action := p.asked(outcome)
	switch action {
	case models.ActionNone:
		return nil
	case models.ActionChooseHost:
		return ui.ButtonLink(ui.ButtonLinkProps{Label: locales.T(ctx, action.LabelKey()), Unseen: provider.Name(), Href: "#host", Size: ui.Small})
	case models.ActionChooseOtherHost:
		return p.otherHost(ctx, provider)
	case models.ActionTryAgain:
		if models.CanAdminister(p.Viewer.Actor()) { // who can find out does not guess
			step := paths.WizardStep(provider.Slug(), string(models.WizardTest))
			host := map[string][]string{"host": {strconv.FormatInt(p.Host.ID, 10)}}
			return open(ctx, locales.T(ctx, action.LabelKey()), provider, paths.With(step, host))
		}
		return p.press(ui.ButtonProps{Label: locales.T(ctx, action.LabelKey()), Unseen: provider.Name(), Name: "try_again", Value: string(provider)})
	case models.ActionRemindHost, models.ActionRemindAdministrator, models.ActionRemindIT:
		to, known := p.reminded(outcome)
		if !known || models.RemindableAt(outcome.Request(p.Host.ID, provider), p.Reminders[to.ID], p.Now).After(p.Now) {
			return p.otherHost(ctx, provider)
		}
		return p.press(ui.ButtonProps{Label: locales.T(ctx, "interviews.picker.remind", "name", to.FirstName()), Unseen: provider.Name(),
			Name: "remind", Value: string(provider)})
	default:
		return open(ctx, locales.T(ctx, action.LabelKey(), "host", p.Host.FirstName()), provider, paths.Target(action, provider, p.Host.ID))
	}
}

// open leads to where something is mended, beside the form: what was entered there stays, and the
// methods are read again when one comes back.
func open(ctx context.Context, label string, provider models.Provider, href string) templ.Component {
	return ui.ButtonLink(ui.ButtonLinkProps{Label: label, Unseen: provider.Name() + " " + locales.T(ctx, "interviews.picker.new_tab"), Href: href,
		IconAfter: "beside", Size: ui.Small, Attrs: templ.Attributes{"target": "_blank", "rel": "noopener"}})
}

// reminded is who gets the reminder about an outcome; known is false when there is nobody.
func (p PickerProps) reminded(outcome models.Outcome) (to models.Employee, known bool) {
	switch p.asked(outcome) {
	case models.ActionRemindHost:
		return p.Host, true
	case models.ActionRemindAdministrator, models.ActionRemindIT:
		if len(p.Administrators) > 0 {
			return p.Administrators[0], true
		}
	}
	return models.Employee{}, false
}

// remindedNote says when that person was reminded last, and from when on it is possible again.
func (p PickerProps) remindedNote(ctx context.Context, provider models.Provider, outcome models.Outcome) string {
	to, known := p.reminded(outcome)
	last, before := models.LastReminder(outcome.Request(p.Host.ID, provider), p.Reminders[to.ID])
	again := models.RemindableAt(outcome.Request(p.Host.ID, provider), p.Reminders[to.ID], p.Now)
	switch {
	case !known || !before && !again.After(p.Now):
		return ""
	case !before:
		return locales.T(ctx, "reminders.again_at", "time", locales.Moment(ctx, again, p.Now))
	case again.After(p.Now):
		return locales.T(ctx, "reminders.last_and_again", "time", locales.Moment(ctx, last.CreatedAt, p.Now), "name", last.ByName,
			"again", locales.Moment(ctx, again, p.Now))
	default:
		return locales.T(ctx, "reminders.last", "time", locales.Moment(ctx, last.CreatedAt, p.Now), "name", last.ByName)
	}
}

// press is a button that does something at once and shows the form again with its entries.
func (p PickerProps) press(button ui.ButtonProps) templ.Component {
	button.Size, button.FormAction = ui.Small, p.Action
	button.Attrs = refreshing(p.Action, "click")
	return ui.Button(button)
}

// otherHost opens the list of those who are ready; without any, another method is all there is.
func (p PickerProps) otherHost(ctx context.Context, provider models.Provider) templ.Component {
	if p.HostFixed || len(p.Others[provider]) == 0 {
		return p.otherMethod(ctx, provider)
	}
	return p.press(ui.ButtonProps{Label: locales.T(ctx, models.ActionChooseOtherHost.LabelKey()), Unseen: provider.Name(),
		Name: "choose", Value: string(provider)})
}

// otherMethod chooses what this host can use at once: a video link, else the phone.
func (p PickerProps) otherMethod(ctx context.Context, provider models.Provider) templ.Component {
	instead := models.MethodPhone
	for _, other := range models.Providers() {
		if p.outcome(other.Method()).Ready() {
			instead = other.Method()
			break
		}
	}
	return p.press(ui.ButtonProps{Label: locales.T(ctx, "interviews.picker.use_method", "method", locales.T(ctx, instead.LabelKey())),
		Unseen: locales.T(ctx, "interviews.picker.instead", "provider", provider.Name()), Name: "use_method", Value: string(instead)})
}

// hostsOffered is how many hosts are offered in the place of one who is not ready.
const hostsOffered = 6

// others are hosts who are ready for a provider, those who are free at that time first.
func (p PickerProps) others(provider models.Provider) []models.Employee {
	others := slices.Clone(p.Others[provider])
	slices.SortStableFunc(others, func(a, b models.Employee) int {
		switch {
		case p.busy(a) == p.busy(b):
			return 0
		case p.busy(a):
			return 1
		default:
			return -1
		}
	})
	return others[:min(len(others), hostsOffered)]
}

// preferred is the first provider that this host cannot use and others can, unless their list is open.
func (p PickerProps) preferred() (provider models.Provider, found bool) {
	if p.HostFixed {
		return "", false
	}
	for _, provider := range models.Providers() {
		if len(p.Others[provider]) > 0 && !p.outcome(provider.Method()).Ready() {
			return provider, provider != p.Choosing
		}
	}
	return "", false
}
