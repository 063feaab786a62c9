package handlers

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"entrevue/locales"
	"entrevue/models"
	"entrevue/models/scheduling"
	"entrevue/models/store"
	"entrevue/views/meeting"
	"entrevue/views/paths"
)

// unseen keeps the address of a page behind a secret link from being told to anybody.
func unseen(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		h := c.Response().Header()
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("X-Robots-Tag", "noindex, nofollow, noarchive")
		h.Set("Cache-Control", "no-store")
		return next(c)
	}
}

// meeting is the interview of a secret link, with everything its candidate may know.
func (s *Server) meeting(ctx context.Context, token string) (models.FullInterview, error) {
	link, err := s.Store.Link(ctx, store.CandidateLink, token)
	if err != nil {
		return models.FullInterview{}, err
	}
	full, err := s.linked(ctx, link)
	full.Token = token
	return full, err
}

// linked is the interview that a candidate's link was made for, with everybody it concerns.
func (s *Server) linked(ctx context.Context, link store.Link) (full models.FullInterview, err error) {
	full.Now = s.Store.Now()
	if full.Interview, err = s.Store.Interview(ctx, link.OwnerID); err != nil {
		return full, err
	}
	if full.Candidate, err = s.Store.Candidate(ctx, full.CandidateID); err != nil {
		return full, err
	}
	if full.Position, err = s.Store.Position(ctx, full.Candidate.PositionID); err != nil {
		return full, err
	}
	if full.Installation, err = s.Store.Installation(ctx); err != nil {
		return full, err
	}
	full.Participants, err = s.Store.EmployeesByID(ctx, full.ParticipantIDs)
	full.Organizer, full.Host = byID(full.Participants, full.OrganizerID), byID(full.Participants, full.HostID)
	full.UID = fmt.Sprintf("interview-%d@%s", full.ID, full.Installation.Key)
	if err != nil {
		return full, err
	}
	full.News, full.FormerHost, err = s.Store.News(ctx, full.Interview, 0)
	return full, err
}

// candidateLanguage is the cookie of a candidate who reads another language than the recruiter
// thought. It belongs to this one page.
const candidateLanguage = "candidate_language"

// speakTo words the page for the candidate.
func speakTo(c echo.Context, candidate models.Candidate) {
	speak(c, keptLanguage(c, candidateLanguage, candidate.Language), candidate.TimeZone)
}

func (s *Server) meetingProps(c echo.Context) (meeting.MeetingProps, error) {
	full, err := s.meeting(c.Request().Context(), c.Param("token"))
	if err != nil {
		return meeting.MeetingProps{}, err
	}
	speakTo(c, full.Candidate)
	props := meeting.MeetingProps{Interview: full, Swapped: isFragment(c.Request()), Opened: s.pageToken(full.Token),
		Page: s.page(c, locales.T(c.Request().Context(), "meeting.title"))}
	props.Page.Secret, props.Page.Refresh = true, props.Refresh()
	return props, nil
}

func (s *Server) showMeeting(c echo.Context) error {
	props, err := s.meetingProps(c)
	if err != nil {
		return err
	}
	return s.render(c, http.StatusOK, meeting.MeetingPage(props))
}

// showWayIn answers the part of the page that asks for itself until there is a link.
func (s *Server) showWayIn(c echo.Context) error {
	if !isFragment(c.Request()) {
		return s.backToMeeting(c)
	}
	props, err := s.meetingProps(c)
	if err != nil {
		return err
	}
	return s.render(c, http.StatusOK, meeting.WayIn(props))
}

func (s *Server) backToMeeting(c echo.Context) error {
	return s.redirect(c, paths.CandidatePage(c.Param("token")))
}

func (s *Server) showCalendarFile(c echo.Context) error {
	full, err := s.meeting(c.Request().Context(), c.Param("token"))
	if err != nil {
		return err
	}
	file, err := s.Printer.CalendarFile(full)
	if err != nil {
		return err
	}
	c.Response().Header().Set("Content-Disposition", `attachment; filename="interview.ics"`)
	return c.Blob(http.StatusOK, "text/calendar; charset=utf-8", file)
}

type replyForm struct {
	Reply string `form:"reply"`
	Page  string `form:"page"`
}

func (s *Server) createReply(c echo.Context) error {
	var form replyForm
	if err := bind(c, &form); err != nil {
		return err
	}
	asked, err := s.meetingProps(c)
	if err != nil {
		return err
	}
	token, reply := c.Param("token"), models.Reply(form.Reply)
	if !asked.Upcoming() {
		return s.backToMeeting(c)
	}
	if !s.opened(token, form.Page) {
		return s.askAgain(c, meeting.ConfirmProps{MeetingProps: asked, Reply: reply})
	}
	ctx := c.Request().Context()
	err = s.Scheduler.Reply(ctx, scheduling.Answer{Token: token, Reply: reply})
	if problems, invalid := worded(ctx, err); invalid {
		return s.askAgain(c, meeting.ConfirmProps{MeetingProps: asked, Problem: problems["reply"]})
	}
	if err != nil {
		return err
	}
	return s.backToMeeting(c)
}

// createAlarm tells the organizer that the candidate cannot get in. Long before the interview the
// page has no such button.
func (s *Server) createAlarm(c echo.Context) error {
	var form replyForm
	if err := bind(c, &form); err != nil {
		return err
	}
	asked, err := s.meetingProps(c)
	if err != nil {
		return err
	}
	token := c.Param("token")
	if !meeting.CanAlarm(asked.Interview.Interview, asked.Interview.Now) {
		return s.backToMeeting(c)
	}
	if !s.opened(token, form.Page) {
		return s.askAgain(c, meeting.ConfirmProps{MeetingProps: asked, Alarm: true})
	}
	if err := s.Scheduler.Alarm(c.Request().Context(), token); err != nil {
		return err
	}
	return s.backToMeeting(c)
}

// askAgain shows the button once more to whoever sent a form without the page it stands on (FAIL39),
// or with an answer that is none.
func (s *Server) askAgain(c echo.Context, props meeting.ConfirmProps) error {
	props.Page.Refresh = 0
	return s.render(c, http.StatusUnprocessableEntity, meeting.ConfirmPage(props))
}

func (s *Server) updateMeetingLanguage(c echo.Context) error {
	var form languageForm
	if err := bind(c, &form); err != nil {
		return err
	}
	token := c.Param("token")
	_, err := s.Store.Link(c.Request().Context(), store.CandidateLink, token)
	if err != nil && !errors.Is(err, models.ErrGone) { // what is said of a closed page is read in either language, too
		return err
	}
	s.keepLanguage(c, candidateLanguage, paths.CandidatePage(token), form.Language)
	return s.backToMeeting(c)
}

// keepLanguage remembers in the browser which language one page behind a secret link is read in.
func (s *Server) keepLanguage(c echo.Context, name, path string, language models.Language) {
	if language.Known() {
		c.SetCookie(&http.Cookie{Name: name, Value: string(language), Path: strings.TrimSuffix(path, "/"),
			MaxAge: int((180 * 24 * time.Hour).Seconds()), HttpOnly: true, Secure: s.Secure, SameSite: http.SameSiteLaxMode})
	}
}

// keptLanguage is that language, else the given one.
func keptLanguage(c echo.Context, name string, otherwise models.Language) models.Language {
	if cookie, err := c.Cookie(name); err == nil && models.Language(cookie.Value).Known() {
		return models.Language(cookie.Value)
	}
	return otherwise
}
