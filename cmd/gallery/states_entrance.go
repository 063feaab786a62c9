package main

import (
	"context"

	"github.com/a-h/templ"

	"entrevue/locales"
	"entrevue/models"
	"entrevue/models/demo"
	"entrevue/views/entrance"
	"entrevue/views/home"
	"entrevue/views/layout"
	"entrevue/views/paths"
	"entrevue/views/ui"
)

func entranceStates() []state {
	return []state{
		signIn("demo", func(p *entrance.SignInPageProps) { p.Demo = offered() }),
		signIn("plain", func(*entrance.SignInPageProps) {}),
		signIn("wrong", func(p *entrance.SignInPageProps) {
			p.Email, p.Errors = "helen.ward@lumen.example", ui.Errors{"": "Address and password do not fit."}
		}),
		signIn("provider", func(p *entrance.SignInPageProps) { p.Provider = "Lumen ID" }),
		refused(models.ProviderCancelled), refused(models.ProviderDown), refused(models.ProviderFailed), refused(models.ProviderUnverified),
		refused(models.ProviderUnknown), refused(models.ProviderLate), refused(models.ProviderUnfit),
		whole("entrance", "onward", func(ctx context.Context) templ.Component {
			return entrance.OnwardPage(entrance.OnwardPageProps{Page: layout.Page{Title: locales.T(ctx, "sign_in.title"), Path: paths.SignIn()},
				Provider: "Lumen ID", Address: "https://id.lumen.example/authorize"})
		}),
		signIn("form-kept", func(p *entrance.SignInPageProps) { p.Then, p.Draft = paths.NewPosition(), "sealed" }),
		signIn("form-lost", func(p *entrance.SignInPageProps) { p.Then, p.Lost = paths.NewEmployee(), entrance.LostLarge }),
		firstRun("empty", entrance.FirstRunPageProps{Language: "en", TimeZone: demo.Zone}),
		firstRun("errors", entrance.FirstRunPageProps{
			Company: "Société anonyme des établissements Vandenbroucke, Delacroix et Compagnie", Email: "helen", TimeZone: "Antarctica/Troll",
			Errors: ui.Errors{"name": "Please fill this in", "email": "Not an address", "password": "Too short", "time_zone": "Unknown", "language": "Unknown"},
		}),
	}
}

func signIn(name string, change func(*entrance.SignInPageProps)) state {
	return whole("entrance", "sign-in-"+name, func(ctx context.Context) templ.Component {
		props := entrance.SignInPageProps{
			Page:    layout.Page{Title: locales.T(ctx, "sign_in.title"), Path: paths.SignIn()},
			Company: demo.Company,
		}
		change(&props)
		return entrance.SignInPage(props)
	})
}

func refused(by models.ProviderRefusal) state {
	return signIn("provider-"+string(by), func(p *entrance.SignInPageProps) { p.Provider, p.Refusal = "Lumen ID", by })
}

// offered are the people of the sign-in page, with the ids a database would give them.
func offered() []models.Employee {
	people := []models.Employee{}
	for i, person := range demo.People() {
		if person.Offered {
			person.ID = int64(i + 1)
			people = append(people, person.Employee)
		}
	}
	return people
}

func firstRun(name string, props entrance.FirstRunPageProps) state {
	return whole("entrance", "first-run-"+name, func(ctx context.Context) templ.Component {
		props := props
		props.Page = layout.Page{Title: locales.T(ctx, "first_run.title"), Path: paths.FirstRun()}
		return entrance.FirstRunPage(props)
	})
}

func homeStates() []state {
	connect := home.Step{
		Icon: "calendar", Title: "Connect the company calendar", Text: "Video links need it.",
		Link: ui.Link{Label: "Connect", Href: paths.CalendarIntegration()},
	}
	long := home.Step{
		Is: ui.Failing, Icon: "alert", Title: "Le lien de l’entretien avec Maria Magdalena von Wittgenstein-Oberkirch n’existe pas encore",
		Text: "La connexion de Hugo Renard à Zoom a expiré.", Link: ui.Link{Label: "Choisir un autre hôte", Href: paths.Interview(7)},
	}
	list := []state{homePage("nothing", nil), homePage("one", nil, connect), homePage("many", nil, connect, long, connect)}
	for _, s := range []struct {
		name  string
		setup home.SetupProps
	}{
		{"unconnected", home.SetupProps{CanAdminister: true}},
		{"unconnected-recruiter", home.SetupProps{}},
		{"connecting", home.SetupProps{CanAdminister: true, State: models.IntegrationExchanging}},
		{"disconnecting", home.SetupProps{CanAdminister: true, State: models.IntegrationDisconnecting}},
		{"attention", home.SetupProps{CanAdminister: true, State: models.IntegrationAttention, Problem: models.IntegrationGrantEnded,
			Counts: models.SyncCounts{Done: 8}}},
		{"nobody", home.SetupProps{CanAdminister: true, State: models.IntegrationWorking}},
		{"synchronizing", home.SetupProps{CanAdminister: true, State: models.IntegrationWorking, Counts: models.SyncCounts{Done: 812, Pending: 420}}},
		{"failed", home.SetupProps{CanAdminister: true, State: models.IntegrationWorking, Counts: models.SyncCounts{Done: 6, Failed: 3}}},
		{"begun", home.SetupProps{CanAdminister: true, State: models.IntegrationWorking, VideoBegun: true, Counts: models.SyncCounts{Done: 9},
			Begun: []home.BegunSetup{{Provider: models.Zoom, Step: models.WizardIT}, {Provider: models.GoToMeeting, Step: models.WizardTest}}}},
	} {
		list = append(list, homePage("setup-"+s.name, &s.setup))
	}
	return list
}

func homePage(name string, setup *home.SetupProps, steps ...home.Step) state {
	return whole("home", name, func(ctx context.Context) templ.Component {
		return home.HomePage(home.HomePageProps{
			FrameProps: layout.FrameProps{
				Page: layout.Page{Title: locales.T(ctx, "home.title"), Path: paths.Home()},
				Area: layout.Home, Viewer: helen(),
			},
			FirstName: "Helen", Steps: steps, Setup: setup,
		})
	})
}
