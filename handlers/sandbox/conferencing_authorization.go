package sandbox

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
)

// connectable are the providers a person can authorize, in the order of the page (6.3).
var connectable = []string{"zoom", "ms_teams", "go_to", "google_meet_api"}

const authorizationLifetime = time.Hour

// authorization is one address at which a person connects a conferencing account (6.1). It
// belongs to the account that asked for it, whoever opens it.
type authorization struct {
	Token       string
	Sub         string
	RedirectURI string
	Provider    string // preselected
	ExpiresAt   time.Time
}

func (authorization) kind() string            { return "authorization" }
func (x authorization) key() (string, string) { return x.Token, x.Sub }

func (x authorization) path() string { return "/conferencing_services/" + x.Token }

// authorizeConferencing is POST /v1/conferencing_service_authorizations (6.1).
func authorizeConferencing(c *call) answer {
	var r struct {
		RedirectURI string `json:"redirect_uri"`
		Provider    string `json:"provider_name"`
	}
	if c.decode(&r) != nil {
		return unreadable()
	}
	found := problems{}
	if r.RedirectURI == "" {
		found.required("redirect_uri")
	} else if !webAddress(r.RedirectURI) {
		found.add("redirect_uri", "errors.invalid_url", "redirect_uri must be http or https")
	}
	if r.Provider != "" && !slices.Contains(connectable, r.Provider) {
		found.add("provider_name", "errors.not_recognized", "provider_name is not known")
	}
	if len(found) > 0 {
		return found.answer()
	}
	x := authorization{Token: random(alphabet, 24), Sub: c.account.Sub, RedirectURI: r.RedirectURI,
		Provider: r.Provider, ExpiresAt: c.now.Add(authorizationLifetime)}
	save(c.tx, x)
	return ok(map[string]any{"authorization_request": map[string]any{
		"url": c.s.config.PublicURL + x.path(),
	}})
}

// conferencingPage is what the pages of one authorization show.
type conferencingPage struct {
	Action    string
	Email     string
	Providers []string
	Provider  string
	Title     string
}

// withAuthorization finds the authorization of the path; unknown and expired ones get a page.
func withAuthorization(h func(*call, authorization) answer) handler {
	return func(c *call) answer {
		x, known := load[authorization](c.tx, c.param("token"))
		if !known || !c.now.Before(x.ExpiresAt) {
			return hosted(http.StatusNotFound, "message", message{Title: "This address no longer works",
				Text: "Go back to the application and start again."})
		}
		c.account, _ = load[account](c.tx, x.Sub)
		return h(c, x)
	}
}

// beginConferencing is GET /conferencing_services/{token} (6.9).
func beginConferencing(c *call, x authorization) answer {
	if refused, ok := c.unverified(x); ok {
		return refused
	}
	return c.conferencingStep(x, x.Provider)
}

// continueConferencing is every further step.
func continueConferencing(c *call, x authorization) answer {
	if refused, ok := c.unverified(x); ok {
		return refused
	}
	form, _ := url.ParseQuery(string(c.body))
	provider := form.Get("provider")
	switch form.Get("as") {
	case "cancel":
		return c.conferencingDone(x, url.Values{"error": {"access_denied"}})
	case "self":
		return c.consent(x, provider, c.account.Email)
	case "other":
		return c.consent(x, provider, strings.TrimSpace(form.Get("email")))
	}
	return c.conferencingStep(x, provider)
}

// conferencingStep is the choice of a provider, its consent, or its refusal.
func (c *call) conferencingStep(x authorization, provider string) answer {
	p := conferencingPage{Action: x.path(), Email: c.account.Email, Providers: connectable}
	if !slices.Contains(connectable, provider) {
		return hosted(http.StatusOK, "conferencing", p)
	}
	p.Provider, p.Title = provider, providerTitle(provider)
	if c.notApproved(provider) {
		return hosted(http.StatusOK, "not_approved", p)
	}
	return hosted(http.StatusOK, "consent", p)
}

// notApproved is what Zoom tells people before its administrator installed the application (6.4).
func (t *tx) notApproved(provider string) bool {
	return provider == "zoom" && t.set("zoom_app") == "not_approved"
}

// consent stores the profile under the account that was asked for and goes back (6.1).
func (c *call) consent(x authorization, provider, name string) answer {
	if !slices.Contains(connectable, provider) || !validEmail(name) || c.notApproved(provider) {
		return c.conferencingStep(x, provider)
	}
	p := c.addConferencing(c.account, provider, name)
	values := url.Values{}
	if c.set("conferencing_return") == "with_profile_id" {
		values.Set("profile_id", p.ID)
	}
	return c.conferencingDone(x, values)
}

func (c *call) conferencingDone(x authorization, values url.Values) answer {
	if c.set("conferencing_url") == "single_use" {
		remove(c.tx, x)
	}
	return seeOther(withQuery(x.RedirectURI, values))
}
