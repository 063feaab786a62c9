package models

import (
	"errors"
	"testing"
	"time"
)

// The rows of the table of link states, in its own words.
func TestLinkFollowsTheTable(t *testing.T) {
	t.Parallel()
	rows := []struct {
		on   string
		from []LinkState
		step LinkStep
		to   LinkState
	}{
		{"a video method is chosen", []LinkState{LinkNone, LinkRemoved}, LinkWanted, LinkRequested},
		{"event accepted", []LinkState{LinkRequested}, LinkEventAccepted, LinkPending},
		{"failure Cronofy names, or no link after the waiting time", []LinkState{LinkRequested, LinkPending}, LinkFailed, LinkFailing},
		{"a valid link is read, also late", []LinkState{LinkPending, LinkFailing}, LinkFound, LinkReady},
		{"own link", []LinkState{LinkRequested}, LinkOwn, LinkReady},
		{"a link of a known different provider, or malformed", []LinkState{LinkPending}, LinkWrong, LinkFailing},
		{"host name unknown", []LinkState{LinkPending}, LinkStrange, LinkUnconfirmed},
		{"the recruiter confirms", []LinkState{LinkUnconfirmed}, LinkConfirmed, LinkReady},
		{"the recruiter declines", []LinkState{LinkUnconfirmed}, LinkDeclined, LinkFailing},
		{"link changed or gone in the calendar", []LinkState{LinkReady}, LinkDrifted, LinkBroken},
		{"the recruiter adopts", []LinkState{LinkBroken}, LinkAdopted, LinkReady},
		{"the recruiter adopts an unknown host name", []LinkState{LinkBroken}, LinkStrange, LinkUnconfirmed},
		{"the link stands in the calendar again", []LinkState{LinkBroken}, LinkReturned, LinkReady},
		{"retry, other method, other host", []LinkState{LinkReady, LinkFailing, LinkBroken}, LinkWanted, LinkRequested},
		{"method without link", LinkStates(), LinkUnwanted, LinkNone},
		{"cancel", []LinkState{LinkRequested, LinkPending, LinkUnconfirmed, LinkReady, LinkFailing, LinkBroken, LinkRemoved}, LinkCancelled, LinkRemoved},
		{"cancel without a link", []LinkState{LinkNone}, LinkCancelled, LinkNone},
	}
	for _, row := range rows {
		for _, from := range row.from {
			if got, err := from.Next(row.step); got != row.to || err != nil {
				t.Errorf("%s: %s becomes %s (%v), want %s", row.on, from, got, err, row.to)
			}
		}
	}
}

// Every pair of state and step: one letter per state, in the order of LinkStates; a dot means that
// there is no such way.
func TestEveryPairOfLinkStateAndStepIsDecided(t *testing.T) {
	t.Parallel()
	letters := map[LinkState]byte{
		LinkNone: 'n', LinkRequested: 'q', LinkPending: 'p', LinkUnconfirmed: 'u', LinkReady: 'r',
		LinkFailing: 'f', LinkBroken: 'b', LinkRemoved: 'x',
	}
	want := map[LinkStep]string{ // from: n q p u r f b x
		LinkWanted:        "qqqqqqqq",
		LinkOwn:           ".r......",
		LinkEventAccepted: "nppurfb.",
		LinkFailed:        ".ffurfb.",
		LinkFound:         "..r.rr..",
		LinkWrong:         "..f..f..",
		LinkStrange:       "..uu.uu.",
		LinkConfirmed:     "...r....",
		LinkDeclined:      "...f....",
		LinkDrifted:       "....b.b.",
		LinkAdopted:       "......r.",
		LinkReturned:      "......r.",
		LinkOutdated:      "nqpurfbx",
		LinkUnwanted:      "nnnnnnnn",
		LinkCancelled:     "nxxxxxxx",
	}
	for _, step := range LinkSteps() {
		got := ""
		for _, state := range LinkStates() {
			next, err := state.Next(step)
			got += pairLetter(t, err, string(state), string(next), letters[next])
		}
		if got != want[step] {
			t.Errorf("%s: %s, want %s", step, got, want[step])
		}
	}
}

