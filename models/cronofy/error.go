package cronofy

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"entrevue/models"
)

// ErrAnswer means that an answer or a callback could not be read. It says nothing about whether the
// call had its effect.
var ErrAnswer = errors.New("answer cannot be read")

// Codes that are acted upon. Every other one is shown as it came.
const (
	CodeInvalidGrant           = "invalid_grant"  // code or refresh token is used up or revoked
	CodeInvalidClient          = "invalid_client" // FAIL42, FAIL46
	CodeIntegratedNotAvailable = "errors.integrated_conferencing_not_available"
	CodeNotRecognized          = "errors.not_recognized"
)

// Problem is one entry of a 422: a key to act upon and a text to show.
type Problem struct {
	Key         string `json:"key"`
	Description string `json:"description"`
}

// Error is a refusal by Cronofy. Actions translate it; handlers never see it.
type Error struct {
	Status     int
	Code       string // "invalid_grant" and the like of a 400, or the first key of a 422
	RetryAfter time.Duration
	Body       []byte               // raw, for a person who has to find out
	Fields     map[string][]Problem // of a 422
}

// Error implements error. It leaves out the body, which can repeat what people typed.
func (e *Error) Error() string {
	if e.Code == "" {
		return "status " + strconv.Itoa(e.Status)
	}
	return fmt.Sprintf("status %d, %s", e.Status, e.Code)
}

// Unwrap gives the kind of failure in the product's words: ErrReconnect for a grant that has ended,
// *Limited for a 429, ErrUnavailable for what another attempt may cure. Others have none.
func (e *Error) Unwrap() error {
	switch {
	case e.Code == CodeInvalidGrant:
		return models.ErrReconnect
	case e.Status == http.StatusTooManyRequests:
		return &models.Limited{RetryAfter: e.RetryAfter}
	case e.Status == http.StatusLocked || e.Status >= 500:
		return models.ErrUnavailable
	default:
		return nil
	}
}

// Unauthorized says that the token was not recognized; a fresh one may be.
func (e *Error) Unauthorized() bool { return e.Status == http.StatusUnauthorized }

// Final says that the same call will be refused again, however often it is repeated.
func (e *Error) Final() bool {
	switch e.Status {
	case http.StatusPaymentRequired, http.StatusForbidden, http.StatusNotFound, http.StatusUnprocessableEntity:
		return true
	default:
		return false
	}
}

// Missing tells whether Cronofy knows no such thing, or lets us know of none.
func Missing(err error) bool {
	var refused *Error
	return errors.As(err, &refused) && refused.Status == http.StatusNotFound
}

// ConferencingCause says why the conferencing part of an event was refused; ok is false when the
// refusal is about something else. The event can then be written again without a link.
func (e *Error) ConferencingCause() (cause models.Cause, ok bool) {
	if e.Status != http.StatusUnprocessableEntity {
		return models.CauseNone, false
	}
	for field, problems := range e.Fields {
		if field != "conferencing" && !strings.HasPrefix(field, "conferencing.") {
			continue
		}
		ok = true
		for _, problem := range problems {
			switch problem.Key {
			case CodeIntegratedNotAvailable:
				return models.CauseNotIntegrated, true
			case CodeNotRecognized:
				return models.CauseProfileUnknown, true
			}
		}
	}
	if !ok {
		return models.CauseNone, false
	}
	return models.CauseRefused, true
}

// Text is Cronofy's own words about a refusal, for the details that a person can open.
func (e *Error) Text() string {
	words := []string{}
	for _, field := range e.fieldNames() {
		for _, problem := range e.Fields[field] {
			words = append(words, strings.TrimSpace(field+": "+problem.Description+" ("+problem.Key+")"))
		}
	}
	if len(words) == 0 {
		return e.Error()
	}
	return strings.Join(words, "; ")
}

func (e *Error) fieldNames() []string {
	names := make([]string, 0, len(e.Fields))
	for name := range e.Fields {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

func newError(status int, header http.Header, body []byte) *Error {
	refused := &Error{Status: status, Body: body, RetryAfter: retryAfter(header)}
	var answer struct {
		Error  any                        `json:"error"`
		Errors map[string]json.RawMessage `json:"errors"`
	}
	if json.Unmarshal(body, &answer) != nil {
		return refused // empty, or a page of whatever stands in between
	}
	refused.Code, _ = answer.Error.(string)
	for field, raw := range answer.Errors {
		var problems []Problem
		if json.Unmarshal(raw, &problems) != nil {
			continue
		}
		if refused.Fields == nil {
			refused.Fields = map[string][]Problem{}
		}
		refused.Fields[field] = problems
	}
	for _, field := range refused.fieldNames() {
		if refused.Code == "" && len(refused.Fields[field]) > 0 {
			refused.Code = refused.Fields[field][0].Key
		}
	}
	return refused
}

// retryAfter reads both forms of the header: seconds, and a date, which is measured by the server's
// own clock.
func retryAfter(header http.Header) time.Duration {
	text := header.Get("Retry-After")
	if seconds, err := strconv.Atoi(text); err == nil && seconds >= 0 {
		return time.Duration(min(seconds, 24*60*60)) * time.Second
	}
	until, err := http.ParseTime(text)
	if err != nil {
		return 0
	}
	now, err := http.ParseTime(header.Get("Date"))
	if err != nil {
		now = time.Now()
	}
	return min(max(until.Sub(now), 0), 24*time.Hour)
}
