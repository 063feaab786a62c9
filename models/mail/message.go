package mail

import (
	"errors"
	"time"
)

// ErrMalformed means that a message or an address can never be sent as it is. Nothing was sent, and
// trying again does not help.
var ErrMalformed = errors.New("mail cannot be encoded")

// Address is one mailbox with the name that is shown beside it.
type Address struct{ Name, Mail string }

// Message is one mail to one person. Everything in it may come from people: Encode makes it
// harmless or refuses it.
type Message struct {
	ID          string // the Message-ID without angle brackets; equal for every repetition
	Date        time.Time
	From, To    Address
	ReplyTo     Address // left out when empty
	Subject     string
	Text        string
	HTML        string       // left out when empty
	Calendar    *Calendar    // nil for mails without an invitation
	Attachments []Attachment // beside the calendar's own
	Headers     []Header     // further ones, such as In-Reply-To or Auto-Submitted
}

// Calendar is an iCalendar file that stands in the mail twice: as an alternative that mail programs
// act upon, and as an attachment for everybody else.
type Calendar struct {
	Method string // REQUEST or CANCEL, the same as inside the file
	Name   string // of the attachment, such as "interview.ics"
	Body   []byte
}

// Attachment is a file in a mail.
type Attachment struct {
	Name, Type string // Type is a media type such as "application/pdf"
	Body       []byte
}

// Header is one line of a mail's head. The value is printable ASCII.
type Header struct{ Name, Value string }
