// Package meeting draws the candidate's own page: one interview, the right link now, both clocks, the
// reply and help. Its address is a secret; the words never depend on what the company thinks of the
// candidate.
package meeting
