package handlers_test

import (
	"strings"
	"testing"
	"time"

	"entrevue/handlers/handlerstest"
)

func TestPeopleComeInOnPostgresAsWell(t *testing.T) {
	t.Parallel()
	w, helen := founded(t, handlerstest.OnPostgres())
	sophie := joined(t, w, helen, "Sophie Marchand", "sophie.marchand@lumen.example", roleRecruiter)
	sophie.See("Hello Sophie")
	upload(helen, people(60))
	helen.Press("Import 60 people")
	helen.Visit("/settings/employees")
	helen.Follow("Show more")
	if rows(helen) != 12 {
		t.Errorf("%d people on the second part", rows(helen))
	}
	w.Settle()
	if n := len(w.Letters("person59@lumen.example")); n != 1 {
		t.Errorf("the last of the file got %d mails", n)
	}
	helen.Visit("/settings/activity")
	helen.Follow("Show more")
	helen.See("Helen Ward Set up Atelier Lumen")
}

func TestForgettingWorksOnBothDatabases(t *testing.T) {
	t.Parallel()
	for name, options := range map[string][]handlerstest.Option{"sqlite": nil, "postgres": {handlerstest.OnPostgres()}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w, helen := founded(t, options...)
			add(helen, "Sophie Marchand", "sophie.marchand@lumen.example", roleRecruiter)
			w.Settle()
			w.Advance(31 * 24 * time.Hour)
			w.Tick()
			if strings.Contains(w.Log(), "outcome=failed") {
				t.Error("something could not be forgotten")
			}
		})
	}
}

func TestMailThatIsRefusedForGoodIsNotTriedAgain(t *testing.T) {
	t.Parallel()
	w, helen := founded(t)
	w.CloseMailServer()
	add(helen, "Sophie Marchand", "sophie.marchand@lumen.example", roleRecruiter)
	w.Settle()
	for range 40 {
		w.Advance(31 * time.Minute)
		w.Settle()
	}
	signedOut := helen.Visit("/settings/status")
	if signedOut.URL.Path == "/sign-in" {
		signIn(helen, "helen.ward@lumen.example", password)
	}
	helen.See("Needs a look", "Send a mail", "Try again")
	helen.DoNotSee("send_mail")
	helen.Press("Try again Send a mail")
	helen.See("It is tried again now.")
}
