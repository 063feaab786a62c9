package main

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/a-h/templ"

	"entrevue/locales"
	"entrevue/models"
	"entrevue/views/layout"
)

// state is a component, a page or a mail in one condition. A whole one brings its own document; the
// others are put into a bare page.
type state struct {
	group, name string
	whole       bool
	draw        func(context.Context) templ.Component
}

// states are all of them. Another area adds its table here.
func states() []state {
	return slices.Concat(uiStates(), pickerStates(), layoutStates(), mailStates(), entranceStates(), homeStates(),
		hiringStates(), candidateStates(), planStates(), interviewStates(), meetingStates(), calendarStates(), comparisonStates(), testLinkStates(), settingsStates(), personalStates(), readinessStates(), videoStates())
}

// view is how a state is looked at.
type view struct {
	language locales.Language
	theme    string
}

func views() []view {
	all := []view{}
	for _, language := range append(slices.Clone(locales.Languages()), locales.Keys) {
		for _, theme := range []string{"light", "dark"} {
			all = append(all, view{language, theme})
		}
	}
	return all
}

// path is where a state is found, from the index.
func (s state) path(v view) string {
	return fmt.Sprintf("%s/%s/%s/%s.html", v.language, v.theme, s.group, s.name)
}

// paris is where the demo company is.
var paris = func() *time.Location {
	zone, err := models.Zone("Europe/Paris")
	if err != nil {
		panic(err)
	}
	return zone
}()

// page draws a state as a whole document. The theme is put into it here, so that no state has to
// care for it.
func (s state) page(ctx context.Context, v view) ([]byte, error) {
	ctx = locales.With(ctx, v.language, paris)
	component := s.draw(ctx)
	if !s.whole {
		inner := component
		component = templ.ComponentFunc(func(ctx context.Context, w writer) error {
			bare := layout.Alone(layout.AloneProps{Page: layout.Page{Title: s.group + " " + s.name}})
			return bare.Render(templ.WithChildren(ctx, inner), w)
		})
	}
	var out bytes.Buffer
	if err := component.Render(ctx, &out); err != nil {
		return nil, fmt.Errorf("draw %s/%s: %w", s.group, s.name, err)
	}
	themed := strings.Replace(out.String(), "<html ", `<html data-theme="`+v.theme+`" `, 1)
	return []byte(themed), nil
}
