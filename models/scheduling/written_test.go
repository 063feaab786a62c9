package scheduling_test

import (
	"bytes"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"strings"
	"testing"
	"time"

	"entrevue/cmd/app"
	"entrevue/handlers/handlerstest"
	"entrevue/models"
	"entrevue/models/scheduling"
)

// withoutBareEvents lets nothing through to Cronofy that writes an event without asking for a link.
func withoutBareEvents(t *testing.T) handlerstest.Option {
	return handlerstest.With(func(config *app.Config) {
		config.Cronofy.API = before(t, config.Cronofy.API, func(_ *http.Request, body []byte) bool {
			return bytes.Contains(body, []byte(`"profile_id":"none"`))
		})
	})
}

// before is an address that stands before another one and answers for it what it shuts out.
func before(t *testing.T, behind *url.URL, shuts func(r *http.Request, body []byte) bool) *url.URL {
	proxy := httputil.NewSingleHostReverseProxy(behind)
	proxy.ErrorLog = log.New(io.Discard, "", 0) // lost answers are meant
	server := httptest.NewServer(http.HandlerFunc(func(out http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil || shuts(r, body) {
			out.WriteHeader(http.StatusServiceUnavailable)
			return
		}
		r.Body = io.NopCloser(bytes.NewReader(body))
		proxy.ServeHTTP(out, r)
	}))
	t.Cleanup(server.Close)
	at := *behind
	at.Host = strings.TrimPrefix(server.URL, "http://")
	return &at
}

// FAIL21: the waiting time also ends where Cronofy refuses the link and then does not take the event
// without one.
func TestLinkFailsInTimeWhenTheEventCannotBeWrittenWithoutItEither(t *testing.T) {
	t.Parallel()
	m := newModel(t, "sqlite", withoutBareEvents(t))
	m.world.Break(handlerstest.Fault{What: "status", Operation: "events.*", Status: 503, Times: 1})
	booked, err := m.world.App.Scheduler.Book(t.Context(), m.recruiter, scheduling.Booking{CandidateID: m.candidates[0], Sending: models.SendWhenReady,
		Plan: scheduling.Plan{Type: models.TypeFirst, OrganizerID: m.recruiter.ID, HostID: m.hosts[0],
			Date: m.world.Now().AddDate(0, 0, 2).Format(time.DateOnly), Clock: "14:00", TimeZone: "Europe/Paris", Duration: time.Hour,
			Way: scheduling.Way{Method: models.MethodMSTeams}}})
	if err != nil {
		t.Fatal(err)
	}
	m.world.Settle()
	m.world.Break(handlerstest.Fault{What: "integrated_refused", Times: 1})
	m.world.Advance(models.LinkWait)
	m.world.Settle()
	i, err := m.world.App.Reads().Interview(t.Context(), booked.ID)
	if err != nil {
		t.Fatal(err)
	}
	if i.LinkState != models.LinkFailing || i.LinkCause != models.CauseNoLinkInTime {
		t.Errorf("the link is %s %s", i.LinkState, i.LinkCause)
	}
}
