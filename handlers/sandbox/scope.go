package sandbox

import (
	"slices"
	"strings"
)

// What a scope allows (2.2).
const (
	mayCreateCalendar = "create_calendar"
	mayReadEvents     = "read_events"
	mayCreateEvent    = "create_event"
	mayDeleteEvent    = "delete_event"
	mayReadFreeBusy   = "read_free_busy"
	mayParticipate    = "change_participation_status"
)

// What a service account's scope allows (3.2).
const (
	manageAccounts        = "service_account/accounts/manage"
	unrestrictedAccounts  = "service_account/accounts/unrestricted_access"
	manageResources       = "service_account/resources/manage"
	unrestrictedResources = "service_account/resources/unrestricted_access"
)

// scopeMeaning expands every scope to what it allows.
var scopeMeaning = map[string][]string{
	mayCreateCalendar: {mayCreateCalendar},
	mayReadEvents:     {mayReadEvents, mayReadFreeBusy},
	mayCreateEvent:    {mayCreateEvent},
	mayDeleteEvent:    {mayDeleteEvent},
	mayReadFreeBusy:   {mayReadFreeBusy},
	mayParticipate:    {mayParticipate},
	"read_only":       {mayReadEvents, mayReadFreeBusy},
	"write_only":      {mayCreateCalendar, mayCreateEvent, mayDeleteEvent},
	"read_write": {
		mayCreateCalendar, mayReadEvents, mayCreateEvent, mayDeleteEvent, mayReadFreeBusy, mayParticipate,
	},
	"free_busy":       {mayReadFreeBusy},
	"free_busy_write": {mayReadFreeBusy, mayCreateCalendar, mayCreateEvent, mayDeleteEvent},
	"read_account":    {},
	"list_calendars":  {},
}

var serviceScopes = []string{
	manageAccounts, unrestrictedAccounts, manageResources, unrestrictedResources,
}

// knownScopes says whether a space separated list holds only scopes of people, at least one.
func knownScopes(scope string) bool {
	fields := strings.Fields(scope)
	return len(fields) > 0 && !slices.ContainsFunc(fields, func(f string) bool {
		_, known := scopeMeaning[f]
		return !known
	})
}

func knownServiceScopes(scope string) bool {
	fields := strings.Fields(scope)
	return len(fields) > 0 && !slices.ContainsFunc(fields, func(f string) bool {
		return !slices.Contains(serviceScopes, f)
	})
}

// allows says whether a scope holds one thing.
func allows(scope, thing string) bool {
	return slices.ContainsFunc(strings.Fields(scope), func(f string) bool {
		return f == thing || slices.Contains(scopeMeaning[f], thing)
	})
}

// within says whether everything the inner scope allows is allowed by the outer one.
func within(inner, outer string) bool {
	for _, f := range strings.Fields(inner) {
		for _, thing := range scopeMeaning[f] {
			if !allows(outer, thing) {
				return false
			}
		}
	}
	return true
}

// onlyFreeBusy says whether a scope reads nothing but free and busy times.
func onlyFreeBusy(scope string) bool { return within(scope, "free_busy") }
