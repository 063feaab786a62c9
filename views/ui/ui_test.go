package ui_test

import (
	"bytes"
	"context"
	"os"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
	"github.com/a-h/templ"
	"github.com/google/go-cmp/cmp"

	"entrevue/locales"
	"entrevue/models"
	"entrevue/views/ui"
)

func draw(t *testing.T, c templ.Component) *goquery.Document {
	t.Helper()
	var out bytes.Buffer
	if err := c.Render(locales.With(context.Background(), locales.Keys, nil), &out); err != nil {
		t.Fatal(err)
	}
	doc, err := goquery.NewDocumentFromReader(&out)
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

func attr(s *goquery.Selection, name string) string {
	value, _ := s.Attr(name)
	return value
}

func TestInitialsAreFirstAndLastLetterWithTheirAccents(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"Camille Perrin": "CP", "Inès Faure": "IF", "élodie": "É", "Nguyễn Thị Ánh": "NÁ",
		"Đặng Văn Ơn": "ĐƠ", "A\u0301nh Le\u0302": "ÁL", "  Jean  de La Tour ": "JT",
		"O’Brien": "O", "Helen (HR) Ward": "HW", "": "", "·": "", "3M Support": "3S", "李 小龍": "李小",
	} {
		if got := ui.Initials(name); got != want {
			t.Errorf("%q has initials %q, want %q", name, got, want)
		}
	}
}

func TestFieldTiesLabelHintAndError(t *testing.T) {
	t.Parallel()
	field := ui.FieldProps{
		Name: "start_time", Type: "time", Label: "Start", Value: "14:00", Hint: "In Paris",
		Error: "Taken", Required: true,
	}
	for name, component := range map[string]templ.Component{
		"input": ui.Field(field), "textarea": ui.TextArea(field),
		"select": ui.Select(ui.SelectProps{FieldProps: field, Options: []ui.Option{{Value: "14:00"}}}),
	} {
		doc := draw(t, component)
		control := doc.Find("#start-time")
		if goquery.NodeName(control) != name || attr(control, "name") != "start_time" {
			t.Errorf("%s: control is %s %s", name, goquery.NodeName(control), attr(control, "name"))
		}
		if strings.TrimSpace(doc.Find("label[for=start-time]").Text()) != "Start" {
			t.Errorf("%s has no label", name)
		}
		if attr(control, "aria-invalid") != "true" {
			t.Errorf("%s is not marked invalid", name)
		}
		said := ""
		for id := range strings.FieldsSeq(attr(control, "aria-describedby")) {
			said += strings.TrimSpace(doc.Find("#"+id).Text()) + "|"
		}
		if said != "Taken|In Paris|" {
			t.Errorf("%s is described by %q", name, said)
		}
	}
}

func TestFieldWithoutProblemClaimsNone(t *testing.T) {
	t.Parallel()
	input := draw(t, ui.Field(ui.FieldProps{Name: "name", Label: "Name"})).Find("input")
	for _, name := range []string{"aria-invalid", "aria-describedby", "required", "autocomplete"} {
		if _, has := input.Attr(name); has {
			t.Errorf("has %s", name)
		}
	}
}

func TestPasswordsNeverComeBack(t *testing.T) {
	t.Parallel()
	input := draw(t, ui.Field(ui.FieldProps{Name: "password", Type: "password", Value: "secret"})).Find("input")
	if value, has := input.Attr("value"); has {
		t.Errorf("holds %q", value)
	}
}

func TestSelectKeepsTheChosenOption(t *testing.T) {
	t.Parallel()
	doc := draw(t, ui.Select(ui.SelectProps{
		FieldProps: ui.FieldProps{Name: "host", Label: "Host", Value: "2"},
		Options:    []ui.Option{{Value: "1", Label: "One"}},
		Groups:     []ui.OptionGroup{{Label: "More", Options: []ui.Option{{Value: "2", Label: "Two"}}}},
	}))
	if got := doc.Find("option[selected]").Text(); got != "Two" {
		t.Errorf("selected is %q", got)
	}
}

func TestChoicesKeepWhatWasChosenAndDescribeTheQuestion(t *testing.T) {
	t.Parallel()
	doc := draw(t, ui.Choices(ui.ChoicesProps{
		Name: "send", Legend: "When?", Chosen: []string{"now"}, Error: "Choose",
		Options: []ui.Option{{Value: "ready", Label: "When ready"}, {Value: "now", Label: "Now"}},
	}))
	if got := attr(doc.Find("input[checked]"), "value"); got != "now" {
		t.Errorf("chosen is %q", got)
	}
	if by := attr(doc.Find("fieldset"), "aria-describedby"); doc.Find("#"+by).Length() != 1 {
		t.Errorf("the question is described by %q", by)
	}
	if doc.Find("#send").Length() != 1 {
		t.Error("the summary of errors finds no answer to lead to")
	}
}

