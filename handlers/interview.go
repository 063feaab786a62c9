package handlers

import (
	"context"
	"errors"
	"net/http"
	"slices"

	"github.com/labstack/echo/v4"

	"entrevue/locales"
	"entrevue/models"
	"entrevue/models/scheduling"
	"entrevue/models/store"
	"entrevue/views/interviews"
	"entrevue/views/layout"
	"entrevue/views/paths"
	"entrevue/views/ui"
)

// interview is the interview of an address. For people who neither recruit nor take part it does
// not exist.
func (s *Server) interview(c echo.Context) (interviews.Shown, error) {
	ctx := c.Request().Context()
	id, err := id(c, "id")
	if err != nil {
		return interviews.Shown{}, err
	}
	interview, err := s.Store.Interview(ctx, id)
	if err != nil {
		return interviews.Shown{}, err
	}
	if !models.CanRecruit(actor(c)) && !slices.Contains(interview.ParticipantIDs, actor(c).ID) {
		return interviews.Shown{}, models.ErrNotFound
	}
	all, err := s.shown(ctx, []models.Interview{interview})
	if err != nil {
		return interviews.Shown{}, err
	}
	return all[0], nil
}

func (s *Server) linkProps(c echo.Context, shown interviews.Shown) interviews.LinkProps {
	return interviews.LinkProps{Shown: shown, Now: s.Store.Now(), CanChange: models.CanRecruit(actor(c)), RequestID: newRequestID(c)}
}

// historyShown is how many activities the page of an interview shows.
const historyShown = 50

func (s *Server) showInterview(c echo.Context) error {
	ctx := c.Request().Context()
	shown, err := s.interview(c)
	if err != nil {
		return err
	}
	props, err := s.told(c, shown)
	if err != nil {
		return err
	}
	if err := s.addPage(c, &props); err != nil {
		return err
	}
	if props.Link.CanChange {
		if props.Calls, err = s.callsAbout(ctx, shown.Interview); err != nil {
			return err
		}
	}
	area := layout.Interviews
	if !props.Link.CanChange {
		area = layout.Home
		if props.Owner, err = s.ownerOf(ctx, shown); err != nil {
			return err
		}
	}
	props.Frame = s.frame(c, area, locales.T(ctx, shown.Interview.Type.LabelKey()))
	props.Frame.Refresh = props.Link.Refresh()
	return s.render(c, http.StatusOK, interviews.InterviewPage(props))
}

// told is what has become of an interview: its link, its event, and who did what.
func (s *Server) told(c echo.Context, shown interviews.Shown) (interviews.InterviewProps, error) {
	ctx := c.Request().Context()
	props := interviews.InterviewProps{Link: s.linkProps(c, shown), Viewer: visitorOf(c).employee}
	var err error
	if props.Event, props.Kept, err = s.eventsOf(ctx, shown.Interview); err != nil {
		return props, err
	}
	if props.Drift, err = s.driftOf(c, shown, props.Event); err != nil {
		return props, err
	}
	about := store.Subject{Kind: models.SubjectInterview, ID: shown.Interview.ID}
	if props.Activities, err = s.Store.Activities(ctx, about, historyShown); err != nil || !props.Link.CanChange {
		return props, err
	}
	props.Mails, err = s.Store.MailsOfInterviews(ctx, []int64{shown.Interview.ID})
	return props, err
}

// eventsOf is the event of the present host, and the people whose calendars have kept one of the
// interview that was to go.
func (s *Server) eventsOf(ctx context.Context, i models.Interview) (present models.CalendarEvent, kept []models.Employee, err error) {
	events, err := s.Store.CalendarEventsOf(ctx, i.ID)
	present.State = models.EventNone
	var refused []int64
	for _, event := range events {
		if event.HostTurn == i.HostTurn {
			present = event
		}
		if event.State == models.EventRemovalRefused {
			refused = append(refused, event.EmployeeID)
		}
	}
	if err != nil || len(refused) == 0 {
		return present, nil, err
	}
	kept, err = s.Store.EmployeesByID(ctx, unique(refused))
	return present, kept, err
}

// callsShown is how many calls to Cronofy the page of an interview lists.
const callsShown = 50

