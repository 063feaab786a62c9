package models

import "time"

// LostSignIn is a provider with which nobody can make links for a person any more, because the sign-in of
// their account has ended or Cronofy no longer knows the account; and it is the person who has to act
// (FAIL20). It goes by itself once an account works again.
type LostSignIn struct {
	Provider Provider
	Account  Profile // the one that was lost last
	Ahead    HostedAhead
}

// Removed tells whether Cronofy no longer knows the account; then signing in anew is not enough.
func (l LostSignIn) Removed() bool { return !l.Account.Reported() }

// Untold tells whether the person has not been written to about it.
func (l LostSignIn) Untold() bool { return l.Account.LossToldAt == nil }

// Holder is everything about a person that decides which lost sign-ins they have to know of.
type Holder struct {
	Employee Employee
	Profiles []Profile
	Facts    map[Provider]Facts
	Ahead    map[Method]HostedAhead
	Setups   map[Provider]ProviderSetup
}

// LostSignIns are those that matter: interviews to come need them, or the company asks its hosts for the
// provider.
func (h Holder) LostSignIns() []LostSignIn {
	var list []LostSignIn
	for _, provider := range Providers() {
		account, lost := lastLost(h.Profiles, provider)
		reason := Availability(provider, h.Facts[provider]).Reason
		ahead := h.Ahead[provider.Method()]
		asked := h.Employee.HostsInterviews && h.Setups[provider].Needed()
		if lost && (reason == ReasonConnectionEnded || reason == ReasonRemoved || reason == ReasonOtherAccount) && (ahead.Interviews > 0 || asked) {
			list = append(list, LostSignIn{Provider: provider, Account: account, Ahead: ahead})
		}
	}
	return list
}

// lastLost is the account of a provider that was lost last.
func lastLost(profiles []Profile, provider Provider) (last Profile, lost bool) {
	for _, p := range profiles {
		if p.Provider == provider && p.Lost() && (!lost || p.LostAt.After(*last.LostAt)) {
			last, lost = p, true
		}
	}
	return last, lost
}

// LossMails is how many mails about lost sign-ins a person gets at most within LossMailsWithin: a sign-in
// that comes and goes is told of no more often.
const (
	LossMails       = 3
	LossMailsWithin = 24 * time.Hour
)