func TestErrorBehindAQuestionHasNoColon(t *testing.T) {
	t.Parallel()
	ctx := locales.With(context.Background(), models.French, nil)
	got := ui.Errors{"seen": "Choisissez.", "name": "Requis."}.Lines(ctx, []ui.Labelled{{Name: "seen", Label: "Qu’avez-vous vu\u202f?"}, {Name: "name", Label: "Nom"}})
	want := []string{"Qu’avez-vous vu\u202f? Choisissez.", "Nom\u00a0: Requis."}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestErrorSummaryFollowsTheFormAndLosesNothing(t *testing.T) {
	t.Parallel()
	invalid := &models.Invalid{}
	invalid.Add("email", "problem.email")
	invalid.Add("name", "problem.required")
	invalid.Add("", "problem.choose")
	errors := ui.ErrorsOf(context.Background(), invalid)
	doc := draw(t, ui.ErrorSummary(errors, []ui.Labelled{{Name: "name", Label: "Name"}, {Name: "email", Label: "Mail"}}))
	var got []string
	doc.Find("li").Each(func(_ int, li *goquery.Selection) {
		got = append(got, attr(li.Find("a"), "href")+" "+strings.TrimSpace(li.Text()))
	})
	want := []string{
		"#name ui.errors.line(label=Name, text=Please fill this in)",
		"#email ui.errors.line(label=Mail, text=This is not a complete email address)",
		" Please choose one of the offers",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if attr(doc.Find(".errors"), "tabindex") != "-1" {
		t.Error("the summary cannot take the focus")
	}
}

func TestNoErrorsNeedNoSummary(t *testing.T) {
	t.Parallel()
	for _, errors := range []ui.Errors{nil, {}, ui.ErrorsOf(context.Background(), nil)} {
		if draw(t, ui.ErrorSummary(errors, nil)).Find("body").Children().Length() > 0 {
			t.Errorf("%v has a summary", errors)
		}
	}
}

func picker(method ui.MethodProps) ui.MethodPickerProps {
	return ui.MethodPickerProps{ID: "method", Name: "method", Legend: "Method", Groups: [][]ui.MethodProps{{method}}}
}

func TestBlockedMethodCannotBeChosen(t *testing.T) {
	t.Parallel()
	doc := draw(t, ui.MethodPicker(picker(ui.MethodProps{Value: "zoom", Blocked: true, Why: "Not connected"})))
	radio := doc.Find("input[type=radio]")
	if _, disabled := radio.Attr("disabled"); !disabled {
		t.Error("it can be chosen")
	}
	if doc.Find("#"+attr(radio, "aria-describedby")).Text() != "Not connected" {
		t.Error("the reason is not tied to the choice")
	}
}

func TestChosenMethodThatBecameBlockedStaysChosenAndInvalid(t *testing.T) {
	t.Parallel()
	radio := draw(t, ui.MethodPicker(picker(ui.MethodProps{Value: "zoom", Blocked: true, Chosen: true}))).Find("input")
	_, disabled := radio.Attr("disabled")
	_, checked := radio.Attr("checked")
	if disabled || !checked || attr(radio, "aria-invalid") != "true" {
		t.Errorf("disabled %t, checked %t, invalid %q", disabled, checked, attr(radio, "aria-invalid"))
	}
}

func TestConfirmationPutsTheSafeChoiceFirst(t *testing.T) {
	t.Parallel()
	doc := draw(t, ui.Confirm(ui.ConfirmProps{
		ID: "end", Title: "End?", Keep: ui.Link{Label: "Keep", Href: "/"}, Action: "/end",
		Do: ui.ButtonProps{Label: "End"}, Impacts: []ui.Impact{{Count: 14, Text: "interviews"}},
	}))
	choices := doc.Find(".row").Children()
	if strings.TrimSpace(choices.First().Text()) != "Keep" || attr(choices.Last(), "data-kind") != "danger" {
		t.Errorf("choices are %q, the last is %q", choices.Text(), attr(choices.Last(), "data-kind"))
	}
}

func TestCopyButtonHidesUntilTheScriptShowsIt(t *testing.T) {
	t.Parallel()
	button := draw(t, ui.Copy(ui.CopyProps{Value: "https://a", Label: "Copy"})).Find("button")
	if _, hidden := button.Attr("hidden"); !hidden || attr(button, "data-copy") != "https://a" {
		t.Errorf("hidden %t, copies %q", hidden, attr(button, "data-copy"))
	}
}

func TestIconsOfStatesHaveSymbols(t *testing.T) {
	t.Parallel()
	for _, is := range []string{ui.Ready, ui.Pending, ui.Failing, ui.Off} {
		href := attr(draw(t, ui.State(ui.StateProps{Is: is, Word: "word"})).Find("use"), "href")
		_, name, _ := strings.Cut(href, "#i-")
		if _, err := os.Stat("../../static/icons/" + name + ".svg"); err != nil {
			t.Errorf("%s is drawn with %q: %v", is, href, err)
		}
	}
}

func TestDangerousAddressesAreNotLinked(t *testing.T) {
	t.Parallel()
	link := draw(t, ui.ButtonLink(ui.ButtonLinkProps{Href: "javascript:alert(1)", Label: "x"})).Find("a")
	if strings.HasPrefix(attr(link, "href"), "javascript:") {
		t.Error("a script can be linked")
	}
}
