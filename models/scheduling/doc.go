// Package scheduling plans interviews and keeps their calendar events, links and mails right: what
// was saved becomes exactly one event, one link and one mail per change, however often the process
// dies in between or an answer is lost.
//
// Saving asks nobody outside. Everything that concerns Cronofy is a job; it leases the event, calls,
// and writes down the answer in one transaction with the work that follows from it. The states and
// their diagrams are in package models.
package scheduling
