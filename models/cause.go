package models

// Cause is why a link was not made. It is read from what Cronofy answered or from the link that
// came; a person is shown its sentence.
type Cause string

// The causes. Only the first four are named by Cronofy and prove that a host's way of making links
// does not work; the others concern one interview.
const (
	CauseNone Cause = ""
	// CauseNotIntegrated is Cronofy's 422 errors.integrated_conferencing_not_available.
	CauseNotIntegrated Cause = "integrated_unavailable"
	// CauseProfileUnknown is Cronofy's 422 errors.not_recognized on the profile's id.
	CauseProfileUnknown Cause = "profile_unknown"
	// CauseServiceFailing is the interaction conferencing_failing: the provider refuses.
	CauseServiceFailing Cause = "service_failing"
	// CauseRefused is any other 422 about the conferencing part of an event.
	CauseRefused Cause = "refused"

	CauseNoLinkInTime    Cause = "no_link_in_time"
	CauseMalformed       Cause = "malformed"         // FAIL25
	CauseOtherProvider   Cause = "other_provider"    // FAIL27
	CauseHostDeclined    Cause = "host_declined"     // a recruiter said no to an unknown host name
	CauseEventNotWritten Cause = "event_not_written" // the calendar refused the event itself
	CauseHostUnable      Cause = "host_unable"       // FAIL24: the method was lost after it was saved
	CauseEventDeleted    Cause = "event_deleted"     // with the calendar that was disconnected
	CauseLinkNotMoved    Cause = "link_not_moved"    // FAIL30: the event moved, its link did not
)

// Causes returns every cause but none.
func Causes() []Cause {
	return []Cause{
		CauseNotIntegrated, CauseProfileUnknown, CauseServiceFailing, CauseRefused,
		CauseNoLinkInTime, CauseMalformed, CauseOtherProvider, CauseHostDeclined, CauseEventNotWritten,
		CauseHostUnable, CauseEventDeleted, CauseLinkNotMoved,
	}
}

// Passes says whether a link that is missing for this cause can be made once its host's way of making
// links works again.
func (c Cause) Passes() bool { return c.Proves() || c == CauseHostUnable || c == CauseNoLinkInTime }

// Proves says whether the cause was named by Cronofy, so that it counts as "proven failing" for
// the host and the way of asking. A time-out, a 429 or a 5xx never does.
func (c Cause) Proves() bool {
	switch c {
	case CauseNotIntegrated, CauseProfileUnknown, CauseServiceFailing, CauseRefused:
		return true
	default:
		return false
	}
}

// Reserves tells whether the time stands in the host's calendar all the same.
func (c Cause) Reserves() bool { return c != CauseEventNotWritten && c != CauseEventDeleted }

// Stands tells whether what came instead of a link, be it nothing, stands in the calendar: it has to go
// before a link is asked for once more, because asking for the same keeps what is there.
func (c Cause) Stands() bool {
	return c == CauseNoLinkInTime || c == CauseMalformed || c == CauseOtherProvider || c == CauseHostDeclined
}

// Turn says who can remove the cause.
func (c Cause) Turn() Turn {
	switch c {
	case CauseNotIntegrated, CauseServiceFailing:
		return TurnIT
	case CauseProfileUnknown:
		return TurnHost
	case CauseRefused:
		return TurnAdministrator
	case CauseNone:
		return TurnNobody
	default:
		return TurnRecruiter
	}
}

// SentenceKey is the locale key of a whole sentence with the arguments host and provider; it is
// empty for CauseNone.
func (c Cause) SentenceKey() string {
	switch c {
	case CauseNotIntegrated:
		return "causes.integrated_unavailable"
	case CauseProfileUnknown:
		return "causes.profile_unknown"
	case CauseServiceFailing:
		return "causes.service_failing"
	case CauseRefused:
		return "causes.refused"
	case CauseNoLinkInTime:
		return "causes.no_link_in_time"
	case CauseMalformed:
		return "causes.malformed"
	case CauseOtherProvider:
		return "causes.other_provider"
	case CauseHostDeclined:
		return "causes.host_declined"
	case CauseEventNotWritten:
		return "causes.event_not_written"
	case CauseHostUnable:
		return "causes.host_unable"
	case CauseEventDeleted:
		return "causes.event_deleted"
	case CauseLinkNotMoved:
		return "causes.link_not_moved"
	default:
		return ""
	}
}

// WordKey is the locale key of the cause in a few words, for lists; it is empty for CauseNone.
func (c Cause) WordKey() string {
	switch c {
	case CauseNotIntegrated:
		return "causes.word.not_integrated"
	case CauseProfileUnknown:
		return "causes.word.profile_unknown"
	case CauseServiceFailing:
		return "causes.word.service_failing"
	case CauseRefused:
		return "causes.word.refused"
	case CauseNoLinkInTime:
		return "causes.word.no_link_in_time"
	case CauseMalformed:
		return "causes.word.malformed"
	case CauseOtherProvider:
		return "causes.word.other_provider"
	case CauseHostDeclined:
		return "causes.word.host_declined"
	case CauseEventNotWritten:
		return "causes.word.event_not_written"
	case CauseHostUnable:
		return "causes.word.host_unable"
	case CauseEventDeleted:
		return "causes.word.event_deleted"
	case CauseLinkNotMoved:
		return "causes.word.link_not_moved"
	default:
		return ""
	}
}
