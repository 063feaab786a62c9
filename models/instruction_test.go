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
		return Instruction{Kind: InstructionReminder, Provider: provider, Asked: asked, CreatedAt: now}
	}
	connect := Request{Zoom, ActionConnect}
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
