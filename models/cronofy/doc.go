// Package cronofy speaks Cronofy's public API: one file per area, one method per endpoint, named
// after it. It calls out and never serves; it also reads what Cronofy sends to us (signatures and
// callbacks), because both sides of one protocol belong together.
//
// It decides nothing: waiting, repeating and sharing the rate limit is the business of the queue and
// of models/connecting. It keeps no tokens.
package cronofy
