package mail

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"regexp"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/idna"
)

const (
	maxLocalPart   = 64  // RFC 5321, 4.5.3.1.1
	maxAddress     = 254 // RFC 5321, erratum 1690
	maxWord        = 45  // bytes whose base64 fits an encoded word of 75 characters
	maxPlainHeader = 60
	maxHeaderValue = 900 // a line may have 998 characters
)

var (
	localPart = regexp.MustCompile(`^[A-Za-z0-9!#$%&'*+/=?^_{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_{|}~-]+)*$`)
	messageID = regexp.MustCompile(`^[A-Za-z0-9._+-]{1,200}@[A-Za-z0-9.-]{1,200}$`)
	fieldName = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9-]{0,60}$`)
	fieldText = regexp.MustCompile(`^[ -~]*$`)
)

// ownFields are written by Encode alone.
var ownFields = map[string]bool{
	"from": true, "to": true, "cc": true, "bcc": true, "reply-to": true, "sender": true, "subject": true,
	"date": true, "message-id": true, "mime-version": true, "content-type": true,
	"content-transfer-encoding": true, "return-path": true, "received": true,
}

// CheckAddress returns the address as SMTP servers want it: one mailbox, ASCII only, names of
// domains in their encoded form. It returns ErrMalformed for anything else, above all for what could
// become a second recipient or a further header.
func CheckAddress(address string) (string, error) {
	local, domain, found := strings.Cut(address, "@")
	if !found || len(local) > maxLocalPart || !localPart.MatchString(local) {
		return "", fmt.Errorf("%w: address %.80q", ErrMalformed, address)
	}
	domain, err := idna.Lookup.ToASCII(domain)
	if err != nil || domain == "" || len(local)+1+len(domain) > maxAddress || !plainDomain(domain) {
		return "", fmt.Errorf("%w: address %.80q", ErrMalformed, address)
	}
	return local + "@" + domain, nil
}

func plainDomain(domain string) bool {
	for _, label := range strings.Split(domain, ".") {
		if label == "" || strings.Trim(label, "abcdefghijklmnopqrstuvwxyz0123456789-") != "" {
			return false
		}
	}
	return true
}

// head writes the fields that come before the body's own.
func (m Message) head(out *bytes.Buffer) error {
	if !messageID.MatchString(m.ID) {
		return fmt.Errorf("%w: message id %.80q", ErrMalformed, m.ID)
	}
	if err := m.writeAddresses(out); err != nil {
		return err
	}
	writeField(out, "Subject", encodeWords(oneLine(m.Subject)))
	writeField(out, "Date", m.Date.UTC().Format(time.RFC1123Z))
	writeField(out, "Message-ID", "<"+m.ID+">")
	for _, header := range m.Headers {
		if err := checkHeader(header); err != nil {
			return err
		}
		writeField(out, header.Name, header.Value)
	}
	writeField(out, "MIME-Version", "1.0")
	return nil
}

func (m Message) writeAddresses(out *bytes.Buffer) error {
	fields := []struct {
		name    string
		address Address
	}{{"From", m.From}, {"To", m.To}, {"Reply-To", m.ReplyTo}}
	for _, field := range fields {
		if field.name == "Reply-To" && field.address == (Address{}) {
			continue
		}
		mailbox, err := CheckAddress(field.address.Mail)
		if err != nil {
			return err
		}
		value := "<" + mailbox + ">"
		if name := oneLine(field.address.Name); name != "" {
			value = encodePhrase(name) + "\r\n " + value
		}
		writeField(out, field.name, value)
	}
	return nil
}

func checkHeader(header Header) error {
	if !fieldName.MatchString(header.Name) || ownFields[strings.ToLower(header.Name)] ||
		!fieldText.MatchString(header.Value) || len(header.Value) > maxHeaderValue {
		return fmt.Errorf("%w: header %.80q", ErrMalformed, header.Name)
	}
	return nil
}

func writeField(out *bytes.Buffer, name, value string) {
	out.WriteString(name + ": " + value + "\r\n")
}

// oneLine takes out what could end a line or turn the direction of the text, and broken UTF-8.
func oneLine(text string) string {
	text = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) || r == '\u2028' || r == '\u2029' {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(text, "\uFFFD"))
	// Some readers decode twice; what looks encoded already would then come alive.
	text = strings.ReplaceAll(text, "=?", "= ?")
	return strings.Join(strings.Fields(text), " ")
}

// encodePhrase words a name. Anything but letters, digits and spaces is encoded rather than quoted:
// a comma or a quote must never be read as the border between two addresses.
func encodePhrase(name string) string {
	plain := strings.Trim(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 -") == ""
	if plain && len(name) <= maxPlainHeader {
		return name
	}
	return encodeAll(name)
}

// encodeWords encodes whatever is not short and plain. The standard library would leave long ASCII
// as it is, and with it lines that servers cut.
func encodeWords(text string) string {
	if len(text) <= maxPlainHeader && fieldText.MatchString(text) {
		return text
	}
	return encodeAll(text)
}

func encodeAll(text string) string {
	words := []string{}
	for text != "" {
		size := 0
		for size < len(text) {
			_, width := utf8.DecodeRuneInString(text[size:])
			if size+width > maxWord {
				break
			}
			size += width
		}
		words = append(words, "=?utf-8?B?"+base64.StdEncoding.EncodeToString([]byte(text[:size]))+"?=")
		text = text[size:]
	}
	return strings.Join(words, "\r\n ")
}
