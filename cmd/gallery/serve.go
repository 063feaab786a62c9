package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"entrevue/locales"
	"entrevue/static"
)

type writer = io.Writer

// policy is what the application sends: a component that breaks it shows that here already.
const policy = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; " +
	"connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

func handler() http.Handler {
	mux := http.NewServeMux()
	// Pages that wait ask for news; there are none here, and 204 leaves them as they are.
	mux.HandleFunc("GET /", func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("HX-Request") == "true" {
			w.WriteHeader(http.StatusNoContent)
			return
		}
		http.NotFound(w, r)
	})
	mux.Handle("GET "+static.Prefix, static.Handler())
	mux.HandleFunc("GET /{$}", func(w http.ResponseWriter, r *http.Request) {
		page, err := indexPage(r.Context())
		answer(w, policy, page, err)
	})
	for _, s := range states() {
		for _, v := range views() {
			mux.HandleFunc("GET /"+s.path(v), func(w http.ResponseWriter, r *http.Request) {
				page, err := s.page(r.Context(), v)
				answer(w, s.policy(), page, err)
			})
		}
	}
	return mux
}

// policy of a mail allows its styles: a mail program has no policy.
func (s state) policy() string {
	if s.group == "mail" {
		return "default-src 'none'; style-src 'unsafe-inline'"
	}
	return policy
}

func answer(w http.ResponseWriter, policy string, page []byte, err error) {
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Content-Security-Policy", policy)
	_, _ = w.Write(page) // the browser has gone away: nobody's fault
}

func indexPage(ctx context.Context) ([]byte, error) {
	var out bytes.Buffer
	err := index(states(), views()).Render(locales.With(ctx, locales.English, paris), &out)
	return out.Bytes(), err
}

// writeAll writes the index, every state in every view, and the assets they ask for.
func writeAll(ctx context.Context, folder string) error {
	page, err := indexPage(ctx)
	if err != nil {
		return err
	}
	assets := map[string]bool{}
	if err := write(folder, "index.html", page, assets); err != nil {
		return err
	}
	for _, s := range states() {
		for _, v := range views() {
			page, err := s.page(ctx, v)
			if err != nil {
				return err
			}
			if err := write(folder, s.path(v), page, assets); err != nil {
				return err
			}
		}
	}
	return copyAssets(folder, assets)
}

var assetAddress = regexp.MustCompile(`"/static/([^"#]+)`)

// write makes the addresses of assets relative, so that the folder can stand anywhere.
func write(folder, name string, page []byte, assets map[string]bool) error {
	for _, match := range assetAddress.FindAllSubmatch(page, -1) {
		assets[string(match[1])] = true
	}
	up := strings.Repeat("../", strings.Count(name, "/"))
	page = assetAddress.ReplaceAll(page, []byte(`"`+up+`static/$1`))
	return save(filepath.Join(folder, filepath.FromSlash(name)), page)
}

func copyAssets(folder string, assets map[string]bool) error {
	for name := range assets {
		recorder := httptest.NewRecorder()
		request := httptest.NewRequest(http.MethodGet, static.Prefix+name, nil)
		static.Handler().ServeHTTP(recorder, request)
		if recorder.Code != http.StatusOK {
			return fmt.Errorf("asset %s is missing", name)
		}
		if err := save(filepath.Join(folder, "static", name), recorder.Body.Bytes()); err != nil {
			return err
		}
	}
	return nil
}

func save(path string, content []byte) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	return os.WriteFile(path, content, 0o644)
}
