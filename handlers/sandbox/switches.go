package sandbox

import (
	"cmp"
	"slices"
)

// A switch is a fact of the protocol that nobody could read anywhere, with its possible settings.
// The first setting is the default. Clients must live with every one of them.
type switchFact struct {
	Name     string   `json:"name"`
	Section  string   `json:"section"` // of the fact sheet
	About    string   `json:"about"`
	Settings []string `json:"settings"`
	Current  string   `json:"current"`
}

// Settings that several switches share.
const (
	present = "present"
	absent  = "absent"
)

const switchPrefix = "switch:"

// switchFacts is every switch there is. Code that asks for an unknown name fails its transaction.
var switchFacts = []switchFact{
	{Name: "access_token_on_refresh", Section: "2.4", About: "what a refresh returns while the access token has ten minutes left", Settings: []string{"new", "same_while_fresh"}},
	{Name: "batch_limit", Section: "7.7", About: "entries in one batch", Settings: []string{"50", "none"}},
	{Name: "calendars_sub", Section: "5.1", About: "sub in the list of calendars", Settings: []string{present, absent}},
	{Name: "code_lifetime", Section: "13 (12)", About: "seconds a code lives", Settings: []string{"600", "60"}},
	{Name: "collection_limit", Section: "3.4", About: "entries in one collection of service account authorizations", Settings: []string{"none", "50"}},
	{Name: "conferencing_return", Section: "13 (5)", About: "what the return from conferencing authorization carries on success", Settings: []string{"plain", "with_profile_id"}},
	{Name: "conferencing_url", Section: "6.1", About: "how long the address of a conferencing authorization works", Settings: []string{"an_hour", "single_use"}},
	{Name: "default_conferencing", Section: "6.6", About: "what default takes when both exist", Settings: []string{"own_first", "integrated_first"}},
	{Name: "default_without_any", Section: "6.6", About: "what default makes when there is neither", Settings: []string{"no_link", "failing", "8x8"}},
	{Name: "delete_unknown_event", Section: "7.2", About: "answer to deleting an event that is not there", Settings: []string{"202", "404"}},
	{Name: "deleted_event_id", Section: "7.2", About: "whether the id of a deleted event can be written again", Settings: []string{"reusable", "refused"}},
	{Name: "disconnected_conferencing", Section: "6.6", About: "asking for a link of a disconnected conferencing profile", Settings: []string{"failing", "422"}},
	{Name: "disconnected_write", Section: "7.1", About: "writing through a disconnected calendar profile", Settings: []string{"423", "403"}},
	{Name: "ec_callback_retry", Section: "3.5", About: "whether an unanswered callback of a service account authorization is repeated", Settings: []string{"like_pushes", "never"}},
	{Name: "ec_callback_state", Section: "3.5", About: "place of state in the callback", Settings: []string{"inside", "beside", absent}},
	{Name: "ec_error_key", Section: "3.5", About: "value of error_key", Settings: []string{"known", "unknown"}},
	{Name: "ec_error_shape", Section: "3.5", About: "which error fields the callback has", Settings: []string{"full", "error_only", "without_error"}},
	{Name: "ec_scope_refusal", Section: "3.4", About: "a scope outside the delegated one", Settings: []string{"422", "callback"}},
	{Name: "ec_shared_mailbox", Section: "3.9", About: "authorizing a shared mailbox", Settings: []string{"error", "success"}},
	{Name: "error_bodies", Section: "11", About: "bodies of 402, 403, 423 and 429", Settings: []string{"empty", "json"}},
	{Name: "event_provider_name", Section: "6.7", About: "provider_name in events", Settings: []string{"identifier", "description", absent}},
	{Name: "event_writes", Section: "7.1", About: "when an accepted write can be read", Settings: []string{"at_once", "queued"}},
	{Name: "ews_provider_name", Section: "13 (8)", About: "provider_name of calendars through EWS", Settings: []string{"exchange", "office365"}},
	{Name: "exchange_service", Section: "4.1", About: "provider_service of calendars through EWS", Settings: []string{"exchange", absent}},
	{Name: "expires_in", Section: "2.3", About: "seconds an access token lives", Settings: []string{"10800", "3600", "1800"}},
	{Name: "failing_details", Section: "6.8", About: "an error text in the callback conferencing_failing", Settings: []string{absent, present}},
	{Name: "grant_error_key", Section: "2.3", About: "where errors.unknown_or_used stands beside invalid_grant", Settings: []string{absent, "error_description", "errors"}},
	{Name: "host_link", Section: "6.7", About: "the host's own address and key beside the link of an event", Settings: []string{absent, present}},
	{Name: "insufficient_scope_header", Section: "11", About: "WWW-Authenticate with 403", Settings: []string{present, absent}},
	{Name: "integrated_switched_off", Section: "13 (10)", About: "a calendar whose administrator switched its conferencing off", Settings: []string{"flag_false", "flag_true_then_failing"}},
	{Name: "invalid_client_status", Section: "2.3", About: "status of invalid_client", Settings: []string{"400", "401"}},
	{Name: "meeting_after_deletion", Section: "6.6", About: "the meeting of a deleted event", Settings: []string{"removed", "stays"}},
	{Name: "page_size", Section: "7.5", About: "events on one page", Settings: []string{"300", "2"}},
	{Name: "pending", Section: "6.7", About: "conferencing of an event while its link is made", Settings: []string{"shown", absent}},
	{Name: "profile_revocation", Section: "2.6", About: "POST /v1/profiles/{id}/revoke on a conferencing profile", Settings: []string{"404", "removes"}},
	{Name: "provider_protocol", Section: "13 (9)", About: "where provider_protocol stands", Settings: []string{"profiles", "everywhere", absent}},
	{Name: "push_filters", Section: "9.2", About: "filters in a push of a channel without any", Settings: []string{"empty", absent}},
	{Name: "rate_limit", Section: "11", About: "50 calls a second and 500 a minute", Settings: []string{"off", "documented"}},
	{Name: "reauthorized_sub", Section: "13 (15)", About: "sub of a mailbox that is authorized again", Settings: []string{"same", "new"}},
	{Name: "refresh_token", Section: "2.4", About: "the refresh token a refresh returns", Settings: []string{"stays", "rotates", "rotates_old_kept"}},
	{Name: "repeated_conferencing", Section: "6.6", About: "the same conferencing asked for again", Settings: []string{"keeps_link", "new_link"}},
	{Name: "service_account_form", Section: "4.2", About: "form of a service account's userinfo", Settings: []string{"nested", "flat"}},
	{Name: "service_account_provider", Section: "4.2", About: "provider_name of a service account", Settings: []string{present, absent}},
	{Name: "service_account_revoked", Section: "13 (18)", About: "the employees when the service account is revoked", Settings: []string{"disconnected", "go_on"}},
	{Name: "service_account_sub", Section: "3.3", About: "sub beside service_account_id", Settings: []string{present, absent}},
	{Name: "subscription_body", Section: "6.8", About: "body of an event subscription's callback", Settings: []string{"full", "without_link", "empty_object", "empty", "unknown_type"}},
	{Name: "subscription_retry", Section: "13 (14)", About: "whether an unanswered callback of an event subscription is repeated", Settings: []string{"like_pushes", "never"}},
	{Name: "subscriptions_left_out", Section: "6.8", About: "a later write without subscriptions", Settings: []string{"kept", "removed"}},
	{Name: "verification_mail", Section: "6.2", About: "the mail that verifies an address", Settings: []string{"sent", "not_asked", "never_arrives"}},
	{Name: "verified_browser", Section: "6.2", About: "whether a browser stays verified", Settings: []string{"remembered", "every_time"}},
	{Name: "zoom_app", Section: "6.4", About: "the application in the company's Zoom account", Settings: []string{"approved", "not_approved"}},
}

