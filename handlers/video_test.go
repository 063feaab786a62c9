package handlers_test

import (
	"net/http"
	"net/url"
	"testing"

	"entrevue/models"
	"entrevue/views/paths"
)

// A position that the switch does not have is refused on its own page, in the person's language, and
// with the buttons that there are.
func TestUnknownPositionOfASwitchIsRefusedAndChangesNothing(t *testing.T) { // ATT12
	t.Parallel()
	w, b := settingUp(t, models.SystemGraph)
	page := paths.ProviderSwitch("zoom")
	for _, values := range []url.Values{nil, {"to": {""}}, {"to": {"sideways"}}, {"to": {"OFF"}}, {"to": {"a\x00b"}}, {"to": {"\xff"}},
		{"to": {"sideways", "off"}}, {"switched_off": {"true"}}} {
		b.Post(page, values)
		b.Expect(http.StatusUnprocessableEntity)
		b.At(page)
		b.See("Please choose one of the offers", "Switch off for recruiters", "Leave it as it is")
	}
	sophie := signedIn(t, w, models.Employee{Email: "sophie.marchand@lumen.example"})
	sophie.Post(page, url.Values{"to": {"off"}})
	sophie.Expect(http.StatusForbidden)
	b.Press("Français")
	b.Post(page, url.Values{"to": {"sideways"}})
	b.Expect(http.StatusUnprocessableEntity)
	b.See("Veuillez choisir l’une des propositions", "Désactiver pour les recruteurs")
	setup, err := w.App.Reads().ProviderSetup(t.Context(), models.Zoom)
	if err != nil || setup.SwitchedOff {
		t.Errorf("Zoom is switched off: %t (%v)", setup.SwitchedOff, err)
	}
}
