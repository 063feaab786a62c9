package main

import (
	"context"
	"time"

	"github.com/a-h/templ"

	"entrevue/locales"
	"entrevue/models"
	"entrevue/models/demo"
	"entrevue/views/entrance"
	"entrevue/views/layout"
	"entrevue/views/paths"
	"entrevue/views/personal"
	"entrevue/views/settings"
	"entrevue/views/ui"
)

const longName = "Maria Magdalena von Wittgenstein-Oberkirch"

// settingsStates are the pages of administrators, personal settings, and the ways back in.
func settingsStates() []state {
	return append(append(employeeStates(), importStates()...),
		inSettings("index", func(_ context.Context, p layout.FrameProps) templ.Component { return settings.SettingsPage(p) }),
		inSettings("integrations", func(_ context.Context, p layout.FrameProps) templ.Component { return settings.IntegrationsPage(p) }),
		inSettings("activity", activityPage), inSettings("activity-empty", func(_ context.Context, p layout.FrameProps) templ.Component {
			return settings.ActivityPage(settings.ActivityPageProps{FrameProps: p})
		}),
		inSettings("status", statusPage),
		inSettings("me", func(_ context.Context, p layout.FrameProps) templ.Component {
			return personal.SettingsPage(personal.SettingsPageProps{FrameProps: p, Name: "Helen Ward", Email: "helen.ward@lumen.example",
				Language: "en", TimeZone: demo.Zone, Hours: models.WorkingHours("").Hours()})
		}),
		inSettings("me-errors", func(ctx context.Context, p layout.FrameProps) templ.Component {
			return personal.SettingsPage(personal.SettingsPageProps{FrameProps: p, Name: longName, Language: "fr", TimeZone: demo.Zone,
				Hours: models.WorkingHours("18:00-09:00 -18:00 - - 09:00-soon - -").Hours(),
				Errors: ui.Errors{"current_password": locales.T(ctx, "problem.password_wrong"), "time_zone": locales.T(ctx, "problem.time_zone"),
					"monday_to": locales.T(ctx, "problem.hours_order"), "tuesday_from": locales.T(ctx, "problem.hours_half"),
					"friday_to": locales.T(ctx, "problem.hours_time")}})
		}),
		whole("entrance", "invitation", func(context.Context) templ.Component {
			return entrance.InvitationPage(entrance.InvitationPageProps{Company: demo.Company, Token: "secret", Email: "sophie.marchand@lumen.example",
				Name: "Sophie Marchand", Language: "fr", TimeZone: demo.Zone})
		}),
		whole("entrance", "invitation-errors", func(ctx context.Context) templ.Component {
			return entrance.InvitationPage(entrance.InvitationPageProps{Company: demo.Company, Token: "secret", Email: "sophie.marchand@lumen.example",
				Errors: ui.Errors{"name": locales.T(ctx, "problem.required"), "password": locales.T(ctx, "problem.password_common")}})
		}),
		whole("entrance", "reset-request", func(context.Context) templ.Component {
			return entrance.ResetRequestPage(entrance.ResetRequestPageProps{})
		}),
		whole("entrance", "reset-sent", func(context.Context) templ.Component {
			return entrance.ResetRequestPage(entrance.ResetRequestPageProps{Sent: true, Email: "helen.ward@lumen.example"})
		}),
		whole("entrance", "reset", func(context.Context) templ.Component {
			return entrance.ResetPage(entrance.ResetPageProps{Token: "secret", Email: "helen.ward@lumen.example"})
		}))
}

func inSettings(name string, draw func(context.Context, layout.FrameProps) templ.Component) state {
	return whole("settings", name, func(ctx context.Context) templ.Component {
		return draw(ctx, inFrame(layout.Settings, locales.T(ctx, "settings.title"), helen()))
	})
}

func employeeStates() []state {
	list := func(name string, change func(*settings.EmployeesPageProps)) state {
		return inSettings("employees-"+name, func(_ context.Context, p layout.FrameProps) templ.Component {
			props := settings.EmployeesPageProps{FrameProps: p}
			change(&props)
			return settings.EmployeesPage(props)
		})
	}
	form := func(name string, change func(context.Context, *settings.EmployeePageProps)) state {
		return inSettings("employee-"+name, func(ctx context.Context, p layout.FrameProps) templ.Component {
			props := settings.EmployeePageProps{FrameProps: p, RequestID: "1.request", ReturnTo: paths.Employees(),
				Entries: settings.EmployeeEntries{Role: string(models.RoleRecruiter), Language: "fr", TimeZone: demo.Zone, Hosts: true}}
			change(ctx, &props)
			return settings.EmployeePage(props)
		})
	}
	return []state{
		list("empty", func(*settings.EmployeesPageProps) {}),
		list("nobody-found", func(p *settings.EmployeesPageProps) { p.Narrowed, p.Query = true, "zzz" }),
		list("many", func(p *settings.EmployeesPageProps) { p.Employees, p.Next = employed(), paths.Employees() }),
		form("new", func(context.Context, *settings.EmployeePageProps) {}),
		form("errors", func(ctx context.Context, p *settings.EmployeePageProps) {
			p.Errors = ui.Errors{"name": locales.T(ctx, "problem.required"), "email": locales.T(ctx, "problem.email_taken", "name", longName),
				"role": locales.T(ctx, "problem.last_administrator")}
		}),
		form("invited", func(_ context.Context, p *settings.EmployeePageProps) { p.Employee = employed()[1] }),
		form("changed-meanwhile", func(_ context.Context, p *settings.EmployeePageProps) { p.Employee, p.Changed = employed()[0], true }),
		form("outside", func(_ context.Context, p *settings.EmployeePageProps) {
			p.Employee = employed()[0]
			p.Trouble = settings.CalendarTrouble{Employee: p.Employee, Domain: "lumen.example",
				Sync: models.Synchronization{State: models.SyncFailed, Problem: models.SyncOutsideDomain}}
		}),
		form("deactivated", func(_ context.Context, p *settings.EmployeePageProps) { p.Employee = employed()[2] }),
		inSettings("deactivation", func(_ context.Context, p layout.FrameProps) templ.Component {
			return settings.DeactivationPage(settings.DeactivationPageProps{FrameProps: p, Employee: employed()[0], Hosted: 1, More: true,
				Interviews: []ui.Link{{Label: longName, Href: paths.Interview(1)}, {Label: "Maya Lindqvist", Href: paths.Interview(2)}}})
		}),
	}
}

