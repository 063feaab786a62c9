package models

import "time"

// ActorKind says on whose behalf something is done.
type ActorKind string

// Who can act.
const (
	ActorEmployee  ActorKind = "employee"
	ActorCandidate ActorKind = "candidate"
	ActorIT        ActorKind = "it" // the company's IT, behind a secret link
	ActorSystem    ActorKind = "system"
)

// Actor is who does something: the signed-in person, a candidate or IT behind a secret link, or Entrevue
// itself. Actions ask its rights; activity rows keep its name as it was.
type Actor struct {
	Kind ActorKind
	ID   int64
	Name string
	Role Role
}

// System acts when nobody presses anything: callbacks, sweeps and retries.
var System = Actor{Kind: ActorSystem}

// SubjectInterview is the kind of an activity's subject that is an interview.
const SubjectInterview = "interview"

// Activity is one line of who did what and when, worded when it is read. Args are the arguments of
// the locale key.
type Activity struct {
	ID          int64
	ActorKind   ActorKind
	ActorID     int64
	ActorName   string
	Key         string
	Args        map[string]string
	SubjectKind string
	SubjectID   int64
	At          time.Time
}
