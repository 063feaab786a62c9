package handlers_test

import (
	"maps"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"

	"entrevue/handlers/handlerstest"
	"entrevue/models"
	"entrevue/models/demo"
)

// hostile are entries that no field wants: missing, of another type, out of any range, past, unknown,
// too long, unreadable.
var hostile = []string{"", "abc", "99999999999999999999", "a\x00b", "-1", "0", "1900-01-01", "9999-12-31", "25:99", "\xff\xfe",
	strings.Repeat("é", 5000), "=1+1\r\nBcc: x@evil.example", "../../etc/passwd"}

// ATT9, ATT12, ATT20, ATT34, ATT35: every form that can be reached takes every entry in every field
// without a bad request or a fault of ours, and shows again what was typed.
func TestEveryFormTakesEveryEntryAndKeepsTheOthers(t *testing.T) {
	t.Parallel()
	w, helen, forms := everyForm(t)
	if len(forms) < 15 {
		t.Errorf("%d forms were found", len(forms))
	}
	for _, form := range forms {
		attack(t, helen, form)
	}
	w.Settle()
}

// ATT35: the same for the forms of people who are not signed in.
func TestFormsOfStrangersTakeEveryEntry(t *testing.T) {
	t.Parallel()
	w := handlerstest.New(t)
	people := w.Company(models.SystemGraph)
	oliver := signedIn(t, w, people["OG"])
	addMaya(oliver)
	planned(t, oliver)
	settle(w)
	helen := signedIn(t, w, people["HW"])
	add(helen, "Grace Hall", "grace.hall@lumen.example", roleEmployee)
	stranger := w.Browser(t)
	asked(w, stranger, "helen.ward@lumen.example")
	for _, page := range []string{"/sign-in", "/password-resets", linkIn(t, w, "grace.hall@lumen.example"),
		linkIn(t, w, "helen.ward@lumen.example"), linkIn(t, w, "maya.lindqvist@mail.example")} {
		stranger.Visit(page)
		stranger.Expect(http.StatusOK)
		for _, form := range stranger.Forms() {
			attack(t, stranger, form)
		}
	}
	founder := handlerstest.New(t).Browser(t)
	founder.Visit("/first-run")
	attack(t, founder, founder.Forms()[0])
}

func attack(t *testing.T, b *handlerstest.Browser, form handlerstest.Form) {
	t.Helper()
	sane := filled(form)
	for _, name := range slices.Sorted(maps.Keys(form.Types)) {
		entries := hostile
		if !slices.Contains(form.Typed, name) || form.Types[name] == "password" {
			entries = hostile[:4]
		}
		for _, entry := range entries {
			values := maps.Clone(sane)
			values[name] = []string{entry}
			send(t, b, form, values, name)
		}
	}
	send(t, b, form, url.Values{}, "")
}

// Every form that meets an ended session is shown filled in again after its person has signed in.
func TestEveryFormSurvivesAnEndedSession(t *testing.T) {
	t.Parallel()
	w, helen, forms := everyForm(t)
	for _, form := range forms {
		if !keepable(form) {
			continue
		}
		helen.Visit(form.Page)
		values := filled(form)
		for _, again := range helen.Forms() {
			if again.Action == form.Action {
				values = filled(again)
			}
		}
		for _, name := range form.Typed {
			if form.Types[name] == "text" {
				values.Set(name, "Typed before")
			}
		}
		w.Advance(13 * time.Hour)
		if page := helen.Submit(form, values); page.Status != http.StatusUnauthorized || !strings.Contains(page.Body, "Your entries are kept.") {
			t.Errorf("%s sends %s: %d, and what was typed is lost", form.Page, form.Action, page.Status)
		}
		signIn(helen, "helen.ward@lumen.example", demo.Password)
		for _, name := range lost(helen, form, values, "") {
			t.Errorf("%s sends %s: %s was lost", form.Page, form.Action, name)
		}
	}
}

