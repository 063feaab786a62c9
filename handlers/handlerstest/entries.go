package handlerstest

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/emersion/go-ical"
	"github.com/jhillyerd/enmime/v2"
)

// Entry is one interview as a calendar reads it, by another library than the one that writes our files.
type Entry struct {
	Method, UID string
	Sequence    int
	Start, End  time.Time // UTC
}

// ReadEntry reads a calendar file of one event, and refuses lines above 75 octets (RFC 5545 §3.1).
func ReadEntry(raw string) (Entry, error) {
	for line := range strings.SplitSeq(raw, "\r\n") {
		if len(line) > 75 {
			return Entry{}, fmt.Errorf("line of %d octets: %q", len(line), line)
		}
	}
	file, err := ical.NewDecoder(strings.NewReader(raw)).Decode()
	if err != nil {
		return Entry{}, fmt.Errorf("%w in the calendar file:\n%s", err, raw)
	}
	if n := len(file.Events()); n != 1 {
		return Entry{}, fmt.Errorf("calendar file of %d events:\n%s", n, raw)
	}
	event, read := file.Events()[0], Entry{}
	var errs [5]error
	read.Method, errs[0] = file.Props.Text(ical.PropMethod)
	read.UID, errs[1] = event.Props.Text(ical.PropUID)
	read.Sequence, errs[2] = event.Props.Get(ical.PropSequence).Int()
	read.Start, errs[3] = event.DateTimeStart(time.UTC)
	read.End, errs[4] = event.DateTimeEnd(time.UTC)
	return read, errors.Join(errs[:]...)
}

// Entry reads the calendar file of a letter; false when it has none.
func (l Letter) Entry() (Entry, bool, error) {
	envelope, err := enmime.ReadEnvelope(strings.NewReader(l.Raw))
	if err != nil {
		return Entry{}, false, fmt.Errorf("read the letter: %w", err)
	}
	for _, part := range append(append(envelope.Attachments, envelope.Inlines...), envelope.OtherParts...) {
		if strings.HasPrefix(part.ContentType, "text/calendar") {
			entry, err := ReadEntry(string(part.Content))
			return entry, true, err
		}
	}
	return Entry{}, false, nil
}
