package interviews

import (
	"context"
	"time"

	"entrevue/locales"
	"entrevue/models"
	"entrevue/views/ui"
)

// PickerProps is everything that decides what the method picker shows. Facts are those of the host,
// by provider; Use decides which methods stand under "more". Others are people who could host each
// provider instead. Viewer is who looks, Administrators whose turn it may be. Swapped is set where a
// part of the page is exchanged by htmx, HostFixed where no other host can be chosen here.
//
// Action takes the buttons of the picker, which save nothing. Choosing is the provider for which another
// host is being chosen, HostSet whether one was; Busy is what people host at that time beside this interview,
// BusyWith whom the host meets then, Hosts are all who could host.
// Reminders are what the host and the administrators were reminded of, Told what a button has done.
type PickerProps struct {
	Action         string
	Choosing       models.Provider
	HostSet        bool
	Busy           map[int64]models.Interview
	BusyWith       string
	Taken          bool // the form was refused because of it
	Hosts          []models.Employee
	Reminders      map[int64][]models.Instruction
	Told           ui.StateProps
	Now            time.Time
	Host           models.Employee // ID 0 where none is chosen
	Facts          map[models.Provider]models.Facts
	Use            map[models.Provider]models.ProviderUse
	Others         map[models.Provider][]models.Employee
	Viewer         models.Employee
	Administrators []models.Employee
	Candidate      models.Candidate
	Chosen         models.Method
	// Standing is the method whose link stands with this host: it can be kept, whatever the table says now.
	Standing    models.Method
	Room        string
	PhoneNumber string
	OwnLink     string
	Errors      ui.Errors
	Swapped     bool
	HostFixed   bool
}

const pickerID = "method"

// PickerMethods is the id of what is exchanged when the host changes.
const PickerMethods = pickerID + "-methods"

// facts are those of the host; without a host there are none, which the table says first.
func (p PickerProps) facts(provider models.Provider) models.Facts {
	facts := p.Facts[provider]
	facts.HostChosen = p.Host.ID != 0
	return facts
}

func (p PickerProps) outcome(method models.Method) models.Outcome {
	provider, _ := method.Provider()
	return models.MethodAvailability(method, p.facts(provider))
}

func (p PickerProps) ready() int {
	count := 0
	for _, method := range models.Methods() {
		if p.outcome(method).Ready() {
			count++
		}
	}
	return count
}

// groups are the cards: video methods, the others, and those under "more". Where no video method is
// in use, more stands open: nothing is hidden from a company that has just begun.
func (p PickerProps) groups(ctx context.Context) (groups [][]ui.MethodProps, more []ui.MethodProps, open bool) {
	shown, rest := models.GroupMethods(p.Use)
	var video, others []ui.MethodProps
	for _, method := range shown {
		if _, made := method.Provider(); made {
			video = append(video, p.card(ctx, method))
		} else {
			others = append(others, p.card(ctx, method))
		}
	}
	open = len(video) == 0
	for _, method := range rest {
		more = append(more, p.card(ctx, method))
		open = open || method == p.Chosen
	}
	if len(video) > 0 {
		groups = append(groups, video)
	}
	return append(groups, others), more, open
}

func (p PickerProps) picker(ctx context.Context) ui.MethodPickerProps {
	groups, _, _ := p.groups(ctx)
	props := ui.MethodPickerProps{ID: pickerID, Name: "method", Legend: locales.T(ctx, "interviews.method"),
		Groups: groups, Error: p.Errors["method"], Ready: p.readyState(ctx), Told: p.Told}
	if p.Host.ID != 0 {
		props.Host = ui.PersonProps{Name: p.Host.Name, Text: locales.T(ctx, "interviews.picker.hosts", "host", p.Host.Name), Note: p.calendar(ctx)}
	}
	return props
}

func (p PickerProps) readyState(ctx context.Context) ui.StateProps {
	is, ready := ui.Ready, p.ready()
	if ready == 3 { // those that nobody makes a link for
		is = ui.Off
	}
	return ui.StateProps{Is: is, Word: locales.N(ctx, "interviews.picker.ready", ready, "of", locales.Number(ctx, len(models.Methods())))}
}

// calendar is the kind of the host's calendar, where it is known.
func (p PickerProps) calendar(ctx context.Context) string {
	switch p.Facts[models.GoogleMeet].Calendar {
	case models.CalendarGoogle:
		return locales.T(ctx, "calendars.google")
	case models.CalendarGraph:
		return locales.T(ctx, "calendars.graph")
	case models.CalendarEWS:
		return locales.T(ctx, "calendars.ews")
	default:
		return ""
	}
}

