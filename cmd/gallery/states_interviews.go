package main

import (
	"context"
	"maps"
	"slices"
	"time"

	"github.com/a-h/templ"

	"entrevue/locales"
	"entrevue/models"
	"entrevue/views/hiring"
	"entrevue/views/interviews"
	"entrevue/views/layout"
	"entrevue/views/meeting"
	"entrevue/views/ui"
)

// held is an interview with Maya by Teams that is ready and accepted, changed by the caller.
func held(id int64, change func(*interviews.Shown)) interviews.Shown {
	asked := at(11, 23, 9, 0)
	ready := asked.Add(9 * time.Second)
	shown := interviews.Shown{
		Candidate: maya, Position: lighting, People: []models.Employee{camille, jonas},
		Mails: []models.Mail{{ID: 1, State: models.MailAccepted, Kind: models.MailInvitation}},
		Interview: models.Interview{
			ID: id, CandidateID: maya.ID, Type: models.TypeSecond, OrganizerID: camille.ID, HostID: camille.ID,
			Method: models.MethodMSTeams, TimeZone: "Europe/Paris", StartsAt: at(12, 3, 14, 0), EndsAt: at(12, 3, 15, 0),
			Sending: models.SendWhenReady, State: models.InterviewScheduled, Version: 1, LinkState: models.LinkReady,
			LinkURL: "https://teams.microsoft.com/meet/348-221-907", LinkRequestedAt: &asked, LinkReadyAt: &ready,
			InvitedVersion: 1, ParticipantIDs: []int64{3, 4}, UpdatedAt: asked,
		},
	}
	change(&shown)
	return shown
}

func heldReady(*interviews.Shown) {}

func heldFailing(s *interviews.Shown) {
	s.Interview.Type, s.Interview.Method, s.Interview.HostID = models.TypePortfolio, models.MethodZoom, hugo.ID
	s.Interview.LinkState, s.Interview.LinkCause, s.Interview.LinkURL = models.LinkFailing, models.CauseProfileUnknown, ""
	s.Interview.InvitedVersion, s.Mails, s.People = 0, nil, []models.Employee{hugo, camille}
	s.Interview.StartsAt, s.Interview.EndsAt = at(11, 27, 16, 0), at(11, 27, 17, 0)
}

func heldPending(s *interviews.Shown) {
	asked := now.Add(-3 * time.Second)
	s.Interview.Type, s.Interview.LinkState, s.Interview.LinkURL = models.TypeTeam, models.LinkPending, ""
	s.Interview.LinkRequestedAt, s.Interview.LinkReadyAt, s.Interview.InvitedVersion, s.Mails = &asked, nil, 0, nil
	s.Interview.StartsAt, s.Interview.EndsAt = at(12, 1, 15, 0), at(12, 1, 15, 45)
}

func heldNotMoved(s *interviews.Shown) {
	s.Interview.LinkState, s.Interview.LinkCause, s.Interview.Version = models.LinkBroken, models.CauseLinkNotMoved, 2
}

// heldMoving was moved, and the calendar has not answered yet.
func heldMoving(s *interviews.Shown) {
	since := now.Add(-2 * time.Second)
	s.Interview.Version, s.Interview.LinkMovingSince = 2, &since
}

func heldOutside(s *interviews.Shown) { s.Interview.EventFailing = true }

func heldUnconfirmed(s *interviews.Shown) {
	heldPending(s)
	s.Interview.LinkState, s.Interview.LinkURL = models.LinkUnconfirmed, "https://video.unknown.example/room/4711"
}

func heldInPerson(s *interviews.Shown) {
	s.Interview.Type, s.Interview.Method, s.Interview.Room = models.TypeVisit, models.MethodInPerson, "Studio 2, Lyon"
	s.Interview.LinkState, s.Interview.LinkURL = models.LinkNone, ""
	s.Interview.StartsAt, s.Interview.EndsAt = at(12, 10, 11, 0), at(12, 10, 12, 30)
}

func heldPast(s *interviews.Shown) {
	s.Interview.Type, s.Interview.Reply = models.TypeFirst, models.ReplyAccepted
	s.Interview.StartsAt, s.Interview.EndsAt = at(11, 16, 16, 30), at(11, 16, 17, 0)
}

