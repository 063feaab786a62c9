package sandbox

import (
	"fmt"
	"time"
)

// Ways to ask for a link besides a profile's id (6.6).
const (
	askDefault    = "default"
	askIntegrated = "integrated"
	askNone       = "none"
	askExplicit   = "explicit"
)

// States of an event's conference.
//
//	"" → pending → made
//	        ↓ ↑
//	      failing
const (
	conferencePending = "pending"
	conferenceMade    = "made"
	conferenceFailing = "failing"
)

// hostKey begins every key that makes somebody the host of a meeting: nobody else may ever see one.
const hostKey = "HOSTKEY-"

// conference is the link of an event.
type conference struct {
	Ask         string // profile_id as it was asked for
	Provider    string // as events name it: zoom, ms_teams, google_meet, go_to, 8x8
	Profile     string // id of a personal profile
	State       string
	JoinURL     string
	MeetingID   string
	Description string // of an explicit link
	Turn        int    // grows with every new link, so that old work is recognized
}

// conferenceWork makes a link later.
type conferenceWork struct {
	Event   string // key of the event
	Turn    int
	Attempt int
	Delayed bool // the fault delay has struck
}

const conferenceDelay = 1500 * time.Millisecond

// conferenceSteps are the pauses between attempts; the last one repeats for a day (6.8).
var conferenceSteps = []time.Duration{
	30 * time.Second, time.Minute, 5 * time.Minute, 15 * time.Minute, time.Hour,
}

const conferenceAttempts = 28

// askConference changes how an event gets its link. Asking for the same again keeps what is there.
func (t *tx) askConference(a account, cal calendar, e *event, ask conferencing) {
	if ask.ProfileID == e.Conference.Ask && e.Conference.State != "" && ask.ProfileID != askExplicit &&
		e.Conference.State != conferenceFailing && t.set("repeated_conferencing") == "keeps_link" {
		return
	}
	t.dropMeeting(e.Conference)
	e.Conference = conference{Ask: ask.ProfileID, Turn: e.Conference.Turn + 1}
	switch ask.ProfileID {
	case askNone:
		return
	case askExplicit:
		e.Conference.State, e.Conference.JoinURL = conferenceMade, ask.JoinURL
		e.Conference.Description = ask.ProviderDescription
		t.tell(a, *e, interactionAssigned, "")
		return
	}
	e.Conference.Provider, e.Conference.Profile = t.providerFor(a, cal, ask.ProfileID)
	if e.Conference.Provider == "" || !e.Start.At.After(t.now) {
		return // not for past events (6.6)
	}
	e.Conference.State = conferencePending
	id, _ := e.key()
	t.enqueue(workConference, id, t.now.Add(conferenceDelay), conferenceWork{Event: id, Turn: e.Conference.Turn})
}

// providerNothing is asked for when default finds nothing and that counts as a failure.
const providerNothing = "nothing"

// providerFor resolves what was asked for to a provider and, where it is personal, a profile.
func (t *tx) providerFor(a account, cal calendar, ask string) (provider, profile string) {
	integrated := t.integratedProvider(a, cal)
	switch ask {
	case askIntegrated:
		return integrated, ""
	case askDefault:
	default:
		p, _ := a.conferencingProfile(ask)
		return eventProvider(p.Provider), p.ID
	}
	own, has := newestConnected(a)
	if has && (integrated == "" || t.set("default_conferencing") == "own_first") {
		return eventProvider(own.Provider), own.ID
	}
	if integrated != "" {
		return integrated, ""
	}
	switch t.set("default_without_any") {
	case "failing":
		return providerNothing, ""
	case "8x8":
		return "8x8", ""
	}
	return "", ""
}

func newestConnected(a account) (newest conferencingProfile, found bool) {
	for _, p := range a.Conferencing {
		if p.Connected && (!found || p.At.After(newest.At)) {
			newest, found = p, true
		}
	}
	return newest, found
}

