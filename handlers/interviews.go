package handlers

import (
	"context"
	"net/http"
	"slices"
	"time"

	"github.com/labstack/echo/v4"

	"entrevue/locales"
	"entrevue/models"
	"entrevue/models/store"
	"entrevue/views/hiring"
	"entrevue/views/interviews"
	"entrevue/views/layout"
)

// interviewsOfOne bounds how many interviews with one candidate are shown.
const interviewsOfOne = 200

func (s *Server) interviewsWith(ctx context.Context, candidateID int64) ([]models.Interview, error) {
	list, _, err := s.Store.Interviews(ctx, store.InterviewFilter{CandidateID: candidateID, Page: store.Page{Limit: interviewsOfOne}})
	return list, err
}

// shown gathers what lists and pages say about interviews, in the same number of queries for any
// number of them.
func (s *Server) shown(ctx context.Context, list []models.Interview) ([]interviews.Shown, error) {
	var ids, candidateIDs, employeeIDs []int64
	for _, i := range list {
		ids, candidateIDs = append(ids, i.ID), append(candidateIDs, i.CandidateID)
		employeeIDs = append(employeeIDs, i.ParticipantIDs...)
	}
	candidates, err := s.Store.CandidatesByID(ctx, unique(candidateIDs))
	if err != nil {
		return nil, err
	}
	applied := make([]models.Candidate, 0, len(candidates))
	for _, candidate := range candidates {
		applied = append(applied, candidate)
	}
	positions, err := s.positionsOf(ctx, applied)
	if err != nil {
		return nil, err
	}
	people, err := s.Store.EmployeesByID(ctx, unique(employeeIDs))
	if err != nil {
		return nil, err
	}
	mails, err := s.Store.MailsOfInterviews(ctx, ids)
	if err != nil {
		return nil, err
	}
	all := make([]interviews.Shown, len(list))
	for n, i := range list {
		candidate := candidates[i.CandidateID]
		all[n] = interviews.Shown{Interview: i, Candidate: candidate, Position: positions[candidate.PositionID],
			People: taking(people, i), Mails: toCandidate(mails, i.ID)}
		if i.LinkCause == models.CauseOtherProvider {
			all[n].Received, _ = s.Scheduler.JoinHosts.ProviderOf(i.LinkDetail)
		}
	}
	return all, nil
}

func unique(ids []int64) []int64 {
	slices.Sort(ids)
	return slices.Compact(ids)
}

// taking are the people of one interview, the host first.
func taking(people []models.Employee, i models.Interview) []models.Employee {
	list := []models.Employee{}
	for _, person := range people {
		switch {
		case person.ID == i.HostID:
			list = slices.Insert(list, 0, person)
		case slices.Contains(i.ParticipantIDs, person.ID):
			list = append(list, person)
		}
	}
	return list
}

// toCandidate are the mails about one interview that its candidate got.
func toCandidate(mails []models.Mail, interviewID int64) []models.Mail {
	list := []models.Mail{}
	for _, mail := range mails {
		if mail.InterviewID == interviewID && mail.Kind.ToCandidate() {
			list = append(list, mail)
		}
	}
	return list
}

// listCandidateInterviews is the candidate's Interviews tab.
func (s *Server) listCandidateInterviews(c echo.Context) error {
	ctx, now := c.Request().Context(), s.Store.Now()
	candidate, err := s.candidate(c)
	if err != nil {
		return err
	}
	list, err := s.interviewsWith(ctx, candidate.ID)
	if err != nil {
		return err
	}
	all, err := s.shown(ctx, list)
	if err != nil {
		return err
	}
	head, err := s.candidateHead(ctx, candidate, len(list), hiring.InterviewsTab)
	if err != nil {
		return err
	}
	props := interviews.TabProps{Head: head, Viewer: visitorOf(c).employee, Now: now, RequestID: newRequestID(c),
		Frame: s.frame(c, layout.Candidates, candidate.Name)}
	for _, one := range all {
		if one.Interview.Upcoming(now) {
			props.Upcoming = append(props.Upcoming, one)
		} else {
			props.Past = slices.Insert(props.Past, 0, one)
		}
	}
	return s.render(c, http.StatusOK, interviews.TabPage(props))
}

// attentionShown is how many interviews that need somebody stand above the list.
const attentionShown = 20

// listInterviews shows what needs somebody first, then everything to come, or one week.
func (s *Server) listInterviews(c echo.Context) error {
	ctx := c.Request().Context()
	props := interviews.ListProps{Viewer: visitorOf(c).employee, Now: s.Store.Now(), Link: interviews.LinkFilter(c.QueryParam("link"))}
	filter := interviewFilter(c, &props)
	list, next, err := s.Store.Interviews(ctx, filter)
	if err != nil {
		return err
	}
	if props.List, err = s.shown(ctx, list); err != nil {
		return err
	}
	if filter.Page.After == "" && props.Link == interviews.AnyLink {
		waiting, _, err := s.Store.Interviews(ctx, store.InterviewFilter{Attention: true, Page: store.Page{Limit: attentionShown}})
		if err != nil {
			return err
		}
		if props.Attention, err = s.shown(ctx, waiting); err != nil {
			return err
		}
		props.List = slices.DeleteFunc(props.List, func(shown interviews.Shown) bool { return hasInterview(waiting, shown.Interview.ID) })
	}
	props.More = next
	props.Frame = s.frame(c, layout.Interviews, locales.T(ctx, "interviews.list.title"))
	return s.render(c, http.StatusOK, interviews.ListPage(props))
}

func hasInterview(list []models.Interview, id int64) bool {
	return slices.ContainsFunc(list, func(i models.Interview) bool { return i.ID == id })
}

// interviewFilter reads the address. What cannot be read narrows nothing.
func interviewFilter(c echo.Context, props *interviews.ListProps) store.InterviewFilter {
	zone := locales.Zone(c.Request().Context())
	filter := store.InterviewFilter{Scheduled: true, Unfinished: true, Page: store.Page{After: c.QueryParam("after")}}
	if day, err := time.ParseInLocation(time.DateOnly, c.QueryParam("week"), zone); err == nil {
		monday := day.AddDate(0, 0, -(int(day.Weekday())+6)%7)
		props.Week = c.QueryParam("week")
		filter.From, filter.Until = monday, monday.AddDate(0, 0, 7)
		filter.Scheduled, filter.Unfinished = false, false
	}
	switch props.Link {
	case interviews.ReadyLink:
		filter.LinkStates = []models.LinkState{models.LinkReady}
	case interviews.AwaitedLink:
		filter.LinkStates = []models.LinkState{models.LinkRequested, models.LinkPending}
	case interviews.NoLink:
		filter.LinkStates = []models.LinkState{models.LinkNone}
	case interviews.AttentionLink:
		filter.Attention, filter.Scheduled = true, false // a cancellation that did not arrive is among them
	default:
		props.Link = interviews.AnyLink
	}
	return filter
}