func heldCancelled(s *interviews.Shown) {
	cancelled := at(11, 22, 10, 0)
	s.Interview.State, s.Interview.CancelledAt, s.Interview.LinkState = models.InterviewCancelled, &cancelled, models.LinkRemoved
}

func heldLong(s *interviews.Shown) {
	s.Candidate, s.Position, s.People = bao, workshop, []models.Employee{thi, camille, jonas}
	s.Interview.HostID, s.Interview.OrganizerID, s.Interview.Sending, s.Mails = thi.ID, thi.ID, models.SendNever, nil
	s.Interview.Message = "Looking forward to meeting you. Camille would like to talk about the museum project in your portfolio."
}

func heldAlarmed(s *interviews.Shown) {
	alarm := now
	s.Interview.AlarmedAt = &alarm
	s.Interview.StartsAt, s.Interview.EndsAt = now.Add(-5*time.Minute), now.Add(55*time.Minute)
}

func heldRejected(s *interviews.Shown) {
	s.Interview.Reply, s.Interview.Unreached = models.NoReply, true
	s.Mails = []models.Mail{{Kind: models.MailInvitation, Recipient: maya.Email, State: models.MailRejected, Problem: "550 5.1.1 No such mailbox"}}
}

func heldByHand(s *interviews.Shown) {
	heldRejected(s)
	s.Interview.Unreached = false
}

func heldCancelledUnheard(s *interviews.Shown) {
	heldRejected(s)
	heldCancelled(s)
	s.Mails[0].Kind = models.MailCancellation
}

func heldDeclined(s *interviews.Shown) {
	replied := now.Add(-time.Hour)
	s.Interview.Reply, s.Interview.RepliedAt = models.ReplyDeclined, &replied
	s.Interview.Worries = models.WorriesFrom([]models.Worry{models.WorryDeclined})
}

func heldLeft(s *interviews.Shown) {
	s.Interview.PeopleLeft = true
	s.People = slices.Clone(s.People)
	for n := range s.People {
		s.People[n].DeactivatedAt = &now
	}
}

func heldWorried(s *interviews.Shown) {
	s.Interview.Worries, s.Interview.Unreached = models.WorriesFrom([]models.Worry{models.WorryHost, models.WorryRejected}), true
	s.Mails = []models.Mail{{Kind: models.MailInvitation, Recipient: maya.Email, State: models.MailRejected, Problem: "550 5.1.1 No such mailbox"}}
}

func interviewStates() []state {
	tab := interviews.TabProps{
		Frame: inFrame(layout.Candidates, "Maya Lindqvist", oliver()), Viewer: oliverGrant, Now: now,
		Head: hiring.HeadProps{Candidate: maya, Position: lighting, Tab: hiring.InterviewsTab, Now: now},
	}
	full := tab
	full.Head.Interviews = 5
	full.Upcoming = []interviews.Shown{held(1, heldFailing), held(9, heldMoved), held(2, heldPending), held(3, heldReady), held(4, heldInPerson)}
	full.Past = []interviews.Shown{held(5, heldPast), held(6, heldCancelled)}
	past := full
	past.Upcoming = nil
	list := interviews.ListProps{Frame: inFrame(layout.Interviews, "Interviews", oliver()), Viewer: oliverGrant, Now: now}
	some, nothing := list, list
	some.Attention, some.List, some.More = []interviews.Shown{held(1, heldFailing), held(9, heldMoved)}, []interviews.Shown{held(2, heldPending), held(3, heldReady), held(7, heldLong)}, "next"
	nothing.Week = "2027-01-04"
	all := []state{
		whole("interviews-tab", "empty", same(interviews.TabPage(tab))), whole("interviews-tab", "many", same(interviews.TabPage(full))),
		whole("interviews-tab", "past", same(interviews.TabPage(past))),
		whole("interviews", "empty", same(interviews.ListPage(list))), whole("interviews", "some", same(interviews.ListPage(some))),
		whole("interviews", "nothing-found", same(interviews.ListPage(nothing))),
	}
	changes := map[string]func(*interviews.Shown){
		"ready": heldReady, "failing": heldFailing, "pending": heldPending, "unconfirmed": heldUnconfirmed,
		"in-person": heldInPerson, "completed": heldPast, "cancelled": heldCancelled, "long-names": heldLong, "alarm": heldAlarmed,
		"worried": heldWorried, "declined": heldDeclined, "rejected": heldRejected, "told-by-hand": heldByHand, "cancelled-unheard": heldCancelledUnheard, "host-left": heldLeft,
		"not-moved": heldNotMoved, "moving": heldMoving, "event-failing": heldOutside,
	}
	for _, name := range slices.Sorted(maps.Keys(changes)) {
		all = append(all, interviewState(name, held(8, changes[name])))
	}
	return append(append(all, methodStates()...), driftStates()...)
}

