// Package sandbox plays the outside world on one machine: the calendar API and its hosted pages,
// the sign-in pages of the providers, a company's directory, its mailboxes and the meetings behind
// the links.
//
// It knows nothing of the product that is tested against it and speaks only the documented
// protocol, strictly: whatever the real service refuses is refused here. Section numbers in
// comments are those of the fact sheet about that protocol. Everything it remembers stands in one
// SQLite file, so that a killed process loses nothing of the outside world. All work that happens
// later (callbacks, links, retries) is a row with a due time in that file.
//
// What does not live here: anything of ours. The package imports none of our packages, so that it
// cannot share our mistakes.
package sandbox