// makeConference makes the link, or fails and tries again later (6.8).
func (t *tx) makeConference(w conferenceWork) {
	e, known := load[event](t, w.Event)
	a, _ := load[account](t, e.Sub)
	if !known || e.Deleted || e.Conference.Turn != w.Turn || e.Conference.State == conferenceMade {
		return
	}
	o := occasion{Operation: "conference", Account: a.Sub, Email: a.Email, Path: e.Conference.Provider}
	if f, late := t.strike(o, faultDelay); late && !w.Delayed {
		w.Delayed = true
		t.enqueue(workConference, w.Event, t.now.Add(f.delay()), w)
		return
	}
	if cause := t.conferenceFailure(a, e.Conference, o); cause != "" {
		t.failConference(a, e, w, cause)
		return
	}
	t.assign(a, e, o)
}

// conferenceFailure says why the provider makes no meeting; "" when it does.
func (t *tx) conferenceFailure(a account, c conference, o occasion) string {
	if _, struck := t.strike(o, faultFailing); struck {
		return "the conferencing service answered with an error"
	}
	p, known := a.conferencingProfile(c.Profile)
	switch {
	case c.Provider == providerNothing:
		return "no conferencing service is available"
	case c.Profile != "" && !known:
		return "the conferencing profile is gone"
	case c.Profile != "" && !p.Connected:
		return "the conferencing profile is not connected"
	case c.Profile == "" && c.Provider != "8x8" && t.integratedOff(a):
		return "the administrator has switched conferencing off"
	}
	return ""
}

func (t *tx) failConference(a account, e event, w conferenceWork, cause string) {
	if e.Conference.State != conferenceFailing {
		e.Conference.State = conferenceFailing
		e.Updated = t.now
		save(t, e)
		t.tell(a, e, interactionFailing, cause)
	}
	if w.Attempt++; w.Attempt < conferenceAttempts {
		pause := conferenceSteps[min(w.Attempt, len(conferenceSteps))-1]
		t.enqueue(workConference, w.Event, t.now.Add(pause), w)
	}
}

// assign writes the link into the event, unless a fault has other plans.
func (t *tx) assign(a account, e event, o occasion) {
	f, _ := t.strike(o, faultNoLink, faultMalformed, faultVanity, faultOtherProvider)
	switch f.What {
	case faultNoLink:
		return
	case faultOtherProvider:
		e.Conference.Provider = otherProvider(e.Conference.Provider)
	}
	m := t.newMeeting(a, e)
	e.Conference.State, e.Conference.MeetingID = conferenceMade, m.ID
	e.Conference.JoinURL = t.s.joinURL(m)
	switch f.What {
	case faultMalformed:
		e.Conference.JoinURL = "javascript:alert('" + m.ID + "')"
	case faultVanity: // a company's own name for its meetings
		e.Conference.JoinURL = "https://video.company.example/j/" + m.ID
	}
	e.Updated = t.now
	save(t, e)
	t.tell(a, e, interactionAssigned, "")
}

// conferenceView is the link in a read event (6.7); nil when there is none to show.
func (t *tx) conferenceView(c conference) map[string]any {
	switch {
	case c.State == conferencePending && t.set("pending") == "shown":
		return map[string]any{"pending": true}
	case c.State != conferenceMade || c.JoinURL == "":
		return nil
	}
	v := map[string]any{"join_url": c.JoinURL}
	if c.MeetingID != "" && t.set("host_link") == present {
		key := hostKey + c.MeetingID
		v["host_key"], v["host_url"] = key, c.JoinURL+"?zak="+key
	}
	name := c.Provider
	if c.Ask == askExplicit {
		name = c.Description
	} else if t.set("event_provider_name") == "description" {
		name = providerTitle(c.Provider)
	}
	if name != "" && t.set("event_provider_name") != absent {
		v["provider_name"] = name
	}
	return v
}

func (s *Sandbox) joinURL(m meeting) string {
	return fmt.Sprintf("%s/meet/%s/%s", s.config.PublicURL, m.Provider, m.ID)
}
