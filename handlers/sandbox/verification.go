package sandbox

import (
	"net/http"
	"net/url"
	"slices"
)

// visitor is a browser that has shown whose mailbox it can read (6.2).
type visitor struct {
	ID       string
	Verified []string // subs, or tokens of authorizations
}

func (visitor) kind() string            { return "visitor" }
func (v visitor) key() (string, string) { return v.ID, "" }

// proof is the one-time link of a verification mail.
type proof struct {
	Value string
	Token string // authorization
}

func (proof) kind() string            { return "proof" }
func (p proof) key() (string, string) { return p.Value, p.Token }

// cookieName tells several sandboxes on one machine apart: cookies ignore ports.
func (s *Sandbox) cookieName() string {
	public, _ := url.Parse(s.config.PublicURL) // checked at start
	port := public.Port()
	if port == "" {
		port = "80"
	}
	return "sandbox_" + port
}

func (c *call) visitor() visitor {
	cookie, err := c.request().Cookie(c.s.cookieName())
	if err != nil {
		return visitor{}
	}
	v, _ := load[visitor](c.tx, cookie.Value)
	return v
}

// unverified is the page that asks for a mail, unless this browser needs none: nobody who was
// synchronized by the company ever signed in to the calendar service (6.2).
func (c *call) unverified(x authorization) (answer, bool) {
	box, _ := load[mailbox](c.tx, c.account.Email)
	switch {
	case box.Kind == mailboxShared:
		return hosted(http.StatusForbidden, "message", message{Title: "This is a shared mailbox",
			Text: "A conferencing account can only be connected with a personal mailbox."}), true
	case c.account.Service == "", c.set("verification_mail") == "not_asked",
		slices.Contains(c.visitor().Verified, c.proven(x)):
		return answer{}, false
	}
	return hosted(http.StatusOK, "verify", conferencingPage{Action: x.path() + "/verification",
		Email: c.account.Email}), true
}

// proven is what a verification is good for: the account, or this authorization only.
func (t *tx) proven(x authorization) string {
	if t.set("verified_browser") == "remembered" {
		return x.Sub
	}
	return x.Token
}

// sendVerification writes the mail with the one-time link (6.9).
func sendVerification(c *call, x authorization) answer {
	if c.set("verification_mail") != "never_arrives" {
		p := proof{Value: secret(), Token: x.Token}
		save(c.tx, p)
		c.writeMail(mailbox{Address: c.account.Email, Name: c.account.Name}, "Verify your email address",
			"Open this address to verify your email address and to connect your conferencing account:",
			c.s.config.PublicURL+x.path()+"/verify/"+p.Value)
	}
	return hosted(http.StatusOK, "verification_sent", conferencingPage{Email: c.account.Email})
}

// verify is the link of the mail: it works once, in the browser that opens it.
func verify(c *call, x authorization) answer {
	p, known := load[proof](c.tx, c.param("proof"))
	v := c.visitor()
	if slices.Contains(v.Verified, c.proven(x)) {
		return seeOther(x.path())
	}
	if !known || p.Token != x.Token {
		return hosted(http.StatusNotFound, "message", message{Title: "This link has been used",
			Text: "Go back to the application and start again."})
	}
	remove(c.tx, p)
	if v.ID == "" {
		v.ID = secret()
	}
	v.Verified = append(v.Verified, c.proven(x))
	save(c.tx, v)
	a := seeOther(x.path())
	a.header.Add("Set-Cookie", (&http.Cookie{Name: c.s.cookieName(), Value: v.ID, Path: "/",
		HttpOnly: true, SameSite: http.SameSiteLaxMode}).String())
	return a
}
