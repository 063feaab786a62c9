package sandbox

import (
	"bytes"
	"fmt"
	"strings"
	"time"

	"github.com/jhillyerd/enmime/v2"
)

// letter is a message in somebody's mailbox.
type letter struct {
	ID      int64     `json:"id"`
	At      time.Time `json:"at"`
	Address string    `json:"address"`
	Sender  string    `json:"sender"`
	Subject string    `json:"subject"`
	Raw     []byte    `json:"-"`
}

// Sender writes the mails of the calendar service itself (4.5, 6.2).
const Sender = "no-reply@cronofy.example"

// receive puts a message into the mailbox of each recipient.
func (t *tx) receive(sender string, recipients []string, raw []byte) {
	subject := ""
	if parsed, err := enmime.ReadEnvelope(bytes.NewReader(raw)); err == nil {
		subject = parsed.GetHeader("Subject")
	}
	for _, to := range recipients {
		t.exec(`insert into mails (at, address, sender, subject, raw) values (?, ?, ?, ?, ?)`,
			t.now.UnixMicro(), strings.ToLower(to), sender, subject, raw)
	}
	t.record(entry{Kind: entryMail, Operation: "mail", Email: strings.Join(recipients, ","),
		URL: sender, RequestBody: subject})
}

// write sends a mail of the calendar service itself.
func (t *tx) writeMail(to mailbox, subject, text, link string) {
	html := fmt.Sprintf("<p>%s</p><p><a href=\"%s\">%s</a></p>", text, link, link)
	part, err := enmime.Builder().From("Cronofy", Sender).To(to.Name, to.Address).
		Subject(subject).Date(t.now).Text([]byte(text + "\r\n\r\n" + link + "\r\n")).
		HTML([]byte(html)).Build()
	if err != nil {
		t.fail(err)
		return
	}
	var raw bytes.Buffer
	if err := part.Encode(&raw); err != nil {
		t.fail(err)
		return
	}
	t.receive(Sender, []string{to.Address}, raw.Bytes())
}

// mailRelink tells a person that a sign-in has ended (4.5).
func (t *tx) mailRelink(a account, what, link string) {
	if a.Type != accountPerson {
		return
	}
	t.writeMail(mailbox{Address: a.Email, Name: a.Name}, "Please reconnect "+what,
		"The connection to "+what+" has ended. Open this address to sign in again:", link)
}

// letters lists a mailbox, the newest first.
func (t *tx) letters(address string) []letter {
	return t.queryLetters(`where address = ? order by id desc`, strings.ToLower(address))
}

func (t *tx) letter(address string, id int64) (letter, bool) {
	found := t.queryLetters(`where address = ? and id = ?`, strings.ToLower(address), id)
	if len(found) == 0 {
		return letter{}, false
	}
	return found[0], true
}

func (t *tx) queryLetters(where string, args ...any) []letter {
	var found []letter
	t.query(func(scan func(...any)) {
		var l letter
		var at int64
		scan(&l.ID, &at, &l.Address, &l.Sender, &l.Subject, &l.Raw)
		l.At = time.UnixMicro(at).UTC()
		found = append(found, l)
	}, `select id, at, address, sender, subject, raw from mails `+where, args...)
	return found
}
