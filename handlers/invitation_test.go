package handlers_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"entrevue/handlers/handlerstest"
)

// ATT30
func TestInvitationLetsItsPersonInOnce(t *testing.T) {
	t.Parallel()
	w, helen := founded(t)
	add(helen, "Sophie Marchand", "sophie.marchand@lumen.example", roleRecruiter)
	link := linkIn(t, w, "sophie.marchand@lumen.example")
	b := w.Browser(t)
	b.Visit(link)
	b.See("Welcome to Entrevue at Atelier Lumen")
	b.Fill("New password", "short")
	b.Press("Begin")
	b.Expect(http.StatusUnprocessableEntity)
	if b.Problem("New password") == "" {
		t.Error("a short password has no problem")
	}
	b.Fill("New password", password)
	b.Press("Begin")
	b.See("Hello Sophie")
	again := w.Browser(t)
	again.Visit(link)
	again.Expect(http.StatusGone)
	again.Post(link, url.Values{"name": {"Evil"}, "password": {"a password of the thief"}, "language": {"en"}, "time_zone": {"Etc/UTC"}})
	again.Expect(http.StatusGone)
}

// ATT30
func TestInvitationEndsAfterAWeekAndWithANewerOneAndWithAnotherAddress(t *testing.T) {
	t.Parallel()
	w, helen := founded(t)
	add(helen, "Sophie Marchand", "sophie.marchand@lumen.example", roleRecruiter)
	first := linkIn(t, w, "sophie.marchand@lumen.example")
	helen.Visit("/settings/employees?q=sophie")
	helen.Follow("Edit Sophie Marchand")
	helen.Press("Send invitation again")
	helen.See("A new invitation is on its way")
	second := linkIn(t, w, "sophie.marchand@lumen.example")
	gone := func(link string) {
		t.Helper()
		b := w.Browser(t)
		b.Visit(link)
		b.Expect(http.StatusGone)
	}
	gone(first)
	helen.Fill("Email address", "s.marchand@lumen.example")
	helen.Press("Save")
	gone(second)
	helen.Visit("/settings/employees?q=sophie")
	helen.Follow("Edit Sophie Marchand")
	helen.Press("Send invitation again")
	third := linkIn(t, w, "s.marchand@lumen.example")
	w.Advance(7*24*time.Hour + time.Second)
	gone(third)
}

// ATT43
func TestInvitationIsSentThreeTimesADayAtMost(t *testing.T) {
	t.Parallel()
	w, helen := founded(t)
	add(helen, "Sophie Marchand", "sophie.marchand@lumen.example", roleRecruiter)
	helen.Visit("/settings/employees?q=sophie")
	helen.Follow("Edit Sophie Marchand")
	for range 2 {
		helen.Press("Send invitation again")
		helen.At(helen.Page.URL.Path)
	}
	helen.Press("Send invitation again")
	helen.Expect(http.StatusTooManyRequests)
	w.Settle()
	if n := len(w.Letters("sophie.marchand@lumen.example")); n != 3 {
		t.Errorf("%d mails", n)
	}
}

func TestMailLinksBeginWithTheConfiguredAddress(t *testing.T) {
	t.Parallel()
	w, _ := founded(t) // ATT28: Host: evil
	b := w.Browser(t)
	b.Visit("/password-resets")
	b.As("evil.example").Post("/password-resets", url.Values{"email": {"helen.ward@lumen.example"}})
	w.Settle()
	for _, letter := range w.Letters("helen.ward@lumen.example") {
		if strings.Contains(letter.Raw, "evil.example") || !strings.Contains(letter.Text, w.URL+"/password-resets/") {
			t.Errorf("the mail says %s", letter.Text)
		}
	}
	if len(w.Letters("helen.ward@lumen.example")) != 1 {
		t.Error("no mail")
	}
}

// asked is the page after asking for a new password.
func asked(w *handlerstest.World, b *handlerstest.Browser, email string) string {
	b.Visit("/sign-in")
	b.Follow("Forgot your password?")
	b.Fill("Email address", email)
	b.Press("Send the link")
	w.Settle()
	return strings.ReplaceAll(b.Text(), email, "…")
}

// ATT28
func TestNobodyLearnsFromAResetWhoIsKnown(t *testing.T) {
	t.Parallel()
	w, _ := founded(t)
	b := w.Browser(t)
	known, unknown := asked(w, b, "helen.ward@lumen.example"), asked(w, b, "nobody@lumen.example")
	if known != unknown {
		t.Errorf("known: %s\nunknown: %s", known, unknown)
	}
	if len(w.Letters("nobody@lumen.example")) != 0 {
		t.Error("a stranger got a mail")
	}
}

// ATT28
func TestResetLinkWorksOnceWithinAnHourAndEndsAllSessions(t *testing.T) {
	t.Parallel()
	w, helen := founded(t)
	b := w.Browser(t)
	asked(w, b, "helen.ward@lumen.example")
	link := linkIn(t, w, "helen.ward@lumen.example")
	b.Visit(link)
	b.Fill("New password", "123456789012")
	b.Press("Save the password")
	b.Expect(http.StatusUnprocessableEntity)
	b.Fill("New password", "another lamp for every desk")
	b.Press("Save the password")
	b.At("/sign-in")
	b.See("Your new password is saved.")
	signIn(b, "helen.ward@lumen.example", "another lamp for every desk")
	b.At("/")
	helen.Visit("/me")
	helen.At("/sign-in")
	b.Visit(link)
	b.Expect(http.StatusGone)

	asked(w, w.Browser(t), "helen.ward@lumen.example")
	late := linkIn(t, w, "helen.ward@lumen.example")
	w.Advance(time.Hour + time.Second)
	c := w.Browser(t)
	c.Visit(late)
	c.Expect(http.StatusGone)
}

// ATT43
func TestResetIsMailedThreeTimesADayAtMost(t *testing.T) {
	t.Parallel()
	w, _ := founded(t)
	for range 5 {
		asked(w, w.Browser(t), "helen.ward@lumen.example")
	}
	if n := len(w.Letters("helen.ward@lumen.example")); n != 3 {
		t.Errorf("%d mails", n)
	}
}

// ATT28: whoever asks too often is told so, and reads again what they typed.
func TestAskingForAPasswordTooOftenKeepsTheAddress(t *testing.T) {
	t.Parallel()
	w, _ := founded(t)
	b := w.Browser(t).Speaking("fr")
	b.Visit("/password-resets")
	form := b.Forms()[0]
	for range 10 {
		b.Submit(form, url.Values{"email": {"helen.ward@lumen.example"}})
		b.Expect(http.StatusOK)
	}
	b.Submit(form, url.Values{"email": {"helen.ward@lumen.example"}})
	b.Expect(http.StatusTooManyRequests)
	b.See("Trop d’essais.")
	if got := b.Value("Adresse e-mail"); got != "helen.ward@lumen.example" || b.Page.Header.Get("Retry-After") == "" {
		t.Errorf("the address became %q, try again after %q", got, b.Page.Header.Get("Retry-After"))
	}
}
