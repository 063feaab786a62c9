package sandbox

import (
	"net/url"
	"strings"
	"testing"
	"time"
)

const conferencingReturn = "https://ats.example/returns/conferencing?i=a1"

// authorizeURL asks for a new address of the hosted pages.
func (w *world) authorizeURL(bearer, provider string) string {
	w.t.Helper()
	body := m{"redirect_uri": conferencingReturn}
	if provider != "" {
		body["provider_name"] = provider
	}
	return w.want(w.call("POST", "/v1/conferencing_service_authorizations", bearer, body), 200).text("authorization_request.url")
}

// mailedLink is the link of the newest mail to an address.
func (w *world) mailedLink(address string) string {
	w.t.Helper()
	r := w.want(w.call("GET", "/sandbox/mailboxes/"+address, "", nil), 200)
	return webLink.FindString(r.text("letters.0.text"))
}

// verified walks a browser through the verification mail.
func (b *browser) verified(address, email string) *browser {
	b.t.Helper()
	b.visit(address).sees("Verify your email address")
	b.press("Send me the mail").sees("We have sent you a mail")
	return b.visit(b.mailedLink(email))
}

func (w *world) ownProfiles(bearer string) []any {
	w.t.Helper()
	return w.want(w.call("GET", "/v1/userinfo", bearer, nil), 200).at("cronofy/data.conferencing_profiles").([]any)
}

func TestPersonConnectsConferencing(t *testing.T) { // 6.1, 6.2, 6.9
	t.Parallel()
	w := newWorld(t)
	bearer, _ := w.employee(systemEWS, oliver)
	address := w.authorizeURL(bearer, "")
	if !strings.HasPrefix(address, w.server.URL+"/conferencing_services/") {
		t.Fatal(address)
	}
	b := w.browser().verified(address, oliver)
	b.sees("Which one do you use").press("Zoom").sees("Sign in to Zoom").press("Allow as " + oliver)
	if b.url != conferencingReturn {
		t.Errorf("returned to %s", b.url)
	}
	profiles := w.ownProfiles(bearer)
	if len(profiles) != 1 || at(profiles, "0.provider_name") != "zoom" || at(profiles, "0.profile_name") != oliver ||
		at(profiles, "0.profile_connected") != true || !strings.HasPrefix(at(profiles, "0.profile_id").(string), "pro_") {
		t.Errorf("profiles: %v", profiles)
	}
	b.visit(w.authorizeURL(bearer, "go_to")).sees("Sign in to GoTo Meeting").press("Allow with the other account")
	profiles = w.ownProfiles(bearer)
	if len(profiles) != 2 || at(profiles, "1.profile_name") != "someone.else@home.example" {
		t.Errorf("profiles: %v", profiles)
	}
	mail := w.call("GET", "/sandbox/mailboxes/"+oliver, "", nil)
	if mail.text("letters.0.sender") != Sender || len(mail.at("letters").([]any)) != 1 {
		t.Errorf("mails: %s", mail.Raw)
	}
}

func TestConferencingMayBeRefused(t *testing.T) { // 6.1, 6.4, 6.9
	t.Parallel()
	w := newWorld(t)
	w.turn("verification_mail", "not_asked")
	bearer, _ := w.employee(systemEWS, oliver)
	for _, provider := range []string{"", "zoom"} {
		b := w.browser().visit(w.authorizeURL(bearer, provider)).press("Cancel")
		if got := b.returned(); got.Get("error") != "access_denied" || got.Get("i") != "a1" {
			t.Errorf("%q: %s", provider, b.url)
		}
	}
	w.turn("zoom_app", "not_approved")
	b := w.browser().visit(w.authorizeURL(bearer, "zoom")).sees("Ask your admin")
	b.submit(b.url, url.Values{"provider": {"zoom"}, "as": {"self"}}).sees("Ask your admin")
	if got := b.press("Go back").returned(); got.Get("error") != "access_denied" {
		t.Errorf("%v", got)
	}
	if got := w.ownProfiles(bearer); len(got) != 0 {
		t.Errorf("refused profiles exist: %v", got)
	}
}

