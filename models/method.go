package models

// Method is how an interview is held. A recruiter chooses it; it never changes by itself.
type Method string

// The methods of an interview. Four of them need a link made by a provider; the others are never
// blocked.
const (
	MethodGoogleMeet  Method = "google_meet"
	MethodZoom        Method = "zoom"
	MethodMSTeams     Method = "ms_teams"
	MethodGoToMeeting Method = "goto_meeting"
	MethodInPerson    Method = "in_person"
	MethodPhone       Method = "phone"
	MethodOwnLink     Method = "own_link"
)

// Methods returns every method in the order of the picker, which never changes.
func Methods() []Method {
	return []Method{
		MethodGoogleMeet, MethodZoom, MethodMSTeams, MethodGoToMeeting,
		MethodInPerson, MethodPhone, MethodOwnLink,
	}
}

// ParseMethod reads what a form or a row holds; ok is false for anything that is not a method.
func ParseMethod(text string) (method Method, ok bool) {
	for _, known := range Methods() {
		if string(known) == text {
			return known, true
		}
	}
	return "", false
}

// Provider returns who makes the link; ok is false for methods that need nobody.
func (m Method) Provider() (provider Provider, ok bool) {
	for _, known := range Providers() {
		if known.Method() == m {
			return known, true
		}
	}
	return "", false
}

// LabelKey is the locale key of the method's name.
func (m Method) LabelKey() string {
	switch m {
	case MethodGoogleMeet:
		return "methods.google_meet"
	case MethodZoom:
		return "methods.zoom"
	case MethodMSTeams:
		return "methods.ms_teams"
	case MethodGoToMeeting:
		return "methods.goto_meeting"
	case MethodInPerson:
		return "methods.in_person"
	case MethodPhone:
		return "methods.phone"
	default:
		return "methods.own_link"
	}
}

// Conferencing is how a calendar event asks for its link. The value "default" of the remote API is
// left out on purpose: nobody can say which link it would give.
type Conferencing string

// The ways of asking. A profile stands for the id of the host's own account.
const (
	ConferencingNone       Conferencing = "none"
	ConferencingIntegrated Conferencing = "integrated"
	ConferencingProfile    Conferencing = "profile"
	ConferencingExplicit   Conferencing = "explicit"
)

// Provider makes video links.
type Provider string

// The four providers.
const (
	GoogleMeet  Provider = "google_meet"
	Zoom        Provider = "zoom"
	MSTeams     Provider = "ms_teams"
	GoToMeeting Provider = "goto_meeting"
)

// Providers returns the four in the order of the picker.
func Providers() []Provider {
	return []Provider{GoogleMeet, Zoom, MSTeams, GoToMeeting}
}

// ParseProvider reads what a form or a row holds; ok is false for anything else.
func ParseProvider(text string) (provider Provider, ok bool) {
	for _, known := range Providers() {
		if string(known) == text {
			return known, true
		}
	}
	return "", false
}

// ProviderBySlug reads the part of an address that names a provider, such as "google-meet".
func ProviderBySlug(slug string) (provider Provider, ok bool) {
	for _, known := range Providers() {
		if known.Slug() == slug {
			return known, true
		}
	}
	return "", false
}

// ProviderByCronofyName translates the names found in conferencing profiles and in events; ok is
// false for providers that Entrevue does not offer. Meet has two names there, because newer
// profiles come from Google's own interface.
func ProviderByCronofyName(name string) (provider Provider, ok bool) {
	switch name {
	case "google_meet", "google_meet_api":
		return GoogleMeet, true
	case "zoom":
		return Zoom, true
	case "ms_teams":
		return MSTeams, true
	case "go_to":
		return GoToMeeting, true
	default:
		return "", false
	}
}

// Method is the method that has its links made by this provider.
func (p Provider) Method() Method { return Method(p) }

// Slug names the provider in addresses, such as the wizard's.
func (p Provider) Slug() string {
	switch p {
	case GoogleMeet:
		return "google-meet"
	case Zoom:
		return "zoom"
	case MSTeams:
		return "ms-teams"
	default:
		return "goto-meeting"
	}
}

// CronofyName is the name under which conferencing profiles of this provider are kept, and which
// preselects it when a person connects.
func (p Provider) CronofyName() string {
	switch p {
	case GoogleMeet:
		return "google_meet_api"
	case GoToMeeting:
		return "go_to"
	default:
		return string(p)
	}
}

// Name is the brand, spelled the same in every language.
func (p Provider) Name() string {
	switch p {
	case GoogleMeet:
		return "Google Meet"
	case Zoom:
		return "Zoom"
	case MSTeams:
		return "Microsoft Teams"
	default:
		return "GoTo Meeting"
	}
}

// ProviderNames are the names of providers, in their order.
func ProviderNames(providers []Provider) []string {
	names := make([]string, len(providers))
	for n, provider := range providers {
		names[n] = provider.Name()
	}
	return names
}

// ProviderUse says whether anybody here has to do with a provider.
type ProviderUse struct {
	Begun     bool // an administrator has begun to set it up
	HostReady bool // at least one host is on row 4 or 7 of the availability table
}

// GroupMethods splits the methods for the picker: those of providers that nobody here uses stand
// together under "more methods", so that nobody is nagged about them. It blocks nothing, and the
// order within both groups is that of the picker.
func GroupMethods(use map[Provider]ProviderUse) (shown, more []Method) {
	for _, method := range Methods() {
		provider, video := method.Provider()
		if video && use[provider] == (ProviderUse{}) {
			more = append(more, method)
			continue
		}
		shown = append(shown, method)
	}
	return shown, more
}