func (p PickerProps) card(ctx context.Context, method models.Method) ui.MethodProps {
	outcome := p.outcome(method)
	card := ui.MethodProps{Value: string(method), Title: locales.T(ctx, method.LabelKey()), Tile: Tile(method, ""),
		State:  ui.StateProps{Is: string(outcome.Reason.Is()), Icon: outcome.Reason.Icon(), Word: locales.T(ctx, outcome.WordKey())},
		Why:    p.why(ctx, method, outcome),
		Chosen: method == p.Chosen, Blocked: !outcome.Ready() && method != p.Standing}
	if provider, video := method.Provider(); video {
		card.Turn = p.turn(ctx, provider, outcome)
		if provider == p.Choosing && !outcome.Ready() {
			card.More = p.hosts(provider)
		}
	} else {
		card.Field = p.field(method)
	}
	return card
}

func (p PickerProps) why(ctx context.Context, method models.Method, outcome models.Outcome) string {
	switch method {
	case models.MethodInPerson:
		return locales.T(ctx, "interviews.picker.in_person")
	case models.MethodPhone:
		return locales.T(ctx, "interviews.picker.phone", "candidate", p.Candidate.FirstName())
	case models.MethodOwnLink:
		return locales.T(ctx, "interviews.picker.own_link")
	}
	provider, _ := method.Provider()
	return locales.T(ctx, outcome.SentenceKey(), "host", p.Host.FirstName(), "provider", provider.Name())
}

// Tile is the monogram of a method.
func Tile(method models.Method, size string) ui.TileProps {
	switch method {
	case models.MethodInPerson:
		return ui.TileProps{Icon: "pin", Size: size}
	case models.MethodPhone:
		return ui.TileProps{Icon: "phone", Size: size}
	case models.MethodOwnLink:
		return ui.TileProps{Icon: "link", Size: size}
	case models.MethodGoogleMeet:
		return ui.TileProps{Letter: "M", Size: size}
	case models.MethodZoom:
		return ui.TileProps{Letter: "Z", Size: size}
	case models.MethodMSTeams:
		return ui.TileProps{Letter: "T", Size: size}
	default:
		return ui.TileProps{Letter: "G", Size: size}
	}
}

// turn says whose turn it is and offers the one thing that can be done from here.
func (p PickerProps) turn(ctx context.Context, provider models.Provider, outcome models.Outcome) *ui.TurnProps {
	turn := &ui.TurnProps{Icon: "check", Whose: locales.T(ctx, "turn.nobody")}
	switch outcome.Turn() {
	case models.TurnRecruiter:
		turn = p.mine(ctx)
	case models.TurnHost:
		turn = p.personsTurn(ctx, p.Host)
	case models.TurnIT:
		turn = &ui.TurnProps{Icon: "gear", Whose: locales.T(ctx, "turn.it")}
	case models.TurnAdministrator:
		turn = p.administratorsTurn(ctx)
	}
	if note := p.remindedNote(ctx, provider, outcome); note != "" {
		turn.Note = note
	}
	turn.Action = p.action(ctx, provider, outcome)
	return turn
}

func (p PickerProps) mine(ctx context.Context) *ui.TurnProps {
	return &ui.TurnProps{Name: p.Viewer.Name, Whose: locales.T(ctx, "turn.yours")}
}

func (p PickerProps) personsTurn(ctx context.Context, person models.Employee) *ui.TurnProps {
	if person.ID == p.Viewer.ID {
		return p.mine(ctx)
	}
	return &ui.TurnProps{Name: person.Name, Whose: locales.T(ctx, "turn.of", "name", person.FirstName())}
}

func (p PickerProps) administratorsTurn(ctx context.Context) *ui.TurnProps {
	if models.CanAdminister(p.Viewer.Actor()) {
		return p.mine(ctx)
	}
	if len(p.Administrators) == 0 {
		return &ui.TurnProps{Icon: "gear", Whose: locales.T(ctx, "turn.administrator")}
	}
	turn := p.personsTurn(ctx, p.Administrators[0])
	turn.Note = locales.T(ctx, "role.administrator")
	if len(p.Administrators) > 1 {
		turn.Note = locales.T(ctx, "turn.or", "names", Names(ctx, p.Administrators[1:]))
	}
	return turn
}

// Names joins names as the language does.
func Names(ctx context.Context, people []models.Employee) string {
	names := make([]string, len(people))
	for n, person := range people {
		names[n] = person.Name
	}
	return locales.List(ctx, names...)
}
