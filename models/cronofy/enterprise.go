package cronofy

import (
	"context"
	"fmt"
	"net/url"
	"strings"

	"entrevue/models"
)

// ScopeManageAccounts lets a service account open the accounts of people; rooms have another one.
const ScopeManageAccounts = "service_account/accounts/manage"

// ScopeEmployee is what is asked for every employee: read and write events, and free or busy.
const ScopeEmployee = "read_write"

// MaxAuthorizations is how many employees one call asks for. The documentation names no limit; small
// calls lose little when one is refused.
const MaxAuthorizations = 50

// EnterpriseAuthorization is the visit of an administrator to Cronofy.
type EnterpriseAuthorization struct {
	RedirectURI    string
	State          string   // comes back unchanged
	Scopes         []string // of the service account
	DelegatedScope string   // what can be asked for employees later
}

// EnterpriseConnectURL is where the administrator's browser is sent
// (GET {app}/enterprise_connect/oauth/authorize). It comes back with a code or with an error, above
// all access_denied, which says nothing about why.
func (c *Client) EnterpriseConnectURL(visit EnterpriseAuthorization) string {
	query := url.Values{
		"response_type": {"code"}, "client_id": {c.config.ClientID}, "redirect_uri": {visit.RedirectURI},
		"scope": {strings.Join(visit.Scopes, " ")}, "delegated_scope": {visit.DelegatedScope},
		"state": {visit.State},
	}
	// Spaces as %20: every client library of Cronofy does so.
	encoded := strings.ReplaceAll(query.Encode(), "+", "%20")
	return c.app.String() + "/enterprise_connect/oauth/authorize?" + encoded
}

// AccountAuthorization asks for the account of one employee. The outcome is posted to the callback
// URL later, with a code or an error.
type AccountAuthorization struct {
	Email       string `json:"email"`
	CallbackURL string `json:"callback_url"`
	Scope       string `json:"scope"`
	State       string `json:"state,omitempty"`
}

// AuthorizeAccounts asks for employees' accounts (POST /v1/service_account_authorizations), as a
// collection when there are several. When it fails, none was asked for; when no answer came, asking
// again is harmless, because the newest code counts.
func (c *Client) AuthorizeAccounts(ctx context.Context, service models.Secret, accounts []AccountAuthorization) error {
	request := call{method: "POST", path: "/v1/service_account_authorizations", token: service}
	switch {
	case len(accounts) == 0:
		return nil
	case len(accounts) > MaxAuthorizations:
		return fmt.Errorf("cronofy: %d authorizations in one call", len(accounts))
	case len(accounts) == 1:
		request.body = accounts[0]
	default:
		request.body = map[string]any{"service_account_authorizations": accounts}
	}
	return c.do(ctx, request, nil)
}
