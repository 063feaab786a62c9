package handlerstest

import (
	"bytes"
	"encoding/json"
	"io"
	"maps"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"entrevue/models"
)

// Event is what stands in a calendar of the world outside.
type Event struct {
	Email       string    `json:"email"`
	Managed     bool      `json:"managed"`
	Deleted     bool      `json:"deleted"`
	EventID     string    `json:"event_id"`
	CalendarID  string    `json:"calendar_id"`
	Summary     string    `json:"summary"`
	Description string    `json:"description"`
	Start       time.Time `json:"start"`
	End         time.Time `json:"end"`
	Attendees   []struct {
		Email string `json:"email"`
	} `json:"attendees"`
	Private    bool   `json:"event_private"`
	Busy       string `json:"free_busy_status"`
	JoinURL    string `json:"join_url"`
	Provider   string `json:"provider"`
	Conference string `json:"conference"` // pending, made, failing
	Asked      string `json:"asked"`      // the profile_id of the conferencing
}

// Events are those that the application has written and nobody has deleted, in every calendar.
func (w *World) Events() []Event {
	w.t.Helper()
	var answer struct {
		Events []Event `json:"events"`
	}
	w.outsideJSON("GET", "/sandbox/events", nil, &answer)
	standing := []Event{}
	for _, event := range answer.Events {
		if event.Managed && !event.Deleted {
			standing = append(standing, event)
		}
	}
	return standing
}

// Fault is something that goes wrong outside; see the sandbox's fault panel.
type Fault struct {
	What       string `json:"what"`
	Operation  string `json:"operation,omitempty"`
	Method     string `json:"method,omitempty"`
	Path       string `json:"path,omitempty"`
	Account    string `json:"account,omitempty"`
	Times      int    `json:"times,omitempty"`
	Status     int    `json:"status,omitempty"`
	RetryAfter int    `json:"retry_after,omitempty"`
	DelayMS    int    `json:"delay_ms,omitempty"`
	Copies     int    `json:"copies,omitempty"`
}

// Break makes something go wrong outside.
func (w *World) Break(f Fault) {
	w.t.Helper()
	w.outsideJSON("POST", "/sandbox/faults", f, nil)
}

// Heal ends everything that goes wrong.
func (w *World) Heal() {
	w.t.Helper()
	w.outsideJSON("DELETE", "/sandbox/faults", nil, nil)
}

// Switch is a fact of the protocol that nobody could read anywhere, with its possible settings.
type Switch struct {
	Name     string   `json:"name"`
	Settings []string `json:"settings"`
}

// AdvanceOutside moves the clock of the world outside only: what was made there gets older.
func (w *World) AdvanceOutside(d time.Duration) {
	w.t.Helper()
	w.outsideJSON("POST", "/sandbox/clock", map[string]string{"advance": d.String()}, nil)
}

// Switches are all of them.
func (w *World) Switches() []Switch {
	w.t.Helper()
	var answer struct {
		Switches []Switch `json:"switches"`
	}
	w.outsideJSON("GET", "/sandbox/switches", nil, &answer)
	return answer.Switches
}

// Turn changes such a fact.
func (w *World) Turn(name, setting string) {
	w.t.Helper()
	w.outsideJSON("POST", "/sandbox/switches", map[string]string{"name": name, "value": setting}, nil)
}

// Mailbox changes a mailbox of the company outside: see the sandbox's directory.
func (w *World) Mailbox(address string, change map[string]any) {
	w.t.Helper()
	body := map[string]any{"address": address}
	maps.Copy(body, change)
	w.outsideJSON("POST", "/sandbox/directory", body, nil)
}

// Letter is a mail that arrived somewhere.
type Letter struct {
	ID      int64               `json:"id"`
	Subject string              `json:"subject"`
	Headers map[string][]string `json:"headers"`
	Text    string              `json:"text"`
	HTML    string              `json:"html"`
	Raw     string              `json:"raw"`
}

// MessageID is the mail's own name.
func (l Letter) MessageID() string { return strings.Join(l.Headers["Message-Id"], " ") }

// Letters are the mails to an address, newest first.
func (w *World) Letters(address string) []Letter {
	w.t.Helper()
	var list struct {
		Letters []Letter `json:"letters"`
	}
	w.outsideJSON("GET", "/sandbox/mailboxes/"+url.PathEscape(address), nil, &list)
	return list.Letters
}

