package paths

import "strings"

// placeholder stands for an id while a pattern is made; no id is negative.
const placeholder int64 = -1

// ID returns the pattern of an address with an id for the router: ID(Interview) is
// /interviews/:id.
func ID(path func(int64) string) string {
	return strings.Replace(path(placeholder), number(placeholder), ":id", 1)
}

// Named returns the pattern of an address with a text in it: Named(CandidatePage, "token") is
// /c/:token.
func Named(path func(string) string, name string) string { return path(":" + name) }

// NamedID returns the pattern of an address with a text and an id in it: NamedID(MyAccountChoice,
// "provider") is /me/integrations/:provider/accounts/:id/choice.
func NamedID(path func(string, int64) string, name string) string {
	return ID(func(id int64) string { return path(":"+name, id) })
}

// Step returns the pattern of one step of every provider's wizard:
// /settings/integrations/videoconferencing/:provider/it. Each step has a pattern of its own, because
// a last placeholder would take everything below as well.
func Step(step string) string { return WizardStep(":provider", step) }

// StepNews returns the pattern of what has changed at one step of every provider's wizard.
func StepNews(step string) string { return WizardNews(":provider", step) }