// employed are the demo's people: in, invited, deactivated, with a long name.
func employed() []models.Employee {
	left := fixed
	people := []models.Employee{}
	for i, p := range demo.People() {
		p.ID = int64(i + 1)
		if i != 1 {
			p.PasswordHash = "hash"
		}
		if i == 2 {
			p.DeactivatedAt = &left
		}
		if i == 3 {
			p.Name = longName
		}
		people = append(people, p.Employee)
	}
	return people
}

var fixed = time.Date(2026, 12, 3, 9, 12, 0, 0, time.UTC)

func importStates() []state {
	plan := func(name string, change func(*settings.ImportPlanPageProps)) state {
		return inSettings("import-"+name, func(ctx context.Context, p layout.FrameProps) templ.Component {
			props := settings.ImportPlanPageProps{FrameProps: p, Kept: 1, RequestID: "1.request", Lines: []settings.PlanLine{
				{Number: 2, Name: "Sophie Marchand", Email: "sophie.marchand@lumen.example", Role: models.RoleRecruiter, Hosts: true,
					Outcome: ui.StateProps{Is: ui.Ready, Icon: "plus", Word: locales.T(ctx, "employees.import.adds")}},
				{Number: 3, Name: longName, Email: "maria", Outcome: ui.StateProps{Is: ui.Failing, Word: locales.T(ctx, "employees.import.wrong_lines")},
					Wrong: ui.Errors{"email": locales.T(ctx, "problem.email"), "role": locales.T(ctx, "problem.choose")}}}}
			change(&props)
			return settings.ImportPlanPage(props)
		})
	}
	return []state{
		inSettings("import", func(_ context.Context, p layout.FrameProps) templ.Component {
			return settings.ImportPage(settings.ImportPageProps{FrameProps: p, MaxRows: 2000})
		}),
		inSettings("import-unreadable", func(ctx context.Context, p layout.FrameProps) templ.Component {
			return settings.ImportPage(settings.ImportPageProps{FrameProps: p, MaxRows: 2000,
				Errors: ui.Errors{"file": locales.T(ctx, "employees.import.columns")}})
		}),
		plan("ready", func(p *settings.ImportPlanPageProps) { p.Added, p.Changed, p.Lines = 1, 0, p.Lines[:1] }),
		plan("wrong", func(p *settings.ImportPlanPageProps) { p.Added, p.Wrong = 1, 1 }),
		plan("nothing", func(p *settings.ImportPlanPageProps) { p.Lines = nil }),
	}
}

func activityPage(_ context.Context, p layout.FrameProps) templ.Component {
	return settings.ActivityPage(settings.ActivityPageProps{FrameProps: p, Next: paths.Activity(), Now: fixed.Add(26 * time.Hour),
		Candidates: map[int64]string{7: longName},
		Activities: []models.Activity{
			{ActorName: "Helen Ward", Key: "activity.employee.added", Args: map[string]string{"employee": longName}, At: fixed.Add(25 * time.Hour)},
			{ActorName: longName, Key: "activity.joined", At: fixed},
			{ActorName: longName, Key: "activity.interview.planned", SubjectKind: models.SubjectInterview, SubjectID: 7, At: fixed.Add(-time.Hour)},
			{ActorName: "Helen Ward", Key: "activity.founded", Args: map[string]string{"company": demo.Company}, At: fixed.AddDate(-1, 0, 0)},
		}})
}

func statusPage(ctx context.Context, p layout.FrameProps) templ.Component {
	return settings.StatusPage(settings.StatusPageProps{FrameProps: p, Now: fixed.Add(time.Hour),
		Checks: []settings.Check{
			{Title: locales.T(ctx, "status.database"), State: ui.StateProps{Is: ui.Ready, Word: locales.T(ctx, "status.works")},
				Text: locales.T(ctx, "status.database.text")},
			{Title: locales.T(ctx, "status.mail"), State: ui.StateProps{Is: ui.Failing, Word: locales.T(ctx, "status.fails")},
				Text: locales.T(ctx, "status.mail.failed")},
		},
		Links: []models.LinkMeasure{
			{Provider: models.Zoom, Made: 412, Median: 4 * time.Second, Slowest: 47 * time.Second,
				Failures: []models.LinkFailures{{Cause: models.CauseServiceFailing, Count: 3}, {Cause: models.CauseNoLinkInTime, Count: 1}}},
			{Provider: models.MSTeams, Made: 1280, Median: 2 * time.Second, Slowest: 18 * time.Second}},
		Failed: []settings.FailedWork{{ID: 7, Kind: "send_mail", Problem: "421", At: fixed}}})
}