// Callback is a call that the world outside has made.
type Callback struct {
	URL       string `json:"url"`
	Signature string `json:"header"`
	Body      string `json:"request_body"`
	Status    int    `json:"status"` // of the answer; none while nobody answered
}

// Callbacks are those made so far, oldest first.
func (w *World) Callbacks() []Callback {
	w.t.Helper()
	var answer struct {
		Record []Callback `json:"record"`
	}
	w.outsideJSON("GET", "/sandbox/record?kind=callback&limit=10000", nil, &answer)
	return answer.Record
}

// outsideJSON asks the sandbox's own pages.
func (w *World) outsideJSON(method, path string, body, into any) {
	w.t.Helper()
	status, raw := w.askOutside(method, path, body)
	if status >= 400 {
		w.t.Fatalf("%s %s: %d %s", method, path, status, raw)
	}
	if into != nil {
		w.must(json.Unmarshal(raw, into))
	}
}

func (w *World) askOutside(method, path string, body any) (status int, answered []byte) {
	w.t.Helper()
	var content io.Reader
	if body != nil {
		raw, err := json.Marshal(body)
		w.must(err)
		content = bytes.NewReader(raw)
	}
	request, err := http.NewRequestWithContext(w.t.Context(), method, w.Outside+path, content)
	w.must(err)
	request.Header.Set("Accept", "application/json")
	request.Header.Set("Content-Type", "application/json")
	answer, err := http.DefaultClient.Do(request)
	w.must(err)
	defer answer.Body.Close()
	raw, err := io.ReadAll(answer.Body)
	w.must(err)
	return answer.StatusCode, raw
}

// Act lets somebody do something outside at once, to an account by its id or address, and where
// that concerns one provider, to its profiles there: see the sandbox's fault panel.
func (w *World) Act(what, account string, provider ...models.Provider) {
	w.t.Helper()
	act := map[string]string{"what": what, "account": account}
	for _, p := range provider {
		act["profile"] = string(p)
	}
	w.outsideJSON("POST", "/sandbox/acts", act, nil)
}

// CalendarAct is what a person does to an event in a calendar: move_event, delete_event, edit_link,
// add_link, remove_link, rename_event.
type CalendarAct struct {
	What    string    `json:"what"`
	Account string    `json:"account"` // id or address
	Event   string    `json:"event"`   // our id
	Start   time.Time `json:"start,omitzero"`
	End     time.Time `json:"end,omitzero"`
	Link    string    `json:"link,omitempty"`
	Summary string    `json:"summary,omitempty"`
}

// InCalendar lets somebody change an event in a calendar of the world outside. It answers false where
// the event has gone meanwhile.
func (w *World) InCalendar(act CalendarAct) bool {
	w.t.Helper()
	status, answer := w.askOutside("POST", "/sandbox/acts", act)
	if status >= 400 && !bytes.Contains(answer, []byte("there is no event")) {
		w.t.Fatalf("act %+v: %d %s", act, status, answer)
	}
	return status < 400
}

// VideoAccount is an account with a provider that somebody has let Cronofy into, as it stands outside.
type VideoAccount struct {
	ID        string `json:"profile_id"`
	Provider  string `json:"provider_name"`
	Name      string `json:"profile_name"`
	Connected bool   `json:"profile_connected"`
}

// VideoAccounts are all of them, by the address of their person's calendar.
func (w *World) VideoAccounts() map[string][]VideoAccount {
	w.t.Helper()
	var answer struct {
		Accounts map[string][]VideoAccount `json:"video_accounts"`
	}
	w.outsideJSON("GET", "/sandbox/directory", nil, &answer)
	return answer.Accounts
}

// Asked is a request that the application has made outside.
type Asked struct {
	Operation string `json:"operation"`
	Status    int    `json:"status"` // of the answer
}

// Asked are the requests of the application so far, oldest first.
func (w *World) Asked() []Asked {
	w.t.Helper()
	var all []Asked
	for after := int64(0); ; {
		var answer struct {
			Record []Asked `json:"record"`
			Next   int64   `json:"next"`
		}
		w.outsideJSON("GET", "/sandbox/record?kind=request&limit=10000&after="+strconv.FormatInt(after, 10), nil, &answer)
		all = append(all, answer.Record...)
		if after = answer.Next; after == 0 {
			return all
		}
	}
}
