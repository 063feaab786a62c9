package jobs

import "time"

// Policy is how patiently a kind of job is repeated and which lane it runs in.
type Policy struct {
	// Attempts before the job is kept as failed; 12 when zero. Snoozing uses none up.
	Attempts int
	// First is the pause after the first failure, doubled each time; two seconds when zero.
	First time.Duration
	// Longest bounds the pause; ten minutes when zero.
	Longest time.Duration
	// Lane keeps long queues of one kind from holding up another; Links when empty.
	Lane Lane
}

// Lane is a queue with workers of its own.
type Lane string

// The lanes. What somebody waits for in front of a page goes first.
const (
	// Links carries what stands between an interview and its link.
	Links Lane = "links"
	// Mails carries mails, which wait for a mail server.
	Mails Lane = "mails"
	// Bulk carries synchronizing and sweeping.
	Bulk Lane = "bulk"
)

// lanes are the workers of each lane in one process.
var lanes = map[string]int{string(Links): 8, string(Mails): 4, string(Bulk): 4}

func (p Policy) attempts() int {
	if p.Attempts > 0 {
		return p.Attempts
	}
	return 12
}

func (p Policy) lane() string {
	if p.Lane == "" {
		return string(Links)
	}
	return string(p.Lane)
}

// pause after the given number of failures, doubling from First up to Longest.
func (p Policy) pause(failures int) time.Duration {
	pause, longest := or(p.First, 2*time.Second), or(p.Longest, 10*time.Minute)
	for range failures - 1 {
		if pause *= 2; pause >= longest {
			return longest
		}
	}
	return pause
}
