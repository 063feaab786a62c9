package models

import (
	"slices"
	"strings"
	"time"
)

// Worry is one thing that is amiss about an interview to come, as the watchdog has found or the candidate said.
type Worry string

// The worries. Of the five from people to link at most one is named, that from which the others follow.
const (
	WorryPeople   Worry = "people"   // host or organizer is no longer active (FAIL33)
	WorryDrift    Worry = "drift"    // the event stands otherwise in the calendar, and nobody has decided (FAIL32)
	WorryHost     Worry = "host"     // the host's calendar or account is not connected any more
	WorryEvent    Worry = "event"    // the event does not stand in the calendar as it was planned
	WorryLink     Worry = "link"     // there is no link that can be joined
	WorryRejected Worry = "rejected" // the mail server refused what the candidate was to read (FAIL37)
	WorryUntold   Worry = "untold"   // the candidate was not told of the interview as it is
	WorryDeclined Worry = "declined" // the candidate cannot come, and no recruiter has acted yet
)

// AllWorries returns every worry.
func AllWorries() []Worry {
	return []Worry{WorryPeople, WorryDrift, WorryHost, WorryEvent, WorryLink, WorryRejected, WorryUntold, WorryDeclined}
}

// SentenceKey is the locale key of what is amiss, with the arguments host and candidate.
func (w Worry) SentenceKey() string {
	switch w {
	case WorryPeople:
		return "worries.people"
	case WorryDrift:
		return "worries.drift"
	case WorryHost:
		return "worries.host"
	case WorryEvent:
		return "worries.event"
	case WorryLink:
		return "worries.link"
	case WorryRejected:
		return "worries.rejected"
	case WorryDeclined:
		return "worries.declined"
	default:
		return "worries.untold"
	}
}

// Worries are what is amiss, separated by spaces.
type Worries string

// WorriesFrom writes a list down.
func WorriesFrom(list []Worry) Worries {
	words := make([]string, len(list))
	for n, worry := range list {
		words[n] = string(worry)
	}
	return Worries(strings.Join(words, " "))
}

// List is what was written down.
func (w Worries) List() []Worry {
	var list []Worry
	for word := range strings.FieldsSeq(string(w)) {
		list = append(list, Worry(word))
	}
	return list
}

// Has tells whether one of them is this.
func (w Worries) Has(worry Worry) bool { return slices.Contains(w.List(), worry) }

// With are these and one more.
func (w Worries) With(worry Worry) Worries {
	return WorriesFrom(append(w.Without(worry).List(), worry))
}

// Without are the others than those.
func (w Worries) Without(worries ...Worry) Worries {
	return WorriesFrom(slices.DeleteFunc(w.List(), func(other Worry) bool { return slices.Contains(worries, other) }))
}

// Watched is what the watchdog knows about an interview. Mails are those to the candidate, oldest first.
type Watched struct {
	Interview Interview
	Candidate Candidate
	Event     CalendarEvent
	Housed    bool // the host has a calendar for it
	HostLost  bool
	Mails     []Mail
}

// Worries are what is amiss; empty when everything is as it was promised. That the candidate cannot come
// is no finding: it stands until somebody acts.
func (w Watched) Worries() []Worry {
	list := w.found()
	if w.Interview.Worries.Has(WorryDeclined) {
		list = append(list, WorryDeclined)
	}
	return list
}

func (w Watched) found() []Worry {
	var list []Worry
	i := w.Interview
	linked := i.Video() || i.Method == MethodOwnLink
	switch {
	case i.PeopleLeft:
		list = append(list, WorryPeople)
	case w.Event.Drift.Any():
		list = append(list, WorryDrift)
	case w.HostLost:
		list = append(list, WorryHost)
	case w.Housed && (w.Event.State != EventWritten || w.Event.AcceptedVersion != i.Version):
		list = append(list, WorryEvent)
	case linked && i.JoinURL() == "":
		list = append(list, WorryLink)
	}
	switch InvitationOf(i, w.Candidate, w.Mails) {
	case InvitationRejected:
		return append(list, WorryRejected)
	case InvitationNone, InvitationByHand:
		return list
	case InvitationAccepted:
		if i.InvitedVersion >= i.Version {
			return list
		}
	}
	if len(list) > 0 { // what the candidate is to read waits for it
		return list
	}
	return append(list, WorryUntold)
}

// When the watchdog looks: a day and an hour before, after things have been still for a moment, and again
// while something is amiss: often within the last day, now and then before it.
const (
	WatchLong     = 24 * time.Hour
	watchShort    = time.Hour
	WatchPatience = 3 * time.Minute
	watchAgain    = 15 * time.Minute
	watchEarly    = 6 * time.Hour
)

// NextWatch is when the watchdog looks next at an interview; nil when it does not any more. What was found
// amiss is looked at again; a candidate who cannot come is nothing to look at.
func (i Interview) NextWatch(now time.Time) *time.Time {
	if i.Cancelled() {
		return nil
	}
	times := []time.Time{i.StartsAt.Add(-WatchLong), i.StartsAt.Add(-watchShort)}
	switch {
	case i.Worries.Without(WorryDeclined) == "":
	case i.Early(now):
		times = append(times, now.Add(watchEarly))
	default:
		times = append(times, now.Add(watchAgain))
	}
	slices.SortFunc(times, time.Time.Compare)
	for _, at := range times {
		if at.After(now) && at.Before(i.StartsAt) {
			return &at
		}
	}
	return nil
}

// Early tells whether the interview is so far ahead that the watchdog has not looked at it by the clock.
func (i Interview) Early(now time.Time) bool { return i.StartsAt.Sub(now) > WatchLong }

// HostLost tells whether a host for whom this is the reason can host no longer, although they could when an
// interview was planned. What passes by itself, or concerns new links only, is none.
func (r Reason) HostLost() bool {
	switch r {
	case ReasonIntegrationNotConnected, ReasonIntegrationNeedsAttention, ReasonDeactivated, ReasonOutsideDomain, ReasonDuplicateAddress,
		ReasonNotSynchronized, ReasonNoMailbox, ReasonScopeRefused, ReasonAccessDenied, ReasonSynchronizationFailed,
		ReasonCalendarDisconnected, ReasonCalendarReadOnly, ReasonOtherAccount, ReasonConnectionEnded, ReasonNeverConnected, ReasonRefused,
		ReasonRemoved, ReasonITFirst, ReasonAbandoned, ReasonNotUsed:
		return true
	default:
		return false
	}
}
