package sandbox

import (
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// delegation is one request for an employee's account (3.4), also as remembered work.
type delegation struct {
	Email       string `json:"email"`
	CallbackURL string `json:"callback_url"`
	Scope       string `json:"scope"`
	State       string `json:"state"`
	Service     string `json:"service"` // sub of the service account
}

// delegationDelay is how long the calendar system takes to open a mailbox.
const delegationDelay = time.Second

// authorizeAccounts is POST /v1/service_account_authorizations, one entry or a collection (3.4).
func authorizeAccounts(c *call) answer {
	var r struct {
		delegation
		Collection []delegation `json:"service_account_authorizations"`
	}
	if c.decode(&r) != nil {
		return unreadable()
	}
	list, found := []delegation{r.delegation}, problems{}
	if r.Collection != nil {
		list = r.Collection
		c.checkCollection(r.delegation, list, found)
	}
	for i, d := range list {
		prefix := ""
		if r.Collection != nil {
			prefix = fmt.Sprintf("service_account_authorizations[%d].", i)
		}
		c.checkDelegation(d, prefix, found)
	}
	if len(found) > 0 {
		return found.answer()
	}
	for _, d := range list {
		d.Service = c.account.Sub
		c.enqueue(workDelegate, d.Email, c.now.Add(delegationDelay), d)
	}
	return empty(http.StatusAccepted)
}

func (c *call) checkCollection(single delegation, list []delegation, found problems) {
	const field = "service_account_authorizations"
	if single != (delegation{}) {
		found.add(field, "errors.not_supported", "single fields and a collection cannot be mixed")
	}
	if len(list) == 0 {
		found.required(field)
	}
	c.checkLength(field, len(list), "collection_limit", found)
}

// checkLength holds a list to the limit a switch names, if it names one.
func (c *call) checkLength(field string, length int, limitSwitch string, found problems) {
	if limit, err := strconv.Atoi(c.set(limitSwitch)); err == nil && length > limit {
		found.add(field, "errors.too_many", fmt.Sprintf("at most %d entries", limit))
	}
}

func (c *call) checkDelegation(d delegation, prefix string, found problems) {
	for field, value := range map[string]string{
		"email": d.Email, "callback_url": d.CallbackURL, "scope": d.Scope,
	} {
		if value == "" {
			found.required(prefix + field)
		}
	}
	if d.Email != "" && !validEmail(d.Email) {
		found.add(prefix+"email", "errors.invalid_email", "email is not an address")
	}
	if d.CallbackURL != "" && !webAddress(d.CallbackURL) {
		found.add(prefix+"callback_url", "errors.invalid_url", "callback_url must be http or https")
	}
	if d.Scope != "" && !knownScopes(d.Scope) {
		found.add(prefix+"scope", "errors.invalid_scope", "scope is not known")
	} else if !within(d.Scope, c.account.Delegated) && c.set("ec_scope_refusal") == "422" {
		found.add(prefix+"scope", "errors.invalid_scope", "scope exceeds delegated_scope")
	}
}

// webAddress says whether a text is an absolute http or https address.
func webAddress(text string) bool {
	u, err := url.Parse(text)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != ""
}

// delegate opens the mailbox, or does not, and calls back (3.5).
func (t *tx) delegate(d delegation) {
	service, _ := load[account](t, d.Service)
	body := map[string]any{}
	sub := ""
	if refused, ok := t.mailboxRefusal(d, service); ok {
		body = t.refusedDelegation(refused)
	} else {
		box, _ := load[mailbox](t, strings.ToLower(d.Email))
		a := t.person(box, service, d.Scope)
		sub = a.Sub
		body["code"] = t.newCode(a.Sub, d.CallbackURL)
	}
	outer := map[string]any{"authorization": body}
	switch place := t.set("ec_callback_state"); {
	case d.State == "":
	case place == "inside":
		body["state"] = d.State
	case place == "beside":
		outer["state"] = d.State
	}
	t.callBack(delivery{
		Operation: callbackDelegation, URL: d.CallbackURL, Sub: sub, Email: d.Email,
		Once: t.set("ec_callback_retry") == "never",
	}, outer)
}

// delegationError is why a mailbox could not be opened.
type delegationError struct{ name, key, description string }

func (t *tx) mailboxRefusal(d delegation, service account) (delegationError, bool) {
	box, known := load[mailbox](t, strings.ToLower(d.Email))
	_, domain, _ := strings.Cut(strings.ToLower(d.Email), "@")
	switch {
	case service.Sub == "" || service.Revoked:
		return delegationError{"access_denied", "errors.service_account.revoked",
			"The service account is no longer authorized"}, true
	case domain != service.Domain:
		return delegationError{"access_denied", "errors.service_account.outside_domain",
			"This address is not on the connected domain"}, true
	case !known || box.Kind == mailboxMissing:
		return delegationError{"access_denied", "errors.service_account.no_such_mailbox",
			"No mailbox could be opened for this address"}, true
	case box.Kind == mailboxShared && t.set("ec_shared_mailbox") == "error":
		return delegationError{"access_denied", "errors.service_account.shared_mailbox",
			"This address is a shared mailbox"}, true
	case box.FreeBusyOnly && !onlyFreeBusy(d.Scope), !within(d.Scope, service.Delegated):
		return delegationError{"unable_to_grant_scope", "errors.service_account.scope",
			"The mailbox does not allow the requested scope"}, true
	}
	return delegationError{}, false
}

// refusedDelegation words a refusal; values and shape are not public (3.5).
func (t *tx) refusedDelegation(e delegationError) map[string]any {
	if t.set("ec_error_key") == "unknown" {
		e.key, e.description = "errors.unheard_of", "Something nobody has documented"
	}
	body := map[string]any{
		"error": e.name, "error_key": e.key, "error_description": e.description,
	}
	switch t.set("ec_error_shape") {
	case "error_only":
		delete(body, "error_key")
		delete(body, "error_description")
	case "without_error":
		delete(body, "error")
	}
	return body
}

// listResources is GET /v1/resources (3.7).
func listResources(c *call) answer {
	list := []map[string]any{}
	for _, box := range every[mailbox](c.tx) {
		if box.Kind == mailboxResource {
			list = append(list, map[string]any{"email": box.Address, "name": box.Name})
		}
	}
	return ok(map[string]any{"resources": list})
}
