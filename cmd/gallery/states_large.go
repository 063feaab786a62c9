package main

import (
	"context"

	"github.com/a-h/templ"

	"entrevue/locales"
	"entrevue/models"
	"entrevue/views/ui"
)

func largeStates() []state {
	return []state{
		part("head", "page", ui.Crumbs(ui.Link{Label: "Settings", Href: "/settings"}, ui.Link{Label: "Integrations", Href: "/settings/integrations"}),
			within(ui.PageHead(ui.PageHeadProps{Title: "Calendar integration", Lead: "Every video link is made in this calendar."}),
				ui.ButtonLink(ui.ButtonLinkProps{Href: "/", Label: "Connect", Kind: ui.Primary})),
			ui.Tabs("Maya Lindqvist", []ui.Tab{{Label: "Profile", Href: "/"}, {Label: "Interviews", Href: "/", Count: 5, Current: true}})),
		part("head", "person", ui.PageHead(ui.PageHeadProps{Title: "Maya Lindqvist", Person: true, Lead: "Lighting designer · Montréal, 6 h behind you"})),
		part("table", "interviews", interviewTable()),
		part("table", "more", ui.More(ui.MoreProps{Shown: "50 interviews", Href: "/interviews"}), ui.More(ui.MoreProps{Shown: "That is all"})),
		part("progress", "running", within(ui.Progress(ui.ProgressProps{
			ID: "sync", Title: "Synchronizing employees", Note: "About 1 minute left", Done: 37, Failed: 2, Total: 48,
			Parts: []ui.StateProps{{Is: ui.Ready, Word: "37 done"}, {Is: ui.Pending, Icon: "wait", Word: "9 waiting"}, {Is: ui.Failing, Word: "2 failed"}},
		}), ui.Hint("You can leave this page."))),
		part("progress", "nothing", ui.Progress(ui.ProgressProps{ID: "none", Title: "Nobody to synchronize"})),
		part("totals", "four", ui.Totals([]ui.Total{
			{Tile: ui.TileProps{Letter: "M", Size: ui.Small}, Label: "Google Meet", Of: "of 48 ready", Note: "no Google calendars"},
			{Tile: ui.TileProps{Letter: "Z", Size: ui.Small}, Label: "Zoom", Count: 21, Of: "of 48 ready"},
			{Label: "Interviews", Count: 12345, Of: "this week"},
		})),
		part("rail", "all", ui.Rail("Steps to set up Zoom", []ui.Step{
			{Label: "Calendar integration", Note: "Done", Href: "/", Is: ui.Ready},
			{Label: "Employees synchronized", Note: "Undone again", Href: "/", Is: ui.Failing},
			{Label: "IT installs the app", Note: "Now", Href: "/", Is: "current", Current: true},
			{Label: "Test link", Note: "Not yet", Is: "todo"},
		}, nil)),
		part("tasks", "all", ui.Tasks([]ui.Task{
			{Is: ui.Failing, Icon: "alert", Title: "Portfolio review with Maya Lindqvist has no link", Text: "Hugo Renard’s Zoom sign-in ended.",
				Action: ui.ButtonLink(ui.ButtonLinkProps{Href: "/", Label: "Choose another host", Size: ui.Small})},
			{Is: ui.Pending, Icon: "clock", Title: "IT installs the app", Text: "Since 22 November"},
			{Icon: "calendar", Title: "Connect the company calendar", Action: ui.ButtonLink(ui.ButtonLinkProps{Href: "/", Label: "Connect", Size: ui.Small})},
		})),
		part("journey", "all", ui.Journey([]ui.Station{
			{Where: "At Cronofy", What: "You confirm your address", Text: "We have filled it in."},
			{Where: "In your mailbox", What: "You open the link", Text: "The mail comes within a minute."},
			{Where: "At Zoom", What: "You sign in and accept", Text: "With the account you already use."},
			{Where: "Back here", What: "Connected", Text: "This page notices by itself."},
		})),
		part("helps", "all", within(ui.Helps(), templ.Join(
			within(ui.HelpItem(ui.Help{Icon: "phone", Title: "Plan B", Open: true}), ui.Hint("Camille calls you.")),
			within(ui.HelpItem(ui.Help{Icon: "door", Title: "I cannot get in"}), ui.Hint("We tell Camille."))))),
		part("facts", "all", ui.Facts([]ui.Fact{{Term: "Provider", Value: "Office 365", Note: "via Graph API"}, {Term: "Since", Value: "22 November 2026"}})),
		part("section", "all", within(ui.Section(ui.SectionProps{ID: "up", Title: "Upcoming", Lead: "First line: your time."}),
			within(ui.Card(ui.CardProps{ID: "card", Title: "One card"}), ui.Hint("Inside"))),
			within(ui.Card(ui.CardProps{ID: "chosen", Title: "Chosen card", Chosen: true}), ui.Hint("Inside"))),
	}
}

