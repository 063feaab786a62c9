package meeting

import (
	"context"
	"time"

	"entrevue/locales"
	"entrevue/models"
	"entrevue/views/layout"
	"entrevue/views/paths"
	"entrevue/views/ui"
)

// MeetingProps is one interview as its candidate sees it. The context words it in the language and
// the zone of the candidate. Opened goes with its forms: it shows that the page was opened.
type MeetingProps struct {
	Page      layout.Page
	Interview models.FullInterview
	Swapped   bool
	Opened    string
}

// alarmFrom is how long before the start a candidate can say that nobody lets them in.
const alarmFrom = 15 * time.Minute

// CanAlarm tells whether it makes sense now to say that one cannot get in.
func CanAlarm(i models.Interview, now time.Time) bool {
	return i.Upcoming(now) && !now.Before(i.StartsAt.Add(-alarmFrom))
}

func (p MeetingProps) alone(ctx context.Context) layout.AloneProps {
	return layout.AloneProps{Page: p.Page, Class: "meeting", Narrow: true, Company: p.Interview.Installation.CompanyName,
		LanguageAction: paths.CandidateLanguage(p.Interview.Token), Footer: locales.T(ctx, "meeting.secret")}
}

func (p MeetingProps) lead(ctx context.Context) string {
	return locales.T(ctx, "meeting.lead", "position", p.Interview.Position.Title, "type", locales.T(ctx, p.Interview.Type.LabelKey()))
}

// Upcoming tells whether there is still something to answer.
func (p MeetingProps) Upcoming() bool { return p.Interview.Upcoming(p.Interview.Now) }

// heading is the second line of the greeting.
func (p MeetingProps) heading(ctx context.Context) string {
	i := p.Interview
	switch {
	case i.Cancelled():
		return locales.T(ctx, "meeting.cancelled")
	case !p.Upcoming():
		return locales.T(ctx, "meeting.over")
	default:
		return locales.T(ctx, "meeting.meet", "weekday", locales.Weekday(ctx, i.StartsAt))
	}
}

// soonKey says what becomes of a link that is not there: while a recruiter decides about what somebody has
// done to it in the calendar, none is being made (FAIL32).
func (p MeetingProps) soonKey() string {
	if p.Interview.DriftedAt != nil {
		return "meeting.checked"
	}
	return "meeting.soon"
}

func (p MeetingProps) times(ctx context.Context) string {
	return locales.TimeRange(ctx, p.Interview.StartsAt, p.Interview.EndsAt)
}

func (p MeetingProps) stamp(ctx context.Context) string {
	return p.Interview.StartsAt.In(locales.Zone(ctx)).Format(time.RFC3339)
}

// theirs is the context in which the company's clock is told; ok is false where both clocks agree.
func (p MeetingProps) theirs(ctx context.Context) (context.Context, bool) {
	zone, err := models.Zone(p.Interview.TimeZone)
	if err != nil {
		return ctx, false
	}
	return locales.WithZone(ctx, zone), !locales.SameClock(ctx, zone, p.Interview.StartsAt)
}

// difference is how far the company's clock is from the candidate's, with its day where that is
// another one.
func (p MeetingProps) difference(ctx, theirs context.Context) string {
	difference := locales.Difference(ctx, locales.Zone(theirs), p.Interview.StartsAt)
	if day := locales.DayLong(theirs, p.Interview.StartsAt); day != locales.DayLong(ctx, p.Interview.StartsAt) {
		return locales.T(ctx, "meeting.other_day", "day", day, "difference", difference)
	}
	return difference
}

// clocksChange tells that the difference between the clocks is another one by then (FAIL41).
func (p MeetingProps) clocksChange() bool {
	i := p.Interview
	return p.Upcoming() && models.ClocksChange(i.TimeZone, i.Candidate.TimeZone, i.Now, i.StartsAt)
}

// joinLabel names the way in.
func (p MeetingProps) joinLabel(ctx context.Context) string {
	if p.Interview.Method == models.MethodOwnLink {
		return locales.T(ctx, "meeting.join_own")
	}
	return locales.T(ctx, "meeting.join", "method", locales.T(ctx, p.Interview.Method.LabelKey()))
}

// linked tells whether this interview has, or will have, a link.
func (p MeetingProps) linked() bool {
	return p.Interview.Video() || p.Interview.Method == models.MethodOwnLink
}

// awaited tells that the link may come while the page is open.
func (p MeetingProps) awaited() bool {
	return p.Upcoming() && p.linked() && p.Interview.JoinURL() == ""
}

// Refresh is how often a page without a script is loaded again, in seconds; 0 is never.
func (p MeetingProps) Refresh() int {
	if p.awaited() {
		return 30
	}
	return 0
}

// planB is whom the candidate can call: the host, while they are active, else the organizer.
func (p MeetingProps) planB() models.Employee {
	if p.Interview.Host.Phone != "" && p.Interview.Host.Active() {
		return p.Interview.Host
	}
	return p.Interview.Organizer
}

// helpers are who is told when the candidate cannot get in.
func (p MeetingProps) helpers(ctx context.Context) string {
	host, organizer := p.Interview.Host, p.Interview.Organizer
	if host.ID == organizer.ID {
		return organizer.FirstName()
	}
	return locales.T(ctx, "list.and", "before", host.FirstName(), "last", organizer.FirstName())
}

func (p MeetingProps) replyState(ctx context.Context) ui.StateProps {
	if p.Interview.Reply == models.ReplyAccepted {
		return ui.StateProps{Is: ui.Ready, Word: locales.T(ctx, "meeting.replied.accepted")}
	}
	return ui.StateProps{Is: ui.Off, Word: locales.T(ctx, "meeting.replied.declined")}
}

// mailto opens the candidate's own mail program.
func mailto(person models.Employee) string { return "mailto:" + person.Email }
