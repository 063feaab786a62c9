package sandbox

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"
)

// observations say for every switch what a client sees of it. Each runs in a fresh world in which
// the switch has been turned.
var observations = map[string]func(*world) string{
	"access_token_on_refresh": func(w *world) string {
		first := w.connect(systemGraph)
		w.pass(time.Hour)
		next := w.refreshed(first)
		return fmt.Sprint(first.text("access_token") == next.text("access_token"), next.at("expires_in"))
	},
	"batch_limit": func(w *world) string {
		bearer, _ := w.employee(systemGraph, oliver)
		return fmt.Sprint(w.call("POST", "/v1/batch", bearer, m{"batch": slices.Repeat([]m{{}}, 51)}).Status)
	},
	"calendars_sub": func(w *world) string {
		bearer, _ := w.employee(systemGraph, oliver)
		return fmt.Sprint(w.call("GET", "/v1/calendars", bearer, nil).at("sub") != nil)
	},
	"code_lifetime": func(w *world) string {
		code := w.browser().visit(enterpriseURL(nil)).press("Google").press("Sign in as administrator").returned().Get("code")
		w.pass(5 * time.Minute)
		return fmt.Sprint(w.exchange(code, returnURL).Status)
	},
	"collection_limit": func(w *world) string {
		entry := m{"email": oliver, "callback_url": "https://x.example", "scope": "read_write"}
		return fmt.Sprint(w.call("POST", "/v1/service_account_authorizations", w.connect(systemGraph).text("access_token"),
			m{"service_account_authorizations": slices.Repeat([]m{entry}, 51)}).Status)
	},
	"conferencing_return": func(w *world) string {
		b := w.consented("zoom")
		return fmt.Sprint(b.returned().Has("profile_id"))
	},
	"conferencing_url": func(w *world) string {
		w.turn("verification_mail", "not_asked")
		bearer, _ := w.employee(systemEWS, oliver)
		address := w.authorizeURL(bearer, "zoom")
		w.browser().visit(address).press("Allow as")
		return fmt.Sprint(w.browser().visit(address).status)
	},
	"default_conferencing": func(w *world) string {
		bearer, cal := w.employee(systemGoogle, oliver)
		w.connectOwn(oliver, "zoom")
		w.book(bearer, cal, m{"conferencing": m{"profile_id": "default"}})
		w.pass(conferenceDelay)
		return w.managed(bearer).text("events.0.conferencing.provider_name")
	},
	"default_without_any": func(w *world) string {
		bearer, cal := w.employee(systemEWS, oliver)
		w.book(bearer, cal, m{"conferencing": m{"profile_id": "default"}, "subscriptions": subscribed(w.hooks.server.URL)})
		w.pass(conferenceDelay)
		return w.managed(bearer).text("events.0.conferencing.provider_name") + fmt.Sprint(len(w.hooks.take()))
	},
	"delete_unknown_event": func(w *world) string {
		bearer, cal := w.employee(systemGraph, oliver)
		return fmt.Sprint(w.call("DELETE", "/v1/calendars/"+cal+"/events", bearer, m{"event_id": "x"}).Status)
	},
	"deleted_event_id": func(w *world) string {
		bearer, cal := w.employee(systemGraph, oliver)
		w.book(bearer, cal, nil)
		w.call("DELETE", "/v1/calendars/"+cal+"/events", bearer, m{"event_id": "interview-771"})
		return fmt.Sprint(w.call("POST", "/v1/calendars/"+cal+"/events", bearer, interview(w, nil)).Status)
	},
	"disconnected_conferencing": func(w *world) string {
		bearer, cal := w.employee(systemEWS, oliver)
		id := w.connectOwn(oliver, "zoom")
		a, _ := w.account(oliver)
		w.do(func(t *tx) { t.disconnectConferencing(a, id) })
		return fmt.Sprint(w.call("POST", "/v1/calendars/"+cal+"/events", bearer, interview(w, m{"conferencing": m{"profile_id": id}})).Status)
	},
	"disconnected_write": func(w *world) string {
		bearer, cal := w.employee(systemGraph, oliver)
		a, _ := w.account(oliver)
		w.do(func(t *tx) { t.disconnect(a) })
		return fmt.Sprint(w.call("POST", "/v1/calendars/"+cal+"/events", bearer, interview(w, nil)).Status)
	},
	"ec_callback_retry": func(w *world) string {
		w.hooks.answer(500)
		w.ask(w.connect(systemGraph).text("access_token"), oliver)
		w.pass(time.Hour)
		return fmt.Sprint(len(w.hooks.take()) > 0)
	},
	"ec_callback_state": func(w *world) string {
		r := w.ask(w.connect(systemGraph).text("access_token"), oliver)
		return fmt.Sprint(r.text("authorization.state"), "/", r.text("state"))
	},
	"ec_error_key": func(w *world) string {
		return w.ask(w.connect(systemGraph).text("access_token"), "thi.nguyen@lumen.example").text("authorization.error_key")
	},
	"ec_error_shape": func(w *world) string {
		r := w.ask(w.connect(systemGraph).text("access_token"), "thi.nguyen@lumen.example")
		return fmt.Sprint(r.at("authorization.error"), r.at("authorization.error_key"), r.at("authorization.error_description"))
	},
	"ec_scope_refusal": func(w *world) string {
		b := w.browser().visit(enterpriseURL(url.Values{"delegated_scope": {"free_busy"}})).press("Google").press("Sign in as administrator")
		return fmt.Sprint(w.call("POST", "/v1/service_account_authorizations", w.exchange(b.returned().Get("code"), returnURL).text("access_token"),
			m{"email": oliver, "callback_url": "https://x.example", "scope": "read_write"}).Status)
	},
	"ec_shared_mailbox": func(w *world) string {
		return fmt.Sprint(w.ask(w.connect(systemGraph).text("access_token"), "studio@lumen.example").at("authorization.code") != nil)
	},
	"error_bodies": func(w *world) string {
		bearer, _ := w.employee(systemGraph, oliver)
		w.fault(fault{What: faultStatus, Status: 429, Operation: "userinfo"})
		return w.call("GET", "/v1/userinfo", bearer, nil).Raw
	},
	"event_provider_name": func(w *world) string {
		return fmt.Sprint(w.linked(systemGoogle).at("events.0.conferencing.provider_name"))
	},
	"event_writes": func(w *world) string {
		bearer, cal := w.employee(systemGraph, oliver)
		w.book(bearer, cal, nil)
		now := len(w.managed(bearer).at("events").([]any))
		w.pass(writeDelay)
		return fmt.Sprint(now, len(w.managed(bearer).at("events").([]any)))
	},
	"ews_provider_name": func(w *world) string {
		bearer, _ := w.employee(systemEWS, oliver)
		return w.call("GET", "/v1/userinfo", bearer, nil).text("cronofy/data.profiles.0.provider_name")
	},
	"exchange_service": func(w *world) string {
		bearer, _ := w.employee(systemEWS, oliver)
		return w.call("GET", "/v1/userinfo", bearer, nil).text("cronofy/data.profiles.0.provider_service")
	},
	"expires_in": func(w *world) string { return fmt.Sprint(w.connect(systemGraph).at("expires_in")) },
	"failing_details": func(w *world) string {
		bearer, cal := w.employee(systemGoogle, oliver)
		w.fault(fault{What: faultFailing})
		w.book(bearer, cal, m{"conferencing": m{"profile_id": "integrated"}, "subscriptions": subscribed(w.hooks.server.URL)})
		w.pass(conferenceDelay)
		return decodeAt(w.hooks.take()[0].Body, "notification.interactions.0.details")
	},
	"grant_error_key": func(w *world) string { return w.exchange("unknown", returnURL).Raw },
	"host_link": func(w *world) string {
		return fmt.Sprint(w.linked(systemGoogle).at("events.0.conferencing.host_key") != nil)
	},
	"insufficient_scope_header": func(w *world) string {
		return w.call("GET", "/v1/calendars", w.connect(systemGraph).text("access_token"), nil).Header.Get("WWW-Authenticate")
	},
	"integrated_switched_off": func(w *world) string {
		bearer, cal := w.employee(systemGoogle, oliver)
		w.want(w.call("POST", "/sandbox/directory", "", m{"address": oliver, "integrated_off": true}), 200)
		flag := w.call("GET", "/v1/calendars", bearer, nil).at("calendars.0.calendar_integrated_conferencing_available")
		r := w.call("POST", "/v1/calendars/"+cal+"/events", bearer, interview(w, m{"conferencing": m{"profile_id": "integrated"}}))
		w.pass(time.Hour)
		if link := w.managed(bearer).at("events.0.conferencing.join_url"); link != nil {
			w.t.Error("a link came")
		}
		return fmt.Sprint(flag, r.Status)
	},
	"invalid_client_status": func(w *world) string {
		return fmt.Sprint(w.call("POST", "/oauth/token", "", m{"client_id": "x", "client_secret": "y", "grant_type": "refresh_token"}).Status)
	},
	"meeting_after_deletion": func(w *world) string {
		link := w.linked(systemGoogle).text("events.0.conferencing.join_url")
		w.want(w.call("POST", "/sandbox/acts", "", m{"what": "delete_event", "account": oliver, "event": "interview-771"}), 200)
		return fmt.Sprint(w.browser().visit(link).status)
	},
	"page_size": func(w *world) string {
		bearer, _ := w.employee(systemGraph, oliver)
		return fmt.Sprint(len(w.call("GET", "/v1/events?tzid=Etc/UTC", bearer, nil).at("events").([]any)) > 2)
	},
	"pending": func(w *world) string {
		bearer, cal := w.employee(systemGoogle, oliver)
		w.book(bearer, cal, m{"conferencing": m{"profile_id": "integrated"}})
		return fmt.Sprint(w.managed(bearer).at("events.0.conferencing"))
	},
	"profile_revocation": func(w *world) string {
		bearer, _ := w.employee(systemEWS, oliver)
		id := w.connectOwn(oliver, "zoom")
		return fmt.Sprint(w.call("POST", "/v1/profiles/"+id+"/revoke", bearer, nil).Status, len(w.ownProfiles(bearer)))
	},
	"provider_protocol": func(w *world) string {
		service := w.connect(systemGraph).text("access_token")
		bearer, _ := w.employee(systemGraph, oliver)
		return fmt.Sprint(w.call("GET", "/v1/userinfo", bearer, nil).at("cronofy/data.profiles.0.provider_protocol"),
			w.call("GET", "/v1/calendars", bearer, nil).at("calendars.0.provider_protocol"),
			w.call("GET", "/v1/userinfo", service, nil).at("cronofy/data.service_account.provider_protocol"))
	},
	"push_filters": func(w *world) string {
		bearer, _ := w.employee(systemGraph, oliver)
		w.want(w.call("POST", "/v1/channels", bearer, m{"callback_url": w.hooks.server.URL}), 200)
		w.pass(0)
		return fmt.Sprint(strings.Contains(w.hooks.take()[0].Body, "filters"))
	},
	"rate_limit": func(w *world) string {
		bearer, _ := w.employee(systemGraph, oliver)
		statuses := map[int]int{}
		for range perSecond + 1 {
			statuses[w.call("GET", "/v1/userinfo", bearer, nil).Status]++
		}
		return fmt.Sprint(statuses)
	},
	"reauthorized_sub": func(w *world) string {
		bearer, _ := w.employee(systemGraph, oliver)
		again, _ := w.employee(systemGraph, oliver)
		return fmt.Sprint(w.call("GET", "/v1/userinfo", bearer, nil).text("sub") == w.call("GET", "/v1/userinfo", again, nil).text("sub"))
	},
	"refresh_token": func(w *world) string {
		first := w.connect(systemGraph)
		next := w.refreshed(first)
		again := w.call("POST", "/oauth/token", "", m{"client_id": clientID, "client_secret": clientSecret,
			"grant_type": "refresh_token", "refresh_token": first.text("refresh_token")})
		return fmt.Sprint(first.text("refresh_token") == next.text("refresh_token"), again.Status)
	},
	"repeated_conferencing": func(w *world) string {
		link := w.linked(systemGoogle).text("events.0.conferencing.join_url")
		bearer, cal := w.employee(systemGoogle, oliver)
		w.book(bearer, cal, m{"conferencing": m{"profile_id": "integrated"}})
		w.pass(conferenceDelay)
		return fmt.Sprint(link == w.managed(bearer).text("events.0.conferencing.join_url"))
	},
	"service_account_form": func(w *world) string {
		r := w.call("GET", "/v1/userinfo", w.connect(systemGraph).text("access_token"), nil)
		return fmt.Sprint(r.at("cronofy/service_account/domain"), r.at("cronofy/data.service_account.domain"))
	},
	"service_account_provider": func(w *world) string {
		r := w.call("GET", "/v1/userinfo", w.connect(systemGraph).text("access_token"), nil)
		return r.text("cronofy/data.service_account.provider_name")
	},
	"service_account_revoked": func(w *world) string {
		bearer, _ := w.employee(systemGraph, oliver)
		w.want(w.call("POST", "/oauth/token/revoke", "", m{"client_id": clientID, "client_secret": clientSecret,
			"sub": w.connect(systemGraph).text("sub")}), 200)
		return fmt.Sprint(w.call("GET", "/v1/userinfo", bearer, nil).at("cronofy/data.profiles.0.profile_connected"))
	},
	"service_account_sub": func(w *world) string { return fmt.Sprint(w.connect(systemGraph).at("sub") != nil) },
	"subscription_body": func(w *world) string {
		bearer, cal := w.employee(systemGoogle, oliver)
		w.book(bearer, cal, m{"conferencing": m{"profile_id": "integrated"}, "subscriptions": subscribed(w.hooks.server.URL)})
		w.pass(conferenceDelay)
		call := w.hooks.take()[0]
		if call.Signature != sign(clientSecret, []byte(call.Body)) {
			w.t.Error("not signed")
		}
		return fmt.Sprint(len(call.Body), decodeAt(call.Body, "notification.type"), decodeAt(call.Body, "event.conferencing.join_url") != "")
	},
	"subscription_retry": func(w *world) string {
		bearer, cal := w.employee(systemGoogle, oliver)
		w.hooks.answer(500)
		w.book(bearer, cal, m{"conferencing": m{"profile_id": "integrated"}, "subscriptions": subscribed(w.hooks.server.URL)})
		w.pass(conferenceDelay)
		w.pass(time.Hour)
		return fmt.Sprint(len(w.hooks.take()))
	},
	"subscriptions_left_out": func(w *world) string {
		bearer, cal := w.employee(systemGoogle, oliver)
		w.book(bearer, cal, m{"subscriptions": subscribed(w.hooks.server.URL)})
		w.book(bearer, cal, m{"conferencing": m{"profile_id": "integrated"}})
		w.pass(conferenceDelay)
		return fmt.Sprint(len(w.hooks.take()))
	},
	"verification_mail": func(w *world) string {
		bearer, _ := w.employee(systemEWS, oliver)
		b := w.browser().visit(w.authorizeURL(bearer, "zoom"))
		if b.page.Find("h1").Text() != "Verify your email address" {
			return "not asked"
		}
		b.press("Send me the mail")
		return fmt.Sprint(w.mailedLink(oliver) != "")
	},
	"verified_browser": func(w *world) string {
		bearer, _ := w.employee(systemEWS, oliver)
		b := w.browser().verified(w.authorizeURL(bearer, "zoom"), oliver).sees("Sign in to Zoom")
		return b.visit(w.authorizeURL(bearer, "zoom")).page.Find("h1").Text()
	},
	"zoom_app": func(w *world) string {
		w.turn("verification_mail", "not_asked")
		bearer, _ := w.employee(systemEWS, oliver)
		return w.browser().visit(w.authorizeURL(bearer, "zoom")).page.Find("h1").Text()
	},
}

