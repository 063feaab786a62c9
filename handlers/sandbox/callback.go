package sandbox

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"time"
)

// Operations of callbacks, as faults and the record name them.
const (
	callbackDelegation   = "callback.ec"
	callbackPush         = "callback.push"
	callbackSubscription = "callback.subscription"
)

// signatureHeader carries the signature of every callback (9.4).
const signatureHeader = "Cronofy-HMAC-SHA256"

// deliverySteps are the pauses between attempts; together they stay within 24 hours (9.5).
var deliverySteps = []time.Duration{
	15 * time.Second, time.Minute, 5 * time.Minute, 15 * time.Minute, time.Hour,
	2 * time.Hour, 4 * time.Hour, 6 * time.Hour, 10 * time.Hour,
}

const (
	deliveryTimeout = 5 * time.Second
	heldAtMost      = 30 * time.Second
)

// Ways a fault lets a callback be signed.
const (
	signedBySecond = "second"
	signedByNobody = "forged"
)

// delivery is a callback on its way.
type delivery struct {
	Operation string
	URL       string
	Body      string
	Sub       string
	Email     string
	Channel   string // id of the channel of a push
	Once      bool   // never repeated
	Attempt   int    // attempts made
	Struck    string // the fault that has struck already
	Signed    string // how, when not as it should be
}

// callBack remembers a callback with a JSON body that is due now.
func (t *tx) callBack(d delivery, body any) {
	data, err := json.Marshal(body)
	if err != nil {
		t.fail(err)
		return
	}
	d.Body = string(data)
	t.enqueue(workDeliver, d.Operation, t.now, d)
}

// callbackClient calls without following redirects: only the address itself can accept (9.5).
func callbackClient() *http.Client {
	return &http.Client{
		Timeout:       deliveryTimeout,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

// deliver makes one attempt. A process killed between the call and its result calls again.
func (s *Sandbox) deliver(ctx context.Context, w work) error {
	var d delivery
	send := false
	err := s.do(ctx, func(t *tx) {
		d = decoded[delivery](t, w)
		send = t.readyToDeliver(w, &d)
	})
	if err != nil || !send {
		return err
	}
	e := s.attempt(ctx, d)
	if ctx.Err() != nil {
		return ctx.Err() // we are stopping; the row stays due
	}
	return s.do(ctx, func(t *tx) {
		t.record(e)
		t.settle(w, d, e.Status)
	})
}

// readyToDeliver applies faults; false when there is nothing to send now.
func (t *tx) readyToDeliver(w work, d *delivery) bool {
	if _, open := load[channel](t, d.Channel); d.Channel != "" && !open {
		t.finish(w)
		return false
	}
	if d.Struck != "" {
		return true
	}
	f, struck := t.strike(occasion{Operation: d.Operation, Account: d.Sub, Email: d.Email, Path: d.URL},
		faultDuplicate, faultReorder, faultDelay, faultDrop, faultSecondSecret, faultForge)
	if !struck {
		return true
	}
	d.Struck = f.What
	return t.applyToDelivery(f, w, d)
}

func (t *tx) applyToDelivery(f fault, w work, d *delivery) bool {
	switch f.What {
	case faultDuplicate:
		for range max(f.Copies, 1) {
			t.enqueue(workDeliver, d.Operation, t.now, *d)
		}
	case faultSecondSecret:
		d.Signed = signedBySecond
	case faultForge:
		d.Signed, d.Once = signedByNobody, true
		genuine := *d
		genuine.Signed, genuine.Once = "", false
		t.enqueue(workDeliver, d.Operation, t.now, genuine)
	case faultReorder:
		t.postpone(w, t.now.Add(heldAtMost), d)
		return false
	case faultDelay:
		t.postpone(w, t.now.Add(f.delay()), d)
		return false
	case faultDrop:
		t.record(entry{Kind: entryCallback, Operation: d.Operation, URL: d.URL, Account: d.Sub,
			Email: d.Email, RequestBody: d.Body, Fault: f.What})
		t.finish(w)
		return false
	}
	return true
}

// attempt posts once and returns the line for the record.
func (s *Sandbox) attempt(ctx context.Context, d delivery) entry {
	body := []byte(d.Body)
	e := entry{
		Kind: entryCallback, Operation: d.Operation, Method: http.MethodPost, URL: d.URL,
		Account: d.Sub, Email: d.Email, Header: s.signature(d, body), RequestBody: d.Body,
		Fault: d.Struck, Attempt: d.Attempt + 1,
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, d.URL, bytes.NewReader(body))
	if err != nil {
		e.Error = err.Error()
		return e
	}
	request.Header.Set("Content-Type", "application/json; charset=utf-8")
	request.Header.Set(signatureHeader, e.Header)
	response, err := s.client.Do(request)
	if err != nil {
		e.Error = err.Error()
		return e
	}
	defer response.Body.Close()
	answered, _ := io.ReadAll(io.LimitReader(response.Body, 4096))
	e.Status, e.ResponseBody = response.StatusCode, string(answered)
	return e
}

// settle ends a delivery that was accepted, and plans the next attempt of one that was not. After
// the last attempt of a push its channel is closed (9.5).
func (t *tx) settle(w work, d delivery, status int) {
	d.Attempt++
	accepted := status >= 200 && status < 300
	if !accepted && !d.Once && d.Attempt <= len(deliverySteps) {
		t.postpone(w, t.now.Add(deliverySteps[d.Attempt-1]), d)
		return
	}
	t.finish(w)
	if accepted {
		t.releaseHeld(d.Operation)
		return
	}
	if c, open := load[channel](t, d.Channel); open && !d.Once {
		remove(t, c)
		t.record(entry{Kind: entryAct, Operation: "channel_closed", Account: d.Sub, URL: d.URL})
	}
}

// releaseHeld lets callbacks go that were held until another one of their kind had passed.
func (t *tx) releaseHeld(operation string) {
	t.woken = true
	t.exec(`update work set due_at = ? where kind = ? and label = ?
		and json_extract(data, '$.Struck') = ? and json_extract(data, '$.Attempt') = 0 and due_at > ?`,
		t.now.UnixMicro(), workDeliver, operation, faultReorder, t.now.UnixMicro())
}

// signature is one value per active secret, newest first (9.4).
func (s *Sandbox) signature(d delivery, body []byte) string {
	switch d.Signed {
	case signedByNobody:
		return sign(secret(), body)
	case signedBySecond:
		return sign(s.config.SecondSecret, body)
	}
	var values []string
	for _, key := range s.secrets() {
		values = append(values, sign(key, body))
	}
	return strings.Join(values, ",")
}

func sign(key string, body []byte) string {
	mac := hmac.New(sha256.New, []byte(key))
	mac.Write(body)
	return base64.StdEncoding.EncodeToString(mac.Sum(nil))
}
