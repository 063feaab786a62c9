package models_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"entrevue/models"
)

func TestLinksAreMeasuredByProviderAndCause(t *testing.T) {
	t.Parallel()
	asked := time.Date(2026, 12, 3, 9, 0, 0, 0, time.UTC)
	made := func(method models.Method, seconds int) models.Interview {
		ready := asked.Add(time.Duration(seconds) * time.Second)
		return models.Interview{Method: method, LinkState: models.LinkReady, LinkRequestedAt: &asked, LinkReadyAt: &ready}
	}
	failing := func(method models.Method, cause models.Cause) models.Interview {
		return models.Interview{Method: method, LinkState: models.LinkFailing, LinkCause: cause}
	}
	zoom, teams := models.Zoom.Method(), models.MSTeams.Method()
	got := models.MeasureLinks([]models.Interview{made(zoom, 9), made(zoom, 1), made(zoom, 4), made(models.MethodOwnLink, 500),
		failing(zoom, models.CauseNoLinkInTime), failing(zoom, models.CauseNoLinkInTime), failing(teams, models.CauseRefused)})
	want := map[models.Provider]models.LinkMeasure{
		models.Zoom: {Provider: models.Zoom, Made: 3, Median: 4 * time.Second, Slowest: 9 * time.Second,
			Failures: []models.LinkFailures{{Cause: models.CauseNoLinkInTime, Count: 2}}},
		models.MSTeams: {Provider: models.MSTeams, Failures: []models.LinkFailures{{Cause: models.CauseRefused, Count: 1}}},
	}
	seen := map[models.Provider]models.LinkMeasure{}
	for _, measure := range got {
		seen[measure.Provider] = measure
	}
	if diff := cmp.Diff(want, seen); diff != "" {
		t.Error(diff)
	}
}
