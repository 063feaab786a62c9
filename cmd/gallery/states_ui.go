package main

import (
	"context"

	"github.com/a-h/templ"

	"entrevue/views/ui"
)

// part is a component in one condition.
func part(group, name string, components ...templ.Component) state {
	return state{group: "ui/" + group, name: name, draw: func(context.Context) templ.Component {
		return within(ui.Stack(), templ.Join(components...))
	}}
}

func uiStates() []state {
	return append(smallStates(), append(formStates(), largeStates()...)...)
}

func smallStates() []state {
	return []state{
		part("state", "all",
			ui.State(ui.StateProps{Is: ui.Ready, Word: "Ready"}),
			ui.State(ui.StateProps{Is: ui.Pending, Word: "Being created", Icon: "wait", Note: "Usually under a minute"}),
			ui.State(ui.StateProps{Is: ui.Failing, Word: "No link"}),
			ui.State(ui.StateProps{Is: ui.Off, Word: "Not connected", Icon: "unplug"})),
		part("person", "all",
			ui.Person(ui.PersonProps{Name: "Camille Perrin", Note: "Head of design"}),
			ui.Person(ui.PersonProps{Name: "Nguyễn Thị Ánh", Size: ui.Small, Plain: true, Note: "host"}),
			ui.Person(ui.PersonProps{Name: "Marie-Françoise Vandenbroucke-Delacroix", Size: ui.Large}),
			ui.Tiled(ui.TiledProps{Tile: ui.TileProps{Letter: "Z", Size: ui.Small}, Name: "Zoom", Note: "Hugo’s account"}),
			ui.Tiled(ui.TiledProps{Tile: ui.TileProps{Icon: "pin"}, Name: "In person"})),
		part("button", "all",
			ui.Button(ui.ButtonProps{Label: "Plan interview", Kind: ui.Primary, Icon: "plus"}),
			ui.Button(ui.ButtonProps{Label: "Remind", Unseen: "Camille Perrin"}),
			ui.Button(ui.ButtonProps{Label: "Retry", Kind: ui.Quiet, Size: ui.Small}),
			ui.Button(ui.ButtonProps{Label: "Disconnect", Kind: ui.Danger}),
			ui.Button(ui.ButtonProps{Label: "Not possible", Disabled: true, NoSubmit: true}),
			ui.Button(ui.ButtonProps{Icon: "x", Unseen: "Remove Jonas Weber", Kind: ui.Quiet}),
			ui.ButtonLink(ui.ButtonLinkProps{Href: "/", Label: "Join with Microsoft Teams", Icon: "video", Kind: ui.Primary, Size: ui.Large})),
		part("notice", "all",
			ui.Notice(ui.NoticeProps{Title: "Cronofy cannot reach this server.", Text: "States are polled meanwhile."}),
			ui.Notice(ui.NoticeProps{Is: ui.Ready, Text: "Interview planned.", Live: "status"}),
			ui.Notice(ui.NoticeProps{Is: ui.Pending, Title: "Your turn:", Text: "open the mail from Cronofy."}),
			within(ui.Notice(ui.NoticeProps{Is: ui.Failing, Title: "Requested Zoom, received Teams.", Text: "Nothing was sent.", Live: "alert"}),
				within(ui.Row(), ui.Button(ui.ButtonProps{Label: "Retry", Size: ui.Small})))),
		part("empty", "with-action", ui.Empty(ui.EmptyProps{
			Icon: "video", Title: "No interviews yet", Text: "Plan the first one from a candidate’s page.",
			Action: ui.ButtonLinkProps{Href: "/candidates", Label: "Choose a candidate", Kind: ui.Primary},
		})),
		part("empty", "nothing-found", ui.Empty(ui.EmptyProps{Title: "Nobody of that name", Sub: true})),
		part("secret", "link", ui.Secret(ui.SecretProps{
			ID: "it-link", Label: "Page for IT, without sign-in", Copy: "Copy link",
			Value: "https://entrevue.lumen.example/it/7Kq2Vw0mTz8", Hint: "Shows the steps and nothing else.",
		})),
	}
}

