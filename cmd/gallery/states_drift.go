package main

import (
	"maps"
	"slices"
	"time"

	"entrevue/models"
	"entrevue/views/interviews"
	"entrevue/views/layout"
)

func heldMoved(s *interviews.Shown) {
	noticed := now.Add(-time.Hour)
	s.Interview.DriftedAt = &noticed
}

func heldBroken(s *interviews.Shown) {
	heldMoved(s)
	s.Interview.LinkState = models.LinkBroken
}

// driftStates are what somebody can change in a calendar itself.
func driftStates() []state {
	start, end, past, long := at(12, 3, 16, 0), at(12, 3, 17, 0), at(11, 2, 9, 0), at(11, 2, 10, 0)
	moved := models.Drift{StartsAt: &start, EndsAt: &end}
	both, engaged := moved, held(4, heldInPerson).Interview
	both.LinkURL = "https://teams.microsoft.com/meet/977-100-443"
	changes := map[string]interviews.DriftProps{
		"moved":                {Shown: held(8, heldMoved), Drift: moved, Calendar: models.CalendarGraph, CanAdopt: true},
		"moved-candidate-busy": {Shown: held(8, heldMoved), Drift: moved, Calendar: models.CalendarGoogle, Engaged: &engaged},
		"moved-doubled":        {Shown: held(8, heldMoved), Drift: moved, Calendar: models.CalendarGoogle, CanAdopt: true, Doubled: true},
		"moved-to-past":        {Shown: held(8, heldMoved), Drift: models.Drift{StartsAt: &past, EndsAt: &long}, Calendar: models.CalendarEWS},
		"moved-link":           {Shown: held(8, heldBroken), Drift: both, Calendar: models.CalendarGraph, CanAdopt: true},
		"deleted":              {Shown: held(8, heldBroken), Drift: models.Drift{Deleted: true}, Calendar: models.CalendarEWS},
		"deleted-phone":        {Shown: held(8, func(s *interviews.Shown) { heldInPerson(s); heldMoved(s) }), Drift: models.Drift{Deleted: true}, Calendar: models.CalendarGoogle},
		"link":                 {Shown: held(8, heldBroken), Drift: models.Drift{LinkURL: both.LinkURL}, Calendar: models.CalendarGraph, CanAdopt: true},
		"link-refused":         {Shown: held(8, heldBroken), Drift: models.Drift{LinkURL: "https://zoom.us/j/93344210987"}, Calendar: models.CalendarGraph},
		"link-gone":            {Shown: held(8, heldBroken), Drift: models.Drift{LinkGone: true}, Calendar: models.CalendarOther},
		"two-links":            {Shown: held(8, heldMoved), Drift: models.Drift{OtherURL: both.LinkURL}, Calendar: models.CalendarGraph, CanAdopt: true},
	}
	all := []state{}
	for _, name := range slices.Sorted(maps.Keys(changes)) {
		all = append(all, driftState(name, changes[name], true))
	}
	return append(all, driftState("not-allowed", changes["moved"], false))
}

func driftState(name string, drift interviews.DriftProps, canChange bool) state {
	drift.CanChange, drift.Now = canChange, now
	return whole("interview-drift", name, same(interviews.InterviewPage(interviews.InterviewProps{
		Frame: inFrame(layout.Interviews, "Interview", oliver()), Viewer: oliverGrant,
		Link:  interviews.LinkProps{Shown: drift.Shown, Now: now, CanChange: canChange},
		Event: models.CalendarEvent{State: models.EventWritten}, Drift: drift,
	})))
}