// keepable are the forms of people who are signed in, in which something can be typed that may be kept.
func keepable(form handlerstest.Form) bool {
	return form.Action != "/password-resets" && slices.ContainsFunc(form.Typed, func(name string) bool {
		return form.Types[name] != "password" && form.Types[name] != "file"
	})
}

// everyForm are the forms that an administrator reaches by clicking, each once.
func everyForm(t *testing.T) (*handlerstest.World, *handlerstest.Browser, []handlerstest.Form) {
	t.Helper()
	w := handlerstest.New(t)
	people := w.Company(models.SystemGraph)
	oliver := signedIn(t, w, people["OG"])
	addMaya(oliver)
	planned(t, oliver)
	helen := signedIn(t, w, people["HW"])
	var forms []handlerstest.Form
	known, seen, next := map[string]bool{}, map[string]bool{"/": true}, []string{"/"}
	for len(next) > 0 {
		page := helen.Visit(next[0])
		next = next[1:]
		for _, form := range helen.Forms() {
			kind := shape(form.Action) + strings.Join(slices.Sorted(maps.Keys(form.Types)), " ")
			if !known[kind] && !endsTheTest.MatchString(form.Action) {
				forms = append(forms, form)
			}
			known[kind] = true
		}
		page.Doc.Find("a[href^='/']").Each(func(_ int, a *goquery.Selection) {
			link, err := url.Parse(a.AttrOr("href", ""))
			if err == nil && !seen[shape(link.Path)] && !strings.HasPrefix(link.Path, "/static") {
				seen[shape(link.Path)] = true
				next = append(next, link.Path)
			}
		})
	}
	return w, helen, forms
}

// shape is an address without the numbers in it.
func shape(path string) string { return regexp.MustCompile(`/[0-9]+`).ReplaceAllString(path, "/:id") }

// endsTheTest are the forms after which others would not stand there any more.
var endsTheTest = regexp.MustCompile("/(sign-out|language|disconnection|deactivation|cancellation)$")

// filled are the values of a form in which nothing is missing.
func filled(form handlerstest.Form) url.Values {
	values := maps.Clone(form.Values)
	for _, name := range form.Typed {
		if values.Get(name) != "" {
			continue
		}
		switch form.Types[name] {
		case "email":
			values.Set(name, "somebody.else@lumen.example")
		case "text":
			values.Set(name, "Valid")
		}
	}
	return values
}

func send(t *testing.T, b *handlerstest.Browser, form handlerstest.Form, values url.Values, field string) {
	t.Helper()
	page := b.Submit(form, values)
	said := form.Page + " sends " + form.Action + " with " + field + "=" + strings.ToValidUTF8(values.Get(field), "?")
	said = said[:min(len(said), 160)]
	switch page.Status {
	case http.StatusOK, http.StatusNotFound, http.StatusConflict, http.StatusUnprocessableEntity, http.StatusTooManyRequests, http.StatusGone:
	default:
		t.Errorf("%s: %d", said, page.Status)
	}
	if len(values) == 0 || page.Status != http.StatusUnprocessableEntity && page.Status != http.StatusConflict {
		return
	}
	if page.Doc.Find(".errors, .notice").Length() == 0 {
		t.Errorf("%s: refused without a word", said)
	}
	for _, name := range lost(b, form, values, field) {
		t.Errorf("%s: %s was lost", said, name)
	}
}

// lost are the fields of a form that was refused which do not stand there as they were sent.
func lost(b *handlerstest.Browser, form handlerstest.Form, values url.Values, field string) []string {
	var names []string
	for _, again := range b.Forms() {
		if again.Action != form.Action {
			continue
		}
		for _, name := range form.Typed {
			kind := form.Types[name]
			plain := kind == "text" || kind == "email" || kind == "tel" || kind == "textarea" || kind == "date" || kind == "time"
			if name == field && (!plain || values.Get(name) != "abc") || kind == "password" || kind == "file" {
				continue
			}
			if !slices.Equal(values[name], again.Values[name]) {
				names = append(names, name)
			}
		}
		return names
	}
	return nil
}