func formStates() []state {
	return []state{
		part("field", "plain", kinds("", "")...),
		part("field", "hint", kinds("In Paris time", "")...),
		part("field", "error", kinds("In Paris time", "This time was taken a moment ago.")...),
		part("choices", "one", ui.Choices(choices(""))),
		part("choices", "error", ui.Choices(choices("Please choose"))),
		part("choices", "many", ui.Choices(ui.ChoicesProps{
			Name: "roles", Legend: "Roles", Multiple: true, Chosen: []string{"a", "b"},
			Options: []ui.Option{{Value: "a", Label: "Employee"}, {Value: "b", Label: "Recruiter"}},
		})),
		part("checkbox", "all",
			ui.Checkbox(ui.CheckboxProps{Name: "hosts", Label: "Hosts interviews", Checked: true, Hint: "Is asked to connect"}),
			ui.Checkbox(ui.CheckboxProps{Name: "accept", Label: "I accept", Error: "Please accept first", Required: true}),
			ui.Toggle(ui.CheckboxProps{Name: "blocks", Label: "Blocks an interview this week", Checked: true})),
		part("errors", "three", ui.ErrorSummary(
			ui.Errors{"start_time": "Taken", "link": "Must begin with https", "": "Changed meanwhile"},
			[]ui.Labelled{{Name: "start_time", Label: "Start time"}, {Name: "link", Label: "Link"}}),
			ui.Field(ui.FieldProps{Name: "start_time", Label: "Start time", Type: "time", Error: "Taken"}),
			ui.Field(ui.FieldProps{Name: "link", Label: "Link", Type: "url", Error: "Must begin with https"})),
		part("editor", "whole", editor()),
		part("filters", "all", within(ui.Filters("/interviews", nil), templ.Join(
			ui.Field(ui.FieldProps{Name: "q", Type: "search", Label: "Name or address"}),
			ui.Toggle(ui.CheckboxProps{Name: "blocks", Label: "Blocks an interview"}),
			ui.Button(ui.ButtonProps{Label: "Apply"})))),
		part("confirm", "impact", ui.Confirm(confirmation())),
		part("confirm", "page", ui.Confirm(ui.ConfirmProps{
			ID: "leave", Title: "Remove Thi Nguyen?", Heading: true, Action: "/", Keep: ui.Link{Label: "Keep", Href: "/"},
			Do: ui.ButtonProps{Label: "Remove"},
		})),
	}
}

// kinds are the fields of every type, in one condition.
func kinds(hint, problem string) []templ.Component {
	fields := []templ.Component{}
	for _, kind := range []string{"text", "email", "password", "url", "tel", "date", "time", "number"} {
		fields = append(fields, ui.Field(ui.FieldProps{
			Name: "a_" + kind, Type: kind, Label: "Field " + kind, Hint: hint, Error: problem,
			Value: map[string]string{"email": "helen.ward@lumen.example", "date": "2026-12-03", "time": "14:00", "number": "3"}[kind],
		}))
	}
	return append(fields,
		ui.Select(ui.SelectProps{
			FieldProps: ui.FieldProps{Name: "host", Label: "Host of the video link", Hint: hint, Error: problem, Value: "2"},
			Options:    []ui.Option{{Value: "1", Label: "Camille Perrin"}, {Value: "2", Label: "Oliver Grant"}},
			Groups:     []ui.OptionGroup{{Label: "Cannot host", Options: []ui.Option{{Value: "3", Label: "Thi Nguyen", Disabled: true}}}},
		}),
		ui.TextArea(ui.FieldProps{Name: "message", Label: "Message", Hint: hint, Error: problem, Optional: true, Rows: 3}))
}

func choices(problem string) ui.ChoicesProps {
	return ui.ChoicesProps{
		Name: "send", Legend: "When is the invitation sent?", Chosen: []string{"ready"}, Error: problem,
		Options: []ui.Option{
			{Value: "ready", Label: "Send when the link is ready", Hint: "To maya.lindqvist@mail.example"},
			{Value: "now", Label: "Send now"},
			{Value: "never", Label: "Do not send", Disabled: true},
		},
	}
}

func confirmation() ui.ConfirmProps {
	return ui.ConfirmProps{
		ID: "disconnect", Title: "Disconnect the calendar of Atelier Lumen?", Action: "/",
		Impacts: []ui.Impact{
			{Count: 14, Text: "future interviews lose the link to their calendar event"},
			{Count: 1048, Text: "employees can no longer host until you connect again"},
		},
		Text: "The history stays. You can connect again at any time.",
		Keep: ui.Link{Label: "Keep connected", Href: "/"}, Do: ui.ButtonProps{Label: "Disconnect"},
	}
}

func editor() templ.Component {
	return within(ui.Editor("/", nil), templ.Join(
		within(ui.EditorSection(ui.EditorSectionProps{ID: "who", Title: "Who", Text: "The host’s account makes the link."}),
			within(ui.Fields(), templ.Join(
				ui.Field(ui.FieldProps{Name: "type", Label: "Interview type"}),
				ui.Field(ui.FieldProps{Name: "organizer", Label: "Organizer"})))),
		within(ui.EditorSection(ui.EditorSectionProps{ID: "when", Title: "When"}),
			within(ui.ShortFields(), templ.Join(
				ui.Field(ui.FieldProps{Name: "date", Type: "date", Label: "Date"}),
				ui.Field(ui.FieldProps{Name: "start", Type: "time", Label: "Start time"})))),
		ui.SaveBar(ui.SaveBarProps{
			Facts:  []ui.Fact{{Term: "When", Value: "Thu 3 Dec, 14:00–15:00", Note: "08:00 Montréal"}, {Term: "Method", Value: "Microsoft Teams"}},
			Cancel: ui.Link{Label: "Cancel", Href: "/"}, Save: ui.ButtonProps{Label: "Plan interview", Kind: ui.Primary},
		})))
}
