// Package journeys walks through Entrevue in a real Chromium, as a person would: it looks for what a
// person sees, clicks where it stands and types. Every page it visits is checked for accessibility,
// and no console error and no report of the content security policy is tolerated.
//
// The package holds tests only. A missing browser fails them.
package journeys
