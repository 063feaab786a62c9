package cronofy

import (
	"bytes"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"

	"entrevue/models"
)

// stub answers one thing and keeps what it was asked.
type stub struct {
	status int
	header map[string]string
	body   string
	mu     sync.Mutex
	asked  []asked
}

type asked struct {
	method, uri, bearer, kind string
	body                      map[string]any
}

func (s *stub) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	raw, _ := io.ReadAll(r.Body)
	got := asked{method: r.Method, uri: r.URL.RequestURI(), bearer: r.Header.Get("Authorization"), kind: r.Header.Get("Content-Type")}
	_ = json.Unmarshal(raw, &got.body)
	s.mu.Lock()
	s.asked = append(s.asked, got)
	s.mu.Unlock()
	for name, value := range s.header {
		w.Header().Set(name, value)
	}
	w.WriteHeader(s.status)
	_, _ = io.WriteString(w, s.body)
}

// serve starts the stub and returns a client of it, whose log is kept.
func serve(t *testing.T, s *stub) (*Client, *bytes.Buffer) {
	t.Helper()
	if s.status == 0 {
		s.status = http.StatusOK
	}
	server := httptest.NewServer(s)
	t.Cleanup(server.Close)
	log := &bytes.Buffer{}
	client, err := New(Config{
		APIURL: server.URL, AppURL: server.URL + "/", ClientID: "client",
		Secrets: []models.Secret{models.NewSecret("CANARY-secret"), models.NewSecret("older")},
		Log:     slog.New(slog.NewTextHandler(log, nil)),
	})
	if err != nil {
		t.Fatal(err)
	}
	return client, log
}

func secret(text string) models.Secret { return models.NewSecret(text) }
