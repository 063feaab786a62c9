package models

import (
	"slices"
	"time"
)

// InstructionKind is why somebody was asked to do something about a provider.
type InstructionKind string

// The kinds of instructions.
const (
	InstructionCampaign InstructionKind = "campaign" // to everybody who must act
	InstructionReminder InstructionKind = "reminder" // a colleague reminds a host
	InstructionAppeal   InstructionKind = "appeal"   // a recruiter reminds an administrator about a host
)

// Instruction is a mail that asks an employee to act about one provider, so that a host can use it. It
// never changes; how far its mail has come is read with it.
type Instruction struct {
	ID         int64
	Kind       InstructionKind
	EmployeeID int64 // who was written to
	HostID     int64 // whom it is about
	Provider   Provider
	Asked      Action // what to do; empty for the campaign, and where it is not known any more
	CampaignID int64  // 0 for reminders
	MailID     int64
	ByID       int64
	ByName     string
	CreatedAt  time.Time

	Mail MailState `gorm:"-"`
}

// Request is what a person is asked to do so that a host can use a provider. Whole is set where what is
// missing is the host's calendar or mailbox: then it is the same for every provider.
type Request struct {
	HostID   int64
	Provider Provider
	Asked    Action
	Whole    bool
}

// Request is what the outcome about a host asks of whoever's turn it is.
func (o Outcome) Request(hostID int64, provider Provider) Request {
	const calendar, host = 2, 3
	return Request{hostID, provider, o.Action(), o.Row == calendar || o.Row == host || o.Reason == ReasonSharedMailbox}
}

// repeats tells whether an instruction has asked for the same already.
func (r Request) repeats(i Instruction) bool {
	return i.HostID == r.HostID && (i.Provider == r.Provider || r.Whole) && (i.Asked == r.Asked || i.Asked == "")
}

// A person is reminded of one request once within RemindersEvery and RemindersWithin times within
// RemindersWindow; RemindersOfPerson bounds what one person is reminded of in a day altogether.
const (
	RemindersEvery    = 24 * time.Hour
	RemindersWithin   = 3
	RemindersWindow   = 7 * 24 * time.Hour
	RemindersOfPerson = 3
)

// RemindableAt is when a person can be reminded of a request again. sent are all the instructions of
// the last week to that person, in any order; a time that has passed means at once.
func RemindableAt(request Request, sent []Instruction, now time.Time) time.Time {
	var own, all []time.Time
	for _, i := range sent {
		if i.Kind == InstructionCampaign || !i.CreatedAt.After(now.Add(-RemindersWindow)) {
			continue
		}
		all = append(all, i.CreatedAt)
		if request.repeats(i) {
			own = append(own, i.CreatedAt)
		}
	}
	at := now
	for _, limit := range []struct {
		sent   []time.Time
		count  int
		within time.Duration
	}{{own, 1, RemindersEvery}, {own, RemindersWithin, RemindersWindow}, {all, RemindersOfPerson, RemindersEvery}} {
		if next := freeAgain(limit.sent, limit.count, limit.within); next.After(at) {
			at = next
		}
	}
	return at
}

// freeAgain is when fewer than count of these times are younger than within.
func freeAgain(times []time.Time, count int, within time.Duration) time.Time {
	if len(times) < count {
		return time.Time{}
	}
	newest := slices.SortedFunc(slices.Values(times), func(a, b time.Time) int { return b.Compare(a) })
	return newest[count-1].Add(within)
}

// LastReminder is the newest reminder of a request among instructions; ok is false without one.
func LastReminder(request Request, sent []Instruction) (last Instruction, ok bool) {
	for _, i := range sent {
		if i.Kind != InstructionCampaign && request.repeats(i) && (!ok || i.CreatedAt.After(last.CreatedAt)) {
			last, ok = i, true
		}
	}
	return last, ok
}
