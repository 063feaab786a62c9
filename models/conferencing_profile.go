package models

import (
	"strings"
	"time"
)

// Profile is an employee's own account at a provider. What Cronofy reports replaces the fields up to
// RelinkURL at each reading; the marks below are the person's own and win over it.
type Profile struct {
	ID          int64
	EmployeeID  int64
	Provider    Provider
	ProfileID   string
	Name        string // mostly the account's address
	Connected   bool
	RelinkURL   string
	SeenAt      time.Time
	ConnectedAt time.Time  // since when it is connected, as far as we saw; or when it was last
	GoneAt      *time.Time // since when Cronofy no longer reports it
	LostAt      *time.Time // since when it makes no links any more, because its sign-in has ended or it is gone
	LossToldAt  *time.Time // when its owner was written to about that
	BackAt      *time.Time // when it came back after that, until its owner has read so
	CreatedAt   time.Time

	AcceptedAt *time.Time // the account is the expected one, or the person said "keep" (FAIL19)
	DeclinedAt *time.Time // the person said "change"
	ChosenAt   *time.Time // the person prefers it to other accounts of the provider
	NotUsedAt  *time.Time // the person has disconnected it here
}

// TableName names the table.
func (Profile) TableName() string { return "conferencing_profiles" }

// Reported tells whether Cronofy still knows the account.
func (p Profile) Reported() bool { return p.GoneAt == nil }

// Alive tells whether links can be made with the account.
func (p Profile) Alive() bool { return p.State() == ConnectionAlive }

// State is what this account alone says about the connection to its provider.
func (p Profile) State() Connection {
	switch {
	case p.NotUsedAt != nil, p.DeclinedAt != nil:
		return ConnectionNotUsed
	case !p.Reported() && p.AcceptedAt == nil:
		return ConnectionNever // it never made a link
	case !p.Reported():
		return ConnectionRemoved
	case !p.Connected:
		return ConnectionBroken
	case p.AcceptedAt == nil:
		return ConnectionOtherAccount
	default:
		return ConnectionAlive
	}
}

// Lost tells whether links were made with the account and cannot be any more, without its owner having
// wished so (FAIL20).
func (p Profile) Lost() bool {
	state := p.State()
	return p.LostAt != nil && p.AcceptedAt != nil && (state == ConnectionBroken || state == ConnectionRemoved)
}

// Noticed compares the account with what was known of it before, and keeps since when it is lost, or back.
func (p Profile) Noticed(before Profile, now time.Time) Profile {
	switch works := p.Connected && p.Reported(); {
	case works && before.LostAt != nil:
		p.LostAt, p.LossToldAt, p.BackAt = nil, nil, &now
	case !works && before.Connected && before.Reported():
		p.LostAt, p.LossToldAt, p.BackAt = &now, nil, nil
	}
	return p
}

// AsExpected tells whether an account needs no answer: it has an expected name, or one that is no
// address and so says nothing about whose it is (FAIL19, ATT5).
func AsExpected(account string, profiles []Profile, provider Provider, email string) bool {
	if !strings.Contains(account, "@") || strings.EqualFold(account, email) {
		return true
	}
	for _, p := range profiles {
		if p.Provider == provider && p.AcceptedAt != nil && strings.EqualFold(account, p.Name) {
			return true
		}
	}
	return false
}

// ProfileToUse picks from an employee's accounts of one provider the one that makes links: the one the
// person chose last, else the newest. Only living ones count; ok is false when none is.
func ProfileToUse(profiles []Profile, provider Provider) (chosen Profile, ok bool) {
	for _, p := range profiles {
		if p.Provider != provider || !p.Alive() {
			continue
		}
		if !ok || p.preferredTo(chosen) {
			chosen, ok = p, true
		}
	}
	return chosen, ok
}

func (p Profile) preferredTo(other Profile) bool {
	mine, theirs := instant(p.ChosenAt), instant(other.ChosenAt)
	switch {
	case !mine.Equal(theirs):
		return mine.After(theirs)
	case !p.CreatedAt.Equal(other.CreatedAt):
		return p.CreatedAt.After(other.CreatedAt)
	default:
		return p.ID > other.ID
	}
}

func instant(at *time.Time) time.Time {
	if at == nil {
		return time.Time{}
	}
	return *at
}
