package models

import (
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"unicode"
)

// LinkVerdict is what was found out about an address that claims to be a join link.
type LinkVerdict string

// The verdicts. Nothing but a valid link is shown or sent; an unknown host is put before the
// recruiter, everything else is refused (FAIL25, FAIL27).
const (
	LinkValid         LinkVerdict = "valid"
	LinkUnknownHost   LinkVerdict = "unknown_host"
	LinkOtherProvider LinkVerdict = "other_provider"
	LinkMalformed     LinkVerdict = "malformed"
)

// maxLink is more than any provider needs; Teams comes near 1,000 characters.
const maxLink = 2048

// JoinHosts says which addresses belong to a provider. An entry is a host name ("meet.google.com"),
// a wildcard for every name below one ("*.zoom.us"), or the beginning of an address
// ("http://localhost:8081/meet/zoom/"), which is how the demo's meetings are let in: only such an
// entry can allow http, a port or a path shared by several providers.
type JoinHosts map[Provider][]string

// DefaultJoinHosts are the names under which the four providers have their meetings.
func DefaultJoinHosts() JoinHosts {
	return JoinHosts{
		GoogleMeet: {"meet.google.com"},
		Zoom:       {"zoom.us", "*.zoom.us", "zoom.com", "*.zoom.com", "*.zoomgov.com"},
		MSTeams: {
			"teams.microsoft.com", "teams.live.com", "teams.cloud.microsoft",
			"gov.teams.microsoft.us", "dod.teams.microsoft.us",
		},
		GoToMeeting: {
			"meet.goto.com", "app.goto.com", "gotomeet.me", "www.gotomeet.me", "*.gotomeeting.com",
		},
	}
}

// With returns the hosts and the extra ones of an installation.
func (h JoinHosts) With(extra JoinHosts) JoinHosts {
	all := JoinHosts{}
	for _, provider := range Providers() {
		all[provider] = append(append([]string{}, h[provider]...), extra[provider]...)
	}
	return all
}

// Check judges a link that was made for the provider. It looks at the text only and asks nobody.
func (h JoinHosts) Check(provider Provider, raw string) LinkVerdict {
	link, ok := parseLink(raw)
	if !ok || hostsMeeting(link) {
		return LinkMalformed
	}
	if h.owns(provider, link) {
		return LinkValid
	}
	for _, other := range Providers() {
		if h.owns(other, link) {
			return LinkOtherProvider
		}
	}
	if !safeOrigin(link) || strings.Trim(link.Path, "/") == "" || imitated(link.Hostname()) {
		return LinkMalformed
	}
	return LinkUnknownHost
}

// ProviderOf returns whose link it is; ok is false for links of nobody we know.
func (h JoinHosts) ProviderOf(raw string) (provider Provider, ok bool) {
	for _, provider := range Providers() {
		if h.Check(provider, raw) == LinkValid {
			return provider, true
		}
	}
	return "", false
}

// CheckOwnLink notes why a pasted address may not be used as a link. Any public https host will do; it
// is never fetched.
func CheckOwnLink(invalid *Invalid, field, raw string) {
	link, ok := parseLink(raw)
	switch {
	case len(raw) > maxLink:
		invalid.Add(field, "problem.too_long", "longest", maxLink)
	case !strings.HasPrefix(strings.ToLower(raw), "https://"):
		invalid.Add(field, "problem.own_link")
	case !ok || !safeOrigin(link):
		invalid.Add(field, "problem.own_link_private")
	case hostsMeeting(link):
		invalid.Add(field, "problem.own_link_host")
	}
}

// CauseOf is the cause of a verdict for which nobody has to be asked.
func (v LinkVerdict) CauseOf() Cause {
	switch v {
	case LinkOtherProvider:
		return CauseOtherProvider
	case LinkMalformed:
		return CauseMalformed
	default:
		return CauseNone
	}
}

// Step is what the verdict does to the link that is waited for.
func (v LinkVerdict) Step() LinkStep {
	switch v {
	case LinkValid:
		return LinkFound
	case LinkUnknownHost:
		return LinkStrange
	default:
		return LinkWrong
	}
}

