package models

import "time"

// HostedAhead is what stands and falls with a host's account: the interviews to come that this person
// hosts with one method.
type HostedAhead struct {
	Interviews int
	Linkless   int        // of these, those whose link is not made yet
	First      *time.Time // when the first one starts
}
