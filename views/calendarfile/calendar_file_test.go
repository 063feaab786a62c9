package calendarfile

import (
	"bytes"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func interview() Props {
	return Props{
		Method: Request, UID: "interview-771@lumen.example", Sequence: 3,
		WrittenAt: time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC),
		StartsAt:  time.Date(2026, 12, 3, 14, 0, 0, 0, time.FixedZone("Paris", 3600)),
		EndsAt:    time.Date(2026, 12, 3, 15, 0, 0, 0, time.FixedZone("Paris", 3600)),
		Summary:   "Interview: Lighting designer", Description: "With Camille Perrin.\nSee you soon; bring: a smile, a book\\let.",
		Location: "https://teams.example/meet/1?a=b,c;d", URL: "https://jobs.lumen.example/c/abc",
		Organizer: Person{"Camille Perrin", "camille.perrin@lumen.example"}, Participant: Person{"Maya Lindqvist", "maya@mail.example"},
	}
}

// line is one property as a reader knows it, that does not share our library.
type line struct {
	name       string
	parameters []string
	value      string
}

// parse reads a file by the letter of RFC 5545: lines of at most 75 octets, unfolded, split at the
// first colon outside of quotes.
func parse(t interface {
	Helper()
	Fatalf(string, ...any)
}, raw []byte) []line {
	t.Helper()
	if !bytes.HasSuffix(raw, []byte("\r\n")) || !utf8.Valid(raw) {
		t.Fatalf("not ended, or not UTF-8: %q", raw)
	}
	physical := strings.Split(strings.TrimSuffix(string(raw), "\r\n"), "\r\n")
	logical := []string{}
	for _, one := range physical {
		if len(one) > 75 || strings.ContainsAny(one, "\r\n") || !utf8.ValidString(one) {
			t.Fatalf("line of %d octets: %q", len(one), one)
		}
		if rest, folded := strings.CutPrefix(one, " "); folded && len(logical) > 0 {
			logical[len(logical)-1] += rest
			continue
		}
		logical = append(logical, one)
	}
	lines := []line{}
	for _, one := range logical {
		lines = append(lines, splitLine(one))
	}
	return lines
}

func splitLine(one string) line {
	quoted, from, pieces := false, 0, []string{}
	for i, r := range one {
		switch {
		case r == '"':
			quoted = !quoted
		case r == ';' && !quoted:
			pieces, from = append(pieces, one[from:i]), i+1
		case r == ':' && !quoted:
			pieces = append(pieces, one[from:i])
			return line{name: pieces[0], parameters: pieces[1:], value: one[i+1:]}
		}
	}
	return line{name: one}
}

func unescaped(value string) string {
	var out strings.Builder
	for i := 0; i < len(value); i++ {
		if value[i] != '\\' || i+1 == len(value) {
			out.WriteByte(value[i])
			continue
		}
		i++
		if value[i] == 'n' || value[i] == 'N' {
			out.WriteByte('\n')
			continue
		}
		out.WriteByte(value[i])
	}
	return out.String()
}

func render(t *testing.T, props Props) []line {
	t.Helper()
	raw, err := Render(props)
	if err != nil {
		t.Fatal(err)
	}
	return parse(t, raw)
}