func interviewTable() templ.Component {
	columns := []ui.Column{{Label: "When", Href: "/", Sorted: "ascending"}, {Label: "Interview"}, {Label: "People"}, {Label: "Method"}, {Label: "Link"}, {Label: "Actions", Unseen: true}}
	return within(ui.Table(ui.TableProps{Caption: "Upcoming interviews", Columns: columns}), templ.Join(
		interviewRow("Portfolio review", "Hugo Renard", ui.StateProps{Is: ui.Failing, Word: "No link", Note: "Sign-in ended"}),
		interviewRow("Meet the team", "Inès Faure", ui.StateProps{Is: ui.Pending, Icon: "wait", Word: "Being created"}),
		interviewRow("Second interview with a title that is much longer than usual", "Camille Perrin", ui.StateProps{Is: ui.Ready, Word: "Ready"})))
}

func interviewRow(title, host string, link ui.StateProps) templ.Component {
	row := ui.TRProps{}
	if link.Is == ui.Failing {
		row.Is = ui.Failing
	}
	return within(ui.TR(row), templ.Join(
		within(ui.TH(), ui.WhenCell(ui.When{DateTime: "2026-11-27T16:00+01:00", Day: "Fri 27 Nov", Hours: "16:00–17:00", Other: "10:00 Montréal"})),
		within(ui.TD("Interview"), text(title)),
		within(ui.TD("People"), ui.Person(ui.PersonProps{Name: host, Size: ui.Small, Plain: true, Note: "host"})),
		within(ui.TD("Method"), ui.Tiled(ui.TiledProps{Tile: ui.TileProps{Letter: "Z", Size: ui.Small}, Name: "Zoom"})),
		within(ui.TD("Link"), ui.State(link)),
		within(ui.Actions(), ui.ButtonLink(ui.ButtonLinkProps{Href: "/", Label: "Open", Unseen: title, Size: ui.Small}))))
}

// text is a word alone in a cell.
func text(words string) templ.Component {
	return templ.ComponentFunc(func(_ context.Context, w writer) error {
		_, err := w.Write([]byte("<b>" + templ.EscapeString(words) + "</b>"))
		return err
	})
}

// pickerStates show the method picker with the reasons of models.
func pickerStates() []state {
	return []state{
		{group: "ui/picker", name: "some-ready", draw: func(ctx context.Context) templ.Component {
			return ui.MethodPicker(pickerOf(ctx, models.ReasonReadyAtOnce, ""))
		}},
		{group: "ui/picker", name: "chosen-became-blocked", draw: func(ctx context.Context) templ.Component {
			return ui.MethodPicker(pickerOf(ctx, models.ReasonConnectionEnded, "Zoom is no longer possible."))
		}},
		{group: "ui/picker", name: "every-reason", draw: everyReason},
		{group: "ui/provider", name: "all", draw: func(ctx context.Context) templ.Component {
			return within(ui.Section(ui.SectionProps{ID: "providers", Title: "Your providers", Unseen: true}), within(ui.Grid(), templ.Join(
				providerCard(ctx, models.ReasonReadyAtOnce), providerCard(ctx, models.ReasonConnectionEnded),
				providerCard(ctx, models.ReasonNotGoogle), providerCard(ctx, models.ReasonStarted))))
		}},
	}
}

