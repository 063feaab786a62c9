package sandbox

import "slices"

// Interactions an application can ask to be told about (6.8).
const (
	interactionAssigned = "conferencing_assigned"
	interactionFailing  = "conferencing_failing"
)

// tell calls back whoever subscribed to an interaction of this event.
func (t *tx) tell(a account, e event, kind, cause string) {
	for _, s := range e.Subscriptions {
		if slices.Contains(s.Interactions, interaction{Type: kind}) {
			t.tellOne(a, e, s, kind, cause)
		}
	}
}

// tellOne sends a callback whose body is nowhere documented (6.8).
func (t *tx) tellOne(a account, e event, s subscription, kind, cause string) {
	d := delivery{Operation: callbackSubscription, URL: s.URI, Sub: a.Sub, Email: a.Email,
		Once: t.set("subscription_retry") == "never"}
	about := map[string]any{"type": kind}
	if cause != "" && t.set("failing_details") == present {
		about["details"] = cause
	}
	body := map[string]any{"notification": map[string]any{
		"type": "event_subscription", "interactions": []map[string]any{about},
	}}
	concerned := map[string]any{"event_id": e.EventID, "calendar_id": e.CalendarID}
	body["event"] = concerned
	switch t.set("subscription_body") {
	case "full":
		if link := t.conferenceView(e.Conference); link != nil {
			concerned["conferencing"] = link
		}
	case "empty_object":
		body = map[string]any{}
	case "unknown_type":
		body = map[string]any{"notification": map[string]any{"type": "unheard_of"}}
	case "empty":
		t.enqueue(workDeliver, d.Operation, t.now, d)
		return
	}
	t.callBack(d, body)
}
