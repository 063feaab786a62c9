package models

import (
	"slices"
	"time"
)

// Campaign is one sending of the instructions. Who gets it is decided while it is sent: whoever has
// connected before their turn comes is left out. FinishedAt is set when everybody has had their turn.
type Campaign struct {
	ID         int64
	Everybody  bool     // also those who were written to before
	Provider   Provider // only hosts who must act about it; empty for all providers
	SentBy     int64
	CreatedAt  time.Time
	FinishedAt *time.Time
}

// CampaignTakes is how long a sending counts as under way that does not come to its end.
const CampaignTakes = time.Hour

// Writing are the providers that a sending under way is still going to write to a host about; none for
// the zero value.
func (c Campaign) Writing(h Host, needed []Provider, letters map[Provider]Instruction) []Provider {
	if c.ID == 0 {
		return nil
	}
	return c.Addresses(h, needed, letters)
}

// Addresses are the providers that a campaign writes to a host about, none when it leaves the host
// out: all for which it is the host who must act, when one of those the campaign is sent for is new or
// all are to be told again.
// letters are the newest that the host got about each provider.
func (c Campaign) Addresses(h Host, needed []Provider, letters map[Provider]Instruction) []Provider {
	must := h.MustAct(needed)
	for _, p := range must {
		if c.Provider != "" && p != c.Provider {
			continue
		}
		letter, written := letters[p]
		mine := c.ID != 0 && letter.CampaignID == c.ID
		if !written || !mine && (c.Everybody || letter.Mail == MailRejected) {
			return must
		}
	}
	return nil
}

// MaxIntroduction is the longest introduction of the campaign, in characters.
const MaxIntroduction = 1000

// HostMustAct tells whether it is the host who has to do something before a link can be made: to
// connect, to reconnect, or to answer. What was proven failing is tried again by anybody.
func (o Outcome) HostMustAct() bool { return o.Turn() == TurnHost && o.Cause == CauseNone }

// Needed tells whether hosts are asked to connect the provider: an administrator has begun to set it
// up, and it is not switched off.
func (s ProviderSetup) Needed() bool { return s.Begun() && !s.SwitchedOff }

// NeededProviders are those that hosts are asked to connect, in the order of the picker.
func NeededProviders(setups map[Provider]ProviderSetup) []Provider {
	return slices.DeleteFunc(Providers(), func(p Provider) bool { return !setups[p].Needed() })
}

// AskedProviders are those that a message of a set-up asks for: the needed ones, and the one that is set
// up, although sending it may be the first thing done there. only is empty outside a set-up.
func AskedProviders(setups map[Provider]ProviderSetup, only Provider) []Provider {
	return slices.DeleteFunc(Providers(), func(p Provider) bool {
		return !setups[p].Needed() && (p != only || setups[p].SwitchedOff)
	})
}

// MustAct are those of the providers for which it is this host who must act.
func (h Host) MustAct(needed []Provider) []Provider {
	return slices.DeleteFunc(slices.Clone(needed), func(p Provider) bool { return !h.Availability(p).HostMustAct() })
}

// ToTell tells whether it is the host who must act about a provider, now or as soon as IT has acted.
func (h Host) ToTell(provider Provider) bool {
	facts := h.Facts[provider]
	facts.SwitchedOff, facts.ITStep = false, ITConfirmed
	return Availability(provider, facts).HostMustAct()
}

// WaitsForIT tells whether the host will be asked for one of the providers only after IT has acted.
func (h Host) WaitsForIT(needed []Provider) bool {
	return slices.ContainsFunc(needed, func(p Provider) bool { return h.Availability(p).Reason == ReasonITFirst })
}

// Blocks counts the interviews of the days to come for which the host cannot make the link.
func (h Host) Blocks() int {
	count := 0
	for _, p := range Providers() {
		if !h.Availability(p).Ready() {
			count += h.Ahead[p.Method()].Interviews
		}
	}
	return count
}

// Interviews counts all of them, and tells when the first one starts.
func (h Host) Interviews() (count int, first *time.Time) {
	for _, ahead := range h.Ahead {
		count += ahead.Interviews
		if first == nil || ahead.First != nil && ahead.First.Before(*first) {
			first = ahead.First
		}
	}
	return count, first
}

// RecipientState is how far the campaign has come with one person and one provider.
//
//	to_send ──▶ sending ──▶ accepted ──▶ started ──▶ connected
//	                  └───▶ rejected        └──────▶ refused
type RecipientState string

// The states of a recipient. From started on, what is known of the connection counts more than what
// became of the mail.
const (
	RecipientToSend    RecipientState = "to_send"
	RecipientSending   RecipientState = "sending"
	RecipientAccepted  RecipientState = "accepted"
	RecipientRejected  RecipientState = "rejected"
	RecipientStarted   RecipientState = "started"
	RecipientRefused   RecipientState = "refused"
	RecipientConnected RecipientState = "connected"
)

// RecipientStates returns all of them, in that order.
func RecipientStates() []RecipientState {
	return []RecipientState{RecipientToSend, RecipientSending, RecipientAccepted, RecipientRejected,
		RecipientStarted, RecipientRefused, RecipientConnected}
}

// RecipientStateOf reads the state from the table of availability and from the mail; mail is empty
// while there is none.
func RecipientStateOf(outcome Outcome, mail MailState) RecipientState {
	switch {
	case outcome.Ready():
		return RecipientConnected
	case outcome.Reason == ReasonStarted:
		return RecipientStarted
	case outcome.Reason == ReasonRefused:
		return RecipientRefused
	case mail == MailAccepted:
		return RecipientAccepted
	case mail == MailRejected:
		return RecipientRejected
	case mail == MailQueued:
		return RecipientSending
	default:
		return RecipientToSend
	}
}

// WordKey is the locale key of the state's name.
func (s RecipientState) WordKey() string {
	switch s {
	case RecipientSending:
		return "campaign.state.sending"
	case RecipientAccepted:
		return "campaign.state.accepted"
	case RecipientRejected:
		return "campaign.state.rejected"
	case RecipientStarted:
		return "campaign.state.started"
	case RecipientRefused:
		return "campaign.state.refused"
	case RecipientConnected:
		return "campaign.state.connected"
	default:
		return "campaign.state.to_send"
	}
}

// Is is how the state is drawn.
func (s RecipientState) Is() Is {
	switch s {
	case RecipientConnected:
		return IsReady
	case RecipientRejected, RecipientRefused:
		return IsFailing
	case RecipientToSend:
		return IsOff
	default:
		return IsPending
	}
}
