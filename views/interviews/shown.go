package interviews

import (
	"context"
	"time"

	"entrevue/locales"
	"entrevue/models"
	"entrevue/views/ui"
)

// Shown is one interview with everything that lists and pages say about it. People are those who
// take part, Mails what the candidate was sent, oldest first. Received is whose link came where it was not
// the chosen provider's (FAIL27).
type Shown struct {
	Interview models.Interview
	Candidate models.Candidate
	Position  models.Position
	People    []models.Employee
	Mails     []models.Mail
	Received  models.Provider
}

// Person is one of those who take part.
func (s Shown) Person(id int64) models.Employee {
	for _, person := range s.People {
		if person.ID == id {
			return person
		}
	}
	return models.Employee{}
}

// Host is whose account makes the link.
func (s Shown) Host() models.Employee { return s.Person(s.Interview.HostID) }

// Organizer is who answers the candidate's questions.
func (s Shown) Organizer() models.Employee { return s.Person(s.Interview.OrganizerID) }

func (s Shown) period() models.Period {
	return models.Period{StartsAt: s.Interview.StartsAt, EndsAt: s.Interview.EndsAt}
}

func (s Shown) title(ctx context.Context) string {
	return locales.T(ctx, s.Interview.Type.LabelKey())
}

// when is the reader's time first, the candidate's beneath.
func (s Shown) when(ctx context.Context) ui.When {
	i := s.Interview
	return ui.When{DateTime: i.StartsAt.In(locales.Zone(ctx)).Format(time.RFC3339), Day: locales.Day(ctx, i.StartsAt),
		Hours: locales.TimeRange(ctx, i.StartsAt, i.EndsAt), Other: s.otherStart(ctx)}
}

// other is the candidate's time, where it is another one than the reader's.
func (s Shown) other(ctx context.Context) string { return s.otherAt(ctx, s.period()) }

// otherAt is another period in the candidate's time.
func (s Shown) otherAt(ctx context.Context, period models.Period) string {
	if zone, err := models.Zone(s.Candidate.TimeZone); err != nil || locales.SameClock(ctx, zone, period.StartsAt) {
		return ""
	}
	return TheirTime(ctx, period, s.Candidate.TimeZone)
}

// otherStart is where the candidate's time begins, for lists.
func (s Shown) otherStart(ctx context.Context) string {
	zone, err := models.Zone(s.Candidate.TimeZone)
	if err != nil || s.other(ctx) == "" {
		return ""
	}
	theirs, at := locales.WithZone(ctx, zone), s.Interview.StartsAt
	start := locales.Time(theirs, at)
	if locales.Day(theirs, at) != locales.Day(ctx, at) {
		start = locales.DayTime(theirs, at)
	}
	return locales.T(ctx, "interviews.their_start", "time", start, "city", locales.City(ctx, s.Candidate.TimeZone))
}

// methodNote is where or how: the room, the number, or whose account makes the link.
func (s Shown) methodNote(ctx context.Context) string {
	if s.Interview.Video() {
		return locales.T(ctx, "interviews.hosted_by", "host", s.Host().FirstName())
	}
	return s.place()
}

// place is the room or the number where one meets; empty where there is a link.
func (s Shown) place() string {
	switch s.Interview.Method {
	case models.MethodInPerson:
		return s.Interview.Room
	case models.MethodPhone:
		return s.Interview.PhoneNumber
	default:
		return ""
	}
}

// linkState is the state of the link in a word. now decides what is over.
func (s Shown) linkState(ctx context.Context, now time.Time) ui.StateProps {
	i := s.Interview
	switch {
	case i.Cancelled():
		return ui.StateProps{Is: ui.Off, Word: locales.T(ctx, "interviews.state.cancelled")}
	case i.Completed(now):
		return ui.StateProps{Is: ui.Off, Icon: "check", Word: locales.T(ctx, "interviews.state.completed"), Note: s.took(ctx)}
	case i.LinkState == models.LinkNone:
		return ui.StateProps{Is: ui.Off, Word: locales.T(ctx, "links.state.none")}
	}
	word := locales.T(ctx, i.LinkState.WordKey())
	if s.void() {
		word = locales.T(ctx, "links.state.void")
	}
	return ui.StateProps{Is: string(i.LinkState.Is()), Icon: i.LinkState.Icon(), Word: word, Note: s.linkNote(ctx)}
}

// void tells that the interview was moved and its link was not (FAIL30).
func (s Shown) void() bool {
	return s.Interview.LinkState == models.LinkBroken && s.Interview.LinkCause == models.CauseLinkNotMoved
}

