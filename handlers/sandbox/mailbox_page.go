package sandbox

import (
	"bytes"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/jhillyerd/enmime/v2"
)

// mailboxSummary is one line of /sandbox/mailboxes.
type mailboxSummary struct {
	Address string    `json:"address"`
	Letters int       `json:"letters"`
	Newest  time.Time `json:"newest"`
	Subject string    `json:"subject"`
}

// listMailboxes is /sandbox/mailboxes: every address that ever got a mail.
func listMailboxes(c *call) answer {
	list := []mailboxSummary{}
	c.tx.query(func(scan func(...any)) {
		var m mailboxSummary
		var at int64
		scan(&m.Address, &m.Letters, &at, &m.Subject)
		m.Newest = time.UnixMicro(at).UTC()
		list = append(list, m)
	}, `select address, n, at, subject from mails join
		(select max(id) newest, count(*) n from mails group by address) on id = newest order by id desc`)
	return c.either("mailboxes", map[string]any{"mailboxes": list})
}

// readLetter is a letter with everything in it.
type readLetter struct {
	letter
	Headers     map[string][]string `json:"headers"`
	To          string              `json:"to"`
	From        string              `json:"from"`
	Text        string              `json:"text"`
	HTML        string              `json:"html"`
	Attachments []attachment        `json:"attachments"`
	Source      string              `json:"raw"`
	Problem     string              `json:"problem,omitempty"`
}

type attachment struct {
	Name    string `json:"name"`
	Type    string `json:"type"`
	Content []byte `json:"content"` // base64 in JSON
}

func (l letter) read() readLetter {
	r := readLetter{letter: l, Source: string(l.Raw), Attachments: []attachment{}}
	parsed, err := enmime.ReadEnvelope(bytes.NewReader(l.Raw))
	if err != nil {
		r.Problem = err.Error()
		return r
	}
	r.Headers = map[string][]string{}
	for _, name := range parsed.GetHeaderKeys() {
		r.Headers[name] = parsed.GetHeaderValues(name)
	}
	r.From, r.To = parsed.GetHeader("From"), parsed.GetHeader("To")
	r.Text, r.HTML = parsed.Text, parsed.HTML
	for _, part := range append(parsed.Attachments, append(parsed.Inlines, parsed.OtherParts...)...) {
		r.Attachments = append(r.Attachments, attachment{part.FileName, part.ContentType, part.Content})
	}
	return r
}

// webLink finds the addresses in a text.
var webLink = regexp.MustCompile(`https?://[^\s<>"]+`)

// Links are the addresses in the text, to be followed from the page.
func (r readLetter) Links() []string {
	links := webLink.FindAllString(r.Text, -1)
	slices.Sort(links)
	return slices.Compact(links)
}

// address is the mailbox of the path; a browser may have escaped its @.
func (c *call) address() string {
	text, err := url.PathUnescape(c.param("address"))
	if err != nil {
		return c.param("address")
	}
	return strings.ToLower(text)
}

// showMailbox is /sandbox/mailboxes/:address. Programs get whole letters.
func showMailbox(c *call) answer {
	list := []readLetter{}
	for _, l := range c.letters(c.address()) {
		list = append(list, l.read())
	}
	data := map[string]any{"address": c.address(), "letters": list}
	if c.wantsJSON() {
		return ok(data)
	}
	data["Nav"] = "mailboxes"
	return control(http.StatusOK, "mailbox", data)
}

func (c *call) readLetter() (readLetter, bool) {
	id, _ := strconv.ParseInt(c.param("id"), 10, 64)
	l, known := c.letter(c.address(), id)
	return l.read(), known
}

// showLetter is one mail.
func showLetter(c *call) answer {
	l, known := c.readLetter()
	switch {
	case !known:
		return c.missing()
	case c.wantsJSON():
		return ok(l)
	}
	return control(http.StatusOK, "letter", map[string]any{"Nav": "mailboxes", "Letter": l})
}

// letterPolicy lets a mail show itself, but run nothing.
const letterPolicy = "sandbox allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation; " +
	"default-src 'none'; style-src 'unsafe-inline'; img-src data:"

// showLetterHTML is the HTML part as it is, for the frame in the page.
func showLetterHTML(c *call) answer {
	l, known := c.readLetter()
	if !known {
		return c.missing()
	}
	a := file("text/html; charset=utf-8", []byte(l.HTML))
	a.header.Set("Content-Security-Policy", letterPolicy)
	return a
}

func showLetterSource(c *call) answer {
	l, known := c.readLetter()
	if !known {
		return c.missing()
	}
	return file("text/plain; charset=utf-8", l.Raw)
}

func showAttachment(c *call) answer {
	l, known := c.readLetter()
	number, err := strconv.Atoi(c.param("number"))
	if !known || err != nil || number < 0 || number >= len(l.Attachments) {
		return c.missing()
	}
	part := l.Attachments[number]
	a := file("application/octet-stream", part.Content)
	a.header.Set("Content-Disposition", `attachment; filename*=UTF-8''`+url.PathEscape(part.Name))
	return a
}
