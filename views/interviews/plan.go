package interviews

import (
	"context"
	"slices"
	"strconv"
	"time"

	"github.com/a-h/templ"

	"entrevue/locales"
	"entrevue/models"
	"entrevue/views/layout"
	"entrevue/views/ui"
)

// PlanValues is what stands in the fields of the planning form. HostID is 0 while the organizer
// hosts, whoever that is. Participants are those who were added; organizer and host take part anyway. Other is
// who is chosen to be added and was not yet.
type PlanValues struct {
	Type         models.InterviewType
	OrganizerID  int64
	HostID       int64
	Date, Start  string
	Fold         models.Fold
	Minutes      int
	Message      string
	Sending      models.Sending
	RequestID    string
	Version      int
	Participants []models.Employee
	Other        int64
}

// PlanProps is the form that plans an interview. People are those who can organize, host and take
// part. Period is what date, start and duration come to, nil while they come to nothing; Clocks
// is set where the clocks are changed at that time and the person has to choose, Untimely says why no
// interview can be planned at that time, so that it is known before anything is saved (FAIL36).
type PlanProps struct {
	Frame    layout.FrameProps
	Position models.Position
	Values   PlanValues
	People   []models.Employee
	Picker   PickerProps
	Period   *models.Period
	Clocks   *ClocksProps
	Untimely string
	Now      time.Time
	Errors   ui.Errors
	// Suggested says that date and time are ours: without a script, what is said about them no longer
	// holds once somebody types.
	Suggested bool
	// Revised is the interview that the form changes; nil for a new one. Conflict says that it was changed
	// since the form was shown: Revised is as it was left. Resent says that this form did so itself, with
	// other entries.
	Revised  *Shown
	Conflict bool
	Resent   bool
	// Taken is set where the host has another interview then (FAIL29).
	Taken *TakenProps
	// Engaged is the other interview that the candidate has then.
	Engaged *models.Interview
}

// TakenProps is a time at which the host has other interviews. Candidates are the names by the id of the
// interview, Free the nearest times without one.
type TakenProps struct {
	Interviews []models.Interview
	Candidates map[int64]string
	Free       []models.Period
}

// ClocksProps is a time that does not exist or happens twice (FAIL41), with both times that could
// be meant: as buttons whose value the form reads as date, time and fold.
type ClocksProps struct {
	Gap           bool
	First, Second time.Time // in the zone of the interview
}

// ChoiceOf is the value of a button that chooses one of two times.
func ChoiceOf(at time.Time) string {
	wall := models.WallTimeOf(at)
	return wall.Date() + "T" + wall.Clock() + " " + string(wall.Fold)
}

func (p PlanProps) candidate() models.Candidate { return p.Picker.Candidate }

func (p PlanProps) lead(ctx context.Context) string {
	candidate := p.candidate()
	return locales.T(ctx, "interviews.new.lead", "candidate", candidate.Name, "position", p.Position.Title,
		"first", candidate.FirstName(), "city", locales.City(ctx, candidate.TimeZone),
		"difference", p.difference(ctx), "language", locales.T(ctx, languageKey(candidate.Language)))
}

func (p PlanProps) difference(ctx context.Context) string {
	zone, err := models.Zone(p.candidate().TimeZone)
	if err != nil {
		return ""
	}
	return locales.Difference(ctx, zone, p.at())
}

// at is when the interview begins as far as that is known: where it is asked back which of two times is
// meant, at the first of them.
func (p PlanProps) at() time.Time {
	switch {
	case p.Period != nil:
		return p.Period.StartsAt
	case p.Clocks != nil:
		return p.Clocks.First
	default:
		return p.Now
	}
}

// languageKey is the name of a language inside of a sentence.
func languageKey(language models.Language) string {
	if language == models.French {
		return "languages.fr"
	}
	return "languages.en"
}