// refreshed uses the refresh token of a token answer.
func (w *world) refreshed(r reply) reply {
	w.t.Helper()
	return w.want(w.call("POST", "/oauth/token", "", m{"client_id": clientID, "client_secret": clientSecret,
		"grant_type": "refresh_token", "refresh_token": r.text("refresh_token")}), 200)
}

// consented connects a provider for Oliver through the pages.
func (w *world) consented(provider string) *browser {
	w.t.Helper()
	bearer, _ := w.employee(systemEWS, oliver)
	return w.browser().verified(w.authorizeURL(bearer, provider), oliver).press("Allow as")
}

// linked books an interview of Oliver with an integrated link and reads it.
func (w *world) linked(system string) reply {
	w.t.Helper()
	bearer, cal := w.employee(system, oliver)
	w.book(bearer, cal, m{"conferencing": m{"profile_id": "integrated"}})
	w.pass(conferenceDelay)
	return w.managed(bearer)
}

func TestEverySettingOfEverySwitchIsSeen(t *testing.T) {
	t.Parallel()
	for _, fact := range switchFacts {
		if len(fact.Settings) < 2 || fact.Section == "" || fact.About == "" {
			t.Errorf("%s is no switch", fact.Name)
		}
		observe, known := observations[fact.Name]
		if !known {
			t.Errorf("nothing observes %s", fact.Name)
			continue
		}
		t.Run(fact.Name, func(t *testing.T) {
			t.Parallel()
			seen := map[string]string{}
			for _, value := range fact.Settings {
				w := newWorld(t)
				w.want(w.call("POST", "/sandbox/switches", "", m{"name": fact.Name, "value": value}), 200)
				got := observe(w)
				if before, twice := seen[got]; twice {
					t.Errorf("%s and %s both give %q", before, value, got)
				}
				seen[got] = value
			}
		})
	}
	if len(observations) != len(switchFacts) {
		t.Errorf("%d observations for %d switches", len(observations), len(switchFacts))
	}
}

func TestSwitchesAreListedTurnedAndReset(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.want(w.call("POST", "/sandbox/switches", "", m{"name": "pending", "value": "absent"}), 200)
	for _, bad := range []m{{"name": "pending", "value": "x"}, {"name": "unheard_of", "value": "absent"}} {
		w.want(w.call("POST", "/sandbox/switches", "", bad), 422)
	}
	current := func() string {
		for _, each := range w.call("GET", "/sandbox/switches", "", nil).at("switches").([]any) {
			if at(each, "name") == "pending" {
				return at(each, "current").(string)
			}
		}
		return ""
	}
	if got := current(); got != absent {
		t.Error(got)
	}
	w.browser().visit("/sandbox/switches").press("Set all to their defaults")
	if got := current(); got != "shown" {
		t.Error(got)
	}
}
