package cronofy

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"entrevue/models"
)

const personInfo = `{
  "sub": "acc_64aa0c11d2f3b4a5968877ff", "email": "mira.lang@acme.example", "name": null, "zoneinfo": "Europe/Berlin",
  "cronofy.type": "account", "something": {"new": [1]},
  "cronofy.data": {
    "authorization": { "scope": "read_write", "status": "active" },
    "profiles": [{
      "provider_name": "office365", "provider_service": "office365", "provider_protocol": "graph_api",
      "profile_id": "pro_1", "profile_name": "mira.lang@acme.example", "profile_connected": true, "profile_initial_sync_required": true,
      "profile_calendars": [{
        "calendar_id": "cal_1", "calendar_name": "Calendar", "calendar_readonly": false, "calendar_deleted": false,
        "calendar_primary": true, "calendar_integrated_conferencing_available": true, "permission_level": "sandbox"
      }]
    }],
    "conferencing_profiles": [
      { "provider_name": "zoom", "profile_id": "pro_2", "profile_name": "mira.lang@acme.example", "profile_connected": true },
      { "provider_name": "go_to", "profile_id": "pro_3", "profile_name": "m@acme.example", "profile_connected": false,
        "profile_relink_url": "https://app.cronofy.com/v2/relink/go_to?email=mira.lang%40acme.example" },
      { "provider_name": "webex_next", "profile_id": "pro_4" }
    ]
  }
}`

