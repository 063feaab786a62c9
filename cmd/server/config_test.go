package main

import (
	"os"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"entrevue/models"
)

// production is an environment that is complete.
func production(changes ...string) []string {
	return append([]string{"PUBLIC_URL=https://interviews.lumen.example", "APP_KEY=a key that is long enough to be one key",
		"CRONOFY_CLIENT_ID=id", "CRONOFY_CLIENT_SECRET=secret", "CRONOFY_DATA_CENTRE=de", "SMTP_HOST=mail.lumen.example",
		"SMTP_FROM=Atelier Lumen <entrevue@lumen.example>"}, changes...)
}

func TestCompleteEnvironmentStarts(t *testing.T) {
	t.Parallel()
	e, err := read(production(), false)
	if err != nil {
		t.Fatal(err)
	}
	config := e.production()
	if got := config.Cronofy.API.String() + " " + config.Cronofy.App.String(); got != "https://api-de.cronofy.com https://app-de.cronofy.com" {
		t.Errorf("Cronofy is at %s", got)
	}
	if config.MailFrom.Mail != "entrevue@lumen.example" || config.DatabaseURL != "data/entrevue.db" || len(config.Demo) != 0 {
		t.Errorf("configured as %+v", config)
	}
}

func TestMeetingsOfTheCompanysOwnNameAreLetIn(t *testing.T) {
	t.Parallel()
	e, err := read(production("JOIN_HOSTS=zoom=meet.lumen.example, ms-teams=*.lumen.example"), false)
	if err != nil {
		t.Fatal(err)
	}
	hosts := models.DefaultJoinHosts().With(e.production().JoinHosts)
	if verdict := hosts.Check(models.Zoom, "https://meet.lumen.example/j/123"); verdict != models.LinkValid {
		t.Errorf("the company's own Zoom link is %s", verdict)
	}
	if verdict := hosts.Check(models.MSTeams, "https://teams.lumen.example/l/1"); verdict != models.LinkValid {
		t.Errorf("the company's own Teams link is %s", verdict)
	}
	if verdict := hosts.Check(models.GoToMeeting, "https://meet.other.example/1"); verdict != models.LinkUnknownHost {
		t.Errorf("a name that nobody gave is %s", verdict)
	}
}

func TestAllFaultsAreToldAtOnce(t *testing.T) {
	t.Parallel()
	_, err := read([]string{"SMTP_PORT=many", "CRONOFY_DATA_CENTRE=xx", "METRICS_TOKEN=short", "SMTP_SECURITY=none", "APP_KEY=short"}, false)
	if err == nil {
		t.Fatal("started")
	}
	for _, want := range []string{"PUBLIC_URL is missing", "CRONOFY_CLIENT_ID is missing", "CRONOFY_CLIENT_SECRET is missing",
		"SMTP_HOST is missing", "SMTP_FROM is missing", "SMTPPort", "CRONOFY_DATA_CENTRE must be", "METRICS_TOKEN needs",
		"SMTP_SECURITY must be", "APP_KEY needs"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("not told: %s\n%v", want, err)
		}
	}
}

func TestWrongAddressesAreRefused(t *testing.T) {
	t.Parallel()
	for _, change := range []string{"PUBLIC_URL=http://interviews.lumen.example", "PUBLIC_URL=https://x.example/path", "PUBLIC_URL=interviews",
		"CRONOFY_API_URL=https://api.example", "SMTP_FROM=nobody",
		"JOIN_HOSTS=skype=meet.lumen.example", "JOIN_HOSTS=zoom=https://meet.lumen.example/", "JOIN_HOSTS=zoom=*", "JOIN_HOSTS=zoom"} {
		if _, err := read(production(change), false); err == nil {
			t.Errorf("started with %s", change)
		}
	}
}