const host = "Camille Perrin"

func pickerOf(ctx context.Context, chosen models.Reason, problem string) ui.MethodPickerProps {
	return ui.MethodPickerProps{
		ID: "method", Name: "method", Legend: "Interview method", Error: problem,
		Host:  ui.PersonProps{Name: host, Note: "Office 365 (via Graph API)"},
		Ready: ui.StateProps{Is: ui.Ready, Word: "4 of 7 ready"},
		Hint:  "Prefer Zoom? Oliver Grant is ready to host it.",
		Groups: [][]ui.MethodProps{
			{
				card(ctx, "google_meet", "Google Meet", models.ReasonNotGoogle),
				chosenCard(ctx, "zoom", "Zoom", chosen),
				card(ctx, "goto_meeting", "GoTo Meeting", models.ReasonStarted),
			},
			{always(ctx, "in_person", "In person", "pin"), always(ctx, "phone", "Phone", "phone"), always(ctx, "own_link", "Own link", "link")},
		},
	}
}

func everyReason(ctx context.Context) templ.Component {
	cards := []ui.MethodProps{}
	for _, reason := range models.Reasons() {
		cards = append(cards, card(ctx, string(reason), "Microsoft Teams", reason))
	}
	return ui.MethodPicker(ui.MethodPickerProps{
		ID: "method", Name: "method", Legend: "Interview method", Groups: [][]ui.MethodProps{cards},
		Ready: ui.StateProps{Is: ui.Off, Word: "Every reason there is"},
	})
}

func stateOf(ctx context.Context, reason models.Reason) ui.StateProps {
	return ui.StateProps{Is: string(reason.Is()), Icon: reason.Icon(), Word: locales.T(ctx, reason.WordKey())}
}

func card(ctx context.Context, value, title string, reason models.Reason) ui.MethodProps {
	m := ui.MethodProps{
		Value: value, Title: title, Tile: ui.TileProps{Letter: title[:1]}, State: stateOf(ctx, reason),
		Why:     locales.T(ctx, reason.SentenceKey(), "host", host, "provider", title),
		Blocked: reason.Is() != models.IsReady,
	}
	if reason.Is() == models.IsReady {
		m.Turn = &ui.TurnProps{Icon: "check", Whose: locales.T(ctx, models.ActionNone.LabelKey())}
		return m
	}
	m.Turn = &ui.TurnProps{
		Name: host, Whose: "Camille’s turn", Note: "since 22 November",
		Action: ui.Button(ui.ButtonProps{Label: "Send reminder", Unseen: title + " " + string(reason), Size: ui.Small}),
	}
	return m
}

func chosenCard(ctx context.Context, value, title string, reason models.Reason) ui.MethodProps {
	m := card(ctx, value, title, reason)
	m.Chosen = true
	return m
}

func always(ctx context.Context, value, title, icon string) ui.MethodProps {
	m := card(ctx, value, title, models.ReasonAlways)
	m.Tile, m.Turn = ui.TileProps{Icon: icon}, nil
	m.Field = ui.Field(ui.FieldProps{Name: value + "_detail", Label: "Where"})
	return m
}

func providerCard(ctx context.Context, reason models.Reason) templ.Component {
	return within(ui.Provider(ui.ProviderProps{
		Name: "Zoom", Tile: ui.TileProps{Letter: "Z"}, State: stateOf(ctx, reason),
		Text:    locales.T(ctx, reason.SentenceKey(), "host", host, "provider", "Zoom"),
		Current: reason == models.ReasonConnectionEnded,
	}), ui.Button(ui.ButtonProps{Label: "Connect", Unseen: string(reason), Size: ui.Small}))
}