// callsAbout is what was asked of Cronofy about an interview.
func (s *Server) callsAbout(ctx context.Context, i models.Interview) (interviews.CallsProps, error) {
	props := interviews.CallsProps{Hosts: map[int64]string{}, Now: s.Store.Now()}
	var err error
	if props.List, err = s.Store.CalendarCalls(ctx, i.ID, callsShown); err != nil || len(props.List) == 0 {
		return props, err
	}
	ids := make([]int64, len(props.List))
	for n, call := range props.List {
		ids[n] = call.EmployeeID
	}
	hosts, err := s.Store.EmployeesByID(ctx, unique(ids))
	for _, host := range hosts {
		props.Hosts[host.ID] = host.FirstName()
	}
	return props, err
}

// ownerOf is whom a participant asks who may not change the interview (FAIL47): the organizer, where they
// may, else who planned it, else an administrator.
func (s *Server) ownerOf(ctx context.Context, shown interviews.Shown) (models.Employee, error) {
	planners, err := s.Store.EmployeesByID(ctx, []int64{shown.Interview.CreatedBy})
	if err != nil {
		return models.Employee{}, err
	}
	administrators, err := s.administrators(ctx)
	for _, person := range append(append([]models.Employee{shown.Organizer()}, planners...), administrators...) {
		if person.Active() && models.CanRecruit(person.Actor()) {
			return person, err
		}
	}
	return shown.Organizer(), err
}

// addPage tells those who may pass it on where the candidate's page is.
func (s *Server) addPage(c echo.Context, props *interviews.InterviewProps) (err error) {
	if props.Link.CanChange {
		props.Page, err = s.pageOf(c.Request().Context(), props.Link.Shown.Interview)
	}
	return err
}

// pageOf is the whole address of the candidate's page, for passing it on by hand.
func (s *Server) pageOf(ctx context.Context, i models.Interview) (string, error) {
	token, err := s.Store.LinkToken(ctx, store.CandidateLink, i.ID)
	if errors.Is(err, models.ErrNotFound) {
		return "", nil
	}
	return s.PublicURL.JoinPath(paths.CandidatePage(token)).String(), err
}

// showInterviewLink answers the part of the page that asks for itself while a link is made.
func (s *Server) showInterviewLink(c echo.Context) error {
	shown, err := s.interview(c)
	if err != nil {
		return err
	}
	if !isFragment(c.Request()) {
		return s.redirect(c, paths.Interview(shown.Interview.ID))
	}
	props := interviews.InterviewProps{Link: s.linkProps(c, shown)}
	if props.Link.Settled() {
		if props, err = s.told(c, shown); err != nil {
			return err
		}
		if err := s.addPage(c, &props); err != nil {
			return err
		}
	}
	return s.render(c, http.StatusOK, interviews.LinkAnswer(props))
}

type seenForm struct {
	Version   numeral `form:"version"`
	RequestID string  `form:"request_id"`
	URL       string  `form:"url"`
	Answer    string  `form:"answer"`
}

// seen reads what a form says about an interview, and which version of it the person had before
// them.
func seen(c echo.Context, form interface{ seen() scheduling.Seen }) (scheduling.Seen, error) {
	if err := bind(c, form); err != nil {
		return scheduling.Seen{}, err
	}
	id, err := id(c, "id")
	seen := form.seen()
	seen.InterviewID = id
	return seen, err
}

func (f *seenForm) seen() scheduling.Seen {
	return scheduling.Seen{Version: int(f.Version), RequestID: f.RequestID}
}

// decided runs one decision of a recruiter about an interview and shows it again. What changed
// meanwhile, and why something is not possible any more, is told there.
func (s *Server) decided(key string, decide func(context.Context, models.Actor, scheduling.Seen, seenForm) error) echo.HandlerFunc {
	return func(c echo.Context) error {
		var form seenForm
		seen, err := seen(c, &form)
		if err != nil {
			return err
		}
		return s.toldOf(c, seen, key, decide(c.Request().Context(), actor(c), seen, form))
	}
}

// toldOf leads back to an interview and says there how a decision about it ended.
func (s *Server) toldOf(c echo.Context, seen scheduling.Seen, key string, refusal error) error {
	if problem, known := problemOf(refusal); known {
		s.tell(c, ui.Failing, problem)
		return s.redirect(c, paths.Interview(seen.InterviewID))
	}
	if refusal != nil {
		return refusal
	}
	s.tell(c, ui.Ready, key)
	return s.redirect(c, paths.Interview(seen.InterviewID))
}

// tooLate leads to an interview that can be changed no longer, and says so.
func (s *Server) tooLate(c echo.Context, i models.Interview) error {
	s.tell(c, ui.Failing, "problem.interview_over")
	return s.redirect(c, paths.Interview(i.ID))
}

