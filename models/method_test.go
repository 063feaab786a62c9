package models

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestPickerShowsMethodsInOneOrder(t *testing.T) {
	t.Parallel()
	want := []Method{"google_meet", "zoom", "ms_teams", "goto_meeting", "in_person", "phone", "own_link"}
	if diff := cmp.Diff(want, Methods()); diff != "" {
		t.Error(diff)
	}
}

func TestMethodsAndProvidersAreReadBackFromTheirNames(t *testing.T) {
	t.Parallel()
	labels := map[string]bool{}
	for _, method := range Methods() {
		if got, ok := ParseMethod(string(method)); !ok || got != method {
			t.Errorf("method %q is read as %q, %v", method, got, ok)
		}
		labels[method.LabelKey()] = true
	}
	if len(labels) != len(Methods()) {
		t.Errorf("labels are shared: %v", labels)
	}
	for _, provider := range Providers() {
		if got, ok := ParseProvider(string(provider)); !ok || got != provider {
			t.Errorf("provider %q is read as %q, %v", provider, got, ok)
		}
		if got, ok := ProviderBySlug(provider.Slug()); !ok || got != provider {
			t.Errorf("slug %q is read as %q, %v", provider.Slug(), got, ok)
		}
		if got, ok := ProviderByCronofyName(provider.CronofyName()); !ok || got != provider {
			t.Errorf("Cronofy's %q is read as %q, %v", provider.CronofyName(), got, ok)
		}
		if got, ok := provider.Method().Provider(); !ok || got != provider {
			t.Errorf("method of %q is made by %q, %v", provider, got, ok)
		}
	}
}

func TestUnknownNamesAreNeitherMethodNorProvider(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"", "webex", "Zoom", "zoom ", "google-meet ", "explicit"} {
		if _, ok := ParseMethod(name); ok {
			t.Errorf("%q passes as a method", name)
		}
		if _, ok := ParseProvider(name); ok {
			t.Errorf("%q passes as a provider", name)
		}
		if _, ok := ProviderBySlug(name); ok {
			t.Errorf("%q passes as a slug", name)
		}
		if _, ok := ProviderByCronofyName(name); ok {
			t.Errorf("%q passes as Cronofy's name", name)
		}
	}
}

func TestBrandsAreSpelledAsTheirOwnersDo(t *testing.T) {
	t.Parallel()
	got := []string{}
	for _, provider := range Providers() {
		got = append(got, provider.Slug(), provider.CronofyName(), provider.Name())
	}
	want := []string{
		"google-meet", "google_meet_api", "Google Meet", "zoom", "zoom", "Zoom",
		"ms-teams", "ms_teams", "Microsoft Teams", "goto-meeting", "go_to", "GoTo Meeting",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestProvidersNobodyUsesStandUnderMoreMethods(t *testing.T) {
	t.Parallel()
	shown, more := GroupMethods(map[Provider]ProviderUse{
		Zoom: {Begun: true}, MSTeams: {HostReady: true},
	})
	if diff := cmp.Diff([]Method{"zoom", "ms_teams", "in_person", "phone", "own_link"}, shown); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]Method{"google_meet", "goto_meeting"}, more); diff != "" {
		t.Error(diff)
	}
}

func TestMethodsWithoutProviderAreNeverGroupedAway(t *testing.T) {
	t.Parallel()
	shown, more := GroupMethods(nil)
	if diff := cmp.Diff([]Method{"in_person", "phone", "own_link"}, shown); diff != "" {
		t.Error(diff)
	}
	if len(more) != 4 {
		t.Errorf("more methods: %v", more)
	}
}
