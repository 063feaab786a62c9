// Package demo is Atelier Lumen, the company of the demonstration: its people, positions, candidates
// and interviews as plain values. The same people stand in the demo, in the gallery and in tests.
//
// It holds no tokens and writes nothing: cmd/app makes the company come true through the actions.
package demo