func TestUserInfoOfAPersonIsReadWhole(t *testing.T) {
	t.Parallel()
	got, err := ParseUserInfo([]byte(personInfo))
	if err != nil {
		t.Fatal(err)
	}
	want := UserInfo{
		Sub: "acc_64aa0c11d2f3b4a5968877ff", Email: "mira.lang@acme.example", Zone: "Europe/Berlin", Scope: "read_write", Status: "active",
		Profiles: []Profile{{
			ProviderName: "office365", ProviderService: "office365", ProviderProtocol: "graph_api", ID: "pro_1", Name: "mira.lang@acme.example",
			Connected: true, InitialSyncNeeded: true, Calendars: []Calendar{{ID: "cal_1", Name: "Calendar", Primary: true, Integrated: true}},
		}},
		Conferencing: []ConferencingProfile{
			{ProviderName: "zoom", ID: "pro_2", Name: "mira.lang@acme.example", Connected: true},
			{ProviderName: "go_to", ID: "pro_3", Name: "m@acme.example", RelinkURL: "https://app.cronofy.com/v2/relink/go_to?email=mira.lang%40acme.example"},
			{ProviderName: "webex_next", ID: "pro_4", Connected: true},
		},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestServiceAccountsAreReadInBothForms(t *testing.T) {
	t.Parallel()
	rows := map[string]UserInfo{
		`{"sub":"ser_1","email":"svc@acme.example","cronofy.type":"service_account","cronofy.data":{"service_account":{"provider_name":"exchange","domain":"acme.example"},"authorization":{"scope":"service_account/accounts/manage","status":"active","delegated_scope":"read_write"}}}`: {
			Sub: "ser_1", Email: "svc@acme.example", Service: true, Scope: "service_account/accounts/manage", DelegatedScope: "read_write", Status: "active",
			Domain: "acme.example", ServiceProvider: "exchange",
		},
		`{"sub":"ser_1","cronofy.type":"service_account","cronofy.service_account.domain":"acme.example"}`: {Sub: "ser_1", Service: true, Domain: "acme.example"},
		`{"sub":"ser_1","cronofy.service_account.email":"svc@acme.example"}`:                               {Sub: "ser_1", Service: true, ServiceEmail: "svc@acme.example"},
	}
	for body, want := range rows {
		got, err := ParseUserInfo([]byte(body))
		if err != nil {
			t.Errorf("%s: %v", body, err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: %s", body, diff)
		}
	}
}

// cronofy.md 5.3
func TestKindOfCalendarFollowsTheDecisionList(t *testing.T) {
	t.Parallel()
	integrated := []Calendar{{Integrated: true}}
	rows := []struct {
		profile Profile
		want    models.CalendarKind
	}{
		{Profile{ProviderName: "google"}, models.CalendarGoogle},
		{Profile{ProviderName: "google", ProviderProtocol: "graph_api"}, models.CalendarGoogle},
		{Profile{ProviderName: "office365", ProviderProtocol: "graph_api"}, models.CalendarGraph},
		{Profile{ProviderName: "exchange", ProviderProtocol: "graph_api"}, models.CalendarGraph},
		{Profile{ProviderName: "office365", ProviderProtocol: "exchange_web_services", Calendars: integrated}, models.CalendarEWS},
		{Profile{ProviderName: "exchange"}, models.CalendarEWS},
		{Profile{ProviderName: "exchange", Calendars: integrated}, models.CalendarEWS},
		{Profile{ProviderName: "office365", Calendars: integrated}, models.CalendarGraph},
		{Profile{ProviderName: "office365"}, models.CalendarEWS},
		{Profile{ProviderName: "office365", Calendars: []Calendar{{Integrated: true, ReadOnly: true}}}, models.CalendarEWS},
		{Profile{ProviderName: "office365", Calendars: []Calendar{{Integrated: true, Deleted: true}}}, models.CalendarEWS},
		{Profile{ProviderName: "live_connect", Calendars: integrated}, models.CalendarOther},
		{Profile{ProviderName: "apple"}, models.CalendarOther},
		{Profile{ProviderName: "cronofy"}, models.CalendarOther},
		{Profile{}, models.CalendarOther},
	}
	for _, row := range rows {
		if got := CalendarKind(row.profile); got != row.want {
			t.Errorf("%+v is %s, want %s", row.profile, got, row.want)
		}
	}
}

func TestInterviewsAreWrittenToThePrimaryCalendarOfALivingProfile(t *testing.T) {
	t.Parallel()
	rows := []struct {
		name      string
		calendars []Calendar
		want      string
	}{
		{"the primary one", []Calendar{{ID: "a"}, {ID: "b", Primary: true}}, "b"},
		{"the primary one, though it cannot be written", []Calendar{{ID: "a"}, {ID: "b", Primary: true, ReadOnly: true}}, "b"},
		{"not a deleted one", []Calendar{{ID: "a", Primary: true, Deleted: true}, {ID: "b"}}, "b"},
		{"the first that can be written", []Calendar{{ID: "a", ReadOnly: true}, {ID: "b"}, {ID: "c"}}, "b"},
		{"none", []Calendar{{ID: "a", ReadOnly: true}, {ID: "b", Deleted: true}}, ""},
	}
	for _, row := range rows {
		got, ok := Profile{Calendars: row.calendars}.Primary()
		if got.ID != row.want || ok != (row.want != "") {
			t.Errorf("%s: %q, %v", row.name, got.ID, ok)
		}
	}
	living := Profile{ID: "living", Connected: true, Calendars: []Calendar{{ID: "a"}}}
	info := UserInfo{Profiles: []Profile{{ID: "broken", Calendars: living.Calendars}, {ID: "empty", Connected: true}, living}}
	if got, ok := info.CalendarProfile(); !ok || got.ID != "living" {
		t.Errorf("%q, %v", got.ID, ok)
	}
	if got, ok := (UserInfo{Profiles: info.Profiles[:1]}).CalendarProfile(); !ok || got.ID != "broken" {
		t.Errorf("%q, %v", got.ID, ok)
	}
	if _, ok := (UserInfo{}).CalendarProfile(); ok {
		t.Error("a profile out of nothing")
	}
}

// ATT7 and the vectors of cronofy.md 9.4
func TestOnlyARightSignaturePasses(t *testing.T) {
	t.Parallel()
	vectors := map[string]string{
		"pDY0Oi7TJSP2hfNmZNkm5":                               "6r2/HjBkqymGegX0wOfifieeUXbbHwtV/LohHS+jv6c=",
		"aPPwd-ASDFAsdfasdfasdfsadfasdfASDFSADF_asdfasdfasdf": "0g6bhIumRlRffctPXuASSl3u6AXOxnYRw+hiTp7IvTg=",
		"CRN_NggYusqPGLxwjw5FHOJYOqSrTPNXy8WQf14OID":          "5DxentQi5YSXODEzTVv06sRwJ3pULIz1KrYv20qxEK0=",
		"CRN_nGlYDFXwfSXgB9rvGNBJyfE454GGPtWIbNuPwr":          "BmQmWVuZ70ILWjr1CAt5oC7YOolgnku4WZtlrKfx/6k=",
	}
	body := []byte(`{"example":"well-known"}`)
	for key, right := range vectors {
		for _, header := range []string{right, " " + right + " ", "x, " + right, right + ",x", strings.Repeat("x,", 7) + right} {
			if !VerifySignature([]string{"other", key}, header, body) {
				t.Errorf("%q is refused", header)
			}
		}
		urlSafe := strings.NewReplacer("+", "-", "/", "_").Replace(right)
		wrong := []string{
			"", " ", ",", right[:len(right)-1], right[:20], right + "=", strings.ToLower(right), "x" + right[1:],
			strings.TrimRight(right, "="), strings.Repeat("x,", 8) + right, strings.Repeat(right[:43]+"x,", 10_000) + right, right + " " + right, `"` + right + `"`,
		}
		if urlSafe != right {
			wrong = append(wrong, urlSafe)
		}
		for _, header := range wrong {
			if VerifySignature([]string{key}, header, body) {
				t.Errorf("%.60q passes", header)
			}
		}
		for _, other := range []string{`{"example": "well-known"}`, `{"example":"well-known"}` + "\n", ""} {
			if VerifySignature([]string{key}, right, []byte(other)) {
				t.Errorf("passes for %q", other)
			}
		}
		for _, secrets := range [][]string{nil, {""}, {"wrong"}} {
			if VerifySignature(secrets, right, body) {
				t.Errorf("passes with %q", secrets)
			}
		}
	}
	if VerifySignature([]string{""}, sign("", string(body)), body) {
		t.Error("an empty secret signs")
	}
}

func TestEveryActiveSecretOpensACallback(t *testing.T) {
	t.Parallel()
	client, _ := serve(t, &stub{})
	for name, want := range map[string]bool{"CANARY-secret": true, "older": true, "stranger": false} {
		if client.Signed(sign(name, "{}"), []byte("{}")) != want {
			t.Errorf("signed with %s: %v", name, !want)
		}
	}
}

// cronofy.md 3.5: state inside, beside or absent; any set of error fields.
func TestOutcomeOfAnAccountAuthorizationIsReadInEveryForm(t *testing.T) {
	t.Parallel()
	rows := []struct {
		body string
		want AccountCallback
	}{
		{`{"authorization":{"code":"c","state":"emp-42"}}`, AccountCallback{Code: secret("c"), State: "emp-42"}},
		{`{"authorization":{"code":"c"},"state":"emp-42","extra":1}`, AccountCallback{Code: secret("c"), State: "emp-42"}},
		{`{"authorization":{"code":"c"}}`, AccountCallback{Code: secret("c")}},
		{`{"authorization":{"error":"access_denied","error_key":"errors.service_account.no_such_mailbox","error_description":"No mailbox","state":"s"}}`, AccountCallback{State: "s", Error: "access_denied", ErrorKey: "errors.service_account.no_such_mailbox", Description: "No mailbox"}},
		{`{"authorization":{"error":"access_denied"}}`, AccountCallback{Error: "access_denied"}},
		{`{"authorization":{"error":"unable_to_grant_scope","error_key":"errors.x"}}`, AccountCallback{Error: "unable_to_grant_scope", ErrorKey: "errors.x"}},
		{`{"authorization":{"error_key":"errors.unheard_of"}}`, AccountCallback{ErrorKey: "errors.unheard_of"}},
		{`{"authorization":{"error":"access_denied","error_key":"errors.unheard_of"}}`, AccountCallback{Error: "access_denied", ErrorKey: "errors.unheard_of"}},
		{`{"authorization":{"error_description":"Something"}}`, AccountCallback{Description: "Something"}},
	}
	for _, row := range rows {
		got, err := ParseAccountCallback([]byte(row.body))
		if err != nil {
			t.Errorf("%s: %v", row.body, err)
		}
		if got.Code.Reveal() != row.want.Code.Reveal() || got.State != row.want.State || got.Error != row.want.Error ||
			got.ErrorKey != row.want.ErrorKey || got.Description != row.want.Description {
			t.Errorf("%s is read as %+v", row.body, got)
		}
	}
	for _, body := range []string{"", "{}", "[]", "null", `{"authorization":{"state":"s"}}`, `{"authorization":7}`, `{"authorization":{"code":7}}`} {
		if got, err := ParseAccountCallback([]byte(body)); !errors.Is(err, ErrAnswer) {
			t.Errorf("%q is read as %+v (%v)", body, got, err)
		}
	}
}

func TestPushesAreReadAndUnknownOnesAreNoErrors(t *testing.T) {
	t.Parallel()
	rows := map[string]Push{
		`{"notification":{"type":"verification"},"channel":{"channel_id":"chn_1","callback_url":"https://x","filters":{}}}`: {Type: PushVerification, ChannelID: "chn_1"},
		`{"notification":{"type":"change","changes_since":"2026-05-02T09:24:16Z"},"channel":{"channel_id":"chn_1"}}`:        {Type: PushChange, ChangesSince: time.Date(2026, 5, 2, 9, 24, 16, 0, time.UTC), ChannelID: "chn_1"},
		`{"notification":{"type":"change","changes_since":"yesterday"},"channel":{"channel_id":"chn_1"}}`:                   {Type: PushChange, ChannelID: "chn_1"},
		`{"notification":{"type":"change","changes_since":null}}`:                                                           {Type: PushChange},
		`{"notification":{"type":"profile_disconnected"},"channel":{"channel_id":"chn_1"},"new":true}`:                      {Type: PushProfileDisconnected, ChannelID: "chn_1"},
		`{"notification":{"type":"unheard_of"}}`:                                                                            {Type: "unheard_of"},
		`{}`:                                                                                                                {},
	}
	for body, want := range rows {
		got, err := ParsePush([]byte(body))
		if err != nil || got != want {
			t.Errorf("%s is read as %+v (%v)", body, got, err)
		}
	}
	for _, body := range []string{"", "[]", "7", `{"notification":[]}`} {
		if got, err := ParsePush([]byte(body)); !errors.Is(err, ErrAnswer) {
			t.Errorf("%q is read as %+v (%v)", body, got, err)
		}
	}
}

// cronofy.md 6.8: the body is not documented, so nothing in it is needed.
func TestCallsAboutALinkArePingsFirst(t *testing.T) {
	t.Parallel()
	rows := map[string]LinkCallback{
		`{"notification":{"type":"event_subscription","interactions":[{"type":"conferencing_assigned"}]},"event":{"event_id":"e","calendar_id":"c","conferencing":{"provider_name":"zoom","join_url":"https://zoom.example/j/1"}}}`: {Assigned: true, EventID: "e", CalendarID: "c", JoinURL: "https://zoom.example/j/1"},
		`{"notification":{"interactions":[{"type":"conferencing_failing","details":"no licence"}]},"event":{"event_id":"e"}}`:                                                                                                       {Failing: true, EventID: "e", Details: "no licence"},
		`{"notification":{"interactions":[{"type":"conferencing_failing","details":{"code":7}}]}}`:                                                                                                                                  {Failing: true, Details: `{"code":7}`},
		`{"notification":{"interactions":[{"type":"conferencing_failing","details":null}]}}`:                                                                                                                                        {Failing: true},
		`{"notification":{"interactions":[{"type":"conferencing_success"}]}}`:                                                                                                                                                       {},
		`{"notification":{"type":"unheard_of"}}`: {},
		"{}":                                     {},
		"":                                       {},
		"[]":                                     {},
		"<html>":                                 {},
		`{"event":7}`:                            {},
	}
	for body, want := range rows {
		if diff := cmp.Diff(want, ParseLinkCallback([]byte(body))); diff != "" {
			t.Errorf("%s: %s", body, diff)
		}
	}
}

func TestMomentsAreReadInThreeForms(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, 5, 4, 8, 0, 0, 0, time.UTC)
	rows := map[string]Moment{
		`"2026-05-04T08:00:00Z"`:                                      {At: at},
		`"2026-05-04T10:00:00+02:00"`:                                 {At: at},
		`{"time":"2026-05-04T10:00:00+02:00","tzid":"Europe/Berlin"}`: {At: at},
		`"2026-05-04"`:                                                {At: at.Add(-8 * time.Hour), AllDay: true},
		`"soon"`:                                                      {}, `7`: {}, `null`: {}, `{}`: {}, `[]`: {}, `{"time":7}`: {},
	}
	for body, want := range rows {
		var got Moment
		if err := json.Unmarshal([]byte(body), &got); err != nil || got != want {
			t.Errorf("%s is read as %+v (%v)", body, got, err)
		}
	}
}

// FAIL26
func TestTwoLinksOnOneEventAreBothSeen(t *testing.T) {
	t.Parallel()
	rows := []struct {
		event StoredEvent
		want  []string
	}{
		{StoredEvent{}, []string{}},
		{StoredEvent{JoinURL: "a"}, []string{"a"}},
		{StoredEvent{JoinURL: "a", MeetingURL: "a"}, []string{"a"}},
		{StoredEvent{MeetingURL: "b"}, []string{"b"}},
		{StoredEvent{JoinURL: "a", MeetingURL: "b"}, []string{"a", "b"}},
	}
	for _, row := range rows {
		if got := row.event.Links(); !slices.Equal(got, row.want) {
			t.Errorf("%+v has %v", row.event, got)
		}
	}
}

func TestOnlyFreeTimeDoesNotBlock(t *testing.T) {
	t.Parallel()
	for status, want := range map[string]bool{"busy": true, "tentative": true, "unknown": true, "": true, "unheard_of": true, "free": false} {
		if (Busy{Status: status}).Blocks() != want {
			t.Errorf("%q blocks: %v", status, !want)
		}
	}
}