func TestConferencingAddressIsChecked(t *testing.T) { // 6.1
	t.Parallel()
	w := newWorld(t)
	bearer, _ := w.employee(systemEWS, oliver)
	for _, bad := range []m{{}, {"redirect_uri": "x"}, {"redirect_uri": conferencingReturn, "provider_name": "telepathy"}} {
		w.want(w.call("POST", "/v1/conferencing_service_authorizations", bearer, bad), 422)
	}
	w.want(w.call("POST", "/v1/conferencing_service_authorizations", "", m{}), 401)
	address := w.authorizeURL(bearer, "zoom")
	if b := w.browser().visit("/conferencing_services/unknown"); b.status != 404 {
		t.Error(b.status)
	}
	w.pass(authorizationLifetime)
	if b := w.browser().visit(address); b.status != 404 {
		t.Error(b.status)
	}
}

func TestVerificationIsForOneBrowserAndOneUse(t *testing.T) { // 6.2
	t.Parallel()
	w := newWorld(t)
	bearer, _ := w.employee(systemEWS, oliver)
	address := w.authorizeURL(bearer, "zoom")
	first := w.browser().visit(address).press("Send me the mail")
	link := w.mailedLink(oliver)
	phone := w.browser().visit(link).sees("Sign in to Zoom")
	first.visit(address).sees("Verify your email address") // the tab that waits knows nothing
	if b := w.browser().visit(link); b.status != 404 {
		t.Errorf("used link: %d", b.status)
	}
	first.submit(address, url.Values{"provider": {"zoom"}, "as": {"self"}})
	if got := w.ownProfiles(bearer); len(got) != 0 {
		t.Error("an unverified browser connected an account")
	}
	phone.visit(link).sees("Sign in to Zoom").press("Allow as")
	if got := w.ownProfiles(bearer); len(got) != 1 {
		t.Errorf("profiles: %v", got)
	}
}

func TestSharedMailboxCannotConnectConferencing(t *testing.T) { // 3.9, 6.2
	t.Parallel()
	w := newWorld(t)
	w.turn("ec_shared_mailbox", "success")
	bearer, _ := w.employee(systemEWS, "studio@lumen.example")
	if b := w.browser().visit(w.authorizeURL(bearer, "zoom")).sees("shared mailbox"); b.status != 403 {
		t.Error(b.status)
	}
}

func TestRelinkingKeepsTheProfile(t *testing.T) { // 4.1, 4.5
	t.Parallel()
	w := newWorld(t)
	bearer, _ := w.employee(systemGraph, oliver)
	id := w.connectOwn(oliver, "zoom")
	w.do(func(t *tx) {
		a, _ := t.accountOf(oliver, accountPerson)
		t.disconnect(a)
		a, _ = t.accountOf(oliver, accountPerson)
		t.disconnectConferencing(a, id)
	})
	info := w.call("GET", "/v1/userinfo", bearer, nil)
	calendarURL := info.text("cronofy/data.profiles.0.profile_relink_url")
	ownURL := info.text("cronofy/data.conferencing_profiles.0.profile_relink_url")
	w.browser().visit(calendarURL).press("Cancel").sees("Not reconnected")
	w.browser().visit(calendarURL).press("Sign in as").sees("Reconnected")
	w.browser().visit(ownURL).press("Cancel").sees("Not reconnected")
	w.browser().visit(ownURL).press("Sign in as").sees("Reconnected")
	info = w.call("GET", "/v1/userinfo", bearer, nil)
	if info.at("cronofy/data.profiles.0.profile_connected") != true || info.at("cronofy/data.conferencing_profiles.0.profile_connected") != true ||
		info.text("cronofy/data.conferencing_profiles.0.profile_id") != id {
		t.Error(info.Raw)
	}
	w.browser().visit(ownURL).press("Sign in with the other account")
	if got := w.ownProfiles(bearer); len(got) != 2 {
		t.Errorf("profiles: %v", got)
	}
	for _, path := range []string{"/relink/office365?email=nobody@x.example", "/relink/google?email=" + oliver, "/v2/relink/go_to?email=" + oliver} {
		if b := w.browser().visit(path); b.status != 404 {
			t.Errorf("%s: %d", path, b.status)
		}
	}
	if mails := w.call("GET", "/sandbox/mailboxes/"+oliver, "", nil); len(mails.at("letters").([]any)) != 2 {
		t.Errorf("the service did not write twice: %s", mails.Raw)
	}
	w.pass(time.Second)
}
