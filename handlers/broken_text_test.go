package handlers_test

import (
	"encoding/base64"
	"net/url"
	"testing"

	"entrevue/handlers/handlerstest"
	"entrevue/views/paths"
)

// broken are texts that PostgreSQL cannot keep.
var broken = []string{"\xff\xfe", "a\x00b"}

// ATT35: every page the browser shows is checked for faults of ours.
func TestBrokenTextIsNoFaultOfTheServerOnPostgreSQL(t *testing.T) {
	t.Parallel()
	w, _ := founded(t, handlerstest.OnPostgres())
	b := w.Browser(t)
	for _, text := range broken {
		for _, form := range []url.Values{{"email": {text}, "password": {text}}, {"email": {"helen.ward@lumen.example"}, "password": {text}}} {
			b.Post("/sign-in", form)
		}
		b.Post("/password-resets", url.Values{"email": {text}})
	}
	b.With("User-Agent", "Mozilla\xff")
	b.Post("/sign-in", url.Values{"email": {"helen.ward@lumen.example"}, "password": {password}})
	b.At("/")
	for _, text := range broken {
		query := url.QueryEscape(text)
		cursor := base64.RawURLEncoding.EncodeToString([]byte(`{"v":"\u0000","i":1}`))
		for _, path := range []string{"/candidates?q=" + query, "/positions?q=" + query, "/settings/employees?q=" + query, "/settings/employees?role=" + query,
			"/interviews?link=" + query, "/settings/integrations/calendar?state=" + query, "/candidates?after=" + cursor, "/positions?after=" + cursor,
			"/settings/employees?after=" + cursor, "/interviews?after=" + cursor, "/interviews?week=9999-12-31", "/interviews?after=e30", "/c/" + url.PathEscape(text),
			paths.ITPage(url.PathEscape(text)), paths.ConferencingReturn(url.PathEscape(text)), paths.CalendarReturn() + "?state=" + query,
			paths.CalendarReturn() + "?state=x&error=" + query, paths.MyIntegration(url.PathEscape(text)), paths.Wizard(url.PathEscape(text)),
			paths.WizardStep("zoom", url.PathEscape(text)), paths.Readiness() + "?q=" + query, paths.Readiness() + "?after=" + cursor, paths.Campaign() + "?after=" + cursor,
			paths.WizardStep("zoom", "test") + "?q=" + query + "&host=" + query} {
			b.Visit(path)
		}
		for path, form := range map[string]url.Values{
			"/positions":                                        {"title": {"T"}, "request_id": {text}},
			"/candidates":                                       {"name": {"N"}, "request_id": {text}},
			"/settings/employees/new":                           {"name": {"N"}, "email": {text}, "role": {text}, "version": {text}, "request_id": {text}},
			"/me":                                               {"name": {"N"}, "language": {text}, "time_zone": {text}},
			"/me/password":                                      {"current_password": {text}, "password": {text}},
			paths.Campaign():                                    {"introduction_en": {text}, "introduction_fr": {text}},
			paths.CampaignSending():                             {"request_id": {text}, "everybody": {text}, "return_to": {text}},
			paths.ReadinessReminder():                           {"host": {text}, "provider": {text}, "return_to": {text}},
			paths.WizardStep("zoom", "it"):                      {"mail": {text}, "language": {text}},
			paths.WizardITRequest("zoom"):                       {"mail": {"it@lumen.example"}, "language": {"en"}, "request_id": {text}},
			paths.WizardITConfirmation("zoom"):                  {"name": {text}, "on": {text}},
			paths.WizardStep("zoom", "test"):                    {"host": {text}, "request_id": {text}},
			paths.ProviderSwitch("zoom"):                        {"to": {text}},
			paths.ITConfirmation(url.PathEscape(text)):          {"name": {text}, "on": {text}},
			paths.MyIntegrationRefusal("zoom"):                  {"seen": {text}},
			paths.MyIntegrationConnection(url.PathEscape(text)): nil,
		} {
			b.Post(path, form)
		}
	}
}