// times is the period in the reader's zone; the candidate's follows where it is another one.
func (p PlanProps) times(ctx context.Context) string {
	if p.Period == nil {
		return ""
	}
	times := locales.T(ctx, "interviews.new.times", "day", locales.DayLong(ctx, p.Period.StartsAt),
		"time", locales.TimeRange(ctx, p.Period.StartsAt, p.Period.EndsAt), "city", locales.City(ctx, locales.Zone(ctx).String()))
	if p.clocksDiffer(ctx, p.Period.StartsAt) {
		return locales.T(ctx, "interviews.new.times_and", "times", times)
	}
	return times
}

// asked words a time that may be meant: one that happens twice is told by which of the two it is.
func (p PlanProps) asked(ctx context.Context, n int, at time.Time) string {
	if p.Clocks.Gap {
		return locales.DayTime(ctx, at)
	}
	return locales.T(ctx, []string{"interviews.clocks.first", "interviews.clocks.second"}[n], "time", locales.DayTime(ctx, at))
}

// clocksDiffer tells whether the candidate's clock shows another time than the reader's then.
func (p PlanProps) clocksDiffer(ctx context.Context, at time.Time) bool {
	zone, err := models.Zone(p.candidate().TimeZone)
	if err != nil {
		return false
	}
	return !locales.SameClock(ctx, zone, at)
}

func (p PlanProps) theirTimes(ctx context.Context) string {
	return TheirTime(ctx, *p.Period, p.candidate().TimeZone)
}

// TheirTime is a period in another person's zone, with the day where it is another one there.
func TheirTime(ctx context.Context, period models.Period, zoneName string) string {
	zone, err := models.Zone(zoneName)
	if err != nil {
		return ""
	}
	theirs := locales.WithZone(ctx, zone)
	time := locales.TimeRange(theirs, period.StartsAt, period.EndsAt)
	if locales.Day(ctx, period.StartsAt) != locales.Day(theirs, period.StartsAt) {
		return locales.T(ctx, "interviews.their_day", "day", locales.Day(theirs, period.StartsAt), "time", time, "city", locales.City(ctx, zoneName))
	}
	return locales.T(ctx, "interviews.their_time", "time", time, "city", locales.City(ctx, zoneName))
}

func (p PlanProps) clocksChange() bool {
	return p.Period != nil && p.Untimely == "" && len(p.Errors) == 0 && models.ClocksChange(p.Picker.Viewer.TimeZone, p.candidate().TimeZone, p.Now, p.Period.StartsAt)
}

func (p PlanProps) labelled(ctx context.Context) []ui.Labelled {
	return []ui.Labelled{
		{Name: "type", Label: locales.T(ctx, "interviews.type")},
		{Name: "organizer", Label: locales.T(ctx, "interviews.organizer")},
		{Name: "host", Label: locales.T(ctx, "interviews.host")},
		{Name: "participants", Label: locales.T(ctx, "interviews.participants")},
		{Name: "date", Label: locales.T(ctx, "interviews.date")},
		{Name: "start", Label: locales.T(ctx, "interviews.start")},
		{Name: "duration", Label: locales.T(ctx, "interviews.duration")},
		{Name: "method", Label: locales.T(ctx, "interviews.method")},
		{Name: "room", Label: locales.T(ctx, "interviews.room")},
		{Name: "phone_number", Label: locales.T(ctx, "interviews.phone_number")},
		{Name: "own_link", Label: locales.T(ctx, "interviews.own_link")},
		{Name: "message", Label: locales.T(ctx, "interviews.message", "candidate", p.candidate().FirstName())},
		{Name: "sending", Label: locales.T(ctx, "interviews.sending")},
	}
}

// refresh lets a field exchange the methods when it changes. Without a script the button below the
// fields does it.
func (p PlanProps) refresh() templ.Attributes {
	return refreshing(p.picker(), "change")
}

// refreshing exchanges the methods when something happens.
func refreshing(path, trigger string) templ.Attributes {
	return templ.Attributes{"hx-post": path, "hx-trigger": trigger, "hx-target": "#" + PickerMethods,
		"hx-swap": "innerHTML", "hx-include": "closest form"}
}

func typeOptions(ctx context.Context) []ui.Option {
	options := make([]ui.Option, 0, len(models.InterviewTypes()))
	for _, t := range models.InterviewTypes() {
		options = append(options, ui.Option{Value: string(t), Label: locales.T(ctx, t.LabelKey())})
	}
	return options
}

