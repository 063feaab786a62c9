package sandbox

import (
	"net/http"

	"github.com/labstack/echo/v4"
)

// Handler answers for the API, for the hosted pages and for the control pages, all on one port.
func (s *Sandbox) Handler() http.Handler {
	e := echo.New()
	e.HideBanner = true
	e.HTTPErrorHandler = s.echoError
	s.apiRoutes(e)
	s.hostedRoutes(e)
	s.controlRoutes(e)
	return http.NewCrossOriginProtection().Handler(e)
}

// echoError answers what no route of ours answered: unknown paths and methods.
func (s *Sandbox) echoError(err error, ec echo.Context) {
	status := http.StatusInternalServerError
	if known, ok := err.(*echo.HTTPError); ok { //nolint:errorlint // Echo returns its own type bare
		status = known.Code
	} else {
		s.config.Log.Error("sandbox page", "error", err)
	}
	if !ec.Response().Committed {
		_ = ec.NoContent(status)
	}
}

// apiRoute is a call of servers. Its operation is the name that faults and the record use.
type apiRoute struct {
	method, path, operation string
	handle                  handler
}

func apiTable() []apiRoute {
	return []apiRoute{
		{"POST", "/oauth/token", operationToken, exchangeToken},
		{"POST", "/oauth/token/revoke", "revoke", revokeToken},
		{"POST", "/v1/application_calendars", "application_calendars", openApplicationCalendar},

		{"POST", "/v1/service_account_authorizations", "service_account_authorizations", service(manageAccounts, unrestrictedAccounts)(authorizeAccounts)},
		{"GET", "/v1/resources", "resources", service(manageResources, unrestrictedResources)(listResources)},

		{"GET", "/v1/userinfo", "userinfo", anyone(userinfo)},
		{"GET", "/v1/account", "account", person(showAccount)},
		{"GET", "/v1/profiles", "profiles", person(listProfiles)},
		{"POST", "/v1/profiles/:id/revoke", "profiles.revoke", person(revokeProfile)},
		{"GET", "/v1/calendars", "calendars", person(listCalendars)},
		{"POST", "/v1/calendars", "calendars.create", person(createCalendar)},

		{"POST", "/v1/conferencing_service_authorizations", "conferencing_service_authorizations", person(authorizeConferencing)},

		{"GET", "/v1/channels", "channels.list", person(listChannels)},
		{"POST", "/v1/channels", "channels.create", person(createChannel)},
		{"DELETE", "/v1/channels/:id", "channels.delete", person(deleteChannel)},

		{"POST", "/v1/calendars/:id/events", "events.upsert", person(upsertEvent)},
		{"DELETE", "/v1/calendars/:id/events", "events.delete", person(deleteEvent)},
		{"POST", "/v1/calendars/:id/events/:uid/participation_status", "events.participation", person(participate)},
		{"POST", "/v1/batch", "batch", person(runBatch)},
		{"GET", "/v1/events", "events.list", person(listEvents)},
		{"GET", "/v1/events/pages/:id", "events.page", person(moreEvents)},
		{"DELETE", "/v1/events", "events.delete_all", person(deleteEvents)},
		{"GET", "/v1/free_busy", "free_busy", person(listFreeBusy)},
		{"GET", "/v1/free_busy/pages/:id", "free_busy.page", person(moreFreeBusy)},
	}
}

func (s *Sandbox) apiRoutes(e *echo.Echo) {
	for _, r := range apiTable() {
		e.Add(r.method, r.path, s.serve(r.operation, r.handle))
	}
	e.RouteNotFound("/v1/*", s.serve("unknown", func(*call) answer { return empty(http.StatusNotFound) }))
}

// operations are the names a fault can concern.
func operations() []string {
	names := []string{callbackDelegation, callbackPush, callbackSubscription, "conference", operationMail}
	for _, r := range apiTable() {
		names = append(names, r.operation)
	}
	return names
}

