package handlers

import (
	"cmp"
	"context"
	"errors"
	"net/http"
	"slices"
	"strings"
	"time"

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

// planForm is the planning form. Participant, Add, Remove and Clocks belong to its buttons that
// change the form and save nothing.
type planForm struct {
	Type         string    `form:"type"`
	Organizer    numeral   `form:"organizer"`
	Host         numeral   `form:"host"`
	Participants []numeral `form:"participants"`
	Date         string    `form:"date"`
	Start        string    `form:"start"`
	Fold         string    `form:"fold"`
	Duration     numeral   `form:"duration"`
	Method       string    `form:"method"`
	Room         string    `form:"room"`
	PhoneNumber  string    `form:"phone_number"`
	OwnLink      string    `form:"own_link"`
	Message      string    `form:"message"`
	Sending      string    `form:"sending"`
	Anyway       string    `form:"anyway"`
	Version      numeral   `form:"version"`
	RequestID    string    `form:"request_id"`

	Participant numeral `form:"participant"`
	Add         string  `form:"add"`
	Remove      numeral `form:"remove"`
	Clocks      string  `form:"clocks"`

	Buttons pickerForm
}

// revise does what the buttons inside of the form are for.
func (f *planForm) revise() {
	if f.Buttons.UseHost.ID > 0 {
		f.Host = f.Buttons.UseHost.ID
		if f.Method == "" { // whoever is offered for a provider is wanted for it
			f.Buttons.UseMethod = string(f.Buttons.UseHost.Provider.Method())
		}
	}
	f.Method = f.Buttons.method(f.Method)
	if f.Add != "" {
		f.include()
	}
	f.Participants = slices.DeleteFunc(f.Participants, func(id numeral) bool { return id == f.Remove })
	if moment, fold, ok := strings.Cut(f.Clocks, " "); ok {
		if date, clock, ok := strings.Cut(moment, "T"); ok {
			f.Date, f.Start, f.Fold = date, clock, fold
		}
	}
}

// include lets whoever is chosen among the others take part. Saving does so too: that is what choosing
// somebody was for.
func (f *planForm) include() {
	if f.Participant != 0 && !slices.Contains(f.Participants, f.Participant) {
		f.Participants = append(f.Participants, f.Participant)
	}
	f.Participant = 0
}

func (f planForm) host() int64 { return int64(cmp.Or(f.Host, f.Organizer)) }

// participants are the ids of those who were added.
func (f planForm) participants() []int64 {
	ids := make([]int64, len(f.Participants))
	for n, id := range f.Participants {
		ids[n] = int64(id)
	}
	return ids
}

// length is the duration. One too large to count stays longer than any interview.
func (f planForm) length() time.Duration {
	return time.Duration(min(max(f.Duration, 0), numeral(2*models.MaxDuration/time.Minute))) * time.Minute
}

// plan is what was typed; times are those of the zone.
func (f planForm) plan(zone string) scheduling.Plan {
	return scheduling.Plan{Type: models.InterviewType(f.Type), OrganizerID: int64(f.Organizer), HostID: int64(f.Host),
		ParticipantIDs: f.participants(), Date: f.Date, Clock: f.Start, Fold: models.Fold(f.Fold), TimeZone: zone,
		Duration: f.length(), Message: f.Message, Anyway: f.Anyway == "yes",
		Way: scheduling.Way{Method: models.Method(f.Method), Room: f.Room, PhoneNumber: f.PhoneNumber, OwnLink: f.OwnLink}}
}

// newInterview begins with the recruiter as organizer, on the next working day; no method is chosen.
func (s *Server) newInterview(c echo.Context) error {
	candidate, err := s.candidate(c)
	if err != nil {
		return err
	}
	me := visitorOf(c).employee
	day := nextWorkingDay(s.Store.Now().In(zoneOf(me.TimeZone)))
	form := planForm{Type: string(models.TypeFirst), Organizer: numeral(me.ID), Date: day.Format(time.DateOnly), Start: "10:00", Duration: 60,
		PhoneNumber: candidate.Phone, Sending: string(models.SendWhenReady), RequestID: newRequestID(c)}
	if candidate.Email == "" {
		form.Sending = string(models.SendNever)
	}
	suggested := !s.restore(c, &form)
	return s.showPlanForm(c, http.StatusOK, planned{candidate: candidate}, form, planAnswer{suggested: suggested})
}

func nextWorkingDay(day time.Time) time.Time {
	for day = day.AddDate(0, 0, 1); day.Weekday() == time.Saturday || day.Weekday() == time.Sunday; {
		day = day.AddDate(0, 0, 1)
	}
	return day
}

// reviseNewInterview shows the form with its entries again: with another participant, another time, or
// the methods of another host. htmx takes the methods out of it.
func (s *Server) reviseNewInterview(c echo.Context) error {
	var form planForm
	if err := bind(c, &form); err != nil {
		return err
	}
	candidate, err := s.candidate(c)
	if err != nil {
		return err
	}
	return s.revised(c, planned{candidate: candidate}, form)
}

func (s *Server) createInterview(c echo.Context) error {
	var form planForm
	if err := bind(c, &form); err != nil {
		return err
	}
	form.include()
	ctx := c.Request().Context()
	candidate, err := s.candidate(c)
	if err != nil {
		return err
	}
	booking := scheduling.Booking{CandidateID: candidate.ID, Sending: models.Sending(form.Sending), RequestID: form.RequestID,
		Plan: form.plan(visitorOf(c).employee.TimeZone)}
	booked, err := s.Scheduler.Book(ctx, actor(c), booking)
	if isResent(err) {
		return s.resentInterview(c, booked, form, err)
	}
	if err != nil {
		return s.planRefused(c, planned{candidate: candidate}, form, err)
	}
	s.tell(c, ui.Ready, "interviews.planned")
	return s.redirect(c, paths.Interview(booked.ID))
}

// resentInterview shows a form that has planned an interview, and says something else now, as the form
// that changes the interview.
func (s *Server) resentInterview(c echo.Context, first models.Interview, form planForm, refusal error) error {
	all, err := s.shown(c.Request().Context(), []models.Interview{first})
	if err != nil {
		return err
	}
	return s.planRefused(c, planned{all[0].Candidate, &all[0]}, form, errors.Join(refusal, &models.Conflict{Current: first}))
}

// planned is what a form is about: a candidate, and the interview with them that is changed, if it is
// one.
type planned struct {
	candidate models.Candidate
	interview *interviews.Shown
}

// id is that of the interview, 0 for a new one.
func (p planned) id() int64 {
	if p.interview == nil {
		return 0
	}
	return p.interview.Interview.ID
}

// revised does what a button inside of the form is for, and shows the form again.
func (s *Server) revised(c echo.Context, of planned, form planForm) error {
	form.revise()
	told, err := s.pressed(c, form.Buttons, form.host())
	if err != nil {
		return err
	}
	return s.showPlanForm(c, http.StatusOK, of, form, planAnswer{told: told})
}

// planRefused shows the form again with what was typed, and what keeps it from being saved: fields, a
// time that does not exist or is taken (FAIL29), or what somebody else has changed meanwhile.
func (s *Server) planRefused(c echo.Context, of planned, form planForm, refusal error) error {
	ctx := c.Request().Context()
	var conflict *models.Conflict
	if errors.As(refusal, &conflict) && of.interview != nil {
		form.Version, form.RequestID = numeral(of.interview.Interview.Version), newRequestID(c)
		return s.showPlanForm(c, http.StatusConflict, of, form, planAnswer{conflict: true, resent: isResent(refusal)})
	}
	answer := planAnswer{}
	problems, invalid := worded(ctx, refusal)
	answer.errors = problems
	if clocks := clocksOf(refusal, zoneOf(visitorOf(c).employee.TimeZone)); clocks != nil {
		answer.errors, invalid = ui.Errors{"start": locales.T(ctx, "interviews.clocks.choose")}, true
	}
	var engaged *models.Engaged
	if errors.As(refusal, &engaged) {
		answer.engaged = &engaged.Interview
		answer.errors, invalid = ui.Errors{"start": locales.T(ctx, "problem.candidate_busy")}, true
	}
	var taken *models.Taken
	if errors.As(refusal, &taken) {
		names, err := s.Store.CandidatesOfInterviews(ctx, idsOf(taken.Interviews))
		if err != nil {
			return err
		}
		answer.taken = &interviews.TakenProps{Interviews: taken.Interviews, Candidates: names, Free: taken.Free}
		answer.errors, invalid = ui.Errors{"start": locales.T(ctx, "interviews.taken.choose")}, true
	}
	if !invalid {
		return refusal
	}
	return s.showPlanForm(c, http.StatusUnprocessableEntity, of, form, answer)
}

func idsOf(list []models.Interview) []int64 {
	ids := make([]int64, len(list))
	for n, interview := range list {
		ids[n] = interview.ID
	}
	return ids
}

// clocksOf is the question back where the clocks are changed; nil for any other error.
func clocksOf(err error, zone *time.Location) *interviews.ClocksProps {
	var gap *models.Gap
	var overlap *models.Overlap
	switch {
	case errors.As(err, &gap):
		return &interviews.ClocksProps{Gap: true, First: gap.Earlier.In(zone), Second: gap.Later.In(zone)}
	case errors.As(err, &overlap):
		return &interviews.ClocksProps{First: overlap.First.In(zone), Second: overlap.Second.In(zone)}
	default:
		return nil
	}
}

// planAnswer is what is told with the form.
type planAnswer struct {
	errors    ui.Errors
	suggested bool // date and time are ours
	told      ui.StateProps
	taken     *interviews.TakenProps
	engaged   *models.Interview // that the candidate has then
	conflict  bool              // the interview was changed since the form was shown,
	resent    bool              // by this form itself
}

func (s *Server) showPlanForm(c echo.Context, status int, of planned, form planForm, answer planAnswer) error {
	ctx, me, candidate := c.Request().Context(), visitorOf(c).employee, of.candidate
	people, err := s.colleagues(ctx, append([]int64{me.ID, int64(form.Organizer), form.host()}, form.participants()...))
	if err != nil {
		return err
	}
	position, err := s.Store.Position(ctx, candidate.PositionID)
	if err != nil {
		return err
	}
	times := form.times(ctx, me.TimeZone, s.Store.Now())
	picker, err := s.picker(c, planning{candidate: candidate, host: byID(people, form.host()), people: people, period: times.timely(),
		except: of.id(), action: of.picker()})
	if err != nil {
		return err
	}
	picker.Chosen, picker.Room, picker.PhoneNumber, picker.OwnLink = models.Method(form.Method), form.Room, form.PhoneNumber, form.OwnLink
	picker.Choosing, picker.HostSet, picker.Told, picker.Errors = models.Provider(form.Buttons.Choose), form.Buttons.UseHost.ID > 0, answer.told, answer.errors
	picker.Taken = answer.taken != nil
	if of.interview != nil && of.interview.Interview.HostID == form.host() {
		picker.Standing = of.interview.Interview.Method
	}
	props := interviews.PlanProps{Position: position, People: people, Picker: picker, Period: times.period, Clocks: times.clocks, Untimely: times.problem, Now: s.Store.Now(),
		Errors: answer.errors, Suggested: answer.suggested, Values: form.values(people), Taken: answer.taken, Engaged: answer.engaged,
		Revised: of.interview, Conflict: answer.conflict, Resent: answer.resent}
	props.Frame = s.frame(c, layout.Candidates, props.Title(ctx))
	return s.render(c, status, interviews.PlanPage(props))
}

func (f planForm) values(people []models.Employee) interviews.PlanValues {
	values := interviews.PlanValues{Type: models.InterviewType(f.Type), OrganizerID: int64(f.Organizer), HostID: int64(f.Host), Date: f.Date,
		Start: f.Start, Fold: models.Fold(f.Fold), Minutes: int(f.length() / time.Minute), Message: f.Message, Sending: models.Sending(f.Sending),
		RequestID: f.RequestID, Version: int(f.Version), Other: int64(f.Participant)}
	for _, id := range f.participants() {
		if person := byID(people, id); person.ID != 0 {
			values.Participants = append(values.Participants, person)
		}
	}
	return values
}

// planTimes is what date, start and duration come to, or the question which time is meant. problem says
// why no interview can be planned then.
type planTimes struct {
	period  *models.Period
	clocks  *interviews.ClocksProps
	problem string
}

// timely is the period, if an interview can be planned then.
func (t planTimes) timely() *models.Period {
	if t.problem != "" {
		return nil
	}
	return t.period
}

func (f planForm) times(ctx context.Context, zone string, now time.Time) planTimes {
	start, err := models.ParseWallTime(f.Date, f.Start)
	if err != nil {
		return planTimes{}
	}
	start.Fold = models.Fold(f.Fold)
	period, err := models.PlanPeriod(start, zone, f.length(), now)
	problems, _ := worded(ctx, err)
	if err != nil && period.StartsAt.IsZero() {
		return planTimes{clocks: clocksOf(err, zoneOf(zone))}
	}
	return planTimes{period: &period, problem: problems["start"]}
}

func byID(people []models.Employee, id int64) models.Employee {
	for _, person := range people {
		if person.ID == id {
			return person
		}
	}
	return models.Employee{}
}

// peopleOffered bounds how many colleagues the lists of the form hold.
const peopleOffered = 500

// colleagues are the active people to choose from, by name; wanted are among them in any case.
func (s *Server) colleagues(ctx context.Context, wanted []int64) ([]models.Employee, error) {
	people, next, err := s.Store.Employees(ctx, store.EmployeeFilter{Page: store.Page{Limit: peopleOffered}})
	if err != nil || next == "" {
		return people, err
	}
	chosen, err := s.Store.EmployeesByID(ctx, unique(wanted))
	if err != nil {
		return nil, err
	}
	for _, person := range chosen {
		if byID(people, person.ID).ID == 0 && person.Active() {
			people = append(people, person)
		}
	}
	return people, nil
}
