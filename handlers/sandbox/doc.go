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
// People and tests change the world under /sandbox/; every page answers JSON to programs:
//
//	GET  /sandbox/record        what happened: ?after= ?kind= ?operation= ?account= ?limit=
//	     /sandbox/faults        what will go wrong; POST adds one, DELETE removes all
//	POST /sandbox/acts          somebody does something at once: moves an event, ends a sign-in
//	     /sandbox/switches      undocumented facts; POST {name, value} turns one
//	     /sandbox/directory     mailboxes; POST {address, …} adds or changes one
//	GET  /sandbox/events        what stands in every calendar: ?account= ?include_deleted=
//	GET  /sandbox/mailboxes     and /sandbox/mailboxes/{address}: every mail, with its source
//	     /sandbox/clock         POST {advance: "26h"}
//	POST /sandbox/start-over    {company: none, google, graph or ews}
//
// What does not live here: anything of ours. The package imports none of our packages, so that it
// cannot share our mistakes.
package sandbox
