package interviews

import (
	"cmp"
	"context"

	"entrevue/locales"
	"entrevue/models"
	"entrevue/views/paths"
	"entrevue/views/ui"
)

// Title is what the form is for.
func (p PlanProps) Title(ctx context.Context) string {
	if p.Revised != nil {
		return locales.T(ctx, "interviews.edit.title")
	}
	return locales.T(ctx, "interviews.new.title")
}

// The addresses of the form and of its buttons: those of a new interview, or of the one it changes.

func (p PlanProps) action() string {
	if p.Revised != nil {
		return paths.EditInterview(p.Revised.Interview.ID)
	}
	return paths.CandidateInterviews(p.candidate().ID)
}

func (p PlanProps) picker() string {
	if p.Revised != nil {
		return paths.EditInterviewPicker(p.Revised.Interview.ID)
	}
	return paths.NewInterviewPicker(p.candidate().ID)
}

func (p PlanProps) people() string {
	if p.Revised != nil {
		return paths.EditInterviewParticipants(p.Revised.Interview.ID)
	}
	return paths.NewInterviewParticipants(p.candidate().ID)
}

func (p PlanProps) back() string {
	if p.Revised != nil {
		return paths.Interview(p.Revised.Interview.ID)
	}
	return paths.CandidateInterviews(p.candidate().ID)
}

func (p PlanProps) save(ctx context.Context) string {
	if p.Revised != nil {
		return locales.T(ctx, "form.save")
	}
	return locales.T(ctx, "interviews.new.save")
}

// takenText names the other interview of the host.
func (p PlanProps) takenText(ctx context.Context, other models.Interview) string {
	return locales.T(ctx, "interviews.taken", "host", p.Picker.Host.FirstName(), "candidate", p.Taken.Candidates[other.ID],
		"day", locales.Day(ctx, other.StartsAt), "time", locales.TimeRange(ctx, other.StartsAt, other.EndsAt))
}

// organizers are the people to choose from. Where the organizer may not organize any more, nobody is
// chosen until somebody is.
func (p PlanProps) organizers(ctx context.Context) []ui.Option {
	options := peopleOptions(ctx, p.People, p.Picker.Viewer.ID)
	if p.organizer() != "" {
		return options
	}
	return append([]ui.Option{{Label: locales.T(ctx, "form.choose")}}, options...)
}

// hosts are the people to choose from. Whoever has left stays chosen, and is refused, until somebody
// else is: nobody comes to host because another one went (FAIL33).
func (p PlanProps) hosts(ctx context.Context) []ui.Option {
	options := append([]ui.Option{{Value: number(0), Label: locales.T(ctx, "interviews.host.organizer")}}, peopleOptions(ctx, p.People, p.Picker.Viewer.ID)...)
	if p.Values.HostID == 0 || p.Picker.Host.ID == p.Values.HostID {
		return options
	}
	former := ui.Option{Value: number(p.Values.HostID), Label: locales.T(ctx, "form.choose")}
	if p.Revised != nil && p.Revised.Interview.HostID == p.Values.HostID {
		former.Label = locales.T(ctx, "interviews.host.left", "name", p.Revised.Host().Name)
	}
	return append([]ui.Option{former}, options...)
}

// organizer is who is chosen, if they may still organize.
func (p PlanProps) organizer() string {
	for _, person := range p.People {
		if person.ID == p.Values.OrganizerID {
			return number(person.ID)
		}
	}
	return ""
}

// saved names the interview as it is saved.
func (p PlanProps) saved(ctx context.Context) string {
	i := p.Revised.Interview
	return locales.T(ctx, "interviews.engaged.other", "type", p.Revised.title(ctx), "day", locales.Day(ctx, i.StartsAt),
		"time", locales.TimeRange(ctx, i.StartsAt, i.EndsAt))
}

// theirs is what the interview is by now where that is not what stands in the form.
func (p PlanProps) theirs(ctx context.Context) []ui.Fact {
	s, i := *p.Revised, p.Revised.Interview
	wall := models.WallTimeOf(i.StartsAt.In(locales.Zone(ctx)))
	host := p.Values.HostID
	if host == 0 {
		host = p.Values.OrganizerID
	}
	var facts []ui.Fact
	add := func(differs bool, term, value string) {
		if differs {
			facts = append(facts, ui.Fact{Term: locales.T(ctx, term), Value: value})
		}
	}
	add(wall.Date() != p.Values.Date || wall.Clock() != p.Values.Start || int(i.Duration().Minutes()) != p.Values.Minutes, "interviews.when",
		locales.T(ctx, "interviews.day_time", "day", locales.DateLong(ctx, i.StartsAt), "time", locales.TimeRange(ctx, i.StartsAt, i.EndsAt)))
	add(i.Type != p.Values.Type, "interviews.type", s.title(ctx))
	add(i.OrganizerID != p.Values.OrganizerID, "interviews.organizer", s.Organizer().Name)
	add(i.HostID != host, "interviews.host", s.Host().Name)
	add(p.othersDiffer(), "interviews.participants", Names(ctx, s.People))
	add(i.Method != p.Picker.Chosen, "interviews.method", locales.T(ctx, i.Method.LabelKey()))
	if p.Values.Sending != "" && i.Sending != p.Values.Sending {
		add(true, "interviews.sending", locales.T(ctx, sendingKey(i.Sending)))
	}
	if i.Message != p.Values.Message {
		facts = append(facts, ui.Fact{Term: locales.T(ctx, "interviews.message", "candidate", s.Candidate.FirstName()), Value: cmp.Or(i.Message, "–")})
	}
	return facts
}

// sendingKey names a way of sending.
func sendingKey(sending models.Sending) string {
	switch sending {
	case models.SendWhenReady:
		return "interviews.sending.when_ready"
	case models.SendNow:
		return "interviews.sending.now"
	default:
		return "interviews.sending.never"
	}
}

func (p PlanProps) othersDiffer() bool {
	taking := map[int64]bool{}
	for _, person := range p.taking() {
		taking[person.ID] = true
	}
	for _, id := range p.Revised.Interview.ParticipantIDs {
		if !taking[id] {
			return true
		}
	}
	return len(taking) != len(p.Revised.Interview.ParticipantIDs)
}

// hears says what the candidate is told of the change.
func (p PlanProps) hears(ctx context.Context) string {
	if p.Revised.Interview.InvitedVersion == 0 || p.candidate().Email == "" {
		return locales.T(ctx, "interviews.method_nobody_told", "candidate", p.candidate().FirstName())
	}
	return locales.T(ctx, "interviews.edit.told", "candidate", p.candidate().FirstName())
}
