package models

import (
	"testing"
	"time"
)

func TestPersonIsRemindedOfTheSameOnceADayAndOfSomethingElseAtOnce(t *testing.T) { // ATT43
	t.Parallel()
	now := time.Date(2027, 1, 4, 9, 0, 0, 0, time.UTC)
	tomorrow := now.Add(RemindersEvery)
	reminded := func(provider Provider, asked Action) Instruction {
		return Instruction{Kind: InstructionReminder, HostID: 7, Provider: provider, Asked: asked, CreatedAt: now}
	}
	connect := Request{HostID: 7, Provider: Zoom, Asked: ActionConnect}
	for name, c := range map[string]struct {
		sent []Instruction
		want time.Time
	}{
		"nothing":                  {nil, now},
		"the same":                 {[]Instruction{reminded(Zoom, ActionConnect)}, tomorrow},
		"something else":           {[]Instruction{reminded(Zoom, ActionRelink)}, now},
		"the same elsewhere":       {[]Instruction{reminded(GoToMeeting, ActionConnect)}, now},
		"what nobody wrote down":   {[]Instruction{reminded(Zoom, "")}, tomorrow},
		"the campaign":             {[]Instruction{{Kind: InstructionCampaign, Provider: Zoom, CreatedAt: now}}, now},
		"three other things a day": {[]Instruction{reminded(Zoom, ActionRelink), reminded(GoToMeeting, ActionConnect), reminded(MSTeams, ActionConnect)}, tomorrow},
	} {
		if got := RemindableAt(connect, c.sent, now); !got.Equal(c.want) {
			t.Errorf("reminded of %s: again at %s, want %s", name, got, c.want)
		}
		if last, ok := LastReminder(connect, c.sent); ok != (name == "the same" || name == "what nobody wrote down") {
			t.Errorf("reminded of %s: the last is %+v, %v", name, last, ok)
		}
	}
}

// What keeps a host from every provider is asked for once, whatever provider somebody wanted; about
// another host it can be asked at once.
func TestAdministratorIsRemindedOnceOfWhatKeepsAHostFromEveryProvider(t *testing.T) { // ATT43
	t.Parallel()
	now := time.Date(2027, 1, 4, 9, 0, 0, 0, time.UTC)
	shared := changed(func(f *Facts) { f.SharedMailbox, f.Calendar, f.Integrated = true, CalendarEWS, false })
	outside := unusable(HostOutsideDomain)
	for name, facts := range map[string]Facts{"a shared mailbox": shared, "an address outside": outside} {
		asked := Availability(Zoom, facts).Action()
		sent := []Instruction{{Kind: InstructionAppeal, HostID: 7, Provider: Zoom, Asked: asked, CreatedAt: now}}
		about := func(host int64, provider Provider) Request {
			return Availability(provider, facts).Request(host, provider)
		}
		if got := RemindableAt(about(7, GoToMeeting), sent, now); !got.Equal(now.Add(RemindersEvery)) {
			t.Errorf("%s: about another provider again at %s", name, got)
		}
		if got := RemindableAt(about(8, Zoom), sent, now); !got.Equal(now) {
			t.Errorf("%s: about another host again at %s", name, got)
		}
	}
	off := changed(func(f *Facts) { f.SwitchedOff = true })
	if Availability(Zoom, off).Request(7, Zoom).Whole {
		t.Error("switching one provider on is said to be the same for all")
	}
	never := changed(func(f *Facts) { f.Calendar, f.Integrated, f.Connection = CalendarEWS, false, ConnectionNever })
	if Availability(Zoom, never).Request(7, Zoom).Whole {
		t.Error("connecting one provider is said to be the same for all")
	}
}
