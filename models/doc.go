// Package models holds the nouns and the rules of Entrevue: employees, candidates, positions,
// interviews, their states, who may do what, and when a method of interviewing is available.
//
// It imports the standard library only. Saving is the business of models/store, acting that of the
// packages named after deeds (models/connecting, models/scheduling and others).
package models
