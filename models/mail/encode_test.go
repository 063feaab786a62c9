package mail

import (
	"bytes"
	"errors"
	"net/mail"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/jhillyerd/enmime/v2"
	"pgregory.net/rapid"
)

func invitation() Message {
	return Message{
		ID: "i771.v3.candidate@entrevue.example", Date: time.Date(2026, 11, 22, 9, 30, 0, 0, time.UTC),
		From: Address{"Atelier Lumen", "jobs@lumen.example"}, To: Address{"Maya Lindqvist", "maya@mail.example"},
		ReplyTo: Address{"Sophie Marchand", "sophie.marchand@lumen.example"},
		Subject: "Entretien à Lyon – jeudi 3 décembre", Text: "Bonjour Maya,\n\nà jeudi !\n.\nFrom us\n",
		HTML:     "<p>Bonjour <b>Maya</b>, à jeudi\u00a0!</p>",
		Calendar: &Calendar{Method: "REQUEST", Name: "entretien.ics", Body: []byte("BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n")},
		Headers:  []Header{{"Auto-Submitted", "auto-generated"}},
	}
}

func encode(t *testing.T, message Message) []byte {
	t.Helper()
	raw, err := Encode(message)
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

func read(t *testing.T, raw []byte) *enmime.Envelope {
	t.Helper()
	envelope, err := enmime.ReadEnvelope(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	for _, fault := range envelope.Errors {
		t.Errorf("reader complains: %s", fault)
	}
	return envelope
}

func TestMailIsReadBackByAnotherLibrary(t *testing.T) {
	t.Parallel()
	message := invitation()
	envelope := read(t, encode(t, message))
	got := map[string]string{
		"from": envelope.GetHeader("From"), "to": envelope.GetHeader("To"), "subject": envelope.GetHeader("Subject"),
		"reply": envelope.GetHeader("Reply-To"), "id": envelope.GetHeader("Message-ID"), "date": envelope.GetHeader("Date"),
		"auto": envelope.GetHeader("Auto-Submitted"),
		"text": strings.ReplaceAll(envelope.Text, "\r\n", "\n"), "html": strings.TrimSpace(envelope.HTML),
	}
	want := map[string]string{
		"from": "Atelier Lumen <jobs@lumen.example>", "to": "Maya Lindqvist <maya@mail.example>",
		"subject": message.Subject, "reply": "Sophie Marchand <sophie.marchand@lumen.example>",
		"id": "<i771.v3.candidate@entrevue.example>", "date": "Sun, 22 Nov 2026 09:30:00 +0000",
		"auto": "auto-generated", "text": message.Text, "html": message.HTML,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestInvitationStandsTwiceInTheMail(t *testing.T) {
	t.Parallel()
	message := invitation()
	envelope := read(t, encode(t, message))
	alternative := envelope.Root.BreadthMatchFirst(func(p *enmime.Part) bool { return p.ContentType == "text/calendar" })
	if alternative == nil || !strings.Contains(alternative.Header.Get("Content-Type"), "method=REQUEST") || alternative.Parent.ContentType != "multipart/alternative" {
		t.Fatalf("no calendar among the alternatives: %+v", alternative)
	}
	if !bytes.Equal(alternative.Content, message.Calendar.Body) {
		t.Errorf("the alternative holds %q", alternative.Content)
	}
	if len(envelope.Attachments) != 1 || envelope.Attachments[0].FileName != "entretien.ics" ||
		!bytes.Equal(envelope.Attachments[0].Content, message.Calendar.Body) {
		t.Errorf("attachments: %+v", envelope.Attachments)
	}
}

func TestEqualMessagesGiveEqualBytes(t *testing.T) {
	t.Parallel()
	first, second := encode(t, invitation()), encode(t, invitation())
	if !bytes.Equal(first, second) {
		t.Error("two encodings of one message differ")
	}
	other := invitation()
	other.Text += "."
	if bytes.Equal(first, encode(t, other)) {
		t.Error("another text gives the same bytes")
	}
}

func TestPlainTextNeedsNoParts(t *testing.T) {
	t.Parallel()
	raw := encode(t, Message{
		ID: "a@b.example", From: Address{Mail: "a@b.example"}, To: Address{Mail: "c@d.example"}, Text: "Hello",
	})
	envelope := read(t, raw)
	if envelope.Root.ContentType != "text/plain" || strings.TrimSpace(envelope.Text) != "Hello" {
		t.Errorf("%s: %q", envelope.Root.ContentType, envelope.Text)
	}
}

// ATT20: what people type changes neither recipients nor headers.
func TestTypedTextNeverAddsAHeaderOrARecipient(t *testing.T) {
	t.Parallel()
	attacks := []string{
		"x\r\nBcc: evil@evil.example", "x\nBcc: evil@evil.example", "x\rBcc: evil@evil.example",
		"=?utf-8?B?eA0KQmNjOiBldmlsQGV2aWwuZXhhbXBsZQ==?=", "=?utf-8?q?x=0D=0ABcc:_evil@evil.example?=",
		"a, evil@evil.example", "evil@evil.example>, <evil2@evil.example", `"quoted", x`, "x\u2028Bcc: evil@evil.example",
		"x\x00y", strings.Repeat("long ", 200), strings.Repeat("x", 2000), strings.Repeat("é", 1025), "\u202etxt.exe",
		"broken \xff utf-8", "Nguyễn Thị", "🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉",
	}
	want := names(t, encode(t, invitation()))
	for _, attack := range attacks {
		message := invitation()
		message.Subject, message.To.Name, message.From.Name = attack, attack, attack
		raw := encode(t, message)
		if diff := cmp.Diff(want, names(t, raw)); diff != "" {
			t.Errorf("%.40q changes the head: %s", attack, diff)
		}
		envelope := read(t, raw)
		to, err := envelope.AddressList("To")
		if err != nil || len(to) != 1 || to[0].Address != "maya@mail.example" || to[0].Name != oneLine(attack) {
			t.Errorf("%.40q: recipients %v (%v)", attack, to, err)
		}
		if got := envelope.GetHeader("Subject"); got != oneLine(attack) {
			t.Errorf("subject %.80q became %.80q", attack, got)
		}
		linesAreShortASCII(t, raw)
	}
}

func names(t *testing.T, raw []byte) []string {
	t.Helper()
	head, _, _ := strings.Cut(string(raw), "\r\n\r\n")
	found := []string{}
	for _, line := range strings.Split(head, "\r\n") {
		if name, _, ok := strings.Cut(line, ":"); ok && !strings.HasPrefix(line, " ") {
			found = append(found, name)
		}
	}
	if _, err := mail.ReadMessage(bytes.NewReader(raw)); err != nil {
		t.Error(err)
	}
	return found
}

func linesAreShortASCII(t *testing.T, raw []byte) {
	t.Helper()
	for _, line := range strings.Split(string(raw), "\r\n") {
		if len(line) > 998 || strings.ContainsAny(line, "\r\n\x00") || strings.ContainsFunc(line, func(r rune) bool { return r > 126 }) {
			t.Errorf("line of %d bytes: %.60q", len(line), line)
		}
	}
}

// ATT20
func TestAddressesThatAreNotOneMailboxAreRefused(t *testing.T) {
	t.Parallel()
	for _, address := range []string{
		"", "maya", "@mail.example", "maya@", "a@b@c.example", "maya@mail.example, evil@evil.example",
		"maya@mail.example\r\nBcc: evil@evil.example", "<maya@mail.example>", "Maya <maya@mail.example>",
		"maya @mail.example", `"a b"@mail.example`, ".maya@mail.example", "maya..l@mail.example", "мая@mail.example",
		"maya@[127.0.0.1]", "maya@mail_.example", "maya@mail..example", strings.Repeat("a", 65) + "@mail.example",
		"maya@" + strings.Repeat("a.", 160) + "example", "maya@mail.example>", "maya@mail.example\x00",
	} {
		if got, err := CheckAddress(address); !errors.Is(err, ErrMalformed) {
			t.Errorf("%q passes as %q (%v)", address, got, err)
		}
		message := invitation()
		message.To.Mail = address
		if _, err := Encode(message); !errors.Is(err, ErrMalformed) {
			t.Errorf("mail to %q is encoded (%v)", address, err)
		}
	}
}

func TestDomainsBeyondASCIIAreEncoded(t *testing.T) {
	t.Parallel()
	got, err := CheckAddress("maya+jobs@École.example")
	if err != nil || got != "maya+jobs@xn--cole-9oa.example" {
		t.Errorf("%q (%v)", got, err)
	}
}

func TestFieldsThatAreOursCannotBeGiven(t *testing.T) {
	t.Parallel()
	for _, header := range []Header{
		{"Bcc", "evil@evil.example"}, {"bcc", "x"}, {"To", "x"}, {"Content-Type", "x"}, {"Subject", "x"},
		{"X-A\r\nBcc", "x"}, {"X-A:", "x"}, {"X A", "x"}, {"", "x"}, {"X-A", "x\r\nBcc: y"}, {"X-A", "é"},
		{"X-A", strings.Repeat("x", 1000)},
	} {
		message := invitation()
		message.Headers = []Header{header}
		if _, err := Encode(message); !errors.Is(err, ErrMalformed) {
			t.Errorf("%q is written (%v)", header, err)
		}
	}
}

func TestPartsThatCannotBeReadAreRefused(t *testing.T) {
	t.Parallel()
	changes := map[string]func(*Message){
		"id without domain":  func(m *Message) { m.ID = "x" },
		"id with a line":     func(m *Message) { m.ID = "x@y\r\nBcc: z" },
		"calendar method":    func(m *Message) { m.Calendar.Method = "REQUEST\r\nX: y" },
		"attachment type":    func(m *Message) { m.Attachments = []Attachment{{"a", "text/plain\r\nX: y", nil}} },
		"attachment no name": func(m *Message) { m.Attachments = []Attachment{{"\r\n", "text/plain", nil}} },
		"attachment parts":   func(m *Message) { m.Attachments = []Attachment{{"a", "multipart/mixed; boundary=x", nil}} },
	}
	for name, change := range changes {
		message := invitation()
		change(&message)
		if _, err := Encode(message); !errors.Is(err, ErrMalformed) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestAttachmentNamesLoseTheirPath(t *testing.T) {
	t.Parallel()
	message := invitation()
	message.Calendar = nil
	message.Attachments = []Attachment{{"../../é\"t.pdf", "application/pdf", []byte{0, 1, 255}}}
	envelope := read(t, encode(t, message))
	if len(envelope.Attachments) != 1 || envelope.Attachments[0].FileName != "..-..-é-t.pdf" ||
		!bytes.Equal(envelope.Attachments[0].Content, []byte{0, 1, 255}) {
		t.Errorf("%+v", envelope.Attachments)
	}
}

func TestAnyTextComesBackAsItWas(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		message := invitation()
		message.Subject = rapid.String().Draw(t, "subject")
		message.Text = rapid.StringOf(rapid.RuneFrom([]rune("aé \n.=-?🎉\t"))).Draw(t, "text")
		raw, err := Encode(message)
		if err != nil {
			t.Fatal(err)
		}
		envelope, err := enmime.ReadEnvelope(bytes.NewReader(raw))
		if err != nil {
			t.Fatal(err)
		}
		part := envelope.Root.BreadthMatchFirst(func(p *enmime.Part) bool { return p.ContentType == "text/plain" })
		got := strings.ReplaceAll(string(part.Content), "\r\n", "\n")
		if strings.TrimSuffix(got, "\n") != strings.TrimSuffix(message.Text, "\n") && got != message.Text {
			t.Fatalf("%q came back as %q", message.Text, got)
		}
		if subject := envelope.GetHeader("Subject"); subject != oneLine(message.Subject) {
			t.Fatalf("subject %q came back as %q", message.Subject, subject)
		}
	})
}
