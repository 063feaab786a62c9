package models

import "time"

// HostedAhead is what stands and falls with a host's account: the interviews to come that this person
// hosts with one method.
type HostedAhead struct {
	Interviews int
	Linkless   int        // of these, those whose link is not made yet
	Late       int        // of these, those whose link did not come in time, without anybody having refused it
	First      *time.Time // when the first one starts
}

// Hosted is one interview that a person hosts, with its candidate's name.
type Hosted struct {
	Interview
	CandidateName string
}