func interviewState(name string, shown interviews.Shown) state {
	props := interviews.InterviewProps{
		Frame: inFrame(layout.Interviews, "Interview", oliver()), Viewer: oliverGrant,
		Link:  interviews.LinkProps{Shown: shown, Now: now, CanChange: true},
		Event: models.CalendarEvent{State: models.EventWritten},
		Page:  "https://entrevue.lumen.example/c/6pYt0J2mH3k8",
		Activities: []models.Activity{
			{Key: "activity.interview.link_ready", ActorKind: models.ActorSystem, At: at(11, 23, 9, 1)},
			{Key: "activity.interview.planned", ActorKind: models.ActorEmployee, ActorName: "Oliver Grant", At: at(11, 22, 17, 30)},
		},
	}
	answered := at(11, 23, 9, 0)
	settled := at(11, 23, 9, 2)
	props.Mails = []models.Mail{
		{Kind: models.MailInvitation, Recipient: maya.Email, State: models.MailAccepted, CreatedAt: answered, SettledAt: &settled},
		{Kind: models.MailUpdate, Recipient: maya.Email, State: models.MailRejected, Problem: "550 5.1.1 No such mailbox", CreatedAt: answered, SettledAt: &settled},
		{Kind: models.MailReleased, Recipient: jonas.Email, State: models.MailQueued, CreatedAt: answered}}
	props.Calls = interviews.CallsProps{Hosts: map[int64]string{camille.ID: camille.FirstName()}, Now: now, List: []models.CalendarCall{
		{EmployeeID: camille.ID, Version: 2, Deed: models.CallRead, Outcome: models.CallFoundLink, AskedAt: answered, AnsweredAt: &answered},
		{EmployeeID: camille.ID, Version: 2, Deed: models.CallWrite, Outcome: models.CallAccepted, AskedAt: answered, AnsweredAt: &answered},
		{EmployeeID: camille.ID, Version: 1, Deed: models.CallRead, Outcome: models.CallFoundBare, AskedAt: answered, AnsweredAt: &answered},
		{EmployeeID: camille.ID, Version: 1, Deed: models.CallRemove, Outcome: models.CallRefused, Detail: "status 403", AskedAt: answered, AnsweredAt: &answered},
		{EmployeeID: camille.ID, Version: 1, Deed: models.CallWrite, Outcome: models.CallUnanswered, AskedAt: answered}}}
	if shown.Interview.Cancelled() {
		props.Event.State, props.Event.Detail, props.Kept = models.EventRemovalRefused, "403 Forbidden", props.Link.Shown.People[:1]
	}
	return whole("interview", name, same(interviews.InterviewPage(props)))
}

