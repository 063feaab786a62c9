package models

// TestProblem is why a step of a test link failed.
type TestProblem string

// The problems of a test link. The first seven are the causes of interviews.
const (
	TestSound          = TestProblem(CauseNone)
	TestNotIntegrated  = TestProblem(CauseNotIntegrated)
	TestProfileUnknown = TestProblem(CauseProfileUnknown)
	TestServiceFailing = TestProblem(CauseServiceFailing)
	TestRefused        = TestProblem(CauseRefused)
	TestNoLinkInTime   = TestProblem(CauseNoLinkInTime)
	TestMalformed      = TestProblem(CauseMalformed)     // FAIL25
	TestOtherProvider  = TestProblem(CauseOtherProvider) // FAIL27

	TestUnknownHost TestProblem = "unknown_host" // the link's host name is none of the provider's
	TestUnable      TestProblem = "unable"       // the way of asking was lost after the test was started
	TestNotWritten  TestProblem = "not_written"  // the calendar refused the event
	TestUnanswered  TestProblem = "unanswered"   // Cronofy gave no usable answer in time (FAIL21)
	TestCutOff      TestProblem = "cut_off"      // the calendar was disconnected meanwhile
	TestNotMoved    TestProblem = "not_moved"    // the event was not found at its new time
	TestLinkLost    TestProblem = "link_lost"    // moving took the link away, or changed it (FAIL30)
	TestNotRemoved  TestProblem = "not_removed"  // the calendar refused to delete the event (FAIL31)
)

// TestProblems returns every problem.
func TestProblems() []TestProblem {
	return []TestProblem{
		TestNotIntegrated, TestProfileUnknown, TestServiceFailing, TestRefused, TestNoLinkInTime,
		TestMalformed, TestOtherProvider, TestUnknownHost, TestUnable, TestNotWritten, TestUnanswered,
		TestCutOff, TestNotMoved, TestLinkLost, TestNotRemoved,
	}
}

// testProblemTable says how each problem is worded and who can do something about it.
var testProblemTable = map[TestProblem]struct {
	turn           Turn
	sentence, deed string // locale keys
}{
	TestNotIntegrated:  {TurnIT, "test_link.problem.not_integrated", "test_link.deed.not_integrated"},
	TestProfileUnknown: {TurnHost, "test_link.problem.profile_unknown", "test_link.deed.profile_unknown"},
	TestServiceFailing: {TurnIT, "test_link.problem.service_failing", "test_link.deed.service_failing"},
	TestRefused:        {TurnAdministrator, "test_link.problem.refused", "test_link.deed.refused"},
	TestNoLinkInTime:   {TurnNobody, "test_link.problem.no_link_in_time", "test_link.deed.no_link_in_time"},
	TestMalformed:      {TurnAdministrator, "test_link.problem.malformed", "test_link.deed.malformed"},
	TestOtherProvider:  {TurnHost, "test_link.problem.other_provider", "test_link.deed.other_provider"},
	TestUnknownHost:    {TurnAdministrator, "test_link.problem.unknown_host", "test_link.deed.unknown_host"},
	TestUnable:         {TurnAdministrator, "test_link.problem.unable", "test_link.deed.unable"},
	TestNotWritten:     {TurnIT, "test_link.problem.not_written", "test_link.deed.not_written"},
	TestUnanswered:     {TurnNobody, "test_link.problem.unanswered", "test_link.deed.unanswered"},
	TestCutOff:         {TurnAdministrator, "test_link.problem.cut_off", "test_link.deed.cut_off"},
	TestNotMoved:       {TurnNobody, "test_link.problem.not_moved", "test_link.deed.not_moved"},
	TestLinkLost:       {TurnAdministrator, "test_link.problem.link_lost", "test_link.deed.link_lost"},
	TestNotRemoved:     {TurnIT, "test_link.problem.not_removed", "test_link.deed.not_removed"},
}

// Turn says who can remove the problem.
func (p TestProblem) Turn() Turn { return testProblemTable[p].turn }

// SentenceKey is the locale key of what happened; its arguments are host and provider.
func (p TestProblem) SentenceKey() string { return testProblemTable[p].sentence }

// DeedKey is the locale key of what to do; its arguments are host and provider.
func (p TestProblem) DeedKey() string { return testProblemTable[p].deed }