// problemOf is the text about what kept a decision from taking effect.
func problemOf(err error) (key string, known bool) {
	var conflict *models.Conflict
	var invalid *models.Invalid
	var engaged *models.Engaged
	switch {
	case errors.As(err, &conflict):
		return "interviews.changed_meanwhile", true
	case errors.As(err, &engaged):
		return "problem.candidate_busy", true
	case errors.As(err, &invalid):
		return invalid.Fields[""].Key, invalid.Fields[""].Key != ""
	default:
		return "", false
	}
}

func (s *Server) retryInterview() echo.HandlerFunc {
	return s.decided("interviews.retried", func(ctx context.Context, by models.Actor, seen scheduling.Seen, _ seenForm) error {
		return s.Scheduler.Retry(ctx, by, seen)
	})
}

// sendInvitation sends what the candidate is owed: the invitation, or that the interview was cancelled.
func (s *Server) sendInvitation(c echo.Context) error {
	seen, err := seen(c, &seenForm{})
	if err != nil {
		return err
	}
	ctx, key := c.Request().Context(), "interviews.sent_now"
	refusal := s.Scheduler.SendNow(ctx, actor(c), seen)
	if refusal == nil {
		i, err := s.Store.Interview(ctx, seen.InterviewID)
		if err != nil {
			return err
		}
		if i.Cancelled() {
			key = "interviews.cancellation_sent"
		}
	}
	return s.toldOf(c, seen, key, refusal)
}

// createTelling takes the word of a recruiter who told the candidate another way (FAIL37).
func (s *Server) createTelling() echo.HandlerFunc {
	return s.decided("interviews.told_by_hand", func(ctx context.Context, by models.Actor, seen scheduling.Seen, _ seenForm) error {
		return s.Scheduler.ToldByHand(ctx, by, seen)
	})
}

func (s *Server) confirmLink() echo.HandlerFunc {
	return s.decided("interviews.link_answered", func(ctx context.Context, by models.Actor, seen scheduling.Seen, form seenForm) error {
		return s.Scheduler.ConfirmLink(ctx, by, seen, form.URL, form.Answer == "yes")
	})
}

func (s *Server) retryRemoval() echo.HandlerFunc {
	return s.decided("interviews.removal_retried", func(ctx context.Context, by models.Actor, seen scheduling.Seen, _ seenForm) error {
		return s.Scheduler.RetryRemoval(ctx, by, seen)
	})
}

func (s *Server) settleAlarm() echo.HandlerFunc {
	return s.decided("interviews.alarm_settled", func(ctx context.Context, by models.Actor, seen scheduling.Seen, _ seenForm) error {
		return s.Scheduler.Settled(ctx, by, seen)
	})
}

func (s *Server) settleReply() echo.HandlerFunc {
	return s.decided("interviews.reply_settled", func(ctx context.Context, by models.Actor, seen scheduling.Seen, _ seenForm) error {
		return s.Scheduler.ReplySettled(ctx, by, seen)
	})
}

// newCancellation says who is told before anything happens.
func (s *Server) newCancellation(c echo.Context) error {
	shown, err := s.interview(c)
	if err != nil {
		return err
	}
	if !shown.Interview.Upcoming(s.Store.Now()) {
		return s.tooLate(c, shown.Interview)
	}
	return s.showCancellation(c, http.StatusOK, interviews.CancellationProps{Shown: shown})
}

func (s *Server) showCancellation(c echo.Context, status int, props interviews.CancellationProps) error {
	props.Frame = s.frame(c, layout.Interviews, locales.T(c.Request().Context(), "interviews.cancel"))
	props.RequestID = newRequestID(c)
	return s.render(c, status, interviews.CancellationPage(props))
}

func (s *Server) cancelInterview(c echo.Context) error {
	seen, err := seen(c, &seenForm{})
	if err != nil {
		return err
	}
	ctx := c.Request().Context()
	refusal := s.Scheduler.Cancel(ctx, actor(c), seen)
	var conflict *models.Conflict
	if !errors.As(refusal, &conflict) {
		return s.toldOf(c, seen, "interviews.cancelled_now", refusal)
	}
	shown, err := s.interview(c)
	if err != nil {
		return err
	}
	return s.showCancellation(c, http.StatusConflict, interviews.CancellationProps{Shown: shown, Problem: locales.T(ctx, "interviews.changed_meanwhile")})
}
