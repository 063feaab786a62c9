package models

import (
	"slices"
	"time"
)

// LinkMeasure is how the links of one provider were made within some time: how long they took, and
// how many interviews are without one, by cause. It is computed when read.
type LinkMeasure struct {
	Provider Provider
	Made     int
	Median   time.Duration
	Slowest  time.Duration
	Failures []LinkFailures
}

// LinkFailures are the interviews of one provider that have no link for the same cause.
type LinkFailures struct {
	Cause Cause
	Count int
}

// Failed is how many interviews of the provider have no link.
func (m LinkMeasure) Failed() int {
	count := 0
	for _, f := range m.Failures {
		count += f.Count
	}
	return count
}

// MeasureLinks sums up interviews by provider, in the order of Providers; those of other methods do
// not count, nor do providers without any.
func MeasureLinks(list []Interview) []LinkMeasure {
	var measures []LinkMeasure
	for _, provider := range Providers() {
		of := slices.DeleteFunc(slices.Clone(list), func(i Interview) bool { return i.Method != provider.Method() })
		m := LinkMeasure{Provider: provider}
		took := []time.Duration{}
		for _, i := range of {
			if i.LinkState == LinkReady && i.LinkRequestedAt != nil && i.LinkReadyAt != nil {
				took = append(took, i.LinkReadyAt.Sub(*i.LinkRequestedAt))
			}
		}
		if m.Made = len(took); m.Made > 0 {
			slices.Sort(took)
			m.Median, m.Slowest = took[(m.Made-1)/2], took[m.Made-1]
		}
		for _, cause := range Causes() {
			count := 0
			for _, i := range of {
				if i.LinkState == LinkFailing && i.LinkCause == cause {
					count++
				}
			}
			if count > 0 {
				m.Failures = append(m.Failures, LinkFailures{cause, count})
			}
		}
		if m.Made+m.Failed() > 0 {
			measures = append(measures, m)
		}
	}
	return measures
}
