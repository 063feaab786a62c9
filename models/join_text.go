package models

import (
	"net/url"
	"regexp"
	"slices"
	"strings"
)

var addressInText = regexp.MustCompile(`https?://[^\s<>"']+`)

// OtherLink is the first link in some texts that leads to another meeting than ours, at any of the
// four providers; empty when there is none. Calendars add texts of their own about the meeting they
// have made: help, dial-in, options. Those lead nowhere else.
func (h JoinHosts) OtherLink(ours string, texts ...string) string {
	for _, text := range texts {
		for _, found := range addressInText.FindAllString(text, -1) {
			found = strings.TrimRight(found, ".,;:!?)]}")
			if provider, ok := h.ProviderOf(found); ok && admits(provider, found) && !sameMeeting(ours, found) {
				return found
			}
		}
	}
	return ""
}

// doors are how the addresses begin that lead into a meeting, where a provider has others, too.
var doors = map[Provider][]string{
	MSTeams: {"/l/meetup-join/", "/meet/"},
	Zoom:    {"/j/", "/my/", "/w/", "/s/", "/wc/", "/meet/"},
}

func admits(provider Provider, address string) bool {
	link, err := url.Parse(address)
	if err != nil {
		return false
	}
	return doors[provider] == nil || slices.ContainsFunc(doors[provider], func(door string) bool {
		return strings.HasPrefix(link.Path, door)
	})
}

// sameMeeting compares without the query, in which calendars write different things.
func sameMeeting(one, other string) bool {
	a, err := url.Parse(one)
	b, otherErr := url.Parse(other)
	return err == nil && otherErr == nil && strings.EqualFold(a.Host, b.Host) && strings.Trim(a.Path, "/") == strings.Trim(b.Path, "/")
}
