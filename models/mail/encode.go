package mail

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/textproto"
	"strings"
)

const base64Line = 76

// Encode makes the bytes of a mail: pure ASCII, lines ended by CRLF. Equal messages give equal
// bytes, and nothing outside is asked. It returns ErrMalformed for what cannot be sent.
func Encode(message Message) ([]byte, error) {
	out := &bytes.Buffer{}
	if err := message.head(out); err != nil {
		return nil, err
	}
	root, err := message.body()
	if err != nil {
		return nil, err
	}
	for _, name := range []string{"Content-Type", "Content-Transfer-Encoding"} {
		if value := root.header.Get(name); value != "" {
			writeField(out, name, value)
		}
	}
	out.WriteString("\r\n")
	out.Write(root.body)
	return out.Bytes(), nil
}

// part is one piece of a mail, ready to stand inside another one.
type part struct {
	header textproto.MIMEHeader
	body   []byte
}

func (m Message) body() (part, error) {
	alternatives := []part{textPart("plain", m.Text)}
	if m.HTML != "" {
		alternatives = append(alternatives, textPart("html", m.HTML))
	}
	files := m.Attachments
	if m.Calendar != nil {
		if m.Calendar.Method != "REQUEST" && m.Calendar.Method != "CANCEL" {
			return part{}, fmt.Errorf("%w: calendar method %q", ErrMalformed, m.Calendar.Method)
		}
		alternatives = append(alternatives,
			filePart("text/calendar; charset=utf-8; method="+m.Calendar.Method, m.Calendar.Body))
		own := Attachment{Name: m.Calendar.Name, Type: "application/ics", Body: m.Calendar.Body}
		files = append([]Attachment{own}, files...)
	}
	message, err := bundle("alternative", alternatives)
	if err != nil || len(files) == 0 {
		return message, err
	}
	parts := []part{message}
	for _, file := range files {
		attached, err := attachmentPart(file)
		if err != nil {
			return part{}, err
		}
		parts = append(parts, attached)
	}
	return bundle("mixed", parts)
}

func textPart(kind, text string) part {
	body := &bytes.Buffer{}
	writer := quotedprintable.NewWriter(body)
	text = strings.NewReplacer("\r\n", "\r\n", "\r", "\r\n", "\n", "\r\n").Replace(strings.ToValidUTF8(text, "\uFFFD"))
	// Writing to a buffer cannot fail.
	_, _ = io.WriteString(writer, text)
	_ = writer.Close()
	if !bytes.HasSuffix(body.Bytes(), []byte("\r\n")) {
		body.WriteString("\r\n")
	}
	return part{header: bodyHead("text/"+kind+"; charset=utf-8", "quoted-printable"), body: body.Bytes()}
}

func filePart(contentType string, content []byte) part {
	encoded := base64.StdEncoding.EncodeToString(content)
	body := &bytes.Buffer{}
	for len(encoded) > base64Line {
		body.WriteString(encoded[:base64Line] + "\r\n")
		encoded = encoded[base64Line:]
	}
	body.WriteString(encoded + "\r\n")
	return part{header: bodyHead(contentType, "base64"), body: body.Bytes()}
}

func attachmentPart(file Attachment) (part, error) {
	name := strings.Map(func(r rune) rune {
		if strings.ContainsRune(`/\:"`, r) {
			return '-'
		}
		return r
	}, oneLine(file.Name))
	disposition := mime.FormatMediaType("attachment", map[string]string{"filename": name})
	kind, parameters, err := mime.ParseMediaType(file.Type)
	if name == "" || disposition == "" || err != nil || strings.HasPrefix(kind, "multipart/") {
		return part{}, fmt.Errorf("%w: attachment %.80q of type %.80q", ErrMalformed, file.Name, file.Type)
	}
	attached := filePart(mime.FormatMediaType(kind, parameters), file.Body)
	attached.header.Set("Content-Disposition", disposition)
	return attached, nil
}

func bodyHead(contentType, encoding string) textproto.MIMEHeader {
	return textproto.MIMEHeader{"Content-Type": {contentType}, "Content-Transfer-Encoding": {encoding}}
}

// bundle puts parts into one. The border is made from what stands between: it is the same for the
// same mail, and no content can contain it.
func bundle(kind string, parts []part) (part, error) {
	if len(parts) == 1 {
		return parts[0], nil
	}
	sum := sha256.New()
	for _, piece := range parts {
		sum.Write([]byte(kind))
		sum.Write(piece.body)
	}
	body := &bytes.Buffer{}
	writer := multipart.NewWriter(body)
	if err := writer.SetBoundary("entrevue-" + hex.EncodeToString(sum.Sum(nil))[:40]); err != nil {
		return part{}, fmt.Errorf("bundle mail: %w", err)
	}
	for _, piece := range parts {
		// Writing to a buffer cannot fail.
		inner, _ := writer.CreatePart(piece.header)
		_, _ = inner.Write(piece.body)
	}
	_ = writer.Close()
	contentType := "multipart/" + kind + ";\r\n boundary=" + writer.Boundary()
	return part{header: textproto.MIMEHeader{"Content-Type": {contentType}}, body: body.Bytes()}, nil
}
