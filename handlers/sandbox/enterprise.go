package sandbox

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
)

// systemTitles are the choices of the administrator (3.8), in the order of the page.
var systemTitles = []struct{ System, Title, About string }{
	{systemGoogle, "Google Workspace", "Sign in as a Google administrator"},
	{systemGraph, "Office 365 (via Graph API)", "Sign in as a Global Administrator"},
	{systemEWS, "Microsoft Exchange or Office 365 (EWS)", "Connect using EWS and a Service Account"},
}

func systemTitle(system string) string {
	for _, s := range systemTitles {
		if s.System == system {
			return s.Title
		}
	}
	return ""
}

// enterprisePage is what the hosted pages of Enterprise Connect show.
type enterprisePage struct {
	Action  string // this address with its query
	Systems any
	System  string
	Title   string
	Domain  string
	Admins  []mailbox
	Problem string
}

// beginEnterprise is GET {app}/enterprise_connect/oauth/authorize (3.2): the choice of the
// calendar system, or its sign-in when provider_name says which.
func beginEnterprise(c *call) answer {
	if refused, ok := c.refusedAuthorization(); ok {
		return refused
	}
	return c.enterpriseStep(c.query("provider_name"), "")
}

// continueEnterprise is every further step of these pages.
func continueEnterprise(c *call) answer {
	if refused, ok := c.refusedAuthorization(); ok {
		return refused
	}
	form, _ := url.ParseQuery(string(c.body))
	system := form.Get("system")
	switch form.Get("as") {
	case "cancel", "user":
		// Not being an administrator comes back exactly like a cancelled sign-in (3.2).
		return c.authorizationError("access_denied")
	case "administrator":
		return c.signInAdministrator(system, form.Get("admin"))
	}
	return c.enterpriseStep(system, "")
}

func (c *call) enterpriseStep(system, problem string) answer {
	p := enterprisePage{
		Action: c.request().URL.RequestURI(), Systems: systemTitles, System: system,
		Title: systemTitle(system), Domain: companyDomain, Problem: problem,
	}
	if p.Title == "" {
		return hosted(http.StatusOK, "enterprise", p)
	}
	for _, m := range every[mailbox](c.tx) {
		if m.Admin {
			p.Admins = append(p.Admins, m)
		}
	}
	return hosted(http.StatusOK, "enterprise_sign_in", p)
}

// signInAdministrator makes or renews the service account and returns with a code.
func (c *call) signInAdministrator(system, admin string) answer {
	box, known := load[mailbox](c.tx, strings.ToLower(admin))
	switch {
	case !known || !box.Admin:
		return c.enterpriseStep(system, admin+" is not an administrator.")
	case !c.hasSystem(system):
		return c.enterpriseStep(system, companyDomain+" has no "+systemTitle(system)+".")
	}
	a := c.serviceAccount(system, box)
	c.account = a
	return c.authorizationReturn(url.Values{"code": {c.newCode(a.Sub, c.query("redirect_uri"))}})
}

// serviceAccount is the one of the company; signing in again renews it under the same id.
func (c *call) serviceAccount(system string, admin mailbox) account {
	email := "svc-calendar@" + companyDomain
	if system != systemEWS {
		email = admin.Address
	}
	a := account{Sub: newID("ser_"), Type: accountService}
	for _, known := range every[account](c.tx) {
		if known.Type == accountService {
			a = known
		}
	}
	a.Email, a.Name, a.Zone, a.Domain = email, admin.Name, admin.Zone, companyDomain
	a.System, a.Scope, a.Delegated = system, c.query("scope"), c.query("delegated_scope")
	a.Connected, a.Synced, a.Revoked = true, true, false
	save(c.tx, a)
	return a
}

// refusedAuthorization checks the address a browser came with (2.1, 3.2). Without a known client
// and return address there is only an error page.
func (c *call) refusedAuthorization() (answer, bool) {
	switch {
	case c.query("client_id") != c.s.config.ClientID:
		return hosted(http.StatusBadRequest, "message", message{Title: "Unknown application",
			Text: "No application has this client_id."}), true
	case !c.s.allowsRedirect(c.query("redirect_uri")):
		return hosted(http.StatusBadRequest, "message", message{Title: "Unknown return address",
			Text: "This redirect_uri is not registered for the application."}), true
	case c.query("response_type") == "":
		return c.authorizationError("invalid_request"), true
	case c.query("response_type") != "code":
		return c.authorizationError("unsupported_response_type"), true
	case !knownServiceScopes(c.query("scope")), !knownScopes(c.query("delegated_scope")):
		return c.authorizationError("invalid_scope"), true
	}
	return answer{}, false
}

func (s *Sandbox) allowsRedirect(address string) bool {
	allowed := s.config.AllowedRedirects
	return webAddress(address) && (len(allowed) == 0 || slices.Contains(allowed, address))
}

func (c *call) authorizationError(name string) answer {
	return c.authorizationReturn(url.Values{"error": {name}})
}

// authorizationReturn sends the browser back, with the state it came with.
func (c *call) authorizationReturn(values url.Values) answer {
	if state := c.query("state"); state != "" {
		values.Set("state", state)
	}
	return seeOther(withQuery(c.query("redirect_uri"), values))
}

// withQuery adds values to an address that may have a query already (6.9).
func withQuery(address string, values url.Values) string {
	u, err := url.Parse(address)
	if err != nil {
		return address
	}
	if u.RawQuery != "" && len(values) > 0 {
		u.RawQuery += "&"
	}
	u.RawQuery += values.Encode()
	return u.String()
}
