package models

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestJoinLinkOfEachProviderIsValidForItAndNobodyElse(t *testing.T) {
	t.Parallel()
	links := map[Provider][]string{
		GoogleMeet: {"https://meet.google.com/abc-defg-hij", "https://MEET.google.com:443/abc"},
		Zoom: {
			"https://zoom.us/j/93812345678?pwd=a1", "https://us02web.zoom.us/j/93812345678",
			"https://lumen.zoom.us/w/1#x", "https://lumen.zoom.com/j/1", "https://lumen.zoomgov.com/j/1",
		},
		MSTeams: {
			"https://teams.microsoft.com/l/meetup-join/19%3ameeting_x%40thread.v2/0?context=%7b%22Tid%22%7d",
			"https://teams.live.com/meet/9", "https://teams.cloud.microsoft/l/meetup-join/x",
		},
		GoToMeeting: {
			"https://meet.goto.com/123456789", "https://global.gotomeeting.com/join/1", "https://gotomeet.me/lumen",
		},
	}
	hosts := DefaultJoinHosts()
	for owner, list := range links {
		for _, link := range list {
			for _, asked := range Providers() {
				want := LinkOtherProvider
				if asked == owner {
					want = LinkValid
				}
				if got := hosts.Check(asked, link); got != want {
					t.Errorf("%s asked for %s: %s, want %s", link, asked, got, want)
				}
			}
			if got, ok := hosts.ProviderOf(link); !ok || got != owner {
				t.Errorf("%s belongs to %q, %v", link, got, ok)
			}
		}
	}
}

// ATT10, FAIL25: none of these is shown, sent or put before a person to be confirmed.
func TestAddressesThatAreNoJoinLinksAreRefused(t *testing.T) {
	t.Parallel()
	for _, raw := range []string{
		"", " ", "zoom.us/j/1", "//zoom.us/j/1", "/j/1", "http://zoom.us/j/1", "javascript:alert(1)",
		"data:text/html,x", "ftp://zoom.us/j/1", "mailto:a@zoom.us", "https:zoom.us/j/1", "https:///j/1",
		"https://zoom.us/s/93812345678?zak=eyJ0", "https://us02web.zoom.us/s/93812345678", "https://zoom.us/j/93812345678?zak=eyJ0", // ATT18
		"https://zoom.us", "https://zoom.us/", "https://user@zoom.us/j/1", "https://zoom.us@evil.example/j/1",
		"https://user:pass@zoom.us/j/1", "https://zoom.us:pass@evil.example/j/1",
		"https://127.0.0.1/j/1", "https://[::1]/j/1", "https://[::ffff:127.0.0.1]/j/1", "https://2130706433/j/1",
		"https://0x7f.1/j/1", "https://127.1/j/1", "https://017700000001/j/1", "https://169.254.169.254/latest",
		"https://localhost/j/1", "https://intranet/j/1", "https://zoom.us./j/1", "https://zoom..us/j/1",
		"https://zoom.us:8443/j/1", "https://zoom.us:/j/1", "https://zoom.us.evil.example/j/1",
		"https://evil-zoom.us/j/1", "https://evilzoom.us/j/1", "https://zoom-us.example/j/1",
		"https://zo0m.us/j/1", "https://teams.rnicrosoft.com/l/x", "https://meet-google.com/abc",
		"https://meet.google.com.evil.example/abc", "https://teams.micros0ft.com/l/x",
		"https://zооm.us/j/1", "https://zoom。us/j/1", "https://xn--zom-tna.us/j/1", "https://évil.example/j/1",
		"https://zoom.us\\@evil.example/j/1", "https://zoom.us\t/j/1", "https://zoom.us/j/1\r\nX: y",
		"https://zoom.us/j/1 https://zoom.us/j/2", "https://zoom%2eus/j/1", "https://zoom.us%00.evil.example/j/1",
		"https://zoom.us/j/\"><script>", "https://zoom.us/j/1\x00", "https://-zoom.example/j/1",
		"https://zoom.us/" + strings.Repeat("a", 2048), "https://zoom.us/j/%zz", "https://host_name.example/j/1",
	} {
		if got := DefaultJoinHosts().Check(Zoom, raw); got != LinkMalformed {
			t.Errorf("%q is %s", raw, got)
		}
	}
}

func TestUnknownHostIsPutBeforeTheRecruiter(t *testing.T) {
	t.Parallel()
	for _, raw := range []string{"https://meetings.lumen.example/j/1", "https://video.example.com/room?x=1", "https://whereby.com/lumen"} {
		if got := DefaultJoinHosts().Check(Zoom, raw); got != LinkUnknownHost {
			t.Errorf("%q is %s", raw, got)
		}
	}
}

