package calendarfile

import (
	"fmt"
	"regexp"
	"strings"
	"time"
	"unicode"

	ics "github.com/arran4/golang-ical"
)

// Method says what a calendar shall do with the file.
type Method string

// The two methods: put in or change, and take out.
const (
	Request Method = "REQUEST"
	Cancel  Method = "CANCEL"
)

// Person is somebody in the file.
type Person struct{ Name, Mail string }

// Props is one interview as its reader shall see it. UID stays the same through all changes, and
// Sequence grows with each of them: otherwise calendars show the interview twice, or the old one.
type Props struct {
	Method                 Method
	UID                    string
	Sequence               int
	WrittenAt              time.Time
	StartsAt, EndsAt       time.Time
	Summary, Description   string
	Location, URL          string // left out when empty
	Organizer, Participant Person
}

var (
	mailbox = regexp.MustCompile(`^[!#-'*+./0-9=?A-Z^-~-]{1,64}@[A-Za-z0-9.-]{1,253}$`)
	address = regexp.MustCompile(`^https?://[!-~]+$`)
	uid     = regexp.MustCompile(`^[A-Za-z0-9._@+-]{1,255}$`)
)

// Render writes the file. Times are UTC, so no zone has to be described. The reply is given on the
// candidate page, not by the calendar, therefore RSVP is FALSE. It fails on addresses, links and
// ids that would not survive in a file; texts are made to fit.
func Render(props Props) ([]byte, error) {
	if err := check(props); err != nil {
		return nil, err
	}
	calendar := ics.NewCalendarFor("Entrevue")
	calendar.SetProductId("-//Entrevue//Interviews//EN")
	calendar.SetCalscale("GREGORIAN")
	calendar.SetMethod(ics.Method(props.Method))
	event := calendar.AddEvent(props.UID)
	event.SetSequence(props.Sequence)
	event.SetDtStampTime(props.WrittenAt)
	event.SetStartAt(props.StartsAt)
	event.SetEndAt(props.EndsAt)
	event.SetSummary(text(props.Summary))
	event.SetTimeTransparency(ics.TransparencyOpaque)
	setOptional(event, props)
	setPeople(event, props)
	status := ics.ObjectStatusConfirmed
	if props.Method == Cancel {
		status = ics.ObjectStatusCancelled
	}
	event.SetStatus(status)
	return []byte(calendar.Serialize(ics.WithNewLine("\r\n"))), nil
}

func check(props Props) error {
	switch {
	case props.Method != Request && props.Method != Cancel:
		return fmt.Errorf("calendar file: method %q", props.Method)
	case !uid.MatchString(props.UID):
		return fmt.Errorf("calendar file: uid %.80q", props.UID)
	case props.URL != "" && !address.MatchString(props.URL):
		return fmt.Errorf("calendar file: address %.80q", props.URL)
	case !props.EndsAt.After(props.StartsAt):
		return fmt.Errorf("calendar file: ends %s, starts %s", props.EndsAt, props.StartsAt)
	}
	for _, person := range []Person{props.Organizer, props.Participant} {
		if !mailbox.MatchString(person.Mail) {
			return fmt.Errorf("calendar file: mail address %.80q", person.Mail)
		}
	}
	return nil
}

func setOptional(event *ics.VEvent, props Props) {
	if props.Description != "" {
		event.SetDescription(text(props.Description))
	}
	if props.Location != "" {
		event.SetLocation(text(props.Location))
	}
	if props.URL != "" {
		event.SetURL(props.URL)
	}
}

func setPeople(event *ics.VEvent, props Props) {
	event.SetOrganizer("mailto:"+props.Organizer.Mail, named(props.Organizer)...)
	event.AddAttendee("mailto:"+props.Participant.Mail, append(named(props.Participant),
		ics.ParticipationRoleReqParticipant, ics.ParticipationStatusNeedsAction,
		&ics.KeyValues{Key: string(ics.ParameterRsvp), Value: []string{"FALSE"}})...)
}

// named gives a person's name as a parameter. Parameters cannot carry quotes, and the library's
// escapes of other marks are shown as they are by several calendars, so such marks are replaced.
func named(person Person) []ics.PropertyParameter {
	name := strings.NewReplacer(
		`"`, "”", "'", "’", `\`, "/", ",", " ", ";", " ", ":", " ", "\n", " ",
	).Replace(text(person.Name))
	name = strings.Join(strings.Fields(name), " ")
	if name == "" {
		return nil
	}
	return []ics.PropertyParameter{ics.WithCN(name)}
}

// text keeps line breaks, which the format escapes, and takes out every other control character.
func text(typed string) string {
	typed = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(strings.ToValidUTF8(typed, "\uFFFD"))
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && r != '\n' && r != '\t' {
			return ' '
		}
		return r
	}, typed)
}
