package models

// TestStanding is what the newest result of a provider's test links is worth now.
type TestStanding string

// The standings of a provider's test links.
const (
	TestNever       TestStanding = "never"
	TestHolds       TestStanding = "holds"
	TestFailing     TestStanding = "failing"
	TestUnconfirmed TestStanding = "unconfirmed" // somebody has to say whose host name it is
	TestOutdated    TestStanding = "outdated"    // it rests on a connection of the calendar that is no more
)

// Standing is what a test link that has come to a result, or the absence of one, is worth while the
// calendar is connected like this.
func (t TestLink) Standing(i Integration) TestStanding {
	_, failed := t.Failure()
	switch {
	case t.ID == 0:
		return TestNever
	case failed:
		return TestFailing
	case t.doubtful():
		return TestUnconfirmed
	case i.Fact() == IntegrationActive && i.ID == t.IntegrationID:
		return TestHolds
	default:
		return TestOutdated
	}
}

// TestOutcome is how a test link is asked for. A host is tried although links were proven to fail,
// the provider is switched off, or the mailbox is said to be shared, and a calendar also where it
// says that it makes none: that is what is to be found out. Where nothing could be asked, it is the
// outcome that says why.
func TestOutcome(provider Provider, facts Facts) Outcome {
	now := Availability(provider, facts)
	if now.Ready() {
		return now
	}
	facts.SwitchedOff, facts.SharedMailbox = false, false
	if outcome := Availability(provider, facts); outcome.Ready() {
		return outcome
	}
	facts.IntegratedFail, facts.ConnectionFail = CauseNone, CauseNone
	if outcome := Availability(provider, facts); outcome.Ready() {
		return outcome
	}
	facts.Integrated = true
	if outcome := Availability(provider, facts); outcome.Ready() {
		return outcome
	}
	return now
}