func parseLink(raw string) (*url.URL, bool) {
	if raw == "" || len(raw) > maxLink || strings.ContainsFunc(raw, forbiddenInLink) {
		return nil, false
	}
	link, err := url.Parse(raw)
	if err != nil || link.User != nil || link.Opaque != "" || link.Host == "" {
		return nil, false
	}
	link.Scheme, link.Host = strings.ToLower(link.Scheme), strings.ToLower(link.Host)
	if link.Scheme != "https" && link.Scheme != "http" {
		return nil, false
	}
	// An escaped host name or an "@" could be read differently by a browser.
	return link, !strings.ContainsAny(link.Host, "%@")
}

// forbiddenInLink also refuses letters beyond ASCII: they look like others, and no join link has any.
func forbiddenInLink(r rune) bool {
	return r <= ' ' || r > unicode.MaxASCII || r == 0x7f || strings.ContainsRune("\\<>\"^`{|}", r)
}

// hostsMeeting tells addresses that make whoever opens them the host: Zoom gives its hosts one under
// /s/, with their key in zak, beside the one for guests.
func hostsMeeting(link *url.URL) bool {
	return link.Query().Has("zak") || strings.HasPrefix(link.Path, "/s/") && DefaultJoinHosts().owns(Zoom, link)
}

func safeOrigin(link *url.URL) bool {
	port := link.Port()
	return link.Scheme == "https" && publicName(link.Hostname()) && (port == "" || port == "443") &&
		!strings.HasSuffix(link.Host, ":")
}

// privateNames are the last labels that are set aside for single computers and networks (RFC 6761,
// RFC 6762 and ICANN's .internal).
var privateNames = []string{"localhost", "local", "internal"}

// publicName says whether it is a host name of at least two labels and no address in any spelling:
// browsers read 0x7f.1 and 2130706433 as addresses, too. Names that no public server can have are none.
func publicName(host string) bool {
	labels := strings.Split(host, ".")
	if _, err := netip.ParseAddr(host); err == nil || len(labels) < 2 || len(host) > 253 {
		return false
	}
	for _, label := range labels {
		if !validLabel(label) {
			return false
		}
	}
	last := labels[len(labels)-1]
	return last[0] >= 'a' && last[0] <= 'z' && !slices.Contains(privateNames, last)
}

func validLabel(label string) bool {
	if label == "" || len(label) > 63 || label[0] == '-' || label[len(label)-1] == '-' ||
		strings.HasPrefix(label, "xn--") {
		return false
	}
	return strings.Trim(label, "abcdefghijklmnopqrstuvwxyz0123456789-") == ""
}

func (h JoinHosts) owns(provider Provider, link *url.URL) bool {
	for _, pattern := range h[provider] {
		if strings.Contains(pattern, "://") {
			if begins(link, pattern) {
				return true
			}
			continue
		}
		if safeOrigin(link) && strings.Trim(link.Path, "/") != "" && named(link.Hostname(), pattern) {
			return true
		}
	}
	return false
}

// begins compares origin and path; a path with dots or doubled slashes would leave the prefix.
func begins(link *url.URL, pattern string) bool {
	start, err := url.Parse(strings.ToLower(pattern))
	if err != nil || start.Scheme != link.Scheme || start.Host != link.Host {
		return false
	}
	rest, found := strings.CutPrefix(link.EscapedPath(), strings.TrimSuffix(start.EscapedPath(), "/")+"/")
	return found && rest != "" && !strings.Contains(rest, "..") && !strings.Contains(rest, "//")
}

func named(host, pattern string) bool {
	pattern = strings.ToLower(pattern)
	if below, wildcard := strings.CutPrefix(pattern, "*"); wildcard {
		return strings.HasSuffix(host, below) && len(host) > len(below)
	}
	return host == pattern
}

// imitated finds names made to be taken for a provider's: zoom.us.example.com, evil-zoom.us,
// zo0m.us. They are refused, not put before a person who could overlook it.
func imitated(host string) bool {
	skeleton := skeletonOf(host)
	for _, patterns := range DefaultJoinHosts() {
		for _, pattern := range patterns {
			if strings.Contains(skeleton, skeletonOf(strings.TrimPrefix(pattern, "*."))) {
				return true
			}
		}
	}
	return false
}

func skeletonOf(host string) string {
	return strings.NewReplacer(
		".", "", "-", "", "0", "o", "1", "l", "i", "l", "5", "s", "3", "e", "vv", "w", "rn", "m",
	).Replace(strings.ToLower(host))
}
