package scheduling_test

import (
	"strings"
	"testing"
	"time"

	"entrevue/models/scheduling"
)

func TestUpdateSaysAtTheTopWhatIsAnotherAndWhatItWas(t *testing.T) {
	t.Parallel()
	r := newRevision(t)
	for _, step := range []struct {
		change func(*scheduling.Plan)
		want   []string
		absent []string
	}{
		{func(p *scheduling.Plan) { p.Clock = "16:30" },
			[]string{"Nouvel horaire : mercredi 2 décembre, 10 h 30 – 11 h 30 (avant : mercredi 2 décembre, 8 h – 9 h)"}, []string{"Nouveau lien", "Vous rencontrerez aussi"}},
		{func(p *scheduling.Plan) { p.HostID, p.ParticipantIDs = r.hosts[1], nil },
			[]string{"Nouveau lien : celui que vous aviez n’est plus valable", "Vous rencontrerez aussi Camille Perrin"}, []string{"Nouvel horaire"}},
		{func(p *scheduling.Plan) { p.Way = scheduling.Way{Method: "phone", PhoneNumber: "+1 514 555 0147"} },
			[]string{"Désormais par téléphone (avant : avec Microsoft Teams)"}, []string{"Nouveau lien", "Nouvel horaire", "Nouveau numéro"}},
		{func(p *scheduling.Plan) { p.PhoneNumber, p.Message = "+1 514 555 0199", "À bientôt." },
			[]string{"Nouveau numéro : nous vous appelons au +1 514 555 0199 (avant : +1 514 555 0147)", "Un nouveau message vous attend"}, []string{"Désormais"}},
	} {
		r.must(r.revise(step.change))
		r.settled()
		newest := r.letters()[0]
		top, _, _ := strings.Cut(plain(newest.Text), "Quand :")
		for _, want := range step.want {
			if !strings.Contains(top, want) || !strings.Contains(plain(newest.HTML), want) {
				t.Errorf("%q is not at the top of:\n%s", want, newest.Text)
			}
		}
		for _, absent := range step.absent {
			if strings.Contains(top, absent) {
				t.Errorf("%q is told in:\n%s", absent, newest.Text)
			}
		}
	}
}

// FAIL32
func TestTimeAdoptedFromTheCalendarIsToldWithTheFormerOne(t *testing.T) {
	t.Parallel()
	d := newDrifting(t, "ms_teams")
	d.move(2 * time.Hour)
	d.adopt()
	newest := d.world.Letters("candidate0@mail.example")[0]
	if want := "Nouvel horaire : mercredi 2 décembre, 10 h – 11 h (avant : mercredi 2 décembre, 8 h – 9 h)"; !strings.Contains(plain(newest.Text), want) {
		t.Errorf("%q is not in:\n%s", want, newest.Text)
	}
}

// plain makes every space an ordinary one, and lines one.
func plain(text string) string {
	return strings.Join(strings.Fields(strings.NewReplacer("\u00a0", " ", "\u202f", " ", "&#39;", "'").Replace(text)), " ")
}