// hostedRoutes are the pages to which browsers are sent.
func (s *Sandbox) hostedRoutes(e *echo.Echo) {
	const enterprise = "/enterprise_connect/oauth/authorize"
	const conferencing = "/conferencing_services/:token"
	for _, r := range []apiRoute{
		{"GET", enterprise, "pages.enterprise", beginEnterprise},
		{"POST", enterprise, "pages.enterprise", continueEnterprise},
		{"GET", conferencing, "pages.conferencing", withAuthorization(beginConferencing)},
		{"POST", conferencing, "pages.conferencing", withAuthorization(continueConferencing)},
		{"POST", conferencing + "/verification", "pages.verification", withAuthorization(sendVerification)},
		{"GET", conferencing + "/verify/:proof", "pages.verification", withAuthorization(verify)},
		{"GET", "/relink/:provider", "pages.relink", showCalendarRelink},
		{"POST", "/relink/:provider", "pages.relink", relinkCalendar},
		{"GET", "/v2/relink/:provider", "pages.relink", showConferencingRelink},
		{"POST", "/v2/relink/:provider", "pages.relink", relinkConferencing},
		{"GET", "/meet/:provider/:id", "pages.meeting", showMeeting},
	} {
		e.Add(r.method, r.path, s.serve(r.operation, r.handle))
	}
}

// controlRoutes are the sandbox's own pages. Each answers JSON to programs.
func (s *Sandbox) controlRoutes(e *echo.Echo) {
	e.GET("/sandbox/style.css", showStyle)
	for _, r := range []struct {
		method, path string
		handle       handler
	}{
		{"GET", "/sandbox", showHome},
		{"GET", "/sandbox/", showHome},
		{"POST", "/sandbox/start-over", startOver},
		{"GET", "/sandbox/record", showRecord},
		{"GET", "/sandbox/faults", listFaults},
		{"POST", "/sandbox/faults", createFault},
		{"DELETE", "/sandbox/faults", deleteFaults},
		{"POST", "/sandbox/faults/deletion", deleteFaults},
		{"DELETE", "/sandbox/faults/:id", deleteFault},
		{"POST", "/sandbox/faults/:id/deletion", deleteFault},
		{"POST", "/sandbox/acts", performAct},
		{"GET", "/sandbox/switches", listSwitches},
		{"POST", "/sandbox/switches", turnSwitch},
		{"POST", "/sandbox/switches/deletion", resetSwitches},
		{"GET", "/sandbox/clock", showClock},
		{"POST", "/sandbox/clock", advanceClock},
		{"GET", "/sandbox/directory", showDirectory},
		{"POST", "/sandbox/directory", updateMailbox},
		{"GET", "/sandbox/events", showEvents},
		{"GET", "/sandbox/mailboxes", listMailboxes},
		{"GET", "/sandbox/mailboxes/:address", showMailbox},
		{"GET", "/sandbox/mailboxes/:address/:id", showLetter},
		{"GET", "/sandbox/mailboxes/:address/:id/html", showLetterHTML},
		{"GET", "/sandbox/mailboxes/:address/:id/raw", showLetterSource},
		{"GET", "/sandbox/mailboxes/:address/:id/attachments/:number", showAttachment},
	} {
		e.Add(r.method, r.path, s.control(r.handle))
	}
}

// anyone lets every valid access token pass (1.3).
func anyone(h handler) handler {
	return func(c *call) answer {
		if c.account.Sub == "" || c.account.Revoked || !c.now.Before(c.grant.ExpiresAt) {
			return c.refusal(http.StatusUnauthorized)
		}
		return h(c)
	}
}

// person lets people and application calendars pass, but no service account.
func person(h handler) handler {
	return anyone(func(c *call) answer {
		if c.account.Type == accountService {
			return c.forbidden()
		}
		return h(c)
	})
}

// service lets a service account pass that has one of the scopes.
func service(scopes ...string) func(handler) handler {
	return func(h handler) handler {
		return anyone(func(c *call) answer {
			for _, scope := range scopes {
				if c.account.Type == accountService && allows(c.account.Scope, scope) {
					return h(c)
				}
			}
			return c.forbidden()
		})
	}
}
