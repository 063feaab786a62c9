// Package jobs is the queue of durable background work: what is enqueued in a transaction that
// commits runs at least once, also after the process was killed; what is enqueued in one that is
// rolled back never runs.
//
// It is the only package that knows River. The kinds of work live here as plain argument structs;
// what they do is bound to them in cmd/app by Handle. A job may run twice and must be harmless
// then; it runs no longer than Timeout.
package jobs
