package entering_test

import (
	"errors"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"entrevue/models"
	"entrevue/models/entering"
	"entrevue/models/store"
	"entrevue/models/store/storetest"
)

func TestMain(m *testing.M) { storetest.Main(m) }

const password = "a lamp for every desk"

// door is a doorkeeper who hashes as in production, and a company of people who cannot all come in: Helen
// founded it, Sophie is invited, Grace has left. The clock moves on with each look at it, so that nobody is
// stopped for trying often.
func door(t *testing.T, dialect string) *entering.Doorkeeper {
	t.Helper()
	now := time.Date(2026, 11, 30, 8, 0, 0, 0, time.UTC)
	s := storetest.Open(t, dialect, func() time.Time { now = now.Add(5 * time.Minute); return now })
	d := &entering.Doorkeeper{Store: s}
	helen, _, err := d.Found(t.Context(), entering.Founding{Company: "Atelier Lumen", Name: "Helen Ward", Email: "helen.ward@lumen.example",
		Password: password, Language: models.English, TimeZone: "Europe/Paris"}, entering.Entry{})
	left := helen.CreatedAt
	for _, person := range []models.Employee{{Name: "Sophie Marchand", Email: "sophie.marchand@lumen.example"},
		{Name: "Grace Hall", Email: "grace.hall@lumen.example", PasswordHash: helen.PasswordHash, DeactivatedAt: &left}} {
		person.Role, person.Language, person.TimeZone = models.RoleEmployee, models.English, "Europe/Paris"
		err = errors.Join(err, s.CreateEmployee(t.Context(), &person))
	}
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// reckoned is how much processor time this process has taken so far: unlike the time of day, what else the
// machine does hardly changes it.
func reckoned(t *testing.T) time.Duration {
	t.Helper()
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		t.Fatal(err)
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}

// ATT28: whoever is known, unknown, invited only or has left gets one answer. The least that each takes is
// compared: without a comparison of passwords an answer takes a small part of it. Other tests of this package
// do not run meanwhile.
func TestAnswerToAWrongPasswordTakesAsLongForEverybody(t *testing.T) {
	d := door(t, "sqlite")
	people := map[string]string{"helen.ward@lumen.example": "wrong password", "nobody@lumen.example": "wrong password", "no address": "wrong password",
		"sophie.marchand@lumen.example": "wrong password", "grace.hall@lumen.example": password}
	took, said := map[string][]time.Duration{}, map[string]bool{}
	for range 20 {
		for email, with := range people {
			before := reckoned(t)
			_, _, err := d.SignIn(t.Context(), entering.Credentials{Email: email, Password: with}, entering.Entry{Address: "203.0.113.7"})
			took[email] = append(took[email], reckoned(t)-before)
			if err == nil {
				t.Fatalf("%s came in", email)
			}
			said[err.Error()] = true
		}
	}
	if len(said) != 1 {
		t.Errorf("they are told apart: %v", said)
	}
	known := slices.Min(took["helen.ward@lumen.example"])
	for email := range people {
		if other := slices.Min(took[email]); other < known/2 || other > 2*known {
			t.Errorf("%s takes %s, somebody known %s", email, other, known)
		}
	}
}

// ATT35: what is no address is refused as a wrong one is, whatever is in it.
func TestWhatIsNoAddressComesInNowhere(t *testing.T) {
	t.Parallel()
	for _, dialect := range storetest.Dialects {
		t.Run(dialect, func(t *testing.T) {
			t.Parallel()
			d := door(t, dialect)
			for _, typed := range []string{"", "helen", "\x00", "\xff\xfe", strings.Repeat("ab", 1<<19), "helen.ward@lumen.example\x00", "a@b"} {
				_, _, err := d.SignIn(t.Context(), entering.Credentials{Email: typed, Password: password}, entering.Entry{Address: "203.0.113.7"})
				var invalid *models.Invalid
				if !errors.As(err, &invalid) {
					t.Errorf("%.20q: %v", typed, err)
				}
			}
		})
	}
}

func TestUnknownPeopleHaveNoPasswordThatFits(t *testing.T) {
	t.Parallel()
	d := door(t, "sqlite")
	for _, with := range []string{"", "nobody has this password", password} {
		for _, email := range []string{"nobody@lumen.example", "sophie.marchand@lumen.example"} {
			if _, _, err := d.SignIn(t.Context(), entering.Credentials{Email: email, Password: with}, entering.Entry{}); err == nil {
				t.Errorf("%s came in with %q", email, with)
			}
		}
	}
	if _, id, err := d.SignIn(t.Context(), entering.Credentials{Email: "helen.ward@lumen.example", Password: password}, entering.Entry{}); err != nil || id == 0 {
		t.Errorf("Helen did not: %v", err)
	}
}

// A link that was used, belongs to somebody who has left, or never was, is answered with the same.
func TestSecretLinksOfPeopleWhoCannotComeInAreAnsweredAlike(t *testing.T) {
	t.Parallel()
	d := door(t, "sqlite")
	tokens := map[string]string{"never was": store.NewToken(), "": ""}
	for name, email := range map[string]string{"is in already": "helen.ward@lumen.example", "has left": "grace.hall@lumen.example"} {
		employee, err := d.Store.EmployeeByEmail(t.Context(), email)
		if err != nil {
			t.Fatal(err)
		}
		if tokens[name], err = d.Store.CreateLink(t.Context(), store.InvitationLink, employee.ID, time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC)); err != nil {
			t.Fatal(err)
		}
	}
	for name, token := range tokens {
		if _, err := d.Invited(t.Context(), token); !errors.Is(err, models.ErrGone) {
			t.Errorf("%q: %v", name, err)
		}
	}
}