func TestProviderIsConfiguredAsAWholeOrNotAtAll(t *testing.T) {
	t.Parallel()
	whole := []string{"OIDC_ISSUER=https://id.lumen.example/oidc", "OIDC_CLIENT_ID=entrevue", "OIDC_CLIENT_SECRET=secret"}
	for name, more := range map[string][]string{"id.lumen.example": nil, "Lumen ID": {"OIDC_NAME=Lumen ID"}} {
		e, err := read(production(append(more, whole...)...), false)
		if err != nil {
			t.Fatal(err)
		}
		if got := e.production().OIDC; got.Name != name || got.Issuer != "https://id.lumen.example/oidc" || got.ClientID != "entrevue" || got.ClientSecret.Reveal() != "secret" {
			t.Errorf("configured as %+v", got)
		}
	}
	if e, err := read(production(), false); err != nil || e.production().OIDC.Issuer+e.production().OIDC.Name != "" {
		t.Errorf("without one: %+v (%v)", e.production().OIDC, err)
	}
	for change, missing := range map[string][]string{
		"OIDC_ISSUER=https://id.lumen.example": {"OIDC_CLIENT_ID is missing", "OIDC_CLIENT_SECRET is missing"},
		"OIDC_NAME=Lumen ID":                   {"OIDC_ISSUER is missing", "OIDC_CLIENT_ID is missing", "OIDC_CLIENT_SECRET is missing"},
		"OIDC_ISSUER=http://id.lumen.example":  {"OIDC_ISSUER must be", "OIDC_CLIENT_ID is missing"},
		"OIDC_ISSUER=https://a.example/?x=y":   {"OIDC_ISSUER must be"},
		"OIDC_ISSUER=id.lumen.example":         {"OIDC_ISSUER must be"},
	} {
		_, err := read(production(change), false)
		for _, want := range missing {
			if err == nil || !strings.Contains(err.Error(), want) {
				t.Errorf("%s: not told %s: %v", change, want, err)
			}
		}
	}
}

func TestDemoAndProductionNeverStartTogether(t *testing.T) {
	t.Parallel()
	for _, pair := range []string{"CRONOFY_CLIENT_ID=x", "CRONOFY_ANYTHING=x", "SMTP_HOST=x", "OIDC_ISSUER=x", "OIDC_NAME=x", "PUBLIC_URL=https://x.example",
		"DATABASE_URL=postgres://x", "APP_KEY=x"} {
		name, _, _ := strings.Cut(pair, "=")
		if _, err := read([]string{pair}, true); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("the demo started with %s: %v", pair, err)
		}
	}
	if _, err := read([]string{"PORT=1", "SANDBOX_PORT=2", "SANDBOX_SMTP_PORT=3", "DATA_DIR=x"}, true); err != nil {
		t.Errorf("the demo did not start: %v", err)
	}
	if _, err := read(production("SANDBOX_PORT=1"), false); err == nil {
		t.Error("production started with a setting of the demo")
	}
}

func TestTakenPortNamesTheVariableToChange(t *testing.T) {
	t.Parallel()
	first, err := listen(loopback, "PORT", "0")
	if err != nil {
		t.Fatal(err)
	}
	defer first.Close()
	_, port, _ := strings.Cut(first.Addr().String(), ":")
	if _, err := listen(loopback, "SANDBOX_PORT", port); err == nil || !strings.Contains(err.Error(), "Set SANDBOX_PORT") {
		t.Errorf("said %v", err)
	}
}

func TestKeyOfTheDemoIsMadeOnce(t *testing.T) {
	t.Parallel()
	path := t.TempDir() + "/app.key"
	first, err := keptKey(path)
	again, err2 := keptKey(path)
	if err != nil || err2 != nil || first != again || len(first) < 32 {
		t.Errorf("%q, then %q (%v, %v)", first, again, err, err2)
	}
}

var inTable = regexp.MustCompile("(?m)^\\| `([A-Z_]+)` \\|")

func TestReadmeExplainsEveryVariable(t *testing.T) {
	t.Parallel()
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	var told, read []string
	for _, match := range inTable.FindAllStringSubmatch(string(readme), -1) {
		told = append(told, match[1])
	}
	fields := reflect.TypeFor[environment]()
	for i := range fields.NumField() {
		read = append(read, fields.Field(i).Tag.Get("env"))
	}
	slices.Sort(told)
	slices.Sort(read)
	if !slices.Equal(told, read) {
		t.Errorf("README tells of\n%v\nthe program reads\n%v", told, read)
	}
}
