package main

import (
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "entrevue/"

// rule says what a package and those below it may import: ours by allowed, never what is denied.
// The longest prefix decides.
type rule struct {
	of      string
	allowed []string // nil: everything of ours
	denied  []string
}

var (
	acting  = []string{"models", "models/store", "models/cronofy", "models/mail", "models/jobs"}
	web     = []string{"net/http", "github.com/labstack/echo", "github.com/a-h/templ"}
	clients = []string{"github.com/labstack/echo", "github.com/a-h/templ", "gorm.io"} // net/http as clients only
	noViews = append([]string{"net/http"}, clients...)
)

var rules = []rule{
	{of: "models", allowed: []string{}, denied: append([]string{"gorm.io"}, web...)},
	{of: "models/store", allowed: []string{"models"}, denied: web},
	{of: "models/store/storetest", allowed: []string{"models", "models/store", "models/jobs"}, denied: web},
	{of: "models/jobs", allowed: []string{"models", "models/store", "models/store/storetest"}, denied: web},
	{of: "models/demo", allowed: []string{"models", "models/store"}, denied: web},
	{of: "models/connecting", allowed: acting, denied: noViews},
	{of: "models/scheduling", allowed: acting, denied: noViews},
	{of: "models/recruiting", allowed: acting, denied: noViews},
	{of: "models/staffing", allowed: acting, denied: noViews},
	{of: "models/entering", allowed: acting, denied: clients},
	{of: "models/operating", allowed: acting, denied: noViews},
	{of: "models/cronofy", allowed: []string{"models"}, denied: clients},
	{of: "models/mail", allowed: []string{"models"}, denied: noViews},
	{of: "locales", allowed: []string{"models", "locales", "locales/order"}, denied: append([]string{"gorm.io"}, web...)},
	{of: "static", allowed: []string{}},
	{of: "views", allowed: []string{"models", "locales", "static", "views/*"},
		denied: []string{"net/http", "github.com/labstack/echo", "gorm.io"}},
	{of: "views/mails", allowed: []string{"models", "models/mail", "models/connecting", "models/entering", "models/staffing", "models/scheduling",
		"locales", "static", "views/*"}, denied: []string{"net/http", "github.com/labstack/echo", "gorm.io"}},
	{of: "handlers", allowed: []string{"models", "models/store", "models/jobs", "models/connecting", "models/scheduling",
		"models/recruiting", "models/staffing", "models/entering", "models/operating", "views/*", "locales", "static"},
		denied: []string{"gorm.io"}},
	{of: "handlers/sandbox", allowed: []string{"handlers/sandbox/*"}},
	{of: "handlers/handlerstest"},
	{of: "cmd"},
}

// owners are the libraries that only some packages know; the sandbox plays the outside and is free.
var owners = map[string][]string{
	"gorm.io":                          {"models/store"},
	"github.com/mattn/go-sqlite3":      {"models/store"},
	"github.com/pressly/goose":         {"models/store"},
	"github.com/riverqueue":            {"models/jobs"},
	"github.com/jackc/pgx":             {"models/store", "models/jobs"},
	"github.com/wneessen/go-mail":      {"models/mail"},
	"github.com/nicksnyder/go-i18n":    {"locales"},
	"github.com/go-playground/locales": {"locales"},
	"github.com/alexedwards/argon2id":  {"models/entering"},
	"github.com/coreos/go-oidc":        {"models/entering"},
	"golang.org/x/oauth2":              {"models/entering"},
	"github.com/arran4/golang-ical":    {"views/calendarfile"},
	"github.com/labstack":              {"handlers", "cmd/app"},
	"github.com/alexedwards/scs":       {"handlers", "cmd/app"},
	"github.com/caarlos0/env":          {"cmd/server", "cmd/sandbox", "cmd/seed"},
	"github.com/prometheus":            {"handlers"},
	"github.com/PuerkitoBio/goquery":   {"handlers/handlerstest"},
	"github.com/emersion/go-smtp":      {},
	"github.com/jhillyerd/enmime":      {"handlers/handlerstest"},
}

// imported are the direct imports of each package, by folder; those of tests apart.
func imported(t *testing.T) map[string][]string {
	t.Helper()
	found := map[string][]string{}
	err := filepath.WalkDir("../..", func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() && (strings.HasPrefix(entry.Name(), ".") && entry.Name() != ".." || entry.Name() == "node_modules") && path != "../.." {
			return fs.SkipDir
		}
		if !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return nil
		}
		source, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		folder, err := filepath.Rel("../..", filepath.Dir(path))
		for _, spec := range source.Imports {
			name, _ := strconv.Unquote(spec.Path.Value)
			found[folder] = append(found[folder], name)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func TestPackagesImportOnlyWhatTheyMay(t *testing.T) {
	t.Parallel()
	for folder, names := range imported(t) {
		r, ok := ruleOf(folder)
		if !ok {
			t.Errorf("%s: no rule says what it may import", folder)
			continue
		}
		for _, name := range names {
			if ours, is := strings.CutPrefix(name, module); is && !r.allows(ours) {
				t.Errorf("%s must not import %s", folder, name)
			}
			if slices.ContainsFunc(r.denied, func(denied string) bool { return below(name, denied) }) {
				t.Errorf("%s must not import %s", folder, name)
			}
		}
	}
}

func TestLibrariesAreKnownToTheirOwnersOnly(t *testing.T) {
	t.Parallel()
	for folder, names := range imported(t) {
		if below(folder, "handlers/sandbox") {
			continue
		}
		for _, name := range names {
			for library, packages := range owners {
				owned := slices.ContainsFunc(packages, func(owner string) bool { return below(folder, owner) })
				if below(name, library) && !owned {
					t.Errorf("%s must not import %s: it belongs to %v", folder, name, packages)
				}
			}
		}
	}
}

func ruleOf(folder string) (rule, bool) {
	var best rule
	found := false
	for _, r := range rules {
		if below(folder, r.of) && (!found || len(r.of) > len(best.of)) {
			best, found = r, true
		}
	}
	return best, found
}

func (r rule) allows(name string) bool {
	if r.allowed == nil {
		return true
	}
	return slices.ContainsFunc(r.allowed, func(allowed string) bool {
		if tree, is := strings.CutSuffix(allowed, "/*"); is {
			return below(name, tree)
		}
		return name == allowed
	})
}

// below tells whether a path is the other one or lies in it.
func below(path, tree string) bool { return path == tree || strings.HasPrefix(path, tree+"/") }
