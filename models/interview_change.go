package models

import "slices"

// InterviewChange says what about an interview is another than before: each part is told to other
// people.
type InterviewChange struct {
	Time   bool // when it begins or how long it lasts
	Host   bool
	Way    bool // the method, or what it needs: room, number, pasted link
	People bool // organizer and participants
	Words  bool // type and message
	Link   bool // a link that was made before cannot serve any longer; moving keeps it
}

// ChangeOf compares an interview with what it was before.
func ChangeOf(before, after Interview) InterviewChange {
	change := InterviewChange{
		Time: !before.StartsAt.Equal(after.StartsAt) || !before.EndsAt.Equal(after.EndsAt),
		Host: before.HostID != after.HostID,
		Way: before.Method != after.Method || before.Room != after.Room || before.PhoneNumber != after.PhoneNumber ||
			before.OwnLink != after.OwnLink,
		People: before.OrganizerID != after.OrganizerID || !sameIDs(before.ParticipantIDs, after.ParticipantIDs),
		Words:  before.Type != after.Type || before.Message != after.Message,
	}
	change.Link = change.Way || change.Host && after.Video()
	return change
}

func sameIDs(one, other []int64) bool {
	return slices.Equal(slices.Sorted(slices.Values(one)), slices.Sorted(slices.Values(other)))
}

// None tells whether nothing is another.
func (c InterviewChange) None() bool { return c == InterviewChange{} }

// TellsCandidate tells whether the candidate has to hear of it. Who else takes part they read on their page.
func (c InterviewChange) TellsCandidate() bool { return c.Time || c.Host || c.Words || c.Link }
