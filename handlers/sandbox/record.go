package sandbox

import (
	"encoding/json"
	"strconv"
	"strings"
	"time"
)

// Kinds of entries in the record.
const (
	entryRequest  = "request"  // somebody called the API or opened a hosted page
	entryCallback = "callback" // we called somebody
	entryMail     = "mail"     // the mail server accepted a message
	entryAct      = "act"      // somebody in the outside world did something
)

// entry is one line of the append-only record. It is written in the transaction of the effect it
// tells of, so that the two never differ.
type entry struct {
	ID           int64     `json:"id"`
	At           time.Time `json:"at"`
	Kind         string    `json:"kind"`
	Operation    string    `json:"operation"`
	Method       string    `json:"method,omitempty"`
	URL          string    `json:"url,omitempty"`
	Account      string    `json:"account,omitempty"`
	Email        string    `json:"email,omitempty"`
	Header       string    `json:"header,omitempty"` // signature of a callback
	RequestBody  string    `json:"request_body,omitempty"`
	Status       int       `json:"status,omitempty"`
	ResponseBody string    `json:"response_body,omitempty"`
	Location     string    `json:"location,omitempty"`
	Fault        string    `json:"fault,omitempty"`
	Attempt      int       `json:"attempt,omitempty"`
	Error        string    `json:"error,omitempty"`
}

// recordedBody is as much of a body as the record keeps.
const recordedBody = 64 << 10

func (t *tx) record(e entry) {
	e.At = t.now
	e.RequestBody, e.ResponseBody = shortened(e.RequestBody), shortened(e.ResponseBody)
	data, err := json.Marshal(e)
	if err != nil {
		t.fail(err)
		return
	}
	t.exec(`insert into record (kind, operation, account, data) values (?, ?, ?, ?)`,
		e.Kind, e.Operation, e.Account, string(data))
}

func shortened(body string) string {
	if len(body) <= recordedBody {
		return body
	}
	return strings.ToValidUTF8(body[:recordedBody], "") + "…"
}

// recordQuery selects entries; empty fields select everything.
type recordQuery struct {
	Kind, Operation, Account string
	After                    int64
	Limit                    int
	NewestFirst              bool
}

func (t *tx) entries(q recordQuery) []entry {
	order := " order by id limit "
	if q.NewestFirst {
		order = " order by id desc limit "
	}
	var found []entry
	t.query(func(scan func(...any)) {
		var id int64
		var data string
		scan(&id, &data)
		var e entry
		if err := json.Unmarshal([]byte(data), &e); err != nil {
			t.fail(err)
		}
		e.ID = id
		found = append(found, e)
	}, `select id, data from record where id > ? and (? = '' or kind = ?)
		and (? = '' or operation = ?) and (? = '' or account = ?)`+order+strconv.Itoa(q.Limit),
		q.After, q.Kind, q.Kind, q.Operation, q.Operation, q.Account, q.Account)
	return found
}