func (s Shown) linkNote(ctx context.Context) string {
	switch s.Interview.LinkState {
	case models.LinkRequested, models.LinkPending:
		return locales.T(ctx, "interviews.link.usually")
	case models.LinkFailing:
		return WhoseTurn(ctx, s.Interview.LinkCause.Turn(), s.Host())
	case models.LinkUnconfirmed, models.LinkBroken:
		return locales.T(ctx, "turn.yours")
	default:
		return ""
	}
}

// took is how long the link took, where it was made for this interview.
func (s Shown) took(ctx context.Context) string {
	i := s.Interview
	if !i.Video() || i.LinkRequestedAt == nil || i.LinkReadyAt == nil {
		return ""
	}
	return locales.T(ctx, "interviews.link.took", "duration", locales.Duration(ctx, i.LinkReadyAt.Sub(*i.LinkRequestedAt).Round(time.Second)))
}

// WhoseTurn says who has to act, the host by name.
func WhoseTurn(ctx context.Context, turn models.Turn, host models.Employee) string {
	switch turn {
	case models.TurnRecruiter:
		return locales.T(ctx, "turn.yours")
	case models.TurnHost:
		return locales.T(ctx, "turn.of", "name", host.FirstName())
	case models.TurnIT:
		return locales.T(ctx, "turn.it")
	case models.TurnAdministrator:
		return locales.T(ctx, "turn.administrator")
	default:
		return locales.T(ctx, "turn.nobody")
	}
}

// cause is why there is no link, in a sentence.
func (s Shown) cause(ctx context.Context) string {
	key := s.Interview.LinkCause.SentenceKey()
	if key == "" {
		return ""
	}
	host, provider := s.Host().FirstName(), locales.T(ctx, s.Interview.Method.LabelKey())
	if s.Received != "" {
		return locales.T(ctx, "causes.other_provider_known", "host", host, "provider", provider, "received", s.Received.Name())
	}
	return locales.T(ctx, key, "host", host, "provider", provider)
}

// invitation is how far telling the candidate has come.
func (s Shown) invitation() models.Invitation {
	return models.InvitationOf(s.Interview, s.Candidate, s.Mails)
}

// invitationState is that in a word; the candidate's reply counts more than the mail server's. After the
// interview nothing is waited for any more.
func (s Shown) invitationState(ctx context.Context, now time.Time) ui.StateProps {
	switch s.Interview.Reply {
	case models.ReplyAccepted:
		return ui.StateProps{Is: ui.Ready, Icon: "mailcheck", Word: locales.T(ctx, "interviews.reply.accepted"), Note: s.replied(ctx)}
	case models.ReplyDeclined:
		return ui.StateProps{Is: ui.Failing, Word: locales.T(ctx, "interviews.reply.declined"), Note: s.replied(ctx)}
	}
	invitation := s.invitation()
	if s.Interview.Over(now) && (invitation == models.InvitationNoAddress || invitation == models.InvitationWaiting) {
		invitation = models.InvitationNone
	}
	switch invitation {
	case models.InvitationNoAddress:
		return ui.StateProps{Is: ui.Pending, Icon: "alert", Word: locales.T(ctx, "interviews.invitation.no_address")}
	case models.InvitationWaiting:
		return ui.StateProps{Is: ui.Pending, Word: locales.T(ctx, "interviews.invitation.waiting"), Note: locales.T(ctx, "interviews.invitation.nothing_sent")}
	case models.InvitationQueued:
		return ui.StateProps{Is: ui.Pending, Icon: "wait", Word: locales.T(ctx, "interviews.invitation.queued")}
	case models.InvitationAccepted:
		if s.newest().Kind == models.MailCancellation {
			return ui.StateProps{Is: ui.Off, Icon: "mail", Word: locales.T(ctx, "interviews.invitation.cancellation_sent")}
		}
		if s.behind(now) { // what they have is no longer right
			return ui.StateProps{Is: ui.Pending, Icon: "wait", Word: locales.T(ctx, "interviews.invitation.update_waits")}
		}
		return ui.StateProps{Is: ui.Ready, Icon: "mail", Word: locales.T(ctx, "interviews.invitation.sent"), Note: s.silence(ctx, now)}
	case models.InvitationByHand:
		return ui.StateProps{Is: ui.Ready, Icon: "mail", Word: locales.T(ctx, "interviews.invitation.by_hand"), Note: s.silence(ctx, now)}
	case models.InvitationRejected:
		return ui.StateProps{Is: ui.Failing, Word: locales.T(ctx, "interviews.invitation.rejected"), Note: s.newest().Recipient}
	default:
		return ui.StateProps{Is: ui.Off, Word: locales.T(ctx, "interviews.invitation.none")}
	}
}

