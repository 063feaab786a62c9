package ui

import (
	"context"
	"slices"
	"strings"

	"entrevue/locales"
	"entrevue/models"
)

// Errors are the worded problems of a form, by the name of the field. The empty name concerns the
// form as a whole. The zero value says that nothing is wrong.
type Errors map[string]string

// ErrorsOf words what a model found. A nil invalid gives no errors.
func ErrorsOf(ctx context.Context, invalid *models.Invalid) Errors {
	if invalid == nil {
		return nil
	}
	worded := make(Errors, len(invalid.Fields))
	for name, problem := range invalid.Fields {
		worded[name] = locales.T(ctx, problem.Key, problem.Args...)
	}
	return worded
}

// FieldID is the id of the control with that name: start_time has start-time.
func FieldID(name string) string {
	return strings.NewReplacer("_", "-", ".", "-", "[", "-", "]", "").Replace(name)
}

// Labelled is a field of a form: its name and what stands above it.
type Labelled struct{ Name, Label string }

// Lines are the errors worded with their labels, in that order.
func (e Errors) Lines(ctx context.Context, order []Labelled) []string {
	texts := make([]string, 0, len(e))
	for _, line := range e.lines(order) {
		texts = append(texts, line.worded(ctx))
	}
	return texts
}

type summaryLine struct{ id, label, text string }

// worded is the label and what is wrong with it. A label that asks something needs no colon.
func (l summaryLine) worded(ctx context.Context) string {
	switch {
	case l.label == "":
		return l.text
	case strings.HasSuffix(l.label, "?"):
		return locales.T(ctx, "ui.errors.answer", "question", l.label, "text", l.text)
	default:
		return locales.T(ctx, "ui.errors.line", "label", l.label, "text", l.text)
	}
}

// lines puts the errors in the order of the form. What no field of the form carries comes last and
// links to nothing, but is never lost.
func (e Errors) lines(order []Labelled) []summaryLine {
	lines := make([]summaryLine, 0, len(e))
	seen := map[string]bool{}
	for _, field := range order {
		if text, wrong := e[field.Name]; wrong && field.Name != "" {
			lines = append(lines, summaryLine{FieldID(field.Name), field.Label, text})
			seen[field.Name] = true
		}
	}
	rest := make([]string, 0, len(e))
	for name := range e {
		if !seen[name] {
			rest = append(rest, name)
		}
	}
	slices.Sort(rest)
	for _, name := range rest {
		lines = append(lines, summaryLine{text: e[name]})
	}
	return lines
}
