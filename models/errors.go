package models

import (
	"errors"
	"fmt"
	"sort"
	"strings"
	"time"
)

// The kinds of failure that an action or a read can end with. Handlers turn each into one status
// and one page; everything else is a fault of ours and answered with 500.
var (
	// ErrNotFound is also the answer where a thing exists but the person may not know of it.
	ErrNotFound = errors.New("not found")
	// ErrForbidden means: may be seen, but not done by this person.
	ErrForbidden = errors.New("forbidden")
	// ErrGone means that a link was used up, was revoked or has expired.
	ErrGone = errors.New("gone")
	// ErrReconnect means that a grant has ended and a person must connect again.
	ErrReconnect = errors.New("must be connected again")
	// ErrUnavailable means that trying again later can help; nothing was changed.
	ErrUnavailable = errors.New("unavailable for now")
	// ErrObsolete means that newer work has replaced this one: it ends without effect.
	ErrObsolete = errors.New("replaced by a newer version")
)

// Limited says that a person or an address has tried too often. RetryAfter is how long to wait.
type Limited struct{ RetryAfter time.Duration }

// Error implements error.
func (l *Limited) Error() string { return fmt.Sprintf("limited for %s", l.RetryAfter) }

// Conflict says that somebody else changed the thing since it was shown. Current is what it is now,
// so that both versions can be shown; nothing was overwritten.
type Conflict struct{ Current any }

// Error implements error.
func (c *Conflict) Error() string { return fmt.Sprintf("changed meanwhile: %T", c.Current) }

// Resent says that a form was sent before with other entries, and had its effect then. What is sent now
// changed nothing.
type Resent struct{}

// Error implements error.
func (*Resent) Error() string { return "sent before with other entries" }

// Taken says that a host has other interviews at the wished time (FAIL29). Free are the nearest times
// without one, for the host and the candidate.
type Taken struct {
	Interviews []Interview
	Free       []Period
}

// Error implements error.
func (t *Taken) Error() string { return fmt.Sprintf("taken by %d interviews", len(t.Interviews)) }

// Engaged says that a candidate has another interview at the wished time.
type Engaged struct{ Interview Interview }

// Error implements error.
func (e *Engaged) Error() string { return fmt.Sprintf("candidate is in interview %d", e.Interview.ID) }

// Problem is what is wrong with one field: a locale key and its named arguments (name, value, …).
type Problem struct {
	Key  string
	Args []any
}

// Invalid collects what a person has to correct, by the name of the field in the form. The empty
// name concerns the form as a whole.
type Invalid struct{ Fields map[string]Problem }

// Error implements error.
func (i *Invalid) Error() string {
	names := make([]string, 0, len(i.Fields))
	for name, problem := range i.Fields {
		names = append(names, name+" "+problem.Key)
	}
	sort.Strings(names)
	return "invalid: " + strings.Join(names, ", ")
}

// Add notes a problem of a field; the first problem of a field stays.
func (i *Invalid) Add(field, key string, args ...any) {
	if i.Fields == nil {
		i.Fields = map[string]Problem{}
	}
	if _, taken := i.Fields[field]; !taken {
		i.Fields[field] = Problem{Key: key, Args: args}
	}
}

// Err returns nil when nothing was added.
func (i *Invalid) Err() error {
	if len(i.Fields) == 0 {
		return nil
	}
	return i
}

// InvalidField is an *Invalid about a single field.
func InvalidField(field, key string, args ...any) error {
	invalid := &Invalid{}
	invalid.Add(field, key, args...)
	return invalid
}
