package main

import (
	"context"
	"strconv"
	"time"

	"github.com/a-h/templ"

	"entrevue/models"
	"entrevue/views/layout"
	"entrevue/views/paths"
	"entrevue/views/ui"
)

// whole is a state that brings its own document.
func whole(group, name string, draw func(context.Context) templ.Component) state {
	return state{group: group, name: name, whole: true, draw: draw}
}

func oliver() layout.Viewer {
	return layout.Viewer{Name: "Oliver Grant", Role: "Recruiter", CanRecruit: true, Attention: 2}
}

func helen() layout.Viewer {
	return layout.Viewer{
		Name: "Helen Ward", Role: "Administrator", CanRecruit: true, CanAdminister: true, Attention: 12,
	}
}

func layoutStates() []state {
	all := []state{
		framed("employee", layout.Home, layout.Viewer{Name: "Camille Perrin", Role: "Employee"}),
		framed("recruiter", layout.Interviews, oliver()),
		framed("administrator", layout.Settings, helen()),
		framed("long-names", layout.Candidates, layout.Viewer{
			Name: "Marie-Françoise Vandenbroucke-Delacroix de la Bretonnière", CanRecruit: true,
			Role: "Responsable du recrutement international", CanAdminister: true, Attention: 1234,
		}),
		framedWithFlash(),
		framedWithLosses(),
		{group: "layout", name: "signed-out-part", draw: func(context.Context) templ.Component {
			return layout.SignedOut("link")
		}},
		whole("layout", "alone", func(context.Context) templ.Component {
			return within(layout.Alone(alone("Sign in", false)), ui.PageHead(ui.PageHeadProps{Title: "Sign in", Lead: "Atelier Lumen"}))
		}),
		whole("layout", "alone-narrow", func(context.Context) templ.Component {
			return within(layout.Alone(alone("Maya", true)), ui.PageHead(ui.PageHeadProps{Title: "Maya"}))
		}),
	}
	for _, status := range []int{400, 403, 404, 405, 409, 410, 413, 429, 500, 503} {
		all = append(all, failed(status, nil))
	}
	viewer := oliver()
	late := whole("layout", "error-late", same(layout.ErrorPage(layout.ErrorProps{Status: 410, Late: true, Viewer: &viewer})))
	guest := func(name string, status int, who layout.Guest) state {
		return whole("layout", name, same(layout.ErrorPage(layout.ErrorProps{Status: status, Path: "/c/6pYt0J2mH3k8", Guest: &who})))
	}
	foreign := whole("layout", "error-administrators", same(layout.ErrorPage(layout.ErrorProps{Status: 403, Administrators: []string{"Helen Ward"}, Viewer: &viewer})))
	owned := whole("layout", "error-owned", same(layout.ErrorPage(layout.ErrorProps{Status: 403, Owner: oliverGrant.Name, Back: paths.Interview(3), Viewer: &viewer})))
	return append(all, failed(404, &viewer), failed(500, &viewer), late, foreign, owned,
		guest("error-guest-404", 404, layout.Guest{Company: "Atelier Lumen"}),
		guest("error-guest-410", 410, layout.Guest{Company: "Atelier Lumen", Contact: ui.Link{Label: "Camille Perrin", Href: "mailto:camille.perrin@lumen.example"}}))
}

func alone(title string, narrow bool) layout.AloneProps {
	props := layout.AloneProps{
		Page: layout.Page{Title: title, Path: paths.SignIn()}, Narrow: narrow,
		FooterLink: ui.Link{Label: "Status", Href: paths.Status()},
	}
	if narrow {
		props.Company, props.Footer = "Atelier Lumen", "This page is personal."
	}
	return props
}

func framed(name string, area layout.Area, viewer layout.Viewer) state {
	return whole("layout", "frame-"+name, func(context.Context) templ.Component {
		props := layout.FrameProps{Page: layout.Page{Title: "Interviews"}, Area: area, Viewer: viewer}
		return within(layout.Frame(props), ui.PageHead(ui.PageHeadProps{Title: "Interviews"}))
	})
}

func framedWithFlash() state {
	return whole("layout", "frame-flash", func(context.Context) templ.Component {
		props := layout.FrameProps{Area: layout.Home, Viewer: oliver(), Page: layout.Page{
			Title: "Interviews", Refresh: 5,
			Flash: []layout.Flash{
				{Is: ui.Ready, Key: "error_page.conflict.title"},
				{Is: ui.Failing, Key: "error_page.retry_after", Args: []any{"duration", "5 min"}},
			},
		}}
		return within(layout.Frame(props), ui.PageHead(ui.PageHeadProps{Title: "Interviews"}))
	})
}

func framedWithLosses() state {
	return whole("layout", "frame-lost-sign-ins", func(context.Context) templ.Component {
		first, gone := now.AddDate(0, 0, 3), now
		props := inFrame(layout.Home, "Interviews", oliver())
		props.Lost = []models.LostSignIn{
			{Provider: models.Zoom, Ahead: models.HostedAhead{Interviews: 3, First: &first}},
			{Provider: models.GoToMeeting, Account: models.Profile{GoneAt: &gone}, Ahead: models.HostedAhead{Interviews: 1, First: &first}},
			{Provider: models.MSTeams},
		}
		return within(layout.Frame(props), ui.PageHead(ui.PageHeadProps{Title: "Interviews"}))
	})
}

func failed(status int, viewer *layout.Viewer) state {
	name := "error-" + strconv.Itoa(status)
	if viewer != nil {
		name += "-signed-in"
	}
	return whole("layout", name, func(context.Context) templ.Component {
		props := layout.ErrorProps{Status: status, Path: "/interviews/7", Viewer: viewer}
		if status >= 500 {
			props.RequestID = "01KA8Z5T"
		}
		if status == 429 || status == 503 {
			props.RetryAfter = 90 * time.Second
		}
		return layout.ErrorPage(props)
	})
}

// within puts content into a component that has children.
func within(outer, content templ.Component) templ.Component {
	return templ.ComponentFunc(func(ctx context.Context, w writer) error {
		return outer.Render(templ.WithChildren(ctx, content), w)
	})
}

func mailStates() []state {
	return []state{whole("mail", "shell", func(context.Context) templ.Component {
		return layout.MailPage(layout.Mail{
			Subject: "Your interview", Preview: "Thursday at 08:00", Company: "Atelier Lumen",
			Reason: "You applied at Atelier Lumen.",
			Blocks: []layout.MailBlock{
				{Heading: "Hello Maya, see you on Thursday"},
				{Text: "Camille Perrin would like to talk about the museum project.\nLooking forward."},
				{Facts: []ui.Fact{
					{Term: "When", Value: "Thursday 3 December 2026, 08:00–09:00", Note: "14:00–15:00 in Paris"},
					{Term: "Who", Value: "Camille Perrin, Jonas Weber"},
				}},
				{Button: ui.Link{Label: "Open your page", Href: "https://entrevue.lumen.example/c/7Kq2f9"}},
				{Items: []string{"A calm room", "Your portfolio"}},
				{Steps: []string{"Open the page", "Press join"}},
			},
		})
	})}
}