func TestInstallationCanAllowMoreHosts(t *testing.T) {
	t.Parallel()
	defaults := DefaultJoinHosts()
	hosts := defaults.With(JoinHosts{Zoom: {"*.video.lumen.example", "zoom-us.example"}})
	for raw, want := range map[string]LinkVerdict{
		"https://a.video.lumen.example/j/1":   LinkValid,
		"https://a.b.video.lumen.example/j/1": LinkValid,
		"https://video.lumen.example/j/1":     LinkUnknownHost,
		"https://xvideo.lumen.example/j/1":    LinkUnknownHost,
		"https://zoom-us.example/j/1":         LinkValid,
		"https://lumen.zoom.us/j/1":           LinkValid,
		"http://a.video.lumen.example/j/1":    LinkMalformed,
	} {
		if got := hosts.Check(Zoom, raw); got != want {
			t.Errorf("%q is %s, want %s", raw, got, want)
		}
	}
	if diff := cmp.Diff(DefaultJoinHosts(), defaults); diff != "" {
		t.Error(diff)
	}
}

func TestMeetingsOfTheDemoAreToldApartByTheirPath(t *testing.T) {
	t.Parallel()
	base := "http://localhost:8081/meet/"
	hosts := DefaultJoinHosts().With(JoinHosts{Zoom: {base + "zoom/"}, MSTeams: {base + "ms_teams"}})
	for raw, want := range map[string]LinkVerdict{
		base + "zoom/93812345678":                LinkValid,
		base + "ms_teams/19":                     LinkOtherProvider,
		base + "zoom/":                           LinkMalformed,
		base + "zoom/../ms_teams/1":              LinkMalformed,
		base + "zoomx/1":                         LinkMalformed,
		"https://localhost:8081/meet/zoom/1":     LinkMalformed,
		"http://localhost:8082/meet/zoom/1":      LinkMalformed,
		"http://localhost:8081@evil/meet/zoom/1": LinkMalformed,
	} {
		if got := hosts.Check(Zoom, raw); got != want {
			t.Errorf("%q is %s, want %s", raw, got, want)
		}
	}
}

func TestOwnLinkMayBeOnAnyPublicHTTPSHostAndElseSaysWhatIsWrong(t *testing.T) { // ATT25
	t.Parallel()
	for want, links := range map[string][]string{
		"": {"https://whereby.com/lumen", "https://zoom.us/j/1", "https://meet.lumen.example", "https://jitsi.example:443/a"},
		"problem.own_link": {
			"", "http://whereby.com/lumen", "whereby.com/lumen", "javascript:alert(1)", "//whereby.com/a", "https:whereby.com/a",
			"http://169.254.169.254/", "ftp://whereby.com/",
		},
		"problem.own_link_private": {
			"https://localhost/x", "https://10.0.0.1/a", "https://169.254.169.254/latest/meta-data", "https://[::ffff:127.0.0.1]/", "https://[::1]/",
			"https://2130706433/", "https://0x7f.1/", "https://127.1/", "https://0177.0.0.1/", "https://intranet/a", "https://whereby.com:8443/a",
			"https://whereby.com:/a", "https://LOCALHOST./x", "https://metadata.google.internal/", "https://app.localhost/", "https://printer.local/",
			"https://a:b@whereby.com/", "https://whereby.com/a b", "https:///a", "https://whereby.com%2f@evil.example/", "https://xn--bcher-kva.example/a",
			"https://bücher.example/a",
		},
		"problem.own_link_host": {"https://zoom.us/s/93812345678?zak=eyJ0", "https://us02web.zoom.us/s/93812345678", "https://lumen.example/j/1?pwd=a&zak=eyJ0"},
		"problem.too_long":      {"https://whereby.com/" + strings.Repeat("a", 2048)},
	} {
		for _, raw := range links {
			invalid := &Invalid{}
			CheckOwnLink(invalid, "own_link", raw)
			if got := invalid.Fields["own_link"].Key; got != want {
				t.Errorf("%q is %q, want %q", raw, got, want)
			}
		}
	}
}

func TestVerdictMovesTheLink(t *testing.T) {
	t.Parallel()
	want := map[LinkVerdict]LinkState{
		LinkValid: LinkReady, LinkUnknownHost: LinkUnconfirmed,
		LinkOtherProvider: LinkFailing, LinkMalformed: LinkFailing,
	}
	for verdict, state := range want {
		if got, err := LinkPending.Next(verdict.Step()); got != state || err != nil {
			t.Errorf("%s makes a pending link %s (%v)", verdict, got, err)
		}
		if (verdict.CauseOf() != CauseNone) != (state == LinkFailing) {
			t.Errorf("%s has the cause %q", verdict, verdict.CauseOf())
		}
	}
}

func FuzzNoAddressMakesTheCheckPanic(f *testing.F) {
	f.Add("https://zoom.us/j/1")
	f.Add("https://[::1%25eth0]:99999/%zz")
	f.Fuzz(func(t *testing.T, raw string) {
		verdict := DefaultJoinHosts().Check(Zoom, raw)
		if verdict == LinkValid && !strings.HasPrefix(strings.ToLower(raw), "https://") {
			t.Errorf("%q is valid", raw)
		}
	})
}