func methodStates() []state {
	form := interviews.MethodFormProps{
		Frame: inFrame(layout.Interviews, "Another method", oliver()), Shown: held(8, heldReady), Picker: camilleHosts(), Version: 1,
	}
	form.Picker.HostFixed = true
	conflict := form
	theirs := held(8, heldInPerson).Interview
	conflict.Theirs = &theirs
	cancellation := interviews.CancellationProps{Frame: inFrame(layout.Interviews, "Cancel", oliver()), Shown: held(8, heldReady)}
	untold := cancellation
	untold.Shown = held(8, heldPending)
	readOnly := interviews.InterviewProps{
		Frame: inFrame(layout.Home, "Interview", layout.Viewer{Name: "Jonas Weber", Role: "Employee"}), Viewer: jonas, Owner: oliverGrant,
		Link: interviews.LinkProps{Shown: held(8, heldReady), Now: now}, Event: models.CalendarEvent{State: models.EventNone},
	}
	return []state{
		whole("interview", "method", same(interviews.MethodPage(form))), whole("interview", "method-conflict", same(interviews.MethodPage(conflict))),
		whole("interview", "cancellation", same(interviews.CancellationPage(cancellation))),
		whole("interview", "cancellation-untold", same(interviews.CancellationPage(untold))),
		whole("interview", "not-allowed", same(interviews.InterviewPage(readOnly))),
		whole("interview", "method-errors", func(ctx context.Context) templ.Component {
			wrong := form
			wrong.Errors = ui.Errors{"room": locales.T(ctx, "problem.required")}
			wrong.Picker.Chosen, wrong.Picker.Errors = models.MethodInPerson, wrong.Errors
			return interviews.MethodPage(wrong)
		}),
	}
}

func meetingStates() []state {
	all := []state{}
	changes := map[string]func(*interviews.Shown){
		"ready": heldReady, "pending": heldPending, "in-person": heldInPerson, "over": heldPast, "cancelled": heldCancelled,
		"long-names": heldLong, "alarm": heldAlarmed, "phone": func(s *interviews.Shown) {
			s.Interview.Method, s.Interview.PhoneNumber, s.Interview.LinkState = models.MethodPhone, maya.Phone, models.LinkNone
			s.Interview.LinkURL, s.Interview.Reply = "", models.ReplyAccepted
		},
	}
	for _, name := range slices.Sorted(maps.Keys(changes)) {
		shown := held(8, changes[name])
		all = append(all, whole("meeting", name, func(ctx context.Context) templ.Component {
			return atTheirs(ctx, shown, meeting.MeetingPage(meetingProps(shown)))
		}))
	}
	changed := held(8, func(s *interviews.Shown) { s.Interview.Message = "Bring your portfolio." })
	all = append(all, whole("meeting", "changed", func(ctx context.Context) templ.Component {
		props := meetingProps(changed)
		told := models.TellingOf(changed.Interview, now)
		told.StartsAt, told.EndsAt, told.Message = at(12, 2, 14, 0), at(12, 2, 15, 0), ""
		told.Method, told.HostID, props.Interview.FormerHost = models.MethodPhone, hugo.ID, hugo
		props.Interview.News = models.NewsOf(changed.Interview, []models.Telling{told})
		return atTheirs(ctx, changed, meeting.MeetingPage(props))
	}))
	for name, asked := range map[string]meeting.ConfirmProps{"confirm": {Reply: models.ReplyAccepted}, "confirm-alarm": {Alarm: true},
		"confirm-problem": {Problem: "problem.choose"}} {
		shown := held(8, heldReady)
		asked.MeetingProps = meetingProps(shown)
		all = append(all, whole("meeting", name, func(ctx context.Context) templ.Component {
			worded := asked
			if asked.Problem != "" {
				worded.Problem = locales.T(ctx, asked.Problem)
			}
			return atTheirs(ctx, shown, meeting.ConfirmPage(worded))
		}))
	}
	return all
}

func meetingProps(shown interviews.Shown) meeting.MeetingProps {
	return meeting.MeetingProps{
		Page: layout.Page{Title: "Your interview", Path: "/c/6pYt0J2mH3k8", Secret: true},
		Interview: models.FullInterview{
			Interview: shown.Interview, Installation: models.Installation{CompanyName: "Atelier Lumen"}, Candidate: shown.Candidate,
			Position: shown.Position, Organizer: shown.Organizer(), Host: shown.Host(), Participants: shown.People,
			Token: "6pYt0J2mH3k8", Now: now,
		},
	}
}

// atTheirs tells the candidate's clock, in the language of the gallery.
func atTheirs(ctx context.Context, shown interviews.Shown, page templ.Component) templ.Component {
	zone, err := models.Zone(shown.Candidate.TimeZone)
	if err != nil {
		panic(err)
	}
	theirs := locales.WithZone(ctx, zone)
	return templ.ComponentFunc(func(_ context.Context, w writer) error { return page.Render(theirs, w) })
}