// The event's machine in the words of the design.
func TestEventFollowsItsDiagram(t *testing.T) {
	t.Parallel()
	rows := []struct {
		on   string
		from EventState
		step EventStep
		to   EventState
	}{
		{"a job holds the newest version", EventNone, EventAsked, EventRequested},
		{"accepted", EventRequested, EventAccepted, EventWritten},
		{"next version", EventWritten, EventAsked, EventRequested},
		{"next version during a write", EventRequested, EventAsked, EventRequested},
		{"a 422 because of conferencing writes again without it", EventRequested, EventWithoutLink, EventRequested},
		{"other refusals", EventRequested, EventRefused, EventFailing},
		{"retry", EventFailing, EventAsked, EventRequested},
		{"taken when it is tried again", EventFailing, EventAccepted, EventWritten},
		{"cancel", EventWritten, EventUnwanted, EventRemoving},
		{"cancel during a write", EventRequested, EventUnwanted, EventRemoving},
		{"the write that the cancel waited for", EventRemoving, EventAccepted, EventRemoving},
		{"cancel after a refusal", EventFailing, EventUnwanted, EventRemoving},
		{"read back until gone", EventRemoving, EventGone, EventRemoved},
		{"removal refused (FAIL31)", EventRemoving, EventKept, EventRemovalRefused},
		{"removal tried again", EventRemovalRefused, EventUnwanted, EventRemoving},
		{"gone after all", EventRemovalRefused, EventGone, EventRemoved},
		{"nothing was ever written", EventNone, EventUnwanted, EventNone},
		{"found in a calendar after it was removed", EventRemoved, EventStray, EventRemoving},
	}
	for _, row := range rows {
		if got, err := row.from.Next(row.step); got != row.to || err != nil {
			t.Errorf("%s: %s becomes %s (%v), want %s", row.on, row.from, got, err, row.to)
		}
	}
}

func TestEveryPairOfEventStateAndStepIsDecided(t *testing.T) {
	t.Parallel()
	letters := map[EventState]byte{
		EventNone: 'n', EventRequested: 'q', EventWritten: 'w', EventFailing: 'f', EventRemoving: 'v',
		EventRemoved: 'x', EventRemovalRefused: 'k',
	}
	want := map[EventStep]string{ // from: n q w f v x k
		EventAsked:       "qqqq...",
		EventAccepted:    ".wwwv..",
		EventWithoutLink: ".q..v..",
		EventRefused:     ".f.fv..",
		EventUnwanted:    "nvvvvxv",
		EventStray:       "vvvvvvv",
		EventGone:        "....xxx",
		EventKept:        "....k.k",
	}
	for _, step := range EventSteps() {
		got := ""
		for _, state := range EventStates() {
			next, err := state.Next(step)
			got += pairLetter(t, err, string(state), string(next), letters[next])
		}
		if got != want[step] {
			t.Errorf("%s: %s, want %s", step, got, want[step])
		}
	}
}

func pairLetter(t *testing.T, err error, state, next string, letter byte) string {
	t.Helper()
	if err == nil {
		return string(letter)
	}
	var wrong *StepError
	if !errors.As(err, &wrong) || wrong.State != state || next != state {
		t.Errorf("%s: %v leaves %s", state, err, next)
	}
	return "."
}

func TestAnUnknownStateGoesNowhere(t *testing.T) {
	t.Parallel()
	for _, step := range LinkSteps() {
		if next, err := LinkState("lost").Next(step); err == nil || next != "lost" {
			t.Errorf("%s leads to %s", step, next)
		}
	}
	for _, step := range EventSteps() {
		if next, err := EventState("lost").Next(step); err == nil || next != "lost" {
			t.Errorf("%s leads to %s", step, next)
		}
	}
}

func TestOnlyAReadyLinkIsSentToAnybody(t *testing.T) {
	t.Parallel()
	for _, state := range LinkStates() {
		if state.Usable() != (state == LinkReady) {
			t.Errorf("%s: usable %v", state, state.Usable())
		}
		if state.NeedsAttention() != (state.Is() == IsFailing) {
			t.Errorf("%s needs attention %v, drawn %s", state, state.NeedsAttention(), state.Is())
		}
	}
}

func TestEveryStateHasItsOwnWord(t *testing.T) {
	t.Parallel()
	keys := map[string]bool{}
	for _, state := range LinkStates() {
		keys[state.WordKey()] = true
		if state.Icon() == "" {
			t.Errorf("%s has no icon", state)
		}
	}
	for _, state := range EventStates() {
		keys[state.WordKey()] = true
		if state.Standing() && state.Is() == IsOff {
			t.Errorf("%s stands and is drawn off", state)
		}
	}
	if len(keys) != len(LinkStates())+len(EventStates()) {
		t.Errorf("words are shared: %v", keys)
	}
}

func TestLinkIsReadAgainForADay(t *testing.T) {
	t.Parallel()
	rows := []struct {
		since, after time.Duration
		ok           bool
	}{
		{0, 5 * time.Second, true},
		{5 * time.Second, 15 * time.Second, true},
		{14 * time.Second, 15 * time.Second, true},
		{15 * time.Second, time.Minute, true},
		{time.Minute, 2 * time.Minute, true},
		{2 * time.Minute, 5 * time.Minute, true},
		{5 * time.Minute, 10 * time.Minute, true},
		{7 * time.Minute, 10 * time.Minute, true},
		{24*time.Hour - time.Second, 24 * time.Hour, true},
		{24 * time.Hour, 24*time.Hour + 5*time.Minute, false},
	}
	for _, row := range rows {
		if after, ok := NextLinkRead(row.since); after != row.after || ok != row.ok {
			t.Errorf("after %s: %s, %v; want %s, %v", row.since, after, ok, row.after, row.ok)
		}
	}
}