func TestInvitationSaysWhatCalendarsNeed(t *testing.T) {
	t.Parallel()
	got := map[string]string{}
	for _, one := range render(t, interview()) {
		if one.name != "BEGIN" && one.name != "END" {
			got[strings.Join(append([]string{one.name}, one.parameters...), ";")] = unescaped(one.value)
		}
	}
	props := interview()
	want := map[string]string{
		"VERSION": "2.0", "PRODID": "-//Entrevue//Interviews//EN", "CALSCALE": "GREGORIAN", "METHOD": "REQUEST",
		"UID": props.UID, "SEQUENCE": "3", "DTSTAMP": "20261122T090000Z", "DTSTART": "20261203T130000Z", "DTEND": "20261203T140000Z",
		"SUMMARY": props.Summary, "DESCRIPTION": props.Description, "LOCATION": props.Location, "URL": props.URL,
		"STATUS": "CONFIRMED", "TRANSP": "OPAQUE", "ORGANIZER;CN=Camille Perrin": "mailto:camille.perrin@lumen.example",
		"ATTENDEE;CN=Maya Lindqvist;PARTSTAT=NEEDS-ACTION;ROLE=REQ-PARTICIPANT;RSVP=FALSE": "mailto:maya@mail.example",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestCancellationTakesTheSameEventOut(t *testing.T) {
	t.Parallel()
	props := interview()
	props.Method, props.Sequence = Cancel, 4
	values := map[string]string{}
	for _, one := range render(t, props) {
		values[one.name] = one.value
	}
	if values["METHOD"] != "CANCEL" || values["STATUS"] != "CANCELLED" || values["UID"] != props.UID || values["SEQUENCE"] != "4" {
		t.Errorf("%v", values)
	}
}

func TestEqualInterviewsGiveEqualBytes(t *testing.T) {
	t.Parallel()
	first, err := Render(interview())
	second, err2 := Render(interview())
	if err != nil || err2 != nil || !bytes.Equal(first, second) {
		t.Errorf("%v, %v", err, err2)
	}
}

func structure(lines []line) []string {
	names := []string{}
	for _, one := range lines {
		if one.name == "BEGIN" || one.name == "END" {
			names = append(names, one.name+":"+one.value)
			continue
		}
		names = append(names, one.name)
	}
	return names
}

// ATT21
func TestTypedTextStaysText(t *testing.T) {
	t.Parallel()
	want := structure(render(t, interview()))
	for _, attack := range []string{
		"x\r\nATTENDEE:mailto:evil@evil.example", "x\nBEGIN:VALARM\nEND:VALARM", "x\rATTACH:https://evil.example",
		`a;b,c\d\n\N\\e`, strings.Repeat("long ", 1000), strings.Repeat("x", 5000), strings.Repeat("é", 2500),
		strings.Repeat("x", 61) + "🎉" + strings.Repeat("y", 70) + "👩‍👩‍👧", `";CN="x:mailto:evil@evil.example`,
		"x\x00\x07y", "broken \xff\xfe utf-8", "\u2028BEGIN:VALARM", " leading", "<a> <b> <c>", strings.Repeat("<>", 300),
		"x\u0085ATTENDEE:mailto:evil@evil.example", "tab\there",
	} {
		props := interview()
		props.Summary, props.Description, props.Location = attack, attack, attack
		props.Organizer.Name, props.Participant.Name = attack, attack
		lines := render(t, props)
		if diff := cmp.Diff(want, structure(lines)); diff != "" {
			t.Errorf("%.40q changes the file: %s", attack, diff)
		}
		for _, one := range lines {
			if (one.name == "SUMMARY" || one.name == "DESCRIPTION" || one.name == "LOCATION") && unescaped(one.value) != text(attack) {
				t.Errorf("%s of %.60q is read as %.60q", one.name, attack, unescaped(one.value))
			}
			if one.name == "ATTENDEE" && one.value != "mailto:maya@mail.example" || one.name == "ORGANIZER" && one.value != "mailto:camille.perrin@lumen.example" {
				t.Errorf("%.40q changes %s to %s", attack, one.name, one.value)
			}
		}
	}
}

func TestAnyTextIsReadBack(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		props := interview()
		props.Description = rapid.String().Draw(t, "description") + "."
		props.Participant.Name = rapid.String().Draw(t, "name")
		raw, err := Render(props)
		if err != nil {
			t.Fatal(err)
		}
		for _, one := range parse(t, raw) {
			if one.name == "DESCRIPTION" && unescaped(one.value) != text(props.Description) {
				t.Fatalf("%q is read as %q", props.Description, unescaped(one.value))
			}
		}
	})
}

// ATT21
func TestValuesThatAreNoTextAreRefused(t *testing.T) {
	t.Parallel()
	changes := map[string]func(*Props){
		"method":         func(p *Props) { p.Method = "PUBLISH" },
		"uid":            func(p *Props) { p.UID = "x\r\nATTENDEE:y" },
		"no uid":         func(p *Props) { p.UID = "" },
		"organizer":      func(p *Props) { p.Organizer.Mail = "a@b.example\r\nATTENDEE:x" },
		"participant":    func(p *Props) { p.Participant.Mail = "a@b.example, c@d.example" },
		"no participant": func(p *Props) { p.Participant.Mail = "" },
		"address":        func(p *Props) { p.URL = "https://x.example/\r\nATTACH:x" },
		"script":         func(p *Props) { p.URL = "javascript:alert(1)" },
		"ends at start":  func(p *Props) { p.EndsAt = p.StartsAt },
		"ends before":    func(p *Props) { p.EndsAt = p.StartsAt.Add(-time.Hour) },
	}
	for name, change := range changes {
		props := interview()
		change(&props)
		if raw, err := Render(props); err == nil {
			t.Errorf("%s is written: %s", name, raw)
		}
	}
}

func TestWhatIsEmptyIsLeftOut(t *testing.T) {
	t.Parallel()
	props := interview()
	props.Location, props.URL, props.Description, props.Participant.Name = "", "", "", ""
	for _, one := range render(t, props) {
		if one.name == "LOCATION" || one.name == "URL" || one.name == "DESCRIPTION" || strings.Contains(strings.Join(one.parameters, ";"), "CN=;") {
			t.Errorf("%s stands in the file", one.name)
		}
	}
}