func findSwitch(name string) (switchFact, bool) {
	at := slices.IndexFunc(switchFacts, func(f switchFact) bool { return f.Name == name })
	if at < 0 {
		return switchFact{}, false
	}
	return switchFacts[at], true
}

// set is the current setting of a switch.
func (t *tx) set(name string) string {
	fact, ok := findSwitch(name)
	if !ok {
		t.fail(errUnknownSwitch(name))
		return ""
	}
	if t.turned == nil {
		t.turned = map[string]string{}
		for _, kept := range every[setting](t) {
			t.turned[kept.Name] = kept.Value
		}
	}
	return cmp.Or(t.turned[switchPrefix+name], fact.Settings[0])
}

type errUnknownSwitch string

func (e errUnknownSwitch) Error() string { return "sandbox: no switch " + string(e) }

// turn changes a switch; false when there is no such switch or setting.
func (t *tx) turn(name, value string) bool {
	fact, ok := findSwitch(name)
	if !ok || !slices.Contains(fact.Settings, value) {
		return false
	}
	save(t, setting{Name: switchPrefix + name, Value: value})
	t.turned = nil
	return true
}

// switches lists every switch with its current setting.
func (t *tx) switches() []switchFact {
	facts := slices.Clone(switchFacts)
	for i := range facts {
		facts[i].Current = t.set(facts[i].Name)
	}
	return facts
}
