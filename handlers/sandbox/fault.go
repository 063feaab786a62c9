package sandbox

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"path"
	"slices"
	"strings"
	"time"
)

// What a fault does. The first group concerns calls, the second callbacks, the third links.
const (
	faultStatus     = "status"      // refuse with Status, without any effect
	faultSlow       = "slow"        // do it only after a while, as when it was long on its way
	faultDelay      = "delay"       // do it, but answer (or call back, or make the link) late
	faultLostAnswer = "lost_answer" // do it and break the connection
	faultDoneBut500 = "done_but_500"

	faultDuplicate    = "duplicate" // Copies more of the same callback
	faultReorder      = "reorder"   // held until a later callback has been delivered
	faultDrop         = "drop"
	faultSecondSecret = "second_secret" // signed by the second secret only
	faultForge        = "forge"         // signed by a secret nobody has

	faultNoLink        = "no_link"
	faultMalformed     = "malformed_link"
	faultVanity        = "vanity_link"
	faultOtherProvider = "other_provider"
	faultFailing       = "conferencing_failing"
	faultIntegrated    = "integrated_refused" // upserts answer 422 (6.6)
	faultMove          = "move_refused"       // upserts that move an event with a link answer 422 [I]
)

var faultKinds = []string{
	faultStatus, faultSlow, faultDelay, faultLostAnswer, faultDoneBut500, faultDuplicate, faultReorder, faultDrop,
	faultSecondSecret, faultForge, faultNoLink, faultMalformed, faultVanity, faultOtherProvider, faultFailing,
	faultIntegrated, faultMove,
}

// fault is something that will go wrong a number of times. It concerns the calls, callbacks or
// links that match all of its conditions; an empty condition matches everything.
type fault struct {
	ID         string `json:"id" form:"-"`
	What       string `json:"what" form:"what"`
	Operation  string `json:"operation,omitempty" form:"operation"` // "events.upsert", "callback.push", "callback.*", "conference"
	Method     string `json:"method,omitempty" form:"method"`
	Path       string `json:"path,omitempty" form:"path"`       // pattern of path.Match
	Account    string `json:"account,omitempty" form:"account"` // id or address
	Times      int    `json:"times" form:"times"`               // 0 means once, negative until removed
	Percent    int    `json:"percent,omitempty" form:"percent"` // of the matching calls; 0 means all
	Status     int    `json:"status,omitempty" form:"status"`
	RetryAfter int    `json:"retry_after,omitempty" form:"retry_after"` // seconds
	DelayMS    int    `json:"delay_ms,omitempty" form:"delay_ms"`
	Copies     int    `json:"copies,omitempty" form:"copies"`
}

func (fault) kind() string            { return "fault" }
func (f fault) key() (string, string) { return f.ID, "" }

// occasion is what a fault is asked about.
type occasion struct {
	Operation, Method, Path string
	Account, Email          string
}

func (f fault) matches(o occasion) bool {
	return matchPattern(f.Operation, o.Operation) && matchPattern(f.Path, o.Path) &&
		(f.Method == "" || strings.EqualFold(f.Method, o.Method)) &&
		(f.Account == "" || f.Account == o.Account || strings.EqualFold(f.Account, o.Email)) &&
		(f.Percent == 0 || rand.IntN(100) < f.Percent)
}

func matchPattern(pattern, value string) bool {
	if pattern == "" {
		return true
	}
	ok, err := path.Match(pattern, value)
	return ok && err == nil
}

// strike takes the oldest fault of one of the given kinds that concerns the occasion and counts it.
func (t *tx) strike(o occasion, kinds ...string) (fault, bool) {
	for _, f := range every[fault](t) {
		if slices.Contains(kinds, f.What) && f.matches(o) {
			t.count(f)
			return f, true
		}
	}
	return fault{}, false
}

func (t *tx) count(f fault) {
	switch {
	case f.Times < 0:
	case f.Times > 1:
		f.Times--
		save(t, f)
	default:
		remove(t, f)
	}
}

// addFault remembers a fault; the error says what is wrong with it.
func (t *tx) addFault(f fault) (fault, error) {
	switch {
	case !slices.Contains(faultKinds, f.What):
		return f, fmt.Errorf("what must be one of %s", strings.Join(faultKinds, ", "))
	case f.What == faultStatus && (f.Status < 400 || f.Status > 599):
		return f, fmt.Errorf("status must be between 400 and 599")
	case f.What == faultSecondSecret && t.s.config.SecondSecret == "":
		return f, fmt.Errorf("there is no second secret")
	case (f.What == faultDelay || f.What == faultSlow) && f.DelayMS <= 0:
		return f, fmt.Errorf("delay_ms must be positive")
	case f.Percent < 0 || f.Percent > 100:
		return f, fmt.Errorf("percent must be between 0 and 100")
	}
	if f.Times == 0 {
		f.Times = 1
	}
	f.ID = t.nextNumber("fault")
	save(t, f)
	return f, nil
}

// answer is what a refused call gets.
func (f fault) answer(t *tx) answer {
	a := t.refusal(f.Status)
	if f.RetryAfter > 0 {
		a.header.Set("Retry-After", fmt.Sprint(f.RetryAfter))
	}
	return a
}

func (f fault) delay() time.Duration { return time.Duration(f.DelayMS) * time.Millisecond }

// label names the fault in the record.
func (f fault) label() string {
	if f.What == faultStatus {
		return fmt.Sprintf("%d %s", f.Status, http.StatusText(f.Status))
	}
	return f.What
}