// peopleOptions offers people; the viewer is marked.
func peopleOptions(ctx context.Context, people []models.Employee, viewerID int64) []ui.Option {
	options := make([]ui.Option, 0, len(people))
	for _, person := range people {
		label := person.Name
		if person.ID == viewerID {
			label = locales.T(ctx, "interviews.person.you", "name", person.Name)
		}
		options = append(options, ui.Option{Value: number(person.ID), Label: label})
	}
	return options
}

// durationOptions are the durations of the form; one that was set otherwise is kept.
func durationOptions(ctx context.Context, chosen int) []ui.Option {
	options := []ui.Option{}
	known := false
	for _, minutes := range []int{15, 30, 45, 60, 75, 90, 120, 180, 240} {
		known = known || minutes == chosen
		options = append(options, durationOption(ctx, minutes))
	}
	if !known && chosen > 0 {
		options = append(options, durationOption(ctx, chosen))
	}
	return options
}

func durationOption(ctx context.Context, minutes int) ui.Option {
	return ui.Option{Value: strconv.Itoa(minutes), Label: locales.Duration(ctx, time.Duration(minutes)*time.Minute)}
}

func (p PlanProps) sendingOptions(ctx context.Context) []ui.Option {
	candidate := p.candidate()
	if candidate.Email == "" {
		return []ui.Option{
			{Value: string(models.SendNever), Label: locales.T(ctx, "interviews.sending.never"), Hint: locales.T(ctx, "interviews.sending.no_address", "candidate", candidate.FirstName())},
		}
	}
	return []ui.Option{
		{Value: string(models.SendWhenReady), Label: locales.T(ctx, "interviews.sending.when_ready"), Hint: locales.T(ctx, "interviews.sending.to", "email", candidate.Email)},
		{Value: string(models.SendNow), Label: locales.T(ctx, "interviews.sending.now"), Hint: locales.T(ctx, "interviews.sending.now_hint", "candidate", candidate.FirstName())},
		{Value: string(models.SendNever), Label: locales.T(ctx, "interviews.sending.never")},
	}
}

// participantNote says what somebody is in this interview.
func (p PlanProps) participantNote(ctx context.Context, person models.Employee) string {
	organizer, host := person.ID == p.Values.OrganizerID, person.ID == p.Picker.Host.ID
	switch {
	case organizer && host:
		return locales.T(ctx, "interviews.role.both")
	case organizer:
		return locales.T(ctx, "interviews.role.organizer")
	case host:
		return locales.T(ctx, "interviews.role.host")
	default:
		return person.Title
	}
}

// taking is everybody who takes part: organizer, host, and those who were added.
func (p PlanProps) taking() []models.Employee {
	list, seen := []models.Employee{}, map[int64]bool{0: true}
	add := func(people ...models.Employee) {
		for _, person := range people {
			if !seen[person.ID] {
				seen[person.ID] = true
				list = append(list, person)
			}
		}
	}
	for _, person := range p.People {
		if person.ID == p.Values.OrganizerID {
			add(person)
		}
	}
	add(p.Picker.Host)
	add(p.Values.Participants...)
	return list
}

// outsideHours are those who take part and do not work then.
func (p PlanProps) outsideHours() []models.Employee {
	if p.Period == nil || p.Untimely != "" {
		return nil
	}
	return slices.DeleteFunc(p.taking(), func(person models.Employee) bool { return person.Works(*p.Period) })
}

// removable tells whether somebody takes part only because they were added.
func (p PlanProps) removable(person models.Employee) bool {
	return person.ID != p.Values.OrganizerID && person.ID != p.Picker.Host.ID
}

// addable are the people who do not take part yet.
func (p PlanProps) addable() []models.Employee {
	taking := map[int64]bool{}
	for _, person := range p.taking() {
		taking[person.ID] = true
	}
	rest := []models.Employee{}
	for _, person := range p.People {
		if !taking[person.ID] {
			rest = append(rest, person)
		}
	}
	return rest
}

func number(id int64) string { return strconv.FormatInt(id, 10) }