func (s Shown) replied(ctx context.Context) string {
	if s.Interview.RepliedAt == nil {
		return ""
	}
	return locales.DayTime(ctx, *s.Interview.RepliedAt)
}

// problem is what the mail server said about the newest mail (FAIL37).
func (s Shown) problem() string { return s.newest().Problem }

// newest is the newest mail to the candidate; a zero one where there is none.
func (s Shown) newest() models.Mail {
	if len(s.Mails) == 0 {
		return models.Mail{}
	}
	return s.Mails[len(s.Mails)-1]
}

// silence says that the candidate has not answered yet, as long as they can.
func (s Shown) silence(ctx context.Context, now time.Time) string {
	if !s.Interview.Upcoming(now) {
		return ""
	}
	return locales.T(ctx, "interviews.reply.none")
}

// unheard tells that the candidate has to be told another way what the mail server refused (FAIL37).
func (s Shown) unheard(now time.Time) bool { return s.Interview.Unreached && !s.Interview.Over(now) }

// behind tells that the candidate was told an older version than the present one (FAIL38).
func (s Shown) behind(now time.Time) bool {
	i := s.Interview
	return i.Upcoming(now) && i.InvitedVersion > 0 && i.InvitedVersion < i.Version && s.Candidate.Email != ""
}

// awaits says what a candidate who was told an older version is not told before.
func (s Shown) awaits(ctx context.Context) string {
	candidate := s.Candidate.FirstName()
	if s.Interview.LinkMovingSince != nil {
		return locales.T(ctx, "interviews.invitation.moving", "candidate", candidate, "host", s.Host().FirstName())
	}
	return locales.T(ctx, "interviews.invitation.behind", "candidate", candidate)
}

// sendable tells whether something is owed to the candidate that waits for the link.
func (s Shown) sendable(now time.Time) bool {
	return s.Interview.Upcoming(now) && s.Candidate.Email != "" &&
		(s.invitation() == models.InvitationWaiting || s.behind(now) && s.Interview.Sending != models.SendNever)
}

// unreached tells that what the candidate was sent last did not arrive, and can leave again (FAIL37).
func (s Shown) unreached(now time.Time) bool {
	_, _, due := models.DueAgain(s.Interview, s.Candidate, s.Mails)
	return due && !s.Interview.Over(now)
}

// drifted tells that the event was changed in the calendar in a way that the link does not show.
func (s Shown) drifted(now time.Time) bool {
	return s.Interview.Upcoming(now) && s.Interview.DriftedAt != nil && s.Interview.LinkState != models.LinkBroken
}

// declined tells that the candidate cannot come, and no recruiter has acted yet.
func (s Shown) declined(now time.Time) bool {
	return s.Interview.Upcoming(now) && s.Interview.Worries.Has(models.WorryDeclined)
}

// troubled tells that link, meeting or people need somebody; what was changed in the calendar, a
// candidate who waits or cannot come, and one whom no mail reaches, are told apart.
func (s Shown) troubled(now time.Time) bool {
	i := s.Interview
	if i.DriftedAt != nil && i.LinkState == models.LinkBroken {
		return i.Upcoming(now) && i.PeopleLeft
	}
	return i.Upcoming(now) && (i.LinkState.NeedsAttention() || i.PeopleLeft || i.EventFailing || i.Worries.Without(models.WorryRejected, models.WorryDeclined) != "" && i.DriftedAt == nil)
}

// retriable tells whether asking for link or event once more may help; not where somebody has to decide
// about a change in the calendar.
func (s Shown) retriable() bool {
	return s.Interview.DriftedAt == nil && (s.Interview.LinkState.NeedsAttention() || s.Interview.EventFailing)
}

// solvable tells whether something can be pressed beside what is wrong.
func (s Shown) solvable() bool {
	return s.Interview.PeopleLeft || s.Interview.LinkState == models.LinkUnconfirmed || s.retriable()
}

// removalTakes is how long the event of a cancelled interview usually needs to go.
const removalTakes = 20 * time.Second

// settled tells that nothing about link, event and invitation changes by itself in the next moments.
func (s Shown) settled(now time.Time) bool {
	i := s.Interview
	if i.Cancelled() && now.Before(i.EndsAt) {
		return s.invitation() != models.InvitationQueued && now.Sub(i.UpdatedAt) > removalTakes
	}
	if !i.Upcoming(now) {
		return true
	}
	return i.LinkState != models.LinkRequested && i.LinkState != models.LinkPending && i.LinkMovingSince == nil && s.invitation() != models.InvitationQueued
}
