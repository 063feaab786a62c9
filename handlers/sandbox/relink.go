package sandbox

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
)

// relinkPage is where a person signs in again after a sign-in has ended (4.5).
type relinkPage struct {
	Action string
	Email  string
	Title  string
	Other  bool // another account may be used
}

// showCalendarRelink is GET {app}/relink/{provider}?email=.
func showCalendarRelink(c *call) answer {
	if !c.findRelinked(false) {
		return noRelink()
	}
	return hosted(http.StatusOK, "relink", relinkPage{Action: c.request().URL.RequestURI(),
		Email: c.account.Email, Title: systemTitle(c.systemOf(c.account))})
}

// relinkCalendar is the button of that page. No push tells of it (4.5).
func relinkCalendar(c *call) answer {
	if !c.findRelinked(false) {
		return noRelink()
	}
	form, _ := url.ParseQuery(string(c.body))
	if form.Get("as") != "self" {
		return notRelinked()
	}
	c.account.Connected = true
	save(c.tx, c.account)
	return relinked()
}

// showConferencingRelink is GET {app}/v2/relink/{provider}?email=.
func showConferencingRelink(c *call) answer {
	if !c.findRelinked(true) {
		return noRelink()
	}
	return hosted(http.StatusOK, "relink", relinkPage{Action: c.request().URL.RequestURI(),
		Email: c.account.Email, Title: providerTitle(c.param("provider")), Other: true})
}

// relinkConferencing revives every profile of the provider, or adds one with another account.
func relinkConferencing(c *call) answer {
	if !c.findRelinked(true) {
		return noRelink()
	}
	form, _ := url.ParseQuery(string(c.body))
	provider := c.param("provider")
	switch other := strings.TrimSpace(form.Get("email")); {
	case c.notApproved(provider):
		return notRelinked()
	case form.Get("as") == "other" && validEmail(other):
		c.addConferencing(c.account, provider, other)
	case form.Get("as") == "self":
		if err := c.healConferencing(act{Profile: provider}, c.account); err != nil {
			c.fail(err)
		}
	default:
		return notRelinked()
	}
	return relinked()
}

// findRelinked finds the account of the address; a conferencing page also needs a profile.
func (c *call) findRelinked(conferencing bool) bool {
	a, known := c.accountOf(c.query("email"), accountPerson)
	if !known {
		return false
	}
	c.account = a
	name, _, _ := c.providerNames(c.systemOf(a))
	if !conferencing {
		return name == c.param("provider")
	}
	return slices.ContainsFunc(a.Conferencing, func(p conferencingProfile) bool {
		return p.Provider == c.param("provider")
	})
}

func noRelink() answer {
	return hosted(http.StatusNotFound, "message", message{Title: "Nothing to reconnect",
		Text: "No such connection is known for this address."})
}

func relinked() answer {
	return hosted(http.StatusOK, "message", message{Title: "Reconnected", Text: "You can close this page."})
}

func notRelinked() answer {
	return hosted(http.StatusOK, "message", message{Title: "Not reconnected", Text: "Nothing was changed."})
}
