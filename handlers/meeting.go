package handlers

import (
	"context"
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
	full := models.FullInterview{Token: token, Now: s.Store.Now()}
	link, err := s.Store.Link(ctx, store.CandidateLink, token)
	if err != nil {
		return full, err
	}
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
	props := meeting.MeetingProps{Interview: full, Swapped: isFragment(c.Request()),
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
		return s.redirect(c, paths.CandidatePage(c.Param("token")))
	}
	props, err := s.meetingProps(c)
	if err != nil {
		return err
	}
	return s.render(c, http.StatusOK, meeting.WayIn(props))
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
}

func (s *Server) createReply(c echo.Context) error {
	var form replyForm
	if err := bind(c, &form); err != nil {
		return err
	}
	token := c.Param("token")
	err := s.Scheduler.Reply(c.Request().Context(), scheduling.Answer{Token: token, Reply: models.Reply(form.Reply)})
	if _, invalid := worded(c.Request().Context(), err); !invalid && err != nil { // the page asks for a reply again
		return err
	}
	return s.redirect(c, paths.CandidatePage(token))
}

// createAlarm tells the organizer that the candidate cannot get in. Long before the interview the
// page has no such button.
func (s *Server) createAlarm(c echo.Context) error {
	ctx, token := c.Request().Context(), c.Param("token")
	full, err := s.meeting(ctx, token)
	if err != nil {
		return err
	}
	if !meeting.CanAlarm(full.Interview, full.Now) {
		return s.redirect(c, paths.CandidatePage(token))
	}
	if err := s.Scheduler.Alarm(ctx, token); err != nil {
		return err
	}
	return s.redirect(c, paths.CandidatePage(token))
}

func (s *Server) updateMeetingLanguage(c echo.Context) error {
	var form languageForm
	if err := bind(c, &form); err != nil {
		return err
	}
	token := c.Param("token")
	if _, err := s.Store.Link(c.Request().Context(), store.CandidateLink, token); err != nil {
		return err
	}
	s.keepLanguage(c, candidateLanguage, paths.CandidatePage(token), form.Language)
	return s.redirect(c, paths.CandidatePage(token))
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
